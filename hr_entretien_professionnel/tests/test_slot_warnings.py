"""What is said of the date that is chosen, with its figures, and forbids nothing."""

from psycopg2.errors import CheckViolation

from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .test_slot_agenda import SlotCase, paris


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestSlotWarnings(SlotCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        entretien = cls._entretien(cls.employee, motif="on_request")
        cls.entretien = entretien.with_context(lang="en_US")

    def _warnings(self, when, duration=1.0):
        self.entretien.write({"date_planned": paris(when), "duration": duration})
        return self.entretien._slot_warnings()

    def assertWarned(self, when, *sentences):
        self.assertEqual(self._warnings(when), list(sentences))

    def test_nothing_against_a_good_date(self):
        self.assertWarned("2026-05-12 10:00")
        self.assertFalse(self.entretien.slot_warning)

    def test_a_date_taken_away_is_refused_in_words(self):
        """Saving reads what the screen shows before the database refuses."""
        self.entretien.date_planned = paris("2026-05-12 10:00")
        self.entretien.action_plan()
        self.env.flush_all()
        shown = {"date_planned": {}, "slot_warning": {}}
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.entretien.web_save({"date_planned": False}, shown)
            self.env.flush_all()

    def test_lunch_break_and_evening(self):
        hours = "which are 08:00–12:00, 13:00–17:00 that day."
        both = [
            f"Outside the working hours of {name}, {hours}"
            for name in ("Employee", "Manager")
        ]
        self.assertWarned("2026-05-12 12:00", *both)
        self.assertWarned("2026-05-12 16:30", *both)

    def test_day_without_work(self):
        self.assertWarned(
            "2026-05-16 10:00",
            "Employee does not work on Saturday 16 May 2026.",
            "Manager does not work on Saturday 16 May 2026.",
        )

    def test_public_holiday_is_named_once(self):
        self.assertWarned(
            "2026-07-14 10:00",
            "Tuesday 14 July 2026 is a public holiday: National Day.",
        )

    def test_leave_is_said_and_never_why(self):
        self._leave(
            paris("2026-05-11 08:00"),
            paris("2026-05-13 17:00"),
            name="Surgery",
            resource_id=self.employee.resource_id.id,
        )
        self.assertWarned(
            "2026-05-12 10:00",
            "Employee is away from Monday 11 May 2026 to Wednesday 13 May 2026.",
        )

    def test_closed_company(self):
        self._leave(
            paris("2026-05-15 00:00"),
            paris("2026-05-16 00:00"),
            name="Bridge",
            calendar_id=self.calendar.id,
        )
        self.assertWarned("2026-05-15 10:00", "The company is closed: Bridge.")

    def test_other_meetings_without_their_subject(self):
        self._event(self.manager, paris("2026-05-12 10:30"), paris("2026-05-12 11:30"))
        warned = "Manager already has something at 10:30–11:30."
        self.assertWarned("2026-05-12 10:00", warned)
        self.assertWarned("2026-05-12 09:30")

    def test_all_day_and_over_the_night(self):
        self._event(
            self.manager,
            paris("2026-05-12 00:00"),
            paris("2026-05-13 00:00"),
            allday=True,
            start_date="2026-05-12",
            stop_date="2026-05-13",
        )
        for day in ("Tuesday 12", "Wednesday 13"):
            self.assertWarned(
                f"2026-05-{day[-2:]} 10:00",
                f"Manager already has something all day on {day} May 2026.",
            )
        self._event(self.manager, paris("2026-05-18 15:00"), paris("2026-05-19 11:00"))
        self.assertWarned(
            "2026-05-19 10:00", "Manager already has something at 00:00–11:00."
        )

    def test_a_leave_that_stands_in_the_calendar_too_is_said_once(self):
        """As Time Off has it: the leave, and an event of the same days."""
        self._leave(
            paris("2026-05-11 08:00"),
            paris("2026-05-13 17:00"),
            resource_id=self.employee.resource_id.id,
        )
        days = {"start_date": "2026-05-11", "stop_date": "2026-05-13"}
        first, last = paris("2026-05-11 08:00"), paris("2026-05-13 17:00")
        self._event(self.employee, first, last, allday=True, **days)
        self.assertWarned(
            "2026-05-12 10:00",
            "Employee is away from Monday 11 May 2026 to Wednesday 13 May 2026.",
        )

    def test_an_absence_that_hr_wrote_down_is_said_and_never_why(self):
        """No slot is offered meanwhile; the leave that repeats it is said once."""
        self._leave(
            paris("2026-05-11 08:00"),
            paris("2026-05-13 17:00"),
            resource_id=self.employee.resource_id.id,
        )
        kinds = self.env["hr.entretien.absence.type"]
        for apart, day in ((True, 18), (False, 13)):
            self.env["hr.entretien.absence"].create(
                {
                    "employee_id": self.employee.id,
                    "type_id": kinds.search([("apart", "=", apart)], limit=1).id,
                    "date_from": "2026-05-11",
                    "date_to": f"2026-05-{day}",
                }
            )
        self.assertWarned(
            "2026-05-12 10:00",
            "Employee is away from Monday 11 May 2026 to Wednesday 13 May 2026.",
        )
        mine = self._as(self.user_manager, self.entretien)
        [slot] = mine._free_slots(1, paris("2026-05-11 00:00"))
        self.assertEqual(slot, paris("2026-05-15 08:00"))

    def test_its_own_meeting_is_not_in_its_way(self):
        self._warnings("2026-05-12 10:00")
        self.entretien.action_plan()
        self.assertTrue(self.entretien.event_id)
        self.assertWarned("2026-05-12 10:30")

    def test_interview_of_a_colleague_at_the_same_hour(self):
        slot = paris("2026-05-12 10:00")
        other = self._entretien(self.colleague, date_planned=slot)
        other.action_plan()
        self.assertWarned(
            "2026-05-12 10:00", "Manager already has something at 10:00–11:00."
        )

    def test_notice_period(self):
        self.company.entretien_notice_days = 15
        said = "Short notice: 14 days before the interview, while the company gives"
        self.assertWarned("2026-05-04 10:00", f"{said} 15 days.")
        self.assertWarned("2026-05-05 10:00")
        self.company.entretien_notice_days = 0
        self.assertWarned("2026-05-04 10:00")

    def test_notice_counts_from_the_day_it_was_settled(self):
        """Planned in time: it does not become short as the day comes near."""
        self._warnings("2026-05-12 10:00")
        self.entretien.action_plan()
        with freeze_time("2026-05-11 07:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self.entretien._slot_warnings(), [])
            moved = self.entretien._slot_warnings(paris("2026-05-12 11:00"))
            self.assertIn("1 day before", moved[0])

    def test_after_the_limit(self):
        self.entretien.write({"date_due": "2026-05-04", "date_limit": "2026-05-04"})
        [said] = self._warnings("2026-05-12 10:00")
        self.assertRegex(said, "^8 days after the deadline, which is .*2026")
        self.assertFalse(self._warnings("2026-05-04 10:00", 0.5)[1:])

    def test_past_date(self):
        self.assertIn("This date is already past.", self._warnings("2026-04-17 10:00"))

    def test_night_on_the_clock_of_each(self):
        """Morning in Paris is the middle of the night in Martinique."""
        self.employee.tz = "America/Martinique"
        self.assertWarned(
            "2026-05-12 09:00",
            "At night for Employee: 03:00–04:00 (America/Martinique).",
        )
        self.assertWarned("2026-05-12 14:00")

    def test_company_schedule_is_read_on_the_clock_of_each(self):
        """From 8 to 12 and 13 to 17 for everybody: in Martinique, there."""
        self.employee.tz = "America/Martinique"
        self.assertWarned("2026-05-12 14:00")
        self.assertWarned(
            "2026-05-12 19:00",
            "Outside the working hours of Manager, which are 08:00–12:00, 13:00–17:00 "
            "that day.",
        )

    def test_who_works_at_night_is_not_disturbed_by_it(self):
        nights = self.calendar.copy({"name": "Nights"})
        nights.attendance_ids.unlink()
        nights.attendance_ids = [
            (0, 0, {"dayofweek": "1", "hour_from": 20, "hour_to": 24, "name": "Night"})
        ]
        (self.employee | self.manager).resource_calendar_id = nights
        self.assertWarned("2026-05-12 21:30")

    def test_what_is_over_is_not_warned_of(self):
        self._warnings("2026-05-16 10:00")
        self.entretien.action_plan()
        with freeze_time("2026-05-18 07:00:00"):
            self.env.invalidate_all()
            self.assertFalse(self.entretien.slot_warning)
        self.entretien.action_decline("Letter")
        self.assertFalse(self.entretien.slot_warning)

    def test_form_warns_while_the_date_is_chosen_and_saves_it(self):
        with Form(self._as(self.user_manager, self.entretien)) as form:
            form.date_planned = paris("2026-05-16 10:00")
            self.assertIn("does not work on Saturday", form.slot_warning)
            form.date_planned = paris("2026-05-12 10:00")
            self.assertFalse(form.slot_warning)
            form.date_planned = paris("2026-05-16 10:00")
        self._as(self.user_manager, self.entretien).action_plan()
        self.assertEqual(self.entretien.state, "planned")

    def test_each_of_many_is_warned_of_the_others_and_not_of_itself(self):
        """Read together, as a list reads them."""
        slot = paris("2026-05-12 10:00")
        both = self.entretien | self._entretien(self.colleague, motif="on_request")
        both.date_planned = slot
        both.action_plan()
        both.invalidate_recordset()
        self.assertEqual(
            both.with_context(lang="en_US").mapped("slot_warning"),
            ["Manager already has something at 10:00–11:00."] * 2,
        )

    def test_number_of_queries_does_not_follow_the_number_of_slots(self):
        """Nor does what is said of each depend on the others."""
        people = self.env["hr.employee"].union(
            *(self._employee(f"Crowd {number}") for number in range(12))
        )
        entretiens = self.env["hr.entretien"].union(
            *(
                self._entretien(
                    person,
                    motif="on_request",
                    interviewer_id=self.n2.id,
                    date_planned=paris(f"2026-05-{11 + number} 03:00"),
                )
                for number, person in enumerate(people)
            )
        )
        for some in (entretiens[:2], entretiens):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(28):
                warnings = some.mapped("slot_warning")
            self.assertEqual(len(list(filter(None, warnings))), len(some))

    def test_sentences_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self._warnings("2026-07-14 10:00")
        [said] = self.entretien.with_context(lang="fr_FR")._slot_warnings()
        self.assertIn("ardi 14 juillet 2026", said)
