"""What holds of the cycles of any career."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from schedule import (
    Interview,
    add_months,
    cycles,
    in_time_only,
    outcome,
    pay_by,
    plan,
)
from test_properties import DAYS, FACTS, LEGAL_TIMELINES, SETTINGS, TIMELINES

DATED = st.builds(
    lambda facts, birthday, visit: replace(facts, birthday=birthday, visit=visit),
    FACTS,
    st.none() | st.dates(date(1950, 1, 1), date(1990, 1, 1)),
    st.none() | DAYS,
)


@given(DATED, TIMELINES, SETTINGS)
def test_the_running_cycle_is_the_plan_s(facts, timeline, settings):
    found = cycles(facts, timeline, settings)
    running = [cycle for cycle in found if cycle.closed is None]
    expected = plan(facts, timeline, settings).bilan
    assert [(c.target, c.in_time_until) for c in running] == (
        [(expected.target, expected.limit)] if expected else []
    )
    assert not running or running == [found[-1]]


@given(DATED, TIMELINES, SETTINGS)
def test_each_bilan_closes_one_cycle(facts, timeline, settings):
    closed = [c.closed for c in cycles(facts, timeline, settings) if c.closed]
    held = {item.held for item in facts.interviews if item.bilan}
    assert closed == sorted(closed)
    assert set(closed) <= held
    assert len(closed) == len(set(closed))


@given(DATED, TIMELINES, SETTINGS)
def test_the_next_interview_of_the_plan_is_required(facts, timeline, settings):
    """The first date that nothing has met is the plan's, when it is of the cycle.

    It is when it falls in the years that the état des lieux checks, up to its target,
    and no agreement made meanwhile is read over all of them.
    """
    found = plan(facts, timeline, settings)
    if found.bilan and found.periodic:
        running = cycles(facts, timeline, settings)[-1]
        if not running.period_from <= found.periodic.target <= found.bilan.target:
            return
        if running.agreed_months:
            return
        last = max((i.held for i in facts.interviews), default=date.min)
        unmet = [
            duty.target
            for duty in running.required
            if duty.kind in ("first", "periodic")
            and not duty.met
            and (duty.again is None or duty.again > last)
        ]
        assert found.periodic.target == unmet[0]


@given(DATED, TIMELINES, SETTINGS)
def test_what_is_met_was_held_in_the_cycle(facts, timeline, settings):
    days = {item.held for item in facts.interviews}
    for cycle in cycles(facts, timeline, settings):
        for duty in cycle.required:
            assert duty.met == (duty.held is not None)
            assert duty.held is None or duty.held in days
            if cycle.closed and duty.held:
                assert duty.held <= cycle.closed


@given(DATED, LEGAL_TIMELINES, SETTINGS, DAYS, DAYS)
def test_one_more_interview_never_makes_it_worse(facts, timeline, settings, held, day):
    """Whatever the day it is judged on: nothing saved becomes exposed.

    One held before the years checked moves the dates that fall in them: the first may
    then come sooner, and be missing on a day that came before it otherwise.
    """
    more = replace(facts, interviews=(*facts.interviews, Interview(held)))
    told = {"trained": False, "concerned": True}
    for before, after in zip(
        cycles(facts, timeline, settings),
        cycles(more, timeline, settings),
        strict=True,
    ):
        for asked in (None, day):
            if asked is None and before.closed is None:
                continue
            if asked and held < before.period_from:
                continue
            saved = outcome(before, day=asked, **told) == "saved_interviews"
            if saved:
                assert outcome(after, day=asked, **told) == "saved_interviews"


@given(DATED, LEGAL_TIMELINES, SETTINGS, DAYS, st.booleans(), st.booleans())
def test_one_of_the_outcomes(facts, timeline, settings, day, trained, concerned):
    for cycle in cycles(facts, timeline, settings):
        found = outcome(cycle, trained=trained, concerned=concerned, day=day)
        saved = {"saved_interviews", "saved_training", "saved_both"}
        assert found in {"exposed", "not_concerned", *saved}
        assert (found == "not_concerned") == (not concerned)


@given(DATED, LEGAL_TIMELINES, SETTINGS)
def test_the_strict_reading_never_saves_more(facts, timeline, settings):
    usual = cycles(facts, timeline, settings)
    strict = map(in_time_only, cycles(facts, timeline, settings))
    for one, other in zip(usual, strict, strict=True):
        assert set(map(_key, one.missing())) <= set(map(_key, other.missing()))


@given(DATED, TIMELINES, SETTINGS)
def test_what_a_cycle_asked_for_is_told_by_date(facts, timeline, settings):
    for cycle in cycles(facts, timeline, settings):
        days = [(duty.target, duty.limit, duty.kind) for duty in cycle.required]
        assert days == sorted(days)


@given(DATED, TIMELINES, SETTINGS)
def test_years_checked_are_those_of_the_cycle(facts, timeline, settings):
    """Never before the hire, the law or the last bilan, and not a day too long."""
    found = cycles(facts, timeline, settings)
    floor = max(plan(facts, timeline, settings).start, timeline.start)
    for cycle in found:
        until = cycle.closed or cycle.target
        assert floor <= cycle.period_from <= until
        years = timeline.at(until).examined
        assert cycle.period_from in (floor, add_months(until, -years))
        for duty in cycle.required:
            assert cycle.period_from <= duty.target
            assert duty.day <= until
        floor = cycle.closed or floor


@given(DATED, LEGAL_TIMELINES, SETTINGS)
def test_an_agreement_told_is_one_of_the_timeline(facts, timeline, settings):
    for cycle in cycles(facts, timeline, settings):
        made = [
            regime
            for regime in timeline.regimes
            if cycle.period_from < regime.date_from <= (cycle.closed or cycle.target)
        ]
        if cycle.agreed_months:
            assert settings.whole_cycle
            assert cycle.agreed_months in {regime.agreed_months for regime in made}
            assert timeline.regimes[0].period_months != cycle.agreed_months or (
                len({regime.period_months for regime in timeline.regimes}) > 1
            )


def _key(duty):
    return duty.kind, duty.target


@given(st.dates(date(2022, 1, 1), date(2100, 1, 1)))
def test_between_three_and_six_months_to_pay(day):
    last = pay_by(day)
    if day.year in (2020, 2021):
        assert last == date(2022, 3, 31)
        return
    assert timedelta(days=89) <= last - day <= timedelta(days=184)
    assert (last + timedelta(days=1)).day == 1
    assert last.month in (3, 6, 9, 12)
