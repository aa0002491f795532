"""What the engine says of values that cannot be: whoever typed them reads it."""

from dataclasses import replace

import pytest
from schedule import LAW_2014, Timeline, employments


@pytest.mark.parametrize("name", ["first_months", "period_months", "bilan_months"])
def test_length_of_nothing(name):
    with pytest.raises(ValueError) as error:
        replace(LAW_2014, **{name: 0})
    assert str(error.value) == "law_2014: a delay lasts at least one month."


@pytest.mark.parametrize(
    ("regimes", "message"),
    [
        ((), "A timeline holds at least one regime."),
        (
            (LAW_2014, LAW_2014),
            "Two regimes of a timeline take effect on the same day.",
        ),
    ],
)
def test_timeline(regimes, message):
    with pytest.raises(ValueError) as error:
        Timeline(regimes)
    assert str(error.value) == message


def test_gap():
    with pytest.raises(ValueError) as error:
        employments((), -1)
    assert str(error.value) == (
        "The gap between two contracts is a number of days, 0 or more."
    )
