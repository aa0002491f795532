"""To whom: the address of the person, never OdooBot's, never nobody's."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .message_common import ABOUT_INTERVIEWS, MessageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestMessageAddress(MessageCase):
    def _stranger_message(self, **vals):
        self.stranger.write({"work_email": False, "private_email": False, **vals})
        return self.queue._queue(self.stranger_entretien, "invitation")

    def assertSentTo(self, address):
        (mail,) = self._run()
        self.assertIn(address, mail["email_to"][0])

    def test_the_account_comes_first(self):
        self.employee.write(
            {"work_email": "work@example.com", "private_email": "home@example.com"}
        )
        self.user_employee.email = "account@example.com"
        self.queue._queue(self.entretien, "invitation")
        self.assertSentTo("account@example.com")

    def test_without_account_the_work_address_then_the_private_one(self):
        self._stranger_message(
            work_email="work@example.com", private_email="home@example.com"
        )
        self.assertSentTo("work@example.com")
        with freeze_time("2026-03-03 09:00:00"):
            self._stranger_message(private_email="home@example.com")
            self.assertSentTo("home@example.com")

    def test_an_interviewer_is_not_written_to_at_home(self):
        self.other_manager.user_id = False
        self.other_manager.write(
            {"work_email": False, "private_email": "home@example.com"}
        )
        message = self.queue._queue(
            self.stranger_entretien, "prepared", self.other_manager
        )
        self.assertEqual(message.state, "no_address")
        self.assertFalse(self._run())

    def test_missing_or_ill_formed_address(self):
        for address in (False, "stranger", "stranger@", "a@example.com, b@example.com"):
            with self.subTest(address):
                message = self._stranger_message(work_email=address)
                self.assertEqual(message.state, "no_address")
                self.assertFalse(self._run())
                message.state = "cancelled"

    def test_a_new_address_and_it_leaves(self):
        message = self._stranger_message()
        self.assertEqual(message.state, "no_address")
        self.stranger.private_email = "home@example.com"
        self.assertSentTo("home@example.com")
        self.assertEqual(message.state, "sent")

    def test_never_to_odoobot(self):
        robot = self.env.ref("base.user_root")
        self.stranger.user_id = robot
        message = self._stranger_message()
        self.assertEqual(message.state, "no_address")
        self.stranger.private_email = robot.email
        self.assertFalse(self._run())
        self.stranger.private_email = "home@example.com"
        self.assertSentTo("home@example.com")

    def test_never_to_who_has_left(self):
        own = self.queue._queue(self.stranger_entretien, "invitation")
        led = self.queue._queue(self.entretien, "prepared", self.manager)
        (self.manager | self.stranger).active = False
        self.assertFalse(
            [mail for mail in self._run() if "not take place" not in mail["body"]]
        )
        self.assertEqual(set((own + led).mapped("state")), {"cancelled"})

    def test_hr_finds_them_and_completes_the_card(self):
        message = self._stranger_message()
        action = self.env.ref("hr_entretien_professionnel.hr_entretien_message_action")
        self.assertIn("undelivered", action.context)
        action = self._as(self.user_hr, message).action_complete()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("hr.employee", self.stranger.id)
        )
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            self._as(self.user_hr, message).action_resend()

    def test_hr_hands_the_letter_over(self):
        message = self._stranger_message()
        self._as(self.user_hr, message).action_by_hand()
        self.assertEqual(message.state, "by_hand")
        self.assertIn("letter", self._proofs(self.stranger_entretien))
        self.stranger.work_email = "stranger@example.com"
        self.assertFalse(self._run(), "it was handed over")

    def test_by_hand_nothing_is_printed_but_what_it_says(self):
        """A letter of what invites to a date; whatever it is, it can be cleared."""
        for kind in sorted(ABOUT_INTERVIEWS):
            self._make_true(kind)
            message = self.queue._queue(self.entretien, kind)
            invites = kind in ("invitation", "reinvitation", "moved")
            with self.subTest(kind), self.env.cr.savepoint() as savepoint:
                message.state = "failed"
                action = self._as(self.user_hr, message).action_by_hand()
                self.assertEqual(message.state, "by_hand")
                self.assertEqual("letter" in self._proofs(self.entretien), invites)
                self.assertEqual(bool(self.entretien.date_invited), invites)
                sheet = action and "preparation" in action.get("report_name", "")
                self.assertEqual(bool(sheet), kind == "reminder")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_by_hand_nobody_is_invited_to_what_was_held(self):
        for kind in ("invitation", "moved", "reminder"):
            self._make_true(kind)
            message = self.queue._queue(self.entretien, kind)
            message.state = "unknown"
            self._make_true("signed")
            with self.subTest(kind):
                self.assertFalse(self._as(self.user_hr, message).action_by_hand())
                self.assertEqual(message.state, "cancelled")
                self.assertNotIn("letter", self._proofs(self.entretien))

    def test_only_hr_takes_messages_up(self):
        message = self._stranger_message()
        for user in (
            self.user_other_manager,
            self.user_manager,
            self.user_colleague,
            self.user_other_hr,
            self.user_system,
            self.user_portal,
        ):
            for name in ("action_resend", "action_complete", "action_by_hand"):
                with (
                    self.subTest(f"{user.name} {name}"),
                    self.assertRaises(AccessError),
                ):
                    getattr(self._as(user, message), name)()
        self.assertEqual(message.state, "no_address")

    def test_only_hr_reads_messages_and_nobody_writes_them(self):
        message = self._stranger_message()
        self.assertEqual(self._as(self.user_hr, message).state, "no_address")
        for user in (self.user_other_manager, self.user_employee, self.user_system):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self._as(user, message).read(["state"])
        self.assertFalse(self._as(self.user_other_hr, message).search([]))
        for vals in ({"state": "sent"}, {"email": "hr@example.com"}):
            with self.subTest(vals), self.assertRaises(AccessError):
                self._as(self.user_hr, message).write(vals)

    def test_what_was_sent_is_not_taken_up(self):
        message = self.queue._queue(self.entretien, "invitation")
        self._run()
        for name in ("action_resend", "action_by_hand"):
            with self.subTest(name), self.assertRaises(UserError):
                getattr(self._as(self.user_hr, message), name)()
