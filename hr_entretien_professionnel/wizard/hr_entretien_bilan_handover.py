from odoo import fields, models


class HrEntretienBilanHandover(models.TransientModel):
    """Ask how and when the état des lieux is handed over."""

    _name = "hr.entretien.bilan.handover"
    _inherit = "hr.entretien.handover"
    _description = "Hand Over an État des Lieux"

    to_confirm = fields.Integer(related="entretien_id.bilan_id.to_confirm")

    def _hand_over(self, day):
        self.entretien_id.bilan_id._hand_over(day, self.mode)
