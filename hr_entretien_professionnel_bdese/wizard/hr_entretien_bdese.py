from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools.misc import format_date

from odoo.addons.hr_entretien_professionnel.models.window import open_record

# The law of 5 March 2014: no entretien professionnel before.
FIRST_YEAR = 2014
REPORT = "hr_entretien_professionnel_bdese.hr_entretien_bdese_report"


def _section(section, title):
    """The lines of one table of the sheet."""
    return fields.One2many(
        "hr.entretien.bdese.line",
        "sheet_id",
        string=title,
        domain=[("section", "=", section)],
        compute="_compute_lines",
        store=True,
    )


class HrEntretienBdese(models.TransientModel):
    """The sheet of a year for the BDESE and the CSE: figures of one company.

    They are computed when the year or the company is chosen, shown, printed and
    exported as they are. HR only, for the companies that they work in.
    """

    _name = "hr.entretien.bdese"
    _description = "BDESE / CSE Sheet"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Selection(
        selection="_get_years",
        required=True,
        default=lambda self: str(fields.Date.context_today(self).year - 1),
    )
    date_from = fields.Date(string="From", compute="_compute_lines", store=True)
    date_to = fields.Date(string="To", compute="_compute_lines", store=True)
    held_ids = _section("held", "Interviews held, by type")
    category_ids = _section("category", "Interviews held, by professional category")
    refused_ids = _section("refused", "Written refusals")
    due_ids = _section("due", "Interviews due")
    copies_ids = _section("copies", "Copies handed over")
    bilan_ids = _section("bilan", "États des lieux récapitulatifs")
    corrective_ids = _section("corrective", "Corrective payments")
    training_ids = _section("training", "Training actions")
    headcount_ids = _section("headcount", "Headcount")

    def _get_years(self):
        this_year = fields.Date.context_today(self).year
        return [(str(year), str(year)) for year in range(this_year, FIRST_YEAR - 1, -1)]

    @api.model_create_multi
    def create(self, vals_list):
        sheets = super().create(vals_list)
        sheets._count_now()
        return sheets

    def write(self, vals):
        result = super().write(vals)
        self._count_now()
        return result

    def _count_now(self):
        """Count, and check, before anything else happens: not when it is first read."""
        self.mapped("date_to")

    @api.depends("year")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for sheet in self:
            name = self.env._("BDESE / CSE Sheet")
            sheet.display_name = f"{name} {sheet.year or ''}".strip()

    @api.depends("company_id", "year")
    def _compute_lines(self):
        Line = self.env["hr.entretien.bdese.line"]
        for sheet in self:
            period, figures = sheet._figures()
            sheet.date_from = period and period.start
            sheet.date_to = period and period.end
            for name in self._table_names():
                lines = [
                    Command.create(Line._prepare(item))
                    for item in figures
                    if f"{item.section}_ids" == name
                ]
                sheet[name] = [Command.clear(), *lines]

    def _table_names(self):
        """The fields of lines, a table each, in their order."""
        fields_ = self._fields.items()
        return [name for name, field in fields_ if field.type == "one2many"]

    def _table_title(self, name):
        return self._fields[name]._description_string(self.env)

    def _figures(self):
        """The figures of now; none as long as company or year is not chosen.

        :returns: (``Period`` or None, list of ``Figure``)
        :raises AccessError: the user is not HR in that company
        """
        self.ensure_one()
        if not (self.company_id and self.year):
            return None, []
        # The lines are computed with the server's rights: the user's are checked.
        if not self.env["hr.entretien"]._user_is_hr():
            raise AccessError(self.env._("Only HR may do this."))
        if self.company_id._origin not in self.env.user.company_ids:
            raise AccessError(self.env._("This is not one of your companies."))
        today = fields.Date.context_today(self)
        gatherer = self.env["hr.entretien.bdese.figures"]
        return gatherer._figures(self.company_id.sudo(), int(self.year), today)

    def _counted_ids(self, section, code):
        """Ids of what a figure counts, see ``action_open`` of the lines."""
        _period, figures = self._figures()
        found = {(item.section, item.code): item for item in figures}
        return found[section, code].ids if (section, code) in found else []

    def _format_days(self):
        """First and last day of the sheet, as the reader writes dates."""
        return {
            "start": format_date(self.env, self.date_from),
            "end": format_date(self.env, self.date_to),
        }

    @api.model
    def action_open_sheet(self):
        """Open the sheet of the last full year.

        :raises AccessError: the user is not HR
        """
        name = self.env._("BDESE / CSE Sheet")
        return open_record(self.create({}), name=name, views=[(False, "form")])

    def action_refresh(self):
        """Count again."""
        self.ensure_one()
        self.check_access("write")
        self.sudo()._compute_lines()
        return True

    def action_print(self):
        return self.env.ref(REPORT).report_action(self)

    def action_export(self):
        """Download the sheet as a spreadsheet."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/hr_entretien_professionnel_bdese/{self.id}/xlsx",
            "target": "download",
        }

    def _tables(self):
        """The tables as the document and the spreadsheet show them: those with lines.

        :rtype: list of (title, dict of column → its title, lines)
        """
        return [
            (self._table_title(name), self[name][0]._counts(), self[name])
            for name in self._table_names()
            if self[name]
        ]

    def _title(self):
        return self.env._("Entretiens professionnels: figures of %s", self.year)

    def _format_period(self):
        return self.env._("From %(start)s to %(end)s", **self._format_days())

    def _file_name(self):
        return self.env._(
            "BDESE sheet %(year)s - %(company)s",
            year=self.year,
            company=self.company_id.name,
        )

    def _report_lang(self):
        """The language of the paper: the company's."""
        return self.company_id._entretien_lang()

    def _imprint(self):
        """The last line of the sheet: who, what, when."""
        return self.env._(
            "%(company)s – entretiens professionnels %(year)s – drawn up on %(date)s",
            company=self.company_id.name,
            year=self.year,
            date=format_date(self.env, fields.Date.context_today(self)),
        )
