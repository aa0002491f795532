"""The interview that follows the visite médicale de mi-carrière: law of 2025, I."""

from __future__ import annotations

from .answer import Figure, Finding, Obligation, Reason, Step, event_figures
from .delay import add_months
from .situation import Situation, met_figures

MID_CAREER_MONTHS = 2
"""Time to hold it, in months from the visit: the visit counts, not the age."""


def next_mid_career(case: Situation) -> Finding:
    """Return the mid-career interview, unless none is due or it was held."""
    visit = case.facts.visit
    if visit is None:
        return Finding()
    regime = case.timeline.at(visit)
    why = case.out_of_reach(visit)
    if why or not regime.has_mid_career:
        return Finding(steps=(_step("not_due", case, why=why or "not_in_regime"),))
    for item in case.interviews:
        if item.mid_career and item.held >= visit:
            return Finding(steps=(_step("met", case, **met_figures(item)),))
    target = add_months(visit, MID_CAREER_MONTHS)
    figures = event_figures(visit, MID_CAREER_MONTHS, regime.code)
    reason = Reason("after_visit", figures)
    return Finding(Obligation("mid_career", target, target, reason))


def _step(code: str, case: Situation, **figures: Figure) -> Step:
    start = case.facts.visit.isoformat()
    return Step(code, {"obligation": "mid_career", "start": start, **figures})
