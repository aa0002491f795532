"""Absences that seniority leaves out, and by how much they move a date.

The articles that grant some leaves say that they do not count as seniority, or that
they count half. The état des lieux is due by seniority, so it moves by those days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .absence import Absence
from .delay import DAY
from .facts import DEFAULT_SETTINGS, Settings


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
        if not self.stretches:
            return 0
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


def suspensions(
    absences: Iterable[Absence], settings: Settings = DEFAULT_SETTINGS
) -> Suspensions:
    """Return the days that ``absences`` take from seniority.

    A day of several absences is left out once, by the largest of their percentages.

    :param settings: readings of the texts where the days of a kind are disputed
    """
    shares = [item for absence in set(absences) for item in _shares(absence, settings)]
    edges = sorted({day for first, after, _percent in shares for day in (first, after)})
    stretches = []
    for day, following in pairwise(edges):
        running = (part for first, after, part in shares if first <= day < after)
        if percent := max(running, default=0):
            stretches.append((day, following, percent))
    return Suspensions(tuple(stretches))


def _shares(absence: Absence, settings: Settings) -> Iterator[tuple[date, date, int]]:
    """Yield what an absence leaves out: first day, day after the last, percentage."""
    kind, after = absence.kind, absence.end + DAY
    if settings.leaves_out(kind):
        yield absence.start, after, 100
        return
    change = min(max(absence.start, kind.uncounted_from or date.min), after)
    for first, until in ((absence.start, change), (change, after)):
        if first < until and (percent := kind.uncounted_on(first)):
            yield first, until, percent
