from odoo import api, fields, models

# Returns whose talk has contents of its own in law, by kind of absence.
RETURN_KINDS = {
    "parental": "parental",
    "parental_part_time": "parental",
    "mandat_syndical": "mandate",
}


class HrEntretienParticularMixin(models.AbstractModel):
    """What some talks have to go through besides: their sections, form and document.

    Mid-career (L.6315-1 IV), return from parental leave (L.1225-57), end of a mandate
    (L.2141-5), and the physician's measures at every later talk (L.4624-3): the
    measures alone come back, whoever conducts it reads no more of the one that recorded
    them than their rights give them.
    """

    _name = "hr.entretien.particular.mixin"
    _description = "Sections of Some Entretiens"

    return_kind = fields.Selection(
        [("parental", "Parental leave"), ("mandate", "Union mandate")],
        string="Return From",
        compute="_compute_return_kind",
        store=True,
        readonly=False,
        help="The returns whose talk has contents of its own; empty for the others.",
    )
    physician_measures = fields.Text(
        string="Measures Proposed by the Occupational Physician",
        help="The adaptations only, never a diagnosis. They come up again at the next "
        "interviews (art. L.4624-3).",
    )
    job_adaptation = fields.Text(string="Adaptation of the Job")
    wear_prevention = fields.Text(string="Prevention of Wear at Work")
    return_organisation = fields.Text(string="Organising the Return")
    return_pay_career = fields.Text(string="What the Leave Did to Pay and Career")
    mandate_skills = fields.Text(string="Skills Acquired in the Mandate")
    mandate_use = fields.Text(string="How This Experience Will Be Used")
    measures_recalled = fields.Text(
        string="Physician's Measures Recorded Before",
        compute="_compute_measures_recalled",
    )
    measures_recalled_date = fields.Date(
        string="Recorded On", compute="_compute_measures_recalled"
    )
    measures_recalled_state = fields.Char(
        string="Said Since Then", compute="_compute_measures_recalled"
    )
    measures_state = fields.Selection(
        [
            ("followed", "Still followed"),
            ("partly", "Followed in part"),
            ("changed", "Replaced by others"),
            ("ended", "Not followed any more"),
        ],
        string="What Became of the Measures",
        copy=False,
    )
    measures_note = fields.Text(
        string="On These Measures",
        copy=False,
        help="What was done about them. The adaptations only, never a diagnosis.",
    )

    @api.depends("motif", "reason_data")
    def _compute_return_kind(self):
        """What the plan says goes first; else what was chosen, for a return only."""
        for entretien in self:
            kinds = [
                RETURN_KINDS.get(reason.get("kind"))
                for reason in entretien.reason_data or ()
                if reason["code"] == "after_return"
            ]
            chosen = entretien.motif == "return" and entretien.return_kind
            entretien.return_kind = kinds[0] if kinds else chosen

    @api.depends("employee_id", "date_held")
    @api.depends_context("lang")
    def _compute_measures_recalled(self):
        self.env["hr.entretien.previous"]._compute_measures(self)
