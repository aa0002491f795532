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
            self.offered = boss.company_id.entretien_offer_slots
            self.people = (entretien.employee_id | boss).ids
            self.entretien_id = entretien.id

    def _clean(self):
        with self._transaction() as env:
            people = env["hr.employee"].browse(self.people)
            about = [("entretien_id", "in", people.entretien_ids.ids)]
            env["hr.entretien.plan"].search(about).unlink()
            people.company_id.entretien_offer_slots = self.offered
            self._forget(env, people)

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

    def test_one_slot_of_one_interviewer_is_given_once(self):
        """Two of their interviews, the same slot: who comes second reads what is left,
        and an employee who chooses it on their page keeps the date they had."""
        for on_page in (False, True):
            with self.subTest(on_page=on_page):
                self._meet(on_page)

    def _two_of_one(self, on_page):
        """Two interviews of one interviewer, the next slot of both, and the date that
        the second one has on the employee's page."""
        with self._transaction() as env:
            boss = env["hr.employee"].browse(self.people[-1])
            boss.company_id.entretien_offer_slots = True
            mine, theirs = (
                self._commit_entretien(env, name, interviewer_id=boss.id)
                for name in (f"Mine {on_page}", f"Theirs {on_page}")
            )
            self.people = (mine | theirs).employee_id.ids + self.people
            slot, former = map(str, mine._free_slots(2))
            if on_page:
                theirs.write({"state": "planned", "date_planned": former})
                theirs.slots_offered = [slot, former]
        return mine, theirs, slot, former

    def _meet(self, on_page):
        read, planned = threading.Event(), threading.Event()
        mine, theirs, slot, former = self._two_of_one(on_page)

        def dialog(env, entretien):
            values = {"entretien_id": entretien.id, "date_planned": slot}
            return env["hr.entretien.plan"].create({**values, "offered": [slot]})

        def first(env):
            self.assertTrue(read.wait(PATIENCE))
            dialog(env, mine).action_plan()
            env.cr.commit()
            planned.set()

        def second(env):
            entretien = theirs.with_env(env)
            act = partial(entretien._choose_slot, slot)
            if not on_page:
                act = dialog(env, entretien).action_plan
                env.cr.commit()
            entretien.mapped("state")
            read.set()
            self.assertTrue(planned.wait(PATIENCE))
            said = "no longer free" if on_page else "taken meanwhile. Still free"
            with self.assertRaisesRegex(UserError, said):
                retrying(act, env)
            env.cr.rollback()

        with mute_logger("odoo.sql_db", "odoo.service.model"):
            self._run(first, second)
        with self._transaction() as env:
            self.assertEqual(str(mine.with_env(env).date_planned), slot)
            kept = theirs.with_env(env).date_planned
            self.assertEqual(str(kept), former if on_page else "False")
