"""Who follows an interview is shown to those who write in its chatter."""

from odoo import api, models
from odoo.fields import Domain

OURS = "hr.entretien"


class MailFollowers(models.Model):
    _inherit = "mail.followers"

    @api.model
    def _entretien_shown_domain(self):
        """For a record rule: oneself, and who follows what one writes in."""
        own = Domain("partner_id", "=", self.env.user.partner_id.id)
        others = Domain("res_model", "not like", OURS)
        return others | own | self._asked_anew("_entretien_written_domain")

    @api.model
    def _entretien_written_domain(self):
        """The followers of the records of the suite that the user may write."""
        return Domain.OR(
            Domain("res_model", "=", name)
            & Domain("res_id", "in", self._entretien_written(name))
            for name in self.env["hr.entretien.thread.mixin"]._inherit_children
            if self.env[name].sudo(False).has_access("write")
        )

    @api.model
    def _entretien_written(self, name):
        records = self.env[name].sudo(False)
        return records.sudo()._search(records._chatter_domain()).subselect()
