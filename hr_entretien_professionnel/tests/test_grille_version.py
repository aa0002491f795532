"""The questions as they were stay with the interview, and so do the answers."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.proof.ir_actions_report import INTERVIEW_WORDS
from .test_grille import GrilleCase

QUESTIONS = (
    ("employee", "text", "Your machines?"),
    ("interviewer", "separator", "Workshop"),
    ("interviewer", "text", "Which machines next?"),
    ("interviewer", "selection", "Ready to move?", "Yes ; No"),
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestGrilleVersion(GrilleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grille.active = False
        cls.grille = cls._grille("Workshop", QUESTIONS, for_periodic=True)
        cls.text, cls.choice = cls.grille.interviewer_question_ids[1:]

    def _answers(self, entretien):
        """Label → value of what the interview says, as the form reads it."""
        items = entretien.read(["questions"])[0]["questions"]
        return {item["string"]: item.get("value") for item in items}

    def _answered(self):
        entretien = self._planned()
        yes = self.choice._property()["selection"][0][0]
        self._as(self.user_manager, entretien).questions = {
            self.text.code: "The five-axis one",
            self.choice.code: yes,
        }
        return entretien

    def test_follows_the_grid_until_it_is_planned(self):
        entretien = self._entretien(self.employee, motif="periodic")
        self.assertFalse(entretien.grille_version_id)
        self.text.label = "Which machines from now on?"
        content = entretien.env["hr.entretien.grille"]._content_for(entretien)
        self.assertEqual(
            content["interviewer_definition"][1]["string"],
            "Which machines from now on?",
        )
        entretien.write({"date_planned": "2026-04-01 09:00:00", "state": "planned"})
        self.text.label = "Something else?"
        labels = list(self._answers(entretien))
        self.assertIn("Which machines from now on?", labels)
        self.assertNotIn("Something else?", labels)

    def test_answers_outlive_every_change_of_the_grid(self):
        entretien = self._answered()
        before = self._answers(entretien)
        self.assertEqual(before["Which machines next?"], "The five-axis one")
        self.text.unlink()
        self.choice.write({"choices": "Maybe ; Never", "label": "Moving?"})
        self.grille.write({"name": "New", "for_periodic": False, "active": False})
        entretien.write({"motif": "on_request"})
        entretien._ensure_grille_version()
        self.env.invalidate_all()
        self.assertEqual(self._answers(entretien), before)
        self.assertEqual(
            [
                row[1]
                for row in entretien.env[INTERVIEW_WORDS]._question_rows(entretien)
            ],
            ["", "The five-axis one", "Yes"],
        )

    def test_interview_planned_again_keeps_its_questions(self):
        entretien = self._answered()
        before = entretien.grille_version_id
        entretien.state = "to_plan"
        self.text.label = "Other?"
        entretien.state = "planned"
        self.assertEqual(entretien.grille_version_id, before)
        self.assertIn("Which machines next?", self._answers(entretien))

    def test_version_is_made_only_when_the_content_differs(self):
        first = self._planned().grille_version_id
        second = self._planned(self.colleague).grille_version_id
        self.assertEqual(first, second)
        self.grille.sequence = 3
        self.text.sequence = self.text.sequence
        third = self._planned(self.stranger).grille_version_id
        self.assertEqual(third, first)
        self.choice.choices = "Yes ; No ; Later"
        fourth = self._planned(self.n2).grille_version_id
        self.assertNotEqual(fourth, first)
        self.choice.choices = "Yes ; No"
        self.assertEqual(self._planned(self.hr).grille_version_id, first)

    def test_order_and_introduction_belong_to_the_version(self):
        first = self._planned().grille_version_id
        self.choice.sequence = 1
        second = self._planned(self.colleague).grille_version_id
        names = [item["name"] for item in second.interviewer_definition]
        self.assertEqual(names[0], self.choice.code)
        self.grille.introduction = "<p>Welcome</p>"
        third = self._planned(self.stranger)
        self.assertEqual(len(first | second | third.grille_version_id), 3)
        self.assertIn("Welcome", third.grille_introduction)

    def test_version_speaks_the_companys_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.text.with_context(lang="fr_FR").label = "Quelles machines ensuite ?"
        self.company.partner_id.lang = "fr_FR"
        as_manager = self._as(self.user_manager, self._planned())
        self.assertIn("Quelles machines ensuite ?", self._answers(as_manager))

    def test_nobody_changes_a_version(self):
        version = self._answered().grille_version_id
        for user in (
            self.user_hr,
            self.user_hr_manager,
            self.user_manager,
            self.user_system,
            self.user_employee,
        ):
            mine = self._as(user, version)
            with self.subTest(user=user.login):
                self.assertEqual(mine.name, "Workshop")
                for refused in (
                    lambda mine=mine: mine.write({"name": "Other"}),
                    lambda mine=mine: mine.unlink(),
                    lambda mine=mine: mine.copy(),
                    lambda mine=mine: mine.create(
                        {"grille_id": mine.grille_id.id, "name": "x", "digest": "x"}
                    ),
                ):
                    with self.assertRaises(UserError):
                        refused()
        with self.assertRaisesRegex(UserError, "stay with the interviews"):
            version.sudo().name = "Other"
        with self.assertRaisesRegex(UserError, "stay with the interviews"):
            version.sudo().unlink()
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, version).read(["name"])

    def test_form_cannot_change_the_questions(self):
        """The property editor would write the definition: nobody may, HR neither."""
        entretien = self._answered()
        for user in (self.user_hr, self.user_manager):
            mine = self._as(user, entretien)
            items = mine.read(["questions"])[0]["questions"]
            items[1].update(string="Forged?", definition_changed=True)
            with self.subTest(user=user.login), self.assertRaises(UserError):
                mine.write({"questions": items})
        self.assertIn("Which machines next?", self._answers(entretien))

    def test_nobody_puts_another_version_on_an_interview(self):
        entretien = self._answered()
        self.text.label = "Other?"
        other = self._planned(self.colleague).grille_version_id
        for user in (self.user_hr, self.user_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, entretien).write({"grille_version_id": other.id})
        with self.assertRaises(AccessError):
            self._as(self.user_hr, self.env["hr.entretien"]).create(
                {"employee_id": self.stranger.id, "grille_version_id": other.id}
            )

    def test_only_who_leads_answers(self):
        entretien = self._answered()
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, entretien).write(
                    {"questions": {self.text.code: "Forged"}}
                )
        entretien.write({"state": "closed", "date_held": "2026-03-01"})
        with self.assertRaisesRegex(UserError, "closed"):
            self._as(self.user_hr, entretien).write(
                {"questions": {self.text.code: "Late"}}
            )
