from collections import defaultdict
from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.hr_entretien_professionnel.models.privacy.erasing import erasing

FACTS = {"employee_id", "type_id", "date_from", "date_to", "from_time_off"}


class HrEntretienAbsence(models.Model):
    """An absence is made by hand, or follows the leaves of Time Off.

    The latter is changed by its leaves alone. One made by hand is never touched; when
    it says what the leaves say, it stands for them.
    """

    _inherit = "hr.entretien.absence"

    _closed_fields = {"leaves": {"from_time_off"}}

    from_time_off = fields.Boolean(
        readonly=True,
        copy=False,
        help="It follows approved leaves: to change it, change the leave.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        absences = super().create(vals_list)
        absences.employee_id._entretien_follow_hand()
        return absences

    def write(self, vals):
        if not FACTS & vals.keys():
            return super().write(vals)
        self._check_by_hand()
        before = self.employee_id
        result = super().write(vals)
        (before | self.employee_id)._entretien_follow_hand()
        return result

    def _closed_text(self, key, names):
        if key == "leaves":
            return self.env._("Change the leave: the absence changes with it.")
        return super()._closed_text(key, names)

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        # A file past its term does not come back from the leaves.
        if not erasing(self):
            employees._entretien_follow_hand()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_from_time_off(self):
        self._check_by_hand()

    def _check_by_hand(self):
        """Refuse to people what the leaves decide."""
        if self.env.su:
            return
        for absence in self:
            if absence.from_time_off:
                raise UserError(
                    self.env._(
                        "%(name)s, %(kind)s: this absence follows the leaves of Time "
                        "Off. Change the leave: the absence changes with it.",
                        name=absence.employee_id.name,
                        kind=absence.type_id.name,
                    )
                )

    def _entretien_become(self, wanted):
        """Mend these absences, all that follow leaves, into those that are wanted.

        :param wanted: dict of (employee id, kind id) → list of (first day, last day)
        """
        stale = defaultdict(list)
        missing = {key: list(spells) for key, spells in wanted.items()}
        for absence in self:
            key = (absence.employee_id.id, absence.type_id.id)
            spell = (absence.date_from, absence.date_to)
            if spell in missing.get(key, ()):
                missing[key].remove(spell)
            else:
                stale[key].append(absence)
        vals_list = []
        for key, spells in missing.items():
            for start, end in spells:
                dates = {"date_from": start, "date_to": end}
                if stale[key]:
                    stale[key].pop(0).write(dates)
                else:
                    facts = {"employee_id": key[0], "type_id": key[1], **dates}
                    vals_list.append({**facts, "from_time_off": True})
        self.browse().concat(*chain(*stale.values())).unlink()
        self.create(vals_list)
