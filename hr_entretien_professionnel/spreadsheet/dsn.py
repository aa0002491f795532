"""A monthly DSN (déclaration sociale nominative) read into plain values.

The file of payroll holds pay and health: the rubriques of ``READ`` are taken, every
other line is counted and forgotten. A reason that gives no right here is dropped too.
"""

import json
import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .values import YEARS

DAY = timedelta(days=1)
# The fields that are one.
DAYS = {"start", "end", "expected_end", "birth"}
RUBRIQUE = re.compile(r"(S\d\d\.G\d\d\.\d\d)\.(\d{3}),'(.*)'\s*")
HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*S\d\d\.G\d\d\.\d\d\.\d{3},")
# Block → what is read of it.
READ = {
    "S20.G00.05": {"005"},
    "S21.G00.30": {"001", "002", "003", "004", "006", "019"},
    "S21.G00.40": {"001", "007", "010"},
    "S21.G00.60": {"001", "002", "003", "010"},
    "S21.G00.62": {"001", "002"},
    "S21.G00.65": {"001", "002", "003"},
    "S21.G00.86": {"001", "002", "003"},
    "S90.G00.90": {"001"},
}
ILLNESS = "01"
# Reasons of a work stoppage (S60) and of another suspension (S65) → absence type.
KINDS = {
    "60": {ILLNESS: "long_illness", "02": "maternity", "09": "adoption"},
    "65": {
        "501": "unpaid",
        "601": "mobilite_volontaire",
        "607": "presence_parentale",
        "627": "solidarite_familiale",
        "632": "parental",
        "639": "sabbatical",
        "650": "proche_aidant",
    },
}
# Known reasons that give no right here, but for those above: paternity alone, an
# accident, paid leave…
NO_RIGHT = {
    "60": {"03", "04", "05", "06", "07", *map(str, range(10, 20)), "99"},
    "65": {"112", "114", "116", "200", "301", "507", *map(str, range(602, 682)), "998"},
}
# Reasons of an end of contract (S62) that is none: taken back, another establishment.
NO_END = {"099", "998"}
IN_COMPANY = "07"
LISTS = ("contracts", "suspensions", "seniority")
# Code → unit, and more than anybody has worked.
UNITS = {"01": ("days", 36_500), "02": ("months", 1_200), "03": ("years", 100)}


class NotDsn(Exception):
    """``code``: ``no_dsn``, or ``not_whole``: ``announced`` lines, empty when the file
    stops before its total, and those ``read``."""

    def __init__(self, code, announced="", read=0):
        super().__init__(code)
        self.code, self.announced, self.read = code, announced, read


class Contract(NamedTuple):
    """``nature`` is the code: 01 CDI, 02 CDD…; ``end`` was declared."""

    line: int
    start: date
    nature: str = ""
    expected_end: date | None = None
    end: date | None = None

    @property
    def last(self):
        return self.end or self.expected_end


class Suspension(NamedTuple):
    """A stoppage (``block`` 60) or another suspension (65), its last day included.

    ``resumed`` says that they are back, so that ``end`` is sure.
    """

    line: int
    block: str
    reason: str
    start: date
    end: date | None = None
    resumed: bool = False

    @property
    def kind(self):
        """The absence type's code, empty for a reason that is not known."""
        return KINDS[self.block].get(self.reason, "")


class Individual(NamedTuple):
    """``seniority`` are pairs of unit (days, months, years) and value."""

    line: int
    nir: str = ""
    family_name: str = ""
    used_name: str = ""
    first_names: str = ""
    birth: date | None = None
    number: str = ""
    contracts: tuple = ()
    suspensions: tuple = ()
    seniority: tuple = ()

    @property
    def names(self):
        """The ways they may be written here, the usual first."""
        lasts = [name for name in (self.used_name, self.family_name) if name] or [""]
        firsts = dict.fromkeys(
            (self.first_names, re.split("[ ,]", self.first_names)[0])
        )
        return [f"{first} {last}".strip() for last in lasts for first in firsts]

    def to_json(self):
        """All but the NIR."""
        return json.loads(json.dumps(self._replace(nir=""), default=date.isoformat))

    @classmethod
    def from_json(cls, values):
        *person, contracts, suspensions, seniority = values
        contracts = tuple(_from_json(Contract, item) for item in contracts)
        suspensions = tuple(_from_json(Suspension, item) for item in suspensions)
        lists = (contracts, suspensions, tuple(map(tuple, seniority)))
        return _from_json(cls, (*person, *lists))


def is_dsn(content):
    """Whether these bytes begin as a DSN does."""
    return bool(HEAD.match(content))


def read_dsn(content):
    """The people of a DSN, each once, with what the law of the entretiens needs.

    :param bytes content: ISO-8859-1 as the norm has it, or UTF-8
    :returns: first day of the month declared (None for an event alone), individuals
    :rtype: tuple of date and list of Individual
    :raises NotDsn: it is another file, or a part of it is missing
    """
    if not is_dsn(content):
        raise NotDsn("no_dsn")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("iso-8859-1")
    month, announced, read, people = None, "", 0, []
    for line, block, count, values in _blocks(text):
        read += count
        if block == "S20.G00.05":
            month = _day(values["005"]) or month
        elif block == "S90.G00.90":
            announced = values["001"]
        elif block == "S21.G00.30":
            names = (values[key] for key in ("001", "002", "003", "004"))
            rest = (_day(values["006"]), values["019"], [], [], [])
            people.append(Individual(line, *names, *rest))
        elif block in READ and people:
            _add(people[-1], line, block, values)
    if announced != str(read):
        raise NotDsn("not_whole", announced, read)
    return month, _each_once(people)


def _blocks(text):
    """First line, name, number of lines and what is read of each block."""
    block, rubriques, values, start = "", [], defaultdict(str), 0
    for line, written in enumerate(text.split("\n"), start=1):
        match = RUBRIQUE.fullmatch(written)
        if not match:
            continue
        if match[1] != block or match[2] in rubriques:
            yield start, block, len(rubriques), values
            block, rubriques, values, start = match[1], [], defaultdict(str), line
        rubriques.append(match[2])
        if match[2] in READ.get(block, ()):
            values[match[2]] = match[3].strip()
    yield start, block, len(rubriques), values


def _day(text):
    """A day written JJMMAAAA; None for one that does not exist (99991970) or that
    stands for none (31129999)."""
    try:
        day = datetime.strptime(text, "%d%m%Y").date()
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _from_json(kind, values):
    """A tuple of that kind, its days read from their text."""
    fields = dict(zip(kind._fields, values, strict=True))
    for name in DAYS & fields.keys():
        fields[name] = fields[name] and date.fromisoformat(fields[name])
    return kind(**fields)


def _add(person, line, block, values):
    """What a block says of the person, or of their contract, that stands before it."""
    keys = ("001", "002", "003", "007", "010")
    first, second, third, nature, last = map(values.__getitem__, keys)
    contracts = person.contracts
    if block == "S21.G00.40" and (start := _day(first)):
        contracts.append(Contract(line, start, nature, _day(last)))
    elif block == "S21.G00.62" and contracts and second not in NO_END:
        contracts[-1] = contracts[-1]._replace(end=_day(first))
    elif block == "S21.G00.86" and first == IN_COMPANY and second in UNITS:
        unit, limit = UNITS[second]
        value = re.fullmatch(r"([0-9]{1,5})(\..*)?", third)
        if value and int(value[1]) < limit:
            person.seniority.append((unit, int(value[1])))
    elif block == "S21.G00.60":
        eve, back = _day(second), _day(last)
        end = back - DAY if back else _day(third)
        _suspend(person, line, "60", first, eve and eve + DAY, end, bool(back))
    elif block == "S21.G00.65":
        _suspend(person, line, "65", first, _day(second), _day(third))


def _suspend(person, *values):
    item = Suspension(*values)
    in_order = item.start and (not item.end or item.start <= item.end)
    if in_order and (item.kind or item.reason not in NO_RIGHT[item.block]):
        person.suspensions.append(item)


def _each_once(people):
    """Somebody of two establishments, or of two declarations, is one person."""
    merged = {}
    for person in people:
        key = person.nir or (person.family_name, person.first_names, person.birth)
        first = merged.setdefault(key, person)
        if first is not person:
            for name in LISTS:
                getattr(first, name).extend(getattr(person, name))
    return [
        person._replace(
            contracts=tuple(dict.fromkeys(person.contracts)),
            suspensions=_joined(person.suspensions),
            seniority=tuple(dict.fromkeys(person.seniority)),
        )
        for person in merged.values()
    ]


def _joined(suspensions):
    """Extensions and months in a row are one absence; short illnesses are forgotten.

    Strictly more than six months (R.324-1 CSS): six months to the day are not.
    """
    joined = []
    for item in sorted(suspensions, key=lambda one: (one.block, one.reason, one.start)):
        last = joined[-1] if joined else None
        same = last and (last.block, last.reason) == (item.block, item.reason)
        if not same or (last.end and item.start > last.end + DAY):
            joined.append(item)
            continue
        ends = {last.end, item.end}
        if item.resumed or last.resumed:
            # The same stoppage, first expected to last longer.
            end = (min if last.start == item.start else max)(ends - {None})
        else:
            end = None if None in ends else max(ends)
        joined[-1] = last._replace(end=end, resumed=item.resumed or last.resumed)
    return tuple(item for item in joined if not _short_illness(item))


def _short_illness(item):
    months = relativedelta(months=6)
    short = not item.end or item.start + months > item.end
    return short and (item.block, item.reason) == ("60", ILLNESS)
