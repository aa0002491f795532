"""What art. L.6315-1 C. trav. asks for next, by when and why, from one career.

:func:`plan` is the whole engine: it asks each kind of obligation in turn, and leaves
out what the end of the employment makes void.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from .answer import Finding, Obligation, Plan, Reason, Step
from .around_absence import next_before_leave, next_return
from .bilan import next_bilan
from .career_stages import next_end_career, next_mid_career
from .covid import as_postponed
from .facts import DEFAULT_SETTINGS, Facts, Settings
from .periodic import next_periodic
from .regime import Timeline
from .situation import Situation, situate
from .steps import blocked_steps, delay_steps, outcome_steps, situation_steps


def plan(
    facts: Facts, timeline: Timeline, settings: Settings = DEFAULT_SETTINGS
) -> Plan:
    """Return what the law asks for next (art. L.6315-1 C. trav.).

    Nothing is guessed: without a contract or a seniority date the plan is blocked.
    Interviews held before the current seniority, or before the first regime, do not
    count. What falls due after the end of the employment is discarded. Deadlines are
    those that the epidemic of 2020 left (:mod:`covid`).

    :param facts: what is known of one employee
    :param timeline: regimes of the company, see :func:`regime.timeline_for`
    :param settings: readings of the law chosen by the company
    :raises OverflowError: a date goes beyond the year 9999
    """
    case = situate(facts, timeline, settings)
    if case is None:
        reason = Reason("no_contract_date")
        reasoning = partial(blocked_steps, facts, reason.code)
        return Plan(blocked=reason, reasoning=reasoning)
    events = [next_return(case), next_before_leave(case), next_mid_career(case)]
    found = [next_periodic(case), next_bilan(case), *_due(events)]
    events.append(next_end_career(case, found))
    found += _due(events[-1:])
    found = [as_postponed(duty) for duty in found]
    kept = [duty for duty in found if not case.ends_before(duty.target)]
    return Plan(
        start=case.hired,
        hire=case.hire,
        end=case.end,
        by_kind={duty.kind: duty for duty in kept},
        discarded=tuple(duty for duty in found if case.ends_before(duty.target)),
        reasoning=partial(_reasoning, case, found, events),
    )


def _due(events: Iterable[Finding]) -> list[Obligation]:
    return [event.due for event in events if event.due]


def _reasoning(
    case: Situation, found: Sequence[Obligation], events: Iterable[Finding]
) -> Iterator[Step]:
    """Yield what is known of the employee, what moved a date, then the outcome."""
    yield from situation_steps(case)
    for duty in found[:2]:
        yield from delay_steps(duty)
    for event in events:
        yield from event.steps
    yield from outcome_steps(case, found)
