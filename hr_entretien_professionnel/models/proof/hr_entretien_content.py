"""What is signed: the document presented, locked and digested meanwhile."""

import hashlib
import json

from odoo import models
from odoo.exceptions import UserError

# What the presented lines say, even where what becomes of them stays open.
SIGNED_ON_LINES = {
    "kind",
    "target_job_id",
    "target_department_id",
    "horizon",
    "note",
    "name",
    "nature",
    "aim",
    "means",
    "priority",
    "answer",
    "answer_reason",
    "owner_id",
    "deadline",
}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _signed_digest(self, role):
        """Digest of the bytes presented, with the employee's comment when he signs.

        Not of the records: a department is renamed, the employee gets another manager,
        and what was read and signed is the same.

        :param str role: whose signature it stands under
        :rtype: str
        """
        self.ensure_one()
        content = self._frozen_file("presented")._bytes()
        said = [hashlib.sha256(content).hexdigest()]
        if role == "employee":
            said.append(self.sudo().employee_comment or "")
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def _check_signed_content(self):
        """What was signed is what will be handed over.

        :raises UserError: the stored bytes, or the comment, are not those any more
        """
        for signature in self._valid_signatures():
            entretien = signature.entretien_id
            if signature.digest != entretien._signed_digest(signature.role):
                raise UserError(
                    self.env._(
                        "%(name)s is not any more what %(signatory)s signed: withdraw "
                        "the signatures and present the document again.",
                        name=entretien.display_name,
                        signatory=signature.name,
                    )
                )


class HrEntretienLineMixin(models.AbstractModel):
    _inherit = "hr.entretien.line.mixin"

    def write(self, vals):
        """What becomes of a line stays open, but not while it is being signed."""
        if not self.env.su and vals.keys() & SIGNED_ON_LINES:
            self._check_not_presented()
        return super().write(vals)

    def _check_lines(self):
        res = super()._check_lines()
        if not self.env.su:
            self._check_not_presented()
        return res

    def _check_not_presented(self):
        presented = self.entretien_id.filtered(
            lambda item: item.state == "held" and item.date_presented
        )
        if presented:
            raise UserError(presented[0]._presented_message())
