"""The moment when a mail leaves: the link is made then, and the outcome noted."""

import re
import smtplib
import traceback

from odoo import fields, models
from odoo.tools import SQL, email_normalize_all

from ..interview.batch import CONFLICTS, MAX_CONFLICTS
from .hr_entretien_message import PLACEHOLDER
from .plain_text import plain_text

PERSONAL_LINK = re.compile(r"/mon-entretien/(\d+)" + re.escape(PLACEHOLDER))
# A mail server that answers 4xx asks to try again later (RFC 5321, 4.2.1).
TRY_AGAIN = re.compile(r"\(4\d\d, b['\"]")
# Of these messages it is not known yet that they left.
EXPECTED = ("leaving", "unknown")
# In the context: what is sent is not deleted yet.
TOGETHER = "entretien_sent_together"


class MailMail(models.Model):
    """What is stored says ``/mon-entretien/<id>#lien-personnel``: it opens nothing.

    The token exists in the mail that goes to the server, and in the employee's box.
    """

    _inherit = "mail.mail"

    entretien_message_ids = fields.One2many(
        "hr.entretien.message",
        "mail_mail_id",
        string="Messages of Interviews",
        groups=fields.NO_ACCESS,
    )

    def _send(self, auto_commit=False, *args, **kwargs):
        """Ours one by one: what is read of each is read once, while nobody writes."""
        ours = self._entretien_messages().mail_mail_id
        if others := self - ours:
            super(MailMail, others)._send(auto_commit, *args, **kwargs)
        for mail_id in sorted(ours.ids):
            mail = self.browse(mail_id)
            if not auto_commit:
                mail._hold_interviews(mail._entretien_messages())
            elif not mail._hold_noted():
                continue
            try:
                super(MailMail, mail)._send(auto_commit, *args, **kwargs)
            except smtplib.SMTPServerDisconnected as error:
                mail._broken_off(error)
                raise
        return True

    def _broken_off(self, error):
        """Of the mail that was leaving Odoo says nothing: it was not received unless
        its text was already on its way; then nobody knows."""
        messages = self._entretien_messages()
        messages = messages.filtered(lambda item: item.state == "leaving")
        sender = self.env["hr.entretien.sender"]
        frames = traceback.walk_tb(error.__traceback__)
        if any(frame.f_code.co_name == "data" for frame, _line in frames):
            sender._not_known(messages, str(error))
        else:
            sender._not_left(messages, str(error), for_now=True)
            sender._drop_mail_not_left(messages)
        # Those behind it have not tried to leave.
        sender._wake_up()

    def unlink(self):
        """Those of a batch of the sender go together, once the last one has left: Odoo
        forgets all that it has read each time that a record is deleted."""
        kept = self.browse()
        if self.env.context.get(TOGETHER):
            kept = self.filtered(lambda mail: mail.state == "sent")
        return super(MailMail, self - kept).unlink()

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        mails = super()._prepare_outgoing_list(mail_server, doc_to_followers)
        for mail in mails if self._entretien_messages() else ():
            mail["body_alternative"] = plain_text(mail["body"])
        return mails

    def _hold_noted(self):
        """Hold them once it is stored that this mail tries to leave: whoever finds it
        so, if the server is killed now, does not send it a second time.

        :returns: whether it leaves now
        """
        if not self._note("outgoing", "exception"):
            return False
        for _again in range(MAX_CONFLICTS):
            try:
                self._hold_interviews(self._entretien_messages())
            except CONFLICTS:
                self.env.cr.rollback()
            else:
                # For Odoo, which notes the outcome: nobody reads it meanwhile.
                self.state = "outgoing"
                return True
        self.env["hr.entretien.sender"]._wake_up()
        self._note("exception", "outgoing")
        return False

    def _note(self, before, after):
        """Commit a state, at once.

        :returns: whether the mail was in the one before
        """
        noted = SQL(
            "UPDATE mail_mail SET state = %s WHERE id = %s AND state = %s",
            after,
            self.id,
            before,
        )
        self.env.cr.execute(noted, log_exceptions=False)
        found = bool(self.env.cr.rowcount)
        # Not as progress of the action: nothing is done yet.
        self.env["ir.cron"].with_context(ir_cron_progress_id=False)._commit_progress()
        return found

    def _hold_interviews(self, messages):
        """Nobody writes on these while the mail leaves: if it could not be noted on
        them that it left, it would be sent a second time."""
        told = messages.filtered(lambda item: not item.entretien_id).recipient_id
        for records in filter(None, (messages.entretien_id, told)):
            self.env.cr.execute(
                SQL(
                    "SELECT FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                    SQL.identifier(records._table),
                    records._ids,
                ),
                log_exceptions=False,
            )
        return messages

    def _personalize_outgoing_body(self, body, partner=False, doc_to_followers=None):
        body = super()._personalize_outgoing_body(body, partner, doc_to_followers)
        tokens = self._issue_personal_links(body or "")

        def complete(match):
            token = tokens.get(int(match[1]))
            query = f"?access_token={token}" if token else ""
            return f"/mon-entretien/{match[1]}{query}"

        return PERSONAL_LINK.sub(complete, body) if body else body

    def _issue_personal_links(self, body):
        """A token for each interview (by id) of which this mail tells its own employee.

        None when the mail goes, or was changed to go, to anybody else than the person
        at the address of their card: whoever can write a mail, the system
        administrator, would have it sent to themselves.
        """
        asked = {int(match[1]) for match in PERSONAL_LINK.finditer(body)}
        if not asked or self.email_cc or self.recipient_ids or self.headers:
            return {}
        addresses, tokens = email_normalize_all(self.email_to), {}
        for message in self._entretien_messages():
            entretien, wanted = message.entretien_id, asked - tokens.keys()
            own = message.is_own and message.kind != "warning"
            if not (own and message.state == "leaving" and entretien.id in wanted):
                continue
            if addresses == [message.email] == [message._address()]:
                links = self.env["hr.entretien.link"]
                tokens[entretien.id] = links._issue(entretien, message.email)
        return tokens

    def _entretien_messages(self):
        return self.sudo().entretien_message_ids

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # Whoever sends one once more in Odoo's own list proves nothing new.
        messages = self._entretien_messages()
        messages = messages.filtered(lambda item: item.state in EXPECTED)
        sender, back = self.env["hr.entretien.sender"], messages.browse()
        for mail, items in messages.grouped("mail_mail_id").items():
            if mail.state == "sent":
                sender._left(items)
            else:
                back += items
                reason = mail.failure_reason or failure_reason
                for_now = failure_type == "mail_smtp" or TRY_AGAIN.search(reason or "")
                sender._not_left(items, reason, for_now=bool(for_now))
        result = super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )
        sender._drop_mail_not_left(back)
        return result
