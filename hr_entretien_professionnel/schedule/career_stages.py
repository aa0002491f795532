"""The interviews of mid-career and of the end of the career: law of 2025, I.

Before 60, the law asks for no interview of its own: the one that falls in the two years
before the birthday carries the matter, and only without one is there a date to set.
"""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from .answer import Finding, Obligation, Reason, Step, event_figures, event_step
from .delay import DAY, add_months
from .regime import Regime
from .situation import Situation

MID_CAREER_MONTHS = 2
"""Time to hold it, in months from the visit: the visit counts, not the age."""

END_CAREER_AGE = 60
"""Age before which the end of the career is spoken of, in years."""

END_CAREER_MONTHS = 24
"""Length of the time before that birthday in which it is, in months."""


def next_mid_career(case: Situation) -> Finding:
    """Return the mid-career interview that the visit asks for, if any."""
    visit, kind = case.facts.visit, "mid_career"
    if visit is None:
        return Finding()
    regime = case.timeline.at(visit)
    why = case.out_of_reach(visit)
    if why or not regime.has_mid_career:
        why = why or "not_in_regime"
        return Finding(steps=(event_step("not_due", kind, visit, why=why),))
    target = add_months(visit, MID_CAREER_MONTHS)
    figures = event_figures(visit, MID_CAREER_MONTHS, regime.code)
    duty = Obligation(kind, target, target, Reason("after_visit", figures))
    return case.met_since(visit, duty, visit)


def next_end_career(case: Situation, others: Iterable[Obligation]) -> Finding:
    """Return the end-of-career interview that the law asks for, if any.

    An interview held after the birthday is late, and leaves nothing to hold.

    :param others: the other obligations, any of which may carry this one if the
        employment lasts to see it
    """
    birthday = case.facts.birthday
    if birthday is None:
        # Missing only where the law would use it.
        if not any(regime.has_end_career for regime in case.timeline.regimes):
            return Finding()
        why = {"obligation": "end_career", "start": None, "why": "no_birthday"}
        return Finding(steps=(Step("not_due", why),))
    sixty = add_months(birthday, 12 * END_CAREER_AGE)
    window_from = add_months(sixty, -END_CAREER_MONTHS)
    regime = case.timeline.at(sixty - DAY)
    if why := _why_not(case, sixty, regime):
        return Finding(steps=(event_step("not_due", "end_career", sixty, why=why),))
    inside = [duty for duty in others if window_from <= duty.target < sixty]
    lasting = (duty for duty in inside if not case.ends_before(duty.target))
    carrier = min(lasting, key=attrgetter("target", "limit"), default=None)
    duty = _obligation(sixty, window_from, regime, carrier)
    return case.met_since(window_from, duty, sixty)


def _obligation(
    sixty: date, window_from: date, regime: Regime, carrier: Obligation | None
) -> Obligation:
    figures = event_figures(
        sixty,
        END_CAREER_MONTHS,
        regime.code,
        window_from=window_from.isoformat(),
        carried_by=carrier.kind if carrier else None,
    )
    limit = sixty - DAY
    target = carrier.target if carrier else limit
    return Obligation("end_career", target, limit, Reason("before_sixty", figures))


def _why_not(case: Situation, sixty: date, regime: Regime) -> str | None:
    """Return why the law asks for nothing before this birthday, if so."""
    if case.hired >= sixty:
        return "hired_after_sixty"
    if sixty <= regime.date_from:
        return "before_law"
    return None if regime.has_end_career else "not_in_regime"
