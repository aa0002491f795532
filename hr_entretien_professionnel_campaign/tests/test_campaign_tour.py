from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.tests import HttpCase, tagged

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignTour(CampaignCase, HttpCase):
    """HR's campaign in a real browser. Time is not frozen: the browser has its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.user_hr.password = cls.user_hr.login
        cls.user_hr.lang = "fr_FR"
        cls.user_hr.tour_enabled = False
        cls._held(cls.colleague, fields.Date.today())

    def _worker_between_two_looks(self):
        """The scheduled action runs when the screen asks how far it is.

        The form itself reads without ``_classic_read``: only the bar does.
        """
        Campaign = self.env.registry["hr.entretien.campaign"]
        read = Campaign.read

        def work_and_read(campaigns, names=None, load="_classic_read"):
            if load == "_classic_read":
                env = api.Environment(campaigns.env.cr, SUPERUSER_ID, {})
                env["hr.entretien.campaign"]._cron_campaigns()
                campaigns.env.invalidate_all()
            return read(campaigns, names, load=load)

        work_and_read._readonly = False
        return patch.object(Campaign, "read", work_and_read)

    def test_hr_runs_a_campaign_from_the_population_to_the_end(self):
        with self._quiet_cron(), self._worker_between_two_looks():
            self.start_tour(
                "/odoo/entretiens-campagnes",
                "entretien_campaign_tour",
                login=self.user_hr.login,
                timeout=120,
            )
        campaign = self.env["hr.entretien.campaign"].search(
            [("name", "=", "Printemps, ateliers")]
        )
        self.assertEqual(campaign.state, "done")
        self.assertEqual(
            campaign.line_ids.filtered("is_in").employee_id,
            self.manager + self.employee + self.colleague,
        )
        self.assertEqual(set(campaign.line_ids.mapped("state")), {"sent"})
        self.assertIn("Campagne créée", campaign.message_ids.mapped("preview"))
        interview = campaign.line_ids.entretien_id[:1].sudo()
        interview.action_mark_held()
        interview.action_close()
        self.start_tour(
            f"/odoo/entretiens-campagnes/{campaign.id}",
            "entretien_campaign_copies_tour",
            login=self.user_hr.login,
        )
