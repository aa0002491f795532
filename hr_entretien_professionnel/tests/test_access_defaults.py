"""A user's own default values (``ir.default``) come in behind no check."""

from odoo.tests import freeze_time, tagged

from .bilan_common import BilanCase
from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 10:00:00")
class TestOwnDefaults(EntretienCase):
    def _own_defaults(self, user, model, **values):
        for name, value in values.items():
            own = self._as(user, self.env["ir.default"])
            own.set(model, name, value, user_id=True)

    def test_a_manager_enters_no_interview_that_was_held(self):
        self._own_defaults(
            self.user_manager,
            "hr.entretien",
            state="closed",
            date_held="2026-02-02",
            date_copy_delivered="2026-02-03",
        )
        entretien = self._as(self.user_manager, self.env["hr.entretien"]).create(
            {"employee_id": self.employee.id, "motif": "on_request"}
        )
        self.assertEqual(entretien.state, "to_plan")

    def test_nor_what_hr_decides(self):
        forged = {
            "date_due": "2030-01-01",
            "date_invited": "2026-01-01",
            "motive": "Forged",
            "no_show_count": 3,
        }
        self._own_defaults(self.user_manager, "hr.entretien", **forged)
        entretien = self._as(self.user_manager, self.env["hr.entretien"]).create(
            {"employee_id": self.employee.id, "motif": "on_request"}
        )
        for name in forged:
            self.assertFalse(entretien[name], name)

    def test_what_a_manager_fills_in_keeps_his_defaults(self):
        self._own_defaults(self.user_manager, "hr.entretien", location="Salle 2")
        entretien = self._as(self.user_manager, self.env["hr.entretien"]).create(
            {"employee_id": self.employee.id, "motif": "on_request"}
        )
        self.assertEqual(entretien.location, "Salle 2")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 10:00:00")
class TestOwnDefaultsBilan(BilanCase):
    def test_a_manager_says_of_no_line_that_hr_confirmed_it(self):
        own = self._as(self.user_manager, self.env["ir.default"])
        for name, value in (
            ("reject_reason", "Forged"),
            ("confirmed_on", "2026-01-01"),
            ("confirmed_by", self.user_hr.id),
        ):
            own.set("hr.entretien.bilan.line", name, value, user_id=True)
        line = self._as(self.user_manager, self.env["hr.entretien.bilan.line"]).create(
            {"bilan_id": self._bilan().bilan_id.id, "name": "Forklift"}
        )
        self.assertFalse(line.confirmed_on or line.confirmed_by or line.reject_reason)
