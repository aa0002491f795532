"""Cells read into days, answers and comparable words."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

# Letters that Unicode does not take apart into a letter and its accent.
LETTERS = str.maketrans("øłđðıħ", "olddih") | {
    ord("œ"): "oe",
    ord("æ"): "ae",
    ord("þ"): "th",
}
YEAR = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre "
    "decembre"
)
# In full, or by their first letters: “jui” is two months.
MONTHS = {
    name[:size]: month
    for month, name in enumerate(YEAR.split(), start=1)
    for size in (None, 4, 3)
    if name[:size] != "jui"
} | {"jul": 7}
# Day 0 of Excel's calendar; a number before 1950 or after 2099 is no date of ours.
EXCEL_ORIGIN = date(1899, 12, 30)
EXCEL_DAYS = range(18264, 73051)
YEARS = range(1900, 2101)
# A day with its hour and zone is the day it was in France.
PARIS = ZoneInfo("Europe/Paris")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
ZONED = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)"
)
# In the order in which they are tried: what one takes, the next does not see.
# The number of an interview is no day: neither “n°3-06-2024” nor “n°3 juin 2024”.
NO_NUMBER = r"(?<!n°)(?<!n° )(?<!\bno)(?<!\bno )"
# Written with one sign twice: “2 - 12/06/2023” is of the 12th of June.
DAY_FIRST = (
    rf"{NO_NUMBER}(?P<d>\d{{1,2}})\s?(?P<sign>[/.-])\s?(?P<m>\d{{1,2}})"
    r"\s?(?P=sign)\s?(?P<y>\d{4}|\d\d)"
)
DAYS = [
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"(?<![\d/.-]){DAY_FIRST}(?!\d)"),
    re.compile(
        # Nor is a week: “S24 juin 2024”.
        rf"(?<!\d)(?<!\b[stqvw]){NO_NUMBER}(?P<d>\d{{1,2}})(?:er)?[\s./-]*"
        rf"(?P<word>{_MONTH})(?![a-z])\.?[\s./-]*(?P<y>\d{{4}}|\d\d)(?!\d)"
    ),
    # Eight figures: 20122012 is the 20th of December, no month has the number 20.
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0\d|1[0-2])(?P<d>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d\d)[ _]?(?P<m>\d\d)[ _]?(?P<y>(?:19|20)\d\d)(?!\d)"),
]
# A week, a quarter, a number or a version of a year is no month: “S09-2024”. There is
# no quarter 12, and “V 06/2023” is a tick beside a month.
NUMBERED = re.compile(
    r"\b((s|sem|semaine|w|week)[ .]*\d\d?|(semestre|t|trim|trimestre|q)[ .]*[1-4]"
    r"|(no?[ .°]*|v|version )\d+)\s?[/.-]\s?\d+"
)
MONTH_ALONE = [
    re.compile(r"(?<![\d/.-])(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?![\d/.-])"),
    re.compile(r"(?<![\d/.-])(?P<y>\d{4})\s?[/.-]\s?(?P<m>\d{1,2})(?![\d/.-])"),
    re.compile(rf"\b(?P<word>{_MONTH})\b\.?[\s./-]*(?P<y>\d{{4}}|\d\d)(?!\d)"),
]
# What a cell for a copy says: not handed over, before handed over on an unknown day.
NO = re.compile(
    r"$|non?\b|n\b|n ?[ac]\b|0|faux|false|pas\b|a \w+er\b|a faire|en (cours|attente)"
    r"|neant|aucun|jamais|sans\b"
)
YES = re.compile(
    r"(oui|o|x|ok|yes|y|1|vrai|true|faite?)\b|.*\b(remis|signe|envoye|transmis|donne"
    r"|recu|adresse|emarge)e?s?\b"
    r"|.*\b(main propre|lrar|par (e )?(mail|courrier|courriel))\b"
)


class Month(NamedTuple):
    """A day that was written without its day."""

    year: int
    month: int


class NoDay(ValueError):
    """The cell writes no day that exists; ``args`` holds what it says."""


def letters(text):
    """A text in lower case, its letters without accent: “Łucja Œuvrard” → “lucja
    oeuvrard”."""
    parted = unicodedata.normalize("NFKD", str(text)).casefold()
    if parted.isascii():
        return parted
    kept = (char for char in parted if not unicodedata.combining(char))
    return "".join(kept).translate(LETTERS)


def plain(text):
    """How cells are compared: letters and figures alone, one space between words.

    >>> plain(" État des lieux (récapitulatif) ")
    'etat des lieux recapitulatif'
    """
    return " ".join(re.findall(r"[a-z0-9]+", letters(text)))


def ranges(numbers):
    """E.g. “2–5, 9” of the lines 2, 3, 4, 5 and 9.

    :param numbers: iterable of int
    """
    runs = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def read_day(value, past=False):
    """The day that a cell writes, a remark or an hour beside it or not.

    :param value: text, a date, or the number that a sheet keeps for a day
    :param bool past: a year of two figures is of the last century, for a birthday
    :rtype: date, or Month when the day of the month is missing
    :raises NoDay: no day is written, two are, or that day does not exist
    """
    if isinstance(value, date):
        if value.year not in YEARS:
            raise NoDay(value)
        return value.date() if isinstance(value, datetime) else value
    text = letters(value).strip()
    number = re.fullmatch(r"(\d{5})(?:[.,]\d+)?", text)
    if number and int(number[1]) in EXCEL_DAYS:
        return EXCEL_ORIGIN + timedelta(days=int(number[1]))
    if zoned := ZONED.search(str(value)):
        try:
            moment = datetime.fromisoformat(zoned[0].replace(" ", "T", 1))
            return moment.astimezone(UTC).astimezone(PARIS).date()
        except (OverflowError, ValueError):
            raise NoDay(text) from None
    found = _written(text, DAYS, past)
    found = found or _written(_without_numbers(text), MONTH_ALONE, past)
    if len(found) == 1:
        return found[0]
    raise NoDay(str(value).strip())


def whole_day(value, past=False):
    """The day of a cell, None where it writes none, or a month alone."""
    try:
        day = read_day(value, past)
    except NoDay:
        return None
    return None if isinstance(day, Month) else day


def _without_numbers(text):
    """Without its weeks, quarters, numbers and versions."""
    return NUMBERED.sub(" ", letters(text))


def _written(text, patterns, past):
    """The different days or months written in a text, in the patterns' order."""
    found = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            year = int(parts["y"])
            if year < 100:
                year += 1900 if past and year > 30 else 2000
            month = MONTHS[parts["word"]] if parts.get("word") else int(parts["m"])
            try:
                day = date(year, month, int(parts.get("d") or 1))
            except ValueError:
                raise NoDay(text) from None
            if year not in YEARS:
                raise NoDay(text)
            found.append(day if parts.get("d") else Month(year, month))
        text = pattern.sub(" ", text)
    return list(dict.fromkeys(found))


def read_copy(value):
    """What a cell says of the copy handed over.

    :returns: a day, ``unknown_day`` (“Oui”), or ``no``
    :raises NoDay: it says something else
    """
    text = plain(value)
    try:
        day = read_day(value)
    except NoDay:
        if NO.match(text):
            return "no"
        if YES.match(text) and not re.search(r"\d{2}", _without_numbers(value)):
            return "unknown_day"
        raise
    return "unknown_day" if isinstance(day, Month) else day
