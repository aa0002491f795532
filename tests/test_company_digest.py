"""What an update loses of a company is seen; what it renames or adds is no loss."""

import pathlib
import runpy

import pytest

ROOT = pathlib.Path(__file__).parents[1]
lost = runpy.run_path(str(ROOT / "bin/lib/company_digest.py"))["lost"]
BEFORE = {
    "hr_entretien": {
        "id": {"1": "1", "2": "2"},
        "prospects": {"1": "Learn", "2": "Teach"},
        "conclusion": {},
    },
    "documents": {"sha256": {"7": "ab"}},
}


def after(**columns):
    return {**BEFORE, "hr_entretien": {**BEFORE["hr_entretien"], **columns}}


def without(name, **columns):
    now = after(**columns)
    del now["hr_entretien"][name]
    return now


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        after(id={"1": "1", "2": "2", "3": "3"}),
        after(summary={"1": "New"}),
        after(conclusion={"1": "Filled in since"}),
        without("conclusion"),
        # Renamed; that the new one holds more is no loss.
        without("prospects", plans={"1": "Learn", "2": "Teach", "3": "Stay"}),
    ],
)
def test_nothing_is_lost(now):
    assert lost(BEFORE, now) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (without("prospects"), "hr_entretien.prospects is gone"),
        (
            without("prospects", plans={"1": "Learn", "2": "Other"}),
            "hr_entretien.prospects is gone",
        ),
        (
            after(prospects={"1": "Learn"}),
            "hr_entretien.prospects of 2: 'Teach' became None",
        ),
        (
            after(id={"1": "1"}),
            "hr_entretien.id of 2: '2' became None",
        ),
        (
            {**BEFORE, "documents": {"sha256": {"7": "cd"}}},
            "documents.sha256 of 7: 'ab' became 'cd'",
        ),
    ],
)
def test_what_is_lost_is_named(now, said):
    assert lost(BEFORE, now) == [said]


def test_a_table_that_is_gone():
    now = {"documents": BEFORE["documents"]}
    assert lost(BEFORE, now) == [
        "hr_entretien.id is gone",
        "hr_entretien.prospects is gone",
    ]
