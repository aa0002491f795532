"""What stands beside the form: what the employee prepared, what was said last time."""

from odoo import api, fields, models
from odoo.tools.misc import format_date

from ..preparation.hr_entretien_preparation import TEXTS

SECTIONS = (*TEXTS, "wishes", "needs")
# What only the previous interview has: it concludes, a preparation does not.
ENDINGS = ("conclusion", "interviewer_comment", "employee_comment")


class HrEntretien(models.Model):
    """Everything here is read with the user's own rights: no more than he may open."""

    _inherit = "hr.entretien"

    previous_id = fields.Many2one(
        "hr.entretien",
        string="Last Interview",
        compute="_compute_previous_id",
        help="The last one held before this one, when the user may read it.",
    )
    preparation_state = fields.Selection(
        [("waited", "Not sent"), ("submitted", "Sent")],
        string="Preparation Sent",
        compute="_compute_preparation_state",
        help="A draft is its author's alone: it is not even said that there is one.",
    )
    beside = fields.Json(
        compute="_compute_beside",
        help="By section: what the employee prepared, what was said last time.",
    )

    @api.depends("employee_id", "state", "date_held")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_previous_id(self):
        before = self.env["hr.entretien.previous"]._held_before(self)
        for entretien in self:
            entretien.previous_id = before[entretien][:1]

    @api.depends("preparation_id.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_preparation_state(self):
        sent = self._preparations_sent()
        for entretien in self:
            found = sent.get(entretien._origin.id)
            entretien.preparation_state = "submitted" if found else "waited"

    def _preparations_sent(self):
        """The preparations that were sent and that the user may read.

        :returns: ``{interview id: preparation}``
        """
        found = self.env["hr.entretien.preparation"].search(
            [("entretien_id", "in", self._origin.ids), ("state", "=", "submitted")]
        )
        return {item.entretien_id.id: item for item in found}

    @api.depends(
        "preparation_id.state",
        "souhait_ids",
        "besoin_ids",
        "employee_id",
        "date_held",
        *TEXTS,
    )
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_beside(self):
        sent = self._preparations_sent()
        for entretien in self:
            preparation = sent.get(entretien._origin.id)
            previous = entretien.previous_id
            sections = [
                entretien._beside_section(name, preparation, previous)
                for name in SECTIONS
            ]
            entretien.beside = {
                "sections": [item for item in sections if item],
                "answers": preparation._answer_texts() if preparation else [],
                "endings": previous._beside_endings(),
                "previous": previous._beside_title(),
            }

    def _beside_section(self, name, preparation, previous):
        """A section of the talk, or nothing when nobody wrote anything in it."""
        prepared = preparation and preparation._section_text(name)
        before = previous and previous._section_text(name)
        if not (prepared or before):
            return None
        return {
            "name": name,
            "label": self._section_label(name),
            "prepared": prepared or "",
            "previous": before or "",
            "taken": bool(prepared) and not self._to_take(name, preparation),
        }

    def _beside_endings(self):
        return [
            {"label": self._section_label(name), "text": self[name]}
            for name in ENDINGS
            if self[name]
        ]

    def _beside_title(self):
        """E.g. “12/03/2022 – Anne Le Goff”, or an empty string."""
        if not self:
            return ""
        interviewer = self.interviewer_id.sudo().name
        day = format_date(self.env, self.date_held)
        return " – ".join(filter(None, (day, interviewer)))

    @api.model
    def _section_label(self, name):
        field = {"wishes": "souhait_ids", "needs": "besoin_ids"}.get(name, name)
        return self._fields[field]._description_string(self.env)

    def _section_text(self, name):
        """What was said in a section, lines one under the other."""
        self.ensure_one()
        if name == "wishes":
            return "\n".join(line._beside_text() for line in self.souhait_ids)
        if name == "needs":
            return "\n".join(line._beside_text() for line in self.besoin_ids)
        return self[name]
