"""Batches handed to the job queue: shared, stopped, the same dates."""

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase
from odoo.addons.hr_entretien_professionnel.tests.recompute_common import LargeMixin
from odoo.addons.queue_job.tests.common import trap_jobs


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestRecomputeJob(LargeMixin, EntretienCase):
    def test_one_job_for_each_batch(self):
        before = self.employee.entretien_bilan_date
        with trap_jobs() as trap:
            self.company.entretien_rhythm = "two_six"
            work = self._work()
            self.assertEqual(len(trap.enqueued_jobs), (work.total + 1) // 2)
            trap.perform_enqueued_jobs()
        self.assertEqual(self._work().state, "done")
        self.assertLess(self.employee.entretien_bilan_date, before)

    def test_stopped_its_jobs_do_nothing(self):
        with trap_jobs() as trap:
            self.company.entretien_rhythm = "two_six"
            work = self._work()
            self._as(self.user_hr, work).action_stop()
            trap.perform_enqueued_jobs()
            self.assertEqual(self._work().done, 0)
            self._as(self.user_hr, work).action_resume()
            trap.perform_enqueued_jobs()
        self.assertEqual(self._work().state, "done")
