from odoo import fields, models


class HrContractType(models.Model):
    _inherit = "hr.contract.type"

    entretien_left_out = fields.Boolean(
        string="Left Out of the Headcount",
        help="Of the thresholds of 50 and 300 employees: apprenticeship, "
        "professionnalisation, aided contracts (art. L.1111-3 of the Code du travail), "
        "fixed terms that replace somebody absent (art. L.1111-2).",
    )
