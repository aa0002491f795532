from odoo import fields, models


class HrEntretienChoicesMixin(models.AbstractModel):
    _inherit = "hr.entretien.choices.mixin"

    entretien_retention_months = fields.Integer(
        string="Kept After Departure (months)", default=72, groups="hr.group_hr_user"
    )
