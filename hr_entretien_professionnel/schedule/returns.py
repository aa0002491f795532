"""The interview proposed on return from an absence: art. L.6315-1 I, second part."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta

from .absence import DAY, Spell
from .answer import Finding, Obligation, Reason, Step, event_figures, event_step
from .delay import add_months
from .facts import Interview
from .situation import Situation, met_figures


def next_return(case: Situation) -> Finding:
    """Return the first return from absence that still calls for an interview.

    The one interview that meets it meets those that follow: they are told, not kept.
    """
    duty, steps = None, []
    for spell, step, _talk in _judged(case):
        if step is None and duty is not None:
            step = event_step("not_due", "return", spell.back, why="earlier_return")
        if step is not None:
            steps.append(step)
        else:
            duty = _obligation(case, spell)
    return Finding(duty, tuple(steps))


def asked_on_return(
    case: Situation,
) -> Iterator[tuple[Obligation, Interview | None]]:
    """Yield what each return from absence asked for, and the interview that met it.

    Unlike :func:`next_return`, of several returns without an interview each is told.
    """
    for spell, step, talk in _judged(case):
        if step is None or talk:
            yield _obligation(case, spell), talk


def _judged(
    case: Situation,
) -> Iterator[tuple[Spell, Step | None, Interview | None]]:
    """Yield each spell with the step that closes it and the talk that met it, if any.

    A talk held on one return, or early for it, is early for no other absence, be that
    return one that asked for nothing because of it.
    """
    taken: set[Interview] = set()
    for spell in case.spells:
        step, talk = _unasked(case, spell), None
        if step is None and (talk := _met(case, spell, taken)):
            step = event_step("met", "return", spell.back, **met_figures(talk))
        if own := talk or _early(case, spell, taken):
            taken.add(own)
        yield spell, step, talk


def _obligation(case: Situation, spell: Spell) -> Obligation:
    """Return what ``spell`` asks for: no legal deadline, hence the company's own."""
    days = case.settings.return_days
    figures = event_figures(
        spell.back,
        None,
        case.timeline.at(spell.back).code,
        absence_from=spell.start.isoformat(),
        absence_to=spell.end.isoformat(),
        kind=spell.returning.code,
        article=spell.returning.article,
        days=days,
    )
    limit = spell.back + timedelta(days=days)
    return Obligation("return", spell.back, limit, Reason("after_return", figures))


def _unasked(case: Situation, spell: Spell) -> Step | None:
    """Return the step that says why ``spell`` asks for nothing, None when it does."""
    if spell.returning is None:
        kinds = (kind for kind in spell.kinds if kind.triggers_return)
        months = [kind.over_months for kind in kinds if kind.in_force(spell.back)]
        told = {"why": "too_short", "months": max(months)} if months else {}
        told = told or {"why": "no_return_kind"}
    elif why := case.out_of_reach(spell.back):
        told = {"why": why}
    elif recent := _held_in_window(case, spell):
        told = {"why": "interview_in_window", "held": recent.held.isoformat()}
    elif since := _held_since_first_leave(case, spell):
        told = {"why": "held_after_first_leave", "held": since.held.isoformat()}
    else:
        return None
    return event_step("not_due", "return", spell.back, **told)


def _met(
    case: Situation, spell: Spell, taken: AbstractSet[Interview]
) -> Interview | None:
    """Return the interview of this return: since it, or before if it was for it.

    An offer declined by word of mouth meets it too: the law asks to propose.

    :param taken: those that met a return before this one
    """
    answers = case.answers(before_leave=False)
    later = (item for item in answers if item.held >= spell.back)
    return _early(case, spell, taken) or next(later, None)


def _early(
    case: Situation, spell: Spell, taken: AbstractSet[Interview]
) -> Interview | None:
    """Return the interview of this return held before it, at the employee's request."""
    if not spell.returning:
        return None
    for item in case.answers(before_leave=False):
        early = (item.on_return or item.oral) and item not in taken
        if early and spell.start <= item.held < spell.back:
            return item
    return None


def _held_in_window(case: Situation, spell: Spell) -> Interview | None:
    """Return the last interview recent enough on return, under the law of that day.

    That held before a leave does not stand for the one after it: the articles that
    grant both say before *and* after.
    """
    months = case.timeline.at(spell.back).return_window_months
    first = add_months(spell.back, -months)
    if spell.returning.before_leave:
        talks = [item for item in case.interviews if not item.before_leave]
        case = replace(case, interviews=tuple(talks))
    return _held_between(case, first, spell.back)


def _held_since_first_leave(case: Situation, spell: Spell) -> Interview | None:
    """Return the interview held after the last leave that a birth leave follows.

    It may have been held during that leave, at the employee's request.
    """
    start = spell.cause[0].start
    earlier = (
        absence
        for absence in case.facts.absences
        if absence.kind.code in spell.returning.not_after and absence.end < start
    )
    first = max(earlier, key=lambda absence: absence.end, default=None)
    if first is None:
        return None
    for item in case.interviews:
        early = item.on_return and first.start <= item.held and not item.refused
        if early and item.held <= first.end:
            return item
    return _held_between(case, first.end + DAY, spell.back)


def _held_between(case: Situation, first: date, after: date) -> Interview | None:
    """Return the last interview really held from ``first`` to the eve of ``after``."""
    found = [
        item
        for item in case.interviews
        if first <= item.held < after and not item.refused
    ]
    return found[-1] if found else None
