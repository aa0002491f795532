from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..models.planning.entretien_clock import clocks_text, local, slot_text

OFFERED = 5
# Among how many dates the employee chooses.
CHOICE = 3
# The year is said of dates farther away, and of those of another year.
NEAR = timedelta(days=60)
CLOSE = {"type": "ir.actions.act_window_close"}
# What the dialog takes from the interview, and gives back.
KEPT = ("interviewer_id", "duration", "location", "is_video", "video_url")


def _kept(field_type, **kw):
    return field_type(compute="_compute_kept", store=True, readonly=False, **kw)


class HrEntretienPlan(models.TransientModel):
    """The one dialog that gives an interview its date, or another one.

    It offers when both are free, says what speaks against a date, and takes on the way
    what is missing to plan: who conducts the interview, an address to invite at. The
    rights of the user decide.
    """

    _name = "hr.entretien.plan"
    _inherit = "hr.entretien.window"
    _description = "Plan an Interview"

    next_ids = fields.Many2many(
        "hr.entretien", string="Then", readonly=True, help="To be planned afterwards."
    )
    employee_id = fields.Many2one(related="entretien_id.employee_id")
    company_id = fields.Many2one(related="entretien_id.company_id")
    state = fields.Selection(related="entretien_id.state")
    why = fields.Char(related="entretien_id.reason", string="Why")
    date_due = fields.Date(related="entretien_id.date_due")
    date_limit = fields.Date(related="entretien_id.date_limit")
    allowed_interviewer_ids = fields.Many2many(
        related="entretien_id.allowed_interviewer_ids"
    )
    chooses_anybody = fields.Boolean(related="entretien_id.chooses_anybody")
    interviewer_id = _kept(fields.Many2one, comodel_name="hr.employee")
    duration = _kept(fields.Float, string="Duration (hours)")
    location = _kept(fields.Char, string="Place")
    is_video = _kept(fields.Boolean, string="By Video")
    video_url = _kept(fields.Char, string="Link of the Video Call")
    date_from = _kept(fields.Date, string="Free Slots From")
    slots = fields.Json(compute="_compute_slots")
    # Those that were shown when the date was chosen: another one was typed.
    offered = fields.Json(compute="_compute_date_planned", store=True)
    date_planned = fields.Datetime(
        string="Date", compute="_compute_date_planned", store=True, readonly=False
    )
    slot_warning = fields.Text(compute="_compute_slot_warning")
    place_warning = fields.Char(compute="_compute_place_warning")
    # Of the date chosen, where a clock shows another hour.
    clocks_text = fields.Char("On Both Clocks", compute="_compute_clocks_text")
    is_reachable = fields.Boolean(related="entretien_id.is_reachable")
    offers_slots = fields.Boolean(
        related="company_id.entretien_offer_slots", groups="base.group_user"
    )
    email = fields.Char(
        string="E-mail Address",
        help="Kept on the employee's card, as their private address.",
    )
    asked_by = fields.Selection(
        [("employee", "The employee"), ("employer", "The employer")],
        default="employer",
    )
    reason = fields.Text(string="Why Another Date")

    @api.depends("entretien_id")
    def _compute_kept(self):
        for plan in self:
            entretien = plan._led()
            plan.update({name: entretien[name] for name in KEPT})
            plan.date_from = entretien and entretien._first_slot_day()

    @api.depends("entretien_id", "interviewer_id", "duration", "date_from")
    @api.depends_context("lang", "tz")
    def _compute_slots(self):
        for plan in self:
            free = plan._free_slots() if plan._led() else ()
            plan.slots = [[str(start), plan._slot_label(start)] for start in free]

    @api.depends("entretien_id", "interviewer_id", "duration", "date_from")
    def _compute_date_planned(self):
        """The first of the dates offered, unless another was typed."""
        for plan in self:
            # Odoo keeps no empty list: nothing is free, or nothing was asked.
            offered = [start for start, _label in plan.slots or ()]
            entretien = plan._led()
            given = plan.date_planned
            typed = given and not plan._was_offered()
            if not given and entretien.state == "to_plan":
                typed = given = entretien.date_planned
            if not typed and str(given) not in offered:
                given = offered[0] if offered else False
            plan.update({"offered": offered, "date_planned": given})

    @api.depends("entretien_id", "interviewer_id", "duration", "date_planned")
    @api.depends_context("lang")
    def _compute_slot_warning(self):
        interviewers = self.env["hr.entretien.interviewer"]
        for plan in self:
            entretien, said = plan._led(), []
            if entretien and not plan.interviewer_id:
                said.append(interviewers._nobody_text(entretien))
            if entretien and plan.date_planned:
                said += entretien._slot_warnings(
                    plan.date_planned, plan.duration, plan._conductor()
                )
            plan.slot_warning = "\n".join(said)

    @api.depends("location", "is_video", "video_url")
    @api.depends_context("lang")
    def _compute_place_warning(self):
        for plan in self:
            plan.place_warning = self.env["hr.entretien"]._no_place_text(plan)

    @api.depends("entretien_id", "interviewer_id", "duration", "date_planned")
    @api.depends_context("lang", "tz")
    def _compute_clocks_text(self):
        for plan in self:
            start, end = plan.date_planned, plan._end(plan.date_planned)
            plan.clocks_text = start and clocks_text(
                self.env, start, end, self.env.tz, plan._led()._zones(plan)
            )

    def _end(self, start):
        return start and start + self.entretien_id._length(self.duration)

    def _led(self):
        """The interview, with the user's rights: Odoo computes what is stored without
        asking for them, and when people are free is shown to who plans only.

        :raises AccessError: the user does not lead it
        """
        if entretien := self.entretien_id.sudo(False):
            entretien._check_lead()
        return entretien

    def _conductor(self):
        """Who would conduct it, when the user may choose them.

        :raises UserError: they may not conduct it
        """
        chosen, entretien = self.interviewer_id._origin, self.entretien_id.sudo(False)
        if chosen and chosen != entretien.interviewer_id:
            interviewers = entretien.env["hr.entretien.interviewer"]
            interviewers._check_choice(entretien, chosen)
        return chosen

    def _free_slots(self):
        entretien, chosen = self._led(), self._conductor()
        after = entretien._slots_from(self.date_from)
        return entretien._free_slots(OFFERED, after, self.duration, chosen)

    def _slot_label(self, start):
        """The day and the hours on the clock of who reads, and on those of both where
        they differ; and if it is too late."""
        end, now = self._end(start), fields.Datetime.now()
        near = start - now < NEAR and start.year == now.year
        shape = "EEEE d MMMM" if near else "EEEE d MMMM y"
        zones = self._led()._zones(self)
        label = slot_text(self.env, start, end, self.env.tz, zones, date_format=shape)
        if self._is_late(start):
            return self.env._("%(slot)s – after the deadline", slot=label)
        return label

    def _is_late(self, start):
        limit = self.date_limit
        tz = self.entretien_id.sudo().employee_id._entretien_tz()
        return bool(limit and local(start, tz).date() > limit)

    # -- done --------------------------------------------------------------------------

    def action_plan(self):
        self._plan()
        return self._following()

    def action_plan_and_invite(self):
        """Plan, and write to the employee."""
        return self._invite()

    def action_plan_and_offer(self):
        """Plan, and write to the employee that they may choose another free slot.

        :raises UserError: the company does not allow it, or there is no other slot
        """
        return self._invite(self._slots_to_offer())

    def _slots_to_offer(self):
        """The date chosen and the next free ones, as the interview keeps them."""
        planned, late, slots = self.date_planned, self._is_late, ()
        if self.offers_slots and planned:
            slots = [fields.Datetime.to_datetime(text) for text, _label in self.slots]
        others = [start for start in slots if start != planned]
        if others and not late(planned):
            others = [start for start in others if not late(start)]
        if not others:
            raise UserError(
                self.env._("There is no other slot to offer: plan and invite.")
            )
        others.sort(key=lambda start: (start < planned, start))
        return [str(start) for start in (planned, *others[: CHOICE - 1])]

    def _invite(self, offered=None):
        entretien = self._plan()
        if offered:
            entretien.sudo().slots_offered = offered
        result = entretien.action_send_invitation()
        result["params"]["next"] = self._following()
        return result

    def action_postpone_and_offer(self):
        """Another date, among others that the employee may choose.

        :raises UserError: as ``action_plan_and_offer`` and ``action_postpone``
        """
        offered = self._slots_to_offer()
        done = self.action_postpone()
        self._led().sudo().slots_offered = offered
        return done

    def action_plan_and_print(self):
        """Plan, and print the letter: no address is known."""
        letter = self._plan().action_print_invitation()
        return {**letter, "close_on_report_download": True}

    def action_postpone(self):
        """Another date; the interview checks who asks and writes to both."""
        self.ensure_one()
        entretien, values = self._led(), self._changed()
        if chosen := values.pop("interviewer_id", None):
            entretien.interviewer_id = chosen
        if not (self.date_planned and self.reason and self.asked_by):
            raise UserError(
                self.env._("Say which date, who asks for another one, and why.")
            )
        self._check_still_free()
        entretien._postpone(self.date_planned, self.reason, self.asked_by, **values)
        return CLOSE

    def _plan(self):
        """:raises UserError: somebody planned it meanwhile, or something is missing"""
        self.ensure_one()
        entretien = self._led()
        if entretien.state != "to_plan":
            raise UserError(
                self.env._(
                    "%(name)s is no longer to plan: open it to see where it stands.",
                    name=entretien.display_name,
                )
            )
        if entretien._user_is_hr() and self.email:
            if not email_normalize(self.email):
                raise UserError(
                    self.env._("This is not an e-mail address: %s", self.email)
                )
            entretien.employee_id.private_email = self.email
        self._check_still_free()
        entretien.write({**self._changed(), "date_planned": self.date_planned})
        entretien.action_plan()
        return entretien

    def _check_still_free(self):
        """A slot that was offered is taken by one person only; a date that was typed is
        theirs to choose, whatever speaks against it.

        :raises UserError: somebody took it meanwhile; says what is left
        """
        self.env["hr.entretien.agenda"]._reserve(self.interviewer_id)
        if not self._was_offered():
            return
        facts = self.date_planned, self.duration, self._conductor()
        if self._led()._free_slots(1, *facts) != [self.date_planned]:
            raise UserError(
                self.env._(
                    "This slot was taken meanwhile. Still free:\n%(slots)s",
                    slots="\n".join(map(self._slot_label, self._free_slots())),
                )
            )

    def _was_offered(self):
        """The date is one of those shown; whatever else is sent in their place."""
        return bool(self.date_planned) and str(self.date_planned) in str(self.offered)

    def _changed(self):
        """What is not as on the interview any more, as values of it."""
        changed = [name for name in KEPT if self[name] != self.entretien_id[name]]
        return self._convert_to_write({name: self[name] for name in changed})

    def _following(self):
        """The dialog for the next interview, or its end."""
        following = self.next_ids.filtered(lambda item: item.state == "to_plan")
        return following.action_open_plan() if following else CLOSE
