from lxml import etree

from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from .common import EntretienCase

ADDON = "hr_entretien_professionnel"
# Whose menus hold which, by the end of their XML id.
EMPLOYEE = ["root", "page"]
MANAGER = ["root", "home", "interviews", "all", "mine", "figures", "besoin"]
HR = [
    *("root", "home", "interviews", "all", "mine"),
    *("employees", "follow_up", "absence"),
    *("bilan", "bilan_list"),
    *("figures", "compliance", "analysis", "besoin"),
    *("configuration", "settings", "grille", "template", "help"),
]
HR_MANAGER = [*HR[:-1], "advanced", "regime", "absence_type", "help"]


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestMenus(EntretienCase):
    """Each role has its menus, in their order, and no other."""

    def _menus(self, user):
        """Those of this add-on that the user reaches from the application."""
        menus = self._as(user, self.env["ir.ui.menu"]).load_web_menus(False)
        root = self.env.ref(f"{ADDON}.menu_entretien_root").id
        reached, found = [root], []
        while reached:
            menu = menus[reached.pop(0)]
            reached = menu["children"] + reached
            addon, _, name = menu["xmlid"].partition(".menu_entretien_")
            if addon == ADDON:
                found.append(name)
        return found

    def test_each_role_has_its_own(self):
        """Folders that other add-ons fill are theirs to show."""
        for user, expected in (
            (self.user_hr, HR),
            (self.user_hr_manager, HR_MANAGER),
            (self.user_manager, MANAGER),
            (self.user_n2, MANAGER),
            (self.user_employee, EMPLOYEE),
            (self.user_system, EMPLOYEE),
        ):
            found = self._menus(user)
            if "advanced" not in expected and "advanced" in found:
                found.remove("advanced")
            with self.subTest(login=user.login):
                self.assertEqual(found, expected)

    def test_hr_has_six_entries_whatever_other_add_ons_bring(self):
        root = self.env.ref(f"{ADDON}.menu_entretien_root").id
        for user, count in (
            (self.user_hr, 6),
            (self.user_hr_manager, 6),
            (self.user_manager, 3),
            (self.user_employee, 1),
        ):
            menus = self._as(user, self.env["ir.ui.menu"]).load_web_menus(False)
            with self.subTest(login=user.login):
                self.assertEqual(len(menus[root]["children"]), count)

    def test_what_has_an_address_opens_in_the_application(self):
        """Bookmarked, it would show the menus of another application."""
        root = self.env.ref(f"{ADDON}.menu_entretien_root").id
        menus = self._as(self.user_hr_manager, self.env["ir.ui.menu"])
        here = {
            menu["actionPath"]
            for menu in menus.load_web_menus(False).values()
            if menu["appID"] == root
        }
        names = self.env["ir.model.data"].search(
            [("module", "=like", f"{ADDON}%"), ("model", "like", "ir.actions.%")]
        )
        actions = self.env["ir.actions.actions"].browse(names.mapped("res_id"))
        paths = set(actions.filtered("path").mapped("path"))
        self.assertIn("entretiens-import", paths)
        self.assertFalse(paths - here)
        addresses = self.env.ref(f"{ADDON}.menu_entretien_addresses").id
        for user in (self.user_hr_manager, self.user_manager):
            shown = self._as(user, self.env["ir.ui.menu"]).load_menus(False)
            self.assertNotIn(addresses, shown[root]["children"])

    def test_the_application_opens_on_the_first_menu(self):
        root = self.env.ref(f"{ADDON}.menu_entretien_root").id
        for user, action in (
            (self.user_hr, "hr_entretien_action_todo"),
            (self.user_manager, "hr_entretien_action_todo"),
            (self.user_employee, "hr_entretien_action_page"),
        ):
            menus = self._as(user, self.env["ir.ui.menu"]).load_web_menus(False)
            with self.subTest(login=user.login):
                opened = self.env.ref(f"{ADDON}.{action}")
                self.assertEqual(menus[root]["actionID"], opened.id)

    def test_they_follow_who_leads_at_once(self):
        self.assertEqual(self._menus(self.user_colleague), EMPLOYEE)
        entretien = self._entretien(
            self.stranger, motif="on_request", interviewer_id=self.colleague.id
        )
        self.assertEqual(self._menus(self.user_colleague), MANAGER)
        entretien.interviewer_id = self.other_manager
        self.assertEqual(self._menus(self.user_colleague), EMPLOYEE)
        self.stranger.parent_id = self.colleague
        self.assertEqual(self._menus(self.user_colleague), MANAGER)

    def test_one_that_an_administrator_switches_off(self):
        """It is missing for those who had it: nobody is locked out of Odoo."""
        self.env.ref(f"{ADDON}.menu_entretien_page").active = False
        self.assertEqual(self._menus(self.user_hr_manager)[0], "root")
        root = self.env.ref(f"{ADDON}.menu_entretien_root").id
        menus = self._as(self.user_employee, self.env["ir.ui.menu"])
        self.assertNotIn(root, menus.load_web_menus(False)["root"]["children"])

    def test_nobody_has_the_menus_of_who_came_before(self):
        """Odoo keeps those of each user; what is hidden is taken from no other."""
        for user, expected in (
            (self.user_employee, EMPLOYEE),
            (self.user_manager, MANAGER),
            (self.user_employee, EMPLOYEE),
            (self.user_manager, MANAGER),
        ):
            self.assertEqual(self._menus(user), expected)

    def test_they_cost_little_once_odoo_knows_them(self):
        """Who leads is asked for each time, whatever the number of menus."""
        for user in (self.user_hr, self.user_manager, self.user_employee):
            menus = self._as(user, self.env["ir.ui.menu"])
            menus.load_menus(False)
            menus = self._as(user, self.env["ir.ui.menu"])
            with self.subTest(user.login), self.assertQueryCount(6):
                menus.load_menus(False)

    def test_what_lost_its_menu_is_a_button_of_a_list(self):
        for model, kind, view, action in (
            (
                "hr.employee",
                "list",
                "hr_employee_view_list",
                "hr_entretien_import_action",
            ),
            (
                "hr.entretien.besoin",
                "list",
                "hr_entretien_besoin_view_list",
                "hr_entretien_action_action",
            ),
            (
                "hr.entretien.besoin",
                "kanban",
                "hr_entretien_besoin_view_kanban",
                "hr_entretien_action_action",
            ),
            (
                "hr.entretien.bilan",
                "list",
                "hr_entretien_bilan_view_list",
                "hr_entretien_bilan_line_action",
            ),
        ):
            records = self._as(self.user_hr, self.env[model])
            arch = records.get_view(self.env.ref(f"{ADDON}.{view}").id, kind)["arch"]
            button = f'name="{self.env.ref(f"{ADDON}.{action}").id}"'
            with self.subTest(view=view):
                self.assertIn(button, arch)

    def test_a_window_has_the_words_of_its_menu(self):
        """In French, as people read them: who follows a menu sees where they are. The
        title may say more; “Tous” alone says nothing without the section above it."""
        self.env["res.lang"]._activate_lang("fr_FR")
        names = self.env["ir.model.data"].search(
            [("module", "=like", f"{ADDON}%"), ("model", "=", "ir.ui.menu")]
        )
        menus = self.env["ir.ui.menu"].browse(names.mapped("res_id"))
        every = self.env.ref(f"{ADDON}.menu_entretien_all")
        for menu in menus.with_context(lang="fr_FR").filtered("action"):
            words = menu.parent_id.name if menu == every else menu.name
            with self.subTest(menu=menu.complete_name):
                self.assertIn(words.lower(), menu.action.name.lower())

    def test_an_empty_window_says_why(self):
        """Those that open on a form, and those of Odoo's own texts, are never empty."""
        names = self.env["ir.model.data"].search(
            [("module", "=like", f"{ADDON}%"), ("model", "=", "ir.actions.act_window")]
        )
        for action in self.env["ir.actions.act_window"].browse(names.mapped("res_id")):
            listed = action.view_mode.split(",")[0] != "form"
            if listed and action.res_model != "mail.template":
                with self.subTest(action.name):
                    self.assertIn("o_view_nocontent", action.help or "")

    def test_a_line_added_in_a_window_is_named_in_the_singular(self):
        """Its title is “Create” and the label: the plural of the list would be none."""
        views = self.env["ir.ui.view"].search(
            [
                ("type", "=", "form"),
                ("model", "=like", "hr.entretien%"),
                ("inherit_id", "=", False),
            ]
        )
        named = set()
        for view in views:
            for node in view._get_combined_arch().iter("field"):
                shown = node.find("list")
                if shown is None or node.get("readonly") in ("1", "True"):
                    continue
                if shown.get("create") in ("0", "false", "False"):
                    continue
                if shown.get("editable") and node.find("kanban") is None:
                    continue
                if view.get_external_id()[view.id].startswith(f"{ADDON}."):
                    named.add((node.get("name"), node.get("string")))
        self.assertEqual(
            named,
            {
                ("line_ids", "a line"),
                ("souhait_ids", "a wish"),
                ("besoin_ids", "a need"),
                ("action_ids", "an action"),
            },
        )

    def test_help_opens_a_page_that_is_there(self):
        """A page that was not built would be a dead link for HR."""
        url = self.env.ref(f"{ADDON}.hr_entretien_action_help").url
        self.assertTrue(file_path(url.removeprefix("/")))

    def test_a_list_shows_why_and_what_it_is_sorted_on(self):
        """HR sees at once who is late and why, and by which date they are sorted."""
        for model, view, reason in (
            ("hr.employee", "hr_employee_view_list", "entretien_next_reason"),
            ("hr.entretien", "hr_entretien_view_list", "reason"),
            ("hr.entretien", "hr_entretien_view_list_todo", "reason"),
        ):
            records = self._as(self.user_hr, self.env[model])
            view_id = self.env.ref(f"{ADDON}.{view}").id
            arch = etree.fromstring(records.get_view(view_id, "list")["arch"])
            sorted_on = arch.get("default_order").partition(",")[0]
            for name in (reason, sorted_on):
                column = arch.find(f"field[@name='{name}']")
                with self.subTest(view=view, column=name):
                    self.assertIsNotNone(column)
                    self.assertNotEqual(column.get("optional"), "hide")
                    self.assertFalse(column.get("column_invisible"))
