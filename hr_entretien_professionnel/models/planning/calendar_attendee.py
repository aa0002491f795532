from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CalendarAttendee(models.Model):
    """Who declines the meeting of an interview says that they are not available.

    Odoo lets every user invite and take away anybody: of an interview, those who lead
    it invite others, and nobody takes away the two who meet.
    """

    _inherit = "calendar.attendee"

    @api.model_create_multi
    def create(self, vals_list):
        events = self.env["calendar.event"].browse(
            [vals["event_id"] for vals in vals_list if vals.get("event_id")]
        )
        self._check_invites(events)
        return super().create(vals_list)

    def unlink(self):
        self._check_invites(self.event_id)
        self._check_both_stay()
        return super().unlink()

    def write(self, vals):
        if vals.keys() & {"event_id", "partner_id"}:
            target = self.env["calendar.event"].browse(vals.get("event_id") or ())
            self._check_invites(self.event_id | target)
            self._check_both_stay()
        if "state" in vals:
            mine = self.env.user.partner_id
            others = self.filtered(lambda attendee: attendee.partner_id != mine)
            others.event_id.check_access("write")
        declined = {
            attendee: attendee.event_id._entretien_linked()
            for attendee in self
            if vals.get("state") == "declined" != attendee.state
        }
        for attendee, entretiens in declined.items():
            # What is answered becomes a proof: Odoo lets every user answer for another.
            if not self.env.su and attendee.partner_id != self.env.user.partner_id:
                self._check_leads(
                    entretiens,
                    self.env._("Everybody answers for himself to an interview."),
                )
        result = super().write(vals)
        for attendee, entretiens in declined.items():
            attendee._entretien_declined(entretiens)
        return result

    def _entretien_declined(self, entretien):
        """Somebody declined the meeting in their calendar.

        :param entretien: the planned interview of the meeting, in sudo, if any
        """
        if self.partner_id in entretien.employee_id._entretien_partners():
            # Nobody's account by the link of a mail, or a calendar's.
            user = self.env.user
            nobody = user._is_public() or user._is_superuser()
            note = self.env._("Declined in the calendar.")
            entretien._declare_unavailable(note, user.browse() if nobody else user)
        elif self.partner_id in entretien.interviewer_id._entretien_partners():
            today = fields.Date.context_today(self)
            entretien._schedule_check(today, "_declined_note", at_once=True)

    @api.model
    def _check_invites(self, events):
        """
        :param events: meetings that somebody is invited to, or taken away from
        :raises AccessError: one is of an interview that the user does not lead, or a
            private one that he is not in, whatever it is for
        """
        if self.env.su:
            return
        events.check_access("write")
        self._check_leads(
            events._entretien_linked(),
            self.env._("Who leads an interview decides who is invited to it."),
        )

    @api.model
    def _check_leads(self, entretiens, message):
        """:raises AccessError: with that message, one is not the user's to lead"""
        mine = entretiens.sudo(False)
        if mine - mine._led_by_user():
            raise AccessError(message)

    def _check_both_stay(self):
        """Others may join, but the meeting stays that of both.

        :raises UserError: the employee or the interviewer would not know of the date
        """
        if self.env.su:
            return
        for entretien in self.event_id._entretien_linked():
            going = self.filtered(lambda item, e=entretien: item.event_id == e.event_id)
            both = self.event_id._entretien_guests(entretien)
            if going.partner_id & both:
                raise UserError(
                    self.env._(
                        "The employee and who holds the interview stay in the meeting: "
                        "move it, or cancel the interview."
                    )
                )
