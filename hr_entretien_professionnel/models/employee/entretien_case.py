"""One employee before the engine: plain values in, a plan or cycles out."""

from collections import namedtuple
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from odoo.models import BaseModel

from ...schedule import (
    Absence,
    Contract,
    Facts,
    Interview,
    Plan,
    Reason,
    Settings,
    Timeline,
    cycles,
    in_time_only,
    plan,
)

# The facts that are a date on the card itself.
CARD_DATES = ("birthday", "entretien_seniority_date", "entretien_visit_date")
OWN_DATES = (*CARD_DATES, "departure_date")
CARD = (*CARD_DATES, "current_version_id", "entretien_excluded", "company_id", "active")
# What a database that comes from an older Odoo may hold: contracts that end before they
# start, a year typed with a digit too many, which leads beyond the calendar.
IMPOSSIBLE = (ValueError, OverflowError)

Versions = namedtuple("Versions", "contracts covered")
NO_VERSION = Versions((), True)
Gathered = namedtuple(
    "Gathered",
    "versions interviews absences unreadable",
    defaults=(NO_VERSION, (), (), None),
)


def engine_interview(
    day, motif, *, bilan, mid_career, end_career, refused=False, oral=False
):
    """An interview as the engine knows it, held (or declined) on that day."""
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


@dataclass
class Case:
    """What the engine is asked about one employee, and what it answers.

    Dates that cannot be are this employee's trouble, not all's: they block the case.

    :param employee: ``hr.employee``, one record
    :param found: what was gathered of them
    :param today: from which a wrong date is the furthest
    :param timeline: None: no law at all
    :param late_counts: whether an interview held late counts for the état des lieux

    ``block`` is the code of what keeps the employee from having dates, or None.
    """

    employee: BaseModel
    found: Gathered
    today: date
    timeline: Timeline | None = None
    settings: Settings | None = None
    late_counts: bool = False
    facts: Facts | None = field(init=False, default=None)
    block: str | None = field(init=False, default=None)

    def __post_init__(self):
        who, found, versions = self.employee, self.found, self.found.versions
        if found.unreadable:
            # No field of the card is read: all of them would be.
            self.block = found.unreadable
        elif who.entretien_excluded:
            self.block = "excluded"
        elif not versions.covered:
            self.block = "employee_type"
        elif not self.timeline:
            self.block = "no_regime"
        if self.block:
            return
        try:
            self.facts = Facts(
                contracts=tuple(Contract(*dates) for dates in versions.contracts),
                seniority_override=who.entretien_seniority_date or None,
                interviews=found.interviews,
                absences=tuple(Absence(*dates) for dates in found.absences),
                birthday=who.birthday or None,
                visit=who.entretien_visit_date or None,
                departure=who.current_version_id.departure_date or None,
            )
        except IMPOSSIBLE:
            # A contract or an absence ends before it starts.
            self.block = self._wrong_fact()

    def plan(self):
        """The obligations to come, or what blocks them: a ``schedule.Plan``."""
        if self.block:
            return Plan(blocked=Reason(self.block))
        try:
            return plan(self.facts, self.timeline, self.settings)
        except IMPOSSIBLE:
            return Plan(blocked=Reason(self._wrong_fact()))

    def cycles(self, *meant, late_counts=None):
        """The ``schedule.Cycle`` of the état des lieux; none when they cannot be found.

        :param schedule.Interview meant: still to be held, taken as if they were
        :param late_counts: another reading than the company's
        """
        if self.block:
            return ()
        late = self.late_counts if late_counts is None else late_counts
        try:
            found = self._cycles_with(meant) if meant else self._cycles
        except IMPOSSIBLE:
            return ()
        return found if late else tuple(map(in_time_only, found))

    def missed(self, today):
        """Whether the deadline of the running cycle has passed."""
        running = [cycle for cycle in self.cycles() if not cycle.closed]
        return bool(running) and running[-1].in_time_until < today

    @cached_property
    def _cycles(self):
        return self._cycles_with(())

    def _cycles_with(self, meant):
        facts = replace(self.facts, interviews=(*self.facts.interviews, *meant))
        return cycles(facts, self.timeline, self.settings)

    def begun_before_seniority(self):
        """First day of a contract that goes on, begun before the seniority that HR set;
        else None."""
        if not (self.facts and (day := self.facts.seniority_override)):
            return None
        going_on = (
            one for one in self.facts.contracts if (one.end or day) >= self.today
        )
        return next((one.start for one in going_on if one.start < day), None)

    def _wrong_fact(self):
        """Code of the fact that stops the engine: what is the wrong way round, else
        the day furthest from today, which leads beyond the calendar.

        A contract without an end often says 9999: its last day stops nothing.
        """
        contracts, absences = self.found.versions.contracts, self.found.absences
        if any(end and end < start for start, end in contracts):
            return "contract_dates"
        if any(end < start for _kind, start, end, _announced in absences):
            return "absence_dates"
        days = [
            *(("contract_dates", start) for start, _end in contracts),
            *(("interview_dates", item.held) for item in self.found.interviews),
            *(("absence_dates", day) for absence in absences for day in absence[1:3]),
            *((name, self.employee[name]) for name in OWN_DATES if self.employee[name]),
        ]
        return max(days, key=lambda item: abs(item[1] - self.today))[0]
