"""What the search bars offer, in words that people read."""

from odoo.tests import freeze_time, tagged

from ..models.interview.hr_entretien_technical_mixin import TECHNICAL
from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestSearchWords(EntretienCase):
    def test_every_filter_is_worded(self):
        """Without a label the bar shows the technical name, in no language."""
        views = self.env["ir.ui.view"].search(
            [
                ("type", "=", "search"),
                ("model", "=like", "hr.entretien%"),
                ("inherit_id", "=", False),
            ]
        )
        self.assertTrue(views)
        for view in views:
            for node in view._get_combined_arch().iter("filter"):
                # A date, and a field to group by, have the label of the field.
                worded = node.get("string") or node.get("date")
                grouped = "group_by" in (node.get("context") or "")
                self.assertTrue(worded or grouped, (view.name, node.get("name")))

    def test_states_are_french_in_the_search_bar(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        view = self.env.ref("hr_entretien_professionnel.hr_entretien_view_search")
        arch = view.with_context(lang="fr_FR")._get_combined_arch()
        words = {node.get("name"): node.get("string") for node in arch.iter("filter")}
        self.assertEqual(
            (words["to_plan"], words["planned"]), ("À planifier", "Planifié")
        )

    def test_technical_fields_are_not_offered_to_group_by(self):
        known, children = set(), self.env["hr.entretien.technical.mixin"]
        for model in {
            "hr.entretien",
            "hr.entretien.action",
            "hr.entretien.besoin",
            "hr.entretien.souhait",
            "hr.entretien.bilan",
            "hr.entretien.bilan.line",
            *filter(self._has_employee, children._inherit_children),
        }:
            found = self._as(self.user_hr, self.env[model]).fields_get()
            known |= TECHNICAL & found.keys()
            for name in TECHNICAL & found.keys():
                self.assertFalse(found[name]["groupable"], (model, name))
            self.assertTrue(found["employee_id"]["groupable"], model)
        self.assertIn("warned_of", known)

    def _has_employee(self, model):
        return not self.env[model]._abstract and "employee_id" in self.env[model]
