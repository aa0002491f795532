from datetime import date

import pytest
from spreadsheet.people import Directory, Person, number_key

PEOPLE = [
    Person(1, "Maëlle Le Goff", ("AR-101",), "m.legoff@arvor.example"),
    Person(2, "Noé Œuvrard", ("AR-102",)),
    Person(3, "Aminata N'Diaye", ("AR-103",)),
    Person(4, "Łucja Søltvedt", ("AR-104", "0A7")),
    Person(5, "Claire Martin", ("AR-105",), first=date(2015, 6, 1)),
    Person(6, "Claire Martin", ("AR-106",), first=date(2020, 2, 3)),
    Person(7, "Jean-Noël Lefèvre-Dubois", ("AR-107",)),
    Person(8, "Yıldız Çelik", ("AR-108",)),
    Person(9, "Hugues de La Tour", ("AR-109",)),
    Person(10, "Océane Bœuf", ("00110",)),
    Person(11, "Jeanne d’Arc", ("0111",)),
    Person(12, "Paul Petit", ("900",), here=False),
    Person(13, "Đình Nguyễn", ("112",)),
    Person(14, "Anne Roux", ("113",), last=date(2019, 12, 31), active=False),
    Person(15, "Anne Roux", ("114",), first=date(2021, 1, 4)),
]
DIRECTORY = Directory(PEOPLE)


def found(**kw):
    answer = DIRECTORY.find(**kw)
    return [person.id for person in answer.people], answer.problem


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("OEUVRARD Noe", 2),
        ("SOLTVEDT Lucja", 4),
        ("CELIK Yildiz", 8),
        ("M. DE LA TOUR Hugues", 9),
        ("La Tour Hugues", 9),
        ("Madame BOEUF Océane", 10),
        ("NDIAYE Aminata", 3),
        ("N DIAYE Aminata", 3),
        ("N’DIAYE, Aminata", 3),
        ("Lefevre Dubois Jean Noel", 7),
        ("D'ARC Jeanne", 11),
        ("D ARC Jeanne", 11),
        ("NGUYEN Dinh", 13),
        ("le goff  maelle", 1),
    ],
)
def test_names_however_they_are_written(name, who):
    assert found(name=name) == ([who], "")


@pytest.mark.parametrize(
    ("number", "who"),
    [
        ("AR-101", 1),
        ("ar101", 1),
        ("AR 101", 1),
        ("AR-0101", 1),
        ("110", 10),
        ("00110", 10),
        ("110.0", 10),
        ("0a7", 4),
        ("111", 11),
    ],
)
def test_numbers_however_systems_write_them(number, who):
    assert found(number=number) == ([who], "")


def test_a_number_of_zeros_is_a_number():
    assert number_key("000") == "0"
    assert number_key("A-100") == "a100"


def test_namesakes_are_asked_never_the_first_of_two():
    assert found(name="MARTIN Claire") == ([5, 6], "two")
    assert found(name="MARTIN Claire", day=date(2023, 5, 16)) == ([5, 6], "two")


def test_namesakes_told_apart_by_their_contracts():
    assert found(name="MARTIN Claire", day=date(2018, 5, 16)) == ([5], "")
    assert found(name="ROUX Anne", day=date(2018, 5, 16)) == ([14], "")
    assert found(name="ROUX Anne", day=date(2022, 5, 16)) == ([15], "")


def test_namesakes_told_apart_by_their_number():
    assert found(name="MARTIN Claire", number="AR-106") == ([6], "")


def test_nobody_is_said_to_be_so():
    assert found() == ([], "nobody")
    assert found(name="Madame") == ([], "unknown")
    assert found(name="Jean INCONNU") == ([], "unknown")
    assert found(number="555") == ([], "unknown")
    # Somebody of that name is proposed, not taken.
    assert found(number="555", name="LE GOFF Maëlle") == ([1], "unknown")
    assert found(email="x@arvor.example") == ([], "unknown")


def test_by_email():
    assert found(email="M.LeGoff@Arvor.example") == ([1], "")


def test_somebody_elsewhere_is_not_unknown():
    assert found(name="PETIT Paul") == ([12], "elsewhere")
    assert found(number="900") == ([12], "elsewhere")


def test_a_number_that_is_somebody_else_s():
    assert found(number="AR-101", name="ŒUVRARD Noé") == ([1, 2], "other_name")
    # A married name is no contradiction.
    assert found(number="AR-101", name="DURAND Maëlle") == ([1], "")
