"""What a manager dates: never before the hire, and the proof says when it was said."""

from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestDatesSaid(EntretienCase):
    def setUp(self):
        super().setUp()
        self.entretien = self._entretien(self.employee)

    def _mine(self):
        """The interview, as its manager finds it."""
        return self._as(self.user_manager, self.entretien)

    def _proofs(self, kind):
        return self.entretien.proof_ids.filtered(lambda line: line.kind == kind)

    def _plan(self, moment="2026-02-20 09:00:00"):
        self._mine().write({"date_planned": moment, "interviewer_id": self.manager.id})
        self._mine().action_plan()

    def test_not_held_before_the_hire(self):
        self._plan()
        self._mine().action_mark_held()
        with self.assertRaisesRegex(ValidationError, "before the first contract"):
            self._mine().date_held = "2022-01-09"
        self._mine().date_held = "2022-01-10"

    def test_hr_enters_no_interview_before_the_hire(self):
        values = {
            "employee_id": self.employee.id,
            "state": "closed",
            "date_held": "2020-05-05",
        }
        entretiens = self._as(self.user_hr, self.env["hr.entretien"])
        with self.assertRaisesRegex(ValidationError, "before the first contract"):
            entretiens.create(values)
        self.employee.entretien_seniority_date = "2019-01-01"
        self.assertTrue(self._as(self.user_hr, entretiens).create(values))

    def test_nothing_is_refused_when_the_hire_is_not_known(self):
        unknown = self._employee("Unknown", hired=None)
        self.assertTrue(self._held(unknown, "2015-05-05"))

    def test_not_declined_before_the_hire(self):
        with self.assertRaisesRegex(ValidationError, "before the first contract"):
            self._mine().action_decline("Not now.", self._day("2021-06-01"))

    def test_no_absence_before_the_hire(self):
        self._plan()
        with self.assertRaisesRegex(ValidationError, "before the first contract"):
            self._mine().action_no_show("2021-06-01")

    def test_no_piece_before_the_hire(self):
        proofs = self._as(self.user_hr, self.env["hr.entretien.proof"])
        with self.assertRaisesRegex(ValidationError, "before the first contract"):
            proofs.create({"entretien_id": self.entretien.id, "date": "2021-06-01"})

    def test_information_is_given_between_the_hire_and_today(self):
        for name in ("info_vae_date", "info_cpf_date", "info_cep_date"):
            for day in ("2021-06-01", "2026-03-03"):
                with self.assertRaises(ValidationError):
                    self._mine()[name] = day
            self._mine()[name] = "2026-03-02"

    def test_the_proof_says_when_it_was_entered(self):
        self._plan()
        self._mine().date_held = "2023-05-05"
        self._mine().action_mark_held()
        line = self._as(self.user_manager, self._proofs("held"))
        self.assertEqual(line.date, self._day("2023-05-05"))
        self.assertEqual(line.create_date.date(), self.env.cr.now().date())
        view = self._mine().get_view(view_type="form")["arch"]
        shown = etree.fromstring(view).xpath(
            "//field[@name='proof_ids']/list/field/@name"
        )
        self.assertIn("create_date", shown)

    def test_the_day_held_moves_with_a_line_of_proof(self):
        self._plan()
        self._mine().action_mark_held()
        self._mine().date_held = "2024-01-15"
        first, second = self._proofs("held").sorted("id")
        self.assertEqual(first.date, self._day("2026-02-20"))
        self.assertEqual(second.date, self._day("2024-01-15"))
        self.assertEqual(second.user_id, self.user_manager)
        self.assertIn(" → ", second.note)
        self._mine().date_held = "2024-01-15"
        self.assertEqual(len(self._proofs("held")), 2)

    def test_a_proof_has_no_other_day_of_entry(self):
        proofs = self._as(self.user_hr, self.env["hr.entretien.proof"])
        values = {"entretien_id": self.entretien.id, "create_date": "2024-01-01"}
        line = proofs.create(values)
        self.assertEqual(line.create_date.date(), self.env.cr.now().date())
        with self.assertRaises(UserError):
            line.create_date = "2024-01-01"
