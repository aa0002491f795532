"""What became of a message: it left, it did not, it came back."""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from .hr_entretien_message_send import GONE, MAX_HOURS, MAX_TRIES

PROOFS = {
    "invitation": ("invitation",),
    "reinvitation": ("reinvitation",),
    "reminder": ("reminder",),
    "hire": ("told_mail",),
}
INVITATIONS = ("invitation", "reinvitation")
REASON_LENGTH = 500


class HrEntretienMessage(models.Model):
    _inherit = "hr.entretien.message"

    def _left(self, confirmed_by=None):
        """The mail server took them: from now on they are proofs.

        :param confirmed_by: ``res.users`` who says afterwards that they arrived
        """
        if not confirmed_by:
            self.date_sent = fields.Datetime.now()
        self.write({"state": "sent", "tries": 0, "failure_reason": False})
        for message in self:
            entretien = message.entretien_id
            day = message.recipient_id._entretien_day(message.date_sent)
            for kind in PROOFS.get(message.kind, ()):
                note = message._sent_note(confirmed_by)
                message._add_entretien_proof(kind, note, day)
            if message.kind in INVITATIONS:
                entretien.date_invited = day
                entretien._prove_offer(day, message._asked_by())

    def _sent_note(self, confirmed_by):
        self.ensure_one()
        here = self.with_context(lang=self.company_id._entretien_lang())
        address = self._masked_address()
        if confirmed_by:
            return here.env._(
                "By e-mail to %(address)s; %(user)s confirms that it arrived",
                address=address,
                user=confirmed_by.name,
            )
        return here.env._("By e-mail to %(address)s", address=address)

    def _add_entretien_proof(self, kind, note, day=None):
        """A line in the proof file, by who asked for the message."""
        day, user = day or self.recipient_id._entretien_day(), self._asked_by()
        if self.entretien_id:
            self.entretien_id._add_proof(kind, note=note, day=day, user=user)
        else:
            self.recipient_id._entretien_add_hire_proof(kind, day, note, user)

    def _asked_by(self):
        """Whose message it is, if it is a person's: else an empty record."""
        user, robot = self.create_uid, self.env.ref("base.user_root")
        return user if user != robot else user.browse()

    def _not_left(self, reason, for_now):
        """The mail server did not take them.

        :param str reason: what it said
        :param bool for_now: it did not answer at all, or asks to try again: they are
            tried again, later
        """
        again = self.filtered(lambda item: for_now and item.tries < MAX_TRIES)
        for message in again:
            hours = min(2**message.tries, MAX_HOURS)
            later = fields.Datetime.now() + timedelta(hours=hours)
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
        reason = said[-1] if said else ""
        if for_now:
            # Nobody refused them: the proof file says nothing of our own mail server.
            (self - again)._wait_for_hr("failed", reason, told="server")
        else:
            (self - again)._not_delivered(reason)

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
        self._wait_for_hr("failed", html2plaintext(reason or ""))
        for message in self:
            message._add_entretien_proof("bounce", message._bounce_note())

    def _not_known(self, reason=""):
        """Whether the mail server took them, nobody knows: neither sent nor refused.

        Their mail leaves no more; HR asks the person, and says what became of it.
        """
        self.mail_mail_id.cancel()
        self._wait_for_hr("unknown", reason)

    def _wait_for_hr(self, state, reason, told=None):
        """HR takes them up.

        :param str told: which activity says so, see ``_undelivered_texts``
        """
        self.write({"state": state, "failure_reason": reason.strip()[:REASON_LENGTH]})
        self.entretien_id._tell_undelivered(told or state)

    def _not_written(self, error):
        """They could not be put in words: HR takes them up, as those that came back.

        :param Exception error: what the template or a record stopped at
        """
        # A template tells its whole source first: what stopped it is the cause.
        self._wait_for_hr("failed", str(error.__cause__ or error))

    def _bounce_note(self):
        self.ensure_one()
        here = self.with_context(lang=self.company_id._entretien_lang())
        kinds = dict(here._fields["kind"]._description_selection(here.env))
        said = f"{kinds[self.kind]}, {self._masked_address()}"
        return f"{said}\n{self.failure_reason}" if self.failure_reason else said


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _undelivered_user(self):
        """HR in charge, else the interviewer."""
        self.ensure_one()
        people = self.env["mail.activity"]
        return people._entretien_hr_user(self.company_id) or self._activity_user()

    def _tell_undelivered(self, what):
        """One activity for each interview, or for all that a mail server left waiting.

        :param str what: a key of ``_undelivered_texts``
        """
        for user, entretiens in self.grouped(lambda it: it._undelivered_user()).items():
            asked = Domain("entretien_topic", "=", what)
            asked &= Domain("user_id", "=", user.id)
            if what == "server":
                entretiens = entretiens[:1]
            else:
                asked &= Domain("res_id", "in", entretiens.ids)
            model = Domain("res_model", "=", self._name)
            known = self.env["mail.activity"].sudo().search(asked & model)
            if what == "server" and known:
                continue
            told = self.browse(known.mapped("res_id"))
            (entretiens - told)._schedule_undelivered(user, what)

    def _schedule_undelivered(self, user, what):
        summary, note = self._undelivered_texts(user)[what]
        values = {"summary": summary, "note": note}
        asked = [(entretien, user, values) for entretien in self if user]
        self.env["mail.activity"]._entretien_ask(what, asked)

    def _undelivered_texts(self, user):
        """What the user is told, in his language.

        :rtype: dict of what happened → (summary, note)
        """
        here = self.with_context(lang=user._entretien_lang())
        return {
            "failed": (
                here.env._("Message not delivered"),
                here.env._(
                    "A message of this interview did not reach its reader: check the "
                    "address, then send it again, or hand the letter over."
                ),
            ),
            "unknown": (
                here.env._("Message perhaps not delivered"),
                here.env._(
                    "The mail server broke off while a message of this interview was "
                    "leaving: ask its reader whether it arrived, then say so or send "
                    "it again, under Undelivered Messages."
                ),
            ),
            "server": (
                here.env._("The mail server takes no messages"),
                here.env._(
                    "For more than three days the mail server has not taken the "
                    "messages of the interviews. Once it works, send them again under "
                    "Undelivered Messages."
                ),
            ),
        }


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
                        ("state", "in", GONE),
                    ]
                )
            )
            messages._not_delivered(message_dict.get("body"))
        return result
