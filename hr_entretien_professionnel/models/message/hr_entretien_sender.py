"""When messages leave, and what became of them: they left, did not, or came back.

One mail for each person and day, written at that moment.
"""

import logging
from datetime import timedelta

from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..interview.alone import alone, come_back_later
from ..interview.batch import MAX_CONFLICTS, in_batches, isolated
from ..interview.entretien_states import HELD_STATES, OPEN_STATES
from .hr_entretien_letter import LETTER
from .hr_entretien_message import INVITATIONS

_logger = logging.getLogger(__name__)
CRON = "hr_entretien_professionnel.ir_cron_entretien_message"
BATCH = 50
# A mail server that does not answer, or asks to try again later, is tried again later
# and later, then every day: over three days, for a week-end to pass.
MAX_TRIES = 7
MAX_HOURS = 24
GONE = ("leaving", "sent", "unknown")
# What is proved as handed over that day leaves that day, whatever left before.
AT_ONCE = {"copy", "bilan_copy"}
PROOFS = {
    "invitation": "invitation",
    "reinvitation": "reinvitation",
    "reminder": "reminder",
    "hire": "told_mail",
}
REASON_LENGTH = 500


class HrEntretienSender(models.AbstractModel):
    """Sends what waits, and notes the outcome of each message."""

    _name = "hr.entretien.sender"
    _description = "Sending of the Messages About Entretiens"

    @api.model
    def _wake_up(self, at=None):
        """Have the messages looked at as soon as this transaction is over.

        A mail server that does not answer then takes back nothing of what was done.

        :param datetime at: later, in UTC
        """
        self.env.ref(CRON).sudo()._trigger(at)

    @api.model
    def _cron_messages(self):
        """Send what waits. Twice, or twice at once, sends each message once."""
        with alone(self.env.cr, "hr.entretien.message") as free:
            if not free:
                _logger.info("Entretien: messages are already leaving")
                come_back_later(self.env.ref(CRON))
                return
            # What was committed since our transaction began is to be seen.
            self.env["ir.cron"]._commit_progress()
            self.env["hr.entretien.reminder"]._queue_reminders()
            self._take_up_leaving()
            self._take_up_again()
            # The mails are stored, then leave: no mail is stored twice.
            in_batches(
                self.env, self._ready, self._deliver, BATCH, after=self._send_mails
            )

    @api.model
    def _take_up_leaving(self):
        """Those of which nobody said what became: the pass that sent them is over.

        Their mail leaves when it has not tried to; else nobody knows.
        """
        leaving = self._found([("state", "=", "leaving")])
        mails = leaving.mail_mail_id.filtered(lambda mail: mail.state == "outgoing")
        self._not_known(leaving.filtered(lambda item: item.mail_mail_id not in mails))
        self.env["ir.cron"]._commit_progress()
        self._send_mails(mails)

    @api.model
    def _take_up_again(self):
        """Those that had no address, or a wrong one, and have another one now."""
        messages = self._found([("state", "in", ("failed", "no_address"))])
        again = self._drop_pointless(messages).filtered(
            lambda message: (
                (address := message._address())
                and address != message.email
                and (message.state == "no_address" or message.email)
            )
        )
        if again:
            again._wait_again()

    @api.model
    def _ready(self):
        """What may leave now.

        :rtype: dict of person → messages
        """
        waiting = self._found(
            [
                ("state", "=", "waiting"),
                ("date_scheduled", "<=", fields.Datetime.now()),
            ],
            order="id",
        )
        return waiting.grouped(lambda message: message._person())

    @api.model
    def _found(self, domain, **kwargs):
        """:returns: messages, in sudo"""
        return self.env["hr.entretien.message"].sudo().search(domain, **kwargs)

    @api.model
    def _deliver(self, groups):
        """Store the mail of each person, unless he already got one today; a document
        that is handed over waits for no other day.

        :param list groups: the messages of one person each
        :returns: ``mail.mail`` records to send
        """
        mails = self.env["mail.mail"].sudo()
        written = self._written_to(self.env["hr.entretien.message"].union(*groups))
        for messages in groups:
            failures = []
            with isolated(self.env, failures.append):
                mail = self._deliver_person(messages, written)
            if failures:
                self._not_written(messages, failures[0])
            else:
                mails += mail
        return mails

    @api.model
    def _written_to(self, messages):
        """The people who already got a message today, where they live.

        :rtype: set
        """
        recent = self._found(
            [
                ("state", "in", GONE),
                ("date_sent", ">", fields.Datetime.now() - timedelta(days=2)),
                "|",
                ("recipient_id", "in", messages.recipient_id.ids),
                ("recipient_id.user_id", "in", messages.recipient_id.user_id.ids),
            ]
        )
        return {
            message._person()
            for message in recent
            if message.recipient_id._entretien_day(message.date_sent)
            == message.recipient_id._entretien_day()
        }

    @api.model
    def _deliver_person(self, messages, written):
        """The mail that says it all to one person, or none: not today, nobody, nothing.

        :param set written: who already got one today
        """
        messages = self._drop_pointless(messages)
        nowhere = messages.filtered(lambda message: not message._address())
        nowhere.state = "no_address"
        messages -= nowhere
        if not messages:
            return self.env["mail.mail"].sudo()
        at_once = AT_ONCE & set(messages.mapped("kind"))
        if messages[0]._person() in written and not at_once:
            morning = messages[0].recipient_id._entretien_morning(days=1)
            messages.date_scheduled = morning
            self._wake_up(morning)
            return self.env["mail.mail"].sudo()
        return messages._store_mail()

    @api.model
    def _drop_pointless(self, messages):
        """Cancel those that have nothing to say any more; give the others."""
        pointless = messages.browse()
        for message in messages:
            if not self._is_worth(message) or self._is_covered(
                message, messages - pointless
            ):
                pointless += message
        pointless.state = "cancelled"
        return messages - pointless

    @api.model
    def _is_covered(self, message, others):
        """Another one that waits for the person says the same: the date of today."""
        return message.kind in ("moved", "reminder") and any(
            other.kind in INVITATIONS and other.entretien_id == message.entretien_id
            for other in others
        )

    @api.model
    def _is_worth(self, message):
        """Whether the message still says something true and useful to somebody.

        Who has left is told one thing more: that the meeting does not take place.
        """
        farewell = message.is_own and message.kind == "cancelled"
        if not (message.recipient_id.active or farewell):
            return False
        if not message.entretien_id:
            return True
        return self._is_worth_telling(message.entretien_id, message.kind)

    @api.model
    def _is_worth_telling(self, entretien, kind):
        """Whether a message of that kind is still true; asked when it leaves.

        :param str kind: a code of ``hr.entretien.message.kind``
        """
        if kind == "cancelled":
            return entretien.state in ("cancelled", "declined", "to_plan")
        if kind in (*INVITATIONS, "moved", "unavailable"):
            return entretien._is_ahead()
        if kind == "reminder":
            return self.env["hr.entretien.reminder"]._is_useful(entretien)
        if kind in ("interviewer", "prepared"):
            return entretien.state in OPEN_STATES
        if kind in ("to_sign", "warning"):
            waits = entretien.state == "held" and not entretien.employee_answered
            return waits and bool(entretien.date_presented or kind == "warning")
        if kind == "bilan_copy":
            return bool(entretien.sudo().bilan_id.date_frozen)
        return entretien.state in (("closed",) if kind == "copy" else HELD_STATES)

    @api.model
    def _send_mails(self, mails):
        """Have them leave; each that left is committed.

        One whose interview people wrote on a moment ago stops them all before it
        leaves: they go on from what was written.
        """
        if not mails:
            # To Odoo, no mail is all that wait.
            return
        for _again in range(MAX_CONFLICTS):
            mails.process_email_queue(mails.ids)
            if self.env.cr.connection.get_transaction_status() != (
                TRANSACTION_STATUS_INERROR
            ):
                return
            self.env.cr.rollback()

    # -- what became of them -----------------------------------------------------------

    @api.model
    def _left(self, messages, confirmed_by=None):
        """The mail server took them: from now on they are proofs.

        :param confirmed_by: ``res.users`` who says afterwards that they arrived
        """
        if not confirmed_by:
            messages.date_sent = fields.Datetime.now()
        messages.write({"state": "sent", "tries": 0, "failure_reason": False})
        for message in messages:
            day = message.recipient_id._entretien_day(message.date_sent)
            if message.kind in PROOFS:
                note = self._sent_note(message, confirmed_by)
                message._add_proof(PROOFS[message.kind], note, day)
            if message.kind in INVITATIONS:
                message.entretien_id.date_invited = day
                self.env[LETTER]._prove_offer(
                    message.entretien_id, day, message._asked_by()
                )

    @api.model
    def _sent_note(self, message, confirmed_by):
        env, address = message._company_words().env, message._masked_address()
        if confirmed_by:
            return env._(
                "By e-mail to %(address)s; %(user)s confirms that it arrived",
                address=address,
                user=confirmed_by.name,
            )
        return env._("By e-mail to %(address)s", address=address)

    @api.model
    def _not_left(self, messages, reason, for_now):
        """The mail server did not take them.

        :param str reason: what it said
        :param bool for_now: it did not answer at all, or asks to try again: they are
            tried again, later
        """
        again = messages.filtered(lambda item: for_now and item.tries < MAX_TRIES)
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
            self._wait_for_hr(messages - again, "failed", reason, topic="server")
        else:
            self._not_delivered(messages - again, reason)

    @api.model
    def _drop_mail_not_left(self, messages):
        """Nothing was received: no mail stays, it will be written anew."""
        kept = messages.exists().filtered(
            lambda item: item.state in ("waiting", "failed")
        )
        mails, copies = kept.mail_mail_id, kept.mail_message_id
        mails.unlink()
        copies.unlink()

    @api.model
    def _not_delivered(self, messages, reason):
        """Nobody will read them: HR takes them up.

        :param str reason: what the mail server said
        """
        self._wait_for_hr(messages, "failed", html2plaintext(reason or ""))
        for message in messages:
            kind = message._company_words()._kind_text()
            note = f"{kind}, {message._masked_address()}"
            said = filter(None, (note, message.failure_reason))
            message._add_proof("bounce", "\n".join(said))

    @api.model
    def _not_known(self, messages, reason=""):
        """Whether the mail server took them, nobody knows: neither sent nor refused.

        Their mail leaves no more; HR asks the person, and says what became of it.
        """
        messages.mail_mail_id.cancel()
        self._wait_for_hr(messages, "unknown", reason)

    @api.model
    def _not_written(self, messages, error):
        """They could not be put in words: HR takes them up, as those that came back.

        :param Exception error: what the template or a record stopped at
        """
        _logger.error("Entretien: messages %s", messages.ids, exc_info=error)
        # A template tells its whole source first: what stopped it is the cause.
        self._wait_for_hr(messages, "failed", str(error.__cause__ or error))

    @api.model
    def _wait_for_hr(self, messages, state, reason, topic=None):
        """HR takes them up.

        :param str topic: of the activity that says so, see ``_undelivered_texts``
        """
        messages.write(
            {"state": state, "failure_reason": reason.strip()[:REASON_LENGTH]}
        )
        self._ask_hr(messages.entretien_id, topic or state)

    @api.model
    def _ask_hr(self, entretiens, topic):
        """One activity for each interview, or for all that a mail server left waiting.

        :param str topic: a key of ``_undelivered_texts``
        """
        for user, theirs in entretiens.grouped(self._undelivered_user).items():
            asked = Domain("entretien_topic", "=", topic)
            asked &= Domain("user_id", "=", user.id)
            asked &= Domain("res_model", "=", theirs._name)
            if topic != "server":
                asked &= Domain("res_id", "in", theirs.ids)
            known = self.env["mail.activity"].sudo().search(asked)
            if topic == "server":
                theirs = theirs[: 0 if known else 1]
            left = theirs - theirs.browse(known.mapped("res_id"))
            if user:
                self._schedule_undelivered(left, user, topic)

    @api.model
    def _undelivered_user(self, entretien):
        """HR in charge, else the interviewer."""
        people = self.env["mail.activity"]
        user = people._entretien_hr_user(entretien.company_id)
        return user or entretien._activity_user()

    @api.model
    def _schedule_undelivered(self, entretiens, user, topic):
        summary, note = self._undelivered_texts(user)[topic]
        values = {"summary": summary, "note": note}
        asked = [(entretien, user, values) for entretien in entretiens]
        self.env["mail.activity"]._entretien_ask(topic, asked)

    @api.model
    def _undelivered_texts(self, user):
        """What the user is told, in his language.

        :rtype: dict of what happened → (summary, note)
        """
        env = self.with_context(lang=user._entretien_lang()).env
        return {
            "failed": (
                env._("Message not delivered"),
                env._(
                    "A message of this interview did not reach its reader: check the "
                    "address, then send it again, or hand the letter over."
                ),
            ),
            "unknown": (
                env._("Message perhaps not delivered"),
                env._(
                    "The mail server broke off while a message of this interview was "
                    "leaving: ask its reader whether it arrived, then say so or send "
                    "it again, under Undelivered Messages."
                ),
            ),
            "server": (
                env._("The mail server takes no messages"),
                env._(
                    "For more than three days the mail server has not taken the "
                    "messages of the interviews. Once it works, send them again under "
                    "Undelivered Messages."
                ),
            ),
        }
