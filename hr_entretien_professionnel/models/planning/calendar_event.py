from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import clean_context

from ..proof.ir_actions_report import INTERVIEW_WORDS

# Our own messages are sent, with the meeting as a file: Odoo's would come on top.
# Its creation is noted as that of any meeting: one without a note would be known by it.
QUIET = {
    "dont_notify": True,
    "entretien_sync": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
}
# What of a meeting follows the interview.
SLOT_FIELDS = ("name", "start", "stop", "location", "videocall_location")
# What of a meeting decides when, where and with whom the interview takes place, and
# whose it is.
FOLLOWED = {
    *SLOT_FIELDS,
    "active",
    "allday",
    "attendee_ids",
    "duration",
    "partner_ids",
    "privacy",
    "recurrency",
    "res_id",
    "res_model",
    "res_model_id",
    "start_date",
    "stop_date",
    "user_id",
}


class CalendarEvent(models.Model):
    """The meeting of a planned interview in the calendars of both, in step both ways:
    who may move the one may move the other."""

    _inherit = "calendar.event"

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """A private meeting is shown as busy: a search says no more of it."""
        domain = Domain(domain)
        if not (self.env.su or bypass_access):
            asked = {item.field_expr.split(".")[0] for item in domain.iter_conditions()}
            if asked - self._get_public_fields() - {"partner_ids"}:
                mine = Domain("partner_ids", "in", self.env.user.partner_id.ids)
                mine |= Domain("user_id", "=", self.env.uid)
                domain &= mine | Domain("res_model", "!=", "hr.entretien")
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def write(self, vals):
        entretiens = self._entretien_linked() if vals.keys() & FOLLOWED else None
        if not entretiens:
            return super().write(vals)
        # Who is not in it reads what Odoo says of any private meeting.
        self.check_access("write")
        self._entretien_check_change(entretiens, vals)
        result = super().write(vals)
        self._entretien_follow(entretiens)
        return result

    def unlink(self):
        if not (entretiens := self._entretien_linked()):
            return super().unlink()
        self.check_access("unlink")
        self._entretien_check_change(entretiens, {})
        result = super().unlink()
        entretiens._meeting_gone()
        return result

    def _entretien_linked(self):
        """The planned interviews of these meetings, when it is not they who write."""
        linked = self.env["hr.entretien"].sudo()
        # Only code in sudo says that: anybody may send a context.
        if self.env.su and self.env.context.get("entretien_sync"):
            return linked
        return linked.search([("event_id", "in", self.ids), ("state", "=", "planned")])

    def _skip_send_mail_status_update(self):
        """The interview sends its own messages."""
        if self.env.su and self.env.context.get("entretien_sync"):
            return True
        entretiens = self.env["hr.entretien"].sudo()
        linked = entretiens.search_count([("event_id", "in", self.ids)], limit=1)
        return bool(linked) or super()._skip_send_mail_status_update()

    def _get_activity_excluded_models(self):
        return [*super()._get_activity_excluded_models(), "hr.entretien"]

    # -- from the interview to the calendar --------------------------------------------

    def _entretien_sync(self, entretiens, former=None):
        """Put planned interviews in the calendars; ``former``: id → who conducted."""
        entretiens = entretiens.sudo()
        new = entretiens.filtered(lambda item: not item.event_id)
        values = [self._entretien_values(entretien) for entretien in new]
        # Odoo looks up what it invites with even when there is nobody to invite.
        events = self._entretien_quiet().create(values) if values else ()
        for entretien, event in zip(new, events, strict=True):
            entretien.event_id = event
        for entretien in entretiens - new:
            gone = (former or {}).get(entretien.id)
            entretien.event_id._entretien_update(entretien, gone)

    def _entretien_quiet(self):
        """As the interviews write, in sudo: nobody gets a mail of it."""
        return self.sudo().with_context(clean_context(self.env.context), **QUIET)

    def _entretien_values(self, entretien):
        """The meeting, which says no more than its subject, and to both alone."""
        speaking = entretien._company_words()
        subject = speaking.env[INTERVIEW_WORDS]._title(speaking)
        user = entretien.interviewer_id.user_id
        return {
            "name": f"{subject} – {entretien.employee_id.name}",
            "start": entretien.date_planned,
            "stop": entretien.date_planned_end,
            "location": entretien.location or False,
            "videocall_location": entretien._call_link() or False,
            "res_model_id": self.env["ir.model"]._get_id(entretien._name),
            "res_id": entretien.id,
            "user_id": user.id if user.active and not user.share else False,
            "partner_ids": [Command.set(self._entretien_guests(entretien).ids)],
            "privacy": "private",
            "show_as": "busy",
        }

    def _entretien_guests(self, entretien):
        people = entretien.sudo().employee_id | entretien.sudo().interviewer_id
        partners = self.env["res.partner"].sudo()
        return partners.union(*(person._entretien_attendee() for person in people))

    def _entretien_update(self, entretien, gone=None):
        """Write what differs; whoever had accepted another hour answers anew."""
        event, wanted = self._entretien_quiet(), self._entretien_values(entretien)
        values = {key: wanted[key] for key in SLOT_FIELDS if event[key] != wanted[key]}
        if moved := values.keys() & {"start", "stop"}:
            values.update(start=wanted["start"], stop=wanted["stop"])
        partners = self._entretien_guests(entretien)
        left = gone._entretien_attendee() - partners if gone else partners.browse()
        commands = [Command.unlink(one.id) for one in left & event.partner_ids]
        commands += [Command.link(one.id) for one in partners - event.partner_ids]
        if commands:
            values.update(partner_ids=commands, user_id=wanted["user_id"])
        if values:
            event.write(values)
        if moved:
            event._entretien_ask_again()

    def _entretien_ask_again(self):
        """Another hour: who had answered for the first one answers again."""
        mine = self.env.user.partner_id
        others = self.attendee_ids.filtered(lambda item: item.partner_id != mine)
        others.write({"state": "needsAction"})

    # -- from the calendar to the interview --------------------------------------------

    def _entretien_check_change(self, entretiens, vals):
        """:raises UserError: not theirs to move, or no interview any more"""
        user = self.env.user
        movable = entretiens._accessible_to(user, "write")
        if entretiens - movable and not user._is_superuser():
            raise UserError(
                self.env._(
                    "This entretien professionnel is moved or cancelled by whoever "
                    "conducts it or by HR. If the date does not suit you, decline the "
                    "meeting: they are notified at once."
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

    def _entretien_follow(self, entretiens):
        for entretien in entretiens.sudo():
            event = entretien.event_id
            if not event.active:
                entretien._meeting_gone()
                continue
            wanted = {
                "date_planned": event.start,
                "duration": (event.stop - event.start).total_seconds() / 3600,
                "location": event.location or False,
            }
            link = event.videocall_location or False
            if link != (entretien._call_link() or False):
                wanted.update(is_video=bool(link), video_url=link)
            vals = {key: new for key, new in wanted.items() if entretien[key] != new}
            if vals:
                entretien.with_context(entretien_moved=True).write(vals)
            if "date_planned" in vals:
                event._entretien_quiet()._entretien_ask_again()
