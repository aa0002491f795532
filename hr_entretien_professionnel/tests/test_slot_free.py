"""The dates that would do: offered, and taken with a click."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .test_slot_agenda import SlotCase, paris


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestFreeSlots(SlotCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee, motif="on_request")

    def _free(self, count=3, after="2026-05-12 00:00"):
        return self.entretien._free_slots(count, after and paris(after))

    def test_one_for_each_stretch_that_both_have(self):
        self._event(self.manager, paris("2026-05-12 08:00"), paris("2026-05-12 09:45"))
        self._leave(
            paris("2026-05-12 13:00"),
            paris("2026-05-12 17:00"),
            resource_id=self.employee.resource_id.id,
        )
        expected = ("2026-05-12 10:00", "2026-05-13 08:00", "2026-05-13 13:00")
        self.assertEqual(self._free(), [paris(day) for day in expected])

    def test_long_enough(self):
        self.entretien.duration = 4.5
        self.assertEqual(self._free(), [])
        self.entretien.duration = 4
        self.assertEqual(self._free(1), [paris("2026-05-12 08:00")])

    def test_first_ones_leave_the_notice(self):
        self.company.entretien_notice_days = 15
        self.assertEqual(self._free(1, None), [paris("2026-05-05 08:00")])

    def test_limit_before_the_notice(self):
        """Better a short notice than a date out of time."""
        self.company.entretien_notice_days = 15
        self.entretien.write({"date_due": "2026-04-30", "date_limit": "2026-04-30"})
        self.assertEqual(self._free(1, None), [paris("2026-04-21 08:00")])

    def test_summer_time_changes_the_hour_stored_not_the_hour_read(self):
        found = self._free(3, "2026-10-23 12:30")
        self.assertEqual(
            [str(moment) for moment in found],
            ["2026-10-23 11:00:00", "2026-10-26 07:00:00", "2026-10-26 12:00:00"],
        )

    def test_nobody_is_offered_a_date_of_somebody_who_left(self):
        gone = self._employee("Gone", contract_date_end="2026-05-01")
        self.entretien.interviewer_id = gone
        self.assertEqual(self._free(), [])


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestSlotWizard(SlotCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee, motif="on_request")

    def _open(self, user):
        action = self._as(user, self.entretien).action_free_slots()
        wizard = self.env["hr.entretien.slot"].browse(action["res_id"])
        return self._as(user, wizard).with_context(lang="en_US", tz=user.tz)

    def test_five_dates_and_the_next_five(self):
        wizard = self._open(self.user_manager)
        self.assertEqual(len(wizard.line_ids), 5)
        self.assertEqual(wizard.line_ids[0].label, "Tuesday 5 May, 08:00–09:00")
        last = wizard.line_ids[-1].start
        wizard.action_later()
        self.assertEqual(len(wizard.line_ids), 5)
        self.assertGreater(wizard.line_ids[0].start, last)

    def test_hours_on_the_clock_of_who_reads(self):
        self.user_hr.tz = "Europe/London"
        wizard = self._open(self.user_hr)
        self.assertEqual(wizard.line_ids[0].label, "Tuesday 5 May, 07:00–08:00")

    def test_a_click_takes_one(self):
        line = self._open(self.user_manager).line_ids[1]
        line.action_take()
        self.assertEqual(self.entretien.date_planned, paris("2026-05-05 13:00"))
        self.assertEqual(self.entretien.state, "planned", "nothing is left to press")
        self.assertEqual(self.entretien.proof_ids.mapped("kind"), ["planned"])

    def test_one_taken_afterwards_moves_it(self):
        self._open(self.user_manager).line_ids[1].action_take()
        self._open(self.user_manager).line_ids[0].action_take()
        self.assertEqual(self.entretien.date_planned, paris("2026-05-05 08:00"))
        self.assertEqual(self.entretien.proof_ids[0].kind, "moved")

    def test_without_anybody_to_hold_it_there_is_a_date_only(self):
        self.entretien.interviewer_id = False
        self._open(self.user_hr).line_ids[0].action_take()
        self.assertTrue(self.entretien.date_planned)
        self.assertEqual(self.entretien.state, "to_plan")

    def test_several_of_a_list_are_planned_one_after_the_other(self):
        """Those with a date at once; for each of the others, dates are offered."""
        dated, other = (
            self._entretien(person, motif="on_request", **values)
            for person, values in (
                (self.colleague, {"date_planned": paris("2026-05-12 09:00")}),
                (self.colleague, {}),
            )
        )
        ticked = self._as(self.user_manager, self.entretien | dated | other)
        action = ticked.action_plan_selection()
        self.assertEqual(dated.state, "planned")
        for entretien in self.entretien | other:
            wizard = self._as(
                self.user_manager,
                self.env[action["res_model"]].browse(action["res_id"]),
            )
            self.assertEqual(wizard.entretien_id.id, entretien.id)
            self.assertIn(entretien.employee_id.name, action["name"])
            self.assertEqual(entretien.state, "to_plan")
            action = wizard.line_ids[0].action_take()
            self.assertEqual(entretien.state, "planned")
        self.assertFalse(action, "the window closes")
        self.assertIsNone(ticked.action_plan_selection())

    def test_a_list_in_which_one_has_nobody_plans_none(self):
        other = self._entretien(
            self.colleague, motif="on_request", date_planned=paris("2026-05-12 09:00")
        )
        self.entretien.interviewer_id = False
        with self.assertRaisesRegex(UserError, "Name who holds.*Employee"):
            self._as(self.user_hr, other | self.entretien).action_plan_selection()
        self.assertEqual(other.state, "to_plan")

    def test_a_list_with_one_of_somebody_else_plans_none(self):
        stranger = self._entretien(self.stranger, motif="on_request")
        both = self.entretien | stranger
        with self.assertRaises(AccessError):
            self._as(self.user_manager, both).action_plan_selection()
        with self.assertRaises(AccessError):
            self._as(self.user_employee, self.entretien).action_plan_selection()

    def test_who_may_not_plan_sees_no_agenda(self):
        """When people are away is nobody else's business."""
        for user in (self.user_employee, self.user_colleague, self.user_system):
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    self._open(user)
                wizard = self.env["hr.entretien.slot"].with_user(user)
                with self.assertRaises(AccessError):
                    wizard.create({"entretien_id": self.entretien.id}).action_later()

    def test_window_of_somebody_else(self):
        line = self._open(self.user_manager).line_ids[0]
        with self.assertRaises(AccessError):
            self._as(self.user_n2, line).action_take()
