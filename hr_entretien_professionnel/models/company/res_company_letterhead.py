"""Who the company is, as its documents say it at their top."""

import re

from odoo import fields, models
from odoo.tools.misc import format_date


class ResCompany(models.Model):
    _inherit = "res.company"

    def _entretien_address(self):
        """Lines of the company's address; its own country goes without saying."""
        self.ensure_one()
        partner = self.sudo().partner_id
        lines = [
            line.strip()
            for line in partner._display_address(without_company=True).splitlines()
        ]
        return [line for line in lines if line and line != partner.country_id.name]

    def _entretien_place_and_day(self):
        """E.g. “Portes-lès-Valence, le 24 novembre 2026”."""
        self.ensure_one()
        day = format_date(
            self.env, fields.Date.context_today(self), date_format="d MMMM y"
        )
        city = self.sudo().city
        if not city:
            return day
        return self.env._("%(city)s, %(date)s", city=city, date=day)

    def _entretien_registry(self):
        """The company's number, e.g. “SIRET 552 100 554 00025”, or an empty string."""
        self.ensure_one()
        registry = self.sudo().company_registry or ""
        number = re.sub(r"\s", "", registry)
        if not re.fullmatch(r"\d{9}(\d{5})?", number):
            return registry
        label = "SIRET" if len(number) == 14 else "SIREN"
        groups = (number[:3], number[3:6], number[6:9], number[9:])
        return " ".join(filter(None, (label, *groups)))
