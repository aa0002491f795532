"""The texts of the talk: what each is called wherever it is asked or printed."""

from typing import NamedTuple

from odoo import fields, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)


class Words(NamedTuple):
    """How one text is asked and printed; all but the last three are to be translated.

    Without ``document`` it is printed with its occasion, under the field's label.
    """

    document: str
    sheet: str
    page: str
    hint: str
    # Of ruled lines, on paper.
    lines: int = 3
    # Printed under the heading of the job.
    on_job: bool = False
    # Asked then only: a code of ``OCCASIONS``.
    occasion: str = ""


# By the field of ``hr.entretien.texts.mixin``, in the order of the talk. The field also
# needs its place in the form of the interview.
TEXTS = {
    "career": Words(
        _lt("Career stages: jobs, experience, training"),
        _lt("My career: jobs, experience, training"),
        _lt("Your career: jobs, experience, training"),
        _lt("What the company knows is already there: correct and complete it."),
        lines=5,
    ),
    "job_notes": Words(
        _lt("The job"),
        _lt("My job today, and how it changes"),
        _lt("Your job today, and how it changes"),
        _lt("Your main tasks, what is new, what goes away."),
        on_job=True,
    ),
    "skills_used": Words(
        _lt("Skills and qualifications used"),
        _lt("The skills I use"),
        _lt("Skills that you use"),
        _lt("What you do in your job, what you are relied on for."),
        on_job=True,
    ),
    "skills_to_develop": Words(
        _lt("Skills to bring up to date or to develop"),
        _lt("The skills I want to bring up to date or to develop"),
        _lt("Skills to update or develop"),
        _lt("What changes in your job, what you would like to do better."),
        on_job=True,
    ),
    "difficulties": Words(
        _lt("Difficulties met"),
        _lt("The difficulties I meet, and what would help"),
        _lt("Difficulties met"),
        _lt("Organisation, tools, working conditions…"),
    ),
    "prospects": Words(
        _lt("Career prospects"),
        _lt("My prospects and wishes"),
        _lt("Your career prospects"),
        _lt("Where you see yourself in the coming years."),
        lines=4,
    ),
    "mid_career_notes": Words(
        "",
        _lt("Mid-career: adapting my job, training, mobility (nothing about health)"),
        _lt("Mid-career"),
        _lt(
            "Adaptation of the job, wear, training, mobility. Write nothing about "
            "your health: no diagnosis, no treatment."
        ),
        lines=4,
        occasion="mid_career",
    ),
    "end_career_notes": Words(
        _lt("End of career: staying in work, part-time, retraite progressive"),
        _lt("End of career: staying in work, part-time, retraite progressive"),
        _lt("End of career"),
        _lt(
            "Staying in work, part-time, retraite progressive. Write nothing about "
            "your health."
        ),
        lines=4,
        occasion="end_career",
    ),
}


class HrEntretienTextsMixin(models.AbstractModel):
    """The texts of the talk, as the employee prepares them and as they are said."""

    _name = "hr.entretien.texts.mixin"
    _description = "Texts of the Talk"

    career = fields.Text(string="Career Stages", help="Jobs, experience, training.")
    job_notes = fields.Text(string="Present Job")
    skills_used = fields.Text(string="Skills Used in the Job")
    skills_to_develop = fields.Text(string="Skills to Update or Develop")
    difficulties = fields.Text(string="Difficulties Met")
    prospects = fields.Text(string="Career Prospects")
    mid_career_notes = fields.Text(string="Mid-career: What Was Said")
    end_career_notes = fields.Text(string="End of Career: What Was Said")
