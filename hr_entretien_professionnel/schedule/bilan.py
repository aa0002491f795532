"""The état des lieux récapitulatif, or bilan: art. L.6315-1 II, by seniority."""

from datetime import date
from operator import attrgetter

from .answer import Figure, Obligation, Reason, delay_figures
from .delay import Delay, add_months, delay_from
from .regime import Timeline
from .situation import Situation, last_of

BILAN_MONTHS = attrgetter("bilan_months")
BILAN_TOLERANCE = attrgetter("bilan_tolerance_months")

FLOOR_MONTHS = 12
"""Of a late état des lieux: the next one is never asked for sooner, in months."""


def next_bilan(case: Situation) -> Obligation:
    """Return the next état des lieux: only a bilan held, or refused, resets it.

    The days that seniority leaves out move every cycle that they fall in.
    """
    start, _held = bilan_cycles(case)[-1]
    delay = bilan_delay(case, start, case.timeline)
    last = last_of(tuple(item for item in case.interviews if item.bilan))
    if last is not None:
        code, extra = "bilan_after_bilan", {"held": last.held.isoformat()}
        extra |= {"refused": True} if last.refused else {}
        extra |= {"override": True} if case.override else {}
    else:
        code = "bilan_after_law" if case.before_law else "bilan_after_start"
        extra = case.seniority_figures() | _possible_figures(case, delay)
    reason = Reason(code, delay_figures(start, delay, **extra))
    return Obligation("bilan", delay.target, delay.limit, reason)


def bilan_delay(case: Situation, start: date, timeline: Timeline) -> Delay:
    """Return the delay of the état des lieux of the cycle that starts on ``start``."""
    return delay_from(
        start, timeline, BILAN_MONTHS, BILAN_TOLERANCE, case.suspensions.shift
    )


def bilan_cycles(case: Situation) -> tuple[tuple[date, date | None], ...]:
    """Return the cycles: their start and the day of the bilan that closed them.

    One bilan, held or refused, closes one cycle, and any cycles missed before it with
    it. The last cycle is the running one, closed by None.
    """
    by_day = case.settings.bilan_chain == "held"
    found, start = [], case.since
    for held in sorted({item.held for item in case.interviews if item.bilan}):
        found.append((start, held))
        start = held if by_day else _next_cycle(case, start, held)
    return (*found, (start, None))


def _next_cycle(case: Situation, start: date, held: date) -> date:
    """Return the start of the cycle that follows a bilan, counted by seniority.

    The bilan closes all cycles whose nominal date has come, under the laws in force
    on its day: a later law does not make early what was in time. A late one held in
    the :data:`FLOOR_MONTHS` before the following nominal date closes that cycle too,
    on that date (an inference). An early one closes its own cycle at once.
    """
    known = case.timeline.until(held)
    nominal = bilan_delay(case, start, known).target
    if held < nominal:
        return held
    while nominal <= held:
        start, nominal = nominal, bilan_delay(case, nominal, known).target
    return nominal if add_months(nominal, -FLOOR_MONTHS) <= held else start


def _possible_figures(case: Situation, delay: Delay) -> dict[str, Figure]:
    """Return from when the first état des lieux may be held ahead of its target.

    A permission of the law of 2025 (L.6315-1 II), given once the first interview was
    held, a refusal being none, and only where it comes before the target.
    """
    months = case.timeline.at(delay.target).bilan_early_months
    held = [item.held for item in case.interviews if not item.refused]
    if not (months and held):
        return {}
    day = add_months(held[0], months)
    return {"possible_from": day.isoformat()} if day < delay.target else {}
