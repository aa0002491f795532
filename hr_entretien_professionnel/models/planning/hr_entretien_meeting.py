"""The planned interview in the calendars of both, kept in step both ways."""

import re

from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import clean_context

# Our own messages tell people, with the meeting as a file: Odoo's would tell twice.
# Its creation is noted as that of any meeting: one without a note would be known by it.
MEETING_QUIET = {
    "dont_notify": True,
    "entretien_sync": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    location = fields.Char(help="A room where nobody overhears.")
    is_video = fields.Boolean(
        string="By Video",
        tracking=True,
        help="Only if the conditions allow it: both are alone in their room, nobody "
        "records, and the connection lets them talk for an hour.",
    )
    video_url = fields.Char(string="Link of the Video Call", copy=False)
    date_fallen = fields.Datetime(
        string="Date Given Up",
        readonly=True,
        copy=False,
        help="When it was planned before the meeting was deleted from the calendar.",
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="Meeting",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.constrains("video_url")
    def _check_video_url(self):
        """It is clicked in mails, in the calendar and on the employee's page."""
        for link in filter(None, self.mapped("video_url")):
            if not re.fullmatch(r"https://[^\s/]+(/\S*)?", link):
                raise ValidationError(
                    self.env._("The link of a video call starts with https://.")
                )

    # -- from the interview to the calendar --------------------------------------------

    def _sync_meetings(self, gone=None):
        """Put the planned interviews in the calendars as they now are.

        Nothing is written when nothing differs: that is what keeps the two from
        answering each other for ever.

        :param dict gone: by interview id, the interviewer who no longer holds it
        """
        here = self.sudo()
        new = here.filtered(lambda item: not item.event_id)
        events = self._meeting_model().create(
            [entretien._meeting_values() for entretien in new]
        )
        for entretien, event in zip(new, events, strict=True):
            entretien.event_id = event
        for entretien in here - new:
            entretien._update_meeting((gone or {}).get(entretien.id))

    @api.model
    def _meeting_model(self):
        here = self.with_context(clean_context(self.env.context))
        return here.env["calendar.event"].sudo().with_context(**MEETING_QUIET)

    def _meeting_values(self):
        """The meeting, which says no more than its subject, and to both alone."""
        self.ensure_one()
        user = self.interviewer_id.user_id
        return {
            **self._meeting_slot(),
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "user_id": user.id if user.active and not user.share else False,
            "partner_ids": [(6, 0, self._meeting_partners().ids)],
            "privacy": "private",
            "show_as": "busy",
        }

    def _meeting_slot(self):
        """What of the meeting follows the interview."""
        return {
            "name": self._meeting_name(),
            "start": self.date_planned,
            "stop": self.date_planned_end,
            "location": self.location or False,
            "videocall_location": (self.is_video and self.video_url) or False,
        }

    def _meeting_name(self):
        here = self.with_context(lang=self.company_id._entretien_lang())
        subject = here.regime_id.interview_name or self.env._("Entretien professionnel")
        return f"{subject} – {here.employee_id.name}"

    def _meeting_partners(self):
        people = self.employee_id | self.interviewer_id
        partners = self.env["res.partner"].sudo()
        return partners.union(*(person._entretien_attendee() for person in people))

    def _update_meeting(self, gone=None):
        """Write what differs; whoever had accepted another hour answers anew."""
        event = self.event_id.with_env(self._meeting_model().env)
        values = {
            name: value
            for name, value in self._meeting_slot().items()
            if event[name] != value
        }
        moved = values.keys() & {"start", "stop"}
        if moved:
            values.update(start=self.date_planned, stop=self.date_planned_end)
        partners = self._meeting_partners()
        left = gone._entretien_attendee() - partners if gone else partners.browse()
        commands = [(3, partner.id) for partner in left & event.partner_ids]
        commands += [(4, partner.id) for partner in partners - event.partner_ids]
        if commands:
            values.update(
                partner_ids=commands, user_id=self._meeting_values()["user_id"]
            )
        if values:
            event.write(values)
        if moved:
            event._entretien_ask_again()

    def _drop_meetings(self):
        """Take the meetings out of the calendars."""
        events = self.sudo().event_id
        self._meeting_model().browse(events.ids).unlink()

    # -- from the calendar to the interview --------------------------------------------

    def _check_calendar_change(self, vals):
        """The user may change the interview, and it stays one.

        :raises UserError: it is not his to move, or the meeting would become what an
            interview cannot be
        """
        user = self.env.user
        here = self.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )
        if user.id != SUPERUSER_ID and here - here._filtered_access("write"):
            raise UserError(
                self.env._(
                    "This entretien professionnel is moved or cancelled by who holds "
                    "it or by HR. If the date does not suit you, decline the meeting: "
                    "they are told at once."
                )
            )
        if vals.get("allday") or vals.get("recurrency"):
            raise UserError(
                self.env._(
                    "An entretien professionnel has an hour, and takes place once: it "
                    "is neither a whole day nor repeated."
                )
            )
        if vals.get("privacy", "private") != "private":
            raise UserError(
                self.env._("An entretien professionnel stays private in the calendar.")
            )

    def _follow_calendar(self):
        """The meetings were changed in the calendar: the interviews follow."""
        for entretien in self.sudo():
            event = entretien.event_id
            if not event.active:
                entretien._meeting_gone()
                continue
            vals = entretien._calendar_differences(event)
            if vals:
                entretien.with_context(entretien_tell="always").write(vals)
            if "date_planned" in vals:
                event.with_env(self._meeting_model().env)._entretien_ask_again()

    def _calendar_differences(self, event):
        hours = (event.stop - event.start).total_seconds() / 3600
        wanted = {
            "date_planned": event.start,
            "duration": hours,
            "location": event.location or False,
        }
        return {name: value for name, value in wanted.items() if self[name] != value}

    def _meeting_gone(self):
        """The meeting was deleted from the calendar: the interview is to plan again."""
        for entretien in self.sudo():
            lang = entretien.company_id._entretien_lang()
            note = entretien.with_context(lang=lang).env._(
                "Meeting of %(slot)s deleted from the calendar.",
                slot=entretien.with_context(lang=lang)._slot_text(),
            )
            ahead = entretien._is_ahead()
            entretien._back_to_plan(note)
            entretien._schedule_to_plan(fields.Date.context_today(self))
            if ahead:
                entretien._tell_off()

    def _attendee_declined(self, partner):
        """Somebody declined the meeting in his calendar."""
        for entretien in self.sudo():
            if partner in entretien.employee_id._entretien_partners():
                note = self.env._("Declined in the calendar.")
                entretien._record_unavailable(note, self._answering_user())
            elif partner in entretien.interviewer_id._entretien_partners():
                today = fields.Date.context_today(self)
                entretien._schedule_check(today, "_declined_note", at_once=True)

    @api.model
    def _answering_user(self):
        """Whose account answered; nobody's by the link of a mail, or a calendar's."""
        user = self.env.user
        return user.browse() if user._is_public() or user._is_superuser() else user

    def _declined_note(self, today):
        return Markup("<p>%s</p>") % self.env._(
            "The interviewer declined the meeting in the calendar: choose another "
            "date, or who holds it."
        )
