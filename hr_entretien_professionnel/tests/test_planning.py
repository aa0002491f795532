"""Planned, moved, postponed, not available: what each leaves behind."""

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from ..models.interview.mail_activity import CHECKS
from .test_meeting import MeetingCase
from .test_slot_agenda import paris


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestPlanning(MeetingCase):
    def test_planned_is_proved_with_date_place_and_interviewer(self):
        [proof] = self.entretien.proof_ids
        self.assertEqual(proof.kind, "planned")
        self.assertEqual(proof.user_id, self.user_manager)
        self.assertIn("10:00–11:00", proof.note)
        self.assertIn("Room 3, Manager", proof.note)

    def test_planned_again_proves_nothing_more(self):
        self._as(self.user_manager, self.entretien).action_plan()
        self.assertEqual(len(self.entretien.proof_ids), 1)
        self.assertEqual(self.entretien.event_id, self.event)

    def test_several_at_once_from_the_list(self):
        both = self.env["hr.entretien"].union(
            *(
                self._entretien(
                    person,
                    motif="on_request",
                    date_planned=paris(f"2026-05-13 {hour}:00"),
                )
                for person, hour in ((self.employee, 9), (self.colleague, 11))
            )
        )
        self._as(self.user_manager, both).action_plan()
        self.assertEqual(set(both.mapped("state")), {"planned"})
        self.assertEqual(len(both.event_id), 2)
        self.assertEqual(both.proof_ids.mapped("kind"), ["planned"] * 2)

    def test_proof_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "fr_FR"
        self.user_manager.lang = "en_US"
        other = self._entretien(
            self.colleague, motif="on_request", date_planned=paris("2026-05-13 10:00")
        )
        mine = self._as(self.user_manager, other).with_context(lang="en_US")
        mine.action_plan()
        self.assertIn("mercredi 13 mai 2026", other.proof_ids.note)

    def test_date_changed_in_the_form_before_the_invitation(self):
        """Proved; the invitation that follows will say the right date."""
        with Form(self._as(self.user_manager, self.entretien)) as form:
            form.date_planned = paris("2026-05-13 10:00")
        self.assertEqual(self._kinds(), ["moved"])
        self.assertFalse(self._told("moved"))

    def test_date_changed_in_the_form_after_the_invitation(self):
        self._invited(self.entretien)
        self._as(self.user_n2, self.entretien).date_planned = paris("2026-05-13 10:00")
        self.assertEqual(self._kinds(), ["letter", "moved"])
        self.assertEqual(self._told("moved"), self.employee | self.manager)

    def test_date_changed_in_the_form_while_the_invitation_leaves(self):
        """Its mail is written: it says the former date."""
        message = self.env["hr.entretien.message"]._queue(self.entretien, "invitation")
        mine = self._as(self.user_n2, self.entretien)
        mine.date_planned = paris("2026-05-13 10:00")
        self.assertFalse(self._told("moved"), "one that waits will say the right date")
        message.state = "leaving"
        mine.date_planned = paris("2026-05-14 10:00")
        self.assertEqual(self._told("moved"), self.employee | self.manager)

    def test_date_changed_before_the_invitation_to_it(self):
        """They did not come to the first date, and never heard of the second."""
        self._invited(self.entretien)
        with freeze_time("2026-05-13 07:00:00"):
            self.entretien.action_no_show("2026-05-12")
            self.entretien.date_planned = paris("2026-05-20 10:00")
            self.entretien.action_plan()
            self.assertFalse(self.entretien.date_invited)
            mine = self._as(self.user_n2, self.entretien)
            mine.date_planned = paris("2026-05-21 10:00")
        self.assertIn("moved", self._kinds())
        self.assertFalse(self._told("moved"))

    def test_nobody_says_by_a_context_why_it_moves_or_to_whom(self):
        mine = self._as(self.user_manager, self.entretien)
        mine = mine.with_context(entretien_postponed="Asked", entretien_moved=True)
        mine.location = "Room 5"
        self.assertEqual(self._kinds(), ["changed"])
        self.assertNotIn("Asked", self.entretien.proof_ids[:1].note)
        self.assertFalse(self._told("moved"))

    def test_another_link_is_proved_and_told(self):
        """Who was invited would call a meeting where nobody is."""
        mine = self._as(self.user_n2, self.entretien)
        mine.write({"is_video": True, "video_url": "https://meet.example.com/1"})
        self._invited(self.entretien)
        mine.video_url = "https://meet.example.com/2"
        self.assertEqual(self._told("moved"), self.employee | self.manager)
        said = self.entretien.proof_ids.filtered(lambda line: line.kind == "changed")
        for link in ("https://meet.example.com/1 →", "https://meet.example.com/2"):
            self.assertIn(link, said.sorted("id")[-1:].note)

    def _asked(self):
        """What is to be done next, and whether another date is asked for."""
        self.env.invalidate_all()
        checks = self.entretien.sudo().activity_ids
        return self.entretien.next_step, bool(checks._entretien_about(*CHECKS))

    def test_another_place_changes_nothing_of_who_is_not_available(self):
        self.entretien._declare_unavailable("Away")
        mine = self._as(self.user_manager, self.entretien)
        for values in ({"location": "Room 5"}, {"is_video": True}, {"duration": 2}):
            mine.write(values)
            self.assertEqual(self._kinds(), ["changed", "unavailable"])
            self.assertEqual(self._asked(), ("postpone", True))
            self.assertTrue(self.entretien._unavailable_proof())

    def test_another_date_is_given_in_the_calendar(self):
        self.entretien.date_invited = "2026-04-20"
        self.entretien._declare_unavailable("Away", self.env["res.users"])
        self._as(self.user_manager, self.event).write(
            {"start": paris("2026-05-13 10:00"), "stop": paris("2026-05-13 11:00")}
        )
        self.assertEqual(self._asked(), (False, False))

    def test_they_come_on_that_date_after_all(self):
        self.entretien.date_invited = "2026-04-20"
        self.entretien._declare_unavailable("Away")
        mine = self._as(self.user_manager, self.entretien)
        mine._postpone(mine.date_planned, "They come after all", "employee")
        self.assertEqual(self._asked(), (False, False))


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestPostpone(MeetingCase):
    def _wizard(self, user, **values):
        action = self._as(user, self.entretien).action_open_plan()
        model = self._as(user, self.env[action["res_model"]])
        form = Form(model.with_context(**action["context"], lang="en_US"))
        for name, value in values.items():
            setattr(form, name, value)
        return form

    def test_postponed(self):
        form = self._wizard(self.user_manager, asked_by="employee", reason="Audit")
        self.assertEqual(form.date_planned, paris("2026-05-13 08:00"), "next free")
        form.date_planned = paris("2026-05-19 10:00")
        form.save().action_postpone()
        self.assertEqual(self.entretien.date_planned, paris("2026-05-19 10:00"))
        self.assertEqual(self.event.start, paris("2026-05-19 10:00"))
        self.assertEqual(self._kinds(), ["postponed"], "said once")
        note = self.entretien.proof_ids[0].note
        self.assertIn("Audit", note)
        self.assertIn("10:00–11:00, Room 3 →", note)
        self.assertEqual(self._told("moved"), self.employee)

    def test_asked_for_the_date_that_it_has_is_proved_all_the_same(self):
        mine = self._as(self.user_manager, self.entretien)
        mine._postpone(self.entretien.date_planned, "Audit", "employee", duration=2)
        self.assertEqual(self._kinds(), ["postponed"])
        self.assertIn("Audit", self.entretien.proof_ids[0].note)
        self.assertEqual(self._told("moved"), self.employee)

    def test_window_warns_of_the_new_date(self):
        form = self._wizard(self.user_manager, date_planned=paris("2026-05-16 10:00"))
        self.assertIn("does not work on Saturday", form.slot_warning)

    def test_not_to_the_past_and_only_what_is_planned(self):
        mine = self._as(self.user_manager, self.entretien)
        with self.assertRaisesRegex(UserError, "already past"):
            mine._postpone(paris("2026-04-17 10:00"), "Why", "employer")
        mine.action_decline("Letter")
        with self.assertRaisesRegex(UserError, "not possible"):
            mine._postpone(paris("2026-05-19 10:00"), "Why", "employer")
        with self.assertRaisesRegex(UserError, "not possible"):
            mine.action_open_plan()


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestUnavailable(MeetingCase):
    def test_interviewer_is_told_and_decides(self):
        self._as(self.user_employee, self.entretien)._declare_unavailable("<b>Exam</b>")
        self.assertEqual(self._kinds(), ["unavailable"])
        proof = self.entretien.proof_ids[0]
        self.assertRecordValues(
            proof, [{"note": "<b>Exam</b>", "user_id": self.user_employee.id}]
        )
        activity = self.entretien.activity_ids
        self.assertEqual(activity.user_id, self.user_manager)
        self.assertIn("&lt;b&gt;Exam", activity.note)
        self.assertEqual(self._told("unavailable"), self.manager)
        self.assertEqual(self.entretien.state, "planned")

    def test_the_form_says_it_until_there_is_another_date(self):
        mine = self._as(self.user_manager, self.entretien)
        self._as(self.user_employee, self.entretien)._declare_unavailable("Exam")
        self.assertIn("not available on", mine.slot_warning)
        self.assertIn("Exam", mine.slot_warning)
        mine._postpone(paris("2026-05-19 10:00"), "Exam", "employee")
        mine.invalidate_recordset()
        self.assertNotIn("not available on", mine.slot_warning or "")

    def test_he_is_asked_for_another_date_today_until_there_is_one(self):
        """The interview may be due long after the day on which they do not meet."""
        self.entretien.sudo().date_due = "2026-06-30"
        others = self.entretien.activity_ids
        gestures = (
            lambda mine: mine._postpone(paris("2026-05-19 10:00"), "Exam", "employee"),
            lambda mine: mine.action_mark_held(),
        )
        for gesture in gestures:
            own = self._as(self.user_employee, self.entretien)
            own._declare_unavailable("Exam")
            activity = self.entretien.activity_ids - others
            self.assertEqual(str(activity.date_deadline), "2026-04-20")
            gesture(self._as(self.user_manager, self.entretien))
            self.assertFalse(activity.exists())
        told = self.entretien.sudo().entretien_message_ids
        told = told.filtered(lambda message: message.kind == "unavailable")
        self.assertEqual(told.mapped("state"), ["cancelled"] * 2)

    def test_what_did_not_reach_him_is_not_said_of_another_date(self):
        mine = self._as(self.user_manager, self.entretien)
        for state, day in (("failed", 19), ("unknown", 20)):
            self._as(self.user_employee, self.entretien)._declare_unavailable("Exam")
            message = self.entretien.sudo().entretien_message_ids
            message = message.filtered(lambda item: item.kind == "unavailable")[:1]
            message.state = state
            mine._postpone(paris(f"2026-05-{day} 10:00"), "Exam", "employee")
            with self.subTest(state):
                if message.state == state:
                    self._as(self.user_hr, message).action_resend()
                    self.env["hr.entretien.sender"]._drop_pointless(message)
                self.assertEqual(message.state, "cancelled")

    def test_he_is_asked_once_whatever_language_it_was_asked_in(self):
        """Who reads it may change their language, and the words of the activity."""
        self.env["res.lang"]._activate_lang("fr_FR")
        others = self.entretien.activity_ids
        employee = self._as(self.user_employee, self.entretien)
        employee._declare_unavailable("Exam")
        asked = self.entretien.activity_ids - others
        self._as(self.user_manager, asked).summary = "See with them"
        self.user_manager.lang = "fr_FR"
        employee._declare_unavailable("Ill")
        self.assertEqual(len(self.entretien.activity_ids - others), 1)
        self._as(self.user_manager, self.entretien)._postpone(
            paris("2026-05-19 10:00"), "Exam", "employee"
        )
        self.assertEqual(self.entretien.activity_ids, others)

    def test_without_an_account_nobody_signs_the_line(self):
        public = self.env.ref("base.public_user")
        self._as(public, self.entretien).sudo()._declare_unavailable("")
        self.assertFalse(self.entretien.proof_ids[0].user_id)
        self.assertFalse(self.entretien.proof_ids[0].note)

    def test_nothing_to_decline(self):
        self.entretien.action_decline("Letter")
        with self.assertRaisesRegex(UserError, "no date any more"):
            self.entretien._declare_unavailable("Exam")
