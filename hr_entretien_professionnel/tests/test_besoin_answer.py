"""A need is not refused without a reason."""

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestBesoinAnswer(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee, state="held", date_held="2026-02-27"
        )
        cls.need = cls.env["hr.entretien.besoin"].create(
            {"entretien_id": cls.entretien.id, "name": "English"}
        )

    def test_no_without_a_reason_is_refused(self):
        for user in (self.user_manager, self.user_hr):
            for answer in ("refused", "postponed"):
                with self.subTest(login=user.login, answer=answer):
                    with self.assertRaisesRegex(ValidationError, "“English”: say why"):
                        self._as(user, self.need).answer = answer
                    with self.assertRaises(ValidationError):
                        self._as(user, self.need).write(
                            {"answer": answer, "answer_reason": "  "}
                        )
                    with self.assertRaises(ValidationError):
                        self._as(user, self.need).create(
                            {
                                "entretien_id": self.entretien.id,
                                "name": "x",
                                "answer": answer,
                            }
                        )

    def test_no_with_its_reason(self):
        need = self._as(self.user_manager, self.need)
        need.write({"answer": "refused", "answer_reason": "No use for it"})
        with self.assertRaises(ValidationError):
            need.answer_reason = False
        self.assertEqual(self.need.answer_reason, "No use for it")

    def test_yes_needs_none(self):
        self._as(self.user_manager, self.need).answer = "accepted"
        self.assertEqual(self.need.answer, "accepted")
