"""Employees hired since the law of 2025, told of their interview or not."""

from .message_common import MessageCase

LETTER = "hr_entretien_professionnel.hr_entretien_hire_letter_report"


class HireCase(MessageCase):
    """``hired`` started on 2 February 2026 and has an account of no kind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hired = cls._employee("Hired", "2026-02-02", work_email="hired@example.com")

    def _window(self, employees, user=None, **kw):
        windows = self._as(user or self.user_hr, self.env["hr.entretien.hire"])
        return windows.create({"employee_ids": [(6, 0, employees.ids)], **kw})

    def _record(self, employees, how="letter", day="2026-03-02", **kw):
        self._window(employees, how=how, day=day, **kw).action_apply()
        self.env.flush_all()
        self.env.invalidate_all()

    def _listed(self, value=True):
        """Who the filter of the follow-up finds, of those of the test's company."""
        people = self._as(self.user_hr, self.env["hr.employee"])
        domain = [
            ("entretien_not_told", "=", value),
            ("company_id", "=", self.company.id),
        ]
        return people.search(domain).with_env(self.env)

    def _kinds(self, employee):
        return employee.entretien_hire_proof_ids.sorted("id").mapped("kind")
