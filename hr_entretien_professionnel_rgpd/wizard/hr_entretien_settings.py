from odoo import api, fields, models


class HrEntretienSettings(models.TransientModel):
    _inherit = "hr.entretien.settings"

    entretien_retention_months = fields.Integer(string="Kept After Departure (months)")

    @api.model
    def _get_choice_names(self):
        return (*super()._get_choice_names(), "entretien_retention_months")
