"""Absences through Odoo's own import screen: nobody gets those of a namesake."""

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAbsenceImport(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["hr.entretien.absence.type"].search([], limit=1)
        cls.first = cls._employee("Claude Martin", "2020-01-06")

    def _load(self, name):
        absences = self._as(self.user_hr, self.env["hr.entretien.absence"])
        columns = ["employee_id", "type_id/.id", "date_from", "date_to"]
        row = [name, str(self.kind.id), "2025-02-01", "2025-03-01"]
        return absences.load(columns, [row])

    def test_a_name_that_one_bears_is_enough(self):
        result = self._load("Claude Martin")
        self.assertTrue(result["ids"])
        self.assertTrue(self.first.entretien_absence_ids)

    def test_a_name_that_two_bear_is_refused(self):
        self._employee("Claude Martin", "2021-01-04")
        # Odoo tries the row without its employee nevertheless.
        with mute_logger("odoo.sql_db"):
            result = self._load("Claude Martin")
        self.assertFalse(result["ids"])
        message = result["messages"][0]
        self.assertEqual(message["type"], "error")
        self.assertIn("Several employees are called", message["message"])
        self.assertFalse(self.first.entretien_absence_ids)
