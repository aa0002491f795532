"""From the facts of employees to the dates of their entretiens, stored."""

from odoo import api, models
from odoo.fields import Domain

from ...schedule import Absence, Contract, Facts, Plan, Reason, plan
from .entretien_reason import plan_to_json, reasons_text

# Kinds of obligation that give their name to the interview; the others are periodic.
EVENT_MOTIFS = ("return", "before_leave", "mid_career", "end_career")


def is_carried(obligation):
    """An end-of-career section that another obligation of its window carries."""
    return bool(obligation.reason.figures.get("carried_by"))


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    @api.depends(
        "company_id",
        "birthday",
        "entretien_excluded",
        "entretien_seniority_date",
        "entretien_visit_date",
        "current_version_id.departure_date",
        "version_ids.active",
        "version_ids.date_version",
        "version_ids.employee_type",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
        "entretien_ids.state",
        "entretien_ids.date_held",
        "entretien_ids.date_declined",
        "entretien_ids.declined_how",
        "entretien_ids.motif",
        "entretien_ids.with_bilan",
        "entretien_ids.with_mid_career",
        "entretien_ids.with_end_career",
        "entretien_absence_ids.type_id",
        "entretien_absence_ids.date_from",
        "entretien_absence_ids.date_to",
        "entretien_absence_ids.announced_on",
        "company_id.entretien_rhythm",
        "company_id.entretien_agreement_months",
        "company_id.entretien_agreement_date",
        "company_id.entretien_old_agreement_months",
        "company_id.entretien_agreement_will",
        "company_id.entretien_bilan_chain",
        "company_id.entretien_gap_days",
        "company_id.entretien_return_days",
        "company_id.entretien_suspend_periodic",
        "company_id.entretien_family_leaves",
        "company_id.entretien_illness",
        "company_id.entretien_employee_types",
    )
    def _compute_entretien_plan(self):
        for employee, block, result in self._entretien_plans():
            if block:
                employee._entretien_store_block(block)
            else:
                employee._entretien_store_plan(result)

    def _entretien_plans(self, choices=None):
        """Gather the facts of all these employees and ask the engine for each.

        :param choices: a company, be it a draft, whose choices to try in place of those
            of the employees' own
        :returns: iterator of (employee, block code or None, ``schedule.Plan`` or None)
        """
        for employee, case in self._entretien_cases(choices):
            if case.block:
                yield employee, case.block, None
            else:
                yield employee, None, employee._entretien_plan_of(case)

    def _entretien_plan_of(self, case):
        """Ask the engine; dates that cannot be are this employee's trouble, not all's.

        A database that comes from an older Odoo may hold contracts that end before
        they start, and a year typed with a digit too many ends beyond the calendar.

        :param case: ``Case``, see ``_entretien_cases``
        :rtype: schedule.Plan
        """
        self.ensure_one()
        try:
            facts = self._entretien_facts_of(case.found)
            return plan(facts, case.timeline, case.settings)
        except (ValueError, OverflowError):
            return Plan(blocked=Reason(self._entretien_wrong_fact(case.found)))

    def _entretien_facts_of(self, gathered):
        """What was gathered of this employee, as the engine takes it.

        :param gathered: ``Gathered``
        :rtype: schedule.Facts
        :raises ValueError: a contract or an absence ends before it starts
        """
        self.ensure_one()
        contracts = gathered.versions.contracts
        return Facts(
            contracts=tuple(Contract(*dates) for dates in contracts),
            seniority_override=self.entretien_seniority_date or None,
            interviews=gathered.interviews,
            absences=tuple(Absence(*dates) for dates in gathered.absences),
            birthday=self.birthday or None,
            visit=self.entretien_visit_date or None,
            departure=self.departure_date or None,
        )

    def _entretien_block(self, versions, timeline):
        """Code of what keeps this employee from having dates, or None."""
        self.ensure_one()
        if self.entretien_excluded:
            return "excluded"
        if versions.last_type and not versions.covered:
            return "employee_type"
        if not timeline:
            return "no_regime"
        return None

    def _entretien_store_block(self, code):
        """No plan: store why."""
        self.ensure_one()
        self.update(
            {
                "entretien_plan": False,
                "entretien_block_code": code,
                "entretien_start_date": False,
                "entretien_hire_date": False,
                "entretien_end_date": False,
                "entretien_periodic_date": False,
                "entretien_bilan_date": False,
                "entretien_bilan_limit": False,
                "entretien_next_date": False,
                "entretien_next_limit": False,
                "entretien_next_motif": False,
            }
        )

    def _entretien_store_plan(self, result):
        """Store the engine's answer.

        :param result: a ``schedule.Plan``
        """
        self.ensure_one()
        if result.blocked:
            self._entretien_store_block(result.blocked.code)
            return
        following = result.next
        self.update(
            {
                "entretien_plan": plan_to_json(result),
                "entretien_block_code": False,
                "entretien_start_date": result.start,
                "entretien_hire_date": result.hire,
                "entretien_end_date": result.end,
                "entretien_periodic_date": result.periodic and result.periodic.target,
                "entretien_bilan_date": result.bilan and result.bilan.target,
                "entretien_bilan_limit": result.bilan and result.bilan.limit,
                "entretien_next_date": following and following.target,
                "entretien_next_limit": result.next_limit,
                "entretien_next_motif": following and self._entretien_motif(result),
            }
        )

    @api.model
    def _entretien_motif(self, result):
        """The motif of the next interview: the event it follows, first or periodic.

        An état des lieux is not a motif of its own: it is held in an interview.
        """
        leading = next(item for item in result.due if not is_carried(item))
        if leading.kind in EVENT_MOTIFS:
            return leading.kind
        first = result.periodic and result.periodic.kind == "first"
        return "first" if first else "periodic"

    @api.depends("entretien_plan")
    @api.depends_context("lang")
    def _compute_entretien_next_reason(self):
        names = self.env["hr.entretien.regime"]._reason_names()
        for employee in self:
            due = employee._entretien_due()
            same_day = [
                item["reason"] for item in due if item["target"] == due[0]["target"]
            ]
            bilan = [item["reason"] for item in due if item["kind"] == "bilan"]
            employee.entretien_next_reason = reasons_text(self.env, same_day, names)
            employee.entretien_bilan_reason = reasons_text(self.env, bilan, names)

    def _entretien_due(self):
        """What is due, earliest first, as stored (see ``plan_to_json``)."""
        self.ensure_one()
        return (self.entretien_plan or {}).get("due", [])

    @api.model
    def _entretien_recompute_all(self):
        """Plan every employee again: a law or the whole add-on has changed."""
        employees = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        employees._entretien_replan()

    def _entretien_replan(self):
        """Plan these employees again: a row that they follow has changed."""
        self.env.add_to_compute(self._fields["entretien_plan"], self)
        self._recompute_recordset(["entretien_plan"])
