from datetime import date

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...schedule import LAW_2025
from .entretien_case import NO_VERSION

TOLD_KINDS = [
    ("told_letter", "By letter"),
    ("told_mail", "By e-mail"),
    ("told_contract", "In the contract of employment"),
]


class HrEntretienHireNotice(models.AbstractModel):
    """That the employee was informed, at the hire, of the interview to come (L.6315-1).

    Each time is a line of the proof file, about no interview. It counts for the present
    employment: what was said before the end of an earlier one, or more than a year
    before the hire, does not. A line that says the opposite follows a mistake; nothing
    is rewritten.
    """

    _name = "hr.entretien.hire.notice"
    _description = "Information on Hiring: Proofs"

    # -- what counts -------------------------------------------------------------------

    def _first_lines(self, employees):
        """Yield each employee with the first line that proves it, if any, of those that
        nothing took back."""
        informed = employees.filtered("entretien_hire_proof_ids")
        versions = self.env["hr.entretien.planner"]._versions(informed)
        for employee in employees - informed:
            yield employee, employee.entretien_hire_proof_ids
        for employee in informed:
            hired = employee.entretien_hire_date or date.min
            contracts = versions.get(employee._origin.id, NO_VERSION).contracts
            ends = (end for _first, end in contracts if end and end < hired)
            ended = max(ends, default=date.min)
            standing = lines = employee.entretien_hire_proof_ids.browse()
            for line in employee.entretien_hire_proof_ids.sorted("id"):
                if line.kind == "told_void":
                    standing = lines
                elif line.kind == "bounce":
                    standing -= standing.filtered(lambda item: item.kind == "told_mail")
                elif ended < line.date and hired <= fields.Date.add(line.date, years=1):
                    standing += line
            yield employee, standing.sorted("date")[:1]

    def _missing_domain(self):
        """Who is to be informed: at work, hired since the law, without a proof.

        Those who are excluded or not concerned have no hire date.
        """
        laws = self.env["hr.entretien.regime"]._laws()
        since = next((law.date_from for law in laws if law.code == LAW_2025.code), None)
        if not since:
            return Domain.FALSE
        today = fields.Date.context_today(self)
        return (
            Domain("entretien_hire_date", ">=", since)
            & Domain("entretien_hire_date", "<=", today)
            & Domain("entretien_told_date", "=", False)
            & self.env["hr.employee"]._entretien_followed_domain(today)
        )

    # -- what HR does ------------------------------------------------------------------

    def _check(self, employees):
        """HR of the companies of all of them."""
        self.env["hr.entretien"]._check_hr()
        employees.check_access("write")

    def _record(self, employees, kind, day, note=None, pieces=None):
        """HR records how and when they were informed, or that it was a mistake.

        :param str kind: a code of ``TOLD_KINDS``, or ``told_void``
        :param pieces: ``ir.attachment`` of one employee: the letter, the contract
        :raises UserError: it would prove nothing
        """
        self._check(employees)
        if pieces:
            pieces._check_free_for_proof()
        if kind == "told_void":
            self._check_proven(employees, self.env._("%(names)s: nothing is recorded."))
        self._add_proof(employees, kind, day, note, pieces=pieces)
        if kind != "told_void":
            self._check_proven(
                employees,
                self.env._(
                    "%(names)s: this day is before the end of an earlier employment, "
                    "or more than a year before the hire; it proves nothing for the "
                    "present one."
                ),
            )

    def _check_proven(self, employees, message):
        missing = employees.filtered(lambda employee: not employee.entretien_told_date)
        if missing:
            raise UserError(message % {"names": ", ".join(missing.mapped("name"))})

    def _add_proof(self, employees, kind, day, note=None, user=None, pieces=None):
        user = self.env.user if user is None else user
        values = [
            {
                "employee_id": person.id,
                "company_id": person.company_id.id,
                "department_id": person.department_id.id,
                "kind": kind,
                "date": day,
                "note": note,
                "user_id": user.id,
                "attachment_ids": [(6, 0, pieces.ids if pieces else ())],
            }
            for person in employees.sudo()
        ]
        return self.env["hr.entretien.proof"].sudo().create(values)
