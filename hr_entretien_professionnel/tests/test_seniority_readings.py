"""What counts as seniority where texts differ, and the seasonal contracts."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .test_events import EventCase

SEASONS = (
    ("2022-06-01", "2022-08-31"),
    ("2023-06-01", "2023-08-31"),
    ("2024-06-01", "2024-09-30"),
)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestSeniorityReadings(EventCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._employee("Worker", "2019-05-14")

    def _told(self):
        return self._reasoning(self.worker)

    def test_disputed_days_follow_the_reading_chosen(self):
        """From 14 May 2027: the days of the leave more, or not one."""
        for kind, field, other in (
            ("presence_parentale", "entretien_family_leaves", "ministry"),
            ("solidarite_familiale", "entretien_family_leaves", "ministry"),
            ("long_illness", "entretien_illness", "left_out"),
            ("long_illness_ald", "entretien_illness", "left_out"),
        ):
            with self.subTest(kind):
                absence = self._absence(self.worker, kind, "2024-01-01", "2024-01-10")
                default = self.company[field]
                self.assertEqual(
                    self.worker.entretien_bilan_date, self._day("2027-05-14")
                )
                self.company[field] = other
                self.assertEqual(
                    self.worker.entretien_bilan_date, self._day("2027-05-24")
                )
                self.assertIn("Reading chosen", self._told())
                self.company[field] = default
                absence.unlink()

    def test_presence_parentale_counts_half_before_march_2023(self):
        """Ten days to 10 March 2023, then ten that count in full."""
        self._absence(self.worker, "presence_parentale", "2023-03-01", "2023-03-20")
        self.assertEqual(self.worker.entretien_bilan_date, self._day("2027-05-19"))
        self.assertRegex(self._told(), r"Before \S+/2023, 50% of its days")

    def test_illness_must_be_longer_than_six_months_unless_ald(self):
        for kind, last, due in (
            ("long_illness", "2026-10-31", False),
            ("long_illness", "2026-11-01", True),
            ("long_illness_ald", "2026-05-15", True),
        ):
            with self.subTest(kind, last=last):
                absence = self._absence(self.worker, kind, "2026-05-01", last)
                kinds = [duty["kind"] for duty in self.worker._entretien_due()]
                self.assertEqual("return" in kinds, due)
                absence.unlink()

    def test_first_bilan_says_from_when_it_is_possible(self):
        recent = self._employee("Recent", "2026-01-12")
        self._held(recent, "2026-03-02")
        self.assertEqual(recent.entretien_bilan_date, self._day("2034-01-12"))
        self.assertRegex(recent.entretien_bilan_reason, r"possible from \S+/2033 \(")

    def _seasonal_worker(self):
        season = self.env.ref("hr.contract_type_seasonal")
        (start, end), *later = SEASONS
        worker = self._employee(
            "Season", start, contract_date_end=end, contract_type_id=season.id
        )
        for start, end in later:
            self._version(worker, start, end, contract_type_id=season.id)
        self._version(worker, "2025-06-02", False, contract_type_id=season.id)
        return worker

    def test_seasonal_contracts_add_up_in_one_click(self):
        """92, 92 and 122 days before 2 June 2025: since 31 July 2024."""
        worker = self._seasonal_worker()
        self.assertEqual(worker.entretien_start_date, self._day("2025-06-02"))
        mine = self._as(self.user_hr, worker)
        self.assertEqual(mine.entretien_seasonal_date, self._day("2024-07-31"))
        self.assertIn("306 days", mine.entretien_seasonal_hint)
        self.assertIn("L.1244-2", mine.entretien_seasonal_hint)
        mine.action_take_seasonal_seniority()
        self.assertEqual(worker.entretien_start_date, self._day("2024-07-31"))
        self.assertFalse(worker.entretien_seasonal_hint, "nothing left to accept")

    def test_nothing_is_proposed_without_seasons(self):
        self.assertFalse(self.worker.entretien_seasonal_date)
        later = self._employee("Later", "2022-06-01", contract_date_end="2022-08-31")
        self._version(later, "2025-06-02", False)
        self.assertFalse(later.entretien_seasonal_date, "not seasonal")
        season = self.env.ref("hr.contract_type_seasonal")
        later.version_ids[-1:].contract_type_id = season
        self.assertFalse(later.entretien_seasonal_hint, "no season before this one")
        later.version_ids.contract_type_id = season
        self.assertTrue(later.entretien_seasonal_hint)

    def test_only_hr_accepts_it(self):
        worker = self._seasonal_worker()
        for user in (self.user_manager, self.user_employee, self.user_system):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, worker).action_take_seasonal_seniority()
        self.env.invalidate_all()
        self.assertFalse(worker.entretien_seniority_date)
