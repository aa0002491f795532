"""The état des lieux that an interview carries, seen from the interview."""

from odoo import api, fields, models
from odoo.tools import clean_context

from ..interview.hr_entretien import OPEN_STATES
from ..window import open_record

# What an état des lieux handed over stands on.
BASIS = {"with_bilan", "motif", "date_held"}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    bilan_ids = fields.One2many(
        "hr.entretien.bilan", "entretien_id", string="États des Lieux"
    )
    bilan_id = fields.Many2one(
        "hr.entretien.bilan",
        string="État des Lieux",
        compute="_compute_bilan_id",
        store=True,
        index="btree_not_null",
        help="Kept, and empty, when the interview no longer carries one.",
    )
    can_read_bilan = fields.Boolean(compute="_compute_can_read_bilan")

    @api.depends("bilan_ids")
    def _compute_bilan_id(self):
        for entretien in self:
            entretien.bilan_id = entretien.bilan_ids[:1]

    @api.depends("bilan_id.date_frozen", "with_bilan", "state")
    @api.depends_context("uid")
    def _compute_can_read_bilan(self):
        """Who leads the interview; the employee, once it is handed over to them."""
        read = self.bilan_id._filtered_access("read")
        for entretien in self:
            shown = entretien.with_bilan and entretien.bilan_id in read
            ended = entretien.state in ("declined", "cancelled")
            entretien.can_read_bilan = shown and not ended

    @api.model_create_multi
    def create(self, vals_list):
        entretiens = super().create(vals_list)
        entretiens._open_bilan()
        # History is entered by hundreds: its lines come when somebody asks.
        opened = entretiens.filtered(lambda item: item.state in OPEN_STATES)
        opened.bilan_id._fill()
        return entretiens

    def write(self, vals):
        result = super().write(vals)
        if vals.get("with_bilan"):
            self._open_bilan()
        if vals.get("with_bilan") or vals.get("state") in ("planned", "held"):
            self.sudo().bilan_id._fill()
        return result

    def _open_bilan(self):
        """The état des lieux of those that carry one, made by the server."""
        bilans = self.env["hr.entretien.bilan"].sudo()
        bilans = bilans.with_context(clean_context(self.env.context))
        new = self.sudo().filtered(lambda item: item.with_bilan and not item.bilan_id)
        bilans.create([{"entretien_id": entretien.id} for entretien in new])

    def action_open_bilan(self):
        """Its état des lieux, on a screen of its own.

        :raises AccessError: it is not the user's to read
        """
        self.ensure_one()
        self.bilan_id.check_access("read")
        return open_record(self.bilan_id)

    def _check_write(self, vals):
        if BASIS & vals.keys():
            self.sudo().bilan_id._check_not_frozen()
        return super()._check_write(vals)
