"""In the chatter of an interview, people change and delete their own words alone."""

from odoo import models

ENTRETIEN = "hr.entretien"


class MailMessage(models.Model):
    """HR moderates; a manager, who may write on the interview, deletes no note of HR,
    nor the trace of who changed what, be it their own."""

    _inherit = "mail.message"

    def _get_forbidden_access(self, operation):
        forbidden = super()._get_forbidden_access(operation)
        if operation in ("write", "unlink"):
            forbidden |= self._not_own_words()
        elif operation == "create":
            forbidden |= self._in_others_chatter()
        return forbidden

    def _in_others_chatter(self):
        """Those in a chatter of the suite that the user does not write in: Odoo lets
        whoever follows post, and whoever reads follow. Who was written to answers."""
        forbidden, me = self.browse(), self.env.user.partner_id
        models_ = self.env["hr.entretien.thread.mixin"]._inherit_children
        ours = self.sudo().filtered(
            lambda item: item.model in models_ and me not in item.parent_id.partner_ids
        )
        for model, there in ours.grouped("model").items():
            about = self.env[model].browse(there.mapped("res_id"))
            written = about._filtered_access("write")
            forbidden |= there.filtered(
                lambda item, w=written: item.res_id not in w.ids
            )
        return forbidden.with_env(self.env)

    def _not_own_words(self):
        """Those of interviews that the user did not write; none for HR."""
        ours = self.sudo().filtered(lambda item: item.model == ENTRETIEN)
        if not ours or self.env[ENTRETIEN]._user_is_hr():
            return self.browse()
        own = ours.filtered(
            lambda item: (
                item.author_id == self.env.user.partner_id
                and not item.tracking_value_ids
            )
        )
        return (ours - own).with_env(self.env)

    def export_data(self, fields_to_export):
        """Odoo lets its administrator export any message: of interviews, those they
        read."""
        ours = self.sudo().filtered(lambda item: item.model == ENTRETIEN)
        ours.with_env(self.env).check_access("read")
        return super().export_data(fields_to_export)

    def unlink(self):
        """What was attached to a note goes with it: nothing else shows it."""
        pieces = self.sudo().filtered(lambda item: item.model == ENTRETIEN)
        pieces = pieces.attachment_ids.filtered(
            lambda item: item.res_model == ENTRETIEN
        )
        result = super().unlink()
        pieces.unlink()
        return result
