"""Why an event asks for nothing: each reason that the steps tell."""

import pytest
from careers import LEGAL, OLD_LAW, career
from schedule import plan

LEAVE = "maternity 2024-03-01..2024-08-31"


def told(facts, *codes, law=OLD_LAW):
    return [step.figures for step in plan(facts, law).steps if step.code in codes]


def why(facts, law=OLD_LAW):
    return [
        (step.figures["obligation"], step.figures.get("why", step.code))
        for step in plan(facts, law).steps
        if step.code in ("met", "not_due")
    ]


@pytest.mark.parametrize(
    ("interviews", "absences", "expected"),
    [
        ("", "unpaid 2024-03-01..2024-08-31", "no_return_kind"),
        ("", "long_illness 2024-03-01..2024-08-30", "too_short"),
        ("", "maternity 2021-03-01..2021-08-31", "before_seniority"),
        ("", "maternity 2029-07-01..2029-12-31", "after_end"),
        ("2024-09-01", LEAVE, "met"),
        ("2024-08-01+on_return", LEAVE, "met"),
        ("2026-12-01", "maternity 2027-06-01..2027-11-30", "interview_in_window"),
        (
            "2026-08-25",
            "maternity 2026-06-01..2026-08-24; naissance 2026-09-01..2027-08-31",
            "held_after_first_leave",
        ),
    ],
)
def test_why_a_return_asks_for_nothing(interviews, absences, expected):
    facts = career("2022-01-10..2029-12-31", interviews, absences)
    assert ("return", expected) in why(facts, LEGAL)


def test_why_a_return_before_the_law_asks_for_nothing():
    facts = career("2010-01-04..", "", "maternity 2013-03-01..2013-08-31")
    assert why(facts) == [("return", "before_law")]


def test_interview_that_makes_a_return_needless_is_told():
    leaves = "maternity 2027-06-01..2027-11-30"
    facts = career("2022-01-10..", "2026-12-01; 2027-03-01; 2028-01-05", leaves)
    needless = told(facts, "not_due", law=LEGAL)[0]
    assert (needless["held"], needless["months"]) == ("2027-03-01", 12)
    assert told(facts, "met") == [
        {"obligation": "return", "start": "2027-12-01", "held": "2028-01-05"}
    ]
    birth = "maternity 2026-08-01..2026-11-30; naissance 2027-01-04..2027-03-03"
    for held in ("2026-11-30+on_return", "2026-12-04"):
        facts = career("2022-01-10..", f"{held}", birth)
        needless = [item for item in told(facts, "not_due") if "held" in item]
        assert [item["held"] for item in needless] == [held.partition("+")[0]]
        assert [item["start"] for item in needless] == ["2027-03-04"]


def test_later_returns_go_with_the_first():
    leaves = f"{LEAVE}; adoption 2025-03-01..2025-03-31; unpaid 2026-01-01..2026-01-02"
    facts = career("2022-01-10..", "", leaves)
    assert why(facts) == [("return", "earlier_return"), ("return", "no_return_kind")]
    assert told(facts, "not_due")[0]["start"] == "2025-04-01"


@pytest.mark.parametrize(
    ("visit", "law", "expected"),
    [
        ("2026-05-04", OLD_LAW, "not_in_regime"),
        ("2021-05-04", LEGAL, "before_seniority"),
        ("2030-05-04", LEGAL, "after_end"),
        ("2027-01-05", LEGAL, "met"),
    ],
)
def test_why_a_visit_asks_for_nothing(visit, law, expected):
    facts = career("2022-01-10..2029-12-31", "2027-01-08+mid_career", visit=visit)
    assert ("mid_career", expected) in why(facts, law)


def test_visit_before_the_law():
    facts = career("2010-01-04..", visit="2013-01-01")
    assert ("mid_career", "before_law") in why(facts)


def test_visit_told():
    facts = career("2022-01-10..", "2027-01-08+mid_career", visit="2027-01-05")
    assert told(facts, "met", law=LEGAL) == [
        {"obligation": "mid_career", "start": "2027-01-05", "held": "2027-01-08"}
    ]


@pytest.mark.parametrize(
    ("birthday", "law", "expected"),
    [
        ("1968-03-15", OLD_LAW, "not_in_regime"),
        ("1965-10-26", LEGAL, "not_in_regime"),
        ("1954-03-08", OLD_LAW, "not_in_regime"),
        ("1954-03-07", OLD_LAW, "before_law"),
        ("1950-01-01", LEGAL, "hired_after_sixty"),
        ("1968-03-15", LEGAL, "met"),
        (None, LEGAL, "no_birthday"),
    ],
)
def test_why_an_age_asks_for_nothing(birthday, law, expected):
    facts = career("2012-01-10..", "2027-01-08+end_career", birthday=birthday)
    assert why(facts, law) == [("end_career", expected)]


def test_birthday_told():
    facts = career("2022-01-10..", "2027-01-08+end_career", birthday="1968-03-15")
    assert told(facts, "met", law=LEGAL) == [
        {"obligation": "end_career", "start": "2028-03-15", "held": "2027-01-08"}
    ]
    assert told(career("2022-01-10.."), "not_due", law=LEGAL) == [
        {"obligation": "end_career", "start": None, "why": "no_birthday"}
    ]


def test_birthday_is_not_missed_where_the_law_does_not_use_it():
    assert why(career("2022-01-10.."), OLD_LAW) == []
