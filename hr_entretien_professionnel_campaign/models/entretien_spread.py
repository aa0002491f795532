"""Spread interviews over days and interviewers: plain values in, slots out, no Odoo.

The most urgent comes first; each takes the first moment when both people are free.
Equal values give equal slots: nothing here depends on chance, on today or on any order
but that of limit, due date and key.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from math import ceil
from operator import itemgetter
from typing import NamedTuple

STEP = timedelta(minutes=30)
NO_DATE = date.max


class Window(NamedTuple):
    """Opening hours of one day, morning or afternoon: naive UTC, and the local day."""

    day: date
    start: datetime
    end: datetime

    @property
    def week(self):
        return self.day.isocalendar()[:2]


class Person(NamedTuple):
    """Somebody to see.

    :param key: whatever names them; slots are answered under it
    :param interviewer: who sees them, a key too, or None
    :param due: the day they should be seen by, or None
    :param limit: the last day in time, or None
    """

    key: int
    interviewer: int | None
    due: date | None = None
    limit: date | None = None


class Meeting(NamedTuple):
    """A slot that is settled and does not move."""

    key: int
    interviewer: int
    day: date
    start: datetime
    end: datetime


class Rules(NamedTuple):
    """How many, how long. Zero means no maximum."""

    duration: timedelta
    per_day: int = 0
    per_week: int = 0


class Slot(NamedTuple):
    """The answer for one person: a moment, or why there is none.

    ``reason``, with no ``start``: ``no_interviewer``, ``no_day``, ``employee_away``,
    ``interviewer_away``, ``never_together`` or ``interviewer_full``. Each has its
    sentence in ``SLOT_TEXTS`` of ``hr_entretien_campaign_line``.
    """

    start: datetime | None = None
    reason: str = ""


def _joined(intervals):
    """In order; those that touch are made one: a slot may lie across both."""
    joined = []
    for first, last, *_records in sorted(intervals):
        if joined and first <= joined[-1][1]:
            first, end = joined.pop()
            last = max(last, end)
        joined.append((first, last))
    return joined


def _hold(intervals, start, end):
    place = bisect_right(intervals, start, key=itemgetter(0)) - 1
    return place >= 0 and end <= intervals[place][1]


def spread(people, windows, free, rules, settled=()):
    """Give each person a slot.

    :param people: iterable of ``Person``
    :param windows: iterable of ``Window``
    :param free: dict of key of a person or interviewer → [(start, end, …)]; who is not
        in it is never free
    :param rules: ``Rules``
    :param settled: iterable of ``Meeting`` that nobody may be booked over and that
        count in the interviewer's maxima
    :returns: dict of ``Person.key`` → ``Slot``
    """
    found = _Spread(people, windows, free, rules, settled)
    return {person.key: found._place(person) for person in found.people}


class _Spread:
    def __init__(self, people, windows, free, rules, settled):
        self.people = sorted(
            people,
            key=lambda one: (one.limit or NO_DATE, one.due or NO_DATE, one.key),
        )
        self.free = defaultdict(list)
        self.free.update((key, _joined(spans)) for key, spans in free.items())
        self.rules = rules
        windows = sorted(windows, key=lambda window: window.start)
        # Every moment an interview may start at, earliest first.
        self.moments = []
        for window in windows:
            start = window.start
            while start + rules.duration <= window.end:
                self.moments.append((window, start, start + rules.duration))
                start += STEP
        # How many a week each interviewer conducts when theirs are spread evenly.
        weeks = len({window.week for window in windows}) or 1
        counts = Counter(person.interviewer for person in self.people)
        self.even = {who: ceil(count / weeks) for who, count in counts.items()}
        # What is taken so far.
        self.busy, self.per_day, self.per_week = defaultdict(list), Counter(), Counter()
        for meeting in settled:
            self._take(meeting)

    def _take(self, meeting):
        for person in (meeting.key, meeting.interviewer):
            self.busy[person].append((meeting.start, meeting.end))
        self.per_day[meeting.interviewer, meeting.day] += 1
        self.per_week[meeting.interviewer, meeting.day.isocalendar()[:2]] += 1

    def _place(self, person):
        """Evenly and in time if it can be, else early, else late, else say why not."""
        if not person.interviewer:
            return Slot(reason="no_interviewer")
        own, other = self.free[person.key], self.free[person.interviewer]
        at_work = [moment for moment in self.moments if _hold(own, *moment[1:])]
        moments = [moment for moment in at_work if _hold(other, *moment[1:])]
        moment = self._first(person, moments, share=True)
        moment = moment or self._first(person, moments)
        if not moment:
            return Slot(reason=self._why_none(person, at_work, moments))
        window, start, end = moment
        self._take(Meeting(person.key, person.interviewer, window.day, start, end))
        return Slot(start)

    def _first(self, person, moments, share=False):
        """The first moment left; with ``share``, in time and within the even share."""
        who = person.interviewer
        for moment in moments:
            window, start, end = moment
            if share and window.day > (person.due or person.limit or NO_DATE):
                return None
            uneven = share and self.per_week[who, window.week] >= self.even[who]
            if (
                not uneven
                and self._has_room(who, moment)
                and self._is_open(person.key, start, end)
            ):
                return moment
        return None

    def _has_room(self, interviewer, moment):
        """Whether the maxima and the other meetings of an interviewer leave it."""
        window, start, end = moment
        in_day = self.per_day[interviewer, window.day]
        in_week = self.per_week[interviewer, window.week]
        rules = self.rules
        return (
            (not rules.per_day or in_day < rules.per_day)
            and (not rules.per_week or in_week < rules.per_week)
            and self._is_open(interviewer, start, end)
        )

    def _is_open(self, key, start, end):
        return all(last <= start or end <= first for first, last in self.busy[key])

    def _why_none(self, person, at_work, moments):
        """The first reason that keeps this person without a slot."""
        other = self.free[person.interviewer]
        if any(self._has_room(person.interviewer, moment) for moment in moments):
            # It is the employee who is taken, by those they see.
            return "never_together"
        if moments:
            return "interviewer_full"
        if not self.moments:
            return "no_day"
        if not at_work:
            return "employee_away"
        if not any(_hold(other, *moment[1:]) for moment in self.moments):
            return "interviewer_away"
        return "never_together"
