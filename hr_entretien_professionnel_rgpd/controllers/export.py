from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.hr_entretien_professionnel.controllers.answer import download, made_of


class EntretienExport(http.Controller):
    @http.route(
        "/hr_entretien/export/<int:employee_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def export(self, employee_id, **_kw):
        """The file, or the same "not found" for whoever may not have it."""
        try:
            name, content = made_of(
                "hr.employee",
                employee_id,
                lambda found: found.with_context(active_test=False)._entretien_export(),
            )
        except UserError as error:
            return request.make_response(str(error), status=503)
        return download(content, name, "application/zip")
