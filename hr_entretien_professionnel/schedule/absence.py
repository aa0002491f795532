"""Absences: their kinds in law, and how several in a row are one.

Art. L.6315-1 I lists the absences after which an interview is proposed. Absences that
follow each other are one :class:`Spell`, and it is from the whole spell that the
employee comes back.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Literal

from .delay import DAY, add_months


@dataclass(frozen=True)
class AbsenceKind:
    """A kind of absence, as the law knows it: those there are, are rows of ``data/``.

    :param code: stable identifier, found again in reasons and steps
    :param article: article that grants it, of the Code du travail unless it says so
    :param date_from: first day of return on which the law knows it, None = always
    :param date_to: last such day, None = still does
    :param triggers_return: L.6315-1 I proposes an interview at its end
    :param before_leave: article that grants an interview before it too; empty when
        none does
    :param uncounted: percentage of its days that seniority leaves out, 0 to 100
    :param uncounted_former: the same before ``uncounted_from``
    :param uncounted_from: first day counted as ``uncounted`` says, None = always did
    :param disputed: the reading of :class:`facts.Settings` that decides of its days,
        ``family_leaves`` or ``illness``; empty when the texts settle it
    :param over_months: it triggers nothing unless it is longer, in months
    :param not_after: codes of the leaves that it may follow; an interview held since
        the end of such a leave makes the one on return unnecessary
    :param apart: the employee is at work meanwhile, so that it neither prolongs
        another absence nor covers the return from it
    :raises ValueError: percentage or length out of range, unknown reading, or
        ``date_to`` before ``date_from``
    """

    code: str
    article: str
    date_from: date | None = None
    date_to: date | None = None
    triggers_return: bool = True
    before_leave: str = ""
    uncounted: int = 0
    uncounted_former: int = 0
    uncounted_from: date | None = None
    disputed: Literal["", "family_leaves", "illness"] = ""
    over_months: int = 0
    not_after: frozenset[str] = frozenset()
    apart: bool = False

    def __post_init__(self):
        object.__setattr__(self, "not_after", frozenset(self.not_after))
        for share in (self.uncounted, self.uncounted_former):
            if not 0 <= share <= 100:
                raise ValueError(f"{self.code}: {share} is no percentage of days.")
        if self.disputed not in ("", "family_leaves", "illness"):
            raise ValueError(f"{self.code}: no reading is named {self.disputed!r}.")
        if self.over_months < 0:
            raise ValueError(f"{self.code}: the shortest length is negative.")
        if self.date_from and self.date_to and self.date_to < self.date_from:
            raise ValueError(f"{self.code}: it ends in law before it begins.")

    def __hash__(self):
        return hash(self.code)

    def in_force(self, day: date) -> bool:
        """Return whether the law knows this kind for a return on ``day``."""
        return (self.date_from or date.min) <= day <= (self.date_to or date.max)

    def uncounted_on(self, day: date) -> int:
        """Return the percentage of ``day`` that the texts leave out of seniority."""
        former = self.uncounted_from is not None and day < self.uncounted_from
        return self.uncounted_former if former else self.uncounted


@dataclass(frozen=True)
class Absence:
    """An absence, from its first day to its last.

    :param end: last day of the absence, itself away
    :param announced: day on which the employer knew of it ahead, while there is time
        to hold the interview that comes before it; None otherwise
    :raises ValueError: the absence ends before it starts
    """

    kind: AbsenceKind
    start: date
    end: date
    announced: date | None = None

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError(
                f"The absence that starts on {self.start} ends on {self.end}."
            )


@dataclass(frozen=True)
class Spell:
    """Absences that follow each other: away once, back once.

    :param start: first day away
    :param end: last day away
    :param absences: those it is made of, each once, by date of start
    :param cause: those of them that L.6315-1 I ends with an interview, the last ones
        when several do; empty when none does
    """

    start: date
    end: date
    absences: tuple[Absence, ...]
    cause: tuple[Absence, ...] = ()

    @property
    def back(self) -> date:
        """Day of the return to work."""
        return self.end + DAY

    @property
    def returning(self) -> AbsenceKind | None:
        """Kind that calls for an interview on return, None when none does."""
        return self.cause[0].kind if self.cause else None


def merge(absences: Iterable[Absence]) -> tuple[Spell, ...]:
    """Return the spells that ``absences`` make, by day of return.

    Absences that overlap or leave no day between them are one spell, whatever their
    kinds; those that stand apart only continue their own kind.

    :param absences: in any order; they may repeat each other
    """
    groups: dict[str | None, list[Absence]] = defaultdict(list)
    for absence in absences:
        groups[absence.kind.code if absence.kind.apart else None].append(absence)
    spells = []
    for run in chain.from_iterable(map(runs, groups.values())):
        end = _end(run)
        spells.append(Spell(run[0].start, end, tuple(run), _cause(run, end + DAY)))
    spells.sort(key=lambda item: (item.end, item.start, item.absences[0].kind.code))
    return tuple(spells)


def runs(absences: Iterable[Absence]) -> list[list[Absence]]:
    """Return the absences, each once and by date, in runs without a day between them.

    :param absences: in any order; they may repeat each other
    """
    found: list[list[Absence]] = []
    for absence in sorted(set(absences), key=attrgetter("start", "end", "kind.code")):
        if found and absence.start <= _end(found[-1]) + DAY:
            found[-1].append(absence)
        else:
            found.append([absence])
    return found


def _end(absences: Iterable[Absence]) -> date:
    return max(absence.end for absence in absences)


def _cause(absences: Iterable[Absence], back: date) -> tuple[Absence, ...]:
    """Return the last run of one kind that calls for an interview on ``back``.

    One no longer than its kind asks for (R.324-1 CSS) calls for none.
    """
    by_kind: dict[AbsenceKind, list[Absence]] = defaultdict(list)
    for absence in absences:
        if absence.kind.triggers_return and absence.kind.in_force(back):
            by_kind[absence.kind].append(absence)
    found = [
        (_end(run), run[0].start, kind.code, tuple(run))
        for kind, group in by_kind.items()
        for run in runs(group)
        if add_months(run[0].start, kind.over_months) <= _end(run)
    ]
    return max(found)[-1] if found else ()
