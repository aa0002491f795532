from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_amount

from .entretien_edef import to_xlsx


class HrEntretienAbondementExport(models.TransientModel):
    """Preview, then download, the list for the Caisse des dépôts' employer site (EDEF).

    The file is made as it is downloaded and kept nowhere; each download is logged with
    the people named in it.
    """

    _name = "hr.entretien.abondement.export"
    _description = "List for the Caisse des dépôts"

    abondement_ids = fields.Many2many(
        "hr.entretien.abondement", string="Corrective Payments", readonly=True
    )
    leave_out = fields.Boolean(string="Leave Out the Lines in Error")
    line_count = fields.Integer(string="Employees", compute="_compute_lines")
    error_count = fields.Integer(string="Of Which in Error", compute="_compute_lines")
    total = fields.Monetary(string="Total of the File", compute="_compute_lines")
    currency_id = fields.Many2one(related="abondement_ids.currency_id")
    summary = fields.Char(compute="_compute_lines")

    @api.depends("abondement_ids", "leave_out")
    @api.depends_context("lang")
    def _compute_lines(self):
        for window in self:
            lines, going = window.abondement_ids, window._going_out()
            currency = window.currency_id or self.env.company.entretien_euro_id
            window.line_count = len(lines)
            window.error_count = len(lines - going)
            window.total = sum(going.mapped("amount"))
            window.summary = self.env._(
                "%(count)s in the file, %(total)s; %(errors)s in error.",
                count=len(going),
                total=format_amount(self.env, window.total, currency),
                errors=window.error_count,
            )

    def _going_out(self):
        """The lines of the file: without those in error."""
        return self.abondement_ids.filtered(lambda line: not line.edef_problem)

    def action_download(self):
        self._check_ready()
        return {
            "type": "ir.actions.act_url",
            "url": f"/entretiens/abondements/{self.id}/xlsx",
            "target": "download",
        }

    def _check_ready(self):
        """HR of the company asks, and knows what the file leaves out.

        :raises AccessError: another's window, or lines that the user may not read
        :raises UserError: an empty file, lines in error not left out, two companies
        """
        self.ensure_one()
        self.check_access("write")
        self.abondement_ids._check_list()
        if self.error_count and not self.leave_out:
            raise UserError(
                self.env._(
                    "Lines in error: %(count)s. Correct them on the employee's card, "
                    "or tick “Leave Out the Lines in Error”.",
                    count=self.error_count,
                )
            )
        if not self._going_out():
            raise UserError(self.env._("No line would be in the file."))

    def _file(self):
        """The bytes of the file, which are kept nowhere; the download is logged.

        :returns: its bytes and its name
        :rtype: tuple(bytes, str)
        """
        self._check_ready()
        lines = self._going_out()
        name = f"abondements_{fields.Date.context_today(self)}.xlsx"
        note = f"{name}, {self.summary}"
        lines.employee_id._entretien_after_export("nir_export", note)
        return to_xlsx(lines), name
