from odoo import models

from .data_recycle_model import PURGE


class DataRecycleRecord(models.Model):
    _inherit = "data_recycle.record"

    def action_validate(self):
        """Deleting interview files is an HR administrator's, whatever list it is from.

        :raises AccessError: there are some, and the user is none
        """
        if any(record.res_model_name == PURGE for record in self):
            self.env[PURGE]._check_may_erase()
        return super().action_validate()
