"""When an entretien professionnel is due, as art. L.6315-1 C. trav. has it.

Facts of a career go in (:class:`Facts`), with the rhythm that the company follows
(:class:`Timeline`); dated obligations come out (:class:`Plan`), each with the reason
that explains it. The package imports nothing of Odoo and reads no clock: the same
facts always give the same plan, and "late" is left to whoever knows the day.

What goes in is in ``facts`` (with ``absence`` and ``career``), what comes out in
``answer``; ``obligations.plan`` goes from one to the other. Layers, each knowing only
those before it: ``regime`` (the laws), ``delay`` (one delay across changes of law),
``career`` (contracts into employments), ``absence`` (absences into spells),
``suspension`` (days that seniority leaves out), ``facts``, ``answer``, ``situation``
(what counts among the facts), then one module for each obligation: ``periodic``,
``bilan``, ``returns``, ``before_leave``, ``mid_career``, ``end_career``; then
``steps`` (the reasoning, line by line) and ``obligations``; beside them ``required``
(what each cycle of the état des lieux asked for, ``covid`` postponing some) and
``sanction`` (what missing it costs). ``headcount`` stands apart from them all: the
average of each civil year, the threshold crossed.
"""

from .absence import Absence, AbsenceKind, Spell, merge
from .answer import Obligation, Plan, Reason, Step
from .career import Contract, Employment, employments, left_on, seasonal_seniority
from .covid import in_time_until
from .delay import Delay, add_months, delay_from
from .facts import Facts, Interview, Settings
from .headcount import (
    ADVISER_THRESHOLD,
    FIRST_YEAR,
    HEADCOUNT_THRESHOLD,
    YEARS_TO_CROSS,
    Presence,
    at_first_hire,
    averages,
    concerned_since,
    reached_from,
)
from .obligations import plan
from .public_holidays import holidays_between, office_day, public_holidays
from .regime import (
    AGREEMENT_DEADLINE,
    AGREEMENT_MAX_MONTHS,
    LAW_2014,
    LAW_2025,
    LAW_START,
    LAWS,
    Regime,
    Timeline,
    timeline_for,
)
from .required import Required
from .sanction import (
    Cycle,
    amount,
    cumulative,
    cycles,
    in_time_only,
    outcome,
    pay_by,
    postponed_steps,
)
from .suspension import Suspensions, suspensions
