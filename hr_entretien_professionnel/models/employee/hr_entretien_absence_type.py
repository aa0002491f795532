from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...schedule import AbsenceKind
from ..engine_value import engine_names, engine_value


class HrEntretienAbsenceType(models.Model):
    """A kind of absence that the law knows: it calls for a return interview, or leaves
    days out of seniority. A change of law is a date on its row, or a new row."""

    _name = "hr.entretien.absence.type"
    _description = "Absence Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    article = fields.Char(help="Article that grants the absence, as it is quoted.")
    date_from = fields.Date(
        string="In the Law From", help="First day of return on which the law knows it."
    )
    date_to = fields.Date(string="In the Law Until")
    triggers_return = fields.Boolean(
        string="Return Interview",
        default=True,
        help="An interview is proposed on return (art. L.6315-1, I).",
    )
    before_leave = fields.Char(
        string="Interview Before It Too (article)",
        help="Article that gives a right to the interview before the leave as well, "
        "when it is known ahead. Empty: none does.",
    )
    uncounted = fields.Integer(
        string="Days Not Counted (%)",
        help="Share of its days that seniority leaves out: 0, 50 or 100.",
    )
    uncounted_former = fields.Integer(
        string="Days Not Counted Before That Day (%)",
        help="Share left out before the law changed.",
    )
    uncounted_from = fields.Date(
        string="Share Changed On", help="First day on which the present share applies."
    )
    disputed = fields.Selection(
        [
            ("family_leaves", "Présence parentale, solidarité familiale"),
            ("illness", "Illness of private origin"),
        ],
        string="Reading Chosen in the Settings",
        help="The texts do not agree on its days: the settings say which one is "
        "followed.",
    )
    over_months = fields.Integer(
        string="Longer Than (months)",
        help="An absence that is not strictly longer calls for no interview.",
    )
    not_after_ids = fields.Many2many(
        "hr.entretien.absence.type",
        "hr_entretien_absence_type_not_after",
        "type_id",
        "first_id",
        string="Not After an Interview Following",
        help="No interview when one was held since the return from these leaves.",
    )
    apart = fields.Boolean(
        string="At Work Meanwhile",
        help="The employee works meanwhile: it prolongs no other absence.",
    )

    _code_unique = models.Constraint("UNIQUE(code)", "This code is taken.")

    @api.constrains(lambda self: self._fields.keys() & engine_names(AbsenceKind))
    def _check_kind(self):
        for kind in self:
            try:
                kind._to_schedule()
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot be applied: the share is between 0 and 100, "
                        "the length is not negative, and its dates follow each other.",
                        name=kind.name,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        kinds = super().create(vals_list)
        self.env.registry.clear_cache()
        return kinds

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def write(self, vals):
        """Those who had such an absence are planned again."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        if vals.keys() - {"name", "sequence", "active"}:
            concerned = Domain("entretien_absence_ids.type_id", "in", self.ids)
            self.env["hr.entretien.recompute"]._start("absence", concerned)
        return result

    def _to_schedule(self):
        """The row as the engine's value."""
        self.ensure_one()
        codes = self.not_after_ids.mapped("code")
        return engine_value(self, AbsenceKind, not_after=codes)

    @tools.ormcache()
    def _kinds(self):
        """All rows as the engine's values, by id."""
        rows = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        return {row.id: row._to_schedule() for row in rows}
