"""The abondements correctifs that a company owes: what, to whom, by when."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..privacy.erasing import erasing

# What HR writes by itself; the rest comes from the exposure and from the buttons.
FREE_FIELDS = {"formal_notice_date"}


class HrEntretienAbondement(models.Model):
    """An abondement correctif to pay or paid (art. L.6323-13, R.6323-3 C. trav.).

    One for each cycle of an employee whose état des lieux found it due, or whose état
    des lieux was not held in time while it was due as things stood. The server opens
    it (``hr_entretien_abondement_open``); HR pays, cancels and reopens it with the
    buttons (``…_settle``). Nobody creates or deletes one.
    """

    _name = "hr.entretien.abondement"
    _description = "Abondement Correctif"
    _inherit = ["hr.entretien.thread.mixin", "hr.entretien.technical.mixin"]
    _order = "pay_by, id"
    _rec_name = "employee_id"
    _entretien_logged = {"*": "abondement_export"}

    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="restrict"
    )
    entretien_id = fields.Many2one(
        "hr.entretien",
        index=True,
        readonly=True,
        ondelete="restrict",
        string="État des Lieux",
        help="Empty: none was held before the limit.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one("hr.department", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    bilan_date = fields.Date(
        string="Date of the État des Lieux",
        required=True,
        readonly=True,
        help="Held on, or the limit that passed without one.",
    )
    period_start = fields.Date(
        required=True,
        readonly=True,
        help="First day of the cycle that the état des lieux closes, or should have.",
    )
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
        "sum and 100 % more (art. L.6323-13).",
    )
    amount_after_notice = fields.Monetary(
        string="Due If Still Unpaid",
        compute="_compute_amount_after_notice",
        help="After a formal notice that is not followed: the sum and 100 % more "
        "(art. L.6323-13).",
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_delay", search="_search_is_late"
    )
    delay_label = fields.Char(string="Time Left", compute="_compute_delay")
    contradiction = fields.Char(
        compute="_compute_contradiction",
        help="What the exposure says now, when it is no longer a payment.",
    )

    _one_per_cycle = models.UniqueIndex(
        "(employee_id, period_start)",
        "This employee has an abondement for this cycle already.",
    )

    @api.depends("amount", "formal_notice_date")
    def _compute_amount_after_notice(self):
        for abondement in self:
            times = 2 if abondement.formal_notice_date else 0
            abondement.amount_after_notice = times * abondement.amount

    @api.depends("state", "pay_by")
    @api.depends_context("lang", "tz")
    def _compute_delay(self):
        today = fields.Date.context_today(self)
        label = self.env["hr.entretien"]._delay_label
        for abondement in self:
            by = abondement.pay_by
            waiting = bool(by) and abondement.state == "to_pay"
            abondement.is_late = waiting and by < today
            abondement.delay_label = waiting and label(by, by, today)

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        late = Domain("state", "=", "to_pay") & Domain("pay_by", "<", today)
        return Domain.OR(late if wanted else ~late for wanted in value)

    @api.depends("state", "employee_id", "period_start")
    @api.depends_context("lang")
    def _compute_contradiction(self):
        self.contradiction = False
        waiting = self.filtered(lambda item: item.state == "to_pay")
        labels = dict(
            self.env["hr.entretien.exposure"]
            ._fields["outcome"]
            ._description_selection(self.env)
        )
        now = waiting._outcomes_now()
        for abondement in waiting:
            outcome = now.get(abondement._cycle_key())
            if outcome and outcome != "exposed":
                abondement.contradiction = self.env._(
                    "The exposure of this cycle now says: %(outcome)s. When nothing is "
                    "due, cancel this abondement with the reason.",
                    outcome=labels[outcome],
                )

    def _cycle_key(self):
        self.ensure_one()
        return self.employee_id.id, self.period_start

    def _outcomes_now(self):
        """What the exposure says of these cycles; the état des lieux held, if any.

        :rtype: dict[tuple[int, date], str]
        """
        rows = self.env["hr.entretien.exposure"].sudo()
        rows = rows.search([("employee_id", "in", self.employee_id.ids)])
        held_last = rows.sorted(lambda row: bool(row.entretien_id))
        return {row._abondement_key(): row.outcome for row in held_last}

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

    def write(self, vals):
        """HR writes the formal notice; what is paid and why has its own steps.

        :raises AccessError: something else is written by hand
        """
        own = {
            name
            for name in vals
            if name in self._fields
            and not name.startswith(("message_", "activity_", "my_activity_"))
        }
        if not self.env.su and own - FREE_FIELDS:
            raise AccessError(
                self.env._(
                    "An abondement is paid, cancelled and reopened with its buttons."
                )
            )
        result = super().write(vals)
        if "state" in vals:
            # What is paid or cancelled is not owed any more.
            self.sudo().employee_id._entretien_exposure_due()
        return result

    def _is_of_nobody(self):
        """Opened because a limit passed, and nobody has seen to it: it goes with an
        employee entered by mistake."""
        self.ensure_one()
        settled = self.state != "to_pay" and not self.withdrawn
        return not (
            self.entretien_id or self.formal_notice_date or self.kept or settled
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if erasing(self) or all(abondement._is_of_nobody() for abondement in self):
            return
        raise UserError(
            self.env._("An abondement is not deleted: cancel it with the reason.")
        )

    def _failure_record(self):
        return self.entretien_id or self.employee_id
