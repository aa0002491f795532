from odoo import api, fields, models


class HrEntretienAbondementSettle(models.TransientModel):
    """Ask when abondements were paid, or why they are cancelled or reopened."""

    _name = "hr.entretien.abondement.settle"
    _description = "Pay, Cancel or Reopen a Corrective Payment"

    abondement_ids = fields.Many2many(
        "hr.entretien.abondement",
        string="Corrective Payments",
        required=True,
        readonly=True,
    )
    kind = fields.Selection(
        [("pay", "Pay"), ("cancel", "Cancel"), ("reopen", "Reopen")],
        required=True,
        readonly=True,
    )
    line_count = fields.Integer(string="Employees", compute="_compute_total")
    total = fields.Monetary(compute="_compute_total")
    currency_id = fields.Many2one(related="abondement_ids.currency_id")
    paid_on = fields.Date(default=fields.Date.context_today)
    reference = fields.Char(help="Of the payment on the Caisse des dépôts' site.")
    reason = fields.Text()

    @api.depends("abondement_ids.amount")
    def _compute_total(self):
        for window in self:
            window.line_count = len(window.abondement_ids)
            window.total = sum(window.abondement_ids.mapped("amount"))

    def action_apply(self):
        """Take the step; it checks who asks, and what is said."""
        self.ensure_one()
        self.check_access("write")
        abondements = self.abondement_ids
        if self.kind == "pay":
            abondements._pay(self.paid_on, self.reference)
        elif self.kind == "cancel":
            abondements._cancel(self.reason)
        else:
            abondements._reopen(self.reason)
