"""The moment when a mail leaves: the link is made then, and the outcome noted."""

import re
import smtplib
import traceback

from odoo import models
from odoo.tools import SQL, email_normalize_all

from ..interview.batch import CONFLICTS, MAX_CONFLICTS
from .hr_entretien_message import PLACEHOLDER
from .plain_text import plain_text

PERSONAL_LINK = re.compile(r"/mon-entretien/(\d+)" + re.escape(PLACEHOLDER))
# A mail server that answers 4xx asks to try again later (RFC 5321, 4.2.1).
TRY_AGAIN = re.compile(r"\(4\d\d, b['\"]")
# Of these messages it is not known yet that they left.
EXPECTED = ("leaving", "unknown")
# In the context: what is sent is not deleted yet; each mail is committed.
TOGETHER, NOTED = "entretien_sent_together", "entretien_noted"


class MailMail(models.Model):
    """What is stored says ``/mon-entretien/<id>#lien-personnel``: it opens nothing.

    The token exists in the mail that goes to the server, and in the employee's box.
    """

    _inherit = "mail.mail"

    def _send(self, auto_commit=False, *args, **kwargs):
        sending = self.with_context(**{NOTED: auto_commit})
        try:
            return super(MailMail, sending)._send(auto_commit, *args, **kwargs)
        except smtplib.SMTPServerDisconnected as error:
            # Of the mail that was leaving Odoo says nothing: it was not received unless
            # its text was already on its way; then nobody knows.
            messages = self._entretien_messages().filtered(
                lambda item: (
                    item.state == "leaving" and item.mail_mail_id.state == "exception"
                )
            )
            sender = self.env["hr.entretien.sender"]
            frames = traceback.walk_tb(error.__traceback__)
            if any(frame.f_code.co_name == "data" for frame, _line in frames):
                sender._not_known(messages, str(error))
            else:
                sender._not_left(messages, str(error), for_now=True)
                sender._drop_mail_not_left(messages)
            # Those behind it have not tried to leave.
            sender._wake_up()
            raise

    def unlink(self):
        """Those of a batch of the sender go together, once the last one has left: Odoo
        forgets all that it has read each time that a record is deleted."""
        kept = self.browse()
        if self.env.context.get(TOGETHER):
            kept = self.filtered(lambda mail: mail.state == "sent")
        return super(MailMail, self - kept).unlink()

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        messages = self._entretien_messages()
        if messages and self.env.context.get(NOTED):
            self._hold_noted(messages)
        else:
            self._hold_interviews(messages)
        mails = super()._prepare_outgoing_list(mail_server, doc_to_followers)
        for mail in mails if messages else ():
            mail["body_alternative"] = plain_text(mail["body"])
        return mails

    def _hold_noted(self, messages):
        """Hold them once it is stored that this mail tries to leave: whoever finds it
        so, if the server is killed now, does not send it a second time."""
        progress = self.env["ir.cron"]
        for _again in range(MAX_CONFLICTS):
            progress._commit_progress()
            try:
                return self._hold_interviews(messages)
            except CONFLICTS:
                self.env.cr.rollback()
        self.state = "outgoing"
        progress._commit_progress()
        self._hold_interviews(messages)

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
        messages = self.env["hr.entretien.message"].sudo()
        return messages.search([("mail_mail_id", "in", self.ids)])

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
