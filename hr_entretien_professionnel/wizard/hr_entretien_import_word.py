from odoo import fields, models

from ..spreadsheet.kinds import Kind

SECTIONS = {"mid_career": "with_mid_career", "end_career": "with_end_career"}


class HrEntretienImportWord(models.TransientModel):
    """A word of the kind column, once for all its lines, and what it means."""

    _name = "hr.entretien.import.word"
    _description = "Word of a File to Import"
    _order = "count desc, id"

    import_id = fields.Many2one(
        "hr.entretien.import", required=True, index=True, ondelete="cascade"
    )
    content = fields.Selection(related="import_id.content")
    name = fields.Char(string="Written in the File", readonly=True)
    count = fields.Integer(string="Lines", readonly=True)
    what = fields.Selection(
        [
            ("held", "An interview that was held"),
            ("declined", "A written refusal"),
            ("absence", "An absence"),
            ("not_held", "Nothing was held: leave aside"),
            ("other", "Something else: leave aside"),
            ("ask", "To be said"),
        ],
        string="It Means",
        required=True,
        default="ask",
        help="An appraisal is no entretien professionnel: leave it aside.",
    )
    motif = fields.Selection(
        selection=lambda self: (
            self.env["hr.entretien"]._fields["motif"]._description_selection(self.env)
        ),
        default="periodic",
    )
    with_bilan = fields.Boolean(string="With État des Lieux")
    absence_type_id = fields.Many2one("hr.entretien.absence.type", string="Absence")

    def _kind(self):
        """What the reader of lines takes it for: a Kind, a type's id or ``other``; None
        while it is to be said."""
        self.ensure_one()
        if self.content == "absences":
            return "other" if self.what == "other" else self.absence_type_id.id or None
        if self.what == "ask":
            return None
        return Kind(self.what, self.motif or "periodic", self.with_bilan)

    def _memory(self):
        self.ensure_one()
        if self.content == "absences":
            return self.absence_type_id.code or "other"
        return f"{self.what},{self.motif},{int(self.with_bilan)}"
