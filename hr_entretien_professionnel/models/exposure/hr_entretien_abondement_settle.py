"""Paying, cancelling, reopening: HR's steps on an abondement."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..interview.alone import lock_at_once
from ..window import open_dialog


class HrEntretienAbondement(models.Model):
    _inherit = "hr.entretien.abondement"

    def action_mark_paid(self):
        """Ask when they were paid, and the reference; one or several at once."""
        return self._ask("pay", self.env._("Mark as Paid"))

    def action_cancel(self):
        """Ask why nothing is due after all."""
        return self._ask("cancel", self.env._("Cancel the Abondement"))

    def action_reopen(self):
        """Ask why what was paid or cancelled is to be paid."""
        return self._ask("reopen", self.env._("Reopen the Abondement"))

    def _ask(self, kind, title):
        """Open the window of a step, once it is known that it is possible."""
        self._check_settle(kind)
        return open_dialog(
            "hr.entretien.abondement.settle", title, abondement_ids=self.ids, kind=kind
        )

    def _check_settle(self, kind):
        """HR takes the step, and each abondement is where it starts.

        :param str kind: ``pay``, ``cancel`` or ``reopen``
        :raises AccessError: not HR of their companies
        :raises UserError: nothing selected, or one of them is elsewhere
        """
        self.check_access("write")
        if not self:
            raise UserError(self.env._("Select at least one abondement."))
        starts = ("paid", "cancelled") if kind == "reopen" else ("to_pay",)
        labels = dict(self._fields["state"]._description_selection(self.env))
        for abondement in self:
            if abondement.state not in starts:
                raise UserError(
                    self.env._(
                        "The abondement of %(name)s is “%(state)s”: this step is not "
                        "possible.",
                        name=abondement.employee_id.name,
                        state=labels[abondement.state],
                    )
                )

    def _pay(self, paid_on, reference):
        """Write the payment.

        :param date paid_on: day of the payment; not after today, nor before the bilan
        :param str reference: the payment's reference on the Caisse des dépôts' site
        """
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
                        name=abondement.employee_id.name,
                        date=format_date(self.env, abondement.bilan_date),
                    )
                )
        self.sudo().write({"state": "paid", "paid_on": paid_on, "reference": reference})
        self._put_reminder_away()

    def _cancel(self, reason):
        """Nothing is due after all; the reason stays, in the chatter too."""
        self._lock_settle("cancel")
        self.sudo().write({"state": "cancelled", "reason": self._said(reason)})
        self._tell(self.env._("Cancelled: %(reason)s", reason=reason.strip()))
        self._put_reminder_away()

    def _reopen(self, reason):
        """It is to be paid again; what was written before stays in the chatter."""
        self._lock_settle("reopen")
        values = {"state": "to_pay", "paid_on": False, "reference": False}
        said = self._said(reason)
        values.update(reason=False, reminded_for=False, withdrawn=False, kept=True)
        self.sudo().write(values)
        self._tell(self.env._("Reopened: %(reason)s", reason=said))

    def _lock_settle(self, kind):
        """Two people do not settle the same one at once."""
        self.check_access("write")
        lock_at_once(self)
        self.invalidate_recordset(["state"])
        self._check_settle(kind)

    def _said(self, reason):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why."))
        return reason

    def _tell(self, text):
        for abondement in self:
            abondement.message_post(body=text)
