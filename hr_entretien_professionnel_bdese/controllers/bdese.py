"""The BDESE sheet as a spreadsheet, made when asked for and kept nowhere."""

from odoo import http
from odoo.http import request

from odoo.addons.hr_entretien_professionnel.controllers.answer import XLSX, download

from ..wizard.entretien_bdese_xlsx import to_xlsx


class BdeseSheet(http.Controller):
    @http.route(
        "/hr_entretien_professionnel_bdese/<int:sheet_id>/xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def xlsx(self, sheet_id, **_kw):
        """The sheet of that window; whose it is not, there is nothing there."""
        sheets = request.env["hr.entretien.bdese"]
        sheet = sheets.has_access("read") and sheets.search([("id", "=", sheet_id)])
        if not sheet:
            raise request.not_found()
        return download(to_xlsx(sheet), f"{sheet._file_name()}.xlsx", XLSX)
