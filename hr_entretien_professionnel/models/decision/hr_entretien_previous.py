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
        nothing = entretiens.browse()
        return {
            entretien: held.get(entretien.employee_id._origin, nothing).filtered(
                lambda other, entretien=entretien: self._is_before(other, entretien)
            )
            for entretien in entretiens
        }

    def _is_before(self, other, entretien):
        """Whether the other interview was held before this one, held or still open."""
        this, day = entretien._origin.id, entretien.date_held
        if other.id == this:
            return False
        return not day or (other.date_held, other.id) < (day, this or float("inf"))
