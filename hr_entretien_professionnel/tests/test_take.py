"""Taking over what the employee prepared, and giving the information."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase

PREPARED = {
    "career": "Turner since 2022, fitter before.",
    "difficulties": "The new machine",
    "wishes": [
        {"kind": "other_job", "note": "Setter"},
        {"kind": "unheard of", "note": "Abroad"},
    ],
    "needs": [
        {"name": "Setting a lathe", "aim": "evolution"},
        {"name": "English", "aim": "unheard of"},
        {"name": "  ", "aim": "job"},
    ],
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestTake(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee, state="held", date_held="2026-02-27"
        )
        cls.preparation = cls._prepare(cls.entretien, **PREPARED)

    @classmethod
    def _prepare(cls, entretien, state="submitted", **kw):
        preparation = (
            cls.env["hr.entretien.preparation"]
            .sudo()
            .create({"entretien_id": entretien.id, "state": state, **kw})
        )
        entretien.sudo().preparation_id = preparation
        return preparation

    def _section(self, user, name):
        beside = self._as(user, self.entretien).beside
        return next((s for s in beside["sections"] if s["name"] == name), None)

    def test_leaders_take(self):
        for user in (self.user_manager, self.user_n2, self.user_hr):
            with self.subTest(login=user.login):
                self.entretien.sudo().career = False
                self._as(user, self.entretien).action_take_section("career")
                self.assertEqual(self.entretien.career, PREPARED["career"])

    def test_nobody_else_takes(self):
        """The employee reads his interview and still may not fill it."""
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, self.entretien).action_take_section("all")
                with self.assertRaises(AccessError):
                    self._as(user, self.entretien).action_give_information("vae")
        self.assertFalse(self.entretien.career)
        self.assertFalse(self.entretien.besoin_ids)

    def test_nothing_written_is_replaced(self):
        self.entretien.career = "What the manager wrote"
        self._as(self.user_manager, self.entretien).action_take_section("career")
        self.assertEqual(
            self.entretien.career, f"What the manager wrote\n\n{PREPARED['career']}"
        )

    def test_everything_once(self):
        """Pressed twice, or after a section was taken: no text and no line double."""
        entretien = self._as(self.user_manager, self.entretien)
        entretien.action_take_section("needs")
        entretien.action_take_section("all")
        entretien.action_take_section("all")
        self.assertRecordValues(
            self.entretien.besoin_ids,
            [
                {"name": "Setting a lathe", "aim": "evolution"},
                {"name": "English", "aim": "job"},
            ],
        )
        self.assertRecordValues(
            self.entretien.souhait_ids,
            [
                {"kind": "other_job", "note": "Setter"},
                {"kind": "other", "note": "Abroad"},
            ],
        )
        self.assertEqual(self.entretien.career, PREPARED["career"])
        self.assertTrue(
            all(s["taken"] for s in self.entretien.beside["sections"] if s["prepared"])
        )

    def test_what_was_reworded_around_it_counts_as_taken(self):
        self.entretien.career = f"Yes:\n{PREPARED['career'].upper()}\nand more"
        self._as(self.user_manager, self.entretien).action_take_section("career")
        self.assertEqual(self.entretien.career.count("2022"), 1)

    def test_a_text_is_there_when_its_paragraphs_are(self):
        """Words of it in a sentence that says something else are not the text."""
        said = "Asks for no change of the new machine."
        for prepared, present, taken in (
            ("The new machine", said, False),
            ("The new machine", f"{said}\nthe new  machine", True),
            ("The new machine\n\nNoise", "The new machine", False),
            ("The new machine\n\nNoise", f"Noise\n{said}\nThe new machine", True),
            ("The new machine\n\nNoise", "The new machine. Noise", False),
        ):
            with self.subTest(prepared=prepared, present=present):
                self.preparation.sudo().difficulties = prepared
                self.entretien.difficulties = present
                section = self._section(self.user_manager, "difficulties")
                self.assertEqual(section["taken"], taken)
                entretien = self._as(self.user_manager, self.entretien)
                entretien.action_take_section("difficulties")
                expected = present if taken else f"{present}\n\n{prepared}"
                self.assertEqual(entretien.difficulties, expected)

    def test_a_draft_does_not_exist(self):
        """Not its text, not even that the employee has begun."""
        self.preparation.state = "draft"
        for user in (
            self.user_manager,
            self.user_n2,
            self.user_hr,
            self.user_hr_manager,
        ):
            with self.subTest(login=user.login):
                entretien = self._as(user, self.entretien)
                self.assertEqual(entretien.preparation_state, "waited")
                self.assertEqual(entretien.beside["sections"], [])
                self.assertEqual(entretien.beside["answers"], [])
                with self.assertRaisesRegex(UserError, "not sent"):
                    entretien.action_take_section("all")

    def test_read_beside_the_form(self):
        section = self._section(self.user_manager, "career")
        self.assertEqual(section["prepared"], PREPARED["career"])
        self.assertFalse(section["taken"])
        needs = self._section(self.user_manager, "needs")["prepared"]
        self.assertIn("Setting a lathe – Evolution of the job", needs)

    def test_nobody_else_reads_it_there(self):
        for user in (self.user_colleague, self.user_other_manager, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien).read(["beside", "preparation_state"])

    def test_answers_to_the_company_s_questions(self):
        questions = (
            ("question1", "char", "Which machine?", False),
            ("question2", "selection", "Night shifts?", "Rather not ; Gladly"),
            ("question3", "boolean", "Car?", False),
            ("question4", "char", "Unanswered?", False),
            ("question5", "boolean", "Nights?", False),
            ("question6", "boolean", "Unanswered too?", False),
            ("question7", "integer", "Years in this trade?", False),
            ("question8", "float", "Days at home?", False),
            ("question9", "date", "From when?", False),
            ("questionten", "datetime", "Call back?", False),
        )
        grille = self.env["hr.entretien.grille"].create(
            {
                "name": "Ours",
                "question_ids": [
                    Command.create(
                        {"code": code, "kind": kind, "label": label, "choices": choices}
                    )
                    for code, kind, label, choices in questions
                ],
            }
        )
        self.entretien.sudo().write(
            {"grille_id": grille.id, "grille_version_id": False}
        )
        self.entretien._ensure_grille_version()
        self.preparation.grille_version_id = self.entretien.grille_version_id
        gladly = self.env["hr.entretien.question"]._key("Gladly")
        self.preparation.answers = {
            "question1": "The lathe",
            "question2": gladly,
            "question3": True,
            "question5": False,
            "question7": 0,
            "question8": 2.5,
            "question9": "2026-04-13",
            "questionten": "2026-04-13 08:30:00",
        }
        self.env["res.lang"]._activate_lang("fr_FR")
        seen = self._as(self.user_manager, self.entretien)
        seen = seen.with_context(lang="fr_FR", tz="Europe/Paris")
        self.assertEqual(
            [(row["label"], row["text"]) for row in seen.beside["answers"]],
            [
                ("Which machine?", "The lathe"),
                ("Night shifts?", "Gladly"),
                ("Car?", "Oui"),
                ("Nights?", "Non"),
                ("Years in this trade?", "0"),
                ("Days at home?", "2,50"),
                ("From when?", "13/04/2026"),
                ("Call back?", "13/04/2026 10:30:00"),
            ],
        )

    def test_closed_takes_nothing_more(self):
        self.entretien.sudo().write(
            {"state": "closed", "date_copy_delivered": "2026-03-02"}
        )
        for user in (self.user_manager, self.user_hr):
            with self.subTest(login=user.login):
                with self.assertRaisesRegex(UserError, "closed"):
                    self._as(user, self.entretien).action_take_section("all")
                with self.assertRaisesRegex(UserError, "closed"):
                    self._as(user, self.entretien).action_give_information("vae")

    def test_only_sections_are_taken(self):
        """Over RPC the name is anything: no other field may be reached by it."""
        for name in ("hr_note", "employee_comment", "state", "wishes.kind", ""):
            with self.subTest(name=name), self.assertRaises(UserError):
                self._as(self.user_manager, self.entretien).action_take_section(name)
        with self.assertRaises(UserError):
            self._as(self.user_manager, self.entretien).action_give_information("due")

    def test_all_information_is_given_at_once(self):
        """A date that was written stays."""
        self.entretien.sudo().info_vae_date = "2026-02-27"
        entretien = self._as(self.user_manager, self.entretien)
        entretien.action_give_information("all")
        days = [entretien[f"info_{code}_date"] for code in ("vae", "cpf", "cep")]
        today = self._day("2026-03-02")
        self.assertEqual(days, [self._day("2026-02-27"), today, today])
        for user in (self.user_employee, self.user_colleague):
            with self.assertRaises(AccessError):
                self._as(user, self.entretien).action_give_information("all")

    def test_information_is_given_today(self):
        for user in (self.user_manager, self.user_hr):
            self.entretien.sudo().info_cpf_date = False
            self._as(user, self.entretien).action_give_information("cpf")
            self.assertEqual(self.entretien.info_cpf_date, self._day("2026-03-02"))
        self.assertFalse(self.entretien.info_vae_date)
