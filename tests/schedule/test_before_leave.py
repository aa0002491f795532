"""The interview before a leave that grants one, known before it begins."""

from datetime import date

import pytest
from careers import LEGAL, OLD_LAW, career, due
from schedule import Obligation, Reason, cycles, plan

HIRED = "2026-01-05.."
LEAVE = "proche_aidant 2027-03-01..2027-06-30+ahead"


def before(interviews="", leaves=LEAVE, law=LEGAL, contracts=HIRED):
    return due(career(contracts, interviews, leaves), law).get("before_leave")


def steps(interviews="", leaves=LEAVE, contracts=HIRED):
    found = plan(career(contracts, interviews, leaves), LEGAL).steps
    return [
        (step.code, step.figures["start"], step.figures.get("why"))
        for step in found
        if step.figures.get("obligation") == "before_leave"
        and step.code in ("met", "not_due")
    ]


@pytest.mark.parametrize(
    ("kind", "article"),
    [("proche_aidant", "L.3142-23"), ("solidarite_familiale", "L.3142-11")],
)
def test_obligation_and_its_reason(kind, article):
    leave = f"{kind} 2027-03-01..2027-06-30+ahead"
    figures = {
        "start": "2027-03-01",
        "months": None,
        "regime": "law_2025",
        "change": None,
        "change_date": None,
        "absence_from": "2027-03-01",
        "absence_to": "2027-06-30",
        "kind": kind,
        "article": article,
    }
    eve = date(2027, 2, 28)
    assert plan(career(HIRED, "", leave), LEGAL).by_kind["before_leave"] == Obligation(
        "before_leave", eve, eve, Reason("before_leave", figures)
    )


def test_under_the_law_of_2014_as_well():
    """The articles that grant it are older than the law of 2025."""
    leave = "proche_aidant 2024-03-01..2024-06-30+ahead"
    found = plan(career("2022-01-10..", "", leave), OLD_LAW).by_kind.get("before_leave")
    assert found.target == date(2024, 2, 29)
    assert found.reason.figures["regime"] == "law_2014"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("2026-01-05+before_leave", None),
        ("2027-02-27+before_leave", None),
        ("2027-02-28+before_leave", None),
        ("2027-03-01+before_leave", "2027-02-28"),
        ("2027-02-28", "2027-02-28"),
        ("2027-02-28+bilan+on_return+mid_career+end_career", "2027-02-28"),
        ("2027-02-28+before_leave+refused", None),
        ("2027-02-28+before_leave+refused+oral", None),
        ("2026-01-04+before_leave", "2027-02-28"),
    ],
)
def test_what_meets_it(held, expected):
    assert before(held) == expected


@pytest.mark.parametrize(
    ("first_day", "expected"),
    [
        # a leave that prolongs or overlaps the first is the same one
        ("2027-06-15", None),
        ("2027-07-01", None),
        ("2027-07-02", "2027-07-01"),
        ("2028-07-03", "2028-07-02"),
    ],
)
@pytest.mark.parametrize("kind", ["proche_aidant", "solidarite_familiale"])
def test_second_leave(first_day, expected, kind):
    leaves = f"{LEAVE}; {kind} {first_day}..2028-12-31+ahead"
    assert before("2027-02-15+before_leave", leaves) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("2027-02-28+before_leave", "2027-09-05"),
        ("2027-03-01+before_leave", None),
        ("2027-09-05+before_leave", None),
        ("2027-09-06+before_leave", "2027-09-05"),
    ],
)
def test_second_leave_has_a_talk_of_its_own_since_the_first_began(held, expected):
    leaves = (
        LEAVE.replace("+ahead", "") + "; proche_aidant 2027-09-06..2027-10-31+ahead"
    )
    assert before(held, leaves) == expected


def test_a_leave_that_was_not_known_ahead_asks_for_nothing_and_hides_none():
    unknown = LEAVE.replace("+ahead", "")
    assert before("", unknown) is None
    assert steps("", unknown) == []
    leaves = f"{unknown}; solidarite_familiale 2027-09-06..2027-10-31+ahead"
    assert before("", leaves) == "2027-09-05"


def test_leave_prolonged_more_than_once():
    leaves = (
        f"{LEAVE}; proche_aidant 2027-07-01..2027-08-31+ahead;"
        " solidarite_familiale 2027-09-01..2027-10-31+ahead"
    )
    assert before("2027-02-15+before_leave", leaves) is None
    assert before("", leaves) == "2027-02-28"


def test_long_leave_within_which_another_ends():
    leaves = (
        "proche_aidant 2027-03-01..2027-12-31; proche_aidant 2027-04-01..2027-04-30;"
        " proche_aidant 2027-10-01..2028-01-31+ahead"
    )
    assert before("", leaves) is None


@pytest.mark.parametrize(
    ("contracts", "expected", "told"),
    [
        ("2026-01-05..2027-02-27", None, [("not_due", "2027-03-01", "after_end")]),
        ("2026-01-05..2027-02-28", None, [("not_due", "2027-03-01", "after_end")]),
        ("2026-01-05..2027-03-01", "2027-02-28", []),
        ("2027-03-02..", None, [("not_due", "2027-03-01", "before_seniority")]),
        ("2027-03-01..", None, [("not_due", "2027-03-01", "before_seniority")]),
        ("2027-02-28..", "2027-02-28", []),
    ],
)
def test_within_the_employment(contracts, expected, told):
    assert before(contracts=contracts) == expected
    assert steps(contracts=contracts) == told


def test_before_the_law():
    leave = "proche_aidant 2014-03-07..2014-06-30+ahead"
    assert before("", leave, contracts="2010-01-04..") is None
    assert steps("", leave, "2010-01-04..") == [("not_due", "2014-03-07", "before_law")]
    since = "proche_aidant 2014-03-08..2014-06-30+ahead"
    assert before("", since, contracts="2010-01-04..") == "2014-03-07"


def test_what_was_met_is_told_with_its_day():
    facts = career(HIRED, "2027-02-15+before_leave+refused", LEAVE)
    (met,) = (step for step in plan(facts, LEGAL).steps if step.code == "met")
    assert met.figures == {
        "obligation": "before_leave",
        "start": "2027-03-01",
        "held": "2027-02-15",
        "refused": True,
    }


def test_it_does_not_make_the_return_needless():
    """Both articles say before *and* after: the window is for other talks."""
    facts = career(HIRED, "2027-02-15+before_leave", LEAVE)
    assert due(facts)["return"] == "2027-07-01/2027-07-31"
    twice = career(HIRED, "2026-08-03; 2027-02-15+before_leave", LEAVE)
    assert "return" not in due(twice)
    other = career(
        HIRED, "2027-02-15+before_leave", "sabbatical 2027-03-01..2027-06-30"
    )
    assert "return" not in due(other)


def test_it_starts_the_period_afresh():
    assert due(career(HIRED, "2027-02-15+before_leave", LEAVE))["periodic"] == (
        "2031-02-15"
    )


def test_it_is_no_interview_that_the_bilan_checks():
    (running,) = cycles(career(HIRED, "", LEAVE), LEGAL)
    assert "before_leave" not in {duty.kind for duty in running.required}


def test_it_may_carry_the_end_of_the_career():
    facts = career(HIRED, "2026-01-12", LEAVE, birthday="1968-06-01")
    figures = plan(facts, LEGAL).by_kind["end_career"].reason.figures
    assert figures["carried_by"] == "before_leave"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("2027-01-31", "2027-02-28"),
        ("2027-02-01", None),
        ("2027-02-28", None),
        ("2027-02-28+refused", None),
        ("2027-02-28+oral", "2027-02-28"),
        ("2027-03-01", "2027-02-28"),
    ],
)
def test_any_talk_since_the_leave_is_known_stands_for_it(held, expected):
    """An offer declined by word of mouth on return from another one does not."""
    leave = LEAVE.replace("+ahead", "+2027-02-01")
    assert before(held, leave) == expected


def test_declined_by_word_of_mouth_before_a_leave_it_meets_no_return():
    absences = "maternity 2026-06-01..2026-09-30"
    for told, due_on in (("+before_leave+oral", "2026-10-01"), ("+oral", None)):
        facts = career(HIRED, f"2026-10-05{told}", absences)
        found = plan(facts, OLD_LAW).by_kind.get("return")
        assert (found and found.target.isoformat()) == due_on
