"""The server is killed while a mail leaves: real transactions."""

from contextlib import nullcontext
from functools import partial
from unittest.mock import Mock, patch

import odoo.sql_db
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server, MailDeliveryException

from .concurrent_common import ConcurrentCase
from .message_common import TOKEN


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

    def _pass(self, work, killed=0, meanwhile=None):
        """:param killed: at which mail, 0 for none
        :param meanwhile: called with each as it leaves
        :returns: what the mail server was given in the pass
        """
        sent = []

        def send_email(_server, message, *_args, **_kw):
            sent.append(message)
            if len(sent) == killed:
                raise Killed
            if meanwhile:
                meanwhile(message)
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

        self.assertEqual(len(self._pass(leave, killed=1)), 1)
        with mute_logger("odoo.addons.mail.models.mail_mail"):
            again = self._pass(lambda env: env["hr.entretien.sender"]._cron_messages())
        self.assertEqual(again, [])
        with self._transaction() as env:
            message = env["hr.entretien.message"].browse(self.message_id)
            self.assertEqual(message.state, "unknown")

    def test_what_was_taken_before_is_proved(self):
        """Killed at the second: the first left, the third has not tried to."""
        others = [self._invited(f"Invited{rank}") for rank in (2, 3)]
        mail_ids, message_ids = zip(
            (self.mail_id, self.message_id), *others, strict=True
        )

        def leave(env):
            env["mail.mail"].browse(mail_ids).send(auto_commit=True)

        self.assertEqual(len(self._pass(leave, killed=2)), 2)
        again = self._pass(lambda env: env["hr.entretien.sender"]._cron_messages())
        self.assertEqual(len(again), 1)
        with self._transaction() as env:
            messages = env["hr.entretien.message"].browse(message_ids)
            states = messages.mapped("state")
            self.assertEqual(states, ["sent", "unknown", "sent"])
            proofs = [item.entretien_id.proof_ids.mapped("kind") for item in messages]
            self.assertEqual(proofs, [["invitation"], [], ["invitation"]])
            left = (messages[0] | messages[2]).mail_mail_id
            self.assertFalse(left, "no mail stays that could leave later")

    def test_what_was_taken_and_not_noted_yet_is_not_unknown(self):
        """People write on it pass after pass: the next one notes it."""

        def leave(env):
            env["mail.mail"].browse((self.mail_id, second)).send(auto_commit=True)

        second, _message = self._invited("Invited2")
        self._pass(leave, killed=2)
        sender = self.registry["hr.entretien.sender"]
        for state, noting in (
            ("leaving", patch.object(sender, "_note_taken", lambda *_args: None)),
            ("sent", nullcontext()),
        ):
            with noting, mute_logger("odoo.addons.mail.models.mail_mail"):
                self._pass(lambda env: env["hr.entretien.sender"]._cron_messages())
            with self._transaction() as env:
                message = env["hr.entretien.message"].browse(self.message_id)
                self.assertEqual(message.state, state)

    def test_one_that_is_refused_stops_no_other(self):
        others = [self._invited(f"Invited{rank}") for rank in (2, 3)]
        mail_ids, message_ids = zip(
            (self.mail_id, self.message_id), *others, strict=True
        )

        def refuse(mail):
            if "invited2" in mail["To"]:
                raise MailDeliveryException("550 no such user")

        def leave(env):
            env["mail.mail"].browse(mail_ids).send(auto_commit=True)

        with mute_logger("odoo.addons.mail.models.mail_mail"):
            self._pass(leave, meanwhile=refuse)
        with self._transaction() as env:
            messages = env["hr.entretien.message"].browse(message_ids)
            states = messages.mapped("state")
            self.assertEqual(states, ["sent", "failed", "sent"])
            self.assertEqual(messages[1].failure_reason, "550 no such user")
            proofs = messages[1].entretien_id.proof_ids
            self.assertEqual(proofs.mapped("kind"), ["bounce"])

    def test_what_its_reader_opens_is_there_while_it_leaves(self):
        found = []

        def look(mail):
            text = mail.get_body(("html",)).get_content()
            entretien_id, token = TOKEN.search(text).groups()
            with self._transaction() as env:
                links = env["hr.entretien.link"]
                found.append(links._find(int(entretien_id), token).email)

        def leave(env):
            env["mail.mail"].browse(self.mail_id).send(auto_commit=True)

        self._pass(leave, meanwhile=look)
        self.assertEqual(found, ["invited@example.com"])

    def test_who_writes_while_it_leaves_waits_for_nothing(self):
        """It is noted on what was written, without being sent twice."""

        def write(_mail):
            with self._transaction() as env:
                message = env["hr.entretien.message"].browse(self.message_id)
                message.entretien_id.location = "Room 3"

        def leave(env):
            env["hr.entretien"].search([]).mapped("location")
            env["mail.mail"].browse(self.mail_id).send(auto_commit=True)

        self.assertEqual(len(self._pass(leave, meanwhile=write)), 1)
        with self._transaction() as env:
            message = env["hr.entretien.message"].browse(self.message_id)
            self.assertEqual(message.state, "sent")
            self.assertEqual(message.entretien_id.location, "Room 3")
            self.assertTrue(message.entretien_id.date_invited)

    def test_what_each_mail_costs_that_leaves(self):
        """What is read of one is read of all."""
        others = [self._invited(f"Invited{rank}")[0] for rank in range(2, 9)]
        costs = []

        def leave(env, mail_ids):
            before = odoo.sql_db.sql_counter
            env["mail.mail"].browse(mail_ids).send(auto_commit=True)
            costs.append(odoo.sql_db.sql_counter - before)

        for mail_ids in ([self.mail_id], others[:2], others[2:]):
            sent = self._pass(partial(leave, mail_ids=mail_ids))
            self.assertEqual(len(sent), len(mail_ids))
        self.assertLessEqual(costs[2] - costs[1], 3 * 7)
