"""What art. L.6315-1 C. trav. asks for next, by when and why, from one career.

:func:`plan` is the whole engine: it asks each kind of obligation in turn, and leaves
out what the end of the employment makes void.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from .answer import Obligation, Plan, Reason, Step
from .before_leave import next_before_leave
from .bilan import next_bilan
from .end_career import next_end_career
from .facts import DEFAULT_SETTINGS, Facts, Settings
from .mid_career import next_mid_career
from .periodic import next_periodic
from .regime import Timeline
from .returns import next_return
from .situation import Situation, situate
from .steps import blocked_steps, delay_steps, outcome_steps, situation_steps

_EVENTS = (
    ("return_", next_return),
    ("before_leave", next_before_leave),
    ("mid_career", next_mid_career),
)


def plan(
    facts: Facts, timeline: Timeline, settings: Settings = DEFAULT_SETTINGS
) -> Plan:
    """Return what the law asks for next (art. L.6315-1 C. trav.).

    Nothing is guessed: without a contract or a seniority date the plan is blocked.
    Interviews held before the current seniority, or before the first regime, do not
    count. What falls due after the end of the employment is discarded.

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
    found = {"periodic": next_periodic(case), "bilan": next_bilan(case)}
    events = []
    for name, event in _EVENTS:
        finding = event(case)
        found[name] = finding.due
        events += finding.steps
    finding = next_end_career(case, _kept(case, found).values())
    found["end_career"] = finding.due
    events += finding.steps
    kept = _kept(case, found)
    return Plan(
        start=case.hired,
        hire=case.hire,
        end=case.end,
        discarded=tuple(
            duty for name, duty in found.items() if duty and name not in kept
        ),
        reasoning=partial(_reasoning, case, found, events),
        **kept,
    )


def _reasoning(
    case: Situation, found: dict[str, Obligation | None], events: Iterable[Step]
) -> Iterator[Step]:
    """Yield what is known of the employee, what moved a date, then the outcome."""
    yield from situation_steps(case)
    for name in ("periodic", "bilan"):
        yield from delay_steps(found[name])
    yield from events
    yield from outcome_steps(case, filter(None, found.values()))


def _kept(
    case: Situation, found: dict[str, Obligation | None]
) -> dict[str, Obligation]:
    """Return, by name of field, the obligations that the employment lasts to see."""
    return {
        name: duty
        for name, duty in found.items()
        if duty and not case.ends_before(duty.target)
    }
