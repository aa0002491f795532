"""The rhythms of art. L.6315-1 C. trav. and their succession for one company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

LAW_START = date(2014, 3, 7)
"""Entry into force of law 2014-288: no delay runs from an earlier day."""

AGREEMENT_DEADLINE = date(2026, 10, 1)
"""Day on which companies under an older agreement come under law 2025-989."""

AGREEMENT_MAX_MONTHS = 48
"""Longest period that an agreement may set (art. L.6315-1 III, law 2025-989)."""


class AgreementPeriodError(ValueError):
    """The period agreed is longer than art. L.6315-1 III allows."""

    def __init__(self, months: int):
        super().__init__(
            f"A period of {months} months exceeds the {AGREEMENT_MAX_MONTHS} months"
            " that art. L.6315-1 III allows an agreement to set."
        )
        self.months = months


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
    :param has_mid_career: an interview follows the visite de mi-carrière
    :param has_end_career: an interview prepares the end of the career
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
    has_mid_career: bool = False
    has_end_career: bool = False

    def __post_init__(self):
        if min(self.first_months, self.period_months, self.bilan_months) <= 0:
            raise ValueError(f"{self.code}: a delay lasts at least one month.")
        if min(self.bilan_tolerance_months, self.return_window_months) < 0:
            raise ValueError(f"{self.code}: a tolerance or window is negative.")
        if self.first_months > self.period_months:
            raise ValueError(
                f"{self.code}: the first interview comes after {self.first_months}"
                f" months, later than the period of {self.period_months} months."
            )

    def with_period(self, months: int) -> Regime:
        """Return this rhythm with another period, in months (art. L.6315-1 III).

        The first interview comes no later than one such period after hire.

        :raises ValueError: ``months`` is not positive
        """
        first = min(self.first_months, months)
        return replace(self, period_months=months, first_months=first)


LAW_2014 = Regime("law_2014", LAW_START, 24, 24, 72)
"""Law 2014-288 as amended by law 2018-771: every 2 years, bilan at 6 years."""

LAW_2025 = Regime(
    "law_2025",
    date(2025, 10, 26),
    first_months=12,
    period_months=48,
    bilan_months=96,
    return_window_months=12,
    has_mid_career=True,
    has_end_career=True,
)
"""Law 2025-989, art. 3: within a year, then every 4 years, bilan at 8 years."""


@dataclass(frozen=True)
class Timeline:
    """The regimes that a company goes through, in order of effect.

    :param regimes: in any order; kept sorted by ``date_from``
    :raises ValueError: no regime, or two that take effect on the same day
    """

    regimes: tuple[Regime, ...]

    def __post_init__(self):
        regimes = tuple(sorted(self.regimes, key=lambda regime: regime.date_from))
        if not regimes:
            raise ValueError("A timeline holds at least one regime.")
        if len({regime.date_from for regime in regimes}) < len(regimes):
            raise ValueError("Two regimes of a timeline take effect on the same day.")
        object.__setattr__(self, "regimes", regimes)

    @property
    def start(self) -> date:
        """Day on which the first regime takes effect."""
        return self.regimes[0].date_from

    def at(self, day: date) -> Regime:
        """Return the regime in force on ``day``, the first one for earlier days."""
        return self.until(day).regimes[-1]

    def until(self, day: date) -> Timeline:
        """Return what was known of the law on ``day``: the first regime at least."""
        known = tuple(regime for regime in self.regimes if regime.date_from <= day)
        return Timeline(known or self.regimes[:1])

    def changes_after(self, day: date) -> tuple[Regime, ...]:
        """Return the regimes that replaced another one after ``day``, in order."""
        return tuple(regime for regime in self.regimes[1:] if regime.date_from > day)


def timeline_for(
    rhythm: str,
    laws: Sequence[Regime],
    *,
    agreement_months: int | None = None,
    agreement_date: date | None = None,
    old_agreement_months: int = 24,
) -> Timeline:
    """Return the timeline of a company that chose ``rhythm``.

    :param rhythm: ``legal`` (the laws as they come), ``two_six`` (the first law
        throughout) or ``agreement`` (art. L.6315-1 III)
    :param laws: the regimes of the law itself, in any order
    :param agreement_months: period of the agreement under the later laws; None
        leaves each law its own
    :param agreement_date: day the revised agreement takes effect; None stands for
        :data:`AGREEMENT_DEADLINE`. A law that comes after that day keeps its own
    :param old_agreement_months: period of the agreement under the first law
    :raises AgreementPeriodError: ``agreement_months`` is above
        :data:`AGREEMENT_MAX_MONTHS`
    :raises ValueError: unknown rhythm, no law, or a period that is not positive
    """
    known = Timeline(tuple(laws))
    if rhythm == "legal":
        return known
    if rhythm == "two_six":
        return Timeline(known.regimes[:1])
    if rhythm != "agreement":
        raise ValueError(f"Unknown rhythm: {rhythm!r}.")
    old, *later = known.regimes
    changeover = agreement_date or AGREEMENT_DEADLINE
    agreed = _under_agreement(later, agreement_months, changeover)
    return Timeline((old.with_period(old_agreement_months), *agreed))


def _under_agreement(
    laws: Iterable[Regime], months: int | None, changeover: date
) -> tuple[Regime, ...]:
    """Return the later laws as the agreement lets them in.

    Of several laws that wait for the change-over, the last one alone takes effect.
    """
    if months is not None and months > AGREEMENT_MAX_MONTHS:
        raise AgreementPeriodError(months)
    by_day = {}
    for law in laws:
        agreed = law if months is None else law.with_period(months)
        day = max(law.date_from, changeover)
        by_day[day] = replace(agreed, date_from=day)
    return tuple(by_day.values())
