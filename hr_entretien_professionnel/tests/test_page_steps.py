"""Where the employee stands, in plain words; what was held before; the way there."""

from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.tests import tagged

from .page_common import PageHttpCase

# What is between the employer and the law.
NOT_SAID = ("L.6315", "art. ", "overdue", "expired", "en retard", "expiré", "✕")


@tagged("post_install", "-at_install")
class TestPageSteps(PageHttpCase):
    def _page(self, path=None, **kw):
        answer = self.url_open(path) if path else self._get(token=self.token, **kw)
        self.assertEqual(answer.status_code, 200)
        return html.fromstring(answer.content)

    def _own(self, user=None):
        self._login(user or self.user_employee)
        return self._page("/mon-entretien")

    def _current(self):
        (step,) = self._page().xpath("//li[@aria-current='step']")
        return 1 + len(step.xpath("preceding-sibling::li"))

    def test_it_shows_where_they_stand(self):
        self.assertEqual(self._current(), 2)
        self._post("/envoyer", self.token, saved="1")
        self.assertEqual(self._current(), 1)
        (done,) = self._page().xpath("//li[span[@class='visually-hidden']]")
        self.assertEqual(len(done.xpath("preceding-sibling::li")), 1)
        self.entretien.action_mark_held()
        self.assertEqual(self._current(), 3)
        done = self._page().xpath("//li[span[@class='visually-hidden']]")
        self.assertEqual(len(done), 2)

    def _done(self):
        """The numbers of the steps said to be done."""
        steps = self._page().xpath("//li[span[@class='visually-hidden']]")
        return [1 + len(step.xpath("preceding-sibling::li")) for step in steps]

    def test_what_was_neither_sent_nor_signed_is_not_said_to_be_done(self):
        self.entretien.action_mark_held()
        self.assertEqual(self._done(), [1])
        self.entretien.action_present()
        self.entretien.action_close()
        self.assertEqual(self._done(), [1])
        self.assertEqual(self._current(), 3)

    def test_without_a_date_the_first_step_is_the_present_one(self):
        self.entretien.write({"state": "to_plan", "date_planned": False})
        self.assertEqual(self._current(), 1)

    def test_neither_article_nor_lateness_is_said(self):
        """Hired in 2022, nothing held since: what was missed is between others."""
        self.entretien.with_bilan = self.entretien.with_mid_career = True
        self.entretien.job_adaptation = "Une table à hauteur réglable"
        for step in (lambda: None, self.entretien.action_mark_held):
            step()
            text = self._get(token=self.token).text
            for words in NOT_SAID:
                self.assertNotIn(words, text)
        self.assertIn("hauteur réglable", text)

    def test_the_company_may_give_the_article(self):
        self.company.entretien_show_article = True
        self.assertIn("L.6315-1", self._get(token=self.token).text)

    # -- what was held before ------------------------------------------------------

    def _past(self, page):
        found = page.xpath("//section[contains(@class, 'o_mon_entretien_past')]")
        return found[0].xpath(".//li") if found else []

    def test_with_an_account_past_ones_are_opened_and_downloaded(self):
        self.assertFalse(self._past(self._own()))
        for day in ("2020-03-02", "2022-03-02", "2024-03-04"):
            old = self._held(self.employee, day)
        last = self._planned(self.employee, motif="on_request")
        last.action_mark_held()
        last.action_present()
        last.action_close()
        links = [item.xpath(".//@href") for item in self._past(self._own())]
        self.assertEqual([len(item) for item in links], [2, 1, 1, 1])
        self.assertEqual(links[1], [f"/mon-entretien/{old.id}"])
        for path in (*links[0], *links[1]):
            self.assertEqual(self.url_open(path).status_code, 200)

    def test_by_link_past_ones_are_named_alone(self):
        self._held(self.employee, "2024-03-04")
        (item,) = self._past(self._page())
        self.assertIn("2024", item.text_content())
        self.assertFalse(item.xpath(".//a"))

    def test_a_colleague_s_past_is_not_theirs(self):
        self._held(self.colleague, "2024-03-04")
        self.assertFalse(self._past(self._own()))

    # -- nothing planned -----------------------------------------------------------

    def _next_date(self, page):
        """The day of the next one, on the page that says that nothing is planned."""
        (card,) = page.xpath("//section[h1]")
        return card.xpath(".//p[@class='mb-0']/span[2]/text()")

    def test_nothing_planned_after_a_past_one(self):
        self.entretien.action_cancel("Organisation")
        self._held(self.employee, fields.Date.today() - timedelta(days=100))
        page = self._own()
        self.assertEqual(len(self._past(page)), 1)
        (said,) = self._next_date(page)
        self.assertIn(str(self.employee.entretien_next_date.year), said)

    def test_a_date_that_has_passed_is_not_said(self):
        self.entretien.action_cancel("Organisation")
        self.assertLess(self.employee.entretien_next_date, fields.Date.today())
        self.assertFalse(self._next_date(self._own()))

    def test_never_interviewed_and_not_followed(self):
        page = self._own(self.user_portal)
        self.assertFalse(self._next_date(page))
        self.assertFalse(self._past(page))

    # -- the way there, and back ---------------------------------------------------

    def _count(self, user):
        self._login(user)
        params = {"counters": ["entretien_count"]}
        return self.make_jsonrpc_request("/my/counters", params)["entretien_count"]

    def test_the_portal_home_leads_to_it_and_it_leads_back(self):
        self._held(self.employee, "2024-03-04")
        self.assertEqual(self._count(self.user_employee), 2)
        self.assertEqual(self._count(self.user_portal), 0)
        self.stranger.user_id = self.user_portal
        self._planned(self.stranger)
        self.assertEqual(self._count(self.user_portal), 1)
        self.assertIn("/mon-entretien", self.url_open("/my").text)
        self.assertIn('href="/my"', self.url_open("/mon-entretien").text)
        self._login()
        self.assertNotIn('href="/my"', self._get(token=self.token).text)
