"""What the employee writes, and what forms offer and show to each."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .common import EntretienCase

SLOT = "2026-03-10 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestWriting(EntretienCase):
    """What ``data/access.csv`` gives the employee is no right on anything around."""

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

    def test_everything_a_form_shows_can_be_read(self):
        """A field that stumbles on the employee's private data would break the form.

        On a cold cache, as his browser does it: names of related records included.
        """
        held = self._entretien(self.employee, state="held", date_held="2026-02-27")
        held.besoin_ids = [Command.create({"name": "Welding"})]
        held.action_ids = [
            Command.create({"name": "Enrol", "owner_id": self.manager.id})
        ]
        held.souhait_ids = [Command.create({"target_job_id": self.job.id})]
        for user in (self.user_manager, self.user_n2, self.user_employee):
            with self.subTest(login=user.login):
                shown = self._as(user, held)
                spec = {name: {} for name in shown.fields_get()}
                for name, field in shown._fields.items():
                    if name in spec and field.type == "many2one":
                        spec[name] = {"fields": {"display_name": {}}}
                for name in ("besoin_ids", "action_ids", "souhait_ids"):
                    lines = shown[name].fields_get()
                    spec[name] = {"fields": {line: {} for line in lines}}
                values = shown.web_read(spec)[0]
                self.assertEqual(values["employee_id"]["display_name"], "Employee")
                self.assertEqual(values["manager_id"]["display_name"], "Manager")
                self.assertEqual(values["department_id"]["display_name"], "Usinage")
