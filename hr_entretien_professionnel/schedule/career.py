"""From contracts to employments: how far back seniority goes.

Contracts that follow each other without a real interruption are one employment, a
fixed-term contract before a permanent one included; a longer gap starts afresh.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True)
class Contract:
    """A contract of employment, from its first day to its last.

    :param end: last day of the contract, itself covered; None = open ended
    :raises ValueError: the contract ends before it starts
    """

    start: date
    end: date | None = None

    def __post_init__(self):
        if self.end is not None and self.end < self.start:
            raise ValueError(
                f"The contract that starts on {self.start} ends on {self.end}."
            )


@dataclass(frozen=True)
class Employment:
    """An unbroken stay in the company.

    :param end: last day of the last contract to end; None = open ended
    :param contracts: those it is made of, each once, by date of start
    """

    start: date
    end: date | None
    contracts: tuple[Contract, ...]


def employments(contracts: Iterable[Contract], gap_days: int) -> tuple[Employment, ...]:
    """Return the employments that ``contracts`` make, the oldest first.

    :param contracts: in any order; they may overlap, and repeat each other
    :param gap_days: most days without a contract that leave seniority unbroken
    :raises ValueError: ``gap_days`` is negative
    """
    if gap_days < 0:
        raise ValueError(
            "The gap between two contracts is a number of days, 0 or more."
        )
    found: list[Employment] = []
    ordered = sorted(set(contracts), key=lambda one: (one.start, one.end or date.max))
    for contract in ordered:
        if found and uncovered_days(found[-1], contract) <= gap_days:
            last = found[-1]
            ends = (last.end, contract.end)
            end = None if None in ends else max(ends)
            found[-1] = Employment(last.start, end, (*last.contracts, contract))
        else:
            found.append(Employment(contract.start, contract.end, (contract,)))
    return tuple(found)


def seasonal_seniority(
    contracts: Iterable[Contract], seasonal: Iterable[Contract], gap_days: int
) -> tuple[int, date] | None:
    """Return what earlier seasonal contracts add to seniority (art. L.1244-2 C. trav.).

    :param contracts: all of them
    :param seasonal: those of them that are seasonal
    :return: the days under the seasonal contracts that ended before the present
        employment, and the seniority date that they suggest; None without any
    :raises ValueError: ``gap_days`` is negative
    """
    found = employments(contracts, gap_days)
    if not found:
        return None
    start = found[-1].start
    former = [item for item in seasonal if item.end and item.end < start]
    days = sum((stay.end - stay.start).days + 1 for stay in employments(former, 0))
    return (days, start - timedelta(days=days)) if days else None


def left_on(
    contracts: Iterable[Contract], departure: date | None
) -> tuple[Contract, ...]:
    """Return the contracts as the departure of ``departure`` leaves them.

    Those that run on that day have it as their last one; those that ended before or
    start after it (an employee hired again) stay as they are.

    :param departure: last day in the company, None when nobody left
    """
    if departure is None:
        return tuple(contracts)
    return tuple(
        replace(contract, end=departure)
        if contract.start <= departure < (contract.end or date.max)
        else contract
        for contract in contracts
    )


def uncovered_days(before: Employment | Contract, after: Employment | Contract) -> int:
    """Return the days without a contract from one to the next, 0 when they overlap."""
    if before.end is None:
        return 0
    return max(0, (after.start - before.end).days - 1)
