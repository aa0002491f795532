import io
from unittest.mock import patch

from psycopg2.errors import ForeignKeyViolation
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..models.bilan.report_hr_entretien_bilan import WORDS
from .bilan_common import BilanCase

REPORT = "hr_entretien_professionnel.hr_entretien_bilan_report"


@tagged("post_install", "-at_install", "pdf_rendering")
@freeze_time("2026-03-16")
class TestBilanDocument(BilanCase, HttpCase):
    """Its own PDF, its own hand-over, frozen byte for byte."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.print_delay", "0")
        cls.veteran.user_id = cls._user("veteran")
        cls._interview("2020-01-08", motif="first")
        cls.bilan = cls._bilan()

    def _hand_over(self, day="2026-03-10", user=None):
        mine = self._as(user or self.user_manager, self.bilan)
        wizard = (
            mine.env["hr.entretien.bilan.handover"]
            .with_context(force_report_rendering=True)
            .create({"entretien_id": mine.id, "day": day})
        )
        wizard.action_apply()
        return self.bilan.bilan_id._file()

    def test_by_mail_to_who_has_no_address_is_refused(self):
        self.veteran.write(
            {"user_id": False, "work_email": False, "private_email": False}
        )
        with self.assertRaisesRegex(UserError, "has no e-mail address"):
            self.bilan.bilan_id._hand_over(self._day("2026-03-10"), "mail")
        self.assertFalse(self.bilan.bilan_id.date_copy_delivered)

    def _printed(self, user):
        record = self._as(user, self.bilan)
        report = record.env["ir.actions.report"]
        return report.with_context(force_report_rendering=True)._render_qweb_pdf(
            REPORT, record.ids
        )[0]

    def _text(self, content):
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    def test_the_job_is_told_by_its_title_where_there_is_no_job(self):
        """The title of the day, to a manager who reads no contract."""
        worker = self._employee("Zoé", parent_id=self.manager.id, job_title="Turner")
        worker.create_version({"date_version": "2026-03-05", "job_title": "Foreman"})
        values = {"state": "held", "date_held": "2026-03-02", "with_bilan": True}
        bilan = self._entretien(worker, **values)
        self.assertFalse(bilan.job_id)
        self.bilan = bilan
        self.assertIn("Turner", self._text(self._printed(self.user_manager)))

    def test_what_it_says_is_read_back(self):
        self._line(self.bilan, name="Robot programming")
        self._line(self.bilan, "pay", name="Pay rise of 2023")
        rejected = self._line(self.bilan, name="Never followed", confirmed=False)
        rejected.action_reject("Cancelled by the school")
        text = self._text(self._printed(self.user_manager))
        for word in (
            "Veteran",
            "Robot programming",
            "Pay rise of 2023",
            "Individual",
            "01/08/2020",
            "Not held",
            "is not due",
            "art. L.6315-1, II",
        ):
            with self.subTest(word=word):
                self.assertIn(word, text)
        self.assertNotIn("Never followed", text)
        self.assertNotIn("Elements of certification", text)
        self.assertNotIn("3,000", text)

    def test_what_hr_is_still_to_do_is_not_printed(self):
        """History, of which nothing was examined, handed to the employee."""
        bilan = self.bilan.bilan_id
        with patch.object(type(bilan), "_is_history", lambda item: True):
            self.assertIn("Fill it in", bilan.conclusion)
            text = self._text(self._printed(self.user_hr))
        self.assertIn("is not known here", text)
        self.assertNotIn("Fill it in", text)

    def test_hours_are_written_as_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        words = self.env[WORDS].with_context(lang="fr_FR")
        for hours, told in ((7.5, "7,50"), (14.0, "14"), (1.0, "1")):
            line = self._line(self.bilan, confirmed=False, hours=hours)
            self.assertRegex(words._line_details(line), rf"\b{told} h")

    def test_frozen_bytes_are_what_is_printed(self):
        self._line(self.bilan)
        document = self._hand_over()
        self.assertTrue(document._bytes().startswith(b"%PDF-"))
        self.assertEqual(str(self.bilan.bilan_id.date_copy_delivered), "2026-03-10")
        for user in (self.user_hr, self.user_manager, self.veteran.user_id):
            with self.subTest(login=user.login):
                self.assertEqual(self._printed(user), document._bytes())
        for user in (self.user_colleague, self.user_system, self.user_other_hr):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._printed(user)

    def test_what_changes_around_does_not_change_it(self):
        self._line(self.bilan)
        document = self._hand_over()
        self.department.name = "Assembly"
        self.job.name = "Fitter"
        self.veteran.write(
            {
                "name": "Another name",
                "parent_id": self.other_manager.id,
                "department_id": self.other_department.id,
            }
        )
        self.company.name = "Another company"
        self._interview("2022-01-08")
        self.assertEqual(self._printed(self.user_hr), document._bytes())
        noisy = mute_logger("odoo.sql_db")
        with self.assertRaises(ForeignKeyViolation), noisy:
            self._as(self.user_hr_manager, self.department).unlink()

    def test_the_proof_file_has_its_own_lines(self):
        document = self._hand_over()
        kinds = self.bilan.proof_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds[-2:], ["bilan_closed", "bilan_handover"])
        closed = self.bilan.proof_ids.filtered(lambda x: x.kind == "bilan_closed")
        self.assertEqual(closed.note, document.checksum)

    def test_the_interview_keeps_its_own_document(self):
        self._hand_over()
        self.assertFalse(self.bilan._frozen_file())
        self._as(self.user_manager, self.bilan).action_close()
        final = self.bilan._frozen_file("final")
        self.assertNotEqual(final, self.bilan.bilan_id._file())
        self._as(self.user_hr, self.bilan).action_reopen("A mistake in the talk")
        self.assertFalse(self.bilan.bilan_id._file().superseded)

    def test_nothing_changes_once_handed_over(self):
        line = self._line(self.bilan)
        self._hand_over()
        for change in (
            lambda: line.action_reset(),
            lambda: line.write({"name": "Another"}),
            lambda: self._line(self.bilan, "pay"),
            lambda: self._hand_over(),
        ):
            with self.assertRaises(UserError):
                change()
        before = self.bilan.bilan_id.interviews
        self._interview("2022-01-05")
        self.assertEqual(self.bilan.bilan_id.interviews, before)

    def test_reopening_keeps_the_first_document(self):
        first = self._hand_over()
        content = first._bytes()
        with self.assertRaises(UserError):
            self._as(self.user_manager, self.bilan).bilan_id.action_reopen("A line")
        self._as(self.user_hr, self.bilan).bilan_id.action_reopen(
            "A line was forgotten"
        )
        self.assertFalse(self.bilan.bilan_id.date_copy_delivered)
        self._line(self.bilan)
        second = self._hand_over("2026-03-12")
        self.assertEqual((first.version, second.version), (1, 2))
        self.assertTrue(first.superseded)
        self.assertEqual(first._bytes(), content)
        self.assertIn("v2", second.name)
        self.assertIn("bilan_reopened", self.bilan.proof_ids.mapped("kind"))

    def test_reopening_asks_for_a_reason_and_for_something_to_reopen(self):
        self._hand_over()
        mine = self._as(self.user_hr, self.bilan.bilan_id)
        self.assertEqual(mine.action_reopen(" \n")["res_model"], "hr.entretien.motive")
        self.assertTrue(mine.date_frozen)
        with self.assertRaisesRegex(UserError, "was not handed over"):
            mine.browse().action_reopen("A line is missing")

    def test_its_handover_is_proved_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "fr_FR"
        self.user_employee.lang = "en_US"
        self.assertEqual(self.bilan._report_lang(), "en_US")
        self._hand_over()
        proof = self.bilan.proof_ids.filtered(lambda x: x.kind == "bilan_handover")
        said = self.bilan._company_words().env._("By hand.")
        self.assertEqual(proof.note, said)
        self.assertNotEqual(said, "By hand.")

    def test_lines_to_confirm_keep_it_from_being_handed_over(self):
        self._line(self.bilan, confirmed=False)
        with self.assertRaisesRegex(UserError, "1 lines are still"):
            self._hand_over()

    def test_lines_are_written_once_the_interview_is_closed(self):
        """Through its form too: the état des lieux is handed over apart."""
        self._as(self.user_manager, self.bilan).action_close()
        mine = self._as(self.user_hr, self.bilan.bilan_id)
        mine.write({"line_ids": [(0, 0, {"name": "Afterwards"})]})
        self.assertEqual(mine.line_ids.name, "Afterwards")

    def test_by_mail_while_the_interview_is_only_held(self):
        mine = self._as(self.user_manager, self.bilan)
        values = {"entretien_id": mine.id, "mode": "mail"}
        mine.env["hr.entretien.bilan.handover"].create(values).action_apply()
        message = self.env["hr.entretien.message"].search(
            [("entretien_id", "=", self.bilan.id), ("kind", "=", "bilan_copy")]
        )
        self.assertEqual(len(message), 1)
        sender = self.env["hr.entretien.sender"]
        self.assertTrue(sender._is_worth_telling(self.bilan, "bilan_copy"))
        self._as(self.user_hr, self.bilan).bilan_id.action_reopen("A line is missing")
        self.assertFalse(sender._is_worth_telling(self.bilan, "bilan_copy"))

    def test_what_it_stands_on_does_not_change_either(self):
        self._hand_over()
        mine = self._as(self.user_hr, self.bilan)
        for change in (
            lambda: mine.write({"date_held": "2026-03-03"}),
            lambda: mine.write({"with_bilan": False}),
            lambda: mine.action_cancel("A mistake"),
        ):
            with self.assertRaisesRegex(UserError, "was handed over"):
                change()

    def test_its_documents_stay_as_they_were(self):
        piece = self._line(self.bilan).attachment_ids
        self._hand_over()
        with self.assertRaises(UserError):
            self._as(self.user_hr, piece).write({"raw": b"Another"})
        with self.assertRaises(UserError):
            self._as(self.user_hr, piece).unlink()

    def test_handed_over_between_the_interview_and_today(self):
        for day in ("2026-03-01", "2026-03-17"):
            with self.subTest(day=day), self.assertRaises(UserError):
                self._hand_over(day)
        self.assertFalse(self.bilan.bilan_id.date_frozen)

    def test_only_who_leads_hands_it_over(self):
        for user in (self.user_colleague, self.user_system, self.user_other_hr):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._hand_over(user=user)
        with self.assertRaises(UserError):
            self._hand_over(user=self.veteran.user_id)

    def test_closing_says_that_it_is_still_to_be_handed_over(self):
        self.assertIn("document of its own", "".join(self.bilan._handover_missing()))
        self._hand_over()
        self.assertNotIn("document of its own", "".join(self.bilan._handover_missing()))

    def test_what_is_left_to_hand_over_opens_once_the_interview_is_closed(self):
        mine = self._as(self.user_manager, self.bilan)
        window = mine.env["hr.entretien.handover"].create({"entretien_id": mine.id})
        opened = window.action_apply()
        self.assertEqual(opened["res_model"], "hr.entretien.bilan")
        self.assertEqual(opened["res_id"], self.bilan.bilan_id.id)
        self.assertEqual(self.bilan.state, "closed")

    def test_nothing_opens_once_it_was_handed_over(self):
        self._hand_over()
        mine = self._as(self.user_manager, self.bilan)
        window = mine.env["hr.entretien.handover"].create({"entretien_id": mine.id})
        self.assertFalse(window.action_apply())

    def test_the_employee_downloads_it_on_his_page(self):
        address = f"/mon-entretien/{self.bilan.id}/etat-des-lieux.pdf"
        self.veteran.user_id.password = "veteran-2026"
        self.authenticate(self.veteran.user_id.login, "veteran-2026")
        self.assertEqual(self.url_open(address).status_code, 404)
        document = self._hand_over()
        answer = self.url_open(address)
        self.assertEqual(answer.content, document._bytes())
        self.url_open(address)
        self.assertEqual(self.bilan.proof_ids.mapped("kind").count("bilan_read"), 1)
        self.user_colleague.password = "colleague-2026"
        self.authenticate(self.user_colleague.login, "colleague-2026")
        self.assertEqual(self.url_open(address).status_code, 404)
        self.logout()
        self.assertEqual(self.url_open(address).status_code, 404)
