"""Who may write what: what record rules, which know no fields, cannot say."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

LOCKED_STATES = ("closed", "declined", "cancelled")
# What may still change on a closed interview: the chatter, and HR's own note.
FREE_WHEN_LOCKED = ("hr_note", "message_", "activity_")
EMPLOYEE_FIELDS = {"employee_comment"}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    can_edit = fields.Boolean(compute="_compute_rights")
    can_comment = fields.Boolean(compute="_compute_rights")

    @api.depends_context("uid")
    @api.depends("state", "employee_id", "interviewer_id", "manager_id")
    def _compute_rights(self):
        leaders = self._led_by_user()
        own = self.filtered(lambda item: item.sudo().employee_id.user_id == self.env.user)
        for entretien in self:
            locked = entretien.state in LOCKED_STATES
            entretien.can_edit = not locked and entretien in leaders
            entretien.can_comment = not locked and (
                entretien in leaders or (entretien in own and entretien.state == "held")
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not (self.env.su or self._user_is_hr()):
            for vals in vals_list:
                if vals.get("state", "to_plan") != "to_plan":
                    raise AccessError(
                        self.env._("Only HR enters interviews that were already held.")
                    )
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_write(vals)
        return super().write(vals)

    def _check_write(self, vals):
        """What the record rules cannot say: fields and states.

        :raises UserError: the state is written directly, or the interview is closed
        :raises AccessError: the employee writes more than his comment
        """
        names = {name for name in vals if not name.startswith(FREE_WHEN_LOCKED)}
        if "state" in names:
            raise UserError(
                self.env._("The state changes with the buttons of the interview.")
            )
        closed = self.filtered(lambda item: item.state in LOCKED_STATES)
        if closed and names:
            raise UserError(
                self.env._(
                    "%(name)s: the interview is closed. HR may reopen it, with a "
                    "reason.",
                    name=closed[0].display_name,
                )
            )
        if names - EMPLOYEE_FIELDS and self - self._led_by_user():
            raise AccessError(
                self.env._("You may only write your own comment on this interview.")
            )

    def _may_be_deleted(self):
        """Only what was never planned may disappear."""
        self.ensure_one()
        return self.state == "to_plan" and not self.date_planned

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        if any(not entretien._may_be_deleted() for entretien in self):
            raise UserError(
                self.env._(
                    "An interview that has been planned is kept as a proof: cancel it "
                    "instead."
                )
            )

    @api.model
    def _user_is_hr(self):
        return self.env.user.has_group("hr.group_hr_user")

    def _led_by_user(self):
        """Those the user may plan, fill, hold and close: HR, interviewer, manager above."""
        if self.env.su or self._user_is_hr():
            return self
        employees = self.env.user.sudo().employee_ids
        led = self.sudo().filtered_domain(
            fields.Domain("interviewer_id", "in", employees.ids)
            | fields.Domain("manager_id", "child_of", employees.ids)
        )
        return self.browse(led.ids)
