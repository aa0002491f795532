from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    # Lines follow the card, and somebody hired has none: nothing is searched.
    entretien_campaign_line_ids = fields.One2many(
        "hr.entretien.campaign.line",
        "employee_id",
        string="Campaigns",
        groups="hr.group_hr_user",
    )

    def _entretien_file_parts(self):
        parts = super()._entretien_file_parts()
        return {**parts, "hr.entretien.campaign.line": "campaigns"}
