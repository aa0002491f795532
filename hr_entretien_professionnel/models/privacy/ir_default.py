"""A user's own default values say nothing of what the server or HR decides."""

from odoo import api, models

from ..bilan.hr_entretien_bilan_line import STEP_FIELDS as BILAN_STEP_FIELDS
from ..interview.hr_entretien_access import HR_FIELDS, STEP_FIELDS

# What people fill in takes their defaults, but for these fields.
PROTECTED = {
    "hr.entretien": HR_FIELDS | STEP_FIELDS,
    "hr.entretien.bilan.line": BILAN_STEP_FIELDS,
}


class IrDefault(models.Model):
    """Every user may set default values for himself, the administrator for all.

    They come in behind the checks of ``create``, and into the lines that the server
    writes in the user's name: the day of a signature, of a line of the export log.
    """

    _inherit = "ir.default"

    @api.model
    def _get_model_defaults(self, model_name, condition=False):
        defaults = super()._get_model_defaults(model_name, condition)
        if not defaults or not model_name.startswith("hr.entretien"):
            return defaults
        protected = PROTECTED.get(model_name, ())
        if self.env.su and not protected:
            return {}
        return {name: defaults[name] for name in defaults if name not in protected}
