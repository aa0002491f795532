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
    """The bytes of a file: the NIR as text, amounts as numbers, dates as dates."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Abondements")
        text = book.add_format({"num_format": "@"})
        money = book.add_format({"num_format": "#,##0.00"})
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADER, book.add_format({"bold": True, "bottom": 1}))
        sheet.set_column(0, 5, 24)
        sheet.freeze_panes(1, 0)
        for row, line in enumerate(abondements, 1):
            birth_name = (line.edef_birth_name or "").strip()
            for column, value in enumerate(
                (line.edef_nir, birth_name, line.display_name)
            ):
                sheet.write_string(row, column, value, text)
            sheet.write_number(row, 3, line.amount, money)
            sheet.write_datetime(row, 4, line.bilan_date, date)
            sheet.write_datetime(row, 5, line.pay_by, date)
    return content.getvalue()
