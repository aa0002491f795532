"""How many employees a company has: from 50, the abondement correctif concerns it."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..schedule import HEADCOUNT_THRESHOLD

HR = "hr.group_hr_user"
# What the exposure of a company's employees is computed from.
EXPOSURE_CHOICES = {
    "entretien_headcount",
    "entretien_corrective_amount",
    "entretien_late_counts",
    "entretien_employee_types",
}


class ResCompany(models.Model):
    _inherit = "res.company"

    entretien_headcount_computed = fields.Integer(
        string="Headcount Computed",
        compute="_compute_entretien_headcount_computed",
        groups=HR,
        help="Employees with a contract of employment that runs today.",
    )
    entretien_late_counts = fields.Boolean(
        string="An Interview Held Late Counts",
        default=True,
        groups=HR,
        help="For the abondement correctif, an interview held after its date but "
        "before the état des lieux counts as held. Unticked: the strict reading.",
    )

    @api.depends("entretien_employee_types")
    def _compute_entretien_headcount_computed(self):
        today = fields.Date.context_today(self)
        counts = self._entretien_headcounts([today])
        for company in self:
            company.entretien_headcount_computed = counts.get((company.id, today), 0)

    @api.constrains(
        "entretien_headcount",
        "entretien_corrective_amount",
        "entretien_retention_months",
    )
    def _check_entretien_exposure(self):
        for company in self.sudo():
            figures = (
                company.entretien_headcount,
                company.entretien_corrective_amount,
                company.entretien_retention_months,
            )
            if min(figures) < 0:
                raise ValidationError(
                    self.env._(
                        "The headcount, the abondement correctif and the months of "
                        "retention cannot be negative."
                    )
                )

    def _entretien_headcounts(self, days):
        """Employees of these companies on each of these days, in one query.

        A contract of employment runs on the day; who left is not counted after the
        departure, nor who was archived without one.

        :param days: iterable of dates
        :rtype: dict of (company id, day) → number, without the zeros
        """
        days = sorted(set(days))
        covered = [
            (company.id, code)
            for company in self._origin
            for code in sorted(company._entretien_covered_types())
        ]
        if not days or not covered:
            return {}
        for model in ("hr.version", "hr.employee"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee.company_id, day, count(DISTINCT employee.id)
                  FROM unnest(%(days)s::date[]) AS day
                  JOIN hr_version version
                    ON version.active
                   AND version.contract_date_start <= day
                   AND COALESCE(version.contract_date_end, day) >= day
                  JOIN hr_employee employee ON employee.id = version.employee_id
                  JOIN hr_version present ON present.id = employee.current_version_id
                 WHERE (employee.company_id, version.employee_type) IN %(covered)s
                   AND CASE WHEN present.departure_date IS NULL
                       THEN employee.active ELSE present.departure_date >= day END
                 GROUP BY employee.company_id, day
                """,
                days=days,
                covered=tuple(covered),
            )
        )
        return {(company_id, day): number for company_id, day, number in rows}

    def _entretien_concerned(self, day=None):
        """Whether the abondement correctif concerns this company (art. L.6323-13).

        :param date day: today by default; what HR set prevails whatever the day
        :rtype: bool
        """
        self.ensure_one()
        day = day or fields.Date.context_today(self)
        return self._entretien_concerned_on([day])[self.id, day]

    def _entretien_concerned_on(self, days):
        """The same for companies and days, in one query.

        :rtype: dict of (company id, day) → bool
        """
        counts = self._entretien_headcounts(days)
        return {
            (company.id, day): (
                company.entretien_headcount or counts.get((company.id, day), 0)
            )
            >= HEADCOUNT_THRESHOLD
            for company in self.sudo()
            for day in days
        }

    def write(self, vals):
        """What HR sets changes at once what the états des lieux would cost."""
        result = super().write(vals)
        if EXPOSURE_CHOICES & vals.keys():
            Employee = self.env["hr.employee"].sudo().with_context(active_test=False)
            Employee.search([("company_id", "in", self.ids)])._entretien_exposure_due()
        return result
