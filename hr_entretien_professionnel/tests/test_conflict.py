"""Two people fill the same interview at once."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..models.interview.hr_entretien_conflict import EntretienConflict
from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:42:00")
class TestConflict(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee, state="held", date_held="2026-02-27", conclusion="Begun"
        )
        cls.need = cls.env["hr.entretien.besoin"].create(
            {"entretien_id": cls.entretien.id, "name": "English"}
        )

    def _save(self, user, vals, started, **context):
        """What the form of that user sends."""
        entretien = self._as(user, self.entretien).with_context(
            entretien_started_from=started, **context
        )
        return entretien.web_save(vals, {"conclusion": {}, "career": {}})

    def _refused(self, user, vals, started):
        with self.assertRaises(EntretienConflict) as caught:
            self._save(user, vals, started)
        return caught.exception

    def test_different_fields_merge(self):
        self._save(self.user_n2, {"career": "By N+2"}, {"career": False})
        saved = self._save(
            self.user_manager, {"conclusion": "By the manager"}, {"conclusion": "Begun"}
        )
        self.assertEqual(saved[0]["career"], "By N+2")
        self.assertEqual(self.entretien.conclusion, "By the manager")

    def test_the_same_field_is_refused_with_who_and_when_and_what(self):
        self._save(self.user_n2, {"conclusion": "By N+2"}, {"conclusion": "Begun"})
        self.env.flush_all()  # The database has its own clock.
        self.env.cr.execute("UPDATE hr_entretien SET write_date = '2026-03-02 09:42'")
        error = self._refused(
            self.user_manager,
            {"conclusion": "By the manager", "career": "Typed too"},
            {"conclusion": "Begun", "career": False},
        )
        self.assertRegex(str(error), r"changed by N2 on 0?[23]/0?[23]/(20)?26,? 10:42")
        self.assertIn("Conclusion : By N+2", str(error))
        self.assertEqual(
            error.context["entretien_conflict"]["fields"],
            [
                {
                    "path": "conclusion",
                    "label": "Conclusion",
                    "theirs": "By N+2",
                    "value": "By N+2",
                    "is_text": True,
                }
            ],
        )
        self.assertEqual(self.entretien.conclusion, "By N+2")
        self.assertFalse(self.entretien.career)

    def test_settled_from_the_other_s_text_it_is_saved(self):
        """Keep both: the form starts again from what the other wrote."""
        self._save(self.user_n2, {"conclusion": "By N+2"}, {"conclusion": "Begun"})
        both = "By N+2\nBy the manager"
        self._save(self.user_manager, {"conclusion": both}, {"conclusion": "By N+2"})
        self.assertEqual(self.entretien.conclusion, both)

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

    def test_dates_and_people_too(self):
        self._save(
            self.user_n2, {"info_vae_date": "2026-02-27"}, {"info_vae_date": False}
        )
        error = self._refused(
            self.user_manager, {"info_vae_date": "2026-03-01"}, {"info_vae_date": False}
        )
        self.assertIn("2026-02-27", str(error))
        self.assertFalse(error.context["entretien_conflict"]["fields"][0]["is_text"])
        self._save(
            self.user_hr,
            {"interviewer_id": self.n2.id},
            {"interviewer_id": self.manager.id},
        )
        error = self._refused(
            self.user_manager,
            {"interviewer_id": self.hr.id},
            {"interviewer_id": self.manager.id},
        )
        self.assertIn("N2", str(error))

    def test_the_same_line(self):
        def update(name):
            return {"besoin_ids": [Command.update(self.need.id, {"name": name})]}

        started = {"besoin_ids": {str(self.need.id): {"name": "English"}}}
        self._save(self.user_n2, update("English, B2"), started)
        error = self._refused(self.user_manager, update("Business English"), started)
        path = f"besoin_ids.{self.need.id}.name"
        self.assertEqual(error.context["entretien_conflict"]["fields"][0]["path"], path)
        self.assertIn("English, B2", str(error))
        self.assertEqual(self.need.name, "English, B2")

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

    def test_closing_the_browser_keeps_both(self):
        """Nobody would read the refusal."""
        self._save(
            self.user_n2,
            {"conclusion": "By N+2", "info_vae_date": "2026-02-27"},
            {"conclusion": "Begun", "info_vae_date": False},
        )
        self._save(
            self.user_manager,
            {"conclusion": "By the manager", "info_vae_date": "2026-03-01"},
            {"conclusion": "Begun", "info_vae_date": False},
            entretien_leaving=True,
        )
        self.assertEqual(self.entretien.conclusion, "By N+2\nBy the manager")
        self.assertEqual(self.entretien.info_vae_date, self._day("2026-02-27"))

    def test_what_both_began_with_is_kept_once(self):
        self._save(
            self.user_n2, {"conclusion": "Begun by N+2"}, {"conclusion": "Begun"}
        )
        self._save(
            self.user_manager,
            {"conclusion": "Begun and ended"},
            {"conclusion": "Begun"},
            entretien_leaving=True,
        )
        self.assertEqual(self.entretien.conclusion, "Begun by N+2\nand ended")

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
        error = self._refused(
            self.user_manager,
            {"questions": self._answers(questions, question1="One of the manager")},
            {"questions": questions},
        )
        self.assertIn("First? : One of N+2", str(error))

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
