"""Who may draw up the sheet: ``data/access.csv`` played by every role."""

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.access_common import AccessCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 10:00:00")
class TestBdeseAccessTable(AccessCase):
    ADDON = "hr_entretien_professionnel_bdese"

    def test_every_line(self):
        sheets = self.env["hr.entretien.bdese"]
        values = {"company_id": self.company.id, "year": "2025"}
        spec = {"held_ids": {"fields": {"total": {}}}}

        def create(user, _item):
            return self._as(user, sheets).create(values)

        def fill_in(user, _item):
            return self._as(user, sheets).onchange(values, ["year"], spec)["value"]

        doors = {"window": create, "form": fill_in}
        self._check_table({"draw up the BDESE sheet of the company": doors})
