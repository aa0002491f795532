"""Who exports what is paid for a person leaves a line, and it stays."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 10:00:00")
class TestExportLog(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.employee | cls.colleague | cls.stranger
        cls.abondement = (
            cls.env["hr.entretien.abondement"]
            .sudo()
            .create(
                {
                    "employee_id": cls.employee.id,
                    "company_id": cls.company.id,
                    "bilan_date": "2026-01-10",
                    "period_start": "2018-01-10",
                    "pay_by": "2026-06-30",
                    "amount": 3000,
                }
            )
            .with_env(cls.env(su=False))
        )
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "base.group_allow_export"
        )

    def _lines(self):
        return self.env["hr.entretien.export.log"].sudo().search([], order="id")

    def test_each_export_of_abondements_leaves_a_line(self):
        mine = self._as(self.user_hr, self.abondement)
        for _time in range(2):
            mine.export_data(["employee_id/name", "amount"])
        lines = self._lines()
        self.assertEqual(lines.mapped("kind"), ["abondement_export"] * 2)
        self.assertEqual(lines.mapped("record_count"), [1, 1])
        self.assertEqual(lines.employee_ids, self.employee)
        self.assertEqual(lines.user_id, self.user_hr)

    def test_reading_leaves_none(self):
        """A log of readings is passed by, and makes every reading a writing."""
        mine = self._as(self.user_hr, self.abondement)
        mine.web_search_read([], {"amount": {}})
        self._as(self.user_hr, self.employee).read(["entretien_exposure_outcome"])
        self.assertFalse(self._lines())
        for name in ("hr.employee", "hr.entretien", "hr.entretien.abondement"):
            for method in ("read", "web_read", "search_read", "web_search_read"):
                with self.subTest(model=name, method=method):
                    model = self.env[name]
                    self.assertTrue(getattr(model, method)._readonly)

    def test_a_line_for_each_company(self):
        people = self.people | self.other_hr
        lines = (
            self._as(self.user_hr, self.env["hr.entretien.export.log"])
            .sudo(False)
            ._log("nir_export", people, "T2 2026")
        )
        found = {line.company_id: line.record_count for line in lines}
        self.assertEqual(found, {self.company: 3, self.other_company: 1})
        self.assertEqual(lines.user_id, self.user_hr)

    def test_nobody_writes_changes_or_deletes_a_line(self):
        line = self.env["hr.entretien.export.log"]._log("nir_export", self.people)
        values = {"user_id": self.user_hr.id, "kind": "nir_export"}
        for user in (
            self.user_hr,
            self.user_hr_manager,
            self.user_manager,
            self.user_system,
        ):
            with self.subTest(login=user.login):
                for change in (
                    lambda record: record.write({"note": "Nobody"}),
                    lambda record: record.unlink(),
                    lambda record: record.create(values),
                ):
                    with self.assertRaises(UserError):
                        change(self._as(user, line.sudo(False)))
        with self.assertRaisesRegex(UserError, "neither changed nor deleted"):
            line.sudo().note = "Nobody"
        with self.assertRaisesRegex(UserError, "neither changed nor deleted"):
            line.sudo().unlink()

    def test_read_by_hr_administrators_of_the_company_alone(self):
        line = self.env["hr.entretien.export.log"]._log("nir_export", self.people)
        line = line.sudo(False)
        mine = self._as(self.user_hr_manager, line)
        self.assertEqual(mine.read(["record_count"])[0]["record_count"], 3)
        self.assertEqual(mine.search([]), line)
        for user in (
            self.user_hr,
            self.user_manager,
            self.user_employee,
            self.user_system,
            self.user_portal,
        ):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, line).read(["record_count"])
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, line).search([])
        there = self._user(
            "other_hr_manager", "hr.group_hr_manager", company=self.other_company
        )
        self.assertFalse(self._as(there, line).search([]))
        with self.assertRaises(AccessError):
            self._as(there, line).read(["record_count"])
