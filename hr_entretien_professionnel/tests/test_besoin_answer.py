"""A need is not refused without a reason."""

from ast import literal_eval

from odoo.exceptions import RedirectWarning, ValidationError
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
                    with self.assertRaisesRegex(RedirectWarning, "“English”: say why"):
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

    def test_given_up_asks_for_no_answer(self):
        """Nor does what was decided: the lists of both open without them."""
        action = self.env["hr.entretien.action"].create(
            {
                "entretien_id": self.entretien.id,
                "name": "Tutor",
                "owner_id": self.colleague.id,
                "deadline": "2026-03-01",
            }
        )
        self.assertTrue(action.is_late)
        for state, days in (
            ("cancelled", {}),
            ("declined", {"date_declined": "2026-03-01"}),
        ):
            self.entretien.state = "held"
            with self.subTest(state):
                for lines, name in (
                    (self.need, "hr_entretien_besoin_action"),
                    (action, "hr_entretien_action_action"),
                ):
                    self.entretien.write({"state": "held"})
                    self.assertIn(lines, self._listed(lines, name, self.user_manager))
                    self.entretien.write({"state": state, **days})
                    self.assertFalse(self._listed(lines, name, self.user_manager))
                self.assertFalse(action.is_late)
                self.assertFalse(action.search([("is_late", "=", True)]) & action)

    def test_who_sees_to_it_finds_it_without_reading_the_interview(self):
        self.need.write({"answer": "accepted", "owner_id": self.colleague.id})
        name = "hr_entretien_besoin_action"
        self.assertTrue(self._listed(self.need, name, self.user_colleague))
        self.assertFalse(self._listed(self.need, name, self.user_other_manager))

    def _listed(self, lines, name, user):
        """Those of the lines that the user finds in the menu."""
        action = self.env.ref(f"hr_entretien_professionnel.{name}")
        found = self._as(user, lines.browse()).search(literal_eval(action.domain))
        return found.with_env(self.env) & lines
