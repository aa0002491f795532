import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
import xlwt
from spreadsheet.files import Unreadable, read_sheets

TEXT = (
    "Matricule;Prénom;Entretien réalisé le\r\n0012;Zoé;15/06/2023\r\n\r\n0013;Noël;\r\n"
)
ROWS = [
    (1, ["Matricule", "Prénom", "Entretien réalisé le"]),
    (2, ["0012", "Zoé", "15/06/2023"]),
    (4, ["0013", "Noël"]),
]


def only(content):
    (sheet,) = read_sheets(content)
    return sheet.rows


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "cp1252",
        "cp850",
        "mac_roman",
    ],
)
def test_encodings_are_proved(encoding):
    assert only(TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        "Nom\nLEFÈVRE Noël\n",
        "Nom\nGARÇON Zoë\nBÉNÉ Aïcha\n",
        "Type\nÀ la demande\n",
        "Type\nCongé maternité\n",
        "Nom\nMÜLLER André\n",
    ],
)
def test_old_encodings_by_what_gives_french(encoding, text):
    assert only(text.encode(encoding))[1:] == [
        (number, [line]) for number, line in enumerate(text.split("\n")[1:-1], start=2)
    ]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_marks_between_cells(mark):
    assert only(TEXT.replace(";", mark).encode()) == ROWS
    lines = b"Nom;Remarque\nA;un, deux, trois\nB;quatre, cinq\n"
    assert only(lines)[1] == (2, ["A", "un, deux, trois"])


def test_the_mark_that_a_file_declares():
    assert only(b"sep=|\r\nNom|Remarque\r\nA|un; deux\r\n") == [
        (2, ["Nom", "Remarque"]),
        (3, ["A", "un; deux"]),
    ]


def test_a_cell_of_several_lines_is_one_row():
    assert only(b'Nom;Remarque\n"A";"un\ndeux"\nB;trois\n')[1:] == [
        (2, ["A", "un\ndeux"]),
        (3, ["B", "trois"]),
    ]


def book(protect=False):
    made = openpyxl.Workbook()
    made.active.title = "Caché"
    made.active.append(["rien"])
    made.active.sheet_state = "hidden"
    sheet = made.create_sheet("Suivi")
    sheet.append(["Matricule", "Date", "Remis"])
    sheet.append([])
    sheet.append([12.0, datetime(2023, 6, 15), True])
    sheet.append(["#N/A", None, None])
    made.active = 1
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def test_excel():
    first, second = read_sheets(book())
    assert (first.name, second.name) == ("Suivi", "Caché")
    assert first.rows == [
        (1, ["Matricule", "Date", "Remis"]),
        (3, ["12", datetime(2023, 6, 15), "oui"]),
    ]


def test_a_quote_that_nothing_closes_swallows_no_line():
    text = 'Nom;Date;Remarque\nA;1;RAS\nB;2;"à revoir\nC;3;\nD;4;"vu\nE;5;'
    assert [row[0] for _number, row in only(text.encode())] == ["Nom", *"ABCDE"]


def test_an_empty_cell_shown_as_a_day():
    """A formula that finds nothing gives 0, which a sheet shows as a day."""
    shown = b"Nom;Le\nA;00/01/1900\nB;30/12/1899\nC;#NOM ?\nD;Err:502\nE;#N/D"
    assert [row for _number, row in only(shown)][1:] == [[name] for name in "ABCDE"]
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["A", 0])
    book.active["B1"].number_format = "dd/mm/yyyy"
    book.save(content)
    assert only(content.getvalue()) == [(1, ["A"])]
    book, content = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Suivi")
    sheet.write(0, 0, "A")
    sheet.write(0, 1, 0, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    book.save(content)
    assert only(content.getvalue()) == [(1, ["A"])]


def test_excel_of_1904():
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append([datetime(2023, 6, 15)])
    content = io.BytesIO()
    made.save(content)
    assert only(content.getvalue()) == [(1, [datetime(2023, 6, 15)])]


ODS = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>
<office:spreadsheet><table:table table:name="Suivi">
<table:table-row><table:table-cell><text:p>Nom</text:p></table:table-cell>
<table:table-cell><text:p>Date</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell
 table:number-columns-repeated="1024"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Zoé</text:p>
</table:table-cell><table:table-cell office:value-type="date"
 office:date-value="2023-06-15"><text:p>15/06/23</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""


def ods(manifest="<manifest/>"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("content.xml", ODS)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return content.getvalue()


def test_open_document():
    (sheet,) = read_sheets(ods())
    assert read_sheets(ods(manifest="")) == [sheet]
    assert sheet == (
        "Suivi",
        [(1, ["Nom", "Date"]), (4, ["Zoé", datetime(2023, 6, 15)])],
    )


def test_a_web_page_called_xls():
    page = (
        "<html><meta charset='utf-8'><table><tr><th>Nom</th><th colspan=2>Entretien"
        "</th></tr><tr><td>Zoé</td><td>15/06/2023</td><td>EP</td></tr></table></html>"
    )
    for encoding in ("utf-8", "cp1252"):
        assert only(page.encode(encoding)) == [
            (1, ["Nom", "Entretien"]),
            (2, ["Zoé", "15/06/2023", "EP"]),
        ]


def test_a_tabbed_text_called_xls():
    assert only(TEXT.replace(";", "\t").encode("cp1252")) == ROWS


def test_an_old_excel_file():
    book, content = xlwt.Workbook(), io.BytesIO()
    hidden, sheet = book.add_sheet("Paramètres"), book.add_sheet("Suivi")
    hidden.visibility = 1
    hidden.write(0, 0, "caché")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for place, value in enumerate(("Zoé", True, 12.0)):
        sheet.write(2, place, value)
    sheet.write(2, 4, datetime(2023, 6, 15), day)
    book.save(content)
    cells = ["Zoé", "oui", "12", "", datetime(2023, 6, 15)]
    assert read_sheets(content.getvalue()) == [
        ("Suivi", [(3, cells)]),
        ("Paramètres", [(1, ["caché"])]),
    ]


def test_cells_filled_up_with_nul_characters():
    """PostgreSQL keeps none."""
    book, content = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Suivi")
    for place, value in enumerate(("Zoé\x00\x00", "\x00", 12.0)):
        sheet.write(0, place, value)
    book.save(content)
    assert only(content.getvalue()) == [(1, ["Zoé", "", "12"])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b";;;\r\n;;\r\n", "empty"),
        (book()[:900], "damaged"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"%PDF-1.7 something", "unknown"),
        (b"\x89PNG\r\n", "unknown"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 40, "damaged"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (ods("<manifest><encryption-data/></manifest>"), "protected"),
    ],
)
def test_files_that_cannot_be_read(content, code):
    with pytest.raises(Unreadable) as refused:
        read_sheets(content)
    assert refused.value.code == code


def test_another_zip_is_no_sheet():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable) as refused:
        read_sheets(content.getvalue())
    assert refused.value.code == "unknown"
