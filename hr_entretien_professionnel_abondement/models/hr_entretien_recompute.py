from odoo import models

from .hr_entretien_exposure import TO_DO


class HrEntretienRecompute(models.Model):
    _inherit = "hr.entretien.recompute"

    def _recompute(self, employees):
        """What the états des lieux cost follows from the same facts."""
        cases = super()._recompute(employees)
        # Found here, and not once more as it is committed.
        noted = self.env.cr.precommit.data.get(TO_DO, {})
        for employee_id in employees.ids:
            noted.pop(employee_id, None)
        self.env["hr.entretien.exposure"]._reconcile(employees, cases=cases)
        return cases
