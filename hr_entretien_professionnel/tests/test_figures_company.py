"""HR of one company: every figure, list, export and window tells of that one alone."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase
from .one_company_common import OneCompanyMixin


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestFiguresCompany(OneCompanyMixin, EntretienCase):
    # What each screen of figures counts, with a field that it shows.
    counted = {
        "hr.employee": "entretien_status",
        "hr.entretien": "motif",
        "hr.entretien.compliance": "status",
        "hr.entretien.besoin": "nature",
        "hr.entretien.action": "followup_state",
        "hr.entretien.bilan.line": "kind",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_hr.group_ids += cls.env.ref("base.group_allow_export")
        for person in (cls.employee, cls.other_hr):
            cls._fill(person)
        cls.env.flush_all()

    @classmethod
    def _fill(cls, person):
        """One row of everything that is counted."""
        bilan = cls._held(person, "2025-11-03", with_bilan=True, date_due="2025-11-03")
        cls.env["hr.entretien.besoin"].create(
            {"entretien_id": bilan.id, "name": "Anglais", "followup_state": "progress"}
        )
        cls.env["hr.entretien.action"].create(
            {"entretien_id": bilan.id, "name": "Plan"}
        )
        cls.env["hr.entretien.bilan.line"].create(
            {
                "bilan_id": bilan.bilan_id.id,
                "name": "Soudure",
                "kind": "training",
                "state": "confirmed",
                "date_from": "2025-02-03",
            }
        )

    def test_the_dashboard(self):
        dashboard = self._rows("hr.entretien.dashboard")
        figures = dashboard.get_figures()
        for figure in figures["figures"]:
            action = figure["action"]
            listed = self._rows(action["res_model"]).search(action["domain"])
            with self.subTest(key=figure["key"]):
                self.assertEqual(len(listed), figure["count"])
                self.assertLessEqual(listed.sudo().company_id, self.company)
        forged = dashboard.with_context(allowed_company_ids=self.other_company.ids)
        with self.assertRaises(AccessError):
            forged.get_figures()

    def test_the_settings_are_of_one_company(self):
        with self.assertRaises(AccessError):
            window = self._rows("hr.entretien.settings").create(
                {"company_id": self.other_company.id}
            )
            window.execute()
