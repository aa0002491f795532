from odoo import fields, models


class HrEntretienNoShow(models.TransientModel):
    """Ask on which day the employee did not come, and what is known of it."""

    _name = "hr.entretien.no.show"
    _inherit = "hr.entretien.window"
    _description = "The Employee Did Not Come"

    day = fields.Date("Expected On", required=True, default=fields.Date.context_today)
    note = fields.Text(string="What Is Known")

    def action_apply(self):
        """Record the absence; the step checks who asks."""
        self.ensure_one()
        self.entretien_id.action_no_show(self.day, self.note)
