"""A campaign launched twice at once, and sent by two workers: real transactions."""

import threading
from functools import partial
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.hr_entretien_professionnel.tests.common import QUIET
from odoo.addons.hr_entretien_professionnel.tests.concurrent_common import (
    PATIENCE,
    ConcurrentCase,
)

MODULE = "hr_entretien_professionnel_campaign"
NUMBER = 4


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestCampaignConcurrent(ConcurrentCase):
    KEPT = ("campaign.line", *ConcurrentCase.KEPT)
    CRONS = (f"{MODULE}.ir_cron_campaign", *ConcurrentCase.CRONS)

    def setUp(self):
        super().setUp()
        self.campaign_id, self.people = 0, []
        self.addCleanup(self._clean)
        with self._transaction() as env:
            people = env["hr.employee"].with_context(**QUIET)
            manager = people.create({"name": "Leads", "work_email": "m@example.com"})
            hired = {
                "date_version": "2024-05-20",
                "contract_date_start": "2024-05-20",
                "parent_id": manager.id,
            }
            invited = people.create(
                [
                    {"name": f"In {n}", "work_email": f"in{n}@example.com", **hired}
                    for n in range(NUMBER)
                ]
            )
            self.people = (invited + manager).ids
            campaign = env["hr.entretien.campaign"].create(
                {
                    "name": "Twice",
                    "employee_ids": [(6, 0, invited.ids)],
                    "due_before": "2026-12-31",
                    "date_from": "2026-03-16",
                    "weeks": 4,
                }
            )
            campaign.action_preview()
            campaign.action_spread()
            self.campaign_id = campaign.id

    def _clean(self):
        with self._transaction() as env:
            employees = env["hr.employee"].browse(self.people)
            self._forget(env, employees)
            campaign = self._campaign(env)
            self._delete(env, campaign._table, "id", campaign)

    def _campaign(self, env):
        return env["hr.entretien.campaign"].browse(self.campaign_id)

    def _work(self, env):
        env["hr.entretien.campaign"]._cron_campaigns()

    def _check_each_invited_once(self):
        with self._transaction() as env:
            campaign = self._campaign(env)
            self.assertEqual(campaign.state, "done")
            self.assertEqual(set(campaign.line_ids.mapped("state")), {"sent"})
            entretiens = campaign.line_ids.entretien_id
            self.assertEqual(len(entretiens), NUMBER)
            for entretien in entretiens:
                kinds = entretien.sudo().entretien_message_ids.mapped("kind")
                self.assertEqual(kinds, ["invitation"])
                proofs = entretien.proof_ids.mapped("kind")
                self.assertEqual(proofs, ["planned"])
            self.assertEqual(len(entretiens.event_id), NUMBER)

    def test_two_clicks_at_once_launch_once(self):
        """The second one is told that nobody waits any more; nobody gets two mails."""
        written = threading.Event()

        def first(env):
            self._campaign(env).action_launch()
            env.flush_all()
            written.set()
            self._wait_for_a_blocked_transaction(env)

        def second(env):
            self.assertTrue(written.wait(PATIENCE))
            with self.assertRaises(UserError):
                # As the server does it when two people write on the same rows.
                retrying(partial(self._campaign(env).action_launch), env)
            env.cr.rollback()

        with mute_logger("odoo.sql_db"):
            self._run(first, second)
        self._run(self._work)
        self._check_each_invited_once()

    def test_two_workers_at_once_send_once(self):
        """The second finds the lines held: it neither waits, nor ends the campaign."""
        begun, ended = threading.Event(), threading.Event()
        Line = self.registry["hr.entretien.campaign.line"]
        run_all = Line._run_all

        def slow(lines):
            begun.set()
            self.assertTrue(ended.wait(PATIENCE))
            return run_all(lines)

        def second(env):
            self.assertTrue(begun.wait(PATIENCE))
            self._work(env)
            self.assertEqual(self._campaign(env).state, "running")
            ended.set()

        self._run(lambda env: self._campaign(env).action_launch())
        with patch.object(Line, "_run_all", slow):
            self._run(self._work, second)
        self._check_each_invited_once()

    def test_stopped_during_the_batch_finishes_it_and_no_more(self):
        """What the screen says: the people of the batch, then nobody."""
        begun, stopped = threading.Event(), threading.Event()
        Line = self.registry["hr.entretien.campaign.line"]
        run_all = Line._run_all

        def slow(lines):
            begun.set()
            self.assertTrue(stopped.wait(PATIENCE))
            return run_all(lines)

        def stop(env):
            self.assertTrue(begun.wait(PATIENCE))
            self._campaign(env).action_stop()
            env.cr.commit()
            stopped.set()

        launch = f"odoo.addons.{MODULE}.models.hr_entretien_campaign"
        self._run(lambda env: self._campaign(env).action_launch())
        with patch(f"{launch}.BATCH", 1), patch.object(Line, "_run_all", slow):
            self._run(self._work, stop)
        with self._transaction() as env:
            campaign = self._campaign(env)
            self.assertEqual(campaign.state, "stopped")
            states = sorted(campaign.line_ids.mapped("state"))
            self.assertEqual(states, ["sent"] + ["todo"] * (NUMBER - 1))

    def _slots(self, env, campaign_id):
        lines = env["hr.entretien.campaign"].browse(campaign_id).line_ids
        return [str(line.date_planned) for line in lines]

    def test_two_campaigns_at_once_give_no_slot_of_an_interviewer_twice(self):
        read, given = threading.Event(), threading.Event()
        with self._transaction() as env:
            campaign = self._campaign(env)
            everybody = campaign.employee_ids
            campaign.employee_ids = everybody[:2]
            other_id = campaign.copy({"employee_ids": [(6, 0, everybody[2:].ids)]}).id
            both = campaign.browse([self.campaign_id, other_id])
            both.action_preview()

        def spread(env, campaign_id):
            env["hr.entretien.campaign"].browse(campaign_id).action_spread()

        def first(env):
            self.assertTrue(read.wait(PATIENCE))
            spread(env, self.campaign_id)
            env.cr.commit()
            given.set()

        def second(env):
            self._slots(env, other_id)
            read.set()
            self.assertTrue(given.wait(PATIENCE))
            retrying(partial(spread, env, other_id), env)

        self.addCleanup(self._forget_campaign, other_id)
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            self._run(first, second)
        with self._transaction() as env:
            slots = self._slots(env, self.campaign_id) + self._slots(env, other_id)
        self.assertEqual(len(set(slots)), NUMBER, slots)

    def _forget_campaign(self, campaign_id):
        with self._transaction() as env:
            campaign = env["hr.entretien.campaign"].browse(campaign_id)
            self._delete(env, campaign._table, "id", campaign)

    def test_a_slot_that_a_manager_takes_at_once_is_not_sent(self):
        """The dialog and the campaign: who comes second reads that it is taken."""
        for campaign_first in (False, True):
            with self.subTest(campaign_first=campaign_first):
                self._meet(campaign_first)

    def _meet(self, campaign_first):
        read, done = threading.Event(), threading.Event()
        with self._transaction() as env:
            campaign = self._campaign(env)
            line = campaign.line_ids.filtered(lambda x: x.state == "todo")[:1]
            slot, boss = str(line.date_planned), line.interviewer_id
            name = f"Other {campaign_first}"
            other = self._commit_entretien(env, name, interviewer_id=boss.id)
            self.people.insert(0, other.employee_id.id)
            campaign.line_ids.is_in = False
            line.is_in = True
            campaign.action_launch()

        def dialog(env):
            values = {"entretien_id": other.id, "date_planned": slot}
            plan = env["hr.entretien.plan"].create({**values, "offered": [slot]})
            env.cr.commit()
            return plan

        def manager(env, plan):
            if not campaign_first:
                return plan.action_plan()
            with self.assertRaisesRegex(UserError, "taken meanwhile"):
                retrying(plan.action_plan, env)
            env.cr.rollback()

        def first(env):
            act = partial(self._work, env)
            if not campaign_first:
                act = partial(manager, env, dialog(env))
            self.assertTrue(read.wait(PATIENCE))
            act()
            env.cr.commit()
            done.set()

        def second(env):
            act = partial(self._work, env)
            if campaign_first:
                act = partial(manager, env, dialog(env))
            env["hr.employee"].browse(boss.id).mapped("name")
            read.set()
            self.assertTrue(done.wait(PATIENCE))
            act()

        with mute_logger("odoo.sql_db", "odoo.service.model"):
            self._run(first, second)
        with self._transaction() as env:
            line = line.with_env(env)
            self.assertEqual(line.state, "sent" if campaign_first else "error")
            planned = line.entretien_id | other.with_env(env)
            planned = planned.filtered(lambda item: item.state == "planned")
            self.assertEqual(len(planned), 1)
            about = [("entretien_id", "=", other.id)]
            env["hr.entretien.plan"].search(about).unlink()
