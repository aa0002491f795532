import re
from collections import namedtuple
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import format_list, plaintext2html
from odoo.tools.misc import format_date

from ..bulk import write_each
from ..interview.entretien_states import HELD_STATES, LEGAL_MOTIFS, OPEN_STATES
from ..interview.mail_activity import CHECKS
from ..message.hr_entretien_letter import LETTER
from ..message.message_kinds import (
    GONE,
    INVITATIONS,
    MESSAGE_KINDS,
    OVER,
    PRINT_LETTER,
    UNWRITTEN,
    WITHOUT_ADDRESS,
)
from ..selection_labels import selection_of
from ..window import ask, open_dialog
from .entretien_clock import DAY, clocks_text, moment_at, slot_text, spans
from .hr_entretien_agenda import Slot

# The lines of the proof file that settle a date.
SETTLED = ("planned", "moved", "postponed")
# When and where they meet: those who reckon with it are written to of a change.
MEETING = ("date_planned", "date_planned_end", "location", "is_video", "video_url")
# The fields of the plan, as they were before a change.
PlanFacts = namedtuple("PlanFacts", (*MEETING, "state", "date_held", "interviewer_id"))
# A change of one of these is followed: the length makes the end.
PLAN_FIELDS = {*PlanFacts._fields, "duration"}


class HrEntretienMeetingMixin(models.AbstractModel):
    """A date, a place, somebody who conducts it, and what a change of them brings."""

    _name = "hr.entretien.meeting.mixin"
    _description = "Meeting of an Interview"

    date_planned = fields.Datetime(string="Planned On", tracking=True, copy=False)
    duration = fields.Float(string="Duration (hours)", default=1.0)
    date_planned_end = fields.Datetime(compute="_compute_date_planned_end", store=True)
    location = fields.Char(string="Place", help="A room where nobody overhears.")
    is_video = fields.Boolean(
        string="By Video",
        tracking=True,
        help="Only if the conditions allow it: both are alone in their room, nobody "
        "records, and the connection lets them talk for an hour.",
    )
    video_url = fields.Char(string="Link of the Video Call", copy=False)
    slot_warning = fields.Text(compute="_compute_slot_warning")
    place_warning = fields.Char(compute="_compute_place_warning")
    clocks_text = fields.Char("On Both Clocks", compute="_compute_clocks_text")
    date_fallen = fields.Datetime(string="Date Given Up", readonly=True, copy=False)
    slots_offered = fields.Json(
        readonly=True,
        copy=False,
        help="The dates among which the employee may choose, the first one planned.",
    )
    slots_text = fields.Char("Offered and Chosen", compute="_compute_slots_text")
    event_id = fields.Many2one(
        "calendar.event",
        string="Meeting",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    date_invited = fields.Date(
        string="Invited On",
        readonly=True,
        copy=False,
        help="The day the last invitation really left.",
    )
    invitation_state = fields.Selection(
        selection_of("hr.entretien.message", "state"),
        string="Invitation",
        compute="_compute_invitation_state",
        compute_sudo=True,
        help="What became of the last invitation.",
    )
    is_reachable = fields.Boolean(
        "Can Be Invited by E-Mail", compute="_compute_is_reachable", compute_sudo=True
    )
    settled_manager_id = fields.Many2one(
        "hr.employee",
        string="Manager When the Interviewer Was Settled",
        compute="_compute_settled_manager_id",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
    )
    gone_interviewer_id = fields.Many2one(
        "hr.employee", string="Interviewer Who Left", readonly=True, copy=False
    )
    nobody_text = fields.Char(
        string="Nobody Conducts It", compute="_compute_nobody_text", compute_sudo=True
    )
    allowed_interviewer_ids = fields.Many2many(
        "hr.employee", compute="_compute_choice", compute_sudo=True
    )
    chooses_anybody = fields.Boolean(compute="_compute_choice", compute_sudo=True)
    date_left = fields.Date(
        string="Set Aside: Left On",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The day the employee left, while the interview is set aside for that "
        "reason. It is opened again if they come back.",
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

    @api.depends("date_planned", "duration")
    def _compute_date_planned_end(self):
        for entretien in self:
            start = entretien.date_planned
            entretien.date_planned_end = start and start + entretien._length()

    @api.depends(
        "state",
        "date_planned",
        "duration",
        "date_limit",
        "employee_id",
        "interviewer_id",
        "proof_ids.kind",
    )
    @api.depends_context("lang")
    def _compute_slot_warning(self):
        slots = [entretien._slot() for entretien in self]
        warnings = self.env["hr.entretien.agenda"]._warnings(slots)
        for entretien, texts in zip(self, warnings, strict=True):
            said = [*entretien._unavailable_lines(), *texts]
            entretien.slot_warning = "\n".join(said)

    @api.depends("state", "date_planned", "location", "is_video", "video_url")
    @api.depends_context("lang")
    def _compute_place_warning(self):
        for entretien in self:
            ahead = entretien.date_planned and entretien._is_ahead()
            entretien.place_warning = ahead and self._no_place_text(entretien)

    def _no_place_text(self, plan):
        """What an invitation lacks, when it does: it leaves all the same.

        :param plan: an interview, or the dialog that plans it
        """
        if plan.location or self._call_link(plan):
            return ""
        return self.env._(
            "Neither a place nor the link of a video call: the invitation will not say "
            "where to meet."
        )

    @api.depends("date_planned", "duration", "employee_id", "interviewer_id")
    @api.depends_context("lang", "tz")
    def _compute_clocks_text(self):
        """The date on the clocks of both, where one shows another hour than the other,
        or than that of who reads."""
        for entretien in self:
            given = entretien.employee_id and entretien.date_planned
            differ = given and entretien._clocks_text(self.env.tz)
            entretien.clocks_text = differ and entretien._slot_text(None, self.env.tz)

    @api.depends(
        "entretien_message_ids.state", "entretien_message_ids.kind", "date_invited"
    )
    def _compute_invitation_state(self):
        for entretien in self:
            messages = entretien.entretien_message_ids.sorted("id")
            last = messages.filtered(lambda item: item.kind in INVITATIONS)[-1:]
            # What is over was to a date that fell: to this one nobody is invited yet.
            fell = last.state in OVER and not entretien.date_invited
            entretien.invitation_state = not fell and last.state

    @api.depends("employee_id.entretien_reachable")
    def _compute_is_reachable(self):
        for entretien in self:
            entretien.is_reachable = entretien.employee_id.entretien_reachable

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
    @api.depends_context("uid")
    def _compute_choice(self):
        interviewers = self.env["hr.entretien.interviewer"]
        for entretien in self:
            entretien.allowed_interviewer_ids = interviewers._allowed(entretien)
        self.chooses_anybody = self._user_is_hr()

    def _check_slot_values(self, vals):
        """Before anything is computed of a day or hours that no calendar can reckon
        with; what the calendar moves is written with the server's rights."""
        self.sudo(False)._check_readable({"date_planned": vals.get("date_planned")})
        if not 0 <= (vals.get("duration") or 0) <= 24:
            raise UserError(self.env._("An interview lasts between 0 and 24 hours."))

    # -- in words ----------------------------------------------------------------------

    def _company_words(self):
        """The interview in its company's language, as the proof file is written."""
        return self.with_context(lang=self.sudo().company_id._entretien_lang())

    def _zones(self, plan=None):
        """Of the employee and, after them, of who conducts it."""
        people = self.sudo().employee_id, (plan or self.sudo()).interviewer_id
        return [person._entretien_tz() for person in people if person]

    def _clocks_text(self, *readers):
        """See ``clocks_text``; ``readers`` are other time zones."""
        plan, (tz, *others) = self.sudo(), self._zones()
        span = plan.date_planned, plan.date_planned_end
        return clocks_text(self.env, *span, tz, [*others, *readers])

    def _slot_text(self, plan=None, *readers, start=None):
        """The day and hours on the employee's clock: planned, of ``PlanFacts``, or from
        ``start`` and as long; on that of the interviewer too, and of ``readers``, where
        they differ."""
        plan, (tz, *others) = plan or self.sudo(), self._zones(plan)
        if not plan.date_planned:
            return ""
        start = start or plan.date_planned
        end = start + (plan.date_planned_end - plan.date_planned)
        return slot_text(self.env, start, end, tz, [*others, *readers])

    def _where(self, plan=None):
        """E.g. “Room 4, by video”: those who call in may share a room."""
        plan = plan or self.sudo()
        video = plan.is_video and self.env._("by video")
        return ", ".join(filter(None, (plan.location, video)))

    def _call_link(self, plan=None):
        plan = plan or self.sudo()
        return (plan.is_video and plan.video_url) or ""

    def _plan_text(self, plan=None):
        """When and where, with the link, in the company's language."""
        worded = self._company_words()
        said = worded._slot_text(plan), worded._where(plan), self._call_link(plan)
        return ", ".join(filter(None, said))

    # -- a date ------------------------------------------------------------------------

    def _length(self, duration=None):
        """:param float duration: hours, instead of the planned ones"""
        return timedelta(hours=(self.duration if duration is None else duration) or 1.0)

    def _slot(self, start=None, duration=None, interviewer=None):
        """What the agenda judges, in sudo; None when there is nothing to say.

        :param datetime start: naive UTC, instead of the planned date
        :param float duration: hours, instead of the planned ones
        :param interviewer: who would conduct it, instead of who does
        """
        self.ensure_one()
        entretien, today = self.sudo(), fields.Date.context_today(self)
        start = start or entretien.date_planned
        if not (start and entretien.employee_id and entretien.state in OPEN_STATES):
            return None
        settled = entretien.state == "planned"
        settled = settled and start == entretien._origin.date_planned
        if settled and start < fields.Datetime.now():
            return None
        days = entretien.proof_ids.filtered(lambda line: line.kind in SETTLED)
        return Slot(
            employee=entretien.employee_id._origin,
            interviewer=self._conducting(interviewer),
            start=start,
            stop=start + entretien._length(duration),
            given=max(days.mapped("date"), default=None) if settled else today,
            limit=entretien.date_limit,
            own=entretien._origin,
        )

    def _conducting(self, interviewer=None):
        """Who conducts it, or would (``interviewer``), in sudo."""
        conducts = self.sudo().interviewer_id if interviewer is None else interviewer
        return conducts._origin.sudo()

    def _slot_warnings(self, start=None, duration=None, interviewer=None):
        """What speaks against the date, or another, in sentences; see ``_slot``."""
        agenda = self.env["hr.entretien.agenda"]
        return agenda._warnings([self._slot(start, duration, interviewer)])[0]

    def _first_slot_day(self):
        """From which day on dates are offered: once the notice has run, or tomorrow to
        keep a deadline that comes before; the day after the date that it has."""
        today = fields.Date.context_today(self)
        if self.state == "planned":
            day_of = self.sudo().employee_id._entretien_day
            return max(day_of(self.date_planned), today) + DAY
        day = today + timedelta(days=self.sudo().company_id.entretien_notice_days)
        hurries = self.date_limit and today < self.date_limit < day
        return today + DAY if hurries else day

    def _slots_from(self, day=None):
        """When that day, or ``_first_slot_day``, begins where the employee lives."""
        zone = self.sudo().employee_id._entretien_tz()
        return moment_at(day or self._first_slot_day(), 0, zone)

    def _free_slots(self, count, after=None, duration=None, interviewer=None):
        """The next dates that suit both, but the planned one: beginnings, naive UTC.

        :param int count: how many at most
        :param datetime after: naive UTC; by default, see ``_slots_from``
        :param float duration: as the last one, see ``_slot``
        """
        self.ensure_one()
        entretien = self.sudo()
        after = after or self._slots_from()
        found = self.env["hr.entretien.agenda"]._next(
            entretien.employee_id._origin | self._conducting(interviewer),
            entretien._length(duration),
            max(after, fields.Datetime.now()),
            count + 1,
            entretien._origin,
        )
        return [start for start in found if start != entretien.date_planned][:count]

    def _offered_slots(self):
        """The dates among which the employee may choose, the planned one too: each
        until its eve, while both are free and the company allows it.

        :returns: beginnings, naive UTC; empty when there is no choice
        """
        self.ensure_one()
        entretien = self.sudo()
        offered = entretien.state == "planned" and entretien.slots_offered
        if not (offered and entretien.company_id.entretien_offer_slots):
            return []
        planned, day = entretien.date_planned, entretien.employee_id._entretien_day
        starts = sorted(map(fields.Datetime.to_datetime, offered))
        starts = [start for start in starts if day(start) > day()]
        if planned not in starts:
            return []
        length = entretien.date_planned_end - planned
        people = entretien.employee_id | entretien.interviewer_id
        span = starts[0], starts[-1] + length
        free = self.env["hr.entretien.agenda"]._common(people, *span, entretien)
        left = [
            start
            for start in starts
            if start == planned or not spans([(start, start + length)]) - free
        ]
        return left if left[1:] else []

    @api.depends("state", "date_planned", "date_planned_end", "slots_offered")
    @api.depends_context("lang")
    def _compute_slots_text(self):
        """What was offered and chosen: any other change of the date takes it back."""
        for entretien in self:
            offered = entretien.state == "planned" and entretien.sudo().slots_offered
            entretien.slots_text = offered and entretien._slots_sentence(offered)

    def _slots_sentence(self, offered):
        starts = list(map(fields.Datetime.to_datetime, offered))
        day = self.sudo().employee_id._entretien_day
        if self.date_planned != starts[0]:
            chosen = self._slot_text()
            outcome = self.env._("They chose %(chosen)s.", chosen=chosen)
        elif day(starts[0]) <= day():
            # See ``_offered_slots``: there is no choice any more.
            outcome = self.env._("No other was chosen.")
        else:
            outcome = self.env._("No other chosen so far.")
        return self.env._(
            "%(count)s slots offered to the employee: %(slots)s. %(outcome)s",
            count=len(starts),
            slots=" · ".join(self._slot_text(start=start) for start in sorted(starts)),
            outcome=outcome,
        )

    def _other_slots_text(self):
        """What else the employee may choose, on their clock; empty without a choice."""
        slots, planned = self._offered_slots(), self.sudo().date_planned
        texts = [self._slot_text(start=start) for start in slots if start != planned]
        return format_list(self.env, texts, "or") if texts else ""

    def _choose_slot(self, slot):
        """The employee takes one of the dates offered; called by their page, after it
        checked who it is.

        :param str slot: as the page gave it
        :raises UserError: it is not offered, or somebody took it meanwhile
        """
        self.env["hr.entretien.agenda"]._reserve(self.sudo().interviewer_id)
        starts = {str(start): start for start in self._offered_slots()}
        start, entretien = starts.get(str(slot)), self.sudo()
        if not start:
            raise UserError(
                self.env._(
                    "This slot is no longer free: your appointment stays as it is. "
                    "Choose another one, or say that you are not available."
                )
            )
        if start != entretien.date_planned or entretien._unavailable_proof():
            reason = self._company_words().env._("Chosen among the slots offered.")
            account = entretien._own_account()
            chosen = entretien.with_user(account or SUPERUSER_ID).sudo()
            chosen = chosen.with_context(entretien_chosen=True)
            chosen._postpone(start, reason, "employee")

    def action_open_plan(self):
        """The dialog that plans these interviews one after the other, or postpones the
        one that is planned."""
        first = self[:1]
        step = "postpone" if first.state == "planned" else "plan"
        self._check_step(step)
        title = {"postpone": self.env._("Postpone"), "plan": self.env._("Plan")}[step]
        action = open_dialog(
            "hr.entretien.plan",
            f"{title} – {first.display_name}",
            entretien_id=first.id,
            next_ids=[Command.set((self - first).ids)],
            asked_by="employee" if first._unavailable_proof() else "employer",
        )
        # It may follow a notification: nobody adds its views then.
        return {**action, "views": [(False, "form")]}

    def action_plan_selection(self):
        """Those ticked in a list: with a date and somebody to conduct it they are
        planned; the dialog opens for each of the others."""
        settled = self.filtered(lambda item: item.date_planned and item.interviewer_id)
        settled.action_plan()
        waiting = self - settled
        return waiting.action_open_plan() if waiting else None

    def action_plan(self):
        """The date and the interviewer are settled: in the calendars, and proved.

        :raises UserError: the date or the interviewer is missing
        """
        self._check_step("plan")
        for entretien in self:
            if not (entretien.date_planned and entretien.interviewer_id):
                raise UserError(
                    self.env._(
                        "%(name)s: give the date of the interview and who conducts it.",
                        name=entretien.display_name,
                    )
                )
        new = self.filtered(lambda item: item.state == "to_plan")
        settled = {
            item: f"{item._plan_text()}, {item.sudo().interviewer_id.name}"
            for item in new
        }
        new._take_step("plan", note=settled.get)
        self._after_step("plan")

    def _postpone(self, date, reason, asked_by, **values):
        """Another date, asked for: in the proof file, the calendar, and sent.

        :param datetime date: naive UTC
        :param str asked_by: ``employee`` or ``employer``
        :param values: of the length and the place, as they were by default
        """
        self.ensure_one()
        self._check_step("postpone")
        if date <= fields.Datetime.now():
            raise UserError(
                self.env._("Postpone to a date to come: this one is already past.")
            )
        env = self._company_words().env
        asked = {
            "employee": env._("Asked by the employee"),
            "employer": env._("Asked by the employer"),
        }[asked_by]
        postponed = self.sudo().with_context(entretien_postponed=f"{asked} : {reason}")
        postponed.write({"date_planned": date, **values})
        # They may have said before that this very date did not suit.
        postponed._drop_unavailable()

    # -- inviting to it ----------------------------------------------------------------

    def action_invite(self):
        """Invite; first asked, where an invitation would not say where to meet.

        :returns: as ``action_send_invitation``, or the question, whose answer calls it
        """
        self._check_invitable()
        placeless = self.filtered("is_reachable").filtered("place_warning")
        if not placeless:
            return self.action_send_invitation()
        names = self.env["hr.entretien.work"]._names(placeless.sudo().employee_id)
        text = f"{placeless[0].place_warning}\n{names}"
        return ask(text, self, "action_send_invitation")

    def action_send_invitation(self):
        """Invite the employees of planned interviews, again if they already were.

        The proof is written when the message has really left. After an absence it is
        said that it is the second time.

        :returns: a notification: who is written to, who needs the letter
        :raises UserError: an interview is not planned, its date is past, or its
            employee has left
        """
        self._check_invitable()
        self._ensure_preparation()
        queue = self.env["hr.entretien.message"]
        again = self.filtered(lambda item: item._was_absent())
        messages = queue._queue(self - again, "invitation")
        return (messages + queue._queue(again, "reinvitation"))._queued_notification()

    def _check_invitable(self):
        self._check_step("send_invitation")
        for entretien in self:
            if not entretien._is_ahead():
                raise UserError(
                    self.env._(
                        "%(name)s: the date of the interview is past. Give another one "
                        "before inviting.",
                        name=entretien.display_name,
                    )
                )
            if not entretien.sudo().employee_id.active:
                raise UserError(
                    self.env._(
                        "%(name)s: the employee has left, and is sent no message. "
                        "Print the letter, or take their card out of the archives "
                        "first.",
                        name=entretien.display_name,
                    )
                )

    def _was_absent(self):
        """They did not come to the last date; one given since, that fell, was not
        theirs to keep."""
        lines = self.proof_ids.filtered(lambda x: x.kind in ("absence", "cancelled"))
        return self.no_show_count and lines.sorted("id")[-1:].kind != "cancelled"

    def action_print_invitation(self):
        """The letters of planned interviews, one a page; each printing is a proof.

        :raises UserError: an interview is not planned
        :raises AccessError: the user does not lead it
        """
        letters = self._print("print_invitation", "hr_entretien_letter_report")
        self.env[LETTER]._prove(self)
        # The letter says what these would: there is no other way to go on with them.
        unsent = self.sudo().entretien_message_ids.filtered(
            lambda message: (
                message.state in WITHOUT_ADDRESS
                and MESSAGE_KINDS[message.kind].on_paper == PRINT_LETTER
            )
        )
        unsent.filtered("is_own").state = "by_hand"
        never = self.filtered(lambda item: not item.date_invited)
        never.sudo().date_invited = fields.Date.context_today(self)
        return letters

    def action_print_preparation(self):
        """The sheets to prepare on paper, each beginning on a page of its own.

        :raises UserError: an interview was already held, or will not be
        :raises AccessError: the user does not lead it
        """
        report = "hr_entretien_preparation_sheet_report"
        return self._print("print_preparation", report)

    def _print(self, step, report):
        self._check_step(step)
        self._ensure_grille_version()
        return self.env.ref(f"hr_entretien_professionnel.{report}").report_action(self)

    def _is_ahead(self):
        return self.state == "planned" and self.date_planned > fields.Datetime.now()

    def _is_expected(self):
        """The employee reckons with a meeting, and is written to of what becomes of it:
        they were invited, or the invitation leaves; they were told that it is moved,
        invited or not; or they never heard that it was off, though reopened it is to
        invite to again. In sudo."""
        if self.date_invited:
            return True
        lines = self.proof_ids.filtered(lambda x: x.kind in (*SETTLED, "changed"))
        # What they read before they did not come was of another date.
        of_this_date = lines.sorted("id")[-1:].kind != "planned"
        own = self.entretien_message_ids.filtered("is_own")
        for message in own.sorted("id", reverse=True):
            if message.kind in INVITATIONS:
                return message.state == "leaving"
            if message.kind == "cancelled":
                return message.state in (*UNWRITTEN, "cancelled")
            read = message.kind == "moved" and message.state in (*GONE, "by_hand")
            if read and of_this_date:
                return True
        return False

    # -- somebody is not available -----------------------------------------------------

    def _own_account(self):
        """The employee's, when it is they who act: by a link, whoever is logged in did
        nothing."""
        return self.sudo().employee_id.user_id & self.env.user

    def _declare_unavailable(self, note, user=None):
        """The employee cannot come: the date stands until the interviewer moves it.

        Called by the employee's page and the calendar, after they checked who it is.

        :param str note: in the employee's words; may be empty
        :param user: see ``_add_proof_of_employee``
        :raises UserError: the interview is not planned, or its hour is past
        """
        entretien, today = self.sudo(), fields.Date.context_today(self)
        if entretien.state != "planned":
            raise UserError(
                self.env._("This interview has no date any more: nothing to decline.")
            )
        if not entretien._is_ahead():
            raise UserError(
                self.env._(
                    "The hour of this interview is past: there is nothing to decline."
                )
            )
        entretien._add_proof_of_employee("unavailable", note or None, user)
        entretien._schedule_check(today, "_unavailable_note", at_once=True)
        people = entretien.interviewer_id
        self.env["hr.entretien.message"]._queue(entretien, "unavailable", people)

    # -- given up ----------------------------------------------------------------------

    def _meeting_gone(self):
        """The meeting was deleted from the calendar: the interview is to plan again."""
        for entretien in self.sudo():
            speaking = entretien._company_words()
            note = speaking.env._(
                "Meeting of %(slot)s deleted from the calendar.",
                slot=speaking._slot_text(),
            )
            entretien._back_to_plan("meeting_gone", note)

    def _back_to_plan(self, code, note):
        """The date falls by this step, what was prepared and proved stays."""
        for day, same in self.grouped("date_planned").items():
            same._take_step(code, {"date_fallen": day}, note)
        self._after_step(code)

    def _ask_to_plan_again(self):
        """What it is due for may have changed meanwhile."""
        today = fields.Date.context_today(self)
        legal = self.filtered(lambda item: item.motif in LEGAL_MOTIFS)
        self.env["hr.entretien.night"]._mend_batch(legal.ids, today)
        self._schedule_to_plan(today)

    def _notify_off(self, whom):
        """Write to who of these expected the meeting: the interviewer, unless they act
        themselves, and the employee who was invited.

        Who is gone is written to at home, or not at all: their work address is the
        company's. At their departure HR, who knows how they left, decides.
        """
        recipients = {}
        for entretien in self.sudo():
            people, employee = entretien._other_interviewer(), entretien.employee_id
            reached = employee.active or employee._entretien_address(own=True)
            reached = reached and "employee" in whom
            if reached and not entretien.date_left and entretien._is_expected():
                people |= employee
                # Reopened, it is to invite to again.
                entretien.date_invited = False
            recipients[entretien] = people
        self.env["hr.entretien.message"]._queue(self, "cancelled", recipients)

    # -- what a change of it brings ----------------------------------------------------

    def _plan_facts(self):
        """What the plans are before a change: ``PlanFacts`` by id."""
        return {
            item.id: PlanFacts(*(item[name] for name in PlanFacts._fields))
            for item in self.sudo()
        }

    def _write_plans(self, vals_list):
        """Give each its own plan, in sudo: what follows from it is searched for once.

        :param vals_list: a dict for each, of the same names of ``PLAN_FIELDS``
        """
        entretiens = self.sudo()
        before = entretiens._plan_facts()
        write_each(entretiens, vals_list)
        entretiens._follow_plan(before)

    def _follow_plan(self, before):
        """The calendar, the proof file and the people follow a date, a place or who
        conducts it, whoever changes them and wherever.

        :param dict before: what ``_plan_facts`` said
        """
        # Only code in sudo says why: anybody may send a context.
        context = self.env.context if self.env.su else {}
        entretiens = self.sudo()
        for entretien in entretiens:
            entretien._follow_held_day(before[entretien.id])
        former = {key: facts.interviewer_id for key, facts in before.items()}
        regiven = entretiens.filtered(lambda x: x.interviewer_id != former[x.id])
        for entretien in regiven.filtered("interviewer_id"):
            self.env["hr.entretien.interviewer"]._check_choice(entretien)
        for manager, same in regiven.grouped("manager_id").items():
            same.settled_manager_id = manager
        if planned := entretiens.filtered(lambda item: item.state == "planned"):
            self.env["calendar.event"]._entretien_sync(planned, former)
        were_planned = entretiens.filtered(lambda x: before[x.id].state == "planned")
        if not were_planned:
            return
        still_planned = were_planned & planned
        # Given up; or held before its day: nobody is expected on a day to come.
        off = (were_planned - planned).filtered(lambda item: not item._is_over())
        off.event_id._entretien_quiet().unlink()
        for entretien in still_planned:
            entretien._follow_date(before[entretien.id], context)
        if handed_over := still_planned & regiven:
            handed_over._follow_interviewer(former)
        redated = were_planned - still_planned.filtered(
            lambda item: item.date_planned == before[item.id].date_planned
        )
        redated._drop_unavailable("_declined_note")
        if not context.get("entretien_chosen"):
            redated.filtered("slots_offered").slots_offered = False

    def _follow_held_day(self, before):
        """It may be corrected: not without a line that says so."""
        held = self.date_held
        if before.state == "held" and held != before.date_held:
            env = self._company_words().env
            days = (format_date(env, day) for day in (before.date_held, held))
            self._add_proof("held", " → ".join(days), held)

    def _is_over(self):
        day = self.employee_id._entretien_day
        return self.state in HELD_STATES and day(self.date_planned) <= day()

    def _follow_date(self, before, context):
        """Proved, and sent: to an employee who was not invited yet when it was moved in
        the calendar, or postponed."""
        asked = context.get("entretien_postponed")
        same = all((self[x] or "") == (getattr(before, x) or "") for x in MEETING)
        if same and not asked:
            return
        note = f"{self._plan_text(before)} → {self._plan_text()}"
        note = "\n".join(filter(None, (note, asked)))
        if context.get("entretien_chosen"):
            self._add_proof_of_employee("postponed", note)
        else:
            moved = self.date_planned != before.date_planned
            step = "postpone" if asked else "move" if moved else "change"
            self._take_step(step, note=note)
        if asked or context.get("entretien_moved") or self._is_expected():
            self._queue_to_both("moved")

    def _follow_interviewer(self, former):
        """:param dict former: id → who conducted it"""

        def note(entretien):
            nobody = entretien._company_words().env._("nobody")
            people = former[entretien.id], entretien.interviewer_id
            return " → ".join(person.name or nobody for person in people)

        self._add_proof("interviewer", note)
        self._drop_check("_declined_note", "_handed_over_note")
        # What else there is to check is for who conducts it now, in their words.
        checks = self.activity_ids._entretien_about(*CHECKS)
        today = fields.Date.context_today(self)
        for topic, same in checks.grouped("entretien_topic").items():
            asked = self.browse(same.mapped("res_id"))
            asked._schedule_check(today, topic, at_once=True)
        self.filtered("interviewer_id")._queue_to_both("interviewer")

    def _queue_to_both(self, kind):
        """To the employee, and to the interviewer when it is somebody else who acts."""
        recipients = {one: one.employee_id | one._other_interviewer() for one in self}
        self.env["hr.entretien.message"]._queue(self, kind, recipients)

    def _other_interviewer(self):
        """Who conducts it, unless it is they who act."""
        person = self.interviewer_id
        return person.browse() if person.user_id == self.env.user else person

    def _drop_unavailable(self, *notes):
        """Nobody has to find another date any more: there is one, or none is needed.

        The message that waits would say that they are not available on the new one.
        """
        pointless = Domain("state", "in", UNWRITTEN)
        pointless &= Domain("kind", "=", "unavailable")
        self.entretien_message_ids.filtered_domain(pointless).state = "cancelled"
        self._drop_check("_unavailable_note", *notes)

    # -- what the activities say: ``_schedule_check`` is given the name ----------------

    def _unavailable_note(self, today):
        return plaintext2html("\n".join(self._unavailable_lines()))

    def _unavailable_proof(self):
        """The line of the proof file that says so, in sudo, when the employee cannot
        come on the date that stands."""
        kinds = (*SETTLED, "unavailable")
        lines = self.sudo().proof_ids.filtered(lambda line: line.kind in kinds)
        last = lines.sorted("id")[-1:]
        return self.state == "planned" and last.kind == "unavailable" and last

    def _unavailable_lines(self):
        """That they cannot, with their own words; nothing while they can."""
        line = self._unavailable_proof()
        if not line:
            return []
        text = self.env._(
            "The employee is not available on %(slot)s: choose another date.",
            slot=self._slot_text(),
        )
        return list(filter(None, (text, line.note)))

    def _declined_note(self, today):
        return self.env._(
            "The interviewer declined the meeting in the calendar: choose another "
            "date, or who conducts it."
        )

    def _handed_over_note(self, today):
        person = self.interviewer_id
        if not person:
            return self.env["hr.entretien.interviewer"]._nobody_text(self)
        if self.env["mail.activity"]._entretien_user(self) != person.user_id:
            return self.env._(
                "%(name)s now conducts this planned interview: who was to conduct it "
                "left, or is no longer the manager. %(name)s has no account here: "
                "check the date together.",
                name=person.name,
            )
        return self.env._(
            "This planned interview is now yours: who was to conduct it left, or is no "
            "longer the manager. Check the date."
        )

    def _left_note(self, today):
        return self.env["hr.entretien.departure"]._note(self)
