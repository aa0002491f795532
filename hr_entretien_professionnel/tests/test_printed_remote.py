"""What HR writes in a text makes the PDF engine fetch nothing from elsewhere."""

import base64
import io
from unittest.mock import patch

from reportlab.pdfgen import canvas

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .report_common import REPORT, ReportCase

ENGINE = "odoo.addons.base.models.ir_actions_report.IrActionsReport._run_wkhtmltopdf"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
ELSEWHERE = (
    '<img src="http://evil.example.com/1"/>',
    '<img src="//evil.example.com/1"/>',
    '<img src="data:image/png;base64,AA" srcset="https://evil.example.com/1 2x"/>',
    '<p style="background-image: url(http://evil.example.com/1)">x</p>',
    "<p style=\"background-image: URL( 'http://evil.example.com/1' )\">x</p>",
    '<p style="background-image: u\\72l(http://evil.example.com/1)">x</p>',
    '<p style="background-image: image-set(url(//evil.example.com/1) 1x)">x</p>',
    '<table background="http://evil.example.com/1"><tr><td>x</td></tr></table>',
    '<video poster="http://evil.example.com/1"></video>',
    '<input type="image" src="http://evil.example.com/1"/>',
    '<svg><image xlink:href="http://evil.example.com/1"/></svg>',
    '<img src="/web/image/%(link)s"/>',
    '<img src="/web/image/../session/logout?evil.example.com"/>',
    '<img src="/web/image/%(file)s/%%2e%%2e/x?evil.example.com"/>',
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestPrintedRemote(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        attachments = cls.env["ir.attachment"].with_user(cls.user_hr)
        cls.file = attachments.create(
            {"name": "x.png", "raw": base64.b64decode(PIXEL), "public": True}
        )
        cls.link = attachments.create(
            {"name": "y", "type": "url", "url": "http://evil.example.com/1"}
        )

    def _printed(self, text):
        """What the engine gets when HR has this text in the document."""
        self._as(self.user_hr, self.company).sudo().entretien_info_vae = text
        entretien = self._rich()
        page = io.BytesIO()
        drawing = canvas.Canvas(page)
        drawing.showPage()
        drawing.save()
        with patch(ENGINE, return_value=page.getvalue()) as engine:
            reports = self.env["ir.actions.report"].with_user(self.user_manager)
            reports = reports.with_context(force_report_rendering=True)
            reports._render_qweb_pdf(REPORT, entretien.ids)
        (body,) = engine.call_args.args[0]
        return body

    def test_nothing_is_fetched_from_elsewhere(self):
        ids = {"link": self.link.id, "file": self.file.id}
        for text in ELSEWHERE:
            with self.subTest(text=text), self.cr.savepoint():
                body = self._printed("<div>Said to all%s</div>" % (text % ids))
                self.assertIn("Said to all", body)
                self.assertNotIn("evil.example.com", body)
                self.assertNotIn(f"/web/image/{self.link.id}", body)
                self.assertTrue(body.lstrip().lower().startswith("<!doctype html>"))

    def test_attachments_data_and_links_stay(self):
        kept = (
            f'<img src="/web/image/{self.file.id}-ab12/x.png?access_token=a"/>',
            f'<img src="data:image/png;base64,{PIXEL}"/>',
            '<a href="https://www.moncompteformation.gouv.fr">CPF</a>',
            '<p style="color: rgb(1, 2, 3)">x</p>',
        )
        body = self._printed("".join(kept) + '<img src="http://evil.example.com"/>')
        for text in ("/x.png?", PIXEL, "moncompteformation", "rgb(1, 2, 3)"):
            self.assertIn(text, body)
        self.assertNotIn("evil.example.com", body)

    def test_the_link_of_a_video_call_is_https(self):
        entretien = self._rich(state="to_plan", date_held=False)
        for link in ("http://meet.example.com", "javascript:alert(1)", "https://", "x"):
            with self.assertRaises(ValidationError):
                self._as(self.user_manager, entretien).video_url = link
        for link in ("https://meet.example.com/abc", False):
            self._as(self.user_manager, entretien).video_url = link
