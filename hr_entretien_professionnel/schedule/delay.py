"""One delay, from the day it starts to run, across the changes of law it meets.

Art. 2222 of the Code civil settles what a new law does to a delay already running:
it never revives one that has expired; it lengthens one still running, the time gone
by counting; when it shortens, the new length runs from the change of law, and the
whole may not exceed what the old law gave.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from .regime import Regime, Timeline

EXPIRED = "expired"
LENGTHENED = "lengthened"
SHORTENED_NEW = "shortened_new"
SHORTENED_OLD = "shortened_old"

DAY = timedelta(days=1)
SHORTEST_MONTH = 28


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month, number = day.year + years, month + 1, day.day
    if number > SHORTEST_MONTH:
        number = min(number, monthrange(year, month)[1])
    return date(year, month, number)


class Delay(NamedTuple):
    """The end of a delay, and the rule that gives it.

    ``target`` is always ``months`` after the start of the delay or, when ``change``
    is ``shortened_new``, after ``change_date``; ``suspended_days`` come on top. The
    regime named is the one whose length was counted, which need not be the one in
    force at the target.

    :param target: day by which the law wants the thing done; still in time itself
    :param limit: last day before the obligation is missed; never before the target
    :param months: length counted
    :param regime: code of the regime that sets this length
    :param change: how a change of law came to this date (art. 2222 C. civ.): None,
        ``expired`` (it came too late to apply), ``lengthened``, ``shortened_new``
        (new length, from the change) or ``shortened_old`` (old length, sooner over)
    :param change_date: day of that change of law, None without one
    :param suspended_days: days that do not count, by which the target was moved
    """

    target: date
    limit: date
    months: int
    regime: str
    change: str | None = None
    change_date: date | None = None
    suspended_days: int = 0


def delay_from(
    start: date,
    timeline: Timeline,
    months_of: Callable[[Regime], int],
    tolerance_of: Callable[[Regime], int] = lambda _regime: 0,
    uncounted_of: Callable[[date, date], int] | None = None,
) -> Delay:
    """Return the delay that runs from ``start`` (art. 2222 C. civ.).

    The changes of law after ``start`` are applied one by one, each to the delay
    that the previous one left. A start earlier than the timeline counts under its
    first regime: raising it to the first day of the law is the caller's decision.

    :param start: hire, last interview held or start of a bilan cycle
    :param timeline: regimes of the company
    :param months_of: length of this delay under a regime, in months
    :param tolerance_of: months from the target to the day out of time; 0 puts the
        limit on the target
    :param uncounted_of: days to add to a delay that would run from the first day to
        the second one (:meth:`suspension.Suspensions.shift`); None adds none
    """
    rule = _Rule(start, months_of, tolerance_of, uncounted_of)
    regimes = timeline.since(start)
    delay = rule.count(start, regimes[0])
    for before, after in pairwise(regimes):
        if rule.differs(before, after):
            delay = rule.cross(delay, before, after)
    return delay


class _Rule(NamedTuple):
    """What is counted: the start of a delay and its length under any regime."""

    start: date
    months_of: Callable[[Regime], int]
    tolerance_of: Callable[[Regime], int]
    uncounted_of: Callable[[date, date], int] | None

    def limit(self, target: date, regime: Regime) -> date:
        tolerance = self.tolerance_of(regime)
        return add_months(target, tolerance) - DAY if tolerance else target

    def count(
        self,
        origin: date,
        regime: Regime,
        change: str | None = None,
        change_date: date | None = None,
    ) -> Delay:
        """Return the delay that runs from ``origin`` under ``regime`` alone."""
        months = self.months_of(regime)
        target, uncounted = add_months(origin, months), 0
        if self.uncounted_of and (uncounted := self.uncounted_of(origin, target)):
            target += timedelta(days=uncounted)
        counted = (target, self.limit(target, regime), months, regime.code)
        return Delay(*counted, change, change_date, uncounted)

    def differs(self, before: Regime, after: Regime) -> bool:
        """Return whether passing from one regime to the other alters this delay."""
        same = self.months_of(before) == self.months_of(after)
        return not same or self.tolerance_of(before) != self.tolerance_of(after)

    def cross(self, delay: Delay, before: Regime, after: Regime) -> Delay:
        """Return ``delay`` as the change from ``before`` to ``after`` leaves it."""
        day = after.date_from
        if delay.limit < day:
            return _keep(delay, EXPIRED, day)
        if self.months_of(after) >= self.months_of(before):
            # From the start, unless a previous change restarted the delay and gave
            # more: a law that lengthens does not bring a date forward.
            counted = self.count(self.start, after, LENGTHENED, day)
            if counted.target > delay.target:
                return counted
        else:
            # From the first day of the new law, within what the old one gave.
            counted = self.count(day, after, SHORTENED_NEW, day)
            if counted.target < delay.target:
                return counted
            delay = _keep(delay, SHORTENED_OLD, day)
        # The new tolerance applies to a delay still running, whatever its length.
        return delay._replace(limit=self.limit(delay.target, after))


def _keep(delay: Delay, change: str, day: date) -> Delay:
    """Return ``delay`` marked as left alone by the change of ``day``.

    What an earlier change says is not covered up where the date rests on it.
    """
    said = delay.change
    if said in (SHORTENED_NEW, EXPIRED) or (said, change) == (SHORTENED_OLD, EXPIRED):
        return delay
    return delay._replace(change=change, change_date=day)
