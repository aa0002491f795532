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
        ids = [vals["event_id"] for vals in vals_list if vals.get("event_id")]
        self.browse()._check_guests(self.env["calendar.event"].browse(ids))
        return super().create(vals_list)

    def unlink(self):
        self._check_guests(self.event_id)
        return super().unlink()

    def write(self, vals):
        if vals.keys() & {"event_id", "partner_id"}:
            target = self.event_id.browse(vals.get("event_id") or ())
            self._check_guests(self.event_id | target)
        others = self.filtered(lambda item: item.partner_id != self.env.user.partner_id)
        if "state" in vals:
            others.event_id.check_access("write")
        answer = vals.get("state") in ("accepted", "declined") and vals["state"]
        fresh = self.filtered(lambda one: answer and one.state != answer)
        answered = {one: one.event_id._entretien_linked() for one in fresh}
        for attendee in answered.keys() & set(others):
            # What is answered becomes a proof: Odoo lets every user answer for another.
            self._check_leads(
                answered[attendee],
                self.env._("Everybody answers an invitation for themselves."),
            )
        result = super().write(vals)
        for attendee, entretien in answered.items():
            # Its hour past, there is no date to look for: it took place or it did not.
            if entretien._is_ahead():
                attendee._entretien_answered(entretien, answer)
        return result

    def _entretien_answered(self, entretien, answer):
        """Who conducts it comes after all, or not; the employee does not."""
        partner, declined = self.partner_id, answer == "declined"
        if partner in entretien.interviewer_id._entretien_partners():
            entretien._drop_check("_declined_note")
            if declined:
                today = fields.Date.context_today(self)
                entretien._schedule_check(today, "_declined_note", at_once=True)
        elif declined and partner in entretien.employee_id._entretien_partners():
            # Nobody's account by the link of a mail, or a calendar's.
            user, note = self.env.user, self.env._("Declined in the calendar.")
            nobody = user._is_public() or user._is_superuser()
            entretien._declare_unavailable(note, user.browse() if nobody else user)

    def _check_guests(self, events):
        """Others may join or leave these meetings (``self``: who leaves), both stay.

        :raises AccessError: one is of an interview that the user does not lead, or a
            private one that they are not in, whatever it is for
        :raises UserError: the employee or the interviewer would not know of the date
        """
        if self.env.su:
            return
        events.check_access("write")
        entretiens, going = events._entretien_linked(), self.grouped("event_id")
        self._check_leads(
            entretiens,
            self.env._("Whoever leads an interview decides who is invited to it."),
        )
        for entretien in entretiens.filtered(lambda item: item.event_id in going):
            both = events._entretien_guests(entretien)
            if going[entretien.event_id].partner_id & both:
                raise UserError(
                    self.env._(
                        "The employee and who conducts the interview stay in the "
                        "meeting: move it, or cancel the interview."
                    )
                )

    def _check_leads(self, entretiens, message):
        mine = entretiens.sudo(False)
        if not self.env.su and mine - mine._led_by_user():
            raise AccessError(message)
