from odoo import api, fields, models


class HrEntretienHandover(models.TransientModel):
    """Ask how and when the copy is handed over, and say what it would lack."""

    _name = "hr.entretien.handover"
    _inherit = "hr.entretien.window"
    _description = "Hand Over the Copy of an Interview"

    mode = fields.Selection(
        [("mail", "By e-mail, with a link to the document"), ("hand", "By hand")],
        string="How",
        required=True,
        default="hand",
    )
    day = fields.Date(
        string="Handed Over On", required=True, default=fields.Date.context_today
    )
    missing = fields.Text(compute="_compute_missing")
    is_reachable = fields.Boolean(related="entretien_id.is_reachable")

    @api.depends("entretien_id")
    def _compute_missing(self):
        for wizard in self:
            entretien = wizard.entretien_id
            wizard.missing = entretien and "\n".join(entretien._handover_missing())

    def action_apply(self):
        """Freeze and hand over; the interview checks who asks.

        :returns: the état des lieux that is left to hand over, if there is one
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        self._hand_over(today if self.mode == "mail" else self.day)
        entretien = self.entretien_id
        return entretien._bilan_to_hand_over() and entretien.action_open_bilan()

    def _hand_over(self, day):
        self.entretien_id._close(day, self.mode)
