from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, ValidationError
from odoo.fields import Domain

from ..privacy.readable import typed_text
from ..selection_labels import selection_label
from ..window import open_record
from .hr_entretien_line_mixin import FOLLOWUP_FIELDS


class HrEntretienBesoin(models.Model):
    """A need for training or support said in an interview, and what became of it.

    Nobody refuses or postpones one without saying why. What the program itself writes
    is not held to it: files of the past may know the answer alone.
    """

    _name = "hr.entretien.besoin"
    _description = "Training or Support Need"
    _inherit = "hr.entretien.decision.mixin"

    _followup_fields = FOLLOWUP_FIELDS.union(
        ("sequence", "answer", "answer_reason", "priority", "owner_id", "deadline")
    )

    name = fields.Char(string="Need", required=True)
    nature = fields.Selection(
        [
            ("training", "Training"),
            ("certification", "Certification or diploma"),
            ("support", "Support: tutoring, coaching"),
            ("adaptation", "Adaptation of the job"),
            ("mobility", "Mobility"),
            ("other", "Other"),
        ],
        required=True,
        default="training",
    )
    aim = fields.Selection(
        [
            ("job", "Present job"),
            ("evolution", "Evolution of the job"),
            ("personal", "Personal project"),
        ],
        required=True,
        default="job",
    )
    means = fields.Selection(
        [
            ("plan", "Plan de développement des compétences"),
            ("cpf", "CPF"),
            ("cpf_cofunded", "CPF with the employer's top-up"),
            ("vae", "VAE"),
            ("bilan_competences", "Bilan de compétences"),
            ("ptp", "Projet de transition professionnelle"),
            ("reconversion", "Période de reconversion"),
            ("internal", "Internal: tutoring, transfer of know-how"),
            ("other", "Other"),
        ],
        help="How it could be met and paid.",
    )
    priority = fields.Selection(
        [("0", "Normal"), ("1", "Important"), ("2", "Urgent")], default="0"
    )
    horizon = fields.Selection(
        [
            ("six_months", "Within 6 months"),
            ("one_year", "Within a year"),
            ("two_years", "Within 2 years"),
            ("later", "Later"),
        ]
    )
    answer = fields.Selection(
        [
            ("pending", "To be answered"),
            ("accepted", "Accepted"),
            ("postponed", "Postponed"),
            ("refused", "Refused"),
        ],
        string="Employer's Answer",
        default="pending",
        required=True,
        group_expand=True,
    )
    answer_reason = fields.Char(string="Why This Answer")
    owner_id = fields.Many2one(
        compute="_compute_owner_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Who sees to it: the interviewer, unless somebody else is named.",
    )

    @api.depends("answer")
    def _compute_owner_id(self):
        """An accepted need has somebody to see to it: first its interviewer."""
        for besoin in self:
            accepted = besoin.answer == "accepted"
            besoin.owner_id = besoin.owner_id or (
                accepted and besoin.entretien_id.interviewer_id
            )

    @api.model_create_multi
    def create(self, vals_list):
        besoins = super().create(vals_list)
        besoins._check_answer_reason()
        return besoins

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"answer", "answer_reason"}:
            # A card moved to another column: its window asks for the reason.
            moved = len(self) == 1 and vals.keys() == {"answer"}
            self._check_answer_reason(moved)
        return result

    def _check_answer_reason(self, moved=False):
        """No ``constrains``: Odoo runs those as the superuser.

        :param bool moved: the answer alone was given; the error leads to the window
        """
        if self.env.su:
            return
        for besoin in self:
            unsaid = not typed_text(besoin.answer_reason)
            if unsaid and besoin.answer in ("postponed", "refused"):
                message = self.env._(
                    "“%(need)s”: say why it is refused or postponed (field “Why "
                    "This Answer”). The employee reads it.",
                    need=besoin.name,
                )
                if moved:
                    raise RedirectWarning(
                        message, self.action_answer(), self.env._("Answer and Say Why")
                    )
                raise ValidationError(message)

    def action_accept(self):
        """Say yes, from the card."""
        self.answer = "accepted"

    def action_answer(self):
        """The window that takes the answer and its reason."""
        self.ensure_one()
        view = self.env.ref(
            "hr_entretien_professionnel.hr_entretien_besoin_view_form_answer"
        )
        return open_record(
            self,
            name=self.env._("Answer a Need"),
            target="new",
            views=[(view.id, "form")],
        )

    @api.depends("answer")
    def _compute_delay(self):
        return super()._compute_delay()

    def _unfinished_domain(self):
        return super()._unfinished_domain() & Domain("answer", "!=", "refused")

    def _followed_domain(self):
        """A need postponed or refused waits for nobody."""
        answered = Domain("answer", "in", ("pending", "accepted"))
        return super()._followed_domain() & answered

    def _beside_text(self):
        parts = [self.name, selection_label(self, "answer"), self.answer_reason]
        if self.answer == "accepted":
            parts.append(selection_label(self, "followup_state"))
        return " – ".join(filter(None, parts))

    def _report_kind(self):
        return self.env._("Need")

    def _report_became(self):
        answer = selection_label(self, "answer")
        if self.answer == "refused":
            return answer
        return " – ".join((answer, super()._report_became()))
