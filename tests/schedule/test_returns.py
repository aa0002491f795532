import json
from datetime import date

import pytest
from careers import LEGAL, OLD_LAW, absence, career, due
from schedule import Absence, AbsenceKind, Facts, Obligation, Reason, Settings, plan

HIRED = "2022-01-10.."
LEAVE = "maternity 2024-03-01..2024-08-31"


def returned(facts, law=OLD_LAW):
    return due(facts, law).get("return")


def test_obligation_and_its_reason():
    found = plan(career(HIRED, "2024-01-08", LEAVE), OLD_LAW)
    figures = {
        "start": "2024-09-01",
        "months": None,
        "regime": "law_2014",
        "change": None,
        "change_date": None,
        "absence_from": "2024-03-01",
        "absence_to": "2024-08-31",
        "kind": "maternity",
        "article": "L.1225-17",
        "days": 30,
    }
    assert found.by_kind["return"] == Obligation(
        "return", date(2024, 9, 1), date(2024, 10, 1), Reason("after_return", figures)
    )
    assert json.loads(json.dumps(figures)) == found.by_kind["return"].reason.figures
    assert found.next == found.by_kind.get("return")
    assert found.next_limit == date(2024, 10, 1)


def test_reason_tells_the_whole_spell_and_the_kind_that_calls_for_it():
    leaves = f"{LEAVE}; unpaid 2024-09-01..2024-09-15; unpaid 2024-02-01..2024-02-29"
    figures = (
        plan(career(HIRED, absences=leaves), OLD_LAW)
        .by_kind.get("return")
        .reason.figures
    )
    assert figures["absence_from"] == "2024-02-01"
    assert figures["absence_to"] == "2024-09-15"
    assert (figures["kind"], figures["article"]) == ("maternity", "L.1225-17")


@pytest.mark.parametrize(("days", "limit"), [(0, 1), (1, 2), (10, 11)])
def test_time_to_hold_it_is_a_setting(days, limit):
    found = plan(career(HIRED, absences=LEAVE), OLD_LAW, Settings(return_days=days))
    assert found.by_kind["return"].limit == date(2024, 9, limit)
    assert found.by_kind["return"].reason.figures["days"] == days


def test_setting_is_no_negative_number():
    with pytest.raises(ValueError, match="return_days"):
        Settings(return_days=-1)


def test_known_beforehand():
    facts = career(HIRED, "2024-01-08", "sabbatical 2031-03-01..2031-08-31")
    assert plan(facts, OLD_LAW).by_kind["return"].target == date(2031, 9, 1)


@pytest.mark.parametrize("held", ["2024-09-01", "2024-12-25", "2030-01-01"])
@pytest.mark.parametrize("flag", ["", "+refused", "+bilan", "+mid_career"])
def test_any_interview_since_meets_it(held, flag):
    assert returned(career(HIRED, held + flag, LEAVE)) is None


def test_interview_before_the_seniority_meets_nothing():
    facts = career(HIRED, "2024-09-02", LEAVE, override="2024-09-03")
    assert plan(facts, OLD_LAW).by_kind.get("return") is None
    # back before the seniority that HR set: no return either
    facts = career(HIRED, "2024-09-02", LEAVE, override="2024-09-01")
    assert plan(facts, OLD_LAW).by_kind.get("return") is None
    facts = career(HIRED, "2024-08-31+on_return", LEAVE, override="2024-09-01")
    assert returned(facts) == "2024-09-01/2024-10-01"


@pytest.mark.parametrize(
    ("held", "target"),
    [
        ("2024-02-29+on_return", "2024-09-01/2024-10-01"),
        ("2024-03-01+on_return", None),
        ("2024-08-31+on_return", None),
        ("2024-08-31+on_return+refused", None),
        ("2024-08-31", "2024-09-01/2024-10-01"),
        ("2024-09-01+on_return", None),
    ],
)
def test_held_before_the_return_at_the_employee_s_request(held, target):
    assert returned(career(HIRED, held, LEAVE)) == target


def test_request_is_for_the_spell_not_for_one_of_its_absences():
    leaves = f"{LEAVE}; parental 2024-09-01..2025-02-28"
    assert returned(career(HIRED, "2024-04-01+on_return", leaves)) is None


def test_first_return_unmet_is_kept():
    leaves = (
        f"{LEAVE}; adoption 2023-01-01..2023-02-28; sabbatical 2025-01-01..2025-06-30"
    )
    nothing = career(HIRED, "", leaves)
    assert returned(nothing) == "2023-03-01/2023-03-31"
    first = career(HIRED, "2023-03-01", leaves)
    assert returned(first) == "2024-09-01/2024-10-01"
    second = career(HIRED, "2024-09-01", leaves)
    assert returned(second) == "2025-07-01/2025-07-31"
    assert returned(career(HIRED, "2025-07-01", leaves)) is None


@pytest.mark.parametrize(
    ("held", "target"),
    [
        ("2026-11-30", "2027-12-01/2027-12-31"),
        ("2026-12-01", None),
        ("2026-12-02", None),
        ("2027-11-30", None),
        ("2026-12-01+refused", "2027-12-01/2027-12-31"),
        ("2027-11-30+refused", "2027-12-01/2027-12-31"),
        ("2026-12-01; 2027-01-15+refused", None),
    ],
)
def test_interview_of_the_twelve_months_before(held, target):
    facts = career("2026-01-05..", held, "maternity 2027-06-01..2027-11-30")
    assert returned(facts, LEGAL) == target


def test_twelve_months_before_a_29_february():
    leave = "maternity 2027-09-01..2028-02-28"
    assert returned(career("2026-01-05..", "2027-02-28", leave), LEGAL) is None
    assert returned(career("2026-01-05..", "2027-02-27", leave), LEGAL)
    leave = "maternity 2028-09-01..2029-02-27"
    assert returned(career("2026-01-05..", "2028-02-28", leave), LEGAL) is None
    assert returned(career("2026-01-05..", "2028-02-27", leave), LEGAL)


@pytest.mark.parametrize(
    ("last", "target"),
    [
        ("2025-10-24", "2025-10-25/2025-11-24"),
        ("2025-10-25", None),
        ("2025-10-26", None),
    ],
)
def test_law_is_that_of_the_day_of_return(last, target):
    facts = career("2024-01-08..", "2025-06-02", f"maternity 2025-07-01..{last}")
    assert returned(facts, LEGAL) == target


def test_regime_told_is_that_of_the_day_of_return():
    for last, code in (("2025-10-24", "law_2014"), ("2025-10-25", "law_2025")):
        facts = career("2022-01-10..", "", f"maternity 2025-07-01..{last}")
        assert plan(facts, LEGAL).by_kind["return"].reason.figures["regime"] == code


@pytest.mark.parametrize(
    ("contract", "target"),
    [
        ("2022-01-10..2024-08-30", None),
        ("2022-01-10..2024-08-31", None),
        ("2022-01-10..2024-09-01", "2024-09-01/2024-10-01"),
        ("2022-01-10..2024-09-02", "2024-09-01/2024-10-01"),
        ("2024-09-01..", "2024-09-01/2024-10-01"),
        ("2024-09-02..", None),
    ],
)
def test_return_lies_within_the_employment(contract, target):
    assert returned(career(contract, "", LEAVE)) == target


def test_return_before_the_law_asks_for_nothing():
    old = "2010-01-11.."
    assert returned(career(old, "", "maternity 2013-09-01..2014-03-05")) is None
    on_day = career(old, "", "maternity 2013-09-01..2014-03-06")
    assert returned(on_day) == "2014-03-07/2014-04-06"


def test_kind_that_is_no_longer_in_law():
    kind = AbsenceKind("old", "L.1", date_to=date(2024, 9, 1))
    contracts = career(HIRED).contracts
    for last, expected in ((31, date(2024, 9, 1)), (32, None)):
        end = date.fromordinal(date(2024, 7, 31).toordinal() + last)
        facts = Facts(contracts, absences=(Absence(kind, date(2024, 3, 1), end),))
        found = plan(facts, OLD_LAW).by_kind.get("return")
        assert (found and found.target) == expected


MANDATE = "mandat_syndical 2022-07-01..2026-06-30; maternity 2024-03-01..2024-06-30"
BACK = {"maternity": "2024-07-01/2024-07-31", "mandate": "2026-07-01/2026-07-31"}


@pytest.mark.parametrize(
    ("held", "due_next"),
    [
        ("", "maternity"),
        # on the return from maternity, or early for it: the mandate's is still due
        ("2024-07-01", "mandate"),
        ("2024-07-05+on_return", "mandate"),
        ("2024-06-14+on_return", "mandate"),
        ("2024-03-01+on_return", "mandate"),
        ("2024-07-05+on_return+oral+refused", "mandate"),
        ("2026-06-30", "mandate"),
        # a second one in the mandate is early for it
        ("2024-06-14+on_return; 2024-06-20+on_return", None),
        ("2024-07-05+on_return; 2026-06-30+on_return", None),
        ("2024-07-05; 2025-01-06+on_return", None),
        # before the maternity leave: early for the mandate, whose leave it falls in
        ("2023-06-16+on_return; 2024-07-05", None),
        ("2022-06-30+on_return; 2024-07-05", "mandate"),
        ("2024-07-05+on_return; 2026-07-01", None),
    ],
)
def test_one_talk_meets_one_return(held, due_next):
    found = returned(career(HIRED, held, MANDATE))
    assert found == (due_next and BACK[due_next])


WINDOW = "mandat_syndical 2025-11-03..2030-10-31; maternity 2026-03-02..2026-07-31"


@pytest.mark.parametrize(
    ("held", "target"),
    [
        # early for the maternity leave, whose return the window would spare anyway
        ("2026-06-15+on_return", "2030-11-01/2030-12-01"),
        ("2026-03-02+on_return", "2030-11-01/2030-12-01"),
        ("2026-06-15+on_return; 2026-07-01", "2030-11-01/2030-12-01"),
        ("2026-01-12; 2026-07-31+on_return", "2030-11-01/2030-12-01"),
        # on the day of a return that the window spares: early for the mandate
        ("2026-01-12; 2026-08-01+on_return", None),
        # before it, or after: early for the mandate alone
        ("2026-02-27+on_return", None),
        ("2026-06-15+on_return; 2028-01-10+on_return", None),
        ("2026-06-15; 2028-01-10+on_return", None),
    ],
)
def test_early_talk_of_a_return_that_the_window_spares_is_no_other_s(held, target):
    assert returned(career("2022-01-10..", held, WINDOW), LEGAL) == target


def test_a_talk_on_return_meets_all_the_returns_before_it():
    """Not early for any: it came after both."""
    leaves = "sabbatical 2023-03-01..2023-06-30; maternity 2024-03-01..2024-06-30"
    assert returned(career(HIRED, "2024-07-01", leaves)) is None


def test_early_talk_in_two_leaves_is_for_the_first_to_end():
    leaves = "mandat_syndical 2024-01-08..2024-12-31; maternity 2024-03-01..2025-01-31"
    early = career(HIRED, "2024-06-14+on_return", leaves)
    assert returned(early) == "2025-02-01/2025-03-03"


@pytest.mark.parametrize("kind", ["parental_part_time", "mandat_syndical"])
@pytest.mark.parametrize(
    ("held", "target"),
    [
        ("", "2024-07-01/2024-07-31"),
        ("2024-06-30", "2024-07-01/2024-07-31"),
        ("2024-07-01", "2025-01-01/2025-01-31"),
        ("2024-12-31", "2025-01-01/2025-01-31"),
        ("2025-01-01", None),
    ],
)
def test_back_at_work_part_time_after_the_leave(kind, held, target):
    leaves = f"maternity 2024-03-01..2024-06-30; {kind} 2024-07-01..2024-12-31"
    assert returned(career(HIRED, held, leaves)) == target


def test_full_time_parental_leave_prolongs_the_maternity_leave():
    leaves = "maternity 2024-03-01..2024-06-30; parental 2024-07-01..2024-12-31"
    assert returned(career(HIRED, "2024-07-01", leaves)) == "2025-01-01/2025-01-31"


BIRTH = "maternity 2026-08-01..2026-11-30; naissance 2027-01-04..2027-03-03"
BIRTH_RETURN = "2027-03-04/2027-04-03"


@pytest.mark.parametrize(
    ("held", "target"),
    [
        ("2026-07-31", "2026-12-01/2026-12-31"),
        ("2026-11-30", "2026-12-01/2026-12-31"),
        ("2026-12-01", None),
        ("2027-01-04", None),
        ("2027-03-03", None),
        ("2027-03-04", None),
        ("2026-12-01+refused", BIRTH_RETURN),
        ("2027-03-03+refused", BIRTH_RETURN),
        ("2026-08-01+on_return", None),
        ("2026-11-30+on_return", None),
        ("2026-07-31+on_return", "2026-12-01/2026-12-31"),
        ("2026-11-30+on_return+refused", BIRTH_RETURN),
    ],
)
def test_birth_leave_after_a_maternity_leave(held, target):
    assert returned(career(HIRED, held, BIRTH)) == target


@pytest.mark.parametrize(
    ("held", "target"),
    [
        ("2026-11-30", "2027-02-01/2027-03-03"),
        ("2026-12-01", None),
        ("2027-01-31", None),
        ("2026-11-30+on_return", None),
    ],
)
def test_birth_leave_in_a_row_with_a_maternity_leave(held, target):
    leaves = "maternity 2026-08-01..2026-11-30; naissance 2026-12-01..2027-01-31"
    assert returned(career(HIRED, held, leaves)) == target


def test_birth_leave_follows_the_last_of_the_leaves_before_it():
    leaves = f"adoption 2024-01-01..2024-03-31; {BIRTH}"
    between = career(HIRED, "2024-04-01; 2026-11-30; 2026-12-02+refused", leaves)
    assert returned(between) == BIRTH_RETURN
    held = career(HIRED, "2024-04-01; 2026-12-02", leaves)
    assert returned(held) is None


@pytest.mark.parametrize(
    ("last", "target"), [("03", None), ("04", BIRTH_RETURN), ("20", BIRTH_RETURN)]
)
def test_birth_leave_follows_a_leave_that_ends_before_it(last, target):
    leaves = f"adoption 2026-12-10..2027-01-{last}; naissance 2027-01-04..2027-03-03"
    assert returned(career(HIRED, "2027-02-01", leaves)) == target


def test_birth_leave_in_two_parts():
    leaves = f"{BIRTH}; naissance 2027-05-03..2027-06-02"
    assert returned(career(HIRED, "2027-01-02", leaves)) is None
    assert returned(career(HIRED, "2027-01-02+refused", leaves)) == BIRTH_RETURN


def test_birth_leave_of_the_other_parent():
    leave = "naissance 2027-01-04..2027-03-03"
    assert returned(career(HIRED, "2027-01-02", leave)) == BIRTH_RETURN


def test_birth_leave_alone_knows_such_an_exemption():
    leaves = "maternity 2026-08-01..2026-11-30; parental 2027-01-04..2027-03-03"
    assert returned(career(HIRED, "2026-12-02", leaves)) == BIRTH_RETURN


def test_birth_leave_and_the_window_of_the_new_law():
    leave = "naissance 2027-01-04..2027-03-03"
    assert returned(career("2026-01-05..", "2026-03-04", leave), LEGAL) is None
    assert returned(career("2026-01-05..", "2026-03-03", leave), LEGAL) == BIRTH_RETURN


def test_absences_are_known_by_value():
    assert absence(LEAVE) == absence(LEAVE)
    facts = career(HIRED, "", f"{LEAVE}; {LEAVE}")
    assert plan(facts, OLD_LAW) == plan(career(HIRED, "", LEAVE), OLD_LAW)


ORAL = "2024-09-10+on_return+refused+oral"


def test_declined_by_word_of_mouth_meets_the_return_alone():
    before = due(career(HIRED, "2023-01-16", LEAVE), OLD_LAW)
    after = due(career(HIRED, f"2023-01-16; {ORAL}", LEAVE), OLD_LAW)
    assert before.pop("return") == "2024-09-01/2024-10-01"
    assert after == before
    written = due(career(HIRED, "2023-01-16; 2024-09-10+on_return+refused", LEAVE))
    assert written["periodic"] != after["periodic"]


def test_declined_by_word_of_mouth_whatever_it_carried():
    """A bilan, mid-career and end-of-career sections are met in writing only."""
    dates = {"birthday": "1966-03-01", "visit": "2026-02-02"}
    leave = "maternity 2025-11-01..2026-01-31"
    flags = "+refused+oral+on_return+bilan+mid_career+end_career"
    before = due(career("2016-01-11..", "2025-01-10", leave, **dates))
    declined = f"2025-01-10; 2026-02-20{flags}"
    after = due(career("2016-01-11..", declined, leave, **dates))
    assert before.pop("return") == "2026-02-01/2026-03-03"
    # Nothing carries the end-of-career section any more: its own day is left.
    assert before.pop("end_career") == "2026-02-01/2026-02-28"
    assert after.pop("end_career") == "2026-02-28"
    assert set(after) == {"periodic", "bilan", "mid_career"}
    assert after == before


def test_declined_by_word_of_mouth_does_not_answer_a_later_return():
    later = f"{LEAVE}; sabbatical 2025-01-01..2025-06-30"
    assert returned(career(HIRED, ORAL, later)) == "2025-07-01/2025-07-31"
    assert returned(career(HIRED, "2024-08-01+oral+refused", LEAVE)) is None
    assert returned(career(HIRED, "2024-02-29+oral+refused", LEAVE)) is not None


def test_declined_by_word_of_mouth_makes_no_return_needless():
    recent = "maternity 2027-06-01..2027-11-30"
    facts = career(HIRED, "2027-05-03+oral+refused+on_return", recent)
    assert returned(facts, LEGAL) == "2027-12-01/2027-12-31"


def test_declined_by_word_of_mouth_is_told():
    steps = plan(career(HIRED, ORAL, LEAVE), OLD_LAW).steps
    offers = [step.figures for step in steps if step.code == "offer_declined"]
    assert [(item["held"], item["oral"]) for item in offers] == [("2024-09-10", True)]
    assert "interview_counted" not in {step.code for step in steps}
    (met,) = (step.figures for step in steps if step.code == "met")
    assert (met["held"], met["refused"], met["oral"]) == ("2024-09-10", True, True)
