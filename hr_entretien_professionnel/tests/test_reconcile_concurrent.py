"""The scheduled action run twice at once, and while people write: real transactions."""

import threading
from contextlib import contextmanager, suppress
from functools import partial
from unittest.mock import patch

from psycopg2.errors import DivisionByZero

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import QUIET
from .concurrent_common import PATIENCE, ConcurrentCase

TODAY = "2026-03-02"
KIND = "hr_entretien_professionnel.mail_activity_entretien_"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReconcileConcurrent(ConcurrentCase):
    """The passes see these employees alone: the others of the database stay as they
    are.
    """

    def setUp(self):
        super().setUp()
        # A commit opens what is due: here that is left to the passes that meet.
        night = self.registry["hr.entretien.night"]
        self.patch(night, "_open_at_once", lambda night, ids: None)
        self.people = []
        self.addCleanup(self._clean)
        with self._transaction() as env:
            self.before = env.company.entretien_responsible_id.id
            env.company.entretien_responsible_id = env.ref("base.user_admin")
            hired = {
                "date_version": "2024-05-20",
                "contract_date_start": "2024-05-20",
                "company_id": env.company.id,
            }
            people = (
                env["hr.employee"]
                .with_context(**QUIET)
                .create([{"name": f"Due {number}", **hired} for number in range(5)])
            )
            self.people = people.ids

    def _clean(self):
        """Leave the database as it was: what is kept as a proof has to be forced."""
        with self._transaction() as env:
            env.company.entretien_responsible_id = self.before
            self._triggers(env).unlink()
            employees = env["hr.employee"].browse(self.people)
            entretiens = employees.entretien_ids
            entretiens.activity_ids.unlink()
            entretiens.write(
                {"state": "to_plan", "date_planned": False, "motive": False}
            )
            contacts = employees.work_contact_id
            employees.unlink()
            contacts.unlink()

    @contextmanager
    def _only_our_people(self, before=lambda env, find: None):
        """Let the passes see these employees alone.

        :param before: called with the environment and the search, before each search
        """
        Night = self.registry["hr.entretien.night"]
        reconcile = Night._reconcile

        def ours(env, find, today, *only):
            before(env, find)
            ids = find(today, *only)
            if find.__name__ == "_employees_to_open":
                return [item for item in ids if item in self.people]
            found = env["hr.entretien"].sudo().browse(ids)
            return [item.id for item in found if item.employee_id.id in self.people]

        def narrowed(night, step, *args):
            find = partial(ours, night.env, step.find)
            return reconcile(night, step._replace(find=find), *args)

        with patch.object(Night, "_reconcile", narrowed):
            yield

    def _triggers(self, env):
        cron = env.ref("hr_entretien_professionnel.ir_cron_entretien")
        return env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])

    def _pass(self, env):
        env["hr.entretien"]._cron_entretien()

    def _state(self):
        """What is committed: employee, state, date due, activities, warnings."""
        with self._transaction() as env:
            warning = env.ref(f"{KIND}to_check")
            found = env["hr.entretien"].search([("employee_id", "in", self.people)])
            return sorted(
                (
                    self.people.index(item.employee_id.id),
                    item.state,
                    str(item.date_due),
                    len(item.activity_ids),
                    [told.activity_type_id for told in item.activity_ids].count(
                        warning
                    ),
                )
                for item in found
            )

    OPENED = [(number, "to_plan", "2026-05-20", 1, 0) for number in range(5)]

    def test_two_passes_at_once_open_once(self):
        """Two workers, or a click on “Run manually” at half past two."""
        with self._only_our_people():
            self._run(self._pass, self._pass)
        self.assertEqual(self._state(), self.OPENED)

    def test_two_passes_at_once_warn_once(self):
        with self._only_our_people():
            self._run(self._pass)
            self._change_a_fact(planned=2)
            self._run(self._pass, self._pass)
        self.assertEqual(
            self._state(),
            [(number, "planned", "2026-05-20", 2, 1) for number in range(2)]
            + [(number, "to_plan", "2026-04-15", 1, 0) for number in range(2, 5)],
        )

    def test_second_pass_leaves_the_work_to_the_first(self):
        """In the middle of one, the other returns: it neither works nor waits."""
        begun, ended = threading.Event(), threading.Event()
        searches = []

        def before(env, find):
            searches.append(env.cr)
            begun.set()
            ended.wait(PATIENCE)

        def second(env):
            begun.wait(PATIENCE)
            self._pass(env)
            ended.set()

        with self._only_our_people(before):
            self._run(self._pass, second)
        self.assertEqual(len(set(searches)), 1, "both were at work")
        with self._transaction() as env:
            self.assertTrue(self._triggers(env), "it does not come back")
        self.assertEqual(self._state(), self.OPENED)

    def test_pass_that_breaks_does_not_bar_the_next_one(self):
        """A lock that stays on a connection of the pool would stop all nights after."""

        def broken(env, find):
            with suppress(DivisionByZero):
                env.cr.execute("SELECT 1 / 0", log_exceptions=False)
            raise SystemExit

        def fails(env):
            with self.assertRaises(SystemExit):
                self._pass(env)

        with self._only_our_people(broken):
            self._run(fails)
        self.assertEqual(self._state(), [])
        with self._only_our_people():
            self._run(self._pass)
        self.assertEqual(self._state(), self.OPENED)

    def test_pass_while_somebody_writes(self):
        """HR types a conclusion at half past two: nothing is lost, nothing fails."""

        def write(env):
            self._interviews(env, self.people[0]).conclusion = "Typed at night"

        with self._only_our_people():
            self._run(self._pass)
            self._change_a_fact()
            self._run_against(write)
        self.assertEqual(
            self._state(),
            [(number, "to_plan", "2026-04-15", 1, 0) for number in range(5)],
        )
        with self._transaction() as env:
            kept = self._interviews(env, self.people[0]).conclusion
        self.assertIn("Typed at night", kept)

    def test_pass_while_somebody_plans(self):
        """What was to plan when the pass began is planned when it comes to it: its due
        date had followed the fact at once, and nobody is warned of what is right."""

        def plan(env):
            planned = {"state": "planned", "date_planned": "2026-05-12 09:00:00"}
            self._interviews(env, self.people[0]).write(planned)

        with self._only_our_people():
            self._run(self._pass)
            self._change_a_fact()
            self._run_against(plan)
        self.assertEqual(self._state()[0], (0, "planned", "2026-04-15", 1, 0))

    def test_pass_while_somebody_opens(self):
        """The manager was faster: his interview is the one, the others are opened."""

        def create(env):
            env["hr.entretien"].create(
                {"employee_id": self.people[0], "motif": "first"}
            )

        with self._only_our_people():
            self._run_against(create)
        self.assertEqual(
            [line[:3] for line in self._state()], [line[:3] for line in self.OPENED]
        )

    def _interviews(self, env, employee_id):
        return env["hr.entretien"].search([("employee_id", "=", employee_id)])

    def _change_a_fact(self, planned=0):
        """Plan some of the interviews, then give all employees another seniority."""
        with self._transaction() as env:
            people = env["hr.employee"].browse(self.people)
            people[:planned].entretien_ids.write(
                {"state": "planned", "date_planned": "2026-05-12 09:00:00"}
            )
            people.entretien_seniority_date = "2024-04-15"

    def _run_against(self, function):
        """Run a pass that meets, on its way, what the function has not committed."""
        written = threading.Event()

        def somebody(env):
            function(env)
            env.flush_all()
            written.set()
            self._wait_for_a_blocked_transaction(env)

        def night(env):
            self.assertTrue(written.wait(PATIENCE))
            self._pass(env)

        # PostgreSQL's refusal is logged as a bad query, by Odoo, before it is retried.
        with mute_logger("odoo.sql_db"):
            self._run(somebody, night)
