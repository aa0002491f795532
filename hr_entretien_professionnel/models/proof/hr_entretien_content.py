"""What is signed: all that the document says, locked and digested meanwhile."""

import hashlib
import json

from odoo import models
from odoo.exceptions import UserError

# What is read before it is signed: all that is printed, but what the employee may
# still add until he signs.
SIGNED_FIELDS = (
    "employee_id",
    "company_id",
    "department_id",
    "job_id",
    "seniority_date",
    "manager_id",
    "interviewer_id",
    "motif",
    "with_bilan",
    "regime_id",
    "date_held",
    "reason_data",
    "career",
    "job_notes",
    "skills_used",
    "skills_to_develop",
    "difficulties",
    "prospects",
    "mid_career_notes",
    "end_career_notes",
    "return_kind",
    "physician_measures",
    "job_adaptation",
    "wear_prevention",
    "return_organisation",
    "return_pay_career",
    "mandate_skills",
    "mandate_use",
    "measures_recalled",
    "measures_recalled_date",
    "measures_recalled_state",
    "measures_state",
    "measures_note",
    "info_vae",
    "info_cpf",
    "info_cep",
    "info_vae_date",
    "info_cpf_date",
    "info_cep_date",
    "conclusion",
    "interviewer_comment",
    "grille_version_id",
    "questions",
)
SIGNED_LINES = {
    "souhait_ids": (
        "kind",
        "target_job_id",
        "target_department_id",
        "horizon",
        "note",
    ),
    "besoin_ids": (
        "name",
        "nature",
        "aim",
        "means",
        "priority",
        "horizon",
        "answer",
        "answer_reason",
    ),
    "action_ids": ("name", "owner_id", "deadline"),
}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _content_digest(self, role):
        """Digest of all that is printed, with the employee's comment when he signs.

        :param str role: whose signature it stands under
        :rtype: str
        """
        self.ensure_one()
        entretien = self.sudo().with_context(lang=None, active_test=False)
        names = (*SIGNED_FIELDS, *(("employee_comment",) if role == "employee" else ()))
        content = entretien.read(names, load="")
        for name, fields_read in SIGNED_LINES.items():
            content += entretien[name].sorted("id").read(fields_read, load="")
        written = json.dumps(content, sort_keys=True, default=str)
        return hashlib.sha256(written.encode()).hexdigest()

    def _check_signed_content(self):
        """What was signed is what will be printed.

        :raises UserError: something was changed since a signature
        """
        for signature in self._valid_signatures():
            entretien = signature.entretien_id
            if signature.digest != entretien._content_digest(signature.role):
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
        signed = {name for names in SIGNED_LINES.values() for name in names}
        if not self.env.su and vals.keys() & signed:
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
