"""Where an interview stands today, and what is to be done next with it."""

from functools import cache, partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ..employee.entretien_reason import (
    days_text,
    employee_sentence,
    reasons_text,
    span_text,
)
from ..figures.hr_entretien_figures_mixin import DELAYS
from ..message.message_kinds import INVITATIONS, ON_ITS_WAY
from ..planning.hr_entretien_meeting_mixin import SETTLED
from ..proof.hr_entretien_signature import ROLES
from ..selection_labels import selection_labels
from ..state_domains import (
    compute_states,
    domain_sql,
    search_flag,
    search_states,
    states_sql,
)
from ..window import open_record
from .entretien_occasions import OCCASION_FLAGS
from .entretien_states import (
    DUE_FIELDS,
    HELD_STATES,
    LEGAL_MOTIFS,
    OPEN_STATES,
    RUNNING_STATES,
)
from .mail_activity import CHECKS, QUIET

# From how many days before the due date it is said in orange.
SOON_DAYS = 30
# Worst first: nobody can go on, then what is past, then what waits. The label, and the
# method that does the step or opens where it is done.
NEXT_STEPS = {
    "complete_card": ("Name the Interviewer", "_name_interviewer"),
    "address": ("No Address", "_add_address"),
    "hold": ("Did It Take Place?", "action_open_form"),
    "postpone": ("Postpone", "action_open_plan"),
    "re_invite": ("Invite Again", "action_open_plan"),
    "plan": ("Plan", "action_open_plan"),
    "invite": ("Invite", "action_invite"),
    "sign": ("Have It Signed", "action_open_form"),
    "hand_over": ("Hand Over the Copy", "action_hand_over"),
}
# Lines of the proof file that take back the signed paper.
TAKEN_BACK = ("signature_void", "reopened")
STILL_OPEN = Domain("state", "in", OPEN_STATES)
# What it depends on, of the interview itself; and on the proof file and the messages.
STEP_FACTS = (
    *("state", "motif", "employee_id", "company_id", "interviewer_id"),
    *("date_due", "date_planned", "date_planned_end", "date_invited"),
)
# What comes next, by the code of ``NEXT_STEPS``: the rule itself, once.
NEXT_STEP = """CASE %(state)s
    WHEN 'to_plan' THEN CASE
        WHEN %(motif)s IN %(legal)s AND %(date_planned)s IS NULL
             AND %(date_due)s > %(today)s::date + COALESCE(%(horizon)s, 0) THEN NULL
        WHEN %(interviewer_id)s IS NULL THEN 'complete_card'
        WHEN %(absent)s THEN 're_invite'
        ELSE 'plan' END
    WHEN 'planned' THEN CASE
        WHEN %(date_planned_end)s < %(now)s THEN 'hold'
        WHEN %(interviewer_id)s IS NULL THEN 'complete_card'
        WHEN %(unavailable)s THEN 'postpone'
        WHEN %(date_invited)s IS NOT NULL OR %(inviting)s THEN NULL
        WHEN %(date_planned)s <= %(now)s THEN NULL
        WHEN %(reachable)s THEN 'invite'
        ELSE 'address' END
    WHEN 'held' THEN CASE
        WHEN %(scanned)s OR %(answered)s THEN 'hand_over'
        ELSE 'sign' END
    END"""


class HrEntretienTodoMixin(models.AbstractModel):
    """Why an interview is due, how late it is, what comes next: HR's morning list.

    All of it changes with the hour, with the proof file or with what waits to be sent.
    It is never stored, but searched and grouped by in SQL.
    """

    _name = "hr.entretien.todo.mixin"
    _description = "What Is To Be Done With an Interview"

    reason = fields.Char(string="Why", compute="_compute_reason")
    is_moot = fields.Boolean(
        string="No Longer Due",
        compute="_compute_is_moot",
        help="Planned, and another interview was held in its place: to be kept or "
        "cancelled.",
    )
    delay_label = fields.Char(string="Time Left", compute="_compute_delay")
    delay_state = fields.Selection(
        [("late", "Overdue"), ("soon", "Due Soon"), ("on_time", "In Time")],
        string="In Time or Late",
        compute="_compute_delay",
        search="_search_delay_state",
    )
    is_late = fields.Boolean(
        string="Overdue", compute="_compute_delay", search="_search_is_late"
    )
    late_count = fields.Integer(
        string="Number Overdue",
        compute="_compute_delay",
        aggregator="sum",
        help="1 when it is overdue, to be added up.",
    )
    is_time_past = fields.Boolean(
        string="Its Time Is Past",
        compute="_compute_is_time_past",
        help="Its time has come: it is no longer to invite to, but to say whether it "
        "took place.",
    )
    missing_text = fields.Char(compute="_compute_missing_text")
    next_step = fields.Selection(
        [(code, label) for code, (label, _method) in NEXT_STEPS.items()],
        compute="_compute_next_step",
        search="_search_next_step",
    )
    next_step_label = fields.Char(
        string="Do the Next Step", compute="_compute_next_step_label"
    )

    # The morning list: the first of each group, worst first.
    _worst_first = models.Index(
        f"(date_limit, date_due, id) WHERE state IN {RUNNING_STATES}"
    )

    # -- what is due -------------------------------------------------------------------

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
        soon = cache(partial(self.env["hr.employee"]._entretien_due_domain, today))
        for entretien in self:
            entretien.update(entretien._current_due(due, soon))

    def _follow_due(self):
        """What the facts ask for changes with the day, too: compute it anew."""
        for name in DUE_FIELDS:
            self.env.add_to_compute(self._fields[name], self)
        self.modified(DUE_FIELDS)

    def _current_due(self, due, soon):
        """What is due, by name of the field.

        :param dict due: what is due to each employee, see the planner
        :param soon: gives the domain of those to whom something is due by now
        """
        self.ensure_one()
        employee, planned = self.employee_id.sudo(), self.state == "planned"
        if employee and self.motif in LEGAL_MOTIFS:
            # Another one was held since this one was opened, and the next is far.
            far = planned and not employee.filtered_domain(soon())
            if far and self._held_instead():
                return dict.fromkeys(DUE_FIELDS, False)
            if self.state == "to_plan" or planned and not self.date_due:
                return {name: due[employee._origin.id][name] for name in DUE_FIELDS}
        return {name: self[name] for name in DUE_FIELDS}

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
                and item.state in HELD_STATES
                and (item.id > this.id or item.date_held >= opened)
            )
        ).sorted("date_held")[-1:]

    def _keep_plans(self):
        """To plan or cancelled, they are no fact that dates follow from; what an état
        des lieux costs follows from the one that is open. All others are done before.
        """
        carrying = self.filtered("with_bilan")
        kept = self.employee_id - carrying.employee_id
        kept._entretien_keep_plans()
        for field in self.pool.field_computed[kept._fields["entretien_told_date"]]:
            self.env.remove_to_compute(field, kept)

    def _warning_note(self, today):
        """What changed for a planned interview, in the language of the environment."""
        self.ensure_one()
        if self.is_moot:
            return self.env._("%(reason)s Keep it, or cancel it.", reason=self.reason)
        planner, employee = self.env["hr.entretien.planner"], self.employee_id
        vals = planner._due_values(employee, today)[employee._origin.id]
        if not vals["date_due"]:
            return self.env._("Nothing is due any more for this employee.")
        note = self.env._(
            "The interview is now due on %(date)s.",
            date=format_date(self.env, vals["date_due"]),
        )
        texts = {
            "bilan": self.env._("the état des lieux"),
            "mid_career": self.env._("the mid-career section"),
            "end_career": self.env._("the end-of-career section"),
        }
        due = {code: flag for code, flag in OCCASION_FLAGS.items() if vals[flag]}
        if any(not self[flag] for flag in due.values()):
            note += " " + self.env._(
                "It should also carry: %(sections)s.",
                sections=", ".join(texts[code] for code in due),
            )
        return note

    # -- why ---------------------------------------------------------------------------

    @api.depends("reason_data", "motif", "state", "date_due")
    @api.depends_context("lang")
    def _compute_reason(self):
        names = self.env["hr.entretien.regime"]._reason_names()
        for entretien in self:
            reason = reasons_text(self.env, entretien.reason_data or (), names)
            undue = entretien.state in OPEN_STATES and not entretien.date_due
            if not reason and entretien.motif == "on_request":
                reason = self.env._("On request of the employee or the employer.")
            elif not reason and entretien.is_moot:
                reason = self.env._(
                    "No longer due since the interview of %(date)s.",
                    date=format_date(self.env, entretien._held_instead().date_held),
                )
            elif not reason and undue and entretien.employee_id:
                reason = self.env._(
                    "No longer due on any date: see the employee's form."
                )
            entretien.reason = reason or False

    def _employee_reason(self):
        """Why, in plain words for the employee: see ``employee_sentence``."""
        self.ensure_one()
        return employee_sentence(self)

    @api.depends("state", "date_due", "motif")
    def _compute_is_moot(self):
        for entretien in self:
            entretien.is_moot = (
                entretien.state == "planned"
                and entretien.motif in LEGAL_MOTIFS
                and not entretien.date_due
                and bool(entretien._held_instead())
            )

    # -- by when -----------------------------------------------------------------------

    @api.depends("state", "date_due", "date_limit")
    @api.depends_context("lang")
    def _compute_delay(self):
        today = fields.Date.context_today(self)
        for entretien, state in compute_states(self, self._delay_domains()):
            due, limit = entretien.date_due, entretien.date_limit
            entretien.delay_state = state
            entretien.is_late = state == "late"
            entretien.late_count = int(state == "late")
            entretien.delay_label = state and self._delay_label(
                due or limit, limit, today
            )

    def _delay_domains(self, asked=STILL_OPEN, due="date_due", limit="date_limit"):
        """What each delay state means, see ``state_domains``.

        :param asked: domain of what is still to be done
        :param str due, limit: the fields of both dates
        """
        today = fields.Date.context_today(self)
        soon = fields.Date.add(today, days=SOON_DAYS)
        asked &= Domain(limit, "!=", False)
        return {
            "late": asked & Domain(limit, "<", today),
            "soon": asked & Domain(due, "<=", soon),
            "on_time": asked,
        }

    def _search_is_late(self, operator, value):
        return search_flag(self._delay_domains()["late"], operator, value)

    def _search_delay_state(self, operator, value):
        return search_states(self._delay_domains(), operator, value)

    def _delay_label(self, due, limit, today):
        """How long to the due date, then to the limit, then how late, in words.

        :param date due: the target
        :param date limit: the last day in time
        """
        if limit < today:
            late = self._span_text((today - limit).days)
            return self.env._("%(span)s late", span=late)
        if due == today:
            return self.env._("today")
        if limit == today:
            return self.env._("deadline today")
        if due > today:
            left = self._span_text((due - today).days)
            if due == limit:
                return self.env._("in %(span)s", span=left)
            return self.env._("due in %(span)s", span=left)
        left = self._span_text((limit - today).days)
        return self.env._("deadline in %(span)s", span=left)

    def _span_text(self, days):
        """A number of days, in years and months from 2 months on."""
        if days < 60:
            return days_text(self.env, days)
        return span_text(self.env, int(days / 30.4375))

    @api.depends("state", "date_planned")
    def _compute_is_time_past(self):
        for entretien in self:
            planned = entretien.state == "planned" and entretien.date_planned
            entretien.is_time_past = bool(planned) and not entretien._is_ahead()

    # -- what next ---------------------------------------------------------------------

    @api.depends("state", "info_vae_date", "info_cpf_date", "info_cep_date")
    @api.depends_context("lang")
    def _compute_missing_text(self):
        labels = {
            "info_vae_date": self.env._("VAE"),
            "info_cpf_date": self.env._("CPF and employer's top-up"),
            "info_cep_date": self.env._("CEP"),
        }
        for entretien in self:
            missing = [label for name, label in labels.items() if not entretien[name]]
            entretien.missing_text = entretien.state == "held" and ", ".join(missing)

    @api.depends(*STEP_FACTS, "proof_ids")
    def _compute_next_step(self):
        steps = {}
        if stored := self._origin:
            query = stored._as_query(ordered=False)
            alias = self._table
            rows = query.select(
                SQL.identifier(alias, "id"),
                self.sudo()._field_to_sql(alias, "next_step", query),
            )
            steps = dict(self.env.execute_query(rows))
        for entretien in self:
            entretien.next_step = steps.get(entretien._origin.id)

    @api.depends("next_step", "can_lead")
    @api.depends_context("lang", "uid")
    def _compute_next_step_label(self):
        """What the button says that does it, for who leads; see ``_add_address``."""
        labels = selection_labels(self, "next_step")
        is_hr, env = self._user_is_hr(), self.env
        labels["address"] = (
            env._("Add an Address") if is_hr else env._("Print the Letter")
        )
        for entretien in self:
            label = labels.get(entretien.next_step)
            entretien.next_step_label = entretien.can_lead and label

    def _search_next_step(self, operator, value):
        """The states come first, which an index finds."""
        if operator != "in":
            return NotImplemented

        def to_sql(model, alias, query):
            step = model.sudo()._field_to_sql(alias, "next_step", query)
            return SQL("COALESCE(%s, '') IN %s", step, tuple(x or "" for x in value))

        found = Domain.custom(
            to_sql=to_sql, predicate=lambda record: record.next_step in value
        )
        asked = Domain("state", "in", RUNNING_STATES)
        return ~asked | found if False in value else asked & found

    def _to_plan_domain(self):
        """To be given a date, late or not: what every screen counts as to plan.

        What waits for a date to come near again is not.
        """
        return Domain("state", "=", "to_plan") & Domain("next_step", "!=", False)

    def action_next_step(self):
        """Do the next step, or open what it asks for: each checks who may take it."""
        self.ensure_one()
        self._check_lead()
        if not self.next_step:
            # Somebody did it meanwhile.
            return self.action_open_form()
        _label, method = NEXT_STEPS[self.next_step]
        return getattr(self, method)()

    def _name_interviewer(self):
        """The dialog that plans asks for them; once planned, the form does."""
        to_plan = self.state == "to_plan"
        return self.action_open_plan() if to_plan else self.action_open_form()

    def _add_address(self):
        """It is HR's to add; whoever else leads the interview prints the letter."""
        if self._user_is_hr():
            return open_record(self.employee_id)
        return self.action_print_invitation()

    def action_move_card(self, state):
        """The step that leads to a column of the board, or what it asks for.

        :param str state: of the column
        :raises UserError: no gesture leads there
        """
        self.ensure_one()
        if state == "planned" and self.state == "to_plan":
            return self.action_open_plan()
        if state == "held" and self.is_time_past:
            return self.action_mark_held()
        if state == "closed" and self.state == "held":
            return self.action_hand_over()
        raise UserError(
            self.env._(
                "%(name)s does not move there: open it, its buttons say what can be "
                "done with it.",
                name=self.display_name,
            )
        )

    @api.model
    def action_ask_remind(self):
        """HR: whom ``action_remind_managers`` would write to; nothing is sent.

        :returns: ``count`` and ``text``, see ``hr.entretien.work``
        :raises AccessError: the user is not HR
        """
        self._check_hr()
        return self.env["hr.entretien.work"]._question(self.env.companies)

    @api.model
    def action_remind_managers(self):
        """HR: remind all those who have something to do in the companies ticked, once
        a day (``hr.entretien.work``).

        :returns: a notification: how many, and whom no mail reaches
        :raises AccessError: the user is not HR
        """
        self._check_hr()
        return self.env["hr.entretien.work"]._remind(self.env.companies)

    # -- whom to ask -----------------------------------------------------------------

    def _schedule_to_plan(self, today, note="_to_plan_note"):
        activities = self.env["mail.activity"]
        activities._entretien_schedule(self, "to_plan", today, note)
        for day, same in self.grouped("date_due").items():
            same.deadline_told = day

    def _schedule_reinvitation(self):
        """The interviewer is to invite again; planning does away with it."""
        entretiens, today = self.sudo(), fields.Date.context_today(self)
        entretiens.activity_ids._entretien_about("to_plan").unlink()
        entretiens._schedule_to_plan(today, "_no_show_activity_note")

    def _no_show_activity_note(self, today):
        return self.env._(
            "The employee did not come. This meets no obligation: agree on another day "
            "and invite again, in writing."
        )

    def _close_to_plan(self):
        """The activity did its duty: the step taken says so, and no message of it."""
        self.sudo().activity_ids._entretien_about("to_plan").action_archive()

    def _to_plan_note(self, today):
        """Why HR, and not the interviewer, is asked to see to it."""
        nobody = not self.interviewer_id
        return nobody and self.env["hr.entretien.interviewer"]._nobody_text(self)

    def _schedule_check(self, today, note, to_hr=False, at_once=False):
        """Something to check, which replaces what the same method said before. What
        else there is to check is for who sees to it now.

        :param str note: one of ``CHECKS``; the others as ``_entretien_schedule``
        """
        activities = self.env["mail.activity"]
        users = {item.id: activities._entretien_user(item, to_hr) for item in self}
        asked = self.filtered(lambda item: users[item.id])
        asked._drop_check(note)
        known = asked.sudo().activity_ids._entretien_about(*CHECKS)
        others = known.filtered(lambda item: item.user_id != users[item.res_id])
        for user, theirs in others.grouped(lambda item: users[item.res_id]).items():
            theirs.with_context(**QUIET).user_id = user
        activities._entretien_schedule(asked, note, today, note, to_hr, at_once)

    def _drop_check(self, *notes):
        """What these methods said was seen to: what else there is to check stays."""
        self.sudo().activity_ids._entretien_about(*notes).unlink()

    # -- in SQL ------------------------------------------------------------------------

    def _field_to_sql(self, alias, field_expr, query=None):
        """Odoo asks it for searches, groups and sums alike."""
        if field_expr == "next_step":
            return self._next_step_sql(alias, query)
        if field_expr == "late_count":
            late = domain_sql(self, alias, query, self._delay_domains()["late"])
            return SQL("CASE WHEN %s THEN 1 ELSE 0 END", late)
        if field_expr == "delay_state":
            return states_sql(self, alias, query, self._delay_domains())
        stored = super()._field_to_sql(alias, field_expr, query)
        if field_expr in DELAYS:
            # A delay that is not over is no delay of 0 days: no average counts it.
            days = (
                self._field_to_sql(alias, name, query) for name in DELAYS[field_expr]
            )
            over = SQL("%s IS NOT NULL AND %s IS NOT NULL", *days)
            return SQL("CASE WHEN %s THEN %s END", over, stored)
        return stored

    def _read_group_orderby(self, order, groupby_terms, query):
        """Groups stand worst first, as the steps are listed; not by their code."""
        step = groupby_terms.get("next_step")
        if step is None:
            return super()._read_group_orderby(order, groupby_terms, query)
        terms = SQL("array_position(%s, %s)", list(NEXT_STEPS), step)
        groupby_terms["next_step"] = terms
        sorted_by = super()._read_group_orderby(order, groupby_terms, query)
        groupby_terms["next_step"] = step
        return sorted_by

    def _next_step_sql(self, alias, query):
        """Found once for each row, whether it is searched, grouped by or both."""
        step = query.make_alias(alias, "next_step")
        if step not in query._joins:
            found = SQL("LATERAL (SELECT %s AS code OFFSET 0)", self._step_sql(alias))
            query.add_join("LEFT JOIN", step, found, SQL("TRUE"))
        return SQL.identifier(step, "code")

    def _step_sql(self, alias):
        """Opened for a date that moved beyond the horizon, it waits until that comes
        near again. The proof file says what was done, by mail, by a letter, on paper.
        """
        return SQL(
            NEXT_STEP,
            **{name: self._field_to_sql(alias, name) for name in STEP_FACTS},
            legal=LEGAL_MOTIFS,
            now=fields.Datetime.now(),
            today=fields.Date.context_today(self),
            horizon=self._related_sql(alias, "company_id", "entretien_horizon_days"),
            reachable=self._related_sql(alias, "employee_id", "entretien_reachable"),
            inviting=self._inviting_sql(alias),
            absent=self._proof_sql(alias, ["absence"]),
            unavailable=self._proof_sql(alias, ["unavailable"], after=SETTLED),
            scanned=self._proof_sql(alias, ["scan"], after=TAKEN_BACK),
            answered=self._answered_sql(alias),
        )

    def _related_sql(self, alias, name, stored):
        """A stored field of the record that a field of the interview names."""
        about = self.env[self._fields[name].comodel_name]
        return SQL(
            "(SELECT %s FROM %s WHERE id = %s)",
            SQL.identifier(stored, to_flush=about._fields[stored]),
            SQL.identifier(about._table),
            self._field_to_sql(alias, name),
        )

    def _inviting_sql(self, alias):
        """Whether an invitation is on its way."""
        message = self.env["hr.entretien.message"]._fields
        return SQL(
            """EXISTS (
                SELECT FROM hr_entretien_message message
                 WHERE message.entretien_id = %s AND message.kind IN %s
                   AND message.state IN %s)""",
            SQL.identifier(alias, "id"),
            INVITATIONS,
            ON_ITS_WAY,
            to_flush=(message[name] for name in ("entretien_id", "kind", "state")),
        )

    def _answered_sql(self, alias):
        """Whether nobody is asked to sign any more: both answered, or the employee
        refused. Who conducts it and refuses leaves it to the employee to answer."""
        signature = self.env["hr.entretien.signature"]._fields
        return SQL(
            """(SELECT count(*) = %s OR bool_or(role = 'employee' AND kind = 'refused')
                  FROM hr_entretien_signature
                 WHERE entretien_id = %s AND void IS NOT TRUE)""",
            len(ROLES),
            SQL.identifier(alias, "id"),
            to_flush=(
                signature[name] for name in ("entretien_id", "role", "kind", "void")
            ),
        )

    def _proof_sql(self, alias, kinds, after=()):
        """Whether the proof file has a line of these kinds, since the last line of
        those ``after``: one look at the file of each interview."""
        proof = self.env["hr.entretien.proof"]._fields
        void = SQL(
            """AND NOT EXISTS (
                   SELECT FROM hr_entretien_proof since
                    WHERE since.entretien_id = proof.entretien_id
                      AND since.kind IN %s AND since.id > proof.id)""",
            tuple(after),
        )
        return SQL(
            """(SELECT TRUE FROM hr_entretien_proof proof
                 WHERE proof.entretien_id = %s AND proof.kind IN %s %s
                 LIMIT 1)""",
            SQL.identifier(alias, "id"),
            tuple(kinds),
            void if after else SQL(),
            to_flush=(proof["entretien_id"], proof["kind"]),
        )
