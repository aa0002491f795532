"""Everybody at once, or one person after another: the same is stored."""

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from odoo.addons.hr_entretien_professionnel.tests.random_company import (
    RandomCompanyCase,
)

from .abondement_common import DecidedMixin

# Where answers are stored, of whom each row is.
TABLES = {
    "hr_employee": "id",
    "hr_entretien": "id",
    "hr_entretien_bilan": "id",
    "hr_entretien_exposure": "employee_id, entretien_id",
    "hr_entretien_abondement": "employee_id, period_start",
}
LOG = {"create_uid", "create_date", "write_uid", "write_date"}


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestExposureMass(DecidedMixin, RandomCompanyCase):
    NUMBER = 60
    NUMBER_ELSEWHERE = 1

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._decide(company=cls.proven)
        cls.employees = cls.env["hr.employee"].browse(item.id for item in cls.people)

    def _stored(self):
        """The rows of these people, whole."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = {}
        for table, key in TABLES.items():
            theirs = "id" if table == "hr_employee" else "employee_id"
            self.env.cr.execute(
                SQL(
                    "SELECT * FROM %s WHERE %s = ANY(%s) ORDER BY %s",
                    SQL.identifier(table),
                    SQL.identifier(theirs),
                    self.employees.ids,
                    SQL(key),
                )
            )
            made = {"id"} if "id" not in key.split(", ") else set()
            found[table] = [
                {name: row[name] for name in row.keys() - LOG - made}
                for row in self.env.cr.dictfetchall()
            ]
        return found

    def _one_by_one(self):
        exposures = self.env["hr.entretien.exposure"]
        for employee in self.employees:
            employee.modified(["birthday"])
            self.env.flush_all()
            exposures._reconcile(employee)

    def _empty(self):
        """As an installation finds them."""
        self.env.flush_all()
        planned = self.env.registry.field_computed[
            self.env["hr.employee"]._fields["entretien_plan"]
        ]
        columns = SQL(", ").join(
            SQL("%s = NULL", SQL.identifier(field.name)) for field in planned
        )
        self.env.cr.execute(SQL("UPDATE hr_employee SET %s", columns))
        self.env.cr.execute("DELETE FROM hr_entretien_exposure")
        self.env.invalidate_all()

    def test_a_batch_gathers_facts_and_finds_what_they_cost_once(self):
        recompute = self.env["hr.entretien.recompute"]
        recompute._recompute(self.employees)
        self.env.cr.flush()
        self._empty()
        calls = []
        for name, method in (
            ("hr.entretien.planner", "_gather"),
            ("hr.entretien.exposure", "_reconcile_rows"),
        ):
            model = type(self.env[name])
            self.patch(model, method, self._noting(calls, getattr(model, method)))
        recompute._recompute(self.employees)
        self.env.cr.flush()
        self.assertEqual(calls, ["_gather", "_reconcile_rows"])

    def _noting(self, calls, method):
        def noted(*args):
            calls.append(method.__name__)
            return method(*args)

        return noted

    def test_both_ways_store_the_same(self):
        self._empty()
        self._one_by_one()
        alone = self._stored()
        self.assertGreater(len(alone["hr_entretien_exposure"]), self.NUMBER / 2)
        recompute = self.env["hr.entretien.recompute"]
        for empty in (self._empty, lambda: None):
            empty()
            recompute._recompute(self.employees)
            together = self._stored()
            for table, rows in alone.items():
                self.assertEqual(len(together[table]), len(rows), table)
                for row, other in zip(together[table], rows, strict=True):
                    self.assertEqual(self._differences(row, other), {}, table)
