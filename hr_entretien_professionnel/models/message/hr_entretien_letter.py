"""The invitation on paper, for those whom no e-mail reaches."""

from odoo import fields, models
from odoo.tools.misc import format_time

from ..planning.entretien_clock import day_text, local


class HrEntretien(models.Model):
    """The letter runs as the one who prints it, like the document of the interview.

    The private address is on it when HR prints; a manager hands it over by hand.
    """

    _inherit = "hr.entretien"

    def action_print_invitation(self):
        """The letters of planned interviews, one a page; each printing is a proof.

        :raises UserError: an interview is not planned
        :raises AccessError: the user does not lead it
        """
        self._check_step(("planned",))
        self._ensure_grille_version()
        for lang, entretiens in self.grouped(
            lambda item: item.company_id._entretien_lang()
        ).items():
            entretiens.with_context(lang=lang)._prove_letter()
        never = self.filtered(lambda item: not item.date_invited)
        never.sudo().date_invited = fields.Date.context_today(self)
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_letter_report"
        ).report_action(self)

    def _paper_docs(self):
        """Those to print, once it is sure that the user leads them.

        A template alone would not refuse: what was read in sudo for its language is in
        the cache, for everybody.

        :raises AccessError: the user does not lead one of them
        """
        self._check_lead()
        return self

    def _prove_letter(self):
        """Write down what was printed; for a return it is the offer that the law asks.

        Printing the same letter again on the same day proves nothing more.
        """
        today = fields.Date.context_today(self)
        for entretien in self:
            entretien._prove_once("letter", entretien._letter_note(), today)
            entretien._prove_offer(today)

    def _letter_note(self):
        self.ensure_one()
        return self.env._(
            "Invitation letter printed, for the interview of %(when)s.",
            when=self._letter_when(),
        )

    def _letter_title(self):
        """The name of the interview inside a sentence."""
        title = self._report_full_title()
        return title[:1].lower() + title[1:]

    def _letter_file_name(self):
        self.ensure_one()
        return self.env._("Invitation - %(name)s", name=self._report_file_name())

    def _letter_receipt(self):
        """What the employee signs: that he got the letter, nothing more."""
        self.ensure_one()
        return self.env._(
            "I, the undersigned %(employee)s, received the invitation to the interview "
            "of %(when)s.",
            employee=self.sudo().employee_id.name,
            when=self._letter_when(),
        )

    def _letter_zone(self):
        """The time zone of the one who is invited."""
        self.ensure_one()
        return self.employee_id._entretien_tz().zone

    def _letter_when(self):
        """E.g. “mardi 2 juin 2026, de 10:00 à 11:00”, as the employee's clock says."""
        self.ensure_one()
        zone = self._letter_zone()
        day = local(self.date_planned, self.employee_id._entretien_tz()).date()
        return self.env._(
            "%(day)s, from %(start)s to %(end)s",
            day=day_text(self.env, day),
            start=format_time(
                self.env, self.date_planned, tz=zone, time_format="short"
            ),
            end=format_time(
                self.env, self.date_planned_end, tz=zone, time_format="short"
            ),
        )

    def _letter_today(self):
        self.ensure_one()
        return self.company_id._entretien_place_and_day()

    def _letter_address(self):
        """Lines under the name in the window: the private address, for HR alone."""
        self.ensure_one()
        if not (self.env.su or self._user_is_hr()):
            return []
        return self.employee_id._entretien_postal_lines(self.company_id)

    def _letter_signatory(self):
        """Name and job of the one who prints and signs."""
        user = self.env.user
        person = user.employee_id.sudo()
        return user.name, person.job_title or person.job_id.name or ""

    def _letter_themes(self):
        """What will be talked about, as the law of that day and the motif say.

        :rtype: list(str)
        """
        self.ensure_one()
        old = self.regime_id.sudo().code == "law_2014"
        themes = self._letter_themes_2014() if old else self._letter_themes_2025()
        opening = {
            "return": self.env._(
                "your return: what changed in your job and in the company"
            ),
            "before_leave": self.env._(
                "your leave: what becomes of your work meanwhile, and your return"
            ),
        }
        if self.motif in opening:
            themes.insert(0, opening[self.motif])
        return themes + self._letter_themes_carried()

    def _letter_themes_2014(self):
        return [
            self.env._(
                "your career prospects, in skills and in jobs, and the training that "
                "can help"
            ),
            self.env._(
                "the VAE, the activation of your CPF, what the employer may add to it, "
                "and the conseil en évolution professionnelle (CEP)"
            ),
        ]

    def _letter_themes_2025(self):
        return [
            self.env._(
                "your skills and qualifications in your present job, and how they may "
                "evolve with the changes of the company"
            ),
            self.env._(
                "your situation and your career path, given how trades evolve and what "
                "jobs the company offers"
            ),
            self.env._(
                "your training needs: for your job, for its evolution or for a "
                "personal project"
            ),
            self.env._(
                "your wishes: a reconversion inside or outside the company, a projet "
                "de transition professionnelle, a bilan de compétences, a VAE"
            ),
            self.env._(
                "the activation of your CPF, what the employer may add to it, and the "
                "conseil en évolution professionnelle (CEP)"
            ),
        ]

    def _letter_themes_carried(self):
        """What the interview carries besides; never a word about health."""
        carried = {
            "with_bilan": self.env._(
                "the état des lieux récapitulatif: interviews held, training, "
                "certifications, progression in pay or in your career"
            ),
            "with_mid_career": self.env._(
                "the middle of your career: adaptation of your job, prevention of "
                "wear, training, mobility or reconversion"
            ),
            "with_end_career": self.env._(
                "the end of your career: keeping in work, part-time, retraite "
                "progressive"
            ),
        }
        return [text for name, text in carried.items() if self[name]]
