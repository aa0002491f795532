"""HR keeps the cards, and signs in nobody's place by an address of its own."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .close_common import PAD
from .page_common import PageHttpCase

HERS = "jeanne@example.org"
OF_HR = "hr.elsewhere@example.net"


@tagged("post_install", "-at_install")
class TestSignByLink(PageHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.partner_id.lang = "en_US"
        cls.employee.write({"user_id": False, "work_email": False})
        cls.employee.private_email = HERS
        cls.entretien.write(
            {"state": "held", "date_held": fields.Date.today(), "location": False}
        )

    def _invite(self):
        """The employee was invited, by mail, to the address that then stood there."""
        message = self.env["hr.entretien.message"].create(
            {
                "entretien_id": self.entretien.id,
                "recipient_id": self.employee.id,
                "kind": "invitation",
                "state": "sent",
                "email": self.employee._entretien_address(own=True),
            }
        )
        self.entretien._add_proof("invitation")
        return message

    def _put_on_card(self, address):
        self._as(self.user_hr, self.employee).private_email = address
        self.env.flush_all()

    def _link(self):
        """A link, sent to the address that stands on the card."""
        address = self.employee._entretien_address(own=True)
        return self.env["hr.entretien.link"]._issue(self.entretien, address)

    def _sign(self, token):
        return self._call(
            "/signer", token, name="Jeanne", signature=PAD.decode(), kind="signed"
        )

    def _signature(self):
        return self.entretien.proof_ids.filtered(lambda line: line.kind == "signature")

    def _mails(self, address):
        return self.env["mail.mail"].search([("email_to", "=", address)])

    def test_the_proof_names_the_address_and_since_when(self):
        self._invite()
        self.entretien._present()
        self.assertNotIn("error", self._sign(self._link()))
        self.assertIn("j•••@example.org, on the card since", self._signature().note)
        self.assertNotIn("jeanne@", self._signature().note)
        self.assertFalse(self._mails(HERS))

    def test_an_address_newer_than_the_invitation_waits(self):
        self._invite()
        self._put_on_card(OF_HR)
        self.entretien._present()
        token = self._link()
        for _time in range(2):
            self.assertIn("j•••@example.org", self._sign(token)["error"])
        self.assertEqual(self._post("/ne-pas-signer", token, text="x").status_code, 422)
        self.assertFalse(self._signature())
        self.assertEqual(len(self._mails(HERS)), 1)
        self.assertIn("h•••@example.net", self._mails(HERS).body_html)
        link = self.env["hr.entretien.link"].search([], limit=1)
        link.told_former_on = fields.Datetime.subtract(link.told_former_on, days=1)
        self.assertNotIn("error", self._sign(token))
        self.assertIn("The former address was told on", self._signature().note)

    def test_nobody_to_tell_no_signature_by_link(self):
        self.employee.private_email = False
        self.employee.entretien_addresses = False
        self.entretien._add_proof("letter")
        self.env.flush_all()
        later = fields.Datetime.add(fields.Datetime.now(), hours=1)
        with freeze_time(later):
            self._put_on_card(OF_HR)
        self.entretien._present()
        self.assertIn("on paper", self._sign(self._link())["error"])
        self.assertFalse(self._signature())

    def test_two_addresses_in_a_row_tell_the_one_of_the_invitation(self):
        self.employee.entretien_addresses = {HERS: "2024-01-01 00:00:00"}
        self.entretien._add_proof("letter")
        self.env.flush_all()
        for hours, address in ((1, "first@example.net"), (2, OF_HR)):
            later = fields.Datetime.add(fields.Datetime.now(), hours=hours)
            with freeze_time(later):
                self._put_on_card(address)
        self.entretien._present()
        self.assertIn("j•••@example.org", self._sign(self._link())["error"])
        self.assertEqual(len(self._mails(HERS)), 1)
        self.assertFalse(self._mails("first@example.net"))

    def test_the_mail_to_the_former_address_is_of_hr_alone(self):
        self._invite()
        self._put_on_card(OF_HR)
        self.entretien._present()
        self._sign(self._link())
        mail = self._mails(HERS)
        with self.assertRaises(AccessError):
            self._as(self.user_system, mail).read(["email_to"])

    def test_an_address_that_stood_there_when_invited_by_letter_signs(self):
        self.entretien._add_proof("letter")
        self.entretien._present()
        self.employee.entretien_addresses = {HERS: "2024-01-01 00:00:00"}
        self.assertNotIn("error", self._sign(self._link()))
        self.assertIn("2024", self._signature().note)

    def test_nobody_dates_an_address_back(self):
        with self.assertRaises(AccessError):
            self._as(self.user_hr, self.employee).write({"entretien_addresses": {}})
