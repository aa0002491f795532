"""The needs of the interviews leave for the training plan, to who may read them."""

import io
import json

import openpyxl

from odoo.exceptions import AccessError, RedirectWarning
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.controllers.training_plan import to_xlsx

from .common import EntretienCase


class NeedCase(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee, state="held", date_held="2026-02-27"
        )
        cls.other = cls._entretien(cls.stranger, state="held", date_held="2026-02-27")
        cls.need = cls._need(cls.entretien, name="=cmd|' /C calc'!A0", priority="1")
        cls.other_need = cls._need(cls.other, name="Welding")

    @classmethod
    def _need(cls, entretien, **values):
        values["entretien_id"] = entretien.id
        return cls.env["hr.entretien.besoin"].create(values)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAnswerFromTheCard(NeedCase):
    def test_a_no_without_reason_leads_to_the_window(self):
        for user in (self.user_manager, self.user_hr):
            need = self._as(user, self.need)
            with self.subTest(user.login), self.assertRaises(RedirectWarning) as caught:
                need.answer = "refused"
            action = caught.exception.args[1]
            self.assertEqual(action["res_id"], self.need.id)
            self.assertEqual(action["target"], "new")
            self.assertEqual(self.need.answer, "pending")

    def test_yes_in_one_click_by_who_conducts(self):
        self._as(self.user_manager, self.need).action_accept()
        self.assertEqual(self.need.answer, "accepted")
        self.assertEqual(self.need.owner_id, self.manager)

    def test_nobody_else_answers(self):
        for user in (self.user_employee, self.user_colleague, self.user_other_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.need).action_accept()


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestTrainingPlan(NeedCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("en_US").date_format = "%m/%d/%Y"

    def _sheet(self, user, needs, **context):
        """The rows that the user downloads, the heading first."""
        needs = self._as(user, needs).with_context(**context)
        self.authenticate(user.login, user.login)
        answer = self._post(**needs.action_export_plan()["params"])
        self.assertEqual(answer.status_code, 200)
        return openpyxl.load_workbook(io.BytesIO(answer.content)).active

    def _post(self, domain):
        """As the web client does, which sends a token of its own."""
        data = {"domain": domain, "csrf_token": Request.csrf_token(self), "token": "x"}
        return self.url_open("/entretiens/besoins/plan", data)

    def _names(self, user, needs=None, **context):
        rows = self._sheet(user, needs or self.need.browse(), **context).values
        return [row[2] for row in rows][1:]

    def test_hr_sees_all_of_the_list(self):
        names = {self.need.name, self.other_need.name}
        self.assertLessEqual(names, set(self._names(self.user_hr)))
        self.assertEqual(
            self._names(self.user_hr, active_domain=[("name", "=", "Welding")]),
            ["Welding"],
        )

    def test_those_selected(self):
        self.assertEqual(self._names(self.user_hr, self.other_need), ["Welding"])

    def test_those_selected_however_many(self):
        many = self.need.create(
            [{"entretien_id": self.entretien.id, "name": "More"} for _one in range(501)]
        )
        listed = [("name", "=", "Welding")]
        names = self._names(self.user_hr, many, active_domain=listed)
        self.assertEqual(names, ["More"] * 501)

    def test_a_manager_theirs_alone_whatever_is_asked(self):
        both = self.need + self.other_need
        self.assertEqual(self._names(self.user_manager, both), [self.need.name])
        self.assertEqual(self._names(self.user_other_manager, both), ["Welding"])
        self.assertFalse(self._names(self.user_other_hr, both))

    def test_no_cell_is_a_formula(self):
        sheet = self._sheet(self.user_hr, self.need)
        kinds = {cell.data_type for row in sheet for cell in row if cell.value}
        self.assertNotIn("f", kinds)
        self.assertEqual(sheet["C2"].value, self.need.name)

    def test_what_is_said_of_a_need(self):
        self.need.write(
            {
                "name": "English",
                "answer": "accepted",
                "answer_reason": "Export market",
                "deadline": "2026-09-01",
                "means": "plan",
            }
        )
        heading, row = self._sheet(self.user_manager, self.need).values
        said = dict(zip(heading, row, strict=True))
        self.assertEqual(said["Employee"], self.employee.name)
        self.assertEqual(said["Department"], self.employee.department_id.display_name)
        self.assertEqual(said["Priority"], "Important")
        self.assertEqual(said["Employer's Answer"], "Accepted")
        self.assertEqual(said["Why This Answer"], "Export market")
        self.assertEqual(said["By When"].date(), self._day("2026-09-01"))
        self.assertEqual(said["Origin"], "Interview of 02/27/2026")

    def test_a_text_of_any_length_is_there(self):
        self.need.name = "x" * 40_000
        sheet = self._sheet(self.user_hr, self.need)
        self.assertEqual(len(sheet["C2"].value), 32_767)

    def test_more_needs_cost_no_more_queries(self):
        few = self._need(self.entretien, name="One")
        many = few | few.create(
            [{"entretien_id": self.entretien.id, "name": "More"} for _one in range(20)]
        )
        counts = []
        for needs in (few, few, many):
            mine = self._as(self.user_hr, needs)
            before = self.env.cr.sql_log_count
            to_xlsx(mine)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_a_domain_that_is_none(self):
        self.authenticate(self.user_hr.login, self.user_hr.login)
        for domain in (
            "x",
            "[1]",
            "[" * 9000,
            '["&"]',
            json.dumps([["secret", "=", 1]]),
        ):
            answer = self._post(domain)
            self.assertEqual(answer.status_code, 404, domain)

    def test_by_the_button(self):
        self.start_tour(
            "/odoo/entretiens-besoins",
            "entretien_needs_tour",
            login=self.user_hr.login,
        )

    def test_only_the_companies_that_are_ticked(self):
        action = self._as(self.user_hr, self.need.browse()).action_export_plan()
        self.assertEqual(list(action["params"]), ["domain"])
        domain = json.loads(action["params"]["domain"])
        self.assertIn(["company_id", "in", self.user_hr.company_ids.ids], domain)
