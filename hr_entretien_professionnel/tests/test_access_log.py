"""Who reads or exports what a person may cost leaves a line, and it stays."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 10:00:00")
class TestAccessLog(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.employee | cls.colleague | cls.stranger
        rows = cls.env["hr.entretien.exposure"].sudo()
        # What is planned of the people may have its own rows: these are ours.
        rows.search([("employee_id", "in", cls.people.ids)]).unlink()
        cls.rows = rows.create(
            [
                {
                    "employee_id": person.id,
                    "company_id": cls.company.id,
                    "outcome": "exposed",
                    "amount": 3000,
                    "act_by": "2026-12-31",
                    "bilan_limit": "2026-12-31",
                    "pay_by": "2027-03-31",
                }
                for person in cls.people
            ]
        ).with_env(cls.env(su=False))
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

    def _lines(self, **kw):
        domain = [(name, "=", value) for name, value in kw.items()]
        return self.env["hr.entretien.access.log"].sudo().search(domain, order="id")

    def _rows(self, user=None):
        return self._as(user or self.user_hr, self.rows)

    def test_reading_asks_for_a_database_that_can_be_written(self):
        """By Odoo's own rule: the first class that says so decides."""
        for model in (
            "hr.employee",
            "hr.entretien",
            "hr.entretien.exposure",
            "hr.entretien.abondement",
        ):
            for name in ("read", "web_read", "search_read", "web_search_read"):
                methods = (
                    getattr(cls, name, None) for cls in self.env.registry[model].mro()
                )
                said = (x._readonly for x in methods if hasattr(x, "_readonly"))
                with self.subTest(model=model, method=name):
                    self.assertIs(next(said), False)

    def test_every_way_to_rows_leaves_a_line(self):
        domain = [("id", "in", self.rows.ids)]
        ways = {
            "read": lambda rows: rows.read(["amount"]),
            "web_read": lambda rows: rows.web_read({"amount": {}}),
            "search_read": lambda rows: rows.search_read(domain, ["amount"]),
            "list": lambda rows: rows.web_search_read(domain, {"amount": {}}),
            "grouped list": lambda rows: rows.web_read_group(
                [("employee_id", "in", self.people.ids)], ["employee_id"]
            ),
            "pivot by employee": lambda rows: rows.formatted_read_grouping_sets(
                [], [["employee_id"]], ["amount:sum"]
            ),
            "rows of a group": lambda rows: rows.formatted_read_group(
                [], ["outcome"], ["id:array_agg"]
            ),
            "names found": lambda rows: rows.name_search("", [("id", "in", rows.ids)]),
            "count about some": lambda rows: rows.search_count(domain),
            "search about some": lambda rows: rows.search(domain),
        }
        for name, way in ways.items():
            with self.subTest(way=name):
                rows = self._rows()
                before = self._lines()
                way(rows)
                line = self._lines() - before
                self.assertEqual(len(line), 1)
                self.assertEqual(line.kind, "exposure_read")
                self.assertEqual(line.user_id, self.user_hr)
                self.assertEqual(line.company_id, self.company)
                self.assertLessEqual(self.people, line.employee_ids)
                self.assertEqual(line.record_count, len(line.employee_ids))
            # The next way starts afresh, on another day.
            self.env.cr.execute(
                "UPDATE hr_entretien_access_log SET day = day - interval '1 day'"
            )
            self.env.invalidate_all()

    def test_who_is_exposed_is_asked_by_other_models(self):
        exposed = [("entretien_exposure_ids.outcome", "=", "exposed")]
        by_interview = [(f"employee_id.{exposed[0][0]}", "=", "exposed")]
        ways = (
            ("hr.employee", lambda model: model.search(exposed)),
            ("hr.employee", lambda model: model.name_search("", exposed)),
            ("hr.employee", lambda model: model.web_search_read(exposed, {"name": {}})),
            ("hr.employee", lambda model: model._read_group(exposed, ["name"])),
            ("hr.entretien", lambda model: model.search(by_interview)),
        )
        for number, (name, way) in enumerate(ways):
            with self.subTest(number=number, model=name):
                before = self._lines()
                way(self._as(self.user_hr, self.env[name]))
                line = self._lines() - before
                self.assertEqual(line.mapped("kind"), ["exposure_read"])
                self.assertLessEqual(self.people, line.employee_ids)
            self.env.cr.execute(
                "UPDATE hr_entretien_access_log SET day = day - interval '1 day'"
            )
            self.env.invalidate_all()

    def test_totals_leave_none(self):
        rows = self._rows()
        rows.formatted_read_group([], ["outcome"], ["amount:sum", "__count"])
        rows.formatted_read_grouping_sets([], [["department_id"], []], ["amount:sum"])
        rows.search_count([("outcome", "=", "exposed")])
        self.assertFalse(self._lines())

    def test_what_the_server_computes_leaves_none(self):
        self.rows.sudo().read(["amount"])
        self.assertFalse(self._lines())

    def test_once_a_day_for_each_person_and_screen(self):
        self._rows()[:2].read(["amount"])
        self._rows()[:2].read(["amount"])
        self.assertEqual(len(self._lines()), 1)
        self._rows().read(["amount"])
        last = self._lines()[-1]
        self.assertEqual(last.employee_ids, self.stranger)
        self._as(self.user_hr, self.abondement).read(["amount"])
        self.assertEqual(self._lines()[-1].screen, "hr.entretien.abondement")
        with freeze_time("2026-03-03 10:00:00"):
            self._rows().read(["amount"])
        self.assertEqual(len(self._lines()), 4)
        self._rows(self.user_hr_manager).read(["amount"])
        self.assertEqual(len(self._lines(user_id=self.user_hr_manager.id)), 1)

    def test_the_card_that_tells_the_exposure_leaves_a_line(self):
        card = self._as(self.user_hr, self.employee)
        card.read(["name"])
        self.assertFalse(self._lines())
        card.web_read({"entretien_exposure_outcome": {}})
        line = self._lines()
        self.assertEqual(line.screen, "hr.employee")
        self.assertEqual(line.employee_ids, self.employee)
        card.web_read({"entretien_exposure_ids": {"fields": {"amount": {}}}})
        self.assertEqual(self._lines()[-1].screen, "hr.entretien.exposure")
        card.export_data(["name"])
        self.assertFalse(self._lines(kind="exposure_export"))
        card.export_data(["name", "entretien_exposure_outcome"])
        card.export_data(["name", "entretien_exposure_ids/amount"])
        self.assertEqual(len(self._lines(kind="exposure_export")), 2)

    def test_the_ids_of_the_rows_tell_whose_they_are(self):
        """Which rows are exposed is asked of all at once, which names nobody."""
        self._rows().search([("outcome", "=", "exposed")])
        self.assertFalse(self._lines())
        self._as(self.user_hr, self.people).read(["entretien_exposure_ids"])
        self.assertEqual(self._lines().employee_ids, self.people)

    def test_each_export_leaves_a_line(self):
        for _time in range(2):
            self._rows().export_data(["employee_id/name", "amount"])
        self._as(self.user_hr, self.abondement).export_data(["amount"])
        lines = self._lines(kind="exposure_export")
        self.assertEqual(lines.mapped("record_count"), [3, 3, 1])
        self.assertEqual(lines[0].employee_ids, self.people)

    def test_a_line_for_each_company(self):
        people = self.people | self.other_hr
        lines = (
            self._as(self.user_hr, self.env["hr.entretien.access.log"])
            .sudo(False)
            ._log("nir_export", people, "T2 2026")
        )
        found = {line.company_id: line.record_count for line in lines}
        self.assertEqual(found, {self.company: 3, self.other_company: 1})
        self.assertEqual(lines.user_id, self.user_hr)
        nobody = self.env["hr.employee"]
        self.assertEqual(lines._log("purge_list", nobody).record_count, 0)

    def test_nobody_writes_changes_or_deletes_a_line(self):
        line = self.env["hr.entretien.access.log"]._log("nir_export", self.people)
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
        line = self.env["hr.entretien.access.log"]._log("nir_export", self.people)
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
