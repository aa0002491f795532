"""What holds of any career: contracts, interviews, absences, ages, any rhythm."""

from dataclasses import replace
from datetime import date, timedelta

from careers import KINDS, LAWS, LEGAL, TWO_SIX
from hypothesis import given
from hypothesis import strategies as st
from schedule import (
    Absence,
    Contract,
    Facts,
    Interview,
    Settings,
    add_months,
    in_time_until,
    merge,
    plan,
    timeline_for,
)

DAY = timedelta(days=1)
DAYS = st.dates(date(2012, 1, 1), date(2040, 12, 31))
EVENTS = {"return", "before_leave", "mid_career", "end_career"}


def lasting(build, days):
    return st.builds(
        lambda start, length: build(start, start + length * DAY), DAYS, days
    )


CONTRACTS = DAYS.map(Contract) | lasting(Contract, st.integers(0, 4000))
LEGAL_KINDS = st.sampled_from(tuple(KINDS.values()))
ABSENCES = st.builds(
    lambda kind, start, length, announced: Absence(
        kind, start, start + length * DAY, announced
    ),
    LEGAL_KINDS,
    DAYS,
    st.integers(0, 900),
    st.none() | DAYS,
)
INTERVIEWS = st.builds(Interview, DAYS, *[st.booleans()] * 7)
FACTS = st.builds(
    Facts,
    contracts=st.lists(CONTRACTS, min_size=1, max_size=4).map(tuple),
    seniority_override=st.none() | DAYS,
    interviews=st.lists(INTERVIEWS, max_size=5).map(tuple),
    absences=st.lists(ABSENCES, max_size=5).map(tuple),
    birthday=st.none() | st.dates(date(1950, 1, 1), date(1985, 1, 1)),
    visit=st.none() | DAYS,
    departure=st.none() | DAYS,
)
TIMELINES = st.sampled_from([LEGAL, TWO_SIX]) | st.builds(
    lambda months, day, old: timeline_for(
        "agreement",
        LAWS,
        agreement_months=months,
        agreement_date=day,
        old_agreement_months=old,
    ),
    st.none() | st.integers(1, 48),
    st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    st.integers(1, 72),
)
SETTINGS = st.builds(
    Settings,
    gap_days=st.integers(0, 10),
    bilan_chain=st.sampled_from(["seniority", "held"]),
    return_days=st.integers(0, 90),
    suspend_periodic=st.booleans(),
    family_leaves=st.sampled_from(["code", "ministry"]),
    illness=st.sampled_from(["counted", "left_out"]),
)
BILAN_ONLY = SETTINGS.map(lambda chosen: replace(chosen, suspend_periodic=False))


def everything(found):
    return [*found.due, *found.discarded]


@given(FACTS, TIMELINES, SETTINGS)
def test_never_before_the_start_nor_the_law(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    floor = max(found.start, timeline.start)
    assert all(duty.target >= floor for duty in everything(found))


@given(FACTS, TIMELINES, SETTINGS)
def test_limit_never_comes_before_the_target(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    assert all(duty.limit >= duty.target for duty in everything(found))


@given(FACTS, TIMELINES, SETTINGS)
def test_nothing_is_due_after_the_end(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    end = found.end or date.max
    assert all(duty.target <= end for duty in found.due)
    assert all(duty.target > end for duty in found.discarded)


@given(FACTS, TIMELINES, SETTINGS)
def test_at_most_one_of_each_kind(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    kinds = [duty.kind for duty in everything(found)]
    assert len(set(kinds)) == len(kinds)
    regular = sorted(set(kinds) - EVENTS)
    assert regular in (["bilan", "first"], ["bilan", "periodic"])
    assert list(found.due) == sorted(
        found.due, key=lambda duty: (duty.target, duty.limit)
    )


@given(FACTS, TIMELINES, SETTINGS, st.randoms(use_true_random=False))
def test_order_of_the_facts_does_not_matter(facts, timeline, settings, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    other = replace(
        facts,
        contracts=shuffled(facts.contracts),
        interviews=shuffled(facts.interviews),
        absences=shuffled(facts.absences),
    )
    one, two = (plan(known, timeline, settings) for known in (facts, other))
    assert one == two
    assert one.steps == two.steps


@given(FACTS, TIMELINES, SETTINGS)
def test_facts_entered_twice_count_once(facts, timeline, settings):
    twice = replace(
        facts,
        contracts=facts.contracts * 2,
        interviews=facts.interviews * 2,
        absences=facts.absences * 2,
    )
    one, two = (plan(known, timeline, settings) for known in (facts, twice))
    assert one == two
    assert one.steps == two.steps


@given(FACTS, TIMELINES, BILAN_ONLY, INTERVIEWS)
def test_an_interview_never_brings_the_periodic_one_forward(
    facts, timeline, settings, interview
):
    facts = replace(facts, contracts=(Contract(date(2012, 1, 1)),), departure=None)
    more = replace(facts, interviews=(*facts.interviews, interview))
    before, after = (plan(known, timeline, settings) for known in (facts, more))
    assert before.periodic.target <= after.periodic.target


@given(FACTS, TIMELINES, SETTINGS, DAYS)
def test_an_interview_that_carries_everything_leaves_no_event_behind(
    facts, timeline, settings, held
):
    start = plan(facts, timeline, settings).start
    held = max(held, start, timeline.start)
    whole = Interview(
        held,
        bilan=True,
        on_return=True,
        before_leave=True,
        mid_career=True,
        end_career=True,
    )
    more = replace(facts, interviews=(*facts.interviews, whole))
    found = plan(more, timeline, settings)
    # Once a leave has begun nothing is held before it any more.
    events = [duty for duty in everything(found) if duty.kind in EVENTS]
    assert all(duty.target > held for duty in events if duty.kind != "before_leave")


@given(FACTS, TIMELINES, SETTINGS, INTERVIEWS)
def test_an_interview_never_creates_an_event(facts, timeline, settings, interview):
    more = replace(facts, interviews=(*facts.interviews, interview))
    before, after = (plan(known, timeline, settings) for known in (facts, more))
    kinds = [{duty.kind for duty in everything(found)} for found in (before, after)]
    assert kinds[1] & EVENTS <= kinds[0] & EVENTS
    first, second = before.by_kind.get("return"), after.by_kind.get("return")
    assert second is None or first.target <= second.target


@given(FACTS, TIMELINES, SETTINGS)
def test_target_is_the_months_and_days_told_after_the_day_told(
    facts, timeline, settings
):
    for duty in everything(plan(facts, timeline, settings)):
        figures = duty.reason.figures
        if duty.kind in EVENTS:
            continue
        restarted = figures["change"] == "shortened_new"
        origin = figures["change_date" if restarted else "start"]
        counted = add_months(date.fromisoformat(origin), figures["months"])
        assert duty.target == counted + figures.get("suspended_days", 0) * DAY


def counts(absence, settings):
    """Whether all the days of an absence are seniority, by the readings chosen."""
    kind = absence.kind
    if settings.leaves_out(kind) or kind.uncounted:
        return False
    since = kind.uncounted_from or date.min
    return not kind.uncounted_former or since <= absence.start


@given(FACTS, TIMELINES, SETTINGS)
def test_absences_that_count_move_no_regular_date(facts, timeline, settings):
    counting = tuple(item for item in facts.absences if counts(item, settings))
    one, two = (
        plan(replace(facts, absences=known), timeline, settings)
        for known in ((), counting)
    )
    assert (one.periodic, one.bilan) == (two.periodic, two.bilan)


@given(DAYS, TIMELINES, SETTINGS, st.lists(ABSENCES, max_size=5))
def test_absences_never_bring_a_first_bilan_forward(
    start, timeline, settings, absences
):
    facts = Facts((Contract(start),))
    one, two = (
        plan(replace(facts, absences=tuple(known)), timeline, settings)
        for known in ((), absences)
    )
    assert one.bilan.target <= two.bilan.target


@given(FACTS, TIMELINES, SETTINGS)
def test_return_is_a_spell_s(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    if duty := found.by_kind.get("return"):
        backs = {spell.back for spell in merge(facts.absences) if spell.returning}
        assert duty.target in backs
        limit = duty.target + timedelta(days=settings.return_days)
        assert duty.limit == in_time_until(duty.target, limit)
        assert found.start <= duty.target


@given(FACTS, TIMELINES, SETTINGS)
def test_talk_before_a_leave_is_on_the_eve_of_one_known_ahead(
    facts, timeline, settings
):
    found = plan(facts, timeline, settings)
    for duty in everything(found):
        if duty.kind == "before_leave":
            starts = {
                item.start
                for item in facts.absences
                if item.announced and item.kind.before_leave
            }
            assert duty.limit == duty.target and duty.target + DAY in starts
            assert found.start <= duty.target


@given(FACTS, TIMELINES, SETTINGS)
def test_other_readings_never_bring_a_first_bilan_forward(facts, timeline, settings):
    """By default the disputed days count: that is the earlier date."""
    facts = replace(facts, interviews=())
    prudent = replace(settings, family_leaves="code", illness="counted")
    one, two = (plan(facts, timeline, chosen) for chosen in (prudent, settings))
    bilans = [
        [duty.target for duty in everything(found) if duty.kind == "bilan"]
        for found in (one, two)
    ]
    assert bilans[0] <= bilans[1]


@given(FACTS, TIMELINES, SETTINGS)
def test_early_bilan_comes_before_its_target(facts, timeline, settings):
    for duty in everything(plan(facts, timeline, settings)):
        if early := duty.reason.figures.get("possible_from"):
            assert duty.kind == "bilan"
            assert date.fromisoformat(early) < duty.target
            held = min(item.held for item in facts.interviews if not item.refused)
            assert early > held.isoformat()


@given(FACTS, SETTINGS, st.integers(1, 72), st.none() | st.integers(1, 48))
def test_an_agreement_moves_no_bilan(facts, settings, old, months):
    law = timeline_for(
        "agreement", LAWS, old_agreement_months=old, agreement_months=months
    )
    one, two = (plan(facts, timeline, settings) for timeline in (LEGAL, law))
    assert _dates(one, "bilan") == _dates(two, "bilan")
    assert _dates(one, "mid_career") == _dates(two, "mid_career")
    assert one.by_kind.get("return") == two.by_kind.get("return")


def _dates(found, kind):
    return [(d.target, d.limit) for d in everything(found) if d.kind == kind]


@given(FACTS, TIMELINES, SETTINGS)
def test_end_career_comes_before_sixty(facts, timeline, settings):
    found = plan(facts, timeline, settings)
    for duty in everything(found):
        if duty.kind == "end_career":
            eve = add_months(facts.birthday, 720) - DAY
            assert add_months(eve + DAY, -24) <= duty.target <= duty.limit == eve
            others = {item.target for item in found.due if item is not duty}
            assert duty.target == eve or duty.target in others


@given(st.lists(ABSENCES, max_size=8))
def test_spells_of_absences_that_stand_together_are_apart(absences):
    together = [item for item in absences if not item.kind.apart]
    spells = merge(together)
    for before, after in zip(spells, spells[1:], strict=False):
        assert before.back < after.start
    assert sum(len(spell.absences) for spell in spells) == len(set(together))


@given(FACTS, TIMELINES, SETTINGS)
def test_every_absence_and_interview_is_told(facts, timeline, settings):
    steps = plan(facts, timeline, settings).steps
    codes = [step.code for step in steps]
    assert codes.count("absence") == len(set(facts.absences))
    told = ("interview_counted", "interview_ignored", "offer_declined")
    assert sum(map(codes.count, told)) == len(set(facts.interviews))
    spells = codes.count("spell")
    returns = [step for step in steps if step.figures.get("obligation") == "return"]
    assert len(returns) == spells
