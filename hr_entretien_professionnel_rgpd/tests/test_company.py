"""HR of one company: what is kept, deleted and exported of another stays hidden."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

# What each list counts, with a field that it shows.
COUNTED = {"hr.entretien.purge": "block", "hr.entretien.export.log": "kind"}


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestCompany(EntretienCase):
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

    def _rows(self, model):
        return self._as(self.user_hr, self.env[model])

    def _there(self, model):
        """Rows of the other company, which exist."""
        everything = self.env[model].sudo().with_context(active_test=False)
        found = everything.search([("company_id", "=", self.other_company.id)])
        self.assertTrue(found, model)
        return self._as(self.user_hr, found).with_env(self._rows(model).env)

    def test_each_screen_lists_and_counts_one_company(self):
        for model, name in COUNTED.items():
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
        for model, name in COUNTED.items():
            there = self._there(model)
            for gesture in (
                lambda there, name: there.read([name]),
                lambda there, name: there.export_data([name]),
                lambda there, name: there.web_read({name: {}}),
            ):
                with self.subTest(model=model), self.assertRaises(UserError):
                    gesture(there, name)

    def test_a_company_ticked_by_hand_is_refused(self):
        for model, name in COUNTED.items():
            rows = self._rows(model).with_context(
                allowed_company_ids=self.other_company.ids
            )
            with self.subTest(model=model), self.assertRaises(AccessError):
                rows.formatted_read_group([], [name], ["__count"])

    def test_nobody_s_file_there_is_exported(self):
        with self.assertRaises(AccessError):
            self._rows("hr.entretien.export").create({"employee_id": self.other_hr.id})
