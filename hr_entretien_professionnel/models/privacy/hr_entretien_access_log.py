"""Who read or exported what the law or the RGPD asks to keep an eye on."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class HrEntretienAccessLog(models.Model):
    """Who read or exported a sensitive list, and when (RGPD, art. 5 and 32).

    Append only: nobody changes or deletes a line, HR and administrator included. Lines
    are written by the server (``_log``), read by HR administrators of the company of
    the employees concerned: one line per act and company.
    """

    _name = "hr.entretien.access.log"
    _description = "Access to Sensitive Lists of the Entretiens"
    _order = "id desc"
    _rec_name = "kind"

    date = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True)
    day = fields.Date(
        required=True, default=fields.Date.context_today, readonly=True, index=True
    )
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
    screen = fields.Char(
        readonly=True, help="Technical name of the list that was read."
    )
    record_count = fields.Integer(
        string="Number of Employees",
        readonly=True,
        help="Kept when employees are deleted afterwards.",
    )
    employee_ids = fields.Many2many("hr.employee", readonly=True, string="Employees")
    note = fields.Char(readonly=True)

    @api.depends("kind", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = f"{kinds.get(line.kind)} – {line.user_id.sudo().name}"

    @api.model_create_multi
    def create(self, vals_list):
        """
        :raises AccessError: it is not the server that writes
        """
        if not self.env.su:
            raise AccessError(self._kept_message())
        return super().create(vals_list)

    def write(self, vals):
        """A line does not change, for nobody: neither HR nor the server's own code.

        :raises UserError: always, when there is a line to change
        """
        if self:
            raise UserError(self._kept_message())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self._kept_message())

    @api.model
    def _kept_message(self):
        return self.env._(
            "The access log is written by the application alone; it is neither changed "
            "nor deleted."
        )

    @api.model
    def _log(self, kind, employees, note=False, screen=False):
        """Write what the user of this environment has done: a line per company.

        :param str kind: one of the selection
        :param hr.employee employees: whose data were read or went out
        :param str note: what else is worth knowing: the file, the period
        :param str screen: technical name of the list that was read
        :returns: the lines, in sudo; one in the user's company when there is nobody
        """
        employees = employees.sudo().with_context(active_test=False)
        groups = employees.grouped("company_id") or {self.env.company: employees}
        return self.sudo().create(
            [
                {
                    "user_id": self.env.uid,
                    "company_id": company.id,
                    "kind": kind,
                    "screen": screen,
                    "record_count": len(people),
                    "employee_ids": [(6, 0, people.ids)],
                    "note": note,
                }
                for company, people in groups.items()
            ]
        )

    @api.model
    def _log_read(self, model, employees):
        """Write that the user saw these people on a screen, once in a day.

        Only those that no line of the day names yet are written: coming back to the
        same page adds nothing, turning it adds a line.

        :param model: the recordset that is read; its model is the screen
        :param hr.employee employees: whom its rows are about
        """
        new = employees.browse(set(employees.ids) - self._named_today(model._name))
        if new:
            note = self.env["ir.model"].sudo()._get(model._name).name
            self._log("exposure_read", new, note, model._name)

    @api.model
    def _named_today(self, screen):
        """Ids of the employees whom this user saw today on that screen."""
        lines = self.sudo().search_fetch(
            [
                ("kind", "=", "exposure_read"),
                ("user_id", "=", self.env.uid),
                ("day", "=", fields.Date.context_today(self)),
                ("screen", "=", screen),
            ],
            ["employee_ids"],
        )
        return set(lines.with_context(active_test=False).employee_ids.ids)
