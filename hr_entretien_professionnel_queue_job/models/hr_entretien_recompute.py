from odoo import SUPERUSER_ID, models
from odoo.tools import split_every

from odoo.addons.hr_entretien_professionnel.models.employee import (
    hr_entretien_recompute,
)


class HrEntretienRecompute(models.Model):
    _inherit = "hr.entretien.recompute"

    def _dispatch(self):
        """One job for each batch, which workers of several machines share.

        The scheduled action goes on beside them, every hour: who is being done by a
        job is left to it, and what a job could not do is done at last.
        """
        size = hr_entretien_recompute.BATCH
        for work in self.with_user(SUPERUSER_ID):
            for ids in split_every(size, work._left(), list):
                work.with_delay(description=work._description)._do_if_running(ids)

    def _do_if_running(self, ids):
        """A batch, unless HR has stopped the work meanwhile."""
        if not self.stopped:
            self._count_people()
            self._do(ids)
