"""A file opened: its sheets, each with its rows and their numbers."""

import codecs
import csv
import io
import re
import zipfile
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from lxml import etree, html

OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
# The most columns that are read: beyond, a sheet is formatted rather than filled.
MAX_COLUMNS = 200
# The most rows that a spreadsheet has, and the most that an archive holds unpacked.
MAX_ROWS = 1_048_576
MAX_UNPACKED = 300 * 2**20
# What a sheet shows when a formula fails, or finds an empty cell where it wants a day,
# is no word of HR's.
FAILED = re.compile(
    r"(#(N/[AD]|REF|VALUE|VALEUR|NAME|NOM|DIV/0|NULL?|NUM|NOMBRE)|Err:\d+) ?[!?]?"
    r"|00:00:00|(00/01/1900|30/12/1899)( 00:00(:00)?)?"
)
# What French is written with in each old encoding; “first that fits” is no proof.
OLD_ENCODINGS = ("cp1252", "cp850", "mac_roman")
FRENCH = set("éèêëàâçùûüîïôœæÉÈÊËÀÂÇÙÛÎÏÔŒÆ°’«»€–…²")
WORDS = (
    "prénom|salarié|employé|réalisé|état|carrière|année|mené|congé|maternité|société"
    "|établissement|numéro|à|été|qualité|première|résultat|écrit|légal|présenté|refusé"
)
# The names of an OpenDocument file begin with one of these.
TABLE, OFFICE, TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("table", "office", "text")
)


class Sheet(NamedTuple):
    """``rows`` are pairs: number shown by the sheet, cells (text, date or number)."""

    name: str
    rows: list


class Unreadable(Exception):
    """``code``: ``protected``, ``damaged``, ``empty``, ``unknown`` (another format)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def read_sheets(content):
    """The sheets that hold something, in the file's order, hidden ones last.

    :param bytes content: of an xlsx, xlsm, xls, ods, csv or text file; also of a web
        page or a tabbed text that is called .xls
    :rtype: list of Sheet
    :raises Unreadable: with the reason
    """
    if not content.strip():
        raise Unreadable("empty")
    try:
        sheets = [_tidy(sheet) for sheet in _reader(content)(content)]
    except Unreadable:
        raise
    except Exception as error:  # Readers raise of all kinds on a damaged file.
        raise Unreadable("damaged") from error
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise Unreadable("empty")
    return sheets


def _reader(content):
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("protected")
        return _read_xls
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise Unreadable("damaged")
        if "xl/workbook.xml" in names:
            return _read_xlsx
        if "content.xml" in names:
            return _read_ods
        raise Unreadable("unknown")
    if content.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8")):
        raise Unreadable("unknown")
    start = content.lstrip().removeprefix(codecs.BOM_UTF8).lstrip()
    if re.match(rb"<(!doctype html|html|table|head|meta)", start, re.I):
        return _read_html
    return _read_text


def _tidy(sheet):
    """Cells without the spaces around them, rows without the empty cells after them;
    empty rows left out, the others keep their number."""
    rows = []
    for number, cells in sheet.rows:
        cells = [_cell(cell) for cell in cells[:MAX_COLUMNS]]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            rows.append((number, cells))
    return Sheet(sheet.name, rows)


def _cell(value):
    if value is None or isinstance(value, bool):
        return {True: "oui", False: "non"}.get(value, "")
    if isinstance(value, date):
        # Day 0 of the calendar of a sheet, in 1899, is an empty cell.
        return value if value.year != 1899 else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # Old programs fill a cell up with NUL characters, which PostgreSQL does not keep.
    text = str(value).replace("\x00", "")
    text = text.replace("\xa0", " ").replace("\u202f", " ").strip()
    return "" if FAILED.fullmatch(text) else text


def _read_xlsx(content):
    import openpyxl  # noqa: PLC0415 - as Odoo does: for this format alone

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheets = []
    for sheet in sorted(book.worksheets, key=lambda it: it.sheet_state != "visible"):
        # Programs write wrong dimensions: the rows themselves are read.
        sheet.reset_dimensions()
        rows = islice(sheet.iter_rows(values_only=True), MAX_ROWS)
        sheets.append(Sheet(sheet.title, enumerate(rows, start=1)))
    return sheets


def _read_xls(content):
    import xlrd  # noqa: PLC0415

    try:
        book = xlrd.open_workbook(file_contents=content)
    except xlrd.XLRDError as error:
        protected = "encrypted" in str(error).lower()
        raise Unreadable("protected" if protected else "damaged") from error

    def cell(item):
        if item.ctype == xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(item.value, book.datemode)
        if item.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(item.value)
        return "" if item.ctype == xlrd.XL_CELL_ERROR else item.value

    sheets = sorted(book.sheets(), key=lambda item: item.visibility != 0)
    return [
        Sheet(sheet.name, enumerate(([*map(cell, row)] for row in sheet.get_rows()), 1))
        for sheet in sheets
    ]


def _read_ods(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # Some programs write none.
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and (
            b"encryption-data" in archive.read(manifest)
        ):
            raise Unreadable("protected")
        safe = etree.XMLParser(resolve_entities=False, huge_tree=False)
        tree = etree.fromstring(archive.read("content.xml"), safe)
    sheets = []
    for table in tree.iter(f"{TABLE}table"):
        number, rows = 0, []
        for row in table.iter(f"{TABLE}table-row"):
            cells = [cell for item in row for cell in _ods_cells(item)]
            if any(cell != "" for cell in cells):
                rows.append((number + 1, cells))
            number += int(row.get(f"{TABLE}number-rows-repeated", 1))
        sheets.append(Sheet(table.get(f"{TABLE}name"), rows))
    return sheets


def _ods_cells(item):
    """A cell, as often as it is repeated."""
    if day := item.get(f"{OFFICE}date-value"):
        value = datetime.fromisoformat(day)
    else:
        lines = ("".join(line.itertext()) for line in item.iterfind(f"{TEXT}p"))
        value = "\n".join(lines)
    times = int(item.get(f"{TABLE}number-columns-repeated", 1))
    return [value] * min(times, MAX_COLUMNS)


def _read_html(content):
    text = _decode(content)
    # A declaration of encoding is refused in a text that is decoded already.
    tree = html.fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text))
    sheets = []
    for place, table in enumerate(tree.iter("table"), start=1):
        rows = []
        for number, row in enumerate(table.iter("tr"), start=1):
            cells = []
            for cell in row.iterchildren("td", "th"):
                width = min(int(cell.get("colspan") or 1), MAX_COLUMNS)
                cells += [cell.text_content(), *[""] * (width - 1)]
            rows.append((number, cells))
        sheets.append(Sheet(f"Table {place}", rows))
    return sheets


def _read_text(content):
    # An old Mac ends its lines with a return alone.
    text = re.sub(r"\r\n?", "\n", _decode(content))
    if "\x00" in text:
        raise Unreadable("unknown")
    lines = text.splitlines(keepends=True)
    declared = re.match(r"sep=(.)\s*$", lines[0]) if lines else None
    start = 1 if declared else 0
    mark = declared[1] if declared else _delimiter(lines)
    text = "".join(lines[start:])
    try:
        rows = [*csv.reader(io.StringIO(text), delimiter=mark, strict=True)]
    except csv.Error:
        # Who quotes nothing writes quotes that none closes: they would swallow lines.
        rows = csv.reader(io.StringIO(text), delimiter=mark, quoting=csv.QUOTE_NONE)
    return [Sheet("", [(start + n, row) for n, row in enumerate(rows, start=1)])]


def _delimiter(lines):
    """The mark that parts most lines into the same number of cells, more than one."""

    def score(mark):
        sample = csv.reader(io.StringIO("".join(lines[:50])), delimiter=mark)
        widths = [len(row) for row in sample if any(cell.strip() for cell in row)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(usual) if usual > 1 else 0, usual)

    try:
        return max(";\t,|", key=score)
    except (csv.Error, ValueError):
        return ";"


def _decode(content):
    """The text, by proof: a byte order mark; what decodes as UTF-8 is UTF-8; else the
    old encoding in which it is French."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    head = content[:400]
    if head[1::2].count(0) > len(head) // 4:
        return content.decode("utf-16-le")
    if head[::2].count(0) > len(head) // 4:
        return content.decode("utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        texts = [content.decode(item, "replace") for item in OLD_ENCODINGS]
        return max(texts, key=_frenchness)


def _frenchness(text):
    """How much a decoded text looks like French: more is better."""
    odd = [char for char in text if ord(char) > 127]
    score = sum(2 if char in FRENCH else 0 if char.isalpha() else -3 for char in odd)
    return score + 5 * len(re.findall(rf"\b(?:{WORDS})\b", text.lower()))
