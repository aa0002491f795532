"""The engine against a second reading of the law, on careers that keep to its edges.

``oracle`` was written from the wording alone: what both say is what the law says, or
the same error made twice. Where the wording is silent (its docstring lists where) it
follows the reading that the engine chose. ``compare`` may be run on many more seeds.
"""

import random
from dataclasses import replace
from datetime import date

import oracle
import pytest
from careers import KINDS, LAWS
from schedule import (
    Absence,
    AbsenceKind,
    Contract,
    Facts,
    Interview,
    Settings,
    cycles,
    in_time_only,
    pay_by,
    plan,
    timeline_for,
)

CASES = 1500
TODAY = date(2026, 11, 28)
ILLNESS = AbsenceKind("illness", "", triggers_return=False, disputed="illness")
# What the wording leaves open, as the engine reads it.
CHOICES = {"half_rounded_down": "moved"}


def random_case(seed):
    case = oracle.random_case(random.Random(seed))
    # One reading for both family leaves, as the company's settings have it.
    case["solidarite_familiale"] = case["presence_parentale"]
    return case


def compare(seed):
    """What the two say of a random career where they differ, by name of the output."""
    case = random_case(seed)
    engine, law = told_by_engine(case), told_by_oracle(case)
    return {
        name: {"case": case, "engine": engine.get(name), "oracle": law.get(name)}
        for name in engine | law
        if engine.get(name) != law.get(name)
    }


@pytest.fixture(autouse=True)
def _readings(monkeypatch):
    for name, reading in CHOICES.items():
        monkeypatch.setitem(oracle.CHOICES, name, reading)


@pytest.mark.parametrize("hundred", range(CASES // 100))
def test_both_say_the_same(hundred):
    for seed in range(100 * hundred, 100 * hundred + 100):
        assert compare(seed) == {}, seed


def timeline_of(case):
    laws = (
        replace(LAWS[0], bilan_tolerance_months=case["tolerance_2014"]),
        replace(
            LAWS[1],
            bilan_tolerance_months=case["tolerance_2025"],
            date_from=case["law_2025_from"],
        ),
    )
    if isinstance(case["rhythm"], str):
        return timeline_for(case["rhythm"], laws)
    name, old, months = case["rhythm"]
    return timeline_for(
        name,
        laws,
        old_agreement_months=old,
        agreement_months=months,
        agreement_date=case["agreement_date"],
    )


def settings_of(case):
    return Settings(
        gap_days=case["gap_days"],
        bilan_chain=case["chain"],
        return_days=case["return_days"],
        suspend_periodic=case["suspend_periodic"],
        family_leaves=case["presence_parentale"],
        illness={"all": "counted", "none": "left_out"}[case["illness"]],
        whole_cycle=case["agreement_whole_cycle"],
    )


def facts_of(case):
    return Facts(
        contracts=tuple(Contract(*each) for each in case["contracts"]),
        seniority_override=case["override"],
        interviews=tuple(Interview(**each) for each in case["interviews"]),
        absences=tuple(
            Absence(KINDS.get(code, ILLNESS), first, last, announced=first)
            for code, first, last in case["absences"]
        ),
        birthday=case["birthday"],
        visit=case["visit"],
        departure=case["departure"],
    )


def told_by_engine(case):
    facts, law, chosen = facts_of(case), timeline_of(case), settings_of(case)
    found = plan(facts, law, chosen)
    told = {"start": found.start}
    for name in ("bilan", "return_", "before_leave", "mid_career"):
        duty = found.by_kind.get(name.strip("_"))
        told[name] = duty and (duty.target, duty.limit)
    told["periodic"] = found.periodic and (found.periodic.target, found.periodic.limit)
    told["kind"] = found.periodic and found.periodic.kind
    early = found.bilan and found.bilan.reason.figures.get("possible_from")
    told["possible_from"] = early and date.fromisoformat(early)
    end = found.by_kind.get("end_career")
    if end and found.end and found.end < end.limit:
        # Kept because another talk that the contract lasts to see would carry it.
        end = None
    told["end_career"] = end and (
        date.fromisoformat(end.reason.figures["window_from"]),
        end.limit,
    )
    read = cycles(facts, law, chosen)
    strict = map(in_time_only, cycles(facts, law, chosen))
    told["cycles"] = [each.closed for each in read]
    for number, (lenient, other) in enumerate(zip(read, strict, strict=True)):
        told |= cycle_of_engine(number, lenient, other, found.end or date.max)
    return told


def cycle_of_engine(number, cycle, strict, end):
    what = "running" if cycle.closed is None else "closed"
    return {
        f"{what} after {number}": cycle.period_from,
        f"{what} required {number}": [
            (
                "periodic" if duty.kind == "first" else duty.kind,
                duty.target,
                duty.limit,
                duty.held,
            )
            for duty in cycle.required
            # Met before the end, the date itself may come after it.
            if duty.target <= end
        ],
        f"{what} lenient {number}": not cycle.missing(TODAY),
        f"{what} strict {number}": not strict.missing(TODAY),
        f"{what} pay_by {number}": pay_by(cycle.closed or cycle.limit),
    }


def told_by_oracle(case):
    found = oracle.dates(case)
    told = {"start": found["start"]}
    for name in ("periodic", "bilan", "return_", "mid_career"):
        duty = found[name]
        told[name] = duty and (duty["target"], duty["limit"])
    eves = found["before_leave"]
    told["before_leave"] = eves and (eves[0]["target"], eves[0]["limit"])
    told["kind"] = found["periodic"] and found["periodic"]["kind"]
    told["possible_from"] = found["bilan"] and found["bilan"]["possible_from"]
    end = found["end_career"]
    told["end_career"] = end and (end["from"], end["limit"])
    read = oracle.cycles(case, TODAY)
    told["cycles"] = [each["held"] for each in read]
    end = oracle.employment(case)[1] or date.max
    for number, each in enumerate(read):
        told |= cycle_of_oracle(number, each, end)
    return told


def cycle_of_oracle(number, cycle, end):
    what = "running" if cycle["held"] is None else "closed"
    return {
        f"{what} after {number}": cycle["after"],
        f"{what} required {number}": [
            (duty["kind"], duty["target"], duty["limit"], duty["held"])
            for duty in cycle["required"]
            if duty["target"] <= end
        ],
        f"{what} lenient {number}": cycle["all_lenient"],
        f"{what} strict {number}": cycle["all_strict"],
        f"{what} pay_by {number}": cycle["pay_by"],
    }
