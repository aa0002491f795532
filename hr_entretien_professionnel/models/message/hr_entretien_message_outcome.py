"""What became of a message: it left, it did not, it came back."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import html2plaintext

from ..interview.hr_entretien_reconcile import QUIET
from .hr_entretien_message_send import MAX_TRIES

PROOFS = {
    "invitation": ("invitation",),
    "reinvitation": ("reinvitation",),
    "reminder": ("reminder",),
}
INVITATIONS = ("invitation", "reinvitation")
REASON_LENGTH = 500


class HrEntretienMessage(models.Model):
    _inherit = "hr.entretien.message"

    def _left(self):
        """The mail server took them: from now on they are proofs."""
        self.write({"state": "sent", "date_sent": fields.Datetime.now(), "tries": 0})
        for message in self:
            entretien = message.entretien_id
            for kind in PROOFS.get(message.kind, ()):
                message._add_entretien_proof(kind, message._sent_note())
            if message.kind in INVITATIONS:
                day = message.recipient_id._entretien_day()
                entretien.date_invited = day
                entretien._prove_offer(day, message._asked_by())

    def _sent_note(self):
        self.ensure_one()
        here = self.with_context(lang=self.entretien_id.company_id._entretien_lang())
        return here.env._("By e-mail to %(address)s", address=self._masked_address())

    def _add_entretien_proof(self, kind, note):
        """A line in the proof file, by who asked for the message."""
        self.entretien_id._add_proof(
            kind,
            note=note,
            day=self.recipient_id._entretien_day(),
            user=self._asked_by(),
        )

    def _asked_by(self):
        """Whose message it is, if it is a person's: else an empty record."""
        user, robot = self.create_uid, self.env.ref("base.user_root")
        return user if user != robot else user.browse()

    def _not_left(self, reason, for_now):
        """The mail server did not take them.

        :param str reason: what it said
        :param bool for_now: it did not answer at all: they are tried again, later
        """
        again = self.filtered(lambda item: for_now and item.tries < MAX_TRIES)
        for message in again:
            later = fields.Datetime.now() + timedelta(hours=2**message.tries)
            message.write(
                {
                    "state": "waiting",
                    "tries": message.tries + 1,
                    "date_scheduled": later,
                    "failure_reason": reason,
                }
            )
            self._wake_up(later)
        # What the server answered stands last, after Odoo's own words.
        said = (reason or "").strip().splitlines()
        (self - again)._not_delivered(said[-1] if said else "")

    def _drop_mail_not_left(self):
        """Nothing was received: no mail stays, it will be written anew."""
        kept = self.exists().filtered(lambda item: item.state in ("waiting", "failed"))
        mails, messages = kept.mail_mail_id, kept.mail_message_id
        mails.unlink()
        messages.unlink()

    def _not_delivered(self, reason):
        """Nobody will read them: HR takes them up.

        :param str reason: what the mail server said
        """
        reason = html2plaintext(reason or "").strip()[:REASON_LENGTH]
        self.write({"state": "failed", "failure_reason": reason})
        for message in self:
            message._add_entretien_proof("bounce", message._bounce_note())
        for entretien in self.entretien_id:
            entretien._tell_not_delivered()

    def _not_written(self, error):
        """They could not be put in words: HR takes them up, as those that came back.

        :param Exception error: what the template or a record stopped at
        """
        # A template tells its whole source first: what stopped it is the cause.
        reason = str(error.__cause__ or error).strip()[:REASON_LENGTH]
        self.write({"state": "failed", "failure_reason": reason})
        for entretien in self.entretien_id:
            entretien._tell_not_delivered()

    def _bounce_note(self):
        self.ensure_one()
        here = self.with_context(lang=self.entretien_id.company_id._entretien_lang())
        kinds = dict(here._fields["kind"]._description_selection(here.env))
        said = f"{kinds[self.kind]}, {self._masked_address()}"
        return f"{said}\n{self.failure_reason}" if self.failure_reason else said


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _tell_not_delivered(self):
        """One activity for HR in charge, else for the interviewer."""
        self.ensure_one()
        user = self.company_id.sudo().entretien_responsible_id
        if not user.active:
            user = self._activity_user()
        kind = self.env.ref(
            "hr_entretien_professionnel.mail_activity_entretien_to_check"
        )
        here = self.with_context(lang=user._entretien_lang())
        summary = here.env._("Message not delivered")
        known = self.sudo().activity_ids.filtered(lambda item: item.summary == summary)
        if not user or known:
            return
        self.env["mail.activity"].sudo().with_context(**QUIET).create(
            {
                "activity_type_id": kind.id,
                "summary": summary,
                "note": here.env._(
                    "A message of this interview did not reach its reader: check the "
                    "address, then send it again, or hand the letter over."
                ),
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": self.id,
                "user_id": user.id,
                "automated": True,
                "date_deadline": fields.Date.context_today(self),
            }
        )


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        """A mail came back: the messages that went with it were not delivered.

        Here and not in ``_message_receive_bounce``: a digest belongs to no record.
        """
        result = super()._routing_handle_bounce(email_message, message_dict)
        bounced = message_dict.get("bounced_message")
        if bounced:
            messages = (
                self.env["hr.entretien.message"]
                .sudo()
                .search(
                    [
                        ("mail_message_id", "in", bounced.ids),
                        ("state", "in", ("leaving", "sent")),
                    ]
                )
            )
            messages._not_delivered(message_dict.get("body"))
        return result
