"""HR keeps the cards: an account or an address put there since opens no draft."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..models.preparation.hr_entretien_preparation_seal import unseal
from .page_common import SECRET, PageCase, PageHttpCase


class RelinkedCase(PageCase):
    def _account_of_hr(self):
        """An HR officer who is nobody's card yet."""
        return self.env["res.users"].create(
            {
                "name": "Gwenn Relink",
                "login": "entretien_relink",
                "password": "entretien_relink",
                "email": "gwenn.relink@example.com",
                "group_ids": [(4, self.env.ref("hr.group_hr_user").id)],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestDraftRelinked(RelinkedCase):
    def setUp(self):
        super().setUp()
        self.account = self._account_of_hr()
        self._write_draft(prospects=SECRET)
        self.links = self.env["hr.entretien.link"]

    def _put_on_card(self, **vals):
        self._as(self.user_hr, self.employee).write(vals)
        self.env.flush_all()

    def _as_hr(self):
        return self._as(self.account, self.preparation)

    def test_an_account_put_on_the_card_reads_nothing(self):
        self._put_on_card(user_id=self.account.id)
        with self._request_of(self.account):
            for method in ("read_draft", "_draft_load", "_submit", "_reopen_draft"):
                with self.subTest(method=method), self.assertRaises(AccessError):
                    getattr(self._as_hr(), method)()

    def test_it_writes_nothing_either(self):
        self._put_on_card(user_id=self.account.id)
        with self._request_of(self.account):
            with self.assertRaises(AccessError):
                self._as_hr().write({"prospects": "Rien"})
            with self.assertRaises(AccessError):
                self._as_hr()._draft_save({"prospects": "Rien"})
        self.assertEqual(unseal(self.preparation)["prospects"], SECRET)

    def test_neither_when_it_was_begun_without_an_account(self):
        self._put_on_card(user_id=False)
        self.preparation.sudo()._write_plain({"sealed": False})
        token = self.links._issue(self.entretien)
        self.preparation._draft_save({"prospects": SECRET}, token)
        self._put_on_card(user_id=self.account.id)
        with self._request_of(self.account), self.assertRaises(AccessError):
            self._as_hr().read_draft()
        self.assertEqual(self.preparation._draft_load(token)["prospects"], SECRET)

    def test_a_link_sent_to_another_address_opens_nothing(self):
        before = self.links._issue(self.entretien, self.user_employee.email)
        self._put_on_card(work_email="rh.elsewhere@example.com")
        after = self.links._issue(self.entretien, "rh.elsewhere@example.com")
        with self.assertRaises(AccessError):
            self.preparation._draft_load(after)
        with self.assertRaises(AccessError):
            self.preparation._draft_save({"prospects": "Rien"}, after)
        self.assertEqual(self.preparation._draft_load(before)["prospects"], SECRET)

    def test_going_on_writing_lets_nobody_in(self):
        self._put_on_card(work_email="rh.elsewhere@example.com")
        self._write_draft(career="Suite")
        after = self.links._issue(self.entretien, "rh.elsewhere@example.com")
        with self.assertRaises(AccessError):
            self.preparation._draft_load(after)

    def test_the_author_finds_it_again_when_his_account_is_put_back(self):
        self._put_on_card(user_id=self.account.id)
        self.employee.user_id = self.user_employee
        with self._request_of(self.user_employee):
            self.assertEqual(self._author().read_draft()["prospects"], SECRET)

    def test_what_was_not_begun_opens_for_the_new_account(self):
        self.preparation.sudo()._write_plain({"sealed": False})
        self._put_on_card(user_id=self.account.id)
        with self._request_of(self.account):
            self._as(self.account, self.preparation)._draft_save({"career": "A"})
            read = self._as(self.account, self.preparation).read_draft()
        self.assertEqual(read["career"], "A")


@tagged("post_install", "-at_install")
class TestDraftRelinkedPage(RelinkedCase, PageHttpCase):
    def test_the_page_says_why_and_tells_nothing(self):
        self._write_draft(prospects=SECRET)
        account = self._account_of_hr()
        self._as(self.user_hr, self.employee).user_id = account
        self.env.flush_all()
        self._login(account)
        answer = self.url_open(self.path)
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn(SECRET.split(",")[0], answer.text)
        self.assertNotIn('name="prospects"', answer.text)
        said = self.make_jsonrpc_request(
            f"{self.path}/brouillon", {"values": {"prospects": "Rien"}}
        )
        self.assertIn("error", said)
        self.assertEqual(unseal(self.preparation)["prospects"], SECRET)
