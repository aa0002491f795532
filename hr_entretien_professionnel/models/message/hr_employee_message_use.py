"""Where a person is written to, in which language and at what hours."""

from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import email_normalize

MORNING = time(8)
DEFAULT_TZ = "Europe/Paris"


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    entretien_reachable = fields.Boolean(
        string="Can Be Invited by E-Mail",
        compute="_compute_entretien_reachable",
        store=True,
        groups="hr.group_hr_user",
        help="There is an address to invite them at; else the invitation is a letter.",
    )
    entretien_addresses = fields.Json(
        string="Addresses of the Card",
        groups="hr.group_hr_user",
        readonly=True,
        copy=False,
        help="Since when each stands on it: a link sent to one that is newer than the "
        "invitation does not sign at once.",
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

    def write(self, vals):
        if "active" in vals and not vals["active"]:
            self.sudo().entretien_ids.link_ids._revoke()
        moved = not vals.keys().isdisjoint(("work_email", "private_email", "user_id"))
        if moved:
            self._entretien_note_addresses()
        result = super().write(vals)
        if moved:
            self._entretien_note_addresses()
            self._entretien_address_changed()
        return result

    def _entretien_note_addresses(self):
        """What stood there before the first change has stood there from the start."""
        now = fields.Datetime.now()
        for employee in self.sudo():
            known = employee.entretien_addresses
            since = fields.Datetime.to_string(now if known else employee.create_date)
            user, known = employee.user_id, known or {"": since}
            there = (user.email, employee.work_email, employee.private_email)
            new = {email_normalize(item): since for item in there if item}
            new = {item: day for item, day in new.items() if item not in known}
            if new or not employee.entretien_addresses:
                employee.entretien_addresses = {**known, **new}

    def _entretien_address_since(self, address):
        """
        :returns: since when it stands on the card, as naive UTC
        """
        self.ensure_one()
        person = self.sudo()
        known = person.entretien_addresses
        if not known:
            return person.create_date
        since = known.get(email_normalize(address or ""))
        return fields.Datetime.to_datetime(since) or fields.Datetime.now()

    def _entretien_address_on(self, moment):
        """The last that was put on the card by then, or False: what came after may all
        be of who puts addresses there.

        :param datetime moment: naive UTC
        """
        known = self.sudo().entretien_addresses or {}
        moment = fields.Datetime.to_string(moment)
        older = [item for item, day in known.items() if item and day <= moment]
        return max(older, key=known.get, default=False)

    def _entretien_address_changed(self):
        """What could not be delivered may leave now."""
        messages = self.env["hr.entretien.message"].sudo()
        if messages.search_count(
            [
                ("recipient_id", "in", self.ids),
                ("state", "in", ("failed", "no_address")),
            ],
            limit=1,
        ):
            self.env["hr.entretien.sender"]._wake_up()

    def _entretien_user(self):
        """The account that the person logs in with, in sudo, or an empty record.

        Never OdooBot, whom imports and defaults put on people's cards.
        """
        self.ensure_one()
        user = self.sudo().user_id
        return (
            user
            if user.active and user != self.env.ref("base.user_root")
            else (user.browse())
        )

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
        return pytz.utc.localize(moment).astimezone(self._entretien_tz()).date()

    def _entretien_morning(self, days=0):
        """When the morning starts where the person lives, in so many days.

        :rtype: datetime, naive UTC
        """
        day = self._entretien_day() + timedelta(days=days)
        local = self._entretien_tz().localize(datetime.combine(day, MORNING))
        return local.astimezone(pytz.utc).replace(tzinfo=None)
