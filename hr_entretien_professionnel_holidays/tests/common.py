"""Leaves, on top of the people of the main add-on."""

from odoo.tests import tagged

from odoo.addons.hr_entretien_professionnel.tests.common import QUIET, EntretienCase


@tagged("post_install", "-at_install")
class LeaveCase(EntretienCase):
    """Leave types of a French company; ``employee`` had an interview in February 2025.

    His next one is far, and on return from an absence of 2026 one is proposed: none
    was held in the twelve months before.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maternity = cls._leave_type("Maternité", "maternity")
        cls.illness = cls._leave_type("Maladie", "long_illness")
        cls.paid = cls._leave_type("Congés payés")
        cls._held(cls.employee, "2025-02-03")

    @classmethod
    def _kind(cls, code):
        return cls.env.ref(f"hr_entretien_professionnel.absence_type_{code}")

    @classmethod
    def _leave_type(cls, name, kind=None, **kw):
        """A leave type of the company, mapped or not, that needs an approval."""
        values = {
            "name": name,
            "company_id": cls.company.id,
            "requires_allocation": False,
            "leave_validation_type": "hr",
            "entretien_type_id": kind and cls._kind(kind).id,
            **kw,
        }
        return cls.env["hr.leave.type"].create(values)

    @classmethod
    def _leave(cls, leave_type, start, end, approve=True, employee=None, **kw):
        values = {
            "employee_id": (employee or cls.employee).id,
            "holiday_status_id": leave_type.id,
            "request_date_from": start,
            "request_date_to": end,
            **kw,
        }
        leave = cls.env["hr.leave"].with_context(**QUIET).create(values)
        if approve:
            leave.action_approve()
        return leave

    def _absences(self, employee=None):
        """What the database holds: (code of the kind, first day, last day, made how)"""
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["hr.entretien.absence"].search(
            [("employee_id", "=", (employee or self.employee).id)],
            order="date_from, id",
        )
        return [
            (
                row.type_id.code,
                str(row.date_from),
                str(row.date_to),
                "leave" if row.from_time_off else "hand",
            )
            for row in rows
        ]

    def _by_hand(self, kind, start, end, user=None):
        """An absence that HR enters."""
        absences = self._as(user or self.user_hr, self.env["hr.entretien.absence"])
        return absences.create(
            {
                "employee_id": self.employee.id,
                "type_id": self._kind(kind).id,
                "date_from": start,
                "date_to": end,
            }
        )
