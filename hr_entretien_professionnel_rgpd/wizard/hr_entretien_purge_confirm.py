from odoo import api, fields, models


class HrEntretienPurgeConfirm(models.TransientModel):
    """Say what goes before it goes: it does not come back."""

    _name = "hr.entretien.purge.confirm"
    _description = "Delete Files Past Their Term"

    purge_ids = fields.Many2many("hr.entretien.purge", readonly=True)
    due_ids = fields.Many2many("hr.entretien.purge", compute="_compute_due")
    due_count = fields.Integer(compute="_compute_due")
    kept_count = fields.Integer(compute="_compute_due")
    entretien_count = fields.Integer(compute="_compute_due")
    document_count = fields.Integer(compute="_compute_due")
    understood = fields.Boolean(string="I have read the list: delete these files")

    @api.depends("purge_ids")
    def _compute_due(self):
        for window in self:
            due = window.purge_ids.filtered(lambda line: line.state == "due")
            window.due_ids = due
            window.due_count = len(due)
            window.kept_count = len(window.purge_ids) - len(due)
            window.entretien_count = sum(due.mapped("entretien_count"))
            window.document_count = sum(due.mapped("document_count"))

    @api.model_create_multi
    def create(self, vals_list):
        self.env["hr.entretien.purge"]._check_may_erase()
        return super().create(vals_list)

    def action_apply(self):
        """Delete; each file is checked again (``hr.entretien.purge.unlink``)."""
        self.ensure_one()
        if not self.understood:
            return False
        self.due_ids.unlink()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
