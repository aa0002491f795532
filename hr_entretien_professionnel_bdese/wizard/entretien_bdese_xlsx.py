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
        _fill(book, sheet)
    return target.getvalue()


def _fill(book, sheet):
    page = book.add_worksheet(sheet.year)
    # Text is never a formula, whatever a name begins with.
    page.add_write_handler(str, type(page).write_string)
    bold = book.add_format({"bold": True, "text_wrap": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    note = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "#,##0"})
    symbol = sheet.currency_id.symbol or ""
    money = book.add_format({"num_format": f'#,##0.00 "{symbol}"'})
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for row, text in enumerate((sheet._title(), sheet.company_id.name)):
        page.write(row, 0, text, bold)
    page.write(2, 0, sheet._format_period())
    row = 4
    for title, columns, lines in sheet._tables():
        page.write_row(row, 0, [title, *columns.values()], head)
        page.write(row, NOTE_COLUMN, sheet.env._("How it is counted"), head)
        for line in lines:
            row += 1
            page.write(row, 0, line.label, bold if line.code == "total" else None)
            for column, name in enumerate(columns, start=1):
                style = money if name == "amount" else number
                page.write(row, column, line[name], style)
            page.write(row, NOTE_COLUMN, line.note or None, note)
        row += 2
    page.write(row, 0, sheet._imprint())
