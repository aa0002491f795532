"""What Odoo knows of employees, gathered in batches for the engine."""

from collections import defaultdict, namedtuple
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date

from ...schedule import Interview

HELD_STATES = ("held", "closed")
# The facts that are a date on the card itself.
OWN_DATES = (
    "birthday",
    "entretien_seniority_date",
    "entretien_visit_date",
    "departure_date",
)

Versions = namedtuple("Versions", "contracts covered last_type")
NO_VERSION = Versions((), False, None)
Gathered = namedtuple(
    "Gathered",
    "versions interviews absences unreadable",
    defaults=(NO_VERSION, (), (), None),
)
Case = namedtuple("Case", "found block timeline settings")


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_cases(self, choices=None):
        """What the engine is asked about all these employees, gathered in a batch.

        :param choices: see ``_entretien_plans``
        :returns: iterator of (employee, ``Case``), whose block is the code of what
            keeps the employee from having dates, or None
        """
        gathered = self._entretien_gather(choices)
        laws = self.env["hr.entretien.regime"]._laws()
        unreadable = self.filtered(lambda who: gathered[who._origin.id].unreadable)
        for employee in unreadable:
            found = gathered[employee._origin.id]
            yield employee, Case(found, found.unreadable, None, None)
        for company, employees in (self - unreadable).grouped("company_id").items():
            chosen = choices or company
            timeline = chosen._entretien_timeline(laws) if chosen else None
            settings = chosen._entretien_schedule_settings() if chosen else None
            for employee in employees:
                found = gathered[employee._origin.id]
                block = employee._entretien_block(found.versions, timeline)
                yield employee, Case(found, block, timeline, settings)

    def _entretien_gather(self, choices=None):
        """What is known of these employees, one query per kind of fact.

        A day that PostgreSQL knows and Python does not, in the year 12025, fails the
        whole query that reads it: halved until it stands alone, it stops nobody else.

        :param choices: see ``_entretien_plans``
        :returns: dict of employee id → ``Gathered``
        """
        try:
            return self._entretien_gather_together(choices)
        except ValueError:
            half = len(self) // 2
            if not half:
                code = self._entretien_unreadable_fact(choices)
                return {self._origin.id: Gathered(unreadable=code)}
        # Browsed anew: what is read of one would be read of all.
        halves = self.browse(self._ids[:half]), self.browse(self._ids[half:])
        first, second = (some._entretien_gather(choices) for some in halves)
        return first | second

    def _entretien_unreadable_fact(self, choices):
        """Code of the fact of this one employee that cannot be read."""
        alone = self.browse(self._ids).with_context(prefetch_fields=False)
        readers = {
            "contract_dates": lambda: alone._entretien_versions(choices),
            "interview_dates": alone._entretien_interviews,
            "absence_dates": alone._entretien_absences,
            **{name: partial(alone.__getitem__, name) for name in OWN_DATES},
        }
        for code, read in readers.items():
            try:
                read()
            except ValueError:
                return code
        return "unreadable"

    def _entretien_gather_together(self, choices):
        for name in OWN_DATES:
            self.mapped(name)
        versions = self._entretien_versions(choices)
        interviews = self._entretien_interviews()
        absences = self._entretien_absences()
        return {
            employee_id: Gathered(
                versions.get(employee_id, NO_VERSION),
                interviews.get(employee_id, ()),
                absences.get(employee_id, ()),
            )
            for employee_id in {*self._origin.ids, False}
        }

    def _entretien_versions(self, choices=None):
        """The contracts of all these employees, in one query.

        :returns: dict of employee id → ``Versions``: first and last day of the
            contracts of employment (several versions of one contract count once),
            whether any version is of a covered type, and the type of the last one
        """
        Version = self.env["hr.version"].sudo().with_context(active_test=True)
        groups = Version._read_group(
            [("employee_id", "in", self._origin.ids)],
            [
                "employee_id",
                "date_version:day",
                "contract_date_start:day",
                "contract_date_end:day",
                "employee_type",
            ],
            order="employee_id, date_version:day",
        )
        covered_types = {
            company: (choices or company)._entretien_covered_types()
            for company in self.company_id
        }
        company_of = {employee._origin.id: employee.company_id for employee in self}
        rows = defaultdict(list)
        for employee, _day, start, end, employee_type in groups:
            covered = employee_type in covered_types.get(company_of[employee.id], ())
            rows[employee.id].append((covered, start, end, employee_type))
        return {
            employee_id: Versions(
                contracts=tuple(
                    dict.fromkeys(
                        (start, end or None)
                        for covered, start, end, _type in lines
                        if covered and start
                    )
                ),
                covered=any(line[0] for line in lines) and lines[-1][0],
                last_type=lines[-1][3],
            )
            for employee_id, lines in rows.items()
        }

    def _entretien_interviews(self):
        """The interviews that count for all these employees, in one query.

        A written refusal counts on its own date (the employer made the offer); what
        was declined by word of mouth on return counts for that return alone.

        :returns: dict of employee id → tuple of ``schedule.Interview``
        """
        domain = [
            ("employee_id", "in", self._origin.ids),
            ("state", "in", (*HELD_STATES, "declined")),
        ]
        groups = (
            self.env["hr.entretien"]
            .sudo()
            ._read_group(
                domain,
                [
                    "employee_id",
                    "state",
                    "date_held:day",
                    "date_declined:day",
                    "declined_how",
                    "motif",
                    "with_bilan",
                    "with_mid_career",
                    "with_end_career",
                ],
            )
        )
        result = defaultdict(list)
        for employee, state, held, declined, how, motif, *carried in groups:
            refused = state == "declined"
            oral = refused and how == "oral"
            if day := declined if refused else held:
                result[employee.id].append(
                    self._entretien_interview(day, refused, oral, motif, *carried)
                )
        return {employee_id: tuple(items) for employee_id, items in result.items()}

    def _entretien_interview(
        self, day, refused, oral, motif, bilan, mid_career, end_career
    ):
        """One interview as the engine knows it; its motif says what it was for too."""
        return Interview(
            day,
            bilan=bilan,
            refused=refused,
            oral=oral,
            on_return=motif == "return",
            before_leave=motif == "before_leave",
            mid_career=mid_career or motif == "mid_career",
            end_career=end_career or motif == "end_career",
        )

    def _entretien_absences(self):
        """The absences of all these employees, in one query.

        :returns: dict of employee id → tuple of the arguments of ``schedule.Absence``
        """
        kinds = self.env["hr.entretien.absence.type"]._kinds()
        groups = (
            self.env["hr.entretien.absence"]
            .sudo()
            ._read_group(
                [("employee_id", "in", self._origin.ids)],
                [
                    "employee_id",
                    "type_id",
                    "date_from:day",
                    "date_to:day",
                    "announced_on:day",
                ],
            )
        )
        result = defaultdict(list)
        for employee, kind, start, end, announced in groups:
            dates = (start, end, announced or None)
            result[employee.id].append((kinds[kind.id], *dates))
        return {employee_id: tuple(items) for employee_id, items in result.items()}

    def _entretien_first_days(self):
        """First day known of each: contracts, or the seniority HR has settled.

        :returns: dict of employee id → date, without those of whom no day is known
        """
        groups = (
            self.env["hr.version"]
            .sudo()
            .with_context(active_test=False)
            ._read_group(
                [("employee_id", "in", self.ids)],
                ["employee_id"],
                ["contract_date_start:min"],
            )
        )
        starts = {employee.id: start for employee, start in groups if start}
        for employee in self.sudo():
            settled = employee.entretien_seniority_date
            if settled and employee.id in starts:
                starts[employee.id] = min(starts[employee.id], settled)
        return starts

    @api.model
    def _entretien_check_past_days(self, days):
        """Nothing of an interview happened in the future, nor before the hire.

        Data that is loaded by no person's hand comes in any order: an interview may
        be there before the contract that it was held under.

        :param days: list of (employee, date); no employee: not in the future is enough
        :raises ValidationError: one of these days is not possible
        """
        people = self.union(*(employee for employee, _day in days))
        today = fields.Date.context_today(self)
        robot = self.env.user._is_superuser()
        first = {} if robot else people._entretien_first_days()
        for employee, day in days:
            if day > today:
                raise ValidationError(
                    self.env._(
                        "%(day)s is in the future: check the date.",
                        day=format_date(self.env, day),
                    )
                )
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

    def _entretien_wrong_fact(self, found):
        """Code of the fact that stops the engine: what is the wrong way round, else
        the day furthest from today, which leads beyond the calendar.

        A contract without an end often says 9999: its last day stops nothing.

        :param found: ``Gathered``
        """
        self.ensure_one()
        contracts, absences = found.versions.contracts, found.absences
        if any(end and end < start for start, end in contracts):
            return "contract_dates"
        if any(end < start for _kind, start, end, _announced in absences):
            return "absence_dates"
        days = [("contract_dates", start) for start, _end in contracts]
        days += [("interview_dates", interview.held) for interview in found.interviews]
        days += [("absence_dates", day) for absence in absences for day in absence[1:3]]
        days += [(name, self[name]) for name in OWN_DATES if self[name]]
        today = fields.Date.context_today(self)
        return max(days, key=lambda item: abs(item[1] - today))[0]
