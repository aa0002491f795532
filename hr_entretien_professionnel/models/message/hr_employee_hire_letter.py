"""What the employee is told at the hire: the letter, and the words of the mail."""

from odoo import fields, models
from odoo.tools.misc import format_date


class HrEmployee(models.Model):
    """The letter is HR's to print; printing it proves nothing, handing it over does."""

    _inherit = "hr.employee"

    def _hire_letter_docs(self):
        """Those to print, once it is sure that the user is HR of their companies.

        :raises AccessError: they are not all the user's
        """
        self.env["hr.entretien.hire.notice"]._check(self)
        return self

    def _hire_letter_file_name(self):
        self.ensure_one()
        return self.env._("Information at the hire - %(name)s", name=self.name)

    def _hire_lang(self):
        """The language of the person, else of the company."""
        self.ensure_one()
        person = self.sudo()
        codes = (person.user_id.lang, person.company_id._entretien_lang(), "en_US")
        # Users keep a language that was deactivated since.
        return next(filter(self.env["res.lang"]._get_code, codes), None)

    def _hire_interview_name(self):
        """What the law that the employee was hired under calls the interview."""
        self.ensure_one()
        regimes = self.env["hr.entretien.regime"].sudo()
        timeline = self.sudo().company_id._entretien_timeline(regimes._laws())
        today = fields.Date.context_today(self)
        day = max(self.sudo().entretien_hire_date or today, today)
        law = timeline and regimes.search([("code", "=", timeline.at(day).code)])
        return law and law.interview_name or self.env._("Entretien professionnel")

    def _hire_interview(self):
        """The same, inside a sentence."""
        name = self._hire_interview_name()
        return name[:1].lower() + name[1:]

    def _hire_opening(self):
        """Since when they are here, if a contract tells it, and what the law gives."""
        self.ensure_one()
        right = self.env._(
            "As the Code du travail provides (art. L.6315-1), we inform you that you "
            "are entitled to an %(interview)s.",
            interview=self._hire_interview(),
        )
        start = self.sudo().entretien_hire_date
        if not start:
            return right
        since = self.env._(
            "You have been working with us since %(date)s.",
            date=format_date(self.env, start, date_format="d MMMM y"),
        )
        return f"{since} {right}"

    def _hire_when(self):
        """When the next interview comes, in a sentence."""
        self.ensure_one()
        due = self.sudo().entretien_periodic_date
        if not due:
            return self.env._("You will be invited to it when its date comes.")
        if due < fields.Date.context_today(self):
            return self.env._("You will be invited to it soon.")
        first = self.sudo().entretien_next_motif == "first"
        day = format_date(self.env, due, date_format="d MMMM y")
        if first:
            return self.env._("Your first one will be held by %(date)s.", date=day)
        return self.env._("Your next one will be held by %(date)s.", date=day)

    def _hire_receipt(self):
        """What the employee signs."""
        self.ensure_one()
        return self.env._(
            "I, the undersigned %(employee)s, received the information about the "
            "%(interview)s.",
            employee=self.sudo().name,
            interview=self._hire_interview(),
        )

    def _entretien_postal_lines(self, sender):
        """The private address, as it stands under the name on an envelope.

        :param sender: ``res.company``; its own country goes without saying
        :rtype: list(str)
        """
        self.ensure_one()
        country = self.private_country_id
        abroad = country and country != sender.country_id
        town = " ".join(filter(None, (self.private_zip, self.private_city)))
        lines = (
            self.private_street,
            self.private_street2,
            town,
            abroad and country.name.upper(),
        )
        return [line for line in lines if line]
