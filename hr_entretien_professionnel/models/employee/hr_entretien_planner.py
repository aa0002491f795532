"""From what Odoo knows of employees to the dates of their interviews."""

from collections import defaultdict
from datetime import date

from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ...schedule import Contract, seasonal_seniority
from ..interview.entretien_occasions import OCCASION_FLAGS
from ..interview.entretien_states import COUNTED_STATES
from ..state_domains import domain_sql
from .entretien_case import (
    CARD,
    CARD_DATES,
    NO_VERSION,
    Case,
    Gathered,
    Versions,
    engine_interview,
)

# The days that the dates follow from, by the code of what a wrong one blocks.
DAYS = {name: [name] for name in CARD_DATES}
DAYS["departure_date"] = ["current_version_id.departure_date"]
DAYS["contract_dates"] = [
    "version_ids.date_version",
    "version_ids.contract_date_start",
    "version_ids.contract_date_end",
]
DAYS["interview_dates"] = ["entretien_ids.date_held", "entretien_ids.date_declined"]
DAYS["absence_dates"] = [
    "entretien_absence_ids.date_from",
    "entretien_absence_ids.date_to",
    "entretien_absence_ids.announced_on",
]


class HrEntretienPlanner(models.AbstractModel):
    """Facts of employees, gathered in batches for the engine; what is due on a day.

    It reads with the rights of its environment what is on the card, and with the
    server's all that the dates follow from.
    """

    _name = "hr.entretien.planner"
    _description = "Planner of the Interviews"

    # -- facts → laws → plan -----------------------------------------------------------

    def _cases(self, employees, choices=None):
        """What the engine is asked about all these employees, gathered in a batch.

        :param choices: a company, be it a draft, whose choices to try in place of those
            of the employees' own
        :returns: iterator of ``Case``
        """
        gathered = self._gather(employees, choices)
        laws = self.env["hr.entretien.regime"]._laws()
        today = fields.Date.context_today(self)
        unreadable = employees.filtered(lambda who: gathered[who._origin.id].unreadable)
        for employee in unreadable:
            yield Case(employee, gathered[employee._origin.id], today)
        for company, group in (employees - unreadable).grouped("company_id").items():
            chosen = choices or company
            asked = {
                "timeline": chosen._entretien_timeline(laws) if chosen else None,
                "settings": chosen._entretien_schedule_settings() if chosen else None,
                "late_counts": company.sudo().entretien_late_counts,
            }
            for employee in group:
                yield Case(employee, gathered[employee._origin.id], today, **asked)

    def _gather(self, employees, choices=None):
        """What is known of these employees, one query per kind of fact.

        A day that Python cannot read fails the whole query: who has one is left out.

        :returns: dict of employee id → ``Gathered``
        """
        try:
            employees.fetch(CARD)
            employees.sudo().current_version_id.fetch(["departure_date"])
            versions = self._versions(employees, choices)
            interviews = self._interviews(employees)
            absences = self._absences(employees)
        except ValueError:
            wrong = self._unreadable_days(employees)
            if not wrong:
                raise
            # Apart: what is read of one is read of all.
            others = employees.filtered(lambda who: who._origin.id not in wrong)
            alone = {key: Gathered(unreadable=code) for key, code in wrong.items()}
            return self._gather(others, choices) | alone
        return {
            employee_id: Gathered(
                versions.get(employee_id, NO_VERSION),
                interviews.get(employee_id, ()),
                absences.get(employee_id, ()),
            )
            for employee_id in {*employees._origin.ids, False}
        }

    def _unreadable_days(self, employees):
        """By employee id, the code of a day that PostgreSQL knows and Python does not,
        in the year 12025."""
        people, found = employees.sudo(), {}
        own = Domain("id", "in", employees._origin.ids)
        own &= Domain("active", "in", (True, False))
        for code, paths in DAYS.items():
            beyond = Domain.OR(
                Domain(path, ">", date.max) | Domain(path, "<", date.min)
                for path in paths
            )
            for employee_id in people.search(own & beyond)._ids:
                found.setdefault(employee_id, code)
        return found

    def _rows(self, model, employees, names, domain):
        """Values of these fields of a model, by employee id, in one query: no two lists
        of an employee are the same. In the order of the fields."""
        found = defaultdict(list)
        if not (ids := employees._origin.ids):
            return found
        rows = self.env[model].sudo()
        query = rows._search(Domain("employee_id", "in", ids) & domain)
        columns = SQL(", ").join(
            rows._field_to_sql(rows._table, name, query)
            for name in ("employee_id", *names)
        )
        query.order = columns
        distinct = query.select(SQL("DISTINCT %s", columns))
        for employee_id, *values in self.env.execute_query(distinct):
            found[employee_id].append(values)
        return found

    def _versions(self, employees, choices=None):
        """The contracts of all these employees, in one query.

        :returns: dict of employee id → ``Versions``: first and last day of the
            contracts of employment (several versions of one contract count once), and
            whether the last version is of a covered type
        """
        names = ("date_version", "contract_date_start", "contract_date_end")
        rows = self._rows(
            "hr.version",
            employees,
            [*names, "employee_type"],
            Domain("active", "=", True),
        )
        types = {
            company: (choices or company)._entretien_covered_types()
            for company in employees.company_id
        }
        found = {}
        for employee in employees.filtered(lambda who: who._origin.id in rows):
            covered = types.get(employee.company_id, ())
            lines = rows[employee._origin.id]
            contracts = dict.fromkeys(
                (start, end)
                for _day, start, end, kind in lines
                if kind in covered and start
            )
            *_days, present = lines[-1]
            is_covered = not present or present in covered
            found[employee._origin.id] = Versions(tuple(contracts), is_covered)
        return found

    def _interviews(self, employees):
        """The interviews that count for all these employees, in one query.

        A written refusal counts on its own date (the employer made the offer); what
        was declined by word of mouth on return counts for that return alone.

        :returns: dict of employee id → tuple of ``schedule.Interview``
        """
        employees = employees._entretien_maybe_with("entretien_ids")
        names = ["state", "date_held", "date_declined", "declined_how", "motif"]
        counting = Domain("state", "in", COUNTED_STATES)
        rows = self._rows(
            "hr.entretien", employees, [*names, *OCCASION_FLAGS.values()], counting
        )
        result = defaultdict(tuple)
        for employee_id, lines in rows.items():
            for state, held, declined, how, motif, *carried in lines:
                refused = state == "declined"
                if day := declined if refused else held:
                    says = {"refused": refused, "oral": refused and how == "oral"}
                    says |= zip(OCCASION_FLAGS, map(bool, carried), strict=True)
                    result[employee_id] += (engine_interview(day, motif, **says),)
        return result

    def _absences(self, employees):
        """By employee id: lists of the arguments of ``schedule.Absence``."""
        kinds = self.env["hr.entretien.absence.type"]._kinds()
        employees = employees._entretien_maybe_with("entretien_absence_ids")
        names = ["type_id", "date_from", "date_to", "announced_on"]
        rows = self._rows("hr.entretien.absence", employees, names, Domain.TRUE)
        return {
            employee_id: [(kinds[kind], *days) for kind, *days in lines]
            for employee_id, lines in rows.items()
        }

    def _seasonal(self, employees):
        """What earlier seasonal contracts add up to (art. L.1244-2).

        :returns: dict of employee id → number of days and the seniority date that they
            suggest, or None; without those who never had such a contract
        """
        kind = self.env.ref("hr.contract_type_seasonal", raise_if_not_found=False)
        if not kind:
            return {}
        versions = self.env["hr.version"].sudo()
        of_kind = Domain("employee_id", "in", employees._origin.ids)
        of_kind &= Domain("contract_type_id", "=", kind.id)
        found = {}
        for employee in versions.search(of_kind).employee_id:
            contracts, seasonal = [], []
            for version in employee.version_ids.filtered("contract_date_start"):
                start, end = version.contract_date_start, version.contract_date_end
                try:
                    contracts.append(Contract(start, end or None))
                except ValueError:
                    # It ends before it starts: the blocking reason says so.
                    break
                if version.contract_type_id == kind:
                    seasonal.append(contracts[-1])
            else:
                gap_days = employee.company_id.entretien_gap_days
                found[employee.id] = seasonal_seniority(contracts, seasonal, gap_days)
        return found

    # -- what is due on a day ----------------------------------------------------------

    def _due_sql(self, today, only):
        """What is to be held next, as columns named like the interview's fields.

        One interview carries every obligation whose target falls within the horizon of
        the company. An employee to whom nothing is due has no row.

        :param date today:
        :param SQL only: a condition on ``employee``
        :rtype: odoo.tools.SQL, a query
        """
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        due = ("next_date", "next_limit", "next_motif", "end_date", "plan")
        due = [f"entretien_{name}" for name in due]
        employees.flush_model(["active", "company_id", *due])
        self.env["res.company"].flush_model(["entretien_horizon_days"])
        flags = (
            SQL("BOOL_OR(duty ->> 'kind' = %s) AS %s", kind, SQL.identifier(flag))
            for kind, flag in OCCASION_FLAGS.items()
        )
        followed = employees._entretien_followed_domain(today)
        return SQL(
            """
            SELECT employee.id AS employee_id,
                   employee.entretien_next_date AS date_due,
                   employee.entretien_next_limit AS date_limit,
                   employee.entretien_next_motif AS motif,
                   JSONB_AGG(duty -> 'reason' ORDER BY rank)
                       FILTER (WHERE duty IS NOT NULL) AS reason_data,
                   %(flags)s
              FROM hr_employee employee
              JOIN res_company company ON company.id = employee.company_id
              LEFT JOIN LATERAL jsonb_array_elements(
                       CASE jsonb_typeof(employee.entretien_plan -> 'due')
                       WHEN 'array' THEN employee.entretien_plan -> 'due' END)
                   WITH ORDINALITY AS duties(duty, rank)
                ON (duty ->> 'target')::date <= GREATEST(
                       employee.entretien_next_date,
                       %(today)s + COALESCE(company.entretien_horizon_days, 0))
             WHERE employee.entretien_next_date IS NOT NULL AND %(followed)s
               AND %(only)s
             GROUP BY employee.id""",
            flags=SQL(", ").join(flags),
            followed=domain_sql(employees, "employee", None, followed),
            today=today,
            only=only,
        )

    def _due_values(self, employees, today):
        """The same as values of the interview, by employee id; ``False`` where nothing
        is due."""
        ids = [employee_id for employee_id in employees._origin.ids if employee_id]
        names = ("date_due", "date_limit", "reason_data", *OCCASION_FLAGS.values())
        values = {found: dict.fromkeys(names, False) for found in (*ids, False)}
        if ids:
            query = self._due_sql(today, SQL("employee.id = ANY(%s)", ids))
            for row in self.env.execute_query_dict(query):
                values[row.pop("employee_id")] = {
                    name: value or False for name, value in row.items()
                }
        return values

    # -- days that are possible --------------------------------------------------------

    def _first_days(self, employees):
        """By employee id: of the contracts, or of the seniority that HR has settled."""
        versions = self.env["hr.version"].sudo().with_context(active_test=False)
        groups = versions._read_group(
            [("employee_id", "in", employees.ids)],
            ["employee_id"],
            ["contract_date_start:min"],
        )
        starts = {employee.id: start for employee, start in groups if start}
        for employee in employees.sudo():
            settled = employee.entretien_seniority_date
            if settled and employee.id in starts:
                starts[employee.id] = min(starts[employee.id], settled)
        return starts

    def _check_not_ahead(self, employee, day):
        """Today is the user's or the employee's: what is written at night is dated by
        the employee's clock, where it may be past midnight.

        :raises ValidationError: the day is in the future for both
        """
        ahead = day > fields.Date.context_today(self)
        if ahead and not (employee and day <= employee._entretien_day()):
            raise ValidationError(
                self.env._(
                    "%(day)s is in the future: check the date.",
                    day=format_date(self.env, day),
                )
            )

    def _check_past_days(self, days):
        """Nothing of an interview happened in the future, nor before the hire.

        Data that is loaded by no person's hand comes in any order: an interview may
        be there before the contract that it was held under.

        :param days: list of (employee, date)
        :raises ValidationError: one of these days is not possible
        """
        people = self.env["hr.employee"].union(*(employee for employee, _day in days))
        robot = self.env.user._is_superuser()
        first = {} if robot else self._first_days(people)
        for employee, day in days:
            self._check_not_ahead(employee, day)
            hired = first.get(employee.id)
            if hired and day < hired:
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(day)s comes before the first contract "
                        "(%(hired)s). Correct the date, or have HR enter the former "
                        "contract or the seniority date on the employee.",
                        name=employee.sudo().name,
                        day=format_date(self.env, day),
                        hired=format_date(self.env, hired),
                    )
                )
