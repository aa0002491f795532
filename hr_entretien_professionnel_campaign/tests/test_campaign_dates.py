from datetime import datetime
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignDates(CampaignCase):
    """Dates given to people, from their working hours to the lines of the campaign."""

    def _spread(self, **kw):
        campaign = self._ready(**kw)
        return campaign, campaign.line_ids.filtered("is_in")

    def test_everybody_gets_a_date_within_the_hours_of_the_campaign(self):
        """Paris is an hour ahead of UTC, two from 29 March on: local hours hold."""
        campaign, lines = self._spread(employee_ids=self._people(12).ids)
        self.assertEqual(campaign.state, "dates")
        self.assertTrue(all(lines.mapped("date_planned")))
        zone = self.env["hr.entretien.campaign.dates"]._time_zone(campaign)
        for line in lines:
            start = zone.fromutc(line.date_planned)
            self.assertIn(start.hour, range(9, 17))
            self.assertNotEqual(start.hour, 12)
            self.assertLess(start.weekday(), 5)
            self.assertTrue(campaign.date_from <= start.date() <= campaign.date_to)
        self.assertEqual(len(set(lines.mapped("date_planned"))), 12)

    def test_the_notice_period_is_kept_whatever_the_first_day_asked(self):
        self.company.entretien_notice_days = 30
        _campaign, lines = self._spread(employee_ids=self.employee.ids, weeks=6)
        self.assertGreaterEqual(lines.date_planned, datetime(2026, 4, 1))

    def test_nobody_overseas_is_given_what_the_form_would_warn_of(self):
        """On the company's schedule, and absent on days of their own clock."""
        people = self._people(4, tz="America/Martinique")
        back = people[0]
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": back.id,
                "type_id": self.env["hr.entretien.absence.type"].search([], limit=1).id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-16",
            }
        )
        _campaign, lines = self._spread(employee_ids=people.ids)
        self.assertTrue(all(lines.mapped("date_planned")))
        for line in lines:
            entretien = self._entretien(
                line.employee_id,
                motif="on_request",
                interviewer_id=line.interviewer_id.id,
            )
            self.assertEqual(entretien._slot_warnings(line.date_planned), [])

    def test_a_date_typed_by_hand_is_checked_as_in_the_form(self):
        """Night where the person lives, a Sunday; the campaign's own dates say none."""
        (person,) = self._people(1, tz="America/Martinique", hired="2025-05-04")
        campaign, line = self._spread(employee_ids=person.ids)
        self.assertFalse(line.warning)
        for typed, warning in (
            ("2026-03-17 08:00:00", "At night for Person 0: 04:00–05:00"),
            ("2026-03-22 15:00:00", "Person 0 does not work on Sunday 22 March 2026"),
        ):
            mine = self._as(self.user_hr, line).with_context(lang="en_US")
            mine.date_planned = typed
            self.assertIn(warning, mine.warning)
            entretien = self._entretien(
                person, motif="on_request", interviewer_id=line.interviewer_id.id
            ).with_context(lang="en_US")
            said = entretien._slot_warnings(line.date_planned)
            self.assertEqual(mine.warning, " ".join(said))
            entretien.unlink()
        campaign.action_spread()
        self.assertFalse(self._line(campaign, person).warning)

    def test_spread_again_gives_the_same_dates(self):
        campaign, lines = self._spread(employee_ids=self._people(8).ids)
        before = lines.mapped("date_planned")
        campaign.action_spread()
        self.assertEqual(lines.mapped("date_planned"), before)

    def test_a_look_at_the_preview_keeps_what_was_typed(self):
        """“Give Dates Again” gives them anew, and asks before it does."""
        campaign, lines = self._spread(employee_ids=self._people(3).ids)
        found = lines[0].date_planned
        for one, taken in ((lines[0], lines[1]), (lines[1], lines[0])):
            self._as(self.user_hr, one).date_planned = "2026-03-24 13:00:00"
            campaign.action_back()
            campaign.action_spread()
            self.assertEqual(one.date_planned, datetime(2026, 3, 24, 13))
            self.assertNotEqual(taken.date_planned, one.date_planned)
            self.assertTrue(all(lines.mapped("date_planned")))
            campaign.action_spread()
            self.assertFalse(any(lines.mapped("date_typed")))
        self.assertEqual(lines[0].date_planned, found)

    def test_planned_interviews_and_other_campaigns_are_not_booked_over(self):
        planned = self._entretien(
            self.colleague,
            date_planned="2026-03-16 08:00:00",
            interviewer_id=self.manager.id,
        )
        planned.action_plan()
        first, line = self._spread(name="Première", employee_ids=self.employee.ids)
        self.assertEqual(line.date_planned, datetime(2026, 3, 16, 9))
        other = self._people(1)
        _second, line = self._spread(
            name="Seconde", employee_ids=other.ids, max_per_day=0
        )
        self.assertEqual(line.date_planned, datetime(2026, 3, 16, 10))
        self.assertEqual(first.state, "dates")

    def test_nobody_is_seen_during_an_absence(self):
        """The leave written down for the entretiens is in no calendar: their return is
        waited for, and so is that of who is not away yet."""
        leave = self.env["hr.entretien.absence.type"].search(
            [("apart", "=", False)], limit=1
        )
        for away, begins, seen, hour in (
            (self.colleague, "2026-01-05", self.colleague, 7),
            (self.manager, "2026-03-10", self.employee, 8),
        ):
            self.env["hr.entretien.absence"].create(
                {
                    "employee_id": away.id,
                    "type_id": leave.id,
                    "date_from": begins,
                    "date_to": "2026-03-27",
                }
            )
            _campaign, line = self._spread(name=seen.name, employee_ids=seen.ids)
            self.assertEqual(line.date_planned, datetime(2026, 3, 30, hour))

    def test_no_room_left_says_what_to_do(self):
        campaign, lines = self._spread(
            employee_ids=self._people(4).ids, weeks=1, max_per_day=1, max_per_week=3
        )
        undated = lines.filtered(lambda line: not line.date_planned)
        self.assertEqual(len(undated), 1)
        self.assertIn("Add weeks", undated.warning)
        campaign.invalidate_recordset()
        self.assertEqual(campaign.undated_count, 1)
        campaign.weeks = 2
        kept = lines.mapped("date_planned")
        campaign.action_spread_missing()
        self.assertTrue(undated.date_planned)
        self.assertLessEqual(set(kept) - {False}, set(lines.mapped("date_planned")))

    def _check_counts_once(self, people, entretien=None):
        """Of two dates given, somebody plans one: a third person has room for one."""
        campaign, lines = self._spread(employee_ids=people.ids, weeks=1, max_per_week=2)
        planned, _dated, undated = lines.sorted(lambda line: line.employee_id.id)
        self.assertFalse(undated.date_planned)
        entretien = entretien or self._entretien(planned.employee_id)
        entretien.write(
            {
                "date_planned": planned.date_planned,
                "interviewer_id": planned.interviewer_id.id,
            }
        )
        entretien.action_plan()
        campaign.max_per_week = 3
        campaign.action_spread_missing()
        self.assertTrue(undated.date_planned, undated.slot_reason)

    def test_a_date_given_that_somebody_planned_counts_once(self):
        people = self._people(3)
        self._check_counts_once(people, self._entretien(people[0]))

    def test_a_date_given_whose_interview_was_opened_since_counts_once(self):
        self._check_counts_once(self._people(3))

    def test_interviews_held_this_week_count(self):
        self.company.entretien_notice_days = 0
        self._held(
            self.colleague,
            "2026-03-02",
            date_planned="2026-03-02 08:00:00",
            interviewer_id=self.manager.id,
        )
        _campaign, line = self._spread(
            employee_ids=self.employee.ids, date_from="2026-03-04", max_per_week=1
        )
        self.assertEqual(line.date_planned, datetime(2026, 3, 9, 8))

    def test_a_reason_without_its_sentence_is_an_error(self):
        _campaign, line = self._spread(employee_ids=self.employee.ids)
        line.sudo().write({"date_planned": False, "slot_reason": "moon"})
        with self.assertRaises(KeyError):
            line.mapped("warning")
        line.sudo().write({"is_in": False, "out_code": "moon"})
        with self.assertRaises(KeyError):
            line.mapped("out_reason")

    def test_late_dates_are_said(self):
        _campaign, line = self._spread(employee_ids=self.employee.ids)
        self.assertIn("after the deadline, which is 01/10/2024", line.warning)

    def test_two_in_the_same_hour_share_a_place(self):
        campaign, line = self._spread(employee_ids=self.employee.ids)
        self.assertFalse(campaign.same_hour, "alone")
        people = (self.employee + self.stranger).ids
        campaign, lines = self._spread(name="Two", employee_ids=people)
        lines.date_planned = "2026-03-20 13:00:00"
        for first, length, shared in (
            ("13:00", 1.0, True),
            ("13:30", 1.0, True),
            ("13:30", 0.5, False),
            ("12:00", 1.0, False),
            ("12:00", 1.5, True),
        ):
            lines[0].date_planned = f"2026-03-20 {first}:00"
            campaign.duration = length
            campaign.invalidate_recordset()
            found = self._as(self.user_hr, campaign).same_hour
            self.assertEqual(found, shared, (first, length))

    def test_hr_changes_date_and_interviewer_before_the_launch(self):
        _campaign, line = self._spread(employee_ids=self.employee.ids)
        line.write(
            {"date_planned": "2026-03-20 13:00:00", "interviewer_id": self.n2.id}
        )
        self.assertRecordValues(
            line,
            [
                {
                    "date_planned": datetime(2026, 3, 20, 13),
                    "date_end": datetime(2026, 3, 20, 14),
                    "interviewer_id": self.n2.id,
                    "warning": "2 years and 2 months after the deadline, which is "
                    "01/10/2024.",
                }
            ],
        )

    def test_what_the_launch_would_refuse_is_said_before(self):
        people = self._people(4, hired="2025-05-04")
        _campaign, lines = self._spread(employee_ids=people.ids)
        nobody, gone, left, past = lines.sorted(lambda line: line.employee_id.id)
        self.assertFalse(any(lines.mapped("warning")))
        nobody.interviewer_id = False
        gone.interviewer_id = self._employee("Boss")
        gone.interviewer_id.sudo().active = False
        left.employee_id.sudo().active = False
        past.date_planned = "2026-02-27 09:00:00"
        lines.invalidate_recordset()
        for line, text in (
            (nobody, "Choose who conducts the interview."),
            (gone, "Choose who conducts the interview."),
            (left, "This employee has left: take the line out."),
            (past, "The date is past: give another."),
        ):
            self.assertIn(text, line.warning)

    def test_a_date_that_somebody_else_gave_is_said(self):
        entretien = self._entretien(self.employee)
        _campaign, line = self._spread(employee_ids=self.employee.ids)
        entretien.date_planned = "2026-04-01 08:00:00"
        self._as(self.user_manager, entretien).action_plan()
        line.invalidate_recordset()
        self.assertIn("Already planned on", line.warning)

    def test_dragging_on_the_calendar_sends_the_end_too(self):
        """The calendar writes both ends: refusing it would stop HR there."""
        _campaign, line = self._spread(employee_ids=self.employee.ids)
        line.write(
            {"date_planned": "2026-03-20 13:00:00", "date_end": "2026-03-20 18:00:00"}
        )
        self.assertEqual(line.date_end, datetime(2026, 3, 20, 14))

    def test_an_empty_campaign_says_so(self):
        self._held(self.employee, "2026-01-15")
        campaign = self._campaign(department_ids=self.other_department.ids)
        campaign.action_preview()
        campaign.line_ids.write({"is_in": False})
        with self.assertRaisesRegex(UserError, "Nobody is in this campaign"):
            campaign.action_spread()

    def test_steps_out_of_order_are_refused(self):
        campaign = self._campaign()
        for step in ("action_spread", "action_launch", "action_stop", "action_retry"):
            with (
                self.subTest(step),
                self.assertRaisesRegex(UserError, "step is not possible"),
            ):
                getattr(campaign, step)()

    def test_hours_that_leave_no_interview_are_refused(self):
        for values in (
            {"morning_from": 13.0},
            {"afternoon_from": 11.0},
            {"duration": 4.0},
            dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), False),
            {"interviewer_kind": "chosen"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._campaign(**values)
                self.env.flush_all()

    def test_hours_are_checked_when_they_change_too(self):
        campaign = self._campaign()
        for hours in ({"morning_to": 15.0}, {"afternoon_from": 11.0}):
            with self.subTest(hours), self.assertRaises(ValidationError):
                campaign.write(hours)

    @mute_logger("odoo.sql_db")
    def test_a_campaign_has_weeks_and_maxima_that_make_sense(self):
        for values in ({"weeks": 0}, {"max_per_day": -1}, {"duration": 0}):
            with self.subTest(values), self.assertRaises(IntegrityError):
                self._campaign(**values)

    def _always_free(self):
        """Working hours are gathered elsewhere, and their cost is counted there."""
        span = [(datetime(2026, 1, 1), datetime(2027, 1, 1))]
        return patch.object(
            self.env.registry["hr.entretien.agenda"],
            "_free",
            lambda agenda, people, first, last: dict.fromkeys(people.ids, span),
        )

    def test_spreading_costs_the_same_for_a_few_and_for_many(self):
        counts = []
        for number in (2, 5, 60):
            people = self._people(number)
            campaign = self._campaign(employee_ids=people.ids, max_per_day=0, weeks=12)
            campaign.action_preview()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with self._always_free():
                campaign.action_spread()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 2, counts)
