"""A line that somebody has to see to, by a day: what is common to needs and actions."""

from odoo import api, fields, models
from odoo.fields import NO_ACCESS, Domain

from .hr_entretien_line_mixin import FINISHED_STATES

# In these states of the interview what was decided stands.
DECIDED_STATES = ("held", "closed")
# A change of one of these moves the activity, ends it or opens another.
ACTIVITY_FIELDS = {"name", "owner_id", "deadline", "followup_state", "answer"}
# From how many days before its day the owner is told.
REMINDER_DAYS = 7


class HrEntretienDecisionMixin(models.AbstractModel):
    """A need or an action: it has an owner, a day and an activity that follows both.

    The owner may lead nothing (the training officer, a colleague): once the interview
    is held he reads his line, and writes what became of it, never the decision.
    """

    _name = "hr.entretien.decision.mixin"
    _inherit = "hr.entretien.line.mixin"
    _description = "What Was Decided in an Entretien"

    owner_id = fields.Many2one("hr.employee", string="Who", index="btree_not_null")
    deadline = fields.Date(string="By When")
    is_late = fields.Boolean(
        string="Late", compute="_compute_delay", search="_search_is_late"
    )
    delay_label = fields.Char(string="Time Left", compute="_compute_delay")
    activity_id = fields.Many2one(
        "mail.activity",
        copy=False,
        index="btree_not_null",
        groups=NO_ACCESS,
        help="Empty: nobody was told. Done by hand: told, and not told again.",
    )
    told = fields.Char(
        copy=False,
        groups=NO_ACCESS,
        help="Whom the last message was for, about which day, before or after it.",
    )

    @api.depends("deadline", "followup_state")
    @api.depends_context("lang")
    def _compute_delay(self):
        today = fields.Date.context_today(self)
        for line in self:
            waited = not line._is_finished() and line.deadline
            line.is_late = bool(waited) and waited < today
            line.delay_label = waited and self.env["hr.entretien"]._delay_label(
                waited, waited, today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._open_domain() & Domain(
            "deadline", "<", fields.Date.context_today(self)
        )
        return late if True in value else ~late

    @api.model
    def _open_domain(self):
        """Something is left to do."""
        return Domain("followup_state", "not in", FINISHED_STATES)

    @api.model
    def _followed_domain(self):
        """Decided in an interview that was held, and left to be done by somebody."""
        return (
            self._open_domain()
            & Domain("entretien_id.state", "in", DECIDED_STATES)
            & Domain("owner_id", "!=", False)
            & Domain("deadline", "!=", False)
        )

    @api.model
    def _owner_fields(self):
        return super()._owner_fields() | {
            "followup_state",
            "followup_note",
            "date_done",
        }

    def _owned_by_user(self):
        employees = self.env["hr.entretien"]._own_cards()
        owned = self.sudo().filtered(
            lambda line: (
                line.owner_id in employees and line.entretien_id.state in DECIDED_STATES
            )
        )
        return owned.with_env(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._sync_activities()
        return lines

    def write(self, vals):
        written = super().write(vals)
        if ACTIVITY_FIELDS & vals.keys():
            self._sync_activities(again=True)
        return written

    def unlink(self):
        self._quiet_activities().unlink()
        return super().unlink()

    def _failure_record(self):
        """What was decided hangs on its interview."""
        return self.entretien_id
