"""The period that an état des lieux examines, and the interviews asked for in it."""

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from odoo import models
from odoo.fields import Date, Domain

from ...schedule import Interview
from ..interview.hr_entretien import OPEN_STATES
from .hr_entretien_bilan import HELD_STATES

# What the proof file says of an interview that was not held.
WHY_NOT = ("absence", "postponed", "cancelled")


class Context(NamedTuple):
    """What the interviews of an employee left behind.

    :param copies: dict of day held or refused → ``hr.entretien``
    :param why: list of (day, kind of proof, id of its interview), by day
    """

    copies: dict
    why: list


class HrEntretienBilanPeriod(models.AbstractModel):
    """Finds the cycle that an état des lieux closes, by the law (``schedule``)."""

    _name = "hr.entretien.bilan.period"
    _description = "Period of an État des Lieux"

    def _find(self, bilans):
        """What each of these finds of its period, in a few queries for all.

        :rtype: dict of ``hr.entretien.bilan`` → values of ``PERIOD``
        """
        if not bilans:
            return {}
        employees = bilans.employee_id.sudo().with_context(active_test=False)
        known = {who.id: facts for who, facts in employees._entretien_known()}
        around = self._around(employees)
        return {
            bilan: self._find_one(
                bilan, known.get(bilan.employee_id.id), around[bilan.employee_id.id]
            )
            for bilan in bilans
        }

    def _find_one(self, bilan, known, around):
        """
        :param known: see ``hr.employee._entretien_known``; None without an employee
        :param Context around:
        """
        if not known or known.block:
            return {"problem_code": known.block if known else "no_cycle"}
        day, open_ = bilan._held_or_due(), bilan.state in OPEN_STATES
        found = known.cycles(*([self._meant(bilan, day)] if open_ else []))
        before, cycle = None, None
        for item in found:
            if item.closed == day:
                cycle = item
                break
            before = item.closed
        if not cycle:
            return {"problem_code": "no_cycle" if found else "no_contract_date"}
        return {
            "period_from": cycle.period_from,
            "period_to": day,
            "last_held": before,
            "interviews_ok": not cycle.missing(),
            "interviews": self._rows(bilan, cycle, day, around),
        }

    def _meant(self, bilan, day):
        """The interview itself, as if it were held.

        :rtype: schedule.Interview
        """
        entretien = bilan.entretien_id
        return Interview(
            day,
            bilan=True,
            on_return=entretien.motif == "return",
            before_leave=entretien.motif == "before_leave",
            mid_career=entretien.with_mid_career or entretien.motif == "mid_career",
            end_career=entretien.with_end_career or entretien.motif == "end_career",
        )

    def _rows(self, bilan, cycle, day, around):
        """Each interview that the period asked for, as plain values.

        A proof of absence is shown with the interview that was due then: the next one
        after the target of the one before.
        """
        targets = [cycle.period_from, *(duty.target for duty in cycle.required)]
        spans = pairwise([*targets, day])
        rows = []
        for duty, (before, _target) in zip(cycle.required, spans, strict=False):
            row = self._row(bilan, duty, day, around)
            if not duty.held:
                row["why"] = self._why_not(bilan, before, duty.again or day, around)
            rows.append(row)
        return rows

    def _row(self, bilan, duty, day, around):
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
            "open": duty.held == day and bilan.state in OPEN_STATES,
            "why": None,
        }

    def _why_not(self, bilan, after, until, around):
        """The last thing that kept an interview from being held between two days.

        :rtype: list of (kind of proof, day), or None
        """
        found = [
            [kind, Date.to_string(day)]
            for day, kind, entretien_id in around.why
            if after < day <= until and entretien_id != bilan.entretien_id.id
        ]
        return found[-1] if found else None

    def _around(self, employees):
        """What these employees' interviews left behind (two queries).

        :rtype: dict of employee id → ``Context``
        """
        around = defaultdict(lambda: Context({}, []))
        of_them = Domain("employee_id", "in", employees.ids)
        others = (
            self.env["hr.entretien"]
            .sudo()
            .search(
                of_them
                & Domain("state", "in", (*HELD_STATES, "declined"))
                & Domain("declined_how", "!=", "oral")
            )
        )
        for item in others:
            day = item.date_declined if item.state == "declined" else item.date_held
            around[item.employee_id.id].copies[day] = item
        proofs = self.env["hr.entretien.proof"].sudo()
        kept = proofs.search_fetch(
            of_them & Domain("kind", "in", WHY_NOT),
            ["employee_id", "date", "kind", "entretien_id"],
            order="date, id",
        )
        for proof in kept:
            about = (proof.date, proof.kind, proof.entretien_id.id)
            around[proof.employee_id.id].why.append(about)
        return around
