from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .hr_entretien_access import LOCKED_STATES

# Whose line it is: written once, or copied from the interview.
OWNER_FIELDS = {"employee_id", "company_id", "department_id", "date_held"}


class HrEntretienLineMixin(models.AbstractModel):
    """What an interview is made of, line by line: wishes, needs, actions.

    A line is read by those who read its interview (record rules), written by those who
    lead it, until the interview is closed; what becomes of it afterwards stays open
    (``_followup_fields``).
    """

    _name = "hr.entretien.line.mixin"
    _description = "Line of an Entretien"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    entretien_id = fields.Many2one(
        "hr.entretien",
        required=True,
        index=True,
        ondelete="cascade",
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    department_id = fields.Many2one(related="entretien_id.department_id", store=True)

    @api.model
    def _followup_fields(self):
        """Names of the fields that live on after the interview is closed."""
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(OWNER_FIELDS & vals.keys() for vals in vals_list):
            raise AccessError(self._owner_message())
        lines = super().create(vals_list)
        lines._check_lines()
        return lines

    def write(self, vals):
        self._check_owner(vals)
        if vals.keys() - self._followup_fields():
            self._check_lines()
        else:
            self._check_lead()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self._check_lines()

    def _check_lines(self):
        """The interview can still be filled, by this user.

        :raises UserError: the interview is closed
        :raises AccessError: the user does not lead it
        """
        if self.env.su:
            return
        self._check_lead()
        locked = self.entretien_id.filtered(lambda item: item.state in LOCKED_STATES)
        if locked:
            raise UserError(
                self.env._(
                    "%(name)s: the interview is closed. HR may reopen it, with a "
                    "reason.",
                    name=locked[0].display_name,
                )
            )

    def _check_owner(self, vals):
        """A line stays in its interview: elsewhere it would escape the checks."""
        if self.env.su:
            return
        entretien_id = vals.get("entretien_id")
        moved = "entretien_id" in vals and any(
            line.entretien_id.id != entretien_id for line in self
        )
        if moved or OWNER_FIELDS & vals.keys():
            raise AccessError(self._owner_message())

    @api.model
    def _owner_message(self):
        return self.env._("A line stays in the interview that it was written in.")

    def _check_lead(self):
        entretiens = self.entretien_id
        if entretiens - entretiens._led_by_user():
            raise AccessError(
                self.env._("Only HR, the interviewer and the managers may write this.")
            )
