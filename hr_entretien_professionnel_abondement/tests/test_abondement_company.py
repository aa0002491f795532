"""HR of one company: what is owed, at risk and paid tells of that one alone."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests import test_figures_company as figures

from .abondement_common import AbondementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestAbondementCompany(AbondementCase, figures.TestFiguresCompany):
    counted = {"hr.entretien.exposure": "outcome", "hr.entretien.abondement": "state"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._decide(company=cls.other_company)
        cls.env.flush_all()

    @classmethod
    def _fill(cls, person):
        filled = super()._fill(person)
        cls._abondement(cls, person, bilan_date="2025-11-03", pay_by="2026-03-31")
        return filled

    def setUp(self):
        super().setUp()
        self._exposure(self.employee)
        self._exposure(self.other_hr)

    def test_the_dashboard_in_euros(self):
        euros = self._rows("hr.entretien.dashboard").get_figures()["figures"][-2:]
        counted = (
            ("hr.entretien.abondement", ("state", "=", "to_pay")),
            ("hr.entretien.exposure", ("risk_amount", ">", 0)),
        )
        for figure, (model, leaf) in zip(euros, counted, strict=True):
            rows = self.env[model].search([("company_id", "=", self.company.id), leaf])
            digits = "".join(c for c in figure["text"] if c.isdigit())
            self.assertEqual(int(digits), sum(rows.mapped("amount")))

    def test_windows_given_another_company_s_people(self):
        payments = self._there("hr.entretien.abondement")
        lists = self._rows("hr.entretien.abondement.export")
        with self.assertRaises(UserError):
            lists.create({"abondement_ids": payments.ids})._file()
        settle = self._rows("hr.entretien.abondement.settle")
        with self.assertRaises(AccessError):
            settle.create(
                {"kind": "pay", "abondement_ids": payments.ids}
            ).action_apply()
        self.assertEqual(set(payments.sudo().mapped("state")), {"to_pay"})
