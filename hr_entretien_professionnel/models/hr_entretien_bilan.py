"""The état des lieux récapitulatif that an interview carries: section and result."""

from odoo import fields, models


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    bilan_line_ids = fields.One2many(
        "hr.entretien.bilan.line", "entretien_id", string="Lines of the État des Lieux"
    )
    bilan_period_from = fields.Date(string="Period Examined: From", copy=False)
    bilan_period_to = fields.Date(string="Period Examined: To", copy=False)
    bilan_interviews = fields.Json(
        string="Interviews of the Period",
        copy=False,
        help="Each interview required in the period: kind, target, limit, held, "
        "refused, copy handed over, or why not (schedule.sanction).",
    )
    bilan_interviews_ok = fields.Boolean(string="All Interviews Held", copy=False)
    bilan_training_ok = fields.Boolean(string="1° Training", copy=False)
    bilan_training_free_ok = fields.Boolean(
        string="Training Other Than Mandatory", copy=False
    )
    bilan_certification_ok = fields.Boolean(string="2° Certification", copy=False)
    bilan_progression_ok = fields.Boolean(string="3° Progression", copy=False)
    date_bilan_copy_delivered = fields.Date(
        string="État des Lieux Handed Over On", copy=False, tracking=True
    )
