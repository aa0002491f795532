"""A contract begins, ends or goes: what becomes of the open interviews."""

from odoo import api, models


class HrVersion(models.Model):
    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        """A contract renewed a day late: what was set aside is taken up at once."""
        versions = super().create(vals_list)
        aside = [("date_left", "!=", False)]
        aside += [("employee_id", "in", versions.employee_id.ids)]
        entretiens = self.env["hr.entretien"].sudo().search(aside)
        if entretiens:
            self.env["hr.entretien.departure"]._follow(entretiens.employee_id)
        return versions

    def write(self, vals):
        result = super().write(vals)
        dates = {"contract_date_start", "contract_date_end", "departure_date"}
        if vals.keys() & {"active", *dates}:
            self.env["hr.entretien.departure"]._follow(self.employee_id)
        return result

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        self.env["hr.entretien.departure"]._follow(employees.exists())
        return result
