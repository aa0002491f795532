"""What the page recalls: what the last interview led to."""

from odoo import models


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _last_held(self):
        """The employee's last interview that was held, in sudo, or none.

        It is his own and was held: he may read it.
        """
        self.ensure_one()
        return self.sudo().search(
            [
                ("employee_id", "=", self.sudo().employee_id.id),
                ("state", "in", ("held", "closed")),
                ("id", "!=", self.id),
            ],
            order="date_held desc, id desc",
            limit=1,
        )
