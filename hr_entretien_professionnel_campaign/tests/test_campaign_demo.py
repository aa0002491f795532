from odoo.tests import tagged

from odoo.addons.hr_entretien_professionnel.tests.demo_common import MODULE, DemoCase


@tagged("post_install", "-at_install")
class TestCampaignDemo(DemoCase):
    modules = (MODULE, "hr_entretien_professionnel_campaign")

    def test_who_is_in_and_who_is_out(self):
        self.load_demo()
        campaign = self.env["hr.entretien.campaign"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(campaign.state, "preview")
        self.assertGreaterEqual(campaign.in_count, 2)
        self.assertGreaterEqual(campaign.out_count, 2)
        self.assertTrue(all(campaign.line_out_ids.mapped("out_reason")))
