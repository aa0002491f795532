from odoo import api, models
from odoo.exceptions import ValidationError

from .hr_entretien_purge import MIN_MONTHS


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.constrains("entretien_retention_months")
    def _check_entretien_retention(self):
        for company in self.sudo():
            if company.entretien_retention_months < 0:
                raise ValidationError(
                    self.env._("The months of retention cannot be negative.")
                )
            company._check_entretien_length(months=company.entretien_retention_months)
            if 0 < company.entretien_retention_months < MIN_MONTHS:
                raise ValidationError(
                    self.env._(
                        "Files are kept %(months)s months at least after the "
                        "departure: until then they may have to be produced.",
                        months=MIN_MONTHS,
                    )
                )

    def write(self, vals):
        """A shorter term lets files go: it is known who changed it, and when."""
        before = {one: one.entretien_retention_months for one in self.sudo()}
        result = super().write(vals)
        self.env["hr.entretien.purge.log"].sudo()._log_terms(before)
        return result
