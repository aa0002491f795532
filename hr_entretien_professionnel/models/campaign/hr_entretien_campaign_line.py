"""One person of a campaign: in or out and why, when, with whom, what became of it."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date

from ..planning.hr_entretien_agenda import Slot

# What HR changes on a line, until the person is invited.
OPEN_FIELDS = {"is_in", "note", "interviewer_id", "date_planned"}
FINAL_STATES = ("planned", "sent")


class HrEntretienCampaignLine(models.Model):
    """Somebody of the population of a campaign.

    ``is_in`` says whether he takes part; when he does not, ``out_code`` and
    ``out_data`` say why, and the sentence is written when it is read, in the reader's
    language. HR may decide otherwise, with a note. ``launched`` lines are dealt with by
    the scheduled action; those added while it runs wait for HR.
    """

    _name = "hr.entretien.campaign.line"
    _description = "Person of a Campaign of Entretiens"
    _order = "date_planned, id"
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
        "hr.entretien", index=True, ondelete="set null", readonly=True
    )
    date_due = fields.Date(string="Due", readonly=True)
    date_limit = fields.Date(string="Limit", readonly=True)
    motif = fields.Selection(selection="_get_motifs", readonly=True)
    is_in = fields.Boolean(string="Takes Part")
    forced = fields.Boolean(
        readonly=True, help="HR decided, whatever the criteria of the campaign."
    )
    note = fields.Char(help="Why HR puts this person in, or leaves him out.")
    out_code = fields.Char(readonly=True)
    out_data = fields.Json(readonly=True)
    out_reason = fields.Char(string="Why Not", compute="_compute_out_reason")
    not_before = fields.Date(
        string="Back On", readonly=True, help="The day he is back from his absence."
    )
    interviewer_id = fields.Many2one("hr.employee", index=True)
    date_planned = fields.Datetime(string="Date")
    date_end = fields.Datetime(compute="_compute_date_end", store=True)
    date_typed = fields.Boolean(
        string="Date Chosen by Hand",
        readonly=True,
        help="HR chose the date, which the campaign did not look for.",
    )
    has_date = fields.Boolean(compute="_compute_has_date", store=True)
    slot_reason = fields.Char(readonly=True)
    by_letter = fields.Boolean(
        readonly=True, help="No e-mail: the invitation is printed."
    )
    warning = fields.Char(compute="_compute_warning")
    launched = fields.Boolean(readonly=True)
    state = fields.Selection(
        [
            ("todo", "To Do"),
            ("planned", "Planned"),
            ("sent", "Invited"),
            ("skipped", "Set Aside"),
            ("error", "Error"),
        ],
        required=True,
        default="todo",
        index=True,
        readonly=True,
    )
    error = fields.Char(string="What Went Wrong", readonly=True)

    _one_each = models.UniqueIndex(
        "(campaign_id, employee_id)", "A person is in a campaign once."
    )

    @api.model
    def _get_motifs(self):
        motif = self.env["hr.entretien"]._fields["motif"]
        return motif._description_selection(self.env)

    @api.depends("date_planned", "campaign_id.duration")
    def _compute_date_end(self):
        for line in self:
            line.date_end = line.date_planned and fields.Datetime.add(
                line.date_planned, hours=line.campaign_id.duration
            )

    @api.depends("date_planned")
    def _compute_has_date(self):
        for line in self:
            line.has_date = bool(line.date_planned)

    @api.depends("out_code", "out_data", "is_in", "note", "forced")
    @api.depends_context("lang")
    def _compute_out_reason(self):
        for line in self:
            line.out_reason = not line.is_in and line._out_text()

    def _out_text(self):
        """Why this person is out, as a sentence in the reader's language."""
        self.ensure_one()
        if self.forced:
            return self.env._("Left out by HR: %(note)s", note=self.note or "–")
        data = self.out_data or {}
        day, before = (
            format_date(self.env, fields.Date.to_date(data.get(name))) or "–"
            for name in ("date", "before")
        )
        text = data.get("text") or ""
        return self._out_sentences(day, before, text).get(self.out_code, text)

    def _out_sentences(self, day, before, text):
        """The sentence of each ``out_code``; the others carry their own text.

        :param str day: the day that the reason is about
        :param str before: the day that the campaign looks up to
        :param str text: the name of the other campaign
        """
        return {
            "nothing_due": self.env._(
                "Nothing due before %(before)s: the next one is due on %(date)s.",
                before=before,
                date=day,
            ),
            "no_due": self.env._("Nothing is due for this person."),
            "other_motif": self.env._("The interview due has another motif."),
            "not_overdue": self.env._("Not overdue: due on %(date)s.", date=day),
            "planned": self.env._("Already planned on %(date)s.", date=day),
            "absent": self.env._(
                "Suspended: absent until %(date)s, after the last day of the campaign.",
                date=day,
            ),
            "ends_before": self.env._(
                "The contract ends on %(date)s, before the first day of the campaign.",
                date=day,
            ),
            "other_campaign": self.env._(
                "Already in the campaign “%(name)s”.", name=text
            ),
            "no_interviewer": self.env._(
                "Nobody to hold it: no manager is known. Choose an interviewer here."
            ),
        }

    @api.depends(
        "slot_reason",
        "by_letter",
        "not_before",
        "state",
        "has_date",
        "is_in",
        "date_typed",
        "date_planned",
        "interviewer_id",
        "campaign_id.duration",
    )
    @api.depends_context("lang")
    def _compute_warning(self):
        slots = [line._typed_slot() for line in self]
        typed = self.env["hr.entretien.agenda"]._warnings(slots)
        for line, said in zip(self, typed, strict=True):
            texts = line._warning_texts(said) if line.is_in else ()
            line.warning = " ".join(texts) or False

    def _warning_texts(self, typed):
        """:param typed: what the agenda says of a date chosen by hand"""
        self.ensure_one()
        texts = []
        if self.slot_reason and self.state != "sent":
            texts.append(self._slot_texts().get(self.slot_reason, ""))
        texts += typed
        if self.not_before and self.state == "todo":
            day = format_date(self.env, self.not_before)
            texts.append(self.env._("Back from absence on %(date)s.", date=day))
        if self.by_letter and self.state != "sent":
            texts.append(self.env._("No e-mail: letter to print."))
        return texts

    def _typed_slot(self):
        """The date chosen by hand, judged as in the form of the interview; or None.

        :rtype: Slot
        """
        self.ensure_one()
        line = self.sudo()
        if not (line.is_in and line.date_typed and line.date_planned):
            return None
        if line.state not in ("todo", "error"):
            return None
        return Slot(
            employee=line.employee_id,
            interviewer=line.interviewer_id,
            start=line.date_planned,
            stop=fields.Datetime.add(
                line.date_planned, hours=line.campaign_id.duration or 1.0
            ),
            given=fields.Date.context_today(self),
            limit=line.date_limit,
        )

    def _slot_texts(self):
        """What each reason of ``entretien_spread.Slot`` says."""
        return {
            "after_due": self.env._("After the due date: nothing was free before."),
            "after_limit": self.env._("After the limit: nothing was free before."),
            "no_interviewer": self.env._("No date: choose an interviewer."),
            "no_day": self.env._("No date: the campaign has no day left."),
            "employee_away": self.env._(
                "No date: the employee does not work at these hours, or is absent."
            ),
            "interviewer_away": self.env._(
                "No date: the interviewer does not work at these hours, or is absent."
            ),
            "never_together": self.env._(
                "No date: the two are never free at the same time."
            ),
            "interviewer_full": self.env._(
                "No date: the interviewer has no room left. Add weeks, raise the "
                "maximum or choose somebody else."
            ),
        }

    @api.constrains("employee_id", "interviewer_id")
    def _check_interviewer(self):
        for line in self:
            if line.employee_id._entretien_is(line.interviewer_id):
                raise ValidationError(
                    self.env._("Nobody holds the interview with himself.")
                )

    def write(self, vals):
        """HR's changes: four fields, until the person is invited.

        :raises AccessError: another field, or an interviewer whom HR may not see
        :raises UserError: the person was invited already
        """
        if self.env.su:
            return super().write(vals)
        # The calendar sends the end along: it follows from the duration.
        here = {name: value for name, value in vals.items() if name != "date_end"}
        self._check_change(here)
        if "is_in" in vals:
            here.update(forced=True, launched=False)
        if {"date_planned", "interviewer_id"} & vals.keys():
            here["slot_reason"] = False
        if "date_planned" in vals:
            here["date_typed"] = bool(vals["date_planned"])
        self.check_access("write")
        super(HrEntretienCampaignLine, self.sudo()).write(here)
        return True

    def _check_change(self, vals):
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
            if not all(
                interviewers._is_present(interviewer, company)
                for company in self.company_id
            ):
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
        record = self.entretien_id or self.employee_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }
