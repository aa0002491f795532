"""Each figure recomputed by another path: raw rows, plain Python, the pure engine."""

from collections import Counter
from datetime import timedelta

from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from .. import schedule
from .random_company import COVERED, LAW, TODAY, RandomCompanyCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestFiguresProven(RandomCompanyCase):
    def test_what_was_drawn(self):
        """Nothing would be proven on an empty company."""
        raw = self._raw(self.proven)
        self.assertGreaterEqual(len(self.people), 300)
        talks = sum(len(person.talks) for person in self.people)
        self.assertEqual(len(raw["interviews"]), talks)
        self.assertGreater(talks, 600)
        for name in ("state", "motif", "employee_sex", "employee_category"):
            values = {row[name] for row in raw["interviews"]}
            self.assertGreaterEqual(len(values), 4, name)

    def test_copies_are_those_of_the_day(self):
        """A category changed afterwards does not rewrite the interviews held."""
        kept = {person.id: person for person in self.people}
        for row in self._raw(self.proven)["interviews"]:
            person = kept[row["employee_id"]]
            if row["state"] in ("to_plan", "planned"):
                continue
            first = person.category or person.later_category
            self.assertEqual(row["employee_category"], first or None)

    def _plan(self, person):
        return schedule.plan(self._facts(person), LAW)

    def _facts(self, person):
        return schedule.Facts(
            contracts=tuple(
                schedule.Contract(item.start, item.end)
                for item in person.contracts
                if item.start
            ),
            seniority_override=person.seniority,
            interviews=tuple(self._interviews(person)),
            birthday=person.birthday,
            departure=person.departure,
        )

    def _interviews(self, person):
        for talk in person.talks:
            day = talk.get("date_held") or talk.get("date_declined")
            if day:
                yield schedule.Interview(
                    day,
                    bilan=talk["with_bilan"],
                    refused=talk["state"] == "declined",
                    oral=talk.get("declined_how") == "oral",
                    on_return=talk["motif"] == "return",
                    before_leave=talk["motif"] == "before_leave",
                    mid_career=talk["motif"] == "mid_career",
                    end_career=talk["motif"] == "end_career",
                )

    def _status(self, person):
        if person.kind not in COVERED:
            return "not_concerned"
        plan = self._plan(person)
        if plan.blocked:
            return "not_computable"
        if plan.end and plan.end < TODAY:
            return "not_concerned"
        if plan.next_limit and plan.next_limit < TODAY:
            return "overdue"
        if any(talk["state"] == "planned" for talk in person.talks):
            return "planned"
        soon = plan.next and plan.next.target <= TODAY + timedelta(days=90)
        return "due_soon" if soon else "up_to_date"

    def _statuses(self):
        """Those present, and where the engine says they stand."""
        present = [person for person in self.people if not person.archived]
        return [(person, self._status(person)) for person in present]

    def _dashboard(self):
        dashboard = self._as(self.user_figures, self.env["hr.entretien.dashboard"])
        figures = dashboard.get_figures()
        self.assertEqual(figures["role"], "hr")
        return {item["key"]: item for item in figures["figures"]}, figures["rows"]

    def test_the_dashboard(self):
        expected = Counter(status for _person, status in self._statuses())
        figures, rows = self._dashboard()
        for key in ("overdue", "planned", "not_computable"):
            with self.subTest(key=key):
                self.assertGreater(expected[key], 0)
                self.assertEqual(figures[key]["count"], expected[key])
        talks = (talk for person in self.people for talk in person.talks)
        held = sum(talk["state"] == "held" for talk in talks)
        self.assertEqual(figures["held"]["count"], held)
        shown = Counter()
        for row in rows:
            shown.update(row["counts"])
        del expected["not_concerned"]
        self.assertEqual(+shown, +expected)

    def test_compliance_by_department_sex_and_category(self):
        readers = {
            "department_id": lambda p: (
                f"Service {p.department}" if p.department < 5 else False
            ),
            "sex": lambda p: p.sex or False,
            "category": lambda p: (
                p.category if p.later_category is None else p.later_category
            ),
        }
        statuses = ("overdue", "due_soon", "planned", "up_to_date", "not_computable")
        rows = self._as(self.user_figures, self.env["hr.entretien.compliance"])
        for name, reader in readers.items():
            expected = Counter(
                (reader(person), status)
                for person, status in self._statuses()
                if status in statuses
            )
            groups = rows._read_group(
                [], [name], [f"{status}_count:sum" for status in statuses]
            )
            found = Counter()
            for key, *numbers in groups:
                label = key.name if name == "department_id" else key
                for status, number in zip(statuses, numbers, strict=True):
                    found[label, status] = number
            with self.subTest(by=name):
                self.assertFalse(self._differences(found, expected))

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
        [held] = rows._read_group(~running, [], ["owed_amount:sum", "risk_amount:sum"])
        digits = "".join(c for c in figures["owed"]["text"] if c.isdigit())
        self.assertEqual((int(digits), held[1]), (3000 * owed + held[0], 0))

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
        trained = person.id in self._trained()
        told = schedule.outcome(cycle, trained=trained, concerned=True, day=day)
        return told == "exposed"

    def _trained(self):
        """Ids of those with a training confirmed in the état des lieux to come."""
        raw = self._raw(self.proven)
        coming = {
            row["id"]
            for row in raw["interviews"]
            if row["with_bilan"] and row["state"] in ("to_plan", "planned")
        }
        return {
            row["employee_id"]
            for row in raw["lines"]
            if row["entretien_id"] in coming
            and (row["kind"], row["state"]) == ("training", "confirmed")
            and (row["cpf_cofunded"] or not row["mandatory"])
        }


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestFiguresProvenAgain(TestFiguresProven):
    """Other people, other chances."""

    SEED = 2
