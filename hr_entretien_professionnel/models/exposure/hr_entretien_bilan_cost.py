"""What an état des lieux costs, for HR alone."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..interview.hr_entretien import OPEN_STATES

HR = "hr.group_hr_user"


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    bilan_outcome = fields.Selection(
        selection="_get_bilan_outcomes",
        string="Exposure",
        compute="_compute_bilan_cost",
        groups=HR,
    )
    bilan_amount = fields.Monetary(
        string="Abondement Correctif",
        compute="_compute_bilan_cost",
        currency_field="bilan_currency_id",
        groups=HR,
    )
    bilan_pay_by = fields.Date(
        string="To Pay By",
        compute="_compute_bilan_cost",
        groups=HR,
        help="Last day of the quarter after that of the état des lieux (art. "
        "R.6323-3); empty when nothing would be due.",
    )
    bilan_currency_id = fields.Many2one(related="company_id.currency_id", groups=HR)

    @api.model
    def _get_bilan_outcomes(self):
        outcome = self.env["hr.entretien.exposure"]._fields["outcome"]
        return outcome._description_selection(self.env)

    @api.depends("employee_id", "state", "with_bilan")
    def _compute_bilan_cost(self):
        rows = self._bilan_exposures()
        for entretien in self:
            row = rows.get(entretien._origin.id)
            entretien.bilan_outcome = row and row.outcome
            entretien.bilan_amount = row and row.amount
            entretien.bilan_pay_by = row and row.amount and row.pay_by

    def _bilan_exposures(self):
        """The row of each: its own once held, that of the running cycle before.

        :rtype: dict of id of ``hr.entretien`` → hr.entretien.exposure, in sudo
        """
        carrying = self._origin.filtered("with_bilan")
        waiting = carrying.filtered(lambda item: item.state in OPEN_STATES)
        rows = self.env["hr.entretien.exposure"].sudo()
        rows = rows.search(
            Domain("entretien_id", "in", carrying.ids)
            | Domain("entretien_id", "=", False)
            & Domain("employee_id", "in", waiting.employee_id.ids)
        )
        held = {row.entretien_id.id: row for row in rows if row.entretien_id}
        running = {row.employee_id.id: row for row in rows if not row.entretien_id}
        found = {item.id: running.get(item.employee_id.id) for item in waiting}
        return {key: row for key, row in (found | held).items() if row}
