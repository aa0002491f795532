from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def export_data(self, fields_to_export):
        """What ``_entretien_logged`` names leaves a line in the log of exports."""
        result = super().export_data(fields_to_export)
        if not self.env.su:
            self.env["hr.entretien.export.log"]._log_exported(self, fields_to_export)
        return result
