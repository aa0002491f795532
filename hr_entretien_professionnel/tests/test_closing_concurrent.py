"""Two people hand the same copy over at once: real transactions."""

import threading
from functools import partial

from odoo.exceptions import LockError, UserError
from odoo.service.model import retrying
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .concurrent_common import PATIENCE, ConcurrentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestClosingConcurrent(ConcurrentCase):
    def setUp(self):
        super().setUp()
        self.people = []
        self.addCleanup(self._clean)
        with self._transaction() as env:
            entretien = self._commit_entretien(
                env, "Held", state="held", date_held="2026-03-01", conclusion="Said"
            )
            self.people = entretien.employee_id.ids
            self.entretien_id = entretien.id

    def _clean(self):
        with self._transaction() as env:
            self._forget(env, env["hr.employee"].browse(self.people))

    def _entretien(self, env):
        return env["hr.entretien"].browse(self.entretien_id)

    def _check_handed_over_once(self):
        with self._transaction() as env:
            entretien = self._entretien(env)
            self.assertEqual(entretien.state, "closed")
            self.assertEqual(entretien.file_ids.mapped("role"), ["final"])
            kinds = sorted(entretien.proof_ids.mapped("kind"))
            self.assertEqual(kinds, ["closed"])
            messages = entretien.entretien_message_ids
            self.assertEqual(messages.mapped("kind"), ["copy"])

    def test_the_second_is_refused_while_the_first_is_at_it(self):
        """It does not wait either: freezing a document takes seconds."""
        begun, ended = threading.Event(), threading.Event()

        def first(env):
            self._entretien(env)._close(mode="mail")
            env.flush_all()
            begun.set()
            self.assertTrue(ended.wait(PATIENCE))

        def second(env):
            self.assertTrue(begun.wait(PATIENCE))
            with self.assertRaisesRegex(LockError, "reload the page"):
                self._entretien(env)._close(mode="mail")
            env.cr.rollback()
            ended.set()

        self._run(first, second)
        self._check_handed_over_once()

    def test_the_second_sees_it_closed_when_it_had_read_it_before(self):
        """It had seen « held »: the database says that this is over."""
        read, closed = threading.Event(), threading.Event()

        def first(env):
            self.assertTrue(read.wait(PATIENCE))
            self._entretien(env)._close(mode="mail")
            env.cr.commit()
            closed.set()

        def second(env):
            self.assertEqual(self._entretien(env).state, "held")
            read.set()
            self.assertTrue(closed.wait(PATIENCE))
            with self.assertRaises(UserError):
                retrying(partial(self._entretien(env)._close, mode="mail"), env)
            env.cr.rollback()

        with mute_logger("odoo.sql_db"):
            self._run(first, second)
        self._check_handed_over_once()
