"""The interview that comes back: art. L.6315-1 I, the first one then the next ones."""

from datetime import date
from operator import attrgetter

from .answer import Obligation, Reason, delay_figures
from .delay import delay_from
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
    if last is None:
        code = "after_law" if case.before_law else "after_hire"
        return periodic_from(case, case.since, timeline, code, first=True)
    code = "after_refusal" if last.refused else "after_interview"
    return periodic_from(case, last.held, timeline, code)


def periodic_from(
    case: Situation, start: date, timeline: Timeline, code: str, *, first: bool = False
) -> Obligation:
    """Return the interview due from ``start``.

    :param code: of the reason
    """
    uncounted = case.suspensions.shift if case.settings.suspend_periodic else None
    months_of = FIRST_MONTHS if first else PERIOD_MONTHS
    delay = delay_from(start, timeline, months_of, uncounted_of=uncounted)
    extra = case.seniority_figures() if first else {}
    # A length, or a change, that an agreement made.
    if (delay.regime, delay.months) in timeline.agreed_lengths:
        extra["agreement"] = True
    if delay.change_date in timeline.agreement_changes:
        extra["agreement_change"] = True
    reason = Reason(code, delay_figures(start, delay, **extra))
    kind = "first" if first else "periodic"
    return Obligation(kind, delay.target, delay.limit, reason)
