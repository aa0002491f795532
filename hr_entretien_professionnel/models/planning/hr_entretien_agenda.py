"""When people are free for an interview: schedules, absences, what they have already.

All times that go in and come out are UTC without a time zone, as Odoo stores them.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.intervals import Intervals

from ...schedule import holidays_between

# Hours of those whose schedule nobody wrote down, on weekdays.
OFFICE_HOURS = (time(8), time(18))


def spans(pairs):
    """A set of intervals from pairs of moments."""
    return Intervals([(start, end, frozenset()) for start, end in pairs])


def to_utc(moment):
    """A moment with a time zone, as Odoo stores it."""
    return moment.astimezone(pytz.utc).replace(tzinfo=None)


def day_span(first, last, tz):
    """From the midnight that begins a day to the one that ends another, in a zone.

    :param tz: a ``pytz`` zone
    """
    end = last + timedelta(days=1)
    return tuple(
        to_utc(tz.localize(datetime.combine(day, time.min))) for day in (first, end)
    )


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    @api.model
    def _slot_agenda(self, employees, start, end, ignore=None):
        """When each of these people is free: at work, present, and not taken.

        Counted: the working schedule of the contract that runs (lunch breaks are not
        work), the person's leaves and the company's closed days, the public holidays of
        art. L.3133-1, the planned interviews, the busy events of the calendar that were
        not declined. The number of queries does not depend on the number of people.

        :param employees: ``hr.employee``, of any company; read in sudo
        :param datetime start: naive UTC
        :param datetime end: naive UTC
        :param ignore: interviews whose own slot does not count, those to be moved
        :returns: for each employee's id, ``[(start, end), …]`` in order, naive UTC
        :rtype: dict
        """
        people = employees.sudo()
        work = self._agenda_work(people, start, end)
        away = self._agenda_away(people, start, end)
        taken = self._agenda_taken(people, start, end, ignore)
        return {
            person.id: [
                (begin, stop)
                for begin, stop, _nothing in work[person.id]
                - away[person.id]
                - taken[person.id]
            ]
            for person in people
        }

    # -- at work ---------------------------------------------------------------------

    @api.model
    def _agenda_work(self, people, start, end):
        """Working hours by employee id, whatever the absences."""
        by_calendar, result = {}, defaultdict(Intervals)
        for version, first, last in self._agenda_versions(people):
            calendar = version.resource_calendar_id
            calendar = calendar or version.company_id.resource_calendar_id
            tz = self._agenda_tz(version.employee_id)
            key = (calendar, tz)
            if key not in by_calendar:
                by_calendar[key] = self._agenda_hours(calendar, tz, start, end)
            last = last or end.date() + timedelta(days=1)
            if first <= last:
                days = spans([day_span(first, last, tz)])
                result[version.employee_id.id] |= by_calendar[key] & days
        return result

    @api.model
    def _agenda_versions(self, people):
        """Each version with its first and last days; no last day while it runs on.

        ``hr.version.date_end`` says the same with a query for each version.
        """
        for person in people:
            following = None
            for version in person.version_ids.sorted("date_version", reverse=True):
                before_next = following and following - timedelta(days=1)
                ends = filter(None, (before_next, version.contract_date_end))
                first = max(
                    filter(None, (version.date_version, version.contract_date_start))
                )
                yield version, first, min(ends, default=None)
                following = version.date_version

    @api.model
    def _agenda_hours(self, calendar, tz, start, end):
        """The hours of a schedule, or office hours, on the clock of the person.

        Staff overseas follow the company's schedule, written for another time zone.
        """
        if not calendar:
            return spans(self._agenda_office_hours(tz, start, end))
        hours = calendar._attendance_intervals_batch(
            pytz.utc.localize(start), pytz.utc.localize(end), tz=tz
        )[False]
        return spans((to_utc(begin), to_utc(stop)) for begin, stop, _ in hours)

    @api.model
    def _agenda_office_hours(self, tz, start, end):
        for day in self._agenda_days(start, end, tz):
            if day.weekday() < 5:
                begin, stop = (
                    to_utc(tz.localize(datetime.combine(day, hour)))
                    for hour in OFFICE_HOURS
                )
                yield max(begin, start), min(stop, end)

    @api.model
    def _agenda_days(self, start, end, tz):
        first, last = (
            pytz.utc.localize(moment).astimezone(tz).date() for moment in (start, end)
        )
        return [first + timedelta(days=gap) for gap in range((last - first).days + 1)]

    @api.model
    def _agenda_tz(self, person):
        """Where the person is, on the clock that his mails tell."""
        return person._entretien_tz()

    # -- absent ----------------------------------------------------------------------

    @api.model
    def _agenda_away(self, people, start, end):
        """Leaves, closed days and public holidays by employee id."""
        away = self._agenda_leaves(people, start, end)
        result = {}
        for person in people:
            tz = self._agenda_tz(person)
            days = self._agenda_days(start, end, tz)
            holidays = (
                day_span(day, day, tz) for day in holidays_between(days[0], days[-1])
            )
            leaves = ((leave.date_from, leave.date_to) for leave in away[person.id])
            result[person.id] = spans([*holidays, *leaves])
        return result

    @api.model
    def _agenda_leaves(self, people, start, end):
        """The ``resource.calendar.leaves`` of each, those of all included."""
        Leave = self.env["resource.calendar.leaves"].sudo()
        found = Leave.search(
            Domain("time_type", "=", "leave")
            & Domain("date_from", "<", end)
            & Domain("date_to", ">", start)
            & Domain("resource_id", "in", [False, *people.resource_id.ids])
        )
        by_resource = found.grouped("resource_id")
        for_all = by_resource.get(self.env["resource.resource"], Leave)
        return {
            person.id: by_resource.get(person.resource_id, Leave)
            | for_all.filtered(
                lambda leave, person=person: (
                    leave.company_id in (person.company_id, self.env["res.company"])
                    and leave.calendar_id
                    in (person.resource_calendar_id, self.env["resource.calendar"])
                )
            )
            for person in people
        }

    # -- taken -----------------------------------------------------------------------

    @api.model
    def _agenda_taken(self, people, start, end, ignore=None):
        """Planned interviews and busy events by employee id."""
        pairs = defaultdict(list)
        for employee_id, begin, stop in (
            *self._agenda_interviews(people, start, end, ignore),
            *self._agenda_events(people, start, end, ignore),
        ):
            pairs[employee_id].append((begin, stop))
        return {person.id: spans(pairs[person.id]) for person in people}

    @api.model
    def _agenda_interviews(self, people, start, end, ignore):
        planned = self.sudo().search(
            Domain("state", "=", "planned")
            & Domain("date_planned", "<", end)
            & Domain("date_planned_end", ">", start)
            & Domain("id", "not in", ignore.ids if ignore else [])
            & (
                Domain("employee_id", "in", people.ids)
                | Domain("interviewer_id", "in", people.ids)
            )
        )
        for entretien in planned:
            for person in entretien.employee_id | entretien.interviewer_id:
                yield person.id, entretien.date_planned, entretien.date_planned_end

    @api.model
    def _agenda_events(self, people, start, end, ignore):
        """What the calendar of each says that he does: when, never what."""
        by_partner = defaultdict(lambda: people.browse())
        for person in people:
            for partner in person._entretien_partners():
                by_partner[partner.id] |= person
        events = (
            self.env["calendar.event"]
            .sudo()
            .search(
                Domain("partner_ids", "in", list(by_partner))
                & Domain("show_as", "=", "busy")
                & Domain("start", "<", end + timedelta(days=1))
                & Domain("stop", ">", start - timedelta(days=1))
                & Domain("id", "not in", ignore.event_id.ids if ignore else [])
            )
        )
        for attendee in events.attendee_ids:
            if attendee.state == "declined":
                continue
            for person in by_partner.get(attendee.partner_id.id, ()):
                yield (person.id, *self._agenda_event_span(attendee.event_id, person))

    @api.model
    def _agenda_event_span(self, event, person):
        if event.allday:
            tz = self._agenda_tz(person)
            return day_span(event.start_date, event.stop_date, tz)
        return event.start, event.stop
