from odoo import fields, models


class HrLeaveType(models.Model):
    _inherit = "hr.leave.type"

    entretien_type_id = fields.Many2one(
        "hr.entretien.absence.type",
        string="Legal Kind",
        groups="hr.group_hr_user",
        ondelete="restrict",
        help="Approved leaves of this type become absences of this kind for the "
        "interviews: an interview on return, days that seniority leaves out.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "entretien_type_id" in vals:
            self._entretien_sync_leaves()
        return result

    def _entretien_sync_leaves(self):
        """Follow the mapping for those who had an approved leave of these types."""
        approved = [("holiday_status_id", "in", self.ids), ("state", "=", "validate")]
        leaves = self.env["hr.leave"].sudo()
        ((employees,),) = leaves._read_group(approved, [], ["employee_id:recordset"])
        employees._entretien_sync_leaves()
