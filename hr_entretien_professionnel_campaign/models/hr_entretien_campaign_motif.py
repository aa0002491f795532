"""The motifs that a campaign is for: some, or whatever they are."""

from odoo import api, fields, models

MOTIFS = ("first", "periodic", "return", "mid_career", "end_career", "on_request")


class HrEntretienCampaign(models.Model):
    _inherit = "hr.entretien.campaign"

    for_first = fields.Boolean(string="First entretien")
    for_periodic = fields.Boolean(string="Periodic")
    for_return = fields.Boolean(string="Return from absence")
    for_mid_career = fields.Boolean(string="Mid-career")
    for_end_career = fields.Boolean(string="End of career")
    for_on_request = fields.Boolean(string="On request")
    motifs = fields.Char(compute="_compute_motifs", help="Empty: whatever the motif.")

    @api.depends(*(f"for_{motif}" for motif in MOTIFS))
    @api.depends_context("lang")
    def _compute_motifs(self):
        labels = {
            motif: self._fields[f"for_{motif}"]._description_string(self.env)
            for motif in MOTIFS
        }
        for campaign in self:
            wanted = campaign._wanted_motifs()
            campaign.motifs = ", ".join(labels[motif] for motif in wanted)

    def _wanted_motifs(self):
        """The motifs of the interviews that the campaign is for; none means all.

        :rtype: list(str)
        """
        self.ensure_one()
        return [motif for motif in MOTIFS if self[f"for_{motif}"]]
