"""What is said of the date that is chosen, and the dates that would do."""

from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ...schedule import holidays_between
from ..interview.hr_entretien import OPEN_STATES
from .hr_entretien_agenda import day_span, spans

# Work between these hours is night work (art. L.3122-20 C. trav.).
NIGHT = (time(21), time(6))
# How far ahead free slots are looked for, a fortnight at a time.
MAX_FORTNIGHTS = 8
STEP = timedelta(minutes=30)
DAY = timedelta(days=1)
# The steps of the proof file that settle a date.
SETTLED = ("planned", "moved", "postponed")


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    slot_warning = fields.Text(compute="_compute_slot_warning")

    @api.depends(
        "state",
        "date_planned",
        "duration",
        "date_limit",
        "employee_id",
        "interviewer_id",
    )
    @api.depends_context("lang")
    def _compute_slot_warning(self):
        for entretien in self:
            entretien.slot_warning = "\n".join(entretien._slot_warnings())

    def _slot_warnings(self, start=None, duration=None):
        """What speaks against the date, in sentences; nothing is forbidden by it.

        :param datetime start: naive UTC, instead of the planned date
        :param float duration: hours, instead of the planned ones
        :rtype: list of str
        """
        self.ensure_one()
        here = self.sudo()
        start = start or here.date_planned
        settled = here.state == "planned" and start == here._origin.date_planned
        over = start and settled and start < fields.Datetime.now()
        if not start or over or here.state not in OPEN_STATES or not here.employee_id:
            return []
        end = start + timedelta(hours=duration or here.duration or 1.0)
        said = [
            *here._slot_day_warnings(start, settled),
            *here._slot_people_warnings(start, end),
        ]
        return list(dict.fromkeys(said))

    # -- the day -----------------------------------------------------------------------

    def _slot_day_warnings(self, start, settled):
        """Past, too soon for the notice, after the limit."""
        day = self._slot_local(start, self.employee_id).date()
        today = fields.Date.context_today(self)
        if start < fields.Datetime.now():
            yield self.env._("This date is already past.")
        else:
            yield from self._slot_notice_warnings(day, settled, today)
        if self.date_limit and day > self.date_limit:
            yield self.env._(
                "%(span)s after the limit, which is %(limit)s.",
                span=self._span_text((day - self.date_limit).days),
                limit=format_date(self.env, self.date_limit),
            )

    def _slot_notice_warnings(self, day, settled, today):
        notice, told = self.company_id.entretien_notice_days, today
        if settled:
            days = self.proof_ids.filtered(lambda line: line.kind in SETTLED)
            told = max(days.mapped("date"), default=None)
        if told and (day - told).days < notice:
            yield self.env._(
                "Short notice: %(span)s before the interview, while the company gives "
                "%(notice)s.",
                span=self._span_text((day - told).days),
                notice=self._span_text(notice),
            )

    # -- the people --------------------------------------------------------------------

    def _slot_people(self):
        """The employee and the interviewer, as they are stored."""
        return (self.employee_id | self.interviewer_id)._origin

    def _slot_people_warnings(self, start, end):
        people = self._slot_people()
        around = (start - DAY, end + DAY)
        work = self._agenda_work(people, *around)
        leaves = self._agenda_leaves(people, *around)
        taken = self._agenda_taken(people, *around, self._origin)
        slot = spans([(start, end)])
        for person in people:
            yield from self._slot_holiday_warnings(person, start, end)
            away = leaves[person.id].filtered(
                lambda leave: leave.date_from < end and leave.date_to > start
            )
            for leave in away:
                yield self._slot_leave_warning(person, leave)
            outside = slot - work[person.id]
            if self._slot_at_night(person, start, end, outside):
                yield self._slot_night_warning(person, start, end)
            elif outside and not away:
                yield self._slot_work_warning(person, start, work[person.id])
            # The calendar repeats a leave as an event: it is said once.
            absent = spans((leave.date_from, leave.date_to) for leave in away)
            for begin, stop, _nothing in taken[person.id]:
                if spans([(begin, stop)]) & slot - absent:
                    yield self._slot_taken_warning(person, start, begin, stop)

    def _slot_holiday_warnings(self, person, start, end):
        first = self._slot_local(start, person).date()
        last = self._slot_local(end, person).date()
        names = self._slot_holiday_names()
        for day, code in holidays_between(first, last).items():
            text = self._slot_day_text(day)
            yield self.env._(
                "%(day)s is a public holiday: %(name)s.",
                day=text[:1].upper() + text[1:],
                name=names[code],
            )

    def _slot_holiday_names(self):
        return {
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

    def _slot_leave_warning(self, person, leave):
        """Away, never why: the reason of a leave is not the interviewer's business."""
        if not leave.resource_id:
            return self.env._(
                "The company is closed: %(name)s.",
                name=leave.name or self.env._("Closed"),
            )
        first, last = (
            self._slot_day_text(self._slot_local(moment, person).date())
            for moment in (leave.date_from, leave.date_to)
        )
        if first == last:
            return self.env._(
                "%(name)s is away on %(day)s.", name=person.name, day=first
            )
        return self.env._(
            "%(name)s is away from %(first)s to %(last)s.",
            name=person.name,
            first=first,
            last=last,
        )

    def _slot_at_night(self, person, start, end, outside):
        """Night on the person's clock, unless they work at night."""
        begin, stop = (self._slot_local(moment, person) for moment in (start, end))
        night = (
            begin.date() != stop.date()
            or begin.time() < NIGHT[1]
            or stop.time() > NIGHT[0]
        )
        return night and outside

    def _slot_night_warning(self, person, start, end):
        return self.env._(
            "At night for %(name)s: %(hours)s (%(zone)s).",
            name=person.name,
            hours=self._slot_hours_text(start, end, person),
            zone=self._agenda_tz(person).zone,
        )

    def _slot_work_warning(self, person, start, work):
        """Outside the hours of the person, which are said."""
        day = self._slot_local(start, person).date()
        hours = [
            self._slot_hours_text(first, last, person)
            for first, last, _nothing in work
            if self._slot_local(first, person).date() == day
        ]
        if not hours:
            return self.env._(
                "%(name)s does not work on %(day)s.",
                name=person.name,
                day=self._slot_day_text(day),
            )
        return self.env._(
            "Outside the working hours of %(name)s, which are %(hours)s that day.",
            name=person.name,
            hours=", ".join(hours),
        )

    def _slot_taken_warning(self, person, moment, start, end):
        """Taken, never by what: a colleague's calendar is not told here.

        :param datetime moment: the slot, of whose day the hours are said
        """
        day = self._slot_local(moment, person).date()
        midnights = day_span(day, day, self._agenda_tz(person))
        if start <= midnights[0] and end >= midnights[1]:
            return self.env._(
                "%(name)s already has something all day on %(day)s.",
                name=person.name,
                day=self._slot_day_text(day),
            )
        start, end = max(start, midnights[0]), min(end, midnights[1])
        return self.env._(
            "%(name)s already has something at %(hours)s.",
            name=person.name,
            hours=self._slot_hours_text(start, end, person),
        )

    # -- dates in words ----------------------------------------------------------------

    @api.model
    def _slot_local(self, moment, person):
        """A moment on the clock of a person."""
        zone = self._agenda_tz(person)
        return pytz.utc.localize(moment).astimezone(zone)

    @api.model
    def _slot_day_text(self, day):
        return format_date(self.env, day, date_format="EEEE d MMMM y")

    @api.model
    def _slot_hours_text(self, start, end, person):
        return "–".join(
            self._slot_local(moment, person).strftime("%H:%M")
            for moment in (start, end)
        )

    def _slot_text(self):
        """The planned day and hours, on the employee's clock."""
        self.ensure_one()
        here = self.sudo()
        if not here.date_planned:
            return ""
        person = here.employee_id
        day = here._slot_local(here.date_planned, person).date()
        hours = here._slot_hours_text(here.date_planned, here.date_planned_end, person)
        return f"{here._slot_day_text(day)}, {hours}"

    # -- dates that would do -----------------------------------------------------------

    def _free_slots(self, count, after=None):
        """The next dates that suit both, one for each stretch of free time.

        :param int count: how many at most
        :param datetime after: naive UTC; by default, once the notice has run, or from
            tomorrow when the limit comes before
        :returns: beginnings, naive UTC
        :rtype: list of datetime
        """
        self.ensure_one()
        here, found = self.sudo(), []
        start = after or here._slot_earliest()
        length = timedelta(hours=here.duration or 1.0)
        for _fortnight in range(MAX_FORTNIGHTS):
            end = datetime.combine(start.date() + 14 * DAY, time.min)
            for begin, stop, _nothing in here._slot_common(start, end):
                begin += (datetime.min - begin) % STEP
                if begin + length <= stop and begin != here.date_planned:
                    found.append(begin)
            if len(found) >= count:
                break
            start = end
        return found[:count]

    def _slot_common(self, start, end):
        """When the employee and the interviewer are both free."""
        agenda = self._slot_agenda(self._slot_people(), start, end, self._origin)
        common = spans([(start, end)])
        for free in agenda.values():
            common &= spans(free)
        return common

    def _slot_earliest(self):
        """The first moment that leaves the notice, if the limit allows."""
        today = fields.Date.context_today(self)
        day = today + timedelta(days=self.company_id.entretien_notice_days)
        if self.date_limit and day > self.date_limit:
            day = today + DAY
        return max(datetime.combine(day, time.min), fields.Datetime.now())

    def action_free_slots(self):
        """Show the next dates that suit both; one click takes one, and shows those of
        the next interview when there are several."""
        self._check_step(OPEN_STATES)
        first = self[:1]
        wizard = self.env["hr.entretien.slot"].create(
            {"entretien_id": first.id, "next_ids": [(6, 0, (self - first).ids)]}
        )
        wizard._offer()
        return wizard._open()

    def action_plan_selection(self):
        """Those ticked in a list: what has a date is planned; for each of the others,
        dates are offered.

        :raises UserError: nobody holds one of them
        """
        self._check_step(OPEN_STATES)
        nobody = self.filtered(lambda item: not item.interviewer_id)
        if nobody:
            raise UserError(
                self.env._(
                    "Name who holds these interviews, then plan them: %(names)s.",
                    names=", ".join(nobody.mapped("display_name")),
                )
            )
        dated = self.filtered("date_planned")
        dated.action_plan()
        waiting = self - dated
        return waiting.action_free_slots() if waiting else None
