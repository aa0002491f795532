from odoo import models

from .hr_entretien_exposure import TO_DO


class HrEntretienRecompute(models.Model):
    _inherit = "hr.entretien.recompute"

    def _recompute(self, employees):
        """What the états des lieux cost follows from the same facts."""
        cases = super()._recompute(employees)
        # What was gathered before may rest on former choices of the company.
        noted = self.env.cr.precommit.data.get(TO_DO, {})
        noted.update(dict.fromkeys(noted.keys() & set(employees.ids)))
        self.env["hr.entretien.exposure"]._reconcile(employees, cases=cases)
        return cases
