"""One fact changed costs the same, however many people there are."""

from functools import partial
from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from .common import EntretienCase

# All those present, read for the one who is concerned.
EVERYBODY = (
    '("hr_employee"."active" IS TRUE AND ("hr_employee"."entretien_end_date" IS NULL'
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestOneFact(EntretienCase):
    def _change(self, change):
        """Number of queries of a change by HR, with what follows as it is committed."""
        # What was done before, with what its computed dates leave to be logged.
        self.env.cr.flush()
        self.env.invalidate_all()
        cursor, asked = type(self.env.cr), []
        execute = cursor.execute

        def spy(cr, query, *args, **kw):
            asked.append(getattr(query, "code", query))
            return execute(cr, query, *args, **kw)

        with patch.object(cursor, "execute", spy):
            change()
            self.env.cr.flush()
        self.assertFalse([query for query in asked if EVERYBODY in query])
        return len(asked)

    def _contract(self, number):
        version = self._as(self.user_hr_manager, self.employee.version_id)
        version.contract_date_start = f"2022-01-1{number}"

    def _absence(self, number):
        kind = self.env["hr.entretien.absence.type"].search([], limit=1)
        self._as(self.user_hr, self.env["hr.entretien.absence"]).create(
            {
                "employee_id": self.employee.id,
                "type_id": kind.id,
                "date_from": f"2025-0{number}-06",
                "date_to": f"2025-0{number}-20",
            }
        )

    def _interview(self, number):
        self._as(self.user_hr, self.env["hr.entretien"]).create(
            {
                "employee_id": self.employee.id,
                "state": "closed",
                "date_held": f"2025-0{number}-24",
                "date_copy_delivered": f"2025-0{number}-25",
            }
        )

    def test_the_number_of_people_changes_nothing(self):
        for change in (self._contract, self._absence, self._interview):
            with self.subTest(change.__name__):
                self._change(partial(change, 1))
                few = self._change(partial(change, 2))
                for number in range(6):
                    self._employee(f"{change.__name__} {number}", "2020-01-06")
                self.assertLessEqual(self._change(partial(change, 3)), few)
                self.assertLess(few, 130)
