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
    _inherit = "hr.entretien.technical.mixin"
    _description = "Exposure to the Abondement Correctif"
    _order = "bilan_limit, id"
    _rec_name = "employee_id"
    _entretien_logged = {"*": "exposure_export"}

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
    cycle_start = fields.Date(help="Day the delay of the état des lieux runs from.")
    period_start = fields.Date(help="First day of the years that it checks.")
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
        string="Company Concerned",
        help="On the day of the état des lieux, or today: the company has crossed the "
        "threshold of 50 employees (art. L.6323-13, L.130-1 of the Code de la sécurité "
        "sociale).",
    )
    to_confirm = fields.Boolean(
        string="Headcount to Confirm",
        compute="_compute_to_confirm",
        help="HR has not decided yet whether the company is concerned: what is said "
        "here rests on what the averages propose.",
    )
    outcome = fields.Selection(
        [
            ("exposed", "Exposed"),
            ("saved_interviews", "Saved by the interviews"),
            ("saved_training", "Saved by a training"),
            ("saved_both", "Saved by both"),
            ("not_concerned", "Company not concerned"),
            ("unknown", "Not examined"),
        ],
        index=True,
    )
    amount = fields.Monetary(
        aggregator=None,
        help="0 when nothing would be due. Owed, or at risk only: the two are never "
        "added.",
    )
    owed_amount = fields.Monetary(
        string="Owed",
        help="The état des lieux was held, or its deadline has passed. 0 once the "
        "abondement is paid or cancelled.",
    )
    risk_amount = fields.Monetary(
        string="At Risk",
        help="The period still runs: due if it ended as things stand.",
    )
    projected_amount = fields.Monetary(
        string="If Nothing More Is Done",
        help="What the period that runs costs when no interview still to come is held "
        "and no training is added. 0 when the amount is owed already.",
    )
    lenient_amount = fields.Monetary(
        string="If a Late Interview Counts",
        aggregator=None,
        help="An interview held after its date and before the état des lieux counts.",
    )
    strict_amount = fields.Monetary(
        string="Strict Reading",
        aggregator=None,
        help="An interview held after its date does not count. No court has settled "
        "it; the settings say which reading the amount follows.",
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

    @api.depends("company_id.entretien_concern")
    def _compute_to_confirm(self):
        for row in self:
            concern = row.company_id.sudo().entretien_concern
            row.to_confirm = concern == "undecided"

    @api.depends("entretien_id")
    def _compute_cycle(self):
        for row in self:
            row.cycle = "held" if row.entretien_id else "running"

    @api.model
    def get_to_confirm(self):
        """The ticked companies on which HR has not decided, and what is proposed.

        :return: dicts of ``id``, ``name``, ``text`` and ``current``: whether it is the
            one that the settings open on
        :raises AccessError: the user is not HR
        """
        self.check_access("read")
        companies = self.env.companies.sudo()
        return [
            {
                "id": company.id,
                "name": company.name,
                "text": company._entretien_proposal(),
                "current": company.id == self.env.company.id,
            }
            for company in companies
            if company.entretien_concern == "undecided"
        ]

    def _failure_record(self):
        """The état des lieux held, or the employee while the cycle runs."""
        return self.entretien_id or self.employee_id
