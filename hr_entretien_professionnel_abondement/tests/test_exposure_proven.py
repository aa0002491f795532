"""Each euro recomputed by another path: plain facts, the pure engine."""

from dataclasses import replace
from functools import cached_property

from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel import schedule
from odoo.addons.hr_entretien_professionnel.tests.random_company import (
    COVERED,
    LAW,
    TODAY,
    RandomCompanyCase,
)

from .abondement_common import DecidedMixin


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestExposureProven(DecidedMixin, RandomCompanyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._decide(company=cls.proven | cls.elsewhere)
        cls.env.flush_all()

    def test_exposure_in_euros(self):
        """Each running cycle asked of the engine, 3 000 euros for each that exposes.

        Past its limit it is owed, before it is at risk.
        """
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        figures, _rows = self._dashboard()
        owed = sum(self._is_exposed(person, late=True) for person in self.people)
        at_risk = sum(self._is_exposed(person, late=False) for person in self.people)
        self.assertGreater(min(owed, at_risk), 3)
        self.assertEqual(figures["at_risk"]["count"], at_risk)
        digits = "".join(c for c in figures["at_risk"]["text"] if c.isdigit())
        self.assertEqual(int(digits), 3000 * at_risk)

        rows = self._as(self.user_figures, self.env["hr.entretien.exposure"])
        running = Domain("cycle", "=", "running")
        amounts = ["owed_amount:sum", "risk_amount:sum", "projected_amount:sum"]
        [found] = rows._read_group(running, [], amounts)
        lost = sum(
            self._is_exposed(person, day=None, late=False) for person in self.people
        )
        self.assertGreater(lost, at_risk)
        self.assertEqual(found, (3000 * owed, 3000 * at_risk, 3000 * lost))
        [held] = rows._read_group(~running, [], ["risk_amount:sum"])
        self.assertEqual(held, (0,))
        # An état des lieux of history was not established here: it opens no payment.
        established = Domain("entretien_id.state", "=", "declined") | Domain(
            "entretien_id.bilan_id.date_frozen", "!=", False
        )
        [(settled,)] = rows._read_group(~running & established, [], ["owed_amount:sum"])
        digits = "".join(c for c in figures["owed"]["text"] if c.isdigit())
        self.assertEqual(int(digits), 3000 * owed + (settled or 0))

    def _is_exposed(self, person, day=TODAY, *, late):
        """
        :param day: as things stand on that day; None, if nothing more is done
        :param bool late: whether the limit of the état des lieux has passed
        """
        if person.archived or person.kind not in COVERED:
            return False
        plan = self._plan(person)
        cycles = () if plan.blocked else schedule.cycles(self._facts(person), LAW)
        running = [cycle for cycle in cycles if not cycle.closed]
        gone = plan.end and plan.end < TODAY
        if not (running and plan.bilan) or (gone and plan.bilan.limit > plan.end):
            return False
        [cycle] = running
        if (cycle.limit < TODAY) != late:
            return False
        cycle = self._to_its_day(person, cycle)
        trained = (person.id, True) in {
            (who, not end or end >= cycle.period_from) for who, end in self._trained()
        }
        told = schedule.outcome(cycle, trained=trained, concerned=True, day=day)
        return told == "exposed"

    def _to_its_day(self, person, cycle):
        """The years before the day foreseen for the état des lieux to come, if any."""
        row = self._coming.get(person.id)
        if not row or cycle.in_time_until < TODAY:
            return cycle
        planned, facts = row["date_planned"], self._facts(person)
        day = planned.date() if planned else max(row["date_due"] or TODAY, TODAY)
        meant = schedule.Interview(
            day,
            bilan=True,
            on_return=row["motif"] == "return",
            before_leave=row["motif"] == "before_leave",
            mid_career=row["with_mid_career"] or row["motif"] == "mid_career",
            end_career=row["with_end_career"] or row["motif"] == "end_career",
        )
        facts = replace(facts, interviews=(*facts.interviews, meant))
        for found in schedule.cycles(facts, LAW):
            if found.closed == day:
                required = tuple(
                    duty._replace(met=duty.met and duty.held != day)
                    for duty in found.required
                )
                return replace(found, closed=None, required=required)
        return cycle

    @cached_property
    def _coming(self):
        return {
            row["employee_id"]: row
            for row in self._raw(self.proven)["interviews"]
            if row["with_bilan"] and row["state"] in ("to_plan", "planned")
        }

    def _trained(self):
        """Of each training confirmed in the état des lieux to come, whose and its end,
        as far as it is known: one that ended before the cycle began is not of it."""
        raw = self._raw(self.proven)
        coming = {
            row["id"]
            for row in raw["interviews"]
            if row["with_bilan"] and row["state"] in ("to_plan", "planned")
        }
        return {
            (row["employee_id"], row["date_to"] or row["date_from"])
            for row in raw["lines"]
            if row["entretien_id"] in coming
            and (row["kind"], row["state"]) == ("training", "confirmed")
            and (row["cpf_cofunded"] or not row["mandatory"])
        }


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestExposureProvenAgain(TestExposureProven):
    """Other people, other chances."""

    SEED = 2
