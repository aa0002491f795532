"""The cases of dates_2026.csv: of the ministry, of the Code, or derived from them."""

import csv
from datetime import date
from pathlib import Path

import pytest
from careers import KINDS, LAWS, items, pairs, span
from schedule import (
    Absence,
    Contract,
    Facts,
    Interview,
    Settings,
    plan,
    timeline_for,
)

ROOT = Path(__file__).resolve().parents[2]
DATES = ROOT / "hr_entretien_professionnel/tests/data/dates_2026.csv"
# Column of what is expected → obligation of the plan, and the date of it.
EXPECTED = {
    "expected_next": ("periodic", "target"),
    "expected_edl_target": ("bilan", "target"),
    "expected_edl_limit": ("bilan", "limit"),
    "expected_return": ("return", "target"),
    "expected_mid": ("mid_career", "target"),
    "expected_end_limit": ("end_career", "limit"),
}


def read_cases():
    with DATES.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def day(text):
    return date.fromisoformat(text) if text else None


def timeline_of(case):
    rhythm, *options = case["rhythm"].split()
    if rhythm != "agreement":
        return timeline_for(rhythm, LAWS)
    told = pairs(" ".join(options))
    return timeline_for(
        rhythm,
        LAWS,
        old_agreement_months=int(told["old"]),
        agreement_months=int(told["months"]),
        agreement_date=day(case["regime_start"]),
    )


def interviews_of(case):
    flags = dict(item.split() for item in items(case["flags"]))
    for held in items(case["interviews_held"]):
        told = {flags[held]: True} if held in flags else {}
        yield Interview(day(held), **told)
    for held in items(case["edl_held"]):
        yield Interview(day(held), bilan=True)
    for refused in items(case["refusals"]):
        yield Interview(day(refused), refused=True)


def absences_of(case):
    for item in items(case["absences"]):
        kind, days = item.split()
        yield Absence(KINDS[kind], *span(days))


def facts_of(case):
    spans = items(case["contracts"]) or [f"{case['hired']}.."]
    return Facts(
        contracts=tuple(Contract(*span(item)) for item in spans),
        seniority_override=day(case["override"]),
        interviews=tuple(interviews_of(case)),
        absences=tuple(absences_of(case)),
        birthday=day(case["birthday"]),
        visit=day(case["visit"]),
    )


CASES = read_cases()


def test_no_case_is_lost():
    assert len(CASES) == 24


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    found = plan(facts_of(case), timeline_of(case), Settings(bilan_chain=case["chain"]))
    told = {}
    duties = {**found.by_kind, "periodic": found.periodic}
    for column, (kind, name) in EXPECTED.items():
        duty = duties.get(kind)
        told[column] = getattr(duty, name).isoformat() if duty else ""
    if found.end:
        # Of a contract that ends only the next date is given.
        assert told["expected_next"] == case["expected_next"]
    else:
        assert told == {column: case[column] for column in EXPECTED}
