"""Nobody signs for somebody else, nor makes a signature or a document by hand."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .close_common import PAD, CloseCase

ANSWER = ("signed", "Somebody", PAD, None)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestSignatureAccess(CloseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strangers = (
            cls.user_colleague,
            cls.user_other_manager,
            cls.user_system,
            cls.user_other_hr,
            cls.user_portal,
        )

    def setUp(self):
        super().setUp()
        self.document = self._present()

    def test_who_may_sign_as_whom(self):
        refused = (
            (self.user_manager, "employee", "page"),
            (self.user_manager, "employee", "office"),
            (self.user_manager, "interviewer", "tablet"),
            (self.user_hr, "interviewer", "office"),
            (self.user_hr, "employee", "page"),
            (self.user_n2, "interviewer", "office"),
            (self.user_employee, "interviewer", "office"),
            (self.user_employee, "employee", "tablet"),
            *((user, "employee", "page") for user in self.strangers),
            *((user, "employee", "tablet") for user in self.strangers),
            *((user, "interviewer", "office") for user in self.strangers),
        )
        for user, role, via in refused:
            with self.subTest(login=user.login, role=role, via=via):
                with self.assertRaises(AccessError):
                    self._as(user, self.entretien)._sign(role, *ANSWER, via)
        self.assertFalse(self.entretien.signature_ids)

    def test_server_rights_do_not_make_an_interviewer(self):
        """The page signs for the employee with the server's rights, for nobody else."""
        entretien = self._as(self.user_employee, self.entretien).sudo()
        for role, via in (("interviewer", "office"), ("interviewer", "page")):
            with self.assertRaises(AccessError):
                entretien._sign(role, *ANSWER, via)

    def test_signing_is_not_open_over_rpc(self):
        files = self.env["hr.entretien.file"]
        for records, names in (
            (self.entretien, ("_sign", "_close", "_present")),
            (files, ("_freeze", "_freeze_copy", "_note_opened")),
            (self.env["hr.entretien.signature"], ("_record", "_prove")),
        ):
            for name in names:
                self.assertTrue(name.startswith("_") and hasattr(records, name))

    def test_others_take_no_step(self):
        for user in (*self.strangers, self.user_employee):
            entretien = self._as(user, self.entretien)
            for step, arguments in (
                ("action_present", ()),
                ("action_present_paper", ()),
                ("action_sign", ()),
                ("action_void_signatures", ("Why",)),
                ("action_hand_over", ()),
                ("action_close", ()),
            ):
                with self.subTest(login=user.login, step=step):
                    with self.assertRaises(AccessError):
                        getattr(entretien, step)(*arguments)
        self.assertEqual(self.entretien.state, "held")
        self.assertTrue(self.entretien.date_presented)

    def test_windows_check_who_applies_them(self):
        values = {"entretien_id": self.entretien.id}
        windows = {
            "hr.entretien.sign": {"role": "employee", "name": "Me", "image": PAD},
            "hr.entretien.scan": {"content": PAD},
            "hr.entretien.handover": {},
            "hr.entretien.motive": {"kind": "void", "motive": "Why"},
        }
        for user in (*self.strangers, self.user_employee):
            for model, more in windows.items():
                given = {**values, **more}
                if model == "hr.entretien.motive":
                    given["entretien_ids"] = [(6, 0, [given.pop("entretien_id")])]
                with self.subTest(login=user.login, model=model):
                    with self.assertRaises(AccessError):
                        window = self._as(user, self.env[model]).create(given)
                        window.action_apply()
        self.assertFalse(self.entretien.signature_ids)
        self.assertEqual(self._kinds(), ["presented"])

    def test_windows_are_read_by_their_author_alone(self):
        window = self._as(self.user_manager, self.env["hr.entretien.sign"]).create(
            {"entretien_id": self.entretien.id, "role": "employee", "name": "Me"}
        )
        for user in (self.user_hr, self.user_employee, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, window).read(["image"])

    def test_drawing_does_not_stay_in_the_window(self):
        window = self._as(self.user_manager, self.env["hr.entretien.sign"]).create(
            {
                "entretien_id": self.entretien.id,
                "role": "interviewer",
                "name": "Me",
                "image": PAD,
            }
        )
        window.action_apply()
        self.assertFalse(window.image)

    def test_nobody_makes_changes_or_deletes_by_hand(self):
        signature = self._answer("interviewer")
        made = {
            "hr.entretien.signature": {
                "entretien_id": self.entretien.id,
                "role": "employee",
                "kind": "signed",
                "name": "Employee",
                "via": "page",
                "file_id": self.document.id,
                "digest": "0",
            },
            "hr.entretien.file": {
                "entretien_id": self.entretien.id,
                "role": "final",
                "version": 1,
                "name": "mine.pdf",
                "content": PAD,
                "checksum": "0",
            },
        }
        everybody = (
            *self.strangers,
            self.user_employee,
            self.user_manager,
            self.user_hr_manager,
        )
        for user in everybody:
            for model, values in made.items():
                with self.subTest(login=user.login, model=model):
                    with self.assertRaises(AccessError):
                        self._as(user, self.env[model]).create(values)
            for record, values in (
                (signature, {"void": True}),
                (signature, {"name": "Other"}),
                (self.document, {"superseded": True}),
                (self.document, {"content": PAD}),
            ):
                with self.subTest(login=user.login, values=values):
                    with self.assertRaises(UserError):
                        self._as(user, record).write(values)
                    with self.assertRaises(UserError):
                        self._as(user, record).unlink()
        for record, values in (
            (signature, {"kind": "refused"}),
            (self.document, {"checksum": "0"}),
        ):
            with self.assertRaises(UserError):
                record.sudo().write(values)
            with self.assertRaises(UserError):
                record.sudo().unlink()

    def test_bytes_are_not_replaced_behind_the_document(self):
        """Neither through the attachment that holds them, administrator included."""
        signature = self._answer("interviewer")
        attachments = self.env["ir.attachment"].sudo()
        for record, field in ((self.document, "content"), (signature, "image")):
            (held,) = attachments.search(
                [
                    ("res_model", "=", record._name),
                    ("res_id", "=", record.id),
                    ("res_field", "=", field),
                ]
            )
            for user in (self.user_system, self.user_hr_manager, self.user_manager):
                for change in (
                    lambda item: item.write({"raw": b"%PDF-other"}),
                    lambda item: item.unlink(),
                ):
                    with self.subTest(login=user.login, model=record._name):
                        with self.assertRaises(UserError):
                            change(self._as(user, held))
            with self.assertRaisesRegex(UserError, "neither changed nor deleted"):
                held.raw = b"%PDF-other"

    def test_read_with_the_interview(self):
        signature = self._answer("interviewer")
        for user in (
            self.user_hr,
            self.user_manager,
            self.user_n2,
            self.user_employee,
        ):
            with self.subTest(login=user.login):
                self.assertTrue(self._as(user, signature).name)
                self.assertTrue(self._as(user, self.document).content)
        for user in self.strangers:
            for record in (signature, self.document):
                with self.subTest(login=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        self._as(user, record).read()
                    with self.assertRaises(AccessError):
                        self._as(user, record).mapped("create_date")
