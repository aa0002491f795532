"""Absences that seniority leaves out, and by how much they move a date.

The articles that grant some leaves say that they do not count as seniority, or that
they count half. The état des lieux is due by seniority, so it moves by those days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .absence import DAY, Absence


@dataclass(frozen=True)
class Suspensions:
    """Days that seniority leaves out.

    :param stretches: first day, day after the last one, and percentage left out; in
        order of date and apart from each other
    """

    stretches: tuple[tuple[date, date, int], ...] = ()

    def days(self, start: date, until: date) -> int:
        """Return the days left out from ``start`` to the eve of ``until``.

        Parts of a day are added up, then rounded down.
        """
        hundredths = sum(
            percent * max(0, (min(after, until) - max(first, start)).days)
            for first, after, percent in self.stretches
        )
        return hundredths // 100

    def shift(self, start: date, nominal: date) -> int:
        """Return the days by which a delay from ``start`` to ``nominal`` moves.

        A date moved into an absence moves again, until it stays.
        """
        shift = 0
        while True:
            until = self._out_of_full(nominal + timedelta(days=shift))
            days = self.days(start, until)
            if days == shift:
                return shift
            shift = days

    def _out_of_full(self, day: date) -> date:
        """Return ``day``, or the end of the stretch that would push it day by day."""
        for first, after, percent in self.stretches:
            if percent == 100 and first < day < after:
                return after
        return day


def suspensions(absences: Iterable[Absence]) -> Suspensions:
    """Return the days that ``absences`` take from seniority.

    A day of several absences is left out once, by the largest of their percentages.
    """
    leaving = [absence for absence in set(absences) if absence.kind.uncounted]
    bounds = {absence.start for absence in leaving}
    bounds |= {absence.end + DAY for absence in leaving}
    edges = sorted(bounds)
    stretches = (
        (first, after, _percent(leaving, first))
        for first, after in zip(edges, edges[1:], strict=False)
    )
    return Suspensions(tuple(stretch for stretch in stretches if stretch[2]))


def _percent(absences: Iterable[Absence], day: date) -> int:
    shares = (
        absence.kind.uncounted
        for absence in absences
        if absence.start <= day <= absence.end
    )
    return max(shares, default=0)
