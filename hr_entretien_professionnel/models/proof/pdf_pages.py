"""What the PDF engine does not write: page numbers, the title, the language."""

import io

from reportlab.pdfgen import canvas

from odoo.tools.pdf import (
    BooleanObject,
    DictionaryObject,
    NameObject,
    PdfReader,
    PdfWriter,
    create_string_object,
)

# In points, from the bottom and from the right of an A4 page.
BOTTOM, RIGHT = 22, 45


def finish_pdf(content, title, lang, numbered=True):
    """A PDF with its title and language, and “2 / 4” on each page of several.

    :param bytes content: the PDF
    :param str title: what a reader shows above the page
    :param str lang: e.g. “fr_FR”
    :rtype: bytes
    """
    reader, writer = PdfReader(io.BytesIO(content), strict=False), PdfWriter()
    count = reader.getNumPages()
    numbers = _numbers(reader, count) if numbered and count > 1 else None
    for rank in range(count):
        page = reader.getPage(rank)
        if numbers:
            page.mergePage(numbers.getPage(rank))
        writer.addPage(page)
    writer.add_metadata({"/Title": title})
    root = writer._root_object
    root[NameObject("/Lang")] = create_string_object(lang.replace("_", "-"))
    shown = {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    root[NameObject("/ViewerPreferences")] = DictionaryObject(shown)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _numbers(reader, count):
    """Pages of the same sizes with their numbers alone."""
    stream = io.BytesIO()
    drawing = canvas.Canvas(stream)
    for rank in range(count):
        width, height = (float(side) for side in reader.getPage(rank).mediaBox[2:])
        drawing.setPageSize((width, height))
        drawing.setFont("Helvetica", 8)
        drawing.drawRightString(width - RIGHT, BOTTOM, f"{rank + 1} / {count}")
        drawing.showPage()
    drawing.save()
    return PdfReader(stream, strict=False)
