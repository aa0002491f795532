from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import EntretienCase


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

    def test_hr_opens_each_figure_and_comes_back(self):
        self.start_tour(
            "/odoo/entretiens-tableau-de-bord",
            "entretien_dashboard_tour",
            login=self.user_hr.login,
            timeout=120,
        )

    def test_an_employee_is_shown_the_way_to_his_page(self):
        self.start_tour(
            "/odoo/entretiens-tableau-de-bord",
            "entretien_dashboard_employee_tour",
            login=self.user_employee.login,
        )

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
