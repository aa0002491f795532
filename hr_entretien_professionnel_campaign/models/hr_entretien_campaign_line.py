"""One person of a campaign: in or out and why, when, with whom, what became of it."""

import base64
import logging
from contextlib import closing

from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date, format_datetime
from odoo.tools.translate import LazyTranslate

from odoo.addons.hr_entretien_professionnel.models.interview.batch import (
    each_isolated,
    isolated,
)
from odoo.addons.hr_entretien_professionnel.models.interview.hr_entretien_night import (
    QUIET,
)
from odoo.addons.hr_entretien_professionnel.models.planning.entretien_clock import local
from odoo.addons.hr_entretien_professionnel.models.planning.hr_entretien_agenda import (
    Slot,
)
from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_labels,
    selection_of,
    translated,
)
from odoo.addons.hr_entretien_professionnel.models.window import open_record

from .hr_entretien_campaign import (
    FINAL_STATES,
    LETTER,
    STANDING_STATES,
    UNDONE_STATES,
)

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__)

FOUND = {"compute": "_compute_found", "store": True}
# What HR changes on a line, until the person is invited.
OPEN_FIELDS = {"is_in", "note", "interviewer_id", "date_planned"}
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
    date_due = fields.Date(string="Due Date", **FOUND)
    date_limit = fields.Date(string="Deadline", **FOUND)
    motif = fields.Selection(
        selection_of("hr.entretien", "motif"), string="Type", **FOUND
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
        string="Back On", help="The day they are back from their absence.", **FOUND
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
        compute="_compute_by_letter",
        compute_sudo=True,
        help="No e-mail: the invitation is printed.",
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

    @api.depends(
        "is_in",
        "entretien_id.date_due",
        "entretien_id.date_limit",
        "entretien_id.motif",
        "employee_id.entretien_next_date",
        "employee_id.entretien_next_limit",
        "employee_id.entretien_next_motif",
        "employee_id.entretien_absence_ids.date_from",
        "employee_id.entretien_absence_ids.date_to",
        "employee_id.entretien_absence_ids.type_id",
    )
    def _compute_found(self):
        """Of who is out nothing changes: it goes with the reason that was found."""
        population = self.env["hr.entretien.campaign.population"]
        for campaign, lines in self.filtered("is_in").grouped("campaign_id").items():
            away = population._absences(lines.employee_id, campaign._first_day())
            for line in lines:
                found = population._found(line.employee_id, line.entretien_id, away)
                line.update(found)

    @api.depends("date_planned", "campaign_id.duration")
    def _compute_date_end(self):
        for line in self:
            line.date_end = line.date_planned and fields.Datetime.add(
                line.date_planned, hours=line.campaign_id.duration
            )

    @api.depends("employee_id.entretien_reachable")
    def _compute_by_letter(self):
        for line in self:
            line.by_letter = not line.employee_id.entretien_reachable

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
        "date_due",
        "date_limit",
        "date_planned",
        "date_end",
        "interviewer_id",
        "error",
        "entretien_id.state",
        "entretien_id.date_planned",
    )
    @api.depends_context("lang")
    def _compute_warning(self):
        slots = [line._slot() for line in self]
        judged = self.env["hr.entretien.agenda"]._warnings(slots)
        undone = self.filtered(lambda line: line.state in UNDONE_STATES)
        letters = self.filtered_domain(LETTER) | undone.filtered("by_letter")
        for line, said in zip(self, judged, strict=True):
            texts = line._date_texts(said) if line in undone else []
            if line in letters:
                texts.append(self.env._("No e-mail: letter to print."))
            texts += [line._since_text(), line.error]
            line.warning = line.is_in and " ".join(filter(None, dict.fromkeys(texts)))

    @api.depends("state", "entretien_state")
    @api.depends_context("lang")
    def _compute_stage(self):
        own = selection_labels(self, "state")
        theirs = selection_labels(self, "entretien_state")
        letters = self.filtered_domain(LETTER)
        for line in self:
            over = line.state in FINAL_STATES and line.entretien_id
            if over and line not in letters:
                line.stage = theirs[line.entretien_state]
            else:
                line.stage = own[line.state]

    def _slot(self):
        """The date, judged as in the form of the interview; or None."""
        self.ensure_one()
        line = self.sudo()
        undone = line.is_in and line.state in UNDONE_STATES
        if not undone or line._not_ready_text():
            return None
        return Slot(
            employee=line.employee_id,
            interviewer=line.interviewer_id,
            start=line.date_planned,
            stop=line.date_end,
            given=fields.Date.context_today(self),
            limit=line.date_limit,
        )

    def _date_texts(self, judged):
        """What speaks against the date, as long as the person is not invited.

        :param judged: what the agenda says of the date
        """
        texts = list(judged)
        if self.date_planned:
            tz = self.sudo().employee_id._entretien_tz()
            day = local(self.date_planned, tz).date()
            if (self.date_due or day) < day <= (self.date_limit or day):
                texts.append(self.env._("After the due date."))
            texts.append(self._not_ready_text())
        elif self.slot_reason:
            texts.append(translated(self.env, SLOT_TEXTS[self.slot_reason]))
        if self.not_before:
            day = format_date(self.env, self.not_before)
            texts.append(self.env._("Back from absence on %(date)s.", date=day))
        return texts

    def _not_ready_text(self):
        """Why nobody can be invited with what the line says, or an empty text."""
        self.ensure_one()
        line, interviewers = self.sudo(), self.env["hr.entretien.interviewer"]
        if not interviewers._is_present(line.interviewer_id, line.company_id):
            return self.env._("Choose who conducts the interview.")
        if not line.date_planned:
            return self.env._("Give a date.")
        if line.date_planned <= fields.Datetime.now():
            return self.env._("The date is past: give another.")
        if not line.employee_id.active:
            return self.env._("This employee has left: take the line out.")
        return ""

    def _since_text(self):
        """What became of the interview itself, since the campaign gave its date."""
        entretien = self.sudo().entretien_id
        if entretien.state == "planned":
            moved = format_datetime(self.env, entretien.date_planned, dt_format="short")
            if self.state not in FINAL_STATES:
                return translated(self.env, OUT_TEXTS["planned"]) % {"date": moved}
            if entretien.date_planned != self.date_planned:
                return self.env._("Moved to %(date)s.", date=moved)
        if self.state in FINAL_STATES and entretien.state not in STANDING_STATES:
            return self.env._("No longer planned.")
        return ""

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
            # Put in again, whoever failed or was set aside waits like somebody new.
            changes.update(forced=True, launched=False, state="todo", error=False)
        if {"date_planned", "interviewer_id"} & vals.keys():
            changes.update(slot_reason=False, error=False)
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
            lambda line_id, error: self.browse(line_id)._stop(
                "error", self._error_text(error)
            ),
        )

    def _stop(self, state, text):
        self.sudo().write({"state": state, "error": text})

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
        taken = self.env["hr.entretien.campaign.dates"]._taken(self.sudo())
        aside = self.env._(
            "Set aside: the interview was planned, held or cancelled meanwhile."
        )
        no_room = self.env._(
            "This slot is no longer free: give another date, then retry."
        )
        ready = self.browse()
        for line in self:
            if line.entretien_id.state != "to_plan":
                line._stop("skipped", aside)
            elif text := line._not_ready_text() or (line in taken and no_room):
                line._stop("error", text)
            else:
                ready += line
        if ready:
            ready._plan_entretiens()
        letters = ready.filtered("by_letter")
        mails = ready - letters
        if mails:
            mails.entretien_id.action_send_invitation()
        letters.sudo().write({"state": "planned", "error": False})
        mails.sudo().write({"state": "sent", "error": False})

    def _plan_entretiens(self):
        entretiens = self.entretien_id
        entretiens._check_step("plan")
        entretiens.check_access("write")
        entretiens._write_plans([line._prepare_entretien() for line in self])
        for entretien in entretiens:
            self.env["hr.entretien.interviewer"]._check_choice(entretien)
        entretiens.action_plan()

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
        """Find the open interview of the lines that have none, or whose own was
        cancelled; open it for those who never had one."""
        missing = self.sudo().filtered(
            lambda line: line.entretien_id.state in (False, "cancelled")
        )
        if not missing:
            return
        population = self.env["hr.entretien.campaign.population"]
        opened = population._opened(missing.employee_id)
        never = missing.filtered(lambda line: not line.entretien_id).employee_id
        new = never.filtered(lambda employee: employee.id not in opened)
        today = fields.Date.context_today(self)
        entretiens = self.env["hr.entretien"].sudo().with_context(**QUIET)
        entretiens = entretiens.create(
            [
                {"motif": "on_request", **values}
                for values in new._entretien_open_values(today)
            ]
        )
        opened.update((item.employee_id.id, item) for item in entretiens)
        for line in missing:
            line.entretien_id = opened.get(line.employee_id.id, line.entretien_id)

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
            if text := self._not_ready_text():
                raise UserError(text)
            self._plan_entretiens()
        message = self.env["hr.entretien.message"]._queue(entretien, "invitation")
        mail = message._speaking()._prepare_mail_message()
        report = entretien.action_print_invitation()["report_name"]
        reports = self.env["ir.actions.report"].sudo()
        pdf, _kind = reports._render_qweb_pdf(report, entretien.ids)
        return {
            "employee_id": self.employee_id.id,
            "email": self.employee_id.sudo()._entretien_address(own=True),
            "subject": mail["subject"],
            "body": mail["body"],
            "letter": base64.b64encode(pdf),
            "letter_name": f"{self.employee_id.name}.pdf",
        }
