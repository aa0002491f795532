from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ...schedule import Contract, seasonal_seniority
from ..state_domains import compute_states, search_flag, search_states, states_sql
from ..window import open_dialog, open_record
from .entretien_block import block_sentence
from .entretien_case import NO_VERSION
from .entretien_reason import plan_to_json, reasons_text
from .hr_entretien_hire_notice import TOLD_KINDS

HR = "hr.group_hr_user"
NOT_CONCERNED_CODES = ("excluded", "employee_type")
HAS_PLANNED = Domain("entretien_ids", "any", [("state", "=", "planned")])
# Kinds of obligation that give their name to the interview; the others are periodic.
EVENT_MOTIFS = ("return", "before_leave", "mid_career", "end_career")
# Under which name the ids of those to look at wait for the commit.
TO_OPEN = "hr_entretien_professionnel.to_open"


def is_carried(obligation):
    """An end-of-career section that another obligation of its window carries."""
    return bool(obligation.reason.figures.get("carried_by"))


class HrEmployee(models.Model):
    """The follow-up of an employee's entretiens: what to hold next, by when and why.

    Every field is HR's alone. The dates are stored answers of ``schedule/`` (see
    ``hr.entretien.planner``); the status compares them with today and is therefore
    computed when it is read.
    """

    _name = "hr.employee"
    _inherit = ["hr.employee", "hr.entretien.copied.mixin"]

    entretien_ids = fields.One2many(
        "hr.entretien", "employee_id", string="Entretiens", groups=HR
    )
    entretien_seniority_date = fields.Date(
        string="Seniority Date (override)",
        groups=HR,
        tracking=True,
        copy=False,
        help="Fill it in when seniority is older than the contract. A legal transfer "
        "(art. L.1224-1) keeps it by law. Another transfer, or a move within the "
        "group, keeps it only when a clause of the contract or of the agreement says "
        "so. Empty: the contracts decide.",
    )
    entretien_seasonal_date = fields.Date(
        string="Seniority Date With the Seasonal Contracts",
        compute="_compute_entretien_seasonal",
        groups=HR,
    )
    entretien_seasonal_hint = fields.Char(
        string="Seasonal Contracts",
        compute="_compute_entretien_seasonal",
        groups=HR,
    )
    entretien_absence_ids = fields.One2many(
        "hr.entretien.absence",
        "employee_id",
        string="Absences for the Entretiens",
        groups=HR,
    )
    entretien_visit_date = fields.Date(
        string="Mid-career Medical Visit",
        groups=HR,
        tracking=True,
        copy=False,
        help="Day of the visite médicale de mi-carrière (about 45 years old): the "
        "mid-career interview is held within the two months that follow.",
    )
    entretien_excluded = fields.Boolean(
        string="Not Followed Up", groups=HR, tracking=True, copy=False
    )
    entretien_excluded_reason = fields.Char(
        string="Why Not Followed Up", groups=HR, tracking=True, copy=False
    )

    entretien_plan = fields.Json(
        string="Plan of the Entretiens",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
        help="The engine's whole answer: obligations, their reasons, what was set "
        "aside.",
    )
    entretien_block_code = fields.Char(
        string="Why There Is No Date (code)",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_start_date = fields.Date(
        string="Seniority Since",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
        help="First day of the unbroken employment that the entretiens count from.",
    )
    entretien_hire_date = fields.Date(
        string="Hired On",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
        help="First day of the present unbroken employment, whatever seniority was "
        "accepted from before.",
    )
    entretien_end_date = fields.Date(
        string="Employment Ends",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_periodic_date = fields.Date(
        string="Next Periodic Entretien",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_bilan_date = fields.Date(
        string="État des Lieux: Due Date",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_bilan_limit = fields.Date(
        string="État des Lieux: Deadline",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_next_date = fields.Date(
        string="Next Due Date",
        compute="_compute_entretien_plan",
        store=True,
        index=True,
        groups=HR,
    )
    entretien_next_limit = fields.Date(
        string="Next Deadline",
        compute="_compute_entretien_plan",
        store=True,
        index=True,
        groups=HR,
        help="The day after which the law is no longer met.",
    )
    entretien_next_motif = fields.Selection(
        selection="_get_entretien_motifs",
        string="Next Motif",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_next_reason = fields.Char(
        string="Why This Date",
        compute="_compute_entretien_next_reason",
        groups=HR,
    )
    entretien_bilan_reason = fields.Char(
        string="Why This État des Lieux",
        compute="_compute_entretien_next_reason",
        groups=HR,
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
            ("not_computable", "Not Computable"),
            ("not_concerned", "Not Concerned"),
        ],
        compute="_compute_entretien_status",
        search="_search_entretien_status",
        groups=HR,
    )
    entretien_blocking_reason = fields.Char(
        string="Why There Is No Date",
        compute="_compute_entretien_blocking_reason",
        groups=HR,
    )
    entretien_days_left = fields.Integer(
        string="Days Left",
        compute="_compute_entretien_days_left",
        groups=HR,
        help="Days to the limit; negative when it is past.",
    )
    entretien_delay_label = fields.Char(
        string="Delay", compute="_compute_entretien_days_left", groups=HR
    )

    entretien_hire_proof_ids = fields.One2many(
        "hr.entretien.proof",
        "employee_id",
        string="Information at the Hire",
        domain=[("entretien_id", "=", False)],
        groups=HR,
    )
    entretien_told_date = fields.Date(
        string="Told at the Hire On",
        compute="_compute_entretien_told",
        store=True,
        groups=HR,
        help="The first day on which the employee was told, for the present "
        "employment, of the interview to come.",
    )
    entretien_told_how = fields.Selection(
        TOLD_KINDS,
        string="Told How",
        compute="_compute_entretien_told",
        store=True,
        groups=HR,
    )
    entretien_not_told = fields.Boolean(
        string="Not Told at the Hire",
        compute="_compute_entretien_not_told",
        search="_search_entretien_not_told",
        groups=HR,
        help="Hired since the law of 24 October 2025, and nothing proves that the "
        "employee was told of the interview to come.",
    )

    entretien_timeline = fields.Html(
        string="Timeline",
        compute="_compute_entretien_timeline",
        sanitize=False,
        groups=HR,
        help="Interviews held and missed, états des lieux, today, next dates and "
        "limits.",
    )

    # -- the dates ---------------------------------------------------------------------

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
        "entretien_ids.state",
        "entretien_ids.date_held",
        "entretien_ids.date_declined",
        "entretien_ids.declined_how",
        "entretien_ids.motif",
        "entretien_ids.with_bilan",
        "entretien_ids.with_mid_career",
        "entretien_ids.with_end_career",
        "entretien_absence_ids.type_id",
        "entretien_absence_ids.date_from",
        "entretien_absence_ids.date_to",
        "entretien_absence_ids.announced_on",
        "company_id.entretien_rhythm",
        "company_id.entretien_agreement_months",
        "company_id.entretien_agreement_date",
        "company_id.entretien_old_agreement_months",
        "company_id.entretien_agreement_will",
        "company_id.entretien_bilan_chain",
        "company_id.entretien_gap_days",
        "company_id.entretien_return_days",
        "company_id.entretien_suspend_periodic",
        "company_id.entretien_family_leaves",
        "company_id.entretien_illness",
        "company_id.entretien_employee_types",
    )
    def _compute_entretien_plan(self):
        """What a fact makes due opens as soon as the fact is committed."""
        for case in self.env["hr.entretien.planner"]._cases(self):
            case.employee._entretien_store(case.plan())
        self._entretien_open_after_commit()

    def _entretien_store(self, plan):
        """Store the engine's answer: its dates, or why there are none.

        :param schedule.Plan plan:
        """
        self.ensure_one()
        blocked, following = plan.blocked, plan.next
        self.update(
            {
                "entretien_plan": not blocked and plan_to_json(plan),
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
        )

    @api.model
    def _entretien_motif(self, plan):
        """The motif of the next interview: the event it follows, first or periodic.

        An état des lieux is not a motif of its own: it is held in an interview.
        """
        leading = next(item for item in plan.due if not is_carried(item))
        if leading.kind in EVENT_MOTIFS:
            return leading.kind
        first = plan.periodic and plan.periodic.kind == "first"
        return "first" if first else "periodic"

    @api.depends("entretien_plan")
    @api.depends_context("lang")
    def _compute_entretien_next_reason(self):
        names = self.env["hr.entretien.regime"]._reason_names()
        for employee in self:
            due = employee._entretien_due()
            same_day = [
                item["reason"] for item in due if item["target"] == due[0]["target"]
            ]
            bilan = [item["reason"] for item in due if item["kind"] == "bilan"]
            employee.entretien_next_reason = reasons_text(self.env, same_day, names)
            employee.entretien_bilan_reason = reasons_text(self.env, bilan, names)

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
        """What the seasonal contracts of the past add up to: told, never applied."""
        self.entretien_seasonal_date = self.entretien_seasonal_hint = False
        kind = self.env.ref("hr.contract_type_seasonal", raise_if_not_found=False)
        versions = self.env["hr.version"].sudo()
        of_people = [("employee_id", "in", self._origin.ids)]
        seasonal = kind and versions.search(
            Domain(of_people) & Domain("contract_type_id", "=", kind.id)
        )
        for employee in self.filtered(
            lambda one: seasonal and one._origin in seasonal.employee_id
        ):
            found = employee._entretien_seasonal(kind)
            if found and found[1] != employee.entretien_seniority_date:
                employee.entretien_seasonal_date = found[1]
                employee.entretien_seasonal_hint = self.env._(
                    "%(days)s days of earlier seasonal contracts add up to seniority "
                    "(art. L.1244-2): they suggest %(date)s as seniority date.",
                    days=found[0],
                    date=format_date(self.env, found[1]),
                )

    def _entretien_seasonal(self, kind):
        """The days of the earlier seasonal contracts, and the date they suggest.

        :param kind: ``hr.contract.type`` of seasonal work
        """
        self.ensure_one()
        versions = self.sudo().version_ids.filtered("contract_date_start")
        try:
            contracts = {
                version: Contract(
                    version.contract_date_start, version.contract_date_end or None
                )
                for version in versions
            }
        except ValueError:
            # A contract that ends before it starts: the blocking reason says so.
            return None
        return seasonal_seniority(
            contracts.values(),
            [
                item
                for version, item in contracts.items()
                if version.contract_type_id == kind
            ],
            self.company_id.sudo().entretien_gap_days,
        )

    # -- where they stand today --------------------------------------------------------

    @api.depends(
        "entretien_block_code",
        "entretien_end_date",
        "entretien_next_date",
        "entretien_next_limit",
        "entretien_ids.state",
        "company_id.entretien_horizon_days",
    )
    def _compute_entretien_status(self):
        """Whose interview is planned is asked for once, with the server's rights."""
        today = fields.Date.context_today(self)
        planned = self._entretien_with_planned()
        is_planned = Domain.custom(
            to_sql=lambda *_args: SQL.EMPTY,
            predicate=lambda employee: employee._origin.id in planned,
        )
        domains = self._entretien_status_domains(today, is_planned)
        for employee, status in compute_states(self, domains):
            employee.entretien_status = status

    def _entretien_with_planned(self):
        """Ids of those of these employees who have an interview planned (one query)."""
        groups = (
            self.env["hr.entretien"]
            .sudo()
            ._read_group(
                [("employee_id", "in", self._origin.ids), ("state", "=", "planned")],
                ["employee_id"],
            )
        )
        return {employee.id for (employee,) in groups}

    def _search_entretien_status(self, operator, value):
        today = fields.Date.context_today(self)
        return search_states(self._entretien_status_domains(today), operator, value)

    @api.model
    def _entretien_status_domains(self, today, planned=HAS_PLANNED):
        """What each status means, see ``state_domains``.

        :param date today:
        :param Domain planned: who has an interview planned
        :rtype: dict of status → Domain
        """
        return {
            "not_concerned": Domain("entretien_block_code", "in", NOT_CONCERNED_CODES)
            | self._entretien_gone_domain(today),
            "not_computable": Domain("entretien_block_code", "!=", False),
            "overdue": Domain("entretien_next_limit", "<", today),
            "planned": planned,
            "due_soon": self._entretien_due_domain(today),
            "up_to_date": Domain.TRUE,
        }

    @api.model
    def _entretien_gone_domain(self, today, path=""):
        """Whose employment is over on a day: the last one was theirs.

        :param str path: from another model to the employee, as ``interviewer_id.``
        """
        return Domain(f"{path}entretien_end_date", "<", today)

    @api.model
    def _entretien_followed_domain(self, today, path=""):
        """To whom something may be due on a day: neither archived nor gone."""
        gone = self._entretien_gone_domain(today, path)
        return Domain(f"{path}active", "=", True) & ~gone

    @api.model
    def _entretien_due_domain(self, today):
        """Next date within the horizon of the employee's company."""
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        return Domain.OR(
            Domain("company_id", "in", group.ids)
            & Domain("entretien_next_date", "<=", fields.Date.add(today, days=days))
            for days, group in companies.grouped("entretien_horizon_days").items()
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        """Group, count and sum by the status, which changes with the day."""
        if field_expr == "entretien_status":
            self._check_field_access(self._fields[field_expr], "read")
            domains = self._entretien_status_domains(fields.Date.context_today(self))
            return states_sql(self, alias, query, domains)
        return super()._field_to_sql(alias, field_expr, query)

    @api.depends(
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

    @api.depends("entretien_next_date", "entretien_next_limit")
    @api.depends_context("lang")
    def _compute_entretien_days_left(self):
        today = fields.Date.context_today(self)
        for employee in self:
            due, limit = employee.entretien_next_date, employee.entretien_next_limit
            employee.entretien_days_left = (limit - today).days if limit else 0
            employee.entretien_delay_label = limit and self.env[
                "hr.entretien"
            ]._delay_label(due, limit, today)

    @api.depends("entretien_plan", "entretien_ids.state", "entretien_ids.date_planned")
    @api.depends_context("lang")
    def _compute_entretien_timeline(self):
        timeline = self.env["hr.entretien.timeline"]
        rows = timeline._rows(self)
        for employee in self:
            employee.entretien_timeline = timeline._html(rows[employee._origin.id])

    @api.depends(
        "entretien_hire_proof_ids.kind",
        "entretien_hire_proof_ids.date",
        "entretien_hire_date",
        "version_ids.active",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
    )
    def _compute_entretien_told(self):
        informed = self.filtered("entretien_hire_proof_ids")
        versions = {}
        if informed:
            versions = self.env["hr.entretien.planner"]._versions(informed)
        for employee in self:
            contracts = versions.get(employee._origin.id, NO_VERSION).contracts
            notice = self.env["hr.entretien.hire.notice"]
            line = notice._first_line(employee, contracts)
            employee.entretien_told_date = line.date
            employee.entretien_told_how = line.kind

    @api.depends("entretien_hire_date", "entretien_end_date", "entretien_told_date")
    def _compute_entretien_not_told(self):
        domain = self.env["hr.entretien.hire.notice"]._missing_domain()
        for employee, missing in compute_states(self, {True: domain}):
            employee.entretien_not_told = missing

    def _search_entretien_not_told(self, operator, value):
        domain = self.env["hr.entretien.hire.notice"]._missing_domain()
        return search_flag(domain, operator, value)

    @api.model
    def _get_entretien_motifs(self):
        motif = self.env["hr.entretien"]._fields["motif"]
        return motif._description_selection(self.env)

    # -- kept, or not ------------------------------------------------------------------

    @api.constrains("entretien_excluded", "entretien_excluded_reason")
    def _check_entretien_excluded(self):
        for employee in self:
            if employee.entretien_excluded and not employee.entretien_excluded_reason:
                raise ValidationError(
                    self.env._(
                        "Say why %(name)s is not followed up: nobody is left out of "
                        "the entretiens without a reason.",
                        name=employee.name,
                    )
                )

    def unlink(self):
        """What was never planned goes with its employee; the rest keeps him."""
        self.check_access("unlink")
        self._entretien_drop_unseen()
        return super().unlink()

    def _entretien_drop_unseen(self):
        """Delete what was opened for them and nobody has seen to."""
        self._entretiens_sudo().filtered(lambda item: item._may_be_deleted()).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_entretiens_kept(self):
        """Neither the employee of an interview, nor who held it: it keeps its names."""
        kept = self._entretiens_sudo().employee_id
        kept |= self._entretiens_held().interviewer_id
        if kept:
            raise UserError(
                self.env._(
                    "%(names)s: the entretiens are kept as a proof. Archive the "
                    "employee instead.",
                    names=", ".join(kept.mapped("name")),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        """The proof names the employee."""
        told = self.sudo().filtered("entretien_hire_proof_ids")
        if told:
            raise UserError(
                self.env._(
                    "%(names)s: the proof file is kept. Archive the employee instead.",
                    names=", ".join(told.mapped("name")),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named(self):
        self.env["hr.entretien.named"]._check_not_named(
            self, "besoin_ids.owner_id", "action_ids.owner_id"
        )

    @api.model
    def _copied_fields(self):
        """Ours alone: what others compute is theirs to open; and what says since when,
        which would prove nothing once dated back."""
        copied = super()._copied_fields()
        ours = {name for name in copied if name.startswith("entretien_")}
        return frozenset(ours | {"entretien_archived_on", "entretien_ways"})

    # -- their file --------------------------------------------------------------------

    @api.model
    def _entretien_file_parts(self):
        """The models that hold an employee's file; an add-on adds its own at the end.

        Each is handed over whole, under its name, when its employee asks for it: a
        field that is added to it needs nothing written here. It is deleted in the
        opposite order: what points to another part comes after it.

        :returns: dict of a model with ``employee_id`` or ``entretien_id`` → its name in
            the file
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

    @api.model
    def _entretien_file_exceptions(self):
        """What points to an employee or an interview and is no part of the file.

        :returns: dict of model → why: exported otherwise, or not of that person
        """
        return {
            "hr.entretien.compliance": "a view on the dates and the status told here",
            "hr.entretien.message": "told with what they said: see _messages",
        }

    def _entretien_after_export(self, kind, note=False):
        """Sensitive data of these people left in a file; an add-on may keep a trace.

        :param str kind: what was exported, as ``_entretien_logged`` names it
        :param str note: what else is worth knowing: the file, the period
        """

    # -- actions -----------------------------------------------------------------------

    def action_open_entretiens(self):
        """The employee's interviews, from the smart button."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_entretien_professionnel.hr_entretien_action"
        )
        action["domain"] = [("employee_id", "=", self.id)]
        action["context"] = {"default_employee_id": self.id}
        action["views"] = [(False, "list"), (False, "form")]
        return action

    def action_mend_entretien_facts(self):
        """Open the form on the tab that says what is missing and takes it."""
        self.ensure_one()
        view = self.env.ref("hr_entretien_professionnel.hr_employee_view_form_mend")
        return open_record(self, views=[(view.id, "form")])

    def action_take_seasonal_seniority(self):
        """Accept the seniority date that the seasonal contracts suggest."""
        for employee in self.filtered("entretien_seasonal_date"):
            employee.entretien_seniority_date = employee.entretien_seasonal_date

    def action_tell_at_hire(self):
        """HR: the window that prints, sends or records it, for all these employees."""
        return self.env["hr.entretien.hire.notice"]._open(self)

    def action_explain_entretien(self):
        """Open the whole reasoning behind the dates."""
        self.ensure_one()
        return open_dialog(
            "hr.entretien.explanation",
            self.env._("How the dates of %(name)s are found", name=self.name),
            employee_id=self.id,
        )

    # -- planned again, opened ---------------------------------------------------------

    @api.model
    def _entretien_recompute_all(self):
        """Plan every employee again: a law or the whole add-on has changed."""
        employees = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        employees._entretien_replan()

    def _entretien_replan(self):
        """Plan these employees again: a row that they follow has changed."""
        self.env.add_to_compute(self._fields["entretien_plan"], self)
        self._recompute_recordset(["entretien_plan"])

    def _entretien_open_after_commit(self):
        """Remember whose dates changed: all of them are looked at once, afterwards.

        In a transaction of its own: what cannot be opened undoes nobody's work. While
        add-ons are loaded tables are missing: the installation opens by itself.
        """
        ids, registry = self._origin.ids, self.env.registry
        if not ids or not registry.ready:
            return
        postcommit = self.env.cr.postcommit
        waiting = postcommit.data.setdefault(TO_OPEN, set())
        if not waiting:

            @postcommit.add
            def open_what_is_due():
                with registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    env["hr.entretien.night"]._open_at_once(
                        postcommit.data.pop(TO_OPEN)
                    )

        waiting.update(ids)

    @api.model
    def _entretien_plan_everybody(self):
        """The add-on was installed or updated, and with it the law and the engine: all
        dates are computed anew, and what is due opens."""
        self._entretien_recompute_all()
        everybody = self.sudo().search(Domain.TRUE)
        self.env["hr.entretien.night"]._open_at_once(everybody.ids)

    def _entretien_due_values(self, today):
        """What is due to one employee, as values of their interview."""
        self.ensure_one()
        planner = self.env["hr.entretien.planner"]
        return planner._due_values(self, today)[self._origin.id]

    def _entretien_open_values(self, today):
        """Values of the interview to open for each of these employees.

        :param date today:
        :rtype: list of dict
        """
        due = self.env["hr.entretien.planner"]._due_values(self, today)
        return [
            {
                "employee_id": employee.id,
                "career": employee._entretien_career_text(),
                **due[employee.id],
            }
            for employee in self
        ]

    # -- who they are ------------------------------------------------------------------

    def _entretien_is(self, person):
        """Whether that card is the same person's: itself, or of the same account."""
        self.ensure_one()
        user = self.sudo().user_id
        return self == person or bool(user) and user == person.sudo().user_id

    def _entretiens_held(self):
        """The interviews that they held with others, in sudo."""
        held = [("interviewer_id", "in", self.ids), ("state", "in", ("held", "closed"))]
        return self.env["hr.entretien"].sudo().search(held)

    def _entretiens_sudo(self):
        """All their interviews, whoever asks and in whatever company."""
        return self.env["hr.entretien"].sudo().search([("employee_id", "in", self.ids)])

    def _entretien_career_text(self):
        """The career as Odoo knows it, oldest first: jobs held here, then the résumé.

        Called in a loop over a batch: the versions and lines of all come together.
        """
        self.ensure_one()
        here = self.with_context(lang=self.company_id._entretien_lang()).sudo()
        return "\n".join(
            [*here._entretien_job_lines(), *here._entretien_resume_lines()]
        )

    def _entretien_job_lines(self):
        """A line for each change of job or department in the contract history."""
        lines, previous = [], None
        for version in self.version_ids.sorted("date_version"):
            job = version.job_title or version.job_id.name
            place = (job, version.department_id)
            if not job or place == previous:
                continue
            previous = place
            label = " – ".join(filter(None, (job, version.department_id.name)))
            day = format_date(self.env, version.date_version)
            lines.append(self.env._("Since %(date)s: %(job)s", date=day, job=label))
        return lines

    def _entretien_resume_lines(self):
        """Experience and training of the résumé, as years and a title."""
        lines = []
        for line in self.resume_line_ids.sorted("date_start"):
            years = [str(day.year) for day in (line.date_start, line.date_end) if day]
            period = "–".join(dict.fromkeys(years))
            lines.append(" : ".join(filter(None, (period, line.name))))
        return lines
