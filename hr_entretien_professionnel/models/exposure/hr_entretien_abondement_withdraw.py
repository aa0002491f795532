"""A payment opened because nothing was recorded goes when the past is recorded."""

from odoo import api, fields, models
from odoo.fields import Domain


class HrEntretienAbondement(models.Model):
    """One opened by a limit that passed stands on what Odoo knew that night.

    Past interviews imported, a training confirmed or a date corrected may leave nothing
    due: it is cancelled as that is committed, or by the night, and says why; the night
    opens it again if that is undone. What an état des lieux found, what HR reopened,
    what had its formal notice and what is owed to somebody who has left since stay.
    """

    _inherit = "hr.entretien.abondement"

    withdrawn = fields.Boolean(
        readonly=True,
        copy=False,
        help="Cancelled because nothing is due any more, not by HR.",
    )
    kept = fields.Boolean(
        readonly=True, copy=False, help="HR reopened it: it is not withdrawn again."
    )

    @api.model
    def _to_withdraw(self, today, only=Domain.TRUE):
        """Ids of those to pay that the exposure of their cycle no longer asks for.

        :param date today: the day that limits are compared with
        :param Domain only: among these
        """
        waiting = self.sudo().search(
            only
            & Domain("state", "=", "to_pay")
            & Domain("entretien_id", "=", False)
            & Domain("formal_notice_date", "=", False)
            & Domain("kept", "=", False)
        )
        due = waiting._keys_due(today)
        waiting = waiting.filtered(lambda item: item._cycle_key() not in due)
        return waiting.filtered(lambda item: not item._is_of_who_left()).ids

    def _is_of_who_left(self):
        """Whether he was there when the limit passed and that employment is over.

        Nobody follows its cycle any more: no row of the exposure tells that nothing is
        due. Leaving settles no debt; HR cancels it by hand.
        """
        self.ensure_one()
        person = self.employee_id.with_context(active_test=False)
        start, end = person.entretien_start_date, person.entretien_end_date
        if not person.active:
            return not end or end >= self.bilan_date
        starts = person.version_ids.mapped("contract_date_start")
        hired_again = bool(start) and start > self.bilan_date
        return hired_again and any(day and day <= self.bilan_date for day in starts)

    def _keys_due(self, today):
        """Cycles of these people that are a payment, or may become one at closing."""
        rows = self.env["hr.entretien.exposure"].sudo()
        asked = rows._exposed_domain() & (
            Domain("entretien_id", "!=", False) | rows._passed_domain(today)
        )
        asked |= rows._passed_domain(today) & self._only_proposed_domain()
        found = rows.search(asked & Domain("employee_id", "in", self.employee_id.ids))
        return {row._abondement_key() for row in found}

    @api.model
    def _only_proposed_domain(self):
        """Rows that only the averages, on which HR has not decided, say cost nothing.

        HR is shown the contradiction and decides; what HR has decided prevails.
        """
        return Domain(
            [
                ("outcome", "=", "not_concerned"),
                ("missing_count", ">", 0),
                ("training_free_ok", "=", False),
                ("company_id.entretien_concern", "=", "undecided"),
            ]
        )

    @api.model
    def _withdraw_of(self, employees):
        """At once what the night would do, of these employees."""
        today = fields.Date.context_today(self)
        only = Domain("employee_id", "in", employees.ids)
        self._withdraw_batch(self._to_withdraw(today, only), today)

    def _withdraw_batch(self, ids, today):
        """Cancel them, with the reason in the language of the company."""
        for company, some in self.sudo().browse(ids).grouped("company_id").items():
            speaking = some.with_context(lang=company._entretien_lang())
            reason = speaking.env._(
                "Withdrawn: with what Odoo now knows, nothing is due for this cycle."
            )
            some.write({"state": "cancelled", "reason": reason, "withdrawn": True})
            speaking._tell(reason)
            some._put_reminder_away()

    def _restore(self, amount):
        """What was withdrawn is due again, with the amount of today."""
        speaking = self.with_context(lang=self.company_id._entretien_lang())
        self.write(
            {
                "state": "to_pay",
                "reason": False,
                "withdrawn": False,
                "reminded_for": False,
                "amount": amount,
            }
        )
        speaking._tell(speaking.env._("Due again with what Odoo now knows."))
