from datetime import date

import pytest
from careers import LEGAL, OLD_LAW, TWO_SIX, career, due, timeline
from schedule import LAW_2025, Obligation, Reason, Timeline, plan

VISIT = "2026-05-04"


def mid_career(interviews="", law=LEGAL, contracts="2020-05-04..", visit=VISIT):
    return due(career(contracts, interviews, visit=visit), law).get("mid_career")


def test_obligation_and_its_reason():
    figures = {
        "start": VISIT,
        "months": 2,
        "regime": "law_2025",
        "change": None,
        "change_date": None,
    }
    day = date(2026, 7, 4)
    assert plan(career(visit=VISIT), LEGAL).by_kind["mid_career"] == Obligation(
        "mid_career", day, day, Reason("after_visit", figures)
    )


def test_no_visit_no_interview():
    assert plan(career(), LEGAL).by_kind.get("mid_career") is None


@pytest.mark.parametrize(
    ("visit", "target"),
    [
        ("2025-10-25", None),
        ("2025-10-26", "2025-12-26"),
        ("2025-10-27", "2025-12-27"),
        ("2025-12-31", "2026-02-28"),
        ("2027-12-29", "2028-02-29"),
        ("2027-12-31", "2028-02-29"),
        ("2028-02-29", "2028-04-29"),
    ],
)
def test_two_months_after_a_visit_under_the_law_of_2025(visit, target):
    assert mid_career(visit=visit) == target


@pytest.mark.parametrize(
    ("visit", "target"),
    [("2025-10-25", None), ("2025-10-26", "2025-12-26"), ("2026-09-30", "2026-11-30")],
)
@pytest.mark.parametrize(
    "law", [TWO_SIX, timeline("agreement"), timeline("agreement months=36 old=60")]
)
def test_in_every_company_since_the_law_of_2025(visit, target, law):
    """A rhythm of its own, an agreement still to revise, delay nothing but periods."""
    assert mid_career(law=law, visit=visit) == target


def test_none_under_the_law_of_2014():
    assert mid_career(law=OLD_LAW) is None


def test_visit_before_the_first_regime_asks_for_nothing():
    law = Timeline((LAW_2025,))
    assert mid_career(law=law, visit="2025-10-25") is None
    assert mid_career(law=law, visit="2025-10-26") == "2025-12-26"


@pytest.mark.parametrize(
    ("contracts", "target"),
    [
        ("2026-05-05..", None),
        ("2026-05-04..", "2026-07-04"),
        ("2020-05-04..2026-05-03", None),
        ("2020-05-04..2026-07-03", None),
        ("2020-05-04..2026-07-04", "2026-07-04"),
    ],
)
def test_visit_and_date_lie_within_the_employment(contracts, target):
    assert mid_career(contracts=contracts) == target


def test_visit_on_the_last_day_is_told_as_discarded():
    found = plan(career("2020-05-04..2026-05-04", visit=VISIT), LEGAL)
    assert "mid_career" in [duty.kind for duty in found.discarded]
    gone = plan(career("2020-05-04..2026-05-03", visit=VISIT), LEGAL)
    assert "mid_career" not in [duty.kind for duty in gone.discarded]


@pytest.mark.parametrize(
    ("held", "target"),
    [
        ("2026-05-03+mid_career", "2026-07-04"),
        ("2026-05-04+mid_career", None),
        ("2026-05-05+mid_career", None),
        ("2027-05-05+mid_career", None),
        ("2026-05-05+mid_career+refused", None),
        ("2026-05-05", "2026-07-04"),
        ("2026-05-05+end_career+bilan+on_return", "2026-07-04"),
        ("2026-05-03+mid_career; 2026-05-05", "2026-07-04"),
    ],
)
def test_interview_that_meets_it(held, target):
    assert mid_career(held) == target


def test_it_starts_the_period_afresh():
    assert due(career(interviews="2026-05-20+mid_career", visit=VISIT))["periodic"] == (
        "2030-05-20"
    )
