"""The proof file: written by the steps, kept by everybody."""

import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .close_common import CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestProof(CloseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls.env["ir.attachment"].create(
            {"name": "letter.txt", "raw": b"I decline"}
        )
        cls.proof = cls.entretien._add_proof(
            "refusal", note="Letter", attachments=cls.letter
        )
        cls.everybody = (
            cls.user_hr,
            cls.user_hr_manager,
            cls.user_manager,
            cls.user_employee,
            cls.user_system,
        )

    def test_steps_write_their_line(self):
        entretien = self._entretien(
            self.colleague, date_planned="2026-03-10 09:00:00", motif="on_request"
        )
        mine = self._as(self.user_manager, entretien)
        mine.action_mark_held()
        mine.action_close()
        self._as(self.user_hr, entretien).action_reopen("A need was forgotten")
        self._as(self.user_hr, entretien).action_cancel("Entered twice")
        self.assertEqual(
            self._kinds(entretien),
            ["held", "closed", "handover", "reopened", "cancelled"],
        )
        held = entretien.proof_ids.filtered(lambda item: item.kind == "held")
        self.assertEqual(held.date, self._day("2026-03-10"))
        self.assertEqual(held.user_id, self.user_manager)
        reopened = entretien.proof_ids.filtered(lambda item: item.kind == "reopened")
        self.assertEqual(reopened.note, "A need was forgotten")

    def test_history_entered_closed_has_no_line(self):
        """It is entered in batches: it must stay cheap, and proves nothing new."""
        people = [self._employee(f"Person {n}") for n in range(10)]
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        history = self.env["hr.entretien"].create(
            [
                {
                    "employee_id": person.id,
                    "state": "closed",
                    "date_held": "2024-01-12",
                    "date_copy_delivered": "2024-01-12",
                }
                for person in people
            ]
        )
        self.env.flush_all()
        self.assertFalse(history.proof_ids)
        self.assertFalse(history.file_ids)
        self.assertLess(self.env.cr.sql_log_count - before, 300)

    def test_nobody_changes_nor_deletes_a_line(self):
        for user in self.everybody:
            for change in (
                lambda proof: proof.write({"note": "Nothing happened"}),
                lambda proof: proof.write({"attachment_ids": [(5,)]}),
                lambda proof: proof.unlink(),
            ):
                with self.subTest(login=user.login):
                    with self.assertRaises(UserError):
                        change(self._as(user, self.proof))
        with self.assertRaisesRegex(UserError, "kept as it is"):
            self.proof.sudo().note = "Nothing happened"
        with self.assertRaisesRegex(UserError, "kept as it is"):
            self.proof.sudo().unlink()
        with self.assertRaises(UserError):
            self._as(self.user_hr, self.entretien).write(
                {"proof_ids": [(2, self.proof.id)]}
            )

    def test_nobody_changes_nor_deletes_a_piece(self):
        for user in self.everybody:
            for change in (
                lambda piece: piece.write({"raw": b"I accept"}),
                lambda piece: piece.write({"datas": base64.b64encode(b"I accept")}),
                lambda piece: piece.write({"res_id": False}),
                lambda piece: piece.write({"public": True}),
                lambda piece: piece.unlink(),
            ):
                with self.subTest(login=user.login):
                    with self.assertRaises(UserError):
                        change(self._as(user, self.letter))
        with self.assertRaisesRegex(UserError, "belongs to the proof file"):
            self.letter.sudo().unlink()
        with self.assertRaisesRegex(UserError, "belongs to the proof file"):
            self.letter.sudo().raw = b"I accept"
        self.assertEqual(self.letter.raw, b"I decline")

    def test_an_account_that_a_line_names_is_not_deleted(self):
        """Without it the line would say: done by the employee, without an account."""
        officer = self.user_hr.copy({"login": "entretien_leaving"})
        idle = self.user_hr.copy({"login": "entretien_idle"})
        here = self._as(officer, self.entretien)
        line = (
            self.env["hr.entretien.proof"]
            .with_user(officer)
            .create({"entretien_id": here.id, "note": "By phone"})
        )
        with self.assertRaisesRegex(UserError, "archive"):
            self._as(self.user_system, officer | idle).unlink()
        self.assertEqual(line.sudo().user_id, officer)
        self._as(self.user_system, idle).unlink()
        self.assertFalse(idle.exists())

    def test_moving_the_storage_changes_nothing(self):
        """The administrator may move files to another storage: same bytes."""
        self.letter.sudo().write({"raw": b"I decline"})
        self.assertEqual(self.letter.raw, b"I decline")

    def test_hr_files_a_piece_by_hand(self):
        action = self._as(self.user_hr, self.entretien).action_add_proof()
        receipt = (
            self.env["ir.attachment"]
            .with_user(self.user_hr)
            .create({"name": "receipt.txt", "raw": b"Received"})
        )
        model = self._as(self.user_hr, self.env["hr.entretien.proof"])
        proof = model.with_context(**action["context"], default_kind="held").create(
            {
                "note": "Registered letter",
                "date": "2026-03-02",
                "attachment_ids": [(6, 0, receipt.ids)],
                "user_id": self.user_manager.id,
            }
            | {"entretien_id": self.entretien.id}
        )
        self.assertRecordValues(
            proof,
            [
                {
                    "kind": "other",
                    "user_id": self.user_hr.id,
                    "date": self._day("2026-03-02"),
                }
            ],
        )
        self.assertEqual(receipt.res_model, "hr.entretien.proof")
        self.assertEqual(self._as(self.user_employee, receipt).raw, b"Received")

    def test_only_hr_files_a_piece_by_hand(self):
        for user in (
            self.user_manager,
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, self.entretien).action_add_proof()
                with self.assertRaises(AccessError):
                    self._as(user, self.env["hr.entretien.proof"]).create(
                        {"entretien_id": self.entretien.id, "note": "Mine"}
                    )

    def test_hr_writes_no_step_by_hand(self):
        with self.assertRaises(AccessError):
            self._as(self.user_hr, self.env["hr.entretien.proof"]).create(
                {"entretien_id": self.entretien.id, "kind": "refusal"}
            )
        with self.assertRaises(ValidationError):
            self._as(self.user_hr, self.env["hr.entretien.proof"]).create(
                {"entretien_id": self.entretien.id, "date": "2026-03-17"}
            )

    def test_filing_does_not_open_somebody_else_s_document(self):
        """Who reads the proof file would read it too."""
        payslip = self.env["ir.attachment"].create(
            {"name": "payslip.txt", "raw": b"secret"}
        )
        partner = self.user_hr.partner_id
        contact = self.env["ir.attachment"].create(
            {
                "name": "contact.txt",
                "raw": b"elsewhere",
                "res_model": "res.partner",
                "res_id": partner.id,
            }
        )
        for piece in (payslip, contact, self.letter):
            with self.subTest(name=piece.name):
                with self.assertRaises(UserError):
                    self._as(self.user_hr, self.env["hr.entretien.proof"]).create(
                        {
                            "entretien_id": self.entretien.id,
                            "attachment_ids": [(6, 0, piece.ids)],
                        }
                    )

    def test_what_has_a_line_is_not_deleted(self):
        """Else an absence would leave no trace at all."""
        entretien = self._entretien(self.colleague, motif="on_request")
        entretien._add_proof("absence")
        with self.assertRaisesRegex(UserError, "kept as a proof"):
            self._as(self.user_hr, entretien).unlink()

    def test_read_with_the_interview(self):
        readers = (
            self.user_hr,
            self.user_manager,
            self.user_n2,
            self.user_employee,
        )
        for user in readers:
            with self.subTest(login=user.login):
                self.assertEqual(self._as(user, self.proof).note, "Letter")
                self.assertEqual(self._as(user, self.letter).raw, b"I decline")
        for user in (
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(login=user.login):
                for record, field in ((self.proof, "note"), (self.letter, "raw")):
                    with self.assertRaises(AccessError):
                        self._as(user, record).read([field])
