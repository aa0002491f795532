"""The interview before a leave, proposed when the leave is known ahead."""

from odoo.tests import freeze_time, tagged

from .test_events import EventCase

LEAVE = ("2026-12-14", "2027-03-12")


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestBeforeLeave(EventCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._employee(
            "Worker", "2019-05-14", parent_id=cls.manager.id, user_id=False
        )
        cls._held(cls.worker, "2025-12-05")

    def _night(self):
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.env.invalidate_all()

    def test_proposed_by_the_eve_then_again_on_return(self):
        for kind, article in (
            ("proche_aidant", "L.3142-23"),
            ("solidarite_familiale", "L.3142-11"),
        ):
            with self.subTest(kind):
                absence = self._absence(self.worker, kind, *LEAVE)
                self.assertEqual(absence.announced_on, self._day("2026-11-23"))
                self.assertEqual(self.worker.entretien_next_motif, "before_leave")
                eve = self._day("2026-12-13")
                self.assertEqual(self.worker.entretien_next_date, eve)
                self.assertEqual(self.worker.entretien_next_limit, eve)
                self.assertIn(article, self.worker.entretien_next_reason)
                due = self._duty(self.worker, "return")
                self.assertEqual(due["target"], "2027-03-13")
                absence.unlink()
                self.assertEqual(self.worker.entretien_next_motif, "periodic")

    def test_other_leaves_and_those_of_the_past_ask_for_none(self):
        for kind, dates in (
            ("maternity", LEAVE),
            ("sabbatical", LEAVE),
            ("proche_aidant", ("2026-11-23", "2027-03-12")),
            ("proche_aidant", ("2022-01-03", "2022-06-30")),
        ):
            with self.subTest(kind, dates=dates):
                absence = self._absence(self.worker, kind, *dates)
                self.assertFalse(absence.announced_on)
                kinds = [duty["kind"] for duty in self.worker._entretien_due()]
                self.assertNotIn("before_leave", kinds)
                absence.unlink()

    def test_held_it_is_met_and_the_return_is_due_all_the_same(self):
        self._absence(self.worker, "proche_aidant", *LEAVE)
        with freeze_time("2026-12-01"):
            self._held(self.worker, "2026-12-01", motif="before_leave")
        self.assertEqual(self.worker.entretien_next_motif, "return")
        self.assertEqual(self.worker.entretien_next_date, self._day("2027-03-13"))

    def test_opened_then_set_right_once_the_leave_has_begun(self):
        """Nobody is left overdue for a talk that can no longer be held."""
        absence = self._absence(self.worker, "proche_aidant", *LEAVE)
        self._night()
        opened = self.worker.entretien_ids.filtered(lambda one: one.state == "to_plan")
        self.assertEqual(opened.motif, "before_leave")
        with freeze_time("2026-12-13"):
            self._night()
            self.assertEqual(self.worker.entretien_next_motif, "before_leave")
        with freeze_time("2026-12-14"):
            self._night()
            self.assertFalse(absence.announced_on)
            self.assertEqual(self.worker.entretien_next_motif, "return")
            self.assertEqual(opened.motif, "return")
            self.assertNotEqual(self.worker.entretien_status, "overdue")

    def test_declined_by_word_of_mouth_it_meets_that_leave_alone(self):
        self._absence(self.worker, "proche_aidant", *LEAVE)
        before = self.worker.entretien_periodic_date
        talk = self._entretien(self.worker, motif="before_leave")
        talk._decline("No need", how="oral")
        self.env.invalidate_all()
        self.assertEqual(talk.state, "declined")
        kinds = [duty["kind"] for duty in self.worker._entretien_due()]
        self.assertNotIn("before_leave", kinds)
        self.assertIn("return", kinds)
        self.assertEqual(self.worker.entretien_periodic_date, before)
        told = self._reasoning(self.worker)
        self.assertIn("offered before the leave, declined by word of mouth", told)
