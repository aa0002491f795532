"""The published and derived cases of dates.csv, one test a row."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from schedule import (
    LAW_2014,
    LAW_2025,
    LAWS,
    Contract,
    Facts,
    Interview,
    Timeline,
    plan,
    timeline_for,
)

ROOT = Path(__file__).resolve().parents[2]
DATES = ROOT / "hr_entretien_professionnel/tests/data/dates.csv"


def read_cases():
    with DATES.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def days(cell):
    return [date.fromisoformat(day) for day in cell.split(";") if day]


def facts_of(case):
    interviews = [Interview(day) for day in days(case["interviews_held"])]
    bilans = [Interview(day, bilan=True) for day in days(case["edl_held"])]
    return Facts(
        contracts=(Contract(date.fromisoformat(case["hired"])),),
        interviews=(*interviews, *bilans),
    )


def timeline_of(case):
    if not case["regime_start"]:
        return timeline_for("two_six", LAWS)
    day = date.fromisoformat(case["regime_start"])
    return Timeline((LAW_2014, replace(LAW_2025, date_from=day)))


CASES = read_cases()


def test_no_case_is_lost():
    assert [case["id"] for case in CASES] == [f"P{n}" for n in range(1, 16)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    found = plan(facts_of(case), timeline_of(case))
    expected = (
        case["expected_next"],
        case["expected_edl_target"],
        case["expected_edl_limit"],
    )
    assert expected == (
        found.periodic.target.isoformat(),
        found.bilan.target.isoformat(),
        found.bilan.limit.isoformat(),
    )
    assert found.periodic.limit == found.periodic.target
