from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestDueAtOnce(EntretienCase):
    """A fact that changes mends what is open, without waiting for the night."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._employee("Worker", "2025-12-15", parent_id=cls.manager.id)
        cls.entretien = cls._entretien(cls.worker, motif="first")

    def _pass(self):
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()

    def test_interview_opened_by_hand_knows_its_date(self):
        self.assertEqual(self.entretien.date_due, self._day("2026-12-15"))
        self.assertEqual(self.entretien.reason_data[0]["start"], "2025-12-15")
        self.assertIn("L.6315-1", self.entretien.reason)

    def test_hire_date_corrected(self):
        self.worker.contract_date_start = "2026-01-12"
        self.assertEqual(self.entretien.date_due, self._day("2027-01-12"))
        self.assertEqual(self.entretien.date_limit, self._day("2027-01-12"))
        self.assertEqual(self.entretien.reason_data[0]["start"], "2026-01-12")

    def test_forgotten_interview_added_then_withdrawn(self):
        held = self._held(self.worker, "2026-03-03")
        self.assertEqual(self.entretien.date_due, self._day("2030-03-03"))
        held.action_reopen("Entered by mistake")
        held.action_cancel("Entered by mistake")
        self.assertEqual(self.entretien.date_due, self._day("2026-12-15"))

    def test_rhythm_changed(self):
        self._held(self.worker, "2026-03-03")
        self.company.entretien_rhythm = "two_six"
        self.assertEqual(self.entretien.date_due, self._day("2028-03-03"))

    def test_planned_one_is_not_touched(self):
        self.entretien.date_planned = "2026-12-01 09:00:00"
        self.entretien.action_plan()
        self.worker.contract_date_start = "2026-01-12"
        self.assertEqual(self.entretien.date_due, self._day("2026-12-15"))
        self._pass()
        self.assertEqual(self.entretien.date_due, self._day("2026-12-15"))
        self.assertIn("2027", self.entretien.activity_ids.note)

    def test_activity_follows_at_night_and_a_snooze_is_kept(self):
        """Who put his activity off on purpose must not find it back each morning."""
        self._pass()
        activity = self.entretien.activity_ids
        self.assertEqual(activity.date_deadline, self._day("2026-12-15"))
        activity.date_deadline = "2026-12-10"
        self._pass()
        self.assertEqual(activity.date_deadline, self._day("2026-12-10"))
        self.worker.contract_date_start = "2026-01-12"
        self._pass()
        self.assertEqual(activity.date_deadline, self._day("2027-01-12"))

    def test_no_longer_due_is_said_once(self):
        self._pass()
        self.worker.contract_date_end = "2026-12-01"
        self.assertFalse(self.entretien.date_due)
        self._pass()
        before = self.env["hr.entretien"]._open_to_mend(self._day("2026-11-23"))
        self.assertNotIn(self.entretien.id, before)

    def test_only_those_concerned_are_read(self):
        """Correcting one hire date must not plan the company again."""
        others = [self._employee(f"Other {n}", "2024-03-04") for n in range(20)]
        self.env.flush_all()
        self.env.invalidate_all()
        self.worker.contract_date_start = "2026-01-12"
        before = self.env.cr.sql_log_count
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 40)
        self.assertTrue(all(other.entretien_next_date for other in others))
