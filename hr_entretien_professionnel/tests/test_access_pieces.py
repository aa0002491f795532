"""Who is not HR changes, moves and deletes their own pieces and activities alone."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .bilan_common import BilanCase
from .close_common import CloseCase


class PiecesCase(CloseCase):
    def _piece(self, user, record, **kw):
        """What that user attaches to the record."""
        values = {"name": "warning.txt", "raw": b"warning", **kw}
        where = {"res_model": record._name, "res_id": record.id}
        pieces = self._as(user, self.env["ir.attachment"])
        return pieces.create({**values, **where})

    def _changes(self, elsewhere):
        """Whatever makes a piece say something else, or be found somewhere else."""
        return (
            {"raw": b"praise"},
            {"datas": base64.b64encode(b"praise")},
            {"name": "praise.txt"},
            {"mimetype": "text/html"},
            {"description": "Praise"},
            {"type": "url", "url": "https://example.com"},
            # The same number may be that of the record where it stands.
            {"res_id": elsewhere.id + 1000},
            {"res_model": elsewhere._name, "res_id": elsewhere.id},
            {"res_model": False, "res_id": False},
            {"access_token": "0123456789"},
            {"index_content": "praise"},
        )

    def _assert_kept(self, user, piece, elsewhere, error=AccessError):
        before = piece.sudo().read(["name", "raw", "res_model", "res_id"])
        for vals in self._changes(elsewhere):
            with self.subTest(login=user.login, vals=vals), self.assertRaises(error):
                self._as(user, piece).write(dict(vals))
        with self.subTest(login=user.login, unlink=True), self.assertRaises(error):
            self._as(user, piece).unlink()
        self.env.invalidate_all()
        self.assertEqual(
            piece.sudo().read(["name", "raw", "res_model", "res_id"]), before
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestAccessPieces(PiecesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._entretien(cls.colleague, motif="on_request")
        cls.records = (
            cls.entretien,
            cls.entretien.besoin_ids,
            cls.entretien.action_ids,
            cls.entretien.souhait_ids,
        )

    def test_a_manager_keeps_the_pieces_of_hr(self):
        for record in self.records:
            piece = self._piece(self.user_hr, record)
            for user in (self.user_manager, self.user_n2):
                with self.subTest(model=record._name):
                    self.assertTrue(self._as(user, piece).read(["raw"]))
                    self._assert_kept(user, piece, self.other)

    def test_a_manager_files_no_piece_of_hr_as_a_proof(self):
        piece = self._piece(self.user_hr, self.other)
        windows = self._as(self.user_manager, self.env["hr.entretien.motive"])
        window = windows.create(
            {
                "kind": "decline",
                "motive": "No",
                "entretien_ids": [(6, 0, self.other.ids)],
                "attachment_ids": [(6, 0, piece.ids)],
            }
        )
        with self.assertRaises(AccessError):
            window.action_apply()
        self.assertEqual(piece.res_model, "hr.entretien")

    def test_their_own_they_change_and_delete(self):
        for record in self.records:
            piece = self._piece(self.user_manager, record)
            mine = self._as(self.user_manager, piece)
            mine.write({"name": "corrected.txt", "raw": b"corrected"})
            mine.unlink()
            self.assertFalse(piece.exists())

    def test_hr_corrects_those_of_a_manager(self):
        piece = self._piece(self.user_manager, self.entretien)
        self._as(self.user_hr, piece).raw = b"corrected"
        self._as(self.user_hr, piece).unlink()

    def test_the_same_content_written_again_changes_nothing(self):
        """As a feed or the storage does."""
        piece = self._piece(self.user_hr, self.entretien)
        self._as(self.user_manager, piece).write({"raw": b"warning"})


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestAccessPiecesBilan(PiecesCase, BilanCase):
    def test_the_documents_of_hr_on_a_line_that_was_proposed(self):
        bilan = self._bilan(interviewer_id=self.manager.id)
        line = self._as(self.user_manager, self.env["hr.entretien.bilan.line"]).create(
            {"bilan_id": bilan.bilan_id.id, "name": "Forklift"}
        )
        self._as(self.user_hr, line).attachment_ids = [
            (0, 0, {"name": "warning.txt", "raw": b"warning"})
        ]
        piece = self._as(self.user_hr, line).attachment_ids.with_env(self.env)
        self.assertEqual(piece.sudo().res_model, line._name)
        for user in (self.user_manager, self.user_n2):
            self._assert_kept(user, piece, bilan)

    def test_handed_over_they_are_nobodys_to_change(self):
        bilan = self._bilan(interviewer_id=self.manager.id)
        line = self._line(bilan)
        piece = line.attachment_ids.with_env(self.env)
        self._as(self.user_hr, piece).name = "corrected.pdf"
        bilan.bilan_id.date_frozen = "2026-03-10 09:00:00"
        for user in (self.user_hr, self.user_hr_manager, self.user_manager):
            self._assert_kept(user, piece, bilan, UserError)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestAccessActivities(CloseCase):
    def _activity(self, by, to, record=None, **kw):
        """What that user asks of another one about the interview."""
        return self._as(by, record or self.entretien).activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Check their pay",
            note="Between us",
            user_id=to.id,
            automated=False,
            **kw,
        )

    GESTURES = {
        "summary": lambda item: item.write({"summary": "Nothing"}),
        "note": lambda item: item.write({"note": "Nothing"}),
        "date": lambda item: item.write({"date_deadline": "2030-01-01"}),
        "user": lambda item: item.write({"user_id": item.env.uid}),
        "archived": lambda item: item.write({"active": False}),
        "record": lambda item: item.write({"res_id": 1}),
        "done": lambda item: item.action_done(),
        "feedback": lambda item: item.action_feedback(feedback="Done"),
        "next": lambda item: item.action_done_schedule_next(),
        "later": lambda item: item.action_reschedule_tomorrow(),
        "deleted": lambda item: item.unlink(),
        "by the record": lambda item: (
            item.env[item.res_model]
            .browse(item.res_id)
            .write({"activity_ids": [(2, item.id)]})
        ),
    }

    def _assert_refused(self, user, activity):
        before = activity.sudo().read(["summary", "note", "user_id", "active"])
        for name, gesture in self.GESTURES.items():
            with self.subTest(login=user.login, gesture=name):
                with self.assertRaises(AccessError):
                    gesture(self._as(user, activity))
        self.env.invalidate_all()
        after = activity.sudo().read(["summary", "note", "user_id", "active"])
        self.assertEqual(after, before)

    def test_a_manager_keeps_what_hr_has_to_do(self):
        activity = self._activity(self.user_hr, self.user_hr)
        for user in (self.user_manager, self.user_n2):
            self.assertTrue(self._as(user, activity).read(["note"]))
            self._assert_refused(user, activity)

    def test_nor_what_the_suite_asks_of_hr_after_their_own_gesture(self):
        """Written with the server's rights, in the name of who took the step."""
        self.company.entretien_responsible_id = self.user_hr
        mine = self._as(self.user_manager, self.entretien)
        mine.sudo()._schedule_check(
            self._day("2026-03-16"), "_handed_over_note", to_hr=True
        )
        activity = self.entretien.activity_ids._entretien_about("_handed_over_note")
        self.assertEqual(activity.user_id, self.user_hr)
        self._assert_refused(self.user_manager, activity)

    def test_their_own_they_tick_off(self):
        for by, to in (
            (self.user_hr, self.user_manager),
            (self.user_manager, self.user_manager),
            (self.user_manager, self.user_hr),
        ):
            with self.subTest(by=by.login, to=to.login):
                mine = self._as(self.user_manager, self._activity(by, to))
                mine.write({"date_deadline": "2026-04-01"})
                mine.action_feedback(feedback="Done")
                self.assertFalse(mine.exists().active)

    def test_hr_sees_to_those_of_managers(self):
        activity = self._activity(self.user_manager, self.user_manager)
        self._as(self.user_hr, activity).write({"user_id": self.user_hr.id})
        self._as(self.user_hr, activity).action_done()

    def test_steps_put_away_what_was_asked_of_others(self):
        """The step of a manager ends what HR was asked to plan."""
        to_plan = self._entretien(
            self.colleague, motif="on_request", date_planned="2026-03-30 08:00:00"
        )
        to_plan.interviewer_id = self.manager
        self.company.entretien_responsible_id = self.user_hr
        self.env["mail.activity"]._entretien_schedule(
            to_plan, "to_plan", self._day("2026-03-16"), to_hr=True
        )
        activity = to_plan.activity_ids._entretien_about("to_plan")
        self.assertEqual(activity.user_id, self.user_hr)
        self._as(self.user_manager, to_plan).action_plan()
        self.assertFalse(activity.exists().active)
