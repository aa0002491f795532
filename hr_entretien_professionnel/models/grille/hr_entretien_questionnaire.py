from odoo import fields, models
from odoo.tools.misc import format_date, format_datetime, formatLang

from ..interview.entretien_states import OPEN_STATES


class HrEntretienQuestionnaire(models.AbstractModel):
    """The company's questions and what was answered, in the words of who reads them."""

    _name = "hr.entretien.questionnaire"
    _description = "Questions and Answers of an Entretien, in Words"

    def _rows(self, entretien):
        """The company's questions to the interviewer, with what was answered: in a
        record that alone, in a form all. A heading without anything under it goes.

        :returns: list of (question, answer as text or "", whether it is a heading)
        """
        rows = []
        for item in reversed(self._items(entretien)):
            row = (item["string"], self._answer(entretien, item))
            if item["type"] == "separator":
                if rows and not rows[-1][2]:
                    rows.append((*row, True))
            elif row[1] or self._is_form(entretien):
                rows.append((*row, False))
        return rows[::-1]

    def _is_form(self, entretien):
        """Before the interview is held, all is printed: there are answers to come."""
        return entretien.state in OPEN_STATES

    def _items(self, entretien):
        """The questions as read properties: each definition, and its ``value``."""
        if entretien.grille_version_id:
            field = entretien._fields["questions"]
            return field.convert_to_read(entretien.questions, entretien)
        if not self._is_form(entretien):
            return []
        grilles = self.env["hr.entretien.grille"]
        return grilles._content_for(entretien)["interviewer_definition"]

    def _answer(self, entretien, item):
        """A property that Odoo read as text, in the language of the environment; "" for
        none. Hours are the employee's, as they gave them, whoever prints or reads.
        """
        kind, value = item["type"], item.get("value")
        if kind == "separator" or value is None or value is False or value == []:
            return ""
        if kind in ("integer", "float"):
            whole = kind == "integer" or value == int(value)
            return formatLang(self.env, value, digits=0 if whole else 2)
        if kind == "boolean":
            return self.env._("Yes")
        if kind == "date":
            return format_date(self.env, value)
        if kind == "datetime":
            moment = fields.Datetime.to_datetime(value)
            zone = entretien and entretien.employee_id._entretien_tz().zone
            return format_datetime(self.env, moment, tz=zone)
        if kind in ("selection", "tags"):
            chosen = value if kind == "tags" else [value]
            return ", ".join(row[1] for row in item[kind] if row[0] in chosen)
        return str(value).strip()
