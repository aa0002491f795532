"""The dates that would do."""

import pytz

from odoo.tests import freeze_time, tagged

from ..models.planning.entretien_clock import moment_at
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

    def test_a_day_begins_where_the_employee_lives(self):
        self.company.entretien_notice_days = 15
        people = self.employee | self.manager
        for zone in ("Pacific/Noumea", "Pacific/Tahiti"):
            people.write({"tz": zone})
            people.user_id.write({"tz": zone})
            expected = moment_at(self._day("2026-05-05"), 8, pytz.timezone(zone))
            with self.subTest(zone):
                self.assertEqual(self._free(1, None), [expected])
                plan = self._as(self.user_manager, self.env["hr.entretien.plan"])
                plan = plan.create({"entretien_id": self.entretien.id})
                plan.date_from = "2026-05-05"
                self.assertEqual(plan.slots[0][0], str(expected))

    def test_limit_before_the_notice(self):
        """Better a short notice than a date out of time."""
        self.company.entretien_notice_days = 15
        self.entretien.write({"date_due": "2026-04-30", "date_limit": "2026-04-30"})
        self.assertEqual(self._free(1, None), [paris("2026-04-21 08:00")])

    def test_limit_that_is_past_takes_no_notice_away(self):
        self.company.entretien_notice_days = 15
        self.entretien.write({"date_due": "2026-03-31", "date_limit": "2026-03-31"})
        self.assertEqual(self._free(1, None), [paris("2026-05-05 08:00")])

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
