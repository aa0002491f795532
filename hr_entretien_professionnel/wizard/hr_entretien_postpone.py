from datetime import datetime, time, timedelta

from odoo import api, fields, models


class HrEntretienPostpone(models.TransientModel):
    """Ask for another date, who wants it and why."""

    _name = "hr.entretien.postpone"
    _inherit = "hr.entretien.window"
    _description = "Postpone an Entretien"

    date_planned = fields.Datetime(
        string="New Date",
        required=True,
        compute="_compute_date_planned",
        store=True,
        precompute=True,
        readonly=False,
    )
    duration = fields.Float(
        string="Duration (hours)",
        compute="_compute_date_planned",
        store=True,
        precompute=True,
        readonly=False,
    )
    asked_by = fields.Selection(
        [("employee", "The employee"), ("employer", "The employer")],
        required=True,
        default="employer",
    )
    reason = fields.Text(required=True)
    slot_warning = fields.Text(compute="_compute_slot_warning")

    @api.depends("entretien_id")
    def _compute_date_planned(self):
        """The next date that suits both, from the day after; to be changed if need be.

        :raises AccessError: when people are free is told to who plans only
        """
        for wizard in self:
            entretien = wizard.entretien_id
            if not entretien:
                continue
            entretien._check_lead()
            now = fields.Datetime.now()
            planned = max(entretien.date_planned or now, now)
            tomorrow = datetime.combine(planned.date() + timedelta(days=1), time.min)
            free = entretien._free_slots(1, tomorrow)
            wizard.date_planned = free[0] if free else entretien.date_planned
            wizard.duration = entretien.duration

    @api.depends("entretien_id", "date_planned", "duration")
    @api.depends_context("lang")
    def _compute_slot_warning(self):
        for wizard in self:
            entretien, warnings = wizard.entretien_id, []
            if entretien:
                entretien._check_lead()
                warnings = entretien._slot_warnings(
                    wizard.date_planned, wizard.duration
                )
            wizard.slot_warning = "\n".join(warnings)

    def action_apply(self):
        """Move the interview; it checks who asks."""
        self.ensure_one()
        self.entretien_id._postpone(
            self.date_planned, self.reason, self.asked_by, self.duration
        )
