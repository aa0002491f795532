from odoo import fields, models


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    is_video = fields.Boolean(string="By Video")
    event_id = fields.Many2one(
        "calendar.event", string="Meeting", readonly=True, copy=False, index="btree_not_null"
    )
