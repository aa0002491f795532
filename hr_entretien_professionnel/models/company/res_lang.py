from odoo import models


class ResLang(models.Model):
    _inherit = "res.lang"

    def _entretien_first(self, *codes):
        """Of these the first one still active: people keep a language that is gone."""
        return next(filter(self._get_code, codes), None)
