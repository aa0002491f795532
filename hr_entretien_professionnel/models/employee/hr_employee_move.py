"""What becomes of the open interviews when people leave, come back or move."""

from odoo import api, fields, models

# What says whether an employee is there.
CONTRACT_FIELDS = {
    "active",
    "contract_date_start",
    "contract_date_end",
    "departure_date",
}


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

    @api.model_create_multi
    def create(self, vals_list):
        """A contract renewed a day late: what was set aside is taken up at once."""
        versions = super().create(vals_list)
        entretiens = self.env["hr.entretien"].sudo()
        aside = entretiens.search(
            [
                ("date_left", "!=", False),
                ("employee_id", "in", versions.employee_id.ids),
            ]
        )
        if aside:
            entretiens._follow_departures(aside.employee_id)
        return versions

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & CONTRACT_FIELDS:
            self.env["hr.entretien"]._follow_departures(self.employee_id)
        return result

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        self.env["hr.entretien"]._follow_departures(employees.exists())
        return result
