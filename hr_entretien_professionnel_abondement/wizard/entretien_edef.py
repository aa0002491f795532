"""The list that HR takes to the Caisse des dépôts' employer site (EDEF), as a file."""

import io

import xlsxwriter

# French whoever asks: it is for a French site. In the words of the screens.
HEADER = (
    "NIR",
    "Nom de naissance",
    "Salarié",
    "Montant",
    "État des lieux du",
    "À verser avant le",
)


def to_xlsx(abondements):
    """The NIR as text, amounts as numbers, dates as dates.

    :rtype: bytes
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Abondements")
        text = book.add_format({"num_format": "@"})
        money = book.add_format({"num_format": "#,##0.00"})
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADER, book.add_format({"bold": True, "bottom": 1}))
        sheet.set_column(0, 5, 24)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(_rows(abondements), 1):
            for column, value in enumerate(row[:3]):
                sheet.write_string(line, column, value, text)
            sheet.write_number(line, 3, row[3], money)
            for column, day in enumerate(row[4:], 4):
                sheet.write_datetime(line, column, day, date)
    return content.getvalue()


def _rows(abondements):
    """One row per person, as the header says: texts, an amount, two dates."""
    for line in abondements:
        birth_name = (line.edef_birth_name or "").strip()
        name, days = line.employee_id.name, (line.bilan_date, line.pay_by)
        yield line.edef_nir, birth_name, name, line.amount, *days
