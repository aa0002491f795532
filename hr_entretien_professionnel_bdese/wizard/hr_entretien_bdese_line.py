from odoo import api, fields, models

from odoo.addons.hr_entretien_professionnel.models.window import open_window

from ..models.hr_entretien_bdese_figures import CORRECTIVES
from .entretien_bdese_texts import line_text

# What a line counts, when it is not interviews.
COUNTED = {
    "corrective": CORRECTIVES,
    "headcount": "hr.employee",
    "training": "hr.entretien.besoin",
    ("training", "confirmed"): "hr.entretien.bilan.line",
    ("training", "mandatory"): "hr.entretien.bilan.line",
}


class HrEntretienBdeseLine(models.TransientModel):
    """A figure of the sheet; written by the server alone."""

    _name = "hr.entretien.bdese.line"
    _description = "Figure of the BDESE Sheet"
    _order = "id"
    _rec_name = "label"

    sheet_id = fields.Many2one(
        "hr.entretien.bdese", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="sheet_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    section = fields.Char(required=True)
    code = fields.Char(required=True)
    label = fields.Char(string="Figure", compute="_compute_texts")
    note = fields.Char(string="How It Is Counted", compute="_compute_texts")
    female = fields.Integer(string="Women")
    male = fields.Integer(string="Men")
    other = fields.Integer(string="Other sex")
    unknown = fields.Integer(string="Sex unknown")
    total = fields.Integer()
    amount = fields.Monetary()

    def _get_view(self, view_id=None, view_type="form", **options):
        """A line opens the list that it counts, by its button, and nothing else.

        Odoo knows that attribute in the lists of a form alone, each written out.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "list":
            arch.set("no_open", "1")
        return arch, view

    @api.depends("section", "code", "sheet_id.date_from", "sheet_id.date_to")
    @api.depends_context("lang")
    def _compute_texts(self):
        for sheet, lines in self.grouped("sheet_id").items():
            days = sheet._format_days()
            for line in lines:
                texts = line_text(self.env, line.section, line.code, days)
                line.label, line.note = texts

    def _prepare(self, figure):
        """:param figure: see ``entretien_bdese.Figure``"""
        return {
            "section": figure.section,
            "code": figure.code,
            "total": figure.total,
            "amount": figure.amount,
            **figure.by_sex(),
        }

    def _counts(self):
        """Names and titles of the numbers: by sex where it is counted, total, euros."""
        by_sex = ["female", "male", "other", "unknown", "total"]
        names = ["total", "amount"] if self.section == "corrective" else by_sex
        return {
            name: self._fields[name]._description_string(self.env) for name in names
        }

    def action_open(self):
        """The list of what the line counts, as it stands now."""
        self.ensure_one()
        section, code = self.section, self.code
        title = self.sheet_id._table_title(f"{section}_ids")
        counted = COUNTED.get((section, code)) or COUNTED.get(section, "hr.entretien")
        return open_window(
            counted,
            name=f"{title} – {self.label}",
            domain=[("id", "in", self.sheet_id._counted_ids(section, code))],
            context={"create": False, "active_test": False},
            view_mode="list,form",
        )
