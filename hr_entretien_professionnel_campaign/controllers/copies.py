"""The copies of a campaign, downloaded by HR."""

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from odoo.addons.hr_entretien_professionnel.controllers.answer import download


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
        campaigns = request.env["hr.entretien.campaign"].with_context(
            allowed_company_ids=request.env.user.company_ids.ids
        )
        campaign = campaigns.browse(campaign_id).exists()
        if not campaign:
            raise request.not_found()
        try:
            name, archive = campaign._copies_file()
        except AccessError as error:
            raise request.not_found() from error
        content = wrap_file(request.httprequest.environ, archive)
        response = download(content, name, "application/zip")
        response.direct_passthrough = True
        return response
