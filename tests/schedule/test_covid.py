"""What the epidemic postponed: due from 1 January 2020 to 30 June 2021."""

from datetime import date

import pytest
from careers import LEGAL, OLD_LAW, career, day
from schedule import cycles, in_time_only, plan, postponed_steps
from schedule.covid import in_time_until, unsanctioned_until

WINDOW = [
    # due, last day in time, last day without sanction
    ("2019-12-31", "2019-12-31", "2019-12-31"),
    ("2020-01-01", "2021-06-30", "2021-09-30"),
    ("2020-01-02", "2021-06-30", "2021-09-30"),
    ("2021-06-29", "2021-06-30", "2021-09-30"),
    ("2021-06-30", "2021-06-30", "2021-09-30"),
    ("2021-07-01", "2021-07-01", "2021-07-01"),
]


@pytest.mark.parametrize(("due", "in_time", "free"), WINDOW)
def test_what_was_due_then(due, in_time, free):
    target = day(due)
    assert in_time_until(target, target) == day(in_time)
    assert unsanctioned_until(target, target) == day(free)


def test_a_later_limit_stays():
    target, limit = date(2020, 12, 1), date(2021, 11, 30)
    assert in_time_until(target, limit) == unsanctioned_until(target, limit) == limit
    early = date(2020, 3, 7), date(2021, 3, 6)
    assert in_time_until(*early) == date(2021, 6, 30)
    between = date(2020, 8, 1), date(2021, 7, 31)
    assert in_time_until(*between) == date(2021, 7, 31)
    assert unsanctioned_until(*between) == date(2021, 9, 30)


def test_what_is_due_next_has_the_deadline_that_the_epidemic_left():
    """The card and the cycle say one day, and so does the reasoning."""
    facts = career("2010-01-04..")
    found, (running,) = plan(facts, OLD_LAW), cycles(facts, OLD_LAW)
    assert running.limit == day("2021-03-06")
    assert found.bilan.limit == running.in_time_until == day("2021-06-30")
    kept = [step.figures for step in found.steps if step.code == "kept"]
    [told] = [item["limit"] for item in kept if item["obligation"] == "bilan"]
    assert told == "2021-06-30"
    assert plan(career("2018-06-01.."), OLD_LAW).periodic.limit == day("2021-06-30")
    assert plan(career("2019-07-01.."), OLD_LAW).periodic.limit == day("2021-07-01")


def last_cycle(hired, held):
    return cycles(career(f"{hired}..", held), OLD_LAW)[-1]


@pytest.mark.parametrize(
    ("hired", "held", "strict"),
    [
        ("2017-12-31", "2020-01-01", False),
        ("2018-01-01", "2020-01-02", True),
        ("2018-01-01", "2021-06-30", True),
        ("2018-01-01", "2021-07-01", True),
        ("2018-01-01", "2021-09-30", True),
        ("2018-01-01", "2021-10-01", False),
        ("2019-06-30", "2021-09-30", True),
        ("2019-06-30", "2021-10-01", False),
        ("2019-07-01", "2021-07-01", True),
        ("2019-07-01", "2021-07-02", False),
    ],
)
def test_held_late_in_either_reading(hired, held, strict):
    """Strictly too, no sanction until 30 September 2021."""
    cycle = last_cycle(hired, held)
    duty = cycle.required[0]
    assert (duty.held, duty.met) == (day(held), True)
    assert in_time_only(cycle).required[0].met is strict


@pytest.mark.parametrize(
    ("hired", "asked", "missing"),
    [
        ("2017-12-31", "2019-12-31", False),
        ("2017-12-31", "2020-01-01", True),
        ("2018-01-01", "2021-06-30", False),
        ("2018-01-01", "2021-09-30", False),
        ("2018-01-01", "2021-10-01", True),
        ("2019-07-01", "2021-07-01", False),
        ("2019-07-01", "2021-07-02", True),
    ],
)
def test_missing_as_things_stood(hired, asked, missing):
    assert last_cycle(hired, "").required[0].missing(day(asked)) is missing


def test_the_next_period_runs_from_the_day_held():
    facts = career("2018-01-01..", "2021-06-30")
    (running,) = cycles(facts, OLD_LAW)
    assert [str(duty.target) for duty in running.required] == [
        "2020-01-01",
        "2023-06-30",
    ]


def test_one_interview_meets_two_dates_that_were_postponed():
    """The period of an agreement is short enough for two to fall in the window."""
    law = OLD_LAW.with_period(6)
    facts = career("2019-07-01..", "2021-06-30")
    required = cycles(facts, law)[-1].required
    held = {str(duty.target): str(duty.held) for duty in required[:4]}
    assert held == {
        "2020-01-01": "2021-06-30",
        "2020-07-01": "2021-06-30",
        "2021-01-01": "2021-06-30",
        "2021-12-30": "None",
    }
    after = cycles(career("2019-07-01..", "2021-07-01"), law)[-1].required
    assert [duty.met for duty in after[:3]] == [False, False, True]


@pytest.mark.parametrize(
    ("hired", "in_time"),
    [
        ("2013-12-31", "2021-06-30"),
        ("2014-03-10", "2021-06-30"),
        ("2014-07-01", "2021-06-30"),
        ("2014-07-02", "2021-07-01"),
        ("2015-06-30", "2022-06-29"),
        ("2015-07-01", "2022-06-30"),
    ],
)
def test_an_etat_des_lieux_too(hired, in_time):
    (running,) = cycles(career(f"{hired}.."), OLD_LAW)
    assert running.in_time_until == day(in_time)


def test_the_limit_itself_is_that_of_the_law():
    duty = last_cycle("2018-01-01", "").required[0]
    assert (duty.limit, duty.in_time_until) == (day("2020-01-01"), day("2021-06-30"))
    assert cycles(career("2018-01-01.."), LEGAL)[-1].limit == day("2024-12-31")


@pytest.mark.parametrize(
    ("hired", "held", "told"),
    [
        ("2017-12-31", "2020-01-01", None),
        ("2018-01-01", "2020-01-01", None),
        ("2018-01-01", "2020-01-02", ("2020-01-01", "2020-01-02")),
        ("2018-01-01", "2021-06-30", ("2020-01-01", "2021-06-30")),
        ("2019-06-30", "2021-10-01", ("2021-06-30", "2021-10-01")),
        ("2019-07-01", "2021-10-01", None),
    ],
)
def test_what_the_epidemic_gave_is_told(hired, held, told):
    found = cycles(career(f"{hired}..", held), OLD_LAW)
    steps = [step.figures for step in postponed_steps(found)]
    assert {step.code for step in postponed_steps(found)} <= {"postponed"}
    expected = {"obligation": "first", "until": "2021-06-30", "free": "2021-09-30"}
    if told:
        expected |= {"target": told[0], "held": told[1]}
    assert steps == ([expected] if told else [])


def test_a_bilan_that_it_postponed_is_told_and_one_never_held():
    held = "2016-03-01; 2018-03-01; 2020-02-28; 2021-06-15+bilan"
    [step] = postponed_steps(cycles(career("2014-03-07..", held), OLD_LAW))
    assert step.figures == {
        "obligation": "bilan",
        "target": "2020-03-07",
        "until": "2021-06-30",
        "free": "2021-09-30",
        "held": "2021-06-15",
    }
    [first] = postponed_steps(cycles(career("2018-06-01.."), OLD_LAW))
    assert first.figures["held"] is None
