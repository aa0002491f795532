from odoo import fields, models


class HrEntretienBilanHandover(models.TransientModel):
    """Ask how and when the état des lieux is handed over."""

    _name = "hr.entretien.bilan.handover"
    _inherit = "hr.entretien.window"
    _description = "Hand Over an État des Lieux"

    state = fields.Selection(related="entretien_id.state")
    to_confirm = fields.Integer(related="entretien_id.bilan_id.to_confirm")
    mode = fields.Selection(
        [("hand", "By hand"), ("mail", "By e-mail, with a link to the document")],
        string="How",
        required=True,
        default="hand",
    )
    day = fields.Date(
        string="Handed Over On", required=True, default=fields.Date.context_today
    )

    def action_apply(self):
        """Freeze and hand over; the interview checks who asks."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        day = today if self.mode == "mail" else self.day
        self.entretien_id.bilan_id._hand_over(day, self.mode)
        return {"type": "ir.actions.act_window_close"}
