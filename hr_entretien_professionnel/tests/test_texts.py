"""A text of the talk stands wherever it is asked, filled in and printed."""

from lxml import etree, html

from odoo.tests import tagged

from ..models.interview.entretien_occasions import OCCASIONS
from ..models.interview.hr_entretien_texts_mixin import TEXTS
from .page_common import PageHttpCase
from .paper_common import PrintedCase
from .report_common import REPORT
from .test_preparation_sheet import SHEET

CARRIED = {"with_mid_career": True, "with_end_career": True}


@tagged("post_install", "-at_install")
class TestTexts(PrintedCase, PageHttpCase):
    def test_each_has_its_field_and_a_known_occasion(self):
        mixin = self.env["hr.entretien.texts.mixin"]
        texts = [name for name, field in mixin._fields.items() if field.type == "text"]
        self.assertEqual(texts, list(TEXTS))
        occasions = {words.occasion for words in TEXTS.values()}
        self.assertLessEqual(occasions, {"", *OCCASIONS})

    def test_the_form_holds_each_and_what_stands_beside_it(self):
        view = self.env.ref("hr_entretien_professionnel.hr_entretien_view_form")
        arch = etree.fromstring(self.env["hr.entretien"].get_view(view.id)["arch"])
        for name in TEXTS:
            with self.subTest(name=name):
                (field,) = arch.xpath(f"//field[@name='{name}']")
                self.assertEqual(field.get("readonly"), "not can_edit")
                beside = field.getnext()
                self.assertEqual(beside.get("name"), "entretien_beside")
                self.assertEqual(beside.get("sections"), name)

    def test_the_page_and_the_sheet_ask_each(self):
        self.entretien.write(CARRIED)
        page = html.fromstring(self._get(token=self.token).content)
        asked = [area.get("name") for area in page.iter("textarea")]
        self.assertEqual([name for name in asked if name in TEXTS], list(TEXTS))
        sheet = self.env["report.hr_entretien_professionnel.report_preparation_sheet"]
        asked = sheet.with_context(lang=self.entretien._report_lang())._asked(
            self.entretien
        )
        headings = [heading for texts in asked.values() for heading, _lines in texts]
        self.assertEqual(len(headings), len(TEXTS))
        titles = self._titles(self._page(SHEET, self.user_hr, self.entretien))
        for heading in headings:
            # As they are printed: one space for each.
            self.assertIn(" ".join(heading.split()), titles)

    def test_the_document_prints_each(self):
        said = {name: f"Said of {name}" for name in TEXTS}
        held = {"state": "held", "date_held": "2026-02-15"}
        for values in (CARRIED, held):
            entretien = self._entretien(self.colleague, **said, **values)
            printed = self._said(self._page(REPORT, self.user_hr, entretien))
            for text in said.values():
                self.assertEqual(printed.count(text), 1, text)
