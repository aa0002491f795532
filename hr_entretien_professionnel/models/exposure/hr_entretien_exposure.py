from odoo import api, fields, models


class HrEntretienExposure(models.Model):
    """What the état des lieux of one cycle would cost, or costs.

    One row for the running cycle of each followed employee ("if the period ended as
    things stand"), and one for each état des lieux held. Made and mended by the server
    alone; read by HR (art. L.6315-1 II and R.6323-3 C. trav.).

    Which rows there are: ``…_reconcile.py``; what they say: ``…_compute.py``; when they
    are mended: ``…_trigger.py`` and, by the mere passing of time, ``…_night.py``.
    """

    _name = "hr.entretien.exposure"
    _inherit = ["hr.entretien.logged.mixin", "hr.entretien.technical.mixin"]
    _description = "Exposure to the Abondement Correctif"
    _order = "bilan_limit, id"
    _rec_name = "employee_id"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_copies",
        store=True,
        precompute=True,
        index=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_copies",
        store=True,
        precompute=True,
        index=True,
    )
    manager_id = fields.Many2one(
        "hr.employee", compute="_compute_copies", store=True, precompute=True
    )
    entretien_id = fields.Many2one(
        "hr.entretien",
        string="État des Lieux Held",
        index=True,
        ondelete="cascade",
        help="Empty while the cycle runs.",
    )
    cycle = fields.Selection(
        [("running", "Running"), ("held", "État des lieux held")],
        compute="_compute_cycle",
        store=True,
        precompute=True,
    )
    period_start = fields.Date()
    bilan_target = fields.Date(string="État des Lieux: Due Date")
    bilan_limit = fields.Date(string="État des Lieux: Deadline", index=True)
    date_held = fields.Date(string="Held On")
    required_count = fields.Integer(
        string="Interviews Required", aggregator="sum", help="Those of the cycle."
    )
    held_count = fields.Integer(string="Of Which Held")
    missing_count = fields.Integer(string="Missing Today")
    interviews_ok = fields.Boolean(string="All Interviews Held")
    training_ok = fields.Boolean(string="Training")
    training_free_ok = fields.Boolean(string="Training Other Than Mandatory")
    certification_ok = fields.Boolean(string="Certification")
    progression_ok = fields.Boolean(string="Progression")
    concerned = fields.Boolean(
        string="50 Employees or More",
        help="Of the company, on the day of the état des lieux or today.",
    )
    outcome = fields.Selection(
        [
            ("exposed", "Exposed"),
            ("saved_interviews", "Saved by the interviews"),
            ("saved_training", "Saved by a training"),
            ("saved_both", "Saved by both"),
            ("under_50", "Under 50 employees"),
            ("unknown", "Not examined"),
        ],
        index=True,
    )
    amount = fields.Monetary(help="0 when nothing would be due.")
    projected_amount = fields.Monetary(
        string="If Nothing More Is Done",
        help="What the running cycle costs when no interview still to come is held and "
        "no training is added; the amount itself once it is closed.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    act_by = fields.Date(
        index=True, help="Last day on which what is missing can still be done."
    )
    pay_by = fields.Date(
        index=True, help="Last day of the quarter after that of the bilan."
    )
    details = fields.Json(help="Each required interview, and codes of what would save.")
    review_on = fields.Date(
        index=True, help="The day on which time alone changes what this says."
    )
    plan_digest = fields.Char(help="Of the employee's plan that this was made from.")
    frozen = fields.Boolean(
        help="The document of the état des lieux was handed over: nothing moves."
    )
    summary = fields.Char(compute="_compute_sentences")
    advice = fields.Char(string="What Saves", compute="_compute_sentences")

    _one_running = models.UniqueIndex(
        "(employee_id) WHERE entretien_id IS NULL",
        "This employee already has a row for the running cycle.",
    )
    _one_held = models.UniqueIndex(
        "(entretien_id) WHERE entretien_id IS NOT NULL",
        "This état des lieux already has its row.",
    )

    @api.depends(
        "entretien_id.company_id",
        "entretien_id.department_id",
        "entretien_id.manager_id",
        "employee_id.company_id",
        "employee_id.department_id",
        "employee_id.parent_id",
    )
    def _compute_copies(self):
        """The employee's while the cycle runs, those of the interview once held."""
        for row in self:
            held, employee = row.entretien_id, row.employee_id.sudo()
            row.company_id = (held or employee).company_id
            row.department_id = (held or employee).department_id
            row.manager_id = held.manager_id if held else employee.parent_id

    @api.depends("entretien_id")
    def _compute_cycle(self):
        for row in self:
            row.cycle = "held" if row.entretien_id else "running"

    def _failure_record(self):
        """The état des lieux held, or the employee while the cycle runs."""
        return self.entretien_id or self.employee_id
