"""What becomes of the open interviews when an employee leaves or changes manager."""

from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("active") is False:
            self._entretien_own_open()._employee_left()
        if vals.keys() & {"active", "parent_id"}:
            self.env["hr.entretien"]._follow_people(self)
        return result

    def _entretien_own_open(self):
        """The planned interviews of these employees."""
        return (
            self.env["hr.entretien"]
            .sudo()
            .search([("employee_id", "in", self.ids), ("state", "=", "planned")])
        )

    def _entretien_partners(self):
        """Under which contacts these people are in the calendar, in sudo."""
        people = self.sudo()
        return people.user_id.partner_id | people.work_contact_id

    def _entretien_attendee(self):
        """The contact to invite: the account's, else the work contact."""
        people = self.sudo()
        return people.user_id.partner_id or people.work_contact_id
