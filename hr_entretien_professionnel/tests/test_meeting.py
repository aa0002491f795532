"""The interview and its meeting in the calendar, kept in step both ways."""

from datetime import datetime

import pytz

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .test_slot_agenda import SlotCase, paris


class MeetingCase(SlotCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee,
            motif="on_request",
            date_planned=paris("2026-05-12 10:00"),
            location="Room 3",
        )
        cls._as(cls.user_manager, cls.entretien).action_plan()
        cls.event = cls.entretien.event_id

    def _kinds(self):
        return sorted(set(self.entretien.proof_ids.mapped("kind")) - {"planned"})

    def _told(self, kind):
        found = self.env["hr.entretien.message"].search(
            [("entretien_id", "=", self.entretien.id), ("kind", "=", kind)]
        )
        return found.recipient_id


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestMeeting(MeetingCase):
    """From the interview to the calendars."""

    def test_planned_puts_it_in_both_calendars(self):
        self.assertRecordValues(
            self.event,
            [
                {
                    "start": paris("2026-05-12 10:00"),
                    "stop": paris("2026-05-12 11:00"),
                    "location": "Room 3",
                    "privacy": "private",
                    "show_as": "busy",
                    "user_id": self.user_manager.id,
                    "res_model": "hr.entretien",
                    "res_id": self.entretien.id,
                }
            ],
        )
        partners = (self.user_employee | self.user_manager).partner_id
        self.assertEqual(self.event.partner_ids, partners)
        self.assertFalse(self.event.activity_ids)

    def test_who_meets_is_known_to_those_who_meet(self):
        """Odoo shows the attendees of a private meeting to everybody."""
        domain = [("event_id", "=", self.event.id)]
        for user in (self.user_colleague, self.user_other_hr, self.user_system):
            attendees = self._as(user, self.env["calendar.attendee"])
            with self.subTest(login=user.login):
                self.assertFalse(attendees.search(domain))
                with self.assertRaises(AccessError):
                    attendees.browse(self.event.attendee_ids.ids).read(["email"])
        for user in (self.user_employee, self.user_manager):
            attendees = self._as(user, self.env["calendar.attendee"])
            with self.subTest(login=user.login):
                self.assertEqual(len(attendees.search(domain)), 2)

    def test_it_says_no_more_than_its_subject(self):
        self.assertIn(self.employee.name, self.event.name)
        self.assertFalse(self.event.description)
        for user in (self.user_colleague, self.user_system, self.user_hr):
            with self.subTest(login=user.login):
                seen = self._as(user, self.event)
                [values] = seen.read(["name", "location", "partner_ids"])
                self.assertNotIn(self.employee.name, values["name"])
                self.assertFalse(values["location"])
                self.assertFalse(values["partner_ids"])

    def test_no_mail_of_the_calendar(self):
        mails = self.env["mail.mail"].search_count([])
        self.entretien.date_planned = paris("2026-05-13 10:00")
        self.entretien.interviewer_id = self.n2
        self.event.with_user(self.user_n2).start = paris("2026-05-14 10:00")
        self.event.with_user(self.user_n2).unlink()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_employee_without_account_is_an_attendee_all_the_same(self):
        entretien = self._entretien(
            self.stranger, motif="on_request", date_planned=paris("2026-05-12 15:00")
        )
        self.stranger.work_email = "stranger@entretien.example.com"
        entretien.action_plan()
        contact = self.stranger.work_contact_id
        self.assertTrue(contact)
        self.assertIn(contact, entretien.event_id.partner_ids)

    def test_it_follows_date_duration_place_and_video(self):
        self._as(self.user_manager, self.entretien).write(
            {
                "date_planned": paris("2026-05-13 14:00"),
                "duration": 1.5,
                "location": "Room 4",
                "is_video": True,
                "video_url": "https://meet.example.com/abc",
            }
        )
        self.assertRecordValues(
            self.event,
            [
                {
                    "start": paris("2026-05-13 14:00"),
                    "stop": paris("2026-05-13 15:30"),
                    "location": "Room 4",
                    "videocall_location": "https://meet.example.com/abc",
                }
            ],
        )
        self.assertEqual(self._kinds(), ["moved"])

    def test_whoever_had_accepted_answers_anew(self):
        mine = self.event.attendee_ids.filtered(
            lambda item: item.partner_id == self.user_employee.partner_id
        )
        mine.state = "accepted"
        self._as(self.user_manager, self.entretien).date_planned = paris(
            "2026-05-13 14:00"
        )
        self.assertEqual(mine.state, "needsAction")

    def test_given_up_takes_it_out(self):
        for step in ("action_decline", "action_cancel"):
            other = self._entretien(
                self.colleague,
                motif="on_request",
                date_planned=paris("2026-05-12 15:00"),
            )
            other.action_plan()
            event = other.event_id
            getattr(self._as(self.user_hr, other), step)("Why")
            self.assertFalse(event.exists(), step)
            self._as(self.user_hr, other).action_reopen("Mistake")
            self.assertEqual(other.state, "planned")
            self.assertTrue(other.event_id, "back in the calendars")

    def test_held_before_its_day_takes_it_out(self):
        """Nobody is expected any more: neither of them is kept busy, nor reminded."""
        self._as(self.user_manager, self.entretien).action_mark_held()
        self.assertEqual(str(self.entretien.date_held), "2026-04-20")
        self.assertFalse(self.event.exists())
        self.assertEqual(self.entretien.date_planned, paris("2026-05-12 10:00"))

    @freeze_time("2026-05-12 07:30:00")
    def test_held_leaves_it_in_the_calendar(self):
        """Also when it began half an hour before."""
        self.entretien.action_mark_held()
        self.assertTrue(self.event.exists())
        self.event.with_user(self.user_manager).start = paris("2026-05-14 10:00")
        self.assertEqual(self.entretien.date_planned, paris("2026-05-12 10:00"))

    def test_number_of_queries_does_not_follow_the_meetings(self):
        """Events of the calendar that are not ours cost one look."""
        event = self._event(
            self.colleague, paris("2026-05-12 14:00"), paris("2026-05-12 15:00")
        )
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertFalse(event._entretien_linked())


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestFromCalendar(MeetingCase):
    """From the calendar to the interview."""

    def _move(self, user, day):
        start = paris(day)
        self._as(user, self.event).write(
            {"start": start, "stop": start.replace(hour=start.hour + 1)}
        )

    def test_moved_by_who_holds_it(self):
        self._move(self.user_manager, "2026-05-13 14:00")
        self.assertEqual(self.entretien.date_planned, paris("2026-05-13 14:00"))
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(self._kinds(), ["moved"])
        self.assertEqual(self._told("moved"), self.employee)
        self.assertIn("14:00–15:00", self.entretien.proof_ids[0].note)

    def test_moved_over_the_change_of_hour_keeps_the_clock(self):
        """10:00 in Paris in May and in November are not the same hour in UTC."""
        self._move(self.user_manager, "2026-11-10 10:00")
        stored = pytz.utc.localize(self.entretien.date_planned)
        local = stored.astimezone(pytz.timezone("Europe/Paris"))
        self.assertEqual(f"{local:%H:%M}", "10:00")
        self.assertEqual(str(self.entretien.date_planned), "2026-11-10 09:00:00")
        self.assertIn("10:00–11:00", self.entretien.proof_ids[0].note)

    def test_not_to_a_year_that_no_calendar_can_reckon_with(self):
        """The interview follows with the server's rights: checked all the same."""
        far = {"start": "9998-05-12 08:00:00", "stop": "9998-05-12 09:00:00"}
        with self.assertRaisesRegex(UserError, "cannot be read"):
            self._as(self.user_manager, self.event).write(far)
        self.assertEqual(self.entretien.date_planned.year, 2026)
        mine = self._as(self.user_manager, self.entretien)
        with self.assertRaisesRegex(UserError, "cannot be read"):
            mine._postpone(datetime(2200, 4, 2), "Why", "employer")

    def test_longer_or_elsewhere_is_followed_too(self):
        mine = self._as(self.user_manager, self.event)
        mine.write({"stop": paris("2026-05-12 12:00"), "location": "Room 9"})
        self.assertRecordValues(
            self.entretien, [{"duration": 2.0, "location": "Room 9"}]
        )

    def test_a_shorter_one_is_proved_and_sent(self):
        mine = self._as(self.user_manager, self.event)
        mine.write({"stop": paris("2026-05-12 10:30")})
        self.assertEqual(self.entretien.duration, 0.5)
        self.assertEqual(self._kinds(), ["changed"])
        self.assertEqual(self._told("moved"), self.employee)

    def test_employee_does_not_move_his_own(self):
        for vals in (
            {"start": paris("2026-05-13 14:00"), "stop": paris("2026-05-13 15:00")},
            {"active": False},
            {"privacy": "public"},
            {"name": "Chat"},
            {"partner_ids": [(4, self.user_colleague.partner_id.id)]},
        ):
            with self.subTest(vals=list(vals)):
                with self.assertRaisesRegex(UserError, "decline the meeting"):
                    self._as(self.user_employee, self.event).write(dict(vals))
        with self.assertRaisesRegex(UserError, "decline the meeting"):
            self._as(self.user_employee, self.event).unlink()
        sneaky = self._as(self.user_employee, self.event)
        with self.assertRaisesRegex(UserError, "decline the meeting"):
            sneaky.with_context(entretien_sync=True).unlink()
        self.assertEqual(self.entretien.date_planned, paris("2026-05-12 10:00"))

    def test_nobody_else_moves_it(self):
        for user in (self.user_colleague, self.user_system, self.user_hr):
            with self.subTest(login=user.login):
                with self.assertRaises(UserError):
                    self._as(user, self.event).start = paris("2026-05-13 14:00")

    def test_stays_an_interview(self):
        mine = self._as(self.user_manager, self.event)
        for vals in ({"allday": True}, {"recurrency": True}):
            with self.assertRaisesRegex(UserError, "takes place once"):
                mine.write(dict(vals))
        with self.assertRaisesRegex(UserError, "stays private"):
            mine.privacy = "public"

    def test_both_stay_whatever_the_way(self):
        """The attendee deleted, or made somebody else, over RPC."""
        guests = self._as(self.user_manager, self.event.attendee_ids)
        self.assertEqual(len(guests), 2)
        other = self.user_colleague.partner_id.id
        for guest in guests:
            with self.assertRaisesRegex(UserError, "stay in the meeting"):
                guest.unlink()
            with self.assertRaisesRegex(UserError, "stay in the meeting"):
                guest.partner_id = other

    def test_both_stay_in_the_meeting(self):
        """Others may join; who was taken out would not know of the date."""
        mine = self._as(self.user_manager, self.event)
        for user in (self.user_employee, self.user_manager):
            with self.subTest(login=user.login):
                with self.assertRaisesRegex(UserError, "stay in the meeting"):
                    mine.partner_ids -= user.partner_id
                self.env.invalidate_all()
        partners = self.event.partner_ids
        mine.partner_ids += self.user_hr.partner_id
        self.assertEqual(self.event.partner_ids, partners + self.user_hr.partner_id)
        mine.partner_ids -= self.user_hr.partner_id
        self.assertEqual(self.event.partner_ids, partners)

    def test_deleted_or_archived_is_to_plan_again(self):
        self._invited(self.entretien)
        mine = self._as(self.user_manager, self.event)
        for remove in (mine.unlink, lambda: mine.write({"active": False})):
            with self.subTest(), self.env.cr.savepoint() as savepoint:
                remove()
                self.assertRecordValues(
                    self.entretien, [{"state": "to_plan", "date_planned": False}]
                )
                self.assertFalse(self.entretien.event_id.exists())
                self.assertEqual(self._kinds(), ["cancelled", "letter"])
                said = self.entretien.proof_ids.filtered(
                    lambda x: x.kind == "cancelled"
                )
                self.assertIn("10:00–11:00", said.note)
                self.assertEqual(self._told("cancelled"), self.employee)
                self.assertEqual(self.entretien.activity_ids.user_id, self.user_manager)
                savepoint.rollback()
                self.env.invalidate_all()

    def _answer(self, user, state):
        partner = user.partner_id
        mine = self.event.attendee_ids.filtered(lambda item: item.partner_id == partner)
        self._as(user, mine).write({"state": state})

    def test_employee_declines_in_his_calendar(self):
        for _twice in range(2):
            self._answer(self.user_employee, "declined")
        self.assertEqual(self._kinds(), ["unavailable"])
        self.assertEqual(self.entretien.proof_ids[0].user_id, self.user_employee)
        self.assertEqual(len(self._told("unavailable")), 1)
        self.assertEqual(self._told("unavailable"), self.manager)
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_manager)
        self.assertEqual(self.entretien.state, "planned", "the interviewer decides")

    def test_declined_after_its_hour_asks_for_no_other_date(self):
        """It took place or it did not: who conducts it says so."""
        with freeze_time("2026-05-12 12:00:00"):
            for user in (self.user_employee, self.user_manager):
                self._answer(user, "declined")
            with self.assertRaisesRegex(UserError, "hour of this interview is past"):
                self.entretien._declare_unavailable("Ill")
        self.assertFalse(self._kinds())
        self.assertFalse(self._told("unavailable"))
        self.assertFalse(self.entretien.activity_ids)

    def test_the_link_of_the_call_is_followed(self):
        mine = self._as(self.user_manager, self.event)
        mine.videocall_location = "https://meet.example.com/abc"
        self.assertRecordValues(
            self.entretien,
            [{"is_video": True, "video_url": "https://meet.example.com/abc"}],
        )
        self.assertEqual(self._told("moved"), self.employee)
        self._as(self.user_manager, self.entretien).location = "Room 5"
        self.assertEqual(self.event.videocall_location, "https://meet.example.com/abc")
        mine.videocall_location = False
        self.assertFalse(self.entretien.is_video or self.entretien.video_url)

    def test_interviewer_declines_in_his(self):
        self._answer(self.user_manager, "declined")
        self.assertFalse(self._kinds())
        self.assertIn("interviewer declined", self.entretien.activity_ids.note)

    def test_interviewer_declines_then_accepts(self):
        for answer in ("declined", "accepted"):
            self._answer(self.user_manager, answer)
        self.assertFalse(self.entretien.activity_ids)

    def test_somebody_else_conducts_what_was_declined(self):
        """What is left to check is theirs to see to, and they declined nothing."""
        for user in (self.user_manager, self.user_employee):
            self._answer(user, "declined")
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_manager)
        self._as(self.user_hr, self.entretien).interviewer_id = self.n2
        asked = self.entretien.sudo().activity_ids
        self.assertEqual(asked.user_id, self.user_n2)
        self.assertEqual(asked, asked._entretien_about("_unavailable_note"))

    def test_accepting_changes_nothing(self):
        self._answer(self.user_employee, "accepted")
        self.assertFalse(self._kinds())
