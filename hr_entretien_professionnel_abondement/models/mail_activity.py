from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _entretien_type(self, topic):
        if topic != "abondement":
            return super()._entretien_type(topic)
        name = "hr_entretien_professionnel_abondement.mail_activity_abondement"
        return self.env.ref(name).sudo()
