from odoo import models
from odoo.fields import Domain

from odoo.addons.hr_entretien_professionnel.models.window import open_action

from .hr_entretien_campaign import RUNNING


class HrEntretienFirstRun(models.AbstractModel):
    """The first interviews are planned by a campaign, whoever they are."""

    _inherit = "hr.entretien.first.run"

    def _invite_step(self):
        step = super()._invite_step()
        campaigns = self.env["hr.entretien.campaign"]
        action = open_action(
            self.env,
            "hr_entretien_professionnel_campaign.hr_entretien_campaign_action",
        )
        if not campaigns.search_count(self._of_company(), limit=1):
            action |= {"views": [[False, "form"]], "view_mode": "form"}
        launched = self._of_company() & Domain("state", "in", RUNNING)
        return step | {
            "title": self.env._("Launch the first campaign"),
            "button": {"label": self.env._("Campaign"), "action": action},
            "done": step["done"] or bool(campaigns.search_count(launched, limit=1)),
        }
