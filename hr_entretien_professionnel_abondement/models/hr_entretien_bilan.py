from odoo import api, fields, models

from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    OPEN_STATES,
)
from odoo.addons.hr_entretien_professionnel.models.selection_labels import selection_of
from odoo.addons.hr_entretien_professionnel.schedule import amount, pay_by

HR = "hr.group_hr_user"


class HrEntretienBilan(models.Model):
    """What an état des lieux costs, for HR alone."""

    _inherit = "hr.entretien.bilan"
    _entretien_logged = dict.fromkeys(
        ("outcome", "why", "amount", "pay_by", "owed_for"), "exposure_export"
    )

    outcome = fields.Selection(
        selection=selection_of("hr.entretien.exposure", "outcome"),
        string="Exposure",
        compute="_compute_cost",
        groups=HR,
    )
    amount = fields.Monetary("Corrective Payment", compute="_compute_cost", groups=HR)
    pay_by = fields.Date(
        compute="_compute_cost",
        groups=HR,
        help="Last day of the quarter after that of the état des lieux (art. "
        "R.6323-3); empty when nothing would be due.",
    )
    why = fields.Char(compute="_compute_cost", groups=HR)
    owed_for = fields.Char(string="Period Judged", compute="_compute_cost", groups=HR)
    currency_id = fields.Many2one(related="company_id.entretien_euro_id", groups=HR)

    @api.depends(
        "entretien_id.state",
        "entretien_id.with_bilan",
        "period_from",
        "period_to",
        "interviews",
        "interviews_ok",
        "training_free_ok",
    )
    @api.depends_context("lang")
    def _compute_cost(self):
        """From the row of each: its own once held, that of the running cycle before."""
        rows = self.employee_id.sudo().entretien_exposure_ids
        found = {(row.employee_id.id, row.entretien_id.id): row for row in rows}
        reason = self.env["hr.entretien.exposure.reason"]
        for bilan in self:
            item = bilan.entretien_id
            waits = item.state in OPEN_STATES
            row = found.get((item.employee_id.id, not waits and item.id))
            row = item.with_bilan and row
            if row and waits:
                row = bilan._read_on_its_day(row)
            bilan.outcome = row and row.outcome
            bilan.amount = row and row.amount
            bilan.pay_by = row and row.amount and row.pay_by
            bilan.why = row and reason._summary(row)
            bilan.owed_for = row and reason._judged_text(row, row.pay_by)

    def _read_on_its_day(self, row):
        """Still to be held, and its deadline to come: the row of the running cycle over
        the years that its form and document examine, as if it were held on its day."""
        if not self.period_from or row.bilan_limit < fields.Date.context_today(self):
            return row
        duties = [{**duty, "missing": not duty["met"]} for duty in self.interviews]
        outcome = self._found_outcome() if row.concerned else row.outcome
        full = self.company_id.sudo().entretien_corrective_amount
        values = {
            "period_start": self.period_from,
            "period_end": self.period_to,
            "required_count": len(duties),
            "held_count": sum(duty["met"] and not duty["open"] for duty in duties),
            "missing_count": sum(duty["missing"] for duty in duties),
            "outcome": outcome,
            "amount": amount(outcome, full),
            "pay_by": pay_by(self.period_to),
            "details": {"required": duties},
        }
        return row.new(values, origin=row)

    @api.depends("outcome")
    def _compute_texts(self):
        return super()._compute_texts()
