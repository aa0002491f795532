"""The careers of careers.csv: at least one for each rule, and each of its limits."""

import csv
from pathlib import Path

import pytest
from careers import DATES, career, dates_of, items, pairs, settings, timeline
from schedule import plan

FACTS = DATES | {"override"}


def read_rows():
    table = Path(__file__).with_name("careers.csv")
    with table.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


ROWS = read_rows()


def plan_of(row):
    more = pairs(row["more"])
    dates = {name: value for name, value in more.items() if name in FACTS}
    options = {name: value for name, value in more.items() if name not in FACTS}
    facts = career(row["contracts"], row["interviews"], row["absences"], **dates)
    return plan(facts, timeline(row["rhythm"]), settings(options))


def test_every_row_has_its_own_name():
    assert len({row["id"] for row in ROWS}) == len(ROWS) > 100


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_career(row):
    found = plan_of(row)
    told = [dates_of(duty) for duty in found.due]
    if found.blocked:
        told.append(f"blocked {found.blocked.code}")
    assert told == items(row["due"]), row["rule"]
    discarded = sorted(dates_of(duty) for duty in found.discarded)
    assert discarded == sorted(items(row["discarded"])), row["rule"]
