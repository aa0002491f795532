"""The headcount by civil year and the threshold crossed (art. L.130-1, R.130-1 CSS).

Art. L.6323-13 of the Code du travail counts its 50 employees "selon les modalités
prévues à l'article L. 130-1 du code de la sécurité sociale". What was read (A: the
article, verbatim; A-: what the Urssaf publishes of it; I: our inference):

- L.130-1 I (A): the headcount of a year is the average of those employed in each month
  of the civil year *before*. For the year of the first hire it is that of the last day
  of the month of this hire.
- R.130-1 I (A): a month without any employee is left out of the average; what is beyond
  the second decimal is dropped, not rounded.
- R.130-1 II (A): a month counts each person for the share of its days under contract;
  part-timers for their hours over the full-time ones (L.1111-2, last al.). Who replaces
  somebody absent is left out.
- R.130-1 III (A): apprentices, contrats initiative-emploi, contrats d'accompagnement
  dans l'emploi and contrats de professionnalisation are left out (L.1111-3, 1°, 2°, 4°,
  6°). They are employees all the same: a month with them alone is averaged, at 0 (I).
- L.130-1 II (A): the threshold is crossed upwards once reached or exceeded during five
  consecutive civil years; one civil year below, and five years are needed again.
- The five years are those *whose headcount* reaches it, each by the average of the year
  before, from that of 2019 on; the obligation follows on the next 1 January provided
  that the headcount of this year reaches it too (A-: averages of 2019 to 2023, so
  headcounts of 2020 to 2024, and obliged from 1 January 2025 if that of 2024 holds).
- Who was obliged in 2019 already and is at the threshold on 1 January 2020 waits no
  five years (law 2019-486 of 22 May 2019, art. 11; A- for the contributions, I for the
  abondement): averages of 2018 and 2019 at the threshold.
- Who starts at the threshold or above did not cross it: obliged at once (A-).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .absence import DAY

HEADCOUNT_THRESHOLD = 50
"""Employees from which a company owes the abondement correctif (art. L.6323-13)."""

ADVISER_THRESHOLD = 300
"""Employees under which a CEP adviser may help to prepare (art. L.6315-1)."""

MONTHS = range(1, 13)
YEARS_TO_CROSS = 5
FIRST_YEAR = 2019
"""First civil year whose average counts: the rule applies from 1 January 2020."""


@dataclass(frozen=True)
class Presence:
    """Days on which somebody is under contract, with the same working time.

    :param first: first day
    :param last: last day, included; None while the contract runs
    :param share: of a full-time job, 1 at the most
    :param counted: False for who is an employee and left out of the headcount
    """

    first: date
    last: date | None = None
    share: Fraction = Fraction(1)
    counted: bool = True


def averages(presences: Iterable[Presence], last_year: int) -> dict[int, Decimal]:
    """Return the average headcount of each civil year, from the first hire on.

    One sweep over the days on which somebody arrives or leaves, whatever the number of
    days between them.

    :param presences: each person on at most one of them on a given day
    :param last_year: last civil year wanted, that is over
    :return: by year, two decimals, the rest dropped; 0 for a year without employees
    """
    changes = _changes(presences)
    if not changes:
        return {}
    months = _months(changes, date(last_year, 12, 31))
    found = {}
    for year in range(min(changes).year, last_year + 1):
        own = [months[year, month] for month in MONTHS if (year, month) in months]
        found[year] = _two_decimals(sum(own, Fraction(0)) / max(1, len(own)))
    return found


def at_first_hire(presences: Iterable[Presence]) -> tuple[date, Decimal] | None:
    """Return the day of the first hire and the headcount as that month ended.

    It is the headcount of the year in which the company hired its first employee
    (art. L.130-1 I, al. 3).
    """
    presences = list(presences)
    if not presences:
        return None
    first = min(presence.first for presence in presences)
    end = _next_month(first) - DAY
    here = (
        item.share
        for item in presences
        if item.counted and item.first <= end <= (item.last or end)
    )
    return first, _two_decimals(sum(here, Fraction(0)))


def concerned_since(
    averages_by_year: Mapping[int, Decimal | float],
    threshold: int = HEADCOUNT_THRESHOLD,
    first_hire: tuple[date, Decimal] | None = None,
) -> date | None:
    """Return the day since when the threshold is crossed, as things stand.

    :param averages_by_year: as :func:`averages` gives them; a year that is not there
        is one below
    :param first_hire: as :func:`at_first_hire` gives it
    :return: None when it is not, after the last year of the averages
    """
    since, reached = None, 0
    if first_hire and first_hire[0].year >= FIRST_YEAR and first_hire[1] >= threshold:
        # Born at the threshold. One born before 2019 is known by its averages: it was
        # obliged in 2019, or below.
        since = first_hire[0]
    start = max(FIRST_YEAR, since.year if since else FIRST_YEAR)
    for year in range(start, max(averages_by_year, default=0) + 1):
        if averages_by_year.get(year, 0) < threshold:
            since, reached = None, 0
            continue
        reached += 1
        if since is None and (
            reached > YEARS_TO_CROSS
            or year == FIRST_YEAR
            and averages_by_year.get(year - 1, 0) >= threshold
        ):
            since = date(year + 1, 1, 1)
    return since


def reached_from(
    averages_by_year: Mapping[int, Decimal | float],
    threshold: int = HEADCOUNT_THRESHOLD,
) -> int | None:
    """Return the first of the last civil years in a row at the threshold, from 2019 on.

    :return: None when the last year is below
    """
    found = None
    for year in sorted(averages_by_year, reverse=True):
        if averages_by_year[year] < threshold or year < FIRST_YEAR:
            break
        found = year
    return found


def _changes(presences: Iterable[Presence]) -> dict[date, Counter]:
    """Return, by day, how many more or fewer people of each share there are.

    A share is its numerator and denominator, which are found faster than a Fraction.
    Key None of a counter: people under contract, counted or not.
    """
    changes: dict[date, Counter] = {}
    for presence in presences:
        if presence.last is not None and presence.last < presence.first:
            continue
        share = presence.share.as_integer_ratio()
        arriving = changes.setdefault(presence.first, Counter())
        arriving[None] += 1
        arriving[share] += presence.counted
        if presence.last is not None:
            leaving = changes.setdefault(presence.last + DAY, Counter())
            leaving[None] -= 1
            leaving[share] -= presence.counted
    return changes


def _months(
    changes: dict[date, Counter], until: date
) -> dict[tuple[int, int], Fraction]:
    """Return the headcount of each month with somebody, its days pro rata."""
    months: dict[tuple[int, int], Fraction] = {}
    people, headcount = 0, Fraction(0)
    days = sorted(changes)
    for day, following in zip(days, [*days[1:], until + DAY], strict=True):
        if day > until:
            break
        change = changes[day]
        people += change.pop(None)
        headcount += sum(more * Fraction(*share) for share, more in change.items())
        end = min(following, until + DAY)
        while people and day < end:
            month = _next_month(day)
            length = (month - day.replace(day=1)).days
            part = Fraction((min(month, end) - day).days, length)
            key = day.year, day.month
            months[key] = months.get(key, Fraction(0)) + headcount * part
            day = month
    return months


def _next_month(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1)


def _two_decimals(value: Fraction) -> Decimal:
    """Return the value without what is beyond its second decimal (R.130-1 I)."""
    return Decimal(int(value * 100)) / 100
