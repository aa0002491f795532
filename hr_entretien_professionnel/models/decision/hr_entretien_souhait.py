from odoo import fields, models

from ..selection_labels import selection_label


class HrEntretienSouhait(models.Model):
    """A wish of the employee: in the same job, another job, another department…"""

    _name = "hr.entretien.souhait"
    _description = "Wish of the Employee"
    _inherit = "hr.entretien.line.mixin"
    _rec_name = "kind"

    kind = fields.Selection(
        [
            ("stay", "Stay and grow in the present job"),
            ("responsibility", "More responsibility"),
            ("other_job", "Another job"),
            ("other_department", "Another department"),
            ("mobility", "Another site"),
            ("working_time", "Other working time"),
            ("internal_reconversion", "Retraining within the company"),
            ("external_reconversion", "Retraining outside the company"),
            ("other", "Other"),
        ],
        string="Wish",
        required=True,
        default="stay",
    )
    # What an interview names is archived, not deleted: it would say something else.
    target_job_id = fields.Many2one("hr.job", ondelete="restrict")
    target_department_id = fields.Many2one("hr.department", ondelete="restrict")
    horizon = fields.Selection(
        [
            ("one_year", "Within a year"),
            ("two_years", "Within 2 years"),
            ("four_years", "Within 4 years"),
            ("later", "Later"),
        ]
    )
    note = fields.Char(string="In Their Words")

    def _what(self):
        targets = (self.target_job_id, self.target_department_id)
        names = [target.sudo().name for target in targets]
        return [selection_label(self, "kind"), *filter(None, names)]

    def _beside_text(self):
        return " – ".join(filter(None, [*self._what(), self.note]))

    def _report_kind(self):
        return self.env._("Wish")

    def _report_previous_row(self):
        row = {**super()._report_previous_row(), "name": ", ".join(self._what())}
        # A wish is nothing "to do": it says what became of it, once something did.
        return {**row, "state": ""} if self.followup_state == "todo" else row
