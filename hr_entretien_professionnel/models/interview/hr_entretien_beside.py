from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from ..preparation.hr_entretien_preparation import TEXTS

# What the preparation has as rows is lines of the interview: their field, then of a row
# and of a line the choice, what it is otherwise, and the text.
LINES = {
    "wishes": ("souhait_ids", "kind", "other", "note"),
    "needs": ("besoin_ids", "aim", "job", "name"),
}
SECTIONS = (*TEXTS, *LINES)
# What only the previous interview has: it concludes, a preparation does not.
ENDINGS = ("conclusion", "interviewer_comment", "employee_comment")


class HrEntretienBeside(models.AbstractModel):
    """What stands beside the form: what the employee prepared, what was said last time.

    It is read with the user's own rights: no more than they may open. What was prepared
    is taken over section by section.
    """

    _name = "hr.entretien.beside"
    _description = "What Stands Beside the Form of an Entretien"

    @api.model
    def _sent(self, entretiens):
        """Those that were sent and that the user may read: interview id → record."""
        found = self.env["hr.entretien.preparation"].search(
            [
                ("entretien_id", "in", entretiens._origin.ids),
                ("state", "=", "submitted"),
            ]
        )
        return {item.entretien_id.id: item for item in found}

    @api.model
    def _content(self, entretien, preparation):
        """For the screen; a section in which nobody wrote anything is left out."""
        previous = entretien.previous_id
        sections = []
        for name in SECTIONS:
            prepared = preparation and preparation._section_text(name)
            before = previous and self._section_text(previous, name)
            if prepared or before:
                taken = prepared and not self._to_take(entretien, name, preparation)
                sections.append(
                    {
                        "name": name,
                        "label": self._label(name),
                        "prepared": prepared or "",
                        "previous": before or "",
                        "taken": bool(taken),
                    }
                )
        day = previous and format_date(self.env, previous.date_held)
        interviewer = previous.interviewer_id.sudo().name
        return {
            "sections": sections,
            "answers": preparation._answer_texts() if preparation else [],
            "endings": [
                {"label": self._label(name), "text": previous[name]}
                for name in ENDINGS
                if previous[name]
            ],
            # E.g. “12/03/2022 – Anne Le Goff”.
            "previous": " – ".join(filter(None, (day, interviewer))),
        }

    @api.model
    def _label(self, name):
        field = LINES[name][0] if name in LINES else name
        return self.env["hr.entretien"]._fields[field]._description_string(self.env)

    @api.model
    def _section_text(self, entretien, name):
        """What was said in a section, lines one under the other."""
        if name not in LINES:
            return entretien[name]
        return "\n".join(line._beside_text() for line in entretien[LINES[name][0]])

    # -- taken over --------------------------------------------------------------------

    @api.model
    def _take(self, entretien, name):
        """The values that copy a section (or ``all``) into the interview."""
        names = SECTIONS if name == "all" else (name,)
        if any(section not in SECTIONS for section in names):
            raise UserError(self.env._("There is no such section in the preparation."))
        entretien.ensure_one()
        preparation = self._sent(entretien).get(entretien.id)
        if not preparation:
            raise UserError(self.env._("The employee has not sent his preparation."))
        values = {}
        for section in names:
            values.update(self._to_take(entretien, section, preparation))
        return values

    @api.model
    def _to_take(self, entretien, name, preparation):
        """The values that would copy a section; empty when all of it is there."""
        if name in LINES:
            return self._lines_to_take(entretien, name, preparation[name] or [])
        text = (preparation[name] or "").strip()
        present = (entretien[name] or "").strip()
        if not text or _flat(text) in _flat(present):
            return {}
        return {name: "\n\n".join(filter(None, (present, text)))}

    @api.model
    def _lines_to_take(self, entretien, name, rows):
        """A wish may be its kind alone; a need is its words, whatever it is for."""
        field, choice, otherwise, text = LINES[name]
        lines, is_wish = entretien[field], name == "wishes"
        codes = dict(lines._fields[choice].selection)
        present = {(is_wish and line[choice], _flat(line[text])) for line in lines}
        taken = []
        for row in rows:
            code = row.get(choice) if row.get(choice) in codes else otherwise
            key = (is_wish and code, _flat(row.get(text)))
            if key not in present and any(key):
                present.add(key)
                said = (row.get(text) or "").strip()
                taken.append(Command.create({choice: code, text: said}))
        return {field: taken} if taken else {}


def _flat(text):
    """A text without what two people write differently: case, spaces, lines."""
    return " ".join((text or "").casefold().split())
