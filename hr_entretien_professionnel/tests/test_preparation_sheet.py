"""The sheet to prepare with a pen: what it knows, what it asks, what it never says."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .paper_common import PaperCase

SHEET = "hr_entretien_professionnel.hr_entretien_preparation_sheet_report"
QUESTIONS = (
    ("employee", "separator", "Your workshop", False),
    ("employee", "text", "Your machines?", False),
    ("employee", "tags", "Which shifts?", "Day ; Night"),
    ("employee", "boolean", "I drive a forklift", False),
    ("employee", "date", "Since when?", False),
    ("interviewer", "text", "Kept to the interviewer", False),
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestPreparationSheet(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = ("audience", "kind", "label", "choices")
        cls.grille = cls.env["hr.entretien.grille"].create(
            {
                "name": "Workshop",
                "company_id": cls.company.id,
                "for_periodic": True,
                "introduction": "<p>Welcome to this talk</p>",
                "question_ids": [
                    (0, 0, dict(zip(names, question, strict=True)))
                    for question in QUESTIONS
                ],
            }
        )
        cls.env["hr.resume.line"].create(
            {
                "employee_id": cls.employee.id,
                "name": "Apprentice turner",
                "date_start": "2019-09-01",
                "date_end": "2021-08-31",
            }
        )

    def test_sheet_asks_the_companys_questions(self):
        page = self._page(SHEET, self.user_manager, self._planned())
        said = self._said(page)
        for text in (
            "Preparing my interview",
            "This sheet stays yours",
            "you need neither hand it in nor show it",
            "Wednesday 1 April 2026",
            "Welcome to this talk",
            "Your workshop",
            "Your machines?",
            "Day Night",
            "I drive a forklift",
            "Apprentice turner",
            "2019 – 2021",
            "Tourneuse – Usinage",
        ):
            self.assertIn(text, said)
        self.assertNotIn("Kept to the interviewer", said)
        # Nine wishes, three aims on three lines, two choices, a box.
        self.assertEqual(len(page.find_class("o_entretien_box")), 9 + 9 + 2 + 1)
        self.assertNotIn("Mid-career", said)

    def test_sheet_carries_the_parts_of_the_interview(self):
        entretien = self._planned(with_mid_career=True, with_end_career=True)
        titles = " ".join(self._titles(self._page(SHEET, self.user_hr, entretien)))
        self.assertIn("nothing about health", titles)
        self.assertIn("End of career: staying in work", titles)

    def test_sheet_carries_the_part_that_its_motif_names(self):
        for motif, text in (
            ("mid_career", "nothing about health"),
            ("end_career", "End of career: staying in work"),
        ):
            with self.subTest(motif):
                entretien = self._planned(motif=motif)
                page = self._page(SHEET, self.user_hr, entretien)
                self.assertIn(text, " ".join(self._titles(page)))
                entretien.action_cancel("Organisation")

    def test_sheet_before_the_date_is_known(self):
        entretien = self._entretien(self.employee, motif="periodic")
        self._as(self.user_manager, entretien).action_print_preparation()
        said = self._said(self._page(SHEET, self.user_manager, entretien))
        self.assertIn("Your machines?", said)
        self.assertNotIn("Salle Mistral", said)
        self.assertFalse(entretien.grille_version_id)

    def test_sheet_never_says_what_was_noted(self):
        """Neither the employee's draft nor what the interviewer wrote beforehand."""
        entretien = self._planned(career="Noted by the manager", hr_note="Secret")
        self.env["hr.entretien.preparation"].create(
            {"entretien_id": entretien.id, "career": "My own draft"}
        )
        for user in (self.user_hr, self.user_manager):
            said = self._said(self._page(SHEET, user, entretien))
            for text in ("Noted by the manager", "Secret", "My own draft"):
                self.assertNotIn(text, said)

    def test_past_jobs_are_on_it_whoever_prints(self):
        """As on the interview that opens, and on the employee's page."""
        self.employee.create_version(
            {"date_version": "2024-05-01", "job_title": "Setter"}
        )
        entretien = self._planned()
        for user in (self.user_hr, self.user_manager):
            said = self._said(self._page(SHEET, user, entretien))
            self.assertIn("since 2024 Setter – Usinage", said)
            self.assertIn("2022 – 2024 Tourneuse – Usinage", said)
        self.user_employee.lang = "fr_FR"
        said = self._said(self._page(SHEET, self.user_hr, entretien))
        self.assertIn("depuis 2024 Setter – Usinage", said)

    def test_hr_prints_it_for_who_has_neither_job_nor_department(self):
        bare = self._employee("Bare", department_id=False, job_id=False)
        self.assertFalse(bare.job_title)
        said = self._said(self._page(SHEET, self.user_hr, self._planned(bare)))
        self.assertIn("In the company", said)

    def test_needs_of_the_last_interview_come_back(self):
        need = {"name": "Welding", "answer": "accepted", "followup_state": "done"}
        for day, name in (("2024-02-01", "Welding"), ("2022-02-01", "Older need")):
            line = (0, 0, {**need, "name": name})
            self._held(self.employee, day, besoin_ids=[line])
        page = self._page(SHEET, self.user_manager, self._planned())
        said = self._said(page)
        self.assertIn("Welding Accepted – Done", said)
        self.assertNotIn("Older need", said)
        page = self._page(SHEET, self.user_hr, self._planned(self.colleague))
        self.assertNotIn("What I asked for at the last interview", self._said(page))

    def test_last_interview_without_a_need_brings_none(self):
        """Nor one that was called off after all: it is not the last one held."""
        need = [(0, 0, {"name": "Older need"})]
        self._held(self.employee, "2022-02-01", besoin_ids=need)
        self._held(self.employee, "2024-02-01")
        off = self._held(
            self.employee, "2025-02-01", besoin_ids=[(0, 0, {"name": "Called off"})]
        )
        off.action_reopen("A mistake")
        off.action_cancel("It never took place")
        said = self._said(self._page(SHEET, self.user_hr, self._planned()))
        for name in ("Older need", "Called off"):
            self.assertNotIn(name, said)

    def test_refused_need_is_not_to_do(self):
        need = {"name": "Welding", "answer": "refused", "answer_reason": "Too dear"}
        self._held(self.employee, "2024-02-01", besoin_ids=[(0, 0, need)])
        said = self._said(self._page(SHEET, self.user_hr, self._planned()))
        self.assertIn("Welding Refused", said)
        self.assertNotIn("To Do", said)

    def test_sheet_is_printed_before_the_interview_only(self):
        entretien = self._held(self.employee, "2026-02-01")
        with self.assertRaisesRegex(UserError, "this step is not possible"):
            self._as(self.user_hr, entretien).action_print_preparation()

    def test_only_who_leads_prints(self):
        entretien = self._planned()
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, entretien).action_print_preparation()
                with self.assertRaises(AccessError):
                    self._page(SHEET, user, entretien)


@tagged("post_install", "-at_install", "pdf_rendering")
@freeze_time("2026-03-02")
class TestPreparationSheetPdf(PaperCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.print_delay", "0")

    def test_each_sheet_begins_on_its_page(self):
        first, second = self._planned(), self._planned(self.colleague)
        texts = self._pdf_texts(SHEET, self.user_hr, first | second)
        starts = [text for text in texts if "Preparing my interview" in text]
        self.assertEqual(len(starts), 2)
        self.assertGreater(len(texts), 2)
        for text, name in zip(starts, ("Employee", "Colleague"), strict=True):
            self.assertIn(name, text[:120])
        self.assertIn("Which of your tasks have changed most", " ".join(texts))
