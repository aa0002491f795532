"""What comes out: dated obligations, their reasons and the reasoning behind them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Literal, NamedTuple

from .delay import Delay
from .facts import Interview

Figure = str | int | bool | None


@dataclass(frozen=True)
class Reason:
    """Why a date is what it is: a code to put into words, and its figures.

    Codes: ``after_hire``, ``after_law`` (hired before the law, ``hired`` says when),
    ``after_interview``, ``after_refusal``, ``after_missed`` (in a cycle seen whole:
    ``start`` is the nominal date before, let pass), ``bilan_after_start``,
    ``bilan_after_law``, ``bilan_after_bilan`` (``held``: the last bilan; ``refused``
    when it was declined), ``after_return`` (``kind`` of absence, its ``article``,
    ``absence_from``, ``absence_to``, ``days`` to hold it), ``before_leave`` (the same
    without ``days``; ``start`` is the first day of the leave), ``after_visit``,
    ``before_sixty`` (``window_from``; ``carried_by``: kind of the obligation that
    falls in the window, None without one), ``no_contract_date``.

    Figures of an obligation: ``start`` of the delay and, as in :class:`Delay`,
    ``months``, ``regime``, ``change`` and ``change_date``; ``suspended_days`` when
    there are any; ``agreement`` is true when an agreement set the length, absent
    otherwise, ``agreement_change`` when the change is one of agreement, the law being
    the same before and after; ``possible_from``: day from which the law lets a first
    bilan be held ahead of its target, absent without one; ``override`` is true when the
    date rests on the seniority that HR set, absent otherwise. Dates are ISO strings, so
    that JSON takes the whole as it is.
    """

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict, hash=False)

    def __post_init__(self):
        object.__setattr__(self, "figures", dict(self.figures))

    def to_json(self) -> dict[str, Figure]:
        """Return the code and the figures in one dictionary of plain values."""
        return {"code": self.code, **self.figures}


@dataclass(frozen=True)
class Step(Reason):
    """A line of the reasoning, formed as a reason; :mod:`steps` lists the codes."""


class Obligation(NamedTuple):
    """Something to hold by ``target``, and missed once ``limit`` is past.

    :param kind: ``return`` is of the first return from absence still without an
        interview, ``before_leave`` of the first leave to come that grants one;
        ``mid_career`` follows the visite médicale de mi-carrière
    """

    kind: Literal[
        "first",
        "periodic",
        "bilan",
        "return",
        "before_leave",
        "mid_career",
        "end_career",
    ]
    target: date
    limit: date
    reason: Reason


class Finding(NamedTuple):
    """What an event asks for, if anything, and the steps that led there.

    :param talk: the interview that met the obligation, None when it is still due
    """

    obligation: Obligation | None = None
    steps: tuple[Step, ...] = ()
    talk: Interview | None = None

    @property
    def due(self) -> Obligation | None:
        """The obligation, unless it was met."""
        return None if self.talk else self.obligation


@dataclass(frozen=True)
class Plan:
    """The next obligations of an employee.

    :param start: start of seniority, be it before the law
    :param hire: first day of the current employment, whatever seniority was accepted;
        the same where HR's seniority date is all that is known
    :param end: last day of the current employment, None = open ended
    :param by_kind: obligations to come or overdue
    :param discarded: obligations that the end of the employment makes void
    :param blocked: why nothing can be computed; all the rest is then empty
    :param reasoning: yields the steps of it; left out of comparisons
    """

    start: date | None = None
    hire: date | None = None
    end: date | None = None
    by_kind: Mapping[str, Obligation] = field(default_factory=dict, hash=False)
    discarded: tuple[Obligation, ...] = ()
    blocked: Reason | None = None
    reasoning: Callable[[], Iterable[Step]] = field(
        default=tuple, compare=False, repr=False
    )

    @property
    def steps(self) -> tuple[Step, ...]:
        """The whole reasoning, in order, put together when asked for."""
        return tuple(self.reasoning())

    @cached_property
    def due(self) -> tuple[Obligation, ...]:
        """Obligations to come or overdue, by target then limit."""
        return tuple(sorted(self.by_kind.values(), key=attrgetter("target", "limit")))

    @property
    def periodic(self) -> Obligation | None:
        """Next interview, of kind ``first`` or ``periodic``."""
        return self.by_kind.get("first") or self.by_kind.get("periodic")

    @property
    def bilan(self) -> Obligation | None:
        """Next état des lieux."""
        return self.by_kind.get("bilan")

    @property
    def next(self) -> Obligation | None:
        """Obligation with the earliest target."""
        return next(iter(self.due), None)

    @property
    def next_limit(self) -> date | None:
        """Earliest limit, not always that of the earliest target."""
        return min((duty.limit for duty in self.due), default=None)


def delay_figures(start: date, delay: Delay, **extra: Figure) -> dict[str, Figure]:
    """Return the figures of an obligation that ``delay`` dates."""
    figures = event_figures(start, delay.months, delay.regime, **extra)
    if delay.change:
        day = delay.change_date.isoformat()
        figures |= {"change": delay.change, "change_date": day}
    if delay.suspended_days:
        figures["suspended_days"] = delay.suspended_days
    return figures


def event_step(code: str, kind: str, start: date, **figures: Figure) -> Step:
    """Return a step about the obligation of this ``kind`` that ``start`` asks for."""
    return Step(code, {"obligation": kind, "start": start.isoformat(), **figures})


def event_figures(
    start: date, months: int | None, regime: str, **extra: Figure
) -> dict[str, Figure]:
    """Return the figures of an obligation that no change of law can move."""
    return {
        "start": start.isoformat(),
        "months": months,
        "regime": regime,
        "change": None,
        "change_date": None,
        **extra,
    }
