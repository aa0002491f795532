"""What an approved leave makes, and what becomes of it when the leave changes."""

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import LeaveCase

SPRING = ("maternity", "2026-03-09", "2026-06-26", "leave")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestLeave(LeaveCase):
    def _spring(self, **kw):
        return self._leave(self.maternity, "2026-03-09", "2026-06-26", **kw)

    def test_approved_leave_calls_for_the_return_interview(self):
        self.assertEqual(self.employee.entretien_next_motif, "periodic")
        leave = self._spring(approve=False)
        self.assertEqual(self._absences(), [])
        leave.action_approve()
        self.assertEqual(self._absences(), [SPRING])
        self.assertEqual(self.employee.entretien_next_motif, "return")
        self.assertEqual(self.employee.entretien_next_date, self._day("2026-06-27"))
        self.assertEqual(self.employee.entretien_next_limit, self._day("2026-07-27"))

    def test_leave_approved_ahead_calls_for_the_interview_before_it(self):
        """Proche aidant: by the eve; not when it was entered once begun."""
        carer = self._leave_type("Proche aidant", "proche_aidant")
        leave = self._leave(carer, "2026-03-09", "2026-06-26")
        self.assertEqual(self.employee.entretien_next_motif, "before_leave")
        self.assertEqual(self.employee.entretien_next_date, self._day("2026-03-08"))
        leave.action_refuse()
        self.assertEqual(self.employee.entretien_next_motif, "periodic")
        self._leave(carer, "2026-03-02", "2026-06-26")
        self.assertEqual(self.employee.entretien_next_motif, "return")

    def test_withdrawn_with_the_leave(self):
        for step in (
            lambda leave: leave.action_refuse(),
            lambda leave: leave._force_cancel("Born elsewhere"),
            lambda leave: leave._move_validate_leave_to_confirm(),
            lambda leave: leave.unlink(),
        ):
            leave = self._spring()
            self.assertEqual(self._absences(), [SPRING])
            step(leave)
            self.assertEqual(self._absences(), [])
            self.assertEqual(self.employee.entretien_next_motif, "periodic")
            leave.exists().unlink()

    def test_refused_then_approved_again(self):
        leave = self._spring()
        leave.action_refuse()
        leave.state = "validate"
        self.assertEqual(self._absences(), [SPRING])

    def test_approved_without_anybody(self):
        """Types without approval validate each leave while it is created."""
        self.maternity.leave_validation_type = "no_validation"
        self._spring(approve=False)
        self.assertEqual(self._absences(), [SPRING])

    def test_unmapped_type_makes_none(self):
        self._leave(self.paid, "2026-03-09", "2026-03-20")
        self.assertEqual(self._absences(), [])

    def test_dates_moved(self):
        """The same absence, with other dates."""
        leave = self._spring().with_context(leave_skip_state_check=True)
        absence = self.employee.entretien_absence_ids
        leave.write({"request_date_to": "2026-07-31"})
        self.assertEqual(self._absences(), [(*SPRING[:2], "2026-07-31", "leave")])
        self.assertEqual(self.employee.entretien_absence_ids, absence)
        self.assertEqual(self.employee.entretien_next_date, self._day("2026-08-01"))

    def test_type_and_employee_changed(self):
        leave = self._spring().with_context(leave_skip_state_check=True)
        leave.holiday_status_id = self.illness
        self.assertEqual(self._absences(), [("long_illness", *SPRING[1:])])
        leave.employee_id = self.colleague
        self.assertEqual(self._absences(), [])
        self.assertEqual(
            self._absences(self.colleague), [("long_illness", *SPRING[1:])]
        )

    def test_extension_continues_the_absence(self):
        """Entered in any order; only together are they long enough."""
        self._leave(self.illness, "2026-06-15", "2026-09-25")
        self.assertEqual(self.employee.entretien_next_motif, "periodic")
        first = self._leave(self.illness, "2026-03-09", "2026-06-14")
        self.assertEqual(
            self._absences(), [("long_illness", "2026-03-09", "2026-09-25", "leave")]
        )
        self.assertEqual(self.employee.entretien_next_motif, "return")
        self.assertEqual(self.employee.entretien_next_date, self._day("2026-09-26"))
        first.action_refuse()
        self.assertEqual(
            self._absences(), [("long_illness", "2026-06-15", "2026-09-25", "leave")]
        )
        self.assertEqual(self.employee.entretien_next_motif, "periodic")

    def test_extension_of_another_kind_is_another_absence(self):
        self._spring()
        self._leave(self.illness, "2026-06-27", "2026-07-31")
        self.assertEqual(
            self._absences(),
            [SPRING, ("long_illness", "2026-06-27", "2026-07-31", "leave")],
        )

    def test_weekend_between(self):
        """Friday then Monday, but not Friday then Tuesday."""
        self._leave(self.illness, "2026-03-09", "2026-03-13")
        self._leave(self.illness, "2026-03-16", "2026-03-20")
        self._leave(self.illness, "2026-03-24", "2026-03-27")
        self.assertEqual(
            self._absences(),
            [
                ("long_illness", "2026-03-09", "2026-03-20", "leave"),
                ("long_illness", "2026-03-24", "2026-03-27", "leave"),
            ],
        )

    def test_public_holiday_between(self):
        """Easter Monday: whole day off; an afternoon off leaves a morning of work."""
        for hours, count in ((("12:00", "16:00"), 2), (("00:00", "21:59"), 1)):
            holiday = self.env["resource.calendar.leaves"].create(
                {
                    "name": "Lundi de Pâques",
                    "company_id": self.company.id,
                    "calendar_id": False,
                    "date_from": f"2026-04-06 {hours[0]}:00",
                    "date_to": f"2026-04-06 {hours[1]}:00",
                }
            )
            leaves = self._leave(self.illness, "2026-03-30", "2026-04-03")
            leaves += self._leave(self.illness, "2026-04-07", "2026-04-10")
            self.assertEqual(len(self._absences()), count, hours)
            leaves.unlink()
            holiday.unlink()

    def test_schedule_of_the_employee(self):
        """He does not work on Wednesdays."""
        calendar = self.company.resource_calendar_id.copy()
        calendar.attendance_ids.filtered(lambda line: line.dayofweek == "2").unlink()
        self.employee.resource_calendar_id = calendar
        self._leave(self.illness, "2026-03-09", "2026-03-10")
        self._leave(self.illness, "2026-03-12", "2026-03-13")
        self.assertEqual(
            self._absences(), [("long_illness", "2026-03-09", "2026-03-13", "leave")]
        )

    def test_less_than_a_day(self):
        hourly = self._leave_type("Sans solde", "unpaid", request_unit="hour")
        hours = {"request_hour_from": 8, "request_hour_to": 10}
        self._leave(hourly, "2026-03-09", "2026-03-09", **hours)
        self.assertEqual(self._absences(), [])
        hours["request_hour_to"] = 17
        self._leave(hourly, "2026-03-10", "2026-03-10", **hours)
        self.assertEqual(
            self._absences(), [("unpaid", "2026-03-10", "2026-03-10", "leave")]
        )

    def test_made_by_hand_is_left_alone(self):
        self._by_hand("sabbatical", "2024-01-01", "2024-06-30")
        self._spring().action_refuse()
        self.assertEqual(
            self._absences(), [("sabbatical", "2024-01-01", "2024-06-30", "hand")]
        )

    def test_made_by_hand_stands_for_the_leave(self):
        """Entered first or last; without it the leave makes its absence."""
        by_hand = self._by_hand("maternity", "2026-03-01", "2026-06-30")
        self._spring()
        expected = [("maternity", "2026-03-01", "2026-06-30", "hand")]
        self.assertEqual(self._absences(), expected)
        by_hand.unlink()
        self.assertEqual(self._absences(), [SPRING])
        by_hand = self._by_hand("maternity", "2026-03-01", "2026-06-30")
        self.assertEqual(self._absences(), expected)
        by_hand.date_to = "2026-06-25"
        self.assertEqual(len(self._absences()), 2, "it does not cover the leave")
        by_hand.type_id = self._kind("adoption")
        self.assertEqual(len(self._absences()), 2, "it says something else")

    def test_absence_of_a_leave_is_not_changed_by_people(self):
        self._spring()
        absence = self.employee.entretien_absence_ids
        for vals in (
            {"date_to": "2026-06-27"},
            {"type_id": self._kind("adoption").id},
            {"employee_id": self.colleague.id},
            {"from_time_off": False},
        ):
            with self.assertRaisesRegex(UserError, "Change the leave"):
                self._as(self.user_hr_manager, absence).write(vals)
        with self.assertRaisesRegex(UserError, "Change the leave"):
            self._as(self.user_hr_manager, absence).unlink()
        by_hand = self._by_hand("sabbatical", "2024-01-01", "2024-06-30")
        with self.assertRaisesRegex(UserError, "Change the leave"):
            by_hand.from_time_off = True
        self.assertEqual(len(self._absences()), 2)

    def test_again_changes_nothing(self):
        self._spring()
        absence = self.employee.entretien_absence_ids
        self.env.flush_all()
        with self.assertQueryCount(4):
            # The absences, the leaves, the public holidays; the days of the schedule.
            self.employee._entretien_sync_leaves()
            self.env.flush_all()
        self.assertEqual(self.employee.entretien_absence_ids, absence)
