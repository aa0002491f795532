"""The average of a civil year (art. L.130-1, R.130-1 CSS) and the threshold crossed."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedule import Presence, at_first_hire, averages, concerned_since, reached_from

HALF = Fraction(1, 2)


def there(first, last=None, *, share=1, counted=True):
    last = last and date.fromisoformat(last)
    return Presence(date.fromisoformat(first), last, Fraction(share), counted)


def average(year, *presences):
    return averages(presences, year)[year]


# -- the average of a year -------------------------------------------------------------


def test_nobody_has_no_average():
    assert averages([], 2025) == {}
    assert averages([there("2026-01-01")], 2025) == {}


def test_everybody_all_year():
    assert average(2025, there("2020-01-06"), there("2019-01-01")) == 2


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-04-01", "2025-04-30", "1"),
        ("2025-04-02", "2025-04-30", "0.96"),
        ("2025-04-01", "2025-04-29", "0.96"),
        ("2025-04-30", "2025-05-01", "0.03"),
        ("2024-02-29", "2024-02-29", "0.03"),
        ("2025-12-31", None, "0.03"),
    ],
)
def test_the_days_of_a_month_count_pro_rata(first, last, expected):
    """29/30 is 0.966…: what is beyond the second decimal is dropped."""
    year = int(first[:4])
    assert average(year, there(first, last)) == Decimal(expected)


def test_the_last_day_is_worked_and_the_next_one_is_not():
    usual = there("2025-01-01")
    assert average(2025, usual, there("2025-01-01", "2025-12-31")) == 2
    assert averages([usual, there("2025-01-01", "2025-12-31")], 2026)[2026] == 1


def test_a_month_without_anybody_is_left_out():
    """Six months at 4: 4, not 2."""
    team = [there("2025-07-01") for _person in range(4)]
    assert average(2025, *team) == 4


def test_a_year_without_anybody_is_at_zero():
    found = averages([there("2020-03-01", "2020-12-31"), there("2022-01-01")], 2022)
    assert found == {2020: 1, 2021: 0, 2022: 1}


def test_who_is_left_out_is_an_employee_all_the_same():
    """A month with an apprentice alone is averaged: 1 for six months of twelve."""
    apprentice = there("2025-01-01", counted=False)
    assert average(2025, apprentice, there("2025-07-01")) == HALF
    assert average(2025, apprentice) == 0


def test_part_time_counts_for_its_hours():
    assert average(2025, there("2025-01-01", share=Fraction(4, 5))) == Decimal("0.8")
    thirds = [there("2025-01-01", share=Fraction(1, 3)) for _person in range(150)]
    assert average(2025, *thirds) == 50


def test_the_fraction_beyond_the_second_decimal_is_dropped():
    """49 all year and one for 364 days of 365: 49.99…, still below 50."""
    team = [there("2025-01-01") for _person in range(49)]
    assert average(2025, *team, there("2025-01-02")) == Decimal("49.99")
    assert average(2025, *team, there("2025-01-01")) == 50


def test_a_contract_that_ends_before_it_starts_is_nothing():
    assert averages([there("2025-06-01", "2025-05-31")], 2025) == {}


def naive(presences, last_year):
    """The same, day by day: month by month, who is there on each of its days."""
    found = {}
    started = [p for p in presences if p.last is None or p.last >= p.first]
    if not started:
        return {}
    for year in range(min(p.first for p in started).year, last_year + 1):
        months = []
        for month in range(1, 13):
            length = monthrange(year, month)[1]
            days = [
                date(year, month, 1) + timedelta(number) for number in range(length)
            ]
            here = [
                p
                for day in days
                for p in started
                if p.first <= day and (p.last is None or day <= p.last)
            ]
            if here:
                shares = (p.share for p in here if p.counted)
                months.append(sum(shares, Fraction(0)) / length)
        mean = sum(months) / len(months) if months else Fraction(0)
        found[year] = Decimal(int(mean * 100)) / 100
    return found


DAYS = st.dates(date(2019, 1, 1), date(2021, 12, 31))
PRESENCES = st.lists(
    st.builds(
        Presence,
        DAYS,
        st.none() | DAYS,
        st.fractions(0, 1, max_denominator=35),
        st.booleans(),
    ),
    max_size=6,
)


@given(PRESENCES)
def test_the_sweep_counts_as_a_recount_of_each_day(presences):
    assert averages(presences, 2021) == naive(presences, 2021)


def test_a_hundred_thousand_people_take_a_moment():
    """One sweep over the days on which somebody comes or goes, not one per day."""
    start = date(1990, 1, 1)
    presences = [
        Presence(
            start + timedelta(number * 37 % 13000), None, Fraction(number % 35, 35)
        )
        for number in range(100_000)
    ]
    before = process_time()
    averages(presences, 2025)
    assert process_time() - before < 5


# -- the threshold ---------------------------------------------------------------------


def at(first, *found):
    return {first + number: value for number, value in enumerate(found)}


def test_five_years_then_the_next_first_of_january():
    """Urssaf: averages of 2019 to 2023, and that of 2024 holds: from 1 January 2025."""
    assert concerned_since(at(2018, 40, 50, 50, 50, 50, 50)) is None
    held = concerned_since(at(2018, 40, 50, 50, 50, 50, 50, 50))
    assert held == date(2025, 1, 1)


def test_the_threshold_is_reached_at_50_and_not_under():
    below = Decimal("49.99")
    assert concerned_since(at(2018, 40, 50, 50, 50, 50, 50, below)) is None
    assert concerned_since(at(2018, 40, below, 50, 50, 50, 50, 50)) is None


def test_one_year_below_starts_again():
    before = at(2018, 40, 50, 50, 50, 49, 50, 50, 50, 50, 50)
    assert concerned_since(before) is None
    assert concerned_since({**before, 2028: 50}) == date(2029, 1, 1)


def test_one_year_below_ends_it():
    crossed = at(2018, 40, 60, 60, 60, 60, 60, 60, 60)
    assert concerned_since(crossed) == date(2025, 1, 1)
    assert concerned_since({**crossed, 2026: 49}) is None


def test_grown_to_52_in_2024_is_not_concerned():
    grown = at(2018, 30, 31, 33, 38, 41, 46, 52, 52)
    assert concerned_since(grown) is None
    assert concerned_since({**grown, 2026: 52, 2027: 52, 2028: 52}) is None
    held = {**grown, 2026: 52, 2027: 52, 2028: 52, 2029: 52}
    assert concerned_since(held) == date(2030, 1, 1)


def test_obliged_in_2019_already_and_still_there_on_1_january_2020():
    assert concerned_since(at(2018, 50, 50)) == date(2020, 1, 1)
    assert concerned_since(at(2012, *[60] * 14)) == date(2020, 1, 1)
    assert concerned_since(at(2018, 50, 49)) is None
    assert concerned_since(at(2018, 49, 50)) is None


def test_years_before_2019_are_no_part_of_the_five():
    assert concerned_since(at(2012, 60, 60, 60, 60, 60, 60, 60, 49)) is None


def test_a_year_that_is_not_there_is_one_below():
    assert concerned_since({}) is None
    assert concerned_since({2018: 60, 2019: 60, 2021: 60}) is None


def test_another_threshold():
    assert concerned_since(at(2018, 299, *[300] * 6), 300) == date(2025, 1, 1)
    assert concerned_since(at(2018, 299, *[299] * 6), 300) is None


def test_born_at_the_threshold_is_concerned_at_once():
    born = [there("2022-03-01") for _person in range(50)]
    first = at_first_hire(born)
    assert first == (date(2022, 3, 1), 50)
    found = averages(born, 2025)
    assert concerned_since(found) is None
    assert concerned_since(found, first_hire=first) == date(2022, 3, 1)
    assert concerned_since({**found, 2024: 49}, first_hire=first) is None
    assert concerned_since({**found, 2022: 49}, first_hire=first) is None
    assert concerned_since({}, first_hire=first) == date(2022, 3, 1)


def test_born_in_2019_at_the_threshold_is_not_told_by_its_averages():
    first = date(2019, 1, 7), Decimal(50)
    assert concerned_since({2019: Decimal(51)}, first_hire=first) == first[0]


def test_2019_alone_at_the_threshold_waits_its_five_years():
    """Nothing is known of 2018: it was not obliged in 2019."""
    assert concerned_since({2019: Decimal(51)}) is None


def test_born_below_crosses_in_five_years():
    born = [there("2022-03-01")] + [there("2022-04-01") for _person in range(70)]
    assert at_first_hire(born) == (date(2022, 3, 1), 1)
    assert concerned_since(averages(born, 2025), first_hire=at_first_hire(born)) is None


def test_the_first_month_counts_who_is_there_as_it_ends():
    born = [
        there("2022-03-01", "2022-03-30"),
        there("2022-03-05", "2022-03-31"),
        there("2022-03-31", share=HALF),
        there("2022-03-31", counted=False),
        there("2022-04-01"),
    ]
    assert at_first_hire(born) == (date(2022, 3, 1), Decimal("1.5"))
    assert at_first_hire([]) is None


def test_born_before_2019_is_told_by_its_averages():
    born = [there("2018-11-01") for _person in range(50)]
    found = averages(born, 2020)
    assert concerned_since(found, first_hire=at_first_hire(born)) == date(2020, 1, 1)


def test_the_years_in_a_row_at_the_threshold():
    assert reached_from(at(2022, 50, 49, 50, 52)) == 2024
    assert reached_from(at(2024, 50, 49)) is None
    assert reached_from(at(2015, *[60] * 6)) == 2019
    assert reached_from({}) is None
