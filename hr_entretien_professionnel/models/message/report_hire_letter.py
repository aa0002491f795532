"""What the employee reads at the hire: the words of the letter and of the mail."""

from odoo import fields, models
from odoo.tools.misc import format_date

from ..selection_labels import within_sentence

HIRE_LETTER = "report.hr_entretien_professionnel.report_hire_letter"


class ReportHireLetter(models.AbstractModel):
    """The letter is HR's to print; printing it proves nothing, handing it over does.

    Its words are in the language of the employee given.
    """

    _name = HIRE_LETTER
    _description = "Letter on Hiring"

    def _get_report_values(self, docids, data=None):
        """
        :raises AccessError: the user is not HR of the companies of all of them
        """
        docs = self.env["hr.employee"].browse(docids)
        self.env["hr.entretien.hire.notice"]._check(docs)
        return {"doc_ids": docids, "doc_model": docs._name, "docs": docs}

    def _file_name(self, employee):
        return employee.env._("Information on hiring - %(name)s", name=employee.name)

    def _interview(self, employee):
        """What the law that they were hired under calls it, inside a sentence."""
        person, env = employee.sudo(), employee.env
        regimes = person.env["hr.entretien.regime"]
        timeline = person.company_id._entretien_timeline(regimes._laws())
        today = fields.Date.context_today(self)
        day = max(person.entretien_hire_date or today, today)
        law = timeline and regimes.search([("code", "=", timeline.at(day).code)])
        name = law and law.interview_name or env._("Entretien professionnel")
        return within_sentence(name)

    def _opening(self, employee):
        """Since when they work there, if a contract says it, and what the law gives."""
        env, start = employee.env, employee.sudo().entretien_hire_date
        shown = employee.sudo().company_id.entretien_show_article
        right = env._(
            "As the Code du travail provides%(article)s, we inform you that you are "
            "entitled to an %(interview)s.",
            article=" (art. L.6315-1)" if shown else "",
            interview=self._interview(employee),
        )
        if not start:
            return right
        day = format_date(env, start, date_format="d MMMM y")
        since = env._("You have been working with us since %(date)s.", date=day)
        return f"{since} {right}"

    def _when(self, employee):
        """When the next interview comes, in a sentence."""
        env, person = employee.env, employee.sudo()
        due = person.entretien_periodic_date
        if not due:
            return env._("You will be invited to it when its date comes.")
        if due < fields.Date.context_today(self):
            return env._("You will be invited to it soon.")
        day = format_date(env, due, date_format="d MMMM y")
        if person.entretien_next_motif == "first":
            return env._("Your first one will be held by %(date)s.", date=day)
        return env._("Your next one will be held by %(date)s.", date=day)

    def _receipt(self, employee):
        """What the employee signs."""
        return employee.env._(
            "I, the undersigned %(employee)s, received the information about the "
            "%(interview)s.",
            employee=employee.sudo().name,
            interview=self._interview(employee),
        )
