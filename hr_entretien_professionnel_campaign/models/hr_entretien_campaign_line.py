"""One person of a campaign: in or out and why, when, with whom, what became of it."""

import base64
import logging
from collections import defaultdict
from contextlib import closing
from datetime import timedelta

import pytz
from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import format_date, format_datetime
from odoo.tools.translate import LazyTranslate

from odoo.addons.hr_entretien_professionnel.models.interview.batch import (
    each_isolated,
    isolated,
)
from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    HELD_STATES,
)
from odoo.addons.hr_entretien_professionnel.models.interview.hr_entretien_night import (
    QUIET,
)
from odoo.addons.hr_entretien_professionnel.models.planning.entretien_clock import (
    DAY,
    day_span,
    local,
    moment_at,
    spans,
)
from odoo.addons.hr_entretien_professionnel.models.planning.hr_entretien_agenda import (
    Slot,
)
from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_labels,
    selection_of,
    translated,
)
from odoo.addons.hr_entretien_professionnel.models.window import open_record

from .entretien_spread import Meeting, Person, Rules, Window, spread
from .hr_entretien_campaign import TO_DATE, WEEKDAYS

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__)

# What HR changes on a line, until the person is invited.
OPEN_FIELDS = {"is_in", "note", "interviewer_id", "date_planned"}
FINAL_STATES = ("planned", "sent")
# The dates that campaigns gave and that no interview has yet: once somebody planned it,
# the date of the line is nothing.
GIVEN = Domain("entretien_id", "=", False)
GIVEN &= ~Domain("employee_id.entretien_ids.state", "=", "planned")
GIVEN |= Domain("entretien_id.state", "=", "to_plan")
GIVEN &= TO_DATE & Domain("campaign_id.state", "!=", "draft")
# What planning for the time of looking must not do: it could not be undone.
SILENT = {"dont_notify": True, "mail_notify_force_send": False}

# Why somebody is out: what the card of the employee says.
CARD_CODES = ("not_concerned", "not_computable")
# The other codes, each with its sentence.
OUT_TEXTS = {
    "nothing_due": _lt(
        "Nothing due before %(before)s: the next one is due on %(date)s."
    ),
    "no_due": _lt("Nothing is due for this person."),
    "other_motif": _lt("The interview due is of another type."),
    "planned": _lt("Already planned on %(date)s."),
    "absent": _lt(
        "Suspended: absent until %(date)s, after the last day of the campaign."
    ),
    "ends_before": _lt(
        "The contract ends on %(date)s, before the first day of the campaign."
    ),
    "other_campaign": _lt("Already in the campaign “%(text)s”."),
    "no_interviewer": _lt(
        "Nobody to conduct it: no manager is known. Choose who does."
    ),
}
# What each ``slot_reason`` says, those that ``spread`` answers.
SLOT_TEXTS = {
    "after_due": _lt("After the due date."),
    "after_limit": _lt("After the deadline."),
    "no_interviewer": _lt("No date: choose an interviewer."),
    "no_day": _lt("No date: the campaign has no day left."),
    "employee_away": _lt(
        "No date: the employee does not work at these hours, or is absent."
    ),
    "interviewer_away": _lt(
        "No date: the interviewer does not work at these hours, or is absent."
    ),
    "never_together": _lt("No date: the two are never free at the same time."),
    "interviewer_full": _lt(
        "No date: the interviewer has no room left. Add weeks, raise the "
        "maximum or choose somebody else."
    ),
}


class HrEntretienCampaignLine(models.Model):
    """Somebody of the population of a campaign.

    ``is_in`` says whether they take part; when they do not, ``out_code`` and
    ``out_data`` say why, and the sentence is written when it is read, in the reader's
    language. HR may decide otherwise, with a note. ``launched`` lines are dealt with by
    the scheduled action; those added while it runs wait for HR.
    """

    _name = "hr.entretien.campaign.line"
    _description = "Person of a Campaign of Interviews"
    _order = "date_planned, date_limit, id"
    _rec_name = "employee_id"

    campaign_id = fields.Many2one(
        "hr.entretien.campaign",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    company_id = fields.Many2one(
        related="campaign_id.company_id", store=True, index=True, precompute=True
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade", readonly=True
    )
    department_id = fields.Many2one("hr.department", readonly=True)
    entretien_id = fields.Many2one(
        "hr.entretien",
        string="Interview",
        index=True,
        ondelete="set null",
        readonly=True,
    )
    date_due = fields.Date(string="Due Date", readonly=True)
    date_limit = fields.Date(string="Deadline", readonly=True)
    motif = fields.Selection(
        selection_of("hr.entretien", "motif"), string="Type", readonly=True
    )
    is_in = fields.Boolean(string="Takes Part")
    forced = fields.Boolean(
        readonly=True, help="HR decided, whatever the criteria of the campaign."
    )
    note = fields.Char(help="Why HR puts this person in, or leaves them out.")
    out_code = fields.Char(readonly=True)
    out_data = fields.Json(readonly=True)
    out_reason = fields.Char(string="Why Not", compute="_compute_out_reason")
    not_before = fields.Date(
        string="Back On",
        readonly=True,
        help="The day they are back from their absence.",
    )
    interviewer_id = fields.Many2one("hr.employee", string="Conducted By", index=True)
    date_planned = fields.Datetime(string="Date")
    date_end = fields.Datetime(compute="_compute_date_end", store=True)
    date_typed = fields.Boolean(
        string="Date Chosen by Hand",
        readonly=True,
        help="HR chose the date, which the campaign did not look for.",
    )
    slot_reason = fields.Char(readonly=True)
    by_letter = fields.Boolean(
        readonly=True, help="No e-mail: the invitation is printed."
    )
    warning = fields.Char(compute="_compute_warning")
    launched = fields.Boolean(readonly=True)
    state = fields.Selection(
        [
            ("todo", "To Do"),
            ("planned", "Letter to Print"),
            ("sent", "Planned"),
            ("skipped", "Set Aside"),
            ("error", "Error"),
        ],
        required=True,
        default="todo",
        index=True,
        readonly=True,
    )
    error = fields.Char(string="What Went Wrong", readonly=True)
    entretien_state = fields.Selection(
        related="entretien_id.state", string="State of the Interview"
    )
    stage = fields.Char(
        string="Where It Stands",
        compute="_compute_stage",
        help="Once the campaign has done its part: where the interview stands.",
    )

    _one_each = models.UniqueIndex(
        "(campaign_id, employee_id)", "A person is in a campaign once."
    )

    @api.depends("date_planned", "campaign_id.duration")
    def _compute_date_end(self):
        for line in self:
            line.date_end = line.date_planned and fields.Datetime.add(
                line.date_planned, hours=line.campaign_id.duration
            )

    @api.depends("out_code", "out_data", "is_in", "note", "forced")
    @api.depends_context("lang")
    def _compute_out_reason(self):
        for line in self:
            said = line.forced or line.out_code
            line.out_reason = not line.is_in and said and line._out_text()

    def _out_text(self):
        self.ensure_one()
        if self.forced:
            return self.env._("Left out by HR: %(note)s", note=self.note or "–")
        data = self.out_data or {}
        if self.out_code in CARD_CODES:
            # In the language of who reads it, while the card still says why.
            return self.employee_id.sudo().entretien_blocking_reason or data.get("text")
        words = {**data}
        for name in ("date", "before"):
            words[name] = format_date(self.env, fields.Date.to_date(data.get(name)))
        return translated(self.env, OUT_TEXTS[self.out_code]) % words

    @api.depends(
        "slot_reason",
        "by_letter",
        "not_before",
        "state",
        "is_in",
        "date_typed",
        "date_planned",
        "date_end",
        "interviewer_id",
        "error",
        "entretien_id.state",
        "entretien_id.date_planned",
    )
    @api.depends_context("lang")
    def _compute_warning(self):
        slots = [line._typed_slot() for line in self]
        typed = self.env["hr.entretien.agenda"]._warnings(slots)
        for line, said in zip(self, typed, strict=True):
            texts = []
            if line.slot_reason and line.state != "sent":
                texts.append(translated(self.env, SLOT_TEXTS[line.slot_reason]))
            texts += said
            if line.not_before and line.state == "todo":
                day = format_date(self.env, line.not_before)
                texts.append(self.env._("Back from absence on %(date)s.", date=day))
            if line.by_letter and line.state != "sent":
                texts.append(self.env._("No e-mail: letter to print."))
            texts += [line._since_text(), line.error]
            line.warning = line.is_in and " ".join(filter(None, texts))

    @api.depends("state", "entretien_state")
    @api.depends_context("lang")
    def _compute_stage(self):
        own = selection_labels(self, "state")
        theirs = selection_labels(self, "entretien_state")
        for line in self:
            letter = line.state == "planned" and line.entretien_state == "planned"
            over = line.state in FINAL_STATES and line.entretien_id and not letter
            line.stage = theirs[line.entretien_state] if over else own[line.state]

    def _since_text(self):
        """What became of the date in the interview itself, since it was planned."""
        entretien = self.sudo().entretien_id
        if self.state not in FINAL_STATES or not entretien:
            return ""
        if entretien.state in ("cancelled", "declined", "to_plan"):
            return self.env._("No longer planned.")
        if entretien.date_planned and entretien.date_planned != self.date_planned:
            moved = format_datetime(self.env, entretien.date_planned, dt_format="short")
            return self.env._("Moved to %(date)s.", date=moved)
        return ""

    def _typed_slot(self):
        """The date chosen by hand, judged as in the form of the interview; or None."""
        self.ensure_one()
        line = self.sudo()
        by_hand = line.is_in and line.date_typed and line.date_planned
        if not by_hand or line.state not in ("todo", "error"):
            return None
        return Slot(
            employee=line.employee_id,
            interviewer=line.interviewer_id,
            start=line.date_planned,
            stop=line.date_end,
            given=fields.Date.context_today(self),
            limit=line.date_limit,
        )

    @api.constrains("employee_id", "interviewer_id")
    def _check_interviewer(self):
        for line in self:
            if line.employee_id._entretien_is(line.interviewer_id):
                raise ValidationError(
                    self.env._("Nobody conducts their own interview.")
                )

    def write(self, vals):
        """HR's changes: four fields, until the person is invited.

        :raises AccessError: another field, or an interviewer whom HR may not see
        :raises UserError: the person was invited already
        """
        if self.env.su:
            return super().write(vals)
        # The calendar sends the end along: it follows from the duration.
        changes = {name: value for name, value in vals.items() if name != "date_end"}
        self._check_change(changes)
        if "is_in" in vals:
            changes.update(forced=True, launched=False)
        if {"date_planned", "interviewer_id"} & vals.keys():
            changes["slot_reason"] = False
        if "date_planned" in vals:
            changes["date_typed"] = bool(vals["date_planned"])
        self.check_access("write")
        super(HrEntretienCampaignLine, self.sudo()).write(changes)
        return True

    def _check_change(self, vals):
        self._check_readable(vals)
        if vals.keys() - OPEN_FIELDS:
            raise AccessError(self.env._("The campaign writes its lines by itself."))
        over = self.filtered(lambda line: line.state in FINAL_STATES)
        if over:
            raise UserError(
                self.env._(
                    "%(name)s was planned already: change the interview itself.",
                    name=over[0].employee_id.name,
                )
            )
        if vals.get("interviewer_id"):
            interviewer = self.env["hr.employee"].browse(vals["interviewer_id"])
            interviewer.check_access("read")
            interviewers = self.env["hr.entretien.interviewer"]
            for company in self.company_id:
                if not interviewers._is_present(interviewer, company):
                    raise UserError(interviewers._absent_text(interviewer))

    def action_put_in(self):
        """HR: this person takes part, whatever the criteria say."""
        self.write({"is_in": True})

    def action_leave_out(self):
        """HR: this person does not take part."""
        self.write({"is_in": False})

    def action_open_entretien(self):
        """The interview of the line, or the employee while there is none."""
        self.ensure_one()
        self.check_access("read")
        return open_record(self.entretien_id or self.employee_id)

    # -- dates -------------------------------------------------------------------------

    def _give_dates(self):
        """Spread these lines, beside all that is settled.

        The same number of queries for one line and for hundreds.
        """
        lines_in = self.sudo().filtered("is_in")
        self.env["hr.entretien.agenda"]._reserve(lines_in.interviewer_id)
        for campaign, lines in lines_in.grouped("campaign_id").items():
            windows, free, settled = self._windows(campaign), {}, []
            if windows:
                span = windows[0].start, windows[-1].end
                people = lines.employee_id | lines.interviewer_id
                free = self._free_intervals(people, *span)
                settled = self._settled(campaign, people, *span)
            duration = timedelta(hours=campaign.duration)
            slots = spread(
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
                free,
                Rules(duration, campaign.max_per_day, campaign.max_per_week),
                settled,
            )
            for line in lines:
                slot = slots[line.employee_id.id]
                line.date_planned = slot.start
                line.date_typed = False
                line.slot_reason = slot.reason

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
            day += DAY
        return windows

    def _time_zone(self, campaign):
        company = campaign.company_id.sudo()
        return pytz.timezone(
            company.resource_calendar_id.tz or self.env.user.tz or "Europe/Paris"
        )

    def _free_intervals(self, employees, first, last):
        """When these people are free, the absences that HR wrote down included.

        :param datetime first, last: naive UTC
        :returns: dict of employee id → [(start, end)], naive UTC
        """
        absences = self.env["hr.entretien.absence"].sudo()
        absences = absences.search(
            Domain("employee_id", "in", employees.ids)
            & Domain("type_id.apart", "=", False)
            & Domain("date_from", "<=", (last + DAY).date())
            & Domain("date_to", ">=", (first - DAY).date())
        )
        away = defaultdict(list)
        for absence in absences:
            zone = absence.employee_id._entretien_tz()
            span = day_span(absence.date_from, absence.date_to, zone)
            away[absence.employee_id.id].append(span)
        agenda = self.env["hr.entretien.agenda"]._free(employees, first, last)
        return {
            employee_id: [
                (start, end) for start, end, _nothing in free - spans(away[employee_id])
            ]
            for employee_id, free in agenda.items()
        }

    def _settled(self, campaign, employees, first, last):
        """What these people have in interviews that do not move, in two queries.

        Interviews planned or held already, whoever planned them, and the dates of
        campaigns that were given and not yet written on their interviews, this one's
        included.

        :returns: list of ``Meeting``
        """
        people = Domain("employee_id", "in", employees.ids) | Domain(
            "interviewer_id", "in", employees.ids
        )
        near = Domain("date_planned", ">=", first - 7 * DAY)
        near &= Domain("date_planned", "<=", last + 7 * DAY)
        planned = self.env["hr.entretien"].sudo()
        taken = Domain("state", "in", ("planned", *HELD_STATES))
        planned = planned.search(people & near & taken)
        given = self.env["hr.entretien.campaign.line"].sudo()
        given = given.search(people & near & GIVEN)
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

    # -- sending -----------------------------------------------------------------------

    def _run_all(self):
        """All at once; when that fails each on its own: one that fails says why and
        spoils no other."""
        # Apart: what is changed of an interview just opened would not be tracked.
        with isolated(self.env, self._error_text):
            self._open_missing()
        each_isolated(
            self.env,
            lambda ids: self.browse(ids)._run(),
            self.ids,
            lambda line_id, error: self.browse(line_id)._keep_error(error),
        )

    def _keep_error(self, error):
        self.sudo().write({"state": "error", "error": self._error_text(error)})

    def _error_text(self, error):
        if isinstance(error, UserError):
            return str(error)
        if isinstance(error, errors.UniqueViolation):
            return self.env._("Somebody opened this interview meanwhile: retry.")
        _logger.exception("Campaign: lines %s", self.ids)
        return self.env._("Unexpected error: the details are in the log of the server.")

    def _run(self):
        """Plan the interviews and send their invitations, or leave letters to print."""
        self._open_missing()
        self.env["hr.entretien.agenda"]._reserve(self.interviewer_id)
        ready, taken = self.browse(), self._taken_meanwhile()
        for line in self:
            if line.entretien_id.state != "to_plan":
                line._set_aside()
                continue
            try:
                line._check_ready()
                if line in taken:
                    raise UserError(
                        self.env._(
                            "This slot is no longer free: give another date, then "
                            "retry."
                        )
                    )
            except UserError as error:
                line._keep_error(error)
            else:
                ready += line
        if ready:
            ready._plan_entretiens()
        letters = ready.filtered(
            lambda line: not line.employee_id.sudo().entretien_reachable
        )
        mails = ready - letters
        if mails:
            mails.entretien_id.action_send_invitation()
        letters.sudo().write({"state": "planned", "by_letter": True, "error": False})
        mails.sudo().write({"state": "sent", "by_letter": False, "error": False})

    def _taken_meanwhile(self):
        """Those whose slot was found by the campaign, and is not free any more."""
        found = self.sudo().filtered(lambda x: x.date_planned and not x.date_typed)
        if not found:
            return found
        span = min(found.mapped("date_planned")), max(found.mapped("date_end"))
        free = self._free_intervals(found.employee_id | found.interviewer_id, *span)

        def is_taken(line):
            slot = spans([(line.date_planned, line.date_end)])
            both = line.employee_id | line.interviewer_id
            return any(slot - spans(free[person.id]) for person in both)

        return found.filtered(is_taken)

    def _set_aside(self):
        error = self.env._(
            "Set aside: the interview was planned, held or cancelled meanwhile."
        )
        self.sudo().write({"state": "skipped", "error": error})

    def _plan_entretiens(self):
        entretiens = self.entretien_id
        entretiens._check_step("plan")
        entretiens.check_access("write")
        entretiens._write_plans([line._prepare_entretien() for line in self])
        for entretien in entretiens:
            self.env["hr.entretien.interviewer"]._check_choice(entretien)
        entretiens.action_plan()

    def _check_ready(self):
        """:raises UserError: no date, a date that is past, or nobody to conduct it"""
        self.ensure_one()
        interviewers = self.env["hr.entretien.interviewer"]
        if not interviewers._is_present(self.interviewer_id, self.company_id):
            raise UserError(
                self.env._("Choose who conducts the interview, then retry.")
            )
        if not self.date_planned:
            raise UserError(self.env._("Give a date, then retry."))
        if self.date_planned <= fields.Datetime.now():
            raise UserError(self.env._("The date is past: give another, then retry."))
        if not self.employee_id.active:
            raise UserError(self.env._("This employee has left: take the line out."))

    def _prepare_entretien(self):
        """What the campaign writes on the interview."""
        campaign = self.campaign_id
        return {
            "date_planned": self.date_planned,
            "interviewer_id": self.interviewer_id.id,
            "duration": campaign.duration,
            "is_video": campaign.is_video,
            **({"location": campaign.location} if campaign.location else {}),
        }

    def _open_missing(self):
        """Find or open the interviews of the lines that have none, all at once."""
        missing = self.filtered(lambda line: not line.entretien_id).sudo()
        if not missing:
            return
        employees, today = missing.employee_id, fields.Date.context_today(self)
        opened = self.env["hr.entretien.campaign.population"]._opened(employees)
        new = employees.filtered(lambda employee: employee.id not in opened)
        entretiens = self.env["hr.entretien"].sudo().with_context(**QUIET)
        entretiens = entretiens.create(
            [
                {"motif": "on_request", **values}
                for values in new._entretien_open_values(today)
            ]
        )
        opened.update((item.employee_id.id, item) for item in entretiens)
        for line in missing:
            line.entretien_id = opened[line.employee_id.id]

    # -- the mail and the letter, before anything is sent ------------------------------

    def action_look(self):
        """Show the mail and the letter of this person, before anything is sent.

        The interview is planned for the time of looking, then all of it is undone.

        :raises UserError: they have no date or no interviewer yet
        """
        self.ensure_one()
        self.env["hr.entretien"]._check_hr()
        self.check_access("read")
        with closing(self.env.cr.savepoint()):
            values = self.with_context(**SILENT)._prepare_look()
        window = self.env["hr.entretien.campaign.look"].sudo().create(values)
        return open_record(window, name=self.env._("As It Will Look"), target="new")

    def _prepare_look(self):
        self._open_missing()
        entretien = self.entretien_id
        if entretien.state == "to_plan":
            self._check_ready()
            self._plan_entretiens()
        message = self.env["hr.entretien.message"]._queue(entretien, "invitation")
        subject, body = (
            message._template()._render_field(name, message.ids, compute_lang=True)
            for name in ("subject", "body_html")
        )
        report = entretien.action_print_invitation()["report_name"]
        reports = self.env["ir.actions.report"].sudo()
        pdf, _kind = reports._render_qweb_pdf(report, entretien.ids)
        return {
            "employee_id": self.employee_id.id,
            "email": self.employee_id.sudo()._entretien_address(own=True),
            "subject": subject[message.id],
            "body": body[message.id],
            "letter": base64.b64encode(pdf),
            "letter_name": f"{self.employee_id.name}.pdf",
        }
