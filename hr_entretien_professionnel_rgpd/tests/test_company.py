"""HR of one company: what is kept, deleted and exported of another stays hidden."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase
from odoo.addons.hr_entretien_professionnel.tests.one_company_common import (
    OneCompanyMixin,
)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestCompany(OneCompanyMixin, EntretienCase):
    counted = {"hr.entretien.purge": "block", "hr.entretien.export.log": "kind"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The export log is for HR administrators.
        for group in ("base.group_allow_export", "hr.group_hr_manager"):
            cls.user_hr.group_ids += cls.env.ref(group)
        for person in (cls.employee, cls.other_hr):
            gone = cls._employee(
                f"Gone {person.id}",
                "2015-01-05",
                contract_date_end="2020-01-31",
                company_id=person.company_id.id,
                active=False,
            )
            cls._held(gone, "2018-01-10")
            log = cls.env["hr.entretien.export.log"].sudo()
            log._log("nir_export", person, "abondements.csv")
        cls.env.flush_all()

    def test_nobody_s_file_there_is_exported(self):
        with self.assertRaises(AccessError):
            self.other_hr.with_user(self.user_hr)._entretien_export()
