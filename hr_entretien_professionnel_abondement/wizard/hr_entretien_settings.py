from odoo import api, fields, models

from odoo.addons.hr_entretien_professionnel import schedule


class HrEntretienSettings(models.TransientModel):
    """Whether the company is concerned: what its averages propose, what HR decides."""

    _inherit = "hr.entretien.settings"

    headcount_table = fields.Html(compute="_compute_headcount", sanitize=False)
    headcount_proposal = fields.Char(compute="_compute_headcount")
    headcount_decided = fields.Char(compute="_compute_headcount")
    currency_id = fields.Many2one(related="company_id.entretien_euro_id")

    @api.depends("company_id")
    @api.depends_context("lang")
    def _compute_headcount(self):
        """The averages as the contracts have them now: counted when it is asked."""
        headcount = self.env["hr.entretien.headcount"]
        for wizard in self:
            company = wizard._own_company().sudo()
            presences = headcount._presences(company).get(company.id, [])
            years = headcount._averages(presences)
            since = company._entretien_propose_since(presences, years)
            first = schedule.FIRST_YEAR - 1
            shown = {year: years[year] for year in years if year >= first}
            wizard.headcount_table = shown and self.env["ir.qweb"]._render(
                "hr_entretien_professionnel_abondement.headcount_table",
                {"years": shown, "threshold": schedule.HEADCOUNT_THRESHOLD},
            )
            wizard.headcount_proposal = company._entretien_proposal_text(years, since)
            wizard.headcount_decided = company._entretien_decided_text()

    @api.onchange("entretien_concern")
    def _onchange_entretien_concern(self):
        """No date but for a company concerned: the one that the averages propose."""
        if self.entretien_concern != "concerned":
            self.entretien_concerned_since = False
        elif not self.entretien_concerned_since:
            company = self._own_company().sudo()
            self.entretien_concerned_since = company.entretien_proposed_since
