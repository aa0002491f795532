"""HR of one company: the cases that each add-on runs on the models that it counts."""

from odoo.exceptions import AccessError, UserError


class OneCompanyMixin:
    """Lists, counts and exports tell of the company of ``user_hr`` alone.

    ``counted``: each model, with a field that its screen shows. The case that takes
    this in makes rows in ``company`` and ``other_company``.
    """

    counted = {}

    def _rows(self, model):
        return self._as(self.user_hr, self.env[model])

    def _there(self, model):
        """Rows of the other company, which exist."""
        everything = self.env[model].sudo().with_context(active_test=False)
        found = everything.search([("company_id", "=", self.other_company.id)])
        self.assertTrue(found, model)
        return self._as(self.user_hr, found).with_env(self._rows(model).env)

    def test_each_screen_lists_and_counts_one_company(self):
        for model, name in self.counted.items():
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
        for model, name in self.counted.items():
            there = self._there(model)
            with self.subTest(model=model):
                for gesture, given in (
                    (there.read, [name]),
                    (there.export_data, [name]),
                    (there.web_read, {name: {}}),
                ):
                    with self.assertRaises(UserError):
                        gesture(given)

    def test_a_company_ticked_by_hand_is_refused(self):
        for model, name in self.counted.items():
            rows = self._rows(model).with_context(
                allowed_company_ids=self.other_company.ids
            )
            with self.subTest(model=model), self.assertRaises(AccessError):
                rows.formatted_read_group([], [name], ["__count"])
