"""What the company chose about the messages of the add-on."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    entretien_reminder_days = fields.Integer(
        string="Remind Before the Entretien (days)",
        default=7,
        groups="hr.group_hr_user",
        help="The employee who has not sent his preparation is reminded of it from "
        "that many days before the interview.",
    )
    entretien_reminder_max = fields.Integer(
        string="Reminders at Most",
        default=2,
        groups="hr.group_hr_user",
        help="For one interview. 0: no reminder.",
    )
    entretien_link_days = fields.Integer(
        string="Validity of a Link (days)",
        default=90,
        groups="hr.group_hr_user",
        help="How long the link of a mail opens the employee's page.",
    )

    @api.constrains(
        "entretien_reminder_days", "entretien_reminder_max", "entretien_link_days"
    )
    def _check_entretien_messages(self):
        for company in self.sudo():
            reminders = (
                company.entretien_reminder_days,
                company.entretien_reminder_max,
            )
            if min(reminders) < 0 or company.entretien_link_days <= 0:
                raise ValidationError(
                    self.env._(
                        "Reminders cannot be negative, and a link is valid for one day "
                        "at least."
                    )
                )
            company._check_entretien_length(
                max(company.entretien_reminder_days, company.entretien_link_days)
            )
