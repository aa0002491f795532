"""When the people of a campaign may meet."""

from datetime import timedelta

import pytz

from odoo import models
from odoo.fields import Domain

from odoo.addons.hr_entretien_professionnel.models.planning.entretien_clock import (
    DAY,
    local,
    moment_at,
    spans,
)

from .entretien_spread import Meeting, Person, Rules, Window, spread
from .hr_entretien_campaign import STANDING_STATES, TO_DATE, WEEKDAYS

# The dates that campaigns gave and that no interview has yet: once somebody planned it,
# the date of the line is nothing.
GIVEN = Domain("entretien_id", "=", False)
GIVEN &= ~Domain("employee_id.entretien_ids.state", "=", "planned")
GIVEN |= Domain("entretien_id.state", "=", "to_plan")
GIVEN &= TO_DATE & Domain("campaign_id.state", "!=", "draft")


class HrEntretienCampaignDates(models.AbstractModel):
    """Asks ``entretien_spread`` for the dates of a campaign, with the facts of Odoo:
    the same number of queries for one line and for hundreds. Lines come in sudo.
    """

    _name = "hr.entretien.campaign.dates"
    _description = "Dates of a Campaign of Interviews"

    def _give(self, campaign, lines):
        """Spread those of these lines who take part, beside all that is settled."""
        lines = lines.filtered("is_in")
        self.env["hr.entretien.agenda"]._reserve(lines.interviewer_id)
        windows, free, settled = self._windows(campaign), {}, []
        if windows:
            span = windows[0].start, windows[-1].end
            people = lines.employee_id | lines.interviewer_id
            free = self.env["hr.entretien.agenda"]._free(people, *span)
            settled = self._settled(campaign, people, *span)
        people = [
            Person(
                line.employee_id.id,
                line.interviewer_id.id or None,
                line.date_due or None,
                line.date_limit or None,
            )
            for line in lines
        ]
        duration = timedelta(hours=campaign.duration)
        rules = Rules(duration, campaign.max_per_day, campaign.max_per_week)
        slots = spread(people, windows, free, rules, settled)
        for line in lines:
            slot = slots[line.employee_id.id]
            line.date_planned = slot.start
            line.date_typed = False
            line.slot_reason = slot.reason
            line.error = False

    def _taken(self, lines):
        """Those whose date was found by the campaign, and is not free any more."""
        found = lines.filtered(lambda line: line.date_planned and not line.date_typed)
        if not found:
            return found
        span = min(found.mapped("date_planned")), max(found.mapped("date_end"))
        people = found.employee_id | found.interviewer_id
        free = self.env["hr.entretien.agenda"]._free(people, *span)
        return found.filtered(
            lambda line: any(
                spans([(line.date_planned, line.date_end)]) - free[person.id]
                for person in line.employee_id | line.interviewer_id
            )
        )

    def _windows(self, campaign):
        """The hours of each chosen day, on the company's clock and its summer time."""
        zone, day = self._time_zone(campaign), campaign._first_day()
        windows = []
        while day <= campaign.date_to:
            if campaign[WEEKDAYS[day.weekday()]]:
                windows += [
                    Window(day, moment_at(day, start, zone), moment_at(day, end, zone))
                    for start, end in campaign._halves()
                    if start < end
                ]
            day += DAY
        return windows

    def _time_zone(self, campaign):
        schedule = campaign.company_id.sudo().resource_calendar_id
        return pytz.timezone(schedule.tz or "Europe/Paris")

    def _settled(self, campaign, people, first, last):
        """What these people have in interviews that do not move, in two queries.

        Interviews planned or held already, whoever planned them, and the dates of
        campaigns that were given and not yet written on their interviews, this one's
        included.

        :returns: list of ``Meeting``
        """
        theirs = Domain("employee_id", "in", people.ids)
        theirs |= Domain("interviewer_id", "in", people.ids)
        theirs &= Domain("date_planned", ">=", first - 7 * DAY)
        theirs &= Domain("date_planned", "<=", last + 7 * DAY)
        planned = self.env["hr.entretien"].sudo()
        planned = planned.search(theirs & Domain("state", "in", STANDING_STATES))
        given = self.env["hr.entretien.campaign.line"].sudo().search(theirs & GIVEN)
        zone = self._time_zone(campaign)
        return [
            Meeting(
                record.employee_id.id,
                record.interviewer_id.id,
                local(record.date_planned, zone).date(),
                record.date_planned,
                record[end],
            )
            for records, end in ((planned, "date_planned_end"), (given, "date_end"))
            for record in records
        ]
