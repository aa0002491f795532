"""The copy handed over: what is asked, checked, written and locked."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .close_common import CloseCase

RENDER = "odoo.addons.base.models.ir_actions_report.IrActionsReport._render_qweb_pdf"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestClosing(CloseCase):
    def _window(self, user=None, **kw):
        """Fill in the window that the button opens."""
        user = user or self.user_manager
        action = self._as(user, self.entretien).action_hand_over()
        model = self._as(user, self.env[action["res_model"]])
        with Form(model.with_context(**action["context"])) as form:
            for name, value in kw.items():
                setattr(form, name, value)
        return form.save()

    def test_by_hand_on_its_day(self):
        self._window(mode="hand", day="2026-03-10").action_apply()
        self.assertRecordValues(
            self.entretien,
            [{"state": "closed", "date_copy_delivered": self._day("2026-03-10")}],
        )
        document = self.entretien._frozen_file("final")
        self.assertEqual(self._kinds(), ["closed", "handover"])
        closed, handover = self.entretien.proof_ids.sorted("id")
        self.assertEqual(closed.note, document.checksum)
        self.assertEqual(closed.file_id, document)
        self.assertEqual(handover.date, self._day("2026-03-10"))
        self.assertEqual(handover.note, "En main propre.")
        self.assertFalse(self._messages())

    def test_by_mail_sends_the_link_today(self):
        self.company.partner_id.lang = "en_US"
        self._window(mode="mail").action_apply()
        self.assertEqual(self.entretien.date_copy_delivered, self._day("2026-03-16"))
        self.assertEqual(self._messages().mapped("kind"), ["copy"])
        self.assertEqual(self._kinds(), ["closed"], "nothing has left yet")
        sender = self.env["hr.entretien.sender"]
        with freeze_time("2026-03-18 09:00:00"):
            self._messages().email = "employee@example.com"
            sender._left(self._messages())
        line = self.entretien.proof_ids.sorted("id")[-1]
        self.assertRecordValues(
            line,
            [
                {
                    "kind": "handover",
                    "note": "By e-mail to e•••@example.com",
                    "date": self._day("2026-03-18"),
                    "file_id": self.entretien._frozen_file("final").id,
                }
            ],
        )
        self.assertEqual(self.entretien.date_copy_delivered, line.date)

    def test_refused_by_the_mail_server_is_no_hand_over(self):
        self.company.partner_id.lang = "en_US"
        self._window(mode="mail").action_apply()
        message = self._messages()
        self.env["hr.entretien.sender"]._not_left(message, "550 unknown", False)
        self.assertEqual(self._kinds(), ["closed", "bounce"])
        self._as(self.user_hr, message).action_by_hand()
        self.assertEqual(self._kinds()[-1], "handover")
        self.assertEqual(message.state, "by_hand")
        self.assertEqual(self.entretien.proof_ids.sorted("id")[-1].note, "By hand.")

    def test_a_mail_that_is_sent_once_more_proves_nothing_new(self):
        self._window(mode="mail").action_apply()
        mail = self.env["mail.mail"].sudo().create({"state": "sent"})
        values = {"email": "employee@example.com", "mail_mail_id": mail.id}
        self._messages().write({**values, "state": "leaving"})
        for day in ("2026-03-18", "2026-04-20"):
            with freeze_time(f"{day} 09:00:00"):
                mail._postprocess_sent_message([], [])
        self.assertEqual(self._kinds().count("handover"), 1)
        self.assertEqual(self.entretien.date_copy_delivered, self._day("2026-03-18"))

    def test_reopened_meanwhile_it_is_to_be_handed_over_anew(self):
        """What reached the employee afterwards is proved; the interview stays open."""
        self._window(mode="mail").action_apply()
        message = self._messages()
        self.env["hr.entretien.sender"]._not_left(message, "550 unknown", False)
        self._as(self.user_hr, self.entretien).action_reopen("A mistake")
        self._as(self.user_hr, message).action_by_hand()
        self.assertEqual(self._kinds()[-1], "handover")
        self.assertEqual(self.entretien.state, "held")
        self.assertFalse(self.entretien.date_copy_delivered)

    def test_by_hand_prints_the_letters_of_the_others(self):
        """Of several messages ticked, those that invite are on paper."""
        self._window(mode="mail").action_apply()
        planned = self._entretien(
            self.colleague,
            state="planned",
            motif="on_request",
            date_planned="2026-03-30 09:00:00",
        )
        invitation = self.env["hr.entretien.message"]._queue(planned, "invitation")
        both = self._messages() | invitation
        both.state = "no_address"
        letters = self._as(self.user_hr, both).action_by_hand()
        self.assertEqual(letters["type"], "ir.actions.report")
        self.assertIn("letter", planned.proof_ids.mapped("kind"))

    def test_by_hand_prints_one_kind_of_paper(self):
        """Else all would be handed over, and one of them alone printed."""
        queue = self.env["hr.entretien.message"]
        planned = self._entretien(
            self.colleague,
            state="planned",
            motif="on_request",
            date_planned="2026-03-30 09:00:00",
        )
        both = queue._queue(planned, "invitation") | queue._queue_hire(self.stranger)
        both.state = "no_address"
        with self.assertRaisesRegex(UserError, "one kind at a time"):
            self._as(self.user_hr, both).action_by_hand()

    def test_by_mail_to_who_has_no_address_is_refused(self):
        """Nothing would leave: nothing is closed, and no proof says that it left."""
        self.employee.sudo().write(
            {"user_id": False, "work_email": False, "private_email": False}
        )
        windows = self._as(self.user_manager, self.env["hr.entretien.handover"])
        window = windows.create({"entretien_id": self.entretien.id, "mode": "mail"})
        with self.assertRaisesRegex(UserError, "has no e-mail address"):
            window.action_apply()
        self.env.invalidate_all()
        self.assertEqual(self.entretien.state, "held")
        self.assertNotIn("handover", self._kinds())
        self.employee.sudo().private_email = "home@example.com"
        self._window(mode="mail").action_apply()
        self.assertEqual(self.entretien.state, "closed")

    def test_before_it_was_held_is_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "^The copy cannot be handed over"):
            self._window(mode="hand", day="2026-02-14").action_apply()

    def test_what_is_missing_is_said_and_not_required(self):
        """Signing is customary; the three pieces of information are the law's."""
        window = self._window()
        self.assertRegex(
            window.missing, r"(?s)VAE.*employee has not signed.*interviewer has not"
        )
        self.entretien.write(
            {
                name: "2026-02-15"
                for name in ("info_vae_date", "info_cpf_date", "info_cep_date")
            }
        )
        self._present()
        self._answer("employee", "refused", "No")
        self.assertEqual(self._window().missing, "The interviewer has not signed.")
        self._answer("interviewer")
        window = self._window()
        self.assertFalse(window.missing)
        window.action_apply()
        self.assertEqual(self.entretien.state, "closed")

    def test_signed_paper_stands_for_the_signatures(self):
        self.entretien._add_proof("scan")
        self.assertNotIn("signed", self._window().missing)

    def test_what_was_signed_is_what_is_handed_over(self):
        """Whatever is written behind the lock, the bytes are those that were read."""
        presented = self._present()
        self._answer("interviewer")
        self.entretien.sudo().conclusion = "Something else"
        self.entretien.besoin_ids.sudo().answer = "refused"
        self.entretien.action_ids.sudo().unlink()
        self._as(self.user_manager, self.entretien).action_close()
        copy = self.entretien._frozen_file("final")._bytes()
        self.assertTrue(copy.startswith(presented._bytes()))
        self.assertNotIn(b"Something else", copy)

    def test_altered_bytes_are_not_handed_over(self):
        presented = self._present()
        self._answer("interviewer")
        with patch.object(type(presented), "_bytes", lambda self: b"something else"):
            with self.assertRaisesRegex(UserError, "not any more what Interviewer"):
                self._as(self.user_manager, self.entretien).action_close()

    def test_comment_of_the_employee_is_signed_by_him_alone(self):
        """He may write it after the interviewer signed, until he signs himself."""
        self._present()
        self._answer("interviewer")
        self._as(self.user_employee, self.entretien).employee_comment = "I agree"
        self._answer("employee", via="page")
        with self.assertRaisesRegex(UserError, "what Employee signed"):
            with self.env.cr.savepoint():
                self.entretien.sudo().employee_comment = "I do not agree"
                self.entretien.action_close()
        self.env.invalidate_all()
        self.entretien.action_close()
        self.assertEqual(self.entretien.employee_comment, "I agree")

    def test_no_pdf_nothing_closed(self):
        """The message says so, and everything is as it was before."""
        self._present()
        self._answer("interviewer")
        for step in ("action_close", "action_present"):
            if step == "action_present":
                self.entretien.action_void_signatures("Again")
            before = self._kinds()
            for failure in (
                {"side_effect": UserError("Wkhtmltopdf failed")},
                {"side_effect": OSError("No such file")},
                {"return_value": (b"", "pdf")},
            ):
                with self.subTest(step=step, failure=failure):
                    with patch(RENDER, **failure):
                        with self.assertRaisesRegex(UserError, "nothing is lost"):
                            with self.env.cr.savepoint():
                                getattr(self.entretien, step)()
                    self.env.invalidate_all()
                    self.assertEqual(self.entretien.state, "held")
                    self.assertFalse(self.entretien._frozen_file("final"))
                    self.assertEqual(self._kinds(), before)

    def test_locked_on_the_server_once_closed(self):
        pieces = self._as(self.user_manager, self.env["ir.attachment"])
        piece = pieces.create(
            {
                "name": "plan.txt",
                "raw": b"plan",
                "res_model": "hr.entretien",
                "res_id": self.entretien.id,
            }
        )
        certificate = pieces.create(
            {
                "name": "certificate.txt",
                "raw": b"certificate",
                "res_model": "hr.entretien.besoin",
                "res_id": self.entretien.besoin_ids.id,
            }
        )
        piece.raw = b"plan 2"
        self.entretien.action_close()
        for user in (self.user_manager, self.user_hr, self.user_employee):
            for write in (
                lambda record: record.write({"conclusion": "Something else"}),
                lambda record: record.besoin_ids.write({"name": "Something else"}),
                lambda record: record.souhait_ids.unlink(),
                lambda record: record.write({"employee_comment": "Something else"}),
                lambda record: record.write({"date_copy_delivered": "2026-03-01"}),
            ):
                with self.subTest(login=user.login):
                    with self.assertRaises(UserError):
                        write(self._as(user, self.entretien))
            for attachment in (piece, certificate):
                for change in (
                    lambda item: item.write({"raw": b"other"}),
                    lambda item: item.unlink(),
                ):
                    with self.subTest(login=user.login, name=attachment.name):
                        with self.assertRaises(UserError):
                            change(self._as(user, attachment))

    def test_reopening_keeps_the_first_document(self):
        self._present()
        self._answer("interviewer")
        self._as(self.user_manager, self.entretien).action_close()
        first = self.entretien._frozen_file()
        content = first._bytes()
        self._as(self.user_hr, self.entretien).action_reopen("A need was forgotten")
        self.assertFalse(self.entretien._frozen_file())
        self.assertFalse(self.entretien.date_presented)
        self.assertTrue(all(self.entretien.signature_ids.mapped("void")))
        self.assertEqual(self._kinds()[-1], "reopened")
        self._as(self.user_manager, self.entretien).conclusion = "Welding course"
        self._as(self.user_manager, self.entretien).action_close()
        second = self.entretien._frozen_file()
        self.assertRecordValues(
            first | second,
            [
                {"version": 1, "superseded": True},
                {"version": 2, "superseded": False},
            ],
        )
        self.assertIn("v2", second.name)
        self.assertEqual(first._bytes(), content)
        self.assertEqual(self._sha256(content), first.checksum)
        self.assertNotEqual(first.checksum, second.checksum)

    def test_only_hr_reopens(self):
        self.entretien.action_close()
        for user in (self.user_manager, self.user_employee, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien).action_reopen("Why")

    def test_opening_the_copy_is_noted_once(self):
        """Once for each document, and not when a leader looks at it."""
        self.entretien.action_close()
        document = self.entretien._frozen_file("final")
        self._as(self.user_manager, document).action_download()
        self.assertNotIn("copy_read", self._kinds())
        action = self._as(self.user_employee, document).action_download()
        self.assertIn(f"/{document.id}/content/", action["url"])
        self._as(self.user_employee, document).action_download()
        self.assertEqual(self._kinds().count("copy_read"), 1)
        self.entretien.action_reopen("A need was forgotten")
        self.entretien.action_close()
        self.entretien._frozen_file("final")._note_opened()
        self.assertEqual(self._kinds().count("copy_read"), 2)

    def test_several_at_once(self):
        other = self._entretien(
            self.colleague, state="held", date_held="2026-03-01", motif="on_request"
        )
        self._as(self.user_manager, self.entretien | other).action_close()
        for entretien in self.entretien | other:
            self.assertTrue(entretien._frozen_file("final"))
