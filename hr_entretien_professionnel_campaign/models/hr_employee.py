from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_file_parts(self):
        parts = super()._entretien_file_parts()
        return {**parts, "hr.entretien.campaign.line": "campaigns"}
