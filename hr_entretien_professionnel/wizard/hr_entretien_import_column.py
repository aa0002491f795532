from odoo import fields, models


class HrEntretienImportColumn(models.TransientModel):
    """A column of the table, and what it is taken for."""

    _name = "hr.entretien.import.column"
    _description = "Column of a File to Import"
    _order = "place"

    import_id = fields.Many2one(
        "hr.entretien.import", required=True, index=True, ondelete="cascade"
    )
    place = fields.Integer(readonly=True)
    name = fields.Char(string="Column of the File", readonly=True)
    sample = fields.Char(string="For Instance", readonly=True)
    settled = fields.Boolean(readonly=True, help="HR said what it is.")
    field = fields.Selection(
        [
            ("number", "Employee: number"),
            ("email", "Employee: e-mail"),
            ("full_name", "Employee: name and first name"),
            ("last_name", "Employee: name"),
            ("first_name", "Employee: first name"),
            ("date", "Interview: its date"),
            ("kind", "Interview: its kind"),
            ("status", "Interview: held or not"),
            ("copy", "Interview: copy handed over"),
            ("interviewer", "Interview: who conducted it"),
            ("last_interview", "Date of the last interview"),
            ("last_bilan", "Date of the last état des lieux"),
            ("yearly", "Interviews of one year"),
            ("absence_type", "Absence: its kind"),
            ("date_from", "Absence: first day"),
            ("date_to", "Absence: last day"),
            ("seniority_date", "Date d'ancienneté"),
            ("birthday", "Birthday"),
            ("visit_date", "Mid-career medical visit"),
            ("nir", "NIR"),
            ("remark", "Remark, not imported"),
            ("ignored", "Not imported"),
        ],
        string="What It Is",
    )

    def write(self, vals):
        return super().write({**vals, "settled": True} if "field" in vals else vals)
