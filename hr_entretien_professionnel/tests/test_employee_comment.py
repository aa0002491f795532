"""The employee's words are his: nobody else writes them once they are said."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .close_common import CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestEmployeeComment(CloseCase):
    def _others(self):
        return (self.user_manager, self.user_n2, self.user_hr, self.user_hr_manager)

    def _assert_refused(self, said):
        """Whatever is sent: alone, emptied, with the rest of the form."""
        for user in self._others():
            for vals in (
                {"employee_comment": "I agree with everything"},
                {"employee_comment": False},
                {"employee_comment": "I agree", "interviewer_comment": "x"},
            ):
                with self.subTest(login=user.login, vals=vals):
                    with self.assertRaises(UserError):
                        self._as(user, self.entretien).write(vals)
                    self.assertEqual(self.entretien.employee_comment, said)
            self.assertFalse(self._as(user, self.entretien).can_comment)

    def test_once_he_wrote_it(self):
        self._as(self.user_employee, self.entretien).employee_comment = "I disagree"
        self._assert_refused("I disagree")
        manager = self._as(self.user_manager, self.entretien)
        manager.interviewer_comment = "Noted"
        self._as(self.user_employee, self.entretien).employee_comment = "I still do"
        self.assertEqual(self.entretien.employee_comment, "I still do")

    def test_once_the_document_is_presented(self):
        """Even what the manager had taken down himself, as he was told."""
        self._as(self.user_manager, self.entretien).employee_comment = "Taken down"
        self._present()
        self._assert_refused("Taken down")
        mine = self._as(self.user_employee, self.entretien)
        self.assertTrue(mine.can_comment)
        mine.employee_comment = "In my own words"
        self.assertEqual(self.entretien.employee_comment, "In my own words")

    def test_withdrawn_or_reopened_it_is_still_his(self):
        self._present()
        self._as(self.user_employee, self.entretien).employee_comment = "I disagree"
        self._as(self.user_manager, self.entretien).action_void_signatures("A slip")
        self._assert_refused("I disagree")
        self.entretien.action_close()
        self._as(self.user_hr, self.entretien).action_reopen("A need was forgotten")
        self._assert_refused("I disagree")

    def test_emptied_by_him_it_is_nobody_elses(self):
        mine = self._as(self.user_employee, self.entretien)
        mine.employee_comment = "I disagree"
        mine.employee_comment = False
        self._assert_refused(False)

    def test_who_wrote_it_is_not_for_sale(self):
        """Neither the mark of it, by writing, creating or importing."""
        self._as(self.user_employee, self.entretien).employee_comment = "I disagree"
        for user in self._others():
            with self.subTest(login=user.login), self.assertRaises(UserError):
                self._as(user, self.entretien).write({"date_commented": False})

    def test_hr_writes_the_comment_of_his_own_interview_alone(self):
        own = self._entretien(
            self.hr, state="held", date_held="2026-03-01", interviewer_id=self.n2.id
        )
        self._as(self.user_hr, own).employee_comment = "Mine"
        self.assertTrue(own.date_commented)
        with self.assertRaises(AccessError):
            self._as(self.user_hr_manager, own).employee_comment = "Not mine"

    def test_the_manager_takes_down_what_he_is_told_until_then(self):
        """Who has neither account nor link has somebody else write it."""
        with Form(self._as(self.user_manager, self.entretien)) as form:
            form.employee_comment = "As I was told"
        self.assertEqual(self.entretien.employee_comment, "As I was told")
        self.assertFalse(self.entretien.date_commented)
