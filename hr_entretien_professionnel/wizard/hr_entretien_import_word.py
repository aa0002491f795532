from odoo import api, fields, models

from ..models.selection_labels import selection_of
from ..spreadsheet.kinds import Kind
from ..spreadsheet.layout import CONTENTS


class HrEntretienImportWord(models.TransientModel):
    """A word of the kind column, once for all its lines, and what it means."""

    _name = "hr.entretien.import.word"
    _description = "Word of a File to Import"
    _order = "count desc, id"

    import_id = fields.Many2one(
        "hr.entretien.import", required=True, index=True, ondelete="cascade"
    )
    content = fields.Selection(related="import_id.content")
    name = fields.Char(readonly=True)
    label = fields.Char(string="Written in the File", compute="_compute_label")
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
        help="An appraisal is not an entretien professionnel: leave it aside.",
    )
    motif = fields.Selection(
        selection=selection_of("hr.entretien", "motif"),
        string="Type",
        default="periodic",
    )
    with_bilan = fields.Boolean(string="With État des Lieux")
    absence_type_id = fields.Many2one("hr.entretien.absence.type", string="Absence")

    @api.depends("name")
    def _compute_label(self):
        for word in self:
            word.label = word.name or self.env._("(nothing)")

    @api.onchange("absence_type_id")
    def _onchange_absence_type_id(self):
        if self.absence_type_id:
            self.what = "absence"

    def _kind(self):
        """What the reader of lines takes it for: a Kind, a type's id or ``other``; None
        while it is to be said."""
        self.ensure_one()
        if CONTENTS[self.content].words == "absence_type":
            if self.what in ("other", "not_held"):
                return "other"
            return self.what == "absence" and self.absence_type_id.id or None
        if self.what not in ("held", "declined", "not_held", "other"):
            return None
        return Kind(self.what, self.motif or "periodic", self.with_bilan)

    def _memory(self):
        kind = self._kind()
        if isinstance(kind, Kind):
            return f"{kind.what},{kind.motif},{int(kind.with_bilan)}"
        return "other" if kind == "other" else self.absence_type_id.code or str(kind)
