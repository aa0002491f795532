from datetime import date

import pytest
from spreadsheet.dsn import Contract, Individual, Suspension
from spreadsheet.dsn_differences import Recorded, differences, find_person
from spreadsheet.people import Directory, Person

MONTH = date(2026, 10, 1)
BORN = date(1968, 6, 15)
START = date(2018, 1, 8)


def day(text):
    return date.fromisoformat(text) if text else None


def contract(start, end=None, expected=None):
    return Contract(1, day(start), "01", day(expected), day(end))


def found(*contracts, known=(), **kw):
    """(kind, day, code) of each difference."""
    recorded = Recorded(tuple((day(s), day(e)) for s, e in known), **kw)
    individual = Individual(1, contracts=contracts)
    return [
        (item.kind, item.day and item.day.isoformat(), item.code)
        for item in differences(individual, recorded, MONTH)
    ]


@pytest.mark.parametrize(
    ("contracts", "known", "wanted"),
    [
        (["2018-01-08"], [("2018-01-08", None)], []),
        (["2018-01-08"], [], [("start", "2018-01-08", "")]),
        (["2018-01-07"], [("2018-01-08", None)], [("start", "2018-01-07", "")]),
        (["2018-01-09"], [("2018-01-08", None)], [("start", "2018-01-09", "later")]),
        # Payroll has for one contract two that follow each other here.
        (["2018-01-08"], [("2018-01-08", "2018-12-31"), ("2019-01-01", None)], []),
        # A fixed-term contract of the past says nothing of the one that follows it.
        (["2019-01-01"], [("2018-01-08", "2018-12-31"), ("2019-01-01", None)], []),
        (["2018-01-08"], [("2018-01-08", "2026-09-30")], [("end", None, "")]),
        (["2018-01-08"], [("2018-01-08", "2026-10-15")], []),
        (
            ["2016-06-01"],
            [("2016-01-04", "2016-12-31"), ("2017-01-01", None)],
            [("start", "2016-06-01", "later")],
        ),
        (
            ["2016-11-01"],
            [("2016-01-04", "2016-12-31"), ("2017-01-01", None)],
            [("start", "2016-11-01", "overlap")],
        ),
    ],
)
def test_starts_of_contracts(contracts, known, wanted):
    assert found(*map(contract, contracts), known=known) == wanted


@pytest.mark.parametrize(
    ("end", "known_end", "code"),
    [
        ("2026-10-15", None, "shorter"),
        ("2026-10-15", "2026-10-31", "shorter"),
        ("2026-10-31", "2026-10-15", ""),
    ],
)
def test_ends_of_contracts(end, known_end, code):
    known = [("2018-01-08", known_end)]
    wanted = [("end", end, code)]
    assert found(contract("2018-01-08", end), known=known) == wanted
    assert found(contract("2018-01-08", expected=end), known=known) == wanted
    assert found(contract("2018-01-08", end), known=[("2018-01-08", end)]) == []


def absences(item, *known):
    recorded = Recorded(
        absences=tuple((1, code, day(s), day(e)) for code, s, e in known)
    )
    individual = Individual(1, suspensions=(item,))
    return [
        (str(item.day), item.day_to and str(item.day_to), item.about, item.code)
        for item in differences(individual, recorded, MONTH)
    ]


@pytest.mark.parametrize(
    ("start", "end", "resumed", "wanted"),
    [
        ("2026-03-01", "2026-06-21", False, []),
        ("2026-04-01", "2026-04-30", False, []),
        ("2026-06-22", "2026-07-31", False, [("2026-03-01", "2026-07-31", 1, "")]),
        ("2026-03-01", "2026-05-31", False, []),
        ("2026-03-01", "2026-05-31", True, [("2026-03-01", "2026-05-31", 1, "")]),
        ("2026-02-20", "2026-06-21", False, [("2026-02-20", "2026-06-21", 1, "")]),
        ("2026-05-01", None, False, []),
        ("2026-09-01", "2026-09-30", False, [("2026-09-01", "2026-09-30", None, "")]),
        ("2026-09-01", None, False, [("2026-09-01", None, None, "goes_on")]),
    ],
)
def test_an_absence_and_the_same_one_here(start, end, resumed, wanted):
    item = Suspension(1, "60", "02", day(start), day(end), resumed)
    for code in ("maternity", "adoption"):
        assert absences(item, (code, "2026-03-01", "2026-06-21")) == wanted


def test_another_kind_is_another_absence():
    item = Suspension(1, "65", "639", day("2026-03-01"), day("2026-06-21"))
    known = ("parental", "2026-03-01", "2026-06-21")
    assert absences(item, known) == [("2026-03-01", "2026-06-21", None, "")]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (("years", 8), None),
        (("months", 105), None),
        (("months", 106), ("2018-01-01", "seniority")),
        (("months", 60), ("2021-11-01", "seniority")),
        (("days", 3200), None),
        (("days", 4000), ("2015-11-19", "")),
        (("days", 400), ("2025-09-27", "seniority")),
    ],
)
def test_seniority(said, wanted):
    known = Recorded(((START, None),), start=START)
    individual = Individual(1, contracts=(Contract(1, START),), seniority=(said,))
    items = differences(individual, known, MONTH)
    assert [(str(one.day), one.code) for one in items] == ([wanted] if wanted else [])


PEOPLE = [
    Person(1, "Zoé Lefèvre", ("12",)),
    Person(2, "Zoé Lefèvre", ("13",)),
    Person(3, "Anne Durand", ("14",), here=False),
    Person(4, "Jean Petit", ("15",)),
]
BIRTHDAYS = {1: BORN, 2: date(1990, 1, 1), 3: BORN}


@pytest.mark.parametrize(
    ("names", "number", "born", "wanted"),
    [
        (("LEFEVRE", "", "ZOE"), "0012", None, 1),
        (("LEFEVRE", "", "ZOE MARIE"), "", BORN, 1),
        (("MARTIN", "LEFEVRE", "ZOE"), "999", date(1990, 1, 1), 2),
        (("LEFEVRE", "", "ZOE"), "", None, "name_alone"),
        (("LEFEVRE", "", "ZOE"), "", date(1971, 1, 1), "name_alone"),
        (("PETIT", "", "JEAN"), "", BORN, "name_alone"),
        (("DURAND", "", "ANNE"), "", BORN, "elsewhere"),
        (("DURAND", "", "ANNE"), "14", BORN, "elsewhere"),
        (("DURAND", "", "ANNE"), "12", BORN, "other_name"),
        (("NOBODY", "", "X"), "", BORN, "unknown"),
        (("", "", ""), "", None, "unknown"),
    ],
)
def test_who_is_meant(names, number, born, wanted):
    individual = Individual(1, "2680675123456", *names, born, number)
    answer = find_person(individual, Directory(PEOPLE), BIRTHDAYS, {})
    assert (answer.problem or answer.people[0].id) == wanted


def test_by_nir_where_it_may_be_used():
    individual = Individual(1, "2680675123456", "X", "", "Y", BORN, "99")
    by_nir = {"2680675123456": PEOPLE[0]}
    assert find_person(individual, Directory(PEOPLE), {}, by_nir).people == (PEOPLE[0],)


def test_what_is_kept_of_somebody_to_choose_has_no_nir():
    individual = Individual(
        1, "2680675123456", "X", "", "Y", BORN, "99",
        (contract("2018-01-08", None, "2026-12-31"),),
        (Suspension(1, "65", "639", START, None),),
        (("days", 12),),
    )  # fmt: skip
    kept = individual.to_json()
    assert "2680675123456" not in str(kept)
    assert Individual.from_json(kept) == individual._replace(nir="")
