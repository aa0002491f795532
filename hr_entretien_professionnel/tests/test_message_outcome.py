"""A mail that left is a proof; one that came back is told."""

import smtplib
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server, MailDeliveryException

from ..models.message.hr_entretien_sender import CRON
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

    @freeze_time("2026-03-02 23:30:00")
    def test_what_leaves_past_midnight_is_dated_by_the_employee(self):
        """The scheduled action's clock is UTC: it is still the day before there."""
        self.stranger.tz = "Europe/Paris"
        self._invite(self.stranger_entretien)
        (mail,) = self._run()
        self.assertTrue(mail)
        proof = self.stranger_entretien.proof_ids
        self.assertEqual(proof.mapped("kind"), ["invitation"])
        self.assertEqual(str(proof.date), "2026-03-03")
        self.assertEqual(str(self.stranger_entretien.date_invited), "2026-03-03")

    def test_mail_of_a_pass_that_was_broken_off_is_deleted(self):
        self._invite(self.entretien)
        sender = self.env.registry["hr.entretien.sender"]
        with self._box(), patch.object(sender, "_delete_sent", lambda *_args: None):
            self.sender._cron_messages()
        message = self.entretien.entretien_message_ids.filtered("is_own")
        mail = message.mail_mail_id
        self.assertEqual((message.state, mail.state), ("sent", "sent"))
        self.assertFalse(self._run())
        self.assertFalse(mail.exists())
        self.assertEqual(message.state, "sent")

    def test_mail_that_leaves_without_the_sender_is_deleted(self):
        """By Odoo's own queue, or its list of mails."""
        self._invite(self.entretien)
        message = self.entretien.entretien_message_ids.filtered("is_own")
        with self._box():
            mail = self.sender._deliver([message])
            mail.send()
        self.assertEqual(message.state, "sent")
        self.assertFalse(mail.exists())

    def test_mail_that_others_write_on_leaves_soon(self):
        self._invite(self.entretien)
        message = self.entretien.entretien_message_ids.filtered("is_own")
        mail = self.sender._deliver([message])
        conflict = patch.object(
            self.env.registry, "cursor", side_effect=SerializationFailure
        )
        soon = [("cron_id", "=", self.env.ref(CRON).id)]
        triggers = self.env["ir.cron.trigger"].sudo()
        triggers.search(soon).unlink()
        with conflict:
            self.assertFalse(mail._note("begun"))
        self.assertTrue(triggers.search(soon))
        self.assertEqual(message.state, "leaving")

    def _down(self):
        """The mail server does not answer."""
        return patch.object(
            self.env.registry["ir.mail_server"],
            "_connect__",
            side_effect=smtplib.SMTPConnectError(421, "down"),
        )

    def _run_server(self, mail=None, refused=None, data=None):
        """A pass, with a mail server that breaks off at a command.

        :param mail: raised when a mail begins
        :param refused: raised when it is told for whom
        :param data: raised once the text is on its way
        """

        class Server(smtplib.SMTP):
            def __init__(self):
                self.smtp_from = self.from_filter = False

            def send_message(self, message, *_args, **_kw):
                for error in (mail, refused):
                    if error:
                        raise error
                self.data(message)

            def data(self, _message):
                if data:
                    raise data

            def quit(self):
                pass

        IrMail = self.env.registry["ir.mail_server"]
        with (
            self._quiet_cron(),
            patch.object(IrMail, "_disable_send", return_value=False),
            patch.object(IrMail, "_connect__", lambda *_args, **_kw: Server()),
            mute_logger("odoo.addons.mail.models.mail_mail"),
        ):
            self.sender._cron_messages()
        self.env.invalidate_all()

    def _run_refused(self, error):
        with (
            self._box(),
            self._refuse(error),
            mute_logger("odoo.addons.mail.models.mail_mail"),
        ):
            self.sender._cron_messages()
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
        self.assertTrue(self.entretien.activity_ids)
        self._as(self.user_hr, message).action_resend()
        self.assertFalse(self.entretien.activity_ids, "HR saw to it")
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
            self.sender._cron_messages()
        self.assertEqual((message.state, message.tries), ("waiting", 1))
        self.assertEqual(str(message.date_scheduled), "2026-03-02 10:00:00")
        self.assertFalse(self.entretien.activity_ids)
        self.assertFalse(self._proofs(self.entretien))
        self.assertFalse(self.entretien.message_ids.filtered("subject"))
        with freeze_time("2026-03-02 10:00:00"):
            self.assertEqual(len(self._run()), 1)

    def test_a_mail_server_that_stays_down_is_told_once_for_all(self):
        """Down from Friday evening to Monday, it is nobody's business; longer, it is:
        once, whatever the number of interviews, and no proof says that they refused.
        """
        self.company.entretien_responsible_id = self.user_hr
        entretiens = self.entretien | self.stranger_entretien
        messages = self.queue._queue(entretiens, "invitation")
        down = self._down()
        for hour in range(5 * 24):
            day, at = divmod(hour, 24)
            if at % 8:
                continue
            with freeze_time(f"2026-03-{6 + day:02} {at:02}:00:00"), self._box(), down:
                self.sender._cron_messages()
                self.env.flush_all()
            if day < 3:
                self.assertEqual(set(messages.mapped("state")), {"waiting"})
        self.assertEqual(set(messages.mapped("state")), {"failed"})
        self.assertEqual(len(entretiens.activity_ids), 1)
        self.assertNotIn("bounce", entretiens.proof_ids.mapped("kind"))
        for message, asked in zip(messages, (1, 0), strict=True):
            self._as(self.user_hr, message).action_resend()
            self.assertEqual(len(entretiens.activity_ids), asked, "until all are")

    def test_what_is_asked_of_one_message_stays_while_another_is_left(self):
        both = self.queue._queue(self.entretien, "invitation")
        both += self.queue._queue(self.entretien, "moved")
        both.state = "failed"
        self.sender._ask_hr(self.entretien, "failed")
        for message, asked in zip(both, (1, 0), strict=True):
            self._as(self.user_hr, message).action_resend()
            self.assertEqual(len(self.entretien.activity_ids), asked)

    def test_try_again_later_is_no_refusal(self):
        """421, 450, 451, 452: greylisting, a full box, a server that closes."""
        message = self.queue._queue(self.entretien, "invitation")
        for number, code in enumerate((421, 450, 451, 452)):
            refused = {"employee@entretien.example.com": (code, b"Try again later")}
            with (
                self.subTest(code),
                freeze_time(f"2026-03-{3 + number:02} 09:00:00"),
            ):
                self._run_server(refused=smtplib.SMTPRecipientsRefused(refused))
                self.assertEqual(message.state, "waiting")
                self.assertFalse(self._proofs(self.entretien))
        with freeze_time("2026-03-10 09:00:00"):
            self.assertEqual(len(self._run()), 1)
        self.assertEqual(self._proofs(self.entretien), ["invitation"])

    def test_a_full_stop_is_a_refusal(self):
        message = self.queue._queue(self.entretien, "invitation")
        refused = {"employee@entretien.example.com": (550, b"No such user")}
        self._run_server(refused=smtplib.SMTPRecipientsRefused(refused))
        self.assertEqual(message.state, "failed")
        self.assertEqual(self._proofs(self.entretien), ["bounce"])

    def test_a_connection_that_drops_before_the_text_is_tried_again(self):
        """Nothing was received: it leaves later, and those behind it too."""
        entretiens = self.entretien | self.stranger_entretien
        messages = self.queue._queue(entretiens, "invitation")
        self._run_server(mail=smtplib.SMTPServerDisconnected("closed"))
        self.assertEqual(messages[0].state, "waiting")
        self.assertEqual(messages[0].tries, 1)
        self.assertFalse(entretiens.activity_ids)
        self.assertFalse(entretiens.proof_ids)
        with freeze_time("2026-03-02 10:00:00"):
            self.assertEqual(len(self._run()), 2)
        self.assertEqual(set(messages.mapped("state")), {"sent"})

    def test_a_connection_that_drops_after_the_text_is_not_known(self):
        """Neither sent nor refused: HR is told, asks, and says what became of it."""
        message = self.queue._queue(self.entretien, "invitation")
        self._run_server(data=smtplib.SMTPServerDisconnected("closed"))
        self.assertEqual(message.state, "unknown")
        self.assertFalse(self._proofs(self.entretien))
        self.assertFalse(self.entretien.date_invited)
        self.assertEqual(len(self.entretien.activity_ids), 1)
        self.assertFalse(self._run(), "it is not sent twice by itself")
        with freeze_time("2026-03-04 09:00:00"):
            self._as(self.user_hr, message).action_arrived()
        self.assertEqual(message.state, "sent")
        self.assertEqual(self._proofs(self.entretien), ["invitation"])
        self.assertEqual(self.entretien.date_invited, self._day("2026-03-02"))
        self.assertIn(self.user_hr.name, self.entretien.proof_ids.note)
        self.assertFalse(self.entretien.activity_ids, "HR saw to it")

    def test_it_arrived_and_they_did_not_come(self):
        """It is to invite to again, whatever the mail said of the first date."""
        entretien = self._planned(self.colleague, "2026-03-03 08:00:00", motif="return")
        message = self.queue._queue(entretien, "invitation")
        message.write({"state": "unknown", "date_sent": "2026-03-02 09:00:00"})
        with freeze_time("2026-03-04 09:00:00"):
            entretien.action_no_show("2026-03-03")
            self._as(self.user_hr, message).action_arrived()
        self.assertEqual(self._proofs(entretien), ["absence", "invitation"])
        self.assertFalse(entretien.date_invited)

    def test_what_nobody_knows_of_is_sent_again_by_hr(self):
        message = self.queue._queue(self.entretien, "invitation")
        self._run_server(data=smtplib.SMTPServerDisconnected("closed"))
        self._as(self.user_hr, message).action_resend()
        with freeze_time("2026-03-03 09:00:00"):
            self.assertEqual(len(self._run()), 1)
        self.assertEqual(message.state, "sent")

    def test_only_hr_says_that_it_arrived(self):
        message = self.queue._queue(self.entretien, "invitation")
        self._run_server(data=smtplib.SMTPServerDisconnected("closed"))
        for user in (self.user_manager, self.user_employee):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, message).action_arrived()

    def test_what_is_still_leaving_is_looked_at_again(self):
        """The server was stopped, or somebody deleted the mail."""
        entretiens = self.entretien | self.stranger_entretien
        first, second = self.queue._queue(entretiens, "invitation")
        self.sender._deliver([first, second])
        first.mail_mail_id.state = "exception"
        self.assertEqual(first.state, "leaving")
        self.assertEqual(len(self._run()), 1)
        self.assertEqual((first.state, second.state), ("unknown", "sent"))

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
