from odoo.tests import HttpCase, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
class TestSettingsTour(EntretienCase, HttpCase):
    """The settings page in a real browser."""

    def test_hr_chooses_another_rhythm(self):
        self.user_hr.password = self.user_hr.login
        self.user_hr.tour_enabled = False
        self.start_tour(
            "/odoo/action-hr_entretien_professionnel.hr_entretien_settings_action",
            "entretien_settings_tour",
            login=self.user_hr.login,
        )
        self.assertEqual(self.company.entretien_rhythm, "two_six")
