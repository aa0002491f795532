"""The lines of a table, each with what must come of it.

A line is about one person and one day: a row with a column for each year gives
several. ``judge`` says of each what it brings, or why somebody has to look at it.
"""

import re
from collections import Counter
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .kinds import Kind, propose_kind, says_held, says_nothing_held, says_refused
from .layout import BARE_YEAR, CONTENTS, DATES, ONE_EACH, WHO, beside
from .values import Month, NoDay, plain, read_copy, read_day, whole_day

# A first entretien is a periodic one for who kept the interviews on paper.
FAMILY = {"first": "periodic"}


class Line:
    """A line: what is written, what HR settled by hand, and what comes of it.

    ``what`` is ``held``, ``declined``, ``absence``, ``dates``, or nothing to bring in:
    ``left_aside``, ``ask`` (HR says), ``refused`` (to be corrected). ``code`` says why,
    with the ``figures`` of its sentence.
    """

    def __init__(self, number, place, cells, aside=""):
        self.number = number
        self.place = place
        self.cells = cells
        self.by_hand = {}
        self.what, self.code, self.figures = ("left_aside" if aside else ""), aside, {}
        self.person_id = self.day = self.day_to = self.seniority = None
        self.people, self.person_problem, self.values = (), "", {}
        self.kind, self.absence_type, self.copy = None, None, "no"
        self.interviewer_id = None

    def stop(self, what, code, **figures):
        """The first thing that is wrong is said; the others when it is mended."""
        if not self.what:
            self.end(what, code, **figures)

    def end(self, what, code, **figures):
        self.what, self.code, self.figures = what, code, figures

    @property
    def who(self):
        names = map(self.cells.get, ("full_name", "last_name", "first_name"))
        name = " ".join(str(item) for item in names if item)
        return name or str(self.cells.get("number") or self.cells.get("email") or "")

    @property
    def identity(self):
        return identity(self.person_id, self.day, self.kind.motif, self.kind.with_bilan)


def identity(person_id, day, motif, with_bilan):
    """Two lines of one identity speak of the same interview."""
    return (person_id, day, FAMILY.get(motif, motif), bool(with_bilan))


class Known(NamedTuple):
    """What the lines are compared with; people by their id.

    ``words`` gives the :class:`Kind` of each word, or the id of the type of absence
    (None: asked), by ``plain`` text. ``first_days`` and ``last_days`` are those known
    in the company. ``recorded`` are the identities of the interviews, the pairs of days
    of the absences by employee and type, or the dates by employee and field.
    ``month_day`` is ``first``, ``middle``, ``last`` or empty; ``early`` is
    ``seniority`` when lines before the first contract move the date d'ancienneté.
    """

    today: date
    words: dict
    first_days: dict
    last_days: dict
    recorded: set | dict
    month_day: str = ""
    early: str = ""


def read_lines(rows, columns, content):
    """The lines of a table.

    :param rows: of ``layout.data_rows``
    :param columns: of the table, as HR settled them
    :param str content: a key of ``CONTENTS``
    :rtype: list of Line
    """
    fields = CONTENTS[content].fields
    columns = [item for item in columns if item.field in (*WHO, *fields)]
    several = beside(columns)
    days = [(item, several[item.place]) for item in columns if item.place in several]
    apart = {item.place for day, group in days for item in (day, *group)}
    single = [item for item in columns if item.place not in apart]
    # What a line has at least.
    needed = {"date"} if several else {"date", "kind"} & {*fields} or {*fields}
    nothing = "no_interview" if "date" in needed else "nothing"
    lines = []
    for row in rows:
        shared = _cells(row, single)
        found = () if row.aside else [*_interviews(row, days, shared)]
        for place, cells in found or [(0, shared)]:
            status = str(cells.get("status", ""))
            if status and not says_held(status):
                # It is a part of what the line says.
                cells["kind"] = _joined(cells.get("kind"), status)
            aside = row.aside or ("" if needed & cells.keys() else nothing)
            lines.append(Line(row.number, place, cells, aside))
    return lines


def _interviews(row, days, shared):
    """The place of each day that is written in a row, with the cells of its interview.

    :param days: pairs of column and those that stand beside it
    :param dict shared: the cells of all of them
    """
    for day, group in days:
        own = _cells(row, group)
        if day.field == "date":
            kind = own.get("kind") or shared.get("kind") or day.header
        else:
            kind = _joined(day.header, own.get("kind"))
        for written in _cells(row, [day]).values():
            yield day.place, {**shared, **own, "date": written, "kind": kind}


def _cells(row, columns):
    """The filled cells of these columns, by field."""
    return {
        item.field: row.cells[item.place]
        for item in columns
        if item.place < len(row.cells) and row.cells[item.place] != ""
    }


def _joined(*texts):
    return " – ".join(str(text) for text in texts if text)


def words_of(lines, name):
    """The distinct words of a column, each with how many lines write it.

    :rtype: dict of text → int, the usual first
    """
    given = [str(line.cells.get(name, "")).strip() for line in lines if not line.what]
    texts = {plain(text): text for text in reversed(given)}
    counts = Counter(map(plain, given))
    return {texts[key]: number for key, number in counts.most_common()}


def proposed_kind(text, columns):
    """What a word of the kind column, or the header of a column of dates, stands for.

    :rtype: Kind or None
    """
    kind = propose_kind(text)
    fields = {plain(item.header): item.field for item in columns}
    field = fields.get(plain(text))
    # “2019” is of interviews; “Formation 2020” may be of anything.
    sure = field in ONE_EACH and (field != "yearly" or BARE_YEAR.fullmatch(plain(text)))
    if sure and not kind:
        return Kind("held", "periodic", field == "last_bilan")
    # No column says what they are: interviews, then, as the file's name has it.
    named = "kind" in fields.values()
    return kind or (None if text or named else Kind("held"))


def match(lines, directory):
    """Say of each line who it is about, and who conducted, as far as it says so."""
    for line in lines:
        if not line.what:
            _match_person(line, directory)
            if name := line.cells.get("interviewer"):
                found = directory.find(name=str(name))
                if not found.problem and found.people[0].id != line.person_id:
                    line.interviewer_id = found.people[0].id


def judge(lines, known, content):
    """Settle what comes of each line, in place, once ``match`` has been there.

    :param Known known: what Odoo has, and what HR answered
    """
    settle, compare = JUDGES[content]
    for line in lines:
        if not line.what:
            if line.by_hand.get("what") == "left_aside":
                line.stop("left_aside", "by_hand")
            settle(line, known)
    if compare:
        compare(lines, known)


def _match_person(line, directory):
    if person_id := line.by_hand.get("employee_id"):
        line.person_id = person_id
        return
    cells = {name: str(line.cells.get(name, "")) for name in WHO}
    name = cells["full_name"] or f"{cells['last_name']} {cells['first_name']}".strip()
    day = whole_day(line.cells.get("date", line.cells.get("date_from", "")))
    found = directory.find(cells["number"], cells["email"], name, day)
    line.people, line.person_problem = found.people, found.problem
    if not found.problem:
        line.person_id = found.people[0].id


def _stop_without_person(line):
    if not line.person_id:
        line.stop("ask", line.person_problem)


def _stop_after_departure(line, known):
    last = known.last_days.get(line.person_id)
    if last and line.day and line.day > last:
        line.stop("ask", "after_departure", value=last)


def _interview(line, known):
    written, given = line.cells.get("date", ""), line.cells.get("kind", "")
    line.kind = line.by_hand.get("kind") or known.words.get(plain(given))
    if line.kind and line.kind.what in ("not_held", "other"):
        line.stop("left_aside", line.kind.what)
    if says_refused(written) and "kind" not in line.by_hand and line.kind:
        line.kind = line.kind._replace(what="declined")
    elif says_nothing_held(written) and not line.by_hand.get("date"):
        line.stop("left_aside", "not_held")
    _stop_without_person(line)
    line.day = _day(line, known, line.cells.get("date", ""), "date")
    if not line.kind:
        line.stop("ask", "unknown_kind" if given else "no_kind", value=given)
    if line.day and line.day > known.today:
        line.stop("refused", "future", value=line.day)
    _stop_after_departure(line, known)
    _judge_copy(line, known)
    first = known.first_days.get(line.person_id)
    if first and line.day and line.day < first:
        if known.early == "seniority":
            given = whole_day(line.cells.get("seniority_date", ""), past=True)
            line.seniority = min(given or line.day, line.day)
        else:
            line.stop("ask", "before_hire", value=first)
    if not line.what:
        line.what = line.kind.what


def _judge_copy(line, known):
    try:
        line.copy = (
            line.by_hand["date_copy"] or "no"
            if "date_copy" in line.by_hand
            else read_copy(line.cells.get("copy", ""))
        )
    except NoDay as error:
        line.stop("ask", "bad_copy", value=error.args[0])
        return
    if isinstance(line.copy, date):
        if line.copy > known.today:
            line.stop("ask", "future_copy", value=line.copy)
        elif line.day and line.copy < line.day:
            line.stop("ask", "copy_before", value=line.copy)


def _day(line, known, text, by_hand):
    """The day of a cell; None, and the line stopped, when there is none.

    :param str by_hand: the field by which HR settles it
    """
    if line.by_hand.get(by_hand):
        return line.by_hand[by_hand]
    if not (isinstance(text, date) or re.search(r"\d", text)):
        # “X” or “OK” is no day, and nothing to correct.
        line.stop("ask", "no_day")
        return None
    try:
        day = read_day(text)
    except NoDay as error:
        line.stop("refused", "bad_day", value=error.args[0])
        return None
    if isinstance(day, Month):
        if not known.month_day:
            line.stop("ask", "month", value=f"{day.month:02}/{day.year}")
            return None
        place = {"first": 1, "middle": 15, "last": 31}[known.month_day]
        return date(*day, 1) + relativedelta(day=place)
    return day


def _absence(line, known):
    given = line.cells.get("absence_type", "")
    kind = known.words.get(plain(given))
    if kind == "other":
        line.stop("left_aside", "other_absence")
    _stop_without_person(line)
    line.absence_type = kind
    if not kind:
        line.stop("ask", "unknown_kind" if given else "no_absence", value=given)
    line.day = _day(line, known, line.cells.get("date_from", ""), "date")
    last = line.cells.get("date_to", "")
    if line.day and not (last or line.by_hand.get("date_to")):
        line.stop("ask", "no_end")
    line.day_to = _day(line, known, last, "date_to")
    if line.day and line.day_to and line.day_to < line.day:
        line.stop("refused", "ends_before", value=line.day_to)
    _stop_after_departure(line, known)
    if not line.what:
        _compare_absence(line, known.recorded.setdefault((line.person_id, kind), []))


def _compare_absence(line, recorded):
    """The same is known already; one that overlaps it is not the same.

    :param list recorded: pairs of first and last day; that of the line joins them
    """
    if (line.day, line.day_to) in recorded:
        line.stop("left_aside", "known")
    for start, end in recorded:
        if start <= line.day_to and line.day <= end:
            line.stop("ask", "absence_otherwise", value=start, to=end)
    if not line.what:
        line.what = "absence"
        recorded.append((line.day, line.day_to))


def _dates(line, known):
    """The dates of an employee that differ from what Odoo has."""
    _stop_without_person(line)
    for name, past in DATES.items():
        if name not in line.cells:
            continue
        day = whole_day(line.cells[name], past)
        if not day:
            line.stop("refused", "bad_day", value=line.cells[name])
        elif day > known.today:
            line.stop("refused", "future", value=day)
        else:
            line.values[name] = day
    present = known.recorded.get(line.person_id, {})
    number = str(line.cells.get("nir", "")).strip()
    if number and "nir" in present:
        line.values["nir"] = number
    line.values = {
        name: value for name, value in line.values.items() if present.get(name) != value
    }
    if not line.values:
        line.stop("left_aside", "known")
    if not line.what:
        line.what = "dates"


def _contradictions(lines, known):
    """A person's date that two lines give differently: HR says which."""
    first = {}
    for line in lines:
        for name, value in line.values.items() if line.what == "dates" else ():
            earlier = first.setdefault((line.person_id, name), line)
            if earlier.values[name] != value:
                line.end("ask", "dates_otherwise", line=earlier.number)
                break


def _repeats(lines, known):
    """The same interview twice: once; written otherwise the second time, HR decides."""
    first, held = {}, [line for line in lines if line.what in ("held", "declined")]
    for line in sorted(held, key=lambda x: (x.number, not x.kind.with_bilan)):
        *same_day, with_bilan = line.identity
        earlier = first.setdefault(tuple(same_day), line)
        # “Last interview” and “last bilan” of one day are one interview, the bilan.
        same_row = earlier.number == line.number and earlier.kind.with_bilan
        if same_row and not with_bilan:
            line.end("left_aside", "repeated", line=line.number)
        elif line.identity in known.recorded:
            line.end("left_aside", "known")
        elif (*same_day, not with_bilan) in known.recorded:
            line.end("ask", "known_otherwise")
        elif earlier is line:
            continue
        elif _said(earlier) == _said(line):
            line.end("left_aside", "repeated", line=earlier.number)
        else:
            line.end("ask", "said_otherwise", line=earlier.number)


def _said(line):
    """What two lines of one interview must say alike."""
    return line.copy, line.interviewer_id, line.what, line.kind.with_bilan


# What a file holds → what judges one line, then the lines against each other.
JUDGES = {
    "interviews": (_interview, _repeats),
    "absences": (_absence, None),
    "dates": (_dates, _contradictions),
}
