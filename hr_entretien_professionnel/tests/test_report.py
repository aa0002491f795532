"""The printed document: what it says, to whom, in which language, on which page."""

import base64
import io

from freezegun import freeze_time
from PIL import Image

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..models.interview.hr_entretien_texts_mixin import TEXTS as TALK
from .report_common import INFO_TITLES, REPORT, TEXTS, TITLES, ReportCase

ASKED = {name: words for name, words in TALK.items() if not words.occasion}
LINES = sum(words.lines for words in ASKED.values())
SENTENCE = "L'organisation de l'atelier a changé deux fois en quatre ans. "


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestReport(ReportCase):
    def test_manager_prints_everything_that_was_said(self):
        """A manager who is not HR prints the whole record, whatever the cache."""
        page = self._page(self.user_manager, self._rich())
        said = self._said(page)
        self.assertCountEqual(self._titles(page), [*TITLES, "Hand-over of the copy"])
        for text in (
            *TEXTS.values(),
            "Employee Employee",
            "Conducted by Manager Responsable d'usinage",
            "Held on 02/15/2026",
            "Job Tourneuse",
            "Department Usinage",
            "Seniority 4 years and 1 month, since 01/10/2022",
            "Manager Manager",
            "Type Periodic",
            "It does not bear on the evaluation of the employee's work",
            "More responsibility Tourneuse Expédition Within 2 years Encadrer une",
            "Formation au réglage Certification or diploma Evolution of the job CPF "
            "with the employer's top-up Urgent Within a year Accepted Inscrite au plan",
            "Inscrire à la session d'automne Manager 09/30/2026",
            "(VAE) – given on 02/15/2026",
            "(conseil en évolution professionnelle, CEP) – given on 01/20/2026",
            "mon-cep.org",
            "printed on 03/02/2026",
        ):
            self.assertIn(text, said)

    def test_reason_is_said_in_plain_words(self):
        """The copy is the employee's: neither article nor lateness."""
        reason = {
            "code": "after_interview",
            "months": 48,
            "start": "2022-02-20",
            "regime": "law_2025",
            "change": None,
        }
        entretien = self._rich(reason_data=[reason])
        said = self._said(self._page(self.user_manager, entretien))
        self.assertIn("Why Your periodic interview.", said)
        self.company.entretien_show_article = True
        said = self._said(self._page(self.user_manager, entretien))
        self.assertIn("Why Your periodic interview (art. L.6315-1", said)

    def test_the_note_of_who_plans_is_not_for_the_employee(self):
        person = self._employee("Undated", parent_id=self.manager.id)
        entretien = self._entretien(person, motif="periodic", state="to_plan")
        entretien.write({"date_due": False, "reason_data": False})
        self.assertIn("see the employee's form", entretien.reason)
        page = self._page(self.user_manager, entretien)
        self.assertNotIn("see the employee's form", self._said(page))
        entretien.motif = "on_request"
        said = self._said(self._page(self.user_manager, entretien))
        self.assertIn("Why An interview that you or your employer asked for.", said)

    def test_record_prints_no_empty_section(self):
        """White space is nothing to print either."""
        entretien = self._entretien(
            self.employee,
            state="held",
            date_held="2026-02-15",
            conclusion="Projet partagé",
            difficulties=" \n ",
            skills_used="\n",
        )
        page = self._page(self.user_manager, entretien)
        self.assertEqual(self._titles(page), ["Conclusion", "Hand-over of the copy"])
        self.assertFalse(page.find_class("o_entretien_line"))
        self.assertFalse(page.find_class("o_entretien_blank_row"))

    def test_record_claims_no_information_that_was_not_given(self):
        """The company's texts prove nothing: the date does."""
        entretien = self._rich(info_vae_date=False, info_cpf_date=False)
        self.assertTrue(entretien.info_vae)
        page = self._page(self.user_manager, entretien)
        self.assertIn(INFO_TITLES[0], self._titles(page))
        self.assertIn(INFO_TITLES[3], self._titles(page))
        self.assertNotIn("VAE", self._said(page))
        self.assertNotIn("CPF)", self._said(page))

    def test_hr_note_is_never_printed(self):
        entretien = self._rich()
        for user in (self.user_hr, self.user_manager, self.user_employee):
            with self.subTest(user=user.login):
                said = self._said(self._page(user, entretien))
                self.assertIn("Projet partagé", said)
                self.assertNotIn("Salary to be reviewed", said)

    def test_only_those_who_read_the_interview_print_it(self):
        entretien = self._rich()
        for user in (self.user_n2, self.user_employee):
            self.assertIn("Projet partagé", self._said(self._page(user, entretien)))
        for user in (self.user_colleague, self.user_other_manager, self.user_system):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._page(user, entretien)

    def test_form_has_room_to_write_everywhere(self):
        entretien = self._entretien(
            self.employee, date_due="2026-04-01", interviewer_id=False
        )
        entretien.interviewer_id = False
        page = self._page(self.user_manager, entretien)
        self.assertCountEqual(self._titles(page), [*TITLES, "Hand-over of the copy"])
        lines = page.find_class("o_entretien_line")
        # Each text of every talk, the conclusion and two comments.
        self.assertEqual(len(lines), LINES + 3 * 4)
        self.assertEqual(len(page.find_class("o_entretien_blank_row")), 3 + 4 + 3)
        # The interviewer, the date, three pieces of information, the hand-over.
        self.assertEqual(len(page.find_class("o_entretien_blank")), 6)
        self.assertIn("Another job · Another department", self._said(page))

    def test_form_keeps_what_was_prepared(self):
        """What the manager wrote beforehand stands, with room to go on."""
        entretien = self._entretien(
            self.employee,
            career="Quatre ans à l'usinage",
            date_planned="2026-03-20 09:00:00",
            location="Salle Mistral",
        )
        page = self._page(self.user_manager, entretien)
        said = self._said(page)
        self.assertIn("Quatre ans à l'usinage", said)
        self.assertIn("Planned on 03/20/2026 10:00", said)
        self.assertIn("Place Salle Mistral", said)
        # After what was written there are two lines.
        lines = page.find_class("o_entretien_line")
        self.assertEqual(len(lines), LINES - ASKED["career"].lines + 2 + 3 * 4)

    def test_refusal_is_said_and_nothing_is_to_be_signed(self):
        entretien = self._entretien(
            self.employee,
            state="declined",
            date_declined="2026-02-20",
            motive="Je ne souhaite pas d'entretien",
        )
        page = self._page(self.user_manager, entretien)
        said = self._said(page)
        self.assertEqual(self._titles(page), ["Reason Given"])
        self.assertIn("Interview declined by the employee", said)
        self.assertIn("Declined on 02/20/2026 Declined in writing", said)
        self.assertIn("Je ne souhaite pas d'entretien", said)
        self.assertNotIn("It does not bear on", said)

    def test_title_is_that_of_the_law_of_the_day(self):
        for day, title in (
            ("2025-06-01", "Entretien professionnel"),
            ("2026-02-15", "Entretien de parcours professionnel"),
        ):
            with self.subTest(day=day):
                entretien = self._rich(date_held=day)
                page = self._page(self.user_manager, entretien)
                self.assertEqual(page.findtext(".//h1"), title)
                entretien.with_bilan = True
                page = self._page(self.user_manager, entretien)
                self.assertEqual(
                    page.findtext(".//h1"), f"{title} and état des lieux récapitulatif"
                )

    def test_hand_over_tells_the_day_of_the_copy(self):
        entretien = self._rich()
        page = self._page(self.user_manager, entretien)
        (handover,) = page.find_class("o_entretien_handover")
        self.assertEqual(len(handover.find_class("o_entretien_blank")), 1)
        entretien.write({"state": "closed", "date_copy_delivered": "2026-02-27"})
        page = self._page(self.user_manager, entretien)
        (handover,) = page.find_class("o_entretien_handover")
        self.assertFalse(handover.find_class("o_entretien_blank"))
        self.assertIn("to the employee on 02/27/2026", self._said(handover))

    def test_signatures_say_what_they_stand_for(self):
        """They share a block with the comments and may open a page: it says of what."""
        page = self._page(self.user_manager, self._rich())
        (block,) = page.xpath(".//*[@class='o_entretien_doc ']/*[last()]")
        self.assertEqual(block.get("class"), "o_entretien_together")
        said = self._said(block)
        self.assertIn("Je confirme mon projet", said)
        self.assertIn("of Employee, held on 02/15/2026.", said)
        self.assertIn("The employee Employee", said)
        self.assertIn("The interviewer Manager Date and signature", said)
        self.assertIn("printed on 03/02/2026", said)

    def test_long_texts_lose_nothing(self):
        text = "\n".join(f"{n} {SENTENCE * 3}".strip() for n in range(40))
        entretien = self._rich(employee_comment=text, conclusion=text)
        said = self._said(self._page(self.user_manager, entretien))
        self.assertEqual(said.count(" ".join(text.split())), 2)
        entretien = self._rich(employee_comment="x" * 3000)
        self.assertIn("x" * 3000, self._said(self._page(self.user_hr, entretien)))

    def test_document_speaks_the_language_of_the_employee(self):
        """Else the company's; never that of who prints it."""
        entretien = self._rich()
        self.user_employee.lang = "fr_FR"
        self.assertIn("15/02/2026", self._said(self._page(self.user_hr, entretien)))
        self.employee.user_id = False
        self.assertIn("02/15/2026", self._said(self._page(self.user_hr, entretien)))
        self.company.partner_id.lang = "fr_FR"
        self.assertIn("15/02/2026", self._said(self._page(self.user_hr, entretien)))

    def test_letterhead_of_the_company(self):
        self.company.write(
            {
                "street": "12 rue des Tanneurs",
                "zip": "59000",
                "city": "Lille",
                "company_registry": "552 100 554 00025",
            }
        )
        entretien = self._rich()
        page = self._page(self.user_manager, entretien)
        (block,) = page.find_class("o_entretien_company")
        self.assertEqual(
            self._said(block),
            "Ateliers Lemoine 12 rue des Tanneurs 59000 Lille SIRET 552 100 554 00025",
        )

    def test_only_the_companys_own_logo_is_printed(self):
        entretien = self._rich()
        self.assertTrue(self.company.uses_default_logo)
        page = self._page(self.user_manager, entretien)
        self.assertFalse(page.find_class("o_entretien_logo"))
        picture = io.BytesIO()
        Image.new("RGB", (60, 20), "navy").save(picture, "PNG")
        self.company.logo = base64.b64encode(picture.getvalue())
        page = self._page(self.user_manager, entretien)
        (image,) = page.xpath(".//*[@class='o_entretien_logo']/img")
        self.assertTrue(image.get("src").startswith("data:image/png;base64,"))

    def test_several_are_printed_at_once(self):
        """In a single article: an unpatched wkhtmltopdf refuses more than one."""
        other = self._held(self.colleague, "2026-02-16", conclusion="Rien à signaler")
        page = self._page(self.user_manager, self._rich() | other)
        documents = page.find_class("o_entretien_doc")
        self.assertEqual(len(documents), 2)
        self.assertIn("Projet partagé", self._said(documents[0]))
        self.assertIn("Rien à signaler", self._said(documents[1]))

    def test_print_menu_and_file_name(self):
        entretien = self._as(self.user_manager, self._rich())
        bindings = entretien.env["ir.actions.actions"].get_bindings("hr.entretien")
        report = self.env.ref(REPORT)
        self.assertIn(report.id, [action["id"] for action in bindings["report"]])
        words = entretien.env[f"report.{report.report_name}"]
        self.assertEqual(
            words._file_name(entretien),
            "Entretien de parcours professionnel - Employee - 2026-02-15",
        )
        name = safe_eval(report.print_report_name, {"object": entretien})
        self.assertEqual(name, words._file_name(entretien))
        self.assertEqual(report.paperformat_id.format, "A4")
