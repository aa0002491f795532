"""Who exports, keeps and deletes files: ``data/access.csv`` played by every role."""

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.access_common import AccessCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 10:00:00")
class TestRgpdAccessTable(AccessCase):
    ADDON = "hr_entretien_professionnel_rgpd"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.entretien_retention_months = 24
        cls.gone = cls._employee(
            "Gone", "2015-01-05", contract_date_end="2020-01-31", active=False
        )
        cls._held(cls.gone, "2018-01-10")
        cls.env["hr.entretien.export.log"]._log("nir_export", cls.employee)
        cls.env.flush_all()

    def test_every_line(self):
        files = self.env["hr.entretien.purge"]
        due = files.browse(self.gone.id)
        logs = self.env["hr.entretien.export.log"]
        here = [("company_id", "=", self.company.id)]

        def delete(user, _item):
            return self._as(user, due).unlink() and not self.gone.entretien_ids

        self._check_table(
            {
                "export an employee's whole file": {
                    "file": lambda user, _item: self._as(
                        user, self.employee
                    )._entretien_export(),
                    "button": lambda user, _item: self._as(
                        user, self.employee
                    ).action_export_entretiens(),
                },
                "list what is past its term": {
                    "search": lambda user, _item: self._as(user, files).search_count(
                        here
                    ),
                    "read": lambda user, _item: self._as(user, due).read(["block"]),
                },
                "delete what is past its term": {"unlink": delete},
                "read who exported what": {
                    "search": lambda user, _item: self._as(user, logs).search_count(
                        here
                    ),
                },
            }
        )
