"""HR in charge is told of a payment before its last day, once."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_amount, format_date

REMINDER_DAYS = 30


class HrEntretienAbondement(models.Model):
    _inherit = "hr.entretien.abondement"

    reminded_for = fields.Date(
        copy=False, readonly=True, help="Last day to pay that HR was told of."
    )

    @api.model
    def _to_remind(self, today):
        """Ids of those to pay within 30 days, of which nobody was told yet.

        :param date today: the day it is asked on
        """
        horizon = fields.Date.add(today, days=REMINDER_DAYS)
        waiting = self.sudo().search(
            Domain("state", "=", "to_pay")
            & Domain("pay_by", "<=", horizon)
            & Domain("reminded_for", "=", False)
            & Domain("company_id.entretien_responsible_id", "!=", False)
        )
        return waiting.filtered(lambda item: item._reminder_user()).ids

    def _reminder_user(self):
        """HR in charge of the company, who can open it; else nobody."""
        self.ensure_one()
        return self.env["mail.activity"]._entretien_hr_user(self.company_id)

    def _remind_batch(self, ids, today):
        """One activity for each, and a note that it was told."""
        waiting = self.sudo().browse(ids)
        asked = [
            (item, item._reminder_user(), item._reminder_values()) for item in waiting
        ]
        self.env["mail.activity"]._entretien_ask("abondement", asked)
        for pay_by, together in waiting.grouped("pay_by").items():
            together.reminded_for = pay_by

    def _reminder_values(self):
        """Who is told what, in his language."""
        self.ensure_one()
        user = self._reminder_user()
        here = self.with_context(lang=user._entretien_lang())
        return {
            "date_deadline": self.pay_by,
            "summary": here.env._("Pay the abondement correctif"),
            "note": here.env._(
                "%(amount)s to pay on the Caisse des dépôts' employer site "
                "by %(date)s.",
                amount=format_amount(here.env, self.amount, self.currency_id),
                date=format_date(here.env, self.pay_by),
            ),
        }

    def _put_reminder_away(self):
        """What the activity asked for is done, or no longer to do."""
        self.sudo().activity_ids._entretien_about("abondement").unlink()
