"""What the document says of signatures, and the sections of some interviews only."""

from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..models.proof.ir_actions_report import SIGNATURES_REPORT
from .close_common import PAD
from .report_common import ReportCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestSignatureReport(ReportCase, HttpCase):
    def _signed(self, kind="signed", text=None):
        entretien = self._rich()
        self._as(self.user_manager, entretien).action_present()
        for role, via in (("interviewer", "office"), ("employee", "tablet")):
            employees = role == "employee"
            self._as(self.user_manager, entretien)._sign(
                role,
                kind if employees else "signed",
                role.title(),
                None if employees and kind == "refused" else PAD,
                text if employees else None,
                via,
            )
        return entretien

    def _handover(self, entretien):
        page = self._page(self.user_manager, entretien)
        (handover,) = page.find_class("o_entretien_handover")
        return handover

    def test_signatures_take_the_place_of_the_pen(self):
        handover = self._handover(self._signed())
        said = self._said(handover)
        self.assertNotIn("Date and signature", said)
        self.assertEqual(said.count("Signed on 03/02/2026"), 2)
        images = handover.find_class("o_entretien_drawn")
        self.assertEqual(len(images), 2)
        for image in images:
            self.assertTrue(image.get("src").startswith("data:image/png;base64,"))

    def test_refusal_to_sign_and_reservation_are_printed_in_full(self):
        for kind, title in (
            ("reserved", "The employee signs with a reservation"),
            ("refused", "The employee refuses to sign"),
        ):
            with self.subTest(kind=kind):
                entretien = self._signed(kind, "I asked for more hours")
                page = self._page(self.user_manager, entretien)
                self.assertIn(title, self._titles(page))
                self.assertIn("I asked for more hours", self._said(page))

    def test_withdrawn_signatures_are_not_printed(self):
        entretien = self._signed("reserved", "I asked for more hours")
        entretien.action_void_signatures("A mistake")
        page = self._page(self.user_manager, entretien)
        self.assertNotIn("I asked for more hours", self._said(page))
        self.assertIn("Date and signature", self._said(page))
        self.assertFalse(page.find_class("o_entretien_drawn"))

    def test_the_page_of_signatures_is_of_a_document_presented(self):
        """Alone it would be signed on paper, under whatever text."""
        for state in ("to_plan", "held"):
            for user in (self.user_hr, self.user_manager):
                entretien = self._rich(state=state)
                self._assert_no_signatures(user, entretien)
                entretien.sudo().state = "cancelled"
        entretien = self._rich()
        self._as(self.user_manager, entretien).action_present()
        reports = self._as(self.user_manager, self.env["ir.actions.report"])
        page, _kind = reports._render_qweb_html(SIGNATURES_REPORT, entretien.ids)
        self.assertIn(self.employee.name, page.decode())
        self._as(self.user_hr, entretien).action_void_signatures("A mistake")
        self._assert_no_signatures(self.user_hr, entretien)

    def _assert_no_signatures(self, user, entretien):
        for way in ("_render_qweb_html", "_render_qweb_pdf", "_render_qweb_text"):
            reports = self._as(user, self.env["ir.actions.report"])
            reports = reports.with_context(force_report_rendering=True)
            with self.subTest(login=user.login, state=entretien.state, way=way):
                with self.assertRaisesRegex(UserError, "not presented"):
                    getattr(reports, way)(SIGNATURES_REPORT, entretien.ids)
        user.password = user.login
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        for way in ("html", "pdf", "text"):
            with mute_logger("odoo.http", "odoo.addons.web.controllers.report"):
                answer = self.url_open(
                    f"/report/{way}/{SIGNATURES_REPORT}/{entretien.id}"
                )
            self.assertGreaterEqual(answer.status_code, 400)

    def test_mid_career_and_end_of_career_are_printed(self):
        entretien = self._rich(
            mid_career_notes="Poste aménagé", end_career_notes="Retraite progressive"
        )
        said = self._said(self._page(self.user_manager, entretien))
        self.assertIn("Mid-career review (bilan)", said)
        self.assertIn("Poste aménagé", said)
        self.assertIn("End of career: staying in work", said)
        self.assertIn("Retraite progressive", said)

    def test_form_has_their_room_when_they_are_due(self):
        for values, printed in (
            ({"motif": "mid_career"}, True),
            ({"motif": "on_request", "with_mid_career": True}, True),
            ({"motif": "on_request"}, False),
        ):
            with self.subTest(values=values):
                entretien = self._entretien(self.colleague, **values)
                said = self._said(self._page(self.user_manager, entretien))
                self.assertEqual("Mid-career review" in said, printed)
                entretien.action_cancel("Next")
