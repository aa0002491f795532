from datetime import date

import pytest
from careers import LEGAL, OLD_LAW, TWO_SIX, career, due, timeline
from schedule import LAW_2025, Obligation, Reason, Timeline, plan

HELD = "2025-12-01"
BORN = "1968-03-15"
EVE = "2028-03-14"
CARRIED = {
    "first": "2026-10-26",
    "periodic": "2029-12-01",
    "bilan": "2028-05-04",
}


def end_career(interviews=HELD, born=BORN, law=LEGAL, contracts="2020-05-04..", **more):
    facts = career(contracts, interviews, birthday=born, **more)
    return due(facts, law).get("end_career")


def test_obligation_and_its_reason():
    figures = {
        "start": "2028-03-15",
        "months": 24,
        "regime": "law_2025",
        "change": None,
        "change_date": None,
        "window_from": "2026-03-15",
        "carried_by": None,
    }
    day = date(2028, 3, 14)
    found = plan(career(interviews=HELD, birthday=BORN), LEGAL)
    assert found.by_kind["end_career"] == Obligation(
        "end_career", day, day, Reason("before_sixty", figures)
    )


def test_without_a_birthday_none():
    assert plan(career(), LEGAL).by_kind.get("end_career") is None


@pytest.mark.parametrize(
    ("born", "target", "carrier"),
    [
        ("1968-05-04", "2028-05-03", None),
        ("1968-05-05", "2028-05-04", "bilan"),
        ("1968-05-06", "2028-05-04/2028-05-05", "bilan"),
        ("1969-12-01", "2028-05-04/2029-11-30", "bilan"),
        ("1970-05-04", "2028-05-04/2030-05-03", "bilan"),
        ("1970-05-05", "2029-12-01/2030-05-04", "periodic"),
        ("1971-12-01", "2029-12-01/2031-11-30", "periodic"),
        ("1971-12-02", "2031-12-01", None),
    ],
)
def test_carried_by_the_first_that_falls_in_the_window(born, target, carrier):
    assert end_career(born=born) == target
    found = plan(career(interviews=HELD, birthday=born), LEGAL)
    assert found.by_kind["end_career"].reason.figures["carried_by"] == carrier


def test_carried_by_a_first_interview():
    found = plan(career("2026-02-02..", birthday=BORN), LEGAL)
    assert (
        found.by_kind["end_career"].target == found.periodic.target == date(2027, 2, 2)
    )
    assert found.by_kind["end_career"].limit == date(2028, 3, 14)
    assert found.by_kind["end_career"].reason.figures["carried_by"] == "first"


def test_carried_by_a_mid_career_interview_or_a_return():
    visit = {"visit": "2026-05-04"}
    leave = {"absences": "adoption 2027-02-01..2027-03-01"}
    assert end_career(**visit) == f"2026-07-04/{EVE}"
    assert end_career(**leave) == f"2027-03-02/{EVE}"
    assert end_career(**visit, **leave) == f"2026-07-04/{EVE}"


def test_the_nearest_target_carries_be_its_limit_later():
    facts = career(interviews="2024-08-01", birthday="1969-12-01")
    found = plan(facts, LEGAL)
    assert found.periodic.target == date(2028, 8, 1) < found.bilan.limit
    assert found.by_kind["end_career"].target == found.bilan.target == date(2028, 5, 4)
    assert found.by_kind["end_career"].reason.figures["carried_by"] == "bilan"


def test_same_day_the_nearest_limit_carries():
    facts = career(
        interviews=HELD,
        birthday=BORN,
        visit="2027-01-02",
        absences="adoption 2027-02-01..2027-03-01",
    )
    assert due(facts)["return"] == "2027-03-02/2027-04-01"
    figures = plan(facts, LEGAL).by_kind["end_career"].reason.figures
    assert figures["carried_by"] == "mid_career"


def test_not_carried_by_what_the_end_makes_void():
    last = "2020-05-04..2028-03-14"
    assert end_career(contracts=last, born="1968-03-15") == EVE
    # the bilan of 2028-05-04 is void, and so is the end-of-career interview
    assert end_career(contracts="2020-05-04..2028-05-03", born="1968-05-06") is None
    found = plan(career("2020-05-04..2028-05-03", HELD, birthday="1968-05-06"), LEGAL)
    assert [duty.target for duty in found.discarded if duty.kind == "end_career"] == [
        date(2028, 5, 5)
    ]


@pytest.mark.parametrize(
    ("held", "target"),
    [
        ("2026-03-14+end_career", EVE),
        ("2026-03-15+end_career", None),
        ("2026-03-16+end_career", None),
        ("2028-03-14+end_career", None),
        ("2028-03-15+end_career", None),
        ("2028-03-14+end_career+refused", None),
        ("2026-04-01", EVE),
        ("2026-04-01+mid_career+bilan+on_return", EVE),
        ("2026-03-14+end_career; 2026-04-01", EVE),
    ],
)
def test_interview_that_meets_it(held, target):
    assert end_career(held) == target


@pytest.mark.parametrize(
    ("born", "target"),
    [
        ("1965-10-25", None),
        ("1965-10-26", None),
        ("1965-10-27", "2025-10-26"),
        ("1965-10-28", "2025-10-27"),
    ],
)
@pytest.mark.parametrize("law", [LEGAL, Timeline((LAW_2025,))])
def test_law_is_that_of_the_eve_of_the_birthday(born, target, law):
    assert end_career(born=born, law=law) == target


def test_regime_told_is_that_of_the_eve():
    found = plan(career(interviews=HELD, birthday="1965-10-27"), LEGAL)
    assert found.by_kind["end_career"].reason.figures["regime"] == "law_2025"


@pytest.mark.parametrize(
    ("born", "target"),
    [
        ("1965-10-26", None),
        ("1965-10-27", "2025-10-26"),
        ("1966-10-01", "2026-09-30"),
        ("1966-10-02", "2026-10-01"),
    ],
)
@pytest.mark.parametrize(
    "law", [TWO_SIX, timeline("agreement"), timeline("agreement months=36 old=60")]
)
def test_in_every_company_since_the_law_of_2025(born, target, law):
    assert end_career("2025-11-03", born, law, "2024-01-08..") == target


def test_none_under_the_law_of_2014():
    assert end_career(law=OLD_LAW) is None


@pytest.mark.parametrize(
    ("hired", "target"),
    [
        ("2028-03-13", EVE),
        ("2028-03-14", EVE),
        ("2028-03-15", None),
        ("2030-01-01", None),
    ],
)
def test_hired_before_the_birthday(hired, target):
    assert end_career("", contracts=f"{hired}..") == target


@pytest.mark.parametrize(
    ("born", "window_from", "eve"),
    [
        ("1968-02-28", "2026-02-28", "2028-02-27"),
        ("1968-02-29", "2026-02-28", "2028-02-28"),
        ("1968-03-01", "2026-03-01", "2028-02-29"),
        ("1970-02-28", "2028-02-28", "2030-02-27"),
        ("1970-03-01", "2028-03-01", "2030-02-28"),
    ],
)
def test_around_29_february(born, window_from, eve):
    found = plan(career(interviews=HELD, birthday=born), LEGAL).by_kind.get(
        "end_career"
    )
    assert found.limit == date.fromisoformat(eve)
    assert found.reason.figures["window_from"] == window_from
    assert end_career(f"{window_from}+end_career", born) is None


def test_it_starts_the_period_afresh():
    facts = career(interviews="2027-05-20+end_career", birthday=BORN)
    assert due(facts)["periodic"] == "2031-05-20"
