from odoo import models


class HrEntretienImportLine(models.TransientModel):
    _inherit = "hr.entretien.import.line"

    def _employee_fields(self):
        return {**super()._employee_fields(), "nir": "ssnid"}
