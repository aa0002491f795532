from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...schedule import Regime
from ..engine_value import engine_names, engine_value
from ..selection_labels import within_sentence


class HrEntretienRegime(models.Model):
    """A rhythm set by a law: what is due after how long, and since when.

    A change of law is a new row with its date; art. 2222 of the Code civil, applied by
    ``schedule/``, decides what happens to the delays that run on that day. A company
    follows these rows, or its agreement's variant (``_entretien_timeline``).
    """

    _name = "hr.entretien.regime"
    _description = "Interview Schedule"
    _order = "date_from"

    name = fields.Char(
        required=True,
        translate=True,
        help="The law as it is quoted in the reason of a date.",
    )
    code = fields.Char(required=True)
    interview_name = fields.Char(
        required=True,
        translate=True,
        help="What this law calls the interview; printed on the document.",
    )
    date_from = fields.Date(string="In force from", required=True)
    first_months = fields.Integer(string="First interview (months)", required=True)
    period_months = fields.Integer(string="Next interviews (months)", required=True)
    bilan_months = fields.Integer(string="État des lieux (months)", required=True)
    bilan_tolerance_months = fields.Integer(
        string="État des lieux: tolerance (months)",
        default=12,
        help="The état des lieux is due every so many completed years of seniority: it "
        "is late when the next year is completed. 0 is the prudent reading.",
    )
    return_window_months = fields.Integer(
        string="Return: no interview in the last (months)",
        help="The return interview is proposed only when none was held in these months "
        "before the return. 0: always proposed.",
    )
    bilan_early_months = fields.Integer(
        string="First état des lieux possible after (months)",
        help="From the first interview held: the law allows the first état des lieux "
        "from then on, ahead of its due date. 0: it says nothing of it.",
    )
    has_mid_career = fields.Boolean(string="Mid-career interview")
    has_end_career = fields.Boolean(string="End-of-career section")

    _code_unique = models.Constraint("UNIQUE(code)", "This schedule's code is taken.")
    _date_from_unique = models.Constraint(
        "UNIQUE(date_from)", "Another schedule takes effect on the same day."
    )

    @api.constrains(lambda self: self._fields.keys() & engine_names(Regime))
    def _check_months(self):
        for regime in self:
            try:
                regime._to_schedule()
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "The schedule “%(name)s” cannot be applied: its periods must "
                        "be positive, and the first interview cannot come later than "
                        "the next ones.",
                        name=regime.name,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        regimes = super().create(vals_list)
        self._reschedule()
        return regimes

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - {"name", "interview_name"}:
            self._reschedule()
        return result

    def unlink(self):
        result = super().unlink()
        self._reschedule()
        return result

    def _reschedule(self):
        """Every date may depend on a law: plan everybody again."""
        self.env.registry.clear_cache()
        if not self.env.context.get("install_mode"):
            self.env["hr.entretien.recompute"]._start("law")

    def _to_schedule(self):
        """The row as the engine's value: a law alone, before any company's choice."""
        self.ensure_one()
        return engine_value(self, Regime, examined_months=None, agreed_months=None)

    @tools.ormcache()
    def _laws(self):
        """All rows, oldest first, as the engine's values."""
        return tuple(regime._to_schedule() for regime in self.sudo().search([]))

    def _reason_names(self):
        """Names of the laws and kinds of absence by code, in the reader's language, as
        they stand within a sentence."""
        kinds = self.env["hr.entretien.absence.type"].with_context(active_test=False)
        return {
            row.code: within_sentence(row.name)
            for rows in (self, kinds)
            for row in rows.sudo().search_fetch(Domain.TRUE, ["code", "name"])
        }
