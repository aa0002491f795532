"""The period that an état des lieux examines, and the interviews asked for in it."""

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from odoo import fields, models
from odoo.fields import Date
from odoo.tools.misc import format_date

from ..employee.entretien_case import engine_interview
from ..interview.hr_entretien import OPEN_STATES
from .hr_entretien_bilan import HELD_STATES

# What the proof file tells of an interview that was not held.
WHY_NOT = ("absence", "postponed", "cancelled")


class Context(NamedTuple):
    """What the interviews of an employee left behind.

    :param copies: dict of day held or refused → ``hr.entretien``
    :param why: list of (day, kind of proof, id of its interview), by day
    """

    copies: dict
    why: list


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _bilan_told(self):
        """What each of these finds of its period, in a few queries for all.

        :rtype: dict of ``hr.entretien`` → values of ``PERIOD``
        """
        if not self:
            return {}
        employees = self.employee_id._origin.sudo().with_context(active_test=False)
        cases = self.env["hr.entretien.planner"]._cases(employees)
        known = {case.employee.id: case for case in cases}
        around = self._bilan_around(employees)
        return {
            entretien: entretien._bilan_period(
                known.get(entretien.employee_id._origin.id),
                around[entretien.employee_id._origin.id],
            )
            for entretien in self
        }

    def _bilan_period(self, known, around):
        """
        :param known: ``Case`` of the planner; None without an employee
        :param Context around:
        """
        self.ensure_one()
        if not known or known.block:
            return {"bilan_problem_code": known.block if known else "no_cycle"}
        day = self._bilan_held_or_due()
        meant = [self._bilan_meant(day)] if self.state in OPEN_STATES else []
        found = known.cycles(*meant)
        before, cycle = None, None
        for item in found:
            if item.closed == day:
                cycle = item
                break
            before = item.closed
        if not cycle:
            return {"bilan_problem_code": "no_cycle" if found else "no_contract_date"}
        return {
            "bilan_period_from": cycle.period_from,
            "bilan_period_to": day,
            "bilan_last_held": before,
            "bilan_interviews_ok": not cycle.missing(),
            "bilan_interviews": self._bilan_interview_rows(cycle, day, around),
        }

    def _bilan_held_or_due(self):
        """The day it was held; else the planned one, or its due date, or today."""
        self.ensure_one()
        if self.state in HELD_STATES and self.date_held:
            return self.date_held
        if self.date_planned:
            return fields.Datetime.context_timestamp(self, self.date_planned).date()
        today = Date.context_today(self)
        return max(self.date_due or today, today)

    def _bilan_until(self):
        """Last day of what its lines may tell: nothing that is still to come."""
        self.ensure_one()
        return min(self._bilan_held_or_due(), Date.context_today(self))

    def _bilan_meant(self, day):
        """The interview itself, as if it were held.

        :rtype: schedule.Interview
        """
        self.ensure_one()
        return engine_interview(
            day,
            self.motif,
            bilan=True,
            mid_career=self.with_mid_career,
            end_career=self.with_end_career,
        )

    # -- the table of interviews -----------------------------------------------------

    def _bilan_interview_rows(self, cycle, day, around):
        """Each interview that the period asked for, as plain values.

        A proof of absence is told with the interview that was due then: the next one
        after the target of the one before.
        """
        targets = [cycle.period_from, *(duty.target for duty in cycle.required)]
        spans = pairwise([*targets, day])
        rows = []
        for duty, (before, _target) in zip(cycle.required, spans, strict=False):
            row = self._bilan_row(duty, day, around)
            if not duty.held:
                row["why"] = self._bilan_why(before, duty.again or day, around)
            rows.append(row)
        return rows

    def _bilan_row(self, duty, day, around):
        """
        :param schedule.Required duty:
        """
        copy = around.copies.get(duty.held)
        delivered = copy and copy.date_copy_delivered
        return {
            "kind": duty.kind,
            "target": Date.to_string(duty.target),
            "limit": Date.to_string(duty.in_time_until),
            "held": duty.held and Date.to_string(duty.held),
            "refused": duty.refused,
            "oral": duty.oral,
            "met": duty.met,
            "delivered": delivered and Date.to_string(delivered),
            "open": duty.held == day and self.state in OPEN_STATES,
            "why": None,
        }

    def _bilan_why(self, after, until, around):
        """The last thing that kept an interview from being held between two days.

        :rtype: list of (kind of proof, day), or None
        """
        found = [
            [kind, Date.to_string(day)]
            for day, kind, entretien_id in around.why
            if after < day <= until and entretien_id != self._origin.id
        ]
        return found[-1] if found else None

    def _bilan_around(self, employees):
        """What these employees' interviews left behind (two queries).

        :rtype: dict of employee id → ``Context``
        """
        around = defaultdict(lambda: Context({}, []))
        others = self.sudo().search(
            [
                ("employee_id", "in", employees.ids),
                ("state", "in", (*HELD_STATES, "declined")),
                ("declined_how", "!=", "oral"),
            ]
        )
        for item in others:
            day = item.date_declined if item.state == "declined" else item.date_held
            around[item.employee_id.id].copies[day] = item
        proofs = self.env["hr.entretien.proof"].sudo()
        kept = proofs.search_fetch(
            [("employee_id", "in", employees.ids), ("kind", "in", WHY_NOT)],
            ["employee_id", "date", "kind", "entretien_id"],
            order="date, id",
        )
        for proof in kept:
            about = (proof.date, proof.kind, proof.entretien_id.id)
            around[proof.employee_id.id].why.append(about)
        return around

    # -- in words --------------------------------------------------------------------

    def _bilan_rows(self):
        """The table of interviews in words, for the form and the document.

        :rtype: list of dict of texts: ``kind target held delivered note``; and ``met``
        """
        self.ensure_one()
        return [self._bilan_row_words(row) for row in self.bilan_interviews or []]

    def _bilan_row_words(self, row):
        return {
            "kind": self._bilan_kind_label(row["kind"]),
            "target": self._bilan_format(row["target"]),
            "held": "" if row["open"] else self._bilan_format(row["held"]),
            "delivered": self._bilan_row_delivered(row),
            "met": row["met"],
            "note": self._bilan_row_note(row),
        }

    def _bilan_kind_label(self, kind):
        motifs = dict(self._fields["motif"]._description_selection(self.env))
        return motifs.get(kind, kind)

    def _bilan_row_delivered(self, row):
        if not row["held"] or row["refused"] or row["open"]:
            return ""
        return self._bilan_format(row["delivered"]) or self.env._("Not handed over")

    def _bilan_row_note(self, row):
        """Held, refused, or why not."""
        if row["open"] and not row["met"]:
            return self.env._("The present interview is too late to count")
        if row["open"]:
            return self.env._("Met by the present interview")
        if row.get("oral"):
            return self.env._("Offered on return, declined by word of mouth")
        if row["refused"]:
            return self.env._("Refused in writing")
        if row["held"] and not row["met"]:
            return self.env._("Held too late to count")
        if row["held"]:
            late = row["held"] > row["limit"]
            return self.env._("Held after its date") if late else self.env._("Held")
        return self._bilan_why_text(*row["why"] or (None, None))

    def _bilan_why_text(self, kind, day):
        on = self._bilan_format(day)
        if kind == "absence":
            return self.env._("Not held: the employee did not come on %(day)s", day=on)
        if kind == "postponed":
            return self.env._("Not held: postponed on %(day)s", day=on)
        if kind == "cancelled":
            return self.env._("Not held: cancelled on %(day)s", day=on)
        return self.env._("Not held: no interview is recorded")

    def _bilan_format(self, day):
        return format_date(self.env, Date.to_date(day)) if day else ""
