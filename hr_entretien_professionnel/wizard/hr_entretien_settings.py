from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..models.company.res_company import EMPLOYEE_TYPES
from ..models.employee.entretien_reason import plan_to_json
from ..schedule import FIRST_YEAR, HEADCOUNT_THRESHOLD

CHOICES = (
    "entretien_rhythm",
    "entretien_agreement_months",
    "entretien_agreement_date",
    "entretien_old_agreement_months",
    "entretien_agreement_will",
    "entretien_bilan_chain",
    "entretien_family_leaves",
    "entretien_illness",
    "entretien_whole_cycle",
    "entretien_horizon_days",
    "entretien_return_days",
    "entretien_suspend_periodic",
    "entretien_notice_days",
    "entretien_gap_days",
    "entretien_responsible_id",
    "entretien_reminder_days",
    "entretien_reminder_max",
    "entretien_link_days",
    "entretien_info_vae",
    "entretien_info_cpf",
    "entretien_info_cep",
    "entretien_concern",
    "entretien_concerned_since",
    "entretien_corrective_amount",
    "entretien_late_counts",
)
# The choices that dates depend on.
SCHEDULING = {
    "entretien_rhythm",
    "entretien_agreement_months",
    "entretien_agreement_date",
    "entretien_old_agreement_months",
    "entretien_agreement_will",
    "entretien_bilan_chain",
    "entretien_family_leaves",
    "entretien_illness",
    "entretien_gap_days",
    "entretien_return_days",
    "entretien_suspend_periodic",
    "entretien_employee_types",
}


class HrEntretienSettings(models.TransientModel):
    """The company's choices, on a screen that HR may open.

    Odoo's general settings are the system administrator's, who has no say here; HR, who
    decides, may not write a company. This screen checks the group and writes for him.
    """

    _name = "hr.entretien.settings"
    _description = "Settings of the Entretiens"

    state = fields.Selection(
        [("edit", "Choices"), ("review", "What Changes")], default="edit", required=True
    )
    employee_count = fields.Integer(readonly=True)
    moved_count = fields.Integer(string="Employees whose dates move", readonly=True)
    overdue_count = fields.Integer(string="Become overdue", readonly=True)
    cured_count = fields.Integer(string="No longer overdue", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    entretien_rhythm = fields.Selection(
        selection="_get_rhythms", string="Rhythm", required=True
    )
    entretien_agreement_months = fields.Integer(string="Period (months)")
    entretien_agreement_date = fields.Date(string="Revised Agreement In Force From")
    entretien_old_agreement_months = fields.Integer(string="Former Period (months)")
    entretien_agreement_will = fields.Selection(
        selection="_get_agreement_wills", string="What the Agreement Wanted"
    )
    entretien_bilan_chain = fields.Selection(
        selection="_get_chains", string="Next État des Lieux", required=True
    )
    entretien_family_leaves = fields.Selection(
        selection="_get_family_leaves",
        string="Présence parentale, solidarité familiale",
        required=True,
    )
    entretien_illness = fields.Selection(
        selection="_get_illness", string="Illness of private origin", required=True
    )
    entretien_whole_cycle = fields.Boolean(
        string="An agreement applies to the whole cycle"
    )
    entretien_horizon_days = fields.Integer(string="Open Entretiens Ahead (days)")
    entretien_return_days = fields.Integer(string="Return Interview Within (days)")
    entretien_suspend_periodic = fields.Boolean(
        string="Suspensions move the periodic entretien too"
    )
    entretien_notice_days = fields.Integer(string="Notice (days)")
    entretien_gap_days = fields.Integer(string="Gap Between Two Contracts (days)")
    entretien_responsible_id = fields.Many2one(
        "res.users",
        string="HR in Charge",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    entretien_reminder_days = fields.Integer(string="Remind Before (days)")
    entretien_reminder_max = fields.Integer(string="Reminders at Most")
    entretien_link_days = fields.Integer(string="Validity of a Link (days)")
    entretien_info_vae = fields.Html(string="VAE")
    entretien_info_cpf = fields.Html(string="CPF and Employer's Top-Up")
    entretien_info_cep = fields.Html(string="CEP")
    headcount_table = fields.Html(compute="_compute_headcount", sanitize=False)
    headcount_proposal = fields.Char(compute="_compute_headcount")
    headcount_decided = fields.Char(compute="_compute_headcount")
    entretien_concern = fields.Selection(
        selection="_get_concerns",
        string="The Company Is",
        required=True,
        help="Decided by HR. Art. L.6323-13 of the Code du travail counts as L.130-1 "
        "of the Code de la sécurité sociale does: the average of each civil year, 50 "
        "or more for five of them in a row; one below, and five are needed again.",
    )
    entretien_concerned_since = fields.Date(
        string="Concerned Since",
        help="An état des lieux held before this day costs nothing.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    entretien_corrective_amount = fields.Monetary(
        string="Abondement Correctif per Employee"
    )
    entretien_late_counts = fields.Boolean(string="An interview held late counts")
    covers_employee = fields.Boolean(string="Employees")
    covers_worker = fields.Boolean(string="Workers")
    covers_student = fields.Boolean(string="Students and Apprentices")
    covers_trainee = fields.Boolean(string="Trainees")
    covers_contractor = fields.Boolean(string="Contractors")
    covers_freelance = fields.Boolean(string="Freelancers")

    @api.model
    def _get_choice_names(self):
        """The fields of the company that this screen changes; an add-on adds its own.

        :rtype: tuple of str
        """
        return CHOICES

    @api.model
    def _get_choices(self, name):
        field = self.env["res.company"]._fields[name]
        return field._description_selection(self.env)

    @api.model
    def _get_rhythms(self):
        return self._get_choices("entretien_rhythm")

    @api.model
    def _get_agreement_wills(self):
        return self._get_choices("entretien_agreement_will")

    @api.model
    def _get_chains(self):
        return self._get_choices("entretien_bilan_chain")

    @api.model
    def _get_family_leaves(self):
        return self._get_choices("entretien_family_leaves")

    @api.model
    def _get_illness(self):
        return self._get_choices("entretien_illness")

    @api.model
    def _get_concerns(self):
        field = self.env["res.company"]._fields["entretien_concern"]
        return field._description_selection(self.env)

    @api.depends("company_id")
    @api.depends_context("lang")
    def _compute_headcount(self):
        """The averages as the contracts have them now: counted when it is asked."""
        headcount = self.env["hr.entretien.headcount"]
        for wizard in self:
            company = wizard._own_company().sudo()
            presences = headcount._presences(company).get(company.id, [])
            years = headcount._averages(presences)
            since = company._entretien_propose_since(presences, years)
            wizard.headcount_table = self._headcount_table(years)
            wizard.headcount_proposal = company._entretien_proposal_text(years, since)
            wizard.headcount_decided = company._entretien_decided_text()

    @api.model
    def _headcount_table(self, years):
        """
        :param dict years: average of each civil year; those that the rule looks at
        """
        shown = {year: each for year, each in years.items() if year >= FIRST_YEAR - 1}
        return shown and self.env["ir.qweb"]._render(
            "hr_entretien_professionnel.headcount_table",
            {"years": shown, "threshold": HEADCOUNT_THRESHOLD},
        )

    @api.onchange("entretien_concern")
    def _onchange_entretien_concern(self):
        """No date but for a company concerned: the one that the averages propose."""
        if self.entretien_concern != "concerned":
            self.entretien_concerned_since = False
        elif not self.entretien_concerned_since:
            company = self._own_company().sudo()
            self.entretien_concerned_since = company.entretien_proposed_since

    @api.model
    def default_get(self, fields):
        # Odoo gives defaults to whoever asks: these are the company's choices.
        self.check_access("create")
        values = super().default_get(fields)
        company = self.env.company.sudo()
        covered = company._entretien_covered_types()
        for name in set(self._get_choice_names()) & set(fields):
            value = company[name]
            values[name] = value.id if isinstance(value, models.BaseModel) else value
        values.update(
            (f"entretien_{name}", text)
            for name, text in company._entretien_info_texts().items()
            if f"entretien_{name}" in fields
        )
        for code in EMPLOYEE_TYPES:
            if f"covers_{code}" in fields:
                values[f"covers_{code}"] = code in covered
        return values

    def action_review(self):
        """Say what the choices would change; apply those that move no date."""
        self.ensure_one()
        changed = self._changed_choices()
        if not SCHEDULING & changed.keys():
            return self.action_apply()
        self.write({"state": "review", **self._preview(changed)})
        return self._reopen()

    def action_open_templates(self):
        """The texts of the mails, that HR may change."""
        self.check_access("write")
        models_told = ("hr.entretien", "hr.entretien.message")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Texts of the Messages"),
            "res_model": "mail.template",
            "view_mode": "list,form",
            "domain": [("model", "in", models_told)],
            "context": {"create": False},
        }

    def action_back(self):
        """Back to the choices, nothing applied."""
        self.state = "edit"
        return self._reopen()

    def action_apply(self):
        """Write the choices; the dates of the company's employees follow at once."""
        self.ensure_one()
        self.company_id.sudo().write(self._changed_choices())
        self.company_id._entretien_update_averages()
        return {"type": "ir.actions.client", "tag": "reload"}

    def _own_company(self):
        """The company of this screen, which whoever opens it may name.

        :raises AccessError: it is not one of the user's
        """
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("These are not the choices of your company."))
        return self.company_id

    def _changed_choices(self):
        """The choices that differ from the company's, checked that they are the user's.

        :rtype: dict of field name of ``res.company`` → value
        """
        self.check_access("write")
        company = self._own_company()
        values = {name: self[name] for name in self._get_choice_names()}
        values["entretien_responsible_id"] = self.entretien_responsible_id.id
        values["entretien_employee_types"] = ",".join(
            code for code in EMPLOYEE_TYPES if self[f"covers_{code}"]
        )
        values.update(company._entretien_info_to_store(values))
        return company.sudo()._entretien_changed_choices(values)

    def _preview(self, changed):
        """Count the dates that would move, without writing any.

        :param dict changed: choices to try
        """
        company = self.company_id.sudo()
        draft = company.new(changed, origin=company)
        draft._check_entretien_agreement()
        draft._check_entretien_delays()
        today = fields.Date.context_today(self)
        employees = self.env["hr.employee"].sudo()
        employees = employees.search([("company_id", "=", company.id)])
        moved = overdue = cured = 0
        for case in self.env["hr.entretien.planner"]._cases(employees, draft):
            employee, plan = case.employee, case.plan()
            dates = plan_to_json(plan)["due"]
            ended = plan.end and plan.end < today
            late = bool(plan.next and not ended and plan.next_limit < today)
            was_late = employee.entretien_status == "overdue"
            moved += self._days(dates) != self._days(employee._entretien_due())
            overdue += late and not was_late
            cured += was_late and not late
        return {
            "moved_count": moved,
            "overdue_count": overdue,
            "cured_count": cured,
            "employee_count": len(employees),
        }

    @api.model
    def _days(self, due):
        """Due dates and deadlines, as a plan stores them."""
        return [(item["kind"], item["target"], item["limit"]) for item in due]

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Settings of the Entretiens"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
