"""The links that let an employee without an account reach their own page."""

import hashlib
import secrets

from odoo import fields, models


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
        "hr.entretien",
        string="Interview",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    company_id = fields.Many2one(
        related="entretien_id.company_id", store=True, precompute=True
    )
    email = fields.Char(string="Sent To", readonly=True)
    digest = fields.Char(
        required=True, index=True, readonly=True, groups=fields.NO_ACCESS
    )
    date_end = fields.Date(string="Valid Until", required=True, readonly=True)
    date_used = fields.Datetime(string="Last Used", readonly=True)
    revoked = fields.Boolean(string="Withdrawn", readonly=True)

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

    def _digest(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    def _issue(self, entretien, email=None):
        """A new link's token, for that address: it is known here and now only."""
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

    def _find(self, entretien_id, token):
        """The valid link with that token, in sudo, or an empty record. A wrong token,
        an expired one and none at all cost the same: one search on the digest."""
        return self.sudo().search(
            [
                ("digest", "=", self._digest(token or "")),
                ("entretien_id", "=", entretien_id),
                ("revoked", "=", False),
                ("date_end", ">=", fields.Date.context_today(self)),
            ],
            limit=1,
        )

    def _open(self, entretien_id, token):
        """``_find``, and the moment of use. Wrong tokens are not counted: nobody
        guesses 256 random bits, and a refusal by address would shut out who shares it.
        """
        link, now = self._find(entretien_id, token), fields.Datetime.now()
        if link and (not link.date_used or (now - link.date_used).total_seconds() > 60):
            link.date_used = now
        return link
