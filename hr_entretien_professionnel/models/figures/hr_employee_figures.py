"""The status of an employee in SQL, so that figures are counted by the database."""

from odoo import api, fields, models
from odoo.tools import SQL


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _field_to_sql(self, alias, field_expr, query=None):
        """Group, count and sum by the status, which changes with the day."""
        if field_expr == "entretien_status":
            self._check_field_access(self._fields[field_expr], "read")
            return self._entretien_status_sql(alias, query)
        return super()._field_to_sql(alias, field_expr, query)

    @api.model
    def _entretien_status_sql(self, alias, query):
        """The status: what the searches of ``_entretien_status_domains`` say."""
        domains = self._entretien_status_domains(fields.Date.context_today(self))
        cases = (
            SQL(
                "WHEN %s THEN %s",
                domain.optimize_full(self)._to_sql(self, alias, query),
                status,
            )
            for status, domain in domains.items()
        )
        return SQL("CASE %s END", SQL(" ").join(cases))
