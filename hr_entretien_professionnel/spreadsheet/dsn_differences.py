"""What a DSN says otherwise than Odoo, one difference at a time; and about whom.

A difference is settled, or asked when applying it by itself could take a right away: a
contract that would start later, or end while it goes on in Odoo.
"""

from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .dsn import DAY
from .people import Found, one_of

# Types that payroll may not tell apart: the absence that Odoo has is the better known.
ALIKE = {
    "maternity": ("maternity", "adoption"),
    "parental": ("parental", "parental_part_time"),
    "long_illness": ("long_illness", "long_illness_ald"),
}


class Recorded(NamedTuple):
    """What Odoo has of a person.

    ``contracts`` are pairs of days (last one None while it goes on), ``absences``
    tuples of id, type's code, first and last day; ``start`` is where seniority starts.
    """

    contracts: tuple = ()
    absences: tuple = ()
    birthday: date | None = None
    start: date | None = None


class Difference(NamedTuple):
    """``kind`` is ``end``, ``start`` (of a contract), ``absence``, ``birthday`` or
    ``seniority_date``; ``code`` says why it is asked, empty when it is settled.

    ``day`` and ``day_to`` are the file's, ``before`` Odoo's. ``about`` is the first day
    of the contract in Odoo (None: a new one), or the id of the absence; ``said`` the
    contract's nature, the suspension, or the seniority that payroll counts.
    """

    kind: str
    line: int
    day: date | None
    day_to: date | None = None
    before: date | None = None
    about: object = None
    code: str = ""
    said: object = None


def find_person(individual, directory, birthdays, by_nir):
    """Who is meant: by number, else by name and birth date; before that by NIR.

    :param directory: ``people.Directory`` of everybody
    :param dict birthdays: by person's id
    :param dict by_nir: the Person of each NIR; empty unless HR wants it used
    :rtype: people.Found; ``name_alone`` when no birth date confirms the name
    """
    if person := by_nir.get(individual.nir[:13]):
        return Found((person,))
    found = [directory.find(individual.number, "", name) for name in individual.names]
    if individual.number and (known := [f for f in found if f.problem != "unknown"]):
        return next((item for item in known if not item.problem), known[0])
    named = (directory.find("", "", name).people for name in individual.names)
    people = tuple(dict.fromkeys(chain.from_iterable(named)))
    born = individual.birth
    same = [person for person in people if born and birthdays.get(person.id) == born]
    if same:
        return one_of(same)
    return Found(people, "name_alone" if people else "unknown")


def differences(individual, recorded, month):
    """What the file says otherwise than Odoo of a person.

    :param month: first day of the month declared, None when the file has none
    :rtype: list of Difference, in the order in which they are to be applied
    """
    found = [*_contracts(individual.contracts, recorded, month)]
    found.sort(key=lambda item: item.kind != "end")
    for one in individual.suspensions:
        found += _absence(one, recorded)
    born, before = individual.birth, recorded.birthday
    if born and born != before:
        found.append(Difference("birthday", individual.line, born, before=before))
    starts = [item.day for item in found if item.kind == "start" and not item.code]
    return found + [*_seniority(individual, recorded, starts, month)]


def _contracts(contracts, recorded, month):
    left = dict(recorded.contracts)
    for item in sorted(contracts, key=lambda one: (one.start not in left, one.start)):
        days = (item.start, item.last)
        near = [start for start, end in left.items() if _overlap(*days, start, end)]
        start = min(near, key=lambda start: abs(start - item.start), default=None)
        others = [pair for pair in recorded.contracts if pair[0] != start]
        made = partial(Difference, line=item.line, said=item.nature)
        if not start:
            code = _clash(*days, others)
            yield made("start", day=item.start, day_to=item.last, code=code)
            continue
        end = left.pop(start)
        clash = _clash(start, item.last, others)
        # Without last day it goes on, if the file is of later than the end known; not
        # where payroll has for one contract two that follow each other here.
        goes_on = not item.last and end and month and end < month and not clash
        if goes_on or (item.last and item.last != end):
            shorter = item.last and (not end or item.last < end)
            code = "shorter" if shorter else clash
            yield made("end", day=item.last, before=end, about=start, code=code)
        if item.start != start:
            later = item.start > start
            code = "later" if later else _clash(item.start, end, others)
            yield made("start", day=item.start, before=start, about=start, code=code)


def _clash(start, end, others):
    return "overlap" if any(_overlap(start, end, *pair) for pair in others) else ""


def _overlap(start, end, other_start, other_end):
    return start <= (other_end or date.max) and other_start <= (end or date.max)


def _absence(item, recorded):
    """A suspension that is not known here, or not until its last day."""
    made = partial(Difference, "absence", item.line, said=item)
    kinds = ALIKE.get(item.kind, (item.kind,))
    last = item.end or item.start
    for number, code, start, end in recorded.absences:
        if code in kinds and start <= last + DAY and item.start <= end + DAY:
            first, until = min(start, item.start), max(end, item.end or end)
            if item.resumed and item.start <= end:
                until = item.end
            if item.end and (first, until) != (start, end):
                yield made(first, until, before=end, about=number)
            return
    code = "" if item.end else "goes_on"
    yield made(item.start, item.end, code=code if item.kind else "unknown_reason")


def _seniority(individual, recorded, starts, month):
    """The seniority that payroll counts, when no start that is known gives it.

    It is counted on a day of the month, in whole years by some: the day is asked.
    """
    said_of = individual.seniority
    if not (month and said_of):
        return
    after = month + relativedelta(months=1)
    back = {said: after - relativedelta(**{said[0]: said[1]}) for said in said_of}
    unit, value = said = min(back, key=back.get)
    for start in filter(None, (recorded.start, *starts)):
        if _count(month, start, unit) <= value <= _count(after, start, unit):
            return
    day, before = back[said], recorded.start
    code = "" if unit == "days" and before and day < before else "seniority"
    made = partial(Difference, "seniority_date", individual.line, said=said)
    yield made(day, before=before, code=code)


def _count(day, start, unit):
    passed = relativedelta(day, start)
    months = 12 * passed.years + passed.months
    return {"days": (day - start).days, "months": months, "years": passed.years}[unit]
