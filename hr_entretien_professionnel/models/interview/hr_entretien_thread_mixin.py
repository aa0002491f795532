from odoo import models


class HrEntretienThreadMixin(models.AbstractModel):
    """The chatter of a company's record is written in the company's language.

    What is tracked is stored in words: those of a scheduled action would be English.
    """

    _name = "hr.entretien.thread.mixin"
    _inherit = "mail.thread"
    _description = "Chatter in the Language of the Company"

    def _message_track(self, fields_iter, initial_values_dict):
        tracked = {}
        for company, records in self.grouped("company_id").items():
            lang = company._entretien_lang() if company else self.env.lang
            here = records.with_context(lang=lang)
            tracked.update(
                super(HrEntretienThreadMixin, here)._message_track(
                    fields_iter, initial_values_dict
                )
            )
        return tracked
