from odoo import api, fields, models

from ..models.proof.hr_entretien_signature import ROLES

# Where each of them signs: see ``hr.entretien.signature``.
VIA = {"interviewer": "office", "employee": "tablet"}


class HrEntretienSign(models.TransientModel):
    """The signature pad: the interviewer's, or the employee's on their tablet."""

    _name = "hr.entretien.sign"
    _inherit = "hr.entretien.window"
    _description = "Sign an Interview"

    role = fields.Selection(list(ROLES.items()), string="Who Signs", required=True)
    kind = fields.Selection(
        [
            ("signed", "Sign"),
            ("reserved", "Sign with a reservation"),
            ("refused", "Refuse to sign"),
        ],
        string="Answer",
        required=True,
        default="signed",
    )
    name = fields.Char(required=True)
    image = fields.Binary(string="Signature", attachment=False)
    text = fields.Text(string="Reservation or Reason")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        entretien = self.env["hr.entretien"].browse(values.get("entretien_id"))
        if entretien and "role" in fields:
            entretien._check_lead()
            mine = entretien._is_interviewer() and not entretien.interviewer_answered
            values["role"] = "interviewer" if mine else "employee"
            values["name"] = self._signatory(entretien, values["role"])
        return values

    @api.onchange("role")
    def _onchange_role(self):
        """The name follows who signs; the drawing was somebody else's."""
        if self.entretien_id:
            self.name = self._signatory(self.entretien_id, self.role)
            self.image = False

    def _signatory(self, entretien, role):
        """Their name; whoever may not sign for them is refused before they draw."""
        self.env["hr.entretien.signature"]._check_signer(entretien, role, VIA[role])
        about = entretien.sudo()
        conducts = role == "interviewer"
        return (about.interviewer_id if conducts else about.employee_id).name

    def action_apply(self):
        """Record the answer, then go on: the employee's turn, then the copy.

        It checks who may give it.
        """
        self.ensure_one()
        entretien = self.entretien_id
        given = (self.kind, self.name, self.image, self.text)
        entretien._sign(self.role, *given, via=VIA[self.role])
        # The drawing stays on the signature alone.
        self.image = False
        if entretien.next_step == "hand_over":
            return entretien.action_hand_over()
        return entretien.action_sign() if self.role == "interviewer" else None
