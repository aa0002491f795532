"""The invitation on paper, for those whom no e-mail reaches."""

from odoo import fields, models
from odoo.tools.misc import format_time

from ..interview.entretien_states import OFFERED_MOTIFS
from ..planning.entretien_clock import day_text, local
from ..proof.ir_actions_report import INTERVIEW_WORDS

LETTER = "report.hr_entretien_professionnel.report_hr_entretien_letter"


class HrEntretienLetter(models.AbstractModel):
    """The letter runs as the one who prints it, in the language of the interview given.
    The private address is on it when HR prints; a manager hands it over by hand."""

    _name = LETTER
    _description = "Invitation Letter of an Interview"

    def _get_report_values(self, docids, data=None):
        """What was read in sudo for its language is in the cache, for everybody: a
        template alone would not refuse.

        :raises AccessError: the user does not lead one of them
        """
        docs = self.env["hr.entretien"].browse(docids)
        docs._check_lead()
        return {"doc_ids": docids, "doc_model": docs._name, "docs": docs}

    def _prove(self, entretiens):
        """For a return it is the offer that the law asks; again on a day proves no
        more."""
        today = fields.Date.context_today(self)
        for entretien in entretiens:
            worded = entretien._company_words()
            note = worded.env._(
                "Invitation letter printed, for the interview of %(when)s.",
                when=self._when(worded),
            )
            entretien._prove_once("letter", note, today)
            self._prove_offer(entretien, today)

    def _prove_offer(self, entretien, day, user=None):
        """Around an absence the invitation is the offer that the law asks to prove.

        One line says it for the day, by whatever way it was made: the lines of the
        letter and of the mail beside it say how.

        :param user: ``res.users``, as ``_add_proof`` takes it
        """
        if entretien.motif in OFFERED_MOTIFS:
            worded = entretien._company_words()
            note = worded.env._(
                "Interview of %(when)s offered, by letter or by e-mail: the line of "
                "the same day says how.",
                when=self._when(worded),
            )
            entretien._prove_once("offer", note, day, user)

    def _file_name(self, entretien):
        name = entretien.env[INTERVIEW_WORDS]._file_name(entretien)
        return entretien.env._("Invitation - %(name)s", name=name)

    def _title(self, entretien):
        """Inside a sentence."""
        title = entretien.env[INTERVIEW_WORDS]._full_title(entretien)
        return title[:1].lower() + title[1:]

    def _receipt(self, entretien):
        return entretien.env._(
            "I, the undersigned %(employee)s, received the invitation to the interview "
            "of %(when)s.",
            employee=entretien.sudo().employee_id.name,
            when=self._when(entretien),
        )

    def _when(self, entretien):
        """E.g. “mardi 2 juin 2026, de 10:00 à 11:00”, as the employee's clock says;
        on the interviewer's too, where it shows another hour."""
        env, tz = entretien.env, entretien.employee_id._entretien_tz()
        if entretien._clocks_text():
            return entretien._slot_text()
        start, end = (
            format_time(env, moment, tz=tz.zone, time_format="short")
            for moment in (entretien.date_planned, entretien.date_planned_end)
        )
        return env._(
            "%(day)s, from %(start)s to %(end)s",
            day=day_text(env, local(entretien.date_planned, tz).date()),
            start=start,
            end=end,
        )

    def _address(self, entretien):
        """Lines under the name in the window: the private address, for HR alone."""
        by_hr = self.env.su or entretien._user_is_hr()
        people = entretien.employee_id, entretien.company_id
        return self._postal_lines(*people) if by_hr else []

    def _postal_lines(self, employee, sender):
        """The private address, as on an envelope; the sender's country goes without
        saying."""
        country = employee.private_country_id
        abroad = country and country != sender.country_id
        town = " ".join(filter(None, (employee.private_zip, employee.private_city)))
        lines = (
            employee.private_street,
            employee.private_street2,
            town,
            abroad and country.name.upper(),
        )
        return [line for line in lines if line]

    def _signatory(self):
        user = self.env.user
        person = user.employee_id.sudo()
        return user.name, person.job_title or person.job_id.name or ""

    def _themes(self, entretien):
        """As the law of that day and the motif say; never a word about health."""
        env = entretien.env
        opening = {
            "return": env._("your return: what changed in your job and in the company"),
            "before_leave": env._(
                "your leave: what becomes of your work meanwhile, and your return"
            ),
        }.get(entretien.motif)
        carried = {
            "with_bilan": env._(
                "the état des lieux récapitulatif: interviews held, training, "
                "certifications, progression in pay or in your career"
            ),
            "with_mid_career": env._(
                "the middle of your career: adaptation of your job, prevention of "
                "wear, training, mobility or retraining"
            ),
            "with_end_career": env._(
                "the end of your career: staying in work, part-time, retraite "
                "progressive"
            ),
        }
        return [
            *filter(None, [opening]),
            *self._law_themes(env, entretien.regime_id.sudo().code),
            *(text for name, text in carried.items() if entretien[name]),
        ]

    def _law_themes(self, env, law):
        if law == "law_2014":
            return [
                env._(
                    "your career prospects, in skills and in jobs, and the training "
                    "that can help"
                ),
                env._(
                    "the VAE, the activation of your CPF, what the employer may add to "
                    "it, and the conseil en évolution professionnelle (CEP)"
                ),
            ]
        return [
            env._(
                "your skills and qualifications in your present job, and how they may "
                "evolve with the changes of the company"
            ),
            env._(
                "your situation and your career path, given how trades evolve and what "
                "jobs the company offers"
            ),
            env._(
                "your training needs: for your job, for its evolution or for a "
                "personal project"
            ),
            env._(
                "your wishes: retraining inside or outside the company, a projet de "
                "transition professionnelle, a bilan de compétences, a VAE"
            ),
            env._(
                "the activation of your CPF, what the employer may add to it, and the "
                "conseil en évolution professionnelle (CEP)"
            ),
        ]
