"""What is printed, as its reader has it: a tree, a text, pages of a PDF."""

import io

from lxml import html
from pypdf import PdfReader

from .common import EntretienCase


class PrintedCase(EntretienCase):
    def _page(self, report, user, records):
        """The report as that user prints it, as a tree."""
        records = self._as(user, records)
        reports = self.env["ir.actions.report"].with_env(records.env)
        content, _kind = reports._render_qweb_html(report, records.ids)
        (article,) = html.fromstring(content).find_class("o_entretien_report")
        return article

    def _said(self, page):
        """Its text, with plain spaces: hours are written with narrow ones."""
        return " ".join(" ".join(page.itertext()).split())

    def _titles(self, page, path=".//h2 | .//h3"):
        """The headings without what follows the dash: the dates of information."""
        nodes = page.xpath(path)
        return [" ".join(node.text_content().split("–")[0].split()) for node in nodes]

    def _pdf_pages(self, report, user, records):
        """The pages of the PDF as that user prints it."""
        records = self._as(user, records)
        reports = self.env["ir.actions.report"].with_env(records.env)
        content, kind = reports.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(content)).pages

    def _pdf_texts(self, report, user, records):
        """The text of each page of the PDF as that user prints it."""
        pages = self._pdf_pages(report, user, records)
        return [" ".join(page.extract_text().split()) for page in pages]


class PaperCase(PrintedCase):
    """What is printed before an interview planned on 1 April 2026 at 11 in Paris."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.write({"lang": "en_US", "city": "Lille"})
        for code, date_format in (("en_US", "%m/%d/%Y"), ("fr_FR", "%d/%m/%Y")):
            cls.env["res.lang"]._activate_lang(code).date_format = date_format
        cls.employee.write(
            {
                "private_street": "3 rue du Moulin",
                "private_zip": "59100",
                "private_city": "Roubaix",
                "private_country_id": cls.env.ref("base.fr").id,
            }
        )

    @classmethod
    def _planned(cls, employee=None, **kw):
        values = {
            "motif": "periodic",
            "date_planned": "2026-04-01 09:00:00",
            "location": "Salle Mistral",
            "state": "planned",
            **kw,
        }
        return cls._entretien(employee or cls.employee, **values)
