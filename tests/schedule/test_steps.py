"""The reasoning told: nothing of a career is left out in silence."""

import json
from datetime import date

import pytest
from careers import LEGAL, OLD_LAW, TWO_SIX, career, timeline
from hypothesis import given
from hypothesis import strategies as st
from schedule import Facts, Settings, Step, obligations, plan

LAW_2014 = {
    "regime": "law_2014",
    "date_from": "2014-03-07",
    "first_months": 24,
    "period_months": 24,
    "bilan_months": 72,
    "bilan_tolerance_months": 12,
    "return_window_months": 0,
}
LAW_2025 = {
    "regime": "law_2025",
    "date_from": "2025-10-26",
    "first_months": 12,
    "period_months": 48,
    "bilan_months": 96,
    "bilan_tolerance_months": 12,
    "return_window_months": 12,
}
HELD = {
    "held": "2024-01-08",
    "refused": False,
    "oral": False,
    "bilan": False,
    "on_return": False,
    "before_leave": False,
    "mid_career": False,
    "end_career": False,
}
LEAVE = "maternity 2024-03-01..2024-08-31"


def steps(facts, law=OLD_LAW, settings=None):
    return plan(facts, law, settings or Settings()).steps


def told(facts, *codes, law=OLD_LAW):
    return [step.figures for step in steps(facts, law) if step.code in codes]


def test_whole_reasoning_of_a_plain_career():
    hired = {"start": "2022-01-10", "end": None}
    law = {"regime": "law_2014", "change": None, "change_date": None}
    assert steps(career("2022-01-10..", "2024-01-08")) == (
        Step("contract", {**hired, "gap": None}),
        Step("employment", {**hired, "contracts": 1}),
        Step("seniority", {"start": "2022-01-10", "basis": "contract"}),
        Step("regime", LAW_2014),
        Step("interview_counted", HELD),
        Step(
            "kept",
            {
                "obligation": "periodic",
                "target": "2026-01-08",
                "limit": "2026-01-08",
                "reason": "after_interview",
                "start": "2024-01-08",
                "months": 24,
                **law,
            },
        ),
        Step(
            "kept",
            {
                "obligation": "bilan",
                "target": "2028-01-10",
                "limit": "2029-01-09",
                "reason": "bilan_after_start",
                "start": "2022-01-10",
                "months": 72,
                **law,
            },
        ),
    )


def test_order_of_the_reasoning():
    facts = career(
        "2005-01-03..2006-01-02; 2010-01-04..2030-01-01",
        "2009-01-01; 2012-01-01; 2024-01-08",
        f"{LEAVE}; unpaid 2020-01-01..2020-03-31; adoption 2024-10-01..2024-11-30",
        departure="2027-06-30",
        birthday="1960-01-01",
        visit="2024-05-04",
    )
    assert [step.code for step in steps(facts, LEGAL)] == [
        "departure",
        "former_employment",
        "contract",
        "employment",
        "seniority",
        "law_start",
        "regime",
        "regime",
        "interview_ignored",
        "interview_ignored",
        "interview_counted",
        "absence",
        "spell",
        "absence",
        "spell",
        "absence",
        "spell",
        "change",
        "uncounted",
        "change",
        "not_due",
        "not_due",
        "not_due",
        "not_due",
        "kept",
        "kept",
        "discarded",
    ]


def test_contracts_merged_and_the_gaps_between_them():
    facts = career("2022-01-03..2022-06-30; 2022-07-05..2022-12-31; 2022-12-01..")
    assert told(facts, "contract", "employment") == [
        {"start": "2022-01-03", "end": "2022-06-30", "gap": None},
        {"start": "2022-07-05", "end": "2022-12-31", "gap": 4},
        {"start": "2022-12-01", "end": None, "gap": 0},
        {"start": "2022-01-03", "end": None, "contracts": 3},
    ]


def test_gap_counts_from_the_contract_that_ends_last():
    inner = "2022-01-03..2022-12-31; 2022-02-01..2022-03-01; 2023-01-03..2023-02-01"
    assert [item["gap"] for item in told(career(inner), "contract")] == [None, 0, 2]
    endless = "2022-01-03..; 2022-02-01..2022-03-01; 2023-01-03..2023-02-01"
    assert [item["gap"] for item in told(career(endless), "contract")] == [None, 0, 0]
    same_end = "2022-01-03..2022-03-01; 2022-02-01..2022-03-01; 2022-03-03.."
    assert [item["gap"] for item in told(career(same_end), "contract")] == [None, 0, 1]
    opened = "2022-01-03..2022-03-01; 2022-02-01..; 2022-03-03..2022-04-01"
    assert [item["gap"] for item in told(career(opened), "contract")] == [None, 0, 0]


def test_former_employments():
    facts = career("2010-01-04..2010-12-31; 2011-02-01..2012-01-01; 2015-01-05..")
    assert told(facts, "former_employment") == [
        {"start": "2010-01-04", "end": "2010-12-31", "contracts": 1, "gap": 31},
        {"start": "2011-02-01", "end": "2012-01-01", "contracts": 1, "gap": 1099},
    ]


@pytest.mark.parametrize(
    ("departure", "applied"),
    [
        ("2022-01-02", False),
        ("2022-01-03", True),
        ("2022-06-30", True),
        ("2022-07-01", False),
    ],
)
def test_departure(departure, applied):
    facts = career("2022-01-03..2022-06-30", departure=departure)
    assert told(facts, "departure") == [{"day": departure, "applied": applied}]


def test_departure_that_ends_a_former_contract():
    facts = career("2015-01-01..; 2022-01-10..", departure="2020-01-01")
    assert told(facts, "departure") == [{"day": "2020-01-01", "applied": True}]
    assert told(facts, "former_employment")[0]["end"] == "2020-01-01"


def test_seniority_set_by_hr():
    facts = career("2022-01-10..", override="2019-02-01")
    assert told(facts, "seniority", "law_start") == [
        {"start": "2019-02-01", "basis": "override"}
    ]
    assert told(Facts(seniority_override=date(2022, 1, 10)), "employment") == []


def test_seniority_before_the_law():
    facts = career("2010-01-04..", "2009-06-01; 2014-03-06+bilan; 2014-03-07")
    assert told(facts, "seniority", "law_start") == [
        {"start": "2010-01-04", "basis": "contract"},
        {"start": "2014-03-07"},
    ]
    ignored = told(facts, "interview_ignored")
    assert [(item["held"], item["why"], item["bilan"]) for item in ignored] == [
        ("2009-06-01", "before_seniority", False),
        ("2014-03-06", "before_law", True),
    ]
    assert [item["held"] for item in told(facts, "interview_counted")] == ["2014-03-07"]


def test_interview_on_the_day_of_hire_before_the_law():
    facts = career("2010-01-04..", "2010-01-03; 2010-01-04")
    whys = [item["why"] for item in told(facts, "interview_ignored")]
    assert whys == ["before_seniority", "before_law"]


def test_what_an_interview_carried():
    flags = (
        "refused",
        "bilan",
        "on_return",
        "before_leave",
        "mid_career",
        "end_career",
    )
    for flag in flags:
        facts = career("2022-01-10..", f"2024-01-08+{flag}")
        assert told(facts, "interview_counted") == [{**HELD, flag: True}]


def test_interviews_by_date_whatever_they_were():
    facts = career("2022-01-10..", "2026-01-07; 2024-01-08+refused; 2025-01-07", LEAVE)
    days = [item["held"] for item in told(facts, "interview_counted")]
    assert days == ["2024-01-08", "2025-01-07", "2026-01-07"]
    assert told(facts, "met")[0]["held"] == "2025-01-07"
    refused_last = career("2022-01-10..", "2025-01-07+refused; 2026-01-07", LEAVE)
    assert told(refused_last, "met")[0]["held"] == "2025-01-07"


def test_regimes_in_force_since_the_hire():
    old = told(career("2024-01-08.."), "regime", law=LEGAL)
    assert old == [LAW_2014, LAW_2025]
    assert told(career("2025-10-26.."), "regime", law=LEGAL) == [LAW_2025]
    two_six = told(career("2024-01-08.."), "regime", law=TWO_SIX)
    assert two_six == [LAW_2014, LAW_2025 | {"period_months": 24, "bilan_months": 72}]
    agreed = told(career("2024-01-08.."), "regime", law=timeline("agreement months=36"))
    assert agreed == [
        LAW_2014,
        LAW_2025 | {"period_months": 24, "agreed_months": 24},
        LAW_2025
        | {"date_from": "2026-10-01", "period_months": 36, "agreed_months": 36},
    ]


def test_absences_and_the_spells_they_make():
    leaves = f"{LEAVE}; parental 2024-09-01..2024-09-30; unpaid 2025-01-01..2025-01-10"
    facts = career("2022-01-10..", "2024-01-08", leaves)
    span = {"start": "2024-03-01", "end": "2024-08-31"}
    assert told(facts, "absence")[0] == {
        "kind": "maternity",
        "article": "L.1225-17",
        **span,
        "uncounted": 0,
    }
    assert [item["uncounted"] for item in told(facts, "absence")] == [0, 50, 100]
    assert told(facts, "spell") == [
        {
            "start": "2024-03-01",
            "end": "2024-09-30",
            "back": "2024-10-01",
            "absences": 2,
            "kind": "parental",
        },
        {
            "start": "2025-01-01",
            "end": "2025-01-10",
            "back": "2025-01-11",
            "absences": 1,
            "kind": None,
        },
    ]
    assert told(facts, "uncounted") == [
        {
            "obligation": "bilan",
            "start": "2022-01-10",
            "target": "2028-02-04",
            "days": 25,
        }
    ]


ALL = {"uncounted": 0}


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("proche_aidant 2024-03-01..2024-03-10", {}, ALL),
        ("presence_parentale 2023-03-11..2023-04-30", {}, {"reading": "code", **ALL}),
        (
            "presence_parentale 2022-03-01..2023-03-10",
            {},
            {"reading": "code", "uncounted": 50},
        ),
        (
            "presence_parentale 2023-03-10..2023-03-11",
            {},
            {
                "reading": "code",
                "uncounted": 0,
                "uncounted_former": 50,
                "uncounted_from": "2023-03-11",
            },
        ),
        (
            "presence_parentale 2023-03-10..2023-03-11",
            {"family_leaves": "ministry"},
            {"reading": "ministry", "uncounted": 100},
        ),
        (
            "solidarite_familiale 2024-03-01..2024-03-10",
            {"family_leaves": "ministry"},
            {"reading": "ministry", "uncounted": 100},
        ),
        (
            "long_illness 2024-03-01..2024-03-10",
            {"family_leaves": "ministry"},
            {"reading": "counted", **ALL},
        ),
        (
            "long_illness_ald 2024-03-01..2024-03-10",
            {"illness": "left_out"},
            {"reading": "left_out", "uncounted": 100},
        ),
    ],
)
def test_days_of_an_absence_and_the_reading_chosen(text, chosen, expected):
    found = steps(career("2022-01-10..", "", text), settings=Settings(**chosen))
    (told_,) = (step.figures for step in found if step.code == "absence")
    known = {"kind", "article", "start", "end"}
    assert {name: told_[name] for name in told_ if name not in known} == expected


def test_change_of_law():
    facts = career("2024-01-08..", "2024-11-05")
    change = {"change": "lengthened", "change_date": "2025-10-26", "regime": "law_2025"}
    assert told(facts, "change", law=LEGAL) == [
        {"obligation": "periodic", **change},
        {"obligation": "bilan", **change},
    ]


def test_obligations_kept_then_discarded():
    facts = career("2022-01-10..2024-01-10", "", "maternity 2023-01-01..2023-06-30")
    kept = told(facts, "kept")
    assert [item["obligation"] for item in kept] == ["first", "return"]
    assert (kept[1]["reason"], kept[1]["kind"]) == ("after_return", "maternity")
    (void,) = told(facts, "discarded")
    assert (void["obligation"], void["why"], void["end"]) == (
        "bilan",
        "after_end",
        "2024-01-10",
    )
    assert (void["target"], void["limit"]) == ("2028-01-10", "2029-01-09")


def test_blocked():
    facts = career("", "2024-01-08", departure="2024-01-10")
    assert steps(facts) == (
        Step("departure", {"day": "2024-01-10", "applied": False}),
        Step("blocked", {"reason": "no_contract_date"}),
    )


def test_steps_are_no_part_of_what_is_compared():
    one = plan(career("2022-01-10.."), OLD_LAW)
    other = plan(career("2022-01-10..", "2021-01-01"), OLD_LAW)
    assert one == other and hash(one) == hash(other)
    assert one.steps != other.steps


def test_steps_are_put_together_only_when_asked_for(monkeypatch):
    asked = []
    monkeypatch.setattr(obligations, "situation_steps", lambda c: asked.append(c) or ())
    found = plan(career("2022-01-10.."), OLD_LAW)
    assert not asked
    assert [step.code for step in found.steps] == ["kept", "kept"]
    assert len(asked) == 1


@given(st.randoms(use_true_random=False))
def test_steps_are_plain_json_in_an_order_of_their_own(random):
    facts = career(
        "2005-01-03..2006-01-02; 2010-01-04..; 2012-01-01..2013-01-01",
        "2024-01-08; 2024-01-08+refused; 2024-01-08+bilan; 2009-01-01",
        f"{LEAVE}; unpaid 2020-01-01..2020-03-31; adoption 2024-10-01..2024-11-30",
    )
    shuffled = Facts(
        *(
            tuple(random.sample(items, len(items))) if items else items
            for items in (facts.contracts, None, facts.interviews, facts.absences)
        )
    )
    expected = [step.to_json() for step in steps(facts, LEGAL)]
    assert [step.to_json() for step in steps(shuffled, LEGAL)] == expected
    assert json.loads(json.dumps(expected)) == expected
