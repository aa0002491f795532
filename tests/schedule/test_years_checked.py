"""The years that an état des lieux checks, and an agreement made meanwhile."""

import pytest
from careers import LEGAL, OLD_LAW, TWO_SIX, career, day, timeline
from schedule import LAWS, Settings, Timeline, cycles, in_time_only

OTHERWISE = Settings(whole_cycle=False)


def told(cycle):
    return [
        f"{duty.kind} {duty.target} {duty.held or '-'}{'' if duty.met else ' unmet'}"
        for duty in cycle.required
    ]


@pytest.mark.parametrize(
    ("hired", "bilan", "law", "expected"),
    [
        # hired within the years: the hire
        ("2019-06-03", "2025-06-02", OLD_LAW, "2019-06-03"),
        ("2019-06-03", "2025-06-03", OLD_LAW, "2019-06-03"),
        ("2019-06-03", "2025-06-04", OLD_LAW, "2019-06-04"),
        # the law of the day held: six years, then eight
        ("2016-01-11", "2025-10-25", LEGAL, "2019-10-25"),
        ("2016-01-11", "2025-10-26", LEGAL, "2017-10-26"),
        ("2010-01-11", "2020-02-29", LEGAL, "2014-03-07"),
        ("2010-01-11", "2022-06-01", LEGAL, "2016-06-01"),
        ("2010-01-11", "2025-11-03", timeline("agreement months=36"), "2017-11-03"),
    ],
)
def test_first_day_of_the_years_checked(hired, bilan, law, expected):
    closed, *_running = cycles(career(f"{hired}..", f"{bilan}+bilan"), law)
    assert closed.period_from == day(expected)


def test_never_before_the_last_bilan():
    facts = career("2015-01-12..", "2021-01-12+bilan; 2028-06-01+bilan")
    closed, second, running = cycles(facts, LEGAL)
    assert (closed.period_from, second.period_from) == (
        day("2015-01-12"),
        day("2021-01-12"),
    )
    assert running.period_from == day("2028-06-01")
    late = career("2015-01-12..", "2019-06-03+bilan; 2028-06-01+bilan")
    assert cycles(late, LEGAL)[1].period_from == day("2020-06-01")


def test_running_one_counts_from_its_target():
    (running,) = cycles(career("2026-02-02.."), LEGAL)
    assert running.period_from == day("2026-02-02")
    unpaid = career("2026-02-02..", absences="unpaid 2027-01-04..2027-01-13")
    (running,) = cycles(unpaid, LEGAL)
    assert (running.target, running.period_from) == (
        day("2034-02-12"),
        day("2026-02-12"),
    )


def test_a_date_on_the_first_day_of_the_years_is_checked():
    facts = career("2013-06-03..", "2022-03-07+bilan")
    closed, _running = cycles(facts, LEGAL)
    assert closed.period_from == day("2016-03-07")
    assert told(closed)[0] == "first 2016-03-07 - unmet"
    later, _running = cycles(career("2013-06-03..", "2022-03-08+bilan"), LEGAL)
    assert told(later)[0] == "periodic 2018-03-07 - unmet"


def test_what_was_missed_before_the_years_costs_nothing():
    held = "2018-03-07; 2020-03-06; 2022-03-04"
    facts = career("2013-06-03..", f"{held}; 2022-03-08+bilan")
    closed, _running = cycles(facts, LEGAL)
    assert not closed.missing()


def test_an_overdue_bilan_checks_up_to_its_target_whatever_was_held_since():
    """One more interview adds nothing that was missed after it."""
    facts = career("2014-03-10..", "2016-03-10; 2018-03-09; 2020-03-09")
    (running,) = cycles(facts, LEGAL)
    assert running.target == day("2020-03-10")
    assert not running.missing()
    more = career("2014-03-10..", "2016-03-10; 2018-03-09; 2020-03-09; 2026-06-01")
    (again,) = cycles(more, LEGAL)
    assert not again.missing()
    assert told(again) == told(running)


# -- agreements made in the cycle ------------------------------------------------------

HELD = "2024-01-08; 2028-01-07"
REVISED = timeline("agreement months=48")


@pytest.mark.parametrize(
    ("options", "agreed"),
    [
        ("agreement", None),
        ("agreement old=36", None),
        ("agreement old=60", None),
        ("agreement months=48", 48),
        ("agreement months=36", 36),
        ("agreement months=24", None),
        ("agreement old=36 months=36", None),
        ("agreement old=60 months=48", 48),
        ("agreement old=60 months=36 date=2027-02-01", 36),
        ("agreement months=36 date=2025-10-26", 36),
        ("agreement months=24 date=2025-10-26", None),
    ],
)
def test_agreement_told_where_one_was_made(options, agreed):
    """The old one that goes on, or lapses, is none."""
    facts = career("2022-01-10..")
    assert cycles(facts, timeline(options))[-1].agreed_months == agreed
    assert cycles(facts, timeline(options), OTHERWISE)[-1].agreed_months is None
    assert cycles(facts, LEGAL)[-1].agreed_months is None
    assert cycles(facts, TWO_SIX)[-1].agreed_months is None


@pytest.mark.parametrize(
    ("bilan", "agreed"),
    [("2026-09-30", None), ("2026-10-01", 36), ("2026-10-02", 36)],
)
def test_agreement_of_the_day_of_the_bilan_is_of_its_cycle(bilan, agreed):
    facts = career("2020-01-13..", f"{bilan}+bilan")
    closed, running = cycles(facts, timeline("agreement months=36"))
    assert closed.agreed_months == agreed
    assert running.agreed_months == (None if agreed else 36)


def test_longer_period_is_read_over_the_whole_cycle():
    """Two years went by until 2026-01-08: four are allowed, read over the whole."""
    facts = career("2022-01-10..", HELD)
    (whole,) = map(in_time_only, cycles(facts, REVISED))
    assert told(whole) == [
        "first 2024-01-10 2024-01-08",
        "periodic 2028-01-08 2028-01-07",
    ]
    assert not whole.missing()
    (apart,) = map(in_time_only, cycles(facts, REVISED, OTHERWISE))
    assert told(apart) == [
        "first 2024-01-10 2024-01-08",
        "periodic 2026-01-08 2028-01-07 unmet",
    ]
    assert [str(duty.target) for duty in apart.missing()] == ["2026-01-08"]


def test_shorter_period_too():
    facts = career("2022-01-10..", "2024-01-08; 2026-01-05; 2027-01-04")
    law = timeline("agreement months=12")
    (whole,) = map(in_time_only, cycles(facts, law))
    missing = [str(duty.target) for duty in whole.missing(day("2027-01-31"))]
    assert missing == ["2023-01-10", "2025-01-08"]
    (apart,) = map(in_time_only, cycles(facts, law, OTHERWISE))
    assert not apart.missing(day("2027-01-31"))


@pytest.mark.parametrize("old", [6, 12, 24, 36])
def test_the_first_interview_keeps_its_delay(old):
    """Within a year since the law of 2025, be the period then longer."""
    facts = career("2026-01-12..")
    (whole,) = cycles(facts, timeline(f"agreement old={old} months=48"))
    assert whole.agreed_months == 48
    first = day("2026-07-12") if old == 6 else day("2027-01-12")
    assert whole.required[0].target == first


def test_a_period_read_over_the_whole_says_that_an_agreement_set_it():
    (whole,) = cycles(career("2022-01-10..", "2024-01-08"), REVISED)
    figures = whole.required[1].reason.figures
    assert (figures["months"], figures["agreement"]) == (48, True)
    assert (
        "agreement"
        not in cycles(career("2022-01-10.."), LEGAL)[-1].required[1].reason.figures
    )


def test_timeline_with_a_period():
    found = Timeline(LAWS).with_period(36)
    lengths = [(one.first_months, one.period_months) for one in found.regimes]
    assert lengths == [(24, 36), (12, 36)]
    short = Timeline(LAWS).with_period(6)
    lengths = [(one.first_months, one.period_months) for one in short.regimes]
    assert lengths == [(6, 6), (6, 6)]
    assert {one.agreed_months for one in short.regimes} == {6}
    assert [one.code for one in found.regimes] == ["law_2014", "law_2025"]
    assert [one.bilan_months for one in found.regimes] == [72, 96]
