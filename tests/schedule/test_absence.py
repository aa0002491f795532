from datetime import date, timedelta

import pytest
from careers import KINDS, absence
from schedule import Absence, AbsenceKind, add_months, merge

DAY = timedelta(days=1)
FIRST = date(2024, 3, 1)
MATERNITY = absence("maternity 2024-03-01..2024-06-30")


def following(before, kind, days, uncovered=0):
    """An absence of ``days`` that starts ``uncovered`` days after another one."""
    start = before.end + (uncovered + 1) * DAY
    return Absence(KINDS[kind], start, start + (days - 1) * DAY)


def spans(*absences):
    return [(spell.start, spell.end) for spell in merge(absences)]


def returning(*absences):
    return [spell.returning and spell.returning.code for spell in merge(absences)]


@pytest.mark.parametrize(
    ("code", "article", "returns", "uncounted"),
    [
        ("maternity", "L.1225-17", True, 0),
        ("parental", "L.1225-47", True, 50),
        ("parental_part_time", "L.1225-47", True, 0),
        ("proche_aidant", "L.3142-16", True, 0),
        ("adoption", "L.1225-37", True, 0),
        ("sabbatical", "L.3142-28", True, 100),
        ("mobilite_volontaire", "L.1222-12", True, 0),
        ("long_illness", "L.324-1 CSS", True, 0),
        ("long_illness_ald", "L.324-1 CSS", True, 0),
        ("mandat_syndical", "L.6315-1", True, 0),
        ("naissance", "L.1225-46-2", True, 0),
        ("unpaid", "", False, 100),
        ("presence_parentale", "L.1225-62", False, 0),
        ("solidarite_familiale", "L.3142-11", True, 0),
    ],
)
def test_legal_kind(code, article, returns, uncounted):
    kind = KINDS[code]
    found = kind.article, kind.triggers_return, kind.uncounted
    assert found == (article, returns, uncounted)


def test_what_is_particular_to_one_legal_kind():
    kinds = KINDS.values()
    assert len(kinds) == 14
    assert {kind.code for kind in kinds if kind.over_months} == {"long_illness"}
    assert KINDS["long_illness"].over_months == 6
    assert {kind.code for kind in kinds if kind.apart} == {
        "mandat_syndical",
        "parental_part_time",
    }
    assert {kind.code for kind in kinds if kind.date_from} == {"naissance"}
    assert not any(kind.date_to for kind in kinds)
    assert KINDS["naissance"].not_after == {"maternity", "adoption"}
    assert not any(kind.not_after for kind in kinds if kind.code != "naissance")
    assert {kind.code: kind.before_leave for kind in kinds if kind.before_leave} == {
        "proche_aidant": "L.3142-23",
        "solidarite_familiale": "L.3142-11",
    }
    assert {kind.code: kind.disputed for kind in kinds if kind.disputed} == {
        "long_illness": "illness",
        "long_illness_ald": "illness",
        "presence_parentale": "family_leaves",
        "solidarite_familiale": "family_leaves",
    }
    assert {kind.code for kind in kinds if kind.uncounted_from} == {
        "presence_parentale"
    }
    assert {kind.code for kind in kinds if kind.uncounted_former} == {
        "presence_parentale"
    }


def test_presence_parentale_counts_in_full_since_11_march_2023():
    kind = KINDS["presence_parentale"]
    assert kind.uncounted_from == date(2023, 3, 11)
    days = date.min, date(2023, 3, 10), date(2023, 3, 11), date.max
    assert [kind.uncounted_on(day) for day in days] == [50, 50, 0, 0]


def test_share_that_no_law_changed_is_the_same_on_any_day():
    kind = AbsenceKind("tried", "L.1", uncounted=30, uncounted_former=70)
    assert {kind.uncounted_on(day) for day in (date.min, FIRST, date.max)} == {30}


def test_kind_is_in_force_from_its_first_day_to_its_last():
    kind = AbsenceKind("tried", "L.1", FIRST, FIRST + DAY)
    days = [FIRST + number * DAY for number in (-1, 0, 1, 2)]
    assert [kind.in_force(day) for day in days] == [False, True, True, False]
    always = AbsenceKind("always", "L.1")
    assert always.in_force(date.min) and always.in_force(date.max)


def test_kind_of_one_day_in_law():
    assert AbsenceKind("tried", "L.1", FIRST, FIRST).in_force(FIRST)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"uncounted": -1}, "bad: -1 is no percentage"),
        ({"uncounted": 101}, "bad: 101 is no percentage"),
        ({"uncounted_former": -1}, "bad: -1 is no percentage"),
        ({"uncounted_former": 101}, "bad: 101 is no percentage"),
        ({"disputed": "sickness"}, "bad: no reading is named 'sickness'"),
        ({"over_months": -1}, "bad: the shortest length"),
        ({"date_from": FIRST, "date_to": FIRST - DAY}, "bad: it ends in law"),
    ],
)
def test_kind_refuses_what_cannot_be(wrong, message):
    with pytest.raises(ValueError, match=message):
        AbsenceKind("bad", "L.1", **wrong)


@pytest.mark.parametrize("percent", [0, 1, 99, 100])
def test_kind_takes_any_percentage(percent):
    assert AbsenceKind("good", "L.1", uncounted=percent).uncounted == percent
    kind = AbsenceKind("good", "L.1", uncounted_former=percent)
    assert kind.uncounted_former == percent


def test_codes_may_come_as_any_collection():
    kind = AbsenceKind("tried", "L.1", not_after=["maternity", "maternity"])
    assert kind.not_after == frozenset({"maternity"})
    assert hash(kind) == hash(AbsenceKind("tried", "L.1", not_after={"maternity"}))


def test_absence_may_last_one_day_but_not_less():
    kind = KINDS["unpaid"]
    assert Absence(kind, FIRST, FIRST).end == FIRST
    with pytest.raises(ValueError, match="2024-03-01 ends on 2024-02-29"):
        Absence(kind, FIRST, FIRST - DAY)


def test_no_absence_no_spell():
    assert merge(()) == ()


def test_spell_of_one_absence():
    (spell,) = merge([MATERNITY])
    assert (spell.start, spell.end) == (MATERNITY.start, MATERNITY.end)
    assert spell.back == date(2024, 7, 1)
    assert spell.absences == spell.cause == (MATERNITY,)
    assert {item.kind for item in spell.absences} == {KINDS["maternity"]}
    assert spell.returning == KINDS["maternity"]


@pytest.mark.parametrize(("uncovered", "spells"), [(-5, 1), (-1, 1), (0, 1), (1, 2)])
def test_absences_that_leave_no_day_between_them_are_one(uncovered, spells):
    parental = following(MATERNITY, "parental", 30, uncovered)
    found = merge((parental, MATERNITY))
    assert len(found) == spells
    assert found[-1].end == parental.end
    assert found[-1].returning == KINDS["parental"]


def test_of_the_same_days_in_whatever_order():
    """With work meanwhile, it is another absence than the one beside it."""
    mandate = Absence(KINDS["mandat_syndical"], MATERNITY.start, MATERNITY.end)
    found = merge((MATERNITY, mandate))
    assert len(found) == 2
    assert merge((mandate, MATERNITY)) == found


def test_whatever_their_kinds():
    unpaid = following(MATERNITY, "unpaid", 10)
    parental = following(unpaid, "parental", 10)
    (spell,) = merge((MATERNITY, parental, unpaid))
    kinds = [item.kind.code for item in spell.absences]
    assert kinds == ["maternity", "unpaid", "parental"]
    assert spell.cause == (parental,)


def test_absence_within_another_does_not_shorten_it():
    inner = absence("unpaid 2024-04-01..2024-04-30")
    after = following(MATERNITY, "unpaid", 3)
    assert spans(inner, MATERNITY, after) == [(MATERNITY.start, after.end)]


def test_order_and_duplicates_do_not_matter():
    unpaid = following(MATERNITY, "unpaid", 10)
    apart = following(unpaid, "sabbatical", 10, uncovered=1)
    expected = merge((MATERNITY, unpaid, apart))
    assert merge((apart, unpaid, MATERNITY, unpaid)) == expected
    assert [len(spell.absences) for spell in expected] == [2, 1]


@pytest.mark.parametrize(
    ("kinds", "last"),
    [
        (("maternity", "parental"), "parental"),
        (("maternity", "unpaid"), "maternity"),
        (("unpaid", "maternity"), "maternity"),
        (("maternity", "long_illness"), "maternity"),
        (("unpaid", "presence_parentale"), None),
    ],
)
def test_return_is_that_of_the_last_kind_that_has_one(kinds, last):
    first = Absence(KINDS[kinds[0]], FIRST, FIRST + 30 * DAY)
    assert returning(first, following(first, kinds[1], 60)) == [last]


def test_return_is_that_of_the_absence_that_ends_last():
    inner = absence("adoption 2024-04-01..2024-04-30")
    assert returning(MATERNITY, inner) == ["maternity"]
    same_end = absence("adoption 2024-04-01..2024-06-30")
    assert returning(same_end, MATERNITY) == ["adoption"]
    same_days = absence("adoption 2024-03-01..2024-06-30")
    assert returning(same_days, MATERNITY) == ["maternity"]


@pytest.mark.parametrize(
    ("start", "shortest"),
    [
        (date(2024, 3, 1), date(2024, 9, 1)),
        (date(2024, 3, 15), date(2024, 9, 15)),
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 8, 29)),
    ],
)
def test_illness_is_long_over_six_months_and_not_at_six(start, shortest):
    """R.324-1 CSS: more than six months; from 1 March, 31 August makes six."""
    illness = KINDS["long_illness"]
    assert shortest == add_months(start, 6)
    assert returning(Absence(illness, start, shortest)) == ["long_illness"]
    exactly = Absence(illness, start, shortest - DAY)
    assert returning(exactly) == [None]
    assert returning(exactly, following(exactly, "long_illness", 1)) == ["long_illness"]
    assert returning(exactly, following(exactly, "long_illness", 1, 1)) == [None, None]


@pytest.mark.parametrize("days", [1, 30, 183, 400])
def test_affection_de_longue_duree_counts_whatever_its_length(days):
    """HR records it so: any length is a long illness."""
    ald = Absence(KINDS["long_illness_ald"], FIRST, FIRST + (days - 1) * DAY)
    assert returning(ald) == ["long_illness_ald"]


def test_other_absence_makes_no_illness_longer():
    illness = absence("long_illness 2024-03-01..2024-05-31")
    unpaid = following(illness, "unpaid", 100)
    again = following(unpaid, "long_illness", 100)
    assert returning(illness, unpaid, again) == [None]


def test_long_illness_comes_back_with_what_follows_it():
    illness = absence("long_illness 2024-03-01..2024-09-01")
    maternity = following(illness, "maternity", 100)
    relapse = following(maternity, "long_illness", 30)
    assert returning(illness, maternity, relapse) == ["maternity"]
    (spell,) = merge((illness, maternity, relapse))
    assert (spell.end, spell.cause) == (relapse.end, (maternity,))


def test_cause_is_the_whole_run():
    birth = Absence(KINDS["naissance"], date(2026, 12, 1), date(2026, 12, 31))
    second = following(birth, "naissance", 31)
    (spell,) = merge((second, birth))
    assert spell.cause == (birth, second)


@pytest.mark.parametrize(
    ("last", "expected"),
    [("2026-06-29", "maternity"), ("2026-06-30", "naissance")],
)
def test_kind_is_judged_on_the_day_of_return(last, expected):
    leaves = (
        absence("maternity 2026-03-01..2026-05-31"),
        absence(f"naissance 2026-06-01..{last}"),
    )
    assert returning(*leaves) == [expected]


def test_absence_apart_neither_prolongs_nor_covers_another():
    mandate = absence("mandat_syndical 2022-06-01..2026-05-31")
    after = following(MATERNITY, "unpaid", 10)
    assert spans(mandate, MATERNITY, after) == [
        (MATERNITY.start, after.end),
        (mandate.start, mandate.end),
    ]


@pytest.mark.parametrize("kind", ["parental_part_time", "mandat_syndical"])
@pytest.mark.parametrize("uncovered", [-60, -1, 0, 1])
def test_work_meanwhile_prolongs_no_other_absence(kind, uncovered):
    working = following(MATERNITY, kind, 200, uncovered)
    assert spans(MATERNITY, working) == [
        (MATERNITY.start, MATERNITY.end),
        (working.start, working.end),
    ]
    assert returning(MATERNITY, working) == ["maternity", kind]


def test_two_kinds_at_work_do_not_prolong_each_other():
    mandate = absence("mandat_syndical 2024-03-01..2024-06-30")
    part_time = following(mandate, "parental_part_time", 30)
    assert len(merge((mandate, part_time))) == 2


def test_absence_apart_continues_its_own_kind():
    mandate = absence("mandat_syndical 2020-06-01..2022-05-31")
    renewed = following(mandate, "mandat_syndical", 700)
    assert spans(renewed, mandate) == [(mandate.start, renewed.end)]


def test_spells_come_by_day_of_return():
    mandate = absence("mandat_syndical 2024-06-01..2024-06-30")
    assert spans(mandate, MATERNITY) == [
        (MATERNITY.start, MATERNITY.end),
        (mandate.start, mandate.end),
    ]
    later = absence("unpaid 2024-07-02..2024-07-03")
    long = absence("mandat_syndical 2024-01-01..2024-12-31")
    assert [end for _start, end in spans(long, later, MATERNITY)] == [
        MATERNITY.end,
        later.end,
        long.end,
    ]
