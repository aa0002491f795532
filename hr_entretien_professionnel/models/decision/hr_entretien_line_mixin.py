from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ..selection_labels import selection_label

# What became of it, once there is nothing left to do.
FINISHED_STATES = ("done", "dropped")
# What becomes of a line, once the interview is closed too.
FOLLOWUP_FIELDS = {"followup_state", "followup_note", "date_done"}
# All but these is signed with the document.
UNSIGNED_FIELDS = {*FOLLOWUP_FIELDS, "done", "sequence", "entretien_id"}


class HrEntretienLineMixin(models.AbstractModel):
    """What an interview is made of, line by line: wishes, needs, actions.

    A line is read by those who read its interview (record rules), written by those who
    lead it, until the interview is closed; what becomes of it afterwards stays open
    (``_followup_fields``), also to the one in charge of it (``_owner_fields``).
    """

    _name = "hr.entretien.line.mixin"
    _inherit = ["hr.entretien.part.mixin", "hr.entretien.about.mixin"]
    _description = "Line of an Interview"
    _order = "sequence, id"

    _followup_fields = FOLLOWUP_FIELDS
    _owner_fields = set()

    sequence = fields.Integer(default=10)
    entretien_id = fields.Many2one(readonly=False)
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
        help="What became of it, shown at the next interview.",
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
        led, owned = self.entretien_id._led_by_user(), self._owned_by_user()
        for line in self:
            line.can_decide = line.entretien_id in led
            line.can_follow = line.can_decide or line in owned

    @api.depends("followup_state")
    def _compute_date_done(self):
        today = fields.Date.context_today(self)
        for line in self:
            finished = line.followup_state in FINISHED_STATES
            line.date_done = finished and (line.date_done or today)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_lines()
        return lines

    def write(self, vals):
        if not self.env.su:
            if vals.keys() - UNSIGNED_FIELDS:
                self._check_not_presented()
            # Elsewhere the line would escape the checks of its interview.
            named = vals.get("entretien_id")
            if "entretien_id" in vals and any(
                line.entretien_id.id != named for line in self
            ):
                raise AccessError(self._owner_message())
            if vals.keys() - self._followup_fields:
                self._check_lines()
            else:
                lines = self
                if vals.keys() <= self._owner_fields:
                    lines -= self._owned_by_user()
                lines.entretien_id._check_lead()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self._check_lines()

    def _owned_by_user(self):
        return self.browse()

    def _check_lines(self):
        if self.env.su:
            return
        self.entretien_id._check_lead()
        self.entretien_id._check_not_locked()
        self._check_not_presented()

    def _check_not_presented(self):
        for entretien in self.entretien_id:
            if entretien.state == "held" and entretien.date_presented:
                raise UserError(entretien._presented_message())

    def _unfinished_domain(self):
        """What comes back at each interview."""
        return Domain("followup_state", "not in", FINISHED_STATES)

    def _comes_back(self, past):
        """Whether it is talked of after the interviews held before, last one first."""
        if self.entretien_id.id not in past.ids:
            return False
        still_open = self.filtered_domain(self._unfinished_domain())
        if self.entretien_id.id == past[0].id or still_open:
            return True
        return bool(self.date_done) and self.date_done >= past[0].date_held

    def _report_previous_row(self):
        return {
            "kind": self._report_kind(),
            "name": self.display_name,
            "day": self.date_held and format_date(self.env, self.date_held),
            "who": "",
            "when": "",
            "state": self._report_became(),
            "note": self.followup_note or "",
        }

    def _report_became(self):
        """E.g. “Done, 12/03/2026”."""
        day = self.date_done and format_date(self.env, self.date_done)
        state = selection_label(self, "followup_state")
        return ", ".join(filter(None, (state, day)))
