"""A new interview for somebody who has a history, as the web client sends it."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, freeze_time, tagged

from .common import EntretienCase


class HistoryCase(EntretienCase):
    """The employee has a need, an action and a wish of an earlier interview."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.past = cls._held(cls.employee, "2024-03-04")
        about = {"entretien_id": cls.past.id, "employee_id": cls.employee.id}
        cls.need = cls.env["hr.entretien.besoin"].create({"name": "Reading", **about})
        cls.action = cls.env["hr.entretien.action"].create({"name": "Tutor", **about})


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestNewInterview(HistoryCase):
    def test_created_with_the_lines_that_the_client_links(self):
        """The web client links each line that it read, in two elements."""
        for user in (self.user_hr, self.user_manager):
            with self.subTest(user.login):
                new = self._as(user, self.env["hr.entretien"]).create(
                    {
                        "employee_id": self.employee.id,
                        "motif": "on_request",
                        "previous_besoin_ids": [
                            [Command.LINK, self.need.id],
                            [Command.UPDATE, self.need.id, {"followup_state": "done"}],
                        ],
                        "previous_action_ids": [[Command.LINK, self.action.id]],
                    }
                )
                self.assertEqual(new.previous_besoin_ids.ids, self.need.ids)
                self.assertEqual(self.need.followup_state, "done")
                self.need.followup_state = "todo"

    def test_saved_with_commands_of_every_length(self):
        """What the client may send of lines: none of it is taken for an update."""
        new = self._entretien(self.employee, motif="on_request")
        commands = [[Command.LINK, self.need.id], [Command.CLEAR]]
        vals = {"besoin_ids": commands[1:], "previous_besoin_ids": commands}
        started = {"besoin_ids": {"1": {}}, "previous_besoin_ids": {"1": {}}}
        mine = self._as(self.user_manager, new)
        mine.with_context(entretien_started_from=started).web_save(vals, {})
        self.assertEqual(self.need.exists().entretien_id, self.past)

    def test_date_typed_before_the_employee(self):
        for user in (self.user_hr, self.user_manager):
            with self.subTest(user.login):
                form = Form(self._as(user, self.env["hr.entretien"]))
                self.assertTrue(form.can_edit)
                self.assertFalse(form.reason, "it is about nobody yet")
                form.date_planned = "2026-03-21 10:00:00"
                self.assertFalse(form.slot_warning)
                form.employee_id = self.employee
                self.assertTrue(form.can_edit)
                self.assertIn("Employee does not work", form.slot_warning)

    def test_on_request_unless_something_is_due(self):
        """The employee was seen in 2024; the colleague never was, since 2022."""
        due = self.colleague.entretien_next_motif
        self.assertTrue(due)
        for user in (self.user_hr, self.user_manager):
            with self.subTest(user.login):
                form = Form(self._as(user, self.env["hr.entretien"]))
                form.employee_id = self.employee
                self.assertEqual(form.motif, "on_request")
                form.employee_id = self.colleague
                self.assertEqual(form.motif, due)
        mine = self._as(self.user_manager, self.env["hr.entretien"])
        mine = mine.with_context(default_employee_id=self.colleague.id)
        self.assertEqual(Form(mine).motif, due)
        opened = self._entretien(self.colleague)
        self.assertEqual(Form(mine).motif, "on_request", "it is open already")
        self.assertEqual(opened.motif, "periodic", "what code opens is left alone")

    def test_it_opens_nothing_for_somebody_else_s_employee(self):
        """What may be typed about nobody is not saved about anybody."""
        new = self._as(self.user_other_manager, self.env["hr.entretien"])
        self.assertFalse(new.new({"employee_id": self.employee.id}).can_edit)
        with self.assertRaises(AccessError):
            new.create({"employee_id": self.employee.id, "motif": "on_request"})


@tagged("post_install", "-at_install")
class TestNewInterviewTour(HistoryCase, HttpCase):
    def test_hr_and_the_manager_create_it_in_the_browser(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        for user, tour in (
            (self.user_hr, "entretien_new_tour"),
            (self.user_manager, "entretien_new_date_first_tour"),
        ):
            user.write({"password": user.login, "lang": "fr_FR"})
            user.tour_enabled = False
            self.start_tour("/odoo/entretiens/new", tour, login=user.login)
            new = self.employee.entretien_ids - self.past
            self.assertEqual(new.create_uid, user)
            self.assertEqual(new.previous_besoin_ids, self.need)
            self.assertEqual(new.date_planned.year, fields.Date.today().year + 5)
            new.sudo().state = "cancelled"
            self.past |= new
