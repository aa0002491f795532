from odoo import fields, models


class HrEntretienPurgeLog(models.Model):
    """That files were deleted, or their term changed: when, by whom, what.

    Append only, like the proof file. It names nobody: a file is its card's number.
    """

    _name = "hr.entretien.purge.log"
    _inherit = "hr.entretien.append.only.mixin"
    _description = "Deletion of Files Past Their Term"
    _order = "id desc"
    _rec_name = "date"

    kind = fields.Selection(
        [("erased", "Files deleted"), ("term", "Term changed")],
        string="What Was Done",
        required=True,
        default="erased",
        readonly=True,
    )
    detail = fields.Text(
        readonly=True,
        help="Of each file, the number of the card, that still exists, and what was in "
        "the file; or the former term and the new one.",
    )
    date = fields.Datetime(
        string="Done On", required=True, default=fields.Datetime.now, readonly=True
    )
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    retention_months = fields.Integer(string="Term (months)", readonly=True)
    employee_count = fields.Integer(string="Files", readonly=True)
    entretien_count = fields.Integer(string="Interviews", readonly=True)
    proof_count = fields.Integer(string="Lines of Proof", readonly=True)
    document_count = fields.Integer(string="Documents and Attachments", readonly=True)

    def _prepare(self, company, lines):
        """:param lines: ``hr.entretien.purge`` records about to be deleted"""
        counted = ("entretien_count", "proof_count", "document_count")
        return {
            "user_id": self.env.uid,
            "company_id": company.id,
            "retention_months": company.entretien_retention_months,
            "employee_count": len(lines),
            "detail": "\n".join(line._erased_text() for line in lines),
            **{name: sum(lines.mapped(name)) for name in counted},
        }

    def _log_terms(self, before):
        """:param dict before: the former months by ``res.company``"""
        self.create(
            [
                {
                    "kind": "term",
                    "user_id": self.env.uid,
                    "company_id": company.id,
                    "retention_months": company.entretien_retention_months,
                    "detail": f"{months} → {company.entretien_retention_months}",
                }
                for company, months in before.items()
                if months != company.entretien_retention_months
            ]
        )

    def _kept_message(self):
        return self.env._("The trace of a deletion is neither changed nor deleted.")
