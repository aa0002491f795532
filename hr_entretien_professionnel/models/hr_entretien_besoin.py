from odoo import api, fields, models


class HrEntretienBesoin(models.Model):
    """A need for training or support told in an interview, and what became of it."""

    _name = "hr.entretien.besoin"
    _description = "Training or Support Need"
    _inherit = "hr.entretien.line.mixin"
    _rec_name = "name"

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
        ],
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
    followup_state = fields.Selection(
        [
            ("todo", "To Do"),
            ("progress", "In Progress"),
            ("done", "Done"),
            ("dropped", "Dropped"),
        ],
        string="What Became of It",
        default="todo",
        required=True,
    )
    date_done = fields.Date(string="Done On")
    date_held = fields.Date(related="entretien_id.date_held", store=True)

    @api.model
    def _followup_fields(self):
        return {
            "sequence",
            "answer",
            "answer_reason",
            "followup_state",
            "date_done",
            "priority",
        }
