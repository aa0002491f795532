from odoo import fields, models


class HrEntretienAbondement(models.Model):
    """An abondement correctif to pay or paid (art. L.6323-13, R.6323-3 C. trav.)."""

    _name = "hr.entretien.abondement"
    _description = "Abondement Correctif"
    _order = "pay_by, id"
    _rec_name = "employee_id"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    entretien_id = fields.Many2one(
        "hr.entretien", index=True, ondelete="restrict", string="État des Lieux"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    department_id = fields.Many2one("hr.department")
    currency_id = fields.Many2one(related="company_id.currency_id")
    bilan_date = fields.Date(
        string="Date of the État des Lieux",
        required=True,
        help="Held on, or the limit that passed without one.",
    )
    pay_by = fields.Date(required=True, index=True)
    amount = fields.Monetary(required=True)
    state = fields.Selection(
        [("to_pay", "To Pay"), ("paid", "Paid"), ("cancelled", "Cancelled")],
        required=True,
        default="to_pay",
        index=True,
    )
    paid_on = fields.Date()
    reference = fields.Char(help="Of the payment on the Caisse des dépôts' site.")
