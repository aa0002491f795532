"""The company's questions and their answers, as they are printed."""

from odoo import fields, models
from odoo.tools.misc import format_date, format_datetime, formatLang


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _report_questions(self):
        """The company's questions to the interviewer, with what was answered.

        A record has what was answered only, a form all of it. A heading without
        anything under it is left out.

        :returns: list of (question, answer as text or "", whether it is a heading)
        """
        self.ensure_one()
        rows = [
            (item["string"], self._report_answer(item), item["type"] == "separator")
            for item in self._report_question_items()
        ]
        if not self._report_is_form():
            rows = [row for row in rows if row[1] or row[2]]
        followed = [*rows, (None, "", True)][1:]
        return [
            row
            for row, after in zip(rows, followed, strict=True)
            if not (row[2] and after[2])
        ]

    def _report_question_items(self):
        """The questions as read properties: each definition, and its ``value``."""
        self.ensure_one()
        if not self.grille_version_id:
            is_form = self._report_is_form()
            return self._grille_content()["interviewer_definition"] if is_form else []
        return self._fields["questions"].convert_to_read(self.questions, self)

    def _report_answer(self, item):
        """An answer as text, in the language of the environment; "" when there is none.

        Hours are the employee's, as he gave them, whoever prints or reads.

        :param dict item: a property as Odoo reads it
        """
        kind, value = item["type"], item.get("value")
        if kind == "separator" or value is None or value is False or value == []:
            return ""
        if kind in ("integer", "float"):
            return self._report_number(kind, value)
        if kind == "boolean":
            return self.env._("Yes")
        if kind == "date":
            return format_date(self.env, value)
        if kind == "datetime":
            moment = fields.Datetime.to_datetime(value)
            zone = self and self.employee_id._entretien_tz().zone
            return format_datetime(self.env, moment, tz=zone)
        if kind in ("selection", "tags"):
            chosen = value if kind == "tags" else [value]
            return ", ".join(row[1] for row in item[kind] if row[0] in chosen)
        return str(value).strip()

    def _report_number(self, kind, value):
        digits = 0 if kind == "integer" or value == int(value) else 2
        return formatLang(self.env, value, digits=digits)
