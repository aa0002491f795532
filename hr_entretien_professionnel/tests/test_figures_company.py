"""HR of one company: every figure, list, export and window tells of that one alone."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestFiguresCompany(EntretienCase):
    # What each screen of figures counts, with a field that it shows.
    COUNTED = {
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

    def _rows(self, model):
        return self._as(self.user_hr, self.env[model])

    def _there(self, model):
        """Rows of the other company, which exist."""
        everything = self.env[model].sudo().with_context(active_test=False)
        found = everything.search([("company_id", "=", self.other_company.id)])
        self.assertTrue(found, model)
        return self._as(self.user_hr, found).with_env(self._rows(model).env)

    def _refused(self, call):
        with self.assertRaises(UserError):
            call()

    def test_each_screen_lists_and_counts_one_company(self):
        for model, name in self.COUNTED.items():
            there, rows = self._there(model), self._rows(model)
            rows = rows.with_context(active_test=False)
            own = rows.search([])
            with self.subTest(model=model):
                self.assertTrue(own)
                self.assertEqual(own.sudo().company_id, self.company)
                self.assertFalse(own & there)
                found = rows.search([("company_id", "=", self.other_company.id)])
                self.assertFalse(found)
                self.assertEqual(rows.search_count([]), len(own))
                for groups in (["company_id"], [name], ["company_id", name]):
                    counted = rows.formatted_read_group([], groups, ["__count"])
                    total = sum(group["__count"] for group in counted)
                    self.assertEqual(total, len(own), groups)
                    counted = rows.web_read_group([], groups[:1], aggregates=[])
                    total = sum(group["__count"] for group in counted["groups"])
                    self.assertEqual(total, len(own), groups)
                names = rows.formatted_read_group([], ["company_id"], ["__count"])
                self.assertEqual(
                    [group["company_id"][0] for group in names], [self.company.id]
                )

    def test_ids_passed_by_hand_are_refused(self):
        for model, name in self.COUNTED.items():
            there = self._there(model)
            with self.subTest(model=model):
                self._refused(lambda there=there, name=name: there.read([name]))
                self._refused(lambda there=there, name=name: there.export_data([name]))
                self._refused(lambda there=there, name=name: there.web_read({name: {}}))

    def test_a_company_ticked_by_hand_is_refused(self):
        for model, name in self.COUNTED.items():
            rows = self._rows(model).with_context(
                allowed_company_ids=self.other_company.ids
            )
            with self.subTest(model=model), self.assertRaises(AccessError):
                rows.formatted_read_group([], [name], ["__count"])

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
            window.action_apply()
