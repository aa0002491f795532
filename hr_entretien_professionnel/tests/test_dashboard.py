import json
from ast import literal_eval
from unittest.mock import patch

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools.json import json_default

from .common import QUIET, EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestDashboard(EntretienCase):
    """Each figure of the first screen is the length of the list that it opens."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._held(cls.colleague, "2025-11-03")
        cls._entretien(
            cls.manager,
            state="planned",
            motif="periodic",
            date_planned="2026-03-10 09:00:00",
        )
        cls._employee("Without Contract", None, department_id=cls.department.id)
        cls._employee("Soon", "2024-04-20", department_id=cls.department.id)
        cls._entretien(cls.employee, state="held", date_held="2026-02-20")
        cls._entretien(cls.other_hr)

    def _figures(self, user, companies=None):
        model = self._as(user, self.env["hr.entretien.dashboard"])
        if companies:
            model = model.with_context(allowed_company_ids=companies.ids)
        return model.get_figures()

    def _listed(self, user, action, companies=None):
        """How many the user finds in the list, as the screen opens it."""
        model = self._as(user, self.env[action["res_model"]])
        if companies:
            model = model.with_context(allowed_company_ids=companies.ids)
        sent = json.loads(json.dumps(action["domain"], default=json_default))
        return model.search_count(sent)

    def _counts(self, data):
        return {figure["key"]: figure["count"] for figure in data["figures"]}

    def _assert_lists(self, user):
        data = self._figures(user)
        for figure in data["figures"]:
            with self.subTest(login=user.login, figure=figure["key"]):
                self.assertEqual(self._listed(user, figure["action"]), figure["count"])
        for row in data.get("rows", ()):
            with self.subTest(row=row["name"]):
                self.assertEqual(
                    self._listed(user, row["action"]), row["counts"].get("overdue", 0)
                )
        return data

    def test_every_figure_is_the_length_of_its_list(self):
        for user in (self.user_hr, self.user_hr_manager):
            self.assertTrue(self._assert_lists(user)["rows"])
        for user in (self.user_manager, self.user_n2):
            self.assertEqual(len(self._assert_lists(user)["figures"]), 4)

    def test_the_tile_says_the_days_that_were_chosen(self):
        """10 days were “0 months”, and 45 “2 months”."""
        spans = {90: "3 months", 360: "1 year", 45: "45 days", 10: "10 days"}
        spans |= {365: "365 days", 1: "1 day"}
        for days, span in spans.items():
            self.company.entretien_horizon_days = days
            labels = [tile["label"] for tile in self._figures(self.user_hr)["figures"]]
            self.assertIn(f"To Plan ({span})", labels)

    def test_hr_counts_the_employees_of_his_company(self):
        data = self._figures(self.user_hr)
        self.assertEqual(data["role"], "hr")
        counts = self._counts(data)
        self.assertLessEqual(
            {
                # n2, hr, hr_manager, other_manager, stranger, manager (planned late)
                "overdue": 6,
                "to_plan": 0,
                "planned": 1,
                "held": 1,
                "not_computable": 1,
            }.items(),
            counts.items(),
        )

    def test_the_columns_of_a_department_add_up_to_its_people(self):
        data = self._figures(self.user_hr)
        row = next(row for row in data["rows"] if row["id"] == self.department.id)
        self.assertEqual(sum(row["counts"].values()), row["total"])
        self.assertEqual(row["total"], 5)
        self.assertEqual(data["rows"][-1]["name"], "Usinage", "the worst come first")
        self.assertIn("Without Department", [row["name"] for row in data["rows"]])

    def test_an_archived_employee_counts_nowhere(self):
        before = self._counts(self._figures(self.user_hr))["overdue"]
        self.stranger.active = False
        self.assertEqual(
            self._counts(self._figures(self.user_hr))["overdue"], before - 1
        )
        self._assert_lists(self.user_hr)

    def test_hr_of_one_company_counts_nothing_of_another(self):
        self.assertEqual(self._counts(self._figures(self.user_other_hr))["overdue"], 1)
        self._assert_lists(self.user_other_hr)
        self.stranger.parent_id = self.other_hr
        self.assertEqual(
            self._counts(self._figures(self.user_other_hr))["overdue"],
            1,
            "the rule on employees lets people below him through: they are not his",
        )

    def test_the_companies_ticked_are_those_counted(self):
        self.user_hr.company_ids = self.company + self.other_company
        both = self._counts(self._figures(self.user_hr))
        here = self._counts(self._figures(self.user_hr, self.company))
        there = self._counts(self._figures(self.user_hr, self.other_company))
        self.assertEqual(both, {key: here[key] + there[key] for key in both})
        self.assertTrue(there["overdue"])

    def test_a_manager_counts_the_interviews_that_he_leads(self):
        self._entretien(self.colleague, date_due="2026-05-01", date_limit="2026-05-01")
        self._entretien(self.stranger, motif="on_request")
        data = self._figures(self.user_manager)
        self.assertEqual(data["role"], "manager")
        self.assertEqual(
            self._counts(data),
            {"overdue": 0, "to_plan": 1, "planned": 0, "held": 1},
            "neither his own, planned, nor the stranger's",
        )
        self.assertNotIn("rows", data)

    def test_an_interviewer_counts_those_he_was_given(self):
        self._entretien(
            self.stranger, motif="on_request", interviewer_id=self.colleague.id
        )
        data = self._figures(self.user_colleague)
        self.assertEqual(data["role"], "manager")
        self.assertEqual(self._counts(data)["to_plan"], 1)
        self._assert_lists(self.user_colleague)

    def test_the_lists_of_a_manager_are_without_their_own(self):
        """As the browser sends their domain back."""
        self._entretien(
            self.manager, state="held", motif="on_request", date_held="2026-02-20"
        )
        self._assert_lists(self.user_manager)

    def test_a_manager_whose_people_have_nothing_sees_zeros(self):
        self.env["hr.entretien"].search(
            [("employee_id", "child_of", self.other_manager.id)]
        ).unlink()
        data = self._figures(self.user_other_manager)
        self.assertEqual(data["role"], "manager")
        self.assertEqual(set(self._counts(data).values()), {0})
        self.assertTrue(data["calm"])

    def test_who_leads_nobody_has_no_figures(self):
        for user in (self.user_employee, self.user_system):
            data = self._figures(user)
            self.assertEqual(data, {"role": "employee", "figures": [], "calm": False})

    def test_a_portal_user_gets_nothing(self):
        with self.assertRaises(AccessError):
            self._figures(self.user_portal)

    def test_to_plan_is_one_number_on_every_screen(self):
        """Late ones included, those put off for years not; by tile, filter and list."""
        late = self._entretien(
            self.stranger, date_due="2026-01-10", date_limit="2026-01-10"
        )
        self._entretien(self.n2, date_due="2026-04-01", date_limit="2026-04-01")
        ahead = self._entretien(self.hr)
        ahead.write({"date_due": "2030-02-02", "date_limit": "2030-02-02"})
        figures = {
            figure["key"]: figure for figure in self._figures(self.user_hr)["figures"]
        }
        self.assertEqual(figures["to_plan"]["count"], 2)
        self.assertEqual(figures["to_plan"]["hint"], "Interviews, of which 1 overdue")
        self.assertEqual(
            figures["overdue"]["hint"], "Employees, of whom 1 already planned"
        )
        self.assertEqual(figures["planned"]["hint"], "Interviews, of which 1 overdue")
        here = [("company_id", "=", self.company.id)]
        entretiens = self._as(self.user_hr, self.env["hr.entretien"])
        todo = entretiens.search(
            [*here, ("next_step", "!=", False), ("state", "=", "to_plan")]
        )
        self.assertIn(late.id, todo.ids)
        self.assertEqual(len(todo), figures["to_plan"]["count"])
        view = self.env.ref("hr_entretien_professionnel.hr_entretien_view_search")
        filters = etree.fromstring(view.arch)
        # The second is what the screen of all interviews opens on, by state.
        for name in ("to_plan", "open"):
            (asked,) = filters.xpath(f"//filter[@name='{name}']")
            found = entretiens.search([*here, *literal_eval(asked.get("domain"))])
            to_plan = found.filtered(lambda item: item.state == "to_plan")
            self.assertEqual(to_plan, todo, name)
        board = etree.fromstring(entretiens.get_view(view_type="kanban")["arch"])
        self.assertFalse(board.xpath("//@sum_field"), "a column counts its cards")

    def test_more_people_cost_no_more_queries(self):
        few = self._queries()
        departments = self.env["hr.department"].create(
            [{"name": f"Atelier {n}", "company_id": self.company.id} for n in range(5)]
        )
        self.env["hr.employee"].with_context(**QUIET).create(
            [
                {
                    "name": f"More {number}",
                    "company_id": self.company.id,
                    "contract_date_start": "2020-01-06",
                    "date_version": "2020-01-06",
                    "department_id": departments[number % 5].id,
                    "parent_id": self.manager.id,
                }
                for number in range(30)
            ]
        )
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.assertEqual(self._queries(), few)

    def _queries(self):
        counts = []
        for user in (self.user_hr, self.user_manager):
            self._figures(user)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._figures(user)
            counts.append(self.env.cr.sql_log_count - before)
        return counts

    def test_hr_s_figures_take_a_dozen_queries(self):
        """Once the first steps are over: ``test_first_run`` counts theirs."""
        self.company.sudo().entretien_first_run_over = True
        self._figures(self.user_hr)
        dashboard = self._as(self.user_hr, self.env["hr.entretien.dashboard"])
        with self.assertQueryCount(20):
            dashboard.get_figures()

    def test_of_200_departments_the_worst_are_shown(self):
        """The page stays light; the totals are those of all."""
        found = self.env["hr.department"].create(
            [
                {"name": f"Atelier {n}", "company_id": self.company.id}
                for n in range(200)
            ]
        )
        groups = [
            (department, status, number, 0)
            for number, department in enumerate(found)
            for status in ("overdue", "up_to_date")
        ]
        compliance = type(self.env["hr.entretien.compliance"])
        with patch.object(compliance, "_read_group", lambda *args, **kw: groups):
            data = self._figures(self.user_hr)
        self.assertEqual(
            [row["counts"]["overdue"] for row in data["rows"]],
            [199, 198, 197, 196, 195],
        )
        self.assertEqual(self._counts(data)["overdue"], sum(range(200)))
        self.assertLess(len(json.dumps(data)), 50_000)
        action = self.env.ref(data["everything"])
        self.assertEqual(action.res_model, "hr.entretien.compliance")

    def test_the_late_are_one_number_on_every_screen(self):
        """The tile, the follow-up, the compliance: for HR, the employees."""
        overdue = self._counts(self._figures(self.user_hr))["overdue"]
        here = [("company_id", "=", self.company.id)]
        follow_up = self._filter("hr_employee_view_search", "overdue")
        for model, domain in (
            ("hr.employee", follow_up),
            ("hr.entretien.compliance", [("status", "=", "overdue")]),
        ):
            rows = self._as(self.user_hr, self.env[model])
            self.assertEqual(rows.search_count(here + domain), overdue, model)

    def test_a_tile_counts_the_cards_of_its_column(self):
        """For HR and for a manager, what the kanban opens on."""
        self._entretien(self.colleague, date_due="2026-05-01", date_limit="2026-05-01")
        for user, team in (
            (self.user_hr, []),
            (self.user_manager, [("employee_id.user_id", "!=", self.user_manager.id)]),
        ):
            counts = self._counts(self._figures(user))
            entretiens = self._as(user, self.env["hr.entretien"])
            domain = team + self._filter("hr_entretien_view_search", "open")
            columns = dict(entretiens._read_group(domain, ["state"], ["__count"]))
            for state in ("to_plan", "planned", "held"):
                with self.subTest(login=user.login, state=state):
                    self.assertEqual(counts[state], columns.get(state, 0))

    def _filter(self, view, name):
        view = self.env.ref(f"hr_entretien_professionnel.{view}")
        (found,) = etree.fromstring(view.arch).xpath(f"//filter[@name='{name}']")
        return literal_eval(found.get("domain"))

    def test_nothing_to_do_is_said_when_nothing_is_late_or_due(self):
        self.assertFalse(self._figures(self.user_hr)["calm"])
        self._entretien(self.stranger, motif="on_request")
        self.assertFalse(self._figures(self.user_other_manager)["calm"])
        for entretien in self.env["hr.entretien"].search(
            [("employee_id", "child_of", self.other_manager.id)]
        ):
            entretien.action_cancel("A mistake")
        self.assertTrue(self._figures(self.user_other_manager)["calm"])
        self.assertFalse(self._figures(self.user_employee)["calm"])

    def test_a_tile_that_only_informs_leaves_nothing_to_do(self):
        """What is planned, and what other add-ons show."""
        team = [("employee_id", "child_of", self.other_manager.id)]
        self.env["hr.entretien"].search(team).unlink()
        self._entretien(
            self.stranger,
            state="planned",
            motif="on_request",
            date_planned="2026-03-10 09:00:00",
        )
        model = self.env.registry["hr.entretien.dashboard"]
        original = model._dashboard_tiles
        for calls in (False, True):

            def tiles(self, role, counts, calls=calls):
                look = ("Added", "Nothing", "info", "fa-plus")
                shown = ("3 days", calls)
                added = self._tile("added", *look, 3, "Hint", {}, *shown)
                return [*original(self, role, counts), added]

            with patch.object(model, "_dashboard_tiles", tiles):
                data = self._figures(self.user_other_manager)
            self.assertEqual(self._counts(data)["planned"], 1)
            self.assertEqual(data["figures"][-1]["text"], "3 days")
            self.assertEqual(data["calm"], not calls)

    def test_hr_is_warned_of_messages_that_did_not_arrive(self):
        self.assertFalse(self._figures(self.user_hr)["undelivered"])
        entretien = self.env["hr.entretien"].search(
            [("employee_id", "=", self.manager.id), ("state", "=", "planned")]
        )
        message = self.env["hr.entretien.message"].create(
            {
                "entretien_id": entretien.id,
                "recipient_id": self.manager.id,
                "kind": "invitation",
                "state": "failed",
            }
        )
        action = self.env.ref(self._figures(self.user_hr)["undelivered"]["action"])
        self.assertIn("'search_default_undelivered': 1", action.context)
        listed = self._as(self.user_hr, self.env[action.res_model])
        domain = self._filter("hr_entretien_message_view_search", "undelivered")
        self.assertEqual(listed.search(domain), message)
        self.assertNotIn("undelivered", self._figures(self.user_manager))
        self.assertFalse(self._figures(self.user_other_hr)["undelivered"])
