"""A contract begins, ends or goes: what becomes of the open interviews."""

from odoo import api, models


class HrVersion(models.Model):
    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        """A contract renewed a day late: what was set aside is taken up at once."""
        versions = super().create(vals_list)
        versions._entretien_follow(versions.employee_id)
        return versions

    def write(self, vals):
        result = super().write(vals)
        dates = {"contract_date_start", "contract_date_end", "departure_date"}
        if vals.keys() & {"active", *dates}:
            self._entretien_follow(self.employee_id)
        return result

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        self._entretien_follow(employees.exists())
        return result

    def _entretien_follow(self, employees):
        """Of those just created, memory says that nothing is open: no query."""
        followed = employees.sudo().filtered("entretien_ids")
        if followed:
            self.env["hr.entretien.departure"]._follow(followed.sudo(self.env.su))
