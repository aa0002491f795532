"""The figures of the BDESE/CSE sheet of a year: pure functions over plain rows.

They know neither Odoo nor today's date. A figure is the set of rows that it counts, so
that its number and the list behind it cannot differ.
"""

from collections import Counter, defaultdict, namedtuple
from dataclasses import dataclass
from datetime import date, timedelta

HELD_STATES = ("held", "closed")
SEXES = ("female", "male", "other", None)

# Rows have the names of the fields that they are read from, but for the sex, the
# category and what is of the état des lieux.
Interview = namedtuple(
    "Interview",
    "id motif with_bilan state date_due date_limit date_held date_declined "
    "declined_how date_copy_delivered bilan_copy sex category",
)
Need = namedtuple("Need", "id followup_state sex")
Training = namedtuple("Training", "id mandatory sex")
Corrective = namedtuple("Corrective", "id bilan_date amount state paid_on")
Contract = namedtuple(
    "Contract", "employee_id category sex date_version first_day last_day known active"
)
Employed = namedtuple("Employed", "id sex category")


@dataclass(frozen=True)
class Period:
    """The days of the year that a sheet covers.

    :param end: 31 December, or the day of the sheet in the year that runs
    :param late_from: a limit before that day is past; the last day is still in time
    """

    start: date
    end: date
    late_from: date

    @classmethod
    def of(cls, year: int, today: date) -> "Period":
        last = date(year, 12, 31)
        after = last + timedelta(days=1)
        return cls(date(year, 1, 1), min(last, today), min(after, today))

    def has(self, day: date | None) -> bool:
        return bool(day) and self.start <= day <= self.end

    def over_by(self, day: date | None) -> bool:
        """Whether that day had come when the period ended."""
        return bool(day) and day <= self.end


@dataclass(frozen=True)
class Figure:
    """One line of the sheet."""

    section: str
    code: str
    rows: list

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def amount(self) -> float:
        """Euros; 0 where the rows are of no money."""
        return round(sum(getattr(row, "amount", 0) for row in self.rows), 2)

    @property
    def ids(self) -> list:
        return [row.id for row in self.rows]

    def by_sex(self) -> dict:
        """Number of rows by sex, in the order of ``SEXES``; 0 where they say none."""
        found = Counter(row.sex for row in self.rows if hasattr(row, "sex"))
        return {sex or "unknown": found[sex] for sex in SEXES}


def is_oral(row: Interview) -> bool:
    """Whether it was offered on return, and declined by word of mouth."""
    return row.state == "declined" and row.declined_how == "oral"


def is_held(row: Interview, period: Period) -> bool:
    return row.state in HELD_STATES and period.has(row.date_held)


def outcome(row: Interview, period: Period) -> str:
    """What had become of an interview that has a due date, when the period ended.

    Held, refused in writing or, after an absence, offered and declined, it met its
    obligation.

    :return: ``in_time``, ``late``, ``refused``, ``oral``, ``running`` or ``overdue``
    """
    limit, met = row.date_limit or row.date_due, None
    if row.state in HELD_STATES:
        met = row.date_held
    elif row.state == "declined":
        met = row.date_declined
    if not period.over_by(met):
        return "overdue" if limit < period.late_from else "running"
    if row.state == "declined":
        return "oral" if is_oral(row) else "refused"
    return "in_time" if met <= limit else "late"


def _lines(section, **found):
    return [Figure(section, code, rows) for code, rows in found.items()]


def _parts(section, rows, key, codes):
    """The total, then one line for each value of the key."""
    found = defaultdict(list)
    for row in rows:
        found[key(row) or "unknown"].append(row)
    return _lines(section, total=rows, **{code: found[code] for code in codes})


def held_figures(rows, period, motifs, categories):
    """Interviews held and refused: by motif, by category, état des lieux apart.

    :param motifs: codes of all, in the order of the lines; ``categories`` too
    """
    held = [row for row in rows if is_held(row, period)]
    declined = [row for row in rows if row.state == "declined"]
    declined = [row for row in declined if period.has(row.date_declined)]
    refused = [row for row in declined if not is_oral(row)]
    return [
        *_parts("held", held, lambda row: row.motif, motifs),
        *_lines("held", bilan=[row for row in held if row.with_bilan]),
        *_parts("category", held, lambda row: row.category, categories),
        *_parts("refused", refused, lambda row: row.motif, motifs),
        *_lines("refused", oral=[row for row in declined if is_oral(row)]),
    ]


def due_figures(rows, period):
    """What the law asked for: due, held in time or not, overdue at the end."""
    asked = [row for row in rows if row.motif != "on_request"]
    due = [row for row in asked if period.has(row.date_due)]
    codes = ("in_time", "late", "refused", "oral", "running", "overdue")
    before = [row for row in asked if period.over_by(row.date_due)]
    return [
        *_parts("due", due, lambda row: outcome(row, period), codes),
        *_lines(
            "due",
            backlog=[row for row in before if outcome(row, period) == "overdue"],
            unknown=[row for row in asked if is_held(row, period) and not row.date_due],
        ),
    ]


def copy_figures(rows, period):
    """Copies handed over in the period, and those of its interviews."""
    done = [row for row in rows if row.state in HELD_STATES]
    held = [row for row in done if is_held(row, period)]
    return _lines(
        "copies",
        total=[row for row in done if period.has(row.date_copy_delivered)],
        given=[row for row in held if period.over_by(row.date_copy_delivered)],
        missing=[row for row in held if not period.over_by(row.date_copy_delivered)],
    )


def bilan_figures(rows, period):
    """États des lieux: due and what became of them, held, handed over.

    What was declined by word of mouth is not counted: it leaves the état des lieux to
    hold, in another interview.
    """
    bilans = [row for row in rows if row.with_bilan and not is_oral(row)]
    due = [row for row in bilans if row.motif != "on_request"]
    due = [row for row in due if period.has(row.date_due)]
    done = [row for row in bilans if row.state in HELD_STATES]
    return _lines(
        "bilan",
        total=due,
        refused=[row for row in due if outcome(row, period) == "refused"],
        overdue=[row for row in due if outcome(row, period) == "overdue"],
        held=[row for row in done if period.has(row.date_held)],
        copies=[row for row in done if period.has(row.bilan_copy)],
    )


def corrective_figures(rows, period):
    """Abondements correctifs: number and euros, due, paid, still to pay."""
    kept = [row for row in rows if row.state != "cancelled"]
    due = [row for row in kept if period.has(row.bilan_date)]
    return _lines(
        "corrective",
        total=due,
        paid=[row for row in due if _is_paid(row, period)],
        to_pay=[row for row in due if not _is_paid(row, period)],
        flow=[row for row in kept if row.state == "paid" and period.has(row.paid_on)],
    )


def _is_paid(row, period):
    """Paid when the period ended; a payment without its day counts as made."""
    return row.state == "paid" and (not row.paid_on or period.over_by(row.paid_on))


def training_figures(needs, trainings):
    """Training actions: those that needs led to, those that états des lieux confirm."""
    return _lines(
        "training",
        total=needs,
        done=[row for row in needs if row.followup_state == "done"],
        confirmed=trainings,
        mandatory=[row for row in trainings if row.mandatory],
    )


def headcount_figures(contracts, day, categories):
    """Who had a contract of employment on a day, by category and sex.

    What is not known is counted apart, never guessed.

    :param contracts: rows of ``Contract``, by version: see
        ``hr.entretien.headcount._contracts_sql``
    """
    theirs, found = defaultdict(list), defaultdict(list)
    for contract in contracts:
        theirs[contract.employee_id].append(contract)
    for employee_id, mine in theirs.items():
        dated = [item for item in mine if item.first_day]
        running = [
            item for item in dated if item.first_day <= day <= (item.last_day or day)
        ]
        if running:
            place = "employed" if any(item.known for item in running) else "undeparted"
        elif mine[0].active and not dated:
            place = "undated"
        else:
            continue
        # The version in force on that day, or the first when all were written later.
        versions = running or mine
        before = [item for item in versions if item.date_version <= day]
        version = before[-1] if before else versions[0]
        found[place].append(Employed(employee_id, version.sex, version.category))
    return [
        *_parts("headcount", found["employed"], lambda row: row.category, categories),
        *_lines("headcount", undated=found["undated"], undeparted=found["undeparted"]),
    ]
