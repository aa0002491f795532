"""A meeting given up is told, once; its time past, it is no longer to invite to."""

from odoo import fields
from odoo.tests import Form, freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from .test_departure import DepartureCase
from .test_interviewer import SLOT


@tagged("post_install", "-at_install")
@freeze_time("2026-05-11 07:00:00")
class TestCancelledIsTold(DepartureCase):
    def test_by_hr(self):
        self._as(self.user_hr, self.entretien).action_cancel("Asked by mistake")
        self.assertEqual(self._told().recipient_id, self.manager | self.employee)

    def test_declined_by_the_employee(self):
        """It leaves the interviewer's calendar: they are told; the employee knows."""
        self._as(self.user_hr, self.entretien).action_decline("I would rather not")
        self.assertFalse(self.entretien.event_id)
        self.assertEqual(self._told().recipient_id, self.manager)

    def test_told_by_word_of_mouth(self):
        """No address: HR says so himself, and no invitation is printed."""
        self.stranger.private_email = False
        other = self._entretien(
            self.stranger, motif="on_request", date_planned=SLOT, state="planned"
        )
        self._invited(other)
        self._as(self.user_hr, other).action_cancel("Asked by mistake")
        message = self._told(other).filtered("is_own")
        self.assertEqual(message.state, "no_address")
        self.assertFalse(self._as(self.user_hr, message).action_by_hand())
        self.assertEqual(message.state, "by_hand")

    def test_not_after_its_time(self):
        with freeze_time("2026-05-12 12:00:00"):
            self._as(self.user_hr, self.entretien).action_cancel("Mistake")
        self.assertFalse(self._told())

    def test_who_never_heard_that_it_was_off_is_written_to_when_it_is_again(self):
        """The mail server is down, HR reopens it, and gives it up after all."""
        hr = self._as(self.user_hr, self.entretien)
        hr.action_cancel("Asked by mistake")
        hr.action_reopen("It takes place")
        self.env["hr.entretien.sender"]._drop_pointless(self._told())
        self.assertEqual(set(self._told().mapped("state")), {"cancelled"})
        hr.date_planned = "2026-05-13 08:00:00"
        moved = self.entretien.entretien_message_ids - self._told()
        self.assertIn(self.employee, moved.recipient_id, "they reckon with the other")
        for heard in (False, True):
            hr.action_cancel("After all")
            told = self._told().filtered(lambda item: item.state == "waiting")
            self.assertEqual(self.employee in told.recipient_id, not heard)
            told.state = "sent"
            hr.action_reopen("It takes place")

    def test_given_up_while_the_invitation_leaves(self):
        """It arrives all the same: that it is off is sent after it."""
        self.entretien.date_invited = False
        hr = self._as(self.user_hr, self.entretien)
        queue = self.env["hr.entretien.message"]
        invitation = queue._queue(self.entretien, "invitation")
        invitation.state = "leaving"
        hr.action_cancel("Asked by mistake")
        self.assertIn(self.employee, self._told().recipient_id)
        self.env["hr.entretien.sender"]._left(invitation)
        hr.action_reopen("It takes place")
        self.env.invalidate_all()
        self.assertEqual((hr.next_step, hr.date_invited), ("invite", False))

    def test_who_was_told_of_another_date_before_any_invitation(self):
        """They reckon with it; not with a date given after they did not come."""
        self.entretien.date_invited = False
        self._as(self.user_manager, self.entretien)._postpone(
            fields.Datetime.to_datetime("2026-05-13 08:00:00"), "Audit", "employer"
        )
        moved = self.entretien.entretien_message_ids.filtered("is_own")
        self.assertEqual(moved.kind, "moved")
        hr = self._as(self.user_hr, self.entretien)
        for state, told in (("waiting", False), ("sent", True)):
            moved.state = state
            with self.subTest(state), self.env.cr.savepoint() as savepoint:
                hr.action_cancel("Asked by mistake")
                self.assertEqual(self.employee in self._told().recipient_id, told)
                savepoint.rollback()
                self.env.invalidate_all()
        with freeze_time("2026-05-13 12:00:00"):
            hr.action_no_show("2026-05-13")
            hr.date_planned = "2026-05-20 08:00:00"
            hr.action_plan()
            hr.action_cancel("Asked by mistake")
        self.assertEqual(self._told().recipient_id, self.manager)

    def test_to_another_date_the_employee_is_to_be_invited(self):
        """Neither the list nor the form takes the former invitation for one."""
        manager, hr = (
            self._as(user, self.entretien) for user in (self.user_manager, self.user_hr)
        )
        self.entretien.date_invited = "2026-05-11"
        self.assertFalse(manager.next_step)
        self.entretien.event_id.with_user(self.user_manager).unlink()
        manager.date_planned = SLOT
        manager.action_plan()
        for _again in range(2):
            self.env.invalidate_all()
            self.assertEqual(
                (manager.next_step, manager.date_invited), ("invite", False)
            )
            self.entretien.date_invited = "2026-05-11"
            hr.action_cancel("Asked by mistake")
            hr.action_reopen("It takes place")

    def test_to_plan_again_it_is_asked_once(self):
        """By the step or by the night, since planning put away what was asked."""

        def deleted(entretien):
            entretien.event_id.with_user(self.user_manager).unlink()

        def absent(entretien):
            with freeze_time("2026-05-12 12:00:00"):
                entretien.action_no_show("2026-05-12")

        def reopened(entretien):
            deleted(entretien)
            entretien.action_cancel("Asked by mistake")
            entretien.action_reopen("It takes place")

        for again in (deleted, absent, reopened):
            entretien = self._entretien(
                self.colleague, motif="on_request", date_planned=SLOT
            )
            entretien._schedule_to_plan(self._day("2026-05-11"))
            self._as(self.user_manager, entretien).action_plan()
            self.assertFalse(entretien.activity_ids)
            again(entretien)
            for _night in range(3):
                self._nights(1)
                self.assertEqual(entretien.state, "to_plan")
                asked = entretien.activity_ids._entretien_about("to_plan")
                self.assertEqual(asked.user_id, self.user_manager, again.__name__)
                self.assertEqual(len(entretien.activity_ids), 1, again.__name__)

    def test_deleted_from_the_calendar_before_any_invitation(self):
        other = self._entretien(
            self.colleague, motif="on_request", date_planned=SLOT, state="planned"
        )
        other.event_id.with_user(self.user_manager).unlink()
        self.assertFalse(self._told(other))

    def test_deleted_from_the_calendar_after_its_time(self):
        with freeze_time("2026-05-18 07:00:00"):
            self.entretien.event_id.with_user(self.user_manager).unlink()
        self.assertFalse(self._told())

    def test_deleted_from_the_calendar(self):
        """The mail left nobody as long as it waited for “cancelled”."""
        self.entretien.event_id.with_user(self.user_manager).unlink()
        self._send()
        message = self._told()
        self.assertEqual(message.recipient_id, self.employee)
        self.assertIn(message.state, ("leaving", "sent"))
        self.assertIn("12 May 2026", message.mail_message_id.body)
        calendar = message.mail_message_id.attachment_ids.raw.decode()
        self.assertIn("METHOD:CANCEL", calendar)
        self.assertIn("20260512T080000Z", calendar)


@tagged("post_install", "-at_install")
class TestTimeIsPast(DepartureCase):
    """From its time on, it is no longer to invite to."""

    def test_first_step_of_the_form(self):
        self.entretien.date_invited = False
        for now, primary in (
            ("2026-05-11 07:00:00", "action_invite"),
            ("2026-05-12 08:30:00", "action_mark_held"),
        ):
            with self.subTest(now=now), freeze_time(now):
                self.env.invalidate_all()
                self.assertEqual(self._buttons(), [primary])

    def _buttons(self):
        """The primary buttons that the manager sees."""
        form = Form(self._as(self.user_manager, self.entretien))
        modifiers = form._view["tree"].xpath(
            "./header/button[contains(@class, 'btn-primary')]"
        )
        return [
            button.get("name")
            for button in modifiers
            if not self._hidden(form, button.get("invisible"))
        ]

    def _hidden(self, form, expression):
        values = {name: form._values.get(name) for name in form._view["fields"]}
        return bool(safe_eval(expression or "False", values))
