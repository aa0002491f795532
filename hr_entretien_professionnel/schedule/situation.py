"""What counts among the facts: seniority, interviews, absences, end."""

from datetime import date
from typing import NamedTuple

from .absence import Spell, merge
from .answer import Figure, Finding, Obligation, event_step
from .career import Employment, employments, left_on
from .facts import Facts, Interview, Settings
from .regime import Timeline
from .suspension import Suspensions, suspensions


class Situation(NamedTuple):
    """What the obligations of an employee are computed from.

    :param employments: by date, the current one last; empty when HR's seniority date
        is all that is known
    :param hired: start of seniority
    :param since: the same, raised to the first day of the law
    :param end: last day of the current employment, None = open ended
    :param interviews: those that count, each once, by date
    :param offers: those declined by word of mouth, each once, by date
    :param ignored: those held before ``since``, each once, by date
    :param spells: absences, by day of return
    """

    facts: Facts
    timeline: Timeline
    settings: Settings
    employments: tuple[Employment, ...]
    hired: date
    since: date
    end: date | None
    interviews: tuple[Interview, ...]
    offers: tuple[Interview, ...]
    ignored: tuple[Interview, ...]
    spells: tuple[Spell, ...]
    suspensions: Suspensions

    def answers(self, *, before_leave: bool) -> tuple[Interview, ...]:
        """Return all that may meet an event after which the employer must propose.

        :param before_leave: the offers declined by word of mouth are those made before
            a leave, else those on return
        """
        offers = [item for item in self.offers if item.before_leave == before_leave]
        return tuple(sorted((*self.interviews, *offers))) if offers else self.interviews

    def met_since(self, day: date, duty: Obligation, start: date) -> Finding:
        """Return what became of ``duty``, which the first interview of its kind meets.

        :param day: from which an interview meets it
        :param start: day that asks for it
        """
        for item in self.interviews:
            if item.held >= day and getattr(item, duty.kind):
                step = event_step("met", duty.kind, start, **met_figures(item))
                return Finding(duty, (step,), item)
        return Finding(duty)

    @property
    def hire(self) -> date:
        """The first day of the current employment, whatever seniority HR accepted."""
        return self.employments[-1].start if self.employments else self.hired

    @property
    def override(self) -> bool:
        """Whether seniority is what HR set."""
        return self.facts.seniority_override is not None

    @property
    def before_law(self) -> bool:
        """Whether the employee was hired before the first regime."""
        return self.hired < self.since

    def ends_before(self, day: date) -> bool:
        """Return whether the employment is over on ``day``."""
        return self.end is not None and self.end < day

    def out_of_reach(self, day: date) -> str | None:
        """Return why the law asks for nothing on account of ``day``, if so.

        :return: ``before_seniority``, ``before_law``, ``after_end`` or None
        """
        if day < self.hired:
            return "before_seniority"
        if day < self.since:
            return "before_law"
        return "after_end" if self.ends_before(day) else None

    def seniority_figures(self) -> dict[str, Figure]:
        """Return what a reason says of a delay that runs from ``since``."""
        figures: dict[str, Figure] = {"override": True} if self.override else {}
        if self.before_law:
            figures["hired"] = self.hired.isoformat()
        return figures


def situate(facts: Facts, timeline: Timeline, settings: Settings) -> Situation | None:
    """Return what counts among ``facts``, None without a date to start from."""
    found = employments(left_on(facts.contracts, facts.departure), settings.gap_days)
    if not found and facts.seniority_override is None:
        return None
    hired = facts.seniority_override or found[-1].start
    since = max(hired, timeline.start)
    # Without a contract, a departure ends what HR says began before it.
    left = facts.departure if facts.departure and facts.departure >= hired else None
    known = sorted(set(facts.interviews))
    counted = tuple(item for item in known if item.held >= since)
    return Situation(
        facts=facts,
        timeline=timeline,
        settings=settings,
        employments=found,
        hired=hired,
        since=since,
        end=found[-1].end if found else left,
        interviews=tuple(item for item in counted if not item.oral),
        offers=tuple(item for item in counted if item.oral),
        ignored=tuple(item for item in known if item.held < since),
        spells=merge(facts.absences),
        suspensions=suspensions(facts.absences, settings),
    )


def last_of(interviews: tuple[Interview, ...]) -> Interview | None:
    """Return the last interview; on the same day, one held prevails over a refusal."""
    return max(interviews, key=lambda item: (item.held, not item.refused), default=None)


def met_figures(item: Interview) -> dict[str, Figure]:
    """Return what a step says of the interview, or refusal, that met an obligation."""
    figures: dict[str, Figure] = {"held": item.held.isoformat()}
    for name in ("refused", "oral"):
        if getattr(item, name):
            figures[name] = True
    return figures
