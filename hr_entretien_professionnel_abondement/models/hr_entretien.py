from odoo import fields, models


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    # By it what a change brings finds the rows together, not interview by interview.
    exposure_ids = fields.One2many(
        "hr.entretien.exposure", "entretien_id", groups=fields.NO_ACCESS
    )

    # Every night, which of these has no row.
    _with_bilan_done = models.Index(
        "(id) WHERE with_bilan AND state IN ('held', 'closed', 'declined')"
    )
