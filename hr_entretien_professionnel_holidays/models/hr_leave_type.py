from odoo import fields, models


class HrLeaveType(models.Model):
    _inherit = "hr.leave.type"

    entretien_type_id = fields.Many2one(
        "hr.entretien.absence.type",
        string="Legal Kind",
        groups="hr.group_hr_user",
        ondelete="restrict",
        help="Approved leaves of this type become absences of this kind for the "
        "entretiens: an interview on return, days that seniority leaves out.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "entretien_type_id" in vals:
            self._entretien_sync_leaves()
        return result

    def _entretien_sync_leaves(self):
        """Follow the mapping for those who had an approved leave of these types."""
        groups = (
            self.env["hr.leave"]
            .sudo()
            ._read_group(
                [("holiday_status_id", "in", self.ids), ("state", "=", "validate")],
                [],
                ["employee_id:recordset"],
            )
        )
        groups[0][0]._entretien_sync_leaves()
