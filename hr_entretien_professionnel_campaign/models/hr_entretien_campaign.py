"""A campaign: a population, its dates, its invitations, and how far it has come."""

from datetime import timedelta
from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import split_every

from odoo.addons.hr_entretien_professionnel.models.interview.batch import in_batches
from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    HELD_STATES,
    MOTIFS,
)
from odoo.addons.hr_entretien_professionnel.models.message.message_kinds import (
    INVITATIONS,
    ON_ITS_WAY,
    UNDELIVERED,
)
from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_labels,
)
from odoo.addons.hr_entretien_professionnel.models.window import notify, open_action

from .entretien_copies import copies_archive

RUNNING = ("running", "stopped", "done")
HOURS = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# People sorted at a time: their plans and résumés are not all in memory at once.
CHUNK = 500
# Lines dealt with in a transaction.
BATCH = 50
TAKES_PART = Domain("is_in", "=", True)
TO_DO = TAKES_PART & Domain("state", "=", "todo")
# Whose date the campaign still looks for, or may change.
UNDONE_STATES = ("todo", "error")
TO_DATE = TAKES_PART & Domain("state", "in", UNDONE_STATES)
# Whom the campaign has dealt with: their interview is changed on its own form.
FINAL_STATES = ("planned", "sent")
FINAL = TAKES_PART & Domain("state", "in", FINAL_STATES)
# Interviews that were not cancelled, declined or missed since.
STANDING_STATES = ("planned", *HELD_STATES)
PLANNED = FINAL & Domain("entretien_state", "in", STANDING_STATES)
LETTER = TAKES_PART & Domain("state", "=", "planned")
LETTER &= Domain("entretien_state", "=", "planned")
WAITING = Domain("kind", "in", INVITATIONS) & Domain("state", "in", ON_ITS_WAY)
REFUSED = Domain("kind", "in", INVITATIONS) & Domain("state", "in", UNDELIVERED)
MESSAGES = "entretien_id.entretien_message_ids"
# What the screen counts, as a search on the lines; a line may be several things.
COUNTS = {
    "in": TAKES_PART,
    "out": Domain("is_in", "=", False),
    "undated": TO_DO & Domain("date_planned", "=", False),
    "added": TO_DO & Domain("launched", "=", False),
    "waiting": TO_DO & Domain("launched", "=", True),
    "planned": PLANNED,
    "letter": LETTER,
    # Whose invitation left, or was handed over on paper: a queue invites nobody.
    "sent": FINAL
    & Domain("entretien_id.date_invited", "!=", False)
    & ~Domain(MESSAGES, "any", REFUSED),
    "mailing": PLANNED & Domain(MESSAGES, "any", WAITING),
    "refused": PLANNED & Domain(MESSAGES, "any", REFUSED),
    "skipped": TAKES_PART & Domain("state", "=", "skipped"),
    "error": TAKES_PART & Domain("state", "=", "error"),
    # The state of the preparation is counted, and nothing of it is read.
    "prepared": PLANNED & Domain("entretien_id.preparation_id.state", "=", "submitted"),
    "held": PLANNED & Domain("entretien_state", "in", HELD_STATES),
    "closed": PLANNED & Domain("entretien_state", "=", "closed"),
}
# The numbers whose list is one of interviews.
OF_INTERVIEWS = ("planned", "sent", "mailing", "refused", "prepared", "held", "closed")
LINE_ACTIONS = "hr_entretien_professionnel_campaign.hr_entretien_campaign_line"


def _lines(**kw):
    line = "hr.entretien.campaign.line"
    return fields.One2many(line, "campaign_id", copy=False, **kw)


def _count(string, **kw):
    return fields.Integer(string=string, compute="_compute_counts", **kw)


class HrEntretienCampaign(models.Model):
    """HR plans and invites many people at once.

    Its steps: the population is chosen, HR sees who is in and who is out and why, dates
    are spread over weeks and interviewers, then a scheduled action plans and invites
    line by line. It can be added to, changed and stopped while it runs.

    HR officers alone, in their companies; the system administrator without HR has
    nothing here. The lines are written by these methods, and by HR for who is in, who
    conducts and when, as long as the person was not invited.
    """

    _name = "hr.entretien.campaign"
    _description = "Campaign of Interviews"
    _inherit = ["hr.entretien.thread.mixin", "hr.entretien.copied.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("draft", "Population"),
            ("preview", "Who Is In"),
            ("dates", "Dates and Letter"),
            ("running", "Sending"),
            ("stopped", "Stopped"),
            ("done", "Launched"),
        ],
        required=True,
        default="draft",
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Launched By",
        readonly=True,
        copy=False,
        help="Interviews are planned and invitations sent in this person's name.",
    )
    date_launched = fields.Datetime(string="Launched On", readonly=True, copy=False)

    department_ids = fields.Many2many(
        "hr.department", string="Departments", check_company=True
    )
    manager_ids = fields.Many2many(
        "hr.employee", string="Managers", help="The people they lead directly."
    )
    job_ids = fields.Many2many("hr.job", string="Jobs", check_company=True)
    employee_ids = fields.Many2many(
        "hr.employee",
        "hr_entretien_campaign_employee_rel",
        string="People Chosen by Hand",
        check_company=True,
        copy=False,
        help="Added to the departments, managers and jobs above, whatever their date.",
    )
    due_before = fields.Date(
        required=True,
        default=lambda self: self._default_day("entretien_horizon_days"),
        help="Whoever has an interview due on this day at the latest.",
    )
    # A box for each motif.
    for_first = fields.Boolean(string="First interview")
    for_periodic = fields.Boolean(string="Periodic")
    for_return = fields.Boolean(string="Return from absence")
    for_before_leave = fields.Boolean(string="Before a leave")
    for_mid_career = fields.Boolean(string="Mid-career")
    for_end_career = fields.Boolean(string="End of career")
    for_on_request = fields.Boolean(string="On request")
    motifs = fields.Char(
        string="Types", compute="_compute_motifs", help="Empty: whatever the type."
    )

    date_from = fields.Date(
        string="First Day",
        required=True,
        default=lambda self: self._default_day("entretien_notice_days"),
        help="Nobody is given a date before the notice period of the company.",
    )
    weeks = fields.Integer(string="Number of Weeks", required=True, default=6)
    date_to = fields.Date(string="Last Day", compute="_compute_date_to")
    mon = fields.Boolean(default=True)
    tue = fields.Boolean(default=True)
    wed = fields.Boolean(default=True)
    thu = fields.Boolean(default=True)
    fri = fields.Boolean(default=True)
    sat = fields.Boolean()
    sun = fields.Boolean()
    morning_from = fields.Float(default=9.0)
    morning_to = fields.Float(default=12.0)
    afternoon_from = fields.Float(default=14.0)
    afternoon_to = fields.Float(default=17.0)
    max_per_day = fields.Integer(
        string="At Most a Day",
        default=2,
        help="For each interviewer, other interviews included. The campaign gives no "
        "date beyond it; a date chosen by hand is not held to it. 0: no maximum.",
    )
    max_per_week = fields.Integer(
        string="At Most a Week",
        default=5,
        help="For each interviewer, other interviews included. The campaign gives no "
        "date beyond it; a date chosen by hand is not held to it. 0: no maximum.",
    )
    duration = fields.Float(string="Duration (hours)", default=1.0, required=True)
    is_video = fields.Boolean(string="By Video")
    location = fields.Char(string="Place", help="The same for everybody; can be empty.")
    interviewer_kind = fields.Selection(
        [
            ("manager", "The manager (N+1)"),
            ("n2", "The manager above (N+2)"),
            ("chosen", "Somebody of HR, chosen below"),
        ],
        string="Conducted By",
        required=True,
        default="manager",
    )
    interviewer_id = fields.Many2one(
        "hr.employee", string="Person of HR", check_company=True
    )

    line_ids = _lines(string="People")
    line_in_ids = _lines(string="Who Is In", domain=[("is_in", "=", True)])
    line_out_ids = _lines(string="Who Is Out", domain=[("is_in", "=", False)])

    in_count = _count("People In")
    out_count = _count("People Out")
    undated_count = _count("Without Date")
    added_count = _count("Added")
    waiting_count = _count("Waiting")
    planned_count = _count("Interviews Planned")
    letter_count = _count("Letters to Print")
    sent_count = _count(
        "Invited", help="Their invitation left, or was handed over on paper."
    )
    mailing_count = _count("Waiting for the Mail Server")
    refused_count = _count("Not Delivered")
    refused_ids = fields.Many2many(
        "hr.entretien.message",
        string="Invitations Not Delivered",
        compute="_compute_refused_ids",
    )
    same_hour = fields.Boolean(compute="_compute_same_hour")
    skipped_count = _count("Set Aside")
    error_count = _count("Errors")
    progress = fields.Float(string="Sending (%)", compute="_compute_counts")
    prepared_count = _count("Prepared")
    held_count = _count("Held")
    closed_count = _count("Copies Handed Over")

    _weeks_positive = models.Constraint(
        "CHECK (weeks BETWEEN 1 AND 104)", "A campaign lasts between 1 and 104 weeks."
    )
    _maxima_positive = models.Constraint(
        "CHECK (max_per_day >= 0 AND max_per_week >= 0)",
        "The maxima of a campaign cannot be negative.",
    )
    _duration_positive = models.Constraint(
        "CHECK (duration > 0 AND duration <= 8)",
        "An interview lasts between a few minutes and 8 hours.",
    )

    def _default_day(self, setting):
        """In as many days as this setting of the company says."""
        days = self.env.company.sudo()[setting]
        return fields.Date.add(fields.Date.context_today(self), days=days)

    @api.depends("date_from", "weeks")
    def _compute_date_to(self):
        for campaign in self:
            campaign.date_to = campaign.date_from and fields.Date.add(
                campaign.date_from, days=7 * campaign.weeks - 1
            )

    @api.depends(*(f"for_{motif}" for motif in MOTIFS))
    @api.depends_context("lang")
    def _compute_motifs(self):
        labels = selection_labels(self.env["hr.entretien"], "motif")
        for campaign in self:
            campaign.motifs = ", ".join(map(labels.get, campaign._wanted_motifs()))

    def _wanted_motifs(self):
        """The motifs of the interviews that the campaign is for; none means all."""
        self.ensure_one()
        return [motif for motif in MOTIFS if self[f"for_{motif}"]]

    @api.depends("state")
    def _compute_counts(self):
        """Counted when read, a query each: 500 lines are not loaded for a number.

        They do not depend on the lines in Odoo's sense: changing one line in the form
        would have them all sent and read.
        """
        Line = self.env["hr.entretien.campaign.line"].sudo()
        mine = Domain("campaign_id", "in", self._origin.ids)
        for name, domain in COUNTS.items():
            found = dict(Line._read_group(mine & domain, ["campaign_id"], ["__count"]))
            for campaign in self:
                campaign[f"{name}_count"] = found.get(campaign._origin, 0)
        for campaign in self:
            launched = campaign.in_count - campaign.added_count
            over = launched - campaign.waiting_count
            campaign.progress = 100.0 * over / (launched or 1)

    @api.depends("line_ids.is_in", "line_ids.date_planned", "duration")
    def _compute_same_hour(self):
        """One begins before another is over: a place of one room does not do."""
        lines = self.env["hr.entretien.campaign.line"].sudo()
        dated = TAKES_PART & Domain("date_planned", "!=", False)
        for campaign in self:
            mine = dated & Domain("campaign_id", "=", campaign._origin.id)
            [(starts,)] = lines._read_group(mine, [], ["date_planned:array_agg"])
            pairs = pairwise(sorted(starts or ()))
            length = timedelta(hours=campaign.duration)
            campaign.same_hour = any(after - start < length for start, after in pairs)

    @api.depends("state")
    def _compute_refused_ids(self):
        """The messages themselves, with their address and what the server answered."""
        messages = self.env["hr.entretien.message"]
        for campaign in self:
            entretiens = campaign._counted("refused").entretien_id
            theirs = Domain("entretien_id", "in", entretiens.ids)
            campaign.refused_ids = messages.search(theirs & REFUSED)

    def _counted(self, name):
        """The lines behind a number of the screen."""
        mine = Domain("campaign_id", "in", self._origin.ids)
        return self.env["hr.entretien.campaign.line"].search(mine & COUNTS[name])

    @api.constrains(*WEEKDAYS, *HOURS, "duration")
    def _check_hours(self):
        for campaign in self:
            halves = campaign._halves()
            inside = all(0 <= start <= end <= 24 for start, end in halves)
            if not inside or halves[0][1] > halves[1][0]:
                raise ValidationError(
                    self.env._(
                        "The hours of the interviews: a morning, then an afternoon, "
                        "each with its beginning before its end."
                    )
                )
            if not any(campaign[day] for day in WEEKDAYS):
                raise ValidationError(
                    self.env._("Choose one day of the week at least.")
                )
            if max(end - start for start, end in halves) < campaign.duration:
                raise ValidationError(
                    self.env._(
                        "Neither the morning nor the afternoon is as long as an "
                        "interview."
                    )
                )

    @api.constrains("interviewer_kind", "interviewer_id")
    def _check_chosen_interviewer(self):
        for campaign in self:
            if campaign.interviewer_kind == "chosen" and not campaign.interviewer_id:
                raise ValidationError(
                    self.env._("Choose the person of HR who conducts the interviews.")
                )

    def _halves(self):
        """Morning and afternoon, in hours."""
        self.ensure_one()
        return (
            (self.morning_from, self.morning_to),
            (self.afternoon_from, self.afternoon_to),
        )

    def _closed_text(self, key, names):
        return self.env._("The steps of a campaign are taken with its buttons.")

    def write(self, vals):
        if not self.env.su and "company_id" in vals and self.line_ids:
            raise UserError(
                self.env._("A campaign stays in its company: create another one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_launched(self):
        if any(campaign.state in RUNNING for campaign in self):
            raise UserError(
                self.env._(
                    "A campaign that was launched is kept: people were invited by it."
                )
            )

    def _check_may(self, *states):
        """The user is HR of these companies, and the campaign is at that step.

        :raises AccessError: somebody else, over RPC
        :raises UserError: the campaign is at another step
        """
        self.env["hr.entretien"]._check_hr()
        self.check_access("write")
        labels = selection_labels(self, "state")
        for campaign in self:
            if campaign.state not in states:
                raise UserError(
                    self.env._(
                        "%(name)s is at “%(state)s”: this step is not possible.",
                        name=campaign.name,
                        state=labels[campaign.state],
                    )
                )

    # -- who is in ---------------------------------------------------------------------

    def action_preview(self):
        """See who is in and who is out; decisions of HR on single people stay."""
        self._check_may("draft", "preview", "dates")
        for campaign in self:
            campaign._sort_people(campaign.line_ids.filtered("forced"))
            campaign.sudo().state = "preview"

    def action_back(self):
        self._check_may("preview", "dates")
        for campaign in self.sudo():
            campaign.state = "draft" if campaign.state == "preview" else "preview"

    def action_add_people(self):
        """While it runs: look for people anew, and give dates to those who are new.

        They wait for HR to look at them: nobody is invited before that.
        """
        self.ensure_one()
        self._check_may(*RUNNING)
        kept = self.line_ids.filtered(lambda line: line.is_in or line.forced)
        lines = self._sort_people(kept)
        self.env["hr.entretien.campaign.dates"]._give(self, lines)
        number = len(lines.filtered("is_in"))
        message = (
            self.env._(
                "People added: %(number)s. Look at their dates, then send.",
                number=number,
            )
            if number
            else self.env._("Nobody new: everybody concerned is in the campaign.")
        )
        return notify(message, "info", next={"type": "ir.actions.act_window_close"})

    def _sort_people(self, kept):
        """New lines for all of the population who have none of these."""
        self.ensure_one()
        (self.line_ids - kept).sudo().unlink()
        population = self.env["hr.entretien.campaign.population"]
        missing = Domain("id", "not in", self.line_ids.sudo().employee_id.ids)
        employees = self.env["hr.employee"].sudo()
        employees = employees.search(population._domain(self) & missing, order="id")
        lines = self.env["hr.entretien.campaign.line"].sudo()
        for batch in split_every(CHUNK, employees.ids, employees.browse):
            lines += lines.create(population._prepare_lines(self, batch))
        return lines

    def _first_day(self):
        """The first day an interview may be on: the notice period is kept."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        days = self.company_id.sudo().entretien_notice_days
        return max(self.date_from, fields.Date.add(today, days=days))

    # -- dates -------------------------------------------------------------------------

    def action_spread(self):
        """Give everybody who is in a date; spread anew, it gives the same ones.

        Who comes back from the preview finds the dates that HR typed.
        """
        self._check_may("preview", "dates")
        dates = self.env["hr.entretien.campaign.dates"]
        for campaign in self:
            lines = campaign._lines_to_date()
            if not lines:
                raise UserError(
                    self.env._("Nobody is in this campaign: change the population.")
                )
            if campaign.state == "preview":
                lines = lines.filtered(lambda line: not line.date_typed)
            lines.write({"date_planned": False, "slot_reason": False})
            dates._give(campaign, lines)
            campaign.sudo().state = "dates"

    def action_spread_missing(self):
        """Give a date to those who have none, and move nobody."""
        self._check_may("dates", *RUNNING)
        dates = self.env["hr.entretien.campaign.dates"]
        for campaign in self:
            lines = campaign._lines_to_date()
            dates._give(campaign, lines.filtered(lambda line: not line.date_planned))

    def _lines_to_date(self):
        self.ensure_one()
        return self.line_ids.filtered_domain(TO_DATE).sudo()

    # -- sending -----------------------------------------------------------------------

    def action_launch(self):
        """Have everybody who is in planned and invited, in the background.

        Later on: those added or put in since. It sends in the user's name.
        """
        self._check_may("dates", *RUNNING)
        for campaign in self:
            waiting = campaign._lines_to_date().filtered(lambda line: not line.launched)
            if not waiting:
                raise UserError(self.env._("Nobody waits to be invited."))
            campaign._run(waiting)

    def action_stop(self):
        """Invite nobody else. What is under way, 50 people at most, is finished."""
        self._check_may("running")
        self.sudo().write({"state": "stopped"})

    def action_resume(self):
        self._check_may("stopped")
        for campaign in self:
            campaign._run()

    def action_retry(self):
        self._check_may(*RUNNING)
        for campaign in self:
            campaign._run(campaign._counted("error"))

    def action_print_letters(self):
        """The letters of those who have no e-mail, all in one document."""
        self._check_may(*RUNNING)
        lines = self._counted("letter")
        if not lines:
            raise UserError(self.env._("There is no letter to print."))
        action = lines.entretien_id.action_print_invitation()
        lines.sudo().state = "sent"
        return action

    def _run(self, lines=()):
        """Go on in the background, with these lines too."""
        self.ensure_one()
        if lines:
            lines.sudo().write({"launched": True, "state": "todo", "error": False})
        vals = {"state": "running", "user_id": self.env.user.id}
        if not self.date_launched:
            vals["date_launched"] = fields.Datetime.now()
        self.sudo().write(vals)
        cron = self.env.ref("hr_entretien_professionnel_campaign.ir_cron_campaign")
        cron.sudo()._trigger()

    def _cron_campaigns(self):
        """Deal with the lines of the running campaigns, a batch in a transaction.

        What is left is read anew each time: a crash, a stop or a second worker loses
        nothing and does nothing twice.
        """
        in_batches(self.env, lambda: self._lines_to_run().ids, self._run_batch, BATCH)
        running = self.sudo().search([("state", "=", "running")])
        (running - self._lines_to_run().campaign_id).write({"state": "done"})
        self.env["ir.cron"]._commit_progress()

    def _lines_to_run(self):
        lines = self.env["hr.entretien.campaign.line"].sudo()
        running = Domain("campaign_id.state", "=", "running") & COUNTS["waiting"]
        return lines.search(running, order="campaign_id, date_planned, id")

    def _run_batch(self, line_ids):
        """Deal with those of these lines that no other worker deals with.

        As the person who launched the campaign: their rights, their name in proofs.
        """
        lines = self._lines_to_run().filtered(lambda line: line.id in line_ids)
        lines = lines.try_lock_for_update(allow_referencing=True)
        for campaign, mine in lines.grouped("campaign_id").items():
            sender = campaign.user_id
            mine = mine.with_user(sender).with_context(
                allowed_company_ids=campaign.company_id.ids,
                lang=sender._entretien_lang(),
                tz=sender.tz,
            )
            mine._run_all()

    # -- screens -----------------------------------------------------------------------

    def action_look_first(self):
        """The mail and the letter of the first person who has a date, best of those
        who get the mail."""
        self.ensure_one()
        self._check_may("dates", *RUNNING)
        lines = self.line_in_ids.filtered("date_planned")
        if not lines:
            raise UserError(self.env._("Nobody has a date yet."))
        first = lines.sorted(lambda line: (line.state != "todo", line.by_letter))[0]
        return first.action_look()

    def action_open(self):
        """The list behind a number, ``campaign_count`` of the context: as many lines,
        or their interviews once these are planned."""
        self.ensure_one()
        self.check_access("read")
        name = self.env.context.get("campaign_count")
        domain = Domain("campaign_id", "=", self.id) & COUNTS.get(name, TAKES_PART)
        if name not in OF_INTERVIEWS:
            kind = "action_out" if name == "out" else "action"
            # By week and interviewer, but a short list.
            plain = {} if name == "in" else {"context": {}}
            action = f"{LINE_ACTIONS}_{kind}"
            return open_action(self.env, action, domain=list(domain), **plain)
        return open_action(
            self.env,
            "hr_entretien_professionnel.hr_entretien_action",
            domain=[("id", "in", self._counted(name).entretien_id.ids)],
            context={"create": False},
            views=[(False, "list"), (False, "form"), (False, "calendar")],
        )

    def _creation_message(self):
        """In the company's language: it stays, and demo data has none of its own."""
        lang = self.company_id.sudo()._entretien_lang()
        return self.with_context(lang=lang).env._("Campaign created")

    # -- the copies --------------------------------------------------------------------

    def action_copies(self):
        """The copies delivered, all in one file."""
        if not self._with_copy():
            raise UserError(
                self.env._("No copy of this campaign has been handed over yet.")
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/entretiens/campagnes/{self.id}/copies",
            "target": "download",
        }

    def _with_copy(self):
        """The interviews whose copy was delivered and frozen.

        :raises AccessError: the user is not HR of the company
        """
        self.ensure_one()
        self.env["hr.entretien"]._check_hr()
        self.check_access("read")
        return self._counted("closed").entretien_id.filtered("date_frozen")

    def _copies_file(self):
        """All the copies as one ZIP; it is logged as an export.

        :returns: the name of the file, and a temporary file to read it from
        :raises AccessError: the user is not HR of the company
        """
        entretiens = self._with_copy()
        name = self.env._("Copies - %(campaign)s.zip", campaign=self.name)
        archive = copies_archive(entretiens)
        entretiens.employee_id._entretien_after_export("copies_export", name)
        return name.replace("/", "-"), archive
