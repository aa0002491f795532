from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignFile(CampaignCase):
    """The campaigns of an employee are in the file that they may ask for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._campaign(employee_ids=cls.employee.ids)
        cls.campaign.action_preview()

    def setUp(self):
        super().setUp()
        if "hr.entretien.purge" not in self.env:
            self.skipTest("No add-on exports and deletes files.")

    def test_it_is_exported(self):
        employee = self._as(self.user_hr, self.employee)
        (line,) = employee._entretien_export_content()["campaigns"]
        self.assertEqual(line["campaign_id"], "Printemps")

    def test_it_is_erased_with_the_file(self):
        self.company.entretien_retention_months = 24
        self._held(self.employee, "2024-05-06")
        self.employee.version_ids.contract_date_end = "2026-02-25"
        self.employee.active = False
        with freeze_time("2029-06-01"):
            file = self.env["hr.entretien.purge"].browse(self.employee.id)
            self._as(self.user_hr_manager, file).unlink()
        self.assertFalse(self.campaign.sudo().line_ids)
        self.assertTrue(self.campaign.exists())
