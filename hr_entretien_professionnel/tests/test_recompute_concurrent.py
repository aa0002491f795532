"""A change while the dates of another one are computed: real transactions."""

import threading
from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import QUIET
from .concurrent_common import PATIENCE, ConcurrentCase
from .recompute_common import MODULE


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestRecomputeConcurrent(ConcurrentCase):
    def setUp(self):
        super().setUp()
        night = self.registry["hr.entretien.night"]
        self.patch(night, "_open_at_once", lambda night, ids: None)
        for name in ("AT_ONCE", "BATCH"):
            self.startPatcher(patch(f"{MODULE}.{name}", 2))
        self.addCleanup(self._clean)
        with self._transaction() as env:
            self.company = env["res.company"].create({"name": "Large"}).id
            people = env["hr.employee"].with_context(**QUIET)
            self.people = people.create(
                [
                    {
                        "name": f"Person {number}",
                        "company_id": self.company,
                        "contract_date_start": "2019-05-14",
                    }
                    for number in range(3)
                ]
            ).ids

    def _clean(self):
        """Leave the database as it was."""
        with self._transaction() as env:
            for model in ("entretien", "entretien.recompute"):
                of_it = [("company_id", "=", self.company)]
                env[f"hr.{model}"].search(of_it).unlink()
            people = env["hr.employee"].browse(self.people)
            contacts = people.work_contact_id
            people.unlink()
            contacts.unlink()
            company = env["res.company"].browse(self.company)
            partner = company.partner_id
            company.unlink()
            partner.unlink()
            for name in ("", "_recompute"):
                cron = env.ref(f"hr_entretien_professionnel.ir_cron_entretien{name}")
                triggers = env["ir.cron.trigger"]
                triggers.search([("cron_id", "=", cron.id)]).unlink()

    def _choose(self, env, rhythm):
        env["res.company"].browse(self.company).entretien_rhythm = rhythm

    def _work(self, env):
        works = env["hr.entretien.recompute"]
        return works.search([("company_id", "=", self.company)])

    def _digests(self, env):
        people = env["hr.employee"].browse(self.people)
        return people.mapped("entretien_plan_digest")

    def test_a_change_in_the_middle_of_a_batch(self):
        """What the batch had read is of before: nobody keeps it for the new dates."""
        with self._transaction() as env:
            before = self._digests(env)
            self._choose(env, "two_six")
        store = self.registry["hr.employee"]._entretien_store_plans
        read, changed = threading.Event(), threading.Event()

        def stored(employees, cases):
            cases = list(cases)
            read.set()
            changed.wait(PATIENCE)
            return store(employees, cases)

        def batches(env):
            env["hr.entretien.recompute"]._cron_recompute()

        def change(env):
            self.assertTrue(read.wait(PATIENCE))
            self._choose(env, "legal")
            env.cr.commit()
            changed.set()

        employees = self.registry["hr.employee"]
        # PostgreSQL's refusal is logged as a bad query, by Odoo, before it is retried.
        with (
            patch.object(employees, "_entretien_store_plans", stored),
            mute_logger("odoo.sql_db"),
        ):
            self._run(batches, change)
        with self._transaction() as env:
            self.assertEqual(self._work(env).state, "done")
            self.assertEqual(self._digests(env), before)
