"""What the employer answers to a need, and why."""

from odoo import api, models
from odoo.exceptions import ValidationError

# What the employee is owed a reason for.
REASONED_ANSWERS = ("postponed", "refused")


class HrEntretienBesoin(models.Model):
    """Nobody refuses or postpones a need without saying why.

    What the program itself writes is not held to it: files of the past may know the
    answer alone. No ``constrains``: Odoo runs those as the superuser.
    """

    _inherit = "hr.entretien.besoin"

    @api.model_create_multi
    def create(self, vals_list):
        besoins = super().create(vals_list)
        besoins._check_answer_reason()
        return besoins

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"answer", "answer_reason"}:
            self._check_answer_reason()
        return result

    def _check_answer_reason(self):
        """
        :raises ValidationError: a need is refused or postponed without a reason
        """
        if self.env.su:
            return
        for besoin in self:
            reason = (besoin.answer_reason or "").strip()
            if besoin.answer in REASONED_ANSWERS and not reason:
                raise ValidationError(
                    self.env._(
                        "“%(need)s”: say why it is refused or postponed (field “Why "
                        "This Answer”). The employee reads it.",
                        need=besoin.name,
                    )
                )
