"""The leaves of the demo company, loaded after the demo of the main add-on."""

from freezegun import freeze_time

from odoo import fields
from odoo.modules.module import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools.convert import convert_file

MAIN = "hr_entretien_professionnel"
MODULE = f"{MAIN}_holidays"


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    def _load(self):
        with self.assertNoLogs(level="WARNING"):
            for module in (MAIN, MODULE):
                for filename in Manifest.for_addon(module)["demo"]:
                    convert_file(self.env, module, filename, {}, mode="init")
            self.env.flush_all()

    def test_two_returns_soon(self):
        """Whatever the day on which it is loaded: a Monday, a Sunday of February."""
        for day in ("2026-09-07", "2028-02-27"):
            with self.subTest(day), freeze_time(day), self.env.cr.savepoint() as point:
                self._load()
                self._check_returns()
                point.rollback()
                self.env.invalidate_all()
                self.env.registry.clear_all_caches()

    def _check_returns(self):
        today = fields.Date.today()
        for name in ("jullien", "queyras"):
            employee = self.env.ref(f"{MAIN}.employee_{name}_demo")
            absence = employee.entretien_absence_ids
            self.assertEqual(len(absence), 1, name)
            self.assertTrue(absence.from_time_off)
            self.assertTrue(absence.date_from < today <= absence.date_to)
            self.assertEqual(employee.entretien_next_motif, "return")
            self.assertEqual(employee.entretien_status, "due_soon")
