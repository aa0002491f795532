"""The cycles of the état des lieux on the days where a rule begins or ends."""

from datetime import date

import pytest
from careers import LEGAL, TWO_SIX, career, day, timeline
from schedule import cycles, in_time_only

HIRED = "2016-01-11.."
HELD = "2018-01-10; 2020-01-09"


def told(duties):
    """Each interview asked for: kind, target, and what stands for it."""
    return [
        f"{duty.kind} {duty.target} {duty.held or '-'}" + ("" if duty.met else " unmet")
        for duty in duties
    ]


def test_nothing_missing_is_made_up_by_the_limit_of_the_bilan():
    """What is to come has its own date: it does not shorten the time left."""
    (running,) = cycles(career("2020-01-13.."), TWO_SIX)
    assert running.make_up_by(day("2021-01-01")) == running.limit == day("2027-01-12")


def test_a_cycle_closed_under_the_old_law_keeps_its_length():
    """Held early, five months before the law that lengthens it to 8 years."""
    held, running = cycles(career("2019-12-02..", "2025-06-02+bilan"), LEGAL)
    assert (held.target, held.regime) == (day("2025-12-02"), "law_2014")
    assert running.regime == "law_2025"


def test_each_cycle_has_its_own_interviews():
    facts = career(HIRED, f"{HELD}; 2022-01-10+bilan; 2024-01-10", visit="2026-01-15")
    held, running = cycles(facts, LEGAL)
    assert told(held.required) == [
        "first 2018-01-11 2018-01-10",
        "periodic 2020-01-10 2020-01-09",
        "periodic 2022-01-09 2022-01-10",
    ]
    assert told(running.required) == [
        "periodic 2024-01-10 2024-01-10",
        "mid_career 2026-03-15 - unmet",
        "periodic 2028-01-10 - unmet",
    ]


def test_events_of_one_cycle_are_not_asked_again_in_the_next():
    facts = career(
        "2024-01-15..",
        "2025-01-10; 2026-04-02+mid_career; 2032-01-10+bilan",
        visit="2026-03-02",
    )
    held, running = cycles(facts, LEGAL)
    kinds = [duty.kind for duty in held.required]
    assert kinds.count("mid_career") == 1
    assert "mid_career" not in [duty.kind for duty in running.required]


def test_an_event_met_on_the_day_of_the_bilan_belongs_to_its_cycle():
    facts = career(
        "2018-01-15..",
        "2020-01-10; 2022-01-10; 2026-01-15+bilan+mid_career",
        visit="2025-12-01",
    )
    held, running = cycles(facts, LEGAL)
    assert "mid_career 2026-02-01 2026-01-15" in told(held.required)
    assert "mid_career" not in [duty.kind for duty in running.required]


def test_a_return_has_no_legal_limit_even_in_the_strict_reading():
    facts = career(
        HIRED,
        "2018-01-10; 2020-01-09; 2021-11-15+on_return; 2022-01-10+bilan",
        "maternity 2021-01-04..2021-06-30",
    )
    held, _running = map(in_time_only, cycles(facts, LEGAL))
    (back,) = (duty for duty in held.required if duty.kind == "return")
    assert back.held == day("2021-11-15") and back.held > back.limit
    assert back.met


def test_in_the_strict_reading_what_is_late_is_simply_not_met():
    facts = career(HIRED, "2018-06-01; 2022-01-10+bilan")
    held, _running = map(in_time_only, cycles(facts, LEGAL))
    assert held.required[0].met is False


def test_two_interviews_of_one_day_are_one():
    """The early état des lieux still meets none of those it checks."""
    facts = career(HIRED, f"{HELD}; 2021-12-01+bilan; 2021-12-01")
    held, _running = cycles(facts, LEGAL)
    assert len(held.required) == 2
    facts = career(HIRED, f"{HELD}; 2021-12-01; 2021-12-01+bilan")
    held, _running = cycles(facts, LEGAL)
    assert len(held.required) == 2


@pytest.mark.parametrize(("bilan", "number"), [("2022-01-08", 2), ("2022-01-09", 3)])
def test_the_bilan_of_the_very_day_meets_the_interview_of_that_day(bilan, number):
    facts = career(HIRED, f"{HELD}; {bilan}+bilan")
    held, _running = cycles(facts, LEGAL)
    assert len(held.required) == number
    assert not held.missing()


def test_a_bilan_a_year_after_a_date_meets_it_and_not_a_day_later():
    met, _running = cycles(career(HIRED, f"{HELD}; 2023-01-09+bilan"), LEGAL)
    assert not met.missing()
    late, _running = cycles(career(HIRED, f"{HELD}; 2023-01-10+bilan"), LEGAL)
    assert told(late.missing()) == ["periodic 2022-01-09 - unmet"]


def test_a_bilan_refused_does_not_make_a_missed_interview_a_refusal():
    facts = career(HIRED, f"{HELD}; 2023-06-12+bilan+refused")
    held, _running = cycles(facts, LEGAL)
    (missed,) = held.missing()
    assert (missed.held, missed.refused, missed.met) == (None, False, False)


def test_what_was_let_pass_says_from_when_it_counts_again():
    (running,) = cycles(career("2020-01-13.."), TWO_SIX)
    assert [duty.kind for duty in running.required] == ["first", "periodic", "periodic"]
    assert [duty.refused for duty in running.required] == [False] * 3
    again = [str(duty.again) for duty in running.required]
    assert again == ["2024-01-13", "2026-01-13", "2028-01-13"]
    figures = running.required[1].reason.figures
    assert (figures["start"], figures["months"]) == ("2022-01-13", 24)


def test_held_on_the_next_nominal_date_it_still_meets_the_one_before():
    facts = career("2020-01-13..", "2024-01-13")
    (running,) = cycles(facts, TWO_SIX)
    assert told(running.required)[0] == "first 2022-01-13 2024-01-13"
    facts = career("2020-01-13..", "2024-01-14")
    (running,) = cycles(facts, TWO_SIX)
    assert told(running.required)[:2] == [
        "first 2022-01-13 - unmet",
        "periodic 2024-01-13 2024-01-14",
    ]


@pytest.mark.parametrize(
    ("held", "met"),
    [("2026-05-03", False), ("2026-05-04", True), ("2027-01-11", True)],
)
def test_the_end_of_the_career_is_spoken_of_in_the_two_years_before_60(held, met):
    facts = career("2025-11-03..", f"{held}+end_career", birthday="1968-05-04")
    (running,) = cycles(facts, LEGAL)
    (duty,) = (item for item in running.required if item.kind == "end_career")
    assert (duty.held == date.fromisoformat(held)) is met
    assert duty.met is met


def test_a_date_let_pass_under_an_agreement_says_so():
    (running, *_later) = cycles(career("2020-01-13.."), timeline("agreement old=36"))
    first, second, *_others = running.required
    assert (first.reason.code, second.reason.code) == ("after_hire", "after_missed")
    assert first.reason.figures["agreement"] is second.reason.figures["agreement"]
