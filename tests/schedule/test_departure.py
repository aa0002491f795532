from datetime import date

import pytest
from careers import TWO_SIX, career
from schedule import Contract, Facts, employments, left_on, plan

FIXED = Contract(date(2022, 1, 3), date(2022, 6, 30))
OPEN = Contract(date(2022, 1, 3))


@pytest.mark.parametrize(
    ("contract", "departure", "end"),
    [
        (FIXED, date(2022, 1, 2), date(2022, 6, 30)),
        (FIXED, date(2022, 1, 3), date(2022, 1, 3)),
        (FIXED, date(2022, 6, 29), date(2022, 6, 29)),
        (FIXED, date(2022, 6, 30), date(2022, 6, 30)),
        (FIXED, date(2022, 7, 1), date(2022, 6, 30)),
        (OPEN, date(2022, 1, 2), None),
        (OPEN, date(2040, 1, 1), date(2040, 1, 1)),
        (OPEN, None, None),
    ],
)
def test_departure_ends_the_contract_that_runs_on_it(contract, departure, end):
    (left,) = left_on((contract,), departure)
    assert (left.start, left.end) == (contract.start, end)


def test_each_contract_on_its_own():
    later = Contract(date(2024, 1, 1))
    assert left_on([OPEN, later], date(2023, 1, 1)) == (
        Contract(OPEN.start, date(2023, 1, 1)),
        later,
    )


@pytest.mark.parametrize(
    ("departure", "end"),
    [
        ("2022-01-09", None),
        ("2022-01-10", date(2022, 1, 10)),
        ("2030-01-01", date(2030, 1, 1)),
    ],
)
def test_end_of_the_employment(departure, end):
    assert plan(career("2022-01-10..", departure=departure), TWO_SIX).end == end


def test_contract_that_ends_first():
    facts = career("2022-01-10..2024-01-09", departure="2030-01-01")
    assert plan(facts, TWO_SIX).end == date(2024, 1, 9)


@pytest.mark.parametrize(
    ("day", "end"),
    [(9, None), (10, date(2022, 1, 10)), (11, date(2022, 1, 11))],
)
def test_without_a_contract(day, end):
    facts = Facts(seniority_override=date(2022, 1, 10), departure=date(2022, 1, day))
    assert plan(facts, TWO_SIX).end == end


def test_without_any_date_the_plan_stays_blocked():
    assert plan(Facts(departure=date(2022, 1, 10)), TWO_SIX).blocked


def test_hired_again():
    facts = career("2015-01-01..; 2022-01-10..", departure="2020-01-01")
    found = plan(facts, TWO_SIX)
    assert (found.start, found.end) == (date(2022, 1, 10), None)


def test_current_employment_of_one_and_of_several():
    days = [date(year, 1, 1) for year in (2010, 2015, 2020)]
    stays = [Contract(day, day) for day in days]
    assert employments(stays[:1], 4)[-1].start == days[0]
    assert employments(stays, 4)[-1].start == days[2]
