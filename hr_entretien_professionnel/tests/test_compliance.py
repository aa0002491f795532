from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCompliance(EntretienCase):
    """Who stands where today: HR's alone, company by company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._held(cls.colleague, "2025-11-03")
        cls.employee.write({"entretien_category": "worker", "sex": "female"})
        cls.colleague.write({"entretien_category": "manager", "sex": "male"})

    def _compliance(self, user=None):
        return self._as(user or self.user_hr, self.env["hr.entretien.compliance"])

    def test_a_row_tells_where_the_employee_stands(self):
        row = self._compliance().search([("employee_id", "=", self.employee.id)])
        self.assertRecordValues(
            row,
            [
                {
                    "company_id": self.company.id,
                    "department_id": self.department.id,
                    "manager_id": self.manager.id,
                    "category": "worker",
                    "sex": "female",
                    "status": "overdue",
                    "next_limit": self._day("2024-01-10"),
                    "delay_days": 782,
                    "overdue_count": 1,
                    "up_to_date_count": 0,
                }
            ],
        )
        self.assertEqual(row.action_open_employee()["res_id"], self.employee.id)

    def test_what_means_nothing_is_averaged_with_nothing(self):
        """A person in time would pull the mean delay to zero, one without date the
        share in time."""
        self._employee("Without Contract", None, department_id=self.department.id)
        [(number, late, share)] = self._compliance()._read_group(
            [
                ("employee_id", "!=", self.manager.id),
                ("department_id", "=", self.department.id),
            ],
            [],
            ["employee_count:sum", "delay_days:avg", "in_time_rate:avg"],
        )
        self.assertEqual((number, float(late), float(share)), (3, 782.0, 0.5))

    def test_the_month_of_the_limit_groups(self):
        groups = self._compliance()._read_group(
            [("status", "=", "up_to_date")], ["next_limit:month"], ["__count"]
        )
        self.assertEqual(groups, [(self._day("2029-11-01"), 1)])

    def test_it_follows_a_change_at_once(self):
        rows = self._compliance()
        mine = [("employee_id", "=", self.employee.id)]
        self.assertEqual(rows.search(mine).status, "overdue")
        self.employee.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Mandataire"}
        )
        self.assertEqual(self._compliance().search(mine).status, "not_concerned")

    def test_hr_of_another_company_finds_nobody(self):
        self.user_other_hr.group_ids += self.env.ref("base.group_allow_export")
        rows = self._compliance(self.user_other_hr)
        self.assertEqual(rows.search([]).employee_id, self.other_hr)
        groups = rows.formatted_read_group([], ["company_id"], ["__count"])
        self.assertEqual([group["__count"] for group in groups], [1])
        foreign = rows.browse(self.employee.id)
        with self.assertRaises(AccessError):
            foreign.read(["status"])
        with self.assertRaises(AccessError):
            foreign.export_data(["employee_id", "status"])
        with self.assertRaises(AccessError):
            foreign.action_open_employee()

    def test_nobody_but_hr_reads_it(self):
        users = self.user_manager + self.user_n2 + self.user_employee + self.user_system
        users.group_ids += self.env.ref("base.group_allow_export")
        for user in users:
            rows = self._compliance(user)
            for call in (
                lambda rows: rows.search_read([], ["status"]),
                lambda rows: rows.formatted_read_group([], ["status"], ["__count"]),
                lambda rows: rows.search_count([]),
                lambda rows: rows.browse(self.employee.id).read(["status"]),
                lambda rows: rows.browse(self.employee.id).export_data(["status"]),
                lambda rows: rows.browse(self.employee.id).action_open_employee(),
            ):
                with self.subTest(login=user.login), self.assertRaises(AccessError):
                    call(rows)

    def test_a_portal_user_finds_nothing(self):
        with self.assertRaises(AccessError):
            self._compliance(self.user_portal).search_read([], ["status"])

    def test_nobody_writes_it(self):
        rows = self._compliance(self.user_hr_manager)
        with self.assertRaises(AccessError):
            rows.create({"employee_id": self.employee.id})
        with self.assertRaises(AccessError):
            rows.browse(self.employee.id).write({"status": "up_to_date"})
        with self.assertRaises(AccessError):
            rows.browse(self.employee.id).unlink()

    def test_employees_are_grouped_by_status_for_hr_alone(self):
        employees = self._as(self.user_hr, self.env["hr.employee"])
        groups = dict(employees._read_group([], ["entretien_status"], ["__count"]))
        self.assertEqual(groups["up_to_date"], 1)
        for user in (self.user_manager, self.user_system):
            with self.assertRaises(AccessError):
                self._as(user, self.env["hr.employee"]).formatted_read_group(
                    [], ["entretien_status"], ["__count"]
                )

    def _favourites(self):
        return self.env["ir.filters"].search([("model_id", "=like", "hr.entretien%")])

    def test_each_favourite_opens(self):
        """A field renamed or a domain mistyped would break the screen of everybody."""
        filters = self._favourites()
        self.assertGreaterEqual(len(filters), 17)
        for item in filters:
            self.assertFalse(item.user_ids, "shared with everybody")
            context = safe_eval(item.context)
            measures = [
                name
                if name == "__count"
                else f"{name}:{self.env[item.model_id]._fields[name].aggregator}"
                for name in context["pivot_measures"]
            ]
            groups = context["pivot_row_groupby"] + context["pivot_column_groupby"]
            model = self._as(self.user_hr, self.env[item.model_id])
            with self.subTest(filter=item.name):
                model.formatted_read_group(safe_eval(item.domain), groups, measures)

    def test_a_list_opened_from_a_figure_has_a_title(self):
        """Odoo names it after the view: without a title it says “Untitled”."""
        for name in set(self._favourites().mapped("model_id")):
            for kind in ("pivot", "graph"):
                view = self._as(self.user_hr, self.env[name]).get_view(view_type=kind)
                with self.subTest(model=name, view=kind):
                    self.assertTrue(etree.fromstring(view["arch"]).get("string"))
