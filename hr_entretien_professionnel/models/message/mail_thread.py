from odoo import models

from .message_kinds import GONE


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        """Not in ``_message_receive_bounce``: a digest belongs to no record."""
        result = super()._routing_handle_bounce(email_message, message_dict)
        if bounced := message_dict.get("bounced_message"):
            sender = self.env["hr.entretien.sender"]
            messages = sender._found(
                [("mail_message_id", "in", bounced.ids), ("state", "in", GONE)]
            )
            sender._not_delivered(messages, message_dict.get("body"))
        return result
