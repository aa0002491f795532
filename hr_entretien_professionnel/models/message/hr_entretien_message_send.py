"""How the messages leave: one mail for each person and day, written at that moment."""

import logging
from datetime import timedelta

from psycopg2 import errors
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from odoo import api, fields, models

from ..interview.alone import alone, come_back_later
from ..interview.hr_entretien import OPEN_STATES
from .hr_entretien_message import CRON

_logger = logging.getLogger(__name__)
BATCH = 50
# A mail server that does not answer, or asks to try again later, is tried again later
# and later, then every day: over three days, for a week-end to pass.
MAX_TRIES = 7
MAX_HOURS = 24
MAX_CONFLICTS = 5
GONE = ("leaving", "sent", "unknown")


class HrEntretienMessage(models.Model):
    _inherit = "hr.entretien.message"

    @api.model
    def _cron_messages(self):
        """Send what waits. Twice, or twice at once, sends each message once."""
        with alone(self.env.cr, self._name) as free:
            if not free:
                _logger.info("Entretien: messages are already leaving")
                come_back_later(self.env.ref(CRON))
                return
            # What was committed since our transaction began is to be seen.
            self.env["ir.cron"]._commit_progress()
            self._queue_reminders()
            self._take_up_leaving()
            self._take_up_again()
            self._send_waiting()

    def _send_waiting(self):
        """Batch by batch: the mails are stored, then leave. No mail is stored twice."""
        progress, tried, conflicts = self.env["ir.cron"], set(), 0
        while ready := self._ready(tried):
            people = list(ready)[:BATCH]
            try:
                mails = self._deliver([ready[person] for person in people])
                self.env.flush_all()
            except errors.SerializationFailure:
                # People wrote on the same interviews: start again from what they left.
                self.env.cr.rollback()
                conflicts += 1
                if conflicts < MAX_CONFLICTS:
                    continue
                _logger.info("Entretien: messages left for the next run")
                return
            tried.update(people)
            left = len(ready) - len(people)
            time_left = progress._commit_progress(len(people), remaining=left)
            self._send_mails(mails)
            if left and not time_left:
                return

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

    def _ready(self, tried):
        """What may leave now, by person.

        :param set tried: the people who are done with, for this time
        :rtype: dict of person → messages
        """
        waiting = self.sudo().search(
            [
                ("state", "=", "waiting"),
                ("date_scheduled", "<=", fields.Datetime.now()),
            ],
            order="id",
        )
        people = waiting.grouped(lambda message: message._person())
        return {
            person: messages
            for person, messages in people.items()
            if (person not in tried)
        }

    def _deliver(self, groups):
        """Store the mail of each person, unless he already got one today.

        :param list groups: the messages of one person each
        :returns: ``mail.mail`` records to send
        """
        mails = self.env["mail.mail"].sudo()
        written = self._written_to(self.union(*groups))
        for messages in groups:
            try:
                with self.env.cr.savepoint():
                    mails += messages._deliver_person(written)
            except errors.SerializationFailure:
                raise
            except Exception as error:
                self.env.invalidate_all()
                _logger.exception("Entretien: messages %s", messages.ids)
                messages._not_written(error)
        return mails

    @api.model
    def _written_to(self, messages):
        """The people who already got a message today, where they live.

        :rtype: set
        """
        recent = self.search(
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

    def _deliver_person(self, written):
        """The mail that says it all to one person, or none: not today, nobody, nothing.

        :param set written: who already got one today
        """
        messages = self._drop_pointless()
        nowhere = messages.filtered(lambda message: not message._address())
        nowhere.state = "no_address"
        messages -= nowhere
        if not messages:
            return self.env["mail.mail"].sudo()
        if messages[0]._person() in written:
            morning = messages[0].recipient_id._entretien_morning(days=1)
            messages.date_scheduled = morning
            self._wake_up(morning)
            return self.env["mail.mail"].sudo()
        return messages._store_mail()

    def _drop_pointless(self):
        """Cancel those that have nothing to say any more; give the others."""
        pointless = self.browse()
        for message in self:
            if not message._is_worth() or message._is_covered(self - pointless):
                pointless += message
        pointless.state = "cancelled"
        return self - pointless

    def _is_covered(self, others):
        """Another one that waits for the person says the same: the date of today."""
        self.ensure_one()
        same = others.filtered(lambda other: other.entretien_id == self.entretien_id)
        if self.kind in ("moved", "reminder"):
            return bool(
                same.filtered(
                    lambda other: other.kind in ("invitation", "reinvitation")
                )
            )
        return False

    def _is_worth(self):
        """Whether the message still says something true and useful to somebody.

        Who has left is told one thing more: that the meeting does not take place.
        """
        self.ensure_one()
        farewell = self.is_own and self.kind == "cancelled"
        if not (self.recipient_id.active or farewell):
            return False
        if not self.entretien_id:
            return True
        return self.entretien_id._is_worth_telling(self.kind)

    @api.model
    def _take_up_leaving(self):
        """Those of which nobody said what became: the pass that sent them is over.

        Their mail leaves when it has not tried to; else nobody knows.
        """
        leaving = self.sudo().search([("state", "=", "leaving")])
        mails = leaving.mail_mail_id.filtered(lambda mail: mail.state == "outgoing")
        leaving.filtered(lambda item: item.mail_mail_id not in mails)._not_known()
        self.env["ir.cron"]._commit_progress()
        self._send_mails(mails)

    @api.model
    def _take_up_again(self):
        """Those that had no address, or a wrong one, and have another one now."""
        messages = self.sudo().search([("state", "in", ("failed", "no_address"))])
        messages = messages._drop_pointless()
        again = messages.filtered(
            lambda message: (
                (address := message._address())
                and address != message.email
                and (message.state == "no_address" or message.email)
            )
        )
        if again:
            again._wait_again()


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _is_worth_telling(self, kind):
        """Whether a message of that kind is still true; asked when it leaves.

        :param str kind: a code of ``hr.entretien.message.kind``
        """
        self.ensure_one()
        if kind == "cancelled":
            return self.state in ("cancelled", "declined", "to_plan")
        if kind in ("invitation", "reinvitation", "moved", "unavailable"):
            return self._is_ahead()
        if kind == "reminder":
            return self._is_to_remind()
        if kind in ("interviewer", "prepared"):
            return self.state in OPEN_STATES
        if kind == "to_sign":
            waits = self.state == "held" and self.date_presented
            return bool(waits) and not self.employee_answered
        states = {"copy": ("closed",)}
        return self.state in states.get(kind, ("held", "closed"))

    def _is_ahead(self):
        self.ensure_one()
        now = fields.Datetime.now()
        return self.state == "planned" and self.date_planned > now
