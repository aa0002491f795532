from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ...schedule import Timeline
from ..decision.hr_entretien_previous import PREVIOUS
from ..planning.hr_entretien_meeting_mixin import PLAN_FIELDS
from ..privacy.readable import typed_text
from ..proof.hr_entretien_file import INTERVIEW_ROLES
from ..proof.ir_actions_report import INTERVIEW_WORDS
from ..selection_labels import selection_label, selection_labels
from ..window import open_dialog, open_record
from .entretien_joint import join_saved
from .entretien_occasions import OCCASION_FLAGS
from .entretien_states import (
    COUNTED_STATES,
    GIVEN_UP_STATES,
    HELD_STATES,
    LEGAL_MOTIFS,
    LEGAL_OPEN,
    LOCKED_STATES,
    MOTIFS,
    OFFERED_MOTIFS,
    OPEN_STATES,
    RUNNING_STATES,
    TAKEN_UP,
)
from .entretien_steps import HR_OR_MOOT, LEADER, STEPS
from .hr_entretien_content_mixin import INFORMATION
from .hr_entretien_rights_mixin import EMPLOYEE_FIELDS

# What happened on a day that people say.
PAST_DAYS = (
    "date_held",
    "date_declined",
    "date_copy_delivered",
    *INFORMATION,
)
PRECOMPUTED = {"store": True, "precompute": True}
# What an interview names is archived, not deleted: it would say something else.
EMPLOYEE_COPY = {
    "compute": "_compute_employee_copies",
    "ondelete": "restrict",
    **PRECOMPUTED,
}
# What is due, together: it follows the employee's facts while it is to plan.
DUE = {"compute": "_compute_due", "readonly": False, "copy": False, **PRECOMPUTED}
# What it carries adds questions, and an état des lieux.
CARRIED = (*OCCASION_FLAGS.values(), "return_kind")


class HrEntretien(models.Model):
    """One entretien professionnel: why and when it is due, what was said, what follows.

    It does not evaluate the work. Who may do what (checked here and by record rules):

    * HR officer: everything in their companies, except deleting what was planned
      and changing what is closed (they reopen it, with a reason);
    * interviewer and managers above the employee: plan, fill, hold, close; no HR note;
    * employee: reads their own once it is held, comments until it is closed;
    * anybody else, system administrator included: nothing.

    Columns such as ``manager_id`` are copies: they survive the manager's departure, and
    a manager who is not HR may not read them on the employee. What is said in it, what
    is to be done next, its meeting and its document are the mixins of those names; its
    steps are ``entretien_steps``.
    """

    _name = "hr.entretien"
    _description = "Professional Interview"
    _inherit = [
        "hr.entretien.thread.mixin",
        "hr.entretien.rights.mixin",
        "hr.entretien.todo.mixin",
        "hr.entretien.content.mixin",
        "hr.entretien.figures.mixin",
        "hr.entretien.technical.mixin",
        "hr.entretien.meeting.mixin",
        "hr.entretien.document.mixin",
    ]
    _order = "date_due desc, date_held desc, id desc"
    _rec_names_search = ["employee_id"]
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", index=True, **PRECOMPUTED
    )
    department_id = fields.Many2one("hr.department", index=True, **EMPLOYEE_COPY)
    job_id = fields.Many2one("hr.job", **EMPLOYEE_COPY)
    seniority_date = fields.Date(
        string="Seniority Since", compute="_compute_seniority_date", **PRECOMPUTED
    )
    seniority_label = fields.Char("Seniority", compute="_compute_seniority_label")
    manager_id = fields.Many2one(
        "hr.employee",
        compute="_compute_manager_id",
        **PRECOMPUTED,
        index=True,
        help="The employee's manager; the last one known once they have left.",
    )
    interviewer_id = fields.Many2one(
        "hr.employee",
        compute="_compute_interviewer_id",
        **PRECOMPUTED,
        readonly=False,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="The manager (N+1), the manager above (N+2) or HR.",
    )
    motif = fields.Selection(
        [(code, motif.label) for code, motif in MOTIFS.items()],
        string="Type",
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
        string="Mid-Career Section",
        tracking=True,
        help="After the mid-career medical visit: adaptation of the job, prevention of "
        "wear, training, mobility. Never a diagnosis.",
    )
    with_end_career = fields.Boolean(
        string="End-of-Career Section",
        tracking=True,
        help="In the two years before the 60th birthday: staying in work, part-time, "
        "retraite progressive.",
    )
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
        group_expand=lambda self, states, domain: list(RUNNING_STATES),
    )
    date_due = fields.Date(string="Due Date", index=True, tracking=True, **DUE)
    date_limit = fields.Date(string="Deadline", index=True, **DUE)
    reason_data = fields.Json(string="Reasons", **DUE)
    deadline_told = fields.Date(
        copy=False,
        readonly=True,
        help="The due date that the interviewer's activity was last set to.",
    )
    regime_id = fields.Many2one(
        "hr.entretien.regime",
        string="Law",
        compute="_compute_regime_id",
        **PRECOMPUTED,
        help="The law the interview is held under; it gives the document its name.",
    )
    date_held = fields.Date(string="Held On", tracking=True, copy=False, index=True)
    date_copy_delivered = fields.Date(
        string="Copy Handed Over On", tracking=True, copy=False
    )
    date_sort = fields.Date(
        string="Date",
        compute="_compute_date_sort",
        **PRECOMPUTED,
        help="Where it stands on a timeline: held, declined, planned or due.",
    )
    date_declined = fields.Date(string="Declined On", tracking=True, copy=False)
    declined_how = fields.Selection(
        [
            ("letter", "Declined by letter"),
            ("mail", "Declined by e-mail"),
            ("oral", "Declined by word of mouth"),
        ],
        string="How It Was Declined",
        readonly=True,
        copy=False,
        help="After an absence, how the offer was declined; elsewhere a refusal is in "
        "writing. By word of mouth it meets that return and moves no other date.",
    )
    no_show_count = fields.Integer(
        string="No-Shows",
        copy=False,
        readonly=True,
        help="How many times the employee did not come; it meets no obligation.",
    )
    motive = fields.Text(
        string="Why Declined, Cancelled or Reopened", tracking=True, copy=False
    )
    warned_of = fields.Char(
        copy=False,
        readonly=True,
        help="What the interviewer of a planned interview was last notified of as due.",
    )
    employee_comment = fields.Text(string="Employee's Comment")
    hr_note = fields.Text(string="HR Note", groups="hr.group_hr_user")

    souhait_ids = fields.One2many("hr.entretien.souhait", "entretien_id", "Wishes")
    besoin_ids = fields.One2many("hr.entretien.besoin", "entretien_id", string="Needs")
    action_ids = fields.One2many("hr.entretien.action", "entretien_id", "Actions")
    file_ids = fields.One2many(
        "hr.entretien.file", "entretien_id", string="Documents", copy=False
    )
    proof_ids = fields.One2many(
        "hr.entretien.proof", "entretien_id", string="Proof File", copy=False
    )
    signature_ids = fields.One2many(
        "hr.entretien.signature", "entretien_id", string="Signatures", copy=False
    )
    entretien_message_ids = fields.One2many(
        "hr.entretien.message",
        "entretien_id",
        string="Messages of the Interview",
        groups="hr.group_hr_user",
    )
    link_ids = fields.One2many(
        "hr.entretien.link", "entretien_id", string="Links", groups="hr.group_hr_user"
    )
    preparation_id = fields.Many2one(
        "hr.entretien.preparation", copy=False, readonly=True
    )
    # By it what a change brings finds them together, not interview by interview.
    preparation_ids = fields.One2many(
        "hr.entretien.preparation",
        "entretien_id",
        string="Preparations",
        groups=fields.NO_ACCESS,
    )

    # The company's questions: while it is to plan it follows the company's grid for its
    # motif, unless another one is chosen; once planned it keeps a version of all that
    # apply, see ``hr.entretien.grille``.
    grille_id = fields.Many2one(
        "hr.entretien.grille",
        string="Interview Form",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        help="Empty: the company's form for its type, when the interview is planned.",
    )
    grille_version_id = fields.Many2one(
        "hr.entretien.grille.version",
        string="Interview Form as It Was",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    grille_introduction = fields.Html(related="grille_version_id.introduction")
    questions = fields.Properties(
        "Company's Questions",
        definition="grille_version_id.interviewer_definition",
        copy=False,
    )

    bilan_ids = fields.One2many("hr.entretien.bilan", "entretien_id", "États des Lieux")
    bilan_id = fields.Many2one(
        "hr.entretien.bilan",
        string="État des Lieux",
        compute="_compute_bilan_id",
        store=True,
        index="btree_not_null",
        help="Kept, and empty, when the interview no longer carries one.",
    )
    can_read_bilan = fields.Boolean(compute="_compute_can_read_bilan")

    _one_open_periodic = models.UniqueIndex(
        f"(employee_id) WHERE state IN {OPEN_STATES} AND motif IN {LEGAL_MOTIFS}",
        "This employee already has an interview to plan or planned.",
    )
    _held_has_date = models.Constraint(
        f"CHECK (state NOT IN {HELD_STATES} OR date_held IS NOT NULL)",
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
    _oral_on_return = models.Constraint(
        f"CHECK (declined_how IS DISTINCT FROM 'oral' OR motif IN {OFFERED_MOTIFS})",
        "Only what is offered around an absence may be declined by word of mouth.",
    )

    @api.depends("employee_id.name", "motif", "with_bilan", "date_held", "date_planned")
    @api.depends_context("lang", "uid")
    def _compute_display_name(self):
        """Who is in charge of a line, and reads no more, does not learn the motif."""
        motifs = selection_labels(self, "motif")
        for entretien in self:
            day = entretien.date_held or entretien.date_planned or entretien.date_due
            parts = [entretien.sudo().employee_id.name, motifs.get(entretien.motif)]
            parts.append(day and format_date(self.env, day))
            entretien.display_name = " – ".join(filter(None, parts))
        # After all was read: rules bring what they read into the cache of everybody.
        user, stored = self.env.user, self.filtered("id")
        if user._is_superuser():
            return
        if self._user_is_hr():
            theirs = user.sudo().company_ids
            stored = stored.filtered(lambda item: item.sudo().company_id not in theirs)
        for entretien in stored - stored._accessible_to(user, "read"):
            entretien.display_name = self.env._("Entretien professionnel")

    def _copied_from(self):
        """The employee, while the interview is open; then it stays as it was."""
        kept = self._origin and self.state not in OPEN_STATES
        return self if kept else self.employee_id.sudo()

    @api.depends("employee_id.company_id")
    def _compute_company_id(self):
        """Apart from the other copies: laws, texts and documents hang on it."""
        for entretien in self:
            entretien.company_id = entretien._copied_from().company_id

    @api.depends("employee_id.department_id", "employee_id.job_id")
    def _compute_employee_copies(self):
        for entretien in self:
            source = entretien._copied_from()
            entretien.department_id = source.department_id
            entretien.job_id = source.job_id

    @api.depends("employee_id.entretien_start_date")
    def _compute_seniority_date(self):
        """Apart from the other copies: start dates move by thousands."""
        for entretien in self:
            source = entretien._copied_from()
            since = "seniority_date" if source == entretien else "entretien_start_date"
            entretien.seniority_date = source[since]

    @api.depends("seniority_date", "date_held")
    @api.depends_context("lang")
    def _compute_seniority_label(self):
        words, today = self.env[INTERVIEW_WORDS], fields.Date.context_today(self)
        for entretien in self:
            start, day = entretien.seniority_date, entretien.date_held or today
            entretien.seniority_label = (
                start and start <= day and words._span(start, day)
            )

    @api.depends("employee_id.parent_id")
    def _compute_manager_id(self):
        """The present manager: archived, they empty the employee's field, not ours."""
        for entretien in self:
            manager = entretien.employee_id.sudo().parent_id
            entretien.manager_id = manager or entretien.manager_id

    @api.depends("manager_id")
    def _compute_interviewer_id(self):
        """Proposed once, until it is planned: who was chosen stays, and nobody gets a
        meeting without being notified (``hr.entretien.interviewer`` hands it over)."""
        interviewers = self.env["hr.entretien.interviewer"]
        for entretien in self:
            over = entretien._origin and entretien.state != "to_plan"
            entretien.interviewer_id = entretien.interviewer_id or (
                not over and interviewers._proposed(entretien)
            )

    @api.depends("date_held", "date_due")
    def _compute_regime_id(self):
        """The law of the day, whatever the company chose of its delays; a closed
        interview keeps that it was held under."""
        regimes = self.env["hr.entretien.regime"].sudo()
        regimes = regimes.search_fetch(Domain.TRUE, ["code"])
        laws = regimes._laws()
        by_code = {regime.code: regime for regime in regimes}
        timeline = Timeline(laws) if laws else None
        today = fields.Date.context_today(self)
        for entretien in self:
            kept = entretien.state == "closed" and entretien.regime_id
            day = entretien.date_held or max(entretien.date_due or today, today)
            entretien.regime_id = kept or (timeline and by_code[timeline.at(day).code])

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

    @api.depends("bilan_ids")
    def _compute_bilan_id(self):
        for entretien in self:
            entretien.bilan_id = entretien.bilan_ids[:1]

    @api.depends("bilan_id.date_frozen", "with_bilan", "state")
    @api.depends_context("uid")
    def _compute_can_read_bilan(self):
        """Who leads the interview; the employee, once it is handed over to them."""
        read = self.bilan_id._filtered_access("read")
        for entretien in self:
            shown = entretien.with_bilan and entretien.bilan_id in read
            given_up = entretien.state in GIVEN_UP_STATES
            entretien.can_read_bilan = shown and not given_up

    @api.onchange("employee_id")
    def _onchange_employee_id(self):
        """Written by hand it is on request, unless something is due to the employee
        that no other open interview is for."""
        employee, today = self.employee_id.sudo(), fields.Date.context_today(self)
        if self._origin or not employee or "default_motif" in self.env.context:
            return
        carried = employee.entretien_ids.filtered_domain(LEGAL_OPEN)
        due = employee.filtered_domain(employee._entretien_due_domain(today))
        self.motif = not carried and due.entretien_next_motif or "on_request"

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
                    self.env._("Nobody conducts an interview with themselves.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_readable(vals)
            self._check_slot_values(vals)
        self._check_create(vals_list)
        previous = self.env["hr.entretien.previous"]
        entretiens = super().create([previous._without(vals) for vals in vals_list])
        for entretien, vals in zip(entretiens, vals_list, strict=True):
            if vals.get("interviewer_id"):
                self.env["hr.entretien.interviewer"]._check_choice(entretien)
        planned = entretiens.filtered(lambda item: item.state == "planned")
        self.env["calendar.event"]._entretien_sync(planned)
        entretiens._ensure_grille_version()
        previous._write_lines(entretiens, vals_list)
        self.env["hr.entretien.bilan"]._open(entretiens)
        # History is entered by hundreds: its lines come when somebody asks.
        opened = entretiens.filtered(lambda item: item.state in OPEN_STATES)
        opened.bilan_id._fill()
        # The other copies are precomputed; these a manager may not read.
        entretiens.sudo().mapped("employee_category")
        return entretiens

    def write(self, vals):
        self._check_readable(vals)
        self._check_slot_values(vals)
        previous = self.env["hr.entretien.previous"]
        sent = PREVIOUS.keys() & vals.keys()
        values = previous._without(vals) if sent else vals
        if values:
            # Before anything is read with the server's rights, and kept in memory.
            self._check_write(values)
        if sent:
            previous._write_lines(self, [vals] * len(self))
        if not values:
            return True
        commented = not self.env.su and EMPLOYEE_FIELDS & values.keys()
        if commented and (own := self._own_held()):
            # The record rules give them no writing on their own interview.
            own._write_own_comment(values["employee_comment"])
            own.write({key: values[key] for key in values.keys() - EMPLOYEE_FIELDS})
            return (self - own).write(values)
        grilles = self.env["hr.entretien.grille"]
        before = self._plan_facts() if values.keys() & PLAN_FIELDS else {}
        carried = any(values.get(name) for name in CARRIED)
        occasions = {item: grilles._occasions(item) for item in self if carried}
        super().write(values)
        if before:
            self._follow_state(before)
            self._follow_plan(before)
        if occasions or values.get("state") in TAKEN_UP:
            self._ensure_grille_version()
        if occasions:
            grilles._join_occasions(occasions)
        self.env["hr.entretien.bilan"]._follow_interviews(self, values)
        if values.keys() & {"state", "interviewer_id"}:
            self.env["hr.entretien.decision.mixin"]._sync_decided(self)
        return True

    def web_save(self, vals, specification, next_id=None):
        """Two people may fill the same form: see ``entretien_joint``."""
        self._check_readable(vals)
        vals = join_saved(self, vals)
        return super().web_save(vals, specification, next_id=next_id)

    def _follow_state(self, before):
        """What hangs on the state, and not on every change of it.

        :param dict before: what ``_plan_facts`` said
        """
        were = {key: facts.state for key, facts in before.items()}
        changed = self.sudo().filtered(lambda item: item.state != were[item.id])
        counted = changed.filtered(
            lambda item: (
                item.with_bilan
                or (item.state in COUNTED_STATES) != (were[item.id] in COUNTED_STATES)
            )
        )
        # The dates of the employee follow from the day of what counts.
        counted.modified(["date_held"])
        opened = changed.filtered(lambda item: item.state in OPEN_STATES)
        opened._follow_due()
        taken_up = changed.filtered(
            lambda item: (
                were[item.id] not in OPEN_STATES and item.state not in LOCKED_STATES
            )
        )
        # Copied anew, as of an employee who was just chosen.
        taken_up.modified(["employee_id"])
        if given_up := changed.filtered(lambda item: item.state == "cancelled"):
            # Another one may be opened before all is written: one alone is allowed.
            given_up.flush_recordset(["state"])
            given_up.link_ids._revoke()
        # To plan again its facts may have changed; given up, another one may be due.
        free = changed.filtered(lambda item: item.state in ("to_plan", "cancelled"))
        staying = free.filtered(lambda item: not item.date_left)
        self.env["hr.entretien.night"]._open_after_commit(staying.employee_id)

    # -- what a step is made of, see ``entretien_steps`` -------------------------------

    def _check_step(self, code):
        """The user may take it, a key of ``STEPS``, and the interviews are where it
        starts."""
        step = STEPS[code]
        moot = step.who == HR_OR_MOOT and all(item.is_moot for item in self)
        if step.who != LEADER and not moot:
            self._check_hr()
        self._check_lead()
        for entretien in self.filtered(lambda item: item.state not in step.states):
            raise UserError(
                self.env._(
                    "%(name)s is “%(state)s”: this step is not possible.",
                    name=entretien.display_name,
                    state=selection_label(entretien, "state"),
                )
            )

    def _take_step(self, code, values=None, note=None, **proof):
        """Take a step that was checked: the state is not writable otherwise.

        :param dict values: written beside those of the table
        :param note: of the line of proof, as the others: see ``_add_proof``
        """
        step = STEPS[code]
        values = {**step.values, **(values or {})}
        if step.to:
            values["state"] = step.to
        self.sudo(False)._check_readable(values)
        if step.motive and not typed_text(values.get("motive", note)):
            raise UserError(self.env._("Say why."))
        if step.calls_off:
            ahead = self.filtered(lambda item: item._is_ahead())
            ahead._notify_off(step.calls_off)
        if step.withdraws:
            # They stay, marked.
            if signatures := self._valid_signatures():
                signatures.write({"void": True, "void_reason": note})
            files = self.sudo().file_ids.filtered(lambda x: x.role in INTERVIEW_ROLES)
            files.filtered(lambda item: not item.superseded).superseded = True
        if values:
            self.sudo().write(values)
        if step.proof:
            self._add_proof(step.proof, note=note, **proof)

    def _after_step(self, code):
        """What follows a step of ``STEPS``; other add-ons extend it."""
        for effect in STEPS[code].then:
            model, _colon, name = effect.rpartition(":")
            if model:
                getattr(self.env[model], name)(self)
            else:
                getattr(self, name)()

    def _check_lead(self):
        self.check_access("read")
        if self - self._led_by_user():
            raise AccessError(
                self.env._(
                    "Only HR, the interviewer and the managers above the employee may "
                    "do this."
                )
            )

    def _check_hr(self):
        if not (self.env.su or self._user_is_hr()):
            raise AccessError(self.env._("Only HR may do this."))

    def _ask_step(self, window, title, **values):
        """Open a small window about one interview, before the step is taken."""
        self.ensure_one()
        model = f"hr.entretien.{window}"
        return open_dialog(model, title, entretien_id=self.id, **values)

    def _ask_motive(self, kind):
        """Open the small window that asks why."""
        declined = kind == "decline" and self.env._("The employee declines")
        return open_dialog(
            "hr.entretien.motive",
            declined or self.env._("Why?"),
            entretien_ids=self.ids,
            kind=kind,
            seen=self._states_seen(),
        )

    def _states_seen(self):
        """Where these interviews stand, to be compared with where they stand later."""
        return ",".join(f"{item.id} {item.state}" for item in self.sorted("id"))

    # -- held, or not ------------------------------------------------------------------

    def action_mark_held(self):
        """The interview took place: on its planned day, or today."""
        self._check_step("mark_held")
        for entretien in self:
            day = entretien.date_held or entretien._planned_day()
            entretien._take_step("mark_held", {"date_held": day}, day=day)
        self._after_step("mark_held")

    def _planned_day(self):
        """The planned day where the employee lives, never later than today."""
        today = fields.Date.context_today(self)
        planned = self.date_planned
        return min(planned and self.employee_id._entretien_day(planned) or today, today)

    def _read_day(self, day):
        """:param day: what was sent for a date, over RPC; nothing at all is None"""
        try:
            return fields.Date.to_date(day) if day else None
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("This is not a date: %s", day)) from error

    def action_no_show(self, day=None, note=None):
        """The employee did not come: it is to plan again; without a day, ask for it.

        It meets nothing in law (no date of the employee moves): a second invitation is
        due.

        :param date day: the day they were expected
        :param str note: what is known of it
        """
        self._check_step("no_show")
        if not day:
            title = self.env._("The Employee Did Not Come")
            return self._ask_step("no.show", title, day=self._planned_day())
        day = self._read_day(day)
        if day > fields.Date.context_today(self):
            raise UserError(self.env._("Nobody is absent on a day to come."))
        for entretien in self:
            # The interview itself forgets when they were expected.
            speaking = entretien._company_words()
            slot = speaking._slot_text()
            expected = speaking.env._("Expected on %(date)s.", date=slot)
            entretien._take_step(
                "no_show",
                {"no_show_count": entretien.no_show_count + 1},
                note="\n".join(filter(None, (expected, note))),
                day=day,
            )
        self._after_step("no_show")

    def action_decline(self, motive=None, day=None):
        """The employee refuses in writing; without a motive, ask for it.

        The refusal meets the obligation of that date (the employer made the offer): the
        next period runs from its day.

        :param str motive: what the employee wrote
        :param date day: the day of their letter, today by default
        """
        self._check_step("decline")
        if not motive:
            return self._ask_motive("decline")
        self._decline(motive, self._read_day(day))

    def _decline(self, motive, day=None, attachments=None, how=None):
        """See ``action_decline``.

        :param attachments: ``ir.attachment``: the employee's letter
        :param str how: around an absence, how they declined what was offered; by word
            of mouth it meets that return alone and starts no period
        """
        day = day or fields.Date.context_today(self)
        offered = self.filtered(lambda item: item.motif in OFFERED_MOTIFS)
        for code, entretiens, way in (
            ("decline", self - offered, False),
            ("decline_offer", offered, how),
        ):
            for entretien in entretiens:
                ways = selection_labels(entretien._company_words(), "declined_how")
                entretien._take_step(
                    code,
                    {"date_declined": day, "declined_how": way, "motive": motive},
                    note=f"{ways[way]}\n{motive}" if way else motive,
                    day=day,
                    attachments=attachments,
                )
            entretiens._after_step(code)

    # -- given up, taken up again ------------------------------------------------------

    def action_cancel(self, motive=None):
        """HR: this interview will not take place; without a motive, ask for it.

        Who conducts it may, too, once another was held in its place. Who expected the
        meeting is written to. What has an état des lieux handed over took place.
        """
        self._check_step("cancel")
        self.sudo().bilan_id._check_not_frozen()
        if not motive:
            return self._ask_motive("cancel")
        self._take_step("cancel", {"motive": motive}, note=motive)
        self._after_step("cancel")

    def action_reopen(self, motive=None):
        """HR: take up again what was closed, declined or cancelled, with a motive."""
        self._check_step("reopen")
        self._check_alone()
        if not motive:
            return self._ask_motive("reopen")
        for entretien in self:
            # What was handed over stays as it was: there will be a next version.
            document = entretien._frozen_file("final")
            values = {"motive": motive, **entretien._prepare_reopen_values()}
            entretien._take_step("reopen", values, note=motive, document=document)
        self._after_step("reopen")

    def _ask_reopened(self):
        """What is to plan again is asked for at once, not at night."""
        self.sudo().filtered(
            lambda item: item.state == "to_plan" and item.employee_id.active
        )._ask_to_plan_again()

    def _check_alone(self):
        """One that would be open again is the only one, as ``_one_open_periodic``."""
        back = self.filtered(
            lambda item: (
                item.motif in LEGAL_MOTIFS
                and item._prepare_reopen_values()["state"] in OPEN_STATES
            )
        )
        theirs = Domain("employee_id", "in", back.employee_id.ids)
        for other in self.sudo().search(theirs & LEGAL_OPEN, limit=1):
            raise UserError(
                self.env._(
                    "Another interview of this employee is open: %(name)s. Cancel it "
                    "first, or use that one.",
                    name=other.display_name,
                )
            )

    def _prepare_reopen_values(self):
        self.ensure_one()
        if self.state == "closed" or self.date_held:
            return {"state": "held", "date_copy_delivered": False}
        return {
            "state": "planned" if self.date_planned else "to_plan",
            "date_declined": False,
            "declined_how": False,
        }

    # -- opened ------------------------------------------------------------------------

    def action_open_form(self):
        """The interview itself, from a line of a list."""
        self.ensure_one()
        return open_record(self)

    def action_open_bilan(self):
        """Its état des lieux, on a screen of its own.

        :raises AccessError: it is not the user's to read
        """
        self.ensure_one()
        self.bilan_id.check_access("read")
        return open_record(self.bilan_id)

    # -- what others ask it ------------------------------------------------------------

    def _cron_entretien(self):
        """See ``hr.entretien.night``."""
        self.env["hr.entretien.night"]._run()

    def _report_lang(self):
        """The language of its documents."""
        return self.employee_id._entretien_lang()

    def _ensure_grille_version(self):
        """Settle the questions of those that are planned or held and have none yet."""
        self.env["hr.entretien.grille"]._settle(self)

    def _ensure_preparation(self):
        """Each interview's preparation, created when it is missing; in sudo."""
        return self.env["hr.entretien.preparation"]._ensure(self)
