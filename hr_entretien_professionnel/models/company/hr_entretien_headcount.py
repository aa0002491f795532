"""Who is an employee of a company, and how many they were on average each year."""

from fractions import Fraction
from functools import cache

from odoo import fields, models
from odoo.tools import SQL

from ...schedule import ADVISER_THRESHOLD, Presence, averages

CONTRACTS = """
    SELECT company_id, employee_id, category, sex, date_version, first_day,
           LEAST(contract_end, CASE WHEN first_day <= departure
                                    THEN departure END) AS last_day,
           active OR departure IS NOT NULL
                  OR COALESCE(contract_end < %(today)s, FALSE) AS known,
           active, employee_type, contract_type_id, resource_calendar_id
      FROM (
        SELECT employee.company_id, employee.id AS employee_id, employee.active,
               employee.entretien_category AS category,
               version.sex, version.date_version, version.employee_type,
               version.contract_type_id, version.resource_calendar_id,
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
# Each day of a person belongs to one version, the last that started by then; the first
# one of a contract starts with it.
PRESENCES = """
    SELECT company_id, start, CASE WHEN last_day < '10000-01-01' THEN last_day END,
           left_out, hours, full_time
      FROM (
        SELECT company_id, start, left_out, hours, full_time,
               LEAST(last_day, lead(start) OVER (
                   PARTITION BY employee_id ORDER BY start, date_version) - 1
               ) AS last_day
          FROM (
            SELECT contract.company_id, employee_id, date_version, last_day,
                   employee_type = 'student'
                   OR COALESCE(kind.entretien_left_out, FALSE) AS left_out,
                   calendar.hours_per_week AS hours,
                   calendar.full_time_required_hours AS full_time,
                   CASE WHEN date_version = min(date_version) OVER (
                                 PARTITION BY employee_id, first_day)
                        THEN first_day
                        ELSE GREATEST(first_day, date_version) END AS start
              FROM (%(contracts)s) contract
              LEFT JOIN hr_contract_type kind ON kind.id = contract_type_id
              LEFT JOIN resource_calendar calendar
                     ON calendar.id = resource_calendar_id
             WHERE known AND first_day IS NOT NULL
          ) begun
      ) followed
     WHERE start < '10000-01-01' AND (last_day IS NULL OR start <= last_day)
"""


class HrEntretienHeadcount(models.AbstractModel):
    """The people under contract, for the thresholds and the yearly figures.

    Nothing is stored on it: companies keep the averages (``entretien_averages``).
    """

    _name = "hr.entretien.headcount"
    _description = "Headcount of the Companies"

    def _contracts_sql(self, companies):
        """Who is an employee of these companies, from when to when: the only rule.

        The averages of the thresholds and the yearly sheet both count by it: who
        has, on a day, a contract of employment of a type covered.

        - A contract without a first day starts on the seniority date that HR set, when
          the person has no dated contract at all.
        - A departure ends the contract that it falls in. Who is hired again afterwards
          counts again.
        - Who is archived without a departure date counts as long as a contract that is
          over lasted; of another the last day is not known: ``known`` is false.

        :returns: one row per version written of a contract: ``company_id employee_id
            category sex date_version first_day last_day known active`` and what the
            headcount needs; ``first_day`` is empty where nothing says it,
            ``last_day`` where nothing ends it
        :rtype: SQL
        """
        for model in ("hr.version", "hr.employee"):
            self.env[model].flush_model()
        covered = [
            (company.id, code)
            for company in companies._origin
            for code in sorted(company._entretien_covered_types())
        ]
        return SQL(
            CONTRACTS,
            today=fields.Date.context_today(self),
            covered=tuple(covered) or ((0, ""),),
        )

    def _presences(self, companies):
        """Who was under contract, from when to when, for which share of a full time.

        Left out: apprentices (employee type "student") and the contract types that HR
        ticked (art. L.1111-3: professionnalisation, aided contracts; L.1111-2: who
        replaces somebody absent, which no other field of Odoo says). The share is the
        hours a week of the working schedule over its full-time hours, 1 at the most;
        1 without a schedule.

        :rtype: dict of company id → list of ``schedule.Presence``; one query
        """
        for model in ("hr.contract.type", "resource.calendar"):
            self.env[model].flush_model()
        query = SQL(PRESENCES, contracts=self._contracts_sql(companies))
        rows = self.env.execute_query(query)
        found = {company_id: [] for company_id in companies._origin.ids}
        for company_id, first, last, left_out, hours, full in rows:
            share = self._share(hours or 0, full or 0)
            found[company_id].append(Presence(first, last, share, not left_out))
        return found

    @staticmethod
    @cache
    def _share(hours, full):
        part, whole = round(hours * 100), round(full * 100)
        return Fraction(part, whole) if 0 < part < whole else Fraction(1)

    def _averages(self, presences):
        """The average of each civil year that is over, as Decimal by year."""
        return averages(presences, self._last_year())

    def _last_year(self):
        return fields.Date.context_today(self).year - 1

    def _is_small(self, company):
        """Under 300 employees by the average of the last civil year (art. L.6315-1),
        or none is over, or counted, yet."""
        known = company.sudo().entretien_averages or {}
        return known.get(str(self._last_year()), 0) < ADVISER_THRESHOLD
