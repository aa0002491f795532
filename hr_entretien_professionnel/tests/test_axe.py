"""Everybody can use the screens: WCAG 2.2 AA, on the sizes on which they are used."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from . import axe_common
from .axe_common import AxeCase
from .common import EntretienCase

ACTIONS = "/odoo/action-hr_entretien_professionnel."
HOME = f"{ACTIONS}hr_entretien_action_todo"


class ScreenCase(EntretienCase, AxeCase):
    """Time is not frozen: the browser has its own. Dates are relative to now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.user_hr, cls.user_manager, cls.user_employee, cls.user_portal):
            user.password = user.login
            user.tour_enabled = False
        today = fields.Date.today()
        cls._held(cls.employee, today - timedelta(days=800))
        cls._held(cls.employee, today - timedelta(days=1600))
        cls.entretien = cls._entretien(
            cls.employee,
            state="planned",
            location="Salle Mistral",
            date_planned=fields.Datetime.now() + timedelta(days=20),
        )
        cls.entretien._ensure_preparation()


@tagged("post_install", "-at_install")
class TestAxePage(ScreenCase):
    """The employee's page on a telephone: its three steps, and without interview."""

    browser_size = "390x844"
    touch_enabled = True

    def _check(self, login=None):
        path = f"/mon-entretien/{self.entretien.id}"
        if not login:
            token = self.env["hr.entretien.link"]._issue(self.entretien)
            path = f"{path}?access_token={token}"
        self.check_accessible(path, ".o_mon_entretien", login)

    def test_to_prepare(self):
        self._check()

    def test_to_choose_a_slot(self):
        self.company.entretien_offer_slots = True
        slots = self.entretien._free_slots(3)
        self.entretien.date_planned = slots[0]
        self.entretien.slots_offered = [str(start) for start in slots]
        self._check()

    def test_to_sign(self):
        self.entretien.action_mark_held()
        self.entretien.action_present()
        self._check(self.user_employee.login)

    def test_handed_over(self):
        self.entretien.action_mark_held()
        self.entretien.action_present()
        self.entretien.action_close()
        self._check()

    def test_on_the_portal(self):
        self.employee.user_id = self.user_portal
        self._check(self.user_portal.login)
        self.check_accessible("/my", "a[href='/mon-entretien']", self.user_portal.login)

    def test_nothing_planned(self):
        self.entretien.action_cancel("Organisation")
        page = "/mon-entretien", ".o_mon_entretien"
        self.check_accessible(*page, self.user_employee.login)
        self.check_accessible(*page, self.user_portal.login)

    def test_a_link_that_opens_nothing(self):
        path = f"/mon-entretien/{self.entretien.id}?access_token=wrong"
        self.check_accessible(path, ".o_mon_entretien")


@tagged("post_install", "-at_install")
class TestAxeScreens(ScreenCase):
    """The screens of HR and of managers."""

    def test_without_axe_it_fails_and_says_why(self):
        missing = patch.object(axe_common, "AXE", Path("nowhere/axe.min.js"))
        with missing, self.assertRaisesRegex(AssertionError, "axe-core is not inst"):
            self.check_accessible("/web/login", "body")

    def test_home(self):
        """The figures and the morning list are one page."""
        for user in (self.user_hr, self.user_manager):
            self.check_accessible(HOME, ".o_list_view:has(.o_figure)", user.login)

    def test_interview(self):
        self.check_accessible(
            f"{ACTIONS}hr_entretien_action/{self.entretien.id}",
            ".o_action_manager .o_form_view",
            self.user_manager.login,
        )


@tagged("post_install", "-at_install")
class TestAxeManagerPhone(ScreenCase):
    """The manager on a telephone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_home(self):
        self.check_accessible(
            HOME, ".o_kanban_view:has(.o_figure)", self.user_manager.login
        )

    def test_interview(self):
        self.check_accessible(
            f"{ACTIONS}hr_entretien_action/{self.entretien.id}",
            ".o_action_manager .o_form_view",
            self.user_manager.login,
        )
