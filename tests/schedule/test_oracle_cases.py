"""The oracle itself: every published or derived case must come out of it.

Where a case and the wording disagree, the case is followed.
"""

import csv
import random
from datetime import date
from pathlib import Path

import oracle
import pytest

DATA = Path(__file__).parents[2] / "hr_entretien_professionnel" / "tests" / "data"


def table(name):
    with open(DATA / name, encoding="utf-8", newline="") as lines:
        return [pytest.param(line, id=line["id"]) for line in csv.DictReader(lines)]


def day(text):
    return date.fromisoformat(text) if text else None


def span(text):
    first, last = text.strip().split("..")
    return day(first), day(last)


def parts(text):
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def talks(line):
    found = [{"held": day(each)} for each in parts(line["interviews_held"])]
    found += [{"held": day(each), "bilan": True} for each in parts(line["edl_held"])]
    for each in parts(line.get("refusals")):
        found.append({"held": day(each), "refused": True})
    for each in parts(line.get("flags")):
        held, flag = each.split()
        for talk in found:
            if talk["held"] == day(held):
                talk[flag] = True
    return found


def case_of(line):
    case = {
        "contracts": [span(each) for each in parts(line.get("contracts"))]
        or [(day(line["hired"]), None)],
        "override": day(line.get("override")),
        "interviews": talks(line),
        "absences": [
            (each.split()[0], *span(each.split()[1]))
            for each in parts(line.get("absences"))
        ],
        "visit": day(line.get("visit")),
        "birthday": day(line.get("birthday")),
        "chain": line.get("chain") or "seniority",
    }
    rhythm = line.get("rhythm") or ("legal" if line["regime_start"] else "two_six")
    if rhythm.startswith("agreement"):
        _name, old, months = rhythm.split()
        case["rhythm"] = (
            "agreement",
            int(old.removeprefix("old=")),
            int(months.removeprefix("months=")),
        )
        case["agreement_date"] = day(line["regime_start"])
    else:
        case["rhythm"] = rhythm
        if line["regime_start"]:
            case["law_2025_from"] = day(line["regime_start"])
    return case


def of(due, name):
    return due and due[name]


@pytest.mark.parametrize("line", table("dates.csv"))
def test_published_case(line):
    due = oracle.dates(case_of(line))
    assert of(due["periodic"], "target") == day(line["expected_next"])
    assert of(due["bilan"], "target") == day(line["expected_edl_target"])
    assert of(due["bilan"], "limit") == day(line["expected_edl_limit"])


@pytest.mark.parametrize("line", table("dates_2026.csv"))
def test_case_of_2026(line):
    case = case_of(line)
    due = oracle.dates(case)
    assert of(due["periodic"], "target") == day(line["expected_next"])
    assert of(due["bilan"], "target") == day(line["expected_edl_target"])
    assert of(due["bilan"], "limit") == day(line["expected_edl_limit"])
    if oracle.employment(case)[1] is None:
        assert of(due["return_"], "target") == day(line["expected_return"])
        assert of(due["mid_career"], "target") == day(line["expected_mid"])
        assert of(due["end_career"], "limit") == day(line["expected_end_limit"])


@pytest.mark.parametrize(
    ("edl", "paid_by"),
    [
        ("2022-01-10", "2022-06-30"),
        ("2022-03-31", "2022-06-30"),
        ("2022-04-01", "2022-09-30"),
        ("2026-11-22", "2027-03-31"),
        ("2026-12-31", "2027-03-31"),
        ("2027-02-10", "2027-06-30"),
        ("2020-05-04", "2022-03-31"),
        ("2021-12-31", "2022-03-31"),
    ],
)
def test_pay_by(edl, paid_by):
    assert oracle.pay_by(day(edl)) == day(paid_by)


def test_a_talk_on_one_return_is_not_early_for_the_absence_around_it():
    case = {
        "contracts": [(date(2018, 1, 8), None)],
        "absences": [
            ("mandat_syndical", date(2022, 7, 1), date(2026, 6, 30)),
            ("maternity", date(2024, 3, 4), date(2024, 6, 30)),
        ],
        "interviews": [{"held": date(2024, 7, 8), "on_return": True}],
    }
    assert oracle.return_(case)["target"] == date(2026, 7, 1)


def test_six_months_of_illness_are_not_a_long_one():
    def back(last):
        absence = ("long_illness", date(2024, 1, 15), last)
        return oracle.return_(
            {"contracts": [(date(2018, 1, 8), None)], "absences": [absence]}
        )

    assert back(date(2024, 7, 14)) is None
    assert back(date(2024, 7, 15))["target"] == date(2024, 7, 16)


def test_six_years_without_a_talk_and_one_in_time_thanks_to_2021():
    case = {
        "rhythm": "two_six",
        "contracts": [(date(2016, 4, 4), None)],
        "interviews": [
            {"held": date(2018, 9, 3)},
            {"held": date(2021, 6, 30)},
            {"held": date(2022, 4, 4), "bilan": True},
        ],
    }
    closed = oracle.cycles(case, date(2022, 4, 4))[0]
    assert [(each["target"], each["state"]) for each in closed["required"]] == [
        (date(2018, 4, 4), "late"),
        (date(2020, 9, 3), "met"),
    ]
    assert closed["all_lenient"] and not closed["all_strict"]

    del case["interviews"][:2]
    alone = oracle.cycles(case, date(2022, 4, 4))[0]
    # Held on the day of the third date, the EDL stands for the second one, too late.
    assert [(each["target"], each["state"]) for each in alone["required"]] == [
        (date(2018, 4, 4), "missing"),
        (date(2020, 4, 4), "missing"),
    ]


def test_an_agreement_above_four_years_is_refused_and_an_old_one_lapses():
    case = {
        "contracts": [(date(2021, 1, 4), None)],
        "interviews": [{"held": date(2026, 10, 2)}],
    }
    lapsed = {**case, "rhythm": ("agreement", 60, None)}
    assert oracle.periodic(lapsed)["target"] == date(2030, 10, 2)
    with pytest.raises(ValueError, match="four years"):
        oracle.periodic({**case, "rhythm": ("agreement", 60, 49)})


@pytest.mark.parametrize("seed", range(5))
def test_random_careers_are_computed(seed):
    rng = random.Random(seed)
    for _each in range(20):
        case = oracle.random_case(rng)
        due = oracle.dates(case)
        start, end = oracle.employment(case)
        assert due["start"] == start
        for name in ("periodic", "bilan", "return_", "mid_career"):
            if due[name]:
                assert due[name]["target"] <= due[name]["limit"]
                assert end is None or due[name]["target"] <= end
        for closed in oracle.cycles(case, oracle.TODAY):
            assert closed["after"] <= closed["until"]
