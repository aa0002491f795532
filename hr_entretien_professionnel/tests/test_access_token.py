"""The token of a guest, which every user reads, opens no interview to another."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import EntretienCase


@tagged("post_install", "-at_install")
class TestAccessToken(EntretienCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planned = cls._entretien(
            cls.colleague,
            motif="on_request",
            date_planned=fields.Datetime.now() + timedelta(days=20),
            interviewer_id=cls.manager.id,
        )
        cls._as(cls.user_manager, cls.planned).action_plan()
        partner = cls.user_colleague.partner_id
        cls.guest = cls.planned.event_id.attendee_ids.filtered(
            lambda item: item.partner_id == partner
        )
        cls.user_colleague.password = cls.user_colleague.login

    def _open(self, gesture):
        query = f"token={self.guest.access_token}&id={self.planned.event_id.id}"
        return self.url_open(
            f"/calendar/meeting/{gesture}?{query}", allow_redirects=False
        )

    @mute_logger("odoo.http")
    def test_the_token_alone_opens_nothing(self):
        self.authenticate(None, None)
        for gesture in ("view", "accept", "decline"):
            with self.subTest(gesture=gesture):
                answer = self._open(gesture)
                self.assertEqual(answer.status_code, 400)
                self.assertNotIn(self.colleague.name, answer.text)
        self.guest.invalidate_recordset()
        self.assertEqual(self.guest.state, "needsAction")
        self.assertFalse(
            self.planned.proof_ids.filtered(lambda item: item.kind == "unavailable")
        )

    def test_the_guest_logged_in_answers(self):
        self.authenticate(self.user_colleague.login, self.user_colleague.login)
        self.assertLess(self._open("accept").status_code, 400)
        self.guest.invalidate_recordset()
        self.assertEqual(self.guest.state, "accepted")
