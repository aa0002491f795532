from odoo import api, fields, models
from odoo.exceptions import AccessError

# What the buttons write by themselves; HR may add the last one by hand.
KINDS = [
    ("planned", "Planned"),
    ("moved", "Moved to another date"),
    ("interviewer", "Held by somebody else"),
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
    ("signature", "Signed"),
    ("reservation", "Signed with a reservation"),
    ("signature_refused", "Refused to sign"),
    ("signature_void", "Signatures withdrawn"),
    ("scan", "Signed paper filed"),
    ("handover", "Copy handed over"),
    ("copy_read", "Copy opened by the employee"),
    ("closed", "Document frozen"),
    ("reopened", "Reopened"),
    ("cancelled", "Cancelled"),
    ("link_revoked", "Link withdrawn"),
    ("other", "Other piece"),
]


class HrEntretienProof(models.Model):
    """A dated line of the proof file: what the employer may have to prove.

    The steps of the interview write it by themselves (``hr.entretien._add_proof``). It
    is never changed nor deleted, by nobody: a mistake is followed by another line. HR
    alone adds a piece by hand (kind ``other``).
    """

    _name = "hr.entretien.proof"
    _description = "Line of the Proof File"
    _order = "date desc, id desc"
    _rec_name = "kind"

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="restrict", readonly=True
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    department_id = fields.Many2one(related="entretien_id.department_id", store=True)
    kind = fields.Selection(KINDS, required=True, default="other")
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        string="Recorded By",
        default=lambda self: self.env.user,
        readonly=True,
        help="Empty when the employee did it on his page, without an account.",
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Pieces")
    note = fields.Text()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._check_by_hand(vals_list)
        proofs = super().create(vals_list)
        for proof in proofs.sudo():
            # Whoever may read the line may read its pieces, and delete none of them.
            proof.attachment_ids.write({"res_model": self._name, "res_id": proof.id})
        return proofs

    @api.model
    def _check_by_hand(self, vals_list):
        by_hand = all(vals.get("kind", "other") == "other" for vals in vals_list)
        if not (by_hand and self.env["hr.entretien"]._user_is_hr()):
            raise AccessError(
                self.env._("The proof file is written by the steps of the interview.")
            )


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    proof_ids = fields.One2many(
        "hr.entretien.proof", "entretien_id", string="Proof File", copy=False
    )

    def _add_proof(self, kind, note=None, day=None, attachments=None, user=None):
        """Write a line in the proof file of each interview.

        :param str kind: a code of ``KINDS``
        :param str note: what happened, in the company's language
        :param date day: today by default
        :param attachments: ``ir.attachment`` records that the line keeps
        :param user: ``res.users``; the present user by default, an empty record for
            somebody without an account
        :returns: the lines
        """
        user = self.env.user if user is None else user
        return (
            self.env["hr.entretien.proof"]
            .sudo()
            .create(
                [
                    {
                        "entretien_id": entretien.id,
                        "kind": kind,
                        "note": note,
                        "date": day or fields.Date.context_today(self),
                        "user_id": user.id,
                        "attachment_ids": [(6, 0, attachments.ids)]
                        if attachments
                        else False,
                    }
                    for entretien in self
                ]
            )
        )
