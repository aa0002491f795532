"""HR keeps the cards, and speaks in nobody's place by an address of its own."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from ..controllers.employee_page import EmployeePage
from ..controllers.main import EntretienPage
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
        cls.ways = cls.env["hr.entretien.way"]
        cls.entretien.write(
            {"state": "held", "date_held": fields.Date.today(), "location": False}
        )

    def _invite(self):
        """The employee was invited, by mail, to the address that then stood there."""
        self._message(kind="invitation")
        self.entretien._add_proof("invitation")

    def _message(self, **vals):
        """One that left, to the address that stands on the card."""
        return self.env["hr.entretien.message"].create(
            {
                "entretien_id": self.entretien.id,
                "recipient_id": self.employee.id,
                "state": "sent",
                "email": self.employee._entretien_address(own=True),
                **vals,
            }
        )

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

    def _proof(self, kind):
        return self.entretien.proof_ids.filtered(lambda line: line.kind == kind)

    def _stood(self, address, since="2024-01-01 00:00:00"):
        """The address has stood on the card since then, and nothing else has."""
        digest = self.ways._digest(self.employee, address)
        self.employee.entretien_ways = {"": since, digest: since}

    def _warnings(self):
        """What is said to former addresses, as it waits or as it left."""
        return self.env["hr.entretien.message"].search(
            [("entretien_id", "=", self.entretien.id), ("kind", "=", "warning")],
            order="id",
        )

    def _leave(self, days=0):
        """The queue runs; the warnings left that many days ago."""
        warnings = self._warnings()
        sender = self.env["hr.entretien.sender"]
        mail = sender._deliver([warnings])
        body = mail.body_html
        sender._left(warnings)
        warnings.date_sent = fields.Datetime.subtract(warnings.date_sent, days=days)
        return body

    def _refuse(self, token):
        return self._post("/ne-pas-signer", token, text="No")

    def _comment(self, token):
        return self._post("/commentaire", token, comment="I agree with everything")

    def test_the_proof_names_the_address_and_since_when(self):
        self._invite()
        self.entretien._present()
        token = self._link()
        self.assertEqual(self._comment(token).status_code, 303)
        self.assertNotIn("error", self._sign(token))
        for kind in ("comment", "signature"):
            (line,) = self._proof(kind)
            self.assertIn("j•••@example.org, on the card since", line.note)
            self.assertNotIn("jeanne@", line.note)
            self.assertFalse(line.user_id)
        self.assertFalse(self._warnings())

    def test_an_address_newer_than_the_invitation_waits(self):
        """It neither signs, nor refuses, nor comments: the former one is told, once."""
        self._invite()
        self._put_on_card(OF_HR)
        self.entretien._present()
        token = self._link()
        for _time in range(2):
            self.assertIn("j•••@example.org", self._sign(token)["error"])
            self.assertEqual(self._refuse(token).status_code, 422)
            self.assertEqual(self._comment(token).status_code, 422)
        self.assertFalse(self._signature() | self._proof("signature_refused"))
        self.assertFalse(self._proof("comment") or self.entretien.employee_comment)
        self.assertEqual(self._warnings().mapped("email"), [HERS])
        body = self._leave()
        self.assertIn("h•••@example.net", body)
        self.assertNotIn("/mon-entretien/", body)
        self.assertIn("j•••@example.org", self._sign(token)["error"])
        self._warnings().date_sent = fields.Datetime.subtract(
            fields.Datetime.now(), days=1
        )
        self.assertEqual(self._comment(token).status_code, 303)
        self.assertNotIn("error", self._sign(token))
        for kind in ("comment", "signature"):
            self.assertIn("The former address was notified on", self._proof(kind).note)

    def test_what_is_refused_is_given_back_as_it_was_typed(self):
        self._invite()
        self._put_on_card(OF_HR)
        self.entretien._present()
        token, text = self._link(), "<Not> what was said"
        self.assertIn("I agree with everything", self._comment(token).text)
        page = self._post("/ne-pas-signer", token, text=text, comment="My words").text
        self.assertIn("&lt;Not&gt; what was said", page)
        self.assertIn("My words", page)

    def test_a_new_address_does_not_comment_before_anything_is_presented(self):
        self._invite()
        self._put_on_card(OF_HR)
        self.assertEqual(self._comment(self._link()).status_code, 422)
        self.assertEqual(len(self._warnings()), 1)
        self.assertFalse(self.entretien.employee_comment)

    def test_a_gesture_that_says_nothing_of_who_speaks_is_asked(self):
        """What an add-on adds, allowed by an attribute of its own."""

        def do(page, entretien_id, token, _right, gesture, done):
            return original(page, entretien_id, token, "is_held", gesture, done)

        self._invite()
        self._put_on_card(OF_HR)
        original = EntretienPage._do
        with (
            patch.object(EntretienPage, "_do", do),
            patch.object(EmployeePage, "comment") as written,
        ):
            self.assertEqual(self._comment(self._link()).status_code, 422)
        self.assertFalse(written.called)

    def test_after_a_letter_the_first_mail_makes_no_address_older(self):
        """Told by letter; HR puts an address of its own, and invites there."""
        self._stood(HERS)
        self.entretien._add_proof("letter")
        self.env.flush_all()
        later = fields.Datetime.add(fields.Datetime.now(), hours=1)
        with freeze_time(later):
            self._put_on_card(OF_HR)
        self._invite()
        self.entretien._present()
        self.assertIn("on paper", self._sign(self._link())["error"])
        self.assertFalse(self._signature())

    def test_a_warning_that_did_not_arrive_lets_nobody_through(self):
        self._invite()
        self._put_on_card(OF_HR)
        self.entretien._present()
        token = self._link()
        self._sign(token)
        self._leave(days=2)
        sender = self.env["hr.entretien.sender"]
        sender._not_delivered(self._warnings(), "550 No such user")
        self.assertIn("on paper", self._sign(token)["error"])
        self.assertFalse(self._signature())

    def test_what_is_noted_is_of_the_day_where_the_employee_lives(self):
        self.employee.tz = "Pacific/Kiritimati"
        day = self.employee._entretien_day()
        self.entretien._add_proof("other", "Noted", day)
        with self.assertRaisesRegex(ValidationError, "in the future"):
            self.entretien._add_proof("other", "Noted", day + timedelta(days=1))

    def test_the_warning_of_one_address_does_not_serve_another(self):
        self._invite()
        self._put_on_card("first@example.net")
        self.entretien._present()
        self._sign(self._link())
        self._leave(days=2)
        self._put_on_card(OF_HR)
        self.assertIn("error", self._sign(self._link()))
        self.assertEqual(self._warnings().mapped("email"), [HERS, HERS])
        self.assertFalse(self._signature())

    def test_it_does_not_wait_for_the_mails_of_the_day(self):
        """Nor does it go with them, to the new address."""
        self._invite()
        self._put_on_card(OF_HR)
        self.entretien.action_present()
        self._sign(self._link())
        groups = self.env["hr.entretien.sender"]._ready()
        ours = {
            person: messages.mapped("kind")
            for person, messages in groups.items()
            if messages.entretien_id == self.entretien
        }
        self.assertEqual(ours["former", HERS], ["warning"])
        self.assertEqual(ours["employee", self.employee.id], ["to_sign"])

    def test_nobody_to_tell_no_signature_by_link(self):
        self.employee.private_email = False
        self.env.flush_all()
        self.employee.entretien_ways = {"": "2024-01-01 00:00:00"}
        self.entretien._add_proof("letter")
        self.env.flush_all()
        later = fields.Datetime.add(fields.Datetime.now(), hours=1)
        with freeze_time(later):
            self._put_on_card(OF_HR)
        self.entretien._present()
        self.assertIn("on paper", self._sign(self._link())["error"])
        self.assertFalse(self._signature())

    def test_two_addresses_in_a_row_tell_the_one_written_to_before(self):
        """Invited by letter: an earlier message was sent to the former address."""
        self._stood(HERS)
        self._message(kind="copy", date_sent="2024-02-01 09:00:00")
        self.entretien._add_proof("letter")
        self.env.flush_all()
        for hours, address in ((1, "first@example.net"), (2, OF_HR)):
            later = fields.Datetime.add(fields.Datetime.now(), hours=hours)
            with freeze_time(later):
                self._put_on_card(address)
        self.entretien._present()
        self.assertIn("j•••@example.org", self._sign(self._link())["error"])
        self.assertEqual(self._warnings().mapped("email"), [HERS])

    def test_the_warning_is_of_hr_alone(self):
        """It names the former address."""
        self._invite()
        self._put_on_card(OF_HR)
        self.entretien._present()
        self._sign(self._link())
        warning = self._warnings()
        mail = self.env["hr.entretien.sender"]._deliver([warning])
        with self.assertRaises(AccessError):
            self._as(self.user_system, mail).read(["email_to"])
        for user in (self.user_system, self.user_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, warning).read(["email"])

    def test_an_address_that_stood_there_when_invited_by_letter_signs(self):
        self.entretien._add_proof("letter")
        self.entretien._present()
        self._stood(HERS)
        self.assertNotIn("error", self._sign(self._link()))
        self.assertIn("2024", self._signature().note)

    def test_nobody_dates_an_address_back(self):
        for user in (self.user_hr, self.user_hr_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.employee).write({"entretien_ways": {}})

    def test_an_address_that_came_by_the_contact_is_new_too(self):
        """HR writes on the contact of the card, not on the card."""
        self._stood(HERS)
        self.entretien._add_proof("letter")
        self.employee.private_email = False
        self.env.flush_all()
        later = fields.Datetime.add(fields.Datetime.now(), hours=1)
        with freeze_time(later):
            self.employee.work_contact_id.email = OF_HR
            self.env.flush_all()
        self.assertEqual(self.employee.work_email, OF_HR)
        self.entretien._present()
        self.assertIn("error", self._sign(self._link()))
        self.assertFalse(self._signature())

    def test_no_address_can_be_read_of_what_is_kept(self):
        self._put_on_card(OF_HR)
        kept = str(self.employee.entretien_ways)
        for address in (HERS, OF_HR, "example"):
            self.assertNotIn(address, kept)
        twin = self._employee("Twin", private_email=OF_HR)
        self.assertFalse(
            (self.employee.entretien_ways.keys() & twin.entretien_ways.keys()) - {""},
            "two cards are not told to have one address",
        )
