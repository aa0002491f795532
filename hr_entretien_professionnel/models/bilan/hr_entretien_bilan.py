"""The état des lieux récapitulatif that an interview carries: what it finds."""

from odoo import api, fields, models

from ..interview.hr_entretien import HELD_STATES, OPEN_STATES

# Stored with the interview, and frozen with the document.
CRITERIA = (
    "bilan_training_ok",
    "bilan_training_free_ok",
    "bilan_certification_ok",
    "bilan_progression_ok",
)
PERIOD = (
    "bilan_period_from",
    "bilan_period_to",
    "bilan_last_held",
    "bilan_interviews",
    "bilan_interviews_ok",
    "bilan_problem_code",
)


class HrEntretien(models.Model):
    """Art. L.6315-1 II: were the interviews held, and three criteria met, since the
    last one? Computed until the document is handed over, then as it says; for one
    still to be held, as if it were held on its day (``_bilan_held_or_due``)."""

    _inherit = "hr.entretien"

    bilan_line_ids = fields.One2many(
        "hr.entretien.bilan.line",
        "entretien_id",
        string="Lines of the État des Lieux",
        copy=False,
    )
    bilan_period_from = fields.Date(
        string="Period Examined: From", compute="_compute_bilan_period", store=True
    )
    bilan_period_to = fields.Date(
        string="Period Examined: To", compute="_compute_bilan_period", store=True
    )
    bilan_last_held = fields.Date(
        string="Last État des Lieux Held On",
        compute="_compute_bilan_period",
        store=True,
        help="What happened until that day was counted then: held late, it closed a "
        "cycle that ended before.",
    )
    bilan_interviews = fields.Json(
        string="Interviews of the Period",
        compute="_compute_bilan_period",
        store=True,
        help="Each interview required in the period: kind, target, held, refused, "
        "copy handed over, or why not (schedule.sanction).",
    )
    bilan_interviews_ok = fields.Boolean(
        string="All Interviews Held", compute="_compute_bilan_period", store=True
    )
    bilan_problem_code = fields.Char(
        compute="_compute_bilan_period",
        store=True,
        help="What keeps the period from being computed: no_cycle, or the code of "
        "what keeps the employee from having dates.",
    )
    bilan_training_ok = fields.Boolean(
        string="1° Training", compute="_compute_bilan_criteria", store=True
    )
    bilan_training_free_ok = fields.Boolean(
        string="Training Other Than Mandatory",
        compute="_compute_bilan_criteria",
        store=True,
    )
    bilan_certification_ok = fields.Boolean(
        string="2° Certification", compute="_compute_bilan_criteria", store=True
    )
    bilan_progression_ok = fields.Boolean(
        string="3° Progression", compute="_compute_bilan_criteria", store=True
    )
    date_bilan_frozen = fields.Datetime(
        string="État des Lieux Frozen On", copy=False, readonly=True
    )
    date_bilan_copy_delivered = fields.Date(
        string="État des Lieux Handed Over On",
        copy=False,
        tracking=True,
        readonly=True,
    )

    @api.depends(
        "with_bilan",
        "motif",
        "state",
        "date_held",
        "date_planned",
        "date_due",
        "date_bilan_frozen",
        "company_id.entretien_late_counts",
        "employee_id.entretien_plan",
        "employee_id.entretien_ids.date_copy_delivered",
    )
    def _compute_bilan_period(self):
        self._keep_or_set(PERIOD, lambda live: live._bilan_told())

    @api.depends(
        "with_bilan",
        "state",
        "date_bilan_frozen",
        "bilan_line_ids.state",
        "bilan_line_ids.kind",
        "bilan_line_ids.mandatory",
        "bilan_line_ids.cpf_cofunded",
        "bilan_line_ids.payer",
    )
    def _compute_bilan_criteria(self):
        self._keep_or_set(
            CRITERIA,
            lambda live: {item: item._bilan_criteria() for item in live},
        )

    def _keep_or_set(self, names, find):
        """Once frozen it stays as the document says; without one there is nothing.

        :param find: function of the interviews under way → dict of interview → values
        """
        frozen = self.filtered("date_bilan_frozen")
        live = (self - frozen).filtered("with_bilan")
        live = live.filtered(lambda x: x.state in (*OPEN_STATES, *HELD_STATES))
        found = find(live)
        for entretien in self:
            if entretien in frozen:
                entretien.update({name: entretien[name] for name in names})
            else:
                nothing = dict.fromkeys(names, False)
                entretien.update({**nothing, **found.get(entretien, {})})

    def _bilan_criteria(self):
        """What the confirmed lines establish (art. L.6315-1 II, 1° to 3°)."""
        self.ensure_one()
        lines = self._bilan_confirmed()
        kinds = set(lines.mapped("kind"))
        return {
            "bilan_training_ok": "training" in kinds,
            "bilan_training_free_ok": any(line._counts_as_free() for line in lines),
            "bilan_certification_ok": "certification" in kinds,
            "bilan_progression_ok": bool(kinds & {"pay", "career"}),
        }

    def _bilan_confirmed(self, *kinds):
        """Confirmed lines, of these kinds when some are given; in sudo."""
        self.ensure_one()
        return self.sudo().bilan_line_ids.filtered(
            lambda line: line.state == "confirmed" and (not kinds or line.kind in kinds)
        )

    def _bilan_proposed(self, *kinds):
        """Lines that wait for HR, of these kinds when some are given; in sudo."""
        self.ensure_one()
        return self.sudo().bilan_line_ids.filtered(
            lambda line: line.state == "proposed" and (not kinds or line.kind in kinds)
        )

    def _bilan_is_history(self):
        """Entered as held already: what it found is not known here."""
        self.ensure_one()
        return (
            self.state == "closed"
            and not self.date_frozen
            and not self.date_bilan_frozen
            and not self.sudo().bilan_line_ids
        )

    @api.model
    def _bilan_to_refresh(self, today):
        """Ids of those not planned whose period, as last examined, is past."""
        domain = [
            ("with_bilan", "=", True),
            ("state", "in", OPEN_STATES),
            ("date_planned", "=", False),
            ("bilan_period_to", "<", today),
        ]
        return self.search(domain, order="id").ids

    @api.model
    def _bilan_refresh(self, ids, today):
        self.browse(ids)._refresh_bilan_period()

    def _refresh_bilan_period(self):
        """Examine the period again: what has no trigger may have changed."""
        for name in PERIOD:
            self.env.add_to_compute(self._fields[name], self)
        self._recompute_recordset(PERIOD)
