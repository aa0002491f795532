from odoo import models

from odoo.addons.hr_entretien_professionnel.models.bilan import (
    report_hr_entretien_bilan,
)

WORDS = report_hr_entretien_bilan.WORDS


class ReportHrEntretienBilan(models.AbstractModel):
    """Why nothing is due when the company is under the threshold."""

    _inherit = WORDS

    def _outcome(self, bilan):
        """While nobody decided on the headcount, the document does not either."""
        decided = not bilan.company_id._entretien_headcount_undecided()
        if decided and bilan.sudo().outcome == "not_concerned":
            return "not_concerned"
        return super()._outcome(bilan)

    def _outcome_text(self, outcome):
        if outcome == "not_concerned":
            return self.env._(
                "The corrective payment is not due: the company is not concerned, it "
                "did not cross the threshold of 50 employees (art. L.6323-13; L.130-1 "
                "of the Code de la sécurité sociale)."
            )
        return super()._outcome_text(outcome)
