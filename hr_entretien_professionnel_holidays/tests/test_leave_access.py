"""Those who have no right on absences change leaves all the same, and learn nothing."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import LeaveCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestLeaveAccess(LeaveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee.leave_manager_id = cls.user_manager
        cls.maternity.leave_validation_type = "manager"

    def _request(self, leave_type):
        leaves = self._as(self.user_employee, self.env["hr.leave"])
        leave = leaves.create(
            {
                "employee_id": self.employee.id,
                "holiday_status_id": leave_type.id,
                "request_date_from": "2026-03-09",
                "request_date_to": "2026-06-26",
            }
        )
        self.env.flush_all()
        return leave

    def _assert_blind(self, user):
        absences = self._as(user, self.env["hr.entretien.absence"])
        with self.assertRaises(AccessError):
            absences.search([])
        leave_type = self._as(user, self.maternity)
        with self.assertRaises(AccessError):
            leave_type.read(["entretien_type_id"])
        with self.assertRaises(AccessError):
            leave_type.search([("entretien_type_id", "!=", False)])

    def test_employee_requests_and_cancels(self):
        self.maternity.leave_validation_type = "no_validation"
        leave = self._request(self.maternity)
        self.assertEqual(len(self._absences()), 1)
        self._assert_blind(self.user_employee)
        self._as(self.user_employee, leave)._action_user_cancel("Not now")
        self.assertEqual(self._absences(), [])

    def test_employee_cannot_hold_his_absence_back(self):
        """A context sent over RPC does not stop the absence from following."""
        self.maternity.leave_validation_type = "no_validation"
        leave = self._request(self.maternity)
        leave = self._as(self.user_employee, leave).with_context(entretien_leaves=True)
        leave._action_user_cancel("Not now")
        self.assertEqual(self._absences(), [])

    def test_employee_deletes_his_request(self):
        leave = self._request(self.maternity)
        self._as(self.user_employee, leave).unlink()
        self.assertEqual(self._absences(), [])

    def test_manager_approves_and_refuses(self):
        leave = self._request(self.maternity)
        self._as(self.user_manager, leave).action_approve()
        self.assertEqual(len(self._absences()), 1)
        self._assert_blind(self.user_manager)
        self._as(self.user_manager, leave).action_refuse()
        self.assertEqual(self._absences(), [])

    def test_system_administrator_without_hr_does_not_map(self):
        leave_type = self._as(self.user_system, self.maternity)
        with self.assertRaises(AccessError):
            leave_type.write({"entretien_type_id": self._kind("adoption").id})

    def test_other_company(self):
        """A type of all companies: the HR of each finds its own absences alone."""
        shared = self._leave_type("Maladie", "long_illness", company_id=False)
        self._leave(shared, "2026-03-09", "2026-06-26")
        self._leave(shared, "2026-03-09", "2026-06-26", employee=self.other_hr)
        for user, employee in (
            (self.user_hr, self.employee),
            (self.user_other_hr, self.other_hr),
        ):
            absences = self._as(user, self.env["hr.entretien.absence"])
            found = absences.search([("type_id", "=", self._kind("long_illness").id)])
            self.assertEqual(found.employee_id.ids, employee.ids)
