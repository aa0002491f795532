from odoo import fields, models


class HrEntretienCampaignLook(models.TransientModel):
    """The mail and the letter of a campaign as one person will get them: see
    ``action_look`` of ``hr.entretien.campaign.line``."""

    _name = "hr.entretien.campaign.look"
    _description = "Mail and Letter of a Campaign"

    employee_id = fields.Many2one("hr.employee", readonly=True)
    email = fields.Char(string="To", readonly=True)
    subject = fields.Char(readonly=True)
    body = fields.Html(readonly=True, sanitize_style=True)
    letter = fields.Binary(readonly=True, attachment=False)
    letter_name = fields.Char(readonly=True)
