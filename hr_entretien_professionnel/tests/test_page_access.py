import re
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .page_common import SECRET, PageHttpCase

SUB_PAGES = ("", "/agenda.ics", "/document.pdf")
GESTURES = (
    "/envoyer",
    "/modifier",
    "/indisponible",
    "/creneau",
    "/commentaire",
    "/ne-pas-signer",
)


@tagged("post_install", "-at_install")
class TestPageAccess(PageHttpCase):
    """Whose page it is not finds nothing there, whatever he tries."""

    def _assert_nothing(self, response):
        """The page that tells nothing, not even that there is a record."""
        self.assertEqual(response.status_code, 404)
        self.assertIn("/mon-entretien", response.text)
        for name in (self.employee.name, "Salle Mistral", SECRET):
            self.assertNotIn(name, response.text)
        return response

    # -- who gets in ---------------------------------------------------------------

    def test_wrong_links_shut_out_nobody(self):
        """Refused one by one: the right link opens from the same address."""
        for _guess in range(25):
            self.assertEqual(self._get(token="guessed").status_code, 404)
        self.assertEqual(self._get(token=self.token).status_code, 200)

    def test_the_employee_reads_it_with_his_account(self):
        self._login(self.user_employee)
        page = self._get()
        self.assertEqual(page.status_code, 200)
        self.assertIn("Salle Mistral", page.text)
        self.assertIn("Salle Mistral", self.url_open("/mon-entretien").text)

    def test_the_employee_reads_it_with_his_link(self):
        page = self._get(token=self.token)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Salle Mistral", page.text)

    def test_a_portal_user_reads_his_own(self):
        self.stranger.user_id = self.user_portal
        own = self._planned(self.stranger, location="Salle Ponant")
        self._login(self.user_portal)
        self.assertIn("Salle Ponant", self.url_open("/mon-entretien").text)
        self.assertIn("Salle Ponant", self.url_open(f"/mon-entretien/{own.id}").text)
        self._assert_nothing(self._get())

    def test_an_employee_of_another_company_reads_his_own_alone(self):
        own = self._planned(self.other_hr, location="Salle Ponant")
        self._login(self.user_other_hr)
        self.assertIn("Salle Ponant", self.url_open(f"/mon-entretien/{own.id}").text)
        self._assert_nothing(self._get())

    def test_without_an_interview_the_page_says_so(self):
        self._login(self.user_colleague)
        page = self.url_open("/mon-entretien")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("o_mon_entretien_form", page.text)

    def test_without_an_account_the_general_address_asks_to_log_in(self):
        page = self.url_open("/mon-entretien", allow_redirects=False)
        self.assertIn("/web/login", page.headers["Location"])

    def test_the_link_of_a_mail_asks_who_is_not_logged_in_to_log_in(self):
        """The same for every number; a link that is wrong says so, as before."""
        page = self._get()
        self.assertEqual(page.status_code, 404)
        back = f"/web/login?redirect=/mon-entretien/{self.entretien.id}"
        self.assertIn(back, page.text)
        absent = self.url_open("/mon-entretien/999999999")
        self.assertIn("/web/login?redirect=/mon-entretien/999999999", absent.text)
        guessed = self._get(token="guessed").text
        self.assertNotIn("/web/login", guessed)
        own = 'href="/mon-entretien">(.+?)</a>'
        asks = re.search(own, guessed).group(1)
        self._login(self.user_colleague)
        another = self._get().text
        self.assertNotIn("/web/login", another)
        offers = re.search(own, another).group(1)
        self.assertNotEqual(offers, asks, "their own page, not an account")

    # -- who does not --------------------------------------------------------------

    def test_nobody_else_gets_in_with_his_account(self):
        others = (
            self.user_hr,
            self.user_hr_manager,
            self.user_manager,
            self.user_n2,
            self.user_colleague,
            self.user_other_hr,
            self.user_system,
            self.user_portal,
            None,
        )
        for user in others:
            self._login(user)
            for path in SUB_PAGES:
                with self.subTest(user=user and user.login, path=path):
                    self._assert_nothing(self._get(path))
            for path in GESTURES:
                with self.subTest(user=user and user.login, path=path):
                    self._assert_nothing(self._post(path, note="x", text="x"))

    def test_nobody_else_calls_it(self):
        for user in (self.user_hr_manager, self.user_manager, self.user_system, None):
            self._login(user)
            for token in (None, "guessed"):
                with self.subTest(user=user and user.login, token=token):
                    saved = self._call(
                        "/brouillon", token, values={"prospects": "Mine"}
                    )
                    self.assertEqual(list(saved), ["error"])
                    signed = self._call("/signer", token, name="Me", signature="x")
                    self.assertEqual(list(signed), ["error"])
        self.assertFalse(self.preparation.sudo().sealed)

    def test_a_wrong_link_opens_nothing(self):
        other = self._planned(self.colleague)
        links = self.env["hr.entretien.link"]
        expired = links._issue(self.entretien)
        links._find(self.entretien.id, expired).date_end = (
            fields.Date.today() - timedelta(days=1)
        )
        withdrawn = links._issue(self.entretien)
        links._find(self.entretien.id, withdrawn).revoked = True
        tokens = {
            "guessed": "x" * 43,
            "cut": self.token[:-1],
            "of another": links._issue(other),
            "expired": expired,
            "withdrawn": withdrawn,
            "the digest": links._digest(self.token),
            "not text": "%00%ff",
        }
        pages = set()
        for name, token in tokens.items():
            with self.subTest(name=name):
                pages.add(self._assert_nothing(self._get(token=token)).text)
        missing = self.url_open(f"/mon-entretien/99999999?access_token={self.token}")
        pages.add(self._assert_nothing(missing).text)
        # Nothing tells one reason from another, but the session's own token.
        self.assertEqual(len({text.split("</title>")[0] for text in pages}), 1)

    def test_guessing_in_bulk_opens_nothing(self):
        for number in range(15):
            self._assert_nothing(self._get(token=f"guess-{number}"))

    def test_a_link_opens_no_other_interview_of_the_same_person(self):
        other = self._held(self.employee, "2023-03-02")
        page = self.url_open(f"/mon-entretien/{other.id}?access_token={self.token}")
        self.assertEqual(page.status_code, 404)

    def test_an_employee_who_left_gets_in_no_more(self):
        self.employee.active = False
        self._assert_nothing(self._get(token=self.token))
        self._login(self.user_employee)
        self._assert_nothing(self._get())

    def test_a_cancelled_interview_has_no_page(self):
        self.entretien.action_cancel("Organisation")
        self._login(self.user_employee)
        self._assert_nothing(self._get())

    # -- how -----------------------------------------------------------------------

    def test_nothing_of_the_page_is_kept_told_or_indexed(self):
        for token in (self.token, "wrong"):
            for path in SUB_PAGES:
                with self.subTest(token=token, path=path):
                    headers = self._get(path, token).headers
                    self.assertEqual(headers["Cache-Control"], "no-store")
                    self.assertEqual(headers["Referrer-Policy"], "no-referrer")
                    self.assertIn("noindex", headers["X-Robots-Tag"])

    def test_a_gesture_is_posted_from_the_page_itself(self):
        """Neither a link in a mail nor another site sends it."""
        for path in GESTURES:
            with self.subTest(path=path):
                self.assertEqual(self._get(path, self.token).status_code, 405)
                with mute_logger("odoo.http"):
                    forged = self._post(path, self.token, csrf_token="forged")
                self.assertEqual(forged.status_code, 400)
        self.assertEqual(self.preparation.state, "draft")
