"""What a history spreadsheet looks like: its headers, formats and cells."""

import io
from datetime import date

from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from ..wizard.entretien_history_parse import read_day, read_kind
from .history_common import FIELDS, HEADER, HistoryPeopleCase

TEMPLATE = "hr_entretien_professionnel/static/import/entretiens_historique.xlsx"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestHistoryReading(HistoryPeopleCase):
    def test_french_headers_find_their_field_whatever_the_language(self):
        _wizard, names, _headers, _options = self._screen(
            HEADER.encode() + b"\n1;;;;;;;"
        )
        self.assertEqual(names, FIELDS)
        technical = ";".join(FIELDS).encode() + b"\n1;;;;;;;"
        self.assertEqual(self._screen(technical)[1], FIELDS)
        other = "N° matricule;NOM;prenom;E-mail;Date;Type;Évaluateur;Remis le\n1;;;;;;;"
        self.assertEqual(self._screen(other.encode("cp1252"))[1], FIELDS)

    def test_lines_are_numbered_as_the_spreadsheet_shows_them(self):
        result = self._lines(
            "", ";;;;;;;", "00123;;;;31/02/2020;Bilan;;", "", "9;;;;01/02/2020;Bilan;;"
        )
        self.assertEqual(self._told(result), [(4, "bad_day"), (6, "badge_unknown")])

    def test_columns_without_which_nothing_can_be_read(self):
        result = self._lines("123;Bilan", header="Matricule;Type d'entretien")
        self.assertIn("Interview Date", result["messages"][0]["message"])
        result = self._lines("01/02/2020;Bilan", header="Date;Type d'entretien")
        self.assertIn("badge number", result["messages"][0]["message"])

    def test_template_imports_by_itself(self):
        history = self.env["hr.entretien.history"]
        (template,) = history.get_import_templates()
        self.assertEqual(template["template"], f"/{TEMPLATE}")
        with file_open(TEMPLATE, "rb") as source:
            content = source.read()
        _wizard, names, _headers, _options = self._screen(content, name="x.xlsx")
        self.assertEqual(names, FIELDS)
        self._employee("Hugo Bernard", "2018-01-08", barcode="00456")
        result = self._import(content, name="x.xlsx")
        self.assertFalse(result["messages"])
        days = {str(item.date_held) for item in self._past(self.lea)}
        self.assertEqual(days, {"2020-03-12", "2024-03-05"})

    def test_excel_days_are_not_turned_by_the_language(self):
        import openpyxl

        book = openpyxl.Workbook()
        book.active.append(HEADER.split(";"))
        book.active.append([])
        book.active.append(
            [123, None, None, None, date(2021, 8, 3), "Bilan", None, date(2021, 9, 1)]
        )
        # As LibreOffice writes it.
        book.active["E3"].number_format = "DD/MM/YYYY"
        content = io.BytesIO()
        book.save(content)
        self.assertEqual(self.user_hr.lang, "en_US")
        result = self._import(content.getvalue(), name="x.xlsx")
        self.assertFalse(result["messages"])
        self.assertEqual(str(self._past(self.lea).date_held), "2021-08-03")
        self.assertIn("x.xlsx, line 3", self._past(self.lea).hr_note)

    def test_writings_of_a_day(self):
        for text in ("03/08/2021", "3/8/21", "2021-08-03", "03.08.2021", "44411"):
            self.assertEqual(read_day(text), date(2021, 8, 3), text)
        self.assertEqual(read_day("2021-08-03 00:00:00"), date(2021, 8, 3))
        for text in ("31/02/2022", "08/2021", "12345", "29/02/2023", "été", "3"):
            with self.assertRaises(ValueError, msg=text):
                read_day(text)

    def test_writings_of_a_kind(self):
        for text, motif, section in (
            ("Entretien professionnel", "periodic", None),
            ("ENTRETIEN DE PARCOURS PROFESSIONNEL", "periodic", None),
            ("Bilan à 6 ans", "periodic", "with_bilan"),
            ("État des lieux (récapitulatif)", "periodic", "with_bilan"),
            ("Bilan", "periodic", "with_bilan"),
            ("Retour de longue maladie", "return", None),
            ("Entretien avant congé de proche aidant", "before_leave", None),
            ("Mi-carrière", "mid_career", "with_mid_career"),
            ("Fin de carrière", "end_career", "with_end_career"),
            ("Premier entretien", "first", None),
            ("À la demande", "on_request", None),
        ):
            expected = {"motif": motif} | ({section: True} if section else {})
            self.assertEqual(read_kind(text), expected, text)
        self.assertIsNone(read_kind("Entretien annuel"))
