"""Dates of a campaign: spread over days and interviewers, then changed by hand."""

from collections import defaultdict
from datetime import timedelta

import pytz

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..planning.entretien_clock import day_span, local, moment_at, spans
from .entretien_spread import Meeting, Person, Rules, Window, spread
from .hr_entretien_campaign import RUNNING, WEEKDAYS


class HrEntretienCampaign(models.Model):
    _inherit = "hr.entretien.campaign"

    def action_spread(self):
        """Give everybody who is in a date; spread anew, it gives the same ones."""
        self._check_may("preview", "dates")
        for campaign in self:
            lines = campaign._lines_to_date()
            if not lines:
                raise UserError(
                    self.env._("Nobody is in this campaign: change the population.")
                )
            lines.write({"date_planned": False, "slot_reason": False})
            lines._give_dates()
            campaign.sudo().state = "dates"

    def action_spread_missing(self):
        """Give a date to those who have none, and move nobody."""
        self._check_may("dates", *RUNNING)
        for campaign in self:
            lines = campaign._lines_to_date()
            lines.filtered(lambda line: not line.date_planned)._give_dates()

    def _lines_to_date(self):
        self.ensure_one()
        return self.line_ids.filtered(
            lambda line: line.is_in and line.state in ("todo", "error")
        ).sudo()

    def _windows(self):
        """The hours of the campaign, each day of it that is chosen.

        Hours are those of the company's time zone: they follow summer time.

        :returns: list of ``Window``
        """
        self.ensure_one()
        zone, day = self._time_zone(), self._first_day()
        windows = []
        while day <= self.date_to:
            if self[WEEKDAYS[day.weekday()]]:
                windows += [
                    Window(day, moment_at(day, start, zone), moment_at(day, end, zone))
                    for start, end in self._halves()
                    if start < end
                ]
            day += timedelta(days=1)
        return windows

    def _time_zone(self):
        company = self.company_id.sudo()
        return pytz.timezone(
            company.resource_calendar_id.tz or self.env.user.tz or "Europe/Paris"
        )

    def _local_day(self, moment):
        """The day of a naive UTC moment, where the company is."""
        return local(moment, self._time_zone()).date()

    def _rules(self):
        return Rules(
            timedelta(hours=self.duration), self.max_per_day, self.max_per_week
        )

    def _free_intervals(self, employees, windows):
        """When these people are free, the absences that HR wrote down included.

        :returns: dict of employee id → [(start, end)], naive UTC
        """
        if not windows or not employees:
            return {}
        first = min(window.start for window in windows)
        last = max(window.end for window in windows)
        agenda = self.env["hr.entretien.agenda"]._free(employees, first, last)
        away = self._away(employees, windows)
        return {
            employee_id: [
                (start, end) for start, end, _nothing in free - spans(away[employee_id])
            ]
            for employee_id, free in agenda.items()
        }

    def _away(self, employees, windows):
        """The absences of these people during the campaign, in one query.

        :returns: dict of employee id → [(start, end)], naive UTC
        """
        absences = (
            self.env["hr.entretien.absence"]
            .sudo()
            .search(
                Domain("employee_id", "in", employees.ids)
                & Domain("type_id.apart", "=", False)
                & Domain("date_from", "<=", max(window.day for window in windows))
                & Domain("date_to", ">=", min(window.day for window in windows))
            )
        )
        away = defaultdict(list)
        for absence in absences:
            zone = absence.employee_id._entretien_tz()
            span = day_span(absence.date_from, absence.date_to, zone)
            away[absence.employee_id.id].append(span)
        return away

    def _settled(self, employees, windows):
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
        return [
            *self._meetings(planned, "date_planned_end"),
            *self._meetings(given, "date_end"),
        ]

    def _meetings(self, records, end):
        return [
            Meeting(
                (record.employee_id.id,),
                record.interviewer_id.id,
                self._local_day(record.date_planned),
                record.date_planned,
                record[end],
            )
            for record in records
        ]


class HrEntretienCampaignLine(models.Model):
    _inherit = "hr.entretien.campaign.line"

    def _give_dates(self):
        """Spread these lines, beside all that is settled (no query per line)."""
        for campaign, lines in (
            self.sudo().filtered("is_in").grouped("campaign_id").items()
        ):
            employees = lines.employee_id | lines.interviewer_id
            windows = campaign._windows()
            slots = spread(
                [line._as_person() for line in lines],
                windows,
                campaign._free_intervals(employees, windows),
                campaign._rules(),
                campaign._settled(employees, windows),
            )
            for line in lines:
                slot = slots[line.employee_id.id]
                line.date_planned = slot.start
                line.date_typed = False
                line.slot_reason = slot.reason

    def _as_person(self):
        self.ensure_one()
        return Person(
            self.employee_id.id,
            self.interviewer_id.id or None,
            self.date_due or None,
            self.date_limit or None,
            self.not_before or None,
        )
