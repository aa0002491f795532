"""The mapping: chosen, changed, proposed at installation."""

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import QUIET

from ..hooks import post_init_hook
from .common import LeaveCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestLeaveType(LeaveCase):
    def setUp(self):
        super().setUp()
        self._leave(self.paid, "2026-03-09", "2026-06-26")

    def test_mapped_after_the_leave(self):
        days = ("2026-03-09", "2026-06-26", "leave")
        for code in ("maternity", "adoption"):
            self.paid.entretien_type_id = self._kind(code)
            self.assertEqual(self._absences(), [(code, *days)])
        self.paid.entretien_type_id = False
        self.assertEqual(self._absences(), [])

    def test_archived_type_still_counts(self):
        self.maternity.active = False
        self.paid.write(
            {"active": False, "entretien_type_id": self._kind("maternity").id}
        )
        self.employee._entretien_sync_leaves()
        self.assertEqual(len(self._absences()), 1)

    def test_archived_kind_is_not_proposed(self):
        kind = self._kind("maternity")
        kind.active = False
        found = self.env["hr.entretien.absence.type"].name_search(kind.name)
        self.assertNotIn(kind.id, [row[0] for row in found])

    def test_two_types_of_one_kind(self):
        """Two types for one kind continue each other as one type does."""
        self.paid.entretien_type_id = self._kind("maternity")
        self._leave(self.maternity, "2026-06-29", "2026-07-31")
        self.assertEqual(
            self._absences(), [("maternity", "2026-03-09", "2026-07-31", "leave")]
        )

    def test_queries_do_not_grow_with_the_leaves(self):
        """Thirty people more cost nothing more, up to the dates that are stored."""
        costs = []
        for count in (1, 10, 40):  # the first one fills the caches of the server
            leave_type = self._leave_type(f"For {count}")
            people = [self._employee(f"{leave_type.name}: {i}") for i in range(count)]
            leaves = self.env["hr.leave"].with_context(
                **QUIET, leave_fast_create=True, leave_skip_state_check=True
            )
            leaves.create(
                [
                    {
                        "employee_id": person.id,
                        "holiday_status_id": leave_type.id,
                        "request_date_from": f"2026-0{month}-02",
                        "request_date_to": f"2026-0{month}-27",
                        "state": "validate",
                    }
                    for person in people
                    for month in (3, 6)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leave_type.entretien_type_id = self._kind("unpaid")
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
            for person in people:
                self.assertEqual(len(self._absences(person)), 2)
        # The writes are grouped; how many groups there are may differ by one.
        self.assertAlmostEqual(costs[1], costs[2], delta=2)

    def test_installed_after_the_leaves(self):
        """What is obvious is mapped, what HR has chosen stays, the past is read."""
        sick = self.env.ref("hr_holidays.leave_type_sick_time_off")
        unpaid = self.env.ref("hr_holidays.leave_type_unpaid")
        unpaid.entretien_type_id = self._kind("sabbatical")
        sick.entretien_type_id = False
        self._leave(sick, "2025-06-02", "2025-12-31")
        self._leave(self.maternity, "2026-06-29", "2026-07-31")
        self.employee.entretien_absence_ids.unlink()
        self.env["hr.entretien.absence"].flush_model()
        self.env.cr.execute("DELETE FROM hr_entretien_absence")
        self.env.invalidate_all()
        post_init_hook(self.env)
        self.assertEqual(sick.entretien_type_id, self._kind("long_illness"))
        self.assertEqual(unpaid.entretien_type_id, self._kind("sabbatical"))
        self.assertEqual(
            self._absences(),
            [
                ("long_illness", "2025-06-02", "2025-12-31", "leave"),
                ("maternity", "2026-06-29", "2026-07-31", "leave"),
            ],
        )
        self.assertEqual(self.employee.entretien_next_motif, "return")
