"""The moment when a mail leaves: the link is made then, and the outcome noted."""

import re
import smtplib
import traceback
from contextlib import suppress

from odoo import fields, models
from odoo.tools import SQL, email_normalize_all

from ..interview.batch import CONFLICTS, MAX_CONFLICTS
from .hr_entretien_message import PLACEHOLDER
from .message_kinds import EXPECTED
from .plain_text import plain_text

PERSONAL_LINK = re.compile(r"/mon-entretien/(\d+)" + re.escape(PLACEHOLDER))
# A mail server that answers 4xx asks to try again later (RFC 5321, 4.2.1).
TRY_AGAIN = re.compile(r"\(4\d\d, b['\"]")
# In the context of mails that leave: the tokens of each; whether it is noted at once
# how far each came.
TOKENS, NOTED = "entretien_tokens", "entretien_noted"


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
        """Ours one by one. A commit makes Odoo forget all that it has read: how far
        each came is committed beside, what it changes once for all of them."""
        ours = self._entretien_messages().mail_mail_id
        if others := self - ours:
            super(MailMail, others)._send(auto_commit, *args, **kwargs)
        if not ours:
            return True
        tokens = {mail.id: mail._issue_personal_links() for mail in ours}
        context = {TOKENS: tokens, NOTED: auto_commit}
        ours = self.browse(sorted(ours.ids)).with_context(**context)
        # A link is there before its reader has it.
        ours._commit_noted()
        ours._read_together()
        for mail in ours:
            if not auto_commit:
                mail._hold_interviews(mail._entretien_messages())
            elif not mail._note("begun"):
                continue
            try:
                super(MailMail, mail)._send(False, *args, **kwargs)
            except smtplib.SMTPServerDisconnected as error:
                mail._broken_off(error)
                raise
        sender = self.env["hr.entretien.sender"]
        if auto_commit:
            ours._commit_noted()
            sender._note_taken()
        sender._delete_sent(self.browse(ours.ids).sudo())
        return True

    def _read_together(self):
        """What Odoo reads of one mail after the other."""
        self.mapped("email_from")
        self.mapped("recipient_ids")
        self.mapped("attachment_ids.url")
        self._entretien_messages().mapped("state")

    def _broken_off(self, error):
        """Of the mail that was leaving Odoo says nothing: it was not received unless
        its text was already on its way; then nobody knows."""
        self._commit_noted()
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

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        mails = super()._prepare_outgoing_list(mail_server, doc_to_followers)
        for mail in mails if self._entretien_messages() else ():
            mail["body_alternative"] = plain_text(mail["body"])
        return mails

    def _commit_noted(self):
        """What is noted beside this transaction is to be seen in it."""
        if self.env.context.get(NOTED):
            # Not as progress of the scheduled action.
            crons = self.env["ir.cron"].with_context(ir_cron_progress_id=False)
            crons._commit_progress()

    def _note(self, attempt):
        """Commit at once how far this mail came, beside this transaction: after a kill
        what was taken is proved, and what only had begun is not sent a second time.

        :param str attempt: “begun”, then “taken”: never back, nor twice the same
        :returns: whether it was not noted yet
        """
        noted = SQL(
            "UPDATE hr_entretien_message SET attempt = %s, date_sent = %s"
            " WHERE mail_mail_id = %s AND COALESCE(attempt, '') < %s",
            attempt,
            fields.Datetime.now(),
            self.id,
            attempt,
        )
        for _again in range(MAX_CONFLICTS):
            with suppress(*CONFLICTS), self.env.registry.cursor() as cr:
                cr.execute(noted, log_exceptions=False)
                return bool(cr.rowcount)
        self.env["hr.entretien.sender"]._wake_up()
        return False

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
        tokens = self.env.context.get(TOKENS, {}).get(self.id, {})

        def complete(match):
            token = tokens.get(int(match[1]))
            query = f"?access_token={token}" if token else ""
            return f"/mon-entretien/{match[1]}{query}"

        return PERSONAL_LINK.sub(complete, body) if body else body

    def _issue_personal_links(self):
        """A token for each interview (by id) of which this mail tells its own employee.

        None when the mail goes, or was changed to go, to anybody else than the person
        at the address of their card: whoever can write a mail, the system
        administrator, would have it sent to themselves.
        """
        body = self.body_html or ""
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

    def _postprocess_sent_message(self, *args, **kwargs):
        # Whoever sends one once more in Odoo's own list proves nothing new.
        messages = self._entretien_messages()
        messages = messages.filtered(lambda item: item.state in EXPECTED)
        sender, back = self.env["hr.entretien.sender"], messages.browse()
        for mail, items in messages.grouped("mail_mail_id").items():
            if mail.state != "sent":
                back += items
                mail._commit_noted()
                reason = mail.failure_reason or kwargs.get("failure_reason") or ""
                down = kwargs.get("failure_type") == "mail_smtp"
                for_now = down or TRY_AGAIN.search(reason)
                sender._not_left(items, reason, for_now=bool(for_now))
            elif self.env.context.get(NOTED):
                mail._note("taken")
            else:
                sender._left(items)
        result = super()._postprocess_sent_message(*args, **kwargs)
        if back:
            sender._drop_mail_not_left(back)
            self._commit_noted()
        return result
