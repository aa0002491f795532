"""Told at the hire: what counts, for which employment, and who is listed."""

from dateutil.relativedelta import relativedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..models.message.report_hire_letter import HIRE_LETTER
from .hire_common import HireCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHire(HireCase):
    def test_listed_are_those_hired_since_the_law_and_not_told(self):
        eve = self._employee("Eve", "2025-10-25")
        day = self._employee("Day", "2025-10-26")
        coming = self._employee("Coming", "2026-03-03")
        excluded = self._employee(
            "Excluded",
            "2026-01-05",
            entretien_excluded=True,
            entretien_excluded_reason="Mandataire",
        )
        trainee = self._employee("Trainee", "2026-01-05", employee_type="trainee")
        gone = self._employee("Gone", "2026-01-05", contract_date_end="2026-02-27")
        last_day = self._employee(
            "Last Day", "2026-01-05", contract_date_end="2026-03-02"
        )
        unknown = self._employee("Unknown", None)
        self.assertEqual(self._listed(), self.hired | day | last_day)
        others = eve | coming | excluded | trainee | gone | unknown | self.employee
        self.assertLessEqual(others, self._listed(value=False))
        people = self._as(self.user_hr, others | self.hired | day | last_day)
        for person in people:
            listed = person.with_env(self.env) in self.hired | day | last_day
            self.assertEqual(person.entretien_not_told, listed, person.name)

    def test_the_day_is_that_of_the_law(self):
        late = self._employee("Late", "2025-11-03")
        self.assertIn(late, self._listed())
        law = self.env["hr.entretien.regime"].search([("code", "=", "law_2025")])
        law.date_from = "2025-12-01"
        self.assertEqual(self._listed(), self.hired)

    def test_recording_takes_out_of_the_list_with_day_how_and_piece(self):
        piece = (
            self.env["ir.attachment"]
            .with_user(self.user_hr)
            .create({"name": "contrat.pdf", "raw": b"%PDF-", "res_id": 0})
        )
        self._record(
            self.hired,
            "contract",
            "2026-01-20",
            note="Article 9",
            attachment_ids=[(6, 0, piece.ids)],
        )
        self.assertFalse(self._listed())
        self.assertEqual(self.hired.entretien_told_date, self._day("2026-01-20"))
        self.assertEqual(self.hired.entretien_told_how, "told_contract")
        line = self._as(self.user_hr, self.hired).entretien_hire_proof_ids
        self.assertEqual(line.attachment_ids.raw, b"%PDF-")
        self.assertEqual(line.user_id, self.user_hr)
        self.assertEqual(line.company_id, self.company)
        with self.assertRaises(UserError):
            piece.unlink()

    def test_many_past_hires_at_once(self):
        people = self.hired
        for number in range(20):
            people += self._employee(f"P{number}", "2025-12-01")
        window = self._window(people, how="contract", day="2025-12-15")
        self.env.flush_all()
        before = self.cr.sql_log_count
        window.action_apply()
        self.env.flush_all()
        self.assertLess(self.cr.sql_log_count - before, 60)
        self.assertFalse(self._listed() & people[1:])
        self.assertEqual(len(people.entretien_hire_proof_ids), 21)

    def test_who_left_is_recorded_too(self):
        """Of who is archived the window held nobody, and recorded nothing."""
        self.hired.active = False
        window = self._window(self.hired)
        self.assertEqual(window.employee_count, 1)
        self._record(self.hired)
        self.assertEqual(self._kinds(self.hired), ["told_letter"])

    def test_a_mistake_is_taken_back_and_both_lines_stay(self):
        self._record(self.hired)
        with self.assertRaisesRegex(UserError, "Say why"):
            self._record(self.hired, "void")
        self._record(self.hired, "void", note="Wrong person")
        self.assertEqual(self._listed(), self.hired)
        self.assertEqual(self._kinds(self.hired), ["told_letter", "told_void"])
        with self.assertRaisesRegex(UserError, "nothing is recorded"):
            self._record(self.hired, "void", note="Again")
        self._record(self.hired, "contract", "2026-02-02")
        self.assertFalse(self._listed())

    def test_the_line_is_neither_changed_nor_deleted_by_anybody(self):
        self._record(self.hired)
        line = self.hired.entretien_hire_proof_ids
        for record in (self._as(self.user_hr_manager, line), line.sudo()):
            with self.assertRaises(UserError):
                record.write({"date": "2026-02-01"})
        with self.assertRaises(UserError):
            line.sudo().unlink()
        with self.assertRaisesRegex(UserError, "Archive the employee"):
            self.hired.unlink()

    def test_a_day_to_come_proves_nothing(self):
        with self.assertRaises(ValidationError):
            self._record(self.hired, day="2026-03-03")

    def test_long_before_the_hire_nobody_was_told_of_it(self):
        with self.assertRaisesRegex(UserError, "a year before the hire"):
            self._record(self.hired, day="1990-01-01")
        hired = self.hired.entretien_hire_date
        day = hired - relativedelta(years=1)
        with self.assertRaisesRegex(UserError, "a year before the hire"):
            self._record(self.hired, day=day - relativedelta(days=1))
        self.assertEqual(self._kinds(self.hired), [])
        self._record(self.hired, day=day)
        self.assertEqual(self.hired.entretien_told_date, day)

    def test_what_was_told_for_an_earlier_employment_does_not_count(self):
        back = self._employee("Back", "2025-11-03", contract_date_end="2025-12-19")
        with freeze_time("2025-11-03"):
            self._record(back, day="2025-11-03")
        self._version(back, "2026-02-09")
        self.assertEqual(back.entretien_hire_date, self._day("2026-02-09"))
        self.assertIn(back, self._listed())
        with self.assertRaisesRegex(UserError, "earlier employment"):
            self._record(back, "contract", "2025-12-19")
        # The contract is signed before it starts.
        self._record(back, "contract", "2025-12-20")
        self.assertNotIn(back, self._listed())

    def test_a_contract_that_follows_another_is_the_same_employment(self):
        going_on = self._employee("On", "2025-11-03", contract_date_end="2025-12-19")
        self._record(going_on, day="2025-11-03")
        self._version(going_on, "2025-12-22")
        self.assertEqual(going_on.entretien_hire_date, self._day("2025-11-03"))
        self.assertNotIn(going_on, self._listed())

    def test_it_follows_when_the_company_counts_gaps_otherwise(self):
        """The dates of everybody are computed together."""
        back = self._employee("Back", "2025-11-03", contract_date_end="2025-12-19")
        with freeze_time("2025-11-03"):
            self._record(back, day="2025-11-03")
        self._version(back, "2026-01-05")
        self.assertIn(back, self._listed())
        self.company.entretien_gap_days = 20
        self.assertEqual(back.entretien_hire_date, self._day("2025-11-03"))
        self.assertNotIn(back, self._listed())
        self.company.entretien_gap_days = 0
        self.assertEqual(back.entretien_hire_date, self._day("2026-01-05"))
        self.assertIn(back, self._listed())

    def test_a_seniority_accepted_from_before_is_no_earlier_hire(self):
        """Seasonal work of 2024 counts in the seniority of who is hired in 2026."""
        seasonal = self._employee(
            "Seasonal", "2024-06-03", contract_date_end="2024-09-27"
        )
        with freeze_time("2024-06-03"):
            self._record(seasonal, day="2024-06-03")
        self._version(seasonal, "2026-02-02")
        self.assertIn(seasonal, self._listed())
        seasonal.entretien_seniority_date = "2024-06-03"
        self.assertIn(seasonal, self._listed())
        self.assertTrue(self._as(self.user_hr, seasonal).entretien_not_told)
        words = self.env[HIRE_LETTER]
        self.assertIn("with us since 2 February 2026", words._opening(seasonal))

    def test_a_piece_belongs_to_one_employee(self):
        piece = (
            self.env["ir.attachment"]
            .with_user(self.user_hr)
            .create({"name": "x", "raw": b"x"})
        )
        people = self.hired | self.employee
        with self.assertRaisesRegex(UserError, "one at a time"):
            self._record(people, attachment_ids=[(6, 0, piece.ids)])
        self.assertFalse(self._kinds(self.hired))
