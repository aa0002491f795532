"""Dates of a campaign: its people spread over days and interviewers."""

from collections import defaultdict
from datetime import timedelta

import pytz

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.hr_entretien_professionnel.models.planning.entretien_clock import (
    day_span,
    local,
    moment_at,
    spans,
)

from .entretien_spread import Meeting, Person, Rules, Window, spread
from .hr_entretien_campaign import WEEKDAYS


class HrEntretienCampaignDates(models.AbstractModel):
    """Asks ``entretien_spread`` for the slots of the people of a campaign.

    It writes nothing. What is gathered takes the same number of queries for one line
    and for hundreds.
    """

    _name = "hr.entretien.campaign.dates"
    _description = "Dates of a Campaign of Entretiens"

    @api.model
    def _slots(self, campaign, lines):
        """Spread these lines of a campaign, beside all that is settled.

        :returns: dict of employee id → ``Slot``
        """
        employees = lines.employee_id | lines.interviewer_id
        windows = self._windows(campaign)
        duration = timedelta(hours=campaign.duration)
        return spread(
            [
                Person(
                    line.employee_id.id,
                    line.interviewer_id.id or None,
                    line.date_due or None,
                    line.date_limit or None,
                    line.not_before or None,
                )
                for line in lines
            ],
            windows,
            self._free_intervals(employees, windows),
            Rules(duration, campaign.max_per_day, campaign.max_per_week),
            self._settled(campaign, employees, windows),
        )

    @api.model
    def _windows(self, campaign):
        """The hours of each chosen day, on the company's clock and its summer time."""
        campaign.ensure_one()
        zone, day = self._time_zone(campaign), campaign._first_day()
        windows = []
        while day <= campaign.date_to:
            if campaign[WEEKDAYS[day.weekday()]]:
                windows += [
                    Window(day, moment_at(day, start, zone), moment_at(day, end, zone))
                    for start, end in campaign._halves()
                    if start < end
                ]
            day += timedelta(days=1)
        return windows

    @api.model
    def _time_zone(self, campaign):
        company = campaign.company_id.sudo()
        return pytz.timezone(
            company.resource_calendar_id.tz or self.env.user.tz or "Europe/Paris"
        )

    @api.model
    def _free_intervals(self, employees, windows):
        """When these people are free, the absences that HR wrote down included.

        :returns: dict of employee id → [(start, end)], naive UTC
        """
        if not windows or not employees:
            return {}
        absences = self.env["hr.entretien.absence"].sudo()
        absences = absences.search(
            Domain("employee_id", "in", employees.ids)
            & Domain("type_id.apart", "=", False)
            & Domain("date_from", "<=", max(window.day for window in windows))
            & Domain("date_to", ">=", min(window.day for window in windows))
        )
        away = defaultdict(list)
        for absence in absences:
            zone = absence.employee_id._entretien_tz()
            span = day_span(absence.date_from, absence.date_to, zone)
            away[absence.employee_id.id].append(span)
        first = min(window.start for window in windows)
        last = max(window.end for window in windows)
        agenda = self.env["hr.entretien.agenda"]._free(employees, first, last)
        return {
            employee_id: [
                (start, end) for start, end, _nothing in free - spans(away[employee_id])
            ]
            for employee_id, free in agenda.items()
        }

    @api.model
    def _settled(self, campaign, employees, windows):
        """What these people have in interviews that do not move, in two queries.

        Interviews planned already, whoever planned them, and the dates of campaigns
        that were given and not yet written on their interviews, this one's included.

        :returns: list of ``Meeting``
        """
        if not windows:
            return []
        first = min(window.start for window in windows) - timedelta(days=7)
        last = max(window.end for window in windows) + timedelta(days=7)
        people = Domain("employee_id", "in", employees.ids) | Domain(
            "interviewer_id", "in", employees.ids
        )
        near = Domain("date_planned", ">=", first) & Domain("date_planned", "<=", last)
        planned = self.env["hr.entretien"].sudo()
        planned = planned.search(people & near & Domain("state", "=", "planned"))
        given = self.env["hr.entretien.campaign.line"].sudo()
        given = given.search(
            people
            & near
            & Domain("is_in", "=", True)
            & Domain("state", "in", ("todo", "error"))
            & Domain("campaign_id.state", "!=", "draft")
        )
        zone = self._time_zone(campaign)
        return [
            Meeting(
                (record.employee_id.id,),
                record.interviewer_id.id,
                local(record.date_planned, zone).date(),
                record.date_planned,
                record[end],
            )
            for records, end in ((planned, "date_planned_end"), (given, "date_end"))
            for record in records
        ]
