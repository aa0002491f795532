from odoo import fields, models


class HrEntretienBilanReject(models.TransientModel):
    """Ask HR why lines of an état des lieux do not count."""

    _name = "hr.entretien.bilan.reject"
    _description = "Why Lines of an État des Lieux Are Rejected"

    line_ids = fields.Many2many(
        "hr.entretien.bilan.line", string="Lines", required=True
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        """Reject them; the lines check who asks."""
        self.ensure_one()
        return self.line_ids.action_reject(self.reason)
