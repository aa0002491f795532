"""Who follows an interview is shown to those who write in its chatter."""

from odoo import models
from odoo.fields import Domain


class MailFollowers(models.Model):
    _inherit = "mail.followers"

    def _entretien_shown_domain(self):
        """For a record rule: oneself, and who follows what one writes in."""
        own = Domain("partner_id", "=", self.env.user.partner_id.id)
        others = Domain("res_model", "not like", "hr.entretien")
        return others | own | self._asked_anew("_entretien_written_domain")

    def _entretien_written_domain(self):
        domains = []
        for name in self.env["hr.entretien.thread.mixin"]._inherit_children:
            records = self.env[name].sudo(False)
            if records.has_access("write"):
                ids = records.sudo()._search(records._chatter_domain()).subselect()
                about = Domain("res_model", "=", name)
                domains.append(about & Domain("res_id", "in", ids))
        return Domain.OR(domains)
