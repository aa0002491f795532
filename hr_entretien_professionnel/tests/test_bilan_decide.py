from odoo.exceptions import AccessError, RedirectWarning
from odoo.tests import freeze_time, tagged

from .bilan_common import BilanCase

PIECE = {"name": "certificate.pdf", "raw": b"%PDF-1.4"}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestBilanDecide(BilanCase):
    """Who leads proposes lines by hand; HR confirms and rejects, several at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.veteran.user_id = cls._user("veteran")
        cls.bilan = cls._bilan()
        cls.line = cls.env["hr.entretien.bilan.line"].create(
            {
                "bilan_id": cls.bilan.bilan_id.id,
                "name": "Known by Odoo",
                "date_from": "2024-01-08",
                "source": "resume",
            }
        )

    def _propose(self, user, **kw):
        lines = self._as(user, self.env["hr.entretien.bilan.line"])
        values = {"bilan_id": self.bilan.bilan_id.id, "name": "By hand", **kw}
        return lines.create({"date_from": "2024-02-05", **values})

    def test_who_leads_proposes_and_corrects_his_own(self):
        line = self._propose(self.user_manager, state="confirmed", source="contract")
        self.assertEqual((line.state, line.source), ("proposed", "hand"))
        self.assertEqual(line.source_label, f"Written by hand by {line.env.user.name}")
        self.assertTrue(line.can_edit)
        line.write({"name": "Forklift", "attachment_ids": [(0, 0, PIECE)]})
        self._as(self.user_hr, line).action_confirm()
        self.assertTrue(self.bilan.bilan_id.training_ok)

    def test_through_the_form_of_the_etat_des_lieux(self):
        mine = self._as(self.user_manager, self.bilan.bilan_id)
        mine.write({"line_ids": [(0, 0, {"name": "In the form"})]})
        self.assertIn("In the form", mine.line_ids.mapped("name"))

    def test_his_own_only_and_until_hr_has_said(self):
        line = self._propose(self.user_manager, attachment_ids=[(0, 0, PIECE)])
        others = {
            self.user_n2: "another's",
            self.user_colleague: "nobody's",
            self.user_other_manager: "nobody's",
            self.user_system: "nobody's",
            self.user_other_hr: "another company's",
            self.veteran.user_id: "the employee's",
        }
        for user in others:
            mine = self._as(user, line)
            with self.subTest(login=user.login):
                for act in (
                    lambda mine=mine: mine.write({"name": "Mine"}),
                    mine.unlink,
                    mine.action_confirm,
                    mine.action_reject,
                ):
                    with self.assertRaises(AccessError):
                        act()
        self._as(self.user_hr, line).action_confirm()
        mine = self._as(self.user_manager, line)
        self.assertFalse(mine.can_edit)
        with self.assertRaises(AccessError):
            mine.write({"name": "Afterwards"})
        with self.assertRaises(AccessError):
            mine.unlink()

    def test_a_line_stays_its_employee_s_and_company_s(self):
        """Rights stand on these copies, and what is owed."""
        line = self._propose(self.user_manager)
        for user in (self.user_manager, self.user_hr):
            for values in (
                {"employee_id": self.colleague.id},
                {"company_id": self.other_company.id},
            ):
                with self.subTest(user=user.login, values=values):
                    with self.assertRaises(AccessError):
                        self._propose(user, **values)
                    with self.assertRaises(AccessError):
                        self._as(user, line).write(values)

    def test_nobody_else_proposes(self):
        users = (
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.veteran.user_id,
        )
        for user in users:
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._propose(user)

    def test_what_odoo_knows_is_hr_s_to_correct(self):
        mine = self._as(self.user_manager, self.line)
        self.assertFalse(mine.can_edit)
        with self.assertRaises(AccessError):
            mine.write({"mandatory": True})
        self._as(self.user_hr, self.line).write({"mandatory": True})

    def test_all_are_confirmed_at_once_by_hr_alone(self):
        self.line.copy({"name": "Another"})
        with self.assertRaises(AccessError):
            self._as(self.user_manager, self.bilan).bilan_id.action_confirm_all()
        self._as(self.user_hr, self.bilan).bilan_id.action_confirm_all()
        self.assertEqual(
            set(self.bilan.bilan_id.line_ids.mapped("state")), {"confirmed"}
        )

    def test_one_that_is_incomplete_keeps_all_from_being_confirmed(self):
        """And HR is led to it: alone in its form, or to the list of them."""
        line = self._propose(self.user_hr)
        bilan = self._as(self.user_hr, self.bilan).bilan_id
        with self.assertRaisesRegex(RedirectWarning, "By hand.*a document") as raised:
            bilan.action_confirm_all()
        _text, action, _button, *_more = raised.exception.args
        self.assertEqual((action["res_model"], action["res_id"]), (line._name, line.id))
        self.assertEqual(self.line.state, "proposed")
        both = line | self._propose(self.user_hr)
        with self.assertRaises(RedirectWarning) as raised:
            bilan.action_confirm_all()
        self.assertEqual(raised.exception.args[1]["domain"], [("id", "in", both.ids)])

    def test_several_are_rejected_with_one_reason(self):
        lines = self.line | self._propose(self.user_manager)
        window = self._as(self.user_hr, lines).action_reject()
        reject = self._as(self.user_hr, self.env["hr.entretien.bilan.reject"])
        reject = reject.with_context(**window["context"]).create({"reason": "No"})
        reject.action_apply()
        self.assertEqual(lines.mapped("state"), ["rejected"] * 2)
        self.assertEqual(lines.mapped("reject_reason"), ["No"] * 2)

    def test_the_reason_window_is_for_hr(self):
        for user in (self.user_manager, self.user_colleague, self.user_system):
            reject = self._as(user, self.env["hr.entretien.bilan.reject"])
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                reject.create({"line_ids": [(6, 0, self.line.ids)], "reason": "No"})
        other = self._as(self.user_other_hr, self.env["hr.entretien.bilan.reject"])
        with self.assertRaises(AccessError):
            other.create(
                {"line_ids": [(6, 0, self.line.ids)], "reason": "No"}
            ).action_apply()
        self.assertEqual(self.line.state, "proposed")

    def test_a_change_of_department_is_a_step_of_the_career(self):
        other = self.env["hr.department"].create(
            {"name": "Maintenance", "company_id": self.company.id}
        )
        self.veteran.create_version(
            {"date_version": "2022-09-01", "department_id": other.id}
        )
        self._as(self.user_manager, self.bilan).bilan_id.action_fill()
        names = self.bilan.bilan_id.line_ids.filtered(lambda x: x.kind == "career")
        self.assertIn("Maintenance", " ".join(names.mapped("name")))
