from odoo import models
from odoo.fields import Domain
from odoo.tools.misc import formatLang


class HrEntretienDashboard(models.AbstractModel):
    """What the états des lieux cost, for HR: two figures, which are never added."""

    _inherit = "hr.entretien.dashboard"

    def _dashboard_tiles(self, role, counts):
        tiles = super()._dashboard_tiles(role, counts)
        if role != "hr":
            return tiles
        owed = self._euros_tile(
            "owed",
            self.env._("Corrective Payments Owed"),
            self.env._("No corrective payment is owed"),
            "danger",
            "owed_amount",
            self.env._("Employees: %s"),
        )
        at_risk = self._euros_tile(
            "at_risk",
            self.env._("Corrective Payments at Risk"),
            self.env._("No corrective payment is at risk"),
            "warning",
            "risk_amount",
            self.env._("Employees: %s, if their period ended today"),
        )
        return [*tiles, owed, at_risk]

    def _euros_tile(self, key, label, empty, level, field, hint):
        domain = self._company_domain() & Domain(field, ">", 0)
        [(count, amount)] = self.env["hr.entretien.exposure"]._read_group(
            domain, [], ["__count", f"{field}:sum"]
        )
        currency = self.env.company.currency_id
        text = formatLang(
            self.env, amount or 0, currency_obj=currency, rounding_unit="units"
        )
        action = self._list_action("hr.entretien.exposure", domain, {"list": ""})
        hint %= self._number(count)
        tile = self._tile(key, label, empty, level, "fa-eur", count, hint, action)
        return tile | {"text": text}
