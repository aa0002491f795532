from dataclasses import replace
from datetime import date

import pytest
from schedule import (
    AGREEMENT_DEADLINE,
    AGREEMENT_MAX_MONTHS,
    LAW_2014,
    LAW_2025,
    LAW_START,
    LAWS,
    Regime,
    Timeline,
    timeline_for,
)

D0 = date(2025, 10, 26)
LAW_2032 = Regime("law_2032", date(2032, 1, 1), 6, 36, 60)


def lengths(regime):
    return regime.date_from, regime.first_months, regime.period_months


def test_the_two_laws():
    assert LAW_2014 == Regime("law_2014", date(2014, 3, 7), 24, 24, 72, 12)
    assert LAW_2025 == Regime("law_2025", D0, 12, 48, 96, 12, 12, 84, True, True)
    assert LAW_2014.agreed_months is LAW_2025.agreed_months is None
    assert LAW_START == date(2014, 3, 7)
    assert AGREEMENT_DEADLINE == date(2026, 10, 1)
    assert AGREEMENT_MAX_MONTHS == 48


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_months": 0},
        {"first_months": -1},
        {"period_months": 0},
        {"bilan_months": 0},
        {"bilan_tolerance_months": -1},
        {"return_window_months": -1},
        {"bilan_early_months": -1},
        {"first_months": 25},
    ],
)
def test_regime_refuses_lengths_out_of_range(wrong):
    with pytest.raises(ValueError, match="^law_2014: "):
        replace(LAW_2014, **wrong)


def test_regime_accepts_the_bounds():
    regime = Regime("shortest", D0, 1, 1, 1, bilan_tolerance_months=0)
    assert lengths(regime) == (D0, 1, 1)


def test_regime_by_default_asks_for_no_more_than_the_first_law():
    regime = Regime("plain", D0, 24, 24, 72)
    assert regime == Regime("plain", D0, 24, 24, 72, 12, 0, 0, False, False, None)
    assert regime == replace(LAW_2014, code="plain", date_from=D0)


def test_timeline_sorts_its_regimes():
    timeline = Timeline((LAW_2025, LAW_2014))
    assert timeline.regimes == LAWS
    assert timeline.start == LAW_START
    assert timeline == Timeline(LAWS)


def test_timeline_refuses_an_empty_list():
    with pytest.raises(ValueError, match="at least one"):
        Timeline(())


def test_timeline_refuses_two_regimes_on_one_day():
    with pytest.raises(ValueError, match="same day"):
        Timeline((LAW_2014, replace(LAW_2025, date_from=LAW_START)))


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2004, 1, 1), "law_2014"),
        (date(2014, 3, 7), "law_2014"),
        (date(2025, 10, 25), "law_2014"),
        (date(2025, 10, 26), "law_2025"),
        (date(2040, 1, 1), "law_2025"),
    ],
)
def test_regime_in_force(day, code):
    assert Timeline(LAWS).at(day).code == code


def test_until_keeps_what_was_in_force_and_at_least_the_first():
    timeline = Timeline(LAWS)
    assert timeline.until(date(2025, 10, 25)).regimes == (LAW_2014,)
    assert timeline.until(D0).regimes == LAWS
    assert timeline.until(date(2000, 1, 1)).regimes == (LAW_2014,)


def test_since_a_day_comes_what_was_in_force_then_what_replaced_it():
    timeline = Timeline(LAWS)
    assert timeline.since(date(2025, 10, 25)) == LAWS
    assert timeline.since(D0) == (LAW_2025,)
    assert timeline.since(date(2000, 1, 1)) == LAWS


def test_legal_rhythm_follows_all_laws():
    assert timeline_for("legal", (LAW_2025, LAW_2014)).regimes == LAWS


def test_two_six_rhythm_takes_what_the_law_of_2025_makes_compulsory():
    """Its delays stay those of 2014; the first interview, the window, mid and end of
    career are those of 2025, as are the years that a bilan checks, and no bilan is
    early where it comes at six years."""
    assert timeline_for("two_six", (LAW_2025, LAW_2014)).regimes == (
        LAW_2014,
        Regime("law_2025", D0, 12, 24, 72, 12, 12, 0, True, True, 96),
    )


def test_two_six_keeps_what_a_later_law_makes_shorter():
    *_two, last = timeline_for("two_six", (*LAWS, LAW_2032)).regimes
    assert last == replace(LAW_2032, period_months=24)
    short = Regime("law_2032", LAW_2032.date_from, 36, 48, 60, bilan_early_months=48)
    *_two, last = timeline_for("two_six", (*LAWS, short)).regimes
    assert last == replace(short, first_months=24, period_months=24)


AGREEMENTS = [
    # old, revised, its day: rows (from, first, period) of 2014, of D0, of the change
    (24, None, None, [("2014-03-07", 24, 24), ("2025-10-26", 12, 24)]),
    (36, None, None, [("2014-03-07", 36, 36), ("2025-10-26", 12, 36)]),
    (6, None, None, [("2014-03-07", 6, 6), ("2025-10-26", 6, 6)]),
    (12, None, None, [("2014-03-07", 12, 12), ("2025-10-26", 12, 12)]),
    (48, None, None, [("2014-03-07", 48, 48), ("2025-10-26", 12, 48)]),
    (
        49,
        None,
        None,
        [("2014-03-07", 49, 49), ("2025-10-26", 12, 49), ("2026-10-01", 12, 48)],
    ),
    (
        60,
        None,
        None,
        [("2014-03-07", 60, 60), ("2025-10-26", 12, 60), ("2026-10-01", 12, 48)],
    ),
    (
        24,
        36,
        None,
        [("2014-03-07", 24, 24), ("2025-10-26", 12, 24), ("2026-10-01", 12, 36)],
    ),
    (
        24,
        48,
        "2026-09-30",
        [("2014-03-07", 24, 24), ("2025-10-26", 12, 24), ("2026-09-30", 12, 48)],
    ),
    (
        60,
        36,
        "2026-04-01",
        [("2014-03-07", 60, 60), ("2025-10-26", 12, 60), ("2026-04-01", 12, 36)],
    ),
    (
        60,
        36,
        "2026-10-01",
        [("2014-03-07", 60, 60), ("2025-10-26", 12, 60), ("2026-10-01", 12, 36)],
    ),
    (
        60,
        36,
        "2026-10-02",
        [
            ("2014-03-07", 60, 60),
            ("2025-10-26", 12, 60),
            ("2026-10-01", 12, 48),
            ("2026-10-02", 12, 36),
        ],
    ),
    (
        12,
        6,
        None,
        [("2014-03-07", 12, 12), ("2025-10-26", 12, 12), ("2026-10-01", 6, 6)],
    ),
    (24, 36, "2025-10-26", [("2014-03-07", 24, 24), ("2025-10-26", 12, 36)]),
    (24, 36, "2025-01-01", [("2014-03-07", 24, 24), ("2025-10-26", 12, 36)]),
]


@pytest.mark.parametrize(("old", "revised", "day", "rows"), AGREEMENTS)
def test_rows_of_an_agreement(old, revised, day, rows):
    """Three rows: the old agreement, the law of 2025 with its period, the change."""
    found = timeline_for(
        "agreement",
        LAWS,
        old_agreement_months=old,
        agreement_months=revised,
        agreement_date=day and date.fromisoformat(day),
    ).regimes
    # A row that changes nothing may stand: it moves no delay.
    told = [
        (str(one.date_from), *lengths(one)[1:])
        for before, one in zip((None, *found), found, strict=False)
        if before is None or replace(before, date_from=one.date_from) != one
    ]
    assert told == rows
    for regime in found[1:]:
        law = replace(
            LAW_2025,
            date_from=regime.date_from,
            first_months=regime.first_months,
            period_months=regime.period_months,
            agreed_months=regime.agreed_months,
        )
        assert regime == law


@pytest.mark.parametrize(
    ("old", "revised", "agreed"),
    [
        (24, None, [None, 24]),
        (36, None, [36, 36]),
        (48, None, [48, None]),
        (60, None, [60, 60, None]),
        (24, 36, [None, 24, 36]),
    ],
)
def test_period_that_an_agreement_set_and_not_the_law(old, revised, agreed):
    found = timeline_for(
        "agreement", LAWS, old_agreement_months=old, agreement_months=revised
    )
    assert [regime.agreed_months for regime in found.regimes] == agreed


def test_agreement_by_default_keeps_two_years_under_the_law_of_2025():
    old, new = timeline_for("agreement", LAWS).regimes
    assert old == LAW_2014
    assert new == replace(LAW_2025, period_months=24, agreed_months=24)


def test_agreement_date_without_a_revised_period_says_nothing():
    for day in (date(2025, 1, 1), date(2026, 4, 1)):
        assert timeline_for("agreement", LAWS, agreement_date=day) == timeline_for(
            "agreement", LAWS
        )


def test_agreement_lets_a_law_after_its_date_come_in_its_time():
    timeline = timeline_for("agreement", (*LAWS, LAW_2032), agreement_months=24)
    assert [lengths(regime) for regime in timeline.regimes] == [
        (LAW_START, 24, 24),
        (D0, 12, 24),
        (AGREEMENT_DEADLINE, 12, 24),
        (date(2032, 1, 1), 6, 24),
    ]


def test_a_law_between_two_agreements_keeps_the_period_of_the_first():
    between = Regime("law_2026", date(2026, 5, 1), 6, 36, 60)
    timeline = timeline_for("agreement", (between, *LAWS), agreement_months=30)
    assert [(one.code, *lengths(one)) for one in timeline.regimes] == [
        ("law_2014", LAW_START, 24, 24),
        ("law_2025", D0, 12, 24),
        ("law_2026", date(2026, 5, 1), 6, 24),
        ("law_2026", AGREEMENT_DEADLINE, 6, 30),
    ]
    assert [one.bilan_months for one in timeline.regimes] == [72, 96, 60, 60]


def test_agreement_under_the_first_law_alone():
    timeline = timeline_for(
        "agreement", (LAW_2014,), agreement_months=36, old_agreement_months=30
    )
    assert timeline.regimes == (
        replace(LAW_2014, first_months=30, period_months=30, agreed_months=30),
    )


def test_agreement_may_go_up_to_48_months_and_no_further():
    timeline = timeline_for("agreement", LAWS, agreement_months=48)
    assert timeline.regimes[-1].period_months == 48
    with pytest.raises(ValueError) as caught:
        timeline_for("agreement", LAWS, agreement_months=49)
    assert str(caught.value) == (
        "A period of 49 months exceeds the 48 months that art. L.6315-1 III allows an"
        " agreement to set."
    )


@pytest.mark.parametrize("months", [0, -12])
def test_agreement_period_is_positive(months):
    with pytest.raises(ValueError, match="at least one month"):
        timeline_for("agreement", LAWS, agreement_months=months)


@pytest.mark.parametrize("rhythm", ["legal", "two_six", "agreement"])
def test_no_law_no_timeline(rhythm):
    with pytest.raises(ValueError, match="at least one regime"):
        timeline_for(rhythm, ())


def test_unknown_rhythm():
    with pytest.raises(ValueError, match="'yearly'"):
        timeline_for("yearly", LAWS)


def test_a_new_law_is_no_change_of_agreement():
    lapsed = replace(LAW_2014, date_from=date(2024, 1, 1), agreed_months=36)
    timeline = Timeline((*LAWS, lapsed))
    assert timeline.agreement_changes == {lapsed.date_from}
    assert Timeline(LAWS).agreement_changes == set()
