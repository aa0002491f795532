"""Whatever bytes are chosen as a file: lines with what is wrong, or a reason."""

import io
import os
import time
import zipfile
from datetime import date

import pytest
from hypothesis import example, given, seed, settings
from hypothesis import strategies as st
from spreadsheet import files
from spreadsheet.dsn import Individual, NotDsn, read_dsn
from spreadsheet.dsn_differences import Recorded, differences
from spreadsheet.files import Unreadable, read_sheets
from spreadsheet.values import NoDay, read_day
from test_dsn import HEAD, dsn
from test_whole_files import ods, page, read, xlsx

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES") or 0)
CELLS = st.one_of(
    st.sampled_from(
        (
            "=cmd|' /C calc'!A0",
            "<script>alert(1)</script>",
            "x" * 200_000,
            "1" * 5000,
            "99999",
            "²",
            "2026-99-99T99:99:99Z",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
            "31/12/9999",
            "00/00/0000",
            "semaine 12",
            "\ud800",
            "Matricule",
            "Date",
            "Copie remise",
            "0012",
            '"',
            ";",
            " " * 20_000,
        )
    ),
    st.text(max_size=30),
    st.from_regex(r"\d{1,2}[/. -]\d{1,2}[/. -]\d{2,5}", fullmatch=True),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=5)
HEADINGS = ["Matricule", "Date", "Type", "Copie remise"]


def many(few):
    """As many examples as asked for, by the seed asked for; else always the same."""
    count = settings(
        max_examples=EXAMPLES or few,
        derandomize=not EXAMPLES,
        deadline=None,
        database=None,
    )
    if not EXAMPLES:
        return count
    number = int(os.environ.get("HOSTILE_SEED") or 0)
    return lambda test: seed(number)(count(test))


def outcome(content):
    """Read to the last line, in seconds; what is no sheet says why."""
    begun = time.monotonic()
    try:
        for line in read(content):
            assert line.number
    except Unreadable as error:
        assert error.code in ("protected", "damaged", "empty", "unknown")
    assert time.monotonic() - begun < 20


def as_text(rows, mark=";"):
    return "\n".join(mark.join(row) for row in rows)


@many(60)
@given(rows=ROWS, encoding=st.sampled_from(("utf-8", "utf-16", "cp1252", "cp850")))
def test_texts(rows, encoding):
    content = as_text([HEADINGS, *rows]).encode(encoding, "replace")
    outcome(content)
    outcome(content + "é".encode() + "é".encode("cp1252"))


@many(30)
@given(rows=ROWS)
def test_web_pages(rows):
    outcome(
        page(
            HEADINGS,
            *[
                [c.encode("cp1252", "replace").decode("cp1252") for c in r]
                for r in rows
            ],
        )
    )


def printable(rows):
    """What XML can hold."""
    return [
        ["".join(c for c in cell if c.isprintable() and c.isascii()) for cell in row]
        for row in rows
    ]


@many(20)
@given(rows=ROWS, cut=st.integers(1, 3000), at=st.integers(0, 3000))
def test_sheets_whole_cut_and_changed(rows, cut, at):
    rows = printable(rows)
    for content in (
        xlsx(("Suivi", HEADINGS, *[[c[:30_000] for c in r] for r in rows])),
        ods(HEADINGS, *rows),
    ):
        outcome(content)
        outcome(content[:-cut])
        at %= len(content)
        outcome(content[:at] + b"\xff\x00" + content[at + 2 :])


@many(60)
@given(
    content=st.binary(max_size=400),
    start=st.sampled_from(
        (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"<table>")
    ),
)
def test_any_bytes(content, start):
    outcome(start + content)


@many(100)
@given(value=CELLS)
@example("2026-99-99T99:99:99Z")
@example("0001-01-01T00:00:00+14:00")
def test_any_day(value):
    try:
        read_day(value)
        read_day(value, past=True)
    except NoDay:
        pass


BLOCKS = (
    "S21.G00.06",
    "S21.G00.30",
    "S21.G00.40",
    "S21.G00.60",
    "S21.G00.62",
    "S21.G00.65",
    "S21.G00.86",
)
SAID = st.one_of(
    st.sampled_from(
        (
            "31129999",
            "01010001",
            "01092014",
            "07",
            "02",
            "03",
            "117",
            "2026-99-99",
            "2026-01-01",
            "9" * 30,
            "²",
            "-1",
            "1e9",
        )
    ),
    st.text(alphabet=st.characters(exclude_characters="\n\r'"), max_size=9),
)
LINE = st.builds(
    "{}.{},'{}'".format,
    st.sampled_from(BLOCKS),
    st.sampled_from(("001", "002", "003", "004", "006", "007", "009", "010", "019")),
    SAID,
)


@many(150)
@given(lines=st.lists(LINE, max_size=12))
@example(
    [
        "S21.G00.30.001,'2'",
        "S21.G00.86.001,'07'",
        "S21.G00.86.002,'03'",
        "S21.G00.86.003,'²'",
    ]
)
@example(
    [
        "S21.G00.30.001,'2'",
        "S21.G00.86.001,'07'",
        "S21.G00.86.002,'03'",
        f"S21.G00.86.003,'{'9' * 30}'",
    ]
)
@example(
    [
        "S21.G00.30.001,'2'",
        "S21.G00.65.001,'501'",
        "S21.G00.65.002,'01012026'",
        "S21.G00.65.003,'31129999'",
    ]
)
@example(["S21.G00.30.002,'2026-99-99'"])
@example(["S21.G00.30.002,'2026-01-01'"])
def test_declarations(lines):
    month, people = read_dsn(dsn(lines, encoding="utf-8"))
    for person in people:
        again = Individual.from_json(tuple(person.to_json()))
        assert all(isinstance(name, str) for name in again.names)
        differences(again, Recorded(start=date(2020, 1, 1)), month)


@many(60)
@given(content=st.binary(max_size=300))
def test_cut_declarations(content):
    whole = dsn(["S21.G00.30.001,'2'"])
    for broken in (content, "\n".join(HEAD).encode() + content, whole[:-9] + content):
        try:
            read_dsn(broken)
        except NotDsn:
            pass


def archive(name, content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, content)
    return packed.getvalue()


def edited(content, name, old, new):
    """A part of a workbook with other words in it."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(packed, "w") as after,
    ):
        for item in before.namelist():
            part = before.read(item)
            after.writestr(item, part.replace(old, new) if item == name else part)
    return packed.getvalue()


def test_more_in_an_archive_than_a_sheet_holds(monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED", 2**20)
    for name in ("content.xml", "xl/workbook.xml"):
        bomb = archive(name, b" " * 2**21)
        assert len(bomb) < 10_000
        with pytest.raises(Unreadable, match="damaged"):
            read_sheets(bomb)


def test_rows_and_columns_that_no_sheet_has():
    sheet = xlsx(("Suivi", HEADINGS, ["0012", "2026-01-05", "", ""]))
    far = edited(
        sheet, "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="99999999999"'
    )
    outcome(far)
    wide = b"<table><tr><td>Nom</td><td colspan=999999999>Date</td></tr></table>"
    assert len(read_sheets(wide)[0].rows[0][1]) <= 200


def test_spaces_before_nothing():
    begun = time.monotonic()
    outcome(b" " * 200_000 + b"x")
    assert time.monotonic() - begun < 5
