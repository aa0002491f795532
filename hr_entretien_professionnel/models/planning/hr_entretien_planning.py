"""A date, a place, somebody who conducts it: what settling and changing them leaves."""

import re
from datetime import datetime, time, timedelta
from typing import NamedTuple

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import plaintext2html

from ..interview.hr_entretien import LEGAL_MOTIFS, OPEN_STATES
from .entretien_clock import DAY, slot_text
from .hr_entretien_agenda import Slot

PLAN_FIELDS = {
    "state",
    "date_planned",
    "duration",
    "location",
    "is_video",
    "video_url",
    "interviewer_id",
}
# The days and the hours that calendars and time zones can reckon with.
FIRST_YEAR, LAST_YEAR = 1950, 2150
MAX_HOURS = 24
# The steps of the proof file that settle a date.
SETTLED = ("planned", "moved", "postponed")
# By these the employee knows of the date: a change of it is to be sent.
INVITED = ("invitation", "reinvitation", "letter", "offer")


class PlanFacts(NamedTuple):
    """What was settled before a change."""

    state: str
    start: object
    place: str
    # Both in words, in the company's language; empty unless it was planned.
    text: str
    interviewer: object


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    is_video = fields.Boolean(
        string="By Video",
        tracking=True,
        help="Only if the conditions allow it: both are alone in their room, nobody "
        "records, and the connection lets them talk for an hour.",
    )
    video_url = fields.Char(string="Link of the Video Call", copy=False)
    slot_warning = fields.Text(compute="_compute_slot_warning")
    date_fallen = fields.Datetime(
        string="Date Given Up",
        readonly=True,
        copy=False,
        help="When it was planned before the meeting was deleted from the calendar.",
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="Meeting",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    settled_manager_id = fields.Many2one(
        "hr.employee",
        string="Manager When the Interviewer Was Settled",
        compute="_compute_settled_manager_id",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
        help="While the manager is this one, who holds the interview is not put in "
        "question.",
    )
    gone_interviewer_id = fields.Many2one(
        "hr.employee",
        string="Interviewer Who Left",
        readonly=True,
        copy=False,
        help="Who was to hold it, when nobody could take over.",
    )
    nobody_text = fields.Char(
        string="Nobody Holds It",
        compute="_compute_nobody_text",
        compute_sudo=True,
        help="That nobody holds it, and since whose departure.",
    )
    allowed_interviewer_ids = fields.Many2many(
        "hr.employee", compute="_compute_allowed_interviewer_ids", compute_sudo=True
    )
    chooses_anybody = fields.Boolean(compute="_compute_chooses_anybody")
    date_left = fields.Date(
        string="Set Aside: Left On",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The day the employee left, while the interview is set aside for that "
        "reason. It is opened again if he comes back.",
    )
    kept_open = fields.Boolean(
        readonly=True,
        copy=False,
        help="HR reopened it though the employee is gone: a renewal is on its way, or "
        "it is still to be written down. Nothing sets it aside again.",
    )

    @api.constrains("video_url")
    def _check_video_url(self):
        """It is clicked in mails, in the calendar and on the employee's page."""
        for link in filter(None, self.mapped("video_url")):
            if not re.fullmatch(r"https://[^\s/]+(/\S*)?", link):
                raise ValidationError(
                    self.env._("The link of a video call starts with https://.")
                )

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
        slots = [entretien._slot() for entretien in self]
        warnings = self.env["hr.entretien.agenda"]._warnings(slots)
        for entretien, texts in zip(self, warnings, strict=True):
            entretien.slot_warning = "\n".join(texts)

    def _compute_settled_manager_id(self):
        """At the creation only: it depends on nothing, and is written afterwards."""
        for entretien in self:
            entretien.settled_manager_id = entretien.manager_id

    @api.depends("state", "interviewer_id", "gone_interviewer_id", "employee_id")
    @api.depends_context("lang")
    def _compute_nobody_text(self):
        interviewers = self.env["hr.entretien.interviewer"]
        for entretien in self:
            settled = entretien.interviewer_id or not entretien.employee_id
            nobody = entretien.state in OPEN_STATES and not settled
            entretien.nobody_text = nobody and interviewers._nobody_text(entretien)

    @api.depends("employee_id", "manager_id", "company_id")
    def _compute_allowed_interviewer_ids(self):
        interviewers = self.env["hr.entretien.interviewer"]
        for entretien in self:
            entretien.allowed_interviewer_ids = interviewers._allowed(entretien)

    @api.depends_context("uid")
    def _compute_chooses_anybody(self):
        self.chooses_anybody = self._user_is_hr()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_readable(vals)
            self._check_slot_values(vals)
        entretiens = super().create(vals_list)
        for entretien, vals in zip(entretiens, vals_list, strict=True):
            if vals.get("interviewer_id"):
                self.env["hr.entretien.interviewer"]._check_choice(entretien)
        self.env["calendar.event"]._entretien_sync(
            entretiens.filtered(lambda item: item.state == "planned")
        )
        return entretiens

    def write(self, vals):
        if not vals.keys() & PLAN_FIELDS:
            return super().write(vals)
        self._check_readable(vals)
        self._check_slot_values(vals)
        before = {item.id: item._plan_facts() for item in self}
        result = super().write(vals)
        for entretien in self.sudo() if vals.get("interviewer_id") else ():
            if entretien.interviewer_id != before[entretien.id].interviewer:
                self.env["hr.entretien.interviewer"]._check_choice(entretien)
        # Only code in sudo says who is notified: anybody may send a context.
        self._plan_changed(
            before, self.env.su and self.env.context.get("entretien_notify")
        )
        return result

    @api.model
    def _check_slot_values(self, vals):
        """Before anything is computed of them.

        :raises UserError: no calendar has such a day, or no interview lasts so long
        """
        start = vals.get("date_planned")
        start = fields.Datetime.to_datetime(start) if start else None
        if start and not FIRST_YEAR <= start.year <= LAST_YEAR:
            raise UserError(
                self.env._(
                    "Check the year of the interview: %(year)s.", year=start.year
                )
            )
        hours = vals.get("duration") or 0
        if not 0 <= hours <= MAX_HOURS:
            raise UserError(self.env._("An interview lasts between 0 and 24 hours."))

    # -- the slot ----------------------------------------------------------------------

    def _slot(self, start=None, duration=None):
        """What the agenda judges, in sudo; None when there is nothing to say.

        :param datetime start: naive UTC, instead of the planned date
        :param float duration: hours, instead of the planned ones
        :rtype: Slot
        """
        self.ensure_one()
        entretien, today = self.sudo(), fields.Date.context_today(self)
        start = start or entretien.date_planned
        settled = entretien.state == "planned"
        settled = settled and start == entretien._origin.date_planned
        over = start and settled and start < fields.Datetime.now()
        if not start or over or entretien.state not in OPEN_STATES:
            return None
        if not entretien.employee_id:
            return None
        days = entretien.proof_ids.filtered(lambda line: line.kind in SETTLED)
        return Slot(
            employee=entretien.employee_id._origin,
            interviewer=entretien.interviewer_id._origin,
            start=start,
            stop=start + timedelta(hours=duration or entretien.duration or 1.0),
            given=max(days.mapped("date"), default=None) if settled else today,
            limit=entretien.date_limit,
            own=entretien._origin,
        )

    def _slot_warnings(self, start=None, duration=None):
        """What speaks against the date, or another, in sentences; see ``_slot``."""
        agenda = self.env["hr.entretien.agenda"]
        return agenda._warnings([self._slot(start, duration)])[0]

    def _slot_text(self):
        """The planned day and hours, on the employee's clock."""
        self.ensure_one()
        item = self.sudo()
        if not item.date_planned:
            return ""
        tz = item.employee_id._entretien_tz()
        return slot_text(self.env, item.date_planned, item.date_planned_end, tz)

    def _free_slots(self, count, after=None):
        """The next dates that suit both, but the planned one.

        :param int count: how many at most
        :param datetime after: naive UTC; by default, once the notice has run, or from
            tomorrow when the limit comes before
        :returns: beginnings, naive UTC
        :rtype: list of datetime
        """
        self.ensure_one()
        entretien = self.sudo()
        found = self.env["hr.entretien.agenda"]._next(
            (entretien.employee_id | entretien.interviewer_id)._origin,
            timedelta(hours=entretien.duration or 1.0),
            after or entretien._slot_earliest(),
            count + 1,
            entretien._origin,
        )
        return [start for start in found if start != entretien.date_planned][:count]

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

    # -- in words ----------------------------------------------------------------------

    def _company_words(self):
        """The interview in its company's language, as the proof file is written."""
        return self.with_context(lang=self.sudo().company_id._entretien_lang())

    def _place_text(self):
        """Where: the room, or by video; the link is in the invitation."""
        entretien = self.sudo()
        video = entretien.is_video and self._company_words().env._("by video")
        return ", ".join(filter(None, (entretien.location, video)))

    def _plan_text(self):
        """When and where, in the company's language."""
        parts = (self._company_words()._slot_text(), self._place_text())
        return ", ".join(filter(None, parts))

    def _plan_facts(self):
        entretien = self.sudo()
        return PlanFacts(
            entretien.state,
            entretien.date_planned,
            entretien._place_text(),
            entretien._plan_text() if entretien.state == "planned" else "",
            entretien.interviewer_id,
        )

    def _record_planned(self):
        """The line of the proof file: when, where, with whom."""
        for entretien in self.sudo():
            parts = (entretien._plan_text(), entretien.interviewer_id.name)
            entretien._add_proof("planned", ", ".join(filter(None, parts)))

    # -- what a change brings ----------------------------------------------------------

    def _plan_changed(self, before, notify):
        """The calendar, the proof file and the people follow what was changed.

        :param dict before: :class:`PlanFacts` by interview id
        :param str notify: ``always`` sends the employee the new date, invited or not;
            ``never`` leaves that to the caller
        """
        entretiens = self.sudo()
        for entretien in entretiens:
            if entretien.interviewer_id != before[entretien.id].interviewer:
                entretien.settled_manager_id = entretien.manager_id
        planned = entretiens.filtered(lambda item: item.state == "planned")
        former = {key: facts.interviewer for key, facts in before.items()}
        self.env["calendar.event"]._entretien_sync(planned, former)
        (entretiens - planned).filtered(
            lambda item: before[item.id].state == "planned" and item._needs_no_meeting()
        ).event_id._entretien_drop()
        for entretien in entretiens:
            facts = before[entretien.id]
            if facts.state != "planned":
                continue
            if entretien.state == "planned":
                entretien._follow_new_date(facts, notify)
                entretien._follow_new_interviewer(facts)
            if (entretien.state, entretien.date_planned) != (facts.state, facts.start):
                entretien._drop_unavailable()

    def _needs_no_meeting(self):
        """Given up; or held before its day: nobody is expected on a day to come."""
        self.ensure_one()
        planned, person = self.date_planned, self.employee_id
        return self.state not in ("held", "closed") or bool(
            planned and person._entretien_day(planned) > person._entretien_day()
        )

    def _drop_unavailable(self):
        """Nobody has to find another date any more: there is one, or none is needed.

        The message that waits would say that they are not available on the new one.
        """
        self.entretien_message_ids.filtered(
            lambda item: (
                item.kind == "unavailable" and item.state in ("waiting", "no_address")
            )
        ).state = "cancelled"
        self._drop_check("_unavailable_note")
        self._drop_check("_declined_note")

    def _follow_new_date(self, before, notify):
        same = (before.start, before.place) == (self.date_planned, self._place_text())
        if same or notify == "never":
            return
        self._add_proof("moved", self._moved_note(before))
        if notify == "always" or self._is_invited():
            self._queue_moved()

    def _moved_note(self, before):
        return f"{before.text} → {self._plan_text()}"

    def _queue_moved(self):
        self.env["hr.entretien.message"]._queue(self, "moved", self._people_concerned())

    def _people_concerned(self):
        """The employee, and the interviewer when it is somebody else who acts."""
        people = self.employee_id
        if self.interviewer_id.user_id != self.env.user:
            people |= self.interviewer_id
        return people

    def _follow_new_interviewer(self, before):
        former, new = before.interviewer, self.interviewer_id
        if former == new:
            return
        nobody = self._company_words().env._("nobody")
        note = f"{former.name or nobody} → {new.name or nobody}"
        self._add_proof("interviewer", note)
        if new:
            self._drop_check("_handed_over_note")
            people = self._people_concerned()
            self.env["hr.entretien.message"]._queue(self, "interviewer", people)

    def _is_invited(self):
        """The employee knows of the date."""
        return any(line.kind in INVITED for line in self.sudo().proof_ids)

    def _invited_since(self):
        """When the employee first knew of it, at the latest by what they sign.

        :rtype: datetime, naive UTC; False when they did not
        """
        lines = self.sudo().proof_ids.filtered(lambda line: line.kind in INVITED)
        moments = [*lines.mapped("create_date"), self.sudo().date_presented]
        return min(filter(None, moments), default=False)

    # -- postponed ---------------------------------------------------------------------

    def action_postpone(self):
        """Ask for another date, who wants it and why."""
        self.ensure_one()
        self._check_step(("planned",))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Postpone"),
            "res_model": "hr.entretien.postpone",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entretien_id": self.id},
        }

    def _postpone(self, date, reason, asked_by, duration=None):
        """Another date, asked for: in the proof file, the calendar, and sent.

        :param datetime date: naive UTC
        :param str reason: in the words of who asks
        :param str asked_by: ``employee`` or ``employer``
        :param float duration: hours; as before by default
        :raises UserError: not planned, or the date is past
        """
        self.ensure_one()
        self._check_step(("planned",))
        if date <= fields.Datetime.now():
            raise UserError(
                self.env._("Postpone to a date to come: this one is already past.")
            )
        entretien = self.sudo()
        before = entretien._plan_facts()
        values = {"date_planned": date, "duration": duration or entretien.duration}
        entretien.with_context(entretien_notify="never").write(values)
        speaking = entretien._company_words()
        asked = {
            "employee": speaking.env._("Asked by the employee"),
            "employer": speaking.env._("Asked by the employer"),
        }[asked_by]
        note = f"{entretien._moved_note(before)}\n{asked} : {reason}"
        entretien._add_proof("postponed", note)
        entretien._queue_moved()

    # -- not available -----------------------------------------------------------------

    def _declare_unavailable(self, note):
        """The employee cannot come on that date: who holds it decides.

        Called by the employee's page, after it checked who they are. The date stands
        until the interviewer moves it.

        :param str note: in the employee's words; may be empty
        :raises UserError: the interview is not planned
        """
        for entretien in self.sudo():
            if entretien.state != "planned":
                raise UserError(
                    self.env._(
                        "This interview has no date any more: nothing to decline."
                    )
                )
            # Nobody's account for a link.
            user = entretien.employee_id.user_id
            user = user if user == self.env.user else user.browse()
            entretien._record_unavailable(note, user)

    def _record_unavailable(self, note, user):
        self._add_proof_of_employee("unavailable", note or None, user)
        today = fields.Date.context_today(self)
        self._schedule_check(today, "_unavailable_note", at_once=True)
        if self.interviewer_id:
            self.env["hr.entretien.message"]._queue(
                self, "unavailable", self.interviewer_id
            )

    def _unavailable_note(self, today):
        lines = self.sudo().proof_ids.filtered(lambda line: line.kind == "unavailable")
        text = self.env._(
            "The employee is not available on %(slot)s: choose another date.",
            slot=self._slot_text(),
        )
        return plaintext2html("\n".join(filter(None, (text, lines[:1].note))))

    def _declined_note(self, today):
        return Markup("<p>%s</p>") % self.env._(
            "The interviewer declined the meeting in the calendar: choose another "
            "date, or who holds it."
        )

    # -- given up ----------------------------------------------------------------------

    def _meeting_gone(self):
        """The meeting was deleted from the calendar: the interview is to plan again."""
        for entretien in self.sudo():
            speaking, ahead = entretien._company_words(), entretien._is_ahead()
            note = speaking.env._(
                "Meeting of %(slot)s deleted from the calendar.",
                slot=speaking._slot_text(),
            )
            entretien._add_proof("cancelled", note)
            entretien._back_to_plan({})
            if ahead:
                entretien._notify_off()

    def _back_to_plan(self, vals):
        """The date falls, what was prepared and proved stays.

        :param dict vals: what to write with it
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        fallen = {"date_planned": False, "date_fallen": self.date_planned}
        self.write({"state": "to_plan", **fallen, **vals})
        if self.motif in LEGAL_MOTIFS:
            self.env["hr.entretien.night"]._mend_batch(self.ids, today)
        self._schedule_to_plan(today)

    def _notify_off(self, left=False):
        """Write to who expected the meeting that it does not take place: to the
        interviewer, unless they act themselves, and to the employee who was invited.

        Who has left is written to at home, or not at all: their work address is the
        company's.

        :param bool left: for that very reason. Then nothing leaves for the employee:
            whether to write to their home is for HR to decide, who knows how they left.
        """
        for entretien in self.sudo():
            people, employee = entretien.interviewer_id, entretien.employee_id
            if people.user_id == self.env.user:
                people = people.browse()
            reached = employee.active or employee._entretien_address(own=True)
            if reached and not left and entretien._is_invited():
                people |= employee
            self.env["hr.entretien.message"]._queue(entretien, "cancelled", people)

    # -- what the activities of the services say ---------------------------------------

    def _handed_over_note(self, today):
        return self.env["hr.entretien.interviewer"]._handed_over_text(self)

    def _left_note(self, today):
        return self.env["hr.entretien.departure"]._note(self)
