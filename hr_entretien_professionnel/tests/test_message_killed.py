"""The server is killed while a mail leaves: real transactions."""

from unittest.mock import Mock, patch

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .concurrent_common import ConcurrentCase


class Killed(BaseException):
    """The process is gone: nothing that it has not committed is there."""


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestMessageKilled(ConcurrentCase):
    def setUp(self):
        super().setUp()
        self.people, self.mail_ids = [], []
        self.addCleanup(self._clean)
        self.mail_id, self.message_id = self._invited("Invited")

    def _invited(self, name):
        """:returns: the ids of a mail that waits, and of its message"""
        with self._transaction() as env:
            entretien = self._commit_entretien(
                env, name, state="planned", date_planned="2026-04-01 08:00:00"
            )
            self.people += entretien.employee_id.ids
            message = env["hr.entretien.message"]._queue(entretien, "invitation")
            mail = env["hr.entretien.sender"]._deliver([message])
            mail.email_from = "hr@example.com"
            self.mail_ids += mail.ids
            return mail.id, message.id

    def _clean(self):
        with self._transaction() as env:
            env["mail.mail"].browse(self.mail_ids).exists().unlink()
            self._forget(env, env["hr.employee"].browse(self.people))

    def _pass(self, work, **server):
        """:returns: what the mail server was given in the pass"""
        sent = []

        def send_email(_server, message, *_args, **_kw):
            sent.append(message)
            if server.get("killed"):
                raise Killed
            return message["Message-Id"]

        with (
            patch.multiple(
                IrMail_Server,
                _connect__=Mock(),
                _disable_send=Mock(return_value=False),
                send_email=send_email,
            ),
            self._transaction() as env,
        ):
            try:
                work(env)
            except Killed:
                env.cr.rollback()
        return sent

    def test_what_it_had_handed_over_is_not_sent_again(self):
        """Nobody knows whether it was received: HR is asked, nobody gets it twice."""

        def leave(env):
            # As the scheduled action does it: in a test nothing else commits.
            env["mail.mail"].browse(self.mail_id).send(auto_commit=True)

        self.assertEqual(len(self._pass(leave, killed=True)), 1)
        with mute_logger("odoo.addons.mail.models.mail_mail"):
            again = self._pass(lambda env: env["hr.entretien.sender"]._cron_messages())
        self.assertEqual(again, [])
        with self._transaction() as env:
            message = env["hr.entretien.message"].browse(self.message_id)
            self.assertEqual(message.state, "unknown")

    def test_what_a_mail_costs_that_leaves(self):
        """Each is committed, and what was read is forgotten: it is read once."""
        second_id, message_id = self._invited("Invited too")

        def leave(env):
            mails = env["mail.mail"]
            mails.browse(self.mail_id).send(auto_commit=True)
            before = env.cr.sql_log_count
            mails.browse(second_id).send(auto_commit=True)
            self.assertLessEqual(env.cr.sql_log_count - before, 48)

        self.assertEqual(len(self._pass(leave)), 2)
        with self._transaction() as env:
            message = env["hr.entretien.message"].browse(message_id)
            self.assertEqual(message.state, "sent")
