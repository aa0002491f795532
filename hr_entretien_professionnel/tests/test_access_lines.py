"""Wishes, needs and actions stay in their interview, whoever writes them."""

from psycopg2.errors import NotNullViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import EntretienCase

LINES = {
    "hr.entretien.besoin": {"name": "Welding licence"},
    "hr.entretien.souhait": {"kind": "other_job", "note": "Workshop leader"},
    "hr.entretien.action": {"name": "Enrol her", "deadline": "2026-06-30"},
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestLines(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee)
        cls.held = cls._entretien(cls.employee, state="held", date_held="2026-02-27")
        cls.closed = cls._held(cls.employee, "2024-01-12")
        cls.foreign = cls._entretien(cls.stranger)

    def _line(self, model, entretien):
        return self.env[model].create({"entretien_id": entretien.id, **LINES[model]})

    def test_a_line_stays_in_its_interview(self):
        """Moved, it would end in an interview that its author does not lead."""
        for model in LINES:
            line = self._line(model, self.held)
            for user, target in (
                (self.user_manager, self.foreign),
                (self.user_manager, self.closed),
                (self.user_manager, self.entretien),
                (self.user_hr, self.foreign),
            ):
                with self.subTest(login=user.login, target=target):
                    with self.assertRaises(AccessError):
                        self._as(user, line).write({"entretien_id": target.id})
            self.assertEqual(line.entretien_id, self.held)

    def test_whose_line_it_is_cannot_be_forged(self):
        """Reports group by these copies; the company's rule stands on them."""
        for model in LINES:
            line = self._line(model, self.held)
            for vals in (
                {"employee_id": self.stranger.id},
                {"company_id": self.other_company.id},
                {"department_id": self.other_department.id},
            ):
                with self.subTest(vals=vals):
                    with self.assertRaises(AccessError):
                        self._as(self.user_manager, line).write(vals)
                    with self.assertRaises(AccessError):
                        self._as(self.user_manager, self.env[model]).create(
                            {"entretien_id": self.held.id, **LINES[model], **vals}
                        )

    def test_in_a_stranger_s_interview(self):
        """Neither as a line, nor through the interview, nor by the context, which is
        not heard: the line is then in no interview at all."""
        for model in LINES:
            records = self._as(self.user_manager, self.env[model])
            with self.assertRaises(AccessError):
                records.create({"entretien_id": self.foreign.id, **LINES[model]})
            with (
                self.assertRaises(NotNullViolation),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                records.with_context(default_entretien_id=self.foreign.id).create(
                    LINES[model]
                )
        with self.assertRaises(AccessError):
            self._as(self.user_manager, self.foreign).write(
                {"besoin_ids": [Command.create({"name": "x"})]}
            )

    def test_what_became_of_it_lives_on(self):
        """A need is answered, an action done, after the copy was handed over."""
        need = self._line("hr.entretien.besoin", self.closed)
        action = self._line("hr.entretien.action", self.closed)
        self._as(self.user_manager, need).write(
            {"answer": "accepted", "followup_state": "done", "date_done": "2026-02-01"}
        )
        self._as(self.user_n2, action).done = True
        self.assertRecordValues(need, [{"answer": "accepted"}])
        self.assertTrue(action.done)
        with self.assertRaises(UserError):
            self._as(self.user_hr, need).write({"answer": "refused", "name": "Other"})
        for user in (self.user_employee, self.user_colleague):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, need).answer = "refused"

    def test_written_through_the_form(self):
        """The manager's form writes the lines with the interview, in one call."""
        self._as(self.user_manager, self.held).write(
            {
                "besoin_ids": [Command.create({"name": "English"})],
                "souhait_ids": [Command.create({"kind": "mobility"})],
                "action_ids": [Command.create({"name": "Ask the OPCO"})],
            }
        )
        self.assertEqual(self.held.besoin_ids.employee_id, self.employee)
        self.assertEqual(self.held.besoin_ids.department_id, self.department)
        self.assertEqual(self.held.souhait_ids.company_id, self.company)
