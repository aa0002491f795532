from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestRetentionSettings(EntretienCase):
    """The months of retention are one of the company's choices."""

    def _settings(self, user):
        window = self._as(user, self.env["hr.entretien.settings"])
        return Form(window.with_context(lang="en_US"))

    def test_hr_sets_the_months_with_the_other_choices(self):
        self.assertEqual(self.company.entretien_retention_months, 72)
        with self._settings(self.user_hr) as form:
            self.assertEqual(form.entretien_retention_months, 72)
            form.entretien_retention_months = 36
        form.record.execute()
        self.assertEqual(self.company.entretien_retention_months, 36)
        log = self.env["hr.entretien.purge.log"].search([], limit=1)
        self.assertEqual((log.kind, log.user_id), ("term", self.user_hr))

    def test_a_system_administrator_who_is_not_hr_sets_nothing(self):
        with self.assertRaises(AccessError):
            self._settings(self.user_system)

    def test_the_months_are_neither_negative_nor_out_of_range(self):
        for months, refusal in ((-1, "cannot be negative"), (900000, "at most")):
            with self.assertRaisesRegex(ValidationError, refusal):
                self.company.entretien_retention_months = months
