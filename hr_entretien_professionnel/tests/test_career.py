"""From the contracts that Odoo keeps, as versions, to seniority and dates."""

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .test_follow_up import FollowUpCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCareer(FollowUpCase):
    """Which contracts make one employment, and which make none."""

    def _start(self, employee):
        return self._stored(employee)["entretien_start_date"]

    def _block(self, employee):
        stored = self._stored(employee)
        if stored["entretien_block_code"]:
            self.assertFalse(stored["entretien_next_date"])
        return stored["entretien_block_code"]

    def test_fixed_term_then_permanent_is_one_employment(self):
        """The current version alone forgets the CDD: a year of seniority is lost."""
        employee = self._employee("Cdd", "2023-02-27", contract_date_end="2024-06-30")
        self._version(employee, "2024-07-01")
        self.assertEqual(self._start(employee), self._day("2023-02-27"))
        self.assertFalse(employee.entretien_end_date)

    def test_gap_at_the_threshold(self):
        """4 days without contract keep the seniority, 5 do not."""
        for start, expected in (("2024-07-05", "2023-02-27"), ("2024-07-06", None)):
            employee = self._employee(
                start, "2023-02-27", contract_date_end="2024-06-30"
            )
            self._version(employee, start)
            self.assertEqual(self._start(employee), self._day(expected or start))

    def test_gap_is_the_companys_choice(self):
        employee = self._employee("Gap", "2023-02-27", contract_date_end="2024-06-30")
        self._version(employee, "2024-07-06")
        self.company.entretien_gap_days = 5
        self.assertEqual(self._start(employee), self._day("2023-02-27"))
        self.company.entretien_gap_days = 0
        self.assertEqual(self._start(employee), self._day("2024-07-06"))

    def test_versions_of_one_contract_are_one_contract(self):
        """A raise in 2025 makes a version; it does not hire anybody anew."""
        before = self._stored(self.employee)
        for day in ("2024-04-01", "2025-04-01"):
            self.employee.create_version({"date_version": day, "wage": 2500})
        self.assertEqual(len(self.employee.version_ids), 3)
        self.assertEqual(self._stored(self.employee), before)

    def test_new_start_date_moves_all_versions(self):
        self.employee.create_version({"date_version": "2024-04-01"})
        self.employee.contract_date_start = "2021-12-01"
        self.assertEqual(self._start(self.employee), self._day("2021-12-01"))

    def test_archived_version_counts_no_more(self):
        """HR archives a contract entered by mistake: the seniority follows."""
        employee = self._employee("Twice", "2020-01-06", contract_date_end="2021-12-31")
        self._version(employee, "2022-01-01")
        self.assertEqual(self._start(employee), self._day("2020-01-06"))
        employee.version_ids.sorted("date_version")[0].active = False
        self.assertEqual(self._start(employee), self._day("2022-01-01"))

    def test_deleted_version_counts_no_more(self):
        employee = self._employee("Twice", "2020-01-06", contract_date_end="2021-12-31")
        second = self._version(employee, "2022-01-01")
        self.assertFalse(employee.entretien_end_date)
        second.unlink()
        end = self._stored(employee)["entretien_end_date"]
        self.assertEqual(end, self._day("2021-12-31"))

    def test_contract_that_ends_before_the_date(self):
        """Nothing is due after the end; the end itself is still in time."""
        for end, due in (("2027-02-01", ""), ("2027-02-02", "2027-02-02")):
            employee = self._employee(end, "2026-02-02", contract_date_end=end)
            stored = self._stored(employee)
            self.assertEqual(str(stored["entretien_next_date"] or ""), due)
            self.assertFalse(stored["entretien_block_code"])

    def test_extension_of_the_contract_brings_the_date_back(self):
        employee = self._employee("Cdd", "2026-02-02", contract_date_end="2026-12-31")
        self.assertFalse(self._stored(employee)["entretien_next_date"])
        employee.contract_date_end = "2027-06-30"
        self.assertEqual(
            self._stored(employee)["entretien_next_date"], self._day("2027-02-02")
        )

    def test_hire_in_the_future(self):
        """The contract is signed before the first day: its date is known already."""
        employee = self._employee("Soon", "2026-09-01")
        stored = self._stored(employee)
        self.assertEqual(stored["entretien_periodic_date"], self._day("2027-09-01"))

    def test_types_without_a_contract_of_employment(self):
        for kind in ("trainee", "contractor", "freelance"):
            employee = self._employee(kind, "2022-01-10", employee_type=kind)
            self.assertEqual(self._block(employee), "employee_type")

    def test_types_with_a_contract_of_employment(self):
        """Workers and apprentices are forgotten when only “employee” is covered."""
        for kind in ("employee", "worker", "student"):
            employee = self._employee(kind, "2022-01-10", employee_type=kind)
            self.assertFalse(self._block(employee))

    def test_intern_who_is_hired(self):
        """The internship is no contract of employment: seniority starts at the hire."""
        employee = self._employee(
            "Intern",
            "2024-02-01",
            contract_date_end="2024-07-31",
            employee_type="trainee",
        )
        self.assertEqual(self._block(employee), "employee_type")
        self._version(employee, "2024-08-01", employee_type="employee")
        self.assertFalse(self._block(employee))
        self.assertEqual(self._start(employee), self._day("2024-08-01"))

    def test_employee_who_turns_freelancer(self):
        employee = self._employee("Left", "2020-01-06", contract_date_end="2025-12-31")
        self._version(employee, "2026-01-01", employee_type="freelance")
        self.assertEqual(self._block(employee), "employee_type")

    def test_hire_planned_for_an_intern(self):
        """The contract of next month is known: its date too, before it starts."""
        employee = self._employee(
            "Intern",
            "2025-09-01",
            contract_date_end="2026-03-31",
            employee_type="trainee",
        )
        self._version(employee, "2026-04-01", employee_type="employee")
        self.assertFalse(self._block(employee))
        self.assertEqual(self._start(employee), self._day("2026-04-01"))

    def test_covered_types_are_the_companys_choice(self):
        employee = self._employee("Trainee", "2022-01-10", employee_type="trainee")
        self.company.entretien_employee_types = "employee, worker,trainee"
        self.assertFalse(self._block(employee))
        apprentice = self._employee("Apprentice", "2022-01-10", employee_type="student")
        self.assertEqual(self._block(apprentice), "employee_type")

    def test_no_contract_date_is_never_guessed(self):
        """The day the record was created is not the day somebody was hired."""
        employee = self._employee("Unknown", hired=None)
        self.assertEqual(self._block(employee), "no_contract_date")
        employee.entretien_seniority_date = "2019-05-14"
        self.assertFalse(self._block(employee))
        self.assertEqual(self._start(employee), self._day("2019-05-14"))

    def test_contract_dates_emptied(self):
        self.employee.contract_date_start = False
        self.assertEqual(self._block(self.employee), "no_contract_date")

    def test_dates_the_wrong_way_round_are_refused(self):
        """Odoo says it; the plan must not trip over it first."""
        with self.assertRaises(ValidationError):
            self.employee.contract_date_end = "2021-12-31"
        with self.assertRaises(ValidationError):
            self._employee("Wrong", "2024-01-01", contract_date_end="2023-12-31")

    def test_dates_the_wrong_way_round_in_an_old_database(self):
        """One wrong row of an older Odoo must not stop the installation for all."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_version SET contract_date_end = '2021-12-31' WHERE id = %s",
            [self.employee.version_id.id],
        )
        self.env.invalidate_all()
        self.env["hr.entretien.recompute"]._start("law")
        self.assertEqual(self._block(self.employee), "contract_dates")
        self.assertFalse(self._block(self.colleague))
        self.assertEqual(self.employee.entretien_status, "not_computable")
        self.assertTrue(self.employee.entretien_blocking_reason)

    def test_dates_out_of_reach(self):
        """9999 is how some say “no end”, and 0202 how one types 2022 too fast."""
        far = self._employee("Far", "2022-01-10", contract_date_end="9999-12-31")
        self.assertFalse(self._block(far))
        self.assertTrue(far.entretien_next_date)
        old = self._employee("Old", "0202-01-10")
        self.assertEqual(old.entretien_bilan_date, self._day("2020-03-07"))
        late = self._employee("Late", "9998-01-01")
        self.assertEqual(self._block(late), "contract_dates")
        # Of somebody who has a contract the card refuses it.
        coming = self._employee("Coming", False)
        coming.entretien_seniority_date = "9998-01-01"
        self.assertEqual(self._block(coming), "entretien_seniority_date")
