"""What the employee notes before the interview: his alone until he sends it."""

from odoo import api, fields, models

# The sections that carry the same name on the interview.
TEXTS = (
    "career",
    "job_notes",
    "skills_used",
    "skills_to_develop",
    "difficulties",
    "prospects",
    "mid_career_notes",
    "end_career_notes",
)

# What the employee writes; while it is a draft, none of it is in these fields.
CONTENT = (*TEXTS, "wishes", "needs", "answers")


class HrEntretienPreparation(models.Model):
    """The employee's own notes; nobody else reads them before he submits them.

    Who may do what:

    * employee: reads it, and with it the date, place, interviewer and motif of his
      interview; writes until the interview is held;
    * interviewer, managers above, HR: read what was sent, and nothing before;
    * anybody else, system administrator included: nothing.
    """

    _name = "hr.entretien.preparation"
    _description = "Preparation of the Entretien"
    _rec_name = "employee_id"

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="cascade", readonly=True
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Sent")],
        required=True,
        default="draft",
        readonly=True,
    )
    date_submitted = fields.Datetime(string="Sent On", readonly=True)
    career = fields.Text(string="Career Stages")
    job_notes = fields.Text(string="Present Job")
    skills_used = fields.Text(string="Skills Used in the Job")
    skills_to_develop = fields.Text(string="Skills to Update or Develop")
    difficulties = fields.Text(string="Difficulties Met")
    prospects = fields.Text(string="Career Prospects")
    mid_career_notes = fields.Text(string="Mid-career")
    end_career_notes = fields.Text(string="End of Career")
    wishes = fields.Json(help="List of {kind: code of a souhait, note: text}.")
    needs = fields.Json(help="List of {name: text, aim: code of a besoin}.")
    answers = fields.Properties(
        "Company's Questions",
        definition="grille_version_id.employee_definition",
        copy=False,
    )
    grille_version_id = fields.Many2one("hr.entretien.grille.version", readonly=True)
    # He does not read the interview itself before it is held.
    date_planned = fields.Datetime(related="entretien_id.date_planned")
    duration = fields.Float(related="entretien_id.duration")
    location = fields.Char(related="entretien_id.location")
    motif = fields.Selection(related="entretien_id.motif")
    interviewer_name = fields.Char(
        string="Held By", related="entretien_id.interviewer_id.name"
    )

    _one_each = models.UniqueIndex(
        "(entretien_id)",
        "The preparation of this interview was begun at the same moment elsewhere: "
        "reload the page and go on there.",
    )

    @api.depends("entretien_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for preparation in self:
            preparation.display_name = self.env._(
                "Preparation of %(name)s", name=preparation.sudo().employee_id.name
            )
