from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignFirstRun(CampaignCase):
    """The last of the first steps is a campaign."""

    def _step(self):
        run = self._as(self.user_hr, self.env["hr.entretien.first.run"])
        steps = {step["key"]: step for step in run.get_steps()["steps"]}
        return steps["invite"]

    def test_it_opens_a_new_campaign_then_the_campaigns(self):
        action = self._step()["button"]["action"]
        self.assertEqual(action["res_model"], "hr.entretien.campaign")
        self.assertEqual(action["view_mode"], "form")
        self._campaign()
        action = self._step()["button"]["action"]
        self.assertEqual(action["view_mode"], "list,form")

    def test_it_is_done_once_a_campaign_is_launched(self):
        campaign = self._ready()
        self.assertFalse(self._step()["done"])
        campaign.action_launch()
        self.assertTrue(self._step()["done"])

    def test_a_campaign_of_another_company_does_not_count(self):
        campaign = self._campaign(self.user_other_hr, company_id=self.other_company.id)
        campaign.sudo().state = "running"
        self.assertFalse(self._step()["done"])
        self.assertEqual(self._step()["button"]["action"]["view_mode"], "form")
