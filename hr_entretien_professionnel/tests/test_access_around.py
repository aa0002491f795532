"""What hangs on an interview: messages, attachments, activities."""

from unittest.mock import patch

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

    def test_activity_goes_to_the_interviewer(self):
        self.assertEqual(self.activity.user_id, self.user_manager)

    def test_whom_they_manage_is_not_asked_of_hr(self):
        """They lead what is of their companies; elsewhere they are like anybody."""
        elsewhere = self._entretien(self.other_hr, motif="on_request")
        theirs, leads = self._as(self.user_hr, self.entretien), "_leads_domain"
        with patch.object(type(theirs), leads, side_effect=AssertionError):
            self.assertEqual(theirs._led_by_user(), theirs)
        both = self._as(self.user_hr, self.entretien | elsewhere)
        self.assertEqual(both._led_by_user(), self.entretien)
