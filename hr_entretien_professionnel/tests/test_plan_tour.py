"""Planned in a browser: from the list, on the board, with a telephone."""

from unittest.mock import patch

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import EntretienCase


class PlanTourCase(EntretienCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        for user in (cls.user_hr, cls.user_manager):
            user.write({"password": user.login, "lang": "fr_FR"})
            user.tour_enabled = False
        cls.user_employee.email = "employee@example.com"
        late = fields.Date.today() - relativedelta(days=10)
        cls._held(cls.employee, late - relativedelta(years=4))
        cls.entretien = cls._entretien(cls.employee, date_due=late, date_limit=late)

    def _plan_from_home(self, user):
        """Two clicks from the morning list."""
        self.start_tour(
            "/odoo/entretiens-accueil", "entretien_plan_list_tour", login=user.login
        )
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(self.entretien.invitation_state, "waiting")

    def _plan_card(self):
        self.start_tour(
            "/odoo/entretiens",
            "entretien_plan_card_tour",
            login=self.user_manager.login,
        )
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(self.entretien.invitation_state, "waiting")


@tagged("post_install", "-at_install")
class TestPlanTour(PlanTourCase):
    def test_two_clicks_from_the_morning_list(self):
        self._plan_from_home(self.user_hr)

    def test_two_clicks_of_the_manager(self):
        self._plan_from_home(self.user_manager)

    def test_a_card_is_dragged(self):
        languages = []
        model = self.env.registry["hr.entretien"]
        move = model.action_move_card

        def _move_card(records, state):
            languages.append(records.env.context.get("lang"))
            return move(records, state)

        with (
            mute_logger("odoo.http"),
            patch.object(model, "action_move_card", _move_card),
        ):
            self.start_tour(
                "/odoo/entretiens", "entretien_plan_drag_tour", login=self.user_hr.login
            )
        self.assertEqual(set(languages), {self.user_hr.lang})
        self.assertEqual(self.entretien.state, "planned")
        self.assertFalse(self.entretien.invitation_state)


@tagged("post_install", "-at_install")
class TestPlanPhone(PlanTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_two_clicks_from_the_morning_list_with_a_telephone(self):
        self._plan_from_home(self.user_hr)

    def test_the_manager_plans_with_a_telephone(self):
        self._plan_card()

    def test_the_manager_invites_with_a_telephone(self):
        self.start_tour(
            "/odoo/entretiens",
            "entretien_invite_card_tour",
            login=self.user_manager.login,
        )
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(self.entretien.invitation_state, "waiting")


@tagged("post_install", "-at_install")
class TestPlanTablet(PlanTourCase):
    browser_size = "820x1180"
    touch_enabled = True

    def test_two_clicks_from_the_morning_list_with_a_tablet(self):
        self._plan_from_home(self.user_hr)

    def test_the_manager_plans_with_a_tablet(self):
        self._plan_card()
