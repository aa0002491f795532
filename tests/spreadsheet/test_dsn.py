from datetime import date

import pytest
from spreadsheet.dsn import NotDsn, is_dsn, read_dsn

HEAD = ["S10.G00.00.001,'Paie'", "S20.G00.05.001,'01'", "S20.G00.05.005,'01102026'"]


def block(name, **values):
    return [f"{name}.{key[1:]},'{value}'" for key, value in sorted(values.items())]


def somebody(nir="2680675123456", name="LEFÈVRE", first="Zoé", number="0012", **kw):
    return block(
        "S21.G00.30",
        _001=nir,
        _002=name,
        _004=first,
        _006="15061968",
        _019=number,
        **kw,
    )


def contract(start="01092014", nature="01", number="00001", **kw):
    return block("S21.G00.40", _001=start, _007=nature, _009=number, **kw)


def stop(reason, eve, end="", back=""):
    values = {"_001": reason, "_002": eve, "_003": end, "_010": back}
    return block("S21.G00.60", **{key: day for key, day in values.items() if day})


def other(reason, start, end=""):
    values = {"_001": reason, "_002": start, "_003": end}
    return block("S21.G00.65", **{key: day for key, day in values.items() if day})


def dsn(*parts, encoding="iso-8859-1", total=None):
    lines = HEAD + [line for part in parts for line in part]
    lines.append(f"S90.G00.90.001,'{total or len(lines) + 2}'")
    lines.append("S90.G00.90.002,'1'")
    return "\r\n".join(lines).encode(encoding)


def suspensions(*parts):
    _month, (person,) = read_dsn(dsn(somebody(), contract(), *parts))
    return [(s.kind, s.start, s.end) for s in person.suspensions]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-8-sig"])
def test_somebody_and_their_contract(encoding):
    month, people = read_dsn(
        dsn(
            block("S21.G00.06", _001="123456789"),
            somebody(_003="D'ARC"),
            contract(_010="31122026", nature="02"),
            ["S21.G00.51.013,'2500.00'"],
            encoding=encoding,
        )
    )
    assert month == date(2026, 10, 1)
    (person,) = people
    assert (person.nir, person.family_name) == ("2680675123456", "LEFÈVRE")
    assert (person.used_name, person.names[0]) == ("D'ARC", "Zoé D'ARC")
    assert (person.birth, person.number) == (date(1968, 6, 15), "0012")
    (only,) = person.contracts
    assert (only.start, only.nature) == (date(2014, 9, 1), "02")
    assert (only.expected_end, only.end) == (date(2026, 12, 31), None)


def test_nothing_else_is_read():
    _month, people = read_dsn(
        dsn(somebody(_008="1 rue du Port"), contract(), ["S21.G00.51.013,'2500.00'"])
    )
    assert "2500" not in repr(people) and "Port" not in repr(people)


def test_several_establishments_and_one_person_twice():
    place = block("S21.G00.11", _001="00011"), block("S21.G00.11", _001="00029")
    _month, people = read_dsn(
        dsn(
            place[0],
            somebody(),
            contract(),
            somebody(nir="1700175123457", name="MARTIN"),
            contract("02012020"),
            place[1],
            somebody(),
            contract("01102026", number="00002"),
        )
    )
    first, second = people
    assert [str(c.start) for c in first.contracts] == ["2014-09-01", "2026-10-01"]
    assert [str(c.start) for c in second.contracts] == ["2020-01-02"]


@pytest.mark.parametrize("reason", ["099", "998"])
def test_two_contracts_and_an_end(reason):
    _month, people = read_dsn(
        dsn(
            somebody(),
            contract("01012025", nature="02"),
            block("S21.G00.62", _001="14102026", _002="031"),
            contract("15102026", number="00002"),
            block("S21.G00.62", _001="31102026", _002=reason),
        )
    )
    first, second = people[0].contracts
    assert first.end == date(2026, 10, 14)
    assert (second.start, second.end) == (date(2026, 10, 15), None)


def test_seniority_in_the_company_alone():
    _month, people = read_dsn(
        dsn(
            somebody(),
            contract(),
            block("S21.G00.86", _001="02", _002="03", _003="30", _005="00001"),
            block("S21.G00.86", _001="07", _002="02", _003="145", _005="00001"),
        )
    )
    assert people[0].seniority == (("months", 145),)


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (stop("02", "28022026", "21062026"), "maternity"),
        (stop("09", "28022026", "21062026"), "adoption"),
        (other("501", "01032026", "21062026"), "unpaid"),
        (other("601", "01032026", "21062026"), "mobilite_volontaire"),
        (other("607", "01032026", "21062026"), "presence_parentale"),
        (other("627", "01032026", "21062026"), "solidarite_familiale"),
        (other("632", "01032026", "21062026"), "parental"),
        (other("639", "01032026", "21062026"), "sabbatical"),
        (other("650", "01032026", "21062026"), "proche_aidant"),
        (stop("88", "28022026", "21062026"), ""),
        (other("688", "01032026", "21062026"), ""),
    ],
)
def test_suspensions_of_each_kind(part, kind):
    assert suspensions(part) == [(kind, date(2026, 3, 1), date(2026, 6, 21))]


@pytest.mark.parametrize(
    "part",
    [
        stop("01", "28022026", "10032026"),
        stop("03", "28022026", "28032026"),
        stop("06", "28022026", "28122026"),
        stop("15", "28022026", "28122026"),
        stop("99", "28022026", "28122026"),
        other("200", "01032026", "28032026"),
        other("637", "01032026", "04032026"),
        stop("02", "28022026", back="01032026"),
    ],
)
def test_reasons_that_give_no_right_are_dropped(part):
    _month, people = read_dsn(dsn(somebody(), contract(), part))
    assert people[0].suspensions == ()


def test_an_illness_of_more_than_six_months_in_parts():
    parts = stop("01", "31122025", "31032026"), stop("01", "31032026", "30062026")
    assert suspensions(*parts) == []
    parts = (*parts, stop("01", "30062026", "15072026", back="02072026"))
    assert suspensions(*parts) == [
        ("long_illness", date(2026, 1, 1), date(2026, 7, 1)),
    ]


def test_a_return_earlier_than_expected_and_months_in_a_row():
    parts = stop("02", "28022026", "21062026"), stop("02", "28022026", back="01062026")
    assert suspensions(*parts) == [("maternity", date(2026, 3, 1), date(2026, 5, 31))]
    parts = other("639", "01092026", "30092026"), other("639", "01102026")
    assert suspensions(*parts) == [("sabbatical", date(2026, 9, 1), None)]


def test_a_day_that_does_not_exist_is_unknown():
    lines = [line.replace("15061968", "99991968") for line in somebody()]
    _month, (person,) = read_dsn(dsn(lines, contract("31022020")))
    assert (person.birth, person.contracts) == (None, ())


def test_files_that_are_not_whole():
    whole = dsn(somebody(), contract())
    cut = b"\r\n".join(whole.split(b"\r\n")[:-2])
    for content, announced in ((cut, ""), (dsn(somebody(), total=99), "99")):
        assert is_dsn(content)
        with pytest.raises(NotDsn) as refused:
            read_dsn(content)
        assert (refused.value.code, refused.value.announced) == ("not_whole", announced)


@pytest.mark.parametrize("content", [b"", b"Matricule;Nom\n1;A\n", b"PK\x03\x04"])
def test_another_file_is_no_dsn(content):
    assert not is_dsn(content)
    with pytest.raises(NotDsn) as refused:
        read_dsn(content)
    assert refused.value.code == "no_dsn"
