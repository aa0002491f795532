from odoo import models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from odoo.addons.hr_entretien_professionnel.models.figures import hr_entretien_dashboard
from odoo.addons.hr_entretien_professionnel.models.window import open_action

Tile = hr_entretien_dashboard.Tile
SETTINGS = "hr_entretien_professionnel.hr_entretien_settings_action"


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
                self._owed_figure,
            ),
            "at_risk": Tile(
                self.env._("Abondements at Risk"),
                self.env._("No abondement is at risk"),
                "warning",
                "fa-eur",
                self._at_risk_figure,
            ),
        }

    def _owed_figure(self, _key, _counts):
        """The payments that wait; what is at risk is never added to them."""
        waiting = Domain("state", "=", "to_pay")
        return self._euros_figure("hr.entretien.abondement", "amount", waiting)

    def _at_risk_figure(self, _key, _counts):
        at_risk = Domain("risk_amount", ">", 0)
        return self._euros_figure("hr.entretien.exposure", "risk_amount", at_risk)

    def _euros_figure(self, model, field, domain):
        """A sum and its list; while nobody said whether the company has 50 employees
        it may be wrong: it says so, and 0 leads to where that is settled."""
        domain = self._hr_company_domain() & domain
        [(count, amount)] = self.env[model]._read_group(
            domain, [], ["__count", f"{field}:sum"]
        )
        hint = (
            self.env._("Employees: %(count)s, to pay", count=count)
            if model == "hr.entretien.abondement"
            else self.env._(
                "Employees: %(count)s, if their period ended today", count=count
            )
        )
        action = self._list_action(model, domain)
        if self.env.companies._entretien_headcount_open():
            hint = self.env._("Headcount of 50 to confirm in the settings")
            action = action if count else open_action(self.env, SETTINGS)
        currency = self.env.company.currency_id
        text = formatLang(
            self.env, amount or 0, currency_obj=currency, rounding_unit="units"
        )
        return self._figure(count, action, hint) | {"text": text}
