from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    """What a record rule of the suite answers: whom to ask, nothing of the record."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """Odoo sends people to the administrator of the system, who has no say here;
        in debug mode it names the records."""
        ours = records._name.startswith("hr.entretien")
        if not ours or self._entretien_may_switch(records):
            return super()._make_access_error(operation, records)
        speaking = self.with_context(**self.env.user.context_get())
        error = AccessError(speaking._entretien_refusal(operation, records))
        # Rules are checked in sudo: nothing of it stays to be read.
        records.invalidate_recordset()
        return error

    def _entretien_may_switch(self, records):
        """Odoo proposes HR to tick the company of the records: theirs, not ticked."""
        if not (self.env["hr.entretien"]._user_is_hr() and "company_id" in records):
            return False
        companies = records.sudo().company_id
        return bool(companies - self.env.companies) and (
            companies <= self.env.user.sudo().company_ids
        )

    def _entretien_refusal(self, operation, records):
        """Why, in the language of the environment."""
        if not self.env["hr.entretien"]._user_is_hr():
            return self.env._(
                "This does not exist, or it is not yours to see or change: ask your HR "
                "department."
            )
        found = records.sudo()
        of_all = "company_id" not in found or not found.company_id
        if operation == "read" or records._transient or not of_all:
            return self.env._(
                "This does not exist, or it is not yours to see or change: ask the HR "
                "administrators of the company."
            )
        if self.env["res.company"]._entretien_user_has_all():
            return self.env._(
                "All companies share this: only an HR administrator changes it."
            )
        return self.env._(
            "All companies share this: only an HR administrator who manages all of "
            "them changes it."
        )
