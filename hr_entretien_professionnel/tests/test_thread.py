"""The chatter and the activities of a held interview are the leaders' own."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged

from .close_common import CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestThread(CloseCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.note = cls._as(cls.user_hr, cls.entretien).message_post(
            body="He will not be promoted", subtype_xmlid="mail.mt_note"
        )
        cls.sent = cls._as(cls.user_hr, cls.entretien).message_post(
            body="Please read and sign",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=cls.user_employee.partner_id.ids,
        )

    def _fetched(self, user):
        """What the chatter shows this user when he opens the interview."""
        user.password = user.login
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        answer = self.make_jsonrpc_request(
            "/mail/thread/messages",
            {"thread_model": "hr.entretien", "thread_id": self.entretien.id},
        )
        return answer["messages"]

    def test_employee_reads_what_was_sent_to_him_alone(self):
        messages = self._fetched(self.user_employee)
        self.assertIn(self.sent.id, messages)
        self.assertNotIn(self.note.id, messages)
        mine = self._as(self.user_employee, self.note)
        with self.assertRaises(AccessError):
            mine.read(["body"])
        domain = [("model", "=", "hr.entretien"), ("body", "ilike", "promoted")]
        self.assertFalse(mine.search(domain))
        self.assertEqual(mine.search_count(domain), 0)
        interview = self._as(self.user_employee, self.entretien)
        self.assertNotIn(self.note, interview.message_ids)

    def test_leaders_read_everything(self):
        for user in (self.user_manager, self.user_hr):
            with self.subTest(login=user.login):
                messages = self._fetched(user)
                self.assertIn(self.sent.id, messages)
                self.assertIn(self.note.id, messages)

    def test_activities_of_the_leaders_are_not_his_to_read(self):
        activity = self._as(self.user_hr, self.entretien).activity_schedule(
            "mail.mail_activity_data_todo",
            note="See his salary",
            user_id=self.user_hr.id,
        )
        with self.assertRaises(AccessError):
            self._as(self.user_employee, activity).read(["note"])
        self.assertTrue(self._as(self.user_manager, activity).note)
        mine = self._as(self.user_employee, activity)
        self.assertFalse(mine.search([("res_model", "=", "hr.entretien")]))
        theirs = self._as(self.user_hr, activity)
        self.assertTrue(theirs.search([("id", "=", activity.id)]))

    def test_employee_keeps_the_activities_given_to_him(self):
        activity = self._as(self.user_hr, self.entretien).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_employee.id
        )
        mine = self._as(self.user_employee, activity)
        self.assertEqual(mine.search([("id", "=", activity.id)]), activity)
