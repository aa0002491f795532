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
        "hr.entretien.grille", required=True, index=True, ondelete="cascade"
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

    @api.model
    def _key(self, choice):
        """What is stored for a choice: the same choice keeps it when others move."""
        return hashlib.sha256(choice.casefold().encode()).hexdigest()[:12]
