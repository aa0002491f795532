"""What is printed of a closed interview is the file that was handed over."""

import io

from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged

from .close_common import CloseCase

REPORT = "hr_entretien_professionnel.hr_entretien_report"


@tagged("post_install", "-at_install", "pdf_rendering")
@freeze_time("2026-03-16")
class TestFrozen(CloseCase, HttpCase):
    """The real PDF, with the web server that wkhtmltopdf fetches its styles from."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.print_delay", "0")
        cls.company.partner_id.lang = "en_US"
        lang = cls.env["res.lang"]._activate_lang("en_US")
        lang.date_format = "%m/%d/%Y"

    def _printed(self, user, entretiens):
        """The bytes that this user's browser gets."""
        records = self._as(user, entretiens)
        report = self.env["ir.actions.report"].with_env(records.env)
        return report.with_context(force_report_rendering=True)._render_qweb_pdf(
            REPORT, records.ids
        )[0]

    def _text(self, content):
        pages = PdfReader(io.BytesIO(content)).pages
        return [" ".join(page.extract_text().split()) for page in pages]

    def _step(self, name, user=None):
        mine = self._as(user or self.user_manager, self.entretien)
        getattr(mine.with_context(force_report_rendering=True), name)()

    def test_everybody_prints_the_file_byte_for_byte(self):
        self._step("action_present")
        self._answer("interviewer")
        self._answer("employee", "reserved", "Not on the deadline")
        self._step("action_close")
        document = self.entretien._frozen_file("final")
        self.assertTrue(document._bytes().startswith(b"%PDF-"))
        for user in (
            self.user_manager,
            self.user_hr,
            self.user_employee,
            self.user_manager,
        ):
            with self.subTest(login=user.login):
                content = self._printed(user, self.entretien)
                self.assertEqual(self._sha256(content), document.checksum)
        for user in (self.user_colleague, self.user_system, self.user_other_hr):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._printed(user, self.entretien)

    def test_the_rules_of_the_file_hold_for_its_print(self):
        self._step("action_close")
        self.env["ir.rule"].create(
            {
                "name": "No file for them",
                "model_id": self.env.ref(
                    "hr_entretien_professionnel.model_hr_entretien_file"
                ).id,
                "domain_force": "[('role', '!=', 'final')]",
            }
        )
        self.assertTrue(self._as(self.user_manager, self.entretien).has_access("read"))
        with self.assertRaises(AccessError):
            self._printed(self.user_manager, self.entretien)

    def test_what_changes_around_does_not_change_the_file(self):
        self._step("action_close")
        before = self._printed(self.user_manager, self.entretien)
        self.company.name = "Another name"
        self.employee.name = "Another person"
        self.entretien.besoin_ids.answer = "refused"
        with freeze_time("2027-03-16"):
            self.assertEqual(self._printed(self.user_hr, self.entretien), before)

    def test_measures_corrected_later_do_not_change_the_file(self):
        """They stand in it as they were recalled on the day."""
        measures = "An adjustable seat"
        mid = self._entretien(
            self.employee,
            motif="mid_career",
            state="closed",
            date_held="2025-12-10",
            date_copy_delivered="2025-12-10",
            physician_measures=measures,
        )
        self.entretien.measures_state = "followed"
        self._step("action_close")
        before = self._printed(self.user_manager, self.entretien)
        self.assertIn(measures, " ".join(self._text(before)))
        mid.action_reopen("Correction")
        mid.physician_measures = "A standing desk"
        self.env.invalidate_all()
        self.assertEqual(self.entretien.measures_recalled, "A standing desk")
        self.assertEqual(self._printed(self.user_hr, self.entretien), before)

    def test_final_document_tells_the_signatures(self):
        self.entretien.employee_comment = "I keep my project"
        self._step("action_present")
        presented = self.entretien._frozen_file("presented")
        self.assertEqual(
            self._printed(self.user_employee, self.entretien), presented._bytes()
        )
        self._answer("interviewer")
        self._answer("employee", "reserved", "Not on the deadline", via="page")
        self._step("action_close")
        document = self.entretien._frozen_file("final")
        said = " ".join(self._text(document._bytes()))
        for text in (
            "The employee signs with a reservation",
            "Not on the deadline",
            "I keep my project",
            "Signed with a reservation on 03/16/2026",
            "Signed on 03/16/2026",
            "handed over to the employee on 03/16/2026",
        ):
            self.assertIn(text, said)
        self.assertIn(presented.checksum, said.replace(" ", ""))
        images = [
            image
            for page in PdfReader(io.BytesIO(document._bytes())).pages
            for image in page.images
        ]
        self.assertEqual(len(images), 2)

    def test_signatures_are_never_alone_on_a_sheet(self):
        """Whatever the length of what is above, they share a page with some text."""
        for lines in range(20, 44, 6):
            self.entretien.career = "\n".join(f"Step {n}" for n in range(lines))
            self._step("action_present")
            self._answer("interviewer")
            self._answer("employee", "reserved", "Not on the deadline. " * 20)
            self._step("action_close")
            pages = self._text(self.entretien._frozen_file("final")._bytes())
            with self.subTest(lines=lines):
                self.assertIn("Not on the deadline", pages[-1])
                self.assertIn("Signed with a reservation", pages[-1])
            self.entretien.action_reopen("Another length")

    def test_several_interviews_keep_their_order_and_their_pages(self):
        other = self._entretien(
            self.colleague,
            state="held",
            date_held="2026-03-01",
            conclusion="Rien à signaler",
            motif="on_request",
        )
        self._step("action_close")
        for records, texts in (
            (self.entretien | other, ("Projet partagé", "Rien à signaler")),
            (other | self.entretien, ("Rien à signaler", "Projet partagé")),
        ):
            pages = self._text(self._printed(self.user_manager, records))
            self.assertEqual(len(pages), 2)
            for page, text in zip(pages, texts, strict=True):
                self.assertIn(text, page)

    def test_history_has_no_file_and_its_printing_says_so(self):
        history = self._held(self.colleague, "2024-01-12", conclusion="À revoir")
        (page,) = self._text(self._printed(self.user_manager, history))
        self.assertIn("Entered afterwards", page)
        self.assertIn("À revoir", page)

    def test_preview_names_the_file_in_force(self):
        self._step("action_close")
        records = self._as(self.user_manager, self.entretien)
        report = self.env["ir.actions.report"].with_env(records.env)
        page = report._render_qweb_html(REPORT, records.ids)[0].decode()
        self.assertIn(self.entretien._frozen_file().checksum, page)

    def test_browser_downloads_the_same_bytes(self):
        """The print button, the file's own address, twice each."""
        self._step("action_close")
        document = self.entretien._frozen_file("final")
        self.env.flush_all()
        self.user_employee.password = "entretien_employee"
        self.authenticate("entretien_employee", "entretien_employee")
        report = "hr_entretien_professionnel.report_hr_entretien"
        for url in (
            f"/report/pdf/{report}/{self.entretien.id}",
            f"/web/content/hr.entretien.file/{document.id}/content",
        ) * 2:
            with self.subTest(url=url):
                response = self.url_open(url)
                self.assertEqual(response.status_code, 200)
                self.assertEqual(self._sha256(response.content), document.checksum)

    def test_others_do_not_download_it(self):
        self._step("action_close")
        document = self.entretien._frozen_file("final")
        new_test_user(self.env, "entretien_nobody", company_id=self.company.id)
        for login in ("entretien_nobody", None):
            self.authenticate(login, login)
            response = self.url_open(
                f"/web/content/hr.entretien.file/{document.id}/content"
            )
            with self.subTest(login=login):
                self.assertNotIn(b"%PDF-", response.content)
