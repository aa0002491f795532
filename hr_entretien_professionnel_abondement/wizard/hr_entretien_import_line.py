from odoo import api, models


class HrEntretienImportLine(models.TransientModel):
    _inherit = "hr.entretien.import.line"

    @api.model
    def _employee_fields(self):
        return {**super()._employee_fields(), "nir": "ssnid"}
