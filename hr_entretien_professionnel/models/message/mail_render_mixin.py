"""A mail about an interview is written for who may read that interview."""

from odoo import models

from .mail_template import MODELS


class MailRenderMixin(models.AbstractModel):
    """What fills in our mails is computed with the server's rights.

    Odoo lets every user preview a template, or open a composer, on the id of any
    record, and leaves it to the fields of the record to say no.
    """

    _inherit = "mail.render.mixin"

    def _render_template(self, template_src, model, res_ids, *args, **kwargs):
        """
        :raises AccessError: one of the records is not the user's to read
        """
        if model in MODELS and not self.env.su:
            self.env[model].browse(res_ids).exists().check_access("read")
        return super()._render_template(template_src, model, res_ids, *args, **kwargs)
