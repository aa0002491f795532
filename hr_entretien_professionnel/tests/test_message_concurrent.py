"""Somebody writes on the interview while its mail leaves: real transactions."""

import threading
from contextlib import contextmanager
from functools import partial
from unittest.mock import Mock, patch

from odoo.service.model import retrying
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .concurrent_common import PATIENCE, ConcurrentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestMessageConcurrent(ConcurrentCase):
    def setUp(self):
        super().setUp()
        self.people = []
        self.addCleanup(self._clean)
        with self._transaction() as env:
            entretien = self._commit_entretien(
                env, "Invited", state="planned", date_planned="2026-04-01 08:00:00"
            )
            self.people = entretien.employee_id.ids
            queue = env["hr.entretien.message"]
            message = queue._queue(entretien, "invitation")
            mail = env["hr.entretien.sender"]._deliver([message])
            mail.email_from = "hr@example.com"
            self.mail_id = mail.id
            self.entretien_id, self.message_id = entretien.id, message.id

    def _clean(self):
        with self._transaction() as env:
            env["mail.mail"].browse(self.mail_id).exists().unlink()
            self._forget(env, env["hr.employee"].browse(self.people))

    def _entretien(self, env):
        return env["hr.entretien"].browse(self.entretien_id)

    def _check(self, sent):
        self.assertEqual(len(sent), 1)
        with self._transaction() as env:
            entretien = self._entretien(env)
            self.assertEqual(entretien.location, "Room 3")
            self.assertTrue(entretien.date_invited)
            message = env["hr.entretien.message"].browse(self.message_id)
            self.assertEqual(message.state, "sent")

    def _send(self, env):
        env["hr.entretien.sender"]._send_mails(env["mail.mail"].browse(self.mail_id))

    @contextmanager
    def _mail_server(self, meanwhile=None):
        """What is sent in there.

        :param meanwhile: called while the mail leaves
        """
        sent = []

        def send_email(_server, message, *_args, **_kw):
            sent.append(message)
            if meanwhile:
                meanwhile()
            return message["Message-Id"]

        with patch.multiple(
            IrMail_Server,
            _connect__=Mock(),
            _disable_send=Mock(return_value=False),
            send_email=send_email,
        ):
            yield sent

    def _write(self, env):
        self._entretien(env).location = "Room 3"
        env.flush_all()

    def test_who_writes_while_it_leaves_does_not_have_it_sent_twice(self):
        """He waits until it left, and writes then."""
        leaving = threading.Event()

        def meanwhile():
            leaving.set()
            self._wait_for_a_blocked_transaction(self.sending)

        def send(env):
            self.sending = env
            self._send(env)

        def write(env):
            self.assertTrue(leaving.wait(PATIENCE))
            retrying(partial(self._write, env), env)

        muted = mute_logger("odoo.sql_db", "odoo.service.model")
        with self._mail_server(meanwhile) as sent, muted:
            self._run(send, write)
        self._check(sent)

    def test_what_was_written_just_before_stops_it_before_it_leaves(self):
        """It leaves once, from what was written."""
        muted = mute_logger("odoo.addons.mail.models.mail_mail")
        with self._transaction() as env, self._transaction() as other:
            self.assertFalse(self._entretien(env).location)
            self._write(other)
            other.cr.commit()
            with self._mail_server() as sent, muted:
                self._send(env)
        self._check(sent)
