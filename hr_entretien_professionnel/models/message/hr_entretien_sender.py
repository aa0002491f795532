"""When messages leave, and what became of them: they left, did not, or came back.

The way of an invitation, from the button to the box: ``hr.entretien.action_invite``;
``hr.entretien.message._queue``: it waits, and the scheduled action is called;
``_cron_messages``; ``_deliver``: dropped when it is no longer true, else its mail is
stored (``_store_mails``); ``mail.mail._send``: the link is made, “begun” and “taken”
are noted beside the transaction; ``_note_taken``, ``_left``: the proof. What the mail
server refuses goes to ``_not_left``, what nobody knows of to ``_not_known``.
"""

import logging
from datetime import timedelta
from math import ceil

from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ...schedule import office_day
from ..interview.batch import MAX_CONFLICTS, each_isolated, in_batches, one_pass
from ..selection_labels import selection_label
from .hr_entretien_letter import LETTER
from .hr_entretien_message import masked
from .message_kinds import (
    DATE_TOLD,
    EXPECTED,
    GONE,
    INVITATIONS,
    MESSAGE_KINDS,
    WITHOUT_ADDRESS,
    is_off,
    is_to_prepare,
)

_logger = logging.getLogger(__name__)
CRON = "hr_entretien_professionnel.ir_cron_entretien_message"
BATCH = 50
# A mail server that does not answer, or asks to try again later, is tried again later
# and later, then every day: over three days, for a week-end to pass.
MAX_TRIES = 7
MAX_HOURS = 24
REASON_LENGTH = 500
# Nobody is reminded the day after they were invited, or reminded.
REST_DAYS = 2
# The office may be closed as many days in a row.
CLOSED_DAYS = 4


class HrEntretienSender(models.AbstractModel):
    """Sends what waits, one mail for each person and day, written at that moment, and
    notes the outcome of each message."""

    _name = "hr.entretien.sender"
    _description = "Sending of the Messages About Interviews"

    def _wake_up(self, at=None):
        """As soon as this transaction is over, or later: a mail server that does not
        answer then takes back nothing of what was done."""
        self.env.ref(CRON).sudo()._trigger(at)

    def _cron_messages(self):
        """Send what waits. Twice, or twice at once, sends each message once."""
        with one_pass(self.env, "hr.entretien.message", CRON) as free:
            if not free:
                return
            self._note_taken()
            self._queue_reminders()
            # The pass that sent these is over, and nobody said what became of them:
            # their mail leaves when it has not tried to; else nobody knows.
            left = [("state", "=", "leaving"), ("attempt", "!=", "taken")]
            leaving = self._found(left)
            ahead = leaving.filtered(
                lambda x: x.mail_mail_id.state == "outgoing" and not x.attempt
            )
            self._not_known(leaving - ahead)
            self._delete_sent(
                self._found([("mail_mail_id.state", "=", "sent")]).mail_mail_id
            )
            self.env["ir.cron"]._commit_progress()
            self._send_mails(ahead.mail_mail_id)
            # These had no address, or a wrong one, and may have another one now.
            messages = self._found([("state", "in", WITHOUT_ADDRESS)])
            again = self._drop_pointless(messages).filtered(
                lambda message: (
                    (address := message._address())
                    and address != message.email
                    and (message.state == "no_address" or message.email)
                )
            )
            if again:
                again._wait_again()
            # The mails are stored, then leave: no mail is stored twice.
            in_batches(
                self.env, self._ready, self._deliver, BATCH, after=self._send_mails
            )

    def _ready(self):
        due = Domain("date_scheduled", "<=", fields.Datetime.now())
        waiting = self._found(Domain("state", "=", "waiting") & due, order="id")
        return waiting.grouped(lambda message: message._person())

    def _found(self, domain, **kwargs):
        return self.env["hr.entretien.message"].sudo().search(domain, **kwargs)

    def _deliver(self, groups):
        """Store the mail of each person, unless they already got one today; a document
        that is handed over waits for no other day."""
        queue = self.env["hr.entretien.message"]
        everything = queue.union(*groups)
        written = self._written_to(everything)
        # Of all at once, for mails that are written one by one.
        people = everything.recipient_id | everything.entretien_id.interviewer_id
        people.mapped("tz")
        people.mapped("resource_calendar_id.tz")
        people.user_id.partner_id.mapped("email")

        def store(some):
            said = (self._to_tell_today(messages, written) for messages in some)
            queue._store_mails([messages for messages in said if messages])

        def failed(messages, error):
            _logger.error("Entretien: messages %s", messages.ids, exc_info=error)
            # A template quotes its whole source first: what stopped it is the cause.
            self._wait_for_hr(messages, "failed", str(error.__cause__ or error))

        each_isolated(self.env, store, groups, failed)
        leaving = everything.filtered(lambda message: message.state == "leaving")
        return leaving.mail_mail_id

    def _written_to(self, messages):
        people = messages.recipient_id
        recent = self._found(
            [
                ("state", "in", GONE),
                ("date_sent", ">", fields.Datetime.now() - timedelta(days=2)),
                "|",
                ("recipient_id", "in", people.ids),
                ("recipient_id.user_id", "in", people.user_id.ids),
            ]
        )
        return {
            message._person()
            for message in recent
            if message.recipient_id._entretien_day(message.date_sent)
            == message.recipient_id._entretien_day()
        }

    def _to_tell_today(self, messages, written):
        """What one person is notified of, in a mail; nothing, when it is not today, or
        nobody is there to read it."""
        messages = self._drop_pointless(messages)
        nowhere = messages.filtered(lambda message: not message._address())
        nowhere.state = "no_address"
        messages -= nowhere
        at_once = any(MESSAGE_KINDS[message.kind].at_once for message in messages)
        if messages and messages[0]._person() in written and not at_once:
            morning = messages[0].recipient_id._entretien_morning(days=1)
            messages.date_scheduled = morning
            self._wake_up(morning)
            return messages.browse()
        return messages

    def _drop_pointless(self, messages):
        """Cancel what says nothing any more, or what another one that waits says too:
        the date of today; give the others.

        Who has left is notified of one thing: that the meeting does not take place.
        """
        kept = messages
        for message in messages:
            about, kind = message.entretien_id, message.kind
            farewell = message.is_own and kind == "cancelled"
            covered = MESSAGE_KINDS[kind].covered and any(
                other.kind in INVITATIONS and other.entretien_id == about
                for other in kept
            )
            if (
                covered
                or not (message.recipient_id.active or farewell)
                or (about and not self._is_worth_telling(about, kind))
                or (kind == "weekly" and not message.work_ids)
            ):
                kept -= message
        (messages - kept).state = "cancelled"
        return kept

    def _is_worth_telling(self, entretien, kind):
        """Whether a message of that kind is still true; asked when it leaves."""
        return MESSAGE_KINDS[kind].is_true(entretien)

    def _send_mails(self, mails):
        """A conflict stops them all before one leaves: they go on from what was
        written."""
        if not mails:
            # To Odoo, no mail is all that wait.
            return
        for _again in range(MAX_CONFLICTS):
            mails.process_email_queue(mails.ids)
            status = self.env.cr.connection.get_transaction_status()
            if status != TRANSACTION_STATUS_INERROR:
                return
            self.env.cr.rollback()

    def _delete_sent(self, mails):
        """Of a pass that was broken off, too: nothing is kept of a mail that left."""
        mails.exists().filtered(lambda mail: mail.state == "sent").unlink()

    # -- reminders to prepare ----------------------------------------------------------

    def _queue_reminders(self):
        """In the morning where the employee lives; again that day adds none."""
        entretiens = self._entretiens_to_remind()
        for message in self.env["hr.entretien.message"]._queue(entretiens, "reminder"):
            morning = message.recipient_id._entretien_morning()
            message.date_scheduled = max(message.date_scheduled, morning)

    def _entretiens_to_remind(self):
        now, companies = fields.Datetime.now(), self.env["res.company"].sudo()
        longest = companies.search([], order="entretien_reminder_days desc", limit=1)
        days = longest.entretien_reminder_days
        planned = self.env["hr.entretien"].sudo()
        planned = planned.search(
            [
                ("state", "=", "planned"),
                ("date_invited", "!=", False),
                ("date_planned", ">", now),
                ("date_planned", "<", now + timedelta(days=days + CLOSED_DAYS + 1)),
            ]
        )
        return planned.filtered(self._is_reminder_due)

    def _is_reminder_due(self, entretien):
        """Nobody is written to on a Saturday, a Sunday or a public holiday: what falls
        on one leaves on the working day before."""
        employee = entretien.employee_id
        if not (is_to_prepare(entretien) and employee.entretien_reachable):
            return False
        today = employee._entretien_day()
        day = employee._entretien_day(entretien.date_planned)
        days = entretien.company_id.entretien_reminder_days
        most = entretien.company_id.entretien_reminder_max
        # 7 days and two reminders make 7 and 4 days before.
        passed = sum(
            office_day(day - timedelta(days=ceil(days * left / most))) <= today
            for left in range(1, most + 1)
        )
        written = entretien.entretien_message_ids.filtered(
            lambda x: x.is_own and x.kind in DATE_TOLD and x.state != "cancelled"
        )
        reminders = [item for item in written if item.kind == "reminder"]
        last = [item.date_sent or item.date_scheduled for item in written]
        rested = not last or (
            (today - employee._entretien_day(max(last))).days >= REST_DAYS
        )
        return office_day(today) == today and rested and len(reminders) < passed

    # -- what became of them -----------------------------------------------------------

    def _note_taken(self):
        """Of all that the mail server has taken, also in a pass that was broken off."""
        taken = Domain("state", "in", EXPECTED) & Domain("attempt", "=", "taken")
        # Not as progress of the scheduled action.
        sender = self.with_context(ir_cron_progress_id=False)
        queue = sender.env["hr.entretien.message"].sudo()

        def note(ids):
            messages = queue.browse(ids)
            sender._left(messages)
            messages.mail_mail_id.state = "sent"

        def failed(message_id, error):
            _logger.error("Entretien: message %s", message_id, exc_info=error)
            sender._not_known(queue.browse(message_id), str(error))

        in_batches(
            sender.env,
            lambda: queue.search(taken, order="id").ids,
            lambda ids: each_isolated(sender.env, note, ids, failed),
            BATCH,
        )

    def _left(self, messages, confirmed_by=None):
        """From now on they are proofs; ``confirmed_by``: who says it afterwards."""
        if not confirmed_by:
            now = messages.filtered(lambda message: message.attempt != "taken")
            now.date_sent = fields.Datetime.now()
        messages.write({"state": "sent", "tries": 0, "failure_reason": False})
        for message in messages:
            day = message.recipient_id._entretien_day(message.date_sent)
            kind = MESSAGE_KINDS[message.kind]
            if kind.proof:
                env, address = message._company_words().env, masked(message.email)
                note = env._("By e-mail to %(address)s", address=address)
                if confirmed_by:
                    note = env._(
                        "By e-mail to %(address)s; %(user)s confirms that it arrived",
                        address=address,
                        user=confirmed_by.name,
                    )
                if kind.document:
                    message._handed_over(note, day)
                else:
                    message._add_proof(kind.proof, note, day)
            if kind.invites:
                # Given up meanwhile, it is to invite to again.
                if not is_off(message.entretien_id):
                    message.entretien_id.date_invited = day
                self.env[LETTER]._prove_offer(
                    message.entretien_id, day, message._asked_by()
                )

    def _not_left(self, messages, reason, for_now):
        """The mail server did not take them; ``for_now``: it did not answer at all, or
        asks to try again: they are tried again, later."""
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
        reason = (reason or "").strip().rpartition("\n")[2]
        if for_now:
            # Nobody refused them: the proof file says nothing of our own mail server.
            self._wait_for_hr(messages - again, "failed", reason, topic="server")
        else:
            self._not_delivered(messages - again, reason)

    def _drop_mail_not_left(self, messages):
        """Nothing was received: no mail stays, it will be written anew."""
        kept = messages.exists().filtered(
            lambda item: item.state in ("waiting", "failed")
        )
        mails, copies = kept.mail_mail_id, kept.mail_message_id
        mails.unlink()
        copies.unlink()

    def _not_delivered(self, messages, reason):
        self._wait_for_hr(messages, "failed", html2plaintext(reason or ""))
        for message in messages:
            kind = selection_label(message._company_words(), "kind")
            note = f"{kind}, {masked(message.email)}"
            said = filter(None, (note, message.failure_reason))
            message._add_proof("bounce", "\n".join(said))

    def _not_known(self, messages, reason=""):
        """Neither sent nor refused: their mail leaves no more, HR asks the person, and
        says what became of it."""
        messages.mail_mail_id.cancel()
        messages.attempt = False
        self._wait_for_hr(messages, "unknown", reason)

    def _wait_for_hr(self, messages, state, reason, topic=None):
        messages.write(
            {"state": state, "failure_reason": reason.strip()[:REASON_LENGTH]}
        )
        self._ask_hr(messages.entretien_id, topic or state)

    def _ask_hr(self, entretiens, topic):
        """One activity for each interview, or for all that a mail server left waiting:
        of HR in charge, else of the interviewer."""
        activities = self.env["mail.activity"].sudo()
        users = entretiens.grouped(
            lambda item: (
                activities._entretien_hr_user(item.company_id)
                or activities._entretien_user(item)
            )
        )
        about = Domain("entretien_topic", "=", topic)
        if topic != "server":
            about &= Domain("res_id", "in", entretiens.ids)
        known = activities.search(about).grouped("user_id")
        users.pop(activities.user_id, None)
        for user, theirs in users.items():
            mine = known.get(user, activities)
            left = theirs - theirs.browse(mine.mapped("res_id"))
            if topic == "server":
                left = left[: 0 if mine else 1]
            summary, note = self._undelivered_texts(user)[topic]
            values = {"summary": summary, "note": note}
            activities._entretien_ask(topic, [(one, user, values) for one in left])

    def _drop_asked(self, entretiens):
        """Take back what ``_ask_hr`` asked of these interviews, once none of their
        messages is left of it; of the mail server, once none at all is."""
        entretiens = entretiens.sudo()
        theirs = Domain("entretien_id", "in", entretiens.ids)
        for topic in ("failed", "unknown"):
            left = self._found(theirs & Domain("state", "=", topic)).entretien_id
            (entretiens - left).activity_ids._entretien_about(topic).unlink()
        if not self._found([("state", "=", "failed")], limit=1):
            server = Domain("entretien_topic", "=", "server")
            self.env["mail.activity"].sudo().search(server).unlink()

    def _undelivered_texts(self, user):
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
