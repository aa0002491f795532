from werkzeug.exceptions import BadRequest

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_calendar(cls):
        """The link of an invitation opens an interview to its guest alone.

        Every user reads the tokens of all guests: by the token alone they would read
        when and with whom it is, and answer in the guest's place: what the employee
        answers becomes a proof. Their own link is the one of their page."""
        result = super()._auth_method_calendar()
        token = request.httprequest.args.get("token", "")
        guests = request.env["calendar.attendee"].sudo()
        guest = guests.search([("access_token", "=", token)], limit=1)
        interview = guest.event_id.res_model == "hr.entretien"
        if interview and guest.partner_id != request.env.user.partner_id:
            raise BadRequest("Invalid Invitation Token.")
        return result
