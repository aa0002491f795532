"""What the form of the preparation shows: each question with its present answer."""

import json
import secrets

from odoo import fields
from odoo.tools import is_html_empty
from odoo.tools.misc import format_date, format_datetime

from ..models.planning.entretien_clock import local

BLANK_NEEDS = 1


class FormValues:
    """Values of the preparation's form; see ``EmployeePage``."""

    @property
    def draft(self):
        """His answers, key by key. Read once for the page."""
        if self._draft is None:
            self._draft = self.preparation._draft_load(self.token)
        return self._draft

    def introduction(self):
        """What the company says above its questions, or an empty string."""
        text = self.preparation.grille_version_id.introduction
        return "" if is_html_empty(text) else text

    def is_writing(self):
        return self.preparation._is_writing()

    def is_sent(self):
        return self.preparation.state == "submitted"

    def sections(self):
        """The texts that he is asked for, in the order of the talk.

        :rtype: list of (name, title, hint)
        """
        sections = [
            (
                "skills_used",
                self.env._("Skills that you use"),
                self.env._("What you do in your job, what you are relied on for."),
            ),
            (
                "skills_to_develop",
                self.env._("Skills to update or develop"),
                self.env._(
                    "What changes in your job, what you would like to do better."
                ),
            ),
            (
                "difficulties",
                self.env._("Difficulties met"),
                self.env._("Organisation, tools, working conditions…"),
            ),
            (
                "prospects",
                self.env._("Your career prospects"),
                self.env._("Where you see yourself in the coming years."),
            ),
        ]
        return sections + self._late_sections()

    def _late_sections(self):
        sections = []
        if self.entretien.with_mid_career:
            sections.append(
                (
                    "mid_career_notes",
                    self.env._("Mid-career"),
                    self.env._(
                        "Adaptation of the job, wear, training, mobility. Write "
                        "nothing about your health: no diagnosis, no treatment."
                    ),
                )
            )
        if self.entretien.with_end_career:
            sections.append(
                (
                    "end_career_notes",
                    self.env._("End of career"),
                    self.env._(
                        "Staying in work, part-time, retraite progressive. Write "
                        "nothing about your health."
                    ),
                )
            )
        return sections

    def wishes(self):
        """Every kind of wish, ticked or not.

        :rtype: list of dict
        """
        kind = self.env["hr.entretien.souhait"]._fields["kind"]
        return [
            {
                "key": f"wish.{code}",
                "label": label,
                "checked": f"wish.{code}" in self.draft,
                "note": self.draft.get(f"wish.{code}") or "",
            }
            for code, label in kind._description_selection(self.env)
        ]

    def needs(self):
        """The lines of needs, and blank ones to fill in."""
        lines = [
            {"key": key, **value}
            for key, value in self.draft.items()
            if key.startswith("need.")
        ]
        return lines + [self.blank_need() for _number in range(BLANK_NEEDS)]

    def blank_need(self):
        return {"key": f"need.{secrets.token_hex(6)}", "name": "", "aim": "job"}

    def aims(self):
        aim = self.env["hr.entretien.besoin"]._fields["aim"]
        return aim._description_selection(self.env)

    def questions(self):
        return self.preparation._questions()

    def asked(self):
        """The company's questions with their answers, as the form shows them."""
        return [
            {
                "key": f"answer.{item['name']}",
                "type": item["type"],
                "label": item.get("string") or "",
                "options": item.get("selection") or item.get("tags") or [],
                "value": self._shown(item),
            }
            for item in self.questions()
        ]

    def yes_no(self):
        return [("yes", self.env._("Yes")), ("no", self.env._("No"))]

    @staticmethod
    def input_type(kind):
        """The HTML input for a kind of question."""
        types = {"integer": "number", "float": "number", "datetime": "datetime-local"}
        return types.get(kind, "date" if kind == "date" else "text")

    def _shown(self, question):
        """The answer as an input takes it."""
        value = self.draft.get(f"answer.{question['name']}")
        if question["type"] == "datetime" and value:
            moment = fields.Datetime.from_string(value)
            return f"{local(moment, self.env.tz):%Y-%m-%dT%H:%M}"
        if question["type"] == "boolean":
            return {True: "yes", False: "no"}.get(value, "")
        if question["type"] == "tags":
            return value or []
        return "" if value is None else value

    def status_texts(self):
        """What the page says of the saving, and when it was last done.

        :rtype: dict of attributes
        """
        texts = {
            "data-saved": self.env._("Saved at %s"),
            "data-saving": self.env._("Saving…"),
            "data-failed": self.env._("Not saved, trying again…"),
            "data-refused": self.env._("An answer is not saved: see above."),
        }
        if self.preparation.sealed:
            texts["data-at"] = self.saved_at()
        return texts

    def prepared(self):
        """What he answered, to be read again.

        :rtype: list of (title, text)
        """
        draft, aims = self.draft, dict(self.aims())
        titles = {"career": self.env._("Your career: jobs, experience, training")}
        titles |= {name: title for name, title, _hint in self.sections()}
        answers = [(title, draft.get(name)) for name, title in titles.items()]
        wishes = [
            " – ".join(filter(None, (wish["label"], wish["note"])))
            for wish in self.wishes()
            if wish["checked"]
        ]
        needs = [
            f"{need['name']} – {aims[need['aim']]}"
            for key, need in draft.items()
            if key.startswith("need.")
        ]
        answers.append((self.env._("Your wishes"), "\n".join(wishes)))
        answers.append(
            (self.env._("Your needs for training or support"), "\n".join(needs))
        )
        answers += [(item["label"], self._said(item)) for item in self.asked()]
        return [(title, text) for title, text in answers if text]

    def _said(self, question):
        """An answer to one of the company's questions, in words."""
        value, kind = question["value"], question["type"]
        if kind == "separator" or value in ("", []):
            return ""
        options = dict(self.yes_no()) if kind == "boolean" else {}
        options |= {option[0]: option[1] for option in question["options"]}
        if kind == "date":
            return format_date(self.env, value)
        if kind == "datetime":
            kept, zone = self.draft[question["key"]], self.env.context["tz"]
            return format_datetime(self.env, kept, tz=zone)
        values = value if isinstance(value, list) else [value]
        return ", ".join(str(options.get(item, item)) for item in values)

    def previous(self):
        """The last interview that was held, in sudo, or an empty record."""
        entretien = self.entretien.sudo()
        earlier = entretien.env["hr.entretien.previous"]._held_before(entretien)
        return earlier[entretien][:1]

    def says_small_company(self):
        """Under 300 employees a CEP adviser may help to prepare (art. L.6315-1)."""
        headcount = self.entretien.env["hr.entretien.headcount"]
        return headcount._is_small(self.entretien.company_id)

    def signature_props(self):
        """What the signature pad is given, as JSON."""
        return json.dumps(
            {
                "callUrl": self.url("signer"),
                "defaultName": self.entretien.employee_id.name,
                "sendLabel": self.env._("Sign"),
                "mode": "draw",
                "reservedLabel": self.env._("I sign with a reservation"),
                "reservationPlaceholder": self.env._(
                    "Your reservation, in your own words"
                ),
            }
        )
