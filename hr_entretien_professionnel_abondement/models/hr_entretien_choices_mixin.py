from odoo import fields, models

HR = "hr.group_hr_user"


class HrEntretienChoicesMixin(models.AbstractModel):
    _inherit = "hr.entretien.choices.mixin"

    currency_id = fields.Many2one("res.currency")
    entretien_concern = fields.Selection(
        [
            ("undecided", "To be confirmed"),
            ("concerned", "Concerned"),
            ("not_concerned", "Not concerned"),
        ],
        string="Corrective Payment: the Company Is",
        default="undecided",
        required=True,
        groups=HR,
        help="Decided by HR. Art. L.6323-13 of the Code du travail counts as L.130-1 "
        "of the Code de la sécurité sociale does: the average of each civil year, 50 "
        "or more for five of them in a row; one below, and five are needed again.",
    )
    entretien_concerned_since = fields.Date(
        string="Concerned Since",
        groups=HR,
        help="First day on which the company has crossed the threshold of 50: an état "
        "des lieux held before it costs nothing.",
    )
    entretien_corrective_amount = fields.Monetary(
        string="Corrective Payment per Employee",
        currency_field="currency_id",
        default=3000.0,
        groups=HR,
        help="3,000 euros, art. R.6323-3.",
    )
