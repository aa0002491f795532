"""Careers for the tests of the engine, built from short texts or by name.

``2022-01-10..2024-06-30`` is a contract, ``2024-01-08+bilan+refused`` an interview,
``maternity 2024-03-01..2024-08-31`` an absence, with ``+2024-01-08`` one announced on
that day, with ``+ahead`` one known ahead that no talk has preceded since; items are
parted by semicolons. The rhythm ``old_law`` is the law of 2014 alone.
"""

import ast
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from schedule import (
    LAW_2014,
    LAWS,
    Absence,
    AbsenceKind,
    Contract,
    Facts,
    Interview,
    Settings,
    Timeline,
    plan,
    timeline_for,
)

LEGAL = timeline_for("legal", LAWS)
TWO_SIX = timeline_for("two_six", LAWS)
OLD_LAW = Timeline((LAW_2014,))
DATA = Path(__file__).resolve().parents[2] / "hr_entretien_professionnel" / "data"
OPTIONS = {"months": "agreement_months", "date": "agreement_date"}
OPTIONS["old"] = "old_agreement_months"
DATES = {"birthday", "visit", "departure"}


def day(text):
    return date.fromisoformat(text) if text else None


def legal_kinds():
    """The kinds of absence by code: the rows that the application is delivered with."""
    found = {}
    rows = ElementTree.parse(DATA / "hr_entretien_absence_type_data.xml")
    for row in rows.iter("record"):
        cells = {cell.get("name"): cell for cell in row}
        first = cells.pop("not_after_ids", None)
        codes = re.findall(
            r"absence_type_(\w+)", "" if first is None else first.get("eval")
        )
        values = {name: value_of(cell) for name, cell in cells.items()}
        del values["name"], values["sequence"]
        values.setdefault("article", "")
        kind = AbsenceKind(**values, not_after=frozenset(codes))
        found[kind.code] = kind
    return found


def value_of(cell):
    if cell.get("eval"):
        return ast.literal_eval(cell.get("eval"))
    if cell.get("name").startswith(("date_", "uncounted_from")):
        return day(cell.text)
    return int(cell.text) if cell.text.isdigit() else cell.text


KINDS = legal_kinds()


def items(text):
    return [item.strip() for item in text.split(";") if item.strip()]


def pairs(text):
    return dict(item.split("=") for item in text.split())


def span(text):
    return tuple(day(part) for part in text.split(".."))


def interview(text):
    held, *flags = text.split("+")
    return Interview(day(held), **dict.fromkeys(flags, True))


def absence(text):
    code, told = text.split()
    dates, _, known = told.partition("+")
    start, end = span(dates)
    return Absence(KINDS[code], start, end, start if known == "ahead" else day(known))


def career(contracts="2020-05-04..", interviews="", absences="", **dates):
    """Facts from texts; ``birthday``, ``visit``, ``departure``, ``override`` too."""
    return Facts(
        contracts=tuple(Contract(*span(item)) for item in items(contracts)),
        interviews=tuple(interview(item) for item in items(interviews)),
        absences=tuple(absence(item) for item in items(absences)),
        seniority_override=day(dates.pop("override", None)),
        **{name: day(value) for name, value in dates.items()},
    )


def timeline(text):
    rhythm, _, options = text.partition(" ")
    if rhythm == "old_law":
        return OLD_LAW
    chosen = {
        OPTIONS[name]: day(value) if name == "date" else int(value)
        for name, value in pairs(options).items()
    }
    return timeline_for(rhythm, LAWS, **chosen)


def settings(options):
    return Settings(
        **{
            name: int(value) if value.isdigit() else value
            for name, value in options.items()
        }
    )


def dates_of(duty):
    """A duty as the table writes it: kind, target and, when another day, limit."""
    limit = "" if duty.limit == duty.target else f"/{duty.limit}"
    return f"{duty.kind} {duty.target}{limit}"


def due(facts, law=LEGAL, chosen=None):
    """What is due, as the table writes it, by kind."""
    found = plan(facts, law, chosen or Settings())
    return {duty.kind: dates_of(duty).split()[1] for duty in found.due}
