"""HR of one company: every figure, list, export and window tells of that one alone."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .abondement_common import AbondementCase
from .one_company_common import OneCompanyMixin

# What each screen of figures counts, with a field that it shows.
COUNTED = {
    "hr.employee": "entretien_status",
    "hr.entretien": "motif",
    "hr.entretien.compliance": "status",
    "hr.entretien.exposure": "outcome",
    "hr.entretien.abondement": "state",
    "hr.entretien.besoin": "nature",
    "hr.entretien.action": "followup_state",
    "hr.entretien.bilan.line": "kind",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestFiguresCompany(OneCompanyMixin, AbondementCase):
    counted = COUNTED

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_hr.group_ids += cls.env.ref("base.group_allow_export")
        cls._decide(company=cls.other_company)
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
        cls._abondement(cls, person, bilan_date="2025-11-03", pay_by="2026-03-31")

    def setUp(self):
        super().setUp()
        self._exposure(self.employee)
        self._exposure(self.other_hr)

    def test_the_dashboard(self):
        dashboard = self._rows("hr.entretien.dashboard")
        figures = dashboard.get_figures()
        for figure in figures["figures"]:
            action = figure["action"]
            listed = self._rows(action["res_model"]).search(action["domain"])
            with self.subTest(key=figure["key"]):
                self.assertEqual(len(listed), figure["count"])
                self.assertLessEqual(listed.sudo().company_id, self.company)
        for figure, field in zip(
            figures["figures"][-2:], ("owed_amount", "risk_amount"), strict=True
        ):
            rows = self.env["hr.entretien.exposure"].search(
                [("company_id", "=", self.company.id), (field, ">", 0)]
            )
            digits = "".join(c for c in figure["text"] if c.isdigit())
            self.assertEqual(int(digits), sum(rows.mapped("amount")))
        forged = dashboard.with_context(allowed_company_ids=self.other_company.ids)
        with self.assertRaises(AccessError):
            forged.get_figures()

    def test_the_settings_are_of_one_company(self):
        with self.assertRaises(AccessError):
            window = self._rows("hr.entretien.settings").create(
                {"company_id": self.other_company.id}
            )
            window.action_apply()

    def test_windows_given_another_company_s_people(self):
        payments = self._there("hr.entretien.abondement")
        for values in (
            {"company_id": self.other_company.id, "quarter": "2026-03-31"},
            {"selected": True, "abondement_ids": payments.ids},
        ):
            with self.subTest(values=list(values)), self.assertRaises(UserError):
                window = self._rows("hr.entretien.abondement.export").create(values)
                window._file("csv")
        settle = self._rows("hr.entretien.abondement.settle")
        with self.assertRaises(AccessError):
            settle.create(
                {"kind": "pay", "abondement_ids": payments.ids}
            ).action_apply()
        self.assertEqual(set(payments.sudo().mapped("state")), {"to_pay"})
