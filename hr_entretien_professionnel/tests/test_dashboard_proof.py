import random
from collections import Counter
from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from .common import QUIET, EntretienCase

TODAY = date(2026, 3, 2)
PEOPLE = 240


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestDashboardProof(EntretienCase):
    """The figures of a company of several hundred, counted again from raw rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        chance = random.Random(20260302)
        people = cls.env["hr.employee"].with_context(**QUIET)
        cls.people = people.create([cls._facts(chance, n) for n in range(PEOPLE)])
        cls.env["hr.entretien"].with_context(**QUIET).create(
            [values for person in cls.people for values in cls._history(chance, person)]
        )
        cls.env.flush_all()

    @classmethod
    def _facts(cls, chance, number):
        """Hired on any day of fifteen years, or on none that is known."""
        hired = TODAY - timedelta(days=chance.randrange(30, 15 * 365))
        values = {
            "name": f"Random {number}",
            "company_id": chance.choice((cls.company, cls.other_company)).id,
            "employee_type": chance.choice(["employee"] * 9 + ["trainee"]),
            "entretien_category": chance.choice((False, "worker", "manager")),
            "sex": chance.choice((False, "male", "female")),
            "active": chance.random() > 0.05,
        }
        if values["company_id"] == cls.company.id:
            departments = (cls.department, cls.other_department)
            values["department_id"] = chance.choice(departments).id
        if chance.random() < 0.1:
            return values
        values.update(date_version=hired, contract_date_start=hired)
        if chance.random() < 0.1:
            end = TODAY + timedelta(days=chance.randrange(-20, 400))
            values["contract_date_end"] = max(end, hired)
        return values

    @classmethod
    def _history(cls, chance, person):
        """Interviews held about every two years, most of them; some are planned."""
        day = person.contract_date_start
        while day and (day := day + timedelta(days=chance.randrange(500, 900))) < TODAY:
            if chance.random() > 0.3:
                yield {
                    "employee_id": person.id,
                    "state": "closed",
                    "date_held": day,
                    "date_copy_delivered": day,
                }
        if chance.random() > 0.8:
            yield {
                "employee_id": person.id,
                "state": "planned",
                "date_planned": "2026-03-20 08:00:00",
            }
        elif chance.random() > 0.9:
            yield {
                "employee_id": person.id,
                "motif": "on_request",
                "state": "held",
                "date_held": TODAY,
            }

    def _raw_statuses(self, company):
        """By department and status, from rows alone: no search, no computed field."""
        self.env.cr.execute(
            """SELECT version.department_id, person.entretien_category, version.sex,
                      person.entretien_block_code, person.entretien_end_date,
                      person.entretien_next_date, person.entretien_next_limit,
                      (SELECT COUNT(*) FROM hr_entretien
                        WHERE employee_id = person.id AND state = 'planned')
                 FROM hr_employee person
                 JOIN hr_version version ON version.id = person.current_version_id
                WHERE person.company_id = %s AND person.active""",
            [company.id],
        )
        return [
            (department, category, sex, self._raw_status(*facts))
            for department, category, sex, *facts in self.env.cr.fetchall()
        ]

    def _raw_status(self, code, end, due, limit, planned):
        if code in ("excluded", "employee_type") or (end and end < TODAY):
            return "not_concerned"
        if code:
            return "not_computable"
        if limit and limit < TODAY:
            return "overdue"
        if planned:
            return "planned"
        soon = due and (due - TODAY).days <= 90
        return "due_soon" if soon else "up_to_date"

    def test_the_dashboard_of_each_company(self):
        for user, company in (
            (self.user_hr, self.company),
            (self.user_other_hr, self.other_company),
        ):
            data = self._as(user, self.env["hr.entretien.dashboard"]).get_figures()
            raw = Counter(
                (department or False, status)
                for department, *_, status in self._raw_statuses(company)
                if status != "not_concerned"
            )
            shown = Counter(
                {
                    (row["id"], status): number
                    for row in data["rows"]
                    for status, number in row["counts"].items()
                }
            )
            self.assertEqual(shown, raw)
            self.assertGreaterEqual(len({status for _department, status in raw}), 4)
            figures = {item["key"]: item["count"] for item in data["figures"]}
            totals = Counter(status for _department, status in raw.elements())
            for status in ("overdue", "not_computable"):
                self.assertEqual(figures[status], totals[status])
            self.env.cr.execute(
                "SELECT COUNT(*) FROM hr_entretien WHERE state = 'to_plan' "
                "AND company_id = %s AND (motif = 'on_request' OR date_planned "
                "IS NOT NULL OR date_due IS NULL OR date_due <= %s)",
                [company.id, TODAY + timedelta(days=company.entretien_horizon_days)],
            )
            self.assertEqual(figures["to_plan"], self.env.cr.fetchone()[0])
            for state in ("planned", "held"):
                self.env.cr.execute(
                    "SELECT COUNT(*) FROM hr_entretien WHERE state = %s "
                    "AND company_id = %s",
                    [state, company.id],
                )
                self.assertEqual(figures[state], self.env.cr.fetchone()[0])

    def test_the_compliance_of_each_category_and_sex(self):
        compliance = self._as(self.user_hr, self.env["hr.entretien.compliance"])
        groups = compliance._read_group(
            [], ["category", "sex", "status"], ["employee_count:sum"]
        )
        raw = Counter(
            (category or False, sex or False, status)
            for _department, category, sex, status in self._raw_statuses(self.company)
        )
        self.assertEqual({tuple(key): number for *key, number in groups}, raw)

    def test_each_row_says_what_the_employee_says(self):
        """The computed field, read one by one, is another path to the same status."""
        rows = self.env["hr.entretien.compliance"].search([])
        statuses = {row.employee_id: row.status for row in rows}
        everybody = self.env["hr.employee"].search([])
        self.assertEqual(
            statuses, {person: person.entretien_status for person in everybody}
        )
