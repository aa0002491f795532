"""Where a person is written to, in which language and at what hours."""

from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import email_normalize

from ..planning.entretien_clock import local, moment_at

# The hour from which people are written to.
MORNING = 8
DEFAULT_TZ = "Europe/Paris"
ADDRESSES = ("work_email", "private_email", "user_id")


class HrEmployee(models.Model):
    """``_entretien_address`` and ``_entretien_user`` say who is reached, and how: the
    queue, the next steps, windows and pages all stand on them.
    """

    _inherit = "hr.employee"

    entretien_reachable = fields.Boolean(
        string="Can Be Invited by E-Mail",
        compute="_compute_entretien_reachable",
        store=True,
        groups="hr.group_hr_user",
        help="There is an address to invite them at; else the invitation is a letter.",
    )
    entretien_ways = fields.Json(
        string="Addresses and Accounts of the Card",
        compute="_compute_entretien_ways",
        store=True,
        groups="hr.group_hr_user",
        copy=False,
        help="Since when each stands on it, none of them readable: one that is newer "
        "than the invitation does not speak for the employee at once.",
    )

    @api.depends(
        "active",
        "user_id.active",
        "user_id.partner_id.email",
        "work_email",
        "private_email",
    )
    def _compute_entretien_reachable(self):
        for employee in self:
            employee.entretien_reachable = bool(employee._entretien_address(own=True))

    @api.depends("user_id.partner_id.email", "work_email", "private_email")
    def _compute_entretien_ways(self):
        """A stored field, and no list kept by ``write``: an address comes on the card
        by the contact or the account too."""
        ways = self.env["hr.entretien.way"]
        for employee in self:
            employee.entretien_ways = ways._noted(employee)

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(ADDRESSES):
            self._entretien_address_changed()
        if not vals.get("active", True):
            self.sudo().entretien_ids.link_ids._revoke()
        return result

    def _entretien_address_changed(self):
        """What could not be delivered may leave now."""
        messages = self.env["hr.entretien.message"].sudo()
        waiting = [
            ("recipient_id", "in", self.ids),
            ("state", "in", ("failed", "no_address")),
        ]
        if messages.search_count(waiting, limit=1):
            self.env["hr.entretien.sender"]._wake_up()

    def _entretien_user(self):
        """The account that the person logs in with, in sudo, or an empty record.

        Never OdooBot, whom imports and defaults put on people's cards.
        """
        self.ensure_one()
        user = self.sudo().user_id
        known = user.active and user != self.env.ref("base.user_root")
        return user if known else user.browse()

    def _entretien_address(self, own):
        """The address to write to, well formed, or False: nobody is to be written to.

        Who has left is written to at home alone: the other addresses are the company's.

        :param bool own: about the person's own interview: the private address will do
        :rtype: str
        """
        self.ensure_one()
        employee, root = self.sudo(), self.env.ref("base.partner_root").sudo()
        addresses = []
        if employee.active:
            addresses += [employee._entretien_user().email, employee.work_email]
        if own:
            addresses.append(employee.private_email)
        robot = email_normalize(root.email)
        for address in filter(None, map(email_normalize, filter(None, addresses))):
            if address != robot:
                return address
        return False

    def _entretien_tz(self):
        """The time zone that the person lives in: the one he set, else his card's.

        Mails, page, letter, proofs and agenda all ask here: they tell one hour.

        :rtype: tzinfo
        """
        self.ensure_one()
        employee = self.sudo()
        names = (
            employee.user_id.tz,
            employee.tz,
            employee.resource_calendar_id.tz,
            DEFAULT_TZ,
        )
        return pytz.timezone(next(filter(None, names)))

    def _entretien_day(self, moment=None):
        """The day that it is, or was, where the person lives.

        :param datetime moment: naive UTC, now by default
        :rtype: date
        """
        moment = moment or fields.Datetime.now()
        return local(moment, self._entretien_tz()).date()

    def _entretien_morning(self, days=0):
        """When the morning starts where the person lives, in so many days.

        :rtype: datetime, naive UTC
        """
        day = self._entretien_day() + timedelta(days=days)
        return moment_at(day, MORNING, self._entretien_tz())
