from odoo import api, fields, models

from .hr_entretien_line_mixin import FOLLOWUP_FIELDS


class HrEntretienAction(models.Model):
    """What was decided in an interview: what, who, by when."""

    _name = "hr.entretien.action"
    _description = "Action Decided in an Interview"
    _inherit = "hr.entretien.decision.mixin"

    _followup_fields = {*FOLLOWUP_FIELDS, "sequence", "done", "deadline", "owner_id"}
    _owner_fields = {*FOLLOWUP_FIELDS, "done"}

    name = fields.Char(string="What", required=True)
    done = fields.Boolean(compute="_compute_done", inverse="_inverse_done", store=True)

    @api.depends("followup_state")
    def _compute_done(self):
        for action in self:
            action.done = action.followup_state == "done"

    def _inverse_done(self):
        for action in self:
            if action.done != (action.followup_state == "done"):
                action.followup_state = "done" if action.done else "todo"

    def _report_kind(self):
        return self.env._("Action")
