from datetime import UTC, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from lxml import html

from odoo import fields
from odoo.tests import tagged

from ..controllers.employee_page import DONE_TEXTS
from ..models.message.calendar_file import calendar_file
from .page_common import CNC, NIGHT, SAFETY, SECRET, PageHttpCase

EVIL = '"><script>alert(1)</script>'
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw"
    "AAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestPage(PageHttpCase):
    """What the employee does on his page, by his link or with his account."""

    def _page(self):
        return html.fromstring(self._get(token=self.token).content)

    def _texts(self):
        """The texts of the form, as the page gives them back."""
        return {
            area.get("name"): area.text_content().strip()
            for area in self._page().iter("textarea")
        }

    def _save(self, **values):
        return self._call("/brouillon", self.token, values=values)

    def _held_and_presented(self):
        self.entretien.action_mark_held()
        self.entretien.action_present()

    # -- before --------------------------------------------------------------------

    def test_it_says_when_where_and_with_whom(self):
        text = self._get(token=self.token).text
        hour = self.entretien.date_planned.replace(tzinfo=UTC).astimezone(
            ZoneInfo("Europe/Paris")
        )
        for said in ("Salle Mistral", "Manager", f"{hour:%H:%M}", "mon-cep.org"):
            self.assertIn(said, text)

    def test_an_hour_has_its_place_where_the_clocks_differ(self):
        (when,) = self._page().find_class("o_mon_entretien_when")
        self.assertRegex(when.text_content(), r"\d:\d\d")
        self.entretien.employee_id.user_id.tz = "Indian/Reunion"
        (when,) = self._page().find_class("o_mon_entretien_when")
        self.assertNotRegex(when.text_content(), r"\d:\d\d")
        self.assertRegex(when.getnext().text_content(), "^.*(Réunion.*).*(Paris.*)$")

    def test_it_asks_every_kind_of_question(self):
        page = self._page()
        kinds = {
            item.get("name"): item.get("type") or item.tag
            for item in page.xpath("//*[starts-with(@name, 'answer.')]")
        }
        self.assertEqual(
            kinds,
            {
                "answer.questionpride": "textarea",
                "answer.questiontool": "text",
                "answer.questiontutor": "radio",
                "answer.questionyears": "number",
                "answer.questionshare": "number",
                "answer.questionready": "date",
                "answer.questioncall": "datetime-local",
                "answer.questionpace": "select",
                "answer.questionthemes": "checkbox",
                "answer.questionthemes.asked": "hidden",
            },
        )
        self.assertIn("Nos questions", page.text_content())

    def test_mid_career_is_asked_only_when_the_interview_carries_it(self):
        self.assertNotIn("mid_career_notes", self._texts())
        self.entretien.with_mid_career = True
        self.assertIn("mid_career_notes", self._texts())

    def test_what_its_motif_names_is_asked_too(self):
        for motif, other in (
            ("mid_career", "end_career"),
            ("end_career", "mid_career"),
        ):
            with self.subTest(motif):
                self.entretien.motif = motif
                self.assertIn(f"{motif}_notes", self._texts())
                self.assertNotIn(f"{other}_notes", self._texts())

    def test_it_recalls_what_the_last_interview_led_to(self):
        self._held(
            self.employee,
            "2023-03-02",
            souhait_ids=[(0, 0, {"kind": "mobility", "note": "Nantes"})],
            besoin_ids=[(0, 0, {"name": "Soudure TIG", "followup_state": "done"})],
        )
        self._entretien(
            self.employee,
            motif="on_request",
            besoin_ids=[(0, 0, {"name": "Not held yet"})],
        )
        text = self._page().text_content()
        self.assertIn("Nantes", text)
        self.assertIn("Soudure TIG", text)
        self.assertNotIn("Not held yet", text)

    def test_what_he_types_is_saved_and_comes_back(self):
        result = self._save(prospects=SECRET, **{"wish.stay": "Here"})
        self.assertRegex(result["saved_at"], r"^\d+:\d\d")
        self.assertFalse(result["refused"])
        self.assertEqual(self._texts()["prospects"], SECRET)
        self.assertFalse(self.preparation.prospects)

    def test_with_his_account_he_finds_the_same_draft(self):
        self._save(prospects=SECRET)
        self._login(self.user_employee)
        self.assertIn(SECRET, html.fromstring(self._get().content).text_content())
        result = self._call("/brouillon", values={"difficulties": "Noise"})
        self.assertIn("saved_at", result)
        self.assertEqual(self._texts()["difficulties"], "Noise")

    def test_he_reads_and_writes_his_draft_over_rpc(self):
        self._login(self.user_employee)

        def call(method, *args):
            params = {
                "model": "hr.entretien.preparation",
                "method": method,
                "args": [self.preparation.ids, *args],
                "kwargs": {},
            }
            return self.make_jsonrpc_request("/web/dataset/call_kw", params)

        call("write", {"prospects": SECRET})
        self.assertEqual(call("read_draft")["prospects"], SECRET)
        self.assertFalse(call("read", ["prospects"])[0]["prospects"])

    def test_what_he_types_is_shown_as_text(self):
        """Neither his page nor the page that reads it again runs it."""
        values = {"prospects": EVIL, "wish.stay": EVIL, "answer.questiontool": EVIL}
        self._save(**values, **{"need.a": {"name": EVIL}})
        page = self._get(token=self.token)
        self.assertNotIn(EVIL, page.text)
        self.assertEqual(page.text.count("alert(1)"), 4)

    def test_too_much_is_refused_kindly(self):
        result = self._save(prospects="x" * 20_000, difficulties="Noise")
        self.assertIn("20000", result["refused"]["prospects"])
        self.assertEqual(self._texts()["difficulties"], "Noise")
        lines = {f"need.{number}": {"name": "More"} for number in range(300)}
        self.assertIn("error", self._save(**lines))
        for wrong in (None, [], "text"):
            answer = self._call("/brouillon", self.token, values=wrong)
            self.assertIn("error", answer)

    def test_sending_by_link_is_his_without_an_account(self):
        self._save(prospects=SECRET)
        sent = self._post("/envoyer", self.token, saved="1")
        self.assertEqual(sent.status_code, 303)
        self.assertIn("access_token", sent.headers["Location"])
        self.assertEqual(self.preparation.state, "submitted")
        self.assertEqual(self.preparation.prospects, SECRET)
        proof = self.entretien.proof_ids.filtered(lambda p: p.kind == "preparation")
        self.assertEqual(len(proof), 1)
        self.assertFalse(proof.user_id)

    def test_without_javascript_the_whole_form_is_saved_or_sent(self):
        form = {
            "prospects": "Plain",
            "wishes": ["stay", "mobility"],
            "wish.mobility": "on",
            "wish.mobility.note": "Nantes",
            "needs": ["a", "b"],
            "need.a.name": "CPF",
            "need.a.aim": "personal",
            "need.b.name": "",
            "need.b.aim": "job",
            "answer.questiontutor": "yes",
            "answer.questionthemes.asked": "1",
            "answer.questionthemes": [CNC, SAFETY],
            "answer.questionyears": "",
        }
        self._save(**{"wish.stay": "Before"})
        self._post("/envoyer", self.token, step="save", **form)
        self.assertEqual(self.preparation.state, "draft")
        self._post("/envoyer", self.token, step="send", **form)
        self.assertRecordValues(
            self.preparation,
            [
                {
                    "state": "submitted",
                    "prospects": "Plain",
                    "wishes": [{"kind": "mobility", "note": "Nantes"}],
                    "needs": [{"name": "CPF", "aim": "personal"}],
                }
            ],
        )
        self.assertEqual(
            self.preparation.answers._values,
            {"questiontutor": True, "questionthemes": [CNC, SAFETY]},
        )

    def test_a_form_with_a_mistake_is_not_sent(self):
        answer = self._post("/envoyer", self.token, **{"answer.questionyears": "many"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Années dans ce métier", answer.text)
        self.assertEqual(self.preparation.state, "draft")

    def test_he_reads_his_own_answers_again(self):
        """Sent or not, before the interview and after it."""
        self._save(
            prospects=SECRET,
            **{
                "wish.mobility": "Nantes",
                "need.a": {"name": "CPF"},
                "answer.questiontutor": "no",
                "answer.questionready": "2026-04-01",
                "answer.questioncall": "2026-04-01T10:30",
                "answer.questionpace": NIGHT,
                "answer.questionthemes": [CNC, SAFETY],
                "answer.questionyears": 0,
            },
        )
        self.entretien.action_mark_held()
        said = self._page().xpath("//details[@class='o_mon_entretien_recap']")[0]
        text = said.text_content()
        for answer in (SECRET, "Nantes", "CPF", "10:30", "Nuit", "numérique, Séc"):
            self.assertIn(answer, text)
        self.assertIn("Années dans ce métier", text)
        self.assertNotIn("Un outil à découvrir", text)

    def test_what_became_of_the_last_interview_is_said_as_in_the_document(self):
        """A dropped action is not one that waits, nor is a refused need to do."""
        action = {"name": "Find a tutor", "followup_state": "dropped"}
        need = {"name": "Soudure", "answer": "refused", "answer_reason": "Trop cher"}
        last = self._held(
            self.employee,
            "2024-03-01",
            action_ids=[(0, 0, action)],
            besoin_ids=[(0, 0, need)],
        )
        lines = self._page().xpath("//details[@class='o_mon_entretien_recap']//li")
        said = [" ".join(line.text_content().split()) for line in lines]
        speaking = last.with_context(lang=self.entretien._report_lang())
        states = [
            line._report_previous_row()["state"]
            for line in (speaking.besoin_ids, speaking.action_ids)
        ]
        self.assertEqual(
            said,
            [f"Soudure – {states[0]} Trop cher", f"Find a tutor – {states[1]}"],
        )

    def test_a_call_is_said_before_its_link_is_known(self):
        self.entretien.is_video = True
        where = "//dl[@class='o_mon_entretien_facts']/dd[1]"
        (said,) = self._page().xpath(f"({where})[1]")
        theirs = self.entretien.with_context(lang=self.entretien._report_lang())
        self.assertEqual(said.text_content(), theirs._where())
        self.entretien.video_url = "https://call.example.com/7f3a"
        (link,) = self._page().xpath("//dd/a[@target='_blank']/@href")
        self.assertEqual(link, self.entretien.video_url)

    def test_he_changes_what_he_sent(self):
        self._save(prospects="First")
        self._post("/envoyer", self.token, saved="1")
        self.assertNotIn("prospects", self._texts())
        self._post("/modifier", self.token)
        self.assertEqual(self._texts()["prospects"], "First")

    def test_he_says_that_he_is_not_available(self):
        with patch.object(
            self.env.registry["hr.entretien"], "_declare_unavailable"
        ) as declare:
            answer = self._post("/indisponible", self.token, note="Training that day")
            self.assertEqual(answer.status_code, 303)
            declare.assert_called_once_with("Training that day")
            long = self._post("/indisponible", self.token, note="x" * 600)
            self.assertEqual(long.status_code, 422)

    def test_the_page_keeps_saying_that_he_is_not_available(self):
        said = "Vous avez dit ne pas être disponible"
        self.assertNotIn(said, self._get(token=self.token).text)
        self._post("/indisponible", self.token, note="Training that day")
        self.assertIn(said, self._get(token=self.token).text)

    def test_once_its_hour_is_past_the_page_says_so(self):
        """There is no date left to put in an agenda nor to give up."""
        said = "appointment is past|rendez-vous est passée"
        for days, over in ((1, False), (-2, True)):
            moment = fields.Datetime.now() + timedelta(days=days)
            self.entretien.date_planned = moment
            text = self._get(token=self.token).text
            with self.subTest(days=days):
                (self.assertRegex if over else self.assertNotRegex)(text, said)
                for path in ("/indisponible", "/agenda.ics"):
                    self.assertEqual(path in text, not over)
                file = self._get("/agenda.ics", self.token)
                self.assertEqual(file.status_code, 404 if over else 200)
        answer = self._post("/indisponible", self.token, note="Too late")
        self.assertEqual(answer.status_code, 422)
        self.env.invalidate_all()
        self.assertFalse(self.entretien._unavailable_proof())
        self.assertEqual(len(self._page().xpath("//li[@aria-current='step']")), 1)

    def test_he_puts_it_in_his_agenda(self):
        self._save(prospects=SECRET)
        answer = self._get("/agenda.ics", self.token)
        self.assertIn("text/calendar", answer.headers["Content-Type"])
        start = self.entretien.date_planned.strftime("%Y%m%dT%H%M%SZ")
        for said in (f"DTSTART:{start}", "LOCATION:Salle Mistral", "Manager"):
            self.assertIn(said, answer.text)
        self.assertNotIn("quitter", answer.text)

    def test_the_file_of_the_page_is_the_entry_of_the_mail(self):
        """One identity: what the mails move or cancel is what the page gave."""
        mailed = calendar_file(self.entretien).decode()
        given = self._get("/agenda.ics", self.token).text
        for name in ("UID", "DTSTART", "DTEND", "LOCATION"):
            with self.subTest(name):
                line = next(row for row in mailed.split("\r\n") if row.startswith(name))
                self.assertIn(line, given)

    def test_it_says_what_was_done_and_nothing_of_a_code_without_words(self):
        with patch.dict(DONE_TEXTS, added="What an add-on says"):
            told = dict(DONE_TEXTS)
            for done in (*told, "change", "unknown", ""):
                page = self._get(f"?done={done}&access_token={self.token}")
                said = html.fromstring(page.content).xpath("//div[@role='status']")
                said = [x for x in said if "alert-success" in x.get("class")]
                with self.subTest(done):
                    self.assertEqual(len(said), int(done in told))
                    if done == "added":
                        self.assertEqual(said[0].text_content(), told[done])

    # -- after ---------------------------------------------------------------------

    def test_once_held_he_reads_what_was_written(self):
        self.entretien.write({"conclusion": "Said", "hr_note": "Between us"})
        self.assertNotIn("Said", self._get(token=self.token).text)
        self.entretien.action_mark_held()
        text = self._get(token=self.token).text
        self.assertIn("Said", text)
        self.assertNotIn("Between us", text)
        self.assertIn("error", self._save(prospects="Later"))
        self.assertEqual(self._post("/envoyer", self.token).status_code, 422)

    def test_he_comments_until_he_signs(self):
        before = self._post("/commentaire", self.token, comment="Too early")
        self.assertEqual(before.status_code, 422)
        self._held_and_presented()
        self._post("/commentaire", self.token, comment=EVIL)
        self.assertEqual(self.entretien.employee_comment, EVIL)
        self.assertNotIn(EVIL, self._get(token=self.token).text)
        self._post("/ne-pas-signer", self.token, text="I do not agree")
        self._post("/commentaire", self.token, comment="Once more")
        self.assertEqual(self.entretien.employee_comment, EVIL)

    def test_what_he_wrote_without_saving_it_goes_with_his_answer(self):
        """Once he has answered he comments no more: nothing of it is lost before."""
        self._held_and_presented()
        too_long = "x" * 10_001
        answer = self._call(
            "/signer", self.token, name="Me", signature=PIXEL, comment=too_long
        )
        self.assertIn("error", answer)
        refused = self._post(
            "/ne-pas-signer", self.token, text="I do not agree", comment="See below"
        )
        self.assertEqual(refused.status_code, 303)
        self.assertEqual(self.entretien.employee_comment, "See below")
        self.assertEqual(self.entretien.signature_ids.kind, "refused")
        late = self._post("/ne-pas-signer", self.token, text="No", comment="Other")
        self.assertEqual(late.status_code, 422)
        self.assertEqual(self.entretien.employee_comment, "See below")

    def test_he_signs_or_says_why_not_once(self):
        early = self._call("/signer", self.token, name="Employee", signature=PIXEL)
        self.assertIn("error", early)
        self._held_and_presented()
        without = self._post("/ne-pas-signer", self.token, text=" ")
        self.assertEqual(without.status_code, 422)
        with patch.object(self.env.registry["hr.entretien"], "_sign") as sign:
            answer = self._call(
                "/signer",
                self.token,
                name="Employee",
                signature=PIXEL,
                kind="reserved",
                text="But for the date",
            )
            self.assertTrue(answer["redirect_url"].startswith("/mon-entretien/"))
            sign.assert_called_once_with(
                "employee",
                "reserved",
                "Employee",
                PIXEL,
                "But for the date",
                via="page",
                link=self.entretien.link_ids,
            )
        self._post("/ne-pas-signer", self.token, text="I do not agree")
        answered = self.entretien.signature_ids
        self.assertEqual((answered.kind, answered.text), ("refused", "I do not agree"))
        again = self._call("/signer", self.token, name="Employee", signature=PIXEL)
        self.assertIn("error", again)

    def test_what_he_signed_on_paper_is_not_to_be_signed(self):
        self._held_and_presented()
        # Of the steps, those that were done: no notes were sent.
        steps = "//li[span[@class='visually-hidden']]"
        self.assertIn("/ne-pas-signer", self._get(token=self.token).text)
        self.assertEqual(len(self._page().xpath(steps)), 1)
        self.entretien._add_proof("scan")
        self.assertNotIn("/ne-pas-signer", self._get(token=self.token).text)
        self.assertEqual(len(self._page().xpath(steps)), 2)
        late = self._post("/ne-pas-signer", self.token, text="No")
        self.assertEqual(late.status_code, 422)
        self.entretien.action_void_signatures("A mistake")
        self.entretien.action_present()
        self.assertIn("/ne-pas-signer", self._get(token=self.token).text)

    def test_he_downloads_the_frozen_document_byte_for_byte(self):
        self.assertEqual(self._get("/document.pdf", self.token).status_code, 404)
        self._held_and_presented()
        frozen = self.entretien._frozen_file()
        self.assertIn(frozen.checksum, self._get(token=self.token).text)
        answer = self._get("/document.pdf", self.token)
        self.assertEqual(answer.content, frozen._bytes())
        self.assertIn("attachment", answer.headers["Content-Disposition"])

    def test_once_handed_over_he_reads_and_downloads_nothing_more(self):
        self._held_and_presented()
        self.entretien.action_close()
        page = self._get(token=self.token)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("commentaire", page.text)
        self.assertNotIn("signature_form", page.text)
        self.assertEqual(self._get("/document.pdf", self.token).status_code, 200)
        self.assertTrue(
            self.entretien.proof_ids.filtered(lambda p: p.kind == "copy_read")
        )
        for path in ("/commentaire", "/ne-pas-signer", "/envoyer", "/indisponible"):
            with self.subTest(path=path):
                answer = self._post(path, self.token, comment="x", text="x", note="x")
                self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.entretien.employee_comment)
