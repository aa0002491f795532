from odoo import models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from odoo.addons.hr_entretien_professionnel.models.window import open_action

SETTINGS = "hr_entretien_professionnel.hr_entretien_settings_action"


class HrEntretienDashboard(models.AbstractModel):
    """What the états des lieux cost, for HR: two figures, which are never added."""

    _inherit = "hr.entretien.dashboard"

    def _dashboard_tiles(self, role, counts):
        tiles = super()._dashboard_tiles(role, counts)
        if role != "hr":
            return tiles
        payments = "hr.entretien.abondement", "amount", Domain("state", "=", "to_pay")
        risky = Domain("risk_amount", ">", 0)
        exposures = "hr.entretien.exposure", "risk_amount", risky
        owed = self._euros_tile(
            ("owed", self.env._("Corrective Payments Owed"), "danger"),
            payments,
            self.env._("No corrective payment is owed"),
            self.env._("Employees: %s, to pay"),
        )
        at_risk = self._euros_tile(
            ("at_risk", self.env._("Corrective Payments at Risk"), "warning"),
            exposures,
            self.env._("No corrective payment is at risk"),
            self.env._("Employees: %s, as things stand"),
            calls=False,
        )
        return [*tiles, owed, at_risk]

    def _euros_tile(self, named, summed, empty, hint, calls=True):
        """A sum and its list; while nobody said whether the company has 50 employees
        it may be wrong: it says so, and 0 leads to where that is settled.

        :param named: its key, its title and its colour
        :param summed: the model, its field of euros, and the domain
        """
        (key, label, level), (model, field, domain) = named, summed
        domain = self._company_domain() & domain
        [(count, amount)] = self.env[model]._read_group(
            domain, [], ["__count", f"{field}:sum"]
        )
        hint = hint % self._number(count) if count else empty
        action = self._list_action(model, domain, {"list": ""})
        if self.env.companies._entretien_headcount_undecided():
            hint = self.env._("Headcount of 50 to confirm in the settings")
            action = action if count else open_action(self.env, SETTINGS)
        euro, amount = self.env.company.entretien_euro_id, amount or 0
        text = formatLang(self.env, amount, currency_obj=euro, rounding_unit="units")
        look = (level, "fa-money")
        return self._tile(key, label, empty, *look, count, hint, action, text, calls)
