from odoo import fields, models


class HrEntretienAccessLog(models.Model):
    """Who read or exported a sensitive list, and when (RGPD, art. 5 and 32).

    Append only: nobody changes or deletes a line, HR and administrator included.
    """

    _name = "hr.entretien.access.log"
    _description = "Access to Sensitive Lists of the Entretiens"
    _order = "id desc"

    date = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    kind = fields.Selection(
        [
            ("exposure_read", "Exposure read"),
            ("exposure_export", "Exposure exported"),
            ("nir_export", "NIR list exported"),
            ("file_export", "Employee's whole file exported"),
            ("purge_list", "What would be deleted listed"),
        ],
        required=True,
        readonly=True,
    )
    record_count = fields.Integer(readonly=True)
    employee_ids = fields.Many2many("hr.employee", readonly=True, string="Employees")
    note = fields.Char(readonly=True)

    def _log(self, kind, employees, note=False):
        """Write a line for the user of this environment.

        :param str kind: one of the selection
        :param hr.employee employees: whose data were read or went out
        """
