from odoo import models


class IrDefault(models.Model):
    """A user's own default values say nothing of what the server or HR decides.

    Everybody may set default values for themselves. They come in behind the checks of
    ``create``, and into the lines that the server writes in the user's name: the day of
    a signature, of a line of the export log.
    """

    _inherit = "ir.default"

    def _get_model_defaults(self, model_name, condition=False):
        """What people fill in takes their defaults, but for what they do not write."""
        defaults = super()._get_model_defaults(model_name, condition)
        model = self.env[model_name]
        if hasattr(model, "_closed_fields"):
            closed = model._closed_names()
            return {name: defaults[name] for name in defaults if name not in closed}
        ours = model_name.startswith("hr.entretien")
        return {} if ours and self.env.su else defaults
