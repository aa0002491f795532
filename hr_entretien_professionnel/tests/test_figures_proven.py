"""Each figure recomputed by another path: raw rows, plain Python, the pure engine."""

from collections import Counter
from datetime import timedelta

from odoo.tests import freeze_time, tagged

from .random_company import COVERED, TODAY, RandomCompanyCase


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

    def test_the_dashboard(self):
        expected = Counter(status for _person, status in self._statuses())
        figures, departments = self._dashboard()
        for key in ("overdue", "not_computable"):
            with self.subTest(key=key):
                self.assertGreater(expected[key], 0)
                self.assertEqual(figures[key]["count"], expected[key])
        talks = (talk for person in self.people for talk in person.talks)
        held = sum(talk["state"] == "held" for talk in talks)
        self.assertEqual(figures["held"]["count"], held)
        # Who left meanwhile: what was planned with them is given up.
        rows = self._table("hr_entretien", self.proven)
        planned = sum(row["state"] == "planned" for row in rows)
        self.assertEqual(figures["planned"]["count"], planned)
        shown = Counter()
        for row in departments:
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


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestFiguresProvenAgain(TestFiguresProven):
    """Other people, other chances."""

    SEED = 2
