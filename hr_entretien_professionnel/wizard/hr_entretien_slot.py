from datetime import timedelta

from odoo import api, fields, models

from ..models.planning.entretien_clock import slot_text
from ..models.window import open_record

OFFERED = 5


class HrEntretienSlot(models.TransientModel):
    """The next dates that suit employee and interviewer; one click takes one."""

    _name = "hr.entretien.slot"
    _inherit = "hr.entretien.window"
    _description = "Next Free Slots of an Entretien"

    next_ids = fields.Many2many(
        "hr.entretien",
        string="Then",
        readonly=True,
        help="To give a date to afterwards.",
    )
    line_ids = fields.One2many("hr.entretien.slot.line", "wizard_id", readonly=True)

    def action_later(self):
        """Show the dates after those."""
        self.ensure_one()
        last = max(self.line_ids.mapped("start"), default=fields.Datetime.now())
        self._offer(last + timedelta(hours=self.entretien_id.duration or 1.0))
        return self._open()

    def _offer(self, after=None):
        """Fill in the dates.

        :param datetime after: naive UTC; by default, the first that leave the notice
        """
        self.ensure_one()
        self.entretien_id._check_lead()
        free = self.entretien_id._free_slots(OFFERED, after)
        commands = [(0, 0, {"start": start}) for start in free]
        self.sudo().line_ids = [(5,), *commands]

    def _open(self):
        return open_record(
            self,
            name=self.env._(
                "Next Free Slots – %(name)s", name=self.entretien_id.display_name
            ),
            target="new",
        )


class HrEntretienSlotLine(models.TransientModel):
    """One of the dates."""

    _name = "hr.entretien.slot.line"
    _description = "Free Slot of an Entretien"
    _order = "start"
    _rec_name = "label"

    wizard_id = fields.Many2one(
        "hr.entretien.slot", required=True, index=True, ondelete="cascade"
    )
    start = fields.Datetime(required=True)
    label = fields.Char(string="Free Slot", compute="_compute_label")

    @api.depends("start", "wizard_id.entretien_id.duration")
    @api.depends_context("lang", "tz")
    def _compute_label(self):
        """The day and the hours on the clock of who reads, as the form shows them."""
        for line in self:
            hours = line.wizard_id.entretien_id.duration or 1.0
            end = line.start + timedelta(hours=hours)
            line.label = slot_text(
                self.env, line.start, end, self.env.tz, date_format="EEEE d MMMM"
            )

    def action_take(self):
        """The interview takes place then: it is planned, or moves.

        The rights of the user decide. Without anybody to hold it, it has a date only.
        """
        self.ensure_one()
        entretien = self.wizard_id.entretien_id
        entretien._check_lead()
        entretien.date_planned = self.start
        if entretien.state == "to_plan" and entretien.interviewer_id:
            entretien.action_plan()
        following = self.wizard_id.next_ids.filtered(lambda x: x.state == "to_plan")
        if following:
            return following.action_free_slots()
