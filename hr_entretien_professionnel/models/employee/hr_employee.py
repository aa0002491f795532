from datetime import timedelta

import pytz

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import email_normalize
from odoo.tools.misc import format_date

from ..bulk import write_rows
from ..interview.entretien_occasions import OCCASION_FLAGS
from ..interview.entretien_states import HELD_STATES, OPEN_STATES
from ..message.message_kinds import WITHOUT_ADDRESS
from ..planning.entretien_clock import local, moment_at
from ..selection_labels import selection_of
from ..state_domains import compute_states, search_flag, search_states, states_sql
from ..window import open_action, open_dialog, open_record, open_window
from .entretien_reason import block_sentence, digest_of, plan_to_json, reasons_text
from .hr_entretien_hire_notice import TOLD_KINDS

HR = "hr.group_hr_user"
# Who reads a card for something else does not fetch these with it: see ``prefetch``.
APART = {"store": True, "groups": HR, "prefetch": "entretien"}
# What the engine answers.
PLANNED = {"compute": "_compute_entretien_plan", **APART}
TOLD = {"compute": "_compute_entretien_told", **APART}
NOT_CONCERNED_CODES = ("excluded", "employee_type")
HAS_PLANNED = Domain("entretien_ids", "any", [("state", "=", "planned")])
# Of the card and its versions, what an interview that opens is made from.
OPENED_FROM = ("name", "company_id", "parent_id", "current_version_id", "active")
OPENED_FROM += ("entretien_start_date", "entretien_category", "user_id")
CAREER = ("date_version", "job_id", "job_title", "department_id", "sex")
# The hour from which people are written to.
MORNING = 8


class HrEmployee(models.Model):
    """The follow-up of an employee's entretiens: what to hold next, by when and why.

    Every field is HR's alone. The dates are stored answers of ``schedule/`` (see
    ``hr.entretien.planner``); the status compares them with today and is therefore
    computed when it is read. ``_entretien_address`` and ``_entretien_user`` say how a
    person is reached: the queue, windows and pages all stand on them.
    """

    _name = "hr.employee"
    _inherit = ["hr.employee", "hr.entretien.copied.mixin"]

    current_version_id = fields.Many2one(compute="_compute_entretien_version")
    entretien_ids = fields.One2many(
        "hr.entretien", "employee_id", string="Interviews", groups=HR
    )
    entretien_seniority_date = fields.Date(
        "Seniority Date (override)",
        groups=HR,
        tracking=True,
        copy=False,
        help="Fill it in when seniority is older than the contract. A legal transfer "
        "(art. L.1224-1) keeps it by law. Another transfer, or a move within the "
        "group, keeps it only when a clause of the contract or of the agreement says "
        "so. Empty: the contracts decide.",
    )
    entretien_seasonal_date = fields.Date(
        "Seniority Date With the Seasonal Contracts",
        compute="_compute_entretien_seasonal",
        groups=HR,
    )
    entretien_seasonal_hint = fields.Char(
        "Seasonal Contracts", compute="_compute_entretien_seasonal", groups=HR
    )
    entretien_absence_ids = fields.One2many(
        "hr.entretien.absence",
        "employee_id",
        string="Absences for the Interviews",
        groups=HR,
    )
    entretien_visit_date = fields.Date(
        "Mid-Career Medical Visit",
        groups=HR,
        tracking=True,
        copy=False,
        help="Day of the visite médicale de mi-carrière (about 45 years old): the "
        "mid-career interview is held within the two months that follow.",
    )
    entretien_excluded = fields.Boolean(
        "Not Followed Up", groups=HR, tracking=True, copy=False
    )
    entretien_excluded_reason = fields.Char(
        "Why Not Followed Up", groups=HR, tracking=True, copy=False
    )

    entretien_plan = fields.Json(
        "Plan of the Interviews",
        **PLANNED,
        help="The engine's whole answer: obligations, their reasons, what was set "
        "aside.",
    )
    entretien_plan_digest = fields.Char(
        "Digest of the Plan", exportable=False, **PLANNED
    )
    entretien_recompute_ids = fields.Many2many(
        "hr.entretien.recompute",
        "hr_entretien_recompute_left",
        "employee_id",
        "recompute_id",
        string="Dates Still to Be Computed",
        groups=HR,
        copy=False,
        exportable=False,
    )
    entretien_block_code = fields.Char("Why There Is No Date (code)", **PLANNED)
    entretien_start_date = fields.Date(
        "Seniority Since",
        **PLANNED,
        help="First day of the unbroken employment that the interviews count from.",
    )
    entretien_hire_date = fields.Date(
        "Hired On",
        **PLANNED,
        help="First day of the present unbroken employment, whatever seniority was "
        "accepted from before.",
    )
    entretien_end_date = fields.Date("Employment Ends", **PLANNED)
    entretien_periodic_date = fields.Date("Next Periodic Interview", **PLANNED)
    entretien_bilan_date = fields.Date("État des Lieux: Due Date", **PLANNED)
    entretien_bilan_limit = fields.Date("État des Lieux: Deadline", **PLANNED)
    entretien_next_date = fields.Date("Next Due Date", index=True, **PLANNED)
    entretien_next_limit = fields.Date(
        "Next Deadline",
        index=True,
        **PLANNED,
        help="The day after which the law is no longer met.",
    )
    entretien_next_motif = fields.Selection(
        selection_of("hr.entretien", "motif"), string="Next Type", **PLANNED
    )
    entretien_next_reason = fields.Char(
        "Why This Date", compute="_compute_entretien_next_reason", groups=HR
    )
    entretien_bilan_reason = fields.Char(
        "Why This État des Lieux", compute="_compute_entretien_next_reason", groups=HR
    )

    entretien_category = fields.Selection(
        [
            ("worker", "Worker"),
            ("clerk", "Clerk"),
            ("technician", "Technician or supervisor"),
            ("manager", "Cadre"),
        ],
        string="Professional Category",
        groups=HR,
        help="The category of the figures given to the CSE: ouvrier, employé, "
        "technicien ou agent de maîtrise, cadre. Empty: counted apart, never guessed.",
    )

    entretien_status = fields.Selection(
        [
            ("overdue", "Overdue"),
            ("due_soon", "Due Soon"),
            ("planned", "Planned"),
            ("up_to_date", "Up to Date"),
            ("not_computable", "Missing Date"),
            ("not_concerned", "Not Concerned"),
        ],
        string="Follow-Up",
        compute="_compute_entretien_status",
        search="_search_entretien_status",
        groups=HR,
    )
    entretien_blocking_reason = fields.Char(
        "Why There Is No Date", compute="_compute_entretien_blocking_reason", groups=HR
    )
    entretien_delay_label = fields.Char(
        "Time Left", compute="_compute_entretien_delay_label", groups=HR
    )
    entretien_delay_state = fields.Selection(
        selection_of("hr.entretien", "delay_state"),
        "Delay",
        compute="_compute_entretien_delay_label",
        groups=HR,
    )
    entretien_bilan_label = fields.Char(
        "État des Lieux: Time Left", compute="_compute_entretien_delay_label", groups=HR
    )

    entretien_hire_proof_ids = fields.One2many(
        "hr.entretien.proof",
        "employee_id",
        string="Information on Hiring",
        domain=[("entretien_id", "=", False)],
        groups=HR,
    )
    entretien_told_date = fields.Date(
        "Informed on Hiring On",
        **TOLD,
        help="The first day on which the employee was informed, for the present "
        "employment, of the interview to come.",
    )
    entretien_told_how = fields.Selection(TOLD_KINDS, string="Informed How", **TOLD)
    entretien_not_told = fields.Boolean(
        "Not Informed on Hiring",
        compute="_compute_entretien_not_told",
        search="_search_entretien_not_told",
        groups=HR,
        help="Hired since the law of 24 October 2025, and nothing proves that the "
        "employee was informed of the interview to come.",
    )

    entretien_timeline = fields.Html(
        "Timeline",
        compute="_compute_entretien_timeline",
        sanitize=False,
        groups=HR,
        help="Interviews held and missed, états des lieux, today, next due dates and "
        "deadlines.",
    )

    entretien_archived_on = fields.Date(
        "Card Archived On",
        groups=HR,
        readonly=True,
        copy=False,
        help="Set when it is: the term of the file does not run from before.",
    )
    entretien_reachable = fields.Boolean(
        "Can Be Invited by E-Mail",
        compute="_compute_entretien_reachable",
        store=True,
        groups=HR,
        help="There is an address to invite them at; else the invitation is a letter.",
    )
    entretien_ways = fields.Json(
        "Addresses and Accounts of the Card",
        compute="_compute_entretien_ways",
        copy=False,
        **APART,
        help="Since when each stands on it, none of them readable: one that is newer "
        "than the invitation does not speak for the employee at once.",
    )

    # Who left, among all: the night looks for what is theirs.
    _entretien_gone = models.Index(
        "(id) WHERE active IS NOT TRUE OR entretien_end_date IS NOT NULL"
    )

    # -- the dates ---------------------------------------------------------------------

    @api.depends("version_ids.date_version", "version_ids.active")
    def _compute_entretien_version(self):
        """As Odoo does, but not for who is archived: their version is that of before,
        and so is all that follows from it. ``write`` asks for it of who is back."""
        self._compute_current_version_id()

    @api.depends(
        "company_id",
        "birthday",
        "entretien_excluded",
        "entretien_seniority_date",
        "entretien_visit_date",
        "current_version_id.departure_date",
        "version_ids.active",
        "version_ids.date_version",
        "version_ids.employee_type",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
        "entretien_ids.date_held",
        "entretien_ids.date_declined",
        "entretien_ids.declined_how",
        "entretien_ids.motif",
        *(f"entretien_ids.{flag}" for flag in OCCASION_FLAGS.values()),
        "entretien_absence_ids.type_id",
        "entretien_absence_ids.date_from",
        "entretien_absence_ids.date_to",
        "entretien_absence_ids.announced_on",
    )
    def _compute_entretien_plan(self):
        """What a fact makes due opens as soon as the fact is committed.

        What moves everybody's dates is done by ``hr.entretien.recompute``.
        """
        cases = list(self.env["hr.entretien.planner"]._cases(self))
        for case in cases:
            case.employee.update(self._entretien_plan_values(case.plan()))
        self._entretien_follow_plans(cases)

    def _entretien_follow_plans(self, cases):
        """Hook: the plans of these employees have just been found, from these cases."""
        known = self._entretien_maybe_with("entretien_ids")
        today, new = fields.Date.context_today(self), self - known
        soon = self._entretien_due_domain(today, new.sudo().company_id)
        due = new.filtered_domain(soon)
        self.env["hr.entretien.night"]._open_after_commit(known | due)

    def _entretien_maybe_with(self, name):
        """Those of them who may have lines of that kind: of who is created in this very
        transaction memory knows, and nothing is looked for."""
        created = self._fields["create_date"]._get_cache(self.env)
        lines = self._fields[name]._get_cache(self.env)
        return self.browse(
            employee_id
            for employee_id in self._ids
            if lines.get(employee_id) != ()
            or created.get(employee_id) != self.env.cr.now()
        )

    def _entretien_plan_values(self, plan):
        """The engine's answer as values of the fields that keep it."""
        blocked, following = plan.blocked, plan.next
        stored = not blocked and plan_to_json(plan)
        return {
            "entretien_plan": stored,
            "entretien_plan_digest": digest_of(stored),
            "entretien_block_code": blocked and blocked.code,
            "entretien_start_date": plan.start,
            "entretien_hire_date": plan.hire,
            "entretien_end_date": plan.end,
            "entretien_periodic_date": plan.periodic and plan.periodic.target,
            "entretien_bilan_date": plan.bilan and plan.bilan.target,
            "entretien_bilan_limit": plan.bilan and plan.bilan.limit,
            "entretien_next_date": following and following.target,
            "entretien_next_limit": plan.next_limit,
            "entretien_next_motif": following and self._entretien_motif(plan),
        }

    def _entretien_store_plans(self, cases):
        """The same for many, in one statement.

        :returns: those whose plan is another one
        """
        rows = {
            case.employee.id: self._entretien_plan_values(case.plan()) for case in cases
        }
        employees = self.browse(rows)
        employees._entretien_keep_plans()
        changed = write_rows(employees, rows)
        hired = Domain("id", "in", changed.get("entretien_hire_date", ()))
        # For the others nothing stored rests on that day.
        informed = employees.search(
            hired & Domain("entretien_hire_proof_ids", "!=", False)
        )
        # Alone: another day of the card may be one that cannot be read.
        informed.fetch(["entretien_hire_date"])
        informed.modified(["entretien_hire_date"])
        return employees.browse(set().union(*changed.values()))

    def _entretien_motif(self, plan):
        """The motif of the next interview: the event it follows, first or periodic.

        An état des lieux is not a motif of its own, it is held in an interview; nor is
        an end-of-career section that another obligation of its window carries.
        """
        own = (due for due in plan.due if not due.reason.figures.get("carried_by"))
        kind = next(own).kind
        if kind != "bilan":
            return kind
        return plan.periodic.kind if plan.periodic else "periodic"

    @api.depends("entretien_plan")
    @api.depends_context("lang")
    def _compute_entretien_next_reason(self):
        names = self.env["hr.entretien.regime"]._reason_names()
        for employee in self:
            due = employee._entretien_due()
            limit = min((item["limit"] for item in due), default=None)
            next_due = [
                item
                for item in due
                if item["target"] == due[0]["target"] or item["limit"] == limit
            ]
            bilans = [item for item in due if item["kind"] == "bilan"]
            employee.entretien_next_reason, employee.entretien_bilan_reason = (
                reasons_text(self.env, [item["reason"] for item in items], names)
                for items in (next_due, bilans)
            )

    def _entretien_due(self):
        """What is due, earliest first, as stored (see ``plan_to_json``)."""
        self.ensure_one()
        return (self.entretien_plan or {}).get("due", [])

    @api.depends(
        "entretien_seniority_date",
        "version_ids.contract_type_id",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
    )
    @api.depends_context("lang")
    def _compute_entretien_seasonal(self):
        """What the seasonal contracts of the past add up to: a hint, never applied."""
        self.entretien_seasonal_date = self.entretien_seasonal_hint = False
        found = self.env["hr.entretien.planner"]._seasonal(self)
        for employee in self:
            days, start = found.get(employee._origin.id) or (0, False)
            if start and start != employee.entretien_seniority_date:
                employee.entretien_seasonal_date = start
                employee.entretien_seasonal_hint = self.env._(
                    "%(days)s days of earlier seasonal contracts add up to seniority "
                    "(art. L.1244-2): they suggest %(date)s as seniority date.",
                    days=days,
                    date=format_date(self.env, start),
                )

    # -- where they stand today --------------------------------------------------------

    @api.depends(
        "active",
        "entretien_block_code",
        "entretien_end_date",
        "entretien_next_date",
        "entretien_next_limit",
        "entretien_ids.state",
        "company_id.entretien_horizon_days",
    )
    def _compute_entretien_status(self):
        """Whose interview is planned is asked for once, with the server's rights."""
        theirs = [("employee_id", "in", self._origin.ids), ("state", "=", "planned")]
        entretiens = self.env["hr.entretien"].sudo()
        [(planned,)] = entretiens._read_group(theirs, [], ["employee_id:recordset"])
        domains = self._entretien_status_domains(Domain("id", "in", planned.ids))
        for employee, status in compute_states(self, domains):
            employee.entretien_status = status

    def _search_entretien_status(self, operator, value):
        return search_states(self._entretien_status_domains(), operator, value)

    def _entretien_status_domains(self, planned=HAS_PLANNED):
        """What each status means today, see ``state_domains``; ``planned`` is the
        domain of who has an interview planned."""
        today = fields.Date.context_today(self)
        return {
            "not_concerned": Domain("entretien_block_code", "in", NOT_CONCERNED_CODES)
            | ~self._entretien_followed_domain(today),
            "not_computable": Domain("entretien_block_code", "!=", False),
            "overdue": Domain("entretien_next_limit", "<", today),
            "planned": planned,
            "due_soon": self._entretien_due_domain(today),
            "up_to_date": Domain.TRUE,
        }

    def _entretien_followed_domain(self, today, path=""):
        """To whom something may be due on a day: neither archived nor past the last day
        of the employment. ``path`` leads to them."""
        gone = Domain(f"{path}entretien_end_date", "<", today)
        return Domain(f"{path}active", "=", True) & ~gone

    def _entretien_due_domain(self, today, companies=None):
        """Next date within the horizon of the employee's company, in sudo: one of those
        given, or any."""
        if companies is None:
            companies = self.env["res.company"].sudo()
            companies = companies.search_fetch(Domain.TRUE, ["entretien_horizon_days"])
        return Domain.OR(
            Domain("company_id", "in", group.ids)
            & Domain("entretien_next_date", "<=", fields.Date.add(today, days=days))
            for days, group in companies.grouped("entretien_horizon_days").items()
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        """Group, count and sum by the status, which changes with the day."""
        if field_expr == "entretien_status":
            self._check_field_access(self._fields[field_expr], "read")
            return states_sql(self, alias, query, self._entretien_status_domains())
        return super()._field_to_sql(alias, field_expr, query)

    @api.depends(
        "active",
        "entretien_block_code",
        "entretien_end_date",
        "entretien_excluded_reason",
        "entretien_absence_ids.date_to",
        "entretien_plan",
    )
    @api.depends_context("lang")
    def _compute_entretien_blocking_reason(self):
        today = fields.Date.context_today(self)
        for employee in self:
            employee.entretien_blocking_reason = block_sentence(employee, today)

    @api.depends(
        "active",
        "entretien_end_date",
        "entretien_next_date",
        "entretien_next_limit",
        "entretien_bilan_date",
        "entretien_bilan_limit",
    )
    @api.depends_context("lang")
    def _compute_entretien_delay_label(self):
        """Nothing is late any more of who left."""
        today = fields.Date.context_today(self)
        label = self.env["hr.entretien"]._delay_label
        dates = ("entretien_next_date", "entretien_next_limit")
        domains = self.env["hr.entretien"]._delay_domains(Domain.TRUE, *dates)
        self.entretien_delay_label = self.entretien_bilan_label = False
        self.entretien_delay_state = False
        followed = self.filtered_domain(self._entretien_followed_domain(today))
        for employee, state in compute_states(followed, domains):
            employee.entretien_delay_state = state
            employee.entretien_delay_label, employee.entretien_bilan_label = (
                limit and label(due, limit, today)
                for due, limit in (
                    (employee.entretien_next_date, employee.entretien_next_limit),
                    (employee.entretien_bilan_date, employee.entretien_bilan_limit),
                )
            )

    @api.depends(
        "active", "entretien_plan", "entretien_ids.state", "entretien_ids.date_planned"
    )
    @api.depends_context("lang")
    def _compute_entretien_timeline(self):
        timeline, qweb = self.env["hr.entretien.timeline"], self.env["ir.qweb"]
        template = "hr_entretien_professionnel.entretien_timeline"
        rows = timeline._rows(self)
        for employee in self:
            drawing = timeline._draw(rows[employee._origin.id])
            employee.entretien_timeline = drawing and qweb._render(
                template, {"timeline": drawing, "folded": True}
            )

    @api.depends(
        "entretien_hire_proof_ids.kind",
        "entretien_hire_proof_ids.date",
        "entretien_hire_date",
        "version_ids.active",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
    )
    def _compute_entretien_told(self):
        notice = self.env["hr.entretien.hire.notice"]
        for employee, line in notice._first_lines(self):
            employee.entretien_told_date = line.date
            employee.entretien_told_how = line.kind

    @api.depends(
        "active", "entretien_hire_date", "entretien_end_date", "entretien_told_date"
    )
    def _compute_entretien_not_told(self):
        domain = self.env["hr.entretien.hire.notice"]._missing_domain()
        for employee, missing in compute_states(self, {True: domain}):
            employee.entretien_not_told = missing

    def _search_entretien_not_told(self, operator, value):
        domain = self.env["hr.entretien.hire.notice"]._missing_domain()
        return search_flag(domain, operator, value)

    # -- written, kept -----------------------------------------------------------------

    @api.constrains("entretien_excluded", "entretien_excluded_reason")
    def _check_entretien_excluded(self):
        for employee in self:
            if employee.entretien_excluded and not employee.entretien_excluded_reason:
                raise ValidationError(
                    self.env._(
                        "Say why %(name)s is not followed up: nobody is left out of "
                        "the interviews without a reason.",
                        name=employee.name,
                    )
                )

    @api.constrains("entretien_seniority_date")
    def _check_entretien_seniority(self):
        """A year mistyped (2062 for 2026) would put off every due date, unseen."""
        today = fields.Date.context_today(self)
        # Of the past nothing is asked: an import writes one by one.
        ahead = self.sudo().filtered(
            lambda who: (who.entretien_seniority_date or today) > today
        )
        for case in self.env["hr.entretien.planner"]._cases(ahead):
            if start := case.begun_before_seniority():
                raise ValidationError(
                    self.env._(
                        "%(date)s is to come, and %(name)s has had a contract since "
                        "%(start)s. Correct the seniority date, or leave it empty: the "
                        "contracts decide.",
                        date=format_date(self.env, case.facts.seniority_override),
                        name=case.employee.name,
                        start=format_date(self.env, start),
                    )
                )

    def _copied_fields(self):
        """Ours alone: what others compute is theirs to open; and what says since when,
        which would prove nothing once dated back."""
        copied = super()._copied_fields()
        ours = {name for name in copied if name.startswith("entretien_")}
        return frozenset(ours | {"entretien_ways"})

    def write(self, vals):
        moved = self.browse()
        if "active" in vals:
            # A feed that archives who is archived already starts no term again.
            moved = self.filtered(lambda card: card.active != vals["active"])
        result = super().write(vals)
        if "active" in vals:
            gone = fields.Date.context_today(self)
            # Tracking would read the whole card once more.
            silent = moved.sudo().with_context(tracking_disable=True)
            silent.entretien_archived_on = not vals["active"] and gone
            if vals["active"]:
                moved.sudo()._compute_current_version_id()
            self.env["hr.entretien.departure"]._follow(self)
        if vals.keys() & {"active", "parent_id"}:
            self.env["hr.entretien.interviewer"]._follow(self)
        if vals.keys() & {"work_email", "private_email", "user_id"}:
            # What could not be delivered may leave now.
            waiting = [("recipient_id", "in", self.ids)]
            waiting += [("state", "in", WITHOUT_ADDRESS)]
            if self.env["hr.entretien.message"].sudo().search_count(waiting, limit=1):
                self.env["hr.entretien.sender"]._wake_up()
        if not vals.get("active", True):
            links = self.env["hr.entretien.link"].sudo()
            links.search([("entretien_id.employee_id", "in", self.ids)])._revoke()
        return result

    def unlink(self):
        """What was never planned goes with its employee; the rest keeps them."""
        self.check_access("unlink")
        self._entretien_drop_unseen()
        return super().unlink()

    def _entretien_drop_unseen(self):
        """Delete what was opened for them and nobody has seen to."""
        self._entretiens_sudo().filtered(lambda item: item._may_be_deleted()).unlink()

    def _entretiens_sudo(self):
        """All their interviews, whoever asks and in whatever company."""
        return self.env["hr.entretien"].sudo().search([("employee_id", "in", self.ids)])

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proving(self):
        """Interviews, proofs and decisions keep the names of people; who conducted one
        is named by it."""
        kept = self.sudo().filtered("entretien_hire_proof_ids")
        kept |= self._entretiens_sudo().employee_id
        conducted = Domain("interviewer_id", "in", self.ids)
        conducted &= Domain("state", "in", HELD_STATES)
        kept |= self.env["hr.entretien"].sudo().search(conducted).interviewer_id
        if kept:
            raise UserError(
                self.env._(
                    "%(names)s: the interviews are kept as a proof. Archive the "
                    "employee instead.",
                    names=", ".join(kept.mapped("name")),
                )
            )

    def _entretien_file_parts(self):
        """The models that hold an employee's file, with ``employee_id`` or
        ``entretien_id``, and the name of each in it; an add-on adds its own at the end.

        Each is handed over whole when its employee asks for it, and deleted in the
        opposite order: what points to another part comes after it.
        """
        return {
            "hr.entretien.absence": "absences",
            "hr.entretien": "interviews",
            "hr.entretien.action": "actions",
            "hr.entretien.besoin": "needs",
            "hr.entretien.souhait": "wishes",
            "hr.entretien.preparation": "preparations",
            "hr.entretien.file": "documents",
            "hr.entretien.proof": "proofs",
            "hr.entretien.signature": "signatures",
            "hr.entretien.bilan": "bilans",
            "hr.entretien.bilan.line": "bilan_lines",
            "hr.entretien.link": "links",
        }

    def _entretien_after_export(self, kind, note=False):
        """Hook: sensitive data of these people left in a file, of that kind
        (``_entretien_logged``)."""

    # -- actions -----------------------------------------------------------------------

    def action_open_entretiens(self):
        self.ensure_one()
        return open_action(
            self.env,
            "hr_entretien_professionnel.hr_entretien_action",
            domain=[("employee_id", "=", self.id)],
            context={"default_employee_id": self.id},
            views=[(False, "list"), (False, "form")],
        )

    def action_open_plan(self):
        """The dialog that plans what is open, or postpones it; a new interview when
        nothing is."""
        self.ensure_one()
        opened = self.entretien_ids.filtered(lambda item: item.state in OPEN_STATES)
        if opened:
            return opened.sorted("state", reverse=True)[:1].action_open_plan()
        return open_window("hr.entretien", context={"default_employee_id": self.id})

    def action_mend_entretien_facts(self):
        """Open the form on the tab that says what is missing and takes it."""
        self.ensure_one()
        view = self.env.ref("hr_entretien_professionnel.hr_employee_view_form_mend")
        return open_record(self, views=[(view.id, "form")])

    def action_take_seasonal_seniority(self):
        for employee in self.filtered("entretien_seasonal_date"):
            employee.entretien_seniority_date = employee.entretien_seasonal_date

    def action_tell_at_hire(self):
        """HR: the window that prints, sends or records it, for all these employees."""
        self.env["hr.entretien.hire.notice"]._check(self)
        return open_dialog(
            "hr.entretien.hire",
            self.env._("Information on Hiring"),
            employee_ids=self.ids,
            how="letter",
        )

    def action_explain_entretien(self):
        self.ensure_one()
        return open_dialog(
            "hr.entretien.explanation",
            self.env._("How the dates of %(name)s are found", name=self.name),
            employee_id=self.id,
        )

    def _entretien_keep_plans(self):
        """Compute nothing of these dates: they are known, or rest on nothing new."""
        for field in self.pool.field_computed[self._fields["entretien_plan"]]:
            self.env.remove_to_compute(field, self)

    # -- opened ------------------------------------------------------------------------

    def _entretien_open_values(self, today):
        """Values of the interview to open for each of these employees, in a list."""
        due = self.env["hr.entretien.planner"]._due_values(self, today)
        self.sudo().fetch(OPENED_FROM)
        self.sudo().version_ids.fetch(CAREER)
        return [
            {
                "employee_id": employee.id,
                "career": employee._entretien_career_text(),
                **due[employee.id],
            }
            for employee in self
        ]

    # -- who they are, how they are reached --------------------------------------------

    @api.depends_context("entretien_number")
    def _compute_display_name(self):
        """Where one of them is chosen by hand, the number distinguishes namesakes."""
        result = super()._compute_display_name()
        numbered = self.env.context.get("entretien_number")
        if numbered and self.browse().has_access("read"):
            for employee in self:
                if number := employee.barcode or employee.identification_id:
                    employee.display_name = f"{employee.display_name} ({number})"
        return result

    def _search_display_name(self, operator, value):
        """Name and first name are typed in either order."""
        found = super()._search_display_name(operator, value)
        several = isinstance(value, str) and len(value.split()) > 1
        if several and operator in ("ilike", "not ilike"):
            words = Domain.AND(Domain("name", "ilike", x) for x in value.split())
            negative = operator == "not ilike"
            found = Domain(found) & ~words if negative else Domain(found) | words
        return found

    def _entretien_is(self, person):
        """Whether that card is the same person's: itself, or of the same account."""
        self.ensure_one()
        user = self.sudo().user_id
        return self == person or bool(user) and user == person.sudo().user_id

    def _entretien_career_text(self):
        """Each change of job or department, oldest first, then the résumé."""
        employee = self.with_context(lang=self.company_id._entretien_lang()).sudo()
        lines = []
        for first_day, job in employee._entretien_jobs():
            day = format_date(employee.env, first_day)
            lines.append(employee.env._("Since %(date)s: %(job)s", date=day, job=job))
        for line in employee.resume_line_ids.sorted("date_start"):
            years = [str(day.year) for day in (line.date_start, line.date_end) if day]
            period = "–".join(dict.fromkeys(years))
            lines.append(" : ".join(filter(None, (period, line.name))))
        return "\n".join(lines)

    def _entretien_jobs(self):
        """What the interview and its papers tell of the jobs in the company.

        :returns: each change of job or department, oldest first, as (first day, text)
        """
        self.ensure_one()
        jobs = []
        for version in self.sudo().version_ids.sorted("date_version"):
            title = version.job_title or version.job_id.name
            job = " – ".join(filter(None, (title, version.department_id.name)))
            if title and (not jobs or jobs[-1][1] != job):
                jobs.append((version.date_version, job))
        return jobs

    @api.depends(
        "active",
        "user_id.active",
        "user_id.partner_id.email",
        "work_email",
        "private_email",
    )
    def _compute_entretien_reachable(self):
        for employee in self:
            employee.entretien_reachable = bool(employee._entretien_address(own=True))

    @api.depends("user_id.partner_id.email", "work_email", "private_email")
    def _compute_entretien_ways(self):
        """A stored field, and no list kept by ``write``: an address comes on the card
        by the contact or the account too."""
        ways = self.env["hr.entretien.way"]
        for employee in self:
            employee.entretien_ways = ways._noted(employee)

    def _entretien_user(self):
        """The account that the person logs in with, in sudo, or an empty record.

        Never OdooBot, whom imports and defaults put on people's cards.
        """
        self.ensure_one()
        user = self.sudo().user_id
        known = user.active and user.id != SUPERUSER_ID
        return user if known else user.browse()

    def _entretien_address(self, own):
        """The address to write to, well formed, or False: nobody is to be written to.

        Who has left is written to at home alone: the other addresses are the company's.

        :param bool own: about the person's own interview: the private address will do
        """
        self.ensure_one()
        employee = self.sudo()
        addresses = [employee.private_email] if own else []
        if employee.active:
            work = (employee._entretien_user().email, employee.work_email)
            addresses = [*work, *addresses]
        known = map(email_normalize, filter(None, addresses))
        # Not env.ref, which asks the database for it each time.
        robot = email_normalize(employee.user_id.browse(SUPERUSER_ID).email)
        return next((each for each in known if each and each != robot), False)

    def _entretien_partners(self):
        """Under which contacts these people are in the calendar, in sudo."""
        return self.sudo().user_id.partner_id | self.sudo().work_contact_id

    def _entretien_attendee(self):
        """The contact to invite: the account's, else the work contact."""
        return self.sudo().user_id.partner_id or self.sudo().work_contact_id

    def _entretien_tz(self):
        """The time zone of the person, as a ``tzinfo``: the one they set, else that of
        the card. Mails, page, letter, proofs and agenda all show that hour."""
        self.ensure_one()
        employee = self.sudo()
        own = employee.user_id.tz, employee.tz
        # A browser that hides its own gives UTC to the account, and so to the card.
        known = next((tz for tz in own if tz and tz != "UTC"), None)
        schedule = employee.resource_calendar_id
        return pytz.timezone(known or schedule.tz or "Europe/Paris")

    def _entretien_lang(self):
        """The language to write to the person in: theirs, else their company's."""
        self.ensure_one()
        person = self.sudo()
        codes = (person.user_id.lang, person.company_id._entretien_lang(), "en_US")
        return self.env["res.lang"]._entretien_first(*codes)

    def _entretien_day(self, moment=None):
        """The day that it is, or was at that UTC moment, where the person lives."""
        moment = moment or fields.Datetime.now()
        return local(moment, self._entretien_tz()).date()

    def _entretien_morning(self, days=0):
        """When the morning starts where the person lives, in so many days (UTC)."""
        day = self._entretien_day() + timedelta(days=days)
        return moment_at(day, MORNING, self._entretien_tz())
