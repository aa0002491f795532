"""The printed document as a real PDF: its pages, and where they break."""

import io
import re

from freezegun import freeze_time
from pypdf import PdfReader

from odoo.tests import HttpCase, tagged

from .report_common import REPORT, TEXTS, TITLES, ReportCase


@tagged("post_install", "-at_install", "pdf_rendering")
@freeze_time("2026-03-02")
class TestReportPdf(ReportCase, HttpCase):
    """The real PDF. It takes the web server: wkhtmltopdf fetches the styles from it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # No script draws anything: nothing to wait for.
        cls.env["ir.config_parameter"].set_param("report.print_delay", "0")

    def _pdf(self, user, entretiens):
        """The PDF as that user prints it: its pages, and the text of each, without
        the number of the page."""
        pages = self._pdf_pages(REPORT, user, entretiens)
        texts = [" ".join(page.extract_text().split()) for page in pages]
        return pages, [re.sub(r" \d+ / \d+$", "", text) for text in texts]

    def test_pages_are_numbered_and_the_file_says_what_it_is(self):
        entretien = self._rich(career="\n".join(f"Étape {n}" for n in range(60)))
        pages = self._pdf_pages(REPORT, self.user_manager, entretien)
        count = len(pages)
        self.assertGreater(count, 1)
        for rank, page in enumerate(pages, 1):
            self.assertTrue(page.extract_text().strip().endswith(f"{rank} / {count}"))
        reports = self.env["ir.actions.report"].with_user(self.user_manager)
        reports = reports.with_context(force_report_rendering=True)
        other = self._held(self.colleague, "2026-02-16")
        for documents, title in (
            (entretien, "Entretien de parcours professionnel - Employee - 2026-02-15"),
            (entretien | other, "Interview Document"),
        ):
            content, _kind = reports._render_qweb_pdf(REPORT, documents.ids)
            reader = PdfReader(io.BytesIO(content))
            with self.subTest(title):
                self.assertEqual(reader.metadata.title, title)
                self.assertEqual(reader.trailer["/Root"]["/Lang"], "en-US")
        texts = [page.extract_text().strip() for page in reader.pages]
        self.assertTrue(texts[-2].endswith(f"{count} / {count}"), "each has its own")
        self.assertNotRegex(texts[-1], r"\d+ / \d+$", "a single page has none")

    def test_pdf_is_a4_and_its_text_is_text(self):
        """Letters, not drawings of letters, so that it can be searched and read out."""
        pages, texts = self._pdf(self.user_manager, self._rich())
        width, height = (round(float(side)) for side in pages[0].mediabox[2:])
        self.assertEqual((width, height), (595, 842))
        said = " ".join(texts)
        for text in (
            *TEXTS.values(),
            "Encadrer une petite équipe",
            "Date and signature",
        ):
            self.assertIn(text, said)
        self.assertNotIn("Salary to be reviewed", said)

    def test_pages_break_where_a_reader_expects(self):
        """No heading ends a page; the signatures share theirs with a comment."""
        entretien = self._rich()
        for lines in range(20, 44, 2):
            entretien.career = "\n".join(f"Étape {n}" for n in range(lines))
            _pages, texts = self._pdf(self.user_manager, entretien)
            with self.subTest(lines=lines):
                self.assertGreater(len(texts), 1)
                for text in texts[:-1]:
                    self.assertFalse(text.endswith(TITLES), text[-60:])
                self.assertIn("Je confirme mon projet", texts[-1])
                self.assertIn("Date and signature", texts[-1])

    def test_every_page_of_a_long_table_has_its_header_but_not_every_row(self):
        rows = [
            (0, 0, {"name": f"Need {row} " + "and why it is one. " * 8})
            for row in range(24)
        ]
        entretien = self._rich(besoin_ids=rows)
        _pages, texts = self._pdf(self.user_manager, entretien)
        with_needs = [text for text in texts if "and why it is one" in text]
        self.assertGreater(len(with_needs), 1)
        for text in with_needs[1:]:
            self.assertLess(
                text.index("Employer's answer"), text.index("and why it is one")
            )
        headers = sum(text.count("Employer's answer") for text in texts)
        self.assertEqual(headers, 8, "one for three rows")

    def test_boxes_to_sign_are_not_cut(self):
        """Six actions with names as long as half a page."""
        quiet = {"employee_comment": False, "interviewer_comment": False}
        name = "A long name of what is to be done, and with whom. " * 15
        rows = [(0, 0, {"name": name}) for _row in range(6)]
        entretien = self._rich(**quiet, action_ids=rows)
        _pages, texts = self._pdf(self.user_manager, entretien)
        for text in ("with whom.", "Hand-over", "Date and signature", "printed on"):
            self.assertIn(text, texts[-1])

    def test_several_interviews_make_one_pdf(self):
        """Each begins on a page of its own."""
        other = self._held(self.colleague, "2026-02-16", conclusion="Rien à signaler")
        last = self._held(self.stranger, "2026-02-17", conclusion="Mobilité souhaitée")
        _pages, texts = self._pdf(self.user_hr, other | last)
        self.assertEqual(len(texts), 2)
        self.assertIn("Rien à signaler", texts[0])
        self.assertIn("Mobilité souhaitée", texts[1])
        self.assertTrue(texts[1].startswith("Ateliers Lemoine"), texts[1][:60])
