"""The status of an employee in SQL, so that figures are counted by the database."""

from odoo import api, fields, models

from ..state_domains import states_sql


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _field_to_sql(self, alias, field_expr, query=None):
        """Group, count and sum by the status, which changes with the day."""
        if field_expr == "entretien_status":
            self._check_field_access(self._fields[field_expr], "read")
            today = fields.Date.context_today(self)
            domains = self._entretien_status_domains(today)
            return states_sql(self, alias, query, domains)
        return super()._field_to_sql(alias, field_expr, query)

    @api.model
    def _get_entretien_selection(self, name):
        """The choices of a field of the employee, for the copies that figures keep.

        :param str name: of a selection field
        :rtype: list of (value, label)
        """
        return self._fields[name]._description_selection(self.env)
