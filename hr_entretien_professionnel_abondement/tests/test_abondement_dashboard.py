import re

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAbondementDashboard(EntretienCase):
    def test_owed_and_at_risk_are_in_euros_and_lead_to_their_lists(self):
        owed = {"outcome": "exposed", "amount": 3000, "owed_amount": 3000}
        at_risk = {"outcome": "exposed", "amount": 3000, "risk_amount": 3000}
        rows = [
            {"employee_id": person.id, "company_id": company.id, **values}
            for person, company, values in (
                (self.stranger, self.company, at_risk),
                (self.manager, self.company, at_risk),
                (self.colleague, self.company, owed),
                (self.n2, self.company, {"outcome": "saved_both", "amount": 0}),
                (self.other_hr, self.other_company, owed),
            )
        ]
        exposures = self.env["hr.entretien.exposure"]
        exposures.search([]).unlink()
        exposures.create(rows)
        dashboard = self._as(self.user_hr, self.env["hr.entretien.dashboard"])
        figures = dashboard.get_figures()["figures"][-2:]
        for figure, (key, count, euros) in zip(
            figures, (("owed", 1, "3000"), ("at_risk", 2, "6000")), strict=True
        ):
            self.assertEqual((figure["key"], figure["count"]), (key, count))
            self.assertEqual(re.sub(r"\D", "", figure["text"]), euros)
            listed = self._as(self.user_hr, self.env[figure["action"]["res_model"]])
            self.assertEqual(listed.search_count(figure["action"]["domain"]), count)
