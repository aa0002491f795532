"""HR keeps the cards, and speaks in nobody's place by an account of its own."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .close_common import PAD
from .page_common import PageHttpCase

HERS = "jeanne@example.org"


@tagged("post_install", "-at_install")
class TestSignByAccount(PageHttpCase):
    """Invited by letter without an account; then ``stand_in`` is put on the card."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.partner_id.lang = "en_US"
        cls.stand_in = cls._user("stand_in")
        cls.stand_in.password = cls.stand_in.login
        cls.entretien.write(
            {"state": "held", "date_held": fields.Date.today(), "location": False}
        )

    def _put_on_card(self, **kept):
        """An hour after the invitation."""
        self.employee.write({"user_id": False, "work_email": False, **kept})
        self.env.flush_all()
        self.entretien._add_proof("letter")
        later = fields.Datetime.add(fields.Datetime.now(), hours=1)
        with freeze_time(later):
            self._as(self.user_hr, self.employee).user_id = self.stand_in
            self.env.flush_all()
        self._login(self.stand_in)

    def _sign(self):
        return self._call(
            "/signer", name="Jeanne", signature=PAD.decode(), kind="signed"
        )

    def _refuse(self):
        return self._post("/ne-pas-signer", text="No")

    def _comment(self):
        return self._post("/commentaire", comment="I agree with everything")

    def _kinds(self):
        return set(self.entretien.proof_ids.mapped("kind"))

    def _warnings(self):
        return self.entretien.entretien_message_ids.filtered(
            lambda item: item.kind == "warning"
        )

    def _assert_nothing_said(self):
        self.env.invalidate_all()
        self.assertFalse(self._kinds() & {"signature", "signature_refused", "comment"})
        self.assertFalse(self.entretien.employee_comment)

    def test_the_account_of_the_invitation_signs_and_the_proof_names_it(self):
        self.entretien._add_proof("invitation")
        self.entretien._present()
        self._login(self.user_employee)
        self.assertEqual(self._comment().status_code, 303)
        self.assertNotIn("error", self._sign())
        for kind in ("comment", "signature"):
            line = self.entretien.proof_ids.filtered(
                lambda item, kind=kind: item.kind == kind
            )
            self.assertIn("By the account entretien_employee, on the card", line.note)
            self.assertEqual(line.user_id, self.user_employee)
        self.assertFalse(self._warnings())

    def test_an_account_whose_mails_go_elsewhere_since(self):
        """A new password is asked for by mail: HR, who keeps the card, would get it."""
        self.user_employee.email = "jeanne@entretien.example.com"
        self.env.flush_all()
        self.entretien._add_proof("invitation")
        self.entretien._present()
        later = fields.Datetime.add(fields.Datetime.now(), hours=1)
        with freeze_time(later):
            self._as(self.user_hr, self.employee).work_email = "hr@example.org"
            self.env.flush_all()
        self.assertEqual(self.user_employee.email, "hr@example.org")
        self._login(self.user_employee)
        with freeze_time(later):
            self.assertIn("error", self._sign())
            self.assertEqual(self._comment().status_code, 422)
        self._assert_nothing_said()

    def test_a_newer_account_without_a_former_address_says_nothing(self):
        self._put_on_card()
        self.entretien._present()
        self.assertIn("on paper", self._sign()["error"])
        self.assertEqual(self._refuse().status_code, 422)
        self.assertEqual(self._comment().status_code, 422)
        self._assert_nothing_said()
        self.assertFalse(self._warnings())

    def test_nor_does_it_comment_in_the_form(self):
        self._put_on_card(private_email=HERS)
        with self.assertRaises(UserError):
            self._as(self.stand_in, self.entretien).employee_comment = "I agree"
        self._assert_nothing_said()

    def test_the_former_address_is_told_and_has_a_day(self):
        self.employee.private_email = HERS
        self.env.flush_all()
        ways = self.env["hr.entretien.way"]
        digest = ways._digest(self.employee, HERS)
        known = self.employee.entretien_ways
        self.employee.entretien_ways = {**known, digest: known[""]}
        self._put_on_card()
        self.entretien._present()
        for _time in range(2):
            self.assertIn("j•••@example.org", self._sign()["error"])
            self.assertEqual(self._comment().status_code, 422)
        self._assert_nothing_said()
        warning = self._warnings()
        self.assertEqual(warning.mapped("email"), [HERS])
        sender = self.env["hr.entretien.sender"]
        self.assertIn("entretien_stand_in", sender._deliver([warning]).body_html)
        sender._left(warning)
        self.assertIn("error", self._sign())
        warning.date_sent = fields.Datetime.subtract(warning.date_sent, days=1)
        self.assertEqual(self._comment().status_code, 303)
        self.assertNotIn("error", self._sign())
        self.env.invalidate_all()
        signature = self.entretien.proof_ids.filtered(
            lambda line: line.kind == "signature"
        )
        self.assertIn("By the account entretien_stand_in", signature.note)
        self.assertIn("The former address was notified on", signature.note)
        self.assertIn("comment", self._kinds())
