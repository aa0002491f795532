"""The cycles of the état des lieux, asked of the engine in batches."""

from odoo import models

from ..schedule import Contract, Facts, cycles


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_cycles(self):
        """Every cycle of the état des lieux of these employees, the running one last.

        :returns: iterator of (employee, tuple of ``schedule.Cycle``), empty for those
            whose seniority is not known
        """
        gathered = self._entretien_gather()
        laws = self.env["hr.entretien.regime"]._laws()
        for company, employees in self.grouped("company_id").items():
            timeline = company._entretien_timeline(laws) if company else None
            settings = company._entretien_schedule_settings() if company else None
            for employee in employees:
                found = gathered[employee._origin.id]
                yield employee, employee._entretien_cycles_of(found, timeline, settings)

    def _entretien_cycles_of(self, gathered, timeline, settings):
        """
        :param gathered: ``Gathered``, see ``_entretien_gather``
        :rtype: tuple of ``schedule.Cycle``
        """
        self.ensure_one()
        if not timeline:
            return ()
        try:
            facts = Facts(
                contracts=tuple(
                    Contract(*dates) for dates in gathered.versions.contracts
                ),
                seniority_override=self.entretien_seniority_date or None,
                interviews=gathered.interviews,
                absences=gathered.absences,
                birthday=self.birthday or None,
                visit=self.entretien_visit_date or None,
                departure=self.departure_date or None,
            )
            return cycles(facts, timeline, settings)
        except (ValueError, OverflowError):
            return ()
