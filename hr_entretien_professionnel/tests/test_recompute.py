"""A fact that changes plans again those it concerns: all of them, and nobody else."""

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .test_follow_up import FollowUpCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestRecompute(FollowUpCase):
    """Each test makes one change, sees who was planned again, and what came of it."""

    def setUp(self):
        super().setUp()
        self.everybody = self.env["hr.employee"].search([])
        self.of_company = self.everybody.filtered(
            lambda employee: employee.company_id == self.company
        )

    def _periodic(self, employee=None):
        stored = self._stored(employee or self.employee)
        return str(stored["entretien_periodic_date"])

    def test_contract_start_edited(self):
        with self._recomputed() as done:
            self.employee.write({"contract_date_start": "2023-02-27"})
        self.assertEqual(done, {self.employee.id})
        self.assertEqual(self._periodic(), "2025-02-27")

    def test_contract_start_edited_on_the_version(self):
        """HR edits the old version of the contract, not the employee."""
        version = self.employee.version_id
        with self._recomputed() as done:
            version.write({"contract_date_start": "2023-02-27"})
        self.assertEqual(done, {self.employee.id})
        self.assertEqual(self._periodic(), "2025-02-27")

    def test_contract_end_edited(self):
        with self._recomputed() as done:
            self.employee.contract_date_end = "2023-12-31"
        self.assertEqual(done, {self.employee.id})
        self.assertFalse(self._stored(self.employee)["entretien_next_date"])

    def test_contract_added_by_its_own_model(self):
        """An import creates versions directly: no employee is written."""
        self.employee.contract_date_end = "2023-12-31"
        with self._recomputed() as done:
            self.env["hr.version"].create(
                {
                    "employee_id": self.employee.id,
                    "date_version": "2024-03-01",
                    "contract_date_start": "2024-03-01",
                }
            )
        self.assertEqual(done, {self.employee.id})
        self.assertEqual(self._periodic(), "2026-03-01")

    def test_version_archived(self):
        self.employee.contract_date_end = "2023-12-31"
        version = self._version(self.employee, "2024-01-01")
        self.assertEqual(self._periodic(), "2024-01-10")
        with self._recomputed() as done:
            self.employee.version_ids.filtered(lambda v: v != version).active = False
        self.assertEqual(done, {self.employee.id})
        self.assertEqual(self._periodic(), "2026-01-01")

    def test_employee_type_changed(self):
        with self._recomputed() as done:
            self.employee.employee_type = "freelance"
        self.assertEqual(done, {self.employee.id})
        self.assertEqual(
            self._stored(self.employee)["entretien_block_code"], "employee_type"
        )

    def test_interview_through_all_its_states(self):
        """Created, held, closed, reopened, cancelled: each step at once, if a date may
        follow from it."""
        with self._recomputed() as done:
            entretien = self._entretien(self.employee, interviewer_id=self.manager.id)
        self.assertLessEqual(done, {self.employee.id})
        self.assertEqual(self._periodic(), "2024-01-10")
        own = {self.employee.id}
        for action, args, people, expected in (
            ("action_mark_held", (), own, "2030-03-02"),
            ("action_close", (), set(), "2030-03-02"),
            ("action_reopen", ("Signed too soon",), own, "2030-03-02"),
            ("action_cancel", ("Another person's",), own, "2024-01-10"),
        ):
            with self._recomputed() as done:
                getattr(entretien, action)(*args)
            self.assertEqual(done, people, action)
            self.assertEqual(self._periodic(), expected, action)

    def test_day_held_corrected(self):
        entretien = self._held(self.employee, "2024-01-08")
        entretien.action_reopen("Wrong day")
        with self._recomputed() as done:
            entretien.date_held = "2024-01-09"
        self.assertEqual(done, {self.employee.id})
        self.assertEqual(self._periodic(), "2028-01-09")

    def test_bilan_added_to_an_interview(self):
        self._stored(self.employee)
        entretien = self._held(self.employee, "2024-01-08")
        entretien.action_reopen("The bilan was held too")
        before = self._stored(self.employee)["entretien_bilan_date"]
        with self._recomputed() as done:
            entretien.with_bilan = True
        self.assertEqual(done, {self.employee.id})
        self.assertNotEqual(self._stored(self.employee)["entretien_bilan_date"], before)

    def test_interview_declined(self):
        entretien = self._entretien(self.employee)
        with self._recomputed() as done:
            entretien.action_decline("No", self._day("2026-03-01"))
        self.assertEqual(done, {self.employee.id})
        self.assertEqual(self._periodic(), "2030-03-01")

    def test_day_of_the_refusal_corrected(self):
        entretien = self._entretien(
            self.employee, state="declined", date_declined="2026-02-02"
        )
        with self._recomputed() as done:
            entretien.date_declined = "2026-02-01"
        self.assertEqual(done, {self.employee.id})
        self.assertEqual(self._periodic(), "2030-02-01")

    def test_override_and_exclusion(self):
        for vals, expected in (
            ({"entretien_seniority_date": "2023-12-04"}, "2025-12-04"),
            ({"entretien_seniority_date": False}, "2024-01-10"),
            (
                {"entretien_excluded": True, "entretien_excluded_reason": "Abroad"},
                "False",
            ),
            ({"entretien_excluded": False}, "2024-01-10"),
        ):
            with self._recomputed() as done:
                self.employee.write(vals)
            self.assertEqual(done, {self.employee.id}, vals)
            self.assertEqual(self._periodic(), expected, vals)

    def test_setting_of_the_company(self):
        """Only its employees: the other companies did not choose."""
        self.assertIn(self.other_hr, self.everybody - self.of_company)
        for name, value in (
            ("entretien_rhythm", "two_six"),
            ("entretien_bilan_chain", "held"),
            ("entretien_gap_days", 10),
            ("entretien_employee_types", "employee"),
            ("entretien_agreement_months", 36),
            ("entretien_agreement_date", "2026-09-01"),
            ("entretien_old_agreement_months", 18),
        ):
            with self._recomputed() as done:
                self.company[name] = value
            self.assertEqual(done, set(self.of_company.ids), name)

    def test_switch_of_rhythm_recomputes_the_dates(self):
        """The brief: switching to legal recomputes the company's employees."""
        employee = self._employee("Recent", "2025-12-01")
        self._held(employee, "2026-01-12")
        self.company.entretien_rhythm = "two_six"
        self.assertEqual(self._periodic(employee), "2028-01-12")
        self.company.entretien_rhythm = "legal"
        self.assertEqual(self._periodic(employee), "2030-01-12")

    def test_setting_that_changes_no_date(self):
        """Planning 30 000 people again because the horizon moved would be noticed."""
        with self._recomputed() as done:
            self.company.write(
                {
                    "entretien_horizon_days": 120,
                    "entretien_notice_days": 10,
                    "name": "Ateliers Lemoine et fils",
                }
            )
        self.assertFalse(done)

    def test_what_is_no_fact_recomputes_nobody(self):
        entretien = self._entretien(self.employee)
        with self._recomputed() as done:
            entretien.write({"conclusion": "A talk", "location": "Room 2"})
            self.employee.write({"job_title": "Fraiseuse", "parent_id": self.n2.id})
        self.assertFalse(done)

    def test_employee_moved_to_another_company(self):
        self.other_company.entretien_rhythm = "two_six"
        employee = self._employee("Mobile", "2025-12-01")
        self._held(employee, "2026-01-12")
        self.assertEqual(self._periodic(employee), "2030-01-12")
        with self._recomputed() as done:
            employee.company_id = self.other_company
        self.assertEqual(done, {employee.id})
        self.assertEqual(self._periodic(employee), "2028-01-12")

    def test_archived_employee_is_planned_too(self):
        """Who comes back must not come back with the dates of before."""
        self.employee.active = False
        self.company.entretien_rhythm = "two_six"
        self._held(self.employee, "2026-01-12")
        self.employee.active = True
        self.assertEqual(self._periodic(), "2028-01-12")

    def test_new_employee_in_a_form_has_no_trouble(self):
        """A form that is not saved asks for the plan of nobody."""
        employee = self.env["hr.employee"].new(
            {"name": "Draft", "contract_date_start": "2026-01-05"}
        )
        self.assertFalse(employee.entretien_next_date)
        self.assertIn(
            employee.entretien_status, ("not_computable", "up_to_date", "not_concerned")
        )

    def test_interview_moved_to_another_employee(self):
        """The form refuses it, a script of migration does not: both are planned."""
        entretien = self._entretien(self.employee, interviewer_id=self.manager.id)
        entretien.action_mark_held()
        self.assertEqual(self._periodic(), "2030-03-02")
        with self._recomputed() as done:
            entretien.employee_id = self.stranger
        self.assertEqual(done, {self.employee.id, self.stranger.id})
        self.assertEqual(self._periodic(), "2024-01-10")
        self.assertEqual(self._periodic(self.stranger), "2030-03-02")

    def test_agreement_longer_than_the_law_allows(self):
        with self.assertRaisesRegex(ValidationError, "L.6315-1, III"):
            self.company.write(
                {"entretien_rhythm": "agreement", "entretien_agreement_months": 49}
            )
