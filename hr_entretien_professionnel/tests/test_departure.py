"""The employee leaves, or is back: nothing is silent, nothing is lost."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.mail.tests.common import MailCase

from .common import EntretienCase
from .test_interviewer import SLOT

HOME = "home@example.com"


@tagged("post_install", "-at_install")
@freeze_time("2026-05-11 07:00:00")
class DepartureCase(EntretienCase, MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.partner_id.lang = "en_US"
        (cls.user_hr | cls.user_manager | cls.user_employee).lang = "en_US"
        cls.company.entretien_responsible_id = cls.user_hr
        # The nights fall on a Monday, and one mail would say both.
        cls.company.entretien_manager_weekly = False
        cls.employee.private_email = HOME
        cls.entretien = cls._entretien(
            cls.employee, motif="on_request", date_planned=SLOT, state="planned"
        )
        cls._invited(cls.entretien)

    def _archive(self, employee=None):
        employee = employee or self.employee
        self._as(self.user_hr_manager, employee).action_archive()
        self.env.flush_all()

    def _told(self, entretien=None):
        return self.env["hr.entretien.message"].search(
            [
                ("entretien_id", "=", (entretien or self.entretien).id),
                ("kind", "=", "cancelled"),
            ]
        )

    def _send(self):
        """The action that sends runs; no server takes the mail."""
        with self.mock_mail_gateway(), self._quiet_cron():
            self.env["hr.entretien.sender"]._cron_messages()

    def _nights(self, count=2):
        with self._quiet_cron():
            for _night in range(count):
                self.env["hr.entretien"]._cron_entretien()
        self.env.invalidate_all()

    def _kinds(self, entretien=None):
        return (entretien or self.entretien).proof_ids.sorted("id").mapped("kind")


@tagged("post_install", "-at_install")
@freeze_time("2026-05-11 07:00:00")
class TestLeft(DepartureCase):
    def test_the_day_before(self):
        event = self.entretien.event_id
        self._archive()
        self.assertFalse(event.exists(), "nobody waits in a meeting room")
        self.assertRecordValues(
            self.entretien,
            [{"state": "cancelled", "date_left": self._day("2026-05-11")}],
        )
        self.assertEqual(self._kinds(), ["letter", "cancelled"])
        note = self.entretien.proof_ids.filtered(lambda x: x.kind == "cancelled").note
        self.assertIn("Departure of Employee on 05/11/2026", note)
        self.assertIn("12 May 2026", note, "which meeting")
        self.assertEqual(self.entretien.motive, note, "said on the form")

    def test_interviewer_is_told_once(self):
        self._archive()
        self.assertEqual(self._told().recipient_id, self.manager)
        self._nights()
        self.assertEqual(len(self._told()), 1)
        self._send()
        body = self._told().mail_message_id.body
        self.assertIn("12 May 2026", body)
        self.assertIn("Employee", body)
        self.assertIn("left the company", body)

    def test_nothing_leaves_by_itself_for_the_home_of_who_left(self):
        """He may have died: HR knows, a machine does not."""
        self.employee.work_email = work = "work@example.com"
        with self.mock_mail_gateway(), self._quiet_cron():
            self._archive()
            self._nights()
            self.env["hr.entretien.sender"]._cron_messages()
            reached = " ".join(str(mail["email_to"]) for mail in self._mails)
        self.assertIn(self.user_manager.email, reached)
        for address in (work, HOME, self.user_employee.email):
            self.assertNotIn(address, reached)
        self.assertIn("is not written to", self.entretien.activity_ids.note)

    def test_hr_need_not_tell_who_was_never_invited(self):
        other = self._entretien(
            self.colleague, motif="on_request", date_planned=SLOT, state="planned"
        )
        self._archive(self.colleague)
        self.assertEqual(self._told(other).recipient_id, self.manager)
        self.assertNotIn("is not written to", other.activity_ids.note)

    def test_hr_has_one_thing_to_read(self):
        self._archive()
        self._nights()
        activity = self.entretien.activity_ids
        self.assertEqual(activity.user_id, self.user_hr)
        self.assertEqual(activity.date_deadline, self._day("2026-05-11"))
        self.assertIn("Departure of Employee on 05/11/2026", activity.note)

    def test_nothing_is_left_to_plan_for_who_left(self):
        due = self._entretien(self.colleague, date_due="2026-06-01")
        self._archive(self.colleague)
        self._archive()
        self._nights()
        self.assertEqual(due.state, "cancelled")
        self.assertFalse(due.activity_ids, "no meeting: the form says it")
        self.assertFalse(self._told(due))
        both = due | self.entretien
        self.assertFalse(
            self.env["hr.entretien"].search(
                [("next_step", "!=", False), ("id", "in", both.ids)]
            )
        )

    def test_a_meeting_that_may_have_taken_place_waits_for_an_answer(self):
        with freeze_time("2026-05-12 12:00:00"):
            self._archive()
            self._nights()
            self.assertEqual(self.entretien.state, "planned")
            self.assertEqual(self.entretien.next_step, "hold")
            self._as(self.user_manager, self.entretien).action_mark_held()
            self._nights()
        self.assertEqual(self.entretien.state, "held", "its copy is to hand over")

    def test_contract_over_is_seen_by_the_night(self):
        """Nothing is due after the end of the contract (L.6315-1)."""
        self.entretien.date_planned = "2026-06-02 08:00:00"
        self.employee.contract_date_end = "2026-05-11"
        for day, why in (("11", "the last day is a day"), ("15", "a renewal may come")):
            with freeze_time(f"2026-05-{day} 07:00:00"):
                self._nights()
            self.assertEqual(self.entretien.state, "planned", why)
        with freeze_time("2026-05-16 05:00:00"):
            self._nights()
        self.assertRecordValues(
            self.entretien,
            [{"state": "cancelled", "date_left": self._day("2026-05-11")}],
        )
        self.assertEqual(self._kinds().count("cancelled"), 1)

    def test_contract_renewed_a_day_late(self):
        """Contracts that follow each other leave a few days between them."""
        self.employee.contract_date_end = "2026-05-10"
        self.entretien.date_planned = "2026-05-20 08:00:00"
        self._nights()
        self.assertEqual(self.entretien.state, "planned")
        self._version(self.employee, "2026-05-12")
        with freeze_time("2026-05-19 05:00:00"):
            self._nights()
        self.assertEqual(self.entretien.state, "planned")
        self.assertFalse(self._told())

    def test_renewed_after_it_was_set_aside(self):
        self.employee.contract_date_end = "2026-05-10"
        self.entretien.date_planned = "2026-06-02 08:00:00"
        with freeze_time("2026-05-16 05:00:00"):
            self._nights()
            self.assertEqual(self.entretien.state, "cancelled")
            self._version(self.employee, "2026-05-12")
            self.env.flush_all()
            self.assertEqual(self.entretien.state, "planned", "nobody was told yet")
            waiting = self._told().filtered(lambda x: x.state == "waiting")
            self.assertFalse(waiting)

    def test_the_contract_that_followed_is_archived_or_deleted(self):
        """Typed by mistake: what it kept open does not wait for the night."""
        self.employee.contract_date_end = "2026-05-01"
        version = self._version(self.employee, "2026-05-04")
        self.entretien.date_planned = "2026-06-02 08:00:00"
        version.active = False
        self.assertEqual(self.entretien.state, "cancelled")
        version.active = True
        self.assertEqual(self.entretien.state, "planned")
        version.unlink()
        self.assertEqual(self.entretien.state, "cancelled")

    def test_last_day_still_to_come(self):
        """Odoo archives first: the meeting before the last day stands all the same."""
        wizard = self._as(self.user_hr_manager, self.env["hr.departure.wizard"])
        wizard = wizard.with_context(employee_termination=True).create(
            {
                "employee_ids": [(6, 0, self.employee.ids)],
                "departure_date": "2026-06-30",
                "departure_reason_id": self.env.ref("hr.departure_resigned").id,
            }
        )
        wizard.action_register_departure()
        self.env.invalidate_all()
        self.assertFalse(self.employee.active)
        self._nights()
        self.assertEqual(self.entretien.state, "planned")
        self.assertTrue(self.entretien.event_id)
        self.assertEqual(set(self._told().mapped("state")), {"cancelled"})

    def test_day_given_afterwards_is_said_everywhere(self):
        """Odoo archives first, then asks for the day of departure."""
        self._archive()
        self._as(self.user_hr_manager, self.employee).departure_date = "2026-05-08"
        self.env.invalidate_all()
        self.assertEqual(self.entretien.date_left, self._day("2026-05-08"))
        self.assertIn("05/08/2026", self.entretien.motive)
        self.assertIn("05/08/2026", self.entretien.activity_ids.note)
        self.assertEqual(len(self.entretien.activity_ids), 1)

    def test_nobody_who_may_not_archive_sets_anything_aside(self):
        for user in (self.user_manager, self.user_colleague, self.user_employee):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.employee).action_archive()
        self.env.invalidate_all()
        self.assertEqual(self.entretien.state, "planned")

    def test_mail_is_not_for_the_contract_nor_the_lists_of_others(self):
        """Everything else that waits for who left is dropped, as before."""
        queue = self.env["hr.entretien.message"]
        waiting = queue._queue(self.entretien, "moved")
        self._archive()
        self._send()
        self.assertEqual(waiting.state, "cancelled")


@tagged("post_install", "-at_install")
@freeze_time("2026-05-11 07:00:00")
class TestBack(DepartureCase):
    def _unarchive(self, employee=None):
        self._as(self.user_hr_manager, employee or self.employee).action_unarchive()
        self.env.flush_all()

    def test_opened_again_with_what_it_had(self):
        self.entretien._ensure_preparation()
        preparation = self.entretien.preparation_id
        self._archive()
        self._send()
        self._unarchive()
        self.assertRecordValues(
            self.entretien,
            [
                {
                    "state": "to_plan",
                    "date_planned": False,
                    "date_left": False,
                    "date_invited": False,
                    "motive": False,
                    "preparation_id": preparation.id,
                    "next_step": "plan",
                }
            ],
        )
        self.assertEqual(self._kinds(), ["letter", "cancelled", "reopened"])
        activity = self.entretien.activity_ids
        self.assertEqual(activity.user_id, self.user_manager, "one, to plan it")

    def test_who_may_have_heard_that_it_is_off_waits_for_another_date(self):
        self._archive()
        self._told().state = "unknown"
        self._unarchive()
        self.assertEqual(self.entretien.state, "to_plan")

    def test_legal_one_is_due_again(self):
        due = self._entretien(self.colleague, date_planned=SLOT, state="planned")
        self._archive(self.colleague)
        self._send()
        self._unarchive(self.colleague)
        self.assertEqual(due.state, "to_plan")
        self.assertTrue(due.date_due)
        self._nights()
        legal = self.env["hr.entretien"].search(
            [("employee_id", "=", self.colleague.id), ("state", "=", "to_plan")]
        )
        self.assertEqual(legal, due, "not a second one")

    def test_departure_given_then_taken_back(self):
        self._archive()
        self._send()
        self.employee.write(
            {"departure_date": "2026-05-08", "contract_date_end": "2026-05-08"}
        )
        self._unarchive()
        self.assertEqual(self.entretien.state, "cancelled", "the contract is over")
        self.employee.contract_date_end = False
        self.env.flush_all()
        self.assertEqual(self.entretien.state, "to_plan", "at once")
        self._nights()
        self.assertEqual(self._kinds()[-1:], ["reopened"], "once")

    def test_who_is_hired_again_starts_afresh(self):
        self.employee.write({"contract_date_end": "2026-05-08"})
        self._archive()
        self._send()
        self.employee.departure_date = "2026-05-08"
        with freeze_time("2026-09-01 07:00:00"):
            self._version(self.employee, "2026-09-01")
            self._unarchive()
            self._nights()
        self.assertEqual(self.entretien.state, "cancelled")

    def test_not_followed_up_is_not_back(self):
        self.employee.contract_date_end = "2026-05-01"
        self._nights()
        self.assertEqual(self.entretien.state, "cancelled")
        self.employee.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Gone"}
        )
        self._nights()
        self.assertEqual(self.entretien.state, "cancelled")

    def test_what_hr_reopened_is_not_set_aside_again(self):
        self._archive()
        self._send()
        self._as(self.user_hr, self.entretien).action_reopen("A renewal is on its way")
        self._nights()
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(self._kinds().count("cancelled"), 1)

    def test_nobody_writes_why_it_is_set_aside(self):
        """A manager would undo what HR cancelled."""
        for user in (self.user_manager, self.user_hr):
            mine = self._as(user, self.entretien)
            for values in (
                {"date_left": "2020-01-01"},
                {"kept_open": True},
                {"gone_interviewer_id": self.colleague.id},
                {"date_fallen": "2026-05-12 08:00:00"},
            ):
                with self.subTest(user=user.login, values=values):
                    with self.assertRaises(AccessError):
                        mine.write(values)

    def test_what_hr_cancelled_after_a_return_stays_cancelled(self):
        self.entretien.sudo().date_left = "2020-01-01"
        self._as(self.user_hr, self.entretien).action_cancel("Asked by mistake")
        self._nights()
        self.assertRecordValues(
            self.entretien, [{"state": "cancelled", "motive": "Asked by mistake"}]
        )

    def test_what_hr_cancelled_stays_cancelled(self):
        self._as(self.user_hr, self.entretien).action_cancel("Asked by mistake")
        self._archive()
        self._unarchive()
        self._nights()
        self.assertEqual(self.entretien.state, "cancelled")

    def test_hr_takes_it_up_by_hand(self):
        """An interview that was held earlier than planned, say."""
        self._archive()
        for_hr = self._as(self.user_hr, self.entretien)
        for_hr.action_reopen("It was held on the 11th")
        for_hr.action_mark_held()
        self._nights()
        self.assertRecordValues(self.entretien, [{"state": "held", "date_left": False}])

    def test_another_one_was_opened_meanwhile(self):
        due = self._entretien(self.colleague, date_planned=SLOT, state="planned")
        self._archive(self.colleague)
        newer = self._entretien(self.colleague, motif="periodic")
        self._unarchive(self.colleague)
        self._nights()
        self.assertEqual((due.state, newer.state), ("cancelled", "to_plan"))
