from odoo import api, fields, models


class HrEntretienExport(models.TransientModel):
    """Choose in which form an employee gets his whole file (RGPD, art. 15 and 20)."""

    _name = "hr.entretien.export"
    _description = "Export of an Employee's File"

    employee_id = fields.Many2one("hr.employee", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("pdf", "PDF: a summary, then every document, to read and print"),
            ("json", "JSON: every piece of data, for another program"),
            ("zip", "Both, with each piece as it was filed (ZIP)"),
        ],
        string="Form",
        required=True,
        default="pdf",
    )

    @api.model_create_multi
    def create(self, vals_list):
        windows = super().create(vals_list)
        for window in windows:
            window.employee_id._entretien_check_export()
        return windows

    def action_apply(self):
        """Download it: the controller checks again, and the log says who did."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/hr_entretien/export/{self.employee_id.id}/{self.kind}",
            "target": "download",
        }
