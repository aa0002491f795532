import re
from itertools import chain

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import is_html_empty
from odoo.tools.misc import format_date, format_datetime, formatLang

from ..models.employee.entretien_reason import span_text
from ..models.interview.entretien_states import OPEN_STATES
from ..models.interview.hr_entretien_texts_mixin import TEXTS
from ..models.proof.ir_actions_report import INTERVIEW_WORDS
from ..models.selection_labels import selection_label, selection_labels, translated

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
PREPARATION = "hr.entretien.preparation"
# What is written for each occasion, in the order of the talk.
OCCASION_TEXTS = {
    "mid_career": (
        "physician_measures",
        "job_adaptation",
        "wear_prevention",
        "mid_career_notes",
    ),
    "parental": ("return_organisation", "return_pay_career"),
    "mandate": ("mandate_skills", "mandate_use"),
}
# What is summed up for an occasion: it stands in tables of its own, for the whole talk.
OCCASION_LINES = {
    "mid_career": ("besoin_ids", "souhait_ids", "action_ids"),
    "parental": ("besoin_ids",),
}


class ReportHrEntretien(models.AbstractModel):
    """The words of an interview, in its documents and on the employee's page.

    The document runs as the one who prints it: a manager, often not HR. It says nothing
    that they cannot read on the interview, but for the interviewer's job, which every
    colleague sees in the directory, and the company's letterhead. It speaks the
    language of its environment.
    """

    _name = INTERVIEW_WORDS
    _description = "Document of an Interview"

    def _get_report_values(self, docids, data=None):
        return {"docs": self.env["hr.entretien"].browse(docids)}

    # -- in every document -------------------------------------------------------------

    def _colour(self, company):
        """That of the company's documents, in which it is printed nowhere alone."""
        colour = company.primary_color or ""
        return colour if HEX_COLOUR.fullmatch(colour) else "#444444"

    def _title(self, doc):
        """What the law of that day calls the interview."""
        law = doc.regime_id.sudo()
        return law.interview_name or self.env._("Entretien professionnel")

    def _full_title(self, doc):
        title = self._title(doc)
        if not doc.with_bilan:
            return title
        return self.env._("%(title)s and état des lieux récapitulatif", title=title)

    def _file_name(self, doc):
        """E.g. “Entretien professionnel - Anne Le Goff - 2026-06-15”."""
        day = doc.date_held or doc.date_planned or doc.date_due
        parts = [
            self._title(doc),
            doc.sudo().employee_id.name,
            day and format_date(self.env, day, date_format="yyyy-MM-dd"),
        ]
        return " - ".join(filter(None, parts)).replace("/", "-")

    def _seniority(self, doc):
        """E.g. “6 years and 9 months, since 02/09/2019”, or an empty string."""
        if not doc.seniority_date:
            return ""
        day = format_date(self.env, doc.seniority_date)
        since = self.env._("since %(date)s", date=day)
        return ", ".join(filter(None, (doc.seniority_label, since)))

    def _span(self, start, day):
        """Completed years and months between two days, in words."""
        span = relativedelta(day, start)
        return span_text(self.env, 12 * span.years + span.months)

    def _duration(self, doc):
        """E.g. “1 h 30”, “45 min”."""
        hours, minutes = divmod(round((doc.duration or 1.0) * 60), 60)
        if not hours:
            return self.env._("%(minutes)s min", minutes=minutes)
        return f"{hours} h {minutes:02}" if minutes else f"{hours} h"

    def _job(self, doc):
        """The employee's job: that of the interview, else the title that their contract
        had on its day, which every colleague reads in the directory."""
        day = doc.date_held or fields.Date.context_today(self)
        person = doc.employee_id.sudo().with_context(active_test=True)
        return doc.job_id.sudo().name or person._get_version(day).job_title or ""

    def _interviewer_job(self, doc):
        """The interviewer's job, as the directory shows it to every colleague."""
        interviewer = doc.interviewer_id.sudo()
        return interviewer.job_title or interviewer.job_id.name or ""

    # -- in the document of the interview ----------------------------------------------

    def _is_form(self, doc):
        return doc.state in OPEN_STATES

    def _handover_subject(self, doc):
        """What is handed over, so that the signatures stand for it on their own."""
        values = {
            "title": self._full_title(doc),
            "employee": doc.sudo().employee_id.name,
        }
        if not doc.date_held:
            return self.env._("%(title)s of %(employee)s.", **values)
        values["date"] = format_date(self.env, doc.date_held)
        return self.env._("%(title)s of %(employee)s, held on %(date)s.", **values)

    def _imprint(self, doc):
        return self.env._(
            "%(company)s – %(title)s – printed on %(date)s",
            company=doc.company_id.sudo().name,
            title=self._full_title(doc),
            date=format_date(self.env, fields.Date.context_today(self)),
        )

    def _text(self, doc, name):
        """A text without the white space around it: “” when it prints nothing."""
        return "" if is_html_empty(doc[name]) else doc[name].strip()

    def _talk_rows(self, doc):
        """The texts of the talk: in a form all that are asked, in a record what was
        said.

        :returns: list of dicts of ``title``, ``text``, ``lines`` to write on, ``level``
            of the heading, and whether it ``opens_job``: is the first about the job
        """
        asked = self.env["hr.entretien.grille"]._asked_texts(doc)
        is_form, in_job, rows = self._is_form(doc), False, []
        for name, words in TEXTS.items():
            text = self._text(doc, name)
            if words.document and (text or is_form and name in asked):
                rows.append(
                    {
                        "title": translated(self.env, words.document),
                        "text": text,
                        "lines": words.lines,
                        "level": 3 if words.on_job else 2,
                        "opens_job": words.on_job and not in_job,
                    }
                )
                in_job |= words.on_job
        return rows

    def _rows(self, doc, name, blanks):
        """In a form, followed by some lines to fill in (None)."""
        return [*doc[name], *([None] * blanks if self._is_form(doc) else ())]

    def _choices(self, model, name):
        """What a field offers, in words."""
        return list(selection_labels(self.env[model], name).values())

    def _signers(self, doc):
        """Who signs, as list of (role in words, name, signature in force in sudo or an
        empty record)."""
        roles = selection_labels(self.env["hr.entretien.signature"], "role")
        return [
            (label, doc.sudo()[f"{role}_id"].name, doc._valid_signatures(role))
            for role, label in roles.items()
        ]

    def _entered_afterwards(self, doc):
        """History: closed when it was entered, so that nothing was frozen then."""
        return doc.state == "closed" and not doc.date_frozen

    def _comments(self, doc):
        """Both comments, and what was written with the signatures, as list of (who,
        followed by ``_reserved`` or ``_refused`` when it came with it, text)."""
        comments = [
            *(
                (who, self._text(doc, f"{who}_comment"))
                for who in ("interviewer", "employee")
            ),
            *self._reservations(doc),
        ]
        return [item for item in comments if item[1] or self._is_form(doc)]

    def _reservations(self, doc):
        """What was written with the signatures, or why they were refused, as above."""
        return [
            (f"{item.role}_{item.kind}", item.text)
            for item in doc._valid_signatures().filtered("text")
        ]

    def _signed_comments(self, doc):
        """What was written since the document was presented, as above."""
        comments = self._reservations(doc)
        written, presented = doc.date_commented, doc.date_presented
        if written and presented and written >= presented:
            own = self._text(doc, "employee_comment")
            own = own or self.env._("The employee took their comment back.")
            comments.insert(0, ("employee", own))
        return comments

    # -- the company's questions -------------------------------------------------------

    def _question_rows(self, doc):
        """The company's questions to the interviewer, with what was answered: in a
        record that alone, in a form all. A heading without anything under it goes.

        :returns: list of (question, answer as text or "", whether it is a heading)
        """
        rows = []
        for item in reversed(self._question_items(doc)):
            row = (item["string"], self._answer(doc, item))
            if item["type"] == "separator":
                if rows and not rows[-1][2]:
                    rows.append((*row, True))
            elif row[1] or self._is_form(doc):
                rows.append((*row, False))
        return rows[::-1]

    def _question_items(self, doc):
        """The questions as read properties: each definition, and its ``value``; tab by
        tab, as on the form."""
        if doc.grille_version_id:
            items = doc._fields["questions"].convert_to_read(doc.questions, doc)
        elif self._is_form(doc):
            grilles = self.env["hr.entretien.grille"]
            items = grilles._content_for(doc)["interviewer_definition"]
        else:
            items = []
        return self._by_tab(doc, items)

    def _by_tab(self, doc, items):
        """The questions under headings that name their tab, when there are several."""
        tabs = doc._tabs_of(
            item["name"] for item in items if item["type"] != "separator"
        )
        particular = {
            "mid_career": self.env._("Mid-career"),
            "end_career": self.env._("End of Career"),
            "return": self.env._("Return"),
            "bilan": self.env._("État des lieux"),
        }
        titles = {}
        questions = self.env["hr.entretien.question"]
        for tab, label in selection_labels(questions, "tab").items():
            titles |= particular if tab == "particular" else {tab: label}
        used = [tab for tab in titles if tab in tabs.values()]
        if not used[1:]:
            return items
        found, section = {tab: {} for tab in used}, ""
        for item in items:
            if item["type"] == "separator":
                section = item["string"]
                continue
            tab = tabs[item["name"]]
            title = " – ".join(dict.fromkeys(filter(None, (titles[tab], section))))
            heading = {"type": "separator", "string": title}
            found[tab].setdefault(title, [heading]).append(item)
        groups = (rows for headed in found.values() for rows in headed.values())
        return list(chain.from_iterable(groups))

    def _answer(self, record, item):
        """A property that Odoo read as text, in the language of the environment; "" for
        none. Hours are the employee's, as they gave them, whoever prints or reads. Only
        a preparation says « no »: the boxes of an interview are ticked or are not.
        """
        kind, value = item["type"], item.get("value")
        if kind == "boolean" and value is False and record._name == PREPARATION:
            return self.env._("No")
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
            zone = record and record.employee_id._entretien_tz().zone
            return format_datetime(self.env, moment, tz=zone)
        if kind in ("selection", "tags"):
            chosen = value if kind == "tags" else [value]
            return ", ".join(row[1] for row in item[kind] if row[0] in chosen)
        return str(value).strip()

    # -- the occasions of some interviews, the physician's measures --------------------

    def _occasion_rows(self, doc, name):
        """In a form all the headings of an occasion, in a record what was said, as list
        of (heading, text, whether there are lines to write on)."""
        said = any(self._text(doc, text) for text in OCCASION_TEXTS[name])
        if not said and name not in self.env["hr.entretien.grille"]._occasions(doc):
            return []
        rows = [
            (
                doc._fields[text]._description_string(self.env),
                self._text(doc, text),
                True,
            )
            for text in OCCASION_TEXTS[name]
        ]
        labels = {
            "besoin_ids": self.env._("Training Needs"),
            "souhait_ids": self.env._("Mobility, Retraining and Other Wishes"),
            "action_ids": self.env._("Decisions"),
        }
        for lines in OCCASION_LINES.get(name, ()):
            names = [line._report_previous_row()["name"] for line in doc[lines]]
            rows.append((labels[lines], "\n".join(names), False))
        form = self._is_form(doc)
        return [row for row in rows if row[1] or form and row[2]]

    def _measures_followup(self, doc):
        parts = (
            selection_label(doc, "measures_state"),
            self._text(doc, "measures_note"),
        )
        return "\n".join(filter(None, parts))
