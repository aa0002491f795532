"""The invitation on paper, for those whom no e-mail reaches."""

from odoo import fields, models

from ..interview.entretien_states import OFFERED_MOTIFS
from ..proof.ir_actions_report import INTERVIEW_WORDS
from ..selection_labels import within_sentence

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
                when=worded._slot_text(),
            )
            entretien._prove_once("letter", note, today)
            self._prove_offer(entretien, today)

    def _prove_offer(self, entretien, day, user=None):
        """Around an absence the invitation is the offer that the law asks to prove.

        One line says it for the day, by whatever way it was made: the lines of the
        letter and of the mail beside it say how.

        :param user: ``res.users``, as ``_add_proof`` takes it
        """
        # Its date may fall before HR knows that the mail arrived: that line stays.
        if entretien.motif in OFFERED_MOTIFS and entretien.date_planned:
            worded = entretien._company_words()
            note = worded.env._(
                "Interview of %(when)s offered, by letter or by e-mail: the line of "
                "the same day says how.",
                when=worded._slot_text(),
            )
            entretien._prove_once("offer", note, day, user)

    def _file_name(self, entretien):
        name = entretien.env[INTERVIEW_WORDS]._file_name(entretien)
        return entretien.env._("Invitation - %(name)s", name=name)

    def _title(self, entretien):
        """Inside a sentence."""
        return within_sentence(entretien.env[INTERVIEW_WORDS]._full_title(entretien))

    def _receipt(self, entretien):
        return entretien.env._(
            "I, the undersigned %(employee)s, received the invitation to the interview "
            "of %(when)s.",
            employee=entretien.sudo().employee_id.name,
            when=entretien._slot_text(),
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
