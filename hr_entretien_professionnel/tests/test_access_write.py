"""Who plans, fills, closes, reopens and deletes an interview."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .common import EntretienCase

SLOT = "2026-03-10 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestWriting(EntretienCase):
    """Each line of the table "who may do what", as who may and as who may not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee, date_due="2026-04-01")
        cls.leaders = (cls.user_hr, cls.user_manager, cls.user_n2)
        cls.others = (
            cls.user_employee,
            cls.user_colleague,
            cls.user_other_manager,
            cls.user_system,
            cls.user_other_hr,
            cls.user_portal,
        )

    def test_leaders_fill_the_form(self):
        for user in self.leaders:
            with self.subTest(login=user.login):
                entretien = self._as(user, self.entretien)
                self.assertTrue(entretien.can_edit)
                entretien.write({"prospects": user.login, "date_planned": SLOT})
                self.assertEqual(self.entretien.prospects, user.login)

    def test_others_write_nothing(self):
        for user in self.others:
            for vals in ({"prospects": "x"}, {"employee_comment": "x"}):
                with self.subTest(login=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        self._as(user, self.entretien).write(vals)

    def test_leaders_lead_it_to_the_end(self):
        for user in self.leaders:
            with self.subTest(login=user.login):
                entretien = self._entretien(
                    self.employee, motif="on_request", date_planned=SLOT
                )
                for step in ("action_plan", "action_mark_held", "action_close"):
                    getattr(self._as(user, entretien), step)()
                self.assertEqual(entretien.state, "closed")

    def test_others_take_no_step(self):
        """The buttons' methods are open to RPC: they check who calls."""
        self.entretien.date_planned = SLOT
        held = self._entretien(self.employee, state="held", date_held="2026-02-27")
        for user in self.others:
            for step in ("action_plan", "action_mark_held", "action_decline"):
                with self.subTest(login=user.login, step=step):
                    with self.assertRaises(AccessError):
                        getattr(self._as(user, self.entretien), step)()
            with self.subTest(login=user.login, step="action_close"):
                with self.assertRaises(AccessError):
                    self._as(user, held).action_close()
        self.assertEqual(self.entretien.state, "to_plan")
        self.assertEqual(held.state, "held")

    def test_employee_writes_his_comment_while_it_is_held(self):
        held = self._entretien(self.employee, state="held", date_held="2026-02-27")
        mine = self._as(self.user_employee, held)
        self.assertTrue(mine.can_comment)
        self.assertFalse(mine.can_edit)
        mine.employee_comment = "I would like to train others."
        self.assertEqual(held.employee_comment, "I would like to train others.")
        for vals in (
            {"employee_comment": "x", "conclusion": "x"},
            {"date_held": "2026-02-01"},
            {"info_cpf_date": "2026-02-27"},
            {"interviewer_id": self.n2.id},
            {"besoin_ids": [Command.create({"name": "x"})]},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._as(self.user_employee, held).write(vals)
        held.action_close()
        with self.assertRaisesRegex(UserError, "closed"):
            self._as(self.user_employee, held).employee_comment = "Too late"

    def test_closed_is_frozen_for_everybody(self):
        """Even HR goes through the reopening, which keeps the reason."""
        held = self._held(self.employee, "2024-02-27")
        for user in (self.user_hr, self.user_manager, self.user_n2):
            with self.subTest(login=user.login):
                with self.assertRaisesRegex(UserError, "closed"):
                    self._as(user, held).write({"conclusion": "x"})
                self.assertFalse(self._as(user, held).can_edit)
        self._as(self.user_hr, held).hr_note = "Seen"
        self.assertEqual(held.hr_note, "Seen")

    def test_reopen_and_cancel_are_for_hr(self):
        closed = self._held(self.employee, "2024-02-27")
        for user in (self.user_manager, self.user_n2, self.user_employee):
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, closed).action_reopen("Please")
                with self.assertRaises(AccessError):
                    self._as(user, self.entretien).action_cancel("Please")
        self._as(self.user_hr, closed).action_reopen("Wrong date")
        self._as(self.user_hr, self.entretien).action_cancel("Left the company")
        self.assertEqual((closed.state, self.entretien.state), ("held", "cancelled"))

    def test_delete_only_what_was_never_planned_and_only_by_hr(self):
        for user in (self.user_manager, self.user_n2, *self.others):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien).unlink()
        planned = self._entretien(self.colleague, state="planned", date_planned=SLOT)
        closed = self._held(self.colleague, "2024-02-27")
        for kept in (planned, closed):
            for user in (self.user_hr, self.user_hr_manager):
                with self.assertRaisesRegex(UserError, "kept as a proof"):
                    self._as(user, kept).unlink()
        self._as(self.user_hr, self.entretien).unlink()
        self.assertFalse(self.entretien.exists())

    def test_history_is_entered_by_hr(self):
        vals = {
            "employee_id": self.employee.id,
            "state": "closed",
            "date_held": "2024-02-27",
            "date_copy_delivered": "2024-02-27",
        }
        for user in (self.user_manager, self.user_n2, *self.others):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien.browse()).create(dict(vals))
        closed = self._as(self.user_hr, self.entretien.browse()).create(dict(vals))
        self.assertEqual(closed.state, "closed")

    def test_managers_open_an_interview_for_their_people(self):
        for user in self.leaders:
            with self.subTest(login=user.login):
                entretien = self._as(user, self.entretien.browse()).create(
                    {"employee_id": self.employee.id, "motif": "on_request"}
                )
                self.assertEqual(entretien.state, "to_plan")
                self.assertEqual(entretien.interviewer_id, self.manager)
        for user in self.others:
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien.browse()).create(
                    {"employee_id": self.employee.id, "motif": "on_request"}
                )

    def test_employee_comments_and_touches_nothing_around(self):
        """To write his comment is no right on the manager's notes and attachments."""
        held = self._entretien(self.employee, state="held", date_held="2026-02-27")
        manager = self._as(self.user_manager, held)
        message = manager.message_post(body="Notes")
        attachment = manager.env["ir.attachment"].create(
            {
                "name": "grid.txt",
                "raw": b"x",
                "res_model": "hr.entretien",
                "res_id": held.id,
            }
        )
        activity = manager.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_manager.id
        )
        for record in (message, attachment, activity):
            for operation in ("write", "unlink"):
                with self.subTest(model=record._name, operation=operation):
                    mine = self._as(self.user_employee, record)
                    self.assertFalse(mine.has_access(operation))
                    theirs = self._as(self.user_manager, record)
                    self.assertTrue(theirs.has_access(operation))
        for name in ("activity_ids", "message_ids"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self._as(self.user_employee, held).write(
                    {name: [Command.delete(held[name][:1].id)]}
                )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestForms(EntretienCase):
    """The same rights through the form: what it shows as editable must be saved."""

    def test_manager_opens_a_new_one(self):
        form = Form(self._as(self.user_manager, self.env["hr.entretien"]))
        form.employee_id = self._as(self.user_manager, self.employee)
        form.motif = "on_request"
        self.assertTrue(form.can_edit)
        form.prospects = "Wishes to lead a team"
        entretien = form.save()
        self.assertEqual(entretien.sudo().manager_id, self.manager)

    def test_manager_fills_it_in(self):
        """Changing the interviewer must not lock the form he is filling."""
        entretien = self._entretien(self.employee, date_due="2026-04-01")
        with Form(self._as(self.user_manager, entretien)) as form:
            form.interviewer_id = self._as(self.user_manager, self.n2)
            self.assertTrue(form.can_edit)
            form.date_planned = SLOT
            form.prospects = "Wishes to lead a team"
            with form.besoin_ids.new() as line:
                line.name = "Leading a team"
        self.assertEqual(entretien.interviewer_id, self.n2)
        self.assertEqual(entretien.besoin_ids.name, "Leading a team")
        self.assertEqual(entretien.date_due, self._day("2026-04-01"))

    def test_employee_comments(self):
        held = self._entretien(self.employee, state="held", date_held="2026-02-27")
        with Form(self._as(self.user_employee, held)) as form:
            form.employee_comment = "I agree"
            with self.assertRaisesRegex(AssertionError, "readonly"):
                form.prospects = "x"
        self.assertEqual(held.employee_comment, "I agree")

    def test_closed_is_read_only(self):
        closed = self._held(self.employee, "2024-02-27")
        for user in (self.user_hr, self.user_manager, self.user_employee):
            form = Form(self._as(user, closed))
            with self.subTest(login=user.login):
                with self.assertRaisesRegex(AssertionError, "readonly"):
                    form.conclusion = "x"
