from odoo import api, fields, models

from ..interview.entretien_states import OPEN_STATES
from ..selection_labels import selection_of

HR = "hr.group_hr_user"
COPIED = {"compute": "_compute_employee_figures", "store": True, "groups": HR}
DELAY = {"compute": "_compute_delay_days", "store": True, "groups": HR}
# Where a delay means nothing the column is empty: averages leave it out.
DELAYS = {
    "delay_days": ("date_limit", "date_held"),
    "copy_delay_days": ("date_held", "date_copy_delivered"),
}


class HrEntretienFiguresMixin(models.AbstractModel):
    """What the analysis of the interviews counts by, read by HR alone."""

    _name = "hr.entretien.figures.mixin"
    _description = "Figures of an Interview"

    employee_category = fields.Selection(
        selection=selection_of("hr.employee", "entretien_category"),
        string="Professional Category",
        **COPIED,
    )
    employee_sex = fields.Selection(selection_of("hr.employee", "sex"), "Sex", **COPIED)
    delay_days = fields.Integer(
        string="Held Late (days)",
        **DELAY,
        aggregator="avg",
        help="From the deadline to the day it was held; 0 when it was held in time.",
    )
    copy_delay_days = fields.Integer(
        string="Copy Handed Over After (days)",
        **DELAY,
        aggregator="avg",
        help="From the day it was held to the day the copy was handed over.",
    )

    @api.depends("employee_id.entretien_category", "employee_id.sex")
    def _compute_employee_figures(self):
        """They follow the employee while the interview is open. A copy left empty, from
        before they were known, is filled in when they are."""
        copies = {"employee_category": "entretien_category", "employee_sex": "sex"}
        for entretien in self:
            employee = entretien.employee_id.sudo()
            over = entretien.state not in OPEN_STATES
            for copy, name in copies.items():
                entretien[copy] = (over and entretien[copy]) or employee[name]

    @api.depends("date_limit", "date_held", "date_copy_delivered")
    def _compute_delay_days(self):
        for entretien in self:
            for name, (start, end) in DELAYS.items():
                start, end = entretien[start], entretien[end]
                if start and end:
                    entretien[name] = max((end - start).days, 0)
                elif entretien[name]:
                    entretien[name] = 0
