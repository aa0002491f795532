"""The interview before a leave: art. L.3142-11 and L.3142-23 C. trav.

The congé de solidarité familiale and the congé de proche aidant give a right to the
interview before they begin as well as on return. It can only be proposed when the
leave is known ahead: whoever knows gives the day (:attr:`absence.Absence.announced`).
"""

from datetime import date

from .absence import Absence, runs
from .answer import Finding, Obligation, Reason, event_figures, event_step
from .delay import DAY
from .facts import Interview
from .situation import Situation, met_figures


def next_before_leave(case: Situation) -> Finding:
    """Return the interview before the first leave known ahead that still wants one."""
    steps, since, kind = [], None, "before_leave"
    granting = (item for item in case.facts.absences if item.kind.before_leave)
    # One that prolongs another is the same leave.
    for absence, *_prolonged in runs(granting):
        start = absence.start
        if met := _met(case, absence, since):
            steps.append(event_step("met", kind, start, **met_figures(met)))
        elif why := case.out_of_reach(start - DAY) or case.out_of_reach(start):
            steps.append(event_step("not_due", kind, start, why=why))
        elif absence.announced:
            return Finding(_obligation(case, absence), tuple(steps))
        since = start
    return Finding(steps=tuple(steps))


def _met(case: Situation, absence: Absence, since: date | None) -> Interview | None:
    """Return the interview before this leave: for it, or any since it was known.

    :param since: first day of the leave before it; a talk held earlier was for that one
    """
    for item in case.answers(before_leave=True):
        known = absence.announced is not None and absence.announced <= item.held
        own = item.before_leave and (since is None or since <= item.held)
        if (own or known) and item.held < absence.start:
            return item
    return None


def _obligation(case: Situation, absence: Absence) -> Obligation:
    eve = absence.start - DAY
    figures = event_figures(
        absence.start,
        None,
        case.timeline.at(absence.start).code,
        absence_from=absence.start.isoformat(),
        absence_to=absence.end.isoformat(),
        kind=absence.kind.code,
        article=absence.kind.before_leave,
    )
    return Obligation("before_leave", eve, eve, Reason("before_leave", figures))
