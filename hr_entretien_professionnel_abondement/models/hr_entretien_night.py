from odoo import models
from odoo.tools.translate import LazyTranslate

from odoo.addons.hr_entretien_professionnel.models.interview.hr_entretien_night import (
    Step,
)

_lt = LazyTranslate(__name__)


class HrEntretienNight(models.AbstractModel):
    _inherit = "hr.entretien.night"

    def _night_steps(self):
        """The exposure follows the facts at once, what time changes is mended here;
        payments follow the exposure."""
        rows = self.env["hr.entretien.exposure"]
        return [
            *super()._night_steps(),
            Step(
                rows._to_mend,
                rows._mend_batch,
                _lt("work out what the état des lieux would cost"),
                "hr.employee",
            ),
            Step(
                rows._to_pay,
                rows._open_abondements,
                _lt("open a corrective payment"),
                "hr.entretien.exposure",
            ),
        ]
