"""The whole file of an employee, downloaded by HR."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from odoo.addons.hr_entretien_professionnel.controllers.answer import private

TYPES = {
    "pdf": "application/pdf",
    "json": "application/json; charset=utf-8",
    "zip": "application/zip",
}


class EntretienExport(http.Controller):
    @http.route(
        "/hr_entretien/export/<int:employee_id>/<string:kind>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def export(self, employee_id, kind, **_kw):
        """The file, or the same "not found" for whoever may not have it."""
        employees = request.env["hr.employee"].with_context(
            active_test=False, allowed_company_ids=request.env.user.company_ids.ids
        )
        found = employees.browse(employee_id).exists()
        if kind not in TYPES or not found:
            raise NotFound
        try:
            name, content = found._entretien_export(kind)
        except AccessError as error:
            raise NotFound from error
        except UserError as error:
            return request.make_response(str(error), status=503)
        headers = [
            ("Content-Type", TYPES[kind]),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return private(request.make_response(content, headers))
