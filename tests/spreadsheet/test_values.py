from datetime import date, datetime

import pytest
from spreadsheet.values import (
    Month,
    NoDay,
    letters,
    plain,
    ranges,
    read_copy,
    read_day,
)

JUNE = date(2023, 6, 15)


@pytest.mark.parametrize(
    "text",
    [
        "15/06/2023",
        "15/6/23",
        "15-06-2023",
        "15.06.2023",
        "15 / 06 / 2023",
        "2023-06-15",
        "2023/06/15",
        "2023.06.15",
        "15 juin 2023",
        "15 Juin 23",
        "15-juin-23",
        "15juin2023",
        "jeudi 15 juin 2023",
        "le 15 juin 2023",
        "Fait le 15/06/2023",
        "15062023",
        "20230615",
        "15/06/2023 9h30",
        "15/06/2023 09:30:00",
        "15/06/2023 (visio)",
        "15/06/2023 - reporté deux fois",
        "2023-06-15T08:00:00",
        "2023-06-15 00:00:00",
        "2023-06-15T08:00:00Z",
        "2023-06-14T22:30:00Z",
        "2023-06-15T00:30:00+02:00",
        "45092",
        "45092.0",
        "45092,4166666667",
        "15/06/2023 (15 juin 2023)",
        "Entretien n° 2 du 15/06/2023",
        "EP n°2 - 15/06/2023",
        "2 - 15/06/2023",
        "S24 - 15/06/2023",
    ],
)
def test_writings_of_one_day(text):
    assert read_day(text) == JUNE


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er mars 2022", date(2022, 3, 1)),
        ("1ER FÉVRIER 2022", date(2022, 2, 1)),
        ("31 déc. 2021", date(2021, 12, 31)),
        ("2 août 2021", date(2021, 8, 2)),
        ("5 sept. 2020", date(2020, 9, 5)),
        ("20/12/2012", date(2012, 12, 20)),
        ("20122012", date(2012, 12, 20)),
    ],
)
def test_months_in_words(text, day):
    assert read_day(text) == day


def test_a_day_of_the_sheet_is_that_day():
    assert read_day(datetime(2023, 6, 15, 9, 30)) == JUNE
    assert read_day(JUNE) == JUNE


@pytest.mark.parametrize(
    "text",
    [
        "06/2021",
        "juin 2021",
        "juin-21",
        "2021-06",
        "6/2021",
        "fait en 06/2021",
        "EP 06/2021",
        "Entretien(s) 06/2021",
        "juin 2021 (T2/2021)",
        "EP n°3 juin 2021",
        "EP nº 3 juin 2021",
        "S24 juin 2021",
        "EP 2 - 06/2021",
        "2e entretien 06/2021",
        "V 06/2021",
        "T 06/2021",
        "EP semestriel 06/2021",
    ],
)
def test_a_month_without_its_day(text):
    assert read_day(text) == Month(2021, 6)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2023",
        "2023-02-30",
        "29 février 2023",
        "15/13/2023",
        "06/15/2023",
        "00/05/2023",
        "13/2021",
        "2021",
        "12",
        "été 2021",
        "voir dossier",
        "10/05/2021 et 12/06/2023",
        "10/05/2021 ou 11/05/2021",
        "99999",
        "01/01/3021",
        # A week, a quarter, a number or a version: no month.
        "S09-2024",
        "semaine 12-2024",
        "sem. 12/2024",
        "semestre 1/2024",
        "W12-2024",
        "T1/2024",
        "trim. 2/2024",
        "Q3-2024",
        "v1.2024",
        "EP n°3-2024",
        "EP nº 2024-03",
        "EP n°2-06-2021",
        "T3 - 09/2021",
        "12/06-2023",
    ],
)
def test_what_writes_no_day(text):
    with pytest.raises(NoDay):
        read_day(text)


def test_a_year_that_the_sheet_keeps_and_nobody_lived():
    with pytest.raises(NoDay):
        read_day(datetime(203, 5, 12))


def test_the_century_of_a_birthday():
    assert read_day("15/06/68", past=True) == date(1968, 6, 15)
    assert read_day("15/06/04", past=True) == date(2004, 6, 15)
    assert read_day("15/06/68") == date(2068, 6, 15)


@pytest.mark.parametrize(
    "text",
    [
        "Oui",
        "x",
        "OK",
        "oui (mail)",
        "Remis",
        "signé",
        "1",
        "en main propre",
        "par mail",
        "remis T4/2022",
    ],
)
def test_a_copy_handed_over_on_an_unknown_day(text):
    assert read_copy(text) == "unknown_day"


@pytest.mark.parametrize(
    "text", ["", "Non", "-", "non remis", "pas encore", "0", "N/A", "à signer", "NC"]
)
def test_no_copy(text):
    assert read_copy(text) == "no"


def test_the_day_of_a_copy():
    assert read_copy("oui, le 15/06/2023") == JUNE
    assert read_copy("juin 2023") == "unknown_day"
    with pytest.raises(NoDay):
        read_copy("31/02/2023")
    with pytest.raises(NoDay):
        read_copy("voir dossier")


def test_letters_of_every_name():
    assert letters("Œuvrard Łucja SØLTVEDT Çelik Yıldız Đình İnan Groß") == (
        "oeuvrard lucja soltvedt celik yildiz dinh inan gross"
    )
    assert plain(" État des lieux\n(récapitulatif) ") == "etat des lieux recapitulatif"


def test_ranges_of_lines():
    assert ranges([9, 2, 4, 3, 5]) == "2–5, 9"
    assert ranges([]) == ""
