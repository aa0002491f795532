from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..interview.hr_entretien_access import LOCKED_STATES

# What became of it, once there is nothing left to do.
FINISHED_STATES = ("done", "dropped")


class HrEntretienToldMixin(models.AbstractModel):
    """A record of an interview (``entretien_id``), which a form must not tell."""

    _name = "hr.entretien.told.mixin"
    _inherit = ["hr.entretien.copied.mixin", "hr.entretien.technical.mixin"]
    _description = "Part of an Entretien"

    # The fields by which a form says which interview it is about.
    _told_by = ("entretien_id",)

    def onchange(self, values, field_names, fields_spec):
        """A new line would tell about its interview with the server's rights.

        :raises AccessError: the user does not lead the interview of the line
        """
        spec = {**{name: {} for name in self._told_by}, **fields_spec}
        result = super().onchange(values, field_names, spec)
        value = result.get("value", {})
        told = value.get("entretien_id") or values.get("entretien_id")
        for name in self._told_by:
            if name not in fields_spec:
                value.pop(name, None)
        self._check_told(told)
        return result

    def _check_told(self, told):
        """
        :param told: the interview in the form: its id, or what is typed of it
        """
        entretiens = self.env["hr.entretien"]
        typed = told if isinstance(told, dict) else {"id": told}
        entretien = entretiens.browse(typed.get("id") or ())
        if entretien != self.entretien_id and entretien - entretien._led_by_user():
            raise AccessError(self._owner_message())
        employee = self.env["hr.employee"].browse(typed.get("employee_id") or ())
        entretien._check_may_open_for(employee)

    @api.model
    def _owner_message(self):
        return self.env._("A line stays in the interview that it was written in.")


class HrEntretienLineMixin(models.AbstractModel):
    """What an interview is made of, line by line: wishes, needs, actions.

    A line is read by those who read its interview (record rules), written by those who
    lead it, until the interview is closed; what becomes of it afterwards stays open
    (``_followup_fields``), also to the one in charge of it (``_owner_writes``).
    """

    _name = "hr.entretien.line.mixin"
    _inherit = "hr.entretien.told.mixin"
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
    date_held = fields.Date(related="entretien_id.date_held", store=True)
    followup_state = fields.Selection(
        [
            ("todo", "To Do"),
            ("progress", "In Progress"),
            ("done", "Done"),
            ("dropped", "Dropped"),
        ],
        string="What Became of It",
        default="todo",
        required=True,
        copy=False,
    )
    followup_note = fields.Char(
        string="In Words",
        copy=False,
        help="What became of it, told at the next interview.",
    )
    date_done = fields.Date(
        string="Done On",
        compute="_compute_date_done",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )
    can_decide = fields.Boolean(compute="_compute_rights")
    can_follow = fields.Boolean(compute="_compute_rights")

    @api.depends_context("uid")
    @api.depends("entretien_id")
    def _compute_rights(self):
        """Who leads the interview decides; who is in charge of a line follows it."""
        led, owned = self.entretien_id._led_by_user(), self._owned_by_user()
        for line in self:
            line.can_decide = line.entretien_id in led
            line.can_follow = line.can_decide or line in owned

    @api.depends("followup_state")
    def _compute_date_done(self):
        """The day it was finished: today, unless another is told."""
        today = fields.Date.context_today(self)
        for line in self:
            finished = line.followup_state in FINISHED_STATES
            line.date_done = finished and (line.date_done or today)

    @api.model
    def _followup_fields(self):
        """Names of the fields that live on after the interview is closed."""
        return {"followup_state", "followup_note", "date_done"}

    @api.model
    def _owner_fields(self):
        """Those that the one in charge of the line writes, leading nothing."""
        return set()

    def _owned_by_user(self):
        """The lines that the user is in charge of, once they were decided."""
        return self.browse()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_lines()
        return lines

    def write(self, vals):
        self._check_owner(vals)
        if vals.keys() - self._followup_fields():
            self._check_lines()
        elif vals.keys() <= self._owner_fields():
            (self - self._owned_by_user())._check_lead()
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
        if moved:
            raise AccessError(self._owner_message())

    def _check_lead(self):
        entretiens = self.entretien_id
        if entretiens - entretiens._led_by_user():
            raise AccessError(
                self.env._("Only HR, the interviewer and the managers may write this.")
            )

    def _is_finished(self):
        """Nothing is left to do: it does not come back at each interview."""
        self.ensure_one()
        return self.followup_state in FINISHED_STATES
