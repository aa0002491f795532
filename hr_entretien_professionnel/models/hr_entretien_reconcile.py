"""What should be open and what is: the daily action mends the difference."""

import logging

from psycopg2 import Error, errors

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger, split_every
from odoo.tools.misc import format_date

from .hr_entretien import OPEN_STATES, PERIODIC_MOTIFS

_logger = logging.getLogger(__name__)
BATCH = 200
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

        Nothing is closed, cancelled or moved here: what people have planned is theirs.
        """
        today = fields.Date.context_today(self)
        work = (
            (self._open_batch, self._employees_to_open(today).ids),
            (self._mend_batch, self._open_to_mend(today)),
            (self._warn_batch, self._planned_to_warn(today)),
            (self._reassign_batch, self._open_without_interviewer().ids),
        )
        progress = self.env["ir.cron"]
        remaining = sum(len(ids) for _step, ids in work)
        progress._commit_progress(remaining=remaining)
        for step, ids in work:
            for batch in split_every(BATCH, ids):
                self._apply_isolated(step, batch, today)
                remaining -= len(batch)
                if not progress._commit_progress(len(batch), remaining=remaining):
                    return

    def _apply_isolated(self, step, ids, today):
        """A batch at once; when it fails, one by one, so that one spoils no other.

        Another process may have opened the same interview meanwhile: the unique index
        says so, and the work is done.
        """
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                step(ids, today)
        except errors.SerializationFailure:
            raise
        except (errors.UniqueViolation, Error, ValueError) as error:
            self.env.invalidate_all()
            if len(ids) > 1:
                for record_id in ids:
                    self._apply_isolated(step, (record_id,), today)
            elif not isinstance(error, errors.UniqueViolation):
                _logger.exception("Entretien: %s on id %s", step.__name__, ids[0])

    # -- open what comes due ---------------------------------------------------------

    @api.model
    def _employees_to_open(self, today):
        """Employees due within their company's horizon, with nothing open."""
        Employee = self.env["hr.employee"].sudo()
        is_open = Domain("state", "in", OPEN_STATES) & Domain(
            "motif", "in", PERIODIC_MOTIFS
        )
        return Employee.search(
            Employee._entretien_due_domain(today)
            & Domain("entretien_block_code", "=", False)
            & ~Domain("entretien_end_date", "<", today)
            & Domain("entretien_ids", "not any", is_open)
        )

    def _open_batch(self, employee_ids, today):
        employees = self.env["hr.employee"].sudo().browse(employee_ids)
        entretiens = self.sudo().with_context(**QUIET).create(
            employees._entretien_open_values(today)
        )
        entretiens.flush_recordset()
        entretiens._schedule_to_plan(today)
        return entretiens

    # -- mend what is open -----------------------------------------------------------

    def _due_query(self, today, state, condition):
        """Ids of the open interviews in a state that meet a condition.

        The condition is SQL on ``due``: ``date``, ``limit``, ``motif`` and ``bilan`` as
        the employee's facts now ask for, empty when nothing is due any more.
        """
        self.env["hr.employee"].flush_model()
        self.flush_model()
        query = SQL(
            """
            SELECT entretien.id
              FROM hr_entretien entretien
              JOIN hr_employee employee ON employee.id = entretien.employee_id
              JOIN res_company company ON company.id = employee.company_id
              CROSS JOIN LATERAL (
                    SELECT employee.active IS TRUE
                       AND (employee.entretien_end_date IS NULL
                            OR employee.entretien_end_date >= %(today)s) AS followed
                   ) here
              CROSS JOIN LATERAL (
                    SELECT CASE WHEN here.followed
                           THEN employee.entretien_next_date END AS date,
                           CASE WHEN here.followed
                           THEN employee.entretien_next_limit END AS limit_date,
                           employee.entretien_next_motif AS motif,
                           COALESCE(here.followed AND employee.entretien_bilan_date
                                <= GREATEST(employee.entretien_next_date, %(today)s
                                   + COALESCE(company.entretien_horizon_days, 0)),
                                false) AS bilan
                   ) due
             WHERE entretien.state = %(state)s
               AND entretien.motif IN %(motifs)s
               AND (%(condition)s)
             ORDER BY entretien.id
            """,
            today=today,
            state=state,
            motifs=PERIODIC_MOTIFS,
            condition=condition,
        )
        return [row[0] for row in self.env.execute_query(query)]

    @api.model
    def _open_to_mend(self, today):
        """Interviews to plan whose date, limit, motif or bilan is no longer right."""
        return self._due_query(
            today,
            "to_plan",
            SQL(
                "(entretien.date_due, entretien.date_limit) IS DISTINCT FROM "
                "(due.date, due.limit_date) OR due.date IS NOT NULL AND "
                "(entretien.with_bilan IS TRUE, entretien.motif) IS DISTINCT FROM "
                "(due.bilan, due.motif)"
            ),
        )

    def _mend_batch(self, ids, today):
        for entretien in self.sudo().browse(ids):
            vals = entretien.employee_id._entretien_due_values(today)
            entretien.write(vals)
            entretien._to_plan_activities().date_deadline = vals["date_due"] or today

    @api.model
    def _planned_to_warn(self, today):
        """Planned interviews that no longer stand where the law puts them."""
        return self._due_query(
            today,
            "planned",
            SQL(
                "COALESCE(entretien.warned_of, COALESCE(entretien.date_due::text, '') "
                "|| CASE WHEN entretien.with_bilan THEN ' bilan' ELSE '' END) "
                "IS DISTINCT FROM COALESCE(due.date::text, '') "
                "|| CASE WHEN due.bilan THEN ' bilan' ELSE '' END"
            ),
        )

    def _warn_batch(self, ids, today):
        """Tell the interviewer, and touch nothing that he settled."""
        for entretien in self.sudo().browse(ids):
            vals = entretien.employee_id._entretien_due_values(today)
            due = fields.Date.to_string(vals["date_due"]) or ""
            entretien.warned_of = due + (" bilan" if vals["with_bilan"] else "")
            entretien._schedule_activity(
                "mail_activity_entretien_to_check",
                today,
                {entretien: entretien._warning_note(vals)},
            )

    def _warning_note(self, vals):
        self.ensure_one()
        if not vals["date_due"]:
            return self.env._("Nothing is due any more for this employee.")
        note = self.env._(
            "The interview is now due on %(date)s.",
            date=format_date(self.env, vals["date_due"]),
        )
        if vals["with_bilan"] and not self.with_bilan:
            note += " " + self.env._("It should carry the état des lieux.")
        return note

    # -- interviewers who left -------------------------------------------------------

    @api.model
    def _open_without_interviewer(self):
        """Open interviews whose interviewer left, or that had none and may have one."""
        opened = Domain("state", "in", OPEN_STATES)
        gone = opened & Domain("interviewer_id.active", "=", False)
        none = (
            opened
            & Domain("interviewer_id", "=", False)
            & (
                Domain("manager_id.active", "=", True)
                | Domain("department_id.manager_id.active", "=", True)
            )
        )
        return self.sudo().search(gone | none)

    def _reassign_batch(self, ids, today):
        for entretien in self.sudo().browse(ids):
            entretien.interviewer_id = entretien._proposed_interviewer()
            entretien._to_plan_activities().unlink()
            if entretien.state == "to_plan":
                entretien._schedule_to_plan(today)

    # -- activities ------------------------------------------------------------------

    def _to_plan_activities(self):
        kind = self.env.ref(
            "hr_entretien_professionnel.mail_activity_entretien_to_plan"
        )
        return self.activity_ids.filtered(lambda item: item.activity_type_id == kind)

    def _schedule_to_plan(self, today):
        self._schedule_activity("mail_activity_entretien_to_plan", today)

    def _schedule_activity(self, xmlid, today, notes=None):
        """One activity for each interview's interviewer, without a mail each.

        :param str xmlid: the activity type
        :param dict notes: a note by interview
        """
        kind = self.env.ref(f"hr_entretien_professionnel.{xmlid}")
        model = self.env["ir.model"]._get("hr.entretien")
        vals_list = []
        for entretien in self:
            user = entretien._activity_user()
            if user:
                vals_list.append(
                    {
                        "activity_type_id": kind.id,
                        "summary": kind.with_context(lang=user.lang).name,
                        "note": (notes or {}).get(entretien),
                        "res_model_id": model.id,
                        "res_id": entretien.id,
                        "user_id": user.id,
                        "automated": True,
                        "date_deadline": entretien.date_due or today,
                    }
                )
        self.env["mail.activity"].sudo().with_context(**QUIET).create(vals_list)

    def _activity_user(self):
        """The interviewer's user, else the company's HR in charge, else nobody.

        Never OdooBot, nor an account that cannot open the interview.
        """
        self.ensure_one()
        company = self.company_id.sudo()
        for user in (self.interviewer_id.user_id, company.entretien_responsible_id):
            if user.active and not user.share:
                return user
        return self.env["res.users"]

