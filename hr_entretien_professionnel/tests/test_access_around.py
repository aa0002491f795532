"""What hangs on an interview: messages, attachments, activities."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAround(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee, date_due="2026-04-01")
        cls.message = cls.entretien.message_post(body="He said something private")
        cls.attachment = cls.env["ir.attachment"].create(
            {
                "name": "notes.txt",
                "raw": b"private",
                "res_model": "hr.entretien",
                "res_id": cls.entretien.id,
            }
        )
        cls.entretien._schedule_to_plan(cls._day("2026-03-02"))
        cls.activity = cls.entretien.activity_ids

    def test_leaders_find_them(self):
        for user in (self.user_manager, self.user_n2, self.user_hr):
            with self.subTest(login=user.login):
                self.assertIn("private", self._as(user, self.message).body)
                self.assertEqual(self._as(user, self.attachment).raw, b"private")
                self.assertTrue(self._as(user, self.activity).summary)

    def test_others_do_not(self):
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
        ):
            for record, field in (
                (self.message, "body"),
                (self.attachment, "raw"),
                (self.activity, "summary"),
            ):
                with self.subTest(login=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        self._as(user, record).read([field])
                    found = self._as(user, record).search([("id", "=", record.id)])
                    self.assertFalse(found)

    def test_others_do_not_write_there(self):
        for user in (self.user_colleague, self.user_other_manager, self.user_system):
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, self.entretien).message_post(body="Hello")
                with self.assertRaises(AccessError):
                    self._as(user, self.entretien).activity_schedule(
                        "mail.mail_activity_data_todo", user_id=user.id
                    )
                self._as(user, self.entretien).message_subscribe(user.partner_id.ids)
                self.assertNotIn(user.partner_id, self.entretien.message_partner_ids)

    def test_employee_does_not_read_the_discussion_once_held(self):
        """He reads his interview, not what HR and the managers note about it."""
        self.entretien.date_held = "2026-03-01"
        self.entretien.action_mark_held()
        self.assertTrue(self._as(self.user_employee, self.entretien).date_held)
        for record, field in ((self.message, "body"), (self.attachment, "raw")):
            with self.subTest(model=record._name):
                with self.assertRaises(AccessError):
                    self._as(self.user_employee, record).read([field])
                for domain in (
                    [("id", "=", record.id)],
                    [("res_id", "=", self.entretien.id)],
                ):
                    mine = self._as(self.user_employee, record)
                    self.assertNotIn(record, mine.search(domain))
        attachments = self._as(self.user_employee, self.attachment)
        for operator, value in (("=", "hr.entretien"), ("like", "entretien")):
            with self.subTest(operator=operator):
                domain = [("res_model", operator, value)]
                self.assertNotIn(self.attachment, attachments.search(domain))

    def test_leaders_keep_the_discussion_once_held(self):
        self.entretien.date_held = "2026-03-01"
        self.entretien.action_mark_held()
        for user in (self.user_manager, self.user_n2, self.user_hr):
            with self.subTest(login=user.login):
                self.assertIn("private", self._as(user, self.message).body)
                self.assertEqual(self._as(user, self.attachment).raw, b"private")

    def test_activity_goes_to_the_interviewer(self):
        self.assertEqual(self.activity.user_id, self.user_manager)
