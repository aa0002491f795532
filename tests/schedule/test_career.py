from datetime import date, timedelta

import pytest
from schedule import Contract, Employment, employments

CDD = Contract(date(2022, 1, 3), date(2022, 6, 30))
DAY = timedelta(days=1)


def after(contract, uncovered, length=None):
    """A contract that starts after ``uncovered`` days without one."""
    start = contract.end + (uncovered + 1) * DAY
    return Contract(start, None if length is None else start + length * DAY)


def spans(contracts, gap_days=4):
    return [(job.start, job.end) for job in employments(contracts, gap_days)]


def test_contract_may_last_one_day_but_not_less():
    assert Contract(CDD.start, CDD.start).end == CDD.start
    with pytest.raises(ValueError, match="2022-01-03 ends on 2022-01-02"):
        Contract(CDD.start, CDD.start - DAY)


def test_no_contract_no_employment():
    assert employments((), 4) == ()


@pytest.mark.parametrize("uncovered", [0, 1, 4])
def test_fixed_term_then_permanent_is_one_employment(uncovered):
    permanent = after(CDD, uncovered)
    assert employments((CDD, permanent), 4) == (
        Employment(date(2022, 1, 3), None, (CDD, permanent)),
    )


def test_a_longer_gap_starts_afresh():
    permanent = after(CDD, 5)
    assert permanent.start == date(2022, 7, 6)
    assert spans((CDD, permanent)) == [
        (date(2022, 1, 3), date(2022, 6, 30)),
        (date(2022, 7, 6), None),
    ]


def test_gap_of_no_day_asks_for_adjacent_contracts():
    assert len(spans((CDD, after(CDD, 0)), gap_days=0)) == 1
    assert len(spans((CDD, after(CDD, 1)), gap_days=0)) == 2


def test_negative_gap_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        employments((CDD,), -1)


def test_contract_within_another_does_not_shorten_it():
    inner = Contract(date(2022, 2, 1), date(2022, 3, 1))
    later = after(CDD, 3, length=30)
    assert spans((CDD, inner, later)) == [(date(2022, 1, 3), date(2022, 8, 3))]


def test_open_ended_contract_covers_all_that_follows():
    permanent = Contract(date(2020, 1, 1))
    assert spans((permanent, CDD)) == [(date(2020, 1, 1), None)]


def test_order_and_duplicates_do_not_matter():
    permanent = after(CDD, 2)
    expected = employments((CDD, permanent), 4)
    assert employments([permanent, CDD, permanent, CDD], 4) == expected
    assert expected[0].contracts == (CDD, permanent)


def test_same_start_with_and_without_an_end():
    assert spans((Contract(CDD.start), CDD)) == [(date(2022, 1, 3), None)]


def test_current_employment_is_the_last_even_ended_or_to_come():
    old = Contract(date(2010, 1, 1), date(2012, 1, 1))
    assert employments((CDD, old), 4)[-1].end == date(2022, 6, 30)
    future = Contract(date(2999, 1, 1))
    assert employments((future, CDD), 4)[-1].start == date(2999, 1, 1)
