from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import convert_file

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

MODULE = "hr_entretien_professionnel_data_recycle"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestRecycle(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env.ref(f"{MODULE}.data_recycle_model_entretien")
        cls.company.entretien_retention_months = 24
        cls.gone = cls._employee(
            "Gone", "2015-01-05", contract_date_end="2020-01-31", active=False
        )
        cls.recent = cls._employee(
            "Recent", "2015-01-05", contract_date_end="2025-01-31", active=False
        )
        cls._held(cls.gone, "2018-01-10")
        cls._held(cls.recent, "2018-01-10")
        groups = "hr.group_hr_manager,base.group_system"
        cls.user_both = cls._user("both", groups)

    def _find(self):
        self.rule._recycle_records()
        return self.env["data_recycle.record"].search(
            [("recycle_model_id", "=", self.rule.id)]
        )

    def test_the_rule_finds_what_is_past_its_term_and_deletes_nothing(self):
        found = self._find()
        self.assertEqual(found.mapped("res_id"), self.gone.ids)
        self.assertEqual(found.company_id, self.company)
        self.assertTrue(self.gone.with_context(active_test=False).entretien_ids)

    def test_the_name_of_the_rule_is_read_in_french(self):
        """As it is installed: Odoo keeps it as it was written, in no language."""
        self.rule.unlink()
        data = "data/data_recycle_model_data.xml"
        convert_file(self.env, MODULE, data, {}, mode="init", noupdate=True)
        rule = self.env.ref(f"{MODULE}.data_recycle_model_entretien")
        name = rule.with_context(lang="fr_FR").name
        self.assertEqual(name, "Dossiers d'entretien à échéance de conservation")

    def test_validating_deletes_the_file_and_leaves_the_card(self):
        found = self._find()
        self._as(self.user_both, found).action_validate()
        self.assertFalse(self.gone.entretien_ids)
        self.assertTrue(self.gone.exists())
        self.assertFalse(found.exists())
        log = self.env["hr.entretien.purge.log"].search([], limit=1)
        self.assertEqual((log.user_id, log.employee_count), (self.user_both, 1))

    def test_a_file_that_is_kept_again_stays(self):
        found = self._find()
        self.company.entretien_retention_months = 240
        self._as(self.user_both, found).action_validate()
        self.assertTrue(self.gone.entretien_ids)

    def test_a_system_administrator_who_is_not_hr_deletes_nothing(self):
        found = self._find()
        with self.assertRaises(AccessError):
            self._as(self.user_system, found).action_validate()
        self.assertTrue(self.gone.entretien_ids)

    def test_only_an_hr_administrator_makes_the_rule_automatic(self):
        with self.assertRaises(AccessError):
            self._as(self.user_system, self.rule).recycle_mode = "automatic"
        with self.assertRaises(AccessError):
            self._as(self.user_system, self.rule.browse()).create(
                {
                    "name": "Mine",
                    "res_model_id": self.rule.res_model_id.id,
                    "recycle_mode": "automatic",
                }
            )
        self._as(self.user_both, self.rule).recycle_mode = "automatic"
        with self.assertRaises(AccessError):
            self._as(self.user_system, self.rule).domain = "[]"

    def test_an_automatic_rule_deletes_by_itself(self):
        self._as(self.user_both, self.rule).recycle_mode = "automatic"
        self.rule._recycle_records()
        self.assertFalse(self.gone.entretien_ids)
        self.assertTrue(self.recent.entretien_ids)

    def test_hr_of_another_company_deletes_nothing_here(self):
        found = self._find()
        groups = "hr.group_hr_manager,base.group_system"
        other = self._user("other_both", groups, company=self.other_company)
        self._as(other, found).action_validate()
        self.assertTrue(self.gone.entretien_ids)
