"""Spread interviews over days and interviewers: plain values in, slots out, no Odoo.

The most urgent comes first; each takes the first moment when both people are free.
Equal values give equal slots: nothing here depends on chance, on today or on any order
but that of limit, due date and key.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil

STEP = timedelta(minutes=30)
NO_DATE = date.max


@dataclass(frozen=True)
class Window:
    """Opening hours of one day, morning or afternoon: naive UTC, and the local day."""

    day: date
    start: datetime
    end: datetime

    @property
    def week(self):
        return self.day.isocalendar()[:2]


@dataclass(frozen=True)
class Person:
    """Somebody to see.

    :param key: whatever names him; slots are answered under it
    :param interviewer: who sees him, a key too, or None
    :param due: the day he should be seen by, or None
    :param limit: the last day in time, or None
    :param not_before: not seen before this day (his return), or None
    """

    key: int
    interviewer: int | None
    due: date | None = None
    limit: date | None = None
    not_before: date | None = None


@dataclass(frozen=True)
class Meeting:
    """A slot that is settled and does not move."""

    people: tuple
    interviewer: int
    day: date
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Rules:
    """How many, how long. Zero means no maximum."""

    duration: timedelta
    per_day: int = 0
    per_week: int = 0


@dataclass(frozen=True)
class Slot:
    """The answer for one person: a moment, or why there is none.

    ``reason`` is empty when all is well; ``after_due`` or ``after_limit`` when the only
    moments left come late; with no ``start``: ``no_interviewer``, ``no_day``,
    ``employee_away``, ``interviewer_away``, ``never_together`` or ``interviewer_full``.
    """

    start: datetime | None = None
    reason: str = ""


@dataclass
class _Agenda:
    """What is taken so far."""

    busy: dict = field(default_factory=lambda: defaultdict(list))
    per_day: Counter = field(default_factory=Counter)
    per_week: Counter = field(default_factory=Counter)

    def take(self, meeting):
        for person in {*meeting.people, meeting.interviewer}:
            self.busy[person].append((meeting.start, meeting.end))
        self.per_day[meeting.interviewer, meeting.day] += 1
        week = meeting.day.isocalendar()[:2]
        self.per_week[meeting.interviewer, week] += 1

    def is_free(self, person, start, end):
        return all(last <= start or end <= first for first, last in self.busy[person])


class _Free:
    """The free intervals of one person, to be asked many times."""

    def __init__(self, intervals):
        self._intervals = _merged(intervals)
        self._starts = [first for first, _last in self._intervals]

    def holds(self, start, end):
        place = bisect_right(self._starts, start) - 1
        return place >= 0 and end <= self._intervals[place][1]


def _merged(intervals):
    """Sorted, with those that touch made one: a slot may lie across both."""
    merged = []
    for first, last in sorted(intervals):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def spread(people, windows, free, rules, settled=()):
    """Give each person a slot.

    :param people: iterable of ``Person``
    :param windows: iterable of ``Window``
    :param free: dict of key of a person or interviewer → [(start, end)]; who is not in
        it is never free
    :param rules: ``Rules``
    :param settled: iterable of ``Meeting`` that nobody may be booked over and that
        count in the interviewer's maxima
    :returns: dict of ``Person.key`` → ``Slot``
    """
    return _Spread(people, windows, free, rules, settled).run()


class _Spread:
    def __init__(self, people, windows, free, rules, settled):
        self.people = sorted(people, key=_urgency)
        self.windows = sorted(windows, key=lambda window: window.start)
        self.free = {key: _Free(intervals) for key, intervals in free.items()}
        self.nobody = _Free(())
        self.rules = rules
        self.moments = self._moments()
        self.agenda = _Agenda()
        for meeting in settled:
            self.agenda.take(meeting)
        self.even = self._even_shares()

    def _moments(self):
        """Every moment an interview may start at, earliest first."""
        moments = []
        for window in self.windows:
            start = window.start
            while start + self.rules.duration <= window.end:
                moments.append((window, start, start + self.rules.duration))
                start += STEP
        return moments

    def _even_shares(self):
        """How many a week each interviewer holds when his are spread evenly."""
        weeks = len({window.week for window in self.windows}) or 1
        counts = Counter(person.interviewer for person in self.people)
        return {who: ceil(count / weeks) for who, count in counts.items()}

    def run(self):
        return {person.key: self._place(person) for person in self.people}

    def _place(self, person):
        """Evenly and in time if it can be, else early, else late, else say why not."""
        if not person.interviewer:
            return Slot(reason="no_interviewer")
        moments = self._possible(person)
        moment = self._first(person, moments, share=True) or self._first(
            person, moments
        )
        if not moment:
            return Slot(reason=self._why_none(person, moments))
        window, start, end = moment
        people = (person.key,)
        self.agenda.take(Meeting(people, person.interviewer, window.day, start, end))
        return Slot(start, _lateness(person, window.day))

    def _possible(self, person):
        """The moments when both work and nothing else holds them."""
        own = self.free.get(person.key, self.nobody)
        other = self.free.get(person.interviewer, self.nobody)
        first = person.not_before or date.min
        return [
            moment
            for moment in self.moments
            if moment[0].day >= first
            and own.holds(*moment[1:])
            and other.holds(*moment[1:])
        ]

    def _first(self, person, moments, share=False):
        """The first moment left; with ``share``, in time and within the even share."""
        for moment in moments:
            if share and moment[0].day > (person.due or person.limit or NO_DATE):
                return None
            if self._is_left(person, moment, share):
                return moment
        return None

    def _is_left(self, person, moment, share):
        window, start, end = moment
        who = person.interviewer
        day, week = (who, window.day), (who, window.week)
        rules, agenda = self.rules, self.agenda
        if rules.per_day and agenda.per_day[day] >= rules.per_day:
            return False
        if rules.per_week and agenda.per_week[week] >= rules.per_week:
            return False
        if share and agenda.per_week[week] >= self.even[who]:
            return False
        return agenda.is_free(person.key, start, end) and agenda.is_free(
            who, start, end
        )

    def _why_none(self, person, moments):
        """The first reason that keeps this person without a slot."""
        if moments:
            return "interviewer_full"
        if not self.moments:
            return "no_day"
        own = self.free.get(person.key, self.nobody)
        first = person.not_before or date.min
        if not any(
            moment[0].day >= first and own.holds(*moment[1:]) for moment in self.moments
        ):
            return "employee_away"
        other = self.free.get(person.interviewer, self.nobody)
        if not any(other.holds(*moment[1:]) for moment in self.moments):
            return "interviewer_away"
        return "never_together"


def _urgency(person):
    return (person.limit or NO_DATE, person.due or NO_DATE, person.key)


def _lateness(person, day):
    if person.limit and day > person.limit:
        return "after_limit"
    if person.due and day > person.due:
        return "after_due"
    return ""
