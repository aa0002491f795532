"""The invitation: sent by who leads the interview, proved when it has left."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .message_common import MessageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestInvitation(MessageCase):
    def test_is_proved_when_it_has_left(self):
        self._invite(self.entretien, self.user_manager)
        self.assertFalse(self._proofs(self.entretien))
        self.assertFalse(self.entretien.date_invited)
        self.assertEqual(self.entretien.invitation_state, "waiting")
        self._run()
        proof = self.entretien.proof_ids
        self.assertRecordValues(
            proof,
            [
                {
                    "kind": "invitation",
                    "user_id": self.user_manager.id,
                    "date": self._day("2026-03-02"),
                    "note": "By e-mail to e•••@entretien.example.com",
                }
            ],
        )
        self.assertEqual(self.entretien.date_invited, self._day("2026-03-02"))
        self.assertEqual(self.entretien.invitation_state, "sent")

    def test_the_former_one_says_nothing_of_another_date(self):
        """Mailed for the date that fell: for the one to come nobody is invited."""
        self._invite(self.entretien)
        self._run()
        self.entretien.event_id.with_user(self.user_manager).unlink()
        self.assertFalse(self.entretien.invitation_state)
        self.entretien.date_planned = "2026-04-02 08:00:00"
        self._as(self.user_manager, self.entretien).action_plan()
        self.assertFalse(self.entretien.invitation_state)
        self._invite(self.entretien)
        self.assertEqual(self.entretien.invitation_state, "waiting")

    def test_gives_the_employee_his_preparation(self):
        self._invite(self.entretien)
        self.assertEqual(self.entretien.preparation_id.state, "draft")

    def test_after_an_absence_is_the_second(self):
        self.entretien.no_show_count = 1
        self._invite(self.entretien)
        (mail,) = self._run()
        self.assertIn("invited again", mail["subject"])
        self.assertEqual(self._proofs(self.entretien), ["reinvitation"])

    def test_after_a_date_that_the_company_gave_up_nobody_is_said_absent(self):
        self.entretien.no_show_count = 1
        self.entretien.event_id.with_user(self.user_manager).unlink()
        self.entretien.date_planned = "2026-04-02 08:00:00"
        self._as(self.user_manager, self.entretien).action_plan()
        self._invite(self.entretien)
        self.assertEqual(self.entretien.entretien_message_ids[:1].kind, "invitation")

    def test_on_return_from_an_absence_is_the_offer_too(self):
        self.entretien.motif = "return"
        self._invite(self.entretien)
        self._run()
        self.assertEqual(self._proofs(self.entretien), ["invitation", "offer"])

    def test_an_offer_by_letter_and_by_mail_is_one_line_a_day(self):
        """It was offered once: how is said by the lines of the letter and the mail."""
        self.entretien.motif = "return"
        as_manager = self._as(self.user_manager, self.entretien)
        as_manager.action_print_invitation()
        self._invite(self.entretien)
        self._run()
        as_manager.action_print_invitation()
        self.assertEqual(
            self._proofs(self.entretien), ["letter", "offer", "invitation"]
        )
        offer = self.entretien.proof_ids.filtered(lambda proof: proof.kind == "offer")
        self.assertIn("1 April 2026", offer.note)

    def test_another_date_is_another_offer(self):
        self.entretien.motif = "return"
        as_manager = self._as(self.user_manager, self.entretien)
        as_manager.action_print_invitation()
        self.entretien.date_planned = "2026-04-02 09:00:00"
        as_manager.action_print_invitation()
        with freeze_time("2026-03-03 09:00:00"):
            as_manager.action_print_invitation()
        self.assertEqual(self._proofs(self.entretien).count("offer"), 3)

    def test_sent_again_leaves_the_next_day(self):
        self._invite(self.entretien)
        self._run()
        self._invite(self.entretien)
        self.assertFalse(self._run())
        with freeze_time("2026-03-03 09:00:00"):
            self.assertEqual(len(self._run()), 1)
        self.assertEqual(self._proofs(self.entretien), ["invitation", "invitation"])

    def test_pressed_twice_is_sent_once(self):
        for _each in range(2):
            self._invite(self.entretien)
        self.assertEqual(len(self._run()), 1)

    def test_a_whole_selection_and_the_letters_to_print(self):
        self.stranger.work_email = False
        selection = self.entretien | self.stranger_entretien
        # Where a letter is handed over says where to meet: nothing is asked of it.
        self.entretien.location = "Room 3"
        action = self._as(self.user_hr, selection).action_invite()
        said = action["params"]
        self.assertEqual(said["type"], "warning")
        self.assertIn("by e-mail: 1", said["message"])
        self.assertIn("Stranger: print the letter", said["message"])
        self.assertEqual(len(self._run()), 1)
        self.assertEqual(self.stranger_entretien.invitation_state, "no_address")

    def test_without_a_place_every_button_asks_first(self):
        """On the form, in the lists, on a card, of a selection, and again."""
        server = self.env.ref(
            "hr_entretien_professionnel.hr_entretien_action_server_invite"
        )
        selection = self.entretien | self.stranger_entretien
        hr = self._as(self.user_hr, selection).with_context(lang="en_US")
        server = server.with_env(hr.env).with_context(
            active_model=hr._name, active_ids=hr.ids
        )
        hr[0].location = "Room 3"
        one, nowhere = hr
        for press, asks in (
            (one.action_invite, False),
            (one.action_next_step, False),
            (nowhere.action_invite, True),
            (nowhere.action_next_step, True),
            (server.run, True),
        ):
            with self.subTest(press):
                result = press()
                self.assertEqual(result.get("tag") == "entretien_ask", asks)
        self.assertEqual(self._queued(), self.entretien)
        asked = result["params"]
        self.assertRegex(asked["body"], "^Neither a place .*\nStranger$")
        self.assertEqual(asked["ids"], selection.ids)
        getattr(self._as(self.user_hr, selection), asked["method"])()
        self.assertEqual(self._queued(), selection)
        hr[1].location = "Room 3"
        self.assertNotEqual(server.run()["tag"], "entretien_ask")
        with self.assertRaises(AccessError):
            self._as(self.user_colleague, self.entretien).action_invite()

    def test_no_screen_sends_without_asking(self):
        views = self.env["ir.ui.view"].search([("model", "=", "hr.entretien")])
        for view in views:
            self.assertNotIn("action_send_invitation", view.arch_db, view.name)

    def _queued(self):
        return self.queue.search([("kind", "=", "invitation")]).entretien_id

    def test_only_what_is_planned_and_ahead(self):
        to_plan = self._entretien(self.colleague)
        with self.assertRaises(UserError):
            self._invite(to_plan)
        with (
            freeze_time("2026-04-01 08:00:01"),
            self.assertRaisesRegex(UserError, "is past"),
        ):
            self._invite(self.entretien)
        self.assertFalse(self.queue.search([("entretien_id", "=", to_plan.id)]))

    def test_who_has_left_is_not_said_to_be_invited(self):
        """HR keeps it open, since a renewal is on its way: no message reaches them."""
        self.entretien.kept_open = True
        self.employee.active = False
        self.assertEqual(self.entretien.state, "planned")
        with self.assertRaisesRegex(UserError, "has left, and is sent no message"):
            self._invite(self.entretien)
        action = self._as(self.user_hr, self.entretien).action_print_invitation()
        self.assertEqual(action["type"], "ir.actions.report")

    def test_nobody_else_invites(self):
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_other_hr,
            self.user_system,
            self.user_portal,
        ):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self._invite(self.entretien, user)
        self.assertFalse(self.queue.search([("entretien_id", "=", self.entretien.id)]))
