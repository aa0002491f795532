from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from odoo.addons.hr_entretien_professionnel.controllers.answer import download


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
        employees = request.env["hr.employee"].with_context(
            active_test=False, allowed_company_ids=request.env.user.company_ids.ids
        )
        found = employees.browse(employee_id).exists()
        if not found:
            raise NotFound
        try:
            name, content = found._entretien_export()
        except AccessError as error:
            raise NotFound from error
        except UserError as error:
            return request.make_response(str(error), status=503)
        return download(content, name, "application/zip")
