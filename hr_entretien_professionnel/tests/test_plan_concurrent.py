"""Two people plan the same interview at once: real transactions."""

import threading
from functools import partial

from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .concurrent_common import PATIENCE, ConcurrentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestPlanConcurrent(ConcurrentCase):
    def setUp(self):
        super().setUp()
        self.people = []
        self.addCleanup(self._clean)
        with self._transaction() as env:
            entretien = self._commit_entretien(env, "Planned")
            boss = env["hr.employee"].create({"name": "Boss"})
            entretien.interviewer_id = boss
            self.people = (entretien.employee_id | boss).ids
            self.entretien_id = entretien.id

    def _clean(self):
        with self._transaction() as env:
            env["hr.entretien.plan"].search(
                [("entretien_id", "=", self.entretien_id)]
            ).unlink()
            self._forget(env, env["hr.employee"].browse(self.people))

    def _dialog(self, env, day):
        return env["hr.entretien.plan"].create(
            {"entretien_id": self.entretien_id, "date_planned": day}
        )

    def test_the_second_reads_that_it_is_planned(self):
        """The date of the first one stays: one line of proof, one meeting."""
        read, planned = threading.Event(), threading.Event()

        def first(env):
            dialog = self._dialog(env, "2026-03-24 09:00:00")
            self.assertTrue(read.wait(PATIENCE))
            dialog.action_plan()
            env.cr.commit()
            planned.set()

        def second(env):
            dialog = self._dialog(env, "2026-03-25 09:00:00")
            env.cr.commit()
            self.assertEqual(dialog.entretien_id.state, "to_plan")
            read.set()
            self.assertTrue(planned.wait(PATIENCE))
            with self.assertRaisesRegex(UserError, "is no longer to plan"):
                retrying(partial(dialog.action_plan), env)
            env.cr.rollback()

        with mute_logger("odoo.sql_db", "odoo.service.model"):
            self._run(first, second)
        with self._transaction() as env:
            entretien = env["hr.entretien"].browse(self.entretien_id)
            self.assertEqual(str(entretien.date_planned), "2026-03-24 09:00:00")
            self.assertEqual(entretien.proof_ids.mapped("kind"), ["planned"])
