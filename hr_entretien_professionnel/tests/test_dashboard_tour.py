from unittest.mock import patch

from dateutil.relativedelta import relativedelta

from odoo import api, fields
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import EntretienCase

HOME = "/odoo/entretiens-accueil"


@tagged("post_install", "-at_install")
class TestDashboardTour(EntretienCase, HttpCase):
    """The first screen in a real browser. Time is not frozen: it has its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        today = fields.Date.today()
        for role in ("hr", "employee", "manager", "portal"):
            user = getattr(cls, f"user_{role}")
            user.password = user.login
            user.lang = "fr_FR"
            user.tour_enabled = False
        cls._held(cls.manager, today - relativedelta(months=1))
        cls._entretien(
            cls.manager,
            state="planned",
            motif="on_request",
            date_planned=fields.Datetime.now() + relativedelta(days=3),
        )
        cls._entretien(
            cls.employee, state="held", date_held=today - relativedelta(days=2)
        )
        cls._employee("Sans contrat", None, department_id=cls.department.id)

    def _open(self, tour, user):
        self.start_tour(HOME, tour, login=user.login, timeout=120)

    def test_hr_opens_each_figure_and_comes_back(self):
        self._entretien(self.stranger, date_due="2024-03-04", date_limit="2024-03-04")
        self._open("entretien_dashboard_tour", self.user_hr)

    def test_an_empty_list_covers_nothing_of_the_first_day(self):
        user = self.user_other_hr
        user.write({"password": user.login, "lang": "fr_FR"})
        user.tour_enabled = False
        self._open("entretien_empty_home_tour", user)

    def test_an_employee_is_shown_the_way_to_his_page(self):
        self._open("entretien_dashboard_employee_tour", self.user_employee)

    def test_home_on_each_screen(self):
        """What is to be done, then who is late and why, in two clicks."""
        self._held(self.colleague, "2022-03-04")
        self._entretien(self.colleague, date_due="2024-03-04", date_limit="2024-03-04")
        for user in (self.user_hr, self.user_manager):
            for size in ("1366x768", "820x1180", "390x844"):
                self.browser_size = size
                self.touch_enabled = size == "390x844"
                with self.subTest(login=user.login, size=size):
                    self._open("entretien_home_tour", user)
                    self._open("entretien_late_tour", user)

    def test_hr_reminds_the_managers_once_they_confirm(self):
        entretiens = self.env.registry["hr.entretien"]
        done = []
        notified = {"type": "ir.actions.client", "tag": "display_notification"}
        notified["params"] = {"message": "2", "type": "success"}
        remind = api.model(lambda model: done.append(model.env.user) or notified)
        with patch.object(entretiens, "action_remind_managers", remind):
            self._open("entretien_remind_cancel_tour", self.user_hr)
            self.assertFalse(done, "cancelling sends nothing")
            self._open("entretien_remind_tour", self.user_hr)
        self.assertEqual(done, [self.user_hr])

    def _call(self, user, model, method, *args, **kwargs):
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    @mute_logger("odoo.http")
    def test_over_rpc_each_gets_his_own_figures(self):
        dashboard = ("hr.entretien.dashboard", "get_figures")
        self.assertEqual(self._call(self.user_hr, *dashboard)["role"], "hr")
        self.assertEqual(self._call(self.user_manager, *dashboard)["role"], "manager")
        self.assertFalse(self._call(self.user_employee, *dashboard)["figures"])
        with self.assertRaises(JsonRpcException):
            self._call(self.user_portal, *dashboard)

    @mute_logger("odoo.http")
    def test_over_rpc_nobody_else_reads_the_compliance(self):
        for user in (self.user_manager, self.user_employee):
            with self.assertRaises(JsonRpcException):
                self._call(
                    user,
                    "hr.entretien.compliance",
                    "web_search_read",
                    [],
                    {"status": {}},
                )
