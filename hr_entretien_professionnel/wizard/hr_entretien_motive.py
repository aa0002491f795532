from odoo import fields, models


class HrEntretienMotive(models.TransientModel):
    """Ask why an interview is declined, cancelled or reopened."""

    _name = "hr.entretien.motive"
    _description = "Why an Entretien Is Declined, Cancelled or Reopened"

    entretien_ids = fields.Many2many("hr.entretien", required=True)
    kind = fields.Selection(
        [("decline", "Decline"), ("cancel", "Cancel"), ("reopen", "Reopen")],
        required=True,
    )
    day = fields.Date(string="Date of the Letter", default=fields.Date.context_today)
    motive = fields.Text(string="Reason", required=True)

    def action_apply(self):
        """Take the step on the interviews, with the reason; it checks who asks."""
        self.ensure_one()
        if self.kind == "decline":
            self.entretien_ids.action_decline(self.motive, self.day)
        elif self.kind == "cancel":
            self.entretien_ids.action_cancel(self.motive)
        else:
            self.entretien_ids.action_reopen(self.motive)
        return {"type": "ir.actions.act_window_close"}
