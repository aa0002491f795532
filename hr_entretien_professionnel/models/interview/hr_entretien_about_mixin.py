from odoo import fields, models


class HrEntretienAboutMixin(models.AbstractModel):
    """A record of one interview: whose it is, and of which company."""

    _name = "hr.entretien.about.mixin"
    _description = "Record of an Interview"

    entretien_id = fields.Many2one(
        "hr.entretien",
        string="Interview",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
