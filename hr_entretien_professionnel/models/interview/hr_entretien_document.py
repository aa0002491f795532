"""What the printed interview says, ready for its template."""

from odoo import fields, models
from odoo.tools import is_html_empty
from odoo.tools.misc import format_date

from .hr_entretien import OPEN_STATES


class HrEntretien(models.Model):
    """The document runs as the one who prints it: a manager, often not HR.

    It says nothing that he cannot read on the interview, but for the interviewer's job,
    which every colleague sees in the directory, and the company's letterhead.
    """

    _inherit = "hr.entretien"

    def _report_lang(self):
        """The language of the document: the employee's, else the company's."""
        self.ensure_one()
        entretien = self.sudo()
        codes = (
            entretien.employee_id.user_id.lang,
            entretien.company_id._entretien_lang(),
            self.env.lang,
        )
        return self.env["res.lang"]._entretien_first(*codes)

    def _report_is_form(self):
        """Before the interview is held the document is a form to fill by hand."""
        self.ensure_one()
        return self.state in OPEN_STATES

    def _report_is_record(self):
        """The document is the record of an interview that took place."""
        self.ensure_one()
        return self.state in ("held", "closed")

    def _report_file_name(self):
        """E.g. “Entretien professionnel - Anne Le Goff - 2026-06-15”."""
        self.ensure_one()
        day = self.date_held or self.date_planned or self.date_due
        parts = [
            self._report_title(),
            self.sudo().employee_id.name,
            day and format_date(self.env, day, date_format="yyyy-MM-dd"),
        ]
        return " - ".join(filter(None, parts)).replace("/", "-")

    def _report_title(self):
        """What the law of that day calls the interview."""
        self.ensure_one()
        return self.regime_id.sudo().interview_name or self.env._(
            "Entretien professionnel"
        )

    def _report_full_title(self):
        self.ensure_one()
        title = self._report_title()
        if not self.with_bilan:
            return title
        return self.env._("%(title)s and état des lieux récapitulatif", title=title)

    def _report_seniority(self):
        """E.g. “6 years 9 months, since 02/09/2019”, or an empty string."""
        self.ensure_one()
        if not self.seniority_date:
            return ""
        day = format_date(self.env, self.seniority_date)
        since = self.env._("since %(date)s", date=day)
        return ", ".join(filter(None, (self.seniority_label, since)))

    def _report_reason(self):
        """Why, for the employee too: that nothing is due any more and where to look
        for it is told to who plans alone."""
        self.ensure_one()
        told = self.reason_data or self.motif == "on_request"
        return self.reason if told else ""

    def _report_handover_subject(self):
        """What is handed over, so that the signatures stand for it on their own."""
        self.ensure_one()
        values = {
            "title": self._report_full_title(),
            "employee": self.sudo().employee_id.name,
        }
        if not self.date_held:
            return self.env._("%(title)s of %(employee)s.", **values)
        values["date"] = format_date(self.env, self.date_held)
        return self.env._("%(title)s of %(employee)s, held on %(date)s.", **values)

    def _report_imprint(self):
        """The last line: whose document, which one, printed when."""
        self.ensure_one()
        return self.env._(
            "%(company)s – %(title)s – printed on %(date)s",
            company=self.company_id.sudo().name,
            title=self._report_full_title(),
            date=format_date(self.env, fields.Date.context_today(self)),
        )

    def _report_address(self):
        self.ensure_one()
        return self.company_id._entretien_address()

    def _report_registry(self):
        self.ensure_one()
        return self.company_id._entretien_registry()

    def _report_job(self):
        """The employee's job: that of the interview, else the title that his contract
        had on its day, which every colleague reads in the directory."""
        self.ensure_one()
        day = self.date_held or fields.Date.context_today(self)
        person = self.employee_id.sudo().with_context(active_test=True)
        version = person._get_version(day)
        return self.job_id.sudo().name or version.job_title or ""

    def _report_interviewer_job(self):
        """The interviewer's job, as the directory shows it to every colleague."""
        self.ensure_one()
        interviewer = self.interviewer_id.sudo()
        return interviewer.job_title or interviewer.job_id.name or ""

    def _report_information(self):
        """The pieces of information to print, as (code, date given, text).

        In a record only what was given, with its date: the company's texts alone prove
        nothing. In a form all three.
        """
        self.ensure_one()
        return [
            (code, self[f"info_{code}_date"], self._report_html(f"info_{code}"))
            for code in ("vae", "cpf", "cep")
            if self._report_is_form() or self[f"info_{code}_date"]
        ]

    def _report_text(self, name):
        """A text field without the white space around it, which is nothing to print."""
        self.ensure_one()
        return (self[name] or "").strip()

    def _report_rows(self, name, blanks):
        """Lines of a table; in a form, followed by some to fill in (None)."""
        self.ensure_one()
        return [*self[name], *([None] * blanks if self._report_is_form() else ())]

    def _report_wish_kinds(self):
        """The kinds of wishes, as a reminder under the form's empty table."""
        kind = self.souhait_ids._fields["kind"]
        return [label for _code, label in kind._description_selection(self.env)]

    def _report_html(self, name):
        return "" if is_html_empty(self[name]) else self[name]

    def _report_signatures(self):
        """The signatures in force, in sudo: the record has been read already."""
        self.ensure_one()
        return self._valid_signatures()

    def _report_signature(self, role):
        return self._report_signatures().filtered(lambda item: item.role == role)

    def _report_presented(self):
        """The document that the signatures are put under, in sudo."""
        self.ensure_one()
        return self._frozen_file("presented")

    def _report_entered_afterwards(self):
        """History: closed when it was entered, so that nothing was frozen then."""
        self.ensure_one()
        return self.state == "closed" and not self.date_frozen

    def _report_in_force(self):
        """The file that a preview on the screen stands for, if there is one."""
        self.ensure_one()
        return self.env["hr.entretien.file"]._printed(self)

    def _report_comments(self):
        """Both comments, and what was written with the signatures.

        :returns: list of (``employee`` or ``interviewer``, followed by ``_reserved`` or
            ``_refused`` when it came with the signature, text)
        """
        self.ensure_one()
        comments = [
            (who, self._report_text(f"{who}_comment"))
            for who in ("interviewer", "employee")
        ]
        comments += self._report_reservations()
        return [item for item in comments if item[1] or self._report_is_form()]

    def _report_reservations(self):
        """What was written with the signatures, or why they were refused, as above."""
        return [
            (f"{item.role}_{item.kind}", item.text)
            for item in self._report_signatures().filtered("text")
        ]

    def _report_signed_comments(self):
        """What was written since the document was presented, as above."""
        self.ensure_one()
        comments = self._report_reservations()
        written = self.date_commented
        if written and self.date_presented and written >= self.date_presented:
            own = self._report_text("employee_comment")
            own = own or self.env._("The employee took their comment back.")
            comments.insert(0, ("employee", own))
        return comments
