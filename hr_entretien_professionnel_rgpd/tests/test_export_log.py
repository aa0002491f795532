"""Who exports what is paid for a person leaves a line, and it stays."""

import json

from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 10:00:00")
class TestExportLog(EntretienCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._require("hr.entretien.abondement")
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

    def test_what_an_etat_des_lieux_costs_leaves_one_too(self):
        """By whatever path it is reached, from whatever list."""
        held = self._entretien(
            self.employee,
            state="held",
            date_held="2026-02-20",
            with_bilan=True,
            besoin_ids=[(0, 0, {"name": "Welding"})],
        )
        self._entretien(self.colleague, motif="on_request")
        row = self.env["hr.entretien.exposure"].search(
            [("employee_id", "=", self.employee.id)], limit=1
        )
        row = row or row.sudo().create({"employee_id": self.employee.id})
        exported = (
            (row, "amount"),
            (row, "employee_id/name"),
            (held.bilan_id, "amount"),
            (held.bilan_id, "owed_for"),
            (held, "bilan_id/pay_by"),
            (held.besoin_ids, "entretien_id/bilan_id/outcome"),
            (self.employee, "entretien_exposure_summary"),
            (self.employee, "entretien_exposure_ids/owed_amount"),
            (self.employee, "entretien_ids/bilan_id/amount"),
        )
        for number, (record, path) in enumerate(exported, 1):
            with self.subTest(model=record._name, path=path):
                mine = self._as(self.user_hr, record.sudo(False))
                mine.export_data(["id", path])
                lines = self._lines()
                self.assertEqual(len(lines), number)
                self.assertEqual(lines[-1].kind, "exposure_export")
                self.assertEqual(lines[-1].employee_ids, self.employee)
                self.assertEqual(lines[-1].user_id, self.user_hr)

    def test_what_says_nothing_of_it_leaves_none(self):
        held = self._held(self.employee, "2026-02-20")
        for record, path in (
            (held, "employee_id/name"),
            (held, "besoin_ids/name"),
            (self.employee, "entretien_next_date"),
            (self.employee, "entretien_ids/date_held"),
            (self.company.partner_id, "country_id/code"),
        ):
            self._as(self.user_hr, record).export_data([path, ".id"])
        self.assertFalse(self._lines())

    def test_by_the_button_of_the_list(self):
        user = self.user_hr
        user.password = user.login
        row = self.env["hr.entretien.exposure"].search([], limit=1)
        row = row or row.sudo().create({"employee_id": self.employee.id})
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        asked = {
            "model": row._name,
            "fields": [{"name": "amount", "label": "Amount", "type": "monetary"}],
            "ids": row.ids,
            "domain": [],
            "groupby": [],
            "import_compat": False,
            "context": {"allowed_company_ids": user.company_ids.ids},
        }
        for groupby in ([], ["employee_id"]):
            answer = self.url_open(
                "/web/export/csv" if not groupby else "/web/export/xlsx",
                data={
                    "data": json.dumps({**asked, "groupby": groupby}),
                    "csrf_token": Request.csrf_token(self),
                },
            )
            self.assertEqual(answer.status_code, 200, answer.text[:300])
        self.assertEqual(len(self._lines()), 2)

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

    def test_who_exports_dates_no_line(self):
        name = "hr.entretien.export.log"
        own = self._as(self.user_hr, self.env["ir.default"])
        own.set(name, "date", "1999-01-01 00:00:00", user_id=True)
        line = self._as(self.user_hr, self.env[name])._log("file_export", self.employee)
        self.assertEqual(line.user_id, self.user_hr)
        self.assertEqual(line.date.year, 2026)

    def test_what_the_core_exports_by_itself_leaves_a_line(self):
        """The list with the NIR is no export of Odoo: the core names it."""
        people = self.people | self.other_hr
        self._as(self.user_hr, people)._entretien_after_export("nir_export", "a.csv")
        lines = self._lines()
        self.assertEqual(lines.user_id, self.user_hr)
        self.assertEqual(lines.mapped("kind"), ["nir_export"] * 2)
        self.assertEqual(lines.mapped("note"), ["a.csv"] * 2)
        self.assertEqual(lines.employee_ids, people)

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
