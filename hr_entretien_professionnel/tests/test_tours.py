from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
class TestTours(EntretienCase, HttpCase):
    """The journeys of the manager and of HR, in a real browser.

    Time is not frozen: the browser has its own. Dates are relative to today.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        # The day of who is at the screen: another one than UTC's late in the evening.
        here = cls.env.user.with_context(tz=cls.user_manager.tz)
        cls.today = fields.Date.context_today(here)
        for user in (cls.user_hr, cls.user_manager, cls.user_employee):
            user.password = user.login
            user.lang = "fr_FR"
            user.tour_enabled = False

    def test_manager_holds_an_interview_to_the_end(self):
        """A button, a field or a right missing on the way would stop the manager."""
        entretien = self._entretien(
            self.employee, date_due=self.today, date_limit=self.today
        )
        self.start_tour(
            "/odoo/entretiens-a-conduire",
            "entretien_manager_tour",
            login=self.user_manager.login,
        )
        self.assertRecordValues(
            entretien,
            [
                {
                    "state": "closed",
                    "location": "Salle Mistral",
                    "date_held": self.today,
                    "date_copy_delivered": self.today,
                    "prospects": "Devenir régleuse",
                    "conclusion": "Formation demandée pour l'an prochain",
                    "info_cep_date": fields.Date.to_date("2026-01-01"),
                }
            ],
        )
        self.assertEqual(entretien.besoin_ids.name, "Formation au réglage")

    def test_hr_reads_who_is_overdue_and_why(self):
        """The overdue list must reach the reason and the page of the employee."""
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.start_tour(
            "/odoo/entretiens-suivi", "entretien_hr_tour", login=self.user_hr.login
        )

    def test_hr_takes_the_needs_for_the_training_plan(self):
        """The file comes, and no window says that an action is missing."""
        self.start_tour(
            "/odoo/entretiens-besoins",
            "entretien_needs_tour",
            login=self.user_hr.login,
        )
