"""The interview that comes back: art. L.6315-1 I, the first one then the next ones."""

from datetime import date
from operator import attrgetter

from .answer import Figure, Obligation, Reason, delay_figures
from .delay import Delay, delay_from
from .facts import Interview
from .regime import Timeline
from .situation import Situation, last_of

FIRST_MONTHS = attrgetter("first_months")
PERIOD_MONTHS = attrgetter("period_months")


def next_periodic(case: Situation) -> Obligation:
    """Return the next interview, of kind ``first`` or ``periodic``.

    Any interview held, or refused in writing, starts the period afresh.
    """
    return periodic_after(case, last_of(case.interviews), case.timeline)


def periodic_after(
    case: Situation, last: Interview | None, timeline: Timeline
) -> Obligation:
    """Return the interview due after ``last``, the first one after hire for None.

    :param timeline: what is known of the laws on the day that judges
    """
    start = last.held if last else case.since
    delay = periodic_delay(case, start, timeline, first=last is None)
    agreed = agreement_figures(delay, timeline)
    if last is None:
        code = "after_law" if case.before_law else "after_hire"
        figures = delay_figures(start, delay, **case.seniority_figures(), **agreed)
        return Obligation("first", delay.target, delay.limit, Reason(code, figures))
    code = "after_refusal" if last.refused else "after_interview"
    reason = Reason(code, delay_figures(start, delay, **agreed))
    return Obligation("periodic", delay.target, delay.limit, reason)


def periodic_delay(
    case: Situation, start: date, timeline: Timeline, *, first: bool = False
) -> Delay:
    """Return the delay to the next interview from ``start``."""
    uncounted = case.suspensions.shift if case.settings.suspend_periodic else None
    months_of = FIRST_MONTHS if first else PERIOD_MONTHS
    return delay_from(start, timeline, months_of, uncounted_of=uncounted)


def agreement_figures(delay: Delay, timeline: Timeline) -> dict[str, Figure]:
    """Return what a reason says of a length, or a change, that an agreement made."""
    found: dict[str, Figure] = {}
    if (delay.regime, delay.months) in timeline.agreed_lengths:
        found["agreement"] = True
    if delay.change_date in timeline.agreement_changes:
        found["agreement_change"] = True
    return found
