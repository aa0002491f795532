from odoo import api, fields, models


class HrEntretienAction(models.Model):
    """What was decided in an interview: what, who, by when."""

    _name = "hr.entretien.action"
    _description = "Action Decided in an Entretien"
    _inherit = "hr.entretien.line.mixin"
    _rec_name = "name"

    name = fields.Char(string="What", required=True)
    owner_id = fields.Many2one("hr.employee", string="Who")
    deadline = fields.Date(string="By When")
    done = fields.Boolean()
    is_late = fields.Boolean(compute="_compute_is_late")

    @api.depends("deadline", "done")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for action in self:
            action.is_late = bool(
                action.deadline and not action.done and action.deadline < today
            )

    @api.model
    def _followup_fields(self):
        return {"sequence", "done", "deadline", "owner_id"}
