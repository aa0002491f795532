"""The days that art. L.3133-1 lists, as published for several years."""

from datetime import date

import pytest
from schedule import holidays_between, office_day, public_holidays

# Published by the administration: Easter Monday, Ascension, Whit Monday.
PUBLISHED = {
    2024: ((4, 1), (5, 9), (5, 20)),
    2025: ((4, 21), (5, 29), (6, 9)),
    2026: ((4, 6), (5, 14), (5, 25)),
    2027: ((3, 29), (5, 6), (5, 17)),
    2038: ((4, 26), (6, 3), (6, 14)),
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_days_that_move_with_easter(year):
    moving = [
        (day.month, day.day)
        for day, code in public_holidays(year).items()
        if code in ("easter_monday", "ascension", "whit_monday")
    ]
    assert tuple(moving) == PUBLISHED[year]


def test_eleven_days_in_the_order_of_the_calendar():
    days = list(public_holidays(2026))
    assert len(days) == 11
    assert days == sorted(days)
    assert days[0] == date(2026, 1, 1)
    assert days[-1] == date(2026, 12, 25)


def test_ascension_on_a_fixed_holiday_is_one_day():
    """In 2008 Ascension fell on 1 May: ten days, and the one of the law's own name."""
    days = public_holidays(2008)
    assert len(days) == 10
    assert days[date(2008, 5, 1)] == "labour_day"


def test_between_two_days_over_the_new_year():
    found = holidays_between(date(2026, 12, 25), date(2027, 1, 1))
    assert found == {date(2026, 12, 25): "christmas", date(2027, 1, 1): "new_year"}
    assert holidays_between(date(2026, 7, 15), date(2026, 8, 14)) == {}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-25", "2026-03-25"),
        ("2026-03-28", "2026-03-27"),
        ("2026-03-29", "2026-03-27"),
        ("2026-05-10", "2026-05-07"),
        ("2026-04-06", "2026-04-03"),
        ("2027-01-01", "2026-12-31"),
    ],
)
def test_office_day_is_the_last_one_that_people_work(day, expected):
    assert office_day(date.fromisoformat(day)) == date.fromisoformat(expected)
