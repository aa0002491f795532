from odoo import api, fields, models
from odoo.exceptions import AccessError

# What the buttons write by themselves; HR may add the last one by hand.
KINDS = [
    ("planned", "Planned"),
    ("moved", "Moved to another date"),
    ("changed", "Another place or length"),
    ("interviewer", "Conducted by somebody else"),
    ("invitation", "Invitation sent"),
    ("letter", "Invitation letter printed"),
    ("reminder", "Reminder sent"),
    ("reinvitation", "Second invitation sent"),
    ("offer", "Interview offered after an absence"),
    ("bounce", "Message not delivered"),
    ("unavailable", "The employee is not available"),
    ("preparation", "Preparation sent by the employee"),
    ("absence", "The employee did not come"),
    ("postponed", "Postponed"),
    ("refusal", "Refused in writing"),
    ("offer_declined", "Offer declined after an absence"),
    ("held", "Interview held"),
    ("presented", "Document presented for signature"),
    ("comment", "Commented by the employee"),
    ("signature", "Signed"),
    ("reservation", "Signed with a reservation"),
    ("signature_refused", "Refused to sign"),
    ("signature_void", "Signatures withdrawn"),
    ("scan", "Signed paper filed"),
    ("handover", "Copy handed over"),
    ("copy_read", "Copy opened by the employee"),
    ("closed", "Document frozen"),
    ("bilan_closed", "État des lieux frozen"),
    ("bilan_handover", "État des lieux handed over"),
    ("bilan_read", "État des lieux opened by the employee"),
    ("bilan_reopened", "État des lieux reopened"),
    ("reopened", "Reopened"),
    ("cancelled", "Cancelled"),
    ("link_revoked", "Link withdrawn"),
    ("told_letter", "Informed on hiring, by letter"),
    ("told_mail", "Informed on hiring, by e-mail"),
    ("told_contract", "Informed on hiring, in the contract"),
    ("told_void", "Information on hiring taken back"),
    ("other", "Other document"),
]
# How often the proof file of one interview says the same thing of the employee: no
# line of it is ever taken out.
MAX_BY_EMPLOYEE = 20


ABOUT = {
    "compute": "_compute_about",
    "precompute": True,
    "readonly": False,
    "store": True,
}


class HrEntretienProof(models.Model):
    """A dated line of the proof file: what the employer may have to prove.

    The steps of the interview write it by themselves (``hr.entretien._add_proof``). It
    is never changed nor deleted, by nobody: a mistake is followed by another line. HR
    alone adds a piece by hand (kind ``other``).

    What was said at the hire is about no interview, and is HR's alone to read: see
    ``hr.entretien.hire.notice``.
    """

    _name = "hr.entretien.proof"
    _inherit = "hr.entretien.append.only.mixin"
    _description = "Line of the Proof File"
    _order = "date desc, id desc"
    _rec_name = "kind"

    entretien_id = fields.Many2one(
        "hr.entretien",
        string="Interview",
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    employee_id = fields.Many2one("hr.employee", index=True, **ABOUT)
    company_id = fields.Many2one("res.company", **ABOUT)
    department_id = fields.Many2one("hr.department", **ABOUT)
    kind = fields.Selection(KINDS, required=True, default="other")
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        string="Recorded By",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="restrict",
        help="Empty when the employee did it on their page, without an account.",
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Attachments")
    file_id = fields.Many2one(
        "hr.entretien.file",
        string="Document",
        readonly=True,
        ondelete="restrict",
        help="The frozen document that the line is about.",
    )
    note = fields.Text()

    _about_an_interview = models.Constraint(
        """CHECK (entretien_id IS NOT NULL OR (employee_id IS NOT NULL AND kind IN (
            'told_letter', 'told_mail', 'told_contract', 'told_void', 'bounce')))""",
        "A line of the proof file is about an interview, or about the hire.",
    )

    @api.depends(
        "entretien_id.employee_id",
        "entretien_id.company_id",
        "entretien_id.department_id",
    )
    def _compute_about(self):
        """As the interview says; without one, as it was written."""
        for proof in self:
            about = proof.entretien_id or proof
            for name in ("employee_id", "company_id", "department_id"):
                proof[name] = about[name]

    @api.model_create_multi
    def create(self, vals_list):
        by_hand = not self.env.su
        if by_hand:
            vals_list = [self._prepare_by_hand(vals) for vals in vals_list]
        proofs = super().create(vals_list)
        if by_hand:
            proofs.attachment_ids._check_free_for_proof()
        for proof in proofs.sudo().filtered("attachment_ids"):
            # Who reads the line reads its pieces; nobody deletes them.
            proof.attachment_ids.write({"res_model": self._name, "res_id": proof.id})
        self.env["hr.entretien.bilan"]._follow_proofs(proofs.sudo())
        return proofs

    @api.constrains("date")
    def _check_past_day(self):
        """People may be informed of the interview to come before their first day."""
        planner, days = self.env["hr.entretien.planner"], []
        for proof in self:
            if about := proof.entretien_id:
                days.append((about.employee_id, proof.date))
            else:
                planner._check_not_ahead(proof.employee_id, proof.date)
        planner._check_past_days(days)

    def _kept_message(self):
        return self.env._(
            "The proof file is kept as it is: a mistake is followed by another line."
        )

    def _prepare_by_hand(self, vals):
        """HR's day, note and pieces; the rest is set here, whatever the context."""
        by_step = vals.get("kind", "other") != "other"
        if by_step or not self.env["hr.entretien"]._user_is_hr():
            raise AccessError(
                self.env._("The proof file is written by the steps of the interview.")
            )
        said = ("entretien_id", "date", "note", "attachment_ids")
        return {
            **{name: vals[name] for name in said if name in vals},
            "kind": "other",
            "user_id": self.env.uid,
            "file_id": False,
        }
