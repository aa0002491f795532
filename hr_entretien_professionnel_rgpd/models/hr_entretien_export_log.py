from collections import defaultdict

from odoo import fields, models


class HrEntretienExportLog(models.Model):
    """Who exported a sensitive file, and when (RGPD, art. 5 and 32).

    Append only: nobody changes or deletes a line, HR and administrator included. Lines
    are written by the server (``_log``), read by HR administrators of the company of
    the employees concerned: one line per export and company.
    """

    _name = "hr.entretien.export.log"
    _inherit = "hr.entretien.append.only.mixin"
    _description = "Sensitive File Exported"
    _order = "id desc"
    _rec_name = "kind"

    date = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    kind = fields.Selection(
        [
            ("abondement_export", "Corrective payments exported"),
            ("exposure_export", "Costs of états des lieux exported"),
            ("nir_export", "NIR list exported"),
            ("copies_export", "Copies of interviews exported"),
            ("file_export", "Employee's whole file exported"),
        ],
        required=True,
        readonly=True,
    )
    record_count = fields.Integer(
        string="Number of Employees",
        readonly=True,
        help="Kept when employees are deleted afterwards.",
    )
    employee_ids = fields.Many2many("hr.employee", readonly=True, string="Employees")
    note = fields.Char(readonly=True)

    def _kept_message(self):
        return self.env._(
            "The export log is written by the application alone; it is neither changed "
            "nor deleted."
        )

    def _log(self, kind, employees, note=False):
        """Write what the user of this environment has exported: a line per company.

        :param str note: what else is worth knowing: the file, the period
        """
        employees = employees.sudo().with_context(active_test=False)
        return self.sudo().create(
            [
                {
                    "user_id": self.env.uid,
                    "company_id": company.id,
                    "kind": kind,
                    "record_count": len(people),
                    "employee_ids": [(6, 0, people.ids)],
                    "note": note,
                }
                for company, people in employees.grouped("company_id").items()
            ]
        )

    def _log_exported(self, records, paths):
        """Write what ``export_data`` took out, by whatever path it was reached.

        :param records: of any model
        :param paths: names of fields, ``a/b`` for those of other records
        """
        people = defaultdict(self.env["hr.employee"].browse)
        for names in (path.split("/") for path in paths):
            kind, depth = self._logged_kind(records, names)
            if kind:
                reached = records.sudo()
                for name in names[:depth]:
                    reached = reached[name]
                cards = reached._name == "hr.employee"
                people[kind] |= reached if cards else reached.employee_id
        for kind, employees in people.items():
            if employees:
                self._log(kind, employees)

    def _logged_kind(self, model, names):
        """The kind of line that a path leaves, and how many fields lead to it."""
        for depth, name in enumerate(names):
            kind = model._entretien_logged.get(name) or model._entretien_logged.get("*")
            if kind:
                return kind, depth
            field = model._fields.get(name)
            if not (field and field.relational):
                break
            model = self.env[field.comodel_name]
        return None, 0
