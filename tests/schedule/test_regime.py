from dataclasses import replace
from datetime import date

import pytest
from schedule import (
    AGREEMENT_DEADLINE,
    AGREEMENT_MAX_MONTHS,
    LAW_2014,
    LAW_2025,
    LAW_START,
    AgreementPeriodError,
    Regime,
    Timeline,
    timeline_for,
)

LAWS = (LAW_2014, LAW_2025)
D0 = date(2025, 10, 26)
LAW_2032 = Regime("law_2032", date(2032, 1, 1), 6, 36, 60)


def lengths(regime):
    return regime.date_from, regime.first_months, regime.period_months


def test_the_two_laws():
    assert LAW_2014 == Regime("law_2014", date(2014, 3, 7), 24, 24, 72, 12)
    assert LAW_2025 == Regime("law_2025", D0, 12, 48, 96, 12, 12, True, True)
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
    assert regime == Regime("plain", D0, 24, 24, 72, 12, 0, False, False)
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


def test_changes_after_a_day_exclude_that_day_and_the_first_regime():
    timeline = Timeline(LAWS)
    assert timeline.changes_after(date(2025, 10, 25)) == (LAW_2025,)
    assert timeline.changes_after(D0) == ()
    assert timeline.changes_after(date(2000, 1, 1)) == (LAW_2025,)


def test_legal_rhythm_follows_all_laws():
    assert timeline_for("legal", (LAW_2025, LAW_2014)).regimes == LAWS


def test_two_six_rhythm_stays_with_the_first_law():
    assert timeline_for("two_six", (LAW_2025, LAW_2014)).regimes == (LAW_2014,)


def test_agreement_by_default_waits_for_the_deadline():
    old, new = timeline_for("agreement", LAWS).regimes
    assert old == LAW_2014
    assert new == replace(LAW_2025, date_from=date(2026, 10, 1))


def test_agreement_sets_its_periods_and_its_date():
    old, new = timeline_for(
        "agreement",
        LAWS,
        agreement_months=36,
        agreement_date=date(2026, 4, 1),
        old_agreement_months=36,
    ).regimes
    assert lengths(old) == (LAW_START, 24, 36)
    assert lengths(new) == (date(2026, 4, 1), 12, 36)
    assert (old.bilan_months, new.bilan_months) == (72, 96)


def test_agreement_period_under_the_first_delay_shortens_it_too():
    old, new = timeline_for(
        "agreement", LAWS, agreement_months=6, old_agreement_months=12
    ).regimes
    assert lengths(old) == (LAW_START, 12, 12)
    assert lengths(new) == (AGREEMENT_DEADLINE, 6, 6)


def test_agreement_never_anticipates_a_law():
    timeline = timeline_for("agreement", LAWS, agreement_date=date(2025, 1, 1))
    assert timeline.regimes == LAWS


def test_agreement_lets_a_law_after_its_date_come_in_its_time():
    timeline = timeline_for("agreement", (*LAWS, LAW_2032), agreement_months=24)
    assert [lengths(regime) for regime in timeline.regimes] == [
        (LAW_START, 24, 24),
        (AGREEMENT_DEADLINE, 12, 24),
        (date(2032, 1, 1), 6, 24),
    ]


def test_of_two_laws_that_wait_for_the_agreement_the_last_one_counts():
    between = Regime("law_2026", date(2026, 5, 1), 6, 36, 60)
    timeline = timeline_for("agreement", (between, *LAWS))
    assert timeline.regimes == (
        LAW_2014,
        replace(between, date_from=AGREEMENT_DEADLINE),
    )


def test_agreement_may_go_up_to_48_months_and_no_further():
    timeline = timeline_for("agreement", LAWS, agreement_months=48)
    assert timeline.regimes[-1].period_months == 48
    with pytest.raises(AgreementPeriodError, match=r"49 .*L\.6315-1 III") as caught:
        timeline_for("agreement", LAWS, agreement_months=49)
    assert isinstance(caught.value, ValueError)
    assert caught.value.months == 49


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
