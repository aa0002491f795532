"""From approved leaves to the absences that the engine knows."""

from collections import defaultdict

from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_follow_hand(self):
        """Absences were changed by hand: see again what the leaves add to them."""
        if not self.env.context.get("entretien_from_leaves"):
            self._entretien_sync_leaves()

    def _entretien_sync_leaves(self):
        """Make the absences from Time Off those that the approved leaves say.

        It compares and mends the difference: doing it twice changes nothing, and the
        number of queries does not depend on that of employees. Absences made by hand
        are left alone; one that covers a leave of the same kind stands for it.
        """
        if not self:
            return
        absences = self.env["hr.entretien.absence"].sudo()
        absences = absences.with_context(entretien_from_leaves=True)
        rows = absences.search([("employee_id", "in", self.ids)], order="date_from, id")
        followed = rows.filtered("from_time_off")
        wanted = self._entretien_leave_spells()
        for row in rows - followed:
            key = (row.employee_id.id, row.type_id.id)
            wanted[key] = [
                (start, end)
                for start, end in wanted[key]
                if start < row.date_from or row.date_to < end
            ]
        followed._entretien_become(wanted)

    def _entretien_leave_spells(self):
        """The absences that the approved leaves of these employees make.

        :returns: dict of (employee id, kind id) → list of (first day, last day), in
            order of date; leaves of a kind that follow each other are one absence
        """
        leaves = self.env["hr.leave"].sudo().with_context(active_test=False)
        approved = [("employee_id", "in", self.ids), ("state", "=", "validate")]
        mapped = [*approved, ("holiday_status_id.entretien_type_id", "!=", False)]
        leaves = leaves.search_fetch(mapped, order="request_date_from, id")
        off = leaves._entretien_days_off()
        spells = defaultdict(list)
        for leave in leaves:
            start, end = leave.request_date_from, leave.request_date_to
            # Less than a day is no absence.
            if start == end and leave.number_of_days < 1:
                continue
            kind = leave.holiday_status_id.entretien_type_id
            known = spells[leave.employee_id.id, kind.id]
            if known and leave._entretien_follows(known[-1][1], off):
                known[-1] = (known[-1][0], max(known[-1][1], end))
            else:
                known.append((start, end))
        return spells
