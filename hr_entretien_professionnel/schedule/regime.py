"""The rhythms of art. L.6315-1 C. trav. and their succession for one company."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

LAW_START = date(2014, 3, 7)
"""Entry into force of law 2014-288: no delay runs from an earlier day."""

AGREEMENT_DEADLINE = date(2026, 10, 1)
"""Day on which companies under an older agreement come under law 2025-989."""

AGREEMENT_MAX_MONTHS = 48
"""Longest period that an agreement may set (art. L.6315-1 III, law 2025-989)."""


@dataclass(frozen=True)
class Regime:
    """A rhythm of interviews, from the day it takes effect. Lengths are in months.

    :param code: stable identifier, found again in the reasons of a plan
    :param date_from: first day on which the rhythm applies to the company
    :param first_months: from hire to the first interview (art. L.6315-1 I)
    :param period_months: from an interview held to the next one (I and III)
    :param bilan_months: seniority that calls for an état des lieux (II)
    :param bilan_tolerance_months: from that target to the day it is out of time;
        12 reads the law in completed years, 0 is the prudent reading
    :param return_window_months: an interview this recent makes the one on return
        from absence unnecessary; 0 = it is always proposed
    :param bilan_early_months: from the first interview held to the day on which the
        first état des lieux after hire may be held, ahead of its target; 0 = not said
    :param has_mid_career: an interview follows the visite de mi-carrière
    :param has_end_career: an interview prepares the end of the career
    :param examined_months: years that an état des lieux checks (II, L.6323-13), in
        months; None for those of ``bilan_months``
    :param agreed_months: period that an agreement set in place of the law's; None
        when the law's own runs
    :raises ValueError: a length is out of range, or the first interview would
        come later than the period allows
    """

    code: str
    date_from: date
    first_months: int
    period_months: int
    bilan_months: int
    bilan_tolerance_months: int = 12
    return_window_months: int = 0
    bilan_early_months: int = 0
    has_mid_career: bool = False
    has_end_career: bool = False
    examined_months: int | None = None
    agreed_months: int | None = None

    def __post_init__(self):
        if min(self.first_months, self.period_months, self.bilan_months) <= 0:
            raise ValueError(f"{self.code}: a delay lasts at least one month.")
        others = self.bilan_tolerance_months, self.return_window_months
        if min(*others, self.bilan_early_months) < 0:
            raise ValueError(f"{self.code}: a tolerance or window is negative.")
        if self.first_months > self.period_months:
            raise ValueError(
                f"{self.code}: the first interview comes after {self.first_months}"
                f" months, later than the period of {self.period_months} months."
            )

    @property
    def examined(self) -> int:
        """Months before it that an état des lieux checks."""
        return self.examined_months or self.bilan_months

    def with_period(self, months: int) -> Regime:
        """Return this rhythm with the period of an agreement (art. L.6315-1 III).

        A law with no first interview of its own leaves it to the period, longer or
        shorter; one that has its own keeps it, no later than one period after hire.

        :param months: period agreed; the law's own makes no agreement of it
        :raises ValueError: ``months`` is not positive
        """
        if months == self.period_months:
            return self
        own_first = self.first_months != self.period_months
        first = min(self.first_months, months) if own_first else months
        return replace(
            self, period_months=months, first_months=first, agreed_months=months
        )

    def at_most(self, other: Regime) -> Regime:
        """Return this law in a company that keeps the shorter delays of ``other``.

        What this law asks for besides, its first interview included, stays: a company
        may do more than the law, not less.
        """
        period = min(self.period_months, other.period_months)
        bilan = min(self.bilan_months, other.bilan_months)
        first = min(self.first_months, period)
        sooner = bilan < self.bilan_months
        return replace(
            self,
            first_months=first,
            period_months=period,
            bilan_months=bilan,
            bilan_early_months=0 if sooner else self.bilan_early_months,
            examined_months=self.examined if sooner else self.examined_months,
        )


LAW_2014 = Regime("law_2014", LAW_START, 24, 24, 72)
"""Law 2014-288 as amended by law 2018-771: every 2 years, bilan at 6 years."""

LAW_2025 = Regime(
    "law_2025",
    date(2025, 10, 26),
    first_months=12,
    period_months=48,
    bilan_months=96,
    return_window_months=12,
    bilan_early_months=84,
    has_mid_career=True,
    has_end_career=True,
)
"""Law 2025-989, art. 3: within a year, then every 4 years, bilan at 8 years."""

LAWS = (LAW_2014, LAW_2025)
"""All of them; the rows of ``data/`` say the same."""


@dataclass(frozen=True)
class Timeline:
    """The regimes that a company goes through, in order of effect.

    :param regimes: in any order; kept sorted by ``date_from``
    :raises ValueError: no regime, or two that take effect on the same day
    """

    regimes: tuple[Regime, ...]

    def __post_init__(self):
        regimes = tuple(sorted(self.regimes, key=lambda regime: regime.date_from))
        object.__setattr__(self, "regimes", regimes)
        if not regimes:
            raise ValueError("A timeline holds at least one regime.")
        if len(set(self._days)) < len(regimes):
            raise ValueError("Two regimes of a timeline take effect on the same day.")

    @property
    def start(self) -> date:
        """Day on which the first regime takes effect."""
        return self.regimes[0].date_from

    def at(self, day: date) -> Regime:
        """Return the regime in force on ``day``, the first one for earlier days."""
        return self.regimes[self._known(day) - 1]

    def since(self, day: date) -> tuple[Regime, ...]:
        """Return the regime in force on ``day``, then those that replaced it."""
        return self.regimes[self._known(day) - 1 :]

    def until(self, day: date) -> Timeline:
        """Return what was known of the law on ``day``: the first regime at least."""
        return self._beginnings[self._known(day) - 1]

    def _known(self, day: date) -> int:
        """Return how many regimes had taken effect on ``day``, one at least."""
        return bisect_right(self._days, day) or 1

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(regime.date_from for regime in self.regimes)

    @cached_property
    def _beginnings(self) -> tuple[Timeline, ...]:
        """What was known of the law as each regime took effect."""
        shorter = range(1, len(self.regimes))
        return (*(Timeline(self.regimes[:number]) for number in shorter), self)

    def agreed_during(self, first: date, last: date) -> int | None:
        """Return the period of the last agreement made after ``first``, to ``last``.

        :return: in months; None when no agreement was made then
        """
        made = [
            regime.agreed_months
            for before, regime in pairwise(self.regimes)
            if regime.agreed_months not in (None, before.period_months)
            and first < regime.date_from <= last
        ]
        return made[-1] if made else None

    def with_period(self, months: int) -> Timeline:
        """Return these regimes with the period of an agreement, as if always in force.

        The first interview keeps its delay, no longer than the period.
        """
        return Timeline(
            tuple(
                replace(
                    regime,
                    period_months=months,
                    first_months=min(regime.first_months, months),
                    agreed_months=months,
                )
                for regime in self.regimes
            )
        )

    @cached_property
    def agreed_lengths(self) -> frozenset[tuple[str, int]]:
        """The periods that an agreement set, each with the code of its regime."""
        return frozenset((item.code, item.agreed_months) for item in self.regimes)

    @cached_property
    def agreement_changes(self) -> frozenset[date]:
        """Days on which an agreement was revised or lapsed, the law being the same."""
        pairs = pairwise(self.regimes)
        return frozenset(new.date_from for old, new in pairs if old.code == new.code)


def timeline_for(
    rhythm: str,
    laws: Sequence[Regime],
    *,
    agreement_months: int | None = None,
    agreement_date: date | None = None,
    old_agreement_months: int | None = 24,
) -> Timeline:
    """Return the timeline of a company that chose ``rhythm``.

    :param rhythm: ``legal`` (the laws as they come), ``two_six`` (the delays of the
        first law throughout, with what the later ones make compulsory in every
        company) or ``agreement`` (art. L.6315-1 III)
    :param laws: the regimes of the law itself, in any order
    :param agreement_months: period of the revised agreement; None without one
    :param agreement_date: day the revised agreement takes effect, the first day of the
        second law at the soonest; None stands for :data:`AGREEMENT_DEADLINE`
    :param old_agreement_months: period of the agreement made under the first law; None
        when it set none of its own. It goes on until it is revised; above
        :data:`AGREEMENT_MAX_MONTHS` it lapses on :data:`AGREEMENT_DEADLINE`
    :raises ValueError: unknown rhythm, no law, or a period that is not positive or
        above :data:`AGREEMENT_MAX_MONTHS`
    """
    known = Timeline(tuple(laws))
    first, *later = known.regimes
    if rhythm == "legal":
        return known
    if rhythm == "two_six":
        return Timeline((first, *(law.at_most(first) for law in later)))
    if rhythm != "agreement":
        raise ValueError(f"Unknown rhythm: {rhythm!r}.")
    if agreement_months is not None and agreement_months > AGREEMENT_MAX_MONTHS:
        raise ValueError(
            f"A period of {agreement_months} months exceeds the {AGREEMENT_MAX_MONTHS}"
            " months that art. L.6315-1 III allows an agreement to set."
        )
    revised = date.max
    periods: dict[date, int | None] = {first.date_from: old_agreement_months}
    if (old_agreement_months or 0) > AGREEMENT_MAX_MONTHS:
        periods[AGREEMENT_DEADLINE] = None
    if agreement_months is not None and later:
        revised = max(agreement_date or AGREEMENT_DEADLINE, later[0].date_from)
        if revised < AGREEMENT_DEADLINE:
            periods.pop(AGREEMENT_DEADLINE, None)
        periods[revised] = agreement_months
    return _under_agreement(known, periods, revised)


def _under_agreement(
    known: Timeline, periods: Mapping[date, int | None], revised: date
) -> Timeline:
    """Return the laws with the period agreed: an agreement changes that alone.

    :param revised: day from which it is that of a revised agreement, which is one even
        where it sets the period of the law
    """
    days = sorted({*periods, *(law.date_from for law in known.regimes)})
    rows = []
    for day in days:
        law = known.at(day)
        months = periods[max(since for since in periods if since <= day)]
        row = law if months is None else law.with_period(months)
        agreed = months if day >= revised else row.agreed_months
        rows.append(replace(row, date_from=day, agreed_months=agreed))
    return Timeline(tuple(rows))
