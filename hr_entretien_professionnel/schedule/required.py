"""The interviews that a cycle of the état des lieux asked for, held or not.

Art. L.6315-1 II: the état des lieux checks that the employee had the interviews of
part I over the years before it. The plan gives the next one only; a cycle walks the
whole way again, each date under the laws as they were known when it was met, and what
the epidemic postponed (:mod:`covid`) is in time.

What the law does not settle, and how it is read (an inference):

- an interview held late, before the état des lieux, counts, unless the company reads
  the cycles strictly (:func:`sanction.in_time_only`);
- a date let pass for a whole further period cannot be made up: the period starts
  again at each nominal date, and an interview meets the last one only;
- the interview of the état des lieux is none of those it checks. It meets all the
  same what falls due with it: dates that came within the delay that the law leaves to
  hold the état des lieux (12 months), not those missed long before;
- a written refusal counts as an interview held, and is marked as one;
- a return whose interview was offered and declined by word of mouth is met: the law
  asks to propose. That answer meets nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from .answer import Obligation, Reason
from .around_absence import returns
from .career_stages import next_end_career, next_mid_career
from .covid import in_time_until, unsanctioned_until
from .delay import DAY, add_months
from .facts import Interview
from .periodic import periodic_after, periodic_from
from .regime import Timeline
from .situation import Situation


class Required(NamedTuple):
    """An interview that the law asked for in a cycle: the :class:`answer.Obligation`,
    its limit without the epidemic of 2020, and what became of it.

    :param held: day of the interview, or refusal, that stands for it; None without one
    :param refused: what stands for it is a refusal
    :param oral: that refusal was by word of mouth, on return from an absence
    :param met: what was held counts; false for one held late when the company does
        not count those
    :param again: next nominal date, from which an interview meets that one alone;
        None when nothing comes after it
    """

    kind: str
    target: date
    limit: date
    reason: Reason
    held: date | None = None
    refused: bool = False
    oral: bool = False
    met: bool = False
    again: date | None = None

    @property
    def day(self) -> date:
        """Day that settles its cycle: its target, or that it was met if sooner."""
        return min(self.target, self.held or self.target)

    @property
    def in_time_until(self) -> date:
        """Last day in time, the epidemic counted in (:mod:`covid`)."""
        return in_time_until(self.target, self.limit)

    @property
    def unsanctioned_until(self) -> date:
        """Last day on which missing it costs nothing."""
        return unsanctioned_until(self.target, self.limit)

    def missing(self, day: date | None) -> bool:
        """Return whether nothing met it, and missing it costs something on ``day``."""
        return not self.met and (day is None or self.unsanctioned_until < day)

    def open(self, day: date) -> bool:
        """Return whether an interview held on ``day`` would still meet it."""
        return self.held is None and (self.again is None or day <= self.again)


def required_between(
    case: Situation,
    events: Iterable[Required],
    first: date,
    after: date | None,
    closed: date | None,
    until: date,
) -> tuple[Required, ...]:
    """Return what was asked for after one état des lieux, up to the next one.

    :param events: those of :func:`asked_by_events`, of the whole career
    :param first: first day of the years that it checks; what was due before is not
        looked at
    :param after: day of the last état des lieux; None in the first cycle
    :param closed: day of the one that closes the cycle, None while it runs
    :param until: last target that belongs to the cycle: ``closed``, or the target of
        the état des lieux to come
    """
    found = [duty for duty in events if after is None or duty.day > after]
    last = None
    for item in _by_day(case.interviews):
        if closed and item.held > closed:
            break
        if after is None or item.held > after:
            found += _stretch(case, last, item)
        last = item
    if closed is None:
        found += _open_stretch(case, last, until)
    checked = (duty for duty in found if first <= duty.target and duty.day <= until)
    read = (_as_read(case, duty, closed) for duty in checked)
    return tuple(sorted(read, key=attrgetter("target", "limit", "kind")))


def asked_by_events(case: Situation) -> Iterator[Required]:
    """Yield the interviews of returns, of mid-career and of the end of the career."""
    once = next_mid_career(case), next_end_career(case, ())
    for found in (*returns(case), *once):
        if duty := found.obligation:
            yield _met(duty, found.talk) if found.talk else Required(*duty)


def _by_day(interviews: Iterable[Interview]) -> Iterable[Interview]:
    """Return one interview a day: the first, a bilan if any of that day was one.

    :param interviews: as in :class:`situation.Situation`, one held before a refusal
    """
    days: dict[date, Interview] = {}
    for item in interviews:
        first = days.setdefault(item.held, item)
        if item.bilan and not first.bilan:
            days[item.held] = replace(first, bilan=True)
    return days.values()


def _stretch(
    case: Situation, last: Interview | None, item: Interview
) -> Iterator[Required]:
    """Yield the dates from ``last`` to the interview ``item``, which meets the last."""
    dates = _nominal(case, last, item.held, case.timeline.until(item.held))
    # The date after the interview is not its own, unless there is no other.
    *lost, duty = dates[:-1] or dates
    for one, following in pairwise((*lost, duty)):
        late = item.held > in_time_until(one.target, one.limit)
        again = following.target
        yield Required(*one, again=again) if late else _met(one, item)
    if not item.bilan or duty.target <= item.held:
        yield _met(duty, item)


def _open_stretch(
    case: Situation, last: Interview | None, until: date
) -> Iterator[Required]:
    """Yield the dates to ``until`` that nothing has met yet."""
    for one, following in pairwise(_nominal(case, last, until + DAY, case.timeline)):
        if not case.ends_before(one.target):
            yield Required(*one, again=following.target)


def _nominal(
    case: Situation, last: Interview | None, day: date, timeline: Timeline
) -> list[Obligation]:
    """Return the dates one period apart, up to the first one from ``day`` on."""
    dates = [periodic_after(case, last, timeline)]
    while dates[-1].target < day:
        missed = dates[-1].target
        dates.append(periodic_from(case, missed, timeline, "after_missed"))
    return dates


def _met(duty: Obligation, item: Interview) -> Required:
    return Required(*duty, item.held, item.refused, item.oral, met=True)


def _as_read(case: Situation, duty: Required, closed: date | None) -> Required:
    """Return ``duty`` as the état des lieux of ``closed`` finds it.

    What came after it is not there yet; its own interview meets what fell due with
    it alone.
    """
    if closed is None or duty.held is None or duty.held < closed:
        return duty
    months = case.timeline.at(closed).bilan_tolerance_months
    if duty.held == closed and duty.limit >= add_months(closed, -months):
        return duty
    return duty._replace(held=None, refused=False, oral=False, met=False)
