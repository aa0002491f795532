"""The interviews that absences ask for, before some of them and on return.

Before: art. L.3142-11 and L.3142-23 C. trav. The congé de solidarité familiale and the
congé de proche aidant give a right to the interview before they begin as well. It can
only be proposed when the leave is known ahead: whoever knows gives the day
(:attr:`absence.Absence.announced`). On return: art. L.6315-1 I, second part.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from operator import attrgetter

from .absence import Absence, AbsenceKind, Spell, runs
from .answer import Figure, Finding, Obligation, Reason, Step, event_figures, event_step
from .delay import DAY, add_months
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
            article, eve = absence.kind.before_leave, start - DAY
            figures = _figures(case, start, absence, absence.kind, article)
            reason = Reason(kind, figures)
            return Finding(Obligation(kind, eve, eve, reason), tuple(steps))
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


def next_return(case: Situation) -> Finding:
    """Return the first return from absence that still calls for an interview.

    The one interview that meets it meets those that follow: they are steps, not kept.
    """
    first, steps = None, []
    for found in returns(case):
        if not found.due:
            steps += found.steps
        elif first:
            back = found.due.target
            steps.append(event_step("not_due", "return", back, why="earlier_return"))
        else:
            first = found.due
    return Finding(first, tuple(steps))


def returns(case: Situation) -> Iterator[Finding]:
    """Yield what each return from absence asked for, and the interview that met it.

    A talk held on one return, or early for it, is early for no other absence, be that
    return one that asked for nothing because of it.
    """
    taken: set[Interview] = set()
    for spell in case.spells:
        talk = _early(case, spell, taken)
        if step := _unasked(case, spell):
            yield Finding(steps=(step,))
        elif talk := talk or _later(case, spell):
            step = event_step("met", "return", spell.back, **met_figures(talk))
            yield Finding(_obligation(case, spell), (step,), talk)
        else:
            yield Finding(_obligation(case, spell))
        if talk:
            taken.add(talk)


def _obligation(case: Situation, spell: Spell) -> Obligation:
    """Return what ``spell`` asks for: no legal deadline, hence the company's own."""
    days, kind = case.settings.return_days, spell.returning
    figures = _figures(case, spell.back, spell, kind, kind.article) | {"days": days}
    limit = spell.back + timedelta(days=days)
    return Obligation("return", spell.back, limit, Reason("after_return", figures))


def _unasked(case: Situation, spell: Spell) -> Step | None:
    """Return the step that says why ``spell`` asks for nothing, None when it does."""
    if spell.returning is None:
        kinds = [item.kind for item in spell.absences if item.kind.triggers_return]
        months = [kind.over_months for kind in kinds if kind.in_force(spell.back)]
        short = {"why": "too_short", "months": max(months)} if months else {}
        figures = short or {"why": "no_return_kind"}
    elif why := case.out_of_reach(spell.back):
        figures = {"why": why}
    elif recent := _held_in_window(case, spell):
        figures = {
            "why": "interview_in_window",
            "held": recent.held.isoformat(),
            "months": case.timeline.at(spell.back).return_window_months,
        }
    elif since := _held_since_first_leave(case, spell):
        figures = {"why": "held_after_first_leave", "held": since.held.isoformat()}
    else:
        return None
    return event_step("not_due", "return", spell.back, **figures)


def _early(
    case: Situation, spell: Spell, taken: AbstractSet[Interview]
) -> Interview | None:
    """Return the interview of this return held before it, at the employee's request.

    :param taken: those that met a return before this one
    """
    if not spell.returning:
        return None
    for item in case.answers(before_leave=False):
        early = spell.start <= item.held < spell.back and item not in taken
        if early and (item.on_return or item.oral):
            return item
    return None


def _later(case: Situation, spell: Spell) -> Interview | None:
    """Return the interview held since this return.

    An offer declined by word of mouth meets it too: the law asks to propose.
    """
    answers = case.answers(before_leave=False)
    return next((item for item in answers if item.held >= spell.back), None)


def _held_in_window(case: Situation, spell: Spell) -> Interview | None:
    """Return the last interview recent enough on return, under the law of that day.

    That held before a leave does not stand for the one after it: the articles that
    grant both say before *and* after.
    """
    months = case.timeline.at(spell.back).return_window_months
    first, talks = add_months(spell.back, -months), case.interviews
    if spell.returning.before_leave:
        talks = [item for item in talks if not item.before_leave]
    return _held_between(talks, first, spell.back)


def _held_since_first_leave(case: Situation, spell: Spell) -> Interview | None:
    """Return the interview held after the last leave that a birth leave follows.

    It may have been held during that leave, at the employee's request.
    """
    codes, start = spell.returning.not_after, spell.cause[0].start
    known = case.facts.absences
    leaves = [item for item in known if item.kind.code in codes and item.end < start]
    if not leaves:
        return None
    first = max(leaves, key=attrgetter("end"))
    talks = [x for x in case.interviews if x.on_return or x.held > first.end]
    return _held_between(talks, first.start, spell.back)


def _held_between(
    interviews: Sequence[Interview], first: date, after: date
) -> Interview | None:
    """Return the last interview really held from ``first`` to the eve of ``after``."""
    for item in reversed(interviews):
        if first <= item.held < after and not item.refused:
            return item
    return None


def _figures(
    case: Situation, day: date, away: Absence | Spell, kind: AbsenceKind, article: str
) -> dict[str, Figure]:
    """Return what a reason says of an interview that an absence asks for.

    :param day: that asks for it
    """
    return event_figures(
        day,
        None,
        case.timeline.at(day).code,
        absence_from=away.start.isoformat(),
        absence_to=away.end.isoformat(),
        kind=kind.code,
        article=article,
    )
