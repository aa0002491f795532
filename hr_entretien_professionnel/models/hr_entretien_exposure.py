from odoo import fields, models


class HrEntretienExposure(models.Model):
    """What the état des lieux of one cycle would cost, or costs.

    One row for the running cycle of each followed employee ("if the period ended as
    things stand"), and one for each état des lieux held. Made and mended by the server
    alone; read by HR (art. L.6315-1 II and R.6323-3 C. trav.).
    """

    _name = "hr.entretien.exposure"
    _description = "Exposure to the Abondement Correctif"
    _order = "bilan_limit, id"
    _rec_name = "employee_id"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", index=True)
    department_id = fields.Many2one("hr.department", index=True)
    manager_id = fields.Many2one("hr.employee")
    entretien_id = fields.Many2one(
        "hr.entretien",
        string="État des Lieux Held",
        index=True,
        ondelete="cascade",
        help="Empty while the cycle runs.",
    )
    period_start = fields.Date()
    bilan_target = fields.Date(string="État des Lieux: Target")
    bilan_limit = fields.Date(string="État des Lieux: Limit", index=True)
    date_held = fields.Date(string="Held On")
    required_count = fields.Integer(string="Interviews Required")
    held_count = fields.Integer(string="Of Which Held")
    interviews_ok = fields.Boolean(string="All Interviews Held")
    training_ok = fields.Boolean(string="Training")
    training_free_ok = fields.Boolean(string="Training Other Than Mandatory")
    certification_ok = fields.Boolean(string="Certification")
    progression_ok = fields.Boolean(string="Progression")
    outcome = fields.Selection(
        [
            ("exposed", "Payment due"),
            ("saved_interviews", "Saved by the interviews"),
            ("saved_training", "Saved by a training"),
            ("saved_both", "Saved by both"),
            ("under_50", "Under 50 employees"),
        ],
        index=True,
    )
    amount = fields.Monetary(help="0 when nothing would be due.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    act_by = fields.Date(
        index=True, help="Last day on which what is missing can still be done."
    )
    pay_by = fields.Date(help="Last day of the quarter after that of the bilan.")
    details = fields.Json(help="Each required interview, and codes of what would save.")
