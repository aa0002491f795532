"""When an entretien professionnel is due, as art. L.6315-1 C. trav. has it.

Facts of a career go in (:class:`Facts`), with the rhythm that the company follows
(:class:`Timeline`); dated obligations come out (:class:`Plan`), each with the reason
that explains it. The package imports nothing of Odoo and reads no clock: the same
facts always give the same plan, and "late" is left to whoever knows the day.

Layers, each knowing only those before it: ``regime`` (the laws), ``delay`` (one delay
across changes of law), ``career`` (contracts into employments), ``obligations``.
"""

from .career import Contract, Employment, current_employment, employments
from .delay import Delay, add_months, delay_from
from .obligations import (
    Facts,
    Interview,
    Obligation,
    Plan,
    Reason,
    Settings,
    plan,
)
from .regime import (
    AGREEMENT_DEADLINE,
    AGREEMENT_MAX_MONTHS,
    LAW_2014,
    LAW_2025,
    LAW_START,
    AgreementPeriodError,
    Regime,
    Timeline,
    timeline_for,
)

__all__ = [
    "AGREEMENT_DEADLINE",
    "AGREEMENT_MAX_MONTHS",
    "LAW_2014",
    "LAW_2025",
    "LAW_START",
    "AgreementPeriodError",
    "Contract",
    "Delay",
    "Employment",
    "Facts",
    "Interview",
    "Obligation",
    "Plan",
    "Reason",
    "Regime",
    "Settings",
    "Timeline",
    "add_months",
    "current_employment",
    "delay_from",
    "employments",
    "plan",
    "timeline_for",
]
