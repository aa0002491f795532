"""What art. L.6315-1 C. trav. asks for next, by when and why, from one career."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Literal

from .career import Contract, current_employment
from .delay import Delay, delay_from
from .regime import Timeline

Figure = str | int | bool | None


@dataclass(frozen=True)
class Interview:
    """An interview that meets the obligation of its date.

    :param held: day it was held or, when ``refused``, day of the written refusal
    :param bilan: it was an état des lieux récapitulatif too (art. L.6315-1 II)
    :param refused: the employee declined in writing what was offered; it counts as
        if held, for the bilan as well when ``bilan`` was offered
    """

    held: date
    bilan: bool = False
    refused: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of one employee, in any order.

    :param seniority_override: seniority date set by HR (transfer of art. L.1224-1,
        move within a group), which prevails over the contracts
    """

    contracts: tuple[Contract, ...] = ()
    seniority_override: date | None = None
    interviews: tuple[Interview, ...] = ()


@dataclass(frozen=True)
class Settings:
    """The readings of the law that a company may choose.

    :param gap_days: most days between two contracts that keep seniority unbroken
    :param bilan_chain: where the cycle after a bilan starts: ``seniority`` (on the
        nominal date of the cycle it closes, or on its own day when early) or
        ``held`` (always on its own day)
    :raises ValueError: negative gap or unknown chain
    """

    gap_days: int = 4
    bilan_chain: Literal["seniority", "held"] = "seniority"

    def __post_init__(self):
        if self.gap_days < 0:
            raise ValueError("gap_days is a number of days, 0 or more.")
        if self.bilan_chain not in ("seniority", "held"):
            raise ValueError(f"Unknown bilan chain: {self.bilan_chain!r}.")


DEFAULT_SETTINGS = Settings()


@dataclass(frozen=True)
class Reason:
    """Why a date is what it is: a code to put into words, and its figures.

    Codes: ``after_hire``, ``after_law`` (hired before the law, ``hired`` says when),
    ``after_interview``, ``after_refusal``, ``bilan_after_start``,
    ``bilan_after_law``, ``bilan_after_bilan`` (``held``: the last bilan; ``refused``
    when it was declined), ``no_contract_date``.

    Figures of an obligation: ``start`` of the delay and, as in :class:`Delay`,
    ``months``, ``regime``, ``change`` and ``change_date``; ``override`` is true when
    the date rests on the seniority that HR set, absent otherwise. Dates are ISO
    strings, so that JSON takes the whole as it is.
    """

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict, hash=False)

    def __post_init__(self):
        object.__setattr__(self, "figures", dict(self.figures))

    def to_json(self) -> dict[str, Figure]:
        """Return the code and the figures in one dictionary of plain values."""
        return {"code": self.code, **self.figures}


@dataclass(frozen=True)
class Obligation:
    """Something to hold by ``target``, and missed once ``limit`` is past."""

    kind: Literal["first", "periodic", "bilan"]
    target: date
    limit: date
    reason: Reason


@dataclass(frozen=True)
class Plan:
    """The next obligations of an employee.

    :param start: start of seniority, be it before the law
    :param end: last day of the current employment, None = open ended
    :param periodic: next interview, of kind ``first`` or ``periodic``
    :param bilan: next état des lieux
    :param discarded: obligations that the end of the employment makes void
    :param blocked: why nothing can be computed; all the rest is then empty
    """

    start: date | None = None
    end: date | None = None
    periodic: Obligation | None = None
    bilan: Obligation | None = None
    discarded: tuple[Obligation, ...] = ()
    blocked: Reason | None = None

    @property
    def due(self) -> tuple[Obligation, ...]:
        """Obligations to come or overdue, by target then limit."""
        found = [duty for duty in (self.periodic, self.bilan) if duty]
        return tuple(sorted(found, key=attrgetter("target", "limit")))

    @property
    def next(self) -> Obligation | None:
        """Obligation with the earliest target."""
        return next(iter(self.due), None)

    @property
    def next_limit(self) -> date | None:
        """Earliest limit, not always that of the earliest target."""
        return min((duty.limit for duty in self.due), default=None)


def plan(
    facts: Facts, timeline: Timeline, settings: Settings = DEFAULT_SETTINGS
) -> Plan:
    """Return what the law asks for next (art. L.6315-1 C. trav.).

    Nothing is guessed: without a contract or a seniority date the plan is blocked.
    Interviews held before the current seniority, or before the first regime, do not
    count. What falls due after the end of the employment is discarded.

    :param facts: contracts and interviews of one employee
    :param timeline: regimes of the company, see :func:`regime.timeline_for`
    :param settings: readings of the law chosen by the company
    """
    employment = current_employment(facts.contracts, settings.gap_days)
    if employment is None and facts.seniority_override is None:
        return Plan(blocked=Reason("no_contract_date"))
    hired = facts.seniority_override or employment.start
    seniority = _Seniority(
        hired, max(hired, timeline.start), facts.seniority_override is not None
    )
    counted = [item for item in facts.interviews if item.held >= seniority.since]
    periodic = _periodic(seniority, counted, timeline)
    bilan = _bilan(seniority, counted, timeline, settings)
    return _within(hired, employment.end if employment else None, periodic, bilan)


@dataclass(frozen=True)
class _Seniority:
    """``hired``, raised to the first day of the law in ``since``."""

    hired: date
    since: date
    override: bool

    def figures(self) -> dict[str, Figure]:
        figures = {"override": True} if self.override else {}
        if self.hired < self.since:
            figures["hired"] = self.hired.isoformat()
        return figures

    def code(self, prefix: str, after_hire: str) -> str:
        return prefix + ("after_law" if self.hired < self.since else after_hire)


def _within(
    start: date, end: date | None, periodic: Obligation, bilan: Obligation
) -> Plan:
    """Return the plan without what falls due after the end of the employment."""
    void = tuple(duty for duty in (periodic, bilan) if end and duty.target > end)
    return Plan(
        start=start,
        end=end,
        periodic=None if periodic in void else periodic,
        bilan=None if bilan in void else bilan,
        discarded=void,
    )


def _periodic(
    seniority: _Seniority, interviews: Iterable[Interview], timeline: Timeline
) -> Obligation:
    """Return the next interview: art. L.6315-1 I, any interview resets its clock."""
    last = _last(interviews)
    if last is None:
        delay = delay_from(seniority.since, timeline, attrgetter("first_months"))
        code = seniority.code("", "after_hire")
        figures = _figures(seniority.since, delay, **seniority.figures())
        return Obligation("first", delay.target, delay.limit, Reason(code, figures))
    delay = delay_from(last.held, timeline, attrgetter("period_months"))
    code = "after_refusal" if last.refused else "after_interview"
    reason = Reason(code, _figures(last.held, delay))
    return Obligation("periodic", delay.target, delay.limit, reason)


def _bilan(
    seniority: _Seniority,
    interviews: Iterable[Interview],
    timeline: Timeline,
    settings: Settings,
) -> Obligation:
    """Return the next état des lieux: art. L.6315-1 II, only a bilan resets it."""
    bilans = [item for item in interviews if item.bilan]
    days = {item.held for item in bilans}
    start = _cycle_start(seniority.since, days, timeline, settings.bilan_chain)
    delay = _bilan_delay(start, timeline)
    last = _last(bilans)
    if last is None:
        code, extra = seniority.code("bilan_", "after_start"), seniority.figures()
    else:
        code, extra = "bilan_after_bilan", _last_bilan_figures(last, seniority)
    reason = Reason(code, _figures(start, delay, **extra))
    return Obligation("bilan", delay.target, delay.limit, reason)


def _bilan_delay(start: date, timeline: Timeline) -> Delay:
    tolerance = attrgetter("bilan_tolerance_months")
    return delay_from(start, timeline, attrgetter("bilan_months"), tolerance)


def _cycle_start(
    start: date, days: Iterable[date], timeline: Timeline, chain: str
) -> date:
    """Return the start of the running cycle, after the bilans held on ``days``."""
    for held in sorted(days):
        start = held if chain == "held" else _next_cycle(start, held, timeline)
    return start


def _next_cycle(start: date, held: date, timeline: Timeline) -> date:
    """Return the start of the cycle that follows a bilan, counted by seniority.

    The bilan closes all cycles whose nominal date has come, under the laws in force
    on its day: a later law does not make early what was in time. An early one
    closes its own cycle at once.
    """
    known = timeline.until(held)
    nominal = _bilan_delay(start, known).target
    if held < nominal:
        return held
    while nominal <= held:
        start, nominal = nominal, _bilan_delay(nominal, known).target
    return start


def _last(interviews: Iterable[Interview]) -> Interview | None:
    """Return the last interview; on the same day, one held prevails over a refusal."""
    return max(interviews, key=lambda item: (item.held, not item.refused), default=None)


def _last_bilan_figures(last: Interview, seniority: _Seniority) -> dict[str, Figure]:
    figures: dict[str, Figure] = {"held": last.held.isoformat()}
    if last.refused:
        figures["refused"] = True
    if seniority.override:
        figures["override"] = True
    return figures


def _figures(start: date, delay: Delay, **extra: Figure) -> dict[str, Figure]:
    change_date = delay.change_date
    return {
        "start": start.isoformat(),
        "months": delay.months,
        "regime": delay.regime,
        "change": delay.change,
        "change_date": change_date.isoformat() if change_date else None,
        **extra,
    }
