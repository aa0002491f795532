from odoo import models
from odoo.exceptions import AccessError


class CalendarAttendee(models.Model):
    """Who declines the meeting of an interview says that he is not available."""

    _inherit = "calendar.attendee"

    def write(self, vals):
        declining = self.browse()
        if vals.get("state") == "declined":
            declining = self.filtered(lambda attendee: attendee.state != "declined")
        entretiens = {attendee: attendee._entretien_planned() for attendee in declining}
        for attendee, there in entretiens.items():
            attendee._check_answers_for(there)
        result = super().write(vals)
        for attendee, there in entretiens.items():
            there._attendee_declined(attendee.partner_id)
        return result

    def _entretien_planned(self):
        """The planned interview of the meeting, in sudo, or an empty record."""
        self.ensure_one()
        return (
            self.env["hr.entretien"]
            .sudo()
            .search([("event_id", "=", self.event_id.id), ("state", "=", "planned")])
        )

    def _check_answers_for(self, entretiens):
        """What is answered becomes a proof: Odoo lets every user answer for another.

        :param entretiens: those of the meeting, in sudo
        :raises AccessError: it is neither his own answer nor an interview that he leads
        """
        if self.env.su or self.partner_id == self.env.user.partner_id:
            return
        there = entretiens.sudo(False)
        if there - there._led_by_user():
            raise AccessError(
                self.env._("Everybody answers for himself to an interview.")
            )
