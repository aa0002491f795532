"""The chatter of an interview is the leaders' own: notes are not the document."""

from odoo import api, models
from odoo.fields import Domain


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """To read the chatter one must lead the interview.

        The employee concerned reads his interview once it is held, not what HR and the
        managers note about it; messages sent to him stay his, and he
        may write to them.
        """
        if message_operation == "read":
            return dict.fromkeys(self, "write")
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Following would bring the notes to who may not read them."""
        if self - self._led_by_user():
            return False
        return super().message_subscribe(partner_ids, subtype_ids)


class MailActivity(models.Model):
    _inherit = "mail.activity"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Activities are searched by who may post: their notes are the leaders' too."""
        if not (self.env.su or bypass_access):
            own = self.env["hr.entretien"]._own_not_led()
            hidden = Domain("res_model", "=", own._name) & Domain(
                "res_id", "in", own.ids
            )
            domain = Domain(domain) & (~hidden | Domain("user_id", "=", self.env.uid))
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
