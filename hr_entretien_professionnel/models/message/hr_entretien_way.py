"""By which way the employee speaks: a link sent to an address, or an account."""

import hashlib
import hmac
from datetime import datetime, timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize
from odoo.tools.misc import format_date

from ..planning.hr_entretien_meeting_mixin import INVITED
from .hr_entretien_message import masked
from .message_kinds import INVITATIONS

# How long the former way has to say that it is not the employee who speaks.
WAIT = timedelta(days=1)


class HrEntretienWay(models.AbstractModel):
    """Whether a way may sign, refuse to sign or comment in the employee's name.

    HR keeps the cards: who puts an address or an account of their own there would speak
    in the employee's place, and nobody would know. So a way that is newer than the
    invitation does not speak before the former one was warned, and had a day to object;
    the proof file names the way, and since when it stands on the card.

    The card keeps no second copy of private addresses, but a digest of each with the
    database's secret as its key (``hr.employee.entretien_ways``): the former address is
    found among those that were written to, or that still stand there.

    A way is ``(account, address)``: the id of a user with the address of their mails,
    or the address of a link alone.
    """

    _name = "hr.entretien.way"
    _description = "By Which Way the Employee Speaks"

    # -- what stands on the card -------------------------------------------------------

    def _noted(self, employee):
        """What ``entretien_ways`` becomes: digest → since when, as text in UTC; what
        stood there at first under an empty key."""
        known = employee.entretien_ways or {}
        if not employee.id:
            return known
        now = fields.Datetime.now()
        created = employee.create_date or now
        since = fields.Datetime.to_string(now if known else min(created, now))
        names = [*self._addresses(employee), *employee.user_id.ids]
        present = {self._digest(employee, name): since for name in names}
        return {"": since, **present, **known}

    def _addresses(self, employee):
        mails = (employee.user_id.email, employee.work_email, employee.private_email)
        return list(filter(None, map(email_normalize, mails)))

    def _digest(self, employee, name):
        """:param name: an address, normalized, or the id of an account"""
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        text = f"{employee.id},{name}"
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()

    def _since(self, employee, name):
        """Since when it stands on the card; from now on if it is not known to."""
        employee, digest = employee.sudo(), self._digest(employee, name)
        if digest not in (employee.entretien_ways or {}):
            # Put there by SQL, or in a copy of the database, which has another secret.
            employee.entretien_ways = self._noted(employee)
        since = employee.entretien_ways.get(digest)
        return fields.Datetime.to_datetime(since) or fields.Datetime.now()

    # -- who may speak -----------------------------------------------------------------

    def _of(self, entretien, link=None):
        """The way of this request: its link's address, else the employee's account."""
        if link:
            return False, email_normalize(link.email)
        user = self.env.user if entretien._is_own() else self.env["res.users"]
        return user.id, email_normalize(user.email)

    def _shown(self, link):
        name = link.email if link else self.env.user.login
        return masked(name) or name

    def _check(self, entretien, link=None):
        """:raises UserError: this way does not speak for the employee yet"""
        if why := self._objection(entretien, self._of(entretien, link)):
            raise UserError(why)

    def _second_step(self, entretien, link=None):
        """Why this way does not speak yet, in words, or nothing. The former one is
        told, once: what is answered here must not be rolled back."""
        way = self._of(entretien, link)
        if not self._objection(entretien, way):
            return ""
        former = not self._warning(entretien, way) and self._former(entretien, way)
        if former:
            about = self._warned(entretien, way), self._shown(link)
            self.env["hr.entretien.message"]._queue_warning(entretien, former, *about)
        return self._objection(entretien, way)

    def _objection(self, entretien, way):
        if not self._is_newer(entretien.sudo(), way):
            return ""
        warning = self._warning(entretien, way)
        sent = warning.state == "sent" and warning.date_sent
        if sent and fields.Datetime.now() >= sent + WAIT:
            return ""
        newer = (
            self.env._("This account was put on your card after you were invited")
            if way[0]
            else self.env._(
                "The address of this link was put on your card after you were invited"
            )
        )
        former = warning.state in ("waiting", "leaving", "sent") and warning.email
        if not former:
            return self.env._(
                "%(newer)s: sign or comment with the person who met you, on their "
                "tablet or on paper.",
                newer=newer,
            )
        return self.env._(
            "%(newer)s. Your former address, %(address)s, has been notified: sign or "
            "comment a day later, or now with the person who met you.",
            newer=newer,
            address=masked(former),
        )

    def _is_newer(self, entretien, way):
        """Put on the card after the employee knew of the interview; not what the
        first invitation was sent to, whatever the card says."""
        invited, employee = self._invited_since(entretien), entretien.employee_id
        if not invited or self._speaks_since(employee, way) <= invited:
            return False
        account, address = way
        if account and self._since(employee, account) > invited:
            return True
        return self._invited_at(entretien) != address

    def _invited_since(self, entretien):
        """When the employee first knew of it, at the latest by what they sign: naive
        UTC, False when they did not."""
        lines = entretien.proof_ids.filtered(lambda line: line.kind in INVITED)
        moments = [*lines.mapped("create_date"), entretien.date_presented]
        return min(filter(None, moments), default=False)

    def _speaks_since(self, employee, way):
        """A new password is asked for by mail: an account does not speak before the
        address of its mails stands on the card."""
        moments = (self._since(employee, name) for name in way if name)
        return max(moments, default=datetime.min)

    def _invited_at(self, entretien):
        """The address of the invitation, when a mail was the first to say it: after a
        letter, the first mail may go to an address put there since."""
        lines = entretien.proof_ids.filtered(lambda line: line.kind in INVITED)
        if lines.sorted("id")[:1].kind not in INVITATIONS:
            return False
        sent = entretien.entretien_message_ids.filtered(
            lambda item: (
                item.is_own and item.kind in INVITATIONS and item.state == "sent"
            )
        )
        return sent.sorted("id")[:1].email

    def _former(self, entretien, way):
        """An address where the employee was reached before that way came, or False:
        what came after the invitation may all be of who puts addresses there."""
        entretien = entretien.sudo()
        employee, invited = entretien.employee_id, self._invited_since(entretien)
        written = self.env["hr.entretien.message"].sudo()
        written = written.search(
            [
                ("recipient_id", "=", employee.id),
                ("state", "=", "sent"),
                ("date_sent", "<=", invited),
            ],
            order="date_sent desc, id desc",
        )
        standing = [
            address
            for address in self._addresses(employee)
            if self._since(employee, address) <= invited
        ]
        known = (self._invited_at(entretien), *standing, *written.mapped("email"))
        return next((item for item in known if item and item not in way), False)

    # -- the warning, and the proof ----------------------------------------------------

    def _warned(self, entretien, way):
        """What the warning about a way is known by: an account by its mails too."""
        employee = entretien.sudo().employee_id
        return "".join(self._digest(employee, name) for name in way if name)

    def _warning(self, entretien, way):
        messages = self.env["hr.entretien.message"].sudo()
        return messages.search(
            [
                ("entretien_id", "=", entretien.id),
                ("kind", "=", "warning"),
                ("state", "!=", "cancelled"),
                ("way", "=", self._warned(entretien, way)),
            ],
            limit=1,
        )

    def _text(self, entretien, link=None):
        way, about = self._of(entretien, link), entretien.sudo()._company_words()
        if not any(way):
            return ""
        since = format_date(about.env, self._speaks_since(about.employee_id, way))
        if link:
            text = about.env._(
                "By the link sent to %(address)s, on the card since %(day)s.",
                address=self._shown(link),
                day=since,
            )
        else:
            text = about.env._(
                "By the account %(login)s, on the card since %(day)s.",
                login=self._shown(link),
                day=since,
            )
        warning = self._warning(entretien, way)
        if warning.state != "sent":
            return text
        day = format_date(about.env, warning.date_sent)
        former = about.env._("The former address was notified on %(day)s.", day=day)
        return f"{text} {former}"
