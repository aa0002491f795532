"""Where an employee stands: each status at the days where it begins and ends."""

from lxml import etree

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from ..models.figures.hr_entretien_compliance import COUNTED
from .common import EntretienCase

STATUSES = [
    "overdue",
    "due_soon",
    "planned",
    "up_to_date",
    "not_computable",
    "not_concerned",
]


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestStatus(EntretienCase):
    """The status is not stored: it is asked for on a day, and searched the same way."""

    def _status_on(self, day, employee):
        with freeze_time(day):
            self.env.invalidate_all()
            return employee.entretien_status

    def _check_days(self, employee, expected):
        """Check the status day by day, and that the search says the same."""
        for day, status in expected.items():
            with self.subTest(day):
                self.assertEqual(self._status_on(day, employee), status)
                with freeze_time(day):
                    self.assertEqual(self._found(employee), [status])

    def _found(self, employee):
        """Every status under which a search finds the employee."""
        Employee = self.env["hr.employee"].with_context(active_test=False)
        one = Domain("id", "=", employee.id)
        return [
            status
            for status in STATUSES
            if Employee.search(one & Domain("entretien_status", "=", status))
        ]

    def test_periodic_date_by_date(self):
        """The due day is still in time; the horizon's last day is within it."""
        employee = self._employee("Recent", "2026-02-02")
        self.assertEqual(employee.entretien_next_date, self._day("2027-02-02"))
        self._check_days(
            employee,
            {
                "2026-11-03": "up_to_date",
                "2026-11-04": "due_soon",
                "2026-11-05": "due_soon",
                "2027-02-01": "due_soon",
                "2027-02-02": "due_soon",
                "2027-02-03": "overdue",
            },
        )

    def test_bilan_is_late_after_its_limit_not_its_target(self):
        """Between target and limit the bilan is to be held, the law not yet broken."""
        employee = self._employee("Bilan", "2020-06-15")
        self._held(employee, "2025-11-03")
        self.assertEqual(employee.entretien_bilan_date, self._day("2028-06-15"))
        self._check_days(
            employee,
            {
                "2028-03-16": "up_to_date",
                "2028-03-17": "due_soon",
                "2028-06-16": "due_soon",
                "2029-06-14": "due_soon",
                "2029-06-15": "overdue",
            },
        )

    def test_planned_until_the_limit_is_past(self):
        """A meeting in the diary does not make a late one in time."""
        employee = self._employee("Planned", "2026-02-02")
        self._entretien(employee, state="planned", date_planned="2027-03-01 09:00:00")
        self._check_days(
            employee,
            {
                "2026-03-02": "planned",
                "2027-02-02": "planned",
                "2027-02-03": "overdue",
            },
        )

    def test_interview_to_plan_is_not_planned(self):
        employee = self._employee("To plan", "2026-02-02")
        entretien = self._entretien(employee)
        self._check_days(
            employee, {"2026-12-01": "due_soon", "2026-03-02": "up_to_date"}
        )
        entretien.write({"date_planned": "2026-12-03 09:00:00"})
        entretien.interviewer_id = self.manager
        entretien.action_plan()
        self._check_days(employee, {"2026-12-01": "planned"})
        entretien.action_cancel("Ill")
        self._check_days(employee, {"2026-12-01": "due_soon"})

    def test_end_of_contract_day_by_day(self):
        """On his last day he is still there; the day after nothing is owed."""
        employee = self._employee("Cdd", "2025-11-03", contract_date_end="2026-12-31")
        self._check_days(
            employee,
            {
                "2026-11-03": "due_soon",
                "2026-12-31": "overdue",
                "2027-01-01": "not_concerned",
            },
        )

    def test_horizon_is_the_companys(self):
        employee = self._employee("Recent", "2026-02-02")
        self.company.entretien_horizon_days = 0
        self._check_days(
            employee, {"2027-02-01": "up_to_date", "2027-02-02": "due_soon"}
        )
        self.company.entretien_horizon_days = 365
        self._check_days(
            employee, {"2026-02-01": "up_to_date", "2026-02-02": "due_soon"}
        )

    def test_every_employee_has_one_status_and_the_search_agrees(self):
        """A filter that forgets somebody is a list that HR trusts and should not."""
        people = self._mixed_population()
        Employee = self.env["hr.employee"].with_context(active_test=False)
        here = Domain("id", "in", people.ids)
        self.env.flush_all()
        self.env.invalidate_all()
        shown = people.grouped("entretien_status")
        self.assertEqual(set(shown), set(STATUSES), "one is missing here")
        self.assertEqual(sum(map(len, shown.values())), len(people))
        for status in STATUSES:
            found = Employee.search(here & Domain("entretien_status", "=", status))
            self.assertEqual(found, shown[status], status)
            others = Employee.search(here & Domain("entretien_status", "!=", status))
            self.assertEqual(others, people - shown[status], status)
        for several in (STATUSES[:2], STATUSES[2:], STATUSES, []):
            expected = people.filtered(
                lambda item, among=several: item.entretien_status in among
            )
            found = Employee.search(here & Domain("entretien_status", "in", several))
            self.assertEqual(found, expected, several)
            found = Employee.search(
                here & Domain("entretien_status", "not in", several)
            )
            self.assertEqual(found, people - expected, several)
        self.assertEqual(
            Employee.search(here & Domain("entretien_status", "!=", False)), people
        )
        self.assertFalse(Employee.search(here & Domain("entretien_status", "=", False)))

    def test_a_status_is_known_everywhere(self):
        """A new one has its domain, its filter and, followed up, its figure."""
        Employee = self.env["hr.employee"]
        labels = dict(Employee._fields["entretien_status"].selection)
        self.assertEqual(set(labels), set(STATUSES))
        self.assertEqual(set(labels), set(Employee._entretien_status_domains()))
        self.assertEqual(set(labels), {*COUNTED, "not_concerned"})
        view = self.env.ref("hr_entretien_professionnel.hr_employee_view_search")
        filters = {item.get("name") for item in etree.fromstring(view.arch).iter()}
        self.assertLessEqual(set(labels), filters)

    def test_searching_costs_few_queries(self):
        self._mixed_population()
        Employee = self.env["hr.employee"]
        self.env.flush_all()
        for status in STATUSES:
            self.env.invalidate_all()
            with self.assertQueryCount(3):
                Employee.search([("entretien_status", "=", status)])

    def _mixed_population(self):
        """Employees of two companies, of every kind, in and out of every status."""
        self.other_company.write(
            {"entretien_rhythm": "two_six", "entretien_horizon_days": 30}
        )
        people = self.env["hr.employee"]
        for company in (self.company, self.other_company):
            for hired in ("2013-01-07", "2020-05-04", "2024-04-15", "2025-04-20"):
                where = {"company_id": company.id}
                for held in (None, "2022-04-20", "2024-05-13", "2025-11-03"):
                    employee = self._employee(f"{hired} {held}", hired, **where)
                    if held and held > hired:
                        self._held(employee, held, with_bilan=held[:4] == "2024")
                    people |= employee
                planned = self._employee("Planned", hired, **where)
                self._held(planned, "2026-01-12")
                self._entretien(
                    planned,
                    state="planned",
                    motif="on_request",
                    date_planned="2026-03-10 09:00:00",
                )
                people |= planned
                people |= self._employee(
                    "Ended", hired, contract_date_end="2026-03-01", **where
                )
                people |= self._employee(
                    "Ends", hired, contract_date_end="2026-03-02", **where
                )
            people |= self._employee("Unknown", None, **where)
            people |= self._employee("Trainee", employee_type="trainee", **where)
            people |= self._employee("Archived", active=False, **where)
            people |= self._employee("Gone", None, active=False, **where)
            people |= self._employee(
                "Excluded",
                entretien_excluded=True,
                entretien_excluded_reason="Abroad",
                **where,
            )
        return people.sorted()


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestBlockingReason(EntretienCase):
    """Without a date there is a sentence: what is missing, and where to put it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))

    def _reason(self, employee):
        self.env.invalidate_all()
        return employee.with_context(lang="en_US").entretien_blocking_reason

    def test_no_reason_when_there_is_a_date(self):
        self.assertFalse(self._reason(self.employee))

    def test_each_block_has_its_sentence(self):
        excluded = {
            "entretien_excluded": True,
            "entretien_excluded_reason": "Sent abroad",
        }
        for kw, expected in (
            ({"hired": None}, "No contract start date"),
            ({"employee_type": "freelance"}, "“Freelancer” is not a contract"),
            (excluded, "Not followed up: Sent abroad"),
            ({"contract_date_end": "2026-03-01"}, "The contract ended on 03/01/2026"),
        ):
            employee = self._employee("Somebody", **kw)
            self.assertIn(expected, self._reason(employee) or "")

    def test_contract_too_short_for_anything(self):
        """No date and no block: the list must still say why there is none."""
        employee = self._employee("Cdd", "2026-02-02", contract_date_end="2026-12-31")
        self.assertEqual(employee.entretien_status, "up_to_date")
        self.assertIn("before the next date", self._reason(employee))
        self.assertIn("12/31/2026", self._reason(employee))

    def test_reason_follows_the_type(self):
        """The sentence names the present type, not the one of the last reading."""
        employee = self._employee("Somebody", employee_type="trainee")
        self.assertIn("Trainee", self._reason(employee))
        employee.employee_type = "contractor"
        self.assertIn("Contractor", employee.entretien_blocking_reason)

    def test_reason_follows_the_exclusion(self):
        self.employee.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Abroad"}
        )
        self.assertIn("Abroad", self.employee.entretien_blocking_reason)
        self.employee.entretien_excluded_reason = "Long leave"
        self.assertIn("Long leave", self.employee.entretien_blocking_reason)

    def test_days_left(self):
        employee = self._employee("Recent", "2026-02-02")
        for day, label in (
            ("2027-01-01", "in 32 days"),
            ("2027-02-01", "in 1 day"),
            ("2027-02-02", "today"),
            ("2027-02-03", "1 day late"),
            ("2027-02-12", "10 days late"),
        ):
            with freeze_time(day):
                self.env.invalidate_all()
                self.assertEqual(employee.entretien_delay_label, label)

    def test_time_left_until_the_limit_once_the_target_is_past(self):
        """Due and within its year of tolerance, it is no longer "in 11 months"."""
        label = self.env["hr.entretien"]._delay_label
        due, limit = self._day("2026-03-02"), self._day("2027-03-01")
        for day, expected in (
            ("2026-02-01", "due in 29 days"),
            ("2026-03-02", "today"),
            ("2026-04-02", "deadline in 10 months"),
            ("2027-03-01", "deadline today"),
            ("2027-03-02", "1 day late"),
            ("2028-02-20", "11 months late"),
            ("2028-11-02", "1 year and 8 months late"),
            ("2030-01-15", "2 years and 10 months late"),
            ("2030-03-02", "3 years late"),
        ):
            with self.subTest(day=day):
                self.assertEqual(label(due, limit, self._day(day)), expected)

    def test_employee_with_a_proof_cannot_be_deleted(self):
        """Deleting the employee would delete what the law asks to keep."""
        self._held(self.employee, "2025-11-03")
        with self.assertRaisesRegex(UserError, "Archive the employee"):
            self.employee.unlink()
        self._entretien(self.colleague)
        self.colleague.unlink()
        self.assertFalse(self.colleague.exists())

    def test_who_held_an_interview_is_not_deleted(self):
        """A closed interview would not say any more who held it."""
        guest = self._employee("Guest", "2020-01-06")
        other = self._employee("Other", "2020-01-06")
        self._held(self.employee, "2025-11-03", interviewer_id=guest.id)
        with self.assertRaisesRegex(UserError, "Guest.*Archive the employee"):
            self._as(self.user_hr_manager, guest | other).unlink()
        self._as(self.user_hr_manager, other).unlink()
        self.assertFalse(other.exists())


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestLeft(EntretienCase):
    """Nothing is due after the end of the contract: no screen says that it is late."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.late = cls._employee("Late", "2014-05-20").with_env(cls.env)

    def _check_nothing_late(self):
        self.env.invalidate_all()
        late = self.late
        self.assertTrue(late.entretien_next_limit < self._day("2026-03-02"))
        self.assertEqual(late.entretien_status, "not_concerned")
        self.assertFalse(late.entretien_delay_label)
        self.assertFalse(late.entretien_bilan_label)
        self.assertFalse(late.entretien_delay_state)
        rows = self.env["hr.entretien.timeline"]._rows(late)[late.id]
        self.assertIn("missed", [row["status"] for row in rows])
        self.assertNotIn("overdue", [row["status"] for row in rows])
        self.assertFalse({"next", "bilan_next", "limit"} & {x["mark"] for x in rows})
        people = late.with_context(active_test=False)
        self.assertNotIn(late, people.search([("entretien_status", "=", "overdue")]))

    def test_employed_they_are_late(self):
        self.assertEqual(self.late.entretien_status, "overdue")
        self.assertIn("late", self.late.entretien_delay_label)
        self.assertIn("late", self.late.entretien_bilan_label)
        rows = self.env["hr.entretien.timeline"]._rows(self.late)[self.late.id]
        self.assertIn("overdue", [row["status"] for row in rows])

    def test_the_contract_is_over(self):
        self.late.version_id.contract_date_end = "2026-03-01"
        self._check_nothing_late()
        self.assertIn("ended on", self.late.entretien_blocking_reason)

    def test_archived_without_a_day(self):
        self.late.active = False
        self._check_nothing_late()
        self.assertIn("archived", self.late.entretien_blocking_reason)
        self.late.active = True
        self.env.invalidate_all()
        self.assertEqual(self.late.entretien_status, "overdue")
        self.assertFalse(self.late.entretien_blocking_reason)

    def test_archived_they_are_no_longer_to_be_informed(self):
        hired = self._employee("Hired", "2025-12-01")
        self.assertTrue(hired.entretien_not_told)
        hired.active = False
        self.assertFalse(hired.entretien_not_told)

    def test_the_filters_find_whom_the_card_says_it_of(self):
        """Who is at work meanwhile is not suspended; who left is owed nothing."""
        kinds = self.env["hr.entretien.absence.type"].search([])
        people = self.env["hr.employee"]
        for kind in kinds:
            person = self._employee(kind.name, "2025-05-20")
            self.env["hr.entretien.absence"].create(
                {
                    "employee_id": person.id,
                    "type_id": kind.id,
                    "date_from": "2026-02-01",
                    "date_to": "2026-04-01",
                }
            )
            people |= person
        said = people.filtered(lambda one: one.entretien_blocking_reason)
        self.assertTrue(said and said != people)
        self.assertEqual(self._filtered("suspended") & people, said)
        self.assertIn(self.late, self._filtered("bilan_year"))
        self.late.version_id.contract_date_end = "2026-03-01"
        self.assertNotIn(self.late, self._filtered("bilan_year"))

    def _filtered(self, name):
        view = self.env.ref("hr_entretien_professionnel.hr_employee_view_search")
        [found] = etree.fromstring(view.arch).xpath(f"//filter[@name='{name}']")
        return self.env["hr.employee"].search(safe_eval(found.get("domain")))
