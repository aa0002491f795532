from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from ..preparation.hr_entretien_preparation import TEXTS

# The lines of the interview that say what the preparation has under another name.
LINES = {"wishes": "souhait_ids", "needs": "besoin_ids"}
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
        """The preparations that were sent and that the user may read.

        :returns: ``{interview id: preparation}``
        """
        found = self.env["hr.entretien.preparation"].search(
            [
                ("entretien_id", "in", entretiens._origin.ids),
                ("state", "=", "submitted"),
            ]
        )
        return {item.entretien_id.id: item for item in found}

    @api.model
    def _content(self, entretien, preparation):
        """For the screen; a section in which nobody wrote anything is left out.

        :param preparation: the one that was sent, or None
        :rtype: dict
        """
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
        field = self.env["hr.entretien"]._fields[LINES.get(name, name)]
        return field._description_string(self.env)

    @api.model
    def _section_text(self, entretien, name):
        """What was said in a section, lines one under the other."""
        if name not in LINES:
            return entretien[name]
        return "\n".join(line._beside_text() for line in entretien[LINES[name]])

    # -- taken over --------------------------------------------------------------------

    @api.model
    def _take(self, entretien, name):
        """The values that copy a section of the preparation into the interview.

        :param str name: a code of ``SECTIONS``, or ``all``
        :rtype: dict
        """
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
        """The values that would copy a section; empty when all of it is there.

        :param str name: a code of ``SECTIONS``
        :param preparation: the one that was sent
        :rtype: dict
        """
        if name in LINES:
            taken = getattr(self, f"_{name}_to_take")(
                entretien, preparation[name] or []
            )
            return (
                {LINES[name]: [Command.create(line) for line in taken]} if taken else {}
            )
        text = (preparation[name] or "").strip()
        present = (entretien[name] or "").strip()
        if not text or _flat(text) in _flat(present):
            return {}
        return {name: "\n\n".join(filter(None, (present, text)))}

    @api.model
    def _wishes_to_take(self, entretien, rows):
        lines = entretien.souhait_ids
        kinds = dict(lines._fields["kind"].selection)
        present = {(line.kind, _flat(line.note)) for line in lines}
        taken = []
        for row in rows:
            kind = row.get("kind") if row.get("kind") in kinds else "other"
            key = (kind, _flat(row.get("note")))
            if key not in present:
                present.add(key)
                taken.append({"kind": kind, "note": row.get("note")})
        return taken

    @api.model
    def _needs_to_take(self, entretien, rows):
        lines = entretien.besoin_ids
        aims = dict(lines._fields["aim"].selection)
        present = {_flat(line.name) for line in lines}
        taken = []
        for row in rows:
            key = _flat(row.get("name"))
            if key and key not in present:
                present.add(key)
                aim = row.get("aim") if row.get("aim") in aims else "job"
                taken.append({"name": row["name"].strip(), "aim": aim})
        return taken


def _flat(text):
    """A text without what two people write differently: case, spaces, lines."""
    return " ".join((text or "").casefold().split())
