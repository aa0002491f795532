"""What should be open and what is: the nightly update mends the difference."""

import logging
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from itertools import count
from typing import NamedTuple

from psycopg2 import errors
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from ..state_domains import domain_sql
from .batch import CONFLICTS, each_isolated, in_batches, isolated, one_pass
from .entretien_occasions import OCCASION_FLAGS
from .entretien_states import LEGAL_MOTIFS, LEGAL_OPEN
from .mail_activity import QUIET

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__)
MEND = _lt("bring what is open up to date")
CRON = "hr_entretien_professionnel.ir_cron_entretien"
# Under which name the ids of those to look at wait for the commit.
TO_OPEN = "hr_entretien_professionnel.to_open"
BATCH = 500
# As many are opened, or mended, as their fact is saved.
AT_ONCE = 200
# After so many batches of a step, PostgreSQL plans with what these tables hold by then.
STATISTICS_AFTER = (2, 20)
FILLED = (
    "hr.entretien",
    "hr.entretien.bilan",
    "hr.entretien.bilan.line",
    "mail.activity",
    "mail.followers",
)
# The deadline notified when nothing is due any more: a day that no due date is.
NEVER = date(9999, 12, 31)
COLUMN_BY_COLUMN = {"prefetch_fields": False}


class Step(NamedTuple):
    """What a night does: on a day ``find`` gives ids of the model, all of them or those
    that meet a domain; ``work`` takes them; ``text`` says what could not be done when
    it fails."""

    find: Callable
    work: Callable
    text: str
    model: str


class HrEntretienNight(models.AbstractModel):
    """The nightly update: it finds what differs from what is due, and mends it.

    Twice gives the same as once. What people have planned is theirs: nothing of it is
    closed or moved, nor cancelled unless the employee left (see
    ``hr.entretien.departure``). What a step could not do is said to HR once, on the
    record, by an activity that goes away by itself when the step succeeds.
    """

    _name = "hr.entretien.night"
    _description = "Nightly Update of the Interviews"

    def _run(self):
        with one_pass(self.env, self._name, CRON) as free:
            if not free:
                return
            today, failures = fields.Date.context_today(self), {}
            for step in self._night_steps():
                if not self._reconcile(step, today, failures):
                    return
            self._forget_failures(failures)

    def _night_steps(self):
        """What a night does, in this order; other add-ons add theirs."""
        bilans, managers = self.env["hr.entretien.bilan"], self.env["hr.entretien.work"]
        steps = self._interview_steps()
        for lines in self.env["hr.entretien.decision.mixin"]._decisions():
            name = lines._name
            steps.append(Step(lines._to_mend, lines._mend_batch, MEND, name))
            remind = _lt("remind of what was decided")
            steps.append(Step(lines._to_notify, lines._notify_batch, remind, name))
        return [
            *steps,
            # One that waits too long is examined up to the present day.
            Step(
                bilans._to_refresh,
                bilans._refresh_at_night,
                _lt("examine the period of the état des lieux"),
                bilans._name,
            ),
            # After all these: it says what they left to do.
            Step(
                managers._to_send_weekly,
                managers._send_weekly_batch,
                _lt("send the managers their weekly message"),
                "hr.employee",
            ),
        ]

    def _interview_steps(self):
        departure = self.env["hr.entretien.departure"]
        absences = self.env["hr.entretien.absence"]
        interviewer = self.env["hr.entretien.interviewer"]
        return [
            # Who is there and who is not: first, so that nothing is opened twice.
            Step(
                departure._to_take_up,
                departure._take_up_batch,
                _lt("reopen the interview of somebody who is back"),
                "hr.entretien",
            ),
            Step(
                departure._to_set_aside,
                departure._set_aside_batch,
                _lt("set aside the interview of somebody who left"),
                "hr.entretien",
            ),
            Step(
                absences._begun,
                absences._begin_batch,
                _lt("note that a leave has begun"),
                absences._name,
            ),
            Step(
                self._employees_to_open,
                self._open_batch,
                _lt("open the interview that comes due"),
                "hr.employee",
            ),
            Step(self._open_to_mend, self._mend_batch, MEND, "hr.entretien"),
            Step(
                self._planned_to_warn,
                self._warn_batch,
                _lt("warn that a planned interview must move"),
                "hr.entretien",
            ),
            Step(
                interviewer._to_hand_over,
                interviewer._hand_over_batch,
                _lt("give the interview to whoever should conduct it"),
                "hr.entretien",
            ),
        ]

    # -- a step, batch by batch --------------------------------------------------------

    def _reconcile(self, step, today, failures):
        """All are looked for once; each batch again, alone, in the transaction that
        does it: somebody may have done it meanwhile.

        :returns: whether there is time left; ``failures`` notes what was not done
        """
        batches = count(1)

        def work(ids):
            if next(batches) in STATISTICS_AFTER:
                self._refresh_statistics()
            left = self._found(step.find, today, Domain("id", "in", ids))
            if left:
                self._apply_isolated(step, left, today, failures)

        find = cache(partial(self._found, step.find, today))
        return in_batches(self.env, find, work, BATCH)

    def _refresh_statistics(self):
        """A mass of rows is new: each batch would be searched for as if it were not."""
        tables = [SQL.identifier(self.env[name]._table) for name in FILLED]
        self.env.cr.execute(SQL("ANALYZE %s", SQL(", ").join(tables)))

    def _found(self, find, today, *only):
        """The ids of a step; when they cannot be found, later steps go on."""
        try:
            return find(today, *only)
        except CONFLICTS:
            raise
        except Exception:
            _logger.exception("Entretien: %s", find.__name__)
            status = self.env.cr.connection.get_transaction_status()
            if status == TRANSACTION_STATUS_INERROR:
                self.env.cr.rollback()
            return []

    def _apply_isolated(self, step, ids, today, failures):
        """A batch at once; when it fails, one by one. A unique index that is violated
        says that somebody did the same meanwhile."""

        def failed(record_id, error):
            if isinstance(error, errors.UniqueViolation):
                return
            name = step.work.__name__
            _logger.exception("Entretien: %s on id %s", name, record_id)
            unknown = partial(_logger.exception, "Entretien: nobody notified: %r")
            with isolated(self.env, unknown):
                self._note_failure(step, record_id, error, failures)

        each_isolated(self.env, lambda some: step.work(some, today), ids, failed)

    # -- what could not be done --------------------------------------------------------

    def _note_failure(self, step, record_id, error, failures):
        """Its row may be what cannot be read: of it, only the columns named here are.

        :param dict failures: where the activity is noted, to be kept tonight
        """
        record = self._failure_place(step, record_id)
        people = self.env["mail.activity"]
        user = people._entretien_hr_user(record.company_id, at_least=True)
        failures[record._name, record.id] = error
        if not user:
            return
        note = self.with_context(lang=user._entretien_lang())._failure_note(step, error)
        known = record.activity_ids._entretien_about("night")
        if known:
            known.filtered(lambda item: item.note != note).note = note
        else:
            reading = people.with_context(**COLUMN_BY_COLUMN)
            activity = reading._entretien_ask("night", [(record, user, {"note": note})])
            # The name of the record, read now rather than with its whole row.
            activity.flush_recordset()

    def _failure_place(self, step, record_id):
        """Where HR reads it: an interview or an employee, whatever the step is for."""
        records = self.env[step.model].sudo().with_context(**COLUMN_BY_COLUMN)
        record = records.browse(record_id)
        known = step.model in ("hr.entretien", "hr.employee")
        return record if known else record._failure_record()

    def _failure_note(self, step, error):
        log = self.env._("Unexpected error: the details are in the log of the server.")
        return self.env._(
            "During the night, this could not be done: %(what)s. %(why)s Nothing was "
            "changed here. It is tried again every night, and this activity goes away "
            "by itself once it succeeds.",
            what=step.text._translate(self.env.lang or "en_US"),
            why=error if isinstance(error, UserError) else log,
        )

    def _forget_failures(self, failures):
        notices = self.env["mail.activity"].sudo()
        notices = notices.search([("entretien_topic", "=", "night")])
        notices.filtered(lambda x: (x.res_model, x.res_id) not in failures).unlink()

    # -- open what comes due -----------------------------------------------------------

    def _employees_to_open(self, today, only=Domain.TRUE):
        """Ids of those due within the horizon, with nothing open."""
        Employee = self.env["hr.employee"].sudo()
        return Employee.search(
            only
            & Employee._entretien_due_domain(today)
            & Employee._entretien_followed_domain(today)
            & Domain("entretien_ids", "not any", LEGAL_OPEN)
        ).ids

    def _open_after_commit(self, employees):
        """Remember whose dates changed: all of them are looked at once, afterwards.

        In a transaction of its own: what cannot be opened undoes nobody's work. While
        add-ons are loaded tables are missing: the installation opens by itself.
        """
        ids, registry = employees._origin.ids, self.env.registry
        if not ids or not registry.ready:
            return
        postcommit = self.env.cr.postcommit
        waiting = postcommit.data.setdefault(TO_OPEN, set())
        if not waiting:
            # The day is that of who saves.
            context = {"tz": str(self.env.tz)}

            @postcommit.add
            def open_what_is_due():
                with registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, context)
                    env[self._name]._open_at_once(postcommit.data.pop(TO_OPEN))

        waiting.update(ids)

    def _open_at_once(self, employee_ids):
        """Open what is due to these employees, and mend what is open. What is too much
        to wait for, or fails, is left to the pass of the night, which does it apart: it
        is started now."""
        today, failures = fields.Date.context_today(self), []
        ids = list(employee_ids)
        for find, name, work in (
            (self._employees_to_open, "id", self._open_batch),
            (self._open_to_mend, "employee_id", self._mend_batch),
        ):
            found = ids and find(today, Domain(name, "in", ids))
            if len(found) > AT_ONCE:
                self.env.ref(CRON)._trigger()
                return
            if not found:
                continue
            try:
                with isolated(self.env, failures.append):
                    work(found, today)
            except CONFLICTS as conflict:
                failures.append(conflict)
            if failures:
                _logger.info("Entretien: left for the background", exc_info=failures[0])
                self.env.ref(CRON)._trigger()
                return
            # What was just opened is what is due.
            ids = [employee_id for employee_id in ids if employee_id not in found]

    def _open_batch(self, employee_ids, today):
        employees = self.env["hr.employee"].sudo().browse(employee_ids)
        employees.flush_recordset()
        entretiens = self.env["hr.entretien"].sudo().with_context(**QUIET)
        entretiens = entretiens.create(employees._entretien_open_values(today))
        entretiens._keep_plans()
        entretiens._schedule_to_plan(today)
        return entretiens

    # -- mend what is open -------------------------------------------------------------

    def _due_rows(self, today, only, state, condition):
        """The open interviews in a state that meet a condition, in SQL on ``due``: what
        the employee's facts now ask for (see the planner), empty when nothing is;
        ``flags`` are what the interview carries, ``due_flags`` what is due.

        :returns: list of their ids and of what is due, as ``warned_of`` keeps it
        """
        entretiens = self.env["hr.entretien"].sudo()
        entretiens.flush_model()
        query = SQL(
            """
            SELECT entretien.id, %(due_text)s
              FROM hr_entretien entretien
              LEFT JOIN LATERAL (%(due)s) due ON TRUE
             WHERE entretien.state = %(state)s
               AND entretien.motif IN %(motifs)s
               AND %(only)s
               AND (%(condition)s)
             ORDER BY entretien.id
            """,
            due=self.env["hr.entretien.planner"]._due_sql(
                today, SQL("employee.id = entretien.employee_id")
            ),
            state=state,
            motifs=LEGAL_MOTIFS,
            only=domain_sql(entretiens, "entretien", None, only),
            due_text=self._due_text_sql("due"),
            condition=SQL(
                condition,
                never=NEVER,
                text=self._due_text_sql("entretien"),
                due_text=self._due_text_sql("due"),
                flags=self._flags_sql("entretien"),
                due_flags=self._flags_sql("due"),
            ),
        )
        return self.env.execute_query(query)

    def _open_to_mend(self, today, only=Domain.TRUE):
        rows = self._due_rows(
            today,
            only,
            "to_plan",
            "(entretien.date_due, entretien.date_limit, entretien.reason_data) "
            "IS DISTINCT FROM (due.date_due, due.date_limit, due.reason_data) "
            "OR entretien.deadline_told IS NOT NULL "
            "AND entretien.deadline_told <> COALESCE(due.date_due, %(never)s) "
            "OR due.date_due IS NOT NULL AND (entretien.motif, %(flags)s) "
            "IS DISTINCT FROM (due.motif, %(due_flags)s)",
        )
        return [entretien_id for entretien_id, _text in rows]

    def _flags_sql(self, table):
        flags = (
            SQL("%s IS TRUE", SQL.identifier(table, flag))
            for flag in OCCASION_FLAGS.values()
        )
        return SQL("ARRAY[%s]", SQL(", ").join(flags))

    def _due_text_sql(self, table):
        day, flags = SQL.identifier(table, "date_due"), self._flags_sql(table)
        return SQL("COALESCE(%s::text, '') || ' ' || (%s)::text", day, flags)

    def _mend_batch(self, ids, today):
        entretiens = self.env["hr.entretien"].sudo().browse(ids)
        planner, employees = self.env["hr.entretien.planner"], entretiens.employee_id
        due = planner._due_values(employees, today)

        def carried(entretien):
            vals = due[entretien.employee_id.id]
            names = ("motif", *OCCASION_FLAGS.values())
            asked = {name: vals[name] for name in names if name in vals}
            return tuple(
                item for item in asked.items() if entretien[item[0]] != item[1]
            )

        # No date follows from what is to plan.
        plans = self.pool.field_computed[employees._fields["entretien_plan"]]
        with self.env.protecting(plans, employees):
            for values, same in entretiens.grouped(carried).items():
                if values:
                    same.write(dict(values))
        entretiens._follow_due()
        self._tell_deadlines(entretiens, today)

    def _tell_deadlines(self, entretiens, today):
        """Who was asked to plan is asked for the new day; they read that nothing is due
        (``NEVER``), or is due again."""
        days = {item.id: item.date_due or NEVER for item in entretiens}
        moved = entretiens.filtered(lambda item: item.deadline_told != days[item.id])
        activities = moved.activity_ids._entretien_about("to_plan")
        for activity in activities:
            entretien, day = moved.browse(activity.res_id), days[activity.res_id]
            if NEVER in (day, entretien.deadline_told):
                note = "_warning_note" if day == NEVER else "_to_plan_note"
                lang = activity.user_id._entretien_lang()
                activity.note = getattr(entretien.with_context(lang=lang), note)(today)
        for day, same in activities.grouped(lambda item: days[item.res_id]).items():
            same.date_deadline = today if day == NEVER else day
        for day, same in moved.grouped(lambda item: days[item.id]).items():
            same.deadline_told = day

    def _planned_to_warn(self, today, only=Domain.TRUE):
        moved = "COALESCE(entretien.warned_of, %(text)s) IS DISTINCT FROM %(due_text)s"
        rows = self._due_rows(today, only, "planned", moved)
        return [entretien_id for entretien_id, _text in rows]

    def _warn_batch(self, ids, today):
        """Tell the interviewer, and touch nothing that they settled."""
        entretiens = self.env["hr.entretien"].sudo().browse(ids)
        rows = self._due_rows(today, Domain("id", "in", ids), "planned", "TRUE")
        for entretien_id, due_text in rows:
            entretiens.browse(entretien_id).warned_of = due_text
        entretiens._schedule_check(today, "_warning_note")
