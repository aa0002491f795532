"""That the employee was told, at the hire, of the interview to come (L.6315-1, I)."""

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..proof.hr_entretien_proof import TOLD_KINDS
from .hr_employee_facts import NO_VERSION

HR = "hr.group_hr_user"


class HrEmployee(models.Model):
    """What was told is a line of the proof file, about no interview.

    It counts for the present employment: what was told before the end of an earlier one
    does not. A line that says the opposite follows a mistake; nothing is rewritten.
    """

    _inherit = "hr.employee"

    entretien_hire_proof_ids = fields.One2many(
        "hr.entretien.proof",
        "employee_id",
        string="Information at the Hire",
        domain=[("entretien_id", "=", False)],
        groups=HR,
    )
    entretien_told_date = fields.Date(
        string="Told at the Hire On",
        compute="_compute_entretien_told",
        store=True,
        groups=HR,
        help="The first day on which the employee was told, for the present "
        "employment, of the interview to come.",
    )
    entretien_told_how = fields.Selection(
        TOLD_KINDS,
        string="Told How",
        compute="_compute_entretien_told",
        store=True,
        groups=HR,
    )
    entretien_not_told = fields.Boolean(
        string="Not Told at the Hire",
        compute="_compute_entretien_not_told",
        search="_search_entretien_not_told",
        groups=HR,
        help="Hired since the law of 24 October 2025, and nothing proves that the "
        "employee was told of the interview to come.",
    )

    @api.depends(
        "entretien_hire_proof_ids.kind",
        "entretien_hire_proof_ids.date",
        "entretien_hire_date",
        "version_ids.active",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
    )
    def _compute_entretien_told(self):
        told = self.filtered("entretien_hire_proof_ids")
        versions = told._entretien_versions() if told else {}
        for employee in self:
            contracts = versions.get(employee._origin.id, NO_VERSION).contracts
            line = employee._entretien_told_line(contracts)
            employee.entretien_told_date = line.date
            employee.entretien_told_how = line.kind

    def _entretien_told_line(self, contracts):
        """The first line that proves it, of those that nothing took back.

        :param tuple contracts: first and last days, as ``Versions.contracts``
        :rtype: hr.entretien.proof, empty without one
        """
        self.ensure_one()
        start = self.entretien_hire_date or date.min
        ends = [end for _first, end in contracts if end and end < start]
        standing = lines = self.entretien_hire_proof_ids.browse()
        for line in self.entretien_hire_proof_ids.sorted("id"):
            if line.kind == "told_void":
                standing = lines
            elif line.kind == "bounce":
                standing -= standing.filtered(lambda item: item.kind == "told_mail")
            elif line.date > max(ends, default=date.min):
                standing += line
        return standing.sorted("date")[:1]

    @api.depends("entretien_hire_date", "entretien_end_date", "entretien_told_date")
    def _compute_entretien_not_told(self):
        listed = self.filtered_domain(self._entretien_not_told_domain())
        for employee in self:
            employee.entretien_not_told = employee in listed

    def _search_entretien_not_told(self, operator, value):
        if operator != "in":
            return NotImplemented
        listed = self._entretien_not_told_domain()
        return Domain.OR(listed if wanted else ~listed for wanted in set(value))

    @api.model
    def _entretien_not_told_domain(self):
        """Who is to be told: at work, hired since the law, without a proof.

        Those who are excluded or not concerned have no hire date.

        :rtype: Domain
        """
        since = self.env["hr.entretien.regime"]._hire_information_date()
        if not since:
            return Domain.FALSE
        today = fields.Date.context_today(self)
        ended = Domain("entretien_end_date", "<", today)
        return (
            Domain("entretien_hire_date", ">=", since)
            & Domain("entretien_hire_date", "<=", today)
            & Domain("entretien_told_date", "=", False)
            & (Domain("entretien_end_date", "=", False) | ~ended)
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        """The proof names the employee."""
        told = self.sudo().filtered("entretien_hire_proof_ids")
        if told:
            raise UserError(
                self.env._(
                    "%(names)s: the proof file is kept. Archive the employee instead.",
                    names=", ".join(told.mapped("name")),
                )
            )

    # -- what HR does ------------------------------------------------------------------

    def action_tell_at_hire(self):
        """HR: the window that prints, sends or records it, for all these employees."""
        return self._entretien_open_hire()

    def _entretien_open_hire(self, how="letter"):
        self._entretien_check_hire()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Information at the Hire"),
            "res_model": "hr.entretien.hire",
            "view_mode": "form",
            "target": "new",
            "context": {"default_employee_ids": self.ids, "default_how": how},
        }

    def _entretien_check_hire(self):
        """
        :raises AccessError: the user is not HR of the companies of all of them
        """
        self.env["hr.entretien"]._check_hr()
        self.check_access("write")

    def _entretien_record_told(self, kind, day, note=None, pieces=None):
        """HR records how and when these employees were told, or that it was a mistake.

        :param str kind: a code of ``TOLD_KINDS``, or ``told_void``
        :param date day: when they were told
        :param pieces: ``ir.attachment`` of one employee: the letter, the contract
        :returns: the lines of the proof file
        :raises UserError: it would prove nothing
        """
        self._entretien_check_hire()
        if pieces:
            pieces._check_free_for_proof()
        if kind == "told_void":
            self._entretien_check_told(self.env._("%(names)s: nothing is recorded."))
        proofs = self._entretien_add_hire_proof(kind, day, note, pieces=pieces)
        if kind != "told_void":
            self._entretien_check_told(
                self.env._(
                    "%(names)s: this day is before the end of an earlier employment; "
                    "it proves nothing for the present one."
                )
            )
        return proofs

    def _entretien_check_told(self, message):
        """
        :param str message: what to say of the ``names`` for whom nothing stands
        """
        missing = self.filtered(lambda employee: not employee.entretien_told_date)
        if missing:
            raise UserError(message % {"names": ", ".join(missing.mapped("name"))})

    def _entretien_add_hire_proof(self, kind, day, note=None, user=None, pieces=None):
        """Write a line about the hire in the proof file of each employee.

        :param user: ``res.users``; the present user by default
        :returns: the lines, in sudo
        """
        user = self.env.user if user is None else user
        return (
            self.env["hr.entretien.proof"]
            .sudo()
            .create(
                [
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
                    for person in self.sudo()
                ]
            )
        )
