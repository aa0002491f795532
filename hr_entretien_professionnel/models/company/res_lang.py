from odoo import api, models


class ResLang(models.Model):
    _inherit = "res.lang"

    @api.model
    def _entretien_first(self, *codes):
        """The first of these languages that can be written in, or None.

        People and companies keep a language that was deactivated since.
        """
        return next(filter(self._get_code, codes), None)
