"""History says that an interview was held, not what the buttons alone prove."""

import json

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from .close_common import CloseCase

# What each step writes, and what HR could make it say.
FORGED = {
    "date_frozen": "2024-01-12 10:00:00",
    "date_presented": "2024-01-12 09:00:00",
    "date_commented": "2024-01-12 09:30:00",
    "date_invited": "2023-12-20",
    "previous_presented": [1],
    "no_show_count": 2,
    "deadline_told": "2024-01-01",
    "warned_of": "2024-01-01 {}",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestEnteredHistory(CloseCase):
    def _history(self, **kw):
        day = "2024-01-12"
        return {
            "employee_id": self.employee.id,
            "state": "closed",
            "date_held": day,
            "date_copy_delivered": day,
            **kw,
        }

    def _people(self):
        return (self.user_hr, self.user_hr_manager)

    def test_hr_enters_history(self):
        words = self.env["report.hr_entretien_professionnel.report_hr_entretien"]
        for user in self._people():
            entretien = self._as(user, self.env["hr.entretien"]).create(self._history())
            self.assertEqual(entretien.state, "closed")
            self.assertTrue(words._entered_afterwards(entretien))
        refusal = {"state": "declined", "date_declined": "2024-01-12", "motive": "No"}
        self._as(self.user_hr, self.env["hr.entretien"]).create(
            {"employee_id": self.colleague.id, **refusal}
        )

    def test_without_what_steps_alone_write(self):
        for user in self._people():
            for name, value in FORGED.items():
                with self.subTest(login=user.login, name=name):
                    with self.assertRaisesRegex(UserError, "automatically"):
                        self._as(user, self.env["hr.entretien"]).create(
                            self._history(**{name: value})
                        )
                    with self.assertRaises(UserError):
                        self._as(user, self.entretien).write({name: value})

    def test_nor_by_the_context(self):
        forged = {f"default_{name}": value for name, value in FORGED.items()}
        for user in (*self._people(), self.user_manager):
            entretiens = self._as(user, self.env["hr.entretien"])
            entretien = entretiens.with_context(**forged).create(
                {"employee_id": self.employee.id, "motif": "on_request"}
            )
            with self.subTest(login=user.login):
                for name in FORGED:
                    self.assertFalse(entretien.sudo()[name], name)

    def test_nor_by_an_import(self):
        names = ["employee_id/.id", "state", "date_held"]
        values = [str(self.employee.id), "closed", "2024-01-12"]
        for name, value in FORGED.items():
            with self.subTest(name=name):
                result = self._as(self.user_hr, self.env["hr.entretien"]).load(
                    [*names, name], [[*values, str(value)]]
                )
                self.assertFalse(result["ids"])
                self.assertIn("automatically", json.dumps(result["messages"]))

    def test_the_form_opens_one_as_before(self):
        """What the screen knows of the employee comes by the context."""
        entretiens = self._as(self.user_hr, self.env["hr.entretien"])
        entretiens = entretiens.with_context(default_employee_id=self.colleague.id)
        with Form(entretiens) as form:
            form.motif = "on_request"
        self.assertEqual(form.record.employee_id, self.colleague)
