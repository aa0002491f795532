from odoo import fields, models

HR = "hr.group_hr_user"


class HrEmployee(models.Model):
    """What the figures and the Caisse des dépôts ask of an employee."""

    _inherit = "hr.employee"

    entretien_category = fields.Selection(
        [
            ("worker", "Worker"),
            ("clerk", "Clerk"),
            ("technician", "Technician or supervisor"),
            ("manager", "Cadre"),
        ],
        string="Professional Category",
        groups=HR,
        help="The category of the figures given to the CSE: ouvrier, employé, "
        "technicien ou agent de maîtrise, cadre. Empty: counted apart, never guessed.",
    )
    entretien_birth_name = fields.Char(
        string="Birth Name",
        groups=HR,
        help="The name at birth, which the Caisse des dépôts asks for with the NIR.",
    )
