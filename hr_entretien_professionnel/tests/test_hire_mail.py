"""The information at the hire by mail: the proof is that it left."""

from odoo.tests import freeze_time, tagged
from odoo.tools import html2plaintext

from .hire_common import HireCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHireMail(HireCase):
    def _send(self, employees=None):
        self._window(employees or self.hired, how="mail").action_apply()
        self.env.flush_all()

    def _message(self, employee=None):
        recipient = employee or self.hired
        return self.queue.search(
            [("recipient_id", "=", recipient.id), ("kind", "=", "hire")]
        )

    def test_it_is_proved_when_it_has_left(self):
        self._send()
        self.assertFalse(self._kinds(self.hired))
        self.assertEqual(self._listed(), self.hired)
        (mail,) = self._run()
        self.assertEqual(mail["email_to"], ['"Hired" <hired@example.com>'])
        self.assertEqual(self._kinds(self.hired), ["told_mail"])
        line = self.hired.entretien_hire_proof_ids
        self.assertEqual(line.date, self._day("2026-03-02"))
        self.assertEqual(line.user_id, self.user_hr)
        self.assertEqual(line.note, "By e-mail to h•••@example.com")
        self.assertFalse(self._listed())
        self.assertFalse(self._run())

    def test_it_says_what_the_law_asks_and_when_the_first_one_comes(self):
        self._send()
        (mail,) = self._run()
        said = " ".join(html2plaintext(mail["body"]).split())
        for text in (
            "You have been working with us since 2 February 2026",
            "entretien de parcours professionnel",
            "Your first one will be held by 2 February 2027.",
            "It does not evaluate your work",
            "CPF",
            "VAE",
            "CEP",
        ):
            self.assertIn(text, said)
        self.assertEqual(
            mail["subject"],
            "Ateliers Lemoine: your entretien de parcours professionnel",
        )
        self.assertNotIn("/mon-entretien/", mail["body"])

    def test_asked_for_twice_it_leaves_once(self):
        self._send()
        self._send()
        self.assertEqual(len(self._run()), 1)
        self.assertEqual(len(self._message()), 1)

    def test_a_server_that_does_not_answer_proves_nothing(self):
        self._send()
        message = self._message()
        self.sender._not_left(message, "550 No such user", for_now=False)
        self.assertEqual(message.state, "failed")
        self.assertEqual(self._kinds(self.hired), ["bounce"])
        self.assertEqual(self._listed(), self.hired)

    def test_a_mail_that_comes_back_proves_nothing_any_more(self):
        self._record(self.hired, "contract", "2026-02-02")
        self._send()
        self._run()
        self.sender._not_delivered(self._message(), "550 No such user")
        self.assertEqual(self._kinds(self.hired)[1:], ["told_mail", "bounce"])
        # The contract still does.
        self.assertEqual(self.hired.entretien_told_how, "told_contract")
        other = self._employee("Other", "2026-02-02", work_email="other@example.com")
        self._send(other)
        self._run()
        self.sender._not_delivered(self._message(other), "550 No such user")
        self.assertEqual(self._listed(), other)
        # Asked for again, a new one takes the place of what came back.
        self._send(other)
        self.assertEqual(self._message(other).mapped("state"), ["waiting", "cancelled"])

    def test_without_an_address_hr_hands_the_letter_over(self):
        self.hired.work_email = False
        window = self._window(self.hired, how="mail")
        self.assertEqual(window.without_address, "Hired")
        window.action_apply()
        message = self._message()
        self.assertEqual(message.state, "no_address")
        self.assertFalse(self._run())
        action = self._as(self.user_hr, message).action_by_hand()
        self.assertEqual(action["res_model"], "hr.entretien.hire")
        self.assertEqual(action["context"]["default_employee_ids"], self.hired.ids)
        self.assertEqual(message.state, "by_hand")

    def test_with_other_messages_it_goes_as_one_and_is_said_in_full(self):
        self._invite(self.entretien)
        self._send(self.employee)
        (mail,) = self._run()
        said = " ".join(html2plaintext(mail["body"]).split())
        self.assertIn("You may already call on", said)
        self.assertIn("You are invited to your", said)
        self.assertEqual(self._kinds(self.employee), ["told_mail"])
        self.assertIn("invitation", self._proofs(self.entretien))
        # Who leads the interview does not read the rest.
        messages = self.queue.search([("recipient_id", "=", self.employee.id)])
        self.assertFalse(messages.mail_message_id.model)

    def test_who_has_left_is_not_told(self):
        self._send()
        self.hired.with_context(no_wizard=True).active = False
        self.assertFalse(self._run())
        self.assertEqual(self._message().state, "cancelled")
