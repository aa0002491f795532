"""What a mail says: what the law asks to say, in the language of who reads it."""

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import html2plaintext

from .message_common import ABOUT_INTERVIEWS, MessageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestMailContent(MessageCase):
    def _text(self, kind, entretien=None, recipients=None):
        """The mail of that kind, as it is read; others may be told something else."""
        entretien = entretien or self.entretien
        self.queue._queue(entretien, kind, recipients)
        person = recipients or entretien.employee_id
        address = person.user_id.email or person.work_email or person.private_email
        (mail,) = [mail for mail in self._run() if address in str(mail["email_to"])]
        return f"{mail['subject']}\n{html2plaintext(mail['body'])}", mail

    def test_the_invitation_says_what_it_has_to(self):
        self.entretien.write({"location": "Vauban room", "duration": 1.5})
        text, _mail = self._text("invitation")
        for said in (
            "Wednesday 1 April 2026",
            "10:00 – 11:30",
            "1 h 30",
            "Vauban room",
            "Manager",
            "does not evaluate your work",
            "working time",
            "training needs",
            "VAE",
            "CPF",
            "conseiller en évolution professionnelle",
            "https://mon-cep.org",
            "If you are not available",
        ):
            with self.subTest(said):
                self.assertIn(said, text)
        self.assertNotIn("L.6315-1", text)

    def test_nobody_conducts_it_so_far(self):
        self.assertIn("With", self.queue._queue(self.entretien, "moved")._mail_when())
        self.entretien.sudo().interviewer_id = False
        message = self.queue._queue(self.entretien, "moved")
        self.assertNotIn("With", message._mail_when())

    def test_by_video_the_room_and_the_link_are_said(self):
        link = "https://meet.example.com/abc"
        self.entretien.write({"location": "Room 4", "is_video": True})
        self.entretien.video_url = link
        text, mail = self._text("invitation")
        for said in ("Room 4, by video", link):
            self.assertIn(said, text)
        (calendar,) = [file for file in mail["attachments"] if file[0].endswith("ics")]
        self.assertIn(b"LOCATION:Room 4\\, by video", calendar[1])
        self.assertIn(link.encode(), calendar[1])
        self.entretien.location = False
        self.assertEqual(self.queue.search([], limit=1)._mail_place(), "by video")

    def test_the_themes_follow_what_the_interview_carries(self):
        text, _mail = self._text("invitation")
        for said in ("état des lieux", "mid-career", "retraite progressive"):
            self.assertNotIn(said, text)
        self.stranger_entretien.write(
            {"with_bilan": True, "with_mid_career": True, "with_end_career": True}
        )
        text, _mail = self._text("invitation", self.stranger_entretien)
        for said in ("état des lieux", "mid-career", "retraite progressive"):
            self.assertIn(said, text)

    def test_the_themes_follow_its_type_too(self):
        self.entretien.motif = "mid_career"
        text, _mail = self._text("invitation")
        self.assertIn("prevention of wear", text)
        self.assertNotIn("retraite progressive", text)
        self.stranger_entretien.motif = "end_career"
        text, _mail = self._text("reinvitation", self.stranger_entretien)
        self.assertIn("retraite progressive", text)
        self.assertNotIn("prevention of wear", text)

    def test_a_telephone_shows_the_whole_subject(self):
        """What, and of which day, on the longest of days; people's names apart."""
        self.entretien.date_planned = "2026-09-23 08:00:00"
        for lang in ("en_US", "fr_FR"):
            for kind in ABOUT_INTERVIEWS:
                message = self.queue._queue(self.entretien, kind)
                subject = message.with_context(lang=lang)._digest_line()
                with self.subTest(lang, kind=kind):
                    named = len(self.employee.name) * (self.employee.name in subject)
                    self.assertLessEqual(len(subject) - named, 60, subject)

    def test_who_conducts_several_reads_whose_was_moved(self):
        text, mail = self._text("moved", None, self.manager)
        self.assertIn("Employee", mail["subject"])
        self.assertIn("of *Employee* has changed", text)
        self.assertNotIn("your page", text)

    def test_each_kind_has_its_words(self):
        """Every kind is written, to its reader, without a field left open."""
        # To another address: test_sign_by_link.
        kinds = ABOUT_INTERVIEWS - {"warning"}
        for rank, kind in enumerate(sorted(kinds)):
            self._make_true(kind)
            own = kind not in ("unavailable", "prepared", "signed", "follow_up")
            with self.subTest(kind), freeze_time(f"2026-03-{rank + 3:02} 09:00:00"):
                text, mail = self._text(kind, None, None if own else self.manager)
                self.assertIn("Employee" if own else "Manager", text)
                self.assertNotIn("{{", text)
                self.assertNotIn("False", text)
                self.assertIn("Ateliers Lemoine", text)
                self.assertEqual(mail["email_from"], self.env.company.email_formatted)

    def test_what_was_decided_is_named_with_its_day(self):
        theirs = {"owner_id": self.manager.id}
        late = {"name": "Open two contracts", "deadline": "2026-02-20", **theirs}
        ahead = {"name": "Buy a desk", "deadline": "2026-03-20", **theirs}
        self.entretien.sudo().write(
            {
                "state": "held",
                "date_held": "2026-02-02",
                "action_ids": [(0, 0, late), (0, 0, ahead)],
            }
        )
        text, mail = self._text("follow_up", None, self.manager)
        self.assertEqual(
            mail["subject"],
            "Open two contracts – due date passed on 02/20/2026 (and 1 more)",
        )
        self.assertIn("Buy a desk – to be done by 03/20/2026", text)

    def test_what_is_cancelled_is_said_with_its_day(self):
        self._as(self.user_hr, self.entretien).action_cancel("A mistake")
        _text, mail = self._text("cancelled")
        self.assertEqual(
            mail["subject"],
            "Interview of Wednesday 1 April 2026: cancelled",
        )

    def test_what_is_cancelled_is_named_to_who_conducts_it(self):
        """They conduct several: the subject says whose it was."""
        self._as(self.user_hr, self.entretien).action_cancel("A mistake")
        _text, mail = self._text("cancelled", None, self.manager)
        self.assertEqual(
            mail["subject"], "Employee: interview of Wednesday 1 April 2026 cancelled"
        )

    def test_the_employee_is_not_told_of_himself_as_of_another(self):
        text, _mail = self._text("interviewer")
        self.assertRegex(text, r"Your \*.*\* will be conducted by")
        self.assertIn("Open my page", text)
        text, _mail = self._text("interviewer", None, self.n2)
        self.assertRegex(text, r"of \*Employee\* will be conducted by")
        self.assertIn("Open the interview", text)

    def test_in_the_language_of_the_reader(self):
        template = self.env.ref(
            "hr_entretien_professionnel.mail_template_entretien_interviewer"
        )
        template.with_context(lang="fr_FR").subject = "Changement d'intervieweur"
        template.with_context(lang="en_US").subject = "Somebody else"
        self.user_employee.lang = "fr_FR"
        text, _mail = self._text("interviewer")
        self.assertIn("Changement d'intervieweur", text)
        self.assertIn("mercredi 1 avril 2026", text)
        # Without an account: the company's language.
        text, _mail = self._text("interviewer", self.stranger_entretien)
        self.assertIn("Somebody else", text)

    def test_in_the_reader_s_time_zone(self):
        self.user_employee.tz = "America/Martinique"
        text, _mail = self._text("invitation")
        both = "04:00 – 05:00 (Martinique time), 10:00 – 11:00 (Paris time)"
        self.assertIn(both, text)

    def test_a_browser_that_hides_its_time_zone_moves_no_hour(self):
        """Odoo gives the account UTC then, and the card the same."""
        self.employee.resource_calendar_id.tz = "Europe/Paris"
        self.user_employee.tz = self.employee.tz = "UTC"
        text, _mail = self._text("invitation")
        self.assertIn("10:00 – 11:00", text)
        self.assertNotIn("08:00", text)
        # HR gives the card its own: the account hides it still.
        self.employee.tz = "Indian/Reunion"
        self.assertIn("12:00–13:00 (Réunion time)", self.entretien._slot_text())

    def test_one_hour_everywhere_for_who_set_his_own_time_zone(self):
        """His card keeps that of the head office; mail, letter and page agree."""
        self.user_employee.tz = "Indian/Reunion"
        self.employee.resource_id.tz = "Europe/Paris"
        text, _mail = self._text("invitation")
        self.assertIn("12:00 – 13:00", text)
        when = self.entretien._slot_text()
        both = "12:00–13:00 (Réunion time), 10:00–11:00 (Paris time)"
        self.assertTrue(when.endswith(f", {both}"), when)
        preparation = self.env["hr.entretien.preparation"].new(
            {"entretien_id": self.entretien.id, "employee_id": self.employee.id}
        )
        answer = preparation._parse_answer({"type": "datetime"}, "2026-03-02T12:00")
        self.assertEqual(answer, "2026-03-02 08:00:00")
        self.entretien.action_no_show(fields.Date.today())
        absence = self.entretien.proof_ids.filtered(lambda x: x.kind == "absence")
        self.assertIn("12:00", absence.note)

    def test_the_files_joined_to_a_template_leave_with_it(self):
        template = self.env.ref(
            "hr_entretien_professionnel.mail_template_entretien_invitation"
        )
        self._manages_all(self.user_hr)
        file = self._as(self.user_hr, self.env["ir.attachment"]).create(
            {
                "name": "cep.pdf",
                "raw": b"leaflet",
                "res_model": template._name,
                "res_id": template.id,
            }
        )
        self._as(self.user_hr, template).attachment_ids = file
        self._text("invitation")
        message = self.entretien.entretien_message_ids.mail_message_id
        kept = message.attachment_ids.filtered(lambda item: item.name == "cep.pdf")
        self.assertEqual((kept.raw, kept.res_id), (b"leaflet", message.id))
        self.assertTrue(message.attachment_ids - kept)
        self.assertNotEqual(kept, file)

    def test_no_copy_of_what_opens_a_page(self):
        template = self.env.ref(
            "hr_entretien_professionnel.mail_template_entretien_invitation"
        )
        report = self.env.ref("hr_entretien_professionnel.hr_entretien_letter_report")
        self._manages_all(self.user_hr)
        for values in (
            {"email_cc": "boss@example.com"},
            {"report_template_ids": report.ids},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._as(self.user_hr, template).write(values)

    def test_the_interviewer_answers(self):
        _text, mail = self._text("invitation")
        self.assertIn("manager@entretien.example.com", mail["reply_to"])

    def test_hr_words_it_otherwise(self):
        template = self.env.ref(
            "hr_entretien_professionnel.mail_template_entretien_invitation"
        )
        body = '<p>See you on <b t-out="object._mail_day()"/>.</p>'
        self._manages_all(self.user_hr)
        self._as(self.user_hr, template).body_html = body
        text, _mail = self._text("invitation")
        self.assertIn("See you on *Wednesday 1 April 2026*.", text)

    def test_who_follows_a_decision_reads_his_own_lines_alone(self):
        held = self._entretien(
            self.employee, motif="return", state="held", date_held="2026-02-20"
        )
        self.env["hr.entretien.action"].create(
            [
                {
                    "entretien_id": held.id,
                    "name": name,
                    "owner_id": owner.id,
                    "deadline": "2026-03-05",
                }
                for name, owner in (
                    ("Book the course", self.colleague),
                    ("Raise the pay", self.manager),
                )
            ]
        )
        text, mail = self._text("follow_up", held, self.colleague)
        self.assertIn("Book the course", text)
        self.assertIn("/odoo/entretiens-actions", mail["body"])
        for kept in ("Raise the pay", "Return", f"res_id={held.id}"):
            self.assertNotIn(kept, text + mail["body"])

    def test_the_calendar_entry_follows_the_interview(self):
        """The same entry for the invitation, the move and the cancellation."""
        _text, mail = self._text("invitation")
        ((name, first, mimetype),) = mail["attachments"]
        self.assertTrue(name.endswith(".ics"))
        self.assertEqual(mimetype, "text/calendar")
        self.assertIn(b"DTSTART:20260401T080000Z", first)
        self.entretien.date_planned = "2026-04-02 08:00:00"
        with freeze_time("2026-03-03 09:00:00"):
            _text, mail = self._text("moved")
        second = mail["attachments"][0][1]
        self.assertIn(b"DTSTART:20260402T080000Z", second)
        self._as(self.user_hr, self.entretien).action_cancel("A mistake")
        with freeze_time("2026-03-04 09:00:00"):
            _text, mail = self._text("cancelled")
        third = mail["attachments"][0][1]
        self.assertIn(b"METHOD:CANCEL", third)

        def lines(source, name):
            return [line for line in source.splitlines() if line.startswith(name)]

        self.assertEqual(lines(first, b"UID"), lines(third, b"UID"))
        self.assertLess(lines(first, b"SEQUENCE"), lines(second, b"SEQUENCE"))
        self.assertLess(lines(second, b"SEQUENCE"), lines(third, b"SEQUENCE"))
