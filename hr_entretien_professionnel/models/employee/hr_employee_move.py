"""What becomes of the open interviews when people leave, come back or move."""

from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    entretien_archived_on = fields.Date(
        string="Card Archived On",
        groups="hr.group_hr_user",
        readonly=True,
        copy=False,
        help="Set when it is: the term of the file does not run from before.",
    )

    def write(self, vals):
        # A feed that archives who is archived already starts no term again.
        moved = self.filtered(lambda card: card.active != vals.get("active"))
        result = super().write(vals)
        if "active" in vals:
            gone = fields.Date.context_today(self)
            moved.sudo().entretien_archived_on = not vals["active"] and gone
            self.env["hr.entretien.departure"]._follow(self)
        if vals.keys() & {"active", "parent_id"}:
            self.env["hr.entretien.interviewer"]._follow(self)
        return result

    def _entretien_partners(self):
        """Under which contacts these people are in the calendar, in sudo."""
        people = self.sudo()
        return people.user_id.partner_id | people.work_contact_id

    def _entretien_attendee(self):
        """The contact to invite: the account's, else the work contact."""
        people = self.sudo()
        return people.user_id.partner_id or people.work_contact_id
