"""The interview that follows the visite médicale de mi-carrière: law of 2025, I."""

from .answer import Finding, Obligation, Reason, event_figures, event_step
from .delay import add_months
from .situation import Situation

MID_CAREER_MONTHS = 2
"""Time to hold it, in months from the visit: the visit counts, not the age."""


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
