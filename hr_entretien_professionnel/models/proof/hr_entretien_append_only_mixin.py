from odoo import api, models
from odoo.exceptions import UserError

from ..privacy.erasing import erasing


class HrEntretienAppendOnlyMixin(models.AbstractModel):
    """What proves something: written once, then neither changed nor deleted by anybody.

    It goes with its whole file alone (see ``erasing``). ``_changing`` names the fields
    that the steps of the interview still write, with the server's rights: that the
    record was replaced or withdrawn.
    """

    _name = "hr.entretien.append.only.mixin"
    _description = "Kept as It Was Written"

    _changing = frozenset()

    def write(self, vals):
        """:raises UserError: anything else than ``_changing`` is written"""
        allowed = self.env.su and self._changing and vals.keys() <= self._changing
        if self and not allowed:
            raise UserError(self._kept_message())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not erasing(self):
            raise UserError(self._kept_message())

    def _kept_message(self):
        return self.env._("What was recorded is neither changed nor deleted.")
