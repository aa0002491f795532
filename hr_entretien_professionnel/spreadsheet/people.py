"""Who a line is about: by number, by e-mail, by name.

Two people are told apart by what the line says besides; in doubt the line is asked,
never given to the first of two.
"""

import re
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from .values import letters, plain

CIVILITIES = set("m mr mme mlle monsieur madame mademoiselle dr me".split())
PARTICLES = set("de du des d la le les l van von der el".split())


class Person(NamedTuple):
    """An employee, as far as a line may name them.

    ``numbers`` are the badge, the identification and the registration number;
    ``first`` and ``last`` the days between which they were employed, when known;
    ``here`` is False for somebody of another company.
    """

    id: int
    name: str
    numbers: tuple = ()
    email: str = ""
    first: date | None = None
    last: date | None = None
    here: bool = True
    active: bool = True


class Found(NamedTuple):
    """Who the line is about, or what is to be asked.

    ``problem`` is empty when ``people`` is one person; else ``nobody`` (nothing says
    who), ``unknown``, ``two``, ``elsewhere``, ``other_name`` (the number is somebody
    else's than the name).
    """

    people: tuple = ()
    problem: str = ""


def number_key(text):
    """A number without what systems and Excel add: punctuation, leading zeros, “.0”."""
    text = letters(text).strip()
    whole = re.fullmatch(r"(\d+)[.,]0+", text)
    text = whole[1] if whole else re.sub(r"[^a-z0-9]", "", text)
    return re.sub(r"^0+(?=.)|(?<=\D)0+(?=\d)", "", text)


def name_keys(text):
    """The ways a name may be written, its words in no order.

    An apostrophe parts two words or none; a civility is left out.

    :rtype: set of tuple of str
    """
    text = letters(text)
    keys = set()
    for mark in ("", " "):
        words = plain(re.sub(r"['’`´]", mark, text)).split()
        while len(words) > 1 and words[0] in CIVILITIES:
            words = words[1:]
        keys.add(tuple(sorted(words)))
    keys.discard(())
    return keys


def _without_particles(key):
    return tuple(word for word in key if word not in PARTICLES)


class Directory:
    """The people of the companies at hand, found by what a line says of them."""

    def __init__(self, people):
        """
        :param people: :class:`Person` of everybody, those who left included
        """
        self.by_number = defaultdict(dict)
        self.by_email = defaultdict(dict)
        self.by_name = defaultdict(dict)
        self.by_short_name = defaultdict(dict)
        for person in people:
            for number in filter(None, person.numbers):
                self.by_number[number_key(number)][person.id] = person
            if person.email:
                self.by_email[person.email.strip().casefold()][person.id] = person
            for key in name_keys(person.name):
                self.by_name[key][person.id] = person
                self.by_short_name[_without_particles(key)][person.id] = person

    def find(self, number="", email="", name="", day=None):
        """Who is meant.

        :param str number: as the line has it; so ``email`` and ``name``
        :param date day: what the line is about took place on it
        :rtype: Found
        """
        named = self._named(name)
        written = name_keys(name)
        if number := number.strip():
            found = self._of_number(number)
        elif email := email.strip():
            found = list(self.by_email.get(email.casefold(), {}).values())
        else:
            return one_of(named, day) if written else Found(problem="nobody")
        if not found:
            # Somebody of that name may be meant: it is for HR to say so.
            return Found(tuple(named), "unknown")
        if written and not any(_agree(person, written) for person in found):
            return Found(tuple(dict.fromkeys((*found, *named))), "other_name")
        both = [person for person in found if person in named]
        return one_of(both or found, day)

    def _of_number(self, number):
        people = self.by_number.get(number_key(number), {}).values()
        wanted = letters(number)
        exact = [p for p in people if wanted in {letters(n or "") for n in p.numbers}]
        return exact or list(people)

    def _named(self, name):
        exact, near = {}, {}
        for key in name_keys(name):
            exact |= self.by_name.get(key, {})
            near |= self.by_short_name.get(_without_particles(key), {})
        return list((exact or near).values())


def one_of(people, day=None):
    """The one person meant, among people whom a line names alike.

    :param date day: what the line is about took place on it
    """
    here = tuple(person for person in people if person.here)
    if not here:
        return Found(tuple(people), "elsewhere" if people else "unknown")
    if len(here) > 1 and day:
        employed = (
            person
            for person in here
            if (person.first or day) <= day <= (person.last or day)
        )
        here = tuple(employed) or here
    return Found(here, "two" if len(here) > 1 else "")


def _agree(person, keys):
    """Married names and short first names are no contradiction, no common word is."""
    words = set().union(*keys)
    return any(words & set(key) for key in name_keys(person.name))
