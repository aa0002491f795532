"""The interview that comes back: art. L.6315-1 I, the first one then the next ones."""

from __future__ import annotations

from operator import attrgetter

from .answer import Obligation, Reason, delay_figures
from .delay import delay_from
from .situation import Situation, last_of


def next_periodic(case: Situation) -> Obligation:
    """Return the next interview, of kind ``first`` or ``periodic``.

    Any interview held, or refused in writing, starts the period afresh.
    """
    last = last_of(case.interviews)
    uncounted = case.suspensions.shift if case.settings.suspend_periodic else None
    start = last.held if last else case.since
    months_of = attrgetter("period_months" if last else "first_months")
    delay = delay_from(start, case.timeline, months_of, uncounted_of=uncounted)
    if last is None:
        code = "after_law" if case.before_law else "after_hire"
        figures = delay_figures(start, delay, **case.seniority_figures())
        return Obligation("first", delay.target, delay.limit, Reason(code, figures))
    code = "after_refusal" if last.refused else "after_interview"
    reason = Reason(code, delay_figures(start, delay))
    return Obligation("periodic", delay.target, delay.limit, reason)
