from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.interview.entretien_states import OFFERED_MOTIFS
from ..models.privacy.readable import typed_text
from ..models.selection_labels import selection_of


class HrEntretienMotive(models.TransientModel):
    """Ask why an interview is declined, cancelled, reopened, or its signatures
    withdrawn; a refusal comes with the employee's letter."""

    _name = "hr.entretien.motive"
    _description = "Why an Interview Is Declined, Cancelled or Reopened"

    entretien_ids = fields.Many2many("hr.entretien", string="Interviews", required=True)
    kind = fields.Selection(
        [
            ("decline", "Decline"),
            ("cancel", "Cancel"),
            ("reopen", "Reopen"),
            ("void", "Withdraw the signatures"),
            ("bilan", "Reopen the état des lieux"),
        ],
        required=True,
    )
    seen = fields.Char(help="Where the interviews stood when the window opened.")
    any_held = fields.Boolean(compute="_compute_any_held")
    offered = fields.Boolean(
        compute="_compute_offered",
        help="Offered after an absence: the employee may decline by word of mouth.",
    )
    day = fields.Date(string="Date of the Letter", default=fields.Date.context_today)
    how = fields.Selection(
        selection_of("hr.entretien", "declined_how"), string="How It Was Declined"
    )
    motive = fields.Text(string="Reason", required=True)
    attachment_ids = fields.Many2many("ir.attachment", string="The Employee's Letter")

    @api.depends("entretien_ids", "kind")
    def _compute_offered(self):
        for wizard in self:
            motifs = set(wizard.entretien_ids.mapped("motif"))
            wizard.offered = wizard.kind == "decline" and motifs <= set(OFFERED_MOTIFS)

    @api.depends("entretien_ids.state")
    def _compute_any_held(self):
        for wizard in self:
            wizard.any_held = "held" in wizard.entretien_ids.mapped("state")

    def action_apply(self):
        """Take the step on the interviews, with the reason; it checks who asks."""
        self.ensure_one()
        self._check_seen()
        if not typed_text(self.motive):
            raise UserError(self.env._("Say why."))
        entretiens = self.entretien_ids
        take = {
            "decline": self._apply_decline,
            "cancel": entretiens.action_cancel,
            "reopen": entretiens.action_reopen,
            "void": entretiens.action_void_signatures,
            "bilan": entretiens.bilan_id.action_reopen,
        }[self.kind]
        take(self.motive)

    def _check_seen(self):
        """What somebody did since the window opened is looked at first."""
        if self.seen and self.seen != self.entretien_ids._states_seen():
            raise UserError(
                self.env._(
                    "Somebody took a step on this interview while this window was "
                    "open. Nothing of yours was done: close the window, look at the "
                    "interview, then go on."
                )
            )

    def _apply_decline(self, motive):
        """The refusal, with its letter; after an absence, with how it was given."""
        self.entretien_ids._check_step("decline")
        if self.attachment_ids and len(self.entretien_ids) > 1:
            raise UserError(
                self.env._("One letter, one interview: decline them one by one.")
            )
        if self.offered and not self.how:
            raise UserError(self.env._("Say how the employee declined."))
        if self.how == "oral" and not self.offered:
            raise UserError(
                self.env._(
                    "Only what is offered after an absence may be declined by word of "
                    "mouth."
                )
            )
        self.attachment_ids._check_free_for_proof()
        self.entretien_ids._decline(motive, self.day, self.attachment_ids, self.how)
