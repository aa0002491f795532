import re
from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.models.figures import hr_entretien_dashboard

from .abondement_common import AbondementCase

SETTINGS = "hr.entretien.settings"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAbondementDashboard(AbondementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._decide()
        cls.env.flush_all()
        cls.env["hr.entretien.exposure"].search([]).unlink()
        cls.env["hr.entretien.abondement"].search([]).write({"state": "cancelled"})

    def _figures(self):
        dashboard = self._as(self.user_hr, self.env["hr.entretien.dashboard"])
        return dashboard.get_figures()

    def _tiles(self):
        return self._figures()["figures"][-2:]

    def _seed(self):
        self._abondement(self.colleague)
        self._abondement(self.other_hr)
        for person in (self.stranger, self.manager):
            self._exposure(person, risk_amount=3000)
        self._exposure(self.n2, outcome="saved_both", amount=0)

    def test_owed_and_at_risk_are_in_euros_and_lead_to_their_lists(self):
        self._seed()
        for figure, (key, count, euros) in zip(
            self._tiles(), (("owed", 1, "3000"), ("at_risk", 2, "6000")), strict=True
        ):
            self.assertEqual((figure["key"], figure["count"]), (key, count))
            self.assertEqual(re.sub(r"\D", "", figure["text"]), euros)
            self.assertIn("€", figure["text"], "whatever the company counts in")
            listed = self._as(self.user_hr, self.env[figure["action"]["res_model"]])
            self.assertEqual(listed.search_count(figure["action"]["domain"]), count)

    def test_when_nothing_is_owed_it_says_so(self):
        """Not “Employees: 0”."""
        for figure in self._tiles():
            self.assertEqual(figure["count"], 0)
            self.assertEqual(figure["hint"], figure["action"]["help"])

    def test_what_is_owed_is_to_be_done_what_is_at_risk_is_not(self):
        with patch.multiple(
            hr_entretien_dashboard.HrEntretienDashboard,
            _dashboard_tiles=lambda *_args: [],
            _count_employees=lambda _self: {},
        ):
            self.assertTrue(self._figures()["calm"])
            self._exposure(self.stranger, risk_amount=3000)
            self.assertTrue(self._figures()["calm"])
            self._abondement(self.colleague)
            self.assertFalse(self._figures()["calm"])

    def test_while_the_headcount_is_open_no_figure_is_taken_for_granted(self):
        """0 € because nobody said that the company has 50 employees is no good news."""
        self.company.write(
            {"entretien_concern": "undecided", "entretien_concerned_since": False}
        )
        self.env.flush_all()
        self._keep_rows()
        for figure in self._tiles():
            self.assertIn("Headcount of 50 to confirm", figure["hint"])
            self.assertEqual(figure["action"]["res_model"], SETTINGS)
        for model in ("hr.entretien.abondement", "hr.entretien.exposure"):
            records = self._as(self.user_hr, self.env[model])
            self.assertIn("hr_entretien_settings", records.get_empty_list_help("x"))
        self._seed()
        self.assertEqual(
            [figure["action"]["res_model"] for figure in self._tiles()],
            ["hr.entretien.abondement", "hr.entretien.exposure"],
        )

    def test_once_it_is_decided_the_empty_state_is_the_screen_s_own(self):
        records = self._as(self.user_hr, self.env["hr.entretien.abondement"])
        self.assertEqual(records.get_empty_list_help("x"), "x")
