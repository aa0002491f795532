"""Two people fill the same interview at once."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:42:00")
class TestJoint(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee, state="held", date_held="2026-02-27", conclusion="Begun"
        )
        cls.need = cls.env["hr.entretien.besoin"].create(
            {"entretien_id": cls.entretien.id, "name": "English"}
        )

    def _save(self, user, vals, started):
        """What the form of that user sends."""
        entretien = self._as(user, self.entretien).with_context(
            entretien_started_from=started
        )
        return entretien.web_save(vals, {"conclusion": {}, "career": {}})

    def _said(self, user, vals, started):
        """What that user's screen says about what was changed meanwhile."""
        said = []
        with patch.object(
            self.env.registry["res.users"],
            "_bus_send",
            lambda users, kind, content: said.append((users, kind, content)),
        ):
            self._save(user, vals, started)
        self.assertTrue(said)
        for users, kind, content in said:
            self.assertEqual(users, user)
            self.assertEqual(kind, "simple_notification")
            self.assertTrue(content["sticky"])
        return "\n".join(content["message"] for _users, _kind, content in said)

    def test_different_fields_merge(self):
        self._save(self.user_n2, {"career": "By N+2"}, {"career": False})
        saved = self._save(
            self.user_manager, {"conclusion": "By the manager"}, {"conclusion": "Begun"}
        )
        self.assertEqual(saved[0]["career"], "By N+2")
        self.assertEqual(self.entretien.conclusion, "By the manager")

    def test_of_a_text_both_are_kept_and_it_is_said(self):
        self._save(self.user_n2, {"conclusion": "By N+2"}, {"conclusion": "Begun"})
        said = self._said(
            self.user_manager,
            {"conclusion": "By the manager", "career": "Typed too"},
            {"conclusion": "Begun", "career": False},
        )
        self.assertIn("N2 changed: Conclusion. ", said)
        self.assertEqual(self.entretien.conclusion, "By N+2\nBy the manager")
        self.assertEqual(self.entretien.career, "Typed too")

    def test_from_the_joint_text_on_it_is_saved_as_it_is(self):
        self._save(self.user_n2, {"conclusion": "By N+2"}, {"conclusion": "Begun"})
        self._save(self.user_manager, {"conclusion": "Mine"}, {"conclusion": "Begun"})
        joint = self.entretien.conclusion
        self._save(self.user_manager, {"conclusion": "Ours"}, {"conclusion": joint})
        self.assertEqual(self.entretien.conclusion, "Ours")

    def test_the_same_words_are_no_conflict(self):
        self._save(self.user_n2, {"conclusion": "Done"}, {"conclusion": "Begun"})
        self._save(
            self.user_manager, {"conclusion": "Done\r\n"}, {"conclusion": "Begun"}
        )
        self.assertEqual(self.entretien.conclusion.strip(), "Done")

    def test_empty_is_empty_in_every_format(self):
        for started in (False, "", None):
            self.entretien.sudo().career = False
            self._save(self.user_manager, {"career": "x"}, {"career": started})

    def test_of_a_choice_or_a_date_the_one_saved_first_stays(self):
        self._save(
            self.user_n2, {"info_vae_date": "2026-02-27"}, {"info_vae_date": False}
        )
        said = self._said(
            self.user_manager, {"info_vae_date": "2026-03-01"}, {"info_vae_date": False}
        )
        self.assertIn(self.entretien._fields["info_vae_date"].string, said)
        self.assertEqual(self.entretien.info_vae_date, self._day("2026-02-27"))
        self._save(
            self.user_hr,
            {"interviewer_id": self.n2.id},
            {"interviewer_id": self.manager.id},
        )
        said = self._said(
            self.user_manager,
            {"interviewer_id": self.hr.id},
            {"interviewer_id": self.manager.id},
        )
        self.assertIn(self.entretien._fields["interviewer_id"].string, said)
        self.assertEqual(self.entretien.interviewer_id, self.n2)

    def test_the_same_line(self):
        def update(name):
            return {"besoin_ids": [Command.update(self.need.id, {"name": name})]}

        started = {"besoin_ids": {str(self.need.id): {"name": "English"}}}
        self._save(self.user_n2, update("English, B2"), started)
        said = self._said(self.user_manager, update("English at work"), started)
        self.assertIn(self.need._fields["name"].string, said)
        self.assertEqual(self.need.name, "English, B2 / English at work")

    def test_different_fields_of_a_line_merge(self):
        lines = {str(self.need.id): {"means": False}}
        self._save(
            self.user_n2,
            {"besoin_ids": [Command.update(self.need.id, {"means": "cpf"})]},
            {"besoin_ids": lines},
        )
        self._save(
            self.user_manager,
            {
                "besoin_ids": [
                    Command.update(self.need.id, {"priority": "2"}),
                    Command.create({"name": "Welding"}),
                ]
            },
            {"besoin_ids": {str(self.need.id): {"priority": "0"}}},
        )
        self.assertRecordValues(
            self.entretien.besoin_ids,
            [
                {"name": "English", "means": "cpf", "priority": "2"},
                {"name": "Welding", "means": False, "priority": "0"},
            ],
        )

    def test_what_both_began_with_is_kept_once_and_no_sentence_is_torn(self):
        """What is saved first, what is saved second, from “Said. Begun”."""
        for first, second, joint in (
            (" by N+2", " and ended", "Said. Begun by N+2\nBegun and ended"),
            (" by N+2", ". Ended", "Said. Begun by N+2\nEnded"),
            (".\nBy N+2", " and ended", "Said. Begun and ended\nBy N+2"),
            ("\nBy N+2", "ing", "Said. Beguning\nBy N+2"),
            ("\nBy N+2", "\nBy me\nAll", "Said. Begun\nBy N+2\nBy me\nAll"),
            (" / By N+2", " at last", "Said. Begun at last\nBy N+2"),
        ):
            with self.subTest(first=first, second=second):
                base = self.entretien.conclusion = "Said. Begun"
                started = {"conclusion": base}
                self._save(self.user_n2, {"conclusion": base + first}, started)
                self._save(self.user_manager, {"conclusion": base + second}, started)
                self.assertEqual(self.entretien.conclusion, joint)

    def test_a_sentence_goes_on_while_others_write(self):
        """Saved again and again while typing: each time from what the screen shows."""
        started = {"conclusion": "Begun"}
        self._save(self.user_n2, {"conclusion": "Begun\nBy N+2"}, started)
        self._save(self.user_manager, {"conclusion": "Begun, go"}, started)
        joint = {"conclusion": self.entretien.conclusion}
        self._save(self.user_manager, {"conclusion": "Begun, going on\nBy N+2"}, joint)
        self.assertEqual(self.entretien.conclusion, "Begun, going on\nBy N+2")

    def test_each_answer_to_the_company_s_questions(self):
        questions = self._with_questions({"question1": "One", "question2": "Two"})
        first = self._answers(questions, question1="One of N+2")
        second = self._answers(questions, question2="Two of the manager")
        self._save(self.user_n2, {"questions": first}, {"questions": questions})
        self._save(self.user_manager, {"questions": second}, {"questions": questions})
        self.assertEqual(
            dict(self.entretien.questions),
            {"question1": "One of N+2", "question2": "Two of the manager"},
        )
        said = self._said(
            self.user_manager,
            {"questions": self._answers(questions, question1="One of the manager")},
            {"questions": questions},
        )
        self.assertIn("First?", said)
        self.assertEqual(
            dict(self.entretien.questions),
            {
                "question1": "One of N+2 / One of the manager",
                "question2": "Two of the manager",
            },
        )

    def _with_questions(self, values):
        grille = self.env["hr.entretien.grille"].create(
            {
                "name": "Ours",
                "question_ids": [
                    Command.create(
                        {
                            "code": code,
                            "label": label,
                            "kind": "char",
                            "audience": "interviewer",
                        }
                    )
                    for code, label in (
                        ("question1", "First?"),
                        ("question2", "Second?"),
                    )
                ],
            }
        )
        self.entretien.sudo().write(
            {"grille_id": grille.id, "grille_version_id": False}
        )
        self.entretien._ensure_grille_version()
        self.entretien.sudo().questions = values
        return self.entretien.read(["questions"])[0]["questions"]

    @staticmethod
    def _answers(questions, **changed):
        return [
            {**item, "value": changed.get(item["name"], item["value"])}
            for item in questions
        ]

    def test_who_does_not_say_writes_as_before(self):
        """Imports, other screens and other programs know nothing of it."""
        self._save(self.user_n2, {"conclusion": "By N+2"}, {"conclusion": "Begun"})
        entretien = self._as(self.user_manager, self.entretien)
        entretien.web_save({"conclusion": "Over it"}, {})
        entretien.write({"conclusion": "Over it again"})
        self.assertEqual(self.entretien.conclusion, "Over it again")

    def test_it_opens_nothing(self):
        """Neither the texts of an interview one may not read, nor HR's note."""
        for user in (self.user_colleague, self.user_other_manager, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._save(user, {"conclusion": "x"}, {"conclusion": "y"})
        self.entretien.sudo().hr_note = "For HR alone"
        with self.assertRaises(AccessError):
            self._save(self.user_manager, {"hr_note": "x"}, {"hr_note": False})

    def test_a_malformed_start_is_no_way_in(self):
        for started in ("x", ["conclusion"], {"nothing": 1}, {"besoin_ids": {}}):
            self._save(self.user_manager, {"conclusion": "Fine"}, started)
        self.assertEqual(self.entretien.conclusion, "Fine")
