"""What holds of any plan, whatever the career and the succession of laws."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from schedule import (
    LAW_2014,
    LAWS,
    Contract,
    Facts,
    Interview,
    Regime,
    Settings,
    Timeline,
    add_months,
    plan,
    timeline_for,
)

DAYS = st.dates(date(2004, 1, 1), date(2045, 12, 31))


@st.composite
def regimes(draw, day):
    period = draw(st.integers(1, 84))
    return Regime(
        f"from_{day}",
        day,
        first_months=draw(st.integers(1, period)),
        period_months=period,
        bilan_months=draw(st.integers(1, 120)),
        bilan_tolerance_months=draw(st.integers(0, 24)),
    )


@st.composite
def invented(draw):
    """Laws of any length, in any order of length."""
    after = st.dates(LAW_2014.date_from, date(2040, 1, 1))
    days = draw(st.lists(after, min_size=1, max_size=4, unique=True))
    return Timeline(tuple(draw(regimes(day)) for day in days))


LEGAL_TIMELINES = st.one_of(
    st.sampled_from([timeline_for("legal", LAWS), timeline_for("two_six", LAWS)]),
    st.builds(
        lambda old, months, day: timeline_for(
            "agreement",
            LAWS,
            old_agreement_months=old,
            agreement_months=months,
            agreement_date=day,
        ),
        st.integers(1, 72),
        st.none() | st.integers(1, 48),
        st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    ),
)
TIMELINES = LEGAL_TIMELINES | invented()
SETTINGS = st.builds(
    Settings,
    st.integers(0, 10),
    st.sampled_from(["seniority", "held"]),
    whole_cycle=st.booleans(),
)
INTERVIEWS = st.lists(
    st.builds(Interview, DAYS, bilan=st.booleans(), refused=st.booleans()), max_size=6
)
CONTRACTS = st.builds(
    lambda start, days: Contract(start, days and start + timedelta(days=days)),
    DAYS,
    st.none() | st.integers(1, 3000),
)
FACTS = st.builds(
    lambda contracts, override, interviews: Facts(
        tuple(contracts), override, tuple(interviews)
    ),
    st.lists(CONTRACTS, min_size=1, max_size=4),
    st.none() | DAYS,
    INTERVIEWS,
)


def open_ended(start, *interviews):
    return Facts((Contract(start),), None, interviews)


def all_obligations(found):
    return [*found.due, *found.discarded]


@given(FACTS, TIMELINES, SETTINGS)
def test_there_is_always_one_of_each_and_in_order(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    kinds = sorted(duty.kind for duty in all_obligations(found))
    assert kinds in (["bilan", "first"], ["bilan", "periodic"])
    assert all(duty.limit >= duty.target for duty in all_obligations(found))
    assert [duty.target for duty in found.due] == sorted(
        duty.target for duty in found.due
    )


@given(FACTS, TIMELINES, SETTINGS)
def test_never_before_the_start_nor_before_the_first_law(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    floor = max(found.start, timeline.start)
    assert all(duty.target > floor for duty in all_obligations(found))


@given(FACTS, TIMELINES, SETTINGS)
def test_nothing_is_due_after_the_end(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    end = found.end or date.max
    assert all(duty.target <= end for duty in found.due)
    assert all(duty.target > end for duty in found.discarded)


@given(FACTS, TIMELINES, SETTINGS)
def test_target_is_the_months_told_after_the_day_told(facts, timeline, settings):
    for duty in all_obligations(plan(facts, timeline, settings)):
        figures = duty.reason.figures
        restarted = figures["change"] == "shortened_new"
        origin = figures["change_date" if restarted else "start"]
        counted = add_months(date.fromisoformat(origin), figures["months"])
        assert duty.target == counted


@given(DAYS, DAYS, TIMELINES)
def test_a_later_hire_never_brings_a_date_forward(one, other, timeline):
    early, late = sorted((one, other))
    before, after = (plan(open_ended(day), timeline) for day in (early, late))
    assert before.periodic.target <= after.periodic.target
    assert before.bilan.target <= after.bilan.target


@given(DAYS, DAYS, LEGAL_TIMELINES)
def test_a_later_hire_never_brings_a_limit_forward(one, other, timeline):
    early, late = sorted((one, other))
    before, after = (plan(open_ended(day), timeline) for day in (early, late))
    assert before.bilan.limit <= after.bilan.limit


@given(FACTS, TIMELINES, SETTINGS, st.builds(Interview, DAYS))
def test_an_interview_never_brings_the_next_one_forward(
    facts, timeline, settings, interview
):
    facts = replace(facts, contracts=(Contract(facts.contracts[0].start),))
    more = replace(facts, interviews=(*facts.interviews, interview))
    before, after = (plan(known, timeline, settings) for known in (facts, more))
    assert before.periodic.target <= after.periodic.target


@given(DAYS, INTERVIEWS, TIMELINES, SETTINGS)
def test_a_bilan_held_is_followed_by_a_later_one(start, interviews, timeline, settings):
    found = plan(open_ended(start, *interviews), timeline, settings)
    floor = max(start, timeline.start)
    bilans = [item.held for item in interviews if item.bilan and item.held >= floor]
    assert all(found.bilan.target > held for held in bilans)


@given(FACTS, TIMELINES, SETTINGS, st.randoms(use_true_random=False))
def test_order_of_the_facts_does_not_matter(facts, timeline, settings, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    other = replace(
        facts,
        contracts=shuffled(facts.contracts),
        interviews=shuffled(facts.interviews),
    )
    assert plan(other, timeline, settings) == plan(facts, timeline, settings)


@given(FACTS, TIMELINES, SETTINGS)
def test_facts_entered_twice_count_once(facts, timeline, settings):
    twice = replace(
        facts, contracts=facts.contracts * 2, interviews=facts.interviews * 2
    )
    assert plan(twice, timeline, settings) == plan(facts, timeline, settings)
