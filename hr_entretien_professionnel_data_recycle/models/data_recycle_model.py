from odoo import api, models

PURGE = "hr.entretien.purge"
# What changes neither which files a rule finds nor what it does to them.
HARMLESS = {
    "active",
    "last_notification",
    "name",
    "notify_user_ids",
    "notify_frequency",
    "notify_frequency_period",
}


class DataRecycleModel(models.Model):
    """A rule on the interview files, which only an HR administrator makes automatic.

    Odoo leaves its rules to the system administrator, and an automatic one deletes with
    the server's rights: without this they would decide what HR keeps.
    """

    _inherit = "data_recycle.model"

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._check_entretien_rule()
        return rules

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - HARMLESS:
            self._check_entretien_rule()
        return result

    def _check_entretien_rule(self):
        """:raises AccessError: not by an HR administrator, and nobody would be asked"""
        automatic = self.filtered(lambda rule: rule.recycle_mode == "automatic")
        if PURGE in automatic.mapped("res_model_name"):
            self.env[PURGE]._check_may_erase()
