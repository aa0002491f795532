from datetime import date, timedelta

import pytest
from careers import LEGAL, TWO_SIX, absence, career, due
from hypothesis import given
from hypothesis import strategies as st
from schedule import (
    Absence,
    AbsenceKind,
    Delay,
    Regime,
    Settings,
    Suspensions,
    Timeline,
    add_months,
    delay_from,
    plan,
    suspensions,
)

DAY = timedelta(days=1)
START = date(2024, 1, 1)
NOMINAL = date(2024, 7, 1)


def left_out(*texts):
    return suspensions([absence(text) for text in texts])


def test_absences_that_count_take_no_day():
    found = left_out(
        "maternity 2024-01-01..2024-12-31", "proche_aidant 2024-02-01..2024-03-31"
    )
    assert found == Suspensions()
    assert found.days(START, NOMINAL) == found.shift(START, NOMINAL) == 0


def test_first_and_last_day_are_left_out():
    unpaid = left_out("unpaid 2024-02-01..2024-02-10")
    assert unpaid.stretches == ((date(2024, 2, 1), date(2024, 2, 11), 100),)
    assert unpaid.days(START, NOMINAL) == 10


@pytest.mark.parametrize(
    ("start", "until", "days"),
    [
        (date(2024, 2, 1), date(2024, 2, 11), 10),
        (date(2024, 2, 2), date(2024, 2, 11), 9),
        (date(2024, 2, 1), date(2024, 2, 10), 9),
        (date(2024, 1, 1), date(2024, 2, 1), 0),
        (date(2024, 1, 1), date(2024, 2, 2), 1),
        (date(2024, 2, 11), NOMINAL, 0),
        (date(2024, 2, 10), NOMINAL, 1),
    ],
)
def test_days_between(start, until, days):
    assert left_out("unpaid 2024-02-01..2024-02-10").days(start, until) == days


@pytest.mark.parametrize(("last", "days"), [(1, 0), (2, 1), (3, 1), (4, 2)])
def test_half_days_are_rounded_down(last, days):
    leave = left_out(f"parental 2024-02-01..2024-02-0{last}")
    assert leave.days(START, NOMINAL) == days


def test_half_days_are_rounded_over_the_whole_cycle():
    leaves = left_out(
        "parental 2024-02-01..2024-02-01", "parental 2024-04-01..2024-04-01"
    )
    assert leaves.days(START, NOMINAL) == 1


def test_day_away_twice_is_left_out_once_by_the_largest_share():
    leaves = left_out(
        "parental 2024-02-01..2024-02-10",
        "unpaid 2024-02-05..2024-02-14",
        "sabbatical 2024-02-05..2024-02-14",
    )
    assert leaves.stretches == (
        (date(2024, 2, 1), date(2024, 2, 5), 50),
        (date(2024, 2, 5), date(2024, 2, 11), 100),
        (date(2024, 2, 11), date(2024, 2, 15), 100),
    )
    assert leaves.days(START, NOMINAL) == 12


def test_days_at_work_between_absences_count():
    leaves = left_out("unpaid 2024-02-01..2024-02-02", "unpaid 2024-02-05..2024-02-06")
    assert leaves.days(START, NOMINAL) == 4
    assert len(leaves.stretches) == 2


@pytest.mark.parametrize(
    ("dates", "shift"),
    [
        ("2024-02-01..2024-02-10", 10),
        ("2024-07-01..2024-07-10", 0),
        ("2024-06-30..2024-07-10", 11),
        ("2024-06-30..2024-06-30", 1),
        ("2023-12-01..2023-12-31", 0),
        ("2023-12-01..2024-01-01", 1),
    ],
)
def test_date_moves_out_of_the_absence(dates, shift):
    assert left_out(f"unpaid {dates}").shift(START, NOMINAL) == shift


def test_date_moved_into_another_absence_moves_again():
    leaves = left_out("unpaid 2024-02-01..2024-02-10", "unpaid 2024-07-10..2024-07-19")
    assert leaves.shift(START, NOMINAL) == 20
    on_its_first_day = left_out(
        "unpaid 2024-02-01..2024-02-10", "unpaid 2024-07-11..2024-07-19"
    )
    assert on_its_first_day.shift(START, NOMINAL) == 10


def test_half_days_move_into_half_days():
    # the target gained by two half days falls after a third and a fourth
    assert left_out("parental 2024-06-28..2024-12-31").shift(START, NOMINAL) == 2
    assert left_out("parental 2024-06-29..2024-12-31").shift(START, NOMINAL) == 1
    assert left_out("parental 2024-06-30..2024-12-31").shift(START, NOMINAL) == 0


def test_endless_absence_is_no_endless_count():
    assert (
        left_out("unpaid 2024-06-30..9000-12-31").shift(START, NOMINAL)
        == (date(9001, 1, 1) - date(2024, 6, 30)).days
    )


@pytest.mark.parametrize(
    ("dates", "stretches"),
    [
        ("2023-03-01..2023-03-10", [((3, 1), (3, 11), 50)]),
        ("2023-03-01..2023-03-11", [((3, 1), (3, 11), 50)]),
        ("2023-02-01..2023-06-30", [((2, 1), (3, 11), 50)]),
        ("2023-03-10..2023-03-10", [((3, 10), (3, 11), 50)]),
        ("2023-03-11..2023-03-31", []),
    ],
)
def test_presence_parentale_around_the_law_that_counts_it(dates, stretches):
    found = left_out(f"presence_parentale {dates}").stretches
    assert found == tuple(
        (date(2023, *first), date(2023, *after), share)
        for first, after, share in stretches
    )


@pytest.mark.parametrize(
    ("text", "code", "ministry", "illness"),
    [
        ("presence_parentale 2023-03-06..2023-03-15", 2, 10, 2),
        ("solidarite_familiale 2024-03-01..2024-03-10", 0, 10, 0),
        ("long_illness 2024-03-01..2024-03-10", 0, 0, 10),
        ("long_illness_ald 2024-03-01..2024-03-10", 0, 0, 10),
        ("proche_aidant 2024-03-01..2024-03-10", 0, 0, 0),
        ("maternity 2024-03-01..2024-03-10", 0, 0, 0),
        ("parental 2024-03-01..2024-03-10", 5, 5, 5),
        ("unpaid 2024-03-01..2024-03-10", 10, 10, 10),
    ],
)
def test_readings_of_the_disputed_days(text, code, ministry, illness):
    until = date(2026, 1, 1)
    for chosen, days in (
        (Settings(), code),
        (Settings(family_leaves="ministry"), ministry),
        (Settings(illness="left_out"), illness),
    ):
        found = suspensions([absence(text)], chosen)
        assert found.days(date(2022, 1, 1), until) == days


def test_overlap_takes_the_larger_share_of_each_day_by_the_reading_chosen():
    both = [
        absence("presence_parentale 2023-03-06..2023-03-15"),
        absence("parental 2023-03-01..2023-03-20"),
    ]
    assert suspensions(both).days(date(2022, 1, 1), NOMINAL) == 10
    ministry = suspensions(both, Settings(family_leaves="ministry"))
    assert ministry.days(date(2022, 1, 1), NOMINAL) == 15


CHANGED = AbsenceKind("changed", "", uncounted=20, uncounted_former=80,
                      uncounted_from=date(2024, 5, 1))  # fmt: skip
KINDS = st.sampled_from(
    [CHANGED, *(AbsenceKind("any", "", uncounted=n) for n in (0, 25, 50, 100))]
)
NEAR = st.dates(date(2023, 6, 1), date(2025, 6, 1))
ABSENCES = st.lists(
    st.builds(
        lambda kind, start, days: Absence(kind, start, start + days * DAY),
        KINDS,
        NEAR,
        st.integers(0, 200),
    ),
    max_size=5,
)


def count_day_by_day(absences, start, until):
    shares = 0
    while start < until:
        away = [item for item in absences if item.start <= start <= item.end]
        shares += max((item.kind.uncounted_on(start) for item in away), default=0)
        start += DAY
    return shares // 100


@given(ABSENCES, NEAR, st.integers(0, 300))
def test_days_are_those_counted_one_by_one(absences, start, length):
    until = start + length * DAY
    expected = count_day_by_day(absences, start, until)
    assert suspensions(absences).days(start, until) == expected


@given(ABSENCES, NEAR, st.integers(1, 300))
def test_shift_is_the_first_that_stays(absences, start, length):
    found = suspensions(absences)
    nominal = start + length * DAY
    shift, seen = found.shift(start, nominal), 0
    while (days := found.days(start, nominal + seen * DAY)) != seen:
        seen = days
    assert shift == seen


def months(regime):
    return regime.period_months


def test_each_start_of_a_delay_has_its_own_days():
    """A delay shortened runs from the change of law: only later absences move it."""
    change = date(2030, 1, 1)
    laws = Timeline(
        (
            Regime("old", date(2014, 3, 7), 84, 84, 84),
            Regime("new", change, 12, 12, 12),
        )
    )
    leaves = left_out("unpaid 2029-12-30..2029-12-31", "unpaid 2030-03-01..2030-03-05")
    found = delay_from(date(2028, 1, 1), laws, months, uncounted_of=leaves.shift)
    target = date(2031, 1, 6)
    assert found == Delay(target, target, 12, "new", "shortened_new", change, 5)


def test_moved_dates_are_those_compared_when_a_law_shortens():
    change = date(2030, 1, 1)
    laws = Timeline(
        (
            Regime("old", date(2014, 3, 7), 36, 36, 36),
            Regime("new", change, 12, 12, 12),
        )
    )
    start = date(2028, 1, 1)  # 2031-01-01 either way, but for the days not counted
    before = left_out("unpaid 2029-03-01..2029-03-05")
    found = delay_from(start, laws, months, uncounted_of=before.shift)
    assert (found.target, found.change) == (date(2031, 1, 1), "shortened_new")
    assert found.suspended_days == 0
    both = left_out("unpaid 2030-03-01..2030-03-05")
    found = delay_from(start, laws, months, uncounted_of=both.shift)
    assert (found.target, found.change) == (date(2031, 1, 6), "shortened_old")
    assert found.suspended_days == 5


def test_limit_follows_the_target():
    found = plan(
        career("2022-01-10..", absences="unpaid 2024-03-01..2024-03-10"), TWO_SIX
    )
    assert found.bilan.target == date(2028, 1, 20)
    assert found.bilan.limit == date(2029, 1, 19)


def test_reason_tells_the_days_not_counted():
    facts = career("2022-01-10..", absences="unpaid 2024-03-01..2024-08-31")
    found = plan(facts, TWO_SIX)
    assert found.bilan.reason.figures["suspended_days"] == 184
    assert "suspended_days" not in found.periodic.reason.figures
    moved = plan(facts, TWO_SIX, Settings(suspend_periodic=True))
    assert "suspended_days" not in moved.periodic.reason.figures
    later = career("2022-01-10..", "2024-01-08", "unpaid 2024-03-01..2024-08-31")
    moved = plan(later, TWO_SIX, Settings(suspend_periodic=True))
    assert moved.periodic.reason.figures["suspended_days"] == 184
    assert moved.periodic.limit == moved.periodic.target == date(2026, 7, 11)


def test_first_interview_moves_as_well_when_chosen():
    facts = career("2022-01-10..", absences="unpaid 2022-03-01..2022-03-10")
    assert due(facts, TWO_SIX)["first"] == "2024-01-10"
    assert due(facts, TWO_SIX, Settings(suspend_periodic=True))["first"] == "2024-01-20"


def test_periodic_expiry_is_judged_on_the_moved_date():
    moved = Settings(suspend_periodic=True)
    week = career(interviews="2023-10-19", absences="unpaid 2024-03-01..2024-03-07")
    assert due(week, LEGAL, moved)["periodic"] == "2027-10-26"
    six = career(interviews="2023-10-19", absences="unpaid 2024-03-01..2024-03-06")
    assert due(six, LEGAL, moved)["periodic"] == "2025-10-25"


@pytest.mark.parametrize(
    ("held", "target"),
    [
        ("2028-01-19", date(2034, 1, 19)),  # early: the target had moved
        ("2028-01-20", date(2034, 1, 20)),  # on the moved date
        ("2028-05-02", date(2034, 1, 20)),  # late: the cycle ended on the moved date
    ],
)
def test_cycle_closed_by_a_bilan_ends_on_its_moved_date(held, target):
    facts = career("2022-01-10..", f"{held}+bilan", "unpaid 2024-03-01..2024-03-10")
    assert plan(facts, TWO_SIX).bilan.target == target


def test_next_cycle_has_its_own_absences():
    facts = career(
        "2022-01-10..",
        "2028-05-02+bilan",
        "unpaid 2024-03-01..2024-03-10; unpaid 2030-03-01..2030-03-05",
    )
    found = plan(facts, TWO_SIX)
    assert found.bilan.target == add_months(date(2028, 1, 20), 72) + 5 * DAY
    assert found.bilan.reason.figures["suspended_days"] == 5


def test_reason_after_a_bilan_tells_the_seniority_set_by_hr():
    facts = career("2022-01-10..", "2028-05-02+bilan", override="2022-01-03")
    assert plan(facts, TWO_SIX).bilan.reason.figures["override"] is True
    plain = career("2022-01-10..", "2028-05-02+bilan")
    assert "override" not in plan(plain, TWO_SIX).bilan.reason.figures
