"""Reminders, day after day: before the interview, and not more than the limit."""

from datetime import date, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged

from .message_common import MessageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestMessageReminder(MessageCase):
    def _walk(self, first, last, entretien=None):
        """The days on which a reminder left, the action running each hour of work."""
        entretien, days = entretien or self.entretien, []
        day, end = date.fromisoformat(first), date.fromisoformat(last)
        while day <= end:
            for hour in (1, 7, 13):
                with freeze_time(f"{day} {hour:02}:00:00"):
                    days += [
                        f"{day} {hour}"
                        for mail in self._run()
                        if ": to prepare" in mail["subject"]
                    ]
            day += timedelta(days=1)
        return days

    def _invited(self, when="2026-03-02 09:00:00"):
        with freeze_time(when):
            self._invite(self.entretien)
            self._run()

    def test_seven_and_four_days_before_in_the_morning(self):
        self._invited()
        # In Paris 08:00 is 07:00 UTC before 29 March 2026, 06:00 after it; four days
        # before is a Saturday.
        self.assertEqual(
            self._walk("2026-03-20", "2026-04-03"), ["2026-03-25 7", "2026-03-27 7"]
        )
        self.assertEqual(
            self._proofs(self.entretien), ["invitation", "reminder", "reminder"]
        )

    def test_none_once_the_preparation_is_sent(self):
        self._invited()
        self.assertEqual(len(self._walk("2026-03-20", "2026-03-26")), 1)
        self.entretien.preparation_id.sudo().state = "submitted"
        self.assertFalse(self._walk("2026-03-27", "2026-04-02"))

    def test_sent_in_the_night_before_it_leaves(self):
        """Queued at one in the morning, pointless at eight."""
        self._invited()
        with freeze_time("2026-03-25 01:00:00"):
            self.assertFalse(self._run())
        self.entretien.preparation_id.sudo().state = "submitted"
        with freeze_time("2026-03-25 09:00:00"):
            self.assertFalse(self._run())

    def test_none_without_an_invitation(self):
        self.assertFalse(self._walk("2026-03-24", "2026-04-02"))

    def test_none_for_the_company_that_wants_none(self):
        self.company.entretien_reminder_max = 0
        self._invited()
        self.assertFalse(self._walk("2026-03-24", "2026-04-02"))

    def test_the_company_chooses_when_and_how_many(self):
        self.company.write({"entretien_reminder_days": 9, "entretien_reminder_max": 3})
        self._invited()
        self.assertEqual(
            self._walk("2026-03-20", "2026-04-02"),
            # The third falls on a Sunday, and the Friday before comes too soon.
            ["2026-03-23 7", "2026-03-26 7", "2026-03-30 7"],
        )

    def test_nobody_is_written_to_when_the_office_is_closed(self):
        """The day before 11 May 2026 is a Sunday, after Friday 8, a public holiday."""
        self.company.write({"entretien_reminder_days": 1, "entretien_reminder_max": 1})
        self._invited()
        self.entretien.date_planned = "2026-05-11 08:00:00"
        self.assertEqual(self._walk("2026-05-01", "2026-05-12"), ["2026-05-07 7"])

    def test_invited_late_is_left_two_days_in_peace(self):
        self._invited("2026-03-29 09:00:00")
        self.assertEqual(self._walk("2026-03-29", "2026-04-02"), ["2026-03-31 7"])

    def test_moved_away_waits_and_the_limit_holds(self):
        self._invited()
        self.assertEqual(len(self._walk("2026-03-24", "2026-03-26")), 1)
        self.entretien.date_planned = "2026-05-04 08:00:00"
        self.assertFalse(self._walk("2026-03-27", "2026-04-24"))
        self.assertEqual(len(self._walk("2026-04-25", "2026-05-05")), 1)

    def test_cancelled_is_not_reminded(self):
        self._invited()
        self._as(self.user_hr, self.entretien).action_cancel("A mistake")
        self.assertFalse(self._walk("2026-03-24", "2026-04-02"))

    def test_two_runs_at_once_remind_once(self):
        self._invited()
        with freeze_time("2026-03-25 09:00:00"):
            self.env["hr.entretien.sender"]._queue_reminders()
            self.env["hr.entretien.sender"]._queue_reminders()
            self.assertEqual(len(self._run()), 1)

    def test_finding_who_to_remind_costs_no_query_each(self):
        people = [self._employee(f"Person {rank}") for rank in range(12)]
        for person in people:
            person.work_email = f"{person.id}@example.com"
        entretiens = self.env["hr.entretien"].union(*map(self._planned, people))
        entretiens.sudo().date_invited = "2026-03-02"
        reminder = self.env["hr.entretien.sender"]
        with freeze_time("2026-03-26 09:00:00"):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(20):
                self.assertEqual(reminder._entretiens_to_remind(), entretiens)

    def test_hr_chooses_on_the_settings_screen(self):
        model = self._as(self.user_hr, self.env["hr.entretien.settings"])
        with Form(model) as form:
            self.assertEqual(form.entretien_reminder_days, 7)
            form.entretien_reminder_days = 10
            form.entretien_reminder_max = 1
            form.entretien_link_days = 30
        form.save().execute()
        self.assertEqual(self.company.entretien_link_days, 30)
        self.assertEqual(self.company.entretien_reminder_days, 10)
        self.assertEqual(self.company.entretien_reminder_max, 1)
        for vals in ({"entretien_reminder_max": -1}, {"entretien_link_days": 0}):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self.company.write(vals)
