"""The chatter of an interview is the leaders' own: notes are not the document."""

from odoo import models


class HrEntretien(models.Model):
    _inherit = "hr.entretien"
    # Activities are searched by who may post: their notes are the leaders' too.
    _mail_post_access = "write"

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """To read the chatter one must lead the interview.

        The employee concerned reads his interview once it is held, not what HR and the
        managers note about it; messages sent to him stay his.
        """
        if message_operation == "read":
            return dict.fromkeys(self, "write")
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Following would bring the notes to who may not read them."""
        if self - self._led_by_user():
            return False
        return super().message_subscribe(partner_ids, subtype_ids)
