from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.thread_common import FollowersMixin

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignThread(CampaignCase, FollowersMixin):
    def test_following_brings_the_notes_to_hr_alone(self):
        self._check_followers(self._campaign())

    def test_it_is_in_the_language_of_the_company(self):
        """The scheduled action finishes it in no language of its own."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "fr_FR"
        campaign = self._ready(employee_ids=self.employee.ids)
        self.assertIn("Campagne créée", str(campaign.message_ids.mapped("body")))
        campaign.action_launch()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self._run()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(campaign.state, "done")
        values = campaign.sudo().message_ids.tracking_value_ids
        words = set(values.mapped("old_value_char") + values.mapped("new_value_char"))
        self.assertIn("Lancée", words)
        self.assertFalse(words & {"Sending", "Launched"})
