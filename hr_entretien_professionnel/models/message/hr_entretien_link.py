"""The links that let an employee without an account reach his own page."""

import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import plaintext2html
from odoo.tools.misc import format_date

from .masked import masked

# The messages that invite.
INVITED = ("invitation", "reinvitation")
# How long the former address has to say that it is not the employee who signs.
WAIT = timedelta(days=1)


class HrEntretienLink(models.Model):
    """A link with a token, for one interview and nothing else.

    Only the token's digest is stored, and the token is made at the very moment when the
    employee's own mail leaves: nobody who reads the database through Odoo, HR and
    system administrator included, can open the page in the employee's place.
    """

    _name = "hr.entretien.link"
    _description = "Link to the Employee's Page"
    _order = "id desc"
    _rec_name = "email"

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    email = fields.Char(string="Sent To", readonly=True)
    digest = fields.Char(
        required=True, index=True, readonly=True, groups=fields.NO_ACCESS
    )
    date_end = fields.Date(string="Valid Until", required=True, readonly=True)
    date_used = fields.Datetime(string="Last Used", readonly=True)
    revoked = fields.Boolean(string="Withdrawn", readonly=True)
    told_former_on = fields.Datetime(
        string="Former Address Told On",
        readonly=True,
        help="Its address is newer than the invitation: it signs a day after the "
        "former one was told.",
    )

    def action_revoke(self):
        """HR: the link opens nothing any more."""
        self.env["hr.entretien"]._check_hr()
        self.check_access("read")
        self._revoke()

    def _revoke(self):
        """Withdraw the links that are not yet, and say so in the proof file."""
        valid = self.sudo().filtered(lambda link: not link.revoked)
        valid.revoked = True
        for entretien in valid.entretien_id:
            entretien.with_env(self.env)._add_proof("link_revoked")

    # -- signing -----------------------------------------------------------------------

    def _source_text(self):
        """Where a signature comes from, for the proof file."""
        self.ensure_one()
        if not self.email:
            return ""
        here = self.with_context(lang=self.company_id._entretien_lang())
        since = here.entretien_id.employee_id._entretien_address_since(self.email)
        text = here.env._(
            "By the link sent to %(address)s, on the card since %(day)s.",
            address=masked(self.email),
            day=format_date(here.env, since),
        )
        if not self.told_former_on:
            return text
        told = format_date(here.env, self.told_former_on)
        former = here.env._("The former address was told on %(day)s.", day=told)
        return f"{text} {former}"

    def _newer_than_invitation(self):
        """Whether HR put the address on the card since, and the address it followed.

        :rtype: tuple(bool, str or False)
        """
        self.ensure_one()
        entretien, employee = self.entretien_id, self.entretien_id.employee_id
        invited = entretien.entretien_message_ids.filtered(
            lambda item: item.is_own and item.kind in INVITED and item.state == "sent"
        ).sorted("id")[:1]
        if invited:
            return invited.email != self.email, invited.email
        since = employee._entretien_address_since(self.email)
        told = entretien._told_since() or since
        return since > told, employee._entretien_address_on(told)

    def _second_step(self):
        """Why this link does not sign yet, in words, or an empty string.

        HR keeps the cards: who puts an address of his own there would sign in the
        employee's place, and nobody would know.
        """
        self.ensure_one()
        newer, former = self._newer_than_invitation() if self.email else (False, False)
        if not newer:
            return ""
        if not former:
            return self.env._(
                "The address of this link was put on your card after you were invited: "
                "sign on the tablet of the person who met you, or on paper."
            )
        now = fields.Datetime.now()
        if not self.told_former_on:
            self.told_former_on = now
            self._tell_former(former)
        if now >= self.told_former_on + WAIT:
            return ""
        return self.env._(
            "The address of this link was put on your card after you were invited. "
            "Your former address, %(address)s, has been told: sign here a day later, "
            "or now on the tablet of the person who met you, or on paper.",
            address=masked(former),
        )

    def _tell_former(self, former):
        here = self.with_context(lang=self.entretien_id._report_lang()).sudo()
        company = here.company_id
        text = here.env._(
            "Somebody asks to sign the document of your interview from the address "
            "%(address)s, which was put on your card after you were invited. If it is "
            "not you, tell your HR department or your staff representatives today: "
            "the signature is possible tomorrow.",
            address=masked(self.email),
        )
        here.env["mail.mail"].create(
            {
                "subject": here.env._("%s: a signature is asked for", company.name),
                "body_html": plaintext2html(text),
                "email_from": company.email_formatted or here.env.user.email_formatted,
                "email_to": former,
                "auto_delete": False,
                # HR's alone to read: it names the former address.
                "model": here.entretien_id._name,
                "res_id": here.entretien_id.id,
            }
        )

    @api.model
    def _digest(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _issue(self, entretien, email=None):
        """A new link's token: it is known here and now only.

        :param entretien: the interview that it opens
        :param str email: the address that it is sent to
        :rtype: str
        """
        token = secrets.token_urlsafe(32)
        days = entretien.company_id.sudo().entretien_link_days
        self.sudo().create(
            {
                "entretien_id": entretien.id,
                "email": email,
                "digest": self._digest(token),
                "date_end": fields.Date.add(fields.Date.context_today(self), days=days),
            }
        )
        return token

    @api.model
    def _find(self, entretien_id, token):
        """The valid link with that token, in sudo, or an empty record.

        A wrong token, a token of another interview, an expired one and none at all cost
        the same: one search on the digest.

        :param int entretien_id:
        :param str token: what came with the address
        """
        return self.sudo().search(
            [
                ("digest", "=", self._digest(token or "")),
                ("entretien_id", "=", entretien_id),
                ("revoked", "=", False),
                ("date_end", ">=", fields.Date.context_today(self)),
            ],
            limit=1,
        )

    @api.model
    def _open(self, entretien_id, token):
        """What ``_find`` gives, and the moment that it was used.

        Wrong tokens are not counted: nobody guesses 256 random bits, and a refusal by
        address would shut out the people who share it.

        :param int entretien_id:
        :param str token: what came with the address
        :returns: the link, in sudo, or an empty record
        """
        link = self._find(entretien_id, token)
        now = fields.Datetime.now()
        if link and (not link.date_used or (now - link.date_used).total_seconds() > 60):
            link.date_used = now
        return link
