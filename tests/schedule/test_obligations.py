import json
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from typing import get_args, get_type_hints

import pytest
from careers import KINDS, LEGAL, OLD_LAW, TWO_SIX, career
from schedule import (
    LAW_2014,
    LAWS,
    Absence,
    Contract,
    Facts,
    Interview,
    Obligation,
    Plan,
    Reason,
    Settings,
    plan,
    timeline_for,
)

HIRED = date(2022, 1, 10)
UNCHANGED = {"change": None, "change_date": None}


def facts(*interviews, hired=HIRED, end=None, override=None):
    return Facts((Contract(hired, end),), override, interviews)


def held(*day, **kind):
    return Interview(date(*day), **kind)


def bilan_of(timeline, *interviews, chain="seniority", hired=HIRED):
    found = plan(facts(*interviews, hired=hired), timeline, Settings(4, chain))
    return found.bilan.target, found.bilan.limit


def test_law_of_2014_from_hire():
    found = plan(facts(), OLD_LAW)
    hire = {"start": "2022-01-10", "regime": "law_2014", **UNCHANGED}
    first, bilan = date(2024, 1, 10), date(2028, 1, 10)
    assert found == Plan(
        start=HIRED,
        hire=HIRED,
        end=None,
        by_kind={
            "first": Obligation(
                "first", first, first, Reason("after_hire", {**hire, "months": 24})
            ),
            "bilan": Obligation(
                "bilan",
                bilan,
                date(2029, 1, 9),
                Reason("bilan_after_start", {**hire, "months": 72}),
            ),
        },
    )


def test_an_accepted_seniority_date_moves_no_hire():
    found = plan(facts(override=date(2019, 4, 1)), OLD_LAW)
    assert (found.start, found.hire) == (date(2019, 4, 1), HIRED)
    undated = plan(Facts((), date(2019, 4, 1)), OLD_LAW)
    assert undated.hire == date(2019, 4, 1)


def test_hired_before_the_law_counts_from_the_law():
    found = plan(facts(hired=date(2004, 4, 13)), OLD_LAW)
    figures = {"start": "2014-03-07", "hired": "2004-04-13", "regime": "law_2014"}
    assert found.start == date(2004, 4, 13)
    assert found.periodic.reason == Reason(
        "after_law", {**figures, "months": 24, **UNCHANGED}
    )
    assert found.bilan.reason == Reason(
        "bilan_after_law", {**figures, "months": 72, **UNCHANGED}
    )


def test_hired_on_the_day_of_the_law_counts_from_hire():
    assert plan(facts(hired=date(2014, 3, 7)), LEGAL).periodic.reason.code == (
        "after_hire"
    )


def test_last_interview_starts_the_period():
    found = plan(facts(held(2025, 12, 1), held(2024, 1, 8)), LEGAL)
    assert (found.periodic.kind, found.periodic.target) == (
        "periodic",
        date(2029, 12, 1),
    )
    assert found.periodic.reason.to_json() == {
        "code": "after_interview",
        "start": "2025-12-01",
        "months": 48,
        "regime": "law_2025",
        "change": None,
        "change_date": None,
    }


def test_reason_tells_the_change_of_law():
    found = plan(facts(held(2023, 12, 5)), LEGAL)
    assert found.periodic.reason.to_json() == {
        "code": "after_interview",
        "start": "2023-12-05",
        "months": 48,
        "regime": "law_2025",
        "change": "lengthened",
        "change_date": "2025-10-26",
    }


def test_written_refusal_counts_like_an_interview():
    found = plan(facts(held(2024, 1, 8, refused=True)), TWO_SIX)
    assert found.periodic.target == date(2026, 1, 8)
    assert found.periodic.reason.code == "after_refusal"


def test_interview_held_prevails_over_a_refusal_of_the_same_day():
    both = held(2024, 1, 8, refused=True), held(2024, 1, 8)
    for interviews in (both, both[::-1]):
        found = plan(facts(*interviews), TWO_SIX)
        assert found.periodic.reason.code == "after_interview"


def test_bilan_resets_the_period_too():
    found = plan(facts(held(2028, 2, 1, bilan=True)), TWO_SIX)
    assert found.periodic.target == date(2030, 2, 1)


def test_interview_without_bilan_leaves_the_bilan():
    assert bilan_of(TWO_SIX, held(2028, 2, 1))[0] == date(2028, 1, 10)


@pytest.mark.parametrize(
    ("day", "target"),
    [
        ((2028, 1, 9), date(2034, 1, 9)),  # early: from the day held
        ((2028, 1, 10), date(2034, 1, 10)),  # on the day
        ((2028, 12, 1), date(2034, 1, 10)),  # late: nominal date kept
        ((2033, 1, 9), date(2034, 1, 10)),  # five years late, all but a day
        ((2033, 1, 10), date(2040, 1, 10)),  # a year before the next date: closes it
        ((2034, 1, 9), date(2040, 1, 10)),  # six years late
        ((2034, 1, 10), date(2040, 1, 10)),  # closes two nominal cycles at once
        ((2039, 1, 9), date(2040, 1, 10)),
        ((2039, 1, 10), date(2046, 1, 10)),
    ],
)
@pytest.mark.parametrize("timeline", [OLD_LAW, TWO_SIX])
@pytest.mark.parametrize("refused", [False, True])
def test_chain_by_seniority(day, target, timeline, refused):
    edl = held(*day, bilan=True, refused=refused)
    assert bilan_of(timeline, edl)[0] == target


def test_floor_of_a_late_bilan_leaves_the_early_one_alone():
    """Held early it closes its own cycle at once, be it the year before its date."""
    for day in ((2027, 1, 10), (2027, 12, 1), (2026, 1, 9)):
        found = bilan_of(TWO_SIX, held(*day, bilan=True))
        assert found[0] == date(day[0] + 6, *day[1:])


def test_floor_is_counted_to_the_date_that_seniority_moves():
    """Ten days left out move the second nominal date, and its floor with it."""
    unpaid = (Absence(KINDS["unpaid"], date(2030, 3, 1), date(2030, 3, 10)),)
    for day, target in ((19, date(2034, 1, 20)), (20, date(2040, 1, 20))):
        edl = held(2033, 1, day, bilan=True)
        found = plan(replace(facts(edl), absences=unpaid), TWO_SIX)
        assert found.bilan.target == target


def test_a_bilan_held_in_a_cycle_that_the_floor_closed_closes_that_cycle_no_more():
    """The day after the second bilan the third is still years away."""
    one, two = held(2033, 6, 1, bilan=True), held(2033, 9, 1, bilan=True)
    assert bilan_of(TWO_SIX, one)[0] == date(2040, 1, 10)
    assert bilan_of(TWO_SIX, one, two)[0] >= date(2039, 9, 1)


@pytest.mark.parametrize("day", [(2028, 1, 9), (2028, 12, 1), (2034, 1, 10)])
def test_chain_by_day_held(day):
    found = bilan_of(TWO_SIX, held(*day, bilan=True), chain="held")
    assert found[0] == date(day[0] + 6, *day[1:])


def test_several_bilans_are_followed_in_order():
    bilans = held(2034, 3, 1, bilan=True), held(2027, 5, 1, bilan=True)
    assert bilan_of(TWO_SIX, *bilans)[0] == date(2039, 5, 1)
    assert bilan_of(TWO_SIX, *bilans, chain="held")[0] == date(2040, 3, 1)


def test_bilan_entered_twice_counts_once():
    late = held(2028, 12, 1, bilan=True)
    declined = replace(late, refused=True)
    assert bilan_of(TWO_SIX, late, late, declined)[0] == date(2034, 1, 10)


def test_bilan_in_time_under_the_old_law_is_not_early_under_the_new():
    hired = date(2019, 5, 14)
    before = bilan_of(LEGAL, held(2025, 6, 1, bilan=True), hired=hired)
    assert before == (date(2033, 5, 14), date(2034, 5, 13))
    since = bilan_of(LEGAL, held(2025, 11, 1, bilan=True), hired=hired)
    assert since == (date(2033, 11, 1), date(2034, 10, 31))


def test_bilan_overdue_at_the_change_of_law_closes_its_six_year_cycle():
    found = bilan_of(LEGAL, held(2026, 1, 15, bilan=True), hired=date(2018, 10, 25))
    assert found == (date(2032, 10, 25), date(2033, 10, 24))


@pytest.mark.parametrize("refused", [False, True])
def test_reason_after_a_bilan_tells_the_cycle_and_the_day(refused):
    found = plan(facts(held(2028, 12, 1, bilan=True, refused=refused)), OLD_LAW)
    assert found.bilan.reason.to_json() == {
        "code": "bilan_after_bilan",
        "start": "2028-01-10",
        "held": "2028-12-01",
        "months": 72,
        "regime": "law_2014",
        **({"refused": True} if refused else {}),
        **UNCHANGED,
    }


def test_interviews_before_hire_or_before_the_law_are_ignored():
    before_hire = held(2022, 1, 9, bilan=True)
    assert plan(facts(before_hire), TWO_SIX) == plan(facts(), TWO_SIX)
    on_hire = plan(facts(held(2022, 1, 10)), TWO_SIX)
    assert on_hire.periodic.reason.code == "after_interview"
    old = date(2004, 4, 13)
    before_law = plan(facts(held(2014, 3, 6), hired=old), TWO_SIX)
    assert before_law == plan(facts(hired=old), TWO_SIX)


def test_return_after_a_break_starts_afresh():
    contracts = Contract(date(2015, 1, 1), date(2020, 1, 1)), Contract(HIRED)
    found = plan(Facts(contracts, None, (held(2019, 1, 1),)), TWO_SIX)
    assert (found.start, found.periodic.target) == (HIRED, date(2024, 1, 10))


def test_gap_is_a_setting():
    contracts = Contract(date(2015, 1, 1), date(2021, 12, 31)), Contract(HIRED)
    assert plan(Facts(contracts), TWO_SIX).start == HIRED
    found = plan(Facts(contracts), TWO_SIX, Settings(gap_days=9))
    assert found.start == date(2015, 1, 1)


@pytest.mark.parametrize(
    ("last_day", "start"), [((2022, 1, 5), (2015, 1, 1)), ((2022, 1, 4), (2022, 1, 10))]
)
def test_gap_is_four_days_by_default(last_day, start):
    contracts = Contract(date(2015, 1, 1), date(*last_day)), Contract(HIRED)
    assert plan(Facts(contracts), TWO_SIX).start == date(*start)


def test_override_prevails_and_is_told():
    found = plan(
        facts(held(2021, 3, 1), override=date(2019, 2, 1), end=date(2026, 1, 1)),
        TWO_SIX,
    )
    assert (found.start, found.end) == (date(2019, 2, 1), date(2026, 1, 1))
    assert found.bilan.target == date(2025, 2, 1)
    assert found.bilan.reason.figures["override"] is True
    assert found.periodic.target == date(2023, 3, 1)
    assert "override" not in found.periodic.reason.figures


def test_override_alone_is_enough():
    found = plan(Facts(seniority_override=HIRED), TWO_SIX)
    assert (found.start, found.end) == (HIRED, None)
    assert found.periodic.reason.code == "after_hire"
    assert found.periodic.reason.figures["override"] is True


def test_override_before_the_law():
    found = plan(facts(override=date(2009, 1, 1)), TWO_SIX)
    assert found.start == date(2009, 1, 1)
    assert found.periodic.target == date(2016, 3, 7)
    assert found.periodic.reason.figures["hired"] == "2009-01-01"


def test_without_a_date_nothing_is_computed():
    found = plan(Facts(interviews=(held(2024, 1, 8),)), LEGAL)
    assert found == Plan(blocked=Reason("no_contract_date"))
    assert (found.start, found.due, found.next, found.next_limit) == (
        None,
        (),
        None,
        None,
    )


@pytest.mark.parametrize(
    ("end", "due", "discarded"),
    [
        (date(2024, 1, 9), [], ["first", "bilan"]),
        (date(2024, 1, 10), ["first"], ["bilan"]),
        (date(2028, 1, 9), ["first"], ["bilan"]),
        (date(2028, 1, 10), ["first", "bilan"], []),
    ],
)
def test_nothing_is_due_after_the_end(end, due, discarded):
    found = plan(facts(end=end), TWO_SIX)
    assert [duty.kind for duty in found.due] == due
    assert [duty.kind for duty in found.discarded] == discarded
    assert all(duty.reason.figures["start"] == "2022-01-10" for duty in found.discarded)
    assert (found.periodic is None, found.bilan is None) == (
        "first" in discarded,
        "bilan" in discarded,
    )


def test_next_is_the_earliest_target_and_next_limit_the_earliest_limit():
    found = plan(facts(held(2026, 2, 1)), TWO_SIX)
    assert found.due == (found.bilan, found.periodic)
    assert found.next == found.bilan
    assert found.next.target == date(2028, 1, 10)
    assert found.next_limit == date(2028, 2, 1)


def test_each_kind_of_obligation_is_due_when_all_are():
    whole = career(
        interviews="2022-05-04",
        absences="maternity 2026-01-05..2026-05-01; "
        "proche_aidant 2026-12-14..2027-03-12+ahead",
        visit="2026-05-04",
        birthday="1968-03-15",
    )
    kinds = get_args(get_type_hints(Obligation)["kind"])
    found = plan(whole, LEGAL)
    assert {duty.kind for duty in found.due} == {*kinds} - {"first"}
    assert {duty.kind for duty in plan(career(), LEGAL).due} == {"first", "bilan"}


def test_on_the_same_target_the_nearest_limit_comes_first():
    found = plan(facts(held(2026, 1, 10)), TWO_SIX)
    assert [duty.target for duty in found.due] == [date(2028, 1, 10)] * 2
    assert [duty.kind for duty in found.due] == ["periodic", "bilan"]


@pytest.mark.parametrize(
    ("hired", "interviews", "timeline", "expected"),
    [
        # seven years after the first interview, held less than a year after the hire
        ((2026, 2, 2), [held(2026, 9, 1)], LEGAL, "2033-09-01"),
        ((2026, 2, 2), [held(2027, 2, 1)], LEGAL, "2034-02-01"),
        # no sooner than the target itself
        ((2026, 2, 2), [held(2027, 2, 2)], LEGAL, None),
        ((2026, 2, 2), [held(2027, 6, 1)], LEGAL, None),
        # the first one, in any order
        ((2026, 2, 2), [held(2028, 5, 1), held(2026, 9, 1)], LEGAL, "2033-09-01"),
        # a refusal is none, nor is an offer declined by word of mouth
        ((2026, 2, 2), [held(2026, 9, 1, refused=True)], LEGAL, None),
        (
            (2026, 2, 2),
            [held(2026, 6, 1, refused=True), held(2026, 9, 1)],
            LEGAL,
            "2033-09-01",
        ),
        ((2026, 2, 2), [held(2026, 9, 1, oral=True, refused=True)], LEGAL, None),
        ((2026, 2, 2), [], LEGAL, None),
        # the first bilan alone
        ((2026, 2, 2), [held(2026, 9, 1), held(2033, 9, 1, bilan=True)], LEGAL, None),
        # not where it comes at six years
        ((2026, 2, 2), [held(2026, 9, 1)], TWO_SIX, None),
        ((2026, 2, 2), [held(2026, 9, 1)], OLD_LAW, None),
        # by the law of the target: expired, it stays that of 2014
        ((2017, 2, 2), [held(2017, 9, 1)], LEGAL, None),
        ((2019, 2, 4), [held(2019, 9, 2)], LEGAL, "2026-09-02"),
    ],
)
def test_first_bilan_possible_ahead_of_its_target(
    hired, interviews, timeline, expected
):
    bilan = plan(facts(*interviews, hired=date(*hired)), timeline).bilan
    assert bilan.reason.figures.get("possible_from") == expected


@pytest.mark.parametrize(
    ("rhythm", "interview", "agreed"),
    [
        ({"old_agreement_months": 36}, held(2024, 11, 15), True),
        ({"old_agreement_months": 36, "agreement_months": 30}, held(2027, 1, 4), True),
        ({"old_agreement_months": 60}, held(2027, 1, 4), False),
        ({"agreement_months": 48}, held(2027, 1, 4), True),
        ({"old_agreement_months": 36}, None, False),
    ],
)
def test_reason_tells_a_length_that_an_agreement_set(rhythm, interview, agreed):
    timeline = timeline_for("agreement", LAWS, **rhythm)
    known = [interview] if interview else []
    hired = HIRED if interview else date(2026, 2, 2)
    figures = plan(facts(*known, hired=hired), timeline).periodic.reason.figures
    assert figures.get("agreement", False) is agreed


def test_agreement_period():
    timeline = timeline_for("agreement", LAWS, agreement_months=36)
    found = plan(facts(held(2024, 11, 15)), timeline)
    assert found.periodic.target == date(2027, 11, 15)
    assert found.periodic.reason.figures["change_date"] == "2026-10-01"


@pytest.mark.parametrize(
    ("rhythm", "interview", "told"),
    [
        ({"old_agreement_months": 24, "agreement_months": 48}, (2024, 9, 30), True),
        ({"old_agreement_months": 24, "agreement_months": 48}, (2024, 10, 1), True),
        ({"old_agreement_months": 60}, (2023, 1, 9), True),
        ({"old_agreement_months": None}, (2023, 1, 9), False),
    ],
)
def test_reason_tells_a_change_of_agreement_from_one_of_law(rhythm, interview, told):
    timeline = timeline_for("agreement", LAWS, **rhythm)
    figures = plan(facts(held(*interview)), timeline).periodic.reason.figures
    assert figures["change_date"] == ("2026-10-01" if told else "2025-10-26")
    assert figures.get("agreement_change", False) is told


def test_reasons_are_plain_json_and_can_be_compared():
    reason = plan(facts(hired=date(2024, 12, 2)), LEGAL).periodic.reason
    assert json.loads(json.dumps(reason.to_json())) == reason.to_json()
    same = Reason(reason.code, dict(reversed(reason.figures.items())))
    assert same == reason
    assert len({same, reason, Reason("after_hire")}) == 2


def test_reason_keeps_its_own_figures():
    figures = {"months": 24}
    reason = Reason("after_hire", figures)
    figures["months"] = 12
    assert reason.figures == {"months": 24}


@pytest.mark.parametrize(
    "value",
    [
        Contract(HIRED),
        Facts(),
        Settings(),
        Interview(HIRED),
        plan(facts(), LEGAL),
        Reason("after_hire"),
        LEGAL,
        LAW_2014,
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_are_frozen_and_hashable(value):
    assert {value} == {replace(value)}
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, None)


def test_an_obligation_is_a_tuple_as_frozen_and_hashable():
    duty = plan(facts(), LEGAL).bilan
    assert {duty} == {duty._replace()}
    with pytest.raises(AttributeError):
        duty.limit = None


def test_settings_refuse_what_they_do_not_know():
    with pytest.raises(ValueError, match="0 or more"):
        Settings(gap_days=-1)
    for name in ("bilan_chain", "family_leaves", "illness"):
        with pytest.raises(ValueError, match=f"^Unknown {name}: 'birthday'"):
            Settings(**{name: "birthday"})


def test_readings_by_default_are_the_code_s_and_the_prudent_ones():
    assert Settings() == Settings(
        gap_days=4,
        bilan_chain="seniority",
        return_days=30,
        suspend_periodic=False,
        family_leaves="code",
        illness="counted",
        whole_cycle=True,
    )
