"""The eleven French public holidays (art. L.3133-1 C. trav.)."""

from datetime import date, timedelta

from dateutil.easter import easter

# Day and month of those that do not move.
FIXED = {
    (1, 1): "new_year",
    (1, 5): "labour_day",
    (8, 5): "victory_1945",
    (14, 7): "national_day",
    (15, 8): "assumption",
    (1, 11): "all_saints",
    (11, 11): "armistice_1918",
    (25, 12): "christmas",
}
# Days after Easter Sunday of those that do.
MOVABLE = {1: "easter_monday", 39: "ascension", 50: "whit_monday"}
SATURDAY = 5


def public_holidays(year: int) -> dict[date, str]:
    """The holidays of a year and their codes, in the order of the calendar.

    Two may fall on the same day, once in a generation (Ascension on 1 or 8 May): the
    day is there once, under the fixed one's name.
    """
    sunday = easter(year)
    days = {sunday + timedelta(days=gap): code for gap, code in MOVABLE.items()}
    days.update({date(year, month, day): code for (day, month), code in FIXED.items()})
    return dict(sorted(days.items()))


def holidays_between(first: date, last: date) -> dict[date, str]:
    """The holidays from a day to another, both included."""
    return {
        day: code
        for year in range(first.year, last.year + 1)
        for day, code in public_holidays(year).items()
        if first <= day <= last
    }


def office_day(day: date) -> date:
    """The last day up to this one that is at work: no Saturday, Sunday or holiday."""
    while day.weekday() >= SATURDAY or day in public_holidays(day.year):
        day -= timedelta(days=1)
    return day
