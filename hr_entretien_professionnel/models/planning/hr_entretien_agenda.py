from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytz

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools.intervals import Intervals
from odoo.tools.misc import format_date

from ...schedule import holidays_between
from .entretien_clock import (
    DAY,
    day_span,
    day_text,
    days_between,
    hours_text,
    local,
    moment_at,
    spans,
    to_utc,
)

# Hours of those whose schedule nobody wrote down, on weekdays.
OFFICE_HOURS = (8, 18)
# Work between these hours is night work (art. L.3122-20 C. trav.).
NIGHT = (time(21), time(6))
# How far ahead free time is looked for, a fortnight at a time.
MAX_FORTNIGHTS = 8
STEP = timedelta(minutes=30)


class Slot(NamedTuple):
    """When two people meet, or would, and what is known of the meeting."""

    employee: models.BaseModel
    # Nobody is an empty record.
    interviewer: models.BaseModel
    start: datetime
    stop: datetime
    # The day the date was given; nothing is said of the notice without it.
    given: date | None = None
    # The last day that does, if any.
    limit: date | None = None
    # The interview to be moved: its own time is not in its way.
    own: models.BaseModel | None = None

    @property
    def people(self):
        return (self.employee | self.interviewer).sudo()


def _taken_spans(taken, ignore):
    """Intervals of what ``_taken`` says of somebody, but for some interviews."""
    ignored = {*ignore, *ignore.event_id} if ignore else ()
    return spans((start, stop) for start, stop, what in taken if what not in ignored)


class HrEntretienAgenda(models.AbstractModel):
    """When employees work, are away and are taken, when they are free together, and
    what speaks against a slot.

    Moments that go in and come out are UTC without a time zone, as Odoo stores them.
    Everything is for a batch: the number of queries follows neither the number of
    people nor that of slots. Employees may be of any company and are read in sudo; who
    asks must have been checked before.
    """

    _name = "hr.entretien.agenda"
    _description = "When People Are Free"

    def _free(self, people, start, end, ignore=None):
        """When each of these people is free: at work, present, and not taken.

        Counted: the working schedule of the contract that runs (lunch breaks are not
        work), leaves and closed days, the absences that HR wrote down, the public
        holidays of art. L.3133-1, the planned interviews but those to ``ignore``, the
        busy events of the calendar that were not declined.

        :returns: ``Intervals`` by employee id
        """
        people = people.sudo()
        work = self._work(people, start, end)
        away = self._away(people, start, end)
        taken = self._taken(people, start, end)
        result = {}
        for person in people:
            tz = person._entretien_tz()
            first, last = (local(moment, tz).date() for moment in (start, end))
            off = [day_span(day, day, tz) for day in holidays_between(first, last)]
            closed, absent = away[person.id]
            off += [(leave.date_from, leave.date_to) for leave in closed]
            free = work[person.id] - spans(off) - absent
            result[person.id] = free - _taken_spans(taken[person.id], ignore)
        return result

    def _reserve(self, people):
        """Nobody else gives these people a date until the transaction ends: who does so
        at the same moment starts again, and finds the slot taken.

        Raises what Odoo tries again, and shows nobody: the row must be written, a lock
        alone would let the second one decide on what it read before.
        """
        if people:
            touch = "UPDATE hr_employee SET write_date = write_date WHERE id IN %s"
            self.env.cr.execute(touch, [people._ids])

    def _common(self, people, start, end, ignore=None):
        """When all these people are free together, see ``_free``."""
        common = spans([(start, end)])
        for free in self._free(people, start, end, ignore).values():
            common &= free
        return common

    def _next(self, people, length, after, count, ignore=None):
        """The next moments, ``count`` at most, from which all are free for so long."""
        found, start = [], after
        for _fortnight in range(MAX_FORTNIGHTS):
            end = datetime.combine(start.date() + 14 * DAY, time.min)
            for begin, stop, _nothing in self._common(people, start, end, ignore):
                begin += (datetime.min - begin) % STEP
                if begin + length <= stop:
                    found.append(begin)
            if len(found) >= count:
                break
            start = end
        return found[:count]

    # -- at work ---------------------------------------------------------------------

    def _work(self, people, start, end):
        """Working hours, whatever the absences: ``Intervals`` by employee id."""
        by_calendar, result = {}, defaultdict(Intervals)
        for person in people:
            tz, following = person._entretien_tz(), None
            # ``hr.version.date_end`` says as much, with a query for each version.
            for version in person.version_ids.sorted("date_version", reverse=True):
                starts = (version.date_version, version.contract_date_start)
                ends = (following and following - DAY, version.contract_date_end)
                first = max(filter(None, starts))
                last = min(filter(None, ends), default=end.date() + DAY)
                following = version.date_version
                if first > last:
                    continue
                calendar = version.resource_calendar_id
                calendar = calendar or version.company_id.resource_calendar_id
                key = (calendar, tz)
                if key not in by_calendar:
                    by_calendar[key] = self._hours(calendar, tz, start, end)
                days = spans([day_span(first, last, tz)])
                result[person.id] |= by_calendar[key] & days
        return result

    def _hours(self, calendar, tz, start, end):
        """On the clock of the person: staff overseas follow the company's schedule,
        written for another time zone. Office hours where there is none."""
        if not calendar:
            return spans(
                tuple(moment_at(day, hour, tz) for hour in OFFICE_HOURS)
                for day in days_between(start, end, tz)
                if day.weekday() < 5
            ) & spans([(start, end)])
        hours = calendar._attendance_intervals_batch(
            pytz.utc.localize(start), pytz.utc.localize(end), tz=tz
        )[False]
        return spans((to_utc(begin), to_utc(stop)) for begin, stop, _ in hours)

    # -- away, taken ------------------------------------------------------------------

    def _away(self, people, start, end):
        """By employee id, the ``resource.calendar.leaves`` of the days on which the
        company is closed, and ``Intervals`` of when they are absent: their leaves, and
        what HR wrote down, which may be the same."""
        Leave, pairs = self.env["resource.calendar.leaves"].sudo(), defaultdict(list)
        leaves = Domain("date_from", "<", end) & Domain("date_to", ">", start)
        leaves &= Domain("resource_id", "in", [False, *people.resource_id.ids])
        leaves &= Domain("time_type", "=", "leave")
        by_resource = Leave.search(leaves).grouped("resource_id")
        for_all = by_resource.get(self.env["resource.resource"], Leave)
        absences = self.env["hr.entretien.absence"].sudo()
        for absence in absences.search(
            Domain("employee_id", "in", people.ids)
            & Domain("type_id.apart", "=", False)
            & Domain("date_from", "<=", (end + DAY).date())
            & Domain("date_to", ">=", (start - DAY).date())
        ):
            person, days = absence.employee_id, (absence.date_from, absence.date_to)
            pairs[person.id].append(day_span(*days, person._entretien_tz()))
        result = {}
        for person in people:
            closed = for_all.filtered_domain(
                Domain("company_id", "in", [False, person.company_id.id])
                & Domain("calendar_id", "in", [False, person.resource_calendar_id.id])
            )
            for leave in by_resource.get(person.resource_id, ()):
                pairs[person.id].append((leave.date_from, leave.date_to))
            result[person.id] = closed, spans(pairs[person.id])
        return result

    def _taken(self, people, start, end):
        """By employee id, a list of (start, end, the interview or the event)."""
        result = defaultdict(list)
        planned = Domain("employee_id", "in", people.ids)
        planned |= Domain("interviewer_id", "in", people.ids)
        planned &= Domain("date_planned", "<", end)
        planned &= Domain("date_planned_end", ">", start)
        planned &= Domain("state", "=", "planned")
        for item in self.env["hr.entretien"].sudo().search(planned):
            what = (item.date_planned, item.date_planned_end, item)
            for person in item.employee_id | item.interviewer_id:
                result[person.id].append(what)
        by_partner = defaultdict(people.browse)
        for person in people:
            for partner in person._entretien_partners():
                by_partner[partner.id] |= person
        busy = Domain("start", "<", end + DAY) & Domain("stop", ">", start - DAY)
        busy &= Domain("partner_ids", "in", list(by_partner))
        busy &= Domain("show_as", "=", "busy")
        for attendee in self.env["calendar.event"].sudo().search(busy).attendee_ids:
            if attendee.state == "declined":
                continue
            event = attendee.event_id
            for person in by_partner.get(attendee.partner_id.id, ()):
                span = event.start, event.stop
                if event.allday:
                    span = event.start_date, event.stop_date
                    span = day_span(*span, person._entretien_tz())
                result[person.id].append((*span, event))
        return result

    # -- what speaks against a slot ----------------------------------------------------

    def _warnings(self, slots):
        """What speaks against each ``Slot`` or None: a list of sentences for each."""
        known = [slot for slot in slots if slot]
        if not known:
            return [[] for _nothing in slots]
        people = known[0].people.union(*(slot.people for slot in known))
        start = min(slot.start for slot in known) - DAY
        end = max(slot.stop for slot in known) + DAY
        work = self._work(people, start, end)
        away = self._away(people, start, end)
        taken = self._taken(people, start, end)
        result = []
        for slot in slots:
            said = list(self._day_warnings(slot)) if slot else []
            for person in slot.people if slot else ():
                busy = _taken_spans(taken[person.id], slot.own)
                facts = work[person.id], *away[person.id], busy
                said += self._person_warnings(slot, person, *facts)
            result.append(list(dict.fromkeys(said)))
        return result

    def _day_warnings(self, slot):
        employee, span_text = slot.employee.sudo(), self.env["hr.entretien"]._span_text
        day = local(slot.start, employee._entretien_tz()).date()
        notice = employee.company_id.entretien_notice_days
        if slot.start < fields.Datetime.now():
            yield self.env._("This date is already past.")
        elif slot.given and (day - slot.given).days < notice:
            yield self.env._(
                "Short notice: %(span)s before the interview, while the company gives "
                "%(notice)s.",
                span=span_text((day - slot.given).days),
                notice=span_text(notice),
            )
        if slot.limit and day > slot.limit:
            yield self.env._(
                "%(span)s after the deadline, which is %(limit)s.",
                span=span_text((day - slot.limit).days),
                limit=format_date(self.env, slot.limit),
            )

    def _person_warnings(self, slot, person, work, closed, absent, taken):
        tz, span = person._entretien_tz(), spans([(slot.start, slot.stop)])
        begin, stop = (local(moment, tz) for moment in (slot.start, slot.stop))
        yield from self._holiday_warnings(begin.date(), stop.date())
        off = [item for item in absent if item[0] < slot.stop and item[1] > slot.start]
        for first, last, _nothing in off:
            yield self._away_warning(person, first, last, tz)
        for leave in closed:
            if leave.date_from < slot.stop and leave.date_to > slot.start:
                off.append((leave.date_from, leave.date_to, leave))
                yield self.env._(
                    "The company is closed: %(name)s.",
                    name=leave.name or self.env._("Closed"),
                )
        outside = span - work
        by_night = begin.time() < NIGHT[1] or stop.time() > NIGHT[0]
        night = by_night or begin.date() != stop.date()
        # Those who work at night are not disturbed by it.
        if night and outside:
            yield self.env._(
                "At night for %(name)s: %(hours)s (%(zone)s).",
                name=person.name,
                hours=hours_text(slot.start, slot.stop, tz),
                zone=tz.zone,
            )
        elif outside and not off:
            yield self._work_warning(person, begin.date(), work, tz)
        # The calendar repeats a leave as an event: it is said once.
        span -= spans((first, last) for first, last, _nothing in off)
        for first, last, _nothing in taken:
            if spans([(first, last)]) & span:
                yield self._taken_warning(person, begin.date(), first, last, tz)

    def _holiday_warnings(self, first, last):
        names = {
            "new_year": self.env._("New Year's Day"),
            "easter_monday": self.env._("Easter Monday"),
            "labour_day": self.env._("Labour Day"),
            "victory_1945": self.env._("Victory of 1945"),
            "ascension": self.env._("Ascension"),
            "whit_monday": self.env._("Whit Monday"),
            "national_day": self.env._("National Day"),
            "assumption": self.env._("Assumption"),
            "all_saints": self.env._("All Saints' Day"),
            "armistice_1918": self.env._("Armistice of 1918"),
            "christmas": self.env._("Christmas"),
        }
        for day, code in holidays_between(first, last).items():
            text = day_text(self.env, day)
            yield self.env._(
                "%(day)s is a public holiday: %(name)s.",
                day=text[:1].upper() + text[1:],
                name=names[code],
            )

    def _away_warning(self, person, start, stop, tz):
        """Away, never why: the reason of a leave is not the interviewer's business."""
        name, within = person.name, timedelta(seconds=1)
        first, last = (
            day_text(self.env, local(moment, tz).date())
            for moment in (start, stop - within)
        )
        if first == last:
            return self.env._("%(name)s is away on %(day)s.", name=name, day=first)
        return self.env._(
            "%(name)s is away from %(first)s to %(last)s.",
            name=name,
            first=first,
            last=last,
        )

    def _work_warning(self, person, day, work, tz):
        hours = [
            hours_text(first, last, tz)
            for first, last, _nothing in work
            if local(first, tz).date() == day
        ]
        if not hours:
            return self.env._(
                "%(name)s does not work on %(day)s.",
                name=person.name,
                day=day_text(self.env, day),
            )
        return self.env._(
            "Outside the working hours of %(name)s, which are %(hours)s that day.",
            name=person.name,
            hours=", ".join(hours),
        )

    def _taken_warning(self, person, day, start, end, tz):
        """Taken, never by what: a colleague's calendar is nobody else's to read."""
        first, last = day_span(day, day, tz)
        if start <= first and end >= last:
            return self.env._(
                "%(name)s already has something all day on %(day)s.",
                name=person.name,
                day=day_text(self.env, day),
            )
        return self.env._(
            "%(name)s already has something at %(hours)s.",
            name=person.name,
            hours=hours_text(max(start, first), min(end, last), tz),
        )
