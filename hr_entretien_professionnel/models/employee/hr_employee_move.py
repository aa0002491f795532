"""What becomes of the open interviews when people leave, come back or move."""

from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            self.env["hr.entretien"]._follow_departures(self)
        if vals.keys() & {"active", "parent_id"}:
            self.env["hr.entretien"]._follow_people(self)
        return result

    def _entretien_partners(self):
        """Under which contacts these people are in the calendar, in sudo."""
        people = self.sudo()
        return people.user_id.partner_id | people.work_contact_id

    def _entretien_attendee(self):
        """The contact to invite: the account's, else the work contact."""
        people = self.sudo()
        return people.user_id.partner_id or people.work_contact_id


class HrVersion(models.Model):
    _inherit = "hr.version"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"contract_date_end", "departure_date"}:
            self.env["hr.entretien"]._follow_departures(self.employee_id)
        return result
