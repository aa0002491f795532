from collections import defaultdict

from stdnum.fr import nir

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import format_amount, format_date

from odoo.addons.hr_entretien_professionnel.models.interview.batch import lock_at_once
from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    HELD_STATES,
)
from odoo.addons.hr_entretien_professionnel.models.privacy.erasing import erasing
from odoo.addons.hr_entretien_professionnel.models.privacy.readable import typed_text
from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_label,
    selection_labels,
    translated,
)
from odoo.addons.hr_entretien_professionnel.models.state_domains import search_flag
from odoo.addons.hr_entretien_professionnel.models.window import open_dialog

from .entretien_nir import PROBLEMS, nir_problem
from .hr_entretien_exposure import EXPOSED

HR = "hr.group_hr_user"
EDEF = {"compute": "_compute_edef", "compute_sudo": True, "groups": HR}
# How the names begin of what HR writes by itself; the rest comes from the exposure and
# from the buttons.
FREE = ("formal_notice_date", "message_", "activity_", "my_activity_")
# Those to pay that HR does not answer for: they follow what the exposure says.
FOLLOWS = Domain("state", "=", "to_pay") & Domain("kept", "=", False)
FOLLOWS &= Domain("formal_notice_date", "=", False)
# Those that an état des lieux found, or its refusal: not one cancelled meanwhile, nor
# one whose refusal was taken back.
FOUND = Domain("entretien_id.state", "in", (*HELD_STATES, "declined"))
FOUND &= Domain("entretien_id.with_bilan", "=", True)


class HrEntretienAbondement(models.Model):
    """An abondement correctif to pay or paid (art. L.6323-13, R.6323-3 C. trav.).

    One for each cycle of an employee whose état des lieux found it due, or whose état
    des lieux was not held in time while it was due as things stood. The server opens
    it (``hr.entretien.exposure``); HR pays, cancels and reopens it with the buttons.
    Nobody creates or deletes one.

    One opened because a limit passed stands on what was known that night. Past
    interviews imported, a training confirmed or a date corrected may leave nothing due:
    it is withdrawn as that is committed, with the reason, and opened again if that is
    undone; one whose état des lieux was cancelled, or whose refusal was taken back,
    likewise. What an état des lieux found, what HR reopened, what had its formal notice
    and what is owed to somebody who has left since stay.
    """

    _name = "hr.entretien.abondement"
    _description = "Corrective Payment"
    _inherit = ["hr.entretien.thread.mixin", "hr.entretien.technical.mixin"]
    _order = "pay_by, id"
    _rec_name = "employee_id"
    _entretien_logged = {"*": "abondement_export"}

    # Whose it is, who now works for another company too.
    display_name = fields.Char(compute_sudo=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="restrict"
    )
    entretien_id = fields.Many2one(
        "hr.entretien",
        index=True,
        readonly=True,
        ondelete="restrict",
        string="État des Lieux",
        help="Empty: none was held before the deadline.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one("hr.department", readonly=True)
    currency_id = fields.Many2one(related="company_id.entretien_euro_id")
    bilan_date = fields.Date(
        string="État des Lieux Of",
        required=True,
        readonly=True,
        help="Held on, or the deadline that passed without one.",
    )
    period_start = fields.Date(
        required=True,
        readonly=True,
        help="First day of the cycle that the état des lieux closes, or should have.",
    )
    owed_for = fields.Char(string="Period Judged", compute="_compute_owed_for")
    pay_by = fields.Date(
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        help="Last day of the quarter after that of the état des lieux (R.6323-3).",
    )
    amount = fields.Monetary(required=True, readonly=True, tracking=True)
    state = fields.Selection(
        [("to_pay", "To Pay"), ("paid", "Paid"), ("cancelled", "Cancelled")],
        required=True,
        readonly=True,
        default="to_pay",
        index=True,
        tracking=True,
    )
    paid_on = fields.Date(readonly=True, tracking=True, copy=False)
    reference = fields.Char(
        readonly=True,
        tracking=True,
        copy=False,
        help="Of the payment on the Caisse des dépôts' site.",
    )
    reason = fields.Text(
        string="Why Cancelled",
        readonly=True,
        copy=False,
        help="Why nothing is to be paid after all.",
    )
    formal_notice_date = fields.Date(
        string="Formal Notice Of",
        tracking=True,
        copy=False,
        help="Day of the mise en demeure. Left unpaid after it, the company owes the "
        "sum and 100% more (art. L.6323-13).",
    )
    amount_after_notice = fields.Monetary(
        string="Due If Still Unpaid",
        compute="_compute_amount_after_notice",
        help="After a formal notice that is not followed: the sum and 100% more "
        "(art. L.6323-13).",
    )
    is_late = fields.Boolean("Late", compute="_compute_delay", search="_search_is_late")
    delay_label = fields.Char(string="Time Left", compute="_compute_delay")
    contradiction = fields.Char(
        compute="_compute_contradiction",
        help="What the exposure says now, when it is no longer a payment.",
    )
    withdrawn = fields.Boolean(
        readonly=True,
        copy=False,
        help="Cancelled because nothing is due any more, not by HR.",
    )
    kept = fields.Boolean(
        readonly=True, copy=False, help="HR reopened it: it is not withdrawn again."
    )
    # What the Caisse des dépôts asks for, never stored; Odoo's own export leaves the
    # NIR out.
    edef_birth_name = fields.Char(
        string="Birth Name", related="employee_id.entretien_birth_name", groups=HR
    )
    edef_nir = fields.Char("NIR", **EDEF, exportable=False)
    edef_problem = fields.Char("What Is Wrong", **EDEF)

    _one_per_cycle = models.UniqueIndex(
        "(employee_id, period_start)",
        "This employee already has a corrective payment for this cycle.",
    )

    @api.depends("employee_id", "period_start", "bilan_date", "pay_by")
    @api.depends_context("lang")
    def _compute_owed_for(self):
        """The period that it is owed for, as its row of the exposure judges it."""
        reason, rows = self.env["hr.entretien.exposure.reason"], self._rows_by_cycle()
        for abondement in self:
            if row := rows.get(abondement._cycle_key()):
                abondement.owed_for = reason._judged_text(row, abondement.pay_by)
            else:
                abondement.owed_for = self.env._(
                    "The period from %(start)s to %(end)s.",
                    start=format_date(self.env, abondement.period_start),
                    end=format_date(self.env, abondement.bilan_date),
                )

    def _rows_by_cycle(self):
        """The rows of the exposure of these employees, in sudo; of a cycle, that of the
        état des lieux held has the last word."""
        rows = self.employee_id.sudo().entretien_exposure_ids
        rows = rows.sorted(lambda row: bool(row.entretien_id))
        return {row._cycle_key(): row for row in rows}

    @api.depends("amount", "formal_notice_date")
    def _compute_amount_after_notice(self):
        for abondement in self:
            times = 2 if abondement.formal_notice_date else 0
            abondement.amount_after_notice = times * abondement.amount

    @api.depends("state", "pay_by")
    @api.depends_context("lang", "tz")
    def _compute_delay(self):
        today, late = fields.Date.context_today(self), self._late_domain()
        label = self.env["hr.entretien"]._delay_label
        for abondement in self:
            by = abondement.pay_by
            waiting = bool(by) and abondement.state == "to_pay"
            abondement.is_late = bool(abondement.filtered_domain(late))
            abondement.delay_label = waiting and label(by, by, today)

    def _search_is_late(self, operator, value):
        return search_flag(self._late_domain(), operator, value)

    def _late_domain(self):
        today = fields.Date.context_today(self)
        return Domain("state", "=", "to_pay") & Domain("pay_by", "<", today)

    @api.depends("state", "employee_id", "period_start")
    @api.depends_context("lang")
    def _compute_contradiction(self):
        self.contradiction = False
        waiting = self.filtered(lambda item: item.state == "to_pay")
        labels = selection_labels(self.env["hr.entretien.exposure"], "outcome")
        rows = waiting._rows_by_cycle()
        for abondement in waiting:
            row = rows.get(abondement._cycle_key())
            elsewhere = row and row.company_id != abondement.company_id
            said = row and row.outcome not in (False, "exposed")
            if said and not (elsewhere and row._is_spared()):
                abondement.contradiction = self.env._(
                    "The exposure of this cycle now says: %(outcome)s. When nothing is "
                    "due, cancel this payment with the reason.",
                    outcome=labels[row.outcome],
                )

    @api.depends("employee_id.ssnid", "employee_id.entretien_birth_name")
    @api.depends_context("lang")
    def _compute_edef(self):
        for abondement in self:
            employee, problems = abondement.employee_id, []
            if code := nir_problem(employee.ssnid):
                problems.append(translated(self.env, PROBLEMS[code]))
            if not (employee.entretien_birth_name or "").strip():
                problems.append(self.env._("The birth name is missing."))
            abondement.edef_problem = " ".join(problems)
            abondement.edef_nir = nir.compact(employee.ssnid or "")

    @api.constrains("formal_notice_date")
    def _check_formal_notice_date(self):
        today = fields.Date.context_today(self)
        for abondement in self:
            notice = abondement.formal_notice_date
            if notice and not abondement.pay_by < notice <= today:
                raise ValidationError(
                    self.env._(
                        "A formal notice comes after the last day to pay, and not in "
                        "the future."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        opened = super().create(vals_list)
        opened._ask_to_pay()
        return opened

    def write(self, vals):
        """HR writes the formal notice; what is paid and why has its own steps.

        :raises AccessError: something else is written by hand
        """
        if not self.env.su and any(not name.startswith(FREE) for name in vals):
            raise AccessError(
                self.env._(
                    "A corrective payment is paid, cancelled and reopened with its "
                    "buttons."
                )
            )
        return super().write(vals)

    def _is_of_nobody(self):
        """Opened because a limit passed, and nobody has seen to it: it goes with an
        employee entered by mistake."""
        done = self.state != "to_pay" and not self.withdrawn
        return not (self.entretien_id or self.formal_notice_date or self.kept or done)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if erasing(self) or all(abondement._is_of_nobody() for abondement in self):
            return
        raise UserError(
            self.env._(
                "A corrective payment is not deleted: cancel it with the reason."
            )
        )

    def _failure_record(self):
        return self.entretien_id or self.employee_id

    def _cycle_key(self):
        return self.employee_id.id, self.period_start

    # -- HR's steps --------------------------------------------------------------------

    @api.model
    def get_empty_list_help(self, help_message):
        message = super().get_empty_list_help(help_message)
        return self.env.companies._entretien_nothing_help(message)

    def action_edef_list(self):
        """Preview the list of those selected, else of all that the company has to pay.

        :raises UserError: those of two companies are selected
        """
        owed = Domain("state", "=", "to_pay")
        owed &= Domain("company_id", "=", self.env.company.id)
        lines = self or self.search(owed)
        lines._check_list()
        name = self.env._("List for the Caisse des dépôts")
        model = "hr.entretien.abondement.export"
        action = open_dialog(model, name, abondement_ids=lines.ids)
        action["context"]["dialog_size"] = "extra-large"
        return action

    def _check_list(self):
        """What one company has to pay: nothing paid or cancelled meanwhile."""
        if self:
            self._check_settle("list")
        if len(self.company_id) > 1:
            raise UserError(self.env._("A list is for one company: select its lines."))

    def action_mark_paid(self):
        """Ask when they were paid, and the reference; one or several at once."""
        return self._ask("pay", self.env._("Mark as Paid"))

    def action_cancel(self):
        """Ask why nothing is due after all."""
        return self._ask("cancel", self.env._("Cancel the Corrective Payment"))

    def action_reopen(self):
        """Ask why what was paid or cancelled is to be paid."""
        return self._ask("reopen", self.env._("Reopen the Corrective Payment"))

    def _ask(self, kind, title):
        """Open the window of a step, once it is known that it is possible."""
        self._check_settle(kind)
        return open_dialog(
            "hr.entretien.abondement.settle", title, abondement_ids=self.ids, kind=kind
        )

    def _check_settle(self, kind):
        """HR takes the step, and each abondement is where it starts.

        :raises AccessError: not HR of their companies
        :raises UserError: nothing selected, or one of them is elsewhere
        """
        self.check_access("write")
        if not self:
            raise UserError(self.env._("Select at least one corrective payment."))
        starts = ("paid", "cancelled") if kind == "reopen" else ("to_pay",)
        for abondement in self:
            if abondement.state not in starts:
                raise UserError(
                    self.env._(
                        "The corrective payment of %(name)s is “%(state)s”: this step "
                        "is not possible.",
                        name=abondement.display_name,
                        state=selection_label(abondement, "state"),
                    )
                )

    def _pay(self, paid_on, reference):
        self._lock_settle("pay")
        reference = (reference or "").strip()
        if not (paid_on and reference):
            raise UserError(self.env._("Say when it was paid, and the reference."))
        if paid_on > fields.Date.context_today(self):
            raise UserError(self.env._("A payment is not dated in the future."))
        for abondement in self:
            if paid_on < abondement.bilan_date:
                raise UserError(
                    self.env._(
                        "%(name)s: the payment cannot come before the état des lieux "
                        "(%(date)s).",
                        name=abondement.display_name,
                        date=format_date(self.env, abondement.bilan_date),
                    )
                )
        self.sudo().write({"state": "paid", "paid_on": paid_on, "reference": reference})
        self._put_reminder_away()

    def _cancel(self, reason):
        """Nothing is due after all; the reason stays, in the chatter too."""
        self._lock_settle("cancel")
        reason = self._check_reason(reason)
        self.sudo().write({"state": "cancelled", "reason": reason})
        self._post(self.env._("Cancelled: %(reason)s", reason=reason))
        self._put_reminder_away()

    def _reopen(self, reason):
        """It is to be paid again; what was written before stays in the chatter."""
        self._lock_settle("reopen")
        reason = self._check_reason(reason)
        gone = ("paid_on", "reference", "reason", "withdrawn")
        values = {"state": "to_pay", "kept": True}
        self.sudo().write({**values, **dict.fromkeys(gone, False)})
        self._post(self.env._("Reopened: %(reason)s", reason=reason))
        self._ask_to_pay()

    def _lock_settle(self, kind):
        """Two people do not settle the same one at once."""
        lock_at_once(self)
        self.invalidate_recordset(["state"])
        self._check_settle(kind)

    def _check_reason(self, reason):
        if not (text := typed_text(reason)):
            raise UserError(self.env._("Say why."))
        return text

    def _post(self, text):
        for abondement in self:
            abondement.message_post(body=text)

    def _put_reminder_away(self):
        """What the activity asked for is done, or no longer to do."""
        self.sudo().activity_ids._entretien_about("abondement").unlink()

    # -- withdrawn, due again ----------------------------------------------------------

    def _to_withdraw(self, today, only=Domain.TRUE):
        """Those to pay that the exposure of their cycle no longer asks for, in sudo."""
        waiting = self.sudo().search(only & ~FOUND & FOLLOWS)
        rows = waiting._rows_by_cycle()
        return waiting.filtered(
            lambda item: (
                not (
                    item._is_due(rows.get(item._cycle_key()), today)
                    or item._is_of_who_left()
                )
            )
        )

    def _is_of_who_left(self):
        """Whether they were there when the limit passed and that employment is over.

        Nobody follows its cycle any more: no row of the exposure says that nothing is
        due. Leaving settles no debt; HR cancels it by hand.
        """
        person = self.employee_id.with_context(active_test=False)
        start, end = person.entretien_start_date, person.entretien_end_date
        if not person.active:
            return not end or end >= self.bilan_date
        starts = person.version_ids.mapped("contract_date_start")
        hired_again = bool(start) and start > self.bilan_date
        return hired_again and any(day and day <= self.bilan_date for day in starts)

    def _is_due(self, row, today):
        """Whether the row of its cycle is a payment, or may become one at closing.

        One that costs nothing by the averages alone, on which HR has not decided, is:
        HR is shown the contradiction and decides. Another company, in which they are
        by now, settles no debt of the first by its choice.
        """
        over = row and (row.entretien_id or row.bilan_limit < today)
        if over and row._is_spared():
            elsewhere = row.company_id != self.company_id
            return elsewhere or row.company_id._entretien_headcount_undecided()
        return bool(over and row.filtered_domain(EXPOSED))

    def _withdraw(self):
        """Cancel them, with the reason in the language of the company."""
        for company, some in self.grouped("company_id").items():
            speaking = some.with_context(lang=company._entretien_lang())
            reason = speaking.env._(
                "Withdrawn: with what is now on record, nothing is due for this cycle."
            )
            some.write({"state": "cancelled", "reason": reason, "withdrawn": True})
            speaking._post(reason)
            some._put_reminder_away()

    def _align(self, only):
        """Those still to pay cost what their row says, unless a document says it, or
        the row is of another company by now: its choice is not theirs. Cancelled, or
        its refusal taken back, an état des lieux leaves the days of the deadline."""
        waiting = self.sudo().search(only & FOLLOWS)
        rows, found = waiting._rows_by_cycle(), waiting.filtered_domain(FOUND)
        moved = defaultdict(waiting.browse)
        for abondement in waiting:
            row = rows.get(abondement._cycle_key())
            own = row and row.amount and row.company_id == abondement.company_id
            if own and abondement._has_no_day(row) and not found & abondement:
                abondement._restore(row)
            elif own and not row.frozen and row.amount != abondement.amount:
                moved[row.amount] |= abondement
        for amount, some in moved.items():
            some.amount = amount
            some._ask_to_pay()

    def _has_no_day(self, row):
        """The état des lieux, or the refusal, that gave it its days was cancelled or
        taken back: it has others. That of a deadline keeps them."""
        return bool(self.entretien_id) and (self.withdrawn or not row.entretien_id)

    def _restore(self, row):
        """What was withdrawn is due again, with the amount of today.

        :param row: of the exposure, that says so
        """
        values = row._prepare_abondement()
        if not self._has_no_day(row):
            values = {name: values[name] for name in ("amount", "entretien_id")}
        self.write({**values, "state": "to_pay", "reason": False, "withdrawn": False})
        speaking = self.with_context(lang=self.company_id._entretien_lang())
        speaking._post(speaking.env._("Due again with what is now on record."))
        self._ask_to_pay()

    # -- HR in charge is asked to pay --------------------------------------------------

    def _ask_to_pay(self):
        """One activity for HR in charge of each company, due on the last day to pay."""
        self._put_reminder_away()
        activities, asked = self.env["mail.activity"], []
        for waiting in self.filtered(lambda item: item.state == "to_pay"):
            if user := activities._entretien_hr_user(waiting.company_id):
                speaking = waiting.with_context(lang=user._entretien_lang())
                values = {
                    "date_deadline": waiting.pay_by,
                    "summary": speaking.env._("Make the corrective payment"),
                    "note": speaking.env._(
                        "%(amount)s to pay on the Caisse des dépôts' employer site "
                        "by %(date)s.",
                        amount=format_amount(
                            speaking.env, waiting.amount, waiting.currency_id
                        ),
                        date=format_date(speaking.env, waiting.pay_by),
                    ),
                }
                asked.append((waiting, user, values))
        activities._entretien_ask("abondement", asked)
