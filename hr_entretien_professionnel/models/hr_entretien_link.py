"""The links that let an employee without an account reach his own page."""

import hashlib
import secrets

from odoo import api, fields, models

VALID_DAYS = 90


class HrEntretienLink(models.Model):
    """A link with a token, for one interview and nothing else.

    Only the token's digest is stored: nobody who reads the database through Odoo, HR
    and system administrator included, can open the page in the employee's place.
    """

    _name = "hr.entretien.link"
    _description = "Link to the Employee's Page"
    _order = "id desc"

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    email = fields.Char(string="Sent To", readonly=True)
    digest = fields.Char(
        required=True, index=True, readonly=True, groups="base.group_no_one"
    )
    date_end = fields.Date(string="Valid Until", required=True, readonly=True)
    revoked = fields.Boolean(string="Withdrawn", readonly=True)

    @api.model
    def _digest(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _issue(self, entretien, email=None):
        """A new link's token: it is known here and now only.

        :rtype: str
        """
        token = secrets.token_urlsafe(32)
        self.sudo().create(
            {
                "entretien_id": entretien.id,
                "email": email,
                "digest": self._digest(token),
                "date_end": fields.Date.add(
                    fields.Date.context_today(self), days=VALID_DAYS
                ),
            }
        )
        return token

    @api.model
    def _find(self, entretien_id, token):
        """The valid link with that token, in sudo, or an empty record.

        :param int entretien_id:
        :param str token: what came with the address
        """
        if not token:
            return self.sudo().browse()
        return self.sudo().search(
            [
                ("entretien_id", "=", entretien_id),
                ("digest", "=", self._digest(token)),
                ("revoked", "=", False),
                ("date_end", ">=", fields.Date.context_today(self)),
            ],
            limit=1,
        )
