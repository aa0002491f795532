from odoo import models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from odoo.addons.hr_entretien_professionnel.models.figures import hr_entretien_dashboard

Tile = hr_entretien_dashboard.Tile


class HrEntretienDashboard(models.AbstractModel):
    """What the états des lieux cost, for HR."""

    _inherit = "hr.entretien.dashboard"

    def _dashboard_tiles(self):
        return {
            **super()._dashboard_tiles(),
            "owed": Tile(
                self.env._("Abondements Owed"),
                self.env._("No abondement is owed"),
                "danger",
                "fa-eur",
                self._euros_figure,
            ),
            "at_risk": Tile(
                self.env._("Abondements at Risk"),
                self.env._("No abondement is at risk"),
                "warning",
                "fa-eur",
                self._euros_figure,
            ),
        }

    def _euros_figure(self, key, _counts):
        """Euros that are owed, or at risk: two figures, which are never added."""
        field = {"owed": "owed_amount", "at_risk": "risk_amount"}[key]
        domain = self._hr_company_domain() & Domain(field, ">", 0)
        [(count, amount)] = self.env["hr.entretien.exposure"]._read_group(
            domain, [], ["__count", f"{field}:sum"]
        )
        hint = (
            self.env._(
                "Employees: %(count)s, état des lieux held or past its deadline",
                count=count,
            )
            if key == "owed"
            else self.env._(
                "Employees: %(count)s, if their period ended today", count=count
            )
        )
        currency = self.env.company.currency_id
        text = formatLang(
            self.env, amount or 0, currency_obj=currency, rounding_unit="units"
        )
        action = self._list_action("hr.entretien.exposure", domain)
        return self._figure(count, action, hint) | {"text": text}
