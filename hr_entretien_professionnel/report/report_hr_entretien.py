"""What the printed interview says, ready for its templates."""

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import is_html_empty
from odoo.tools.misc import format_date

from ..models.interview.hr_entretien import OPEN_STATES
from ..models.proof.ir_actions_report import INTERVIEW_WORDS

# What is written for each section, in the order of the talk.
SECTION_TEXTS = {
    "mid_career": (
        "physician_measures",
        "job_adaptation",
        "wear_prevention",
        "mid_career_notes",
    ),
    "end_career": ("end_career_notes",),
    "parental": ("return_organisation", "return_pay_career"),
    "mandate": ("mandate_skills", "mandate_use"),
}
# What a section only sums up: it stands in tables of its own, for the whole talk.
SECTION_LINES = {
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
    _description = "Document of an Entretien"

    def _get_report_values(self, docids, data=None):
        return {
            "doc_ids": docids,
            "doc_model": "hr.entretien",
            "docs": self.env["hr.entretien"].browse(docids),
        }

    # -- in every document -------------------------------------------------------------

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
        """E.g. “6 years 9 months, since 02/09/2019”, or an empty string."""
        if not doc.seniority_date:
            return ""
        day = format_date(self.env, doc.seniority_date)
        since = self.env._("since %(date)s", date=day)
        return ", ".join(filter(None, (doc.seniority_label, since)))

    def _span(self, start, day):
        """Completed years and months between two days, in words."""
        span = relativedelta(day, start)
        years, months = span.years, span.months
        texts = []
        if years == 1:
            texts.append(self.env._("1 year"))
        elif years:
            texts.append(self.env._("%(years)s years", years=years))
        if months == 1:
            texts.append(self.env._("1 month"))
        elif months or not years:
            texts.append(self.env._("%(months)s months", months=months))
        return " ".join(texts)

    def _reason(self, doc):
        """Why, for the employee too: that nothing is due any more, and where to look
        for it, is for those who plan alone."""
        return doc.reason if doc.reason_data or doc.motif == "on_request" else ""

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
        """Before the interview is held the document is a form to fill by hand."""
        return doc.state in OPEN_STATES

    def _is_record(self, doc):
        """The document is the record of an interview that took place."""
        return doc.state in ("held", "closed")

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
        """The last line: whose document, which one, printed when."""
        return self.env._(
            "%(company)s – %(title)s – printed on %(date)s",
            company=doc.company_id.sudo().name,
            title=self._full_title(doc),
            date=format_date(self.env, fields.Date.context_today(self)),
        )

    def _information(self, doc):
        """The pieces of information to print, as (code, date given, text).

        In a record only what was given, with its date: the company's texts alone prove
        nothing. In a form all three.
        """
        return [
            (code, doc[f"info_{code}_date"], self._html(doc, f"info_{code}"))
            for code in ("vae", "cpf", "cep")
            if self._is_form(doc) or doc[f"info_{code}_date"]
        ]

    def _text(self, doc, name):
        """A text field without the white space around it, which is nothing to print."""
        return (doc[name] or "").strip()

    def _rows(self, doc, name, blanks):
        """Lines of a table; in a form, followed by some to fill in (None)."""
        return [*doc[name], *([None] * blanks if self._is_form(doc) else ())]

    def _wish_kinds(self):
        """The kinds of wishes, as a reminder under the form's empty table."""
        kind = self.env["hr.entretien.souhait"]._fields["kind"]
        return [label for _code, label in kind._description_selection(self.env)]

    def _html(self, doc, name):
        return "" if is_html_empty(doc[name]) else doc[name]

    def _signature(self, doc, role):
        """The one in force, in sudo: the record has been read already."""
        return doc._valid_signatures().filtered(lambda item: item.role == role)

    def _entered_afterwards(self, doc):
        """History: closed when it was entered, so that nothing was frozen then."""
        return doc.state == "closed" and not doc.date_frozen

    def _comments(self, doc):
        """Both comments, and what was written with the signatures.

        :returns: list of (``employee`` or ``interviewer``, followed by ``_reserved`` or
            ``_refused`` when it came with the signature, text)
        """
        comments = [
            (who, self._text(doc, f"{who}_comment"))
            for who in ("interviewer", "employee")
        ]
        comments += self._reservations(doc)
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
        written = doc.date_commented
        if written and doc.date_presented and written >= doc.date_presented:
            own = self._text(doc, "employee_comment")
            own = own or self.env._("The employee took their comment back.")
            comments.insert(0, ("employee", own))
        return comments

    # -- the sections of some interviews, the physician's measures ---------------------

    def _has_section(self, doc, name):
        """Whether a section of some interviews only is printed.

        :param str name: a key of ``SECTION_TEXTS``
        """
        return name in self.env["hr.entretien.grille"]._occasions(doc) or any(
            self._text(doc, text) for text in SECTION_TEXTS[name]
        )

    def _section_rows(self, doc, name):
        """What a section says: in a form all its headings, in a record what was said.

        :param str name: a key of ``SECTION_TEXTS``
        :returns: list of (heading, text, whether there are lines to write on)
        """
        if not self._has_section(doc, name):
            return []
        rows = [
            (
                doc._fields[text]._description_string(self.env),
                self._text(doc, text),
                True,
            )
            for text in SECTION_TEXTS[name]
        ]
        labels = {
            "besoin_ids": self.env._("Training Needs"),
            "souhait_ids": self.env._("Mobility, Reconversion and Other Wishes"),
            "action_ids": self.env._("Decisions"),
        }
        rows += [
            (labels[lines], self._sum_up(doc, lines), False)
            for lines in SECTION_LINES.get(name, ())
        ]
        form = self._is_form(doc)
        return [row for row in rows if row[1] or form and row[2]]

    def _sum_up(self, doc, name):
        """The lines of a table in few words, one under the other."""
        return "\n".join(line._report_previous_row()["name"] for line in doc[name])

    def _measures_followup(self, doc):
        """What became of the measures, in words."""
        state = self.env["hr.entretien.previous"]._measures_label(doc)
        parts = (state, self._text(doc, "measures_note"))
        return "\n".join(filter(None, parts))
