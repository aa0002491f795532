"""The letter of the hire: what it says, to whom, on one sheet."""

from odoo.tests import HttpCase, freeze_time, tagged

from .hire_common import LETTER
from .paper_common import PaperCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHireLetter(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hired = cls._employee(
            "Hired", "2026-02-02", private_street="5 rue Haute", private_city="Lens"
        )

    def _text(self, employee):
        return self._said(self._page(LETTER, self.user_hr, employee))

    def test_it_says_what_it_is_and_when_the_first_one_comes(self):
        said = self._text(self.hired)
        for text in (
            "Ateliers Lemoine",
            "Hired 5 rue Haute Lens",
            "Lille, 2 March 2026",
            "Subject: your entretien de parcours professionnel",
            "You have been working with us since 2 February 2026",
            "Your first one will be held by 2 February 2027.",
            "It does not bear on the evaluation of your work",
            "moncompteformation.gouv.fr",
            "vae.gouv.fr",
            "mon-cep.org",
            "I, the undersigned Hired, received the information",
        ):
            self.assertIn(text, said)

    def test_when_follows_what_is_due(self):
        self._held(self.hired, "2026-02-20")
        self.assertIn(
            "Your next one will be held by 20 February 2030.", self._text(self.hired)
        )
        late = self._employee("Late", "2023-01-09")
        self.assertIn("You will be invited to it soon.", self._text(late))
        short = self._employee("Short", "2026-02-02", contract_date_end="2026-06-30")
        self.assertIn("when its date comes", self._text(short))

    def test_printing_proves_nothing(self):
        window = self._as(self.user_hr, self.env["hr.entretien.hire"]).create(
            {"employee_ids": [(6, 0, self.hired.ids)]}
        )
        action = window.action_print()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertTrue(self.hired.entretien_not_told)

    def test_it_speaks_the_language_of_the_company_else_of_the_employee(self):
        self.company.partner_id.lang = "fr_FR"
        self.assertIn("2 février 2027", self._text(self.hired))
        self.employee.user_id.lang = "en_US"
        self.assertIn("Dear Sir or Madam,", self._text(self.employee))


@tagged("post_install", "-at_install", "pdf_rendering")
@freeze_time("2026-03-02")
class TestHireLetterPdf(PaperCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.print_delay", "0")

    def test_each_letter_is_one_sheet(self):
        for lang in ("en_US", "fr_FR"):
            self.company.partner_id.lang = lang
            people = self._employee("A", "2026-02-02") | self._employee(
                "B", "2023-01-09"
            )
            texts = self._pdf_texts(LETTER, self.user_hr, people)
            self.assertEqual(len(texts), 2)
            for text in texts:
                self.assertIn("Ateliers Lemoine", text)
                self.assertTrue(text.endswith("Signature"), text[-80:])
