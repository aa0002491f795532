"""The stored dates of the follow-up: what the facts in Odoo make of them."""

import csv
from contextlib import contextmanager
from itertools import permutations
from unittest.mock import patch

from lxml import etree

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from .common import EntretienCase

STORED = [
    "entretien_plan",
    "entretien_block_code",
    "entretien_start_date",
    "entretien_hire_date",
    "entretien_end_date",
    "entretien_periodic_date",
    "entretien_bilan_date",
    "entretien_bilan_limit",
    "entretien_next_date",
    "entretien_next_limit",
    "entretien_next_motif",
]


def read_cases():
    path = "hr_entretien_professionnel/tests/data/dates.csv"
    with file_open(path, "r", filter_ext=(".csv",)) as source:
        return list(csv.DictReader(source))


class FollowUpCase(EntretienCase):
    """What the tests of the stored dates share."""

    def _stored(self, employee):
        """What the database holds, not what the cache remembers."""
        self.env.flush_all()
        self.env.invalidate_all()
        return {name: employee[name] for name in STORED}

    @contextmanager
    def _recomputed(self):
        """Yield a set that holds, at the end, the employees planned again."""
        model, done = self.env.registry["hr.employee"], set()

        def spied(name):
            compute = getattr(model, name)

            def spy(records, *args):
                done.update(records.ids)
                return compute(records, *args)

            return patch.object(model, name, spy)

        self.env.flush_all()
        with spied("_compute_entretien_plan"), spied("_entretien_store_plans"):
            yield done
            self.env.flush_all()

    def _queries(self, function, *args):
        """Number of queries of a call that finds nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function(*args)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
@freeze_time("2027-06-01")
class TestFollowUp(FollowUpCase):
    """Facts in, dates out: the same whatever the way they came in."""

    def _company_of(self, case):
        """A company under which the law of 2025 takes effect on ``regime_start``."""
        start = case["regime_start"]
        rhythm = {"": "two_six", "2025-10-26": "legal"}.get(start, "agreement")
        return self._company(
            f"Company of {case['id']}",
            entretien_rhythm=rhythm,
            entretien_agreement_months=48 if rhythm == "agreement" else 0,
            entretien_agreement_date=rhythm == "agreement" and start,
        )

    def test_what_is_missing_is_filled_in_where_the_button_leads(self):
        nobody = self._employee("Nobody", hired=None)
        action = self._as(self.user_hr, nobody).action_mend_entretien_facts()
        ((view_id, kind),) = action["views"]
        model = self.env["hr.employee"].with_user(self.user_hr)
        arch = etree.fromstring(model.get_view(view_id, kind)["arch"])
        (page,) = arch.xpath("//page[@autofocus]")
        self.assertEqual(page.get("name"), "entretiens")
        self.assertTrue(page.xpath(".//field[@name='entretien_seniority_date']"))

    def test_the_lists_open_the_card_on_its_tab(self):
        tab = self.env.ref("hr_entretien_professionnel.hr_employee_view_form_mend")
        for name in ("follow_up", "not_computable"):
            xmlid = f"hr_entretien_professionnel.hr_employee_action_{name}"
            views = dict(map(reversed, self.env.ref(xmlid).views))
            self.assertEqual(views["form"], tab.id, name)
        home = self._as(self.user_hr, self.env["hr.entretien.dashboard"])
        for figure in home.get_figures()["figures"]:
            if figure["action"]["res_model"] == "hr.employee":
                views = dict(map(reversed, figure["action"]["views"]))
                self.assertEqual(views["form"], tab.id, figure["key"])

    def test_plan_from_the_card(self):
        card = self._as(self.user_hr, self.employee)
        action = card.action_open_plan()
        self.assertEqual(
            action["context"], {"default_employee_id": self.employee.id}, "none is open"
        )
        entretien = self._entretien(self.employee)
        card = self._as(self.user_hr, self.employee)
        action = card.action_open_plan()
        self.assertEqual(action["res_model"], "hr.entretien.plan")
        self.assertEqual(action["context"]["default_entretien_id"], entretien.id)
        for user in (self.user_other_manager, self.user_colleague):
            with self.assertRaises(AccessError):
                self._as(user, self.employee).action_open_plan()

    def test_every_published_case(self):
        """The engine is right, but what the ORM hands it, or stores, is not."""
        cases = read_cases()
        self.assertEqual(len(cases), 15, "a case of dates.csv is lost")
        for case in cases:
            employee = self._employee(
                case["id"], case["hired"], company_id=self._company_of(case).id
            )
            for cell, with_bilan in (("interviews_held", False), ("edl_held", True)):
                for day in filter(None, case[cell].split(";")):
                    self._held(employee, day, with_bilan=with_bilan)
            stored = self._stored(employee)
            with self.subTest(case["id"], case=case["case"]):
                self.assertEqual(
                    (
                        stored["entretien_start_date"],
                        stored["entretien_periodic_date"],
                        stored["entretien_bilan_date"],
                        stored["entretien_bilan_limit"],
                    ),
                    (
                        self._day(case["hired"]),
                        self._day(case["expected_next"]),
                        self._day(case["expected_edl_target"]),
                        self._day(case["expected_edl_limit"]),
                    ),
                )
                self.assertEqual(
                    stored["entretien_next_date"],
                    min(
                        stored["entretien_periodic_date"],
                        stored["entretien_bilan_date"],
                    ),
                )

    def test_rhythm_of_the_brief(self):
        """Hired on 10/01/2022, two_six: 10/01/2024, bilan 10/01/2028."""
        self.company.entretien_rhythm = "two_six"
        expected = {
            "entretien_periodic_date": self._day("2024-01-10"),
            "entretien_bilan_date": self._day("2028-01-10"),
            "entretien_bilan_limit": self._day("2029-01-09"),
        }
        stored = self._stored(self.employee)
        self.assertEqual({name: stored[name] for name in expected}, expected)

    def test_order_of_entry_changes_nothing(self):
        """A date that remembers the order of the facts is wrong for half the users."""

        def contract(employee):
            employee.version_id.write(
                {"contract_date_start": "2019-05-14", "date_version": "2019-05-14"}
            )

        facts = (
            contract,
            lambda employee: self._held(employee, "2021-05-03"),
            lambda employee: self._held(employee, "2023-12-05"),
            lambda employee: self._held(employee, "2025-05-20", with_bilan=True),
        )
        found = []
        for number, order in enumerate(permutations(facts)):
            employee = self._employee(f"Order {number}", hired=None)
            for write in order:
                write(employee)
                if number % 2:
                    self.env.flush_all()
            found.append(self._stored(employee))
        self.assertEqual(found[0]["entretien_periodic_date"], self._day("2029-05-20"))
        self.assertEqual(found[0]["entretien_bilan_date"], self._day("2033-05-14"))
        for other in found[1:]:
            self.assertEqual(other, found[0])

    def test_override_prevails_then_leaves_no_trace(self):
        """A transfer keeps the earlier seniority; a mistake can be taken back."""
        before = self._stored(self.employee)
        self.employee.entretien_seniority_date = "2018-03-01"
        stored = self._stored(self.employee)
        self.assertEqual(stored["entretien_start_date"], self._day("2018-03-01"))
        self.assertEqual(stored["entretien_bilan_date"], self._day("2024-03-01"))
        self.employee.entretien_seniority_date = False
        self.assertEqual(self._stored(self.employee), before)

    def test_exclusion_takes_the_dates_away_and_gives_them_back(self):
        before = self._stored(self.employee)
        self.employee.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Expatriate"}
        )
        stored = self._stored(self.employee)
        self.assertEqual(stored.pop("entretien_block_code"), "excluded")
        self.assertFalse(any(stored.values()))
        self.employee.entretien_excluded = False
        self.assertEqual(self._stored(self.employee), before)

    def test_exclusion_needs_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "Say why"):
            self.employee.entretien_excluded = True

    def test_reopened_cancelled_and_declined(self):
        """An interview counts while it is held or refused, and no longer."""
        entretien = self._held(self.employee, "2024-01-08")
        expected = {
            "closed": "2028-01-08",
            "held": "2028-01-08",
            "cancelled": "2024-01-10",
        }
        found = {}
        for state, action in (
            ("closed", None),
            ("held", "action_reopen"),
            ("cancelled", "action_cancel"),
        ):
            if action:
                getattr(entretien, action)("Entered by mistake")
            self.assertEqual(entretien.state, state)
            found[state] = self._stored(self.employee)["entretien_periodic_date"]
        self.assertEqual(found, {s: self._day(d) for s, d in expected.items()})

    def test_refusal_counts_from_its_own_day(self):
        entretien = self._entretien(self.employee, with_bilan=True)
        entretien.action_decline("No need", self._day("2026-02-28"))
        stored = self._stored(self.employee)
        self.assertEqual(stored["entretien_periodic_date"], self._day("2030-02-28"))
        self.assertEqual(
            self._duty(self.employee, "periodic")["reason"]["code"], "after_refusal"
        )

    def test_state_without_its_day_cannot_be_stored(self):
        """A held interview without a day would reset nothing and tell nobody."""
        with self.assertRaises(ValidationError):
            self._held(self.employee, "2027-06-02")

    def test_plan_keeps_what_the_end_of_contract_voids(self):
        """A date that disappears has to be explained: the plan says what was void."""
        employee = self._employee("Cdd", "2026-01-05", contract_date_end="2026-12-31")
        stored = self._stored(employee)
        self.assertFalse(stored["entretien_next_date"])
        self.assertEqual(stored["entretien_end_date"], self._day("2026-12-31"))
        self.assertEqual(len(stored["entretien_plan"]["discarded"]), 2)

    def test_a_batch_costs_the_same_whatever_its_size(self):
        """A query per employee is 30 000 queries on the day the law changes."""
        employees = self._population(50)
        field = self.env["hr.employee"]._fields["entretien_plan"]

        def compute(batch):
            self.env.add_to_compute(field, batch)
            batch._recompute_recordset(["entretien_plan"])

        compute(employees)
        few = self._queries(compute, employees[:5])
        many = self._queries(compute, employees)
        self.assertEqual(many, few)
        self.assertLessEqual(many, 12)

    def test_status_of_a_list_costs_the_same_whatever_its_size(self):
        """The list of employees shows status, sentence and delay on each line."""
        employees = self._population(50)
        names = [
            "entretien_status",
            "entretien_next_reason",
            "entretien_blocking_reason",
            "entretien_delay_label",
        ]
        employees.read(names)
        few = self._queries(employees[:5].read, names)
        many = self._queries(employees.read, names)
        self.assertEqual(many, few)

    def _population(self, size):
        """Employees with one or two contracts, with and without interviews."""
        employees = self.env["hr.employee"]
        for number in range(size):
            end = "2024-06-30" if number % 3 else False
            employee = self._employee(
                f"Person {number}", "2023-09-04", contract_date_end=end
            )
            if end:
                self._version(employee, "2024-07-01")
            if number % 2:
                self._held(employee, "2025-09-01")
            employees |= employee
        return employees
