"""The BDESE sheet as a spreadsheet."""

import io

import xlsxwriter

WIDTHS = (52, 11, 11, 11, 11, 11, 90)
NOTE_COLUMN = 6


def to_xlsx(sheet):
    """The same tables and numbers as on the screen.

    Text is written as text: never a formula, whatever a name begins with.

    :param sheet: ``hr.entretien.bdese``
    :rtype: bytes
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        page = book.add_worksheet(sheet.year)
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, sheet._title(), bold)
        page.write_string(1, 0, sheet.company_id.name, bold)
        page.write_string(2, 0, sheet._format_period())
        row = 4
        for table in sheet._tables():
            row = _write_table(book, page, row, sheet, table) + 1
        page.write_string(row, 0, sheet._imprint())
    return target.getvalue()


def _write_table(book, page, row, sheet, table):
    """Its title and columns, then its lines; the row after the last."""
    title, columns, lines = table
    bold = book.add_format({"bold": True, "text_wrap": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    count = book.add_format({"num_format": "#,##0"})
    symbol = sheet.currency_id.symbol or ""
    money = book.add_format({"num_format": f'#,##0.00 "{symbol}"'})
    names = sheet._columns()
    page.write_string(row, 0, title, head)
    for column, name in enumerate(columns, start=1):
        page.write_string(row, column, names[name], head)
    page.write_string(row, NOTE_COLUMN, sheet.env._("How it is counted"), head)
    for line in lines:
        row += 1
        page.write_string(row, 0, line.label, bold if line.code == "total" else None)
        for column, name in enumerate(columns, start=1):
            style = money if name == "amount" else count
            page.write_number(row, column, line[name], style)
        page.write_string(row, NOTE_COLUMN, line.note or "", wrapped)
    return row + 1
