"""The invitation on paper: what it says, to whom, and that it is a proof."""

import base64
import io

from freezegun import freeze_time
from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .paper_common import PaperCase

LETTER = "hr_entretien_professionnel.hr_entretien_letter_report"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestLetter(PaperCase):
    def test_letter_says_all_that_an_invitation_must(self):
        page = self._page(LETTER, self.user_manager, self._planned())
        said = self._said(page)
        for text in (
            "Lille, 2 March 2026",
            "Subject: invitation to your entretien de parcours professionnel",
            "Wednesday 1 April 2026, 11:00–12:00",
            "Salle Mistral",
            "Conducted by Manager",
            "It does not bear on the evaluation of your work",
            "during your working time",
            "your skills and qualifications in your present job",
            "your training needs",
            "what the employer may add to it",
            "conseil en évolution professionnelle, free and confidential",
            "If you are absent, a second invitation",
            "I, the undersigned Employee, received the invitation",
            "Handed over in person on",
        ):
            self.assertIn(text, said)
        (signatory,) = page.find_class("o_entretien_signatory")
        self.assertEqual(self._said(signatory), "Manager Tourneuse")

    def test_private_address_is_for_hr_alone(self):
        entretien = self._planned()
        (window,) = self._page(LETTER, self.user_hr, entretien).find_class(
            "o_entretien_window"
        )
        self.assertEqual(self._said(window), "Employee 3 rue du Moulin 59100 Roubaix")
        for user in (self.user_manager, self.user_n2):
            page = self._page(LETTER, user, entretien)
            self.assertNotIn("Moulin", self._said(page))
            self.assertNotIn("Roubaix", self._said(page))
            (window,) = page.find_class("o_entretien_window")
            self.assertEqual(self._said(window), "Employee Handed over in person")
        self.employee.private_country_id = self.env.ref("base.be")
        page = self._page(LETTER, self.user_hr, entretien)
        self.assertIn("59100 Roubaix BELGIUM", self._said(page))
        self.assertNotIn("L.6315-1", self._said(page))

    def test_themes_follow_what_the_interview_is_for(self):
        plain = self._said(self._page(LETTER, self.user_hr, self._planned()))
        for values, text in (
            ({"with_bilan": True}, "the état des lieux récapitulatif: interviews"),
            ({"with_mid_career": True}, "the middle of your career"),
            ({"with_end_career": True}, "the end of your career"),
            ({"motif": "mid_career"}, "the middle of your career"),
            ({"motif": "end_career"}, "the end of your career"),
            ({"motif": "return"}, "your return: what changed"),
        ):
            entretien = self._planned(self.colleague, **values)
            said = self._said(self._page(LETTER, self.user_hr, entretien))
            with self.subTest(values=values):
                self.assertIn(text, said)
                self.assertNotIn(text, plain)
            entretien.state = "cancelled"

    def test_under_the_old_law_its_own_themes(self):
        law = self.env.ref("hr_entretien_professionnel.regime_law_2025")
        law.date_from = "2026-10-01"
        said = self._said(self._page(LETTER, self.user_hr, self._planned()))
        self.assertIn("your career prospects, in skills and in jobs", said)
        self.assertNotIn("bilan de compétences", said)

    def test_letter_speaks_the_language_of_the_employee(self):
        self.user_employee.lang = "fr_FR"
        said = self._said(self._page(LETTER, self.user_hr, self._planned()))
        self.assertIn("mercredi 1 avril 2026", said)

    def test_hour_is_that_of_the_employee(self):
        self.employee.tz = "Indian/Reunion"
        said = self._said(self._page(LETTER, self.user_hr, self._planned()))
        self.assertIn("13:00–14:00 (Réunion time), 11:00–12:00 (Paris time)", said)

    def test_printing_is_a_proof_written_once_a_day(self):
        entretien = self._planned()
        as_manager = self._as(self.user_manager, entretien)
        action = as_manager.action_print_invitation()
        self.assertEqual(action["type"], "ir.actions.report")
        as_manager.action_print_invitation()
        (proof,) = entretien.proof_ids.filtered(lambda item: item.kind == "letter")
        self.assertEqual(proof.user_id, self.user_manager)
        self.assertIn("1 April 2026", proof.note)
        entretien.date_planned = "2026-04-02 09:00:00"
        as_manager.action_print_invitation()
        letters = entretien.proof_ids.filtered(lambda item: item.kind == "letter")
        self.assertEqual(len(letters), 2)

    def test_the_letter_invites_who_was_not_yet(self):
        entretien = self._planned()
        as_manager = self._as(self.user_manager, entretien)
        as_manager.action_print_invitation()
        self.assertEqual(entretien.date_invited, self._day("2026-03-02"))
        entretien.date_invited = "2026-02-20"
        as_manager.action_print_invitation()
        self.assertEqual(entretien.date_invited, self._day("2026-02-20"))

    def test_by_video_it_says_the_link(self):
        link = {"is_video": True, "video_url": "https://meet.example.com/abc"}
        said = self._said(self._page(LETTER, self.user_hr, self._planned(**link)))
        self.assertIn("Place Salle Mistral, by video Video https://meet.example", said)

    def test_the_letter_settles_the_messages_that_would_say_it(self):
        """HR is not asked again for what was handed over; a reminder is not in it."""
        entretien = self._planned()
        queue = self.env["hr.entretien.message"]
        states = {"invitation": "by_hand", "moved": "by_hand", "reminder": "no_address"}
        for kind in states:
            queue._queue(entretien, kind).state = "no_address"
        moved = queue._queue(entretien, "moved", self.manager)
        moved.state = "failed"
        self._as(self.user_manager, entretien).action_print_invitation()
        messages = entretien.entretien_message_ids - moved
        self.assertEqual({item.kind: item.state for item in messages}, states)
        self.assertEqual(moved.state, "failed", "nobody handed it to the manager")
        self.assertEqual(entretien.invitation_state, "by_hand")

    def test_letter_after_an_absence_is_the_offer(self):
        entretien = self._planned(motif="return")
        self._as(self.user_hr, entretien).action_print_invitation()
        kinds = entretien.proof_ids.mapped("kind")
        self.assertIn("offer", kinds)
        self.assertIn("letter", kinds)

    def test_only_what_is_planned_is_invited(self):
        entretien = self._entretien(self.employee, motif="periodic")
        with self.assertRaisesRegex(UserError, "this step is not possible"):
            self._as(self.user_hr, entretien).action_print_invitation()
        self.assertFalse(entretien.proof_ids)

    def test_only_who_leads_prints(self):
        entretien = self._planned()
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, entretien).action_print_invitation()
                with self.assertRaises(AccessError):
                    self._page(LETTER, user, entretien)

    def test_many_letters_take_a_few_queries_each(self):
        people = [self._employee(f"P{n}", parent_id=self.manager.id) for n in range(20)]
        entretiens = self.env["hr.entretien"].concat(*map(self._planned, people))
        as_hr = self._as(self.user_hr, entretiens)
        before = self.cr.sql_log_count
        as_hr[0].action_print_invitation()
        self.env.flush_all()
        one = self.cr.sql_log_count - before
        as_hr = self._as(self.user_hr, entretiens)
        before = self.cr.sql_log_count
        as_hr.action_print_invitation()
        self.env.flush_all()
        self.assertLess(self.cr.sql_log_count - before, one + 3 * 20)


@tagged("post_install", "-at_install", "pdf_rendering")
@freeze_time("2026-03-02")
class TestLetterPdf(PaperCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.print_delay", "0")

    def test_each_letter_is_one_sheet(self):
        """The longest too: everything carried, a long reason, its slip at the end."""
        longest = self._planned(
            motif="return",
            with_bilan=True,
            with_mid_career=True,
            with_end_career=True,
            location="Bâtiment C, deuxième étage, salle de réunion Mistral " * 2,
        )
        texts = self._pdf_texts(
            LETTER, self.user_hr, longest | self._planned(self.colleague)
        )
        self.assertEqual(len(texts), 2)
        for text, name in zip(texts, ("Employee", "Colleague"), strict=True):
            self.assertIn("Ateliers Lemoine", text)
            self.assertIn(f"I, the undersigned {name}", text)
            self.assertTrue(text.endswith("Signature"), text[-80:])

    def test_a_tall_logo_leaves_room_for_the_sender(self):
        """All of its lines above the window of the envelope, where they are printed."""
        logo = io.BytesIO()
        Image.new("RGB", (200, 400), "navy").save(logo, "PNG")
        self.company.write(
            {
                "name": "Société des établissements Lemoine et associés du Sud-Est",
                "logo": base64.b64encode(logo.getvalue()),
                "street": "1 rue des Forges",
                "street2": "Zone d'activité des Trois-Rivières",
                "zip": "59000",
                "company_registry": "12345678901234",
            }
        )
        heights = {}

        def note(text, place, matrix, _font, _size):
            y = place[1] * matrix[4] + place[3] * matrix[5] + place[5]
            for word in ("59000", "01234", "Roubaix"):
                if word in text:
                    heights.setdefault(word, y)

        (page,) = self._pdf_pages(LETTER, self.user_hr, self._planned())
        page.extract_text(visitor_text=note)
        # The window begins 44 mm of a style sheet below the margin: 139 points.
        for word in ("59000", "01234"):
            self.assertGreater(heights[word], 842 - 139)
        self.assertLess(heights["Roubaix"], 842 - 139)
