"""What should be open and what is: the nightly update mends the difference."""

import logging
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from psycopg2 import errors
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from ..employee.hr_entretien_planner import CARRIED_FLAGS
from .alone import alone, come_back_later
from .batch import CONFLICTS, each_isolated, in_batches, isolated
from .hr_entretien import LEGAL_MOTIFS, OPEN_STATES

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__)
CRON = "hr_entretien_professionnel.ir_cron_entretien"
BATCH = 200
# The deadline told when nothing is due any more: a day that no due date is.
NEVER = date(9999, 12, 31)
# The activities tell the interviewers; a mail for each on the same night would not.
QUIET = {
    "mail_activity_quick_update": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}


class Step(NamedTuple):
    """What a night does, with the ids of one model.

    :param model: name of that model
    :param find: gives the ids that it is for, on a day
    :param work: takes ids, and the day
    :param text: what could not be done when it fails, to be translated
    """

    model: str
    find: Callable
    work: Callable
    text: str


class HrEntretienNight(models.AbstractModel):
    """The nightly update: it finds what differs from what is due, and mends it.

    Twice gives the same as once. What people have planned is theirs: nothing of it is
    closed or moved, nor cancelled unless the employee left (see
    ``hr.entretien.departure``).
    """

    _name = "hr.entretien.night"
    _description = "Nightly Update of the Entretiens"

    @api.model
    def _run(self):
        """Take each step of the night, as long as there is time."""
        with alone(self.env.cr, self._name) as free:
            if not free:
                _logger.info("Entretien: another pass is at work")
                come_back_later(self.env.ref(CRON))
                return
            # What was committed since our transaction began is to be seen.
            self.env["ir.cron"]._commit_progress()
            today, failures = fields.Date.context_today(self), {}
            for step in self._night_steps():
                if not self._reconcile(step, today, failures):
                    return
            self.env["hr.entretien.night.failure"]._forget(failures)

    @api.model
    def _night_steps(self):
        """What a night does, in this order; other add-ons add theirs.

        :rtype: list of ``Step``
        """
        return [
            *self._people_steps(),
            *self._opening_steps(),
            *self._decision_steps(),
            *self._bilan_steps(),
        ]

    def _people_steps(self):
        """Who is there, and who is not: first, so that nothing is opened twice."""
        departure = self.env["hr.entretien.departure"]
        absences = self.env["hr.entretien.absence"]
        return [
            Step(
                "hr.entretien",
                departure._to_take_up,
                departure._take_up_batch,
                _lt("open the interview of who is back again"),
            ),
            Step(
                "hr.entretien",
                departure._to_set_aside,
                departure._set_aside_batch,
                _lt("set aside the interview of who left"),
            ),
            Step(
                "hr.entretien.absence",
                absences._begun,
                absences._begin_batch,
                _lt("note that a leave has begun"),
            ),
        ]

    def _opening_steps(self):
        interviewer = self.env["hr.entretien.interviewer"]
        return [
            Step(
                "hr.employee",
                self._employees_to_open,
                self._open_batch,
                _lt("open the interview that comes due"),
            ),
            Step(
                "hr.entretien",
                self._open_to_mend,
                self._mend_batch,
                _lt("bring what is open up to date"),
            ),
            Step(
                "hr.entretien",
                self._planned_to_warn,
                self._warn_batch,
                _lt("warn that a planned interview must move"),
            ),
            Step(
                "hr.entretien",
                interviewer._to_hand_over,
                interviewer._hand_over_batch,
                _lt("give the interview to who should hold it"),
            ),
        ]

    def _decision_steps(self):
        """What was decided in the interviews is followed up."""
        mend = _lt("bring what is open up to date")
        remind = _lt("remind of what was decided")
        needs, actions = (
            self.env["hr.entretien.besoin"],
            self.env["hr.entretien.action"],
        )
        return [
            step
            for lines in (needs, actions)
            for step in (
                Step(lines._name, lines._to_mend, lines._mend_batch, mend),
                Step(lines._name, lines._to_notify, lines._notify_batch, remind),
            )
        ]

    def _bilan_steps(self):
        """An état des lieux that waits too long is examined up to the present day."""
        bilans = self.env["hr.entretien.bilan"]
        return [
            Step(
                "hr.entretien.bilan",
                bilans._to_refresh,
                bilans._refresh_at_night,
                _lt("examine the period of the état des lieux"),
            )
        ]

    # -- a step, batch by batch --------------------------------------------------------

    def _reconcile(self, step, today, failures):
        """Take a step, batch by batch, until nothing is found that was not tried.

        What to do is asked for anew in the transaction that does it: people may have
        changed it since the last batch. When they write on the same records at the same
        time, start again from what they left.

        :param step: see ``Step``
        :param dict failures: where to note what could not be done
        :returns: whether there is time left
        """
        return in_batches(
            self.env,
            lambda: self._found(step.find, today),
            lambda ids: self._apply_isolated(step, ids, today, failures),
            BATCH,
        )

    def _found(self, find, today):
        """The ids that a step is for; when they cannot be found, later steps go on.

        What was done before is committed: nothing of it is undone with the search.
        """
        try:
            return find(today)
        except CONFLICTS:
            raise
        except Exception:
            _logger.exception("Entretien: %s", find.__name__)
            status = self.env.cr.connection.get_transaction_status()
            if status == TRANSACTION_STATUS_INERROR:
                self.env.cr.rollback()
            return []

    def _apply_isolated(self, step, ids, today, failures):
        """A batch at once; when it fails, one by one, so that one spoils no other.

        Somebody may have opened the same interview meanwhile: the unique index says so,
        and the work is done.
        """
        notes = self.env["hr.entretien.night.failure"]

        def failed(record_id, error):
            if not isinstance(error, errors.UniqueViolation):
                name = step.work.__name__
                _logger.exception("Entretien: %s on id %s", name, record_id)
                notes._note_apart(step, record_id, error, failures)

        each_isolated(self.env, lambda some: step.work(some, today), ids, failed)

    # -- open what comes due ---------------------------------------------------------

    @api.model
    def _employees_to_open(self, today, only=Domain.TRUE):
        """Ids of the employees due within the horizon, with nothing open.

        :param Domain only: those among whom to look
        """
        Employee = self.env["hr.employee"].sudo()
        is_open = Domain("state", "in", OPEN_STATES) & Domain(
            "motif", "in", LEGAL_MOTIFS
        )
        return Employee.search(
            only
            & Employee._entretien_due_domain(today)
            & Domain("entretien_block_code", "=", False)
            & ~Employee._entretien_gone_domain(today)
            & Domain("entretien_ids", "not any", is_open)
        ).ids

    @api.model
    def _open_at_once(self, employee_ids):
        """Open what is due to these employees.

        What is too much to wait for, or fails, is left to the pass of the night, which
        does it apart and tells HR: it is started now.
        """
        today = fields.Date.context_today(self)
        due = self._employees_to_open(today, Domain("id", "in", list(employee_ids)))
        if len(due) > BATCH or due and not self._open_if_possible(due, today):
            self.env.ref(CRON)._trigger()

    def _open_if_possible(self, employee_ids, today):
        """:returns: whether these were opened"""
        failures = []
        try:
            with isolated(self.env, failures.append):
                self._open_batch(employee_ids, today)
        except CONFLICTS as conflict:
            failures.append(conflict)
        if failures:
            _logger.info("Entretien: left for the background", exc_info=failures[0])
        return not failures

    def _open_batch(self, employee_ids, today):
        employees = self.env["hr.employee"].sudo().browse(employee_ids)
        entretiens = (
            self.env["hr.entretien"]
            .sudo()
            .with_context(**QUIET)
            .create(employees._entretien_open_values(today))
        )
        entretiens.flush_recordset()
        entretiens._schedule_to_plan(today)
        return entretiens

    # -- mend what is open -----------------------------------------------------------

    def _due_query(self, today, state, condition):
        """Ids of the open interviews in a state that meet a condition.

        The condition is SQL on ``due``, which has what the employee's facts now ask for
        (see the planner), empty when nothing is due any more.
        """
        self.env["hr.entretien"].flush_model()
        query = SQL(
            """
            SELECT entretien.id
              FROM hr_entretien entretien
              LEFT JOIN LATERAL (%(due)s) due ON TRUE
             WHERE entretien.state = %(state)s
               AND entretien.motif IN %(motifs)s
               AND (%(condition)s)
             ORDER BY entretien.id
            """,
            due=self.env["hr.entretien.planner"]._due_sql(
                today, SQL("employee.id = entretien.employee_id")
            ),
            state=state,
            motifs=LEGAL_MOTIFS,
            condition=condition,
        )
        return [row[0] for row in self.env.execute_query(query)]

    @api.model
    def _open_to_mend(self, today):
        """Interviews to plan whose date, limit, motif, bilan or reason is wrong."""
        return self._due_query(
            today,
            "to_plan",
            SQL(
                "(entretien.date_due, entretien.date_limit, entretien.reason_data) "
                "IS DISTINCT FROM (due.date_due, due.date_limit, due.reason_data) "
                "OR entretien.deadline_told IS NOT NULL "
                "AND entretien.deadline_told <> COALESCE(due.date_due, %(never)s) "
                "OR due.date_due IS NOT NULL AND (entretien.motif, %(flags)s) "
                "IS DISTINCT FROM (due.motif, %(due_flags)s)",
                never=NEVER,
                flags=self._flags_sql("entretien"),
                due_flags=self._flags_sql("due"),
            ),
        )

    @api.model
    def _flags_sql(self, table):
        """What an interview carries, or should, as an array of booleans."""
        flags = (
            SQL("%s IS TRUE", SQL.identifier(table, flag))
            for flag in CARRIED_FLAGS.values()
        )
        return SQL("ARRAY[%s]", SQL(", ").join(flags))

    def _mend_batch(self, ids, today):
        entretiens = self.env["hr.entretien"].sudo().browse(ids)
        planner = self.env["hr.entretien.planner"]
        due = planner._due_values(entretiens.employee_id, today)
        for entretien in entretiens:
            vals = due[entretien.employee_id.id]
            entretien.write(vals)
            told = vals["date_due"] or NEVER
            if entretien.deadline_told != told:
                deadline = vals["date_due"] or today
                entretien._to_plan_activities().date_deadline = deadline
                self._renew_to_plan_note(entretien, told, today)
                entretien.deadline_told = told

    def _renew_to_plan_note(self, entretien, told, today):
        """Who was asked to plan reads that nothing is due, or is due again."""
        if NEVER not in (told, entretien.deadline_told):
            return
        note = "_warning_note" if told == NEVER else "_to_plan_note"
        for activity in entretien._to_plan_activities():
            lang = activity.user_id._entretien_lang()
            activity.note = getattr(entretien.with_context(lang=lang), note)(today)

    @api.model
    def _planned_to_warn(self, today):
        """Planned interviews that no longer stand where the law puts them."""
        return self._due_query(
            today,
            "planned",
            SQL(
                "COALESCE(entretien.warned_of, COALESCE(entretien.date_due::text, '') "
                "|| ' ' || (%(flags)s)::text) IS DISTINCT FROM "
                "COALESCE(due.date_due::text, '') || ' ' || (%(due_flags)s)::text",
                flags=self._flags_sql("entretien"),
                due_flags=self._flags_sql("due"),
            ),
        )

    def _warn_batch(self, ids, today):
        """Tell the interviewer, and touch nothing that he settled."""
        entretiens = self.env["hr.entretien"].sudo().browse(ids)
        planner = self.env["hr.entretien.planner"]
        due = planner._due_values(entretiens.employee_id, today)
        for entretien in entretiens:
            vals = due[entretien.employee_id.id]
            day = fields.Date.to_string(vals["date_due"]) or ""
            flags = ",".join("ft"[vals[flag]] for flag in CARRIED_FLAGS.values())
            entretien.warned_of = f"{day} {{{flags}}}"
            entretien._schedule_check(today, "_warning_note")
