"""From what Odoo knows of employees to the dates of their entretiens, in batches."""

from collections import defaultdict, namedtuple

from odoo import api, models
from odoo.fields import Domain

from ..schedule import Contract, Facts, Interview, Plan, Reason, plan
from .entretien_reason import joined_sentences, plan_to_json, reason_sentence

HELD_STATES = ("held", "closed")

Versions = namedtuple("Versions", "contracts covered last_type")
NO_VERSION = Versions((), False, None)


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    @api.depends(
        "company_id",
        "entretien_excluded",
        "entretien_seniority_date",
        "version_ids.active",
        "version_ids.date_version",
        "version_ids.employee_type",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
        "entretien_ids.state",
        "entretien_ids.date_held",
        "entretien_ids.date_declined",
        "entretien_ids.with_bilan",
        "company_id.entretien_rhythm",
        "company_id.entretien_agreement_months",
        "company_id.entretien_agreement_date",
        "company_id.entretien_old_agreement_months",
        "company_id.entretien_bilan_chain",
        "company_id.entretien_gap_days",
        "company_id.entretien_employee_types",
    )
    def _compute_entretien_plan(self):
        versions = self._entretien_versions()
        interviews = self._entretien_interviews()
        laws = self.env["hr.entretien.regime"]._laws()
        for company, employees in self.grouped("company_id").items():
            timeline = company._entretien_timeline(laws) if company else None
            settings = company._entretien_schedule_settings() if company else None
            for employee in employees:
                found = versions.get(employee._origin.id, NO_VERSION)
                block = employee._entretien_block(found, timeline)
                if block:
                    employee._entretien_store_block(block)
                    continue
                held = interviews.get(employee._origin.id, ())
                employee._entretien_store_plan(
                    employee._entretien_plan_of(found, held, timeline, settings)
                )

    def _entretien_plan_of(self, versions, interviews, timeline, settings):
        """Ask the engine; dates that cannot be are this employee's trouble, not all's.

        A database that comes from an older Odoo may hold contracts that end before
        they start, and a year typed with a digit too many ends beyond the calendar.

        :rtype: schedule.Plan
        """
        self.ensure_one()
        try:
            facts = Facts(
                contracts=tuple(Contract(*dates) for dates in versions.contracts),
                seniority_override=self.entretien_seniority_date or None,
                interviews=interviews,
            )
            return plan(facts, timeline, settings)
        except (ValueError, OverflowError):
            return Plan(blocked=Reason("contract_dates"))

    def _entretien_versions(self):
        """The contracts of all these employees, in one query.

        :returns: dict of employee id → ``Versions``: first and last day of the
            contracts of employment (several versions of one contract count once),
            whether any version is of a covered type, and the type of the last one
        """
        Version = self.env["hr.version"].sudo().with_context(active_test=True)
        groups = Version._read_group(
            [("employee_id", "in", self._origin.ids)],
            [
                "employee_id",
                "date_version:day",
                "contract_date_start:day",
                "contract_date_end:day",
                "employee_type",
            ],
            order="employee_id, date_version:day",
        )
        covered_types = {
            company: company._entretien_covered_types() for company in self.company_id
        }
        company_of = {employee._origin.id: employee.company_id for employee in self}
        rows = defaultdict(list)
        for employee, _day, start, end, employee_type in groups:
            covered = employee_type in covered_types.get(company_of[employee.id], ())
            rows[employee.id].append((covered, start, end, employee_type))
        return {
            employee_id: Versions(
                contracts=tuple(
                    dict.fromkeys(
                        (start, end or None)
                        for covered, start, end, _type in lines
                        if covered and start
                    )
                ),
                covered=any(line[0] for line in lines) and lines[-1][0],
                last_type=lines[-1][3],
            )
            for employee_id, lines in rows.items()
        }

    def _entretien_interviews(self):
        """The interviews that count for all these employees, in one query.

        A written refusal counts on its own date (the employer made the offer).

        :returns: dict of employee id → tuple of ``schedule.Interview``
        """
        groups = (
            self.env["hr.entretien"]
            .sudo()
            ._read_group(
                [
                    ("employee_id", "in", self._origin.ids),
                    ("state", "in", (*HELD_STATES, "declined")),
                ],
                [
                    "employee_id",
                    "state",
                    "date_held:day",
                    "date_declined:day",
                    "with_bilan",
                ],
            )
        )
        result = defaultdict(list)
        for employee, state, held, declined, with_bilan in groups:
            refused = state == "declined"
            day = declined if refused else held
            if day:
                result[employee.id].append(Interview(day, with_bilan, refused))
        return {employee_id: tuple(items) for employee_id, items in result.items()}

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
        """The motif of the next interview: the first one or a periodic one.

        An état des lieux is not a motif of its own: it is held in an interview.
        """
        return (
            "first"
            if result.periodic and result.periodic.kind == "first"
            else ("periodic")
        )

    @api.depends("entretien_plan")
    @api.depends_context("lang")
    def _compute_entretien_next_reason(self):
        laws = self.env["hr.entretien.regime"]._law_names()
        for employee in self:
            stored = employee.entretien_plan or {}
            due = [stored[kind] for kind in ("periodic", "bilan") if stored.get(kind)]
            first = min(
                due, key=lambda item: (item["target"], item["limit"]), default={}
            )
            same_day = [item for item in due if item["target"] == first["target"]]
            employee.entretien_next_reason = joined_sentences(
                reason_sentence(self.env, item["reason"], laws) for item in same_day
            )
            bilan = stored.get("bilan") or {}
            employee.entretien_bilan_reason = joined_sentences(
                [reason_sentence(self.env, bilan.get("reason"), laws)]
            )

    @api.model
    def _entretien_recompute_all(self):
        """Plan every employee again: a law or the whole add-on has changed."""
        employees = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        self.env.add_to_compute(self._fields["entretien_plan"], employees)
        employees._recompute_recordset(["entretien_plan"])
