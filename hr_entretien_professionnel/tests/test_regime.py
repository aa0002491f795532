"""A law is a row: a new one, or one that is corrected, plans everybody again."""

from dataclasses import make_dataclass

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from ..models.engine_value import engine_value
from ..schedule import LAWS
from .test_follow_up import FollowUpCase

NEXT_LAW = {
    "name": "law of 1 June 2030",
    "code": "law_2030",
    "interview_name": "Entretien",
    "date_from": "2030-06-01",
    "first_months": 6,
    "period_months": 36,
    "bilan_months": 72,
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestRegime(FollowUpCase):
    """The rows of ``hr.entretien.regime`` and the dates that rest on them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.laws = cls.env["hr.entretien.regime"].search([])
        cls.law_2025 = cls.env.ref("hr_entretien_professionnel.regime_law_2025")

    def _periodic(self, employee=None):
        stored = self._stored(employee or self.employee)
        return str(stored["entretien_periodic_date"])

    def test_laws_as_they_are_delivered(self):
        """A figure of a law typed wrong makes every date wrong."""
        self.assertRecordValues(
            self.laws,
            [
                {
                    "code": "law_2014",
                    "date_from": self._day("2014-03-07"),
                    "first_months": 24,
                    "period_months": 24,
                    "bilan_months": 72,
                    "bilan_tolerance_months": 12,
                    "return_window_months": 0,
                    "has_mid_career": False,
                },
                {
                    "code": "law_2025",
                    "date_from": self._day("2025-10-26"),
                    "first_months": 12,
                    "period_months": 48,
                    "bilan_months": 96,
                    "bilan_tolerance_months": 12,
                    "return_window_months": 12,
                    "has_mid_career": True,
                },
            ],
        )

    def test_laws_are_the_engines(self):
        """The rows and ``schedule``'s own constants must not drift apart."""
        self.assertEqual(self.env["hr.entretien.regime"]._laws(), LAWS)

    def test_a_value_that_no_row_has_is_not_left_out(self):
        value = make_dataclass("Value", ["code", "forgotten"])
        with self.assertRaises(KeyError):
            engine_value(self.law_2025, value)
        self.assertEqual(engine_value(self.law_2025, value, forgotten=1).forgotten, 1)

    def test_day_of_effect_corrected(self):
        """The Parlement moves the date: no code changes, and all is planned again."""
        self._held(self.employee, "2024-01-10")
        self.assertEqual(self._periodic(), "2028-01-10")
        with self._recomputed() as done:
            self.law_2025.date_from = "2026-02-01"
        everybody = self.env["hr.employee"].with_context(active_test=False).search([])
        self.assertEqual(done, set(everybody.ids))
        self.assertEqual(self._periodic(), "2026-01-10")

    def test_new_law(self):
        """Running delays follow art. 2222; those of the new law take its figures."""
        employee = self._employee("Later", "2030-07-01")
        self._held(self.employee, "2026-03-01")
        self.assertEqual(self._periodic(), "2030-03-01")
        self.env["hr.entretien.regime"].create(NEXT_LAW)
        self.assertEqual(self._periodic(employee), "2031-01-01")
        self.assertEqual(self._periodic(), "2030-03-01")

    def test_law_repealed(self):
        self._held(self.employee, "2026-03-01")
        law = self.env["hr.entretien.regime"].create(
            {**NEXT_LAW, "date_from": "2027-01-01"}
        )
        self.assertEqual(self._periodic(), "2030-01-01")
        law.unlink()
        self.assertEqual(self._periodic(), "2030-03-01")

    def test_prudent_reading_of_the_bilan(self):
        """Tolerance 0: late as soon as the target is past."""
        before = self._stored(self.stranger)
        self.assertEqual(before["entretien_bilan_date"], self._day("2030-01-10"))
        self.assertEqual(before["entretien_bilan_limit"], self._day("2031-01-09"))
        self.law_2025.bilan_tolerance_months = 0
        after = self._stored(self.stranger)
        self.assertEqual(after["entretien_bilan_limit"], self._day("2030-01-10"))

    def test_name_of_a_law_recomputes_nobody(self):
        with self._recomputed() as done:
            self.law_2025.name = "law of 24 October 2025, art. 3"
        self.assertFalse(done)
        self.assertIn("art. 3", self.stranger.entretien_bilan_reason)

    def test_no_law_left(self):
        """Somebody empties the table: the employees say so, nothing breaks."""
        self.laws.unlink()
        stored = self._stored(self.employee)
        self.assertEqual(stored["entretien_block_code"], "no_regime")
        self.assertEqual(self.employee.entretien_status, "not_computable")
        self.assertIn("Schedules", self.employee.entretien_blocking_reason)
        self.env["hr.entretien.regime"].create(NEXT_LAW)
        self.assertFalse(self._stored(self.employee)["entretien_block_code"])

    def test_one_law_left(self):
        """The first row alone, under each rhythm: no index out of range."""
        self.law_2025.unlink()
        for rhythm in ("legal", "two_six", "agreement"):
            self.company.write(
                {"entretien_rhythm": rhythm, "entretien_agreement_will": "own"}
            )
            self.assertEqual(self._periodic(), "2024-01-10")

    def test_rows_that_cannot_be_applied(self):
        for vals in (
            {"first_months": 0},
            {"period_months": -1},
            {"first_months": 60},
            {"bilan_tolerance_months": -1},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.law_2025.write(vals)
            self.law_2025.invalidate_recordset()

    def test_agreement_changes_on_its_own_day(self):
        """The old agreement's period until that day, the new one's afterwards."""
        self._held(self.employee, "2024-09-16")
        self.company.write(
            {"entretien_rhythm": "agreement", "entretien_agreement_months": 48}
        )
        self.assertEqual(self._periodic(), "2026-09-16", "expired before 01/10/2026")
        for name, value, expected in (
            ("entretien_old_agreement_months", 30, "2028-09-16"),
            ("entretien_old_agreement_months", 24, "2026-09-16"),
            ("entretien_agreement_date", "2026-09-01", "2028-09-16"),
            ("entretien_agreement_months", 36, "2027-09-16"),
            ("entretien_agreement_will", "own", "2027-09-16"),
            ("entretien_agreement_will", "copy", "2028-09-16"),
        ):
            self.company[name] = value
            self.assertEqual(self._periodic(), expected, (name, value))

    def test_only_hr_administrators_change_a_law(self):
        """An HR officer who edits a law changes the dates of every company."""
        for user in (self.user_hr, self.user_manager, self.user_system):
            law = self._as(user, self.law_2025)
            with self.assertRaises(AccessError):
                law.write({"period_months": 60})
        self._manages_all(self.user_hr_manager)
        self._as(self.user_hr_manager, self.law_2025).write({"period_months": 36})
