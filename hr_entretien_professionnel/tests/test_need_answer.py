"""Who conducts an interview answers its needs from their card, and nobody else."""

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAnswerFromTheCard(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        entretien = cls._entretien(cls.employee, state="held", date_held="2026-02-27")
        cls.need = cls.env["hr.entretien.besoin"].create(
            {"entretien_id": entretien.id, "name": "Welding"}
        )

    def test_a_no_without_reason_leads_to_the_window(self):
        for user in (self.user_manager, self.user_hr):
            need = self._as(user, self.need)
            with self.subTest(user.login), self.assertRaises(RedirectWarning) as caught:
                need.answer = "refused"
            action = caught.exception.args[1]
            self.assertEqual(action["res_id"], self.need.id)
            self.assertEqual(action["target"], "new")
            self.assertEqual(self.need.answer, "pending")

    def test_yes_in_one_click_by_who_conducts(self):
        self._as(self.user_manager, self.need).action_accept()
        self.assertEqual(self.need.answer, "accepted")
        self.assertEqual(self.need.owner_id, self.manager)

    def test_who_may_export_takes_them_for_the_training_plan(self):
        """By the model of Odoo's own export, each of whose columns is there."""
        self.user_hr.group_ids += self.env.ref("base.group_allow_export")
        model = self.env.ref("hr_entretien_professionnel.ir_exports_besoin")
        need = self._as(self.user_hr, self.need)
        self.assertEqual(model.resource, need._name)
        names = model.export_fields.mapped("name")
        [row] = need.export_data(names)["datas"]
        said = dict(zip(names, row, strict=True))
        self.assertEqual(said["employee_id"], self.employee.name)
        self.assertEqual(said["name"], "Welding")
        self.assertEqual(said["date_held"], self._day("2026-02-27"))
        with self.assertRaises(UserError):
            self._as(self.user_manager, self.need).export_data(names)

    def test_nobody_else_answers(self):
        for user in (self.user_employee, self.user_colleague, self.user_other_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.need).action_accept()
