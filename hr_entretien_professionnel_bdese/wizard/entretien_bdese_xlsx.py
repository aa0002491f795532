"""The BDESE sheet as a spreadsheet."""

import io

import xlsxwriter

WIDTHS = (52, 11, 11, 11, 11, 11, 90)
NOTE_COLUMN = 6


def to_xlsx(sheet):
    """The same tables and numbers as on the screen.

    :param sheet: ``hr.entretien.bdese``
    :rtype: bytes
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        _Writer(book, sheet).fill()
    return target.getvalue()


class _Writer:
    """Row after row; text is never a formula, whatever a name begins with."""

    def __init__(self, book, sheet):
        self.sheet = sheet
        self.page = book.add_worksheet(sheet.year)
        self.row = 0
        self.bold = book.add_format({"bold": True, "text_wrap": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.note = book.add_format({"text_wrap": True, "valign": "top"})
        self.count = book.add_format({"num_format": "#,##0"})
        symbol = sheet.currency_id.symbol or ""
        self.money = book.add_format({"num_format": f'#,##0.00 "{symbol}"'})

    def fill(self):
        for column, width in enumerate(WIDTHS):
            self.page.set_column(column, column, width)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        for text in (self.sheet._title(), self.sheet.company_id.name):
            self._text(0, text, self.bold)
            self.row += 1
        self._text(0, self.sheet._format_period())
        self.row += 2
        for table in self.sheet._tables():
            self._table(*table)
        self._text(0, self.sheet._imprint())

    def _table(self, title, columns, lines):
        names = self.sheet._columns()
        self._text(0, title, self.head)
        for column, name in enumerate(columns, start=1):
            self._text(column, names[name], self.head)
        self._text(NOTE_COLUMN, self.sheet.env._("How it is counted"), self.head)
        self.row += 1
        for line in lines:
            self._line(columns, line)
        self.row += 1

    def _line(self, columns, line):
        self._text(0, line.label, self.bold if line.code == "total" else None)
        for column, name in enumerate(columns, start=1):
            style = self.money if name == "amount" else self.count
            self.page.write_number(self.row, column, line[name], style)
        if line.note:
            self._text(NOTE_COLUMN, line.note, self.note)
        self.row += 1

    def _text(self, column, text, style=None):
        self.page.write_string(self.row, column, text or "", style)
