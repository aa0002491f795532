"""Which buttons and words a screen shows, as the browser decides it from the view."""

from lxml import etree

from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval
from odoo.tools.view_validation import get_expression_field_names

from .close_common import PAD
from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 09:00:00")
class TestButtons(EntretienCase):
    def _shown(self, view, path, record=None, **values):
        """The nodes of a view that are shown for a record, or with these values in the
        place of its own."""
        view = self.env.ref(f"hr_entretien_professionnel.{view}")
        arch = self.env[view.model].get_view(view.id, view.type)["arch"]
        return [
            node
            for node in etree.fromstring(arch).iterfind(path)
            if not self._asked(node.get("invisible") or "False", record, values)
        ]

    def _asked(self, condition, record, values):
        """What a condition of a view says, which the browser evaluates."""
        names = get_expression_field_names(condition) - values.keys()
        return safe_eval(condition, {name: record[name] for name in names} | values)

    def _held_buttons(self, view, path, day, **values):
        entretien = self._entretien(
            self._employee("Planned"), state="planned", date_planned=day
        )
        entretien = self._as(self.user_hr, entretien)
        return self._shown(view, path, entretien, **values)

    def test_held_is_one_click_once_the_hour_has_come(self):
        """Before, a slip of the finger would end an interview that is to come."""
        path = "header/button[@name='action_mark_held']"
        for day, asks in (("2026-03-16 08:00:00", 0), ("2026-03-20 08:00:00", 1)):
            (button,) = self._held_buttons(
                "hr_entretien_view_form", path, day, date_invited="2026-03-01"
            )
            self.assertEqual(bool(button.get("confirm")), bool(asks), day)
            path_list = ".//button[@name='action_mark_held']"
            found = self._held_buttons("hr_entretien_view_list", path_list, day)
            self.assertEqual(len(found), 1 - asks, day)

    def test_already_held_asks_first(self):
        entretien = self._as(self.user_hr, self._entretien(self._employee("New")))
        path = "header/button[@string='Already Held']"
        (button,) = self._shown("hr_entretien_view_form", path, entretien)
        self.assertIn("held today", button.get("confirm"))

    def test_presenting_says_that_information_is_missing(self):
        path = "header/button[@name='action_present'][@class='btn-primary']"
        values = {"state": "held", "can_lead": True, "next_step": "sign"}
        for missing, said in (("CPF", "has no date"), (False, "Is everything written")):
            (button,) = self._shown(
                "hr_entretien_view_form",
                path,
                date_presented=False,
                missing_text=missing,
                **values,
            )
            self.assertIn(said, button.get("confirm"))

    def test_another_date_is_the_button_for_who_is_not_available(self):
        entretien = self._entretien(
            self.employee, state="planned", date_planned="2026-03-20 08:00:00"
        )
        entretien._add_proof("unavailable")
        entretien = self._as(self.user_manager, entretien)
        path = "header/button[@name='action_open_plan']"
        shown = self._shown("hr_entretien_view_form", path, entretien)
        self.assertEqual([node.get("class") for node in shown], ["btn-primary"])
        self.assertEqual(shown[0].get("string"), "Postpone")

    def test_who_signs_next_is_said_where_the_user_is_not_the_one(self):
        """HR gave the pad to the employee: what is left is the interviewer's."""
        entretien = self._entretien(self.employee, state="held", date_held="2026-03-10")
        entretien._present()
        said = []
        for role in (None, "employee", "interviewer"):
            if role:
                via = "tablet" if role == "employee" else "office"
                leads = self._as(self.user_manager, entretien)
                leads._sign(role, "signed", "Somebody", PAD, via=via)
            # HR, and the manager above who reads it, see the same.
            for user in (self.user_hr, self.user_n2):
                mine = self._as(user, entretien).with_context(lang="en_US")
                path = "div[@name='who_signs']"
                shown = self._shown("hr_entretien_view_form", path, mine)
                said.append(mine.missing_signatures if shown else None)
        both = "Employee (the employee), Manager (the interviewer)"
        one = "Manager (the interviewer)"
        self.assertEqual(said, [both, both, one, one, None, None])

    def test_what_is_presented_is_handed_over_from_the_lists_too(self):
        """Its content is locked, and its steps go on: they ask who leads."""
        entretien = self._entretien(self.employee, state="held", date_held="2026-03-10")
        entretien._present()
        entretien._add_proof("scan")
        for user, shown in ((self.user_hr, 1), (self.user_manager, 1)):
            mine = self._as(user, entretien)
            self.assertFalse(mine.can_edit)
            self.assertTrue(mine.next_step_label)
            for view, name in (
                ("list", "action_hand_over"),
                ("kanban", "next_step_label"),
                ("list_todo", "next_step_label"),
                ("kanban_todo", "next_step_label"),
                ("form", "action_hand_over"),
            ):
                with self.subTest(user=user.login, view=view):
                    found = self._shown(
                        f"hr_entretien_view_{view}", f".//*[@name='{name}']", mine
                    )
                    self.assertEqual(len(found), shown)

    def test_the_window_asks_for_a_letter_only_where_one_is_needed(self):
        """After an absence he may decline by word of mouth: the window says so."""
        for offered, said in ((True, "in writing or not"), (False, "in writing.")):
            values = {"kind": "decline", "offered": offered}
            window = "hr_entretien_motive_view_form"
            (text,) = self._shown(window, "p", **values)
            self.assertIn(said, " ".join(text.text.split()))
            (day,) = self._shown(window, ".//field[@name='day']", **values)
            self.assertEqual(day.get("string") == "Day of the Answer", offered)

    def test_an_interview_is_neither_copied_nor_printed_by_two_buttons(self):
        """A copy would open another one with what was said in the first; printing
        a selection is in Odoo's own menu."""
        for name in ("view_form", "view_list", "view_list_todo"):
            view = self.env.ref(f"hr_entretien_professionnel.hr_entretien_{name}")
            arch = etree.fromstring(self.env[view.model].get_view(view.id)["arch"])
            refused = "0" in (arch.get("duplicate"), arch.get("create"))
            self.assertTrue(refused, name)
        path = "header/button[@name='action_print']"
        self.assertFalse(self._shown("hr_entretien_view_list", path))

    def test_no_copy_is_sent_without_an_address(self):
        entretien = self._entretien(self.stranger, state="held", date_held="2026-03-10")
        mine = self._as(self.user_other_manager, entretien)
        for window in ("", "bilan_"):
            for address, shown in ((False, 0), ("stranger@example.com", 1)):
                self.stranger.work_email = address
                mine.invalidate_recordset()
                found = self._shown(
                    f"hr_entretien_{window}handover_view_form",
                    ".//field[@name='mode']",
                    mine,
                )
                self.assertEqual(len(found), shown)

    def test_one_primary_button_and_no_empty_choice(self):
        """What comes next is one button; what freezes asks before it does."""
        path = "header/button[@class='btn-primary']"
        ahead, past = "2026-03-20 08:00:00", "2026-03-16 08:00:00"
        presented = {"state": "held", "date_held": "2026-03-10"}
        for values, primary in (
            ({}, "action_open_plan"),
            ({"date_planned": ahead}, "action_open_plan"),
            ({"state": "planned", "date_planned": ahead}, "action_print_invitation"),
            (
                {
                    "state": "planned",
                    "date_planned": ahead,
                    "date_invited": "2026-03-01",
                },
                None,
            ),
            ({"state": "planned", "date_planned": past}, "action_mark_held"),
            (presented, "action_present"),
            ({**presented, "date_presented": "2026-03-11 08:00:00"}, "action_sign"),
            ({"state": "cancelled"}, None),
        ):
            entretien = self._entretien(self._employee("Somebody"), **values)
            entretien = self._as(self.user_hr, entretien)
            shown = self._shown("hr_entretien_view_form", "header/button", entretien)
            found = [
                node.get("name")
                for node in shown
                if "btn-primary" in (node.get("class") or "")
            ]
            self.assertEqual(found, [primary] if primary else [], values)
            if primary == "action_print_invitation":
                # With an address, it is sent.
                entretien.employee_id.work_email = "somebody@example.com"
                entretien.invalidate_recordset()
                shown = self._shown("hr_entretien_view_form", path, entretien)
                self.assertEqual([x.get("name") for x in shown], ["action_invite"])
            outside = [node for node in shown if not node.get("data-menu")]
            self.assertLess(len(outside), 3, values)
            for node in shown:
                if node.get("name") == "action_present":
                    self.assertTrue(node.get("confirm"))
