from odoo import models


class CalendarAttendee(models.Model):
    """Who declines the meeting of an interview says that he is not available."""

    _inherit = "calendar.attendee"

    def write(self, vals):
        declining = vals.get("state") == "declined" and self.filtered(
            lambda attendee: attendee.state != "declined"
        )
        result = super().write(vals)
        for attendee in declining or ():
            entretiens = (
                self.env["hr.entretien"]
                .sudo()
                .search(
                    [("event_id", "=", attendee.event_id.id), ("state", "=", "planned")]
                )
            )
            entretiens._attendee_declined(attendee.partner_id)
        return result
