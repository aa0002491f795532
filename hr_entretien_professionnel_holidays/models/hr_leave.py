from collections import defaultdict
from datetime import timedelta

from pytz import timezone

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.hr_entretien_professionnel.models.planning.entretien_clock import (
    DAY,
    days_between,
)

# A company closed for less than that leaves a day of work.
CLOSED = timedelta(hours=6)
# Working days of those whose schedule names none.
WEEK = frozenset("01234")
# How the names begin of what says whether somebody is away, and when.
FACTS = ("date_", "employee_id", "holiday_status_id", "request_", "state")
# Nobody can send this object over RPC.
LATER = object()


class HrLeave(models.Model):
    """Each change of an approved leave is followed at once by its absence.

    Whoever makes it: the employee who cancels and the manager who approves have no
    right on absences, and see nothing of them.
    """

    _inherit = "hr.leave"

    @api.model_create_multi
    def create(self, vals_list):
        # A type without approval validates leave by leave: all are read at the end.
        later = self.with_context(entretien_leaves=LATER)
        leaves = super(HrLeave, later).create(vals_list).with_env(self.env)
        leaves._entretien_away()._entretien_sync_leaves()
        return leaves

    def write(self, vals):
        says = any(name.startswith(FACTS) for name in vals)
        if not says or self.env.context.get("entretien_leaves") is LATER:
            return super().write(vals)
        before = self._entretien_away()
        result = super().write(vals)
        (before | self._entretien_away())._entretien_sync_leaves()
        return result

    def unlink(self):
        away = self._entretien_away()
        result = super().unlink()
        away._entretien_sync_leaves()
        return result

    def _entretien_away(self):
        """Those whom these leaves make absent, as the law knows it."""
        approved = self.sudo().filtered(lambda leave: leave.state == "validate")
        return approved.filtered("holiday_status_id.entretien_type_id").employee_id

    def _entretien_follows(self, last_day, off):
        """Whether no day of work lies between an absence and this leave.

        The law has an extension continue what it follows. Leaves are often entered by
        working week: Friday and Monday follow each other, and so do the days around a
        public holiday.

        :param off: what ``_entretien_days_off`` answers
        """
        calendar = self.resource_calendar_id
        lines = calendar.attendance_ids.filtered(lambda line: not line.display_type)
        worked = set(lines.mapped("dayofweek")) or WEEK
        company = self.company_id
        closed = off[company, calendar.browse()] | off[company, calendar]
        gap = (self.request_date_from - last_day).days
        between = (last_day + DAY * number for number in range(1, gap))
        return all(str(day.weekday()) not in worked or day in closed for day in between)

    def _entretien_days_off(self):
        """Public holidays while these leaves run, in one query.

        :returns: dict of (company, schedule or none) → set of days
        """
        days = defaultdict(set)
        if not self:
            return days
        closed = Domain("resource_id", "=", False) & Domain("time_type", "=", "leave")
        closed &= Domain("company_id", "in", self.company_id.ids)
        closed &= Domain("date_from", "<=", max(self.mapped("date_to")))
        closed &= Domain("date_to", ">=", min(self.mapped("date_from")))
        for closing in self.env["resource.calendar.leaves"].sudo().search(closed):
            if closing.date_to - closing.date_from < CLOSED:
                continue
            schedule = closing.calendar_id or closing.company_id.resource_calendar_id
            zone = timezone(schedule.tz or "UTC")
            key = (closing.company_id, closing.calendar_id)
            days[key].update(days_between(closing.date_from, closing.date_to, zone))
        return days
