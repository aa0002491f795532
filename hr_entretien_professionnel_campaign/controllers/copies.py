"""The copies of a campaign, downloaded by HR."""

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import request

from odoo.addons.hr_entretien_professionnel.controllers.answer import download, made_of


class CampaignCopies(http.Controller):
    @http.route(
        "/entretiens/campagnes/<int:campaign_id>/copies",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def copies(self, campaign_id, **_kw):
        """The file, sent as it is read; the same "not found" for whoever may not."""
        name, archive = made_of(
            "hr.entretien.campaign", campaign_id, lambda found: found._copies_file()
        )
        content = wrap_file(request.httprequest.environ, archive)
        response = download(content, name, "application/zip")
        response.direct_passthrough = True
        return response
