"""How many employees a company has: from 50, the abondement correctif concerns it."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...schedule import HEADCOUNT_THRESHOLD

HR = "hr.group_hr_user"
# What the exposure of a company's employees is computed from.
EXPOSURE_CHOICES = {
    "entretien_headcount",
    "entretien_corrective_amount",
    "entretien_late_counts",
    "entretien_whole_cycle",
    "entretien_employee_types",
}
# See ``_entretien_contracts_sql``.
CONTRACTS = """
    SELECT company_id, employee_id, category, sex, date_version, first_day,
           LEAST(contract_end, CASE WHEN first_day <= departure
                                    THEN departure END) AS last_day,
           active OR departure IS NOT NULL
                  OR COALESCE(contract_end < %(today)s, FALSE) AS known,
           active
      FROM (
        SELECT employee.company_id, employee.id AS employee_id, employee.active,
               employee.entretien_category AS category,
               version.sex, version.date_version,
               version.contract_date_end AS contract_end,
               present.departure_date AS departure,
               CASE WHEN min(version.contract_date_start) OVER (
                             PARTITION BY version.employee_id) IS NULL
                    THEN employee.entretien_seniority_date
                    ELSE version.contract_date_start END AS first_day
          FROM hr_version version
          JOIN hr_employee employee ON employee.id = version.employee_id
          JOIN hr_version present ON present.id = employee.current_version_id
         WHERE version.active
           AND (employee.company_id, version.employee_type) IN %(covered)s
      ) written
"""


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
            company._check_entretien_length(months=company.entretien_retention_months)

    def _entretien_contracts_sql(self):
        """Who is an employee of these companies, from when to when: the only rule.

        The threshold of 50 employees and the sheet of the BDESE both count by it: who
        has, on a day, a contract of employment of a type covered.

        - A contract without a first day starts on the seniority date that HR set, when
          the person has no dated contract at all.
        - A departure ends the contract that it falls in. Who is hired again afterwards
          counts again.
        - Who is archived without a departure date counts as long as a contract that is
          over lasted; of another the last day is not known: ``known`` is false.

        Art. L.1111-2 of the Code du travail counts finer: part time by its hours, fixed
        terms by the months present in the last twelve, and not who replaces somebody
        absent; art. L.1111-3 leaves out apprentices. Here each person counts for one,
        on the day: the hours and the person replaced are not in Odoo. What HR sets
        (``entretien_headcount``) prevails for the threshold.

        :returns: one row per version written of a contract: ``company_id employee_id
            category sex date_version first_day last_day known active``; ``first_day``
            is empty where nothing tells it, ``last_day`` where nothing ends it
        :rtype: SQL
        """
        for model in ("hr.version", "hr.employee"):
            self.env[model].flush_model()
        covered = [
            (company.id, code)
            for company in self._origin
            for code in sorted(company._entretien_covered_types())
        ]
        return SQL(
            CONTRACTS,
            today=fields.Date.context_today(self),
            covered=tuple(covered) or ((0, ""),),
        )

    def _entretien_headcounts(self, days):
        """Employees of these companies on each of these days, in one query.

        :param days: iterable of dates
        :rtype: dict of (company id, day) → number, without the zeros
        """
        days = sorted(set(days))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT company_id, day, count(DISTINCT employee_id)
                  FROM unnest(%s::date[]) AS day
                  JOIN (%s) contract
                    ON day BETWEEN first_day AND COALESCE(last_day, day) AND known
                 GROUP BY company_id, day
                """,
                days,
                self._entretien_contracts_sql(),
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
