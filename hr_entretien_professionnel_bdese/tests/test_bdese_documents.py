"""The sheet read back from its PDF and its spreadsheet: the figures of the screen."""

import io
import re

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

from ..wizard.entretien_bdese_xlsx import to_xlsx

REPORT = "hr_entretien_professionnel_bdese.hr_entretien_bdese_report"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestBdeseDocuments(EntretienCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US").date_format = "%m/%d/%Y"
        cls.company.partner_id.lang = "en_US"
        cls.employee.write({"sex": "female", "entretien_category": "worker"})
        cls.colleague.write({"sex": "male", "entretien_category": "manager"})
        for person, day in (("employee", "2025-03-03"), ("colleague", "2025-05-12")):
            cls._held(getattr(cls, person), day, date_due=day, date_limit=day)
        cls._held(cls.manager, "2025-06-16", with_bilan=True)
        if "hr.entretien.abondement" in cls.env:
            cls.env["hr.entretien.abondement"].create(
                {
                    "employee_id": cls.manager.id,
                    "company_id": cls.company.id,
                    "bilan_date": "2025-06-16",
                    "period_start": "2017-06-16",
                    "pay_by": "2025-09-30",
                    "amount": 3000,
                }
            )
        sheets = cls._as(cls.user_hr, cls.env["hr.entretien.bdese"])
        cls.sheet = sheets.create({"year": "2025"})

    def _numbers(self, line, columns):
        return [line[name] for name in columns]

    def _pdf(self):
        reports = self.sheet.env["ir.actions.report"]
        reports = reports.with_context(force_report_rendering=True)
        content, _kind = reports._render_qweb_pdf(REPORT, self.sheet.ids)
        return PdfReader(io.BytesIO(content))

    def test_the_pdf_says_what_the_screen_says(self):
        text = "\n".join(page.extract_text() for page in self._pdf().pages)
        flat = " ".join(text.split())
        self.assertIn("Ateliers Lemoine", flat)
        for title, columns, lines in self.sheet._tables():
            self.assertIn(title, flat)
            for line in lines if any(lines.mapped("total")) else ():
                numbers = r"\s+".join(
                    rf"\D*{number:,.2f}\D*" if name == "amount" else str(number)
                    for name, number in zip(
                        columns, self._numbers(line, columns), strict=True
                    )
                )
                pattern = re.escape(line.label).replace(r"\ ", r"\s+")
                with self.subTest(section=line.section, code=line.code):
                    self.assertRegex(flat, rf"{pattern}\s+{numbers}(?!\d)")

    def test_the_pdf_gives_each_definition(self):
        text = "".join(page.extract_text() for page in self._pdf().pages)
        squeezed = re.sub(r"\s", "", text)
        for _title, _columns, lines in self.sheet._tables():
            for line in lines.filtered("note"):
                self.assertIn(re.sub(r"\s", "", line.note), squeezed)

    def test_the_pdf_is_a4_and_has_no_empty_table(self):
        document = self._pdf()
        box = document.pages[0].mediabox
        self.assertAlmostEqual(float(box.width), 595, delta=2)
        self.assertAlmostEqual(float(box.height), 842, delta=2)
        text = "\n".join(page.extract_text() for page in document.pages)
        self.assertFalse(self.sheet.refused_ids[0].total)
        flat = " ".join(text.split())
        after = flat.split("Written refusals", 1)[1].split("How it is counted", 1)[0]
        self.assertEqual(after.strip(), "None in this period.")

    def test_the_company_is_written_to_in_its_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "fr_FR"
        self.assertEqual(self.sheet._report_lang(), "fr_FR")

    def test_the_spreadsheet_says_what_the_screen_says(self):
        page = load_workbook(io.BytesIO(to_xlsx(self.sheet))).active
        rows = [row for row in page.iter_rows(values_only=True) if row[0]]
        titles = {table[0] for table in self.sheet._tables()}
        found, title = {}, None
        for label, *cells in rows:
            if label in titles and cells[0] is not None and isinstance(cells[0], str):
                title = label
            elif title:
                found[title, label] = cells
        for title, columns, lines in self.sheet._tables():
            for line in lines:
                cells = found[title, line.label]
                with self.subTest(section=line.section, code=line.code):
                    numbers = self._numbers(line, columns)
                    self.assertEqual(cells[: len(columns)], numbers)
                    self.assertEqual(cells[5] or "", line.note or "")

    def test_a_name_is_never_a_formula(self):
        for name in ('=HYPERLINK("http://example.com")', "{=1+1}"):
            self.company.name = name
            page = load_workbook(io.BytesIO(to_xlsx(self.sheet))).active
            kinds = {cell.data_type for row in page.iter_rows() for cell in row}
            with self.subTest(name):
                self.assertNotIn("f", kinds)
                self.assertEqual(page["A2"].value, name)
