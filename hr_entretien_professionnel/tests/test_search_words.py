"""What the search bars offer, in words that people read."""

from unittest.mock import patch

from odoo.fields import Domain
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

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

    def _found(self, user, typed):
        """Whose interviews the search bar finds."""
        found = self._as(user, self.env["hr.entretien"])
        found = found.search([("employee_id", "ilike", typed)])
        return found.sudo().employee_id

    def test_a_name_is_found_in_either_order(self):
        self.employee.name = "Hélène Blachon"
        self.colleague.name = "Hélène Blanc"
        for person in self.employee | self.colleague:
            self._entretien(person, motif="on_request")
        for user in (self.user_hr, self.user_manager):
            for typed in ("hélène blachon", "Blachon Hélène", "blach hél"):
                with self.subTest(user.login, typed=typed):
                    self.assertEqual(self._found(user, typed), self.employee)
            self.assertFalse(self._found(user, "blachon paul"))
        for user in (self.user_employee, self.user_other_manager, self.user_other_hr):
            with self.subTest(user.login):
                self.assertFalse(self._found(user, "blachon hélène"))

    def test_who_is_found_is_not_among_the_others(self):
        self.employee.name = "Hélène Blachon"
        cards = self._as(self.user_hr, self.env["hr.employee"])
        for typed in ("hélène blachon", "Blachon Hélène", "blachon"):
            found = cards.search([("display_name", "ilike", typed)])
            others = cards.search([("display_name", "not ilike", typed)])
            with self.subTest(typed):
                self.assertEqual(found, self.employee)
                self.assertEqual(others, cards.search([]) - found)

    def test_the_follow_up_and_the_bilans_find_it_too(self):
        self.employee.name = "Hélène Blachon"
        bilan = self._entretien(self.employee, with_bilan=True).bilan_id
        bilans = self._as(self.user_hr, self.env["hr.entretien.bilan"])
        found = bilans.search([("display_name", "ilike", "blachon hélène")])
        self.assertEqual(found.ids, bilan.ids)
        view = self.env.ref("hr_entretien_professionnel.hr_employee_view_search")
        [field] = view._get_combined_arch().xpath("//field[@name='name']")
        typed = safe_eval(field.get("filter_domain"), {"self": "blachon hélène"})
        cards = self._as(self.user_hr, self.env["hr.employee"])
        self.assertEqual(cards.search(Domain(typed)).ids, self.employee.ids)

    def test_an_interview_is_picked_by_the_name_of_its_employee(self):
        """E.g. in the list of messages, or in a custom filter."""
        self.employee.name = "Hélène Blachon"
        mine = self._entretien(self.employee, motif="on_request")
        self._entretien(self.colleague, motif="on_request")
        for user in (self.user_hr, self.user_manager):
            found = self._as(user, self.env["hr.entretien"])
            with self.subTest(user.login):
                picked = found.name_search("blachon hélène")
                self.assertEqual([record_id for record_id, _name in picked], mine.ids)

    def test_without_accents_where_the_database_drops_them(self):
        """As Odoo does everywhere, once PostgreSQL has its extension."""
        self.employee.name = "Hélène Blachon"
        self._entretien(self.employee, motif="on_request")

        def unaccent(text):
            return SQL("translate(%s, 'éèê', 'eee')", text)

        with patch.object(self.env.registry, "unaccent", unaccent):
            found = self._found(self.user_hr, "blachon helene")
        self.assertEqual(found, self.employee)

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
