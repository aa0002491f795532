"""The information at the hire by mail: a message about no interview."""

from odoo import api, models
from odoo.fields import Domain


class HrEntretienMessage(models.Model):
    _inherit = "hr.entretien.message"

    @api.model
    def _queue_hire(self, employees):
        """Have these employees told by mail; that it left is the proof.

        Those for whom one waits already get no second one.

        :returns: the new messages, in sudo
        """
        known = self.sudo().search(
            [
                ("kind", "=", "hire"),
                ("recipient_id", "in", employees.ids),
                ("state", "in", ("waiting", "leaving", "no_address", "failed")),
            ]
        )
        known.filtered(lambda item: item.state == "failed").state = "cancelled"
        waiting = known.filtered(lambda item: item.state != "cancelled").recipient_id
        messages = self.sudo().create(
            [
                {
                    "kind": "hire",
                    "recipient_id": employee.id,
                    "state": "waiting"
                    if employee._entretien_address(own=True)
                    else "no_address",
                }
                for employee in employees.sudo() - waiting
            ]
        )
        self._wake_up()
        return messages

    @api.model
    def _about_domain(self, employees):
        """The messages about the interviews of these employees, and about their hire.

        :rtype: Domain
        """
        return Domain("entretien_id.employee_id", "in", employees.ids) | (
            Domain("entretien_id", "=", False)
            & Domain("recipient_id", "in", employees.ids)
        )

    def action_by_hand(self):
        """HR: the letter, instead of the mail that reached nobody."""
        told = self.filtered(lambda item: not item.entretien_id)
        if not told:
            return super().action_by_hand()
        told._check_undelivered().state = "by_hand"
        rest = self - told
        if rest:
            super(HrEntretienMessage, rest).action_by_hand()
        return self.env["hr.entretien.hire.notice"]._open(told.recipient_id)

    # -- for the template --------------------------------------------------------------

    def _hire_person(self):
        self.ensure_one()
        return self.recipient_id.sudo()

    def _hire_company(self):
        self.ensure_one()
        return self.sudo().company_id.name

    def _hire_interview(self):
        return self._hire_person()._hire_interview()

    def _hire_opening(self):
        return self._hire_person()._hire_opening()

    def _hire_when(self):
        return self._hire_person()._hire_when()
