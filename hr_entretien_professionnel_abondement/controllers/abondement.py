from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.hr_entretien_professionnel.controllers.answer import XLSX, download


class AbondementList(http.Controller):
    """The list for the Caisse des dépôts, made as it is downloaded: no attachment,
    nothing that stays."""

    @http.route(
        "/entretiens/abondements/<int:window_id>/xlsx",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def edef_list(self, window_id):
        """Only the HR officer who opened the window, and only while they are one."""
        window = request.env["hr.entretien.abondement.export"].browse(window_id)
        if not window.has_access("read"):
            raise request.not_found()
        try:
            content, name = window._file()
        except (AccessError, MissingError) as error:
            raise request.not_found() from error
        except UserError as error:
            return request.make_response(
                str(error), [("Content-Type", "text/plain; charset=utf-8")], status=422
            )
        return download(content, name, XLSX)
