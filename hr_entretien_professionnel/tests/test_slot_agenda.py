"""When people are free: their schedules, their absences, what they have already."""

from datetime import datetime

import pytz

from odoo.tests import freeze_time, tagged

from .common import EntretienCase


def paris(text):
    """A Paris hour as Odoo stores it: ``paris("2026-05-12 10:00")``."""
    naive = datetime.strptime(text, "%Y-%m-%d %H:%M")
    local = pytz.timezone("Europe/Paris").localize(naive)
    return local.astimezone(pytz.utc).replace(tzinfo=None)


class SlotCase(EntretienCase):
    """Everybody works from 8 to 12 and from 13 to 17 in Paris, Monday to Friday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        calendar = cls.company.resource_calendar_id
        calendar.tz = "Europe/Paris"
        cls.people = cls.employee | cls.manager | cls.n2 | cls.colleague
        cls.people.write({"tz": "Europe/Paris", "resource_calendar_id": calendar.id})
        cls.calendar = calendar

    def _free(self, person, day, ignore=None):
        """The free hours of a day in Paris, as ``"08:00-12:00 13:00-17:00"``."""
        free = self.env["hr.entretien.agenda"]._free(
            person, paris(f"{day} 00:00"), paris(f"{day} 23:59"), ignore
        )
        zone = pytz.timezone("Europe/Paris")
        return " ".join(
            "-".join(
                pytz.utc.localize(moment).astimezone(zone).strftime("%H:%M")
                for moment in pair
            )
            for *pair, _nothing in free[person.id]
        )

    def _leave(self, start, end, **kw):
        values = {"name": "Away", "date_from": start, "date_to": end, **kw}
        return self.env["resource.calendar.leaves"].create(values)

    def _event(self, people, start, stop, **kw):
        values = {
            "name": "Secret meeting",
            "start": start,
            "stop": stop,
            "partner_ids": [(6, 0, people._entretien_attendee().ids)],
            **kw,
        }
        quiet = self.env["calendar.event"].with_context(no_mail_to_attendees=True)
        return quiet.create(values)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestSlotAgenda(SlotCase):
    DAY = "2026-05-12"
    WHOLE = "08:00-12:00 13:00-17:00"

    def test_schedule_without_the_lunch_break(self):
        self.assertEqual(self._free(self.employee, self.DAY), self.WHOLE)
        self.assertEqual(self._free(self.employee, "2026-05-16"), "", "Saturday")

    def test_hours_are_those_of_paris_in_winter_and_summer(self):
        """An hour of difference in UTC, none on the clock, the weeks of the change."""
        for day in ("2026-03-27", "2026-03-30", "2026-10-23", "2026-10-26"):
            self.assertEqual(self._free(self.employee, day), self.WHOLE, day)

    def test_company_schedule_on_the_clock_of_the_person(self):
        """Overseas on the company's schedule: 8 o'clock there, not in Paris."""
        for zone, hours in (
            ("America/Martinique", "14:00-18:00 19:00-23:00"),
            ("Indian/Reunion", "06:00-10:00 11:00-15:00"),
        ):
            self.employee.tz = zone
            self.employee.user_id.tz = zone
            self.assertEqual(self._free(self.employee, self.DAY), hours, zone)

    def test_public_holidays_of_the_law(self):
        for day in ("2026-05-01", "2026-05-14", "2026-07-14"):
            self.assertEqual(self._free(self.employee, day), "", day)

    def test_leave_of_one_person_takes_nobody_else(self):
        self._leave(
            paris("2026-05-12 08:00"),
            paris("2026-05-12 12:00"),
            resource_id=self.employee.resource_id.id,
        )
        self.assertEqual(self._free(self.employee, self.DAY), "13:00-17:00")
        self.assertEqual(self._free(self.manager, self.DAY), self.WHOLE)

    def test_closed_day_of_the_company_and_not_of_another(self):
        span = paris("2026-05-12 00:00"), paris("2026-05-13 00:00")
        there = self.other_company.resource_calendar_id
        self._leave(*span, calendar_id=there.id)
        self.assertEqual(self._free(self.employee, self.DAY), self.WHOLE)
        self._leave(*span, calendar_id=self.calendar.id)
        self.assertEqual(self._free(self.employee, self.DAY), "")

    def test_planned_interviews_take_both(self):
        slot = paris("2026-05-12 10:00")
        planned = self._entretien(self.employee, state="planned", date_planned=slot)
        for person in (self.employee, self.manager):
            left = "08:00-10:00 11:00-12:00 13:00-17:00"
            self.assertEqual(self._free(person, self.DAY), left)
            self.assertEqual(self._free(person, self.DAY, planned), self.WHOLE)
        self.assertEqual(self._free(self.colleague, self.DAY), self.WHOLE)

    def test_busy_events_that_were_not_declined(self):
        span = paris("2026-05-12 14:00"), paris("2026-05-12 15:00")
        event = self._event(self.employee | self.manager, *span)
        left = "08:00-12:00 13:00-14:00 15:00-17:00"
        self.assertEqual(self._free(self.manager, self.DAY), left)
        partner = self.user_manager.partner_id
        mine = event.attendee_ids.filtered(lambda item: item.partner_id == partner)
        mine.state = "declined"
        self.assertEqual(self._free(self.manager, self.DAY), self.WHOLE)
        self.assertEqual(self._free(self.employee, self.DAY), left)
        event.show_as = "free"
        self.assertEqual(self._free(self.employee, self.DAY), self.WHOLE)

    def test_event_of_the_whole_day(self):
        self._event(
            self.employee,
            "2026-05-12",
            "2026-05-12",
            allday=True,
            start_date="2026-05-12",
            stop_date="2026-05-12",
        )
        self.assertEqual(self._free(self.employee, self.DAY), "")
        self.assertEqual(self._free(self.employee, "2026-05-13"), self.WHOLE)

    def test_contract_that_ends_and_schedule_that_changes(self):
        part_time = self.calendar.copy({"name": "Mornings"})
        part_time.attendance_ids.filtered(
            lambda line: line.day_period != "morning"
        ).unlink()
        self.colleague.create_version(
            {"date_version": self.DAY, "resource_calendar_id": part_time.id}
        )
        self.assertEqual(self._free(self.colleague, "2026-05-11"), self.WHOLE)
        self.assertEqual(self._free(self.colleague, self.DAY), "08:00-12:00")
        leaver = self._employee("Leaver", contract_date_end="2026-05-11")
        leaver.write({"tz": "Europe/Paris", "resource_calendar_id": self.calendar.id})
        self.assertEqual(self._free(leaver, "2026-05-11"), self.WHOLE)
        self.assertEqual(self._free(leaver, self.DAY), "")

    def test_no_schedule_anywhere_is_office_hours(self):
        self.employee.resource_calendar_id = False
        self.company.resource_calendar_id = False
        self.assertEqual(self._free(self.employee, self.DAY), "08:00-18:00")
        self.assertEqual(self._free(self.employee, "2026-05-16"), "")

    def test_number_of_queries_does_not_follow_the_number_of_people(self):
        more = self.env["hr.employee"].union(
            *(self._employee(f"Crowd {number}") for number in range(40))
        )
        start, end = paris("2026-05-04 00:00"), paris("2026-06-12 00:00")
        free = self.env["hr.entretien.agenda"]._free
        for people in (more[:2], more):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(20):
                self.assertEqual(len(free(people, start, end)), len(people))
