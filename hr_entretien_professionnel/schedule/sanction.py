"""What an état des lieux may cost: the abondement correctif (art. L.6323-13, R.6323-3).

Companies of 50 employees or more owe it when the interviews asked for were not all
held **and** no training other than a mandatory one (art. L.6321-2) was followed: the
conditions are cumulative, either one saves (Cass. soc. 21 January 2026, n° 24-12.972).

A cycle says which interviews were asked for (see :mod:`required`). It knows no today:
which of them are missing *as things stand* is asked of it with a day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from .answer import Step
from .bilan import bilan_cycles, bilan_delay
from .covid import in_time_until, unsanctioned_until
from .delay import DAY, Delay, add_months
from .facts import DEFAULT_SETTINGS, Facts, Settings
from .regime import Timeline
from .required import Required, asked_by_events, required_between
from .situation import Situation, situate

EPIDEMIC_YEARS = (2020, 2021)
EPIDEMIC_PAY_BY = date(2022, 3, 31)
"""Last day to pay for an état des lieux of those years (decree 2021-1916)."""


@dataclass(frozen=True)
class Cycle:
    """A cycle of the état des lieux, from the end of the one before.

    :param start: day its delay runs from
    :param period_from: first day of the years that it checks: those of its law before
        the day it is held (before its target while it runs), never before the last
        one or the hire (L.6315-1 II, L.6323-13)
    :param period_to: last day of them
    :param target: day by which the law wants the état des lieux
    :param limit: last day before it is missed
    :param closed: day it was held, or refused; None while the cycle runs
    :param regime: code of the law whose length was counted
    :param required: interviews that it checks, by date
    :param agreed_months: period of an agreement made meanwhile, read as that of the
        whole cycle; None without one
    """

    start: date
    period_from: date
    period_to: date
    target: date
    limit: date
    closed: date | None
    regime: str
    required: tuple[Required, ...] = ()
    agreed_months: int | None = None

    @property
    def in_time_until(self) -> date:
        """Last day in time, the epidemic of 2020 counted in."""
        return in_time_until(self.target, self.limit)

    def missing(self, day: date | None = None) -> tuple[Required, ...]:
        """Return what is missing on ``day``; for None, all that was never met."""
        return tuple(duty for duty in self.required if duty.missing(day))

    def make_up_by(self, day: date) -> date | None:
        """Return the last day on which one interview makes up for all that is missing.

        :param day: day on which it is asked
        :return: None when an interview no longer can: a whole further period went by,
            or the état des lieux was held
        """
        lacking = self.missing(day)
        if self.closed or not all(duty.open(day) for duty in lacking):
            return None
        return min((self.limit, *(duty.again for duty in lacking if duty.again)))


def cycles(
    facts: Facts, timeline: Timeline, settings: Settings = DEFAULT_SETTINGS
) -> tuple[Cycle, ...]:
    """Return the cycles of the état des lieux since seniority starts, in order.

    The running one comes last, and falls when :func:`obligations.plan` says; there is
    none when the employment ends before. One état des lieux held after several
    cycles closes them all: they are one. An interview held late, before the état des
    lieux, counts: see :func:`in_time_only`.

    :return: empty when no seniority is known
    :raises OverflowError: a date goes beyond the year 9999
    """
    case = situate(facts, timeline, settings)
    if case is None:
        return ()
    events = tuple(asked_by_events(case))
    found, after = [], None
    for start, closed in bilan_cycles(case):
        known = timeline if closed is None else timeline.until(closed)
        delay = bilan_delay(case, start, known)
        if closed or not case.ends_before(delay.target):
            found.append(_cycle(case, events, start, after, closed, delay))
        after = closed
    return tuple(found)


def in_time_only(cycle: Cycle) -> Cycle:
    """Return the cycle read strictly: an interview held after its limit meets nothing.

    Neither reading is settled: art. L.6323-13 asks that the interviews were held, and
    no court said whether one held late was. A return from absence has no legal limit.
    """
    read = (
        duty._replace(met=False)
        if duty.kind != "return" and duty.held and duty.held > duty.unsanctioned_until
        else duty
        for duty in cycle.required
    )
    return replace(cycle, required=tuple(read))


def postponed_steps(found: Iterable[Cycle]) -> Iterator[Step]:
    """Yield what was not held within its limit, and had longer by the epidemic.

    Steps as those of :mod:`steps`, coded ``postponed``: ``obligation``, ``target``,
    ``until`` (last day in time, see :mod:`covid`), ``free`` (last day without
    sanction), ``held`` (None if never).

    :param found: from :func:`cycles`
    """
    for cycle in found:
        asked = [(duty.kind, duty, duty.held) for duty in cycle.required]
        for kind, duty, held in (*asked, ("bilan", cycle, cycle.closed)):
            free = unsanctioned_until(duty.target, duty.limit)
            if duty.limit < free and (held is None or held > duty.limit):
                days = {"target": duty.target, "until": duty.in_time_until}
                days |= {"free": free, "held": held}
                dated = {name: day and day.isoformat() for name, day in days.items()}
                yield Step("postponed", {"obligation": kind, **dated})


def outcome(
    cycle: Cycle, *, trained: bool, concerned: bool, day: date | None = None
) -> str:
    """Return what the cycle costs or would cost: ``not_concerned``, or as
    :func:`cumulative` says.

    :param trained: a training other than a mandatory one was followed, one of the CPF
        that the employer co-funded included
    :param concerned: the company has crossed the threshold of 50 (see :mod:`headcount`)
    :param day: as things stand on that day, what is still to come is not missing; None
        takes all the interviews asked for
    """
    if not concerned:
        return "not_concerned"
    return cumulative(missing=bool(cycle.missing(day)), trained=trained)


def cumulative(*, missing: bool, trained: bool) -> str:
    """Return what both conditions come to where they concern (art. L.6323-13).

    :return: ``exposed``, ``saved_training``, ``saved_interviews`` or ``saved_both``
    """
    if missing:
        return "saved_training" if trained else "exposed"
    return "saved_both" if trained else "saved_interviews"


def amount(found: str, full: float) -> float:
    """Return what the cycle costs, in euros: 3 000, the same for part time, or nothing.

    :param found: see :func:`outcome`
    :param full: the sum of art. R.6323-3
    """
    return full if found == "exposed" else 0.0


def pay_by(day: date) -> date:
    """Return the last day to pay for an état des lieux of ``day`` (art. R.6323-3).

    It is the last one of the calendar quarter that follows that of the état des lieux,
    31 March 2022 for those of 2020 and 2021 (decree 2021-1916).
    """
    if day.year in EPIDEMIC_YEARS:
        return EPIDEMIC_PAY_BY
    quarter = date(day.year, day.month - (day.month - 1) % 3, 1)
    return add_months(quarter, 6) - DAY


def _cycle(
    case: Situation,
    events: Iterable[Required],
    start: date,
    after: date | None,
    closed: date | None,
    delay: Delay,
) -> Cycle:
    until = closed or delay.target
    examined = case.timeline.at(until).examined
    first = max(add_months(until, -examined), after or case.since)
    agreed = None
    if case.settings.whole_cycle and (
        agreed := case.timeline.agreed_during(first, until)
    ):
        case = case._replace(timeline=case.timeline.with_period(agreed))
    return Cycle(
        start=start,
        period_from=first,
        period_to=until,
        target=delay.target,
        limit=delay.limit,
        closed=closed,
        regime=delay.regime,
        required=required_between(case, events, first, after, closed, until),
        agreed_months=agreed,
    )
