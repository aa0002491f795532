from datetime import date, timedelta
from random import Random

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..schedule import AbsenceKind
from .common import EntretienCase


class EventCase(EntretienCase):
    @classmethod
    def _kind(cls, code):
        return cls.env.ref(f"hr_entretien_professionnel.absence_type_{code}")

    @classmethod
    def _absence(cls, employee, code, start, end):
        return cls.env["hr.entretien.absence"].create(
            {
                "employee_id": employee.id,
                "type_id": cls._kind(code).id,
                "date_from": start,
                "date_to": end,
            }
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestEvents(EventCase):
    """Returns from absence, mid-career, end of career, suspensions, departures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._employee("Worker", "2019-05-14")
        cls._held(cls.worker, "2023-12-05")

    def test_a_row_of_the_law_is_the_engines_value(self):
        """Every figure of it, and the leaves that it follows by their code."""
        kinds = self.env["hr.entretien.absence.type"]._kinds().values()
        found = {kind.code: kind for kind in kinds}
        birth = AbsenceKind(
            "naissance",
            "L.1225-46-2",
            date_from=date(2026, 7, 1),
            not_after=frozenset({"maternity", "adoption"}),
        )
        sick_child = AbsenceKind(
            "presence_parentale",
            "L.1225-62",
            triggers_return=False,
            uncounted_former=50,
            uncounted_from=date(2023, 3, 11),
            disputed="family_leaves",
        )
        for kind in (birth, sick_child):
            self.assertEqual(vars(found[kind.code]), vars(kind))

    def test_return_comes_first(self):
        absence = self._absence(self.worker, "maternity", "2026-06-01", "2026-10-31")
        self.assertEqual(self.worker.entretien_next_motif, "return")
        self.assertEqual(self.worker.entretien_next_date, self._day("2026-11-01"))
        self.assertEqual(self.worker.entretien_next_limit, self._day("2026-12-01"))
        self.assertIn("L.1225-17", self.worker.entretien_next_reason)
        absence.unlink()
        self.assertEqual(self.worker.entretien_next_date, self._day("2027-05-14"))

    def test_interview_within_the_year_before_makes_it_needless(self):
        """Day before, first day and last day of the twelve months."""
        self._absence(self.worker, "maternity", "2026-06-01", "2026-10-31")
        for day, motif in (
            ("2025-10-31", "return"),
            ("2025-11-01", "periodic"),
            ("2026-10-31", "periodic"),
        ):
            with self.subTest(day=day):
                held = self._held(self.worker, day)
                self.assertEqual(self.worker.entretien_next_motif, motif)
                held.action_reopen("Entered by mistake")
                held.action_cancel("Entered by mistake")

    def test_one_open_interview_carries_all(self):
        """Return, mid-career and periodic: one invitation, not three."""
        self._absence(self.worker, "parental", "2024-01-01", "2026-10-31")
        self.worker.entretien_visit_date = "2026-10-20"
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        opened = self.worker.entretien_ids.filtered(lambda e: e.state == "to_plan")
        self.assertRecordValues(
            opened,
            [
                {
                    "motif": "return",
                    "with_mid_career": True,
                    "with_end_career": False,
                    "date_due": self._day("2026-11-01"),
                }
            ],
        )
        self.assertEqual(
            [reason["code"] for reason in opened.reason_data],
            ["after_return", "after_visit"],
        )
        opened.action_mark_held()
        self.assertFalse(
            {"return", "mid_career"}
            & {item["kind"] for item in self.worker._entretien_due()}
        )

    def test_days_not_counted_move_the_bilan_alone(self):
        before = self.worker.entretien_periodic_date
        self._absence(self.worker, "sabbatical", "2024-01-01", "2024-07-02")
        self.assertEqual(self.worker.entretien_bilan_date, self._day("2027-11-14"))
        self.assertEqual(self.worker.entretien_periodic_date, before)
        self.assertIn("184", self.worker.entretien_bilan_reason)
        self.company.entretien_suspend_periodic = True
        self.assertNotEqual(self.worker.entretien_periodic_date, before)

    def test_end_of_career_section(self):
        self.worker.birthday = "1968-05-01"
        self.assertIn(
            ("end_career", "2027-05-14"),
            {(i["kind"], i["target"]) for i in self.worker._entretien_due()},
        )
        self.assertEqual(self.worker.entretien_next_motif, "periodic")

    def test_departure_ends_what_is_due(self):
        self.worker.departure_date = "2026-12-31"
        self.assertEqual(self.worker.entretien_end_date, self._day("2026-12-31"))
        self.assertFalse(self.worker.entretien_next_date)

    def test_suspended_is_said_with_its_end(self):
        """First day, last day and the day after of an absence."""
        self._absence(self.worker, "parental", "2026-03-02", "2026-11-30")
        for day, expected in (
            ("2026-03-01", False),
            ("2026-03-02", True),
            ("2026-11-30", True),
            ("2026-12-01", False),
        ):
            with self.subTest(day=day), freeze_time(day):
                self.env.invalidate_all()
                text = self.worker.entretien_blocking_reason or ""
                self.assertEqual("Suspended" in text, expected)

    def test_kind_that_changes_plans_again_those_who_had_it(self):
        self._absence(self.worker, "unpaid", "2026-06-01", "2026-10-31")
        self.assertEqual(self.worker.entretien_next_motif, "periodic")
        self._kind("unpaid").triggers_return = True
        self.assertEqual(self.worker.entretien_next_motif, "return")

    def test_absence_that_ends_before_it_starts(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._absence(self.worker, "maternity", "2026-06-01", "2026-05-31")
        self._absence(self.worker, "maternity", "2026-06-01", "2026-06-01")


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestAnyOrder(EventCase):
    """The stored dates are the facts', whatever the order they came in."""

    STORED = (
        "entretien_plan",
        "entretien_start_date",
        "entretien_hire_date",
        "entretien_end_date",
        "entretien_periodic_date",
        "entretien_bilan_date",
        "entretien_bilan_limit",
        "entretien_next_date",
        "entretien_next_limit",
        "entretien_next_motif",
    )

    def _facts(self, draw):
        """Random facts of one career, as functions that write one each."""

        def day(first, last):
            start, end = self._day(first), self._day(last)
            return start + timedelta(days=draw.randrange((end - start).days))

        hired = day("2008-01-01", "2024-01-01")
        start, visit = day("2019-01-01", "2026-01-01"), day("2025-11-01", "2026-11-01")
        birthday = day("1966-01-01", "1990-01-01")
        length, kind = draw.randrange(400), draw.choice(("sabbatical", "maternity"))
        facts = [
            lambda who: who.write({"contract_date_start": hired}),
            lambda who: who.write({"birthday": birthday}),
            lambda who: who.write({"entretien_visit_date": visit}),
            lambda who: self._absence(who, kind, start, start + timedelta(days=length)),
        ]
        for _number in range(draw.randrange(4)):
            held, bilan = day("2014-03-07", "2026-11-01"), draw.random() < 0.3
            facts.append(
                lambda who, held=held, bilan=bilan: self._held(
                    who, held, with_bilan=bilan
                )
            )
        return facts

    def test_one_by_one_in_any_order_or_all_at_once(self):
        for seed in range(25):
            with self.subTest(seed=seed):
                draw = Random(seed)
                facts = self._facts(draw)
                at_once = self._employee("At Once", hired=None)
                for fact in facts:
                    fact(at_once)
                one_by_one = self._employee("One By One", hired=None)
                for fact in draw.sample(facts, len(facts)):
                    fact(one_by_one)
                    self.env.flush_all()
                self.assertEqual(
                    one_by_one.read(self.STORED)[0] | {"id": 0},
                    at_once.read(self.STORED)[0] | {"id": 0},
                )
                (case,) = self.env["hr.entretien.planner"]._cases(one_by_one)
                self.assertFalse(case.block)
                self.assertEqual(
                    one_by_one.entretien_next_date, case.plan().next.target
                )


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestAbsenceAccess(EventCase):
    """A kind of absence says much of a private life: HR's alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.absence = cls._absence(
            cls.employee, "long_illness", "2026-01-01", "2026-10-31"
        )

    def test_nobody_but_hr(self):
        for name in (
            "user_manager",
            "user_n2",
            "user_employee",
            "user_colleague",
            "user_system",
            "user_portal",
        ):
            with self.subTest(user=name):
                absence = self._as(getattr(self, name), self.absence)
                with self.assertRaises(AccessError):
                    absence.read(["type_id"])
                with self.assertRaises(AccessError):
                    absence.search([])
                with self.assertRaises(AccessError):
                    absence.write({"date_to": "2026-11-01"})
                with self.assertRaises(AccessError):
                    absence.unlink()

    def test_hr_of_his_company(self):
        absence = self._as(self.user_hr, self.absence)
        self.assertEqual(absence.type_id.code, "long_illness")
        other = self._as(self.user_other_hr, self.absence)
        self.assertFalse(other.search([]))
        with self.assertRaises(AccessError):
            other.read(["type_id"])


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestExplanation(EventCase):
    """The whole reasoning, readable by HR."""

    def _explained(self, employee, user):
        pages = self._as(user, self.env["hr.entretien.explanation"])
        page = pages.create({"employee_id": employee.id})
        return "".join(str(page[name] or "") for name in ("facts", "rules", "result"))

    def test_one_day_is_no_plural(self):
        employee = self._employee("Cdd", "2019-01-07", contract_date_end="2019-06-30")
        self._version(employee, "2019-07-02")
        self._absence(employee, "sabbatical", "2022-05-02", "2022-05-02")
        text = self._explained(employee, self.user_hr)
        self.assertIn("after 1 day without a contract", text)
        self.assertIn("+ 1 day not counted", text)
        self.assertNotIn("1 days", text)

    def test_every_fact_rule_and_date_is_told(self):
        employee = self._employee("Told", "2019-01-07", contract_date_end="2019-06-30")
        self._version(employee, "2019-07-03")
        self._held(employee, "2012-11-06")
        self._held(employee, "2021-11-06")
        self._absence(employee, "sabbatical", "2022-05-01", "2022-09-30")
        employee.write({"birthday": "1968-03-01", "entretien_visit_date": "2026-10-02"})
        text = self._explained(employee, self.user_hr)
        for part in (
            "Contract from",
            "after 2 days without a contract",
            "Not counted: before the present seniority",
            "100% of its days",
            "153 days not counted",
            "law of 24 October 2025",
            "Mid-career interview",
            "End-of-career section",
            "L.6315-1",
        ):
            self.assertIn(part, text)
        self.assertNotIn("%(", text)

    def test_one_contract_is_no_row_of_them(self):
        employee = self._employee("Once", "2019-01-07", contract_date_end="2019-06-30")
        text = self._explained(employee, self.user_hr)
        self.assertRegex(text, r"One employment from [\d/]+ to [\d/]+\.")
        self.assertNotIn("in a row", text)
        self._version(employee, "2019-07-03")
        text = self._explained(employee, self.user_hr)
        self.assertIn("(2 contracts in a row)", text)

    def test_a_leave_with_a_talk_before_it_alone_promises_no_return(self):
        kind = self.env["hr.entretien.absence.type"].create(
            {
                "name": "Leave with a talk before it",
                "code": "before_alone",
                "before_leave": "L.3142-23",
                "triggers_return": False,
            }
        )
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": self.employee.id,
                "type_id": kind.id,
                "date_from": "2026-12-14",
                "date_to": "2027-03-12",
            }
        )
        text = self._explained(self.employee, self.user_hr)
        self.assertIn("Interview before the leave: due date", text)
        self.assertRegex(text, r"Return on [\d/]+, without a return interview\.")
        self.assertIn("Return interview of 13/03/2027: not due, this absence", text)

    def test_not_computable_is_told_too(self):
        employee = self._employee("Unknown", hired=None)
        self.assertIn("neither contract", self._explained(employee, self.user_hr))

    def test_what_the_epidemic_postponed_is_told(self):
        for held, said in (
            ("2020-01-08", None),
            ("2021-06-15", ": in time."),
            ("2021-10-04", ": late."),
            (None, "It was not held."),
        ):
            employee = self._employee(f"Held {held}", "2018-01-11")
            if held:
                self._held(employee, held)
            text = self._explained(employee, self.user_hr)
            with self.subTest(held=held):
                self.assertEqual("because of the epidemic" in text, bool(said))
                self.assertIn(said or "", text)

    def test_a_revised_agreement_and_a_short_illness_are_explained(self):
        company = self._company(
            "Under agreement",
            entretien_rhythm="agreement",
            entretien_old_agreement_months=36,
            entretien_agreement_months=48,
            entretien_agreement_date="2027-03-01",
        )
        self.user_hr.company_ids += company
        employee = self._employee("Revised", "2021-03-01", company_id=company.id)
        self._held(employee, "2024-02-05")
        self._absence(employee, "long_illness", "2026-03-01", "2026-08-31")
        text = self._explained(employee, self.user_hr)
        self.assertRegex(text, r"change of schedule of [\d/]+: the period ends before")
        self.assertNotRegex(text, r"change of law of [\d/]+2027")
        self.assertIn("not due, the absence does not last more than 6 months", text)

    def test_hr_of_another_company_reads_nothing(self):
        """The window may name any employee: what it says must not follow."""
        self._absence(self.employee, "long_illness", "2026-01-01", "2026-12-31")
        pages = self._as(self.user_other_hr, self.env["hr.entretien.explanation"])
        for name in ("facts", "rules", "result", "blocking_reason"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                pages.create({"employee_id": self.employee.id}).read([name])

    def test_manager_cannot_open_it(self):
        with self.assertRaises(AccessError):
            self._explained(self.employee, self.user_manager)
