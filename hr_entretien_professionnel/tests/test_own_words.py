"""In the chatter of an interview people delete their own words, and no others."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .close_common import CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestOwnWords(CloseCase, HttpCase):
    def _note(self, user, body="He was warned twice"):
        return self._as(user, self.entretien).message_post(
            body=body,
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            attachments=[("warning.txt", b"warning")],
        )

    def _call(self, user, url, **params):
        """The answer of a route to that user's browser."""
        user.password = user.login
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        with mute_logger("odoo.http"):
            return self.url_open(url, json={"params": params}).json()

    def test_a_manager_keeps_the_notes_of_hr(self):
        note = self._note(self.user_hr)
        piece = note.sudo().attachment_ids
        for user in (self.user_manager, self.user_n2):
            mine = self._as(user, note)
            self.assertTrue(mine.body)
            for change in (
                lambda record: record.unlink(),
                lambda record: record.write({"body": "He was not"}),
                lambda record: record.write({"author_id": record.env.user.partner_id}),
                lambda record: record.attachment_ids.unlink(),
            ):
                with self.subTest(login=user.login), self.assertRaises(AccessError):
                    change(self._as(user, note))
        self.assertTrue(note.exists())
        self.assertEqual(piece.exists().raw, b"warning")

    def test_nor_by_the_window(self):
        """Odoo empties a message with the server's rights, for administrators too."""
        note = self._note(self.user_hr)
        piece = note.sudo().attachment_ids
        self.user_manager.group_ids |= self.env.ref("base.group_erp_manager")
        content = {"body": "", "attachment_ids": []}
        for url, params in (
            (
                "/mail/message/update_content",
                {"message_id": note.id, "update_data": content},
            ),
            ("/mail/attachment/delete", {"attachment_id": piece.id}),
        ):
            with self.subTest(url=url):
                answer = self._call(self.user_manager, url, **params)
                self.assertIn("error", answer)
        self.env.invalidate_all()
        self.assertIn("warned", note.body)
        self.assertTrue(piece.exists())

    def test_a_manager_deletes_his_own_with_its_pieces(self):
        note = self._note(self.user_manager)
        piece = note.sudo().attachment_ids
        self._as(self.user_manager, note).unlink()
        self.assertFalse(note.exists() or piece.exists())
        note = self._note(self.user_manager)
        piece = note.sudo().attachment_ids
        content = {"body": "", "attachment_ids": []}
        answer = self._call(
            self.user_manager,
            "/mail/message/update_content",
            message_id=note.id,
            update_data=content,
        )
        self.assertNotIn("error", answer)
        self.env.invalidate_all()
        self.assertNotIn("warned", note.body)
        self.assertFalse(piece.exists())

    def test_the_trace_of_a_change_is_nobodys_words(self):
        """Not even of who made the change."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        self._as(self.user_manager, self.entretien).date_held = "2026-02-16"
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        trace = self.entretien.message_ids.filtered("tracking_value_ids")
        self.assertEqual(trace.author_id, self.user_manager.partner_id)
        with self.assertRaises(AccessError):
            self._as(self.user_manager, trace).unlink()

    def test_hr_deletes_what_must_not_stay(self):
        note = self._note(self.user_manager, "He is ill")
        piece = note.sudo().attachment_ids
        self._as(self.user_hr, note).unlink()
        self.assertFalse(note.exists() or piece.exists())

    def test_who_reads_a_message_marks_it(self):
        """What was sent to him is not his to change, and is to star and answer."""
        sent = self._as(self.user_hr, self.entretien).message_post(
            body="Please read",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.user_manager.partner_id.ids,
        )
        mine = self._as(self.user_manager, sent)
        mine.toggle_message_starred()
        mine.set_message_done()
        with self.assertRaises(AccessError):
            self._as(self.user_manager, sent).body = "Please sign"
        self._note(self.user_manager, "Read")
