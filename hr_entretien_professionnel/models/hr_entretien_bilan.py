"""The état des lieux récapitulatif that an interview carries: what it finds."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.tools.misc import format_date

HELD_STATES = ("held", "closed")
# Stored with the interview, and frozen with the document.
CRITERIA = (
    "bilan_interviews_ok",
    "bilan_training_ok",
    "bilan_training_free_ok",
    "bilan_certification_ok",
    "bilan_progression_ok",
)
PERIOD = ("bilan_period_from", "bilan_period_to", "bilan_interviews")


class HrEntretien(models.Model):
    """Art. L.6315-1 II: were the interviews held, and three criteria met, since the
    last one? Computed from confirmed lines until the document is handed over."""

    _inherit = "hr.entretien"

    bilan_line_ids = fields.One2many(
        "hr.entretien.bilan.line",
        "entretien_id",
        string="Lines of the État des Lieux",
        copy=False,
    )
    bilan_period_from = fields.Date(
        string="Period Examined: From", compute="_compute_bilan", store=True
    )
    bilan_period_to = fields.Date(
        string="Period Examined: To", compute="_compute_bilan", store=True
    )
    bilan_interviews = fields.Json(
        string="Interviews of the Period",
        compute="_compute_bilan",
        store=True,
        help="Each interview required in the period: kind, target, held, refused, "
        "copy handed over, or why not (schedule.sanction).",
    )
    bilan_interviews_ok = fields.Boolean(
        string="All Interviews Held", compute="_compute_bilan", store=True
    )
    bilan_training_ok = fields.Boolean(
        string="1° Training", compute="_compute_bilan", store=True
    )
    bilan_training_free_ok = fields.Boolean(
        string="Training Other Than Mandatory", compute="_compute_bilan", store=True
    )
    bilan_certification_ok = fields.Boolean(
        string="2° Certification", compute="_compute_bilan", store=True
    )
    bilan_progression_ok = fields.Boolean(
        string="3° Progression", compute="_compute_bilan", store=True
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
    bilan_conclusion = fields.Text(
        string="Conclusion of the État des Lieux", compute="_compute_bilan_conclusion"
    )
    bilan_to_confirm = fields.Integer(
        string="Lines to Confirm", compute="_compute_bilan_to_confirm"
    )
    bilan_interviews_table = fields.Html(
        string="Interviews Required and Held",
        compute="_compute_bilan_interviews_table",
        sanitize=False,
    )

    @api.depends(
        "with_bilan",
        "state",
        "date_held",
        "date_bilan_frozen",
        "employee_id.entretien_plan",
        "employee_id.entretien_ids.date_copy_delivered",
        "bilan_line_ids.state",
        "bilan_line_ids.kind",
        "bilan_line_ids.mandatory",
        "bilan_line_ids.cpf_cofunded",
        "bilan_line_ids.payer",
    )
    def _compute_bilan(self):
        """Once frozen it stays as the document says."""
        live = self.filtered(
            lambda item: (
                item.with_bilan
                and not item.date_bilan_frozen
                and item.state not in ("declined", "cancelled")
            )
        )
        found = live._bilan_cycles()
        for entretien in self:
            names = (*PERIOD, *CRITERIA)
            if entretien.date_bilan_frozen:
                entretien.update({name: entretien[name] for name in names})
            elif entretien in live:
                entretien.update(entretien._bilan_values(*found[entretien]))
            else:
                entretien.update(dict.fromkeys(names, False))

    def _bilan_cycles(self):
        """The cycle that each of these closes, and the interviews held in it.

        :returns: dict of ``hr.entretien`` → (``schedule.Cycle`` or None, dict of day →
            ``hr.entretien`` held or declined that day)
        """
        if not self:
            return {}
        employees = self.employee_id.sudo().with_context(active_test=False)
        known = {
            employee: facts_cycles
            for employee, facts_cycles in employees._entretien_cycles()
        }
        days = self._bilan_days()
        return {
            entretien: (
                entretien._bilan_cycle(known.get(entretien.employee_id.sudo(), ())),
                days[entretien.employee_id.id],
            )
            for entretien in self
        }

    def _bilan_cycle(self, found):
        """Of an employee's cycles, the one that this état des lieux closes."""
        self.ensure_one()
        if self.state not in HELD_STATES:
            return found[-1] if found else None
        closed = [item for item in found if item.closed == self.date_held]
        return closed[0] if closed else None

    def _bilan_days(self):
        """Held and declined interviews of these employees, by day (one query).

        :rtype: dict of employee id → dict of date → hr.entretien
        """
        result = defaultdict(dict)
        others = self.sudo().search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("state", "in", (*HELD_STATES, "declined")),
            ]
        )
        for item in others:
            day = item.date_declined if item.state == "declined" else item.date_held
            result[item.employee_id.id][day] = item
        return result

    def _bilan_values(self, cycle, days):
        """What is found, from the cycle and the confirmed lines.

        :param schedule.Cycle cycle: None when the period is not known
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        until = self.date_held if self.state in HELD_STATES else today
        until = until or today
        lines = self.sudo().bilan_line_ids.filtered(lambda x: x.state == "confirmed")
        by_kind = lines.grouped("kind")
        trainings = by_kind.get("training", lines.browse())
        free = trainings.filtered(lambda line: line._counts_as_free())
        missing = cycle.missing(until) if cycle else ()
        return {
            "bilan_period_from": cycle and cycle.start,
            "bilan_period_to": until,
            "bilan_interviews": [
                self._bilan_row(duty, days, until)
                for duty in (cycle.required if cycle else ())
                if duty.held or duty.target <= until
            ],
            "bilan_interviews_ok": bool(cycle) and not missing,
            "bilan_training_ok": bool(trainings),
            "bilan_training_free_ok": bool(free),
            "bilan_certification_ok": "certification" in by_kind,
            "bilan_progression_ok": bool(by_kind.keys() & {"pay", "career"}),
        }

    @api.model
    def _bilan_row(self, duty, days, until):
        """A line of the table of interviews, as plain values.

        :param schedule.Required duty:
        """
        held = days.get(duty.held)
        copy = held and held.date_copy_delivered
        return {
            "kind": duty.kind,
            "target": duty.target.isoformat(),
            "held": duty.held and duty.held.isoformat(),
            "refused": duty.refused,
            "delivered": copy and copy.isoformat(),
            "met": duty.met,
            "late": not duty.held and duty.limit < until,
        }

    @api.depends("bilan_line_ids.state")
    def _compute_bilan_to_confirm(self):
        for entretien in self:
            entretien.bilan_to_confirm = len(
                entretien.sudo().bilan_line_ids.filtered(
                    lambda line: line.state == "proposed"
                )
            )

    @api.depends(*PERIOD, *CRITERIA, "with_bilan")
    @api.depends_context("lang")
    def _compute_bilan_conclusion(self):
        for entretien in self:
            entretien.bilan_conclusion = entretien.with_bilan and "\n".join(
                entretien._bilan_sentences()
            )

    def _bilan_sentences(self):
        """The conclusion, one sentence a line, each with its article."""
        self.ensure_one()
        if not self.bilan_period_from:
            return [
                self.env._(
                    "The period cannot be told: the seniority of the employee is not "
                    "known, or the état des lieux closes no cycle."
                )
            ]
        return [
            self._bilan_interviews_sentence(),
            self._bilan_criteria_sentence(),
            self._bilan_sanction_sentence(),
        ]

    def _bilan_interviews_sentence(self):
        rows = self.bilan_interviews or []
        values = {
            "start": format_date(self.env, self.bilan_period_from),
            "end": format_date(self.env, self.bilan_period_to),
            "met": sum(1 for row in rows if row["met"]),
            "count": len(rows),
        }
        if self.bilan_interviews_ok:
            return self.env._(
                "From %(start)s to %(end)s, all the interviews that the law asks for "
                "were held: %(met)s of %(count)s (art. L.6315-1, II).",
                **values,
            )
        return self.env._(
            "From %(start)s to %(end)s, %(met)s of the %(count)s interviews that the "
            "law asks for were held (art. L.6315-1, II).",
            **values,
        )

    def _bilan_criteria_sentence(self):
        names = ("bilan_training_ok", "bilan_certification_ok", "bilan_progression_ok")
        met = sum(1 for name in names if self[name])
        return self.env._(
            "%(met)s of the three criteria met: training, certification, progression "
            "of pay or career (art. L.6315-1, II, 1° to 3°).",
            met=met,
        )

    def _bilan_sanction_sentence(self):
        if self.bilan_interviews_ok or self.bilan_training_free_ok:
            return self.env._(
                "The abondement correctif is not due: it takes both an interview "
                "missing and no training other than mandatory (art. L.6323-13; Cass. "
                "soc., 21 January 2026, no. 24-12.972)."
            )
        return self.env._(
            "An interview is missing and no training other than mandatory was "
            "followed: in a company of 50 employees or more, the CPF of the employee "
            "is topped up (art. L.6323-13 and R.6323-3)."
        )

    @api.depends("bilan_interviews")
    @api.depends_context("lang")
    def _compute_bilan_interviews_table(self):
        view = "hr_entretien_professionnel.bilan_interviews_table"
        for entretien in self:
            entretien.bilan_interviews_table = entretien.with_bilan and self.env[
                "ir.qweb"
            ]._render(view, {"rows": entretien._bilan_rows()})

    def _bilan_rows(self):
        """The table of interviews in words, for the form and the document.

        :rtype: list of dict
        """
        self.ensure_one()
        return [self._bilan_row_words(row) for row in self.bilan_interviews or []]

    def _bilan_row_words(self, row):
        def day(name):
            return format_date(self.env, row[name]) if row[name] else ""

        return {
            "kind": self._bilan_kind_label(row["kind"]),
            "target": day("target"),
            "held": day("held"),
            "delivered": day("delivered"),
            "met": row["met"],
            "note": self._bilan_row_note(row),
        }

    def _bilan_kind_label(self, kind):
        motifs = dict(self._fields["motif"]._description_selection(self.env))
        return motifs.get(kind, kind)

    def _bilan_row_note(self, row):
        if row["refused"]:
            return self.env._("Refused in writing")
        if row["held"] and row["held"] > row["target"]:
            return self.env._("Held after its date")
        if row["held"]:
            return self.env._("Held in time")
        return self.env._("Not held") if row["late"] else self.env._("To come")
