"""Odoo's import screen, told what it needs to know of a history spreadsheet."""

import csv
import io
from datetime import date, datetime

from odoo import api, models

from odoo.addons.base_import.models.base_import import ImportValidationError

from .entretien_history_parse import HISTORY, field_of_header


class BaseImportImport(models.TransientModel):
    _inherit = "base_import.import"

    def execute_import(self, fields, columns, options, dryrun=False):
        if self.res_model != HISTORY:
            return super().execute_import(fields, columns, options, dryrun=dryrun)
        here = self.with_context(
            entretien_lines=self._entretien_lines(fields, options),
            entretien_file=self.file_name or "",
            entretien_dryrun=dryrun,
        )
        return super(BaseImportImport, here).execute_import(
            fields, columns, options, dryrun=dryrun
        )

    def _read_csv(self, options):
        """The separator is the header's: an empty line makes Odoo miss it."""
        if self.res_model == HISTORY and not options.get("separator"):
            header = (self.file or b"").lstrip().split(b"\n", 1)[0]
            counts = {mark: header.count(mark.encode()) for mark in ";,\t"}
            best = max(counts, key=counts.get)
            if counts[best]:
                options["separator"] = best
        return super()._read_csv(options)

    def _read_xlsx(self, options):
        """The dates of LibreOffice, “DD/MM/YYYY”, are no date for Odoo's reading."""
        if self.res_model != HISTORY:
            return super()._read_xlsx(options)
        rows = [row for _number, row in self._entretien_sheet(options)]
        return len(rows), rows

    def _get_mapping_suggestion(
        self, header, fields_tree, header_types, mapping_fields
    ):
        """French headers find their field whatever the user's language."""
        saved = mapping_fields.get(header.lower())
        name = self.res_model == HISTORY and not saved and field_of_header(header)
        if name:
            return {"field_path": [name], "distance": 0}
        return super()._get_mapping_suggestion(
            header, fields_tree, header_types, mapping_fields
        )

    @api.model
    def _stringify_date_like_objects(self, data, options, trim=False):
        """A date of Excel stays the day it is: an American format would turn it."""
        if self.res_model == HISTORY and isinstance(data, date):
            return (data.date() if isinstance(data, datetime) else data).isoformat()
        return super()._stringify_date_like_objects(data, options, trim=trim)

    def _entretien_lines(self, fields, options):
        """The numbers that the spreadsheet shows of the rows ``load`` will be given.

        Odoo leaves out empty rows and forgets that they were there.

        :rtype: list of int
        """
        try:
            _length, rows = self._read_file(options)
        except ImportValidationError:
            # Told by the import itself.
            return []
        numbers = self._entretien_numbers(options)
        if len(numbers) != len(rows):
            numbers = list(range(1, len(rows) + 1))
        columns = [index for index, name in enumerate(fields) if name]
        start = 1 if options.get("has_headers") else 0
        lines = [
            number
            for number, row in list(zip(numbers, rows, strict=True))[start:]
            if any(row[index] for index in columns if index < len(row))
        ]
        return lines[int(options.get("skip") or 0) :]

    def _entretien_numbers(self, options):
        """Numbers of the rows that are not empty; none when they cannot be told."""
        content = self.file or b""
        if content.startswith(b"PK"):
            return [number for number, _row in self._entretien_sheet(options)]
        try:
            text = content.decode(options.get("encoding") or "utf-8")
        except (LookupError, UnicodeDecodeError):
            return []
        lines = csv.reader(
            io.StringIO(text),
            quotechar=options.get("quoting") or '"',
            delimiter=options.get("separator") or ",",
        )
        return [
            number
            for number, line in enumerate(lines, start=1)
            if any(cell.strip() for cell in line)
        ]

    def _entretien_sheet(self, options):
        """Rows of the chosen sheet that are not empty, with their numbers.

        :rtype: list of (number, cells); none for an OpenDocument sheet
        """
        import openpyxl  # noqa: PLC0415 - as Odoo does: for this format alone

        try:
            book = openpyxl.load_workbook(io.BytesIO(self.file), data_only=True)
        except KeyError:
            return []
        options["sheets"] = book.sheetnames
        options["sheet"] = options.get("sheet") or book.sheetnames[0]
        rows = book[options["sheet"]].iter_rows(values_only=True)
        cells = ([self._entretien_cell(value) for value in row] for row in rows)
        return [
            (number, row)
            for number, row in enumerate(cells, start=1)
            if any(not isinstance(cell, str) or cell.strip() for cell in row)
        ]

    @api.model
    def _entretien_cell(self, value):
        if isinstance(value, date):
            return value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value)
