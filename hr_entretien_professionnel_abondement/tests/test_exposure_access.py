"""Who may not read what an employee would cost."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .exposure_common import ExposureCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestExposureAccess(ExposureCase):
    def setUp(self):
        super().setUp()
        self.row = self._row()

    def test_hr_reads(self):
        row = self._as(self.user_hr, self.row)
        self.assertTrue(row.read(["summary", "advice", "amount", "details"]))
        employee = self._as(self.user_hr, self.employee)
        self.assertTrue(employee.read(["entretien_exposure_summary"])[0])

    def test_nobody_else_reads(self):
        for user in (
            self.user_manager,
            self.user_n2,
            self.user_employee,
            self.user_system,
            self.user_portal,
        ):
            with self.subTest(user=user.login):
                for call in (
                    lambda row: row.read(["amount"]),
                    lambda row: row.search([]),
                    lambda row: row.search_read([], ["amount"]),
                    lambda row: row.formatted_read_group(
                        [], ["outcome"], ["amount:sum"]
                    ),
                    lambda row: row._read_group([], ["outcome"], ["amount:sum"]),
                    lambda row: row.web_search_read([], {"amount": {}}),
                ):
                    with self.assertRaises(AccessError):
                        call(self._as(user, self.row))
                with self.assertRaises(UserError):
                    self._as(user, self.row).export_data(["amount"])

    def test_nobody_writes_not_even_hr(self):
        for user in (self.user_hr, self.user_hr_manager, self.user_manager):
            with self.subTest(user=user.login):
                row = self._as(user, self.row)
                for call in (
                    lambda row: row.write({"amount": 0}),
                    lambda row: row.unlink(),
                    lambda row: row.create({"employee_id": self.employee.id}),
                    lambda row: row.copy(),
                ):
                    with self.assertRaises(AccessError):
                        call(row)

    def test_the_fields_of_the_employee_are_hr_s(self):
        for user in (self.user_manager, self.user_employee, self.user_system):
            employee = self._as(user, self.employee)
            for name in (
                "entretien_exposure_ids",
                "entretien_exposure_summary",
                "entretien_exposure_advice",
                "entretien_exposure_outcome",
            ):
                with self.subTest(user=user.login, name=name):
                    with self.assertRaises(AccessError):
                        self._as(user, employee).read([name])

    def test_hr_of_another_company_sees_and_counts_nothing(self):
        row = self._as(self.user_other_hr, self.row)
        with self.assertRaises(AccessError):
            row.read(["amount"])
        mine = row.search([])
        self.assertLessEqual(set(mine.company_id.ids), {self.other_company.id})
        counted = row._read_group([], [], ["__count"])[0][0]
        self.assertEqual(counted, len(mine))
        self.assertNotIn(self.row.id, mine.ids)

    def test_the_machinery_is_not_called_over_rpc(self):
        for name in ("_reconcile", "_catch_up", "_to_mend"):
            self.assertTrue(name.startswith("_") and hasattr(self.Exposure, name))

    def test_the_company_s_figures_are_hr_s(self):
        for user in (self.user_manager, self.user_system):
            for name in (
                "entretien_averages",
                "entretien_concern",
                "entretien_concerned_since",
                "entretien_late_counts",
            ):
                with self.assertRaises(AccessError):
                    self._as(user, self.company).read([name])
