"""The chatter of an interview is the leaders' own: notes are not the document."""

from odoo import models


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Following would bring the notes to who may not read them."""
        if self - self._led_by_user():
            return False
        return super().message_subscribe(partner_ids, subtype_ids)
