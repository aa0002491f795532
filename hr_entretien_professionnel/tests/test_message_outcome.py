"""A mail that left is a proof; one that came back is told."""

import smtplib
from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server, MailDeliveryException

from .message_common import MessageCase

BOUNCE = """Return-Path: <>
From: MAILER-DAEMON <bounce.test@test.mycompany.com>
To: bounce.test@test.mycompany.com
Subject: Delivery Status Notification (Failure)
Message-ID: <bounce-1@mx.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="LIMIT"

--LIMIT
Content-Type: text/plain; charset=UTF-8

550 5.1.1 The account does not exist.

--LIMIT
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 The account does not exist.

--LIMIT
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: Invitation

--LIMIT--
"""


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestMessageOutcome(MessageCase):
    def _refuse(self, error):
        """The mail server answers that to every mail."""

        def refuse(*_args, **_kwargs):
            raise error

        return patch.object(IrMail_Server, "send_email", refuse)

    def _down(self):
        """The mail server does not answer."""
        return patch.object(
            self.env.registry["ir.mail_server"],
            "_connect__",
            side_effect=smtplib.SMTPConnectError(421, "down"),
        )

    def _run_refused(self, error):
        with (
            self._box(),
            self._refuse(error),
            mute_logger("odoo.addons.mail.models.mail_mail"),
        ):
            self.queue._cron_messages()
        self.env.invalidate_all()

    def _bounce(self, message, address):
        source = BOUNCE.format(
            address=address, message_id=message.mail_message_id.message_id
        )
        with (
            self._box(),
            mute_logger("odoo.addons.mail.models.mail_thread"),
        ):
            self.env["mail.thread"].message_process(None, source)
        self.env.invalidate_all()

    def test_a_refused_mail_is_told_to_hr_in_charge(self):
        self.company.entretien_responsible_id = self.user_hr
        message = self.queue._queue(self.entretien, "invitation")
        self._run_refused(MailDeliveryException("550 no such user"))
        self.assertEqual(message.state, "failed")
        self.assertIn("550 no such user", message.failure_reason)
        self.assertEqual(self._proofs(self.entretien), ["bounce"])
        self.assertNotIn("employee@", self.entretien.proof_ids.note)
        activity = self.entretien.activity_ids
        self.assertEqual(activity.user_id, self.user_hr)
        self.assertFalse(self.entretien.date_invited)
        self.assertFalse(message.mail_mail_id, "no mail stays that could leave later")

    def test_without_hr_in_charge_the_interviewer_is_told_once(self):
        for kind in ("invitation", "interviewer"):
            self.queue._queue(self.entretien, kind)
        self._run_refused(MailDeliveryException("550 no such user"))
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_manager)
        self.assertEqual(len(self.entretien.activity_ids), 1)

    def test_hr_sends_it_again(self):
        message = self.queue._queue(self.entretien, "invitation")
        self._run_refused(MailDeliveryException("550 no such user"))
        self.assertFalse(self._run(), "not by itself at the same address")
        self._as(self.user_hr, message).action_resend()
        self.assertEqual(len(self._run()), 1, "the refused one was not received")
        self.assertEqual(message.state, "sent")
        self.assertFalse(message.failure_reason)

    def test_a_corrected_address_sends_it_again(self):
        message = self.queue._queue(self.stranger_entretien, "invitation")
        self._run_refused(MailDeliveryException("550 no such user"))
        self.stranger.work_email = "right@example.com"
        self.assertEqual(len(self._run()), 1)
        self.assertEqual((message.state, message.email), ("sent", "right@example.com"))

    def test_a_mail_server_that_is_down_is_tried_later(self):
        """An hour, two, four…: nobody is told of what mends itself."""
        message = self.queue._queue(self.entretien, "invitation")
        down = self._down()
        with self._box(), down:
            self.queue._cron_messages()
        self.assertEqual((message.state, message.tries), ("waiting", 1))
        self.assertEqual(str(message.date_scheduled), "2026-03-02 10:00:00")
        self.assertFalse(self.entretien.activity_ids)
        self.assertFalse(self._proofs(self.entretien))
        self.assertFalse(self.entretien.message_ids.filtered("subject"))
        with freeze_time("2026-03-02 10:00:00"):
            self.assertEqual(len(self._run()), 1)

    def test_a_mail_server_that_stays_down_is_told(self):
        message = self.queue._queue(self.entretien, "invitation")
        down = self._down()
        for day in range(2, 8):
            with freeze_time(f"2026-03-{day:02} 09:00:00"), self._box(), down:
                self.queue._cron_messages()
                self.env.flush_all()
        self.assertEqual(message.state, "failed")
        self.assertTrue(self.entretien.activity_ids)

    def test_the_step_stands_when_the_mail_does_not_leave(self):
        self._invite(self.entretien)
        self._run_refused(MailDeliveryException("550 no such user"))
        self.assertTrue(self.entretien.preparation_id)
        self.assertEqual(self.entretien.state, "planned")

    def test_a_mail_that_comes_back(self):
        message = self.queue._queue(self.stranger_entretien, "invitation")
        self._run()
        self.assertEqual(self._proofs(self.stranger_entretien), ["invitation"])
        self._bounce(message, "stranger@example.com")
        self.assertEqual(message.state, "failed")
        self.assertIn("does not exist", message.failure_reason)
        self.assertEqual(
            self._proofs(self.stranger_entretien), ["invitation", "bounce"]
        )
        self.assertEqual(
            self.stranger_entretien.activity_ids.user_id, self.user_other_manager
        )

    def test_a_digest_that_comes_back(self):
        other = self._planned(self.colleague)
        messages = self.queue._queue(self.entretien | other, "prepared", self.manager)
        self._run()
        self._bounce(messages[:1], "manager@entretien.example.com")
        self.assertEqual(set(messages.mapped("state")), {"failed"})
        for entretien in self.entretien | other:
            self.assertIn("bounce", self._proofs(entretien))

    def test_another_mail_that_comes_back_changes_nothing(self):
        message = self.queue._queue(self.entretien, "invitation")
        self._run()
        other = self.env["mail.message"].create({"body": "Something else"})
        source = BOUNCE.format(
            address="employee@entretien.example.com", message_id=other.message_id
        )
        with self._box(), mute_logger("odoo.addons.mail.models.mail_thread"):
            self.env["mail.thread"].message_process(None, source)
        self.assertEqual(message.state, "sent")
