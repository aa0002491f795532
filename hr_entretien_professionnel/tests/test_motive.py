"""Declined, cancelled, reopened: each with its reason, and what the dates then do."""

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from .common import EntretienCase

SLOT = "2026-03-10 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestMotive(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._held(cls.employee, "2024-01-12")
        cls.entretien = cls._entretien(cls.employee, date_due="2026-04-01")

    def _apply(self, user, action, motive, **kw):
        """Fill in the window that the button opens, as the browser does."""
        model = self._as(user, self.env[action["res_model"]])
        with Form(model.with_context(**action["context"])) as form:
            form.motive = motive
            for name, value in kw.items():
                setattr(form, name, value)
        return form.save().action_apply()

    def test_what_was_held_meanwhile_is_not_cancelled_unknowingly(self):
        """The manager conducts it while HR says why it does not take place."""
        action = self._as(self.user_hr, self.entretien).action_cancel()
        self._as(self.user_manager, self.entretien).action_mark_held()
        with self.assertRaisesRegex(UserError, "while this window was open"):
            self._apply(self.user_hr, action, "No room")
        self.assertEqual(self.entretien.state, "held")

    def test_cancelling_what_was_held_says_so(self):
        """Even from a page that still shows it to plan: the window knows."""
        for held in (False, True):
            if held:
                self._as(self.user_manager, self.entretien).action_mark_held()
            action = self._as(self.user_hr, self.entretien).action_cancel()
            model = self._as(self.user_hr, self.env[action["res_model"]])
            with self.subTest(held=held):
                window = Form(model.with_context(**action["context"]))
                self.assertEqual(window.any_held, held)
        self._apply(self.user_hr, action, "Held by mistake")
        self.assertEqual(self.entretien.state, "cancelled")

    def test_a_blank_reason_is_none(self):
        """Spaces fill a required text."""
        for step in ("cancel", "decline"):
            action = getattr(self._as(self.user_hr, self.entretien), f"action_{step}")()
            with self.subTest(step), self.assertRaisesRegex(UserError, "Say why"):
                self._apply(self.user_hr, action, "  \n")
            self.assertEqual(self.entretien.state, "to_plan")

    def test_a_blank_reason_sent_over_rpc_is_none(self):
        hr = self._as(self.user_hr, self.entretien)
        for step, state in (
            ("cancel", "to_plan"),
            ("decline", "to_plan"),
            ("reopen", "cancelled"),
        ):
            if state == "cancelled":
                hr.action_cancel("No room")
            with self.subTest(step), self.assertRaisesRegex(UserError, "Say why"):
                getattr(hr, f"action_{step}")("  \n")
            self.assertEqual(self.entretien.state, state)

    def test_declining_asks_why(self):
        action = self._as(self.user_manager, self.entretien).action_decline()
        self.assertEqual(action["res_model"], "hr.entretien.motive")
        self.assertEqual(self.entretien.state, "to_plan")
        self._apply(self.user_manager, action, "Letter of 2 March", day="2026-03-02")
        self.assertRecordValues(
            self.entretien,
            [
                {
                    "state": "declined",
                    "motive": "Letter of 2 March",
                    "date_declined": self._day("2026-03-02"),
                    "date_held": False,
                }
            ],
        )

    def test_refusal_starts_the_next_period(self):
        """The employer offered: the next date runs from the letter, and says so."""
        self.assertEqual(self.employee.entretien_periodic_date, self._day("2028-01-12"))
        self.entretien.action_decline("Letter", "2026-03-02")
        self.assertEqual(self.employee.entretien_periodic_date, self._day("2030-03-02"))
        periodic = self._duty(self.employee, "periodic")
        self.assertEqual(periodic["reason"]["code"], "after_refusal")
        self.assertEqual(periodic["reason"]["start"], "2026-03-02")

    def test_refusal_of_the_first_interview(self):
        """It meets the obligation of that date, however late: no longer overdue."""
        self.assertEqual(self.colleague.entretien_status, "overdue")
        first = self._entretien(self.colleague, motif="first")
        first.action_decline("Does not wish to", "2026-03-16")
        self.assertEqual(self.colleague.entretien_status, "up_to_date")
        self.assertEqual(
            self.colleague.entretien_periodic_date, self._day("2030-03-16")
        )

    def test_reopening_a_refusal_takes_its_effect_back(self):
        self.entretien.action_decline("Letter", "2026-03-02")
        self._as(self.user_hr, self.entretien).action_reopen("He changed his mind")
        self.assertRecordValues(
            self.entretien,
            [
                {
                    "state": "to_plan",
                    "date_declined": False,
                    "motive": "He changed his mind",
                }
            ],
        )
        self.assertEqual(self.employee.entretien_periodic_date, self._day("2028-01-12"))

    def test_declined_then_reopened_is_not_deleted(self):
        """Else a refusal would leave no trace at all."""
        self.entretien.action_decline("Letter", "2026-03-02")
        self.entretien.action_reopen("He changed his mind")
        with self.assertRaisesRegex(UserError, "kept as a proof"):
            self._as(self.user_hr, self.entretien).unlink()

    def test_cancelling_moves_no_date(self):
        """Cancelled is not held: what was due stays due."""
        before = self.employee.entretien_plan
        action = self._as(self.user_hr, self.entretien).action_cancel()
        self.assertEqual(self.entretien.state, "to_plan")
        self._apply(self.user_hr, action, "Opened for the wrong person")
        self.assertRecordValues(
            self.entretien,
            [{"state": "cancelled", "motive": "Opened for the wrong person"}],
        )
        self.assertEqual(self.employee.entretien_plan, before)

    def test_cancelling_a_held_one_takes_its_effect_back(self):
        held = self._entretien(self.colleague, state="held", date_held="2026-03-10")
        self.assertEqual(
            self.colleague.entretien_periodic_date, self._day("2030-03-10")
        )
        self._as(self.user_hr, held).action_cancel("It was the yearly appraisal")
        self.assertEqual(self.colleague.entretien_status, "overdue")
        self._as(self.user_hr, held).action_reopen("It was both after all")
        self.assertEqual(held.state, "held")
        self.assertEqual(
            self.colleague.entretien_periodic_date, self._day("2030-03-10")
        )

    def test_reopening_a_closed_one(self):
        """The copy is to be handed over again; the day it was held stays."""
        closed = self._held(self.colleague, "2026-03-10")
        action = self._as(self.user_hr, closed).action_reopen()
        self._apply(self.user_hr, action, "A need was forgotten")
        self.assertRecordValues(
            closed,
            [
                {
                    "state": "held",
                    "date_held": self._day("2026-03-10"),
                    "date_copy_delivered": False,
                    "motive": "A need was forgotten",
                }
            ],
        )
        self._as(self.user_manager, closed).conclusion = "Welding course in May"
        self._as(self.user_manager, closed).action_close()
        self.assertEqual(closed.date_copy_delivered, self._day("2026-03-16"))

    def test_reopening_a_planned_one_keeps_its_slot(self):
        self.entretien.date_planned = SLOT
        self.entretien.action_plan()
        self.entretien.action_cancel("Strike")
        self.entretien.action_reopen("It takes place after all")
        self.assertEqual(self.entretien.state, "planned")

    def test_reopening_beside_another_open_one(self):
        """One open periodic interview: the sentence says so, no second one appears."""
        self.entretien.action_cancel("Opened by mistake")
        self._entretien(self.employee)
        with self.assertRaisesRegex(UserError, "Another interview of this employee"):
            self.entretien.action_reopen("No mistake")
        self.assertEqual(self.entretien.state, "cancelled")

    def test_without_a_reason_nothing_happens(self):
        for motive in (None, "", False):
            for step in ("action_decline", "action_cancel"):
                with self.subTest(motive=motive, step=step):
                    action = getattr(self.entretien, step)(motive)
                    self.assertEqual(action["res_model"], "hr.entretien.motive")
        self.assertEqual(self.entretien.state, "to_plan")

    def test_several_at_once(self):
        other = self._entretien(self.colleague)
        both = self.entretien | other
        action = self._as(self.user_hr, both).action_cancel()
        self._apply(self.user_hr, action, "Site closes")
        self.assertEqual(both.mapped("state"), ["cancelled"] * 2)
        self.assertEqual(both.mapped("motive"), ["Site closes"] * 2)
