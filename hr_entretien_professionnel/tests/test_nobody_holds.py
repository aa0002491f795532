"""The interviewer left and nobody takes over: HR is told once, and says who does."""

from odoo.tests import Form, freeze_time, tagged

from .test_departure import DepartureCase


@tagged("post_install", "-at_install")
@freeze_time("2026-05-11 07:00:00")
class TestNobodyHolds(DepartureCase):
    """The interviewer left and nobody is above."""

    def setUp(self):
        super().setUp()
        self.entretien.activity_ids.unlink()
        self._archive(self.manager)

    def test_hr_is_told_once_who_left(self):
        self._nights()
        self.assertFalse(self.entretien.interviewer_id)
        activity = self.entretien.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.user_hr)
        self.assertIn("Manager, who was to conduct it, has left", activity.note)
        self.assertNotIn("now yours", activity.note)

    def test_said_on_the_form_to_who_may_name_one(self):
        with Form(self._as(self.user_hr, self.entretien)) as form:
            self.assertIn("Manager, who was to conduct it", form.nobody_text)
            self.assertTrue(form.can_edit)
        self.assertFalse(self._as(self.user_employee, self.entretien).can_edit)

    def test_who_takes_over_without_an_account(self):
        """HR reads it in his place: it is not HR who is to conduct it."""
        boss = self._employee("Boss")
        self.employee.parent_id = boss
        self.assertEqual(self.entretien.interviewer_id, boss)
        activity = self.entretien.activity_ids
        self.assertEqual(activity.user_id, self.user_hr)
        self.assertIn("Boss now conducts", activity.note)
        self.assertIn("interviewer", self._kinds(), "proved")
        self.assertNotIn("now yours", activity.note)

    def test_a_manager_named_later_takes_over_and_is_told(self):
        self.employee.parent_id = self.other_manager
        self.assertEqual(self.entretien.interviewer_id, self.other_manager)
        activity = self.entretien.activity_ids
        self.assertEqual(activity.user_id, self.user_other_manager)
        self.assertIn("now yours", activity.note)
        self.assertNotIn("Nobody", activity.note)
        self.assertIn(
            self.user_other_manager.partner_id, self.entretien.event_id.partner_ids
        )
        told = self.env["hr.entretien.message"].search(
            [("entretien_id", "=", self.entretien.id), ("kind", "=", "interviewer")]
        )
        self.assertEqual(told.recipient_id, self.employee | self.other_manager)

    def test_named_it_is_over(self):
        self._as(self.user_hr, self.entretien).interviewer_id = self.n2.id
        self.assertFalse(self.entretien.activity_ids)
        self.assertFalse(self.entretien.nobody_text)
        self._nights()
        self.assertFalse(self.entretien.activity_ids)

    def test_to_plan_says_why_hr_is_asked(self):
        due = self._entretien(self.colleague, date_due="2026-06-01")
        self._nights()
        self.assertFalse(due.interviewer_id)
        activity = due.activity_ids
        self.assertEqual(activity.user_id, self.user_hr)
        self.assertIn("Nobody conducts this interview", activity.note)

    def test_what_else_was_to_check_goes_along(self):
        """One activity each, of who sees to it now."""
        self._as(self.user_employee, self.entretien)._declare_unavailable("Exam")
        checks = self.entretien.activity_ids
        self.assertEqual(checks.user_id, self.user_hr)
        both = sorted(checks.mapped("note"), key=lambda note: "has left" in note)
        self.assertEqual(len(both), 2)
        self.assertIn("Exam", both[0])
        self.assertIn("has left", both[1])
        self._as(self.user_hr, self.entretien).interviewer_id = self.n2.id
        self.assertIn("Exam", self.entretien.activity_ids.note)
        self.assertEqual(len(self.entretien.activity_ids), 1)
