"""What an employee may write, key by key: one key is one thing that he changes.

A draft is a flat dict, so that two tabs that save at once each change their own keys:

* a name of ``TEXTS``: the text;
* ``wish.<kind>``: the employee's word on that kind of wish (may be empty);
* ``need.<id>``: ``{"name": text, "aim": code}``, the id being the page's;
* ``answer.<property>``: the answer to a question of the grid.
"""

import re
from datetime import datetime

from odoo import fields, models
from odoo.exceptions import UserError

from ..planning.entretien_clock import to_utc
from .hr_entretien_preparation import CONTENT, TEXTS

TEXT_SIZE = 10_000
LINE_SIZE = 500
MAX_KEYS = 200
# The questions that the page can ask; others are for the interviewer's form.
QUESTION_TYPES = (
    "char",
    "text",
    "boolean",
    "integer",
    "float",
    "date",
    "datetime",
    "selection",
    "tags",
    "separator",
)
NEED_KEY = re.compile(r"need\.[A-Za-z0-9_-]{1,32}")


class HrEntretienPreparation(models.Model):
    _inherit = "hr.entretien.preparation"

    def _questions(self):
        """The grid's questions for the employee, as they were: properties' definitions.

        :rtype: list of dict
        """
        self.ensure_one()
        definition = self.sudo().grille_version_id.employee_definition or []
        return [item for item in definition if item["type"] in QUESTION_TYPES]

    def _clean(self, key, value):
        """The value as it is kept.

        :param str key: see the module's docstring
        :param value: what the page sent
        :returns: None when there is nothing to keep
        :raises UserError: with what to say to the employee
        """
        name, _dot, rest = key.partition(".")
        if key in TEXTS:
            return self._clean_text(value, TEXT_SIZE) or None
        if name == "wish" and rest in self._codes("hr.entretien.souhait", "kind"):
            return None if value is None else self._clean_text(value, LINE_SIZE)
        if NEED_KEY.fullmatch(key):
            return self._clean_need(value)
        asked = self._questions() if name == "answer" else ()
        for question in asked:
            if question["name"] == rest and question["type"] != "separator":
                return self._clean_answer(question, value)
        raise UserError(self.env._("This question is not part of your preparation."))

    def _clean_text(self, value, size):
        if not isinstance(value or "", str):
            raise UserError(self.env._("This answer could not be read."))
        # PostgreSQL keeps no NUL character.
        text = (value or "").replace("\x00", "").replace("\r\n", "\n").strip()
        if len(text) > size:
            raise UserError(
                self.env._(
                    "This text is too long: %(length)s characters, %(size)s at most. "
                    "It is not saved.",
                    length=len(text),
                    size=size,
                )
            )
        return text

    def _clean_need(self, value):
        value = value if isinstance(value, dict) else {}
        name = self._clean_text(value.get("name"), LINE_SIZE)
        aim = value.get("aim") or "job"
        if aim not in self._codes("hr.entretien.besoin", "aim"):
            raise UserError(self.env._("This answer could not be read."))
        return {"name": name, "aim": aim} if name else None

    def _codes(self, model, name):
        return [code for code, _label in self.env[model]._fields[name].selection]

    def _clean_answer(self, question, value):
        if value is None or value == "" or value == []:
            return None
        clean = getattr(self, f"_clean_{question['type']}_answer")
        try:
            return clean(question, value)
        except (LookupError, TypeError, ValueError, OverflowError) as error:
            raise UserError(
                self.env._(
                    "“%(question)s”: this answer could not be read.",
                    question=question.get("string") or "",
                )
            ) from error

    def _clean_char_answer(self, _question, value):
        return self._clean_text(value, LINE_SIZE) or None

    def _clean_text_answer(self, _question, value):
        return self._clean_text(value, TEXT_SIZE) or None

    def _clean_boolean_answer(self, _question, value):
        return {"yes": True, "no": False, True: True, False: False}[value]

    def _clean_integer_answer(self, _question, value):
        number = int(value)
        if abs(number) >= 2**31:
            raise ValueError(value)
        return number

    def _clean_float_answer(self, _question, value):
        number = float(str(value).replace(",", ".").replace(" ", ""))
        if not abs(number) < 1e15:
            raise ValueError(value)
        return number

    def _clean_date_answer(self, _question, value):
        return fields.Date.to_string(datetime.strptime(value[:10], "%Y-%m-%d"))

    def _clean_datetime_answer(self, _question, value):
        """The page gives the employee's own time, ``2026-03-02T10:00``."""
        if "T" not in value:
            return fields.Datetime.to_string(fields.Datetime.from_string(value))
        clock = datetime.strptime(value[:16], "%Y-%m-%dT%H:%M")
        return fields.Datetime.to_string(to_utc(self._tz().localize(clock)))

    def _tz(self):
        """The employee's time zone."""
        return self.sudo().employee_id._entretien_tz()

    def _clean_selection_answer(self, question, value):
        if value not in [code for code, _label in question.get("selection") or ()]:
            raise ValueError(value)
        return value

    def _clean_tags_answer(self, question, value):
        known = [tag[0] for tag in question.get("tags") or ()]
        chosen = [value] if isinstance(value, str) else value
        if not set(chosen) <= set(known):
            raise ValueError(value)
        return [code for code in known if code in chosen]

    def _to_keys(self, vals):
        """Values of the fields of ``CONTENT`` as changes of a draft.

        :param dict vals: as one would write them on the record
        :rtype: dict, None for what goes away
        """
        try:
            return self._read_keys(vals)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise UserError(self.env._("This answer could not be read.")) from error

    def _read_keys(self, vals):
        changes = {name: vals[name] for name in TEXTS if name in vals}
        if "wishes" in vals:
            kinds = self._codes("hr.entretien.souhait", "kind")
            changes.update(dict.fromkeys(f"wish.{kind}" for kind in kinds))
            for item in vals["wishes"] or ():
                changes[f"wish.{item.get('kind')}"] = item.get("note") or ""
        if "needs" in vals:
            changes["need.*"] = None
            for number, item in enumerate(vals["needs"] or ()):
                changes[f"need.{number}"] = item
        if "answers" in vals:
            given = vals["answers"] or {}
            if isinstance(given, list):
                given = {item["name"]: item.get("value") for item in given}
            changes.update({f"answer.{name}": given[name] for name in given})
        return changes

    def _to_fields(self, content):
        """A draft's content as the values of the fields of ``CONTENT``."""
        kinds = self._codes("hr.entretien.souhait", "kind")
        wishes = [kind for kind in kinds if f"wish.{kind}" in content]
        vals = {name: content.get(name) or False for name in TEXTS}
        vals["wishes"] = [
            {"kind": kind, "note": content[f"wish.{kind}"]} for kind in wishes
        ]
        vals["needs"] = [content[key] for key in content if key.startswith("need.")]
        vals["answers"] = {
            key.removeprefix("answer."): value
            for key, value in content.items()
            if key.startswith("answer.")
        }
        return {name: vals[name] for name in CONTENT}
