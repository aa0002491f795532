from datetime import date
from operator import attrgetter

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from schedule import (
    LAW_2014,
    LAW_2025,
    LAWS,
    Delay,
    Regime,
    Timeline,
    add_months,
    delay_from,
)

D0 = date(2025, 10, 26)
D1 = date(2030, 1, 1)
LEGAL = Timeline(LAWS)
FIRST = attrgetter("first_months")
PERIOD = attrgetter("period_months")
BILAN = attrgetter("bilan_months")
TOLERANCE = attrgetter("bilan_tolerance_months")


def regime(code, day, months, tolerance=12):
    return Regime(code, day, months, months, months, tolerance)


def bilan(start, timeline=LEGAL):
    delay = delay_from(start, timeline, BILAN, TOLERANCE)
    return delay.target, delay.limit, delay.change


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 11, 15), 2, date(2026, 1, 15)),
    ],
)
def test_add_months_keeps_the_day_or_the_end_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


@given(st.dates(), st.integers(-1200, 1200))
def test_months_are_added_as_dateutil_adds_them(day, months):
    try:
        expected = day + relativedelta(months=months)
    except ValueError:
        with pytest.raises(ValueError):
            add_months(day, months)
    else:
        assert add_months(day, months) == expected


def test_delay_under_one_law():
    delay = delay_from(date(2022, 1, 10), Timeline((LAW_2014,)), PERIOD)
    day = date(2024, 1, 10)
    assert delay == Delay(day, day, 24, "law_2014", None, None)


@pytest.mark.parametrize(
    ("start", "target", "months", "code", "change"),
    [
        (date(2023, 10, 25), date(2025, 10, 25), 24, "law_2014", "expired"),
        (date(2023, 10, 26), date(2027, 10, 26), 48, "law_2025", "lengthened"),
        (date(2023, 10, 27), date(2027, 10, 27), 48, "law_2025", "lengthened"),
        (date(2025, 10, 25), date(2029, 10, 25), 48, "law_2025", "lengthened"),
    ],
)
def test_lengthened_delay(start, target, months, code, change):
    delay = delay_from(start, LEGAL, PERIOD)
    assert delay == Delay(target, target, months, code, change, D0)


@pytest.mark.parametrize(
    ("start", "target", "months", "code", "change"),
    [
        (date(2023, 10, 25), date(2025, 10, 25), 24, "law_2014", "expired"),
        (date(2023, 10, 26), date(2025, 10, 26), 24, "law_2014", "shortened_old"),
        (date(2024, 10, 25), date(2026, 10, 25), 24, "law_2014", "shortened_old"),
        (date(2024, 10, 26), date(2026, 10, 26), 24, "law_2014", "shortened_old"),
        (date(2024, 10, 27), date(2026, 10, 26), 12, "law_2025", "shortened_new"),
        (date(2025, 10, 25), date(2026, 10, 26), 12, "law_2025", "shortened_new"),
    ],
)
def test_shortened_delay(start, target, months, code, change):
    delay = delay_from(start, LEGAL, FIRST)
    assert delay == Delay(target, target, months, code, change, D0)


@pytest.mark.parametrize("months_of", [FIRST, PERIOD])
def test_delay_that_starts_on_the_day_of_the_change_knows_the_new_law_alone(months_of):
    delay = delay_from(D0, LEGAL, months_of)
    target = add_months(D0, months_of(LAW_2025))
    assert delay == Delay(target, target, months_of(LAW_2025), "law_2025", None, None)


def test_limit_is_the_eve_of_the_end_of_the_tolerance():
    found = bilan(date(2022, 1, 10), Timeline((LAW_2014,)))
    assert found == (date(2028, 1, 10), date(2029, 1, 9), None)


@pytest.mark.parametrize(
    ("tolerance", "limit"), [(0, date(2028, 1, 10)), (1, date(2028, 2, 9))]
)
def test_limit_never_comes_before_the_target(tolerance, limit):
    timeline = Timeline((regime("law", LAW_2014.date_from, 72, tolerance),))
    found = bilan(date(2022, 1, 10), timeline)
    assert found == (date(2028, 1, 10), limit, None)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (
            date(2018, 10, 26),
            (date(2024, 10, 26), date(2025, 10, 25), "expired"),
        ),
        (
            date(2018, 10, 27),
            (date(2026, 10, 27), date(2027, 10, 26), "lengthened"),
        ),
    ],
)
def test_bilan_expires_by_its_limit(start, expected):
    assert bilan(start) == expected


def test_bilan_expires_by_its_target_without_tolerance():
    prudent = Timeline((regime("old", date(2014, 3, 7), 72, 0), LAW_2025))
    day = date(2025, 10, 25)
    assert bilan(date(2019, 10, 25), prudent) == (day, day, "expired")
    assert bilan(date(2019, 10, 26), prudent)[0] == date(2027, 10, 26)


def test_start_before_the_timeline_counts_under_the_first_law():
    delay = delay_from(date(2010, 1, 1), LEGAL, PERIOD)
    assert (delay.target, delay.change) == (date(2012, 1, 1), "expired")


def test_leap_day_across_a_change():
    delay = delay_from(date(2024, 2, 29), LEGAL, PERIOD)
    assert delay.target == date(2028, 2, 29)
    assert bilan(date(2024, 2, 29)) == (
        date(2032, 2, 29),
        date(2033, 2, 27),
        "lengthened",
    )


def three(first, second, third):
    return Timeline(
        (
            regime("a", date(2014, 3, 7), first),
            regime("b", D0, second),
            regime("c", D1, third),
        )
    )


@pytest.mark.parametrize(
    ("lengths", "start", "target", "months", "code", "change", "change_date"),
    [
        # lengthened twice; lengthened then shortened, each way
        ((24, 48, 72), (2026, 1, 1), (2032, 1, 1), 72, "c", "lengthened", D1),
        ((24, 48, 72), (2025, 1, 1), (2029, 1, 1), 48, "b", "expired", D1),
        ((24, 72, 60), (2025, 1, 1), (2031, 1, 1), 72, "b", "shortened_old", D1),
        ((24, 72, 6), (2025, 1, 1), (2030, 7, 1), 6, "c", "shortened_new", D1),
        # shortened, then lengthened from the start, or by less than it already had
        ((72, 60, 84), (2025, 1, 1), (2032, 1, 1), 84, "c", "lengthened", D1),
        ((84, 60, 66), (2025, 1, 1), (2030, 10, 26), 60, "b", "shortened_new", D0),
        # shortened twice: never later than what the previous law gave
        ((84, 60, 6), (2025, 1, 1), (2030, 7, 1), 6, "c", "shortened_new", D1),
        ((84, 60, 12), (2025, 1, 1), (2030, 10, 26), 60, "b", "shortened_new", D0),
        # shortened, then expired: the date still rests on the first change
        ((84, 12, 24), (2025, 1, 1), (2026, 10, 26), 12, "b", "shortened_new", D0),
        # expired at the first change: the second one cures nothing
        ((24, 48, 96), (2020, 1, 1), (2022, 1, 1), 24, "a", "expired", D0),
        # a change of law that leaves this delay as it was
        ((72, 72, 72), (2025, 1, 1), (2031, 1, 1), 72, "a", None, None),
        ((24, 24, 48), (2023, 1, 1), (2025, 1, 1), 24, "a", "expired", D1),
        # the former one ended sooner, then expired: the first change still says why
        ((24, 12, 24), (2023, 12, 1), (2025, 12, 1), 24, "a", "shortened_old", D0),
        ((84, 72, 60), (2024, 1, 1), (2031, 1, 1), 84, "a", "shortened_old", D1),
    ],
)
def test_three_regimes(lengths, start, target, months, code, change, change_date):
    delay = delay_from(date(*start), three(*lengths), PERIOD)
    day = date(*target)
    assert delay == Delay(day, day, months, code, change, change_date)


def test_new_tolerance_applies_to_a_delay_still_running():
    timeline = Timeline(
        (regime("a", date(2014, 3, 7), 72, 12), regime("b", D0, 72, 0)),
    )
    assert bilan(date(2020, 1, 1), timeline) == (
        date(2026, 1, 1),
        date(2026, 1, 1),
        None,
    )
    expired = (date(2024, 1, 1), date(2024, 12, 31), "expired")
    assert bilan(date(2018, 1, 1), timeline) == expired
