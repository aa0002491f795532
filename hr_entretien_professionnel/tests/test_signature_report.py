"""What the document says of signatures, and the sections of some interviews only."""

from odoo.tests import freeze_time, tagged

from .close_common import PAD
from .report_common import ReportCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestSignatureReport(ReportCase):
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

    def test_mid_career_and_end_of_career_are_printed(self):
        entretien = self._rich(
            mid_career_notes="Poste aménagé", end_career_notes="Retraite progressive"
        )
        said = self._said(self._page(self.user_manager, entretien))
        self.assertIn("Mid-career review (bilan)", said)
        self.assertIn("Poste aménagé", said)
        self.assertIn("End of career: keeping in work", said)
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
