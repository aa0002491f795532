"""What the epidemic postponed: ord. 2020-387 and 2020-1501, law 2021-689.

An interview or an état des lieux due from 1 January 2020 to 30 June 2021 could be
held until 30 June 2021, and no sanction was due until 30 September 2021. The next
period runs all the same from the day on which it was held.
"""

from datetime import date

from .answer import Obligation

COVID_FIRST_DUE = date(2020, 1, 1)
COVID_IN_TIME = date(2021, 6, 30)
COVID_NO_SANCTION = date(2021, 9, 30)


def in_time_until(target: date, limit: date) -> date:
    """Return the last day in time of what was due on ``target``, at most ``limit``."""
    return max(limit, COVID_IN_TIME) if _postponed(target) else limit


def as_postponed(duty: Obligation) -> Obligation:
    """Return ``duty`` with the deadline that the epidemic left it.

    The talk before a leave is none of art. L.6315-1: it keeps the eve of the leave.
    """
    if duty.kind == "before_leave" or not _postponed(duty.target):
        return duty
    return duty._replace(limit=in_time_until(duty.target, duty.limit))


def unsanctioned_until(target: date, limit: date) -> date:
    """Return the last day on which missing it costs nothing."""
    return max(limit, COVID_NO_SANCTION) if _postponed(target) else limit


def _postponed(target: date) -> bool:
    return COVID_FIRST_DUE <= target <= COVID_IN_TIME
