"""The needs as a spreadsheet for the training plan, made when asked for."""

import io
import json
from datetime import date

import xlsxwriter

from odoo import http
from odoo.fields import Domain
from odoo.http import request

from .answer import download

# What a cell of a spreadsheet holds: of more, it would keep nothing.
CELL_SIZE = 32_767
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TrainingPlan(http.Controller):
    @http.route(
        "/entretiens/besoins/plan",
        type="http",
        auth="user",
        methods=["POST"],
        readonly=True,
    )
    def needs(self, domain="[]", token=None):
        """Those of the domain that the user may read: HR all of theirs, a manager
        those of the interviews they conduct.

        :param token: nothing; the web client's downloads send one
        """
        needs = request.env["hr.entretien.besoin"]
        try:
            found = needs.search(Domain(json.loads(domain)), order="employee_id, id")
        except (RecursionError, TypeError, ValueError) as error:
            raise request.not_found() from error
        name = request.env._("Needs for the training plan")
        return download(to_xlsx(found), f"{name}.xlsx", XLSX)


def to_xlsx(needs):
    """One row a need; text is never a formula, whatever it begins with.

    :param needs: ``hr.entretien.besoin``
    :rtype: bytes
    """
    content, headings = io.BytesIO(), needs._plan_headings()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.set_column(0, len(headings) - 1, 24)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for line, need in enumerate(needs, 1):
            for column, value in enumerate(need._plan_row()):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                else:
                    sheet.write_string(line, column, (value or "")[:CELL_SIZE])
    return content.getvalue()
