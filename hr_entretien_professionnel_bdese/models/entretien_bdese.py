"""The figures of the BDESE/CSE sheet of a year: pure functions over plain rows.

They know neither Odoo nor today's date. A figure is the set of rows that it counts, so
that its number and the list behind it cannot differ.
"""

from collections import Counter, defaultdict, namedtuple
from dataclasses import dataclass
from datetime import date, timedelta

HELD_STATES = ("held", "closed")
CATEGORIES = ("worker", "clerk", "technician", "manager", None)
SEXES = ("female", "male", "other", None)

Interview = namedtuple(
    "Interview",
    "id motif bilan state due limit held declined how copy bilan_copy sex category",
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
    """One line of the sheet.

    :param amount: euros, None when the line counts no money
    :param has_sex: whether the rows say the sex
    """

    section: str
    code: str
    rows: tuple
    amount: float | None = None
    has_sex: bool = True

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def ids(self) -> list:
        return [row.id for row in self.rows]

    def by_sex(self) -> dict:
        """Number of rows by sex, in the order of ``SEXES``."""
        found = Counter(row.sex for row in self.rows) if self.has_sex else {}
        return {sex or "unknown": found.get(sex, 0) for sex in SEXES}


def met_on(row: Interview) -> date | None:
    """The day an interview met its obligation: held, refused in writing or, after an
    absence, offered and declined."""
    if row.state in HELD_STATES:
        return row.held
    return row.declined if row.state == "declined" else None


def is_oral(row: Interview) -> bool:
    """Whether it was offered on return, and declined by word of mouth."""
    return row.state == "declined" and row.how == "oral"


def is_held(row: Interview, period: Period) -> bool:
    return row.state in HELD_STATES and period.has(row.held)


def outcome(row: Interview, period: Period) -> str:
    """What had become of an interview that has a due date, when the period ended.

    :return: ``in_time``, ``late``, ``refused``, ``oral``, ``running`` or ``overdue``
    """
    met, limit = met_on(row), row.limit or row.due
    if not period.over_by(met):
        return "overdue" if limit < period.late_from else "running"
    if row.state == "declined":
        return "oral" if is_oral(row) else "refused"
    return "in_time" if met <= limit else "late"


def _parts(section, rows, key, codes):
    """The total, then one line for each value of the key."""
    found = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return [
        Figure(section, "total", tuple(rows)),
        *(Figure(section, code or "unknown", tuple(found[code])) for code in codes),
    ]


def held_figures(rows, period, motifs):
    """Interviews held and refused: by motif, by category, état des lieux apart.

    :param motifs: codes of all, in the order of the lines
    """
    held = [row for row in rows if is_held(row, period)]
    declined = [
        row for row in rows if row.state == "declined" and period.has(row.declined)
    ]
    refused = [row for row in declined if not is_oral(row)]
    with_bilan = tuple(row for row in held if row.bilan)
    return [
        *_parts("held", held, lambda row: row.motif, motifs),
        Figure("held", "bilan", with_bilan),
        *_parts("category", held, lambda row: row.category, CATEGORIES),
        *_parts("refused", refused, lambda row: row.motif, motifs),
        Figure("refused", "oral", tuple(row for row in declined if is_oral(row))),
    ]


def due_figures(rows, period):
    """What the law asked for: due, held in time or not, overdue at the end."""
    asked = [row for row in rows if row.motif != "on_request"]
    due = [row for row in asked if period.has(row.due)]
    codes = ("in_time", "late", "refused", "oral", "running", "overdue")
    before = [row for row in asked if period.over_by(row.due)]
    backlog = (row for row in before if outcome(row, period) == "overdue")
    unknown = (row for row in asked if is_held(row, period) and not row.due)
    return [
        *_parts("due", due, lambda row: outcome(row, period), codes),
        Figure("due", "backlog", tuple(backlog)),
        Figure("due", "unknown", tuple(unknown)),
    ]


def copy_figures(rows, period):
    """Copies handed over in the period, and those of its interviews."""
    handed = (row for row in rows if row.state in HELD_STATES and period.has(row.copy))
    held = [row for row in rows if is_held(row, period)]
    _total, *parts = _parts(
        "copies",
        held,
        lambda row: "given" if period.over_by(row.copy) else "missing",
        ("given", "missing"),
    )
    return [Figure("copies", "total", tuple(handed)), *parts]


def bilan_figures(rows, period):
    """États des lieux: due and what became of them, held, handed over.

    What was declined by word of mouth is not counted: it leaves the état des lieux to
    hold, in another interview.
    """
    bilans = [row for row in rows if row.bilan and not is_oral(row)]
    due = [row for row in bilans if row.motif != "on_request" and period.has(row.due)]
    ended = defaultdict(list)
    for row in due:
        ended[outcome(row, period)].append(row)
    met = [row for row in bilans if row.state in HELD_STATES]
    found = {
        "total": due,
        "refused": ended["refused"],
        "overdue": ended["overdue"],
        "held": [row for row in met if period.has(row.held)],
        "copies": [row for row in met if period.has(row.bilan_copy)],
    }
    return [Figure("bilan", code, tuple(rows)) for code, rows in found.items()]


def corrective_figures(rows, period):
    """Abondements correctifs: number and euros, due, paid, still to pay."""
    kept = [row for row in rows if row.state != "cancelled"]
    due = [row for row in kept if period.has(row.bilan_date)]
    paid = [row for row in due if _is_paid(row, period)]
    to_pay = [row for row in due if not _is_paid(row, period)]
    flow = [row for row in kept if row.state == "paid" and period.has(row.paid_on)]
    found = {"total": due, "paid": paid, "to_pay": to_pay, "flow": flow}
    return [
        Figure(
            "corrective",
            code,
            tuple(lines),
            round(sum(row.amount for row in lines), 2),
            has_sex=False,
        )
        for code, lines in found.items()
    ]


def _is_paid(row, period):
    """Paid when the period ended; a payment without its day counts as made."""
    return row.state == "paid" and (not row.paid_on or period.over_by(row.paid_on))


def training_figures(needs, trainings):
    """Training actions: those that needs led to, those that états des lieux confirm."""
    found = {
        "total": needs,
        "done": [row for row in needs if row.followup_state == "done"],
        "confirmed": trainings,
        "mandatory": [row for row in trainings if row.mandatory],
    }
    return [Figure("training", code, tuple(rows)) for code, rows in found.items()]


def headcount_figures(contracts, day):
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
        *_parts("headcount", found["employed"], lambda row: row.category, CATEGORIES),
        Figure("headcount", "undated", tuple(found["undated"])),
        Figure("headcount", "undeparted", tuple(found["undeparted"])),
    ]
