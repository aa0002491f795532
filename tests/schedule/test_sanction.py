"""What an état des lieux costs, the last day to pay, and what can still be made up."""

from datetime import date

import pytest
from careers import LEGAL, TWO_SIX, absence
from schedule import (
    Contract,
    Facts,
    Interview,
    amount,
    cycles,
    in_time_only,
    outcome,
    pay_by,
    plan,
)

PAY_BY = (
    ("2019-12-31", "2020-03-31"),
    ("2020-01-01", "2022-03-31"),
    ("2020-06-15", "2022-03-31"),
    ("2021-12-31", "2022-03-31"),
    ("2022-01-01", "2022-06-30"),
    ("2022-01-10", "2022-06-30"),
    ("2022-03-31", "2022-06-30"),
    ("2022-04-01", "2022-09-30"),
    ("2026-11-22", "2027-03-31"),
    ("2026-12-31", "2027-03-31"),
    ("2027-02-10", "2027-06-30"),
)


def career(*interviews, start="2016-01-11", **kw):
    return Facts((Contract(date.fromisoformat(start)),), interviews=interviews, **kw)


def at(text, **kw):
    return Interview(date.fromisoformat(text), **kw)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(("held", "expected"), PAY_BY)
def test_paid_by_the_end_of_the_quarter_that_follows(held, expected):
    assert pay_by(day(held)) == day(expected)


@pytest.mark.parametrize(
    ("found", "euros"),
    [
        ("exposed", 3000),
        ("saved_interviews", 0),
        ("saved_training", 0),
        ("saved_both", 0),
        ("not_concerned", 0),
    ],
)
def test_the_whole_sum_or_nothing(found, euros):
    assert amount(found, 3000) == euros


EDL = at("2022-01-10", bilan=True)
ALL_HELD = (at("2018-01-10"), at("2020-01-09"), EDL)


@pytest.mark.parametrize(
    ("interviews", "trained", "concerned", "expected"),
    [
        (ALL_HELD, False, True, "saved_interviews"),
        (ALL_HELD, True, True, "saved_both"),
        ((at("2018-01-10"), EDL), True, True, "saved_training"),
        ((at("2018-01-10"), EDL), False, True, "exposed"),
        ((EDL,), False, True, "exposed"),
        ((EDL,), False, False, "not_concerned"),
        (ALL_HELD, True, False, "not_concerned"),
    ],
)
def test_either_the_interviews_or_a_training_saves(
    interviews, trained, concerned, expected
):
    held, _running = cycles(career(*interviews), LEGAL)
    assert held.closed == day("2022-01-10")
    assert outcome(held, trained=trained, concerned=concerned) == expected


def test_what_is_to_come_is_not_missing():
    (running,) = cycles(career(start="2026-03-02"), LEGAL)
    told = {"trained": False, "concerned": True}
    assert outcome(running, day=day("2027-03-02"), **told) == "saved_interviews"
    assert outcome(running, day=day("2027-03-03"), **told) == "exposed"
    assert outcome(running, **told) == "exposed"


def test_an_interview_held_late_counts_unless_the_company_says_otherwise():
    facts = career(at("2018-06-01"), at("2020-06-01"), EDL)
    held, _ = cycles(facts, LEGAL)
    strict = in_time_only(held)
    assert not held.missing()
    assert [duty.target for duty in strict.missing()] == [day("2018-01-11")]
    assert strict.required[0].held == day("2018-06-01")


def test_a_refusal_counts_and_is_told_apart():
    facts = career(at("2018-01-10"), at("2020-01-09", refused=True), EDL)
    held, _ = cycles(facts, LEGAL)
    assert not held.missing()
    assert [duty.refused for duty in held.required] == [False, True, False]


def test_the_bilan_meets_what_falls_due_with_it_only():
    """The one of 2022-01-09 fell the day before; that of 2020 was missed."""
    edl = at("2022-06-10", bilan=True)
    held, _ = cycles(career(at("2018-01-10"), at("2020-01-09"), edl), LEGAL)
    assert [(str(d.target), str(d.held)) for d in held.required] == [
        ("2018-01-11", "2018-01-10"),
        ("2020-01-10", "2020-01-09"),
        ("2022-01-09", "2022-06-10"),
    ]
    held, _ = cycles(career(at("2018-01-10"), edl), LEGAL)
    assert [str(d.target) for d in held.missing()] == ["2020-01-10"]


def test_the_bilan_held_early_is_not_one_of_the_interviews_it_checks():
    edl = at("2021-12-01", bilan=True)
    held, _ = cycles(career(at("2018-01-10"), at("2020-01-09"), edl), LEGAL)
    assert len(held.required) == 2


def test_a_date_let_pass_counts_again_a_period_later():
    (running,) = cycles(career(start="2020-01-13"), TWO_SIX)
    assert [str(d.target) for d in running.required] == [
        "2022-01-13",
        "2024-01-13",
        "2026-01-13",
    ]
    assert running.make_up_by(day("2023-06-01")) == day("2024-01-13")
    assert running.make_up_by(day("2024-01-13")) == day("2024-01-13")
    assert running.make_up_by(day("2024-01-14")) is None
    assert running.required[1].reason.code == "after_missed"


def test_an_interview_meets_the_last_date_let_pass():
    facts = career(at("2025-02-03"), start="2020-01-13")
    (running,) = cycles(facts, TWO_SIX)
    assert [(str(d.target), d.met) for d in running.required] == [
        ("2022-01-13", False),
        ("2024-01-13", True),
    ]
    assert running.make_up_by(day("2025-03-01")) is None


def test_the_laws_as_they_were_known_on_each_date():
    """Held early under the old law: it was in time by that law's own date."""
    facts = career(at("2025-05-05"), start="2023-06-05")
    (running,) = cycles(facts, LEGAL)
    assert [str(d.target) for d in running.required] == ["2025-06-05", "2029-05-05"]
    assert running.required[0].met


def test_mid_career_and_end_of_career_are_asked_for():
    facts = career(
        at("2024-01-08"),
        start="2022-01-10",
        visit=day("2026-01-15"),
        birthday=day("1968-05-04"),
    )
    (running,) = cycles(facts, LEGAL)
    kinds = [duty.kind for duty in running.required]
    assert kinds == ["first", "mid_career", "periodic", "end_career"]
    assert [d.kind for d in running.missing(day("2026-04-01"))] == ["mid_career"]
    mid = at("2026-04-10", mid_career=True)
    (running,) = cycles(career(*facts.interviews, mid, start="2022-01-10",
                               visit=facts.visit), LEGAL)  # fmt: skip
    assert not running.missing(day("2026-05-01"))


def test_no_cycle_without_seniority_nor_after_the_end():
    assert cycles(Facts(), LEGAL) == ()
    ended = Facts((Contract(day("2022-01-10"), day("2024-01-09")),))
    assert cycles(ended, LEGAL) == ()
    assert plan(ended, LEGAL).bilan is None


def test_one_bilan_after_several_cycles_closes_them_all():
    facts = career(at("2027-02-01", bilan=True), start="2014-03-10")
    held, running = cycles(facts, TWO_SIX)
    assert (str(held.start), str(held.closed)) == ("2014-03-10", "2027-02-01")
    assert str(running.start) == "2026-03-10"


def test_a_bilan_checks_the_years_before_the_day_it_is_held():
    """Eight since the law of 2025, at six years too: what was missed before is not."""
    facts = career(at("2027-02-01", bilan=True), start="2014-03-10")
    held, _running = cycles(facts, TWO_SIX)
    assert str(held.period_from) == "2019-02-01"
    assert [str(duty.target) for duty in held.missing()] == [
        "2020-03-10",
        "2022-03-10",
        "2024-03-10",
    ]
    assert [str(duty.target) for duty in held.required] == [
        "2020-03-10",
        "2022-03-10",
        "2024-03-10",
        "2026-03-10",
    ]
    facts = career(at("2025-02-03", bilan=True), start="2014-03-10")
    held, _running = cycles(facts, TWO_SIX)
    assert str(held.period_from) == "2019-02-03", "six under the law of 2014"


def test_a_return_declined_by_word_of_mouth_is_met_and_nothing_else():
    """The employer proposed; the periodic date let pass stays missing."""
    leave = absence("maternity 2019-01-01..2019-06-30")
    answer = at("2019-07-05", refused=True, oral=True, on_return=True)
    facts = career(answer, start="2018-01-10", absences=(leave,))
    (running,) = cycles(facts, TWO_SIX)
    told = [(d.kind, d.met, d.oral) for d in running.required]
    assert told[0] == ("return", True, True)
    assert {met for kind, met, _oral in told if kind != "return"} == {False}
