import hashlib
import re
import uuid

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrEntretienQuestion(models.Model):
    """A line of a grid: one question, to the employee or to the interviewer.

    Interviews and preparations hold the answers as Odoo properties, so that HR needs
    nobody to add a question. Only kinds that a phone page and a paper sheet can show.
    """

    _name = "hr.entretien.question"
    _inherit = "hr.entretien.copied.mixin"
    _description = "Question of an Interview Form"
    _order = "sequence, id"
    _rec_name = "label"

    grille_id = fields.Many2one(
        "hr.entretien.grille",
        string="Interview Form",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="grille_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    audience = fields.Selection(
        [("employee", "The employee"), ("interviewer", "The interviewer")],
        string="Answered By",
        required=True,
        default="employee",
    )
    label = fields.Char(string="Question", required=True, translate=True)
    kind = fields.Selection(
        [
            ("text", "Free text"),
            ("char", "Short answer"),
            ("selection", "One choice"),
            ("tags", "Several choices"),
            ("boolean", "Box to tick"),
            ("date", "Date"),
            ("datetime", "Date and time"),
            ("integer", "Whole number"),
            ("float", "Decimal number"),
            ("separator", "Heading"),
        ],
        string="Kind of Answer",
        required=True,
        default="text",
    )
    tab = fields.Selection(
        [
            ("career", "Career"),
            ("job", "Job and Skills"),
            ("wishes", "Wishes"),
            ("needs", "Training"),
            ("information", "Information"),
            ("particular", "What the interview carries"),
            ("conclusion", "Conclusion"),
        ],
        string="Asked In",
        compute="_compute_tab",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="The tab of the interview where the question, or its answer, stands.",
    )
    choices = fields.Char(
        string="Possible Answers",
        translate=True,
        help="Separated by semicolons, e.g. “Yes ; No ; Does not know yet”.",
    )
    code = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: uuid.uuid4().hex[:16],
        help="Names the answers, whatever the wording of the question becomes.",
    )

    @api.depends("grille_id")
    def _compute_tab(self):
        """A grid of what some interviews carry: with that; else with the conclusion."""
        for question in self:
            grille, plain = question.grille_id, ("for_first", "for_periodic")
            carried = grille and not any(grille[name] for name in plain)
            default = "particular" if carried else "conclusion"
            question.tab = question.tab or default

    @api.constrains("kind", "choices")
    def _check_choices(self):
        for question in self:
            choices = [choice.casefold() for choice in question._choice_list()]
            too_few = len(choices) < 2 or len(set(choices)) < len(choices)
            if too_few and question.kind in ("selection", "tags"):
                raise ValidationError(
                    self.env._(
                        "“%(question)s”: give at least two different choices, "
                        "separated by semicolons.",
                        question=question.label,
                    )
                )

    @api.constrains("label")
    def _check_label(self):
        for question in self:
            if not (question.label or "").strip():
                raise ValidationError(self.env._("A question needs its wording."))

    @api.constrains("code")
    def _check_code(self):
        """Answers stand under the code: it is a plain word, of one question only."""
        for question in self:
            if not re.fullmatch(r"[0-9a-z]{8,32}", question.code or ""):
                raise ValidationError(self.env._("This code cannot name answers."))

    _code_unique = models.Constraint(
        "UNIQUE(grille_id, code)",
        "Two questions of an interview form have the same code.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "grille_id" in vals:
            # Nobody puts a question into a grid that they may not change.
            self.check_access("write")
        return result

    def _choice_list(self):
        self.ensure_one()
        parts = (self.choices or "").split(";")
        return [part.strip() for part in parts if part.strip()]

    def _property(self):
        self.ensure_one()
        definition = {"name": self.code, "string": self.label, "type": self.kind}
        if self.kind in ("selection", "tags"):
            color = [0] if self.kind == "tags" else []
            definition[self.kind] = [
                [self._key(choice), choice, *color] for choice in self._choice_list()
            ]
        return definition

    def _key(self, choice):
        """What is stored for a choice: the same choice keeps it when others move."""
        return hashlib.sha256(choice.casefold().encode()).hexdigest()[:12]
