"""An account that something was proved with stays; one that enters HR is notified."""

from odoo import api, models
from odoo.exceptions import UserError

# Where an empty account would say something else: done without any.
NAMING = (
    ("hr.entretien.proof", "user_id"),
    ("hr.entretien.signature", "user_id"),
    ("hr.entretien.bilan.line", "confirmed_by"),
)


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        with self.env["res.groups"]._entretien_watch_hr():
            return super().create(vals_list)

    def write(self, vals):
        if not vals.keys() & {"active", "group_ids"}:
            return super().write(vals)
        with self.env["res.groups"]._entretien_watch_hr():
            return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proving(self):
        """Who administers Odoo without HR deletes users: that would change proofs."""
        for model, name in NAMING:
            if self.env[model].sudo().search_count([(name, "in", self.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "The proof files of the entretiens name this account: archive "
                        "it instead."
                    )
                )

    def _entretien_lang(self):
        """The language to speak to this user in, or None: the source's."""
        return self.env["res.lang"]._entretien_first(self.lang)
