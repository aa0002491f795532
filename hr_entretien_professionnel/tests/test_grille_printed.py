"""The company's questions on paper: in the document, in the preview of a grid."""

from freezegun import freeze_time
from lxml import html

from odoo.tests import tagged

from ..models.proof.ir_actions_report import INTERVIEW_WORDS
from .test_grille import GrilleCase

QUESTIONS = (
    ("employee", "text", "Your machines?"),
    ("interviewer", "separator", "Workshop"),
    ("interviewer", "text", "Which machines next?"),
    ("interviewer", "tags", "Which shifts?", "Day ; Night"),
    ("interviewer", "separator", "Numbers"),
    ("interviewer", "integer", "How many?"),
    ("interviewer", "float", "How long?"),
    ("interviewer", "date", "Since when?"),
    ("interviewer", "datetime", "Next talk?"),
    ("interviewer", "boolean", "Forklift"),
    ("interviewer", "separator", "Nothing under it"),
)
TEMPLATE = "hr_entretien_professionnel.report_hr_entretien_questions"
PREVIEW = "hr_entretien_professionnel.hr_entretien_grille_report"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestGrillePrinted(GrilleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US").date_format = "%m/%d/%Y"
        cls.grille.active = False
        cls.grille = cls._grille("Workshop", QUESTIONS, for_periodic=True)

    def _code(self, label):
        return self.grille.question_ids.filtered(lambda line: line.label == label).code

    def _held_with(self, **answers):
        """An interview held, with answers under the first word of their question."""
        codes = {
            line.label.split()[-1].strip("?"): line.code
            for line in self.grille.question_ids
        }
        entretien = self._planned(interviewer_id=self.manager.id)
        entretien.questions = {codes[name]: value for name, value in answers.items()}
        entretien.write({"state": "held", "date_held": "2026-03-01"})
        return self._as(self.user_manager, entretien)

    def _printed(self, entretien):
        content = entretien.env["ir.qweb"]._render(
            TEMPLATE, {"doc": entretien, "words": entretien.env[INTERVIEW_WORDS]}
        )
        return html.fromstring(f"<div>{content}</div>")

    def _said(self, page):
        return " ".join(" ".join(page.itertext()).split())

    def test_answers_are_said_as_people_write_them(self):
        night = self.env["hr.entretien.question"]._key("Night")
        entretien = self._held_with(
            next=" The five-axis one\n",
            shifts=[night],
            many=1200,
            long=2.5,
            when="2026-01-31",
            talk="2026-05-04 08:30:00",
            Forklift=True,
        )
        self.assertEqual(
            [
                (label, value.replace("\u202f", " "), heading)
                for label, value, heading in entretien.env[
                    INTERVIEW_WORDS
                ]._question_rows(entretien)
            ],
            [
                ("Workshop", "", True),
                ("Which machines next?", "The five-axis one", False),
                ("Which shifts?", "Night", False),
                ("Numbers", "", True),
                ("How many?", "1,200", False),
                ("How long?", "2.50", False),
                ("Since when?", "01/31/2026", False),
                ("Next talk?", "05/04/2026 10:30:00 AM", False),
                ("Forklift", "Yes", False),
            ],
        )

    def test_they_stand_tab_by_tab_as_on_the_form(self):
        lines = {line.label: line for line in self.grille.question_ids}
        lines["How many?"].tab = "career"
        lines["Which shifts?"].tab = "job"
        entretien = self._held_with(next="The new one", many=3, long=2)
        rows = entretien.env[INTERVIEW_WORDS]._question_rows(entretien)
        self.assertEqual(
            [row[0] for row in rows],
            [
                "Career – Numbers",
                "How many?",
                "Conclusion – Workshop",
                "Which machines next?",
                "Conclusion – Numbers",
                "How long?",
            ],
        )
        self.assertEqual(rows[0][2], True)
        form = self._as(
            self.user_manager, self._entretien(self.colleague, motif="periodic")
        )
        said = self._said(self._printed(form))
        self.assertLess(said.index("How many?"), said.index("Which shifts?"))
        self.assertLess(said.index("Job and Skills – W"), said.index("Which shifts?"))

    def test_nothing_answered_prints_nothing(self):
        entretien = self._held_with(Forklift=False, next="", shifts=[])
        self.assertEqual(entretien.env[INTERVIEW_WORDS]._question_rows(entretien), [])
        self.assertEqual(self._said(self._printed(entretien)), "")

    def test_record_has_only_what_was_answered(self):
        page = self._printed(self._held_with(many=0))
        self.assertEqual(self._said(page), "Company's questions Numbers How many? 0")

    def test_form_has_room_for_every_answer(self):
        entretien = self._as(
            self.user_manager, self._entretien(self.employee, motif="periodic")
        )
        page = self._printed(entretien)
        said = self._said(page)
        self.assertIn("Which machines next?", said)
        self.assertIn("Day Night", said)
        self.assertNotIn("Your machines?", said)
        self.assertEqual(len(page.find_class("o_entretien_line")), 3)
        self.assertEqual(len(page.find_class("o_entretien_box")), 2 + 1)
        self.assertEqual(len(page.find_class("o_entretien_blank")), 4)

    def test_form_keeps_what_was_noted_beforehand(self):
        entretien = self._planned(interviewer_id=self.manager.id)
        day = self.env["hr.entretien.question"]._key("Day")
        entretien.questions = {
            self._code("Which machines next?"): "The five-axis one",
            self._code("Which shifts?"): [day],
        }
        page = self._printed(self._as(self.user_manager, entretien))
        self.assertIn("The five-axis one", self._said(page))
        self.assertEqual(len(page.find_class("o_entretien_ticked")), 1)

    def test_interview_without_questions_prints_nothing(self):
        self.env["hr.entretien.grille"].search([]).active = False
        for entretien in (
            self._entretien(self.employee, motif="periodic"),
            self._held(self.colleague, "2026-02-01"),
        ):
            self.assertEqual(
                entretien.env[INTERVIEW_WORDS]._question_rows(entretien), []
            )

    def test_preview_shows_both_sides(self):
        grille = self._as(self.user_hr, self.grille)
        reports = self.env["ir.actions.report"].with_env(grille.env)
        content, _kind = reports._render_qweb_html(PREVIEW, grille.ids)
        said = self._said(html.fromstring(content))
        self.assertIn("What the employee answers when preparing Your machines?", said)
        self.assertIn("What the interviewer fills in Workshop Which machines", said)
