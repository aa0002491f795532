from odoo import api, models
from odoo.fields import Domain

# What of a meeting decides when, where and with whom the interview takes place, and
# whose it is.
FOLLOWED = {
    "active",
    "allday",
    "attendee_ids",
    "duration",
    "location",
    "name",
    "partner_ids",
    "privacy",
    "recurrency",
    "res_id",
    "res_model",
    "res_model_id",
    "start",
    "start_date",
    "stop",
    "stop_date",
    "user_id",
    "videocall_location",
}


class CalendarEvent(models.Model):
    """The meeting of a planned interview: who may move the one may move the other."""

    _inherit = "calendar.event"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """A private meeting is shown as busy: a search tells no more of it."""
        domain = Domain(domain)
        if not (self.env.su or bypass_access):
            asked = {item.field_expr.split(".")[0] for item in domain.iter_conditions()}
            if asked - self._get_public_fields() - {"partner_ids"}:
                domain &= (
                    Domain("res_model", "!=", "hr.entretien")
                    | Domain("partner_ids", "in", self.env.user.partner_id.ids)
                    | Domain("user_id", "=", self.env.uid)
                )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def write(self, vals):
        entretiens = self._entretien_linked() if vals.keys() & FOLLOWED else None
        if not entretiens:
            return super().write(vals)
        # Who is not in it reads what Odoo says of any private meeting.
        self.check_access("write")
        entretiens._check_calendar_change(vals)
        result = super().write(vals)
        entretiens._follow_calendar()
        return result

    def unlink(self):
        entretiens = self._entretien_linked()
        if not entretiens:
            return super().unlink()
        self.check_access("unlink")
        entretiens._check_calendar_change({})
        result = super().unlink()
        entretiens._meeting_gone()
        return result

    def _entretien_linked(self):
        """The planned interviews of these meetings, when it is not they who write."""
        Entretien = self.env["hr.entretien"].sudo()
        # Only code in sudo says that: anybody may send a context.
        if self.env.su and self.env.context.get("entretien_sync"):
            return Entretien
        return Entretien.search(
            [("event_id", "in", self.ids), ("state", "=", "planned")]
        )

    def _entretien_ask_again(self):
        """Another hour: who had answered for the first one answers again."""
        others = self.attendee_ids.filtered(
            lambda item: item.partner_id != self.env.user.partner_id
        )
        others.write({"state": "needsAction"})

    def _skip_send_mail_status_update(self):
        """The interview sends its own messages."""
        linked = (
            self.env["hr.entretien"]
            .sudo()
            .search_count([("event_id", "in", self.ids)], limit=1)
        )
        return bool(linked) or super()._skip_send_mail_status_update()

    def _get_activity_excluded_models(self):
        return [*super()._get_activity_excluded_models(), "hr.entretien"]
