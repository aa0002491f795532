"""What should be open and what is: the daily action mends the difference."""

import logging
from datetime import date

from psycopg2 import errors
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ..employee.hr_entretien_planner import CARRIED_FLAGS
from .alone import alone, come_back_later
from .batch import CONFLICTS, each_isolated, in_batches, isolated
from .hr_entretien import LEGAL_MOTIFS, OPEN_STATES

_logger = logging.getLogger(__name__)
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


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    @api.model
    def _cron_entretien(self):
        """Open what comes due, mend what is open. Twice gives the same as once.

        What people have planned is theirs: nothing of it is closed or moved here, nor
        cancelled unless the employee left (``hr_entretien_departure``).
        """
        with alone(self.env.cr, self._name) as free:
            if not free:
                _logger.info("Entretien: another pass is at work")
                come_back_later(self.env.ref(CRON))
                return
            # What was committed since our transaction began is to be seen.
            self.env["ir.cron"]._commit_progress()
            today, failures = fields.Date.context_today(self), {}
            for find, step in self._night_steps():
                if not self._reconcile(find, step, today, failures):
                    return
            self._forget_failures(failures)

    @api.model
    def _night_steps(self):
        """What a pass does, in this order.

        :returns: pairs of what finds ids on a day and what takes them
        """
        absences = self.env["hr.entretien.absence"]
        departure = self.env["hr.entretien.departure"]
        interviewer = self.env["hr.entretien.interviewer"]
        return [
            # First who is there and who is not: nothing is opened twice.
            (departure._to_take_up, departure._take_up_batch),
            (departure._to_set_aside, departure._set_aside_batch),
            (absences._begun, absences._begin_batch),
            (
                self._employees_to_open,
                self.env["hr.employee"]._entretien_open_batch,
            ),
            (self._open_to_mend, self._mend_batch),
            (self._planned_to_warn, self._warn_batch),
            (interviewer._to_hand_over, interviewer._hand_over_batch),
        ]

    def _reconcile(self, find, step, today, failures):
        """Take a step, batch by batch, until nothing is found that was not tried.

        What to do is asked for anew in the transaction that does it: people may have
        changed it since the last batch. When they write on the same records at the same
        time, start again from what they left.

        :param find: gives the ids that the step is for, on a day
        :param step: takes ids of its own model, and the day
        :param dict failures: where to note what could not be done
        :returns: whether there is time left
        """
        return in_batches(
            self.env,
            lambda: self._found(find, today),
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

        def failed(record_id, error):
            if not isinstance(error, errors.UniqueViolation):
                _logger.exception("Entretien: %s on id %s", step.__name__, record_id)
                self._note_failure_apart(step, record_id, error, failures)

        each_isolated(self.env, lambda some: step(some, today), ids, failed)

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
            self.env.ref("hr_entretien_professionnel.ir_cron_entretien")._trigger()

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
            self.sudo()
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
        self.flush_model()
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
        entretiens, planner = self.sudo().browse(ids), self.env["hr.entretien.planner"]
        due = planner._due_values(entretiens.employee_id, today)
        for entretien in entretiens:
            vals = due[entretien.employee_id.id]
            entretien.write(vals)
            told = vals["date_due"] or NEVER
            if entretien.deadline_told != told:
                deadline = vals["date_due"] or today
                entretien._to_plan_activities().date_deadline = deadline
                entretien._tell_nothing_due(told, today)
                entretien.deadline_told = told

    def _tell_nothing_due(self, told, today):
        """Who was asked to plan is told that nothing is due, or is due again."""
        self.ensure_one()
        if NEVER not in (told, self.deadline_told):
            return
        note = "_warning_note" if told == NEVER else "_to_plan_note"
        for activity in self._to_plan_activities():
            speaking = self.with_context(lang=activity.user_id._entretien_lang())
            activity.note = getattr(speaking, note)(today)

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
        entretiens, planner = self.sudo().browse(ids), self.env["hr.entretien.planner"]
        due = planner._due_values(entretiens.employee_id, today)
        for entretien in entretiens:
            vals = due[entretien.employee_id.id]
            day = fields.Date.to_string(vals["date_due"]) or ""
            flags = ",".join("ft"[vals[flag]] for flag in CARRIED_FLAGS.values())
            entretien.warned_of = f"{day} {{{flags}}}"
            entretien._schedule_check(today, "_warning_note")

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
        if any(vals[flag] and not self[flag] for flag in CARRIED_FLAGS.values()):
            note += " " + self.env._(
                "It should also carry: %(sections)s.",
                sections=self._sections_text(vals),
            )
        return note

    @api.model
    def _sections_text(self, vals):
        """The sections that an interview of these values carries, in words."""
        labels = {
            "with_bilan": self.env._("the état des lieux"),
            "with_mid_career": self.env._("the mid-career section"),
            "with_end_career": self.env._("the end-of-career section"),
        }
        return ", ".join(label for flag, label in labels.items() if vals[flag])
