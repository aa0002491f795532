"""The reasoning line by line, for a page that a person reads.

Codes and their figures as the functions below have them, in the order they come, after
those of :mod:`around_absence` and :mod:`career_stages`:

- ``gap``: days without a contract, after a former employment, before a contract (None
  for the first one); ``contracts`` and ``absences`` are numbers;
- ``kind`` of a ``spell``: that of its return, None when there is none to hold;
- ``uncounted``: a percentage of days; another one, ``uncounted_former``, before
  ``uncounted_from`` where a law changed it meanwhile;
- ``why`` something is ``not_due``: ``no_return_kind`` (nothing in this absence triggers
  a return), ``too_short`` (it had to last longer than ``months``),
  ``interview_in_window`` (``held``, within ``months``), ``held_after_first_leave``
  (``held``), ``earlier_return`` (one interview meets both), ``before_seniority``,
  ``before_law``, ``after_end``, ``not_in_regime``, ``hired_after_sixty``,
  ``no_birthday``.

Dates are ISO strings; ``obligation`` is a kind of :class:`answer.Obligation`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from .absence import Absence, Spell
from .answer import Figure, Obligation, Step
from .career import Employment, left_on, uncovered_days
from .facts import Facts, Interview, Settings
from .situation import Situation

_REGIME_FIGURES = """
    first_months period_months bilan_months bilan_tolerance_months return_window_months
""".split()


def situation_steps(case: Situation) -> Iterator[Step]:
    """Yield what was found among the facts, and what of it counts."""
    yield from _departure_steps(case.facts, case.end)
    yield from _employment_steps(case.employments)
    basis = "override" if case.override else "contract"
    yield Step("seniority", {"start": case.hired.isoformat(), "basis": basis})
    if case.before_law:
        yield Step("law_start", {"start": case.since.isoformat()})
    yield from _regime_steps(case)
    yield from _interview_steps(case)
    for spell in case.spells:
        yield from _spell_steps(spell, case.settings)


def blocked_steps(facts: Facts, reason: str) -> Iterator[Step]:
    """Yield why nothing can be computed."""
    yield from _departure_steps(facts, None)
    yield Step("blocked", {"reason": reason})


def delay_steps(duty: Obligation) -> Iterator[Step]:
    """Yield what moved a date: days not counted, a change of law."""
    figures = duty.reason.figures
    if days := figures.get("suspended_days"):
        start, target = figures["start"], duty.target.isoformat()
        moved = {"start": start, "target": target, "days": days}
        yield Step("uncounted", {"obligation": duty.kind, **moved})
    if figures["change"]:
        names = ("change", "change_date", "regime", "agreement_change")
        changed = {name: figures[name] for name in names if name in figures}
        yield Step("change", {"obligation": duty.kind, **changed})


def outcome_steps(case: Situation, found: Iterable[Obligation]) -> Iterator[Step]:
    """Yield the obligations kept, then those that the end makes void."""
    for duty in found:
        if not case.ends_before(duty.target):
            yield Step("kept", _duty_figures(duty))
    for duty in found:
        if case.ends_before(duty.target):
            why = {"why": "after_end", "end": _iso(case.end)}
            yield Step("discarded", {**_duty_figures(duty), **why})


def _departure_steps(facts: Facts, end: date | None) -> Iterator[Step]:
    if left := facts.departure:
        changed = left_on(facts.contracts, left) != facts.contracts
        applied = changed or left == end
        yield Step("departure", {"day": left.isoformat(), "applied": applied})


def _employment_steps(found: tuple[Employment, ...]) -> Iterator[Step]:
    for former, following in pairwise(found):
        gap = uncovered_days(former, following)
        yield Step("former_employment", {**_employment_figures(former), "gap": gap})
    if not found:
        return
    covered = None
    for contract in found[-1].contracts:
        gap = covered and uncovered_days(covered, contract)
        yield Step("contract", {**_span(contract.start, contract.end), "gap": gap})
        end = contract.end
        if not covered or (covered.end and (end is None or end > covered.end)):
            covered = contract
    yield Step("employment", _employment_figures(found[-1]))


def _regime_steps(case: Situation) -> Iterator[Step]:
    for regime in case.timeline.since(case.since):
        figures = {name: getattr(regime, name) for name in _REGIME_FIGURES}
        if regime.agreed_months:
            figures["agreed_months"] = regime.agreed_months
        day = regime.date_from.isoformat()
        yield Step("regime", {"regime": regime.code, "date_from": day, **figures})


def _interview_steps(case: Situation) -> Iterator[Step]:
    for item in case.ignored:
        why = "before_seniority" if item.held < case.hired else "before_law"
        yield Step("interview_ignored", {**_interview_figures(item), "why": why})
    for item in case.interviews:
        yield Step("interview_counted", _interview_figures(item))
    for item in case.offers:
        yield Step("offer_declined", _interview_figures(item))


def _spell_steps(spell: Spell, settings: Settings) -> Iterator[Step]:
    for absence in spell.absences:
        yield Step("absence", _absence_figures(absence, settings))
    away = _span(spell.start, spell.end) | {"back": spell.back.isoformat()}
    kind = spell.returning.code if spell.returning else None
    yield Step("spell", {**away, "absences": len(spell.absences), "kind": kind})


def _absence_figures(absence: Absence, settings: Settings) -> dict[str, Figure]:
    kind = absence.kind
    figures = {"kind": kind.code, "article": kind.article}
    figures |= _span(absence.start, absence.end)
    if kind.disputed:
        figures["reading"] = getattr(settings, kind.disputed)
    if settings.leaves_out(kind):
        return {**figures, "uncounted": 100}
    figures["uncounted"] = kind.uncounted_on(absence.end)
    if (former := kind.uncounted_on(absence.start)) != figures["uncounted"]:
        change = kind.uncounted_from.isoformat()
        figures |= {"uncounted_former": former, "uncounted_from": change}
    return figures


def _employment_figures(employment: Employment) -> dict[str, Figure]:
    number = len(employment.contracts)
    return {**_span(employment.start, employment.end), "contracts": number}


def _interview_figures(item: Interview) -> dict[str, Figure]:
    return {**vars(item), "held": item.held.isoformat()}


def _duty_figures(duty: Obligation) -> dict[str, Figure]:
    return {
        "obligation": duty.kind,
        "target": duty.target.isoformat(),
        "limit": duty.limit.isoformat(),
        "reason": duty.reason.code,
        **duty.reason.figures,
    }


def _span(start: date, end: date | None) -> dict[str, Figure]:
    return {"start": start.isoformat(), "end": _iso(end)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
