from odoo import api, models


class HrEntretienRecompute(models.Model):
    _inherit = "hr.entretien.recompute"

    @api.model
    def _recompute(self, employees):
        """What the états des lieux cost follows from the same facts."""
        cases = super()._recompute(employees)
        self.env["hr.entretien.exposure"]._reconcile(employees, cases=cases)
        return cases
