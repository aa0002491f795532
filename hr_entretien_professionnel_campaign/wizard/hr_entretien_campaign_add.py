from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.hr_entretien_professionnel.models.window import open_record

from ..models.hr_entretien_campaign import RUNNING


class HrEntretienCampaignAdd(models.TransientModel):
    """« Ajouter à une campagne »: a selection of people or interviews, into a campaign.

    HR alone. People of other companies than the campaign's are refused.
    """

    _name = "hr.entretien.campaign.add"
    _description = "Add People to a Campaign"

    campaign_id = fields.Many2one(
        "hr.entretien.campaign",
        domain="[('company_id', '=', company_id)]",
        help="Empty: a new campaign.",
    )
    name = fields.Char(string="Name of the New Campaign")
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    employee_ids = fields.Many2many("hr.employee", string="People", required=True)

    @api.depends("employee_ids")
    def _compute_company_id(self):
        for window in self:
            window.company_id = window.employee_ids[:1].company_id

    def action_add(self):
        """Add them, and open the campaign."""
        self.ensure_one()
        self.env["hr.entretien"]._check_hr()
        self.check_access("write")
        if len(self.employee_ids.company_id) > 1:
            raise UserError(
                self.env._("A campaign is for one company: select its people only.")
            )
        values = {"name": self.name, "company_id": self.company_id.id}
        campaign = self.campaign_id or self.campaign_id.create(values)
        campaign.employee_ids |= self.employee_ids
        if campaign.state in RUNNING:
            campaign.action_add_people()
        elif campaign.state != "draft":
            lines = campaign._add_lines()
            if campaign.state == "dates":
                lines._give_dates()
        return open_record(campaign)
