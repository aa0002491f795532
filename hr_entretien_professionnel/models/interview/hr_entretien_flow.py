"""The steps of an interview, as the people who conduct it take them."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_datetime

from ..window import open_dialog, open_record
from .entretien_states import OFFERED_MOTIFS
from .entretien_steps import HR, HR_OR_MOOT, STEPS

# See ``hr.entretien.plan.change``.
PLAN_FIELDS = {
    "state",
    "date_planned",
    "date_held",
    "duration",
    "location",
    "is_video",
    "video_url",
    "interviewer_id",
}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    file_ids = fields.One2many(
        "hr.entretien.file", "entretien_id", string="Documents", copy=False
    )
    proof_ids = fields.One2many(
        "hr.entretien.proof", "entretien_id", string="Proof File", copy=False
    )
    signature_ids = fields.One2many(
        "hr.entretien.signature", "entretien_id", string="Signatures", copy=False
    )
    entretien_message_ids = fields.One2many(
        "hr.entretien.message",
        "entretien_id",
        string="Messages of the Entretien",
        groups="hr.group_hr_user",
    )
    link_ids = fields.One2many(
        "hr.entretien.link", "entretien_id", string="Links", groups="hr.group_hr_user"
    )
    no_show_count = fields.Integer(
        string="No-Shows",
        copy=False,
        readonly=True,
        help="How many times the employee did not come; it meets no obligation.",
    )
    declined_how = fields.Selection(
        [
            ("letter", "Declined by letter"),
            ("mail", "Declined by e-mail"),
            ("oral", "Declined by word of mouth"),
        ],
        string="How It Was Declined",
        readonly=True,
        copy=False,
        help="After an absence, how the offer was declined; elsewhere a refusal is in "
        "writing. By word of mouth it meets that return and moves no other date.",
    )

    _oral_on_return = models.Constraint(
        "CHECK (declined_how IS DISTINCT FROM 'oral' "
        "OR motif IN ('return', 'before_leave'))",
        "Only what is offered around an absence may be declined by word of mouth.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_readable(vals)
            self._check_slot_values(vals)
        entretiens = super().create(vals_list)
        for entretien, vals in zip(entretiens, vals_list, strict=True):
            if vals.get("interviewer_id"):
                self.env["hr.entretien.interviewer"]._check_choice(entretien)
        planned = entretiens.filtered(lambda item: item.state == "planned")
        self.env["calendar.event"]._entretien_sync(planned)
        return entretiens

    def write(self, vals):
        changes, before = self.env["hr.entretien.plan.change"], {}
        if vals.keys() & PLAN_FIELDS:
            self._check_readable(vals)
            self._check_slot_values(vals)
            if not self.env.su:
                # Before anything is read with the server's rights, and kept in memory.
                self._check_write(vals)
            before = changes._facts(self)
        result = super().write(vals)
        if before:
            changes._follow(self.sudo(), before)
        if vals.get("state") == "cancelled":
            self.sudo().link_ids._revoke()
        return result

    # -- what a step is made of, see ``entretien_steps`` -------------------------------

    def _check_step(self, code):
        """The user may take it, a key of ``STEPS``, and the interviews are where it
        starts."""
        step = STEPS[code]
        moot = step.who == HR_OR_MOOT and all(item.is_moot for item in self)
        if step.who in (HR, HR_OR_MOOT) and not moot:
            self._check_hr()
        self._check_lead()
        for entretien in self.filtered(lambda item: item.state not in step.states):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(name)s is “%(state)s”: this step is not possible.",
                    name=entretien.display_name,
                    state=labels[entretien.state],
                )
            )

    def _take_step(self, code, values=None, note=None, **proof):
        """Take a step that was checked: the state is not writable otherwise.

        :param dict values: written beside those of the table
        :param note: of the line of proof, as the others: see ``_add_proof``
        """
        step = STEPS[code]
        values = {**step.values, **(values or {})}
        if step.to:
            values["state"] = step.to
        # A motive that came over RPC may be no text.
        self.sudo(False)._check_readable(values)
        if step.calls_off:
            self.filtered(lambda item: item._is_ahead())._notify_off()
        if step.withdraws:
            # They stay, marked.
            self._valid_signatures().write({"void": True, "void_reason": note})
            self.env["hr.entretien.file"]._supersede(self)
        if values:
            self.sudo().write(values)
        if step.proof:
            self._add_proof(step.proof, note=note, **proof)

    def _after_step(self, code):
        """What follows a step of ``STEPS``; other add-ons extend it."""
        for effect in STEPS[code].then:
            model, _colon, name = effect.rpartition(":")
            if model:
                getattr(self.env[model], name)(self)
            else:
                getattr(self, name)()

    def _check_lead(self):
        self.check_access("read")
        if self - self._led_by_user():
            raise AccessError(
                self.env._(
                    "Only HR, the interviewer and the managers above the employee may "
                    "do this."
                )
            )

    def _check_hr(self):
        if not (self.env.su or self._user_is_hr()):
            raise AccessError(self.env._("Only HR may do this."))

    def _ask_step(self, window, title, **values):
        """Open a small window about one interview, before the step is taken."""
        self.ensure_one()
        model = f"hr.entretien.{window}"
        return open_dialog(model, title, entretien_id=self.id, **values)

    def _ask_motive(self, kind):
        """Open the small window that asks why."""
        return open_dialog(
            "hr.entretien.motive",
            self.env._("Why?"),
            entretien_ids=self.ids,
            kind=kind,
            seen=self._states_seen(),
        )

    def _states_seen(self):
        """Where these interviews stand, to be compared with where they stand later."""
        return ",".join(f"{item.id} {item.state}" for item in self.sorted("id"))

    # -- held, or not ------------------------------------------------------------------

    def action_mark_held(self):
        """The interview took place: on its planned day, or today."""
        self._check_step("mark_held")
        for entretien in self:
            day = entretien.date_held or entretien._planned_day()
            entretien._take_step("mark_held", {"date_held": day}, day=day)
        self._after_step("mark_held")

    def _planned_day(self):
        """The planned day in the user's time zone, never later than today."""
        today = fields.Date.context_today(self)
        if not self.date_planned:
            return today
        planned = fields.Datetime.context_timestamp(self, self.date_planned).date()
        return min(planned, today)

    @api.model
    def _read_day(self, day):
        """:param day: what was sent for a date, over RPC; nothing at all is None"""
        try:
            return fields.Date.to_date(day) if day else None
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("This is not a date: %s", day)) from error

    def action_no_show(self, day=None, note=None):
        """The employee did not come: it is to plan again; without a day, ask for it.

        It meets nothing in law (no date of the employee moves): a second invitation is
        due.

        :param date day: the day they were expected
        :param str note: what is known of it
        """
        self._check_step("no_show")
        if not day:
            title = self.env._("The Employee Did Not Come")
            return self._ask_step("no.show", title, day=self._planned_day())
        day = self._read_day(day)
        if day > fields.Date.context_today(self):
            raise UserError(self.env._("Nobody is absent on a day to come."))
        for entretien in self:
            # The interview itself forgets when they were expected.
            speaking = entretien.with_context(lang=entretien._report_lang()).env
            zone = entretien.employee_id._entretien_tz().zone
            planned = format_datetime(
                speaking, entretien.date_planned, tz=zone, dt_format="short"
            )
            expected = speaking._("Expected on %(date)s.", date=planned)
            entretien._take_step(
                "no_show",
                {"no_show_count": entretien.no_show_count + 1},
                note="\n".join(filter(None, (expected, note))),
                day=day,
            )
        self._after_step("no_show")

    def _schedule_reinvitation(self):
        """The interviewer is to invite again; planning does away with it."""
        today = fields.Date.context_today(self)
        for entretien in self.sudo():
            entretien.activity_ids._entretien_about("to_plan").unlink()
            self.env["mail.activity"]._entretien_schedule(
                entretien, "to_plan", today, "_no_show_activity_note"
            )
            entretien.deadline_told = entretien.date_due

    def _no_show_activity_note(self, today):
        return self.env._(
            "The employee did not come. This meets no obligation: agree on another day "
            "and invite again, in writing."
        )

    def action_decline(self, motive=None, day=None):
        """The employee refuses in writing; without a motive, ask for it.

        The refusal meets the obligation of that date (the employer made the offer): the
        next period runs from its day.

        :param str motive: what the employee wrote
        :param date day: the day of their letter, today by default
        """
        self._check_step("decline")
        if not motive:
            return self._ask_motive("decline")
        self._decline(motive, self._read_day(day))

    def _decline(self, motive, day=None, attachments=None, how=None):
        """See ``action_decline``.

        :param attachments: ``ir.attachment``: the employee's letter
        :param str how: around an absence, how they declined what was offered; by word
            of mouth it meets that return alone and starts no period
        """
        day = day or fields.Date.context_today(self)
        offered = self.filtered(lambda item: item.motif in OFFERED_MOTIFS)
        for code, entretiens, way in (
            ("decline", self - offered, False),
            ("decline_offer", offered, how),
        ):
            for entretien in entretiens:
                speaking = entretien.with_context(lang=entretien._report_lang()).env
                ways = self._fields["declined_how"]._description_selection(speaking)
                entretien._take_step(
                    code,
                    {"date_declined": day, "declined_how": way, "motive": motive},
                    note="\n".join(filter(None, (dict(ways).get(way), motive))),
                    day=day,
                    attachments=attachments,
                )
            entretiens._after_step(code)

    # -- given up, taken up again ------------------------------------------------------

    def action_cancel(self, motive=None):
        """HR: this interview will not take place; without a motive, ask for it.

        Who conducts it may, too, once another was held in its place. Who expected the
        meeting is written to. What has an état des lieux handed over took place.
        """
        self._check_step("cancel")
        self.sudo().bilan_id._check_not_frozen()
        if not motive:
            return self._ask_motive("cancel")
        self._take_step("cancel", {"motive": motive}, note=motive)
        self._after_step("cancel")

    def action_reopen(self, motive=None):
        """HR: take up again what was closed, declined or cancelled, with a motive."""
        self._check_step("reopen")
        if not motive:
            return self._ask_motive("reopen")
        for entretien in self:
            # What was handed over stays as it was: there will be a next version.
            document = entretien._frozen_file("final")
            values = {"motive": motive, **entretien._prepare_reopen_values()}
            entretien._take_step("reopen", values, note=motive, document=document)
        self._after_step("reopen")

    def _prepare_reopen_values(self):
        self.ensure_one()
        if self.state == "closed" or self.date_held:
            return {"state": "held", "date_copy_delivered": False}
        return {
            "state": "planned" if self.date_planned else "to_plan",
            "date_declined": False,
            "declined_how": False,
        }

    def action_open_form(self):
        """The interview itself, from a line of a list."""
        self.ensure_one()
        return open_record(self)
