"""What is signed: the document presented, locked and digested meanwhile."""

import hashlib
import json

from odoo import models
from odoo.exceptions import UserError


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
