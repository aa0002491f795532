"""Who may do what with campaigns: ``data/access.csv`` played by every role."""

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.access_common import AccessCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 10:00:00")
class TestCampaignAccessTable(AccessCase):
    ADDON = "hr_entretien_professionnel_campaign"

    def test_every_line(self):
        campaigns = self.env["hr.entretien.campaign"]
        campaigns.create({"name": "Spring", "company_id": self.company.id})

        def find(user, _item):
            domain = [("company_id", "=", self.company.id)]
            return self._as(user, campaigns).search_count(domain)

        self._check_table({"read campaigns": {"search": find}})
