"""Presented, signed, signed with a reservation, refused, withdrawn."""

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .close_common import PAD, CloseCase, drawing


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestSignature(CloseCase):
    def test_presenting_freezes_the_document_and_tells_the_employee(self):
        document = self._present()
        self.assertRecordValues(
            document, [{"role": "presented", "version": 1, "superseded": False}]
        )
        self.assertEqual(document.checksum, self._sha256(document._bytes()))
        self.assertTrue(self.entretien.date_presented)
        self.assertEqual(self._kinds(), ["presented"])
        self.assertEqual(self.entretien.proof_ids.file_id, document)
        message = self._messages()
        self.assertEqual(message.mapped("kind"), ["to_sign"])
        self.assertEqual(message.recipient_id, self.employee)

    def test_one_signs_after_the_other_then_the_copy(self):
        """Who conducts it signs at once, then the employee; HR is asked nothing."""
        opened = self._as(self.user_manager, self.entretien).action_present()
        models = []
        while opened and opened["res_model"] == "hr.entretien.sign":
            wizard = self.env["hr.entretien.sign"].with_user(self.user_manager)
            with Form(wizard.with_context(**opened["context"])) as form:
                form.image = PAD
            models.append(form.record.role)
            opened = form.record.action_apply()
        self.assertEqual(models, ["interviewer", "employee"])
        self.assertEqual(opened["res_model"], "hr.entretien.handover")

    def test_presenting_by_hr_opens_no_pad(self):
        self.assertFalse(self._as(self.user_hr, self.entretien).action_present())

    def test_presenting_twice(self):
        self._present()
        with self.assertRaisesRegex(UserError, "already presented"):
            self._present()

    def test_content_is_locked_while_it_is_signed(self):
        self._present()
        entretien = self._as(self.user_manager, self.entretien)
        self.assertFalse(entretien.can_edit)
        for write in (
            lambda: entretien.write({"conclusion": "Something else"}),
            lambda: entretien.write({"date_held": "2026-02-16"}),
            lambda: entretien.write({"besoin_ids": [(0, 0, {"name": "More"})]}),
            lambda: entretien.besoin_ids.write({"answer": "refused"}),
            lambda: entretien.besoin_ids.unlink(),
            lambda: entretien.action_ids.write({"deadline": "2027-01-01"}),
            lambda: entretien.souhait_ids.write({"note": "Other words"}),
            lambda: entretien.write({"date_presented": False}),
        ):
            with self.assertRaises(UserError):
                write()
        self.assertEqual(self.entretien.conclusion, "Projet partagé")

    def test_employee_comments_until_he_signs(self):
        self._present()
        mine = self._as(self.user_employee, self.entretien)
        self.assertTrue(mine.can_comment)
        mine.employee_comment = "I agree"
        self._answer("employee", via="page")
        mine = self._as(self.user_employee, self.entretien)
        self.assertFalse(mine.can_comment)
        with self.assertRaisesRegex(UserError, "withdraw the signatures"):
            mine.employee_comment = "I do not agree"
        self.assertEqual(self.entretien.employee_comment, "I agree")

    def test_each_answer_is_proved(self):
        for kind, text, proof in (
            ("signed", None, "signature"),
            ("reserved", "Not on the deadline", "reservation"),
            ("refused", "I was not heard", "signature_refused"),
        ):
            with self.subTest(kind=kind):
                self._present()
                signature = self._answer("employee", kind, text)
                self.assertRecordValues(
                    signature,
                    [
                        {
                            "kind": kind,
                            "name": "Employee",
                            "text": text or False,
                            "via": "tablet",
                            "user_id": self.user_manager.id,
                        }
                    ],
                )
                self.assertEqual(bool(signature.image), kind != "refused")
                self.assertEqual(self._kinds()[-1], proof)
                line = self.entretien.proof_ids.sorted("id")[-1]
                self.assertIn(text or "Employee", line.note)
                self.entretien.action_void_signatures("Next")

    def test_signatures_are_withdrawn_for_a_reason(self):
        self._present()
        window = self.entretien.action_void_signatures(" \n")
        self.assertEqual(window["res_model"], "hr.entretien.motive")
        self.assertTrue(self.entretien.date_presented)

    def test_it_is_proved_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "fr_FR"
        self.user_employee.lang = "en_US"
        self._present()
        self._answer("employee", "refused", "I was not heard")
        line = self.entretien.proof_ids.sorted("id")[-1]
        said = self.entretien._company_words().env["hr.entretien.signature"]
        role = dict(said._fields["role"]._description_selection(said.env))["employee"]
        self.assertEqual(line.note.partition(" – ")[0], role)
        self.assertNotEqual(role, "The employee")

    def test_employee_signs_on_his_page(self):
        """With his account or, on a link, with none: the server knows who he is."""
        self._present()
        signature = self._answer("employee", via="page")
        self.assertEqual(signature.user_id, self.user_employee)
        messages = self._messages().filtered(lambda item: item.kind == "signed")
        self.assertEqual(messages.recipient_id, self.manager)
        self.entretien.action_void_signatures("Again")
        self._present()
        public = self.env.ref("base.public_user")
        signature = (
            self._as(public, self.entretien)
            .sudo()
            ._sign("employee", "signed", "Employee", PAD, via="page")
        )
        self.assertFalse(signature.user_id)
        self.assertFalse(self.entretien.proof_ids.sorted("id")[-1].user_id)

    def test_nobody_signs_twice(self):
        self._present()
        self._answer("employee", "refused", "No")
        with self.assertRaisesRegex(UserError, "already signed"):
            self._answer("employee")
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.entretien.signature_ids.copy()

    def test_what_is_missing_is_said(self):
        self._present()
        entretien = self._as(self.user_manager, self.entretien)
        for values, sentence in (
            (("signed", "Employee", None, None), "Draw the signature"),
            (("signed", "Employee", drawing(ink=None), None), "Draw the signature"),
            (("signed", "Employee", b"bm90IGEgcGljdHVyZQ==", None), "Draw the"),
            (("signed", " ", PAD, None), "Write the name"),
            (("reserved", "Employee", PAD, " "), "Write the reservation"),
            (("refused", "Employee", None, None), "why the signature is refused"),
            (("agreed", "Employee", PAD, None), "Sign, sign with"),
        ):
            with self.subTest(sentence=sentence):
                with self.assertRaisesRegex(UserError, sentence):
                    entretien._sign("employee", *values, via="tablet")
        self.assertFalse(self.entretien.signature_ids)

    def test_data_address_of_the_browser_is_read(self):
        self._present()
        signature = self._as(self.user_manager, self.entretien)._sign(
            "employee",
            "signed",
            "Employee",
            f"data:image/png;base64,{PAD.decode()}",
            via="tablet",
        )
        self.assertEqual(signature.image, PAD)

    def test_nothing_is_signed_before_it_is_presented_nor_once_closed(self):
        with self.assertRaisesRegex(UserError, "not presented"):
            self._answer("employee")
        with self.assertRaisesRegex(UserError, "not presented"):
            self._as(self.user_manager, self.entretien).action_sign()
        self._present()
        self.entretien.action_close()
        with self.assertRaisesRegex(UserError, "not presented"):
            self._answer("employee")

    def test_pad_of_the_interviewer_then_the_tablet(self):
        """The window proposes who has not signed yet."""
        self._present()
        for role, name, via in (
            ("interviewer", "Manager", "office"),
            ("employee", "Employee", "tablet"),
        ):
            action = self._as(self.user_manager, self.entretien).action_sign()
            model = self._as(self.user_manager, self.env["hr.entretien.sign"])
            with Form(model.with_context(**action["context"])) as form:
                self.assertEqual(form.role, role)
                self.assertEqual(form.name, name)
                form.image = PAD
            form.save().action_apply()
            signature = self.entretien._valid_signatures()[-1]
            self.assertRecordValues(signature, [{"role": role, "via": via}])

    def test_nobody_is_offered_the_signature_of_another(self):
        """Who leads without conducting it has the employee's alone to take."""
        self._present()
        hr = self._as(self.user_hr, self.entretien)
        model = self._as(self.user_hr, self.env["hr.entretien.sign"])
        with Form(model.with_context(**hr.action_sign()["context"])) as form:
            with self.assertRaisesRegex(AccessError, "Everybody signs for themselves"):
                form.role = "interviewer"
            form.role = "employee"
            form.image = PAD
        form.record.action_apply()
        for user, offered in (
            (self.user_hr, False),
            (self.user_manager, True),
        ):
            self.assertEqual(self._as(user, self.entretien).can_sign, offered)
        self._answer("interviewer")
        self.assertFalse(self._as(self.user_manager, self.entretien).can_sign)

    def test_withdrawing_unlocks_and_keeps_everything(self):
        document = self._present()
        self._answer("interviewer")
        action = self._as(self.user_manager, self.entretien).action_void_signatures()
        self.assertEqual(action["context"]["default_kind"], "void")
        self._as(self.user_manager, self.entretien).action_void_signatures("A mistake")
        self.assertFalse(self.entretien.date_presented)
        self.assertTrue(document.superseded)
        self.assertRecordValues(
            self.entretien.signature_ids, [{"void": True, "void_reason": "A mistake"}]
        )
        self.assertEqual(self._kinds(), ["presented", "signature", "signature_void"])
        self._as(self.user_manager, self.entretien).conclusion = "Corrected"
        again = self._present()
        self.assertEqual(again.version, 2)
        self._answer("interviewer")
        self.assertEqual(len(self.entretien.signature_ids), 2)

    def test_withdrawing_what_was_not_presented(self):
        with self.assertRaisesRegex(UserError, "nothing to withdraw"):
            self._as(self.user_manager, self.entretien).action_void_signatures("Why")

    def test_printing_to_sign_presents_without_a_message(self):
        action = self._as(self.user_manager, self.entretien).action_present_paper()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertTrue(self.entretien._frozen_file("presented"))
        self.assertFalse(self._messages())
        self._as(self.user_manager, self.entretien).action_present_paper()
        self.assertEqual(len(self.entretien.file_ids), 1)

    def test_signed_paper_is_recognised_by_its_content(self):
        wizard = self._as(self.user_manager, self.env["hr.entretien.scan"])
        values = {"entretien_id": self.entretien.id, "file_name": "scan.pdf"}
        for content in (b"bm90IGEgcGRm", False):
            with self.assertRaisesRegex(UserError, "Choose a PDF"):
                wizard.create({**values, "content": content}).action_apply()
        scan = wizard.create({**values, "content": PAD, "note": "Signed by both"})
        scan.action_apply()
        proof = self.entretien.proof_ids
        self.assertRecordValues(proof, [{"kind": "scan", "note": "Signed by both"}])
        self.assertEqual(proof.attachment_ids.mimetype, "image/png")
        self.assertTrue(proof.attachment_ids.name.endswith(".png"))

    def test_paper_signed_before_the_interview_is_refused(self):
        """The proof file only grows: a slip of the date would stay for ever."""
        wizard = self._as(self.user_manager, self.env["hr.entretien.scan"])
        values = {"entretien_id": self.entretien.id, "content": PAD}
        with self.assertRaisesRegex(UserError, "before the interview was held"):
            wizard.create({**values, "day": "2026-02-14"}).action_apply()
        wizard.create({**values, "day": "2026-02-15"}).action_apply()
        self.assertEqual(self._kinds(), ["scan"])
