from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date

from .entretien_states import (  # noqa: F401
    DUE_FIELDS,
    HELD_STATES,
    LEGAL_MOTIFS,
    OFFERED_MOTIFS,
    OPEN_STATES,
)

# What happened on a day that people say.
PAST_DAYS = (
    "date_held",
    "date_declined",
    "date_copy_delivered",
    "info_vae_date",
    "info_cpf_date",
    "info_cep_date",
)


class HrEntretien(models.Model):
    """One entretien professionnel: why and when it is due, what was said, what follows.

    It does not evaluate the work. Who may do what (checked here and by record rules):

    * HR officer: everything in his companies, except deleting what was planned and
      changing what is closed (he reopens it, with a reason);
    * interviewer and managers above the employee: plan, fill, hold, close; no HR note;
    * employee: reads his own once it is held, writes his comment until it is closed;
    * anybody else, system administrator included: nothing.

    Columns such as ``manager_id`` are copies: they survive the manager's departure, and
    a manager who is not HR may not read them on the employee.
    """

    _name = "hr.entretien"
    _description = "Entretien professionnel"
    _inherit = [
        "hr.entretien.thread.mixin",
        "hr.entretien.rights.mixin",
        "hr.entretien.todo.mixin",
        "hr.entretien.particular.mixin",
        "hr.entretien.figures.mixin",
        "hr.entretien.joint.mixin",
        "hr.entretien.technical.mixin",
        "hr.entretien.meeting.mixin",
        "hr.entretien.document.mixin",
    ]
    _order = "date_due desc, date_held desc, id desc"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_employee_copies",
        store=True,
        precompute=True,
        index=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_employee_copies",
        store=True,
        precompute=True,
        index=True,
    )
    job_id = fields.Many2one(
        "hr.job",
        compute="_compute_employee_copies",
        store=True,
        precompute=True,
    )
    seniority_date = fields.Date(
        string="Seniority Since",
        compute="_compute_employee_copies",
        store=True,
        precompute=True,
    )
    manager_id = fields.Many2one(
        "hr.employee",
        compute="_compute_manager_id",
        store=True,
        precompute=True,
        index=True,
        help="The employee's manager; the last one known when he has left.",
    )
    interviewer_id = fields.Many2one(
        "hr.employee",
        compute="_compute_interviewer_id",
        store=True,
        precompute=True,
        readonly=False,
        index=True,
        tracking=True,
        help="The manager (N+1), the manager above (N+2) or HR.",
    )
    motif = fields.Selection(
        [
            ("first", "First entretien"),
            ("periodic", "Periodic"),
            ("return", "Return from absence"),
            ("before_leave", "Before a leave"),
            ("mid_career", "Mid-career"),
            ("end_career", "End of career"),
            ("on_request", "On request"),
        ],
        required=True,
        default="periodic",
        tracking=True,
    )
    with_bilan = fields.Boolean(
        string="With État des Lieux",
        tracking=True,
        help="The interview carries the état des lieux récapitulatif.",
    )
    with_mid_career = fields.Boolean(
        string="With Mid-career Section",
        tracking=True,
        help="After the mid-career medical visit: adaptation of the job, prevention of "
        "wear, training, mobility. Never a diagnosis.",
    )
    with_end_career = fields.Boolean(
        string="With End-of-career Section",
        tracking=True,
        help="In the two years before the 60th birthday: keeping in work, part-time, "
        "retraite progressive.",
    )
    mid_career_notes = fields.Text(string="Mid-career: What Was Said")
    end_career_notes = fields.Text(string="End of Career: What Was Said")
    state = fields.Selection(
        [
            ("to_plan", "To Plan"),
            ("planned", "Planned"),
            ("held", "Held"),
            ("closed", "Copy Handed Over"),
            ("declined", "Declined"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="to_plan",
        index=True,
        tracking=True,
        copy=False,
        group_expand="_group_expand_state",
    )
    date_due = fields.Date(
        string="Due Date",
        compute="_compute_due",
        store=True,
        readonly=False,
        index=True,
        tracking=True,
        copy=False,
    )
    date_limit = fields.Date(
        string="Deadline",
        compute="_compute_due",
        store=True,
        readonly=False,
        index=True,
        copy=False,
    )
    reason_data = fields.Json(
        string="Reasons",
        compute="_compute_due",
        store=True,
        readonly=False,
        copy=False,
    )
    deadline_told = fields.Date(
        copy=False,
        help="The due date that the interviewer's activity was last set to.",
    )
    regime_id = fields.Many2one(
        "hr.entretien.regime",
        string="Law",
        compute="_compute_regime_id",
        store=True,
        help="The law the interview is held under; it gives the document its name.",
    )
    date_held = fields.Date(string="Held On", tracking=True, copy=False, index=True)
    date_copy_delivered = fields.Date(
        string="Copy Handed Over On", tracking=True, copy=False
    )
    date_sort = fields.Date(
        string="Date",
        compute="_compute_date_sort",
        store=True,
        help="Where it stands on a timeline: held, declined, planned or due.",
    )
    date_declined = fields.Date(string="Declined On", tracking=True, copy=False)
    motive = fields.Text(
        string="Why Declined, Cancelled or Reopened", tracking=True, copy=False
    )
    warned_of = fields.Char(
        copy=False,
        help="What the interviewer of a planned interview was last told is due now.",
    )

    career = fields.Text(string="Career Stages", help="Jobs, experience, training.")
    job_notes = fields.Text(string="Present Job")
    skills_used = fields.Text(string="Skills Used in the Job")
    skills_to_develop = fields.Text(string="Skills to Update or Develop")
    difficulties = fields.Text(string="Difficulties Met")
    prospects = fields.Text(string="Career Prospects")
    souhait_ids = fields.One2many(
        "hr.entretien.souhait", "entretien_id", string="Wishes"
    )
    besoin_ids = fields.One2many("hr.entretien.besoin", "entretien_id", string="Needs")
    action_ids = fields.One2many(
        "hr.entretien.action", "entretien_id", string="Actions"
    )
    info_vae = fields.Html(string="VAE: Text", compute="_compute_infos", store=True)
    info_cpf = fields.Html(string="CPF: Text", compute="_compute_infos", store=True)
    info_cep = fields.Html(string="CEP: Text", compute="_compute_infos", store=True)
    info_vae_date = fields.Date(string="VAE: Given On", copy=False)
    info_cpf_date = fields.Date(string="CPF: Given On", copy=False)
    info_cep_date = fields.Date(string="CEP: Given On", copy=False)
    conclusion = fields.Text()
    interviewer_comment = fields.Text(string="Interviewer's Comment")
    employee_comment = fields.Text(string="Employee's Comment")
    hr_note = fields.Text(string="HR Note", groups="hr.group_hr_user")

    _one_open_periodic = models.UniqueIndex(
        "(employee_id) WHERE state IN ('to_plan', 'planned') AND motif != 'on_request'",
        "This employee already has an entretien to plan or planned.",
    )
    _held_has_date = models.Constraint(
        "CHECK (state NOT IN ('held', 'closed') OR date_held IS NOT NULL)",
        "An interview that was held needs the day it was held on.",
    )
    _planned_has_date = models.Constraint(
        "CHECK (state != 'planned' OR date_planned IS NOT NULL)",
        "A planned interview needs its date.",
    )
    _declined_has_date = models.Constraint(
        "CHECK (state != 'declined' OR date_declined IS NOT NULL)",
        "A refusal needs the day it was written on.",
    )
    _copy_after_held = models.Constraint(
        "CHECK (date_copy_delivered IS NULL OR date_copy_delivered >= date_held)",
        "The copy cannot be handed over before the interview is held.",
    )

    @api.model
    def _group_expand_state(self, states, domain):
        return ["to_plan", "planned", "held", "closed"]

    @api.depends(
        "state",
        "employee_id.company_id",
        "employee_id.department_id",
        "employee_id.job_id",
        "employee_id.entretien_start_date",
    )
    def _compute_employee_copies(self):
        """Follow the employee while the interview is open, then stay as it was."""
        for entretien in self:
            employee = entretien.employee_id.sudo()
            if entretien.company_id and entretien.state not in OPEN_STATES:
                entretien.update(
                    {
                        name: entretien[name]
                        for name in (
                            "company_id",
                            "department_id",
                            "job_id",
                            "seniority_date",
                        )
                    }
                )
                continue
            entretien.company_id = employee.company_id
            entretien.department_id = employee.department_id
            entretien.job_id = employee.job_id
            entretien.seniority_date = employee.entretien_start_date

    @api.depends("employee_id.entretien_plan")
    def _compute_due(self):
        """An interview to plan follows its employee's facts at once; others stay.

        One that is planned is nobody's to move; but nothing makes it due any more once
        another was held in its place.

        What it carries, which depends on the day too, is mended by the nightly action.
        """
        today = fields.Date.context_today(self)
        following = self.filtered(lambda item: item.state in OPEN_STATES).employee_id
        due = self.env["hr.entretien.planner"]._due_values(following.sudo(), today)
        for entretien in self:
            entretien.update(entretien._current_due(due, today))

    def _current_due(self, due, today):
        """What is due, by name of the field.

        :param dict due: what is due to each employee, see the planner
        """
        self.ensure_one()
        employee, planned = self.employee_id.sudo(), self.state == "planned"
        if employee and self.motif in LEGAL_MOTIFS:
            if planned and self._is_met_otherwise(today):
                return dict.fromkeys(DUE_FIELDS, False)
            if self.state == "to_plan" or planned and not self.date_due:
                return {name: due[employee._origin.id][name] for name in DUE_FIELDS}
        return {name: self[name] for name in DUE_FIELDS}

    def _is_met_otherwise(self, today):
        """Another interview was held since this one was opened, and the next is far."""
        self.ensure_one()
        employee = self.employee_id.sudo()
        soon = employee.filtered_domain(employee._entretien_due_domain(today))
        return not soon and bool(self._held_instead())

    def _held_instead(self):
        """The last interview held or entered since this one was opened, in sudo."""
        self.ensure_one()
        this = self._origin.sudo()
        if not this:
            return this
        opened = this.create_date.date()
        return this.employee_id.entretien_ids.filtered(
            lambda item: (
                item != this
                and item.state in ("held", "closed")
                and (item.id > this.id or item.date_held >= opened)
            )
        ).sorted("date_held")[-1:]

    @api.depends("employee_id.parent_id")
    def _compute_manager_id(self):
        """The present manager: archiving him empties the employee's field, not ours."""
        for entretien in self:
            manager = entretien.employee_id.sudo().parent_id
            entretien.manager_id = manager or entretien.manager_id

    @api.depends("manager_id")
    def _compute_interviewer_id(self):
        """Proposed once, until it is planned: who was chosen stays, and nobody gets a
        meeting without being told (``hr.entretien.interviewer`` hands it over)."""
        interviewers = self.env["hr.entretien.interviewer"]
        for entretien in self:
            over = entretien._origin and entretien.state != "to_plan"
            entretien.interviewer_id = entretien.interviewer_id or (
                not over and interviewers._proposed(entretien)
            )

    @api.depends(
        "date_held",
        "date_due",
        "company_id.entretien_rhythm",
        "company_id.entretien_agreement_date",
        "company_id.entretien_agreement_will",
    )
    def _compute_regime_id(self):
        """The law of the day; a closed interview keeps that it was held under."""
        regimes = self.env["hr.entretien.regime"].sudo().search(fields.Domain.TRUE)
        laws = regimes._laws()
        by_code = {regime.code: regime for regime in regimes}
        today = fields.Date.context_today(self)
        for company, entretiens in self.grouped("company_id").items():
            timeline = company._entretien_timeline(laws) if company else None
            for entretien in entretiens:
                if entretien.state == "closed" and entretien.regime_id:
                    entretien.regime_id = entretien.regime_id
                    continue
                day = entretien.date_held or max(entretien.date_due or today, today)
                regime = timeline and by_code.get(timeline.at(day).code)
                entretien.regime_id = regime

    @api.depends(
        "state",
        "company_id.entretien_info_vae",
        "company_id.entretien_info_cpf",
        "company_id.entretien_info_cep",
    )
    def _compute_infos(self):
        """The company's texts, as they are until the interview is held."""
        texts = {item: item._entretien_info_texts() for item in self.company_id}
        for entretien in self:
            for name, text in texts.get(entretien.company_id, {}).items():
                held = entretien.state not in OPEN_STATES and entretien[name]
                entretien[name] = held or text

    @api.depends("date_held", "date_declined", "date_planned", "date_due")
    def _compute_date_sort(self):
        for entretien in self:
            planned = entretien.date_planned
            entretien.date_sort = (
                entretien.date_held
                or entretien.date_declined
                or (planned and planned.date())
                or entretien.date_due
            )

    @api.constrains("employee_id", *PAST_DAYS)
    def _check_past_days(self):
        days = [
            (entretien.employee_id, entretien[name])
            for entretien in self
            for name in PAST_DAYS
            if entretien[name]
        ]
        self.env["hr.entretien.planner"]._check_past_days(days)

    @api.constrains("employee_id", "interviewer_id")
    def _check_interviewer(self):
        for entretien in self:
            if entretien.sudo().employee_id._entretien_is(entretien.interviewer_id):
                raise ValidationError(
                    self.env._("Nobody holds the interview with himself.")
                )

    # -- the nightly update ------------------------------------------------------------

    @api.model
    def _cron_entretien(self):
        """See ``hr.entretien.night``."""
        self.env["hr.entretien.night"]._run()

    def _warning_note(self, today):
        """What changed for a planned interview, in the language of the environment."""
        self.ensure_one()
        if self.is_moot:
            return self.env._("%(reason)s Keep it, or cancel it.", reason=self.reason)
        vals = self.employee_id._entretien_due_values(today)
        if not vals["date_due"]:
            return self.env._("Nothing is due any more for this employee.")
        note = self.env._(
            "The interview is now due on %(date)s.",
            date=format_date(self.env, vals["date_due"]),
        )
        sections = {
            "with_bilan": self.env._("the état des lieux"),
            "with_mid_career": self.env._("the mid-career section"),
            "with_end_career": self.env._("the end-of-career section"),
        }
        if any(vals[flag] and not self[flag] for flag in sections):
            carried = (text for flag, text in sections.items() if vals[flag])
            note += " " + self.env._(
                "It should also carry: %(sections)s.", sections=", ".join(carried)
            )
        return note
