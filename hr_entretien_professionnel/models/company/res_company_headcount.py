"""The headcount of a company, and whether the abondement correctif concerns it."""

from datetime import date
from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ...schedule import (
    ADVISER_THRESHOLD,
    FIRST_YEAR,
    YEARS_TO_CROSS,
    Presence,
    at_first_hire,
    averages,
    concerned_since,
    reached_from,
)

HR = "hr.group_hr_user"
DECISION = {"entretien_concern", "entretien_concerned_since"}
# What the exposure of a company's employees is computed from.
EXPOSURE_CHOICES = DECISION | {
    "entretien_proposed_since",
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
# See ``_entretien_presences``: each day of a person belongs to one version, the last
# that started by then; the first one of a contract starts with it.
PRESENCES = """
    SELECT company_id, start, last_day, left_out, hours, full_time
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
     WHERE last_day IS NULL OR start <= last_day
"""


class ResCompany(models.Model):
    _inherit = "res.company"

    entretien_concern = fields.Selection(
        [
            ("undecided", "To be confirmed"),
            ("concerned", "Concerned"),
            ("not_concerned", "Not concerned"),
        ],
        string="Abondement Correctif: the Company Is",
        default="undecided",
        required=True,
        groups=HR,
        help="Decided by HR. The averages by civil year propose it (art. L.6323-13 of "
        "the Code du travail, L.130-1 of the Code de la sécurité sociale).",
    )
    entretien_concerned_since = fields.Date(
        string="Concerned Since",
        groups=HR,
        help="First day on which the company has crossed the threshold of 50: an état "
        "des lieux held before it costs nothing.",
    )
    entretien_concern_by = fields.Many2one(
        "res.users", string="Headcount Decided By", readonly=True, groups=HR
    )
    entretien_concern_on = fields.Date(
        string="Headcount Decided On", readonly=True, groups=HR
    )
    entretien_averages = fields.Json(
        readonly=True,
        groups=HR,
        help="Average headcount of each civil year that is over, by year.",
    )
    entretien_proposed_since = fields.Date(
        string="Concerned Since, as the Averages Have It",
        readonly=True,
        groups=HR,
        help="Empty: the averages propose that the company is not concerned.",
    )
    entretien_late_counts = fields.Boolean(
        string="An Interview Held Late Counts",
        default=True,
        groups=HR,
        help="For the abondement correctif, an interview held after its date but "
        "before the état des lieux counts as held. Unticked: the strict reading.",
    )

    @api.constrains("entretien_concern", "entretien_concerned_since")
    def _check_entretien_concern(self):
        for company in self.sudo():
            concerned = company.entretien_concern == "concerned"
            if concerned != bool(company.entretien_concerned_since):
                raise ValidationError(
                    self.env._(
                        "Say since when the company is concerned by the abondement "
                        "correctif; a date goes with no other answer."
                    )
                )

    @api.constrains("entretien_corrective_amount", "entretien_retention_months")
    def _check_entretien_exposure(self):
        for company in self.sudo():
            figures = (
                company.entretien_corrective_amount,
                company.entretien_retention_months,
            )
            if min(figures) < 0:
                raise ValidationError(
                    self.env._(
                        "The abondement correctif and the months of retention cannot "
                        "be negative."
                    )
                )
            company._check_entretien_length(months=company.entretien_retention_months)

    def write(self, vals):
        """What HR decides changes at once what the états des lieux would cost."""
        if DECISION & vals.keys():
            vals = {
                **vals,
                "entretien_concern_by": self.env.uid,
                "entretien_concern_on": fields.Date.context_today(self),
            }
        result = super().write(vals)
        if "entretien_employee_types" in vals:
            self._entretien_propose()
        choices = EXPOSURE_CHOICES & vals.keys()
        companies = self
        if choices == {"entretien_proposed_since"}:
            # Once HR has decided, what the averages propose changes no row.
            companies = self.filtered(
                lambda company: company.sudo().entretien_concern == "undecided"
            )
        if choices and companies:
            Employee = self.env["hr.employee"].sudo().with_context(active_test=False)
            domain = [("company_id", "in", companies.ids)]
            Employee.search(domain)._entretien_exposure_due()
        return result

    # -- who is an employee ----------------------------------------------------------

    def _entretien_contracts_sql(self):
        """Who is an employee of these companies, from when to when: the only rule.

        The averages of the thresholds and the yearly figures both count by it: who
        has, on a day, a contract of employment of a type covered.

        - A contract without a first day starts on the seniority date that HR set, when
          the person has no dated contract at all.
        - A departure ends the contract that it falls in. Who is hired again afterwards
          counts again.
        - Who is archived without a departure date counts as long as a contract that is
          over lasted; of another the last day is not known: ``known`` is false.

        :returns: one row per version written of a contract: ``company_id employee_id
            category sex date_version first_day last_day known active`` and what the
            headcount needs; ``first_day`` is empty where nothing tells it,
            ``last_day`` where nothing ends it
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

    def _entretien_presences(self):
        """Who was under contract, from when to when, for which share of a full time.

        Left out: apprentices (employee type "student") and the contract types that HR
        ticked (art. L.1111-3: professionnalisation, aided contracts; L.1111-2: who
        replaces somebody absent, which no other field of Odoo tells). The share is the
        hours a week of the working schedule over its full-time hours, 1 at the most;
        1 without a schedule.

        :rtype: dict of company id → list of ``schedule.Presence``; one query
        """
        for model in ("hr.contract.type", "resource.calendar"):
            self.env[model].flush_model()
        query = SQL(PRESENCES, contracts=self._entretien_contracts_sql())
        found = {company_id: [] for company_id in self._origin.ids}
        for company_id, first, last, left_out, hours, full in self.env.execute_query(
            query
        ):
            share = self._entretien_share(hours, full)
            found[company_id].append(Presence(first, last, share, not left_out))
        return found

    @api.model
    def _entretien_share(self, hours, full_time):
        """
        :param float hours: a week, of the person; None without a schedule
        :param float full_time: a week, of a full-time job
        :rtype: Fraction
        """
        part, whole = round((hours or 0) * 100), round((full_time or 0) * 100)
        return Fraction(part, whole) if 0 < part < whole else Fraction(1)

    # -- the averages, and what they propose -----------------------------------------

    def _entretien_count(self):
        """The averages of the civil years that are over, counted now.

        :returns: dict of company id → (dict of year → Decimal, date proposed or None)
        """
        last_year = fields.Date.context_today(self).year - 1
        found = {}
        for company_id, presences in self._entretien_presences().items():
            years = averages(presences, last_year)
            since = concerned_since(years, first_hire=at_first_hire(presences))
            found[company_id] = years, since
        return found

    def _entretien_propose(self):
        """Store the averages as they are today, and what they propose."""
        counted = self.sudo()._entretien_count()
        for company in self.sudo():
            years, since = counted[company.id]
            values = {
                "entretien_averages": {
                    str(year): float(average) for year, average in years.items()
                },
                "entretien_proposed_since": since or False,
            }
            if changed := company._entretien_changed_choices(values):
                company.write(changed)

    @api.model
    def _cron_entretien_headcount(self):
        """Count the companies where HR has not decided, and each one in a new year.

        Once HR has decided, contracts are counted again each 1 January only.
        """
        last_year = str(fields.Date.context_today(self).year - 1)
        self.sudo().search(Domain.TRUE).filtered(
            lambda company: (
                company.entretien_concern == "undecided"
                or last_year not in (company.entretien_averages or {})
            )
        )._entretien_propose()

    def _entretien_decided_text(self):
        """Who decided and when, or that nobody has."""
        self.ensure_one()
        company = self.sudo()
        if company.entretien_concern == "undecided":
            return self.env._(
                "Not decided yet: until it is, the exposure follows what the averages "
                "propose, and says so."
            )
        if not company.entretien_concern_on:
            return ""
        return self.env._(
            "Decided on %(date)s by %(name)s.",
            date=format_date(self.env, company.entretien_concern_on),
            name=company.entretien_concern_by.name,
        )

    def _entretien_proposal(self):
        """The sentence of what was stored last, without counting again."""
        self.ensure_one()
        company = self.sudo()
        years = {
            int(key): each for key, each in (company.entretien_averages or {}).items()
        }
        return self._entretien_proposal_text(years, company.entretien_proposed_since)

    @api.model
    def _entretien_proposal_text(self, years, since):
        """What the averages propose, in a sentence with its article.

        :param dict years: average of each civil year
        :param since: date proposed or None
        """
        if since:
            return self._entretien_crossed_text(years, since)
        first = reached_from(years)
        if first:
            return self.env._(
                "Proposed: not concerned. 50 employees or more on average since "
                "%(first)s only. The average of a year gives the headcount of the next "
                "one, and %(years)s civil years in a row are needed: concerned on "
                "%(date)s at the earliest (art. L.130-1 of the Code de la sécurité "
                "sociale).",
                first=first,
                years=YEARS_TO_CROSS,
                date=format_date(self.env, date(first + YEARS_TO_CROSS + 1, 1, 1)),
            )
        if years:
            return self.env._(
                "Proposed: not concerned. The average of %(year)s is below 50 (art. "
                "L.130-1 of the Code de la sécurité sociale).",
                year=max(years),
            )
        return self.env._(
            "Proposed: not concerned. No contract is known in a year that is over."
        )

    @api.model
    def _entretien_crossed_text(self, years, since):
        """Why they propose ``since``: averages begin in the year of the first hire."""
        day = format_date(self.env, since)
        if since.year == min(years, default=since.year):
            return self.env._(
                "Proposed: concerned since %(date)s, the first hire: born with 50 "
                "employees, the company crossed no threshold (Urssaf on art. L.130-1 "
                "of the Code de la sécurité sociale).",
                date=day,
            )
        if since == date(FIRST_YEAR + 1, 1, 1):
            return self.env._(
                "Proposed: concerned since %(date)s. The company was at 50 employees "
                "in 2019 already: it waits no five years (law of 22 May 2019, art. 11; "
                "our reading for the abondement).",
                date=day,
            )
        return self.env._(
            "Proposed: concerned since %(date)s, after %(years)s civil years in a row "
            "at 50 employees or more (art. L.130-1, II of the Code de la sécurité "
            "sociale).",
            date=day,
            years=YEARS_TO_CROSS,
        )

    # -- the thresholds --------------------------------------------------------------

    def _entretien_since(self):
        """Since when the abondement concerns this company: HR's word.

        :returns: a date or False; as long as HR has not decided, what the averages
            propose, which every screen says
        """
        self.ensure_one()
        company = self.sudo()
        if company.entretien_concern == "undecided":
            return company.entretien_proposed_since
        return company.entretien_concerned_since

    def _entretien_concerned(self, day):
        """Whether the abondement correctif concerns it on that day (L.6323-13)."""
        since = self._entretien_since()
        return bool(since and since <= day)

    def _entretien_is_small(self):
        """Under 300 employees by the average of the last civil year (art. L.6315-1).

        :returns: True too when no year is over, or counted, yet
        """
        self.ensure_one()
        known = self.sudo().entretien_averages or {}
        last_year = str(fields.Date.context_today(self).year - 1)
        return known.get(last_year, 0) < ADVISER_THRESHOLD
