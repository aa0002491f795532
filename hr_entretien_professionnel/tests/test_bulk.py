from datetime import date

from odoo.tests import freeze_time, tagged

from ..models.bulk import insert_rows, write_rows
from .common import EntretienCase


@freeze_time("2026-03-02")
@tagged("post_install", "-at_install")
class TestBulk(EntretienCase):
    """Rows written by one statement say what the same values say written one by one."""

    def test_each_type_is_stored_as_it_is_given(self):
        values = {
            "entretien_excluded": True,
            "entretien_excluded_reason": "L'« année » d'avant : 100 % \\ \"hors\" été",
            "entretien_visit_date": date(2024, 2, 29),
            "entretien_plan": {"due": [], "é": "d'été", "n": 0, "none": None},
            "color": 7,
        }
        changed = write_rows(self.employee.sudo(), {self.employee.id: values})
        self.assertEqual(set(changed), set(values))
        self.assertEqual(
            {tuple(ids) for ids in changed.values()}, {tuple(self.employee.ids)}
        )
        for name, value in values.items():
            self.assertEqual(self.employee[name], value, name)

    def test_nothing_empties_and_what_is_the_same_is_not_written(self):
        names = ("entretien_excluded", "entretien_visit_date", "entretien_plan")
        nothing = dict.fromkeys((*names, "entretien_excluded_reason"), False)
        rows = {self.employee.id: {**nothing, "color": 0}}
        write_rows(self.employee.sudo(), rows)
        for name, value in rows[self.employee.id].items():
            self.assertEqual(self.employee[name], value, name)
        self.env.cr.execute(
            "SELECT num_nonnulls(entretien_visit_date, entretien_plan,"
            " entretien_excluded_reason) FROM hr_employee WHERE id = %s",
            self.employee.ids,
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))
        again = write_rows(self.employee.sudo(), rows)
        self.assertEqual(set(map(tuple, again.values())), {()})

    def test_rows_are_created_with_who_and_when(self):
        kind = self.env["hr.entretien.absence.type"].search([], limit=1)
        absences = self.env["hr.entretien.absence"].sudo()
        days = {"date_from": date(2023, 1, 2), "date_to": date(2023, 1, 3)}
        row = {"employee_id": self.employee.id, "type_id": kind.id, **days}
        insert_rows(absences, [row, {**row, "date_to": date(2023, 1, 4)}])
        found = absences.search([("employee_id", "=", self.employee.id)], order="id")
        self.assertEqual(found.mapped("days"), [2, 3])
        self.assertEqual(found.type_id, kind)
        self.assertEqual(found.create_uid, self.env.user)
        self.assertEqual(found[0].create_date, self.env.cr.now())
