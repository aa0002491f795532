from odoo import models
from odoo.fields import Domain

from ..interview.hr_entretien import HELD_STATES


class HrEntretienPrevious(models.AbstractModel):
    """The interviews held before an interview: the only rule of what came before."""

    _name = "hr.entretien.previous"
    _description = "What Was Held Before an Entretien"

    def _held_before(self, entretiens, domain=Domain.TRUE):
        """Those of the same employee, in the rights of these interviews.

        :param entretiens: ``hr.entretien``, the new one of a form as well
        :param domain: of the earlier ones
        :rtype: dict of interview → ``hr.entretien``, the last one held first
        """
        held = entretiens.search_fetch(
            Domain("employee_id", "in", entretiens.employee_id._origin.ids)
            & Domain("state", "in", HELD_STATES)
            & domain,
            ["employee_id", "date_held"],
            order="date_held desc, id desc",
        ).grouped("employee_id")
        result = {}
        for entretien in entretiens:
            this, day = entretien._origin.id, entretien.date_held
            others = held.get(entretien.employee_id._origin, entretiens.browse())
            result[entretien] = others.filtered(
                lambda other, this=this, day=day: (
                    # One that is still open comes after all that were held.
                    other.id != this
                    and (
                        not day
                        or (other.date_held, other.id) < (day, this or float("inf"))
                    )
                )
            )
        return result
