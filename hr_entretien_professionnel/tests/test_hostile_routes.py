"""Whatever is sent to the pages, they answer a proper status and a clear error."""

from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .page_common import PageCase

VALUES = (None, True, 10**40, 1e300, "x", "x\x00", [[None]], {"a": [1]})
ANSWERS = ("years", "share", "ready", "call", "pace", "themes", "tutor", "tool")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHostileRoutes(PageCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(self.user_employee.login, self.user_employee.login)
        self.page = f"/mon-entretien/{self.entretien.id}"

    def _call(self, path, **params):
        """A JSON call: what it answers, never an error of the server."""
        with mute_logger("odoo.http"):
            answer = self.make_jsonrpc_request(f"{self.page}/{path}", params)
        self.assertIsInstance(answer, dict)
        return answer

    def _hold(self):
        """The interview is held and presented: the page signs."""
        self.entretien.sudo().write({"state": "held", "date_held": "2026-03-02"})
        self.entretien._present()

    def test_drafts(self):
        keys = ["career", "wish.mobility", "need.1", "need.*", "x", "wish", "answer."]
        keys += [f"answer.question{name}" for name in ANSWERS]
        for value in VALUES:
            with self.subTest(value=value):
                self._call("brouillon", values=value)
                self._call("brouillon", values={key: value for key in keys})
        self.assertEqual(self.url_open(self.page).status_code, 200)

    def test_signatures(self):
        self._hold()
        for value in VALUES:
            for name in ("kind", "name", "signature", "text", "comment"):
                given = {"kind": "reserved", "name": "x", "text": "x", name: value}
                with self.subTest(name=name, value=value):
                    self.assertIn("error", self._call("signer", **given))

    def test_forms(self):
        fields = ("step", "note", "slot", "comment", "text", "saved", "access_token")
        fields += ("wishes",)
        for path in ("envoyer", "modifier", "indisponible", "creneau", "commentaire"):
            for field in fields:
                data = {field: "x\x00" * 100, "csrf_token": Request.csrf_token(self)}
                answer = self.url_open(f"{self.page}/{path}", data=data)
                with self.subTest(path=path, field=field):
                    self.assertLess(answer.status_code, 500)

    def test_addresses(self):
        self.authenticate(self.user_hr.login, self.user_hr.login)
        for address in (
            "/mon-entretien/0",
            f"/mon-entretien/{2**62}",
            f"{self.page}?access_token=%00",
            f"{self.page}/document.pdf?access_token=x",
            f"{self.page}/etat-des-lieux.pdf",
            f"{self.page}/agenda.ics",
            f"/hr_entretien/export/{2**62}",
        ):
            with self.subTest(address=address), mute_logger("odoo.http"):
                self.assertLess(self.url_open(address).status_code, 500)
