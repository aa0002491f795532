"""The état des lieux récapitulatif that an interview carries."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Date

from ..interview.hr_entretien import HELD_STATES, OPEN_STATES
from ..proof.hr_entretien_file import BILAN_ROLE
from ..proof.ir_actions_report import BILAN_REPORT
from ..window import open_dialog
from .report_hr_entretien_bilan import KINDS_OF, WORDS

# In an interview that was declined or cancelled there is nothing to examine.
EXAMINED_STATES = (*OPEN_STATES, *HELD_STATES)
# Stored, and frozen with the document.
CRITERIA = ("training_ok", "training_free_ok", "certification_ok", "progression_ok")
PERIOD = (
    "period_from",
    "period_to",
    "last_held",
    "interviews",
    "interviews_ok",
    "problem_code",
)


class HrEntretienBilan(models.Model):
    """The état des lieux of an interview (art. L.6315-1 II): were the interviews held,
    and three criteria met, since the last one?

    Computed until its document is handed over, then as it says; for an interview still
    to be held, as if it were held on its day (``_held_or_due``). It opens with the
    interview that carries it, and is read by who reads that interview; the employee
    reads it once it is handed over. Nobody writes anything but its lines.
    """

    _name = "hr.entretien.bilan"
    _inherit = ["hr.entretien.copied.mixin", "hr.entretien.technical.mixin"]
    _description = "État des Lieux of an Entretien"
    _order = "id desc"
    _rec_names_search = ["employee_id.name"]

    entretien_id = fields.Many2one(
        "hr.entretien",
        string="Interview",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        copy=False,
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="entretien_id.company_id", store=True, index=True
    )
    department_id = fields.Many2one(related="entretien_id.department_id")
    manager_id = fields.Many2one(related="entretien_id.manager_id")
    with_bilan = fields.Boolean(related="entretien_id.with_bilan")
    state = fields.Selection(
        related="entretien_id.state", string="State of the Interview"
    )
    is_late = fields.Boolean(related="entretien_id.is_late")
    date_due = fields.Date(related="entretien_id.date_due")
    date_limit = fields.Date(related="entretien_id.date_limit")
    date_held = fields.Date(related="entretien_id.date_held")
    line_ids = fields.One2many("hr.entretien.bilan.line", "bilan_id", string="Lines")
    period_from = fields.Date(
        string="Period Examined: From", compute="_compute_period", store=True
    )
    period_to = fields.Date(
        string="Period Examined: To", compute="_compute_period", store=True
    )
    last_held = fields.Date(
        string="Last État des Lieux Held On",
        compute="_compute_period",
        store=True,
        help="What happened until that day was counted then: held late, it closed a "
        "cycle that ended before.",
    )
    interviews = fields.Json(
        string="Interviews of the Period",
        compute="_compute_period",
        store=True,
        help="Each interview required in the period: kind, target, held, refused, "
        "copy handed over, or why not (schedule.sanction).",
    )
    interviews_ok = fields.Boolean(
        string="All Interviews Held", compute="_compute_period", store=True
    )
    problem_code = fields.Char(
        compute="_compute_period",
        store=True,
        help="What keeps the period from being computed: no_cycle, or the code of "
        "what keeps the employee from having dates.",
    )
    training_ok = fields.Boolean(
        string="1° Training", compute="_compute_criteria", store=True
    )
    training_free_ok = fields.Boolean(
        string="Training Other Than Mandatory",
        compute="_compute_criteria",
        store=True,
    )
    certification_ok = fields.Boolean(
        string="2° Certification", compute="_compute_criteria", store=True
    )
    progression_ok = fields.Boolean(
        string="3° Progression", compute="_compute_criteria", store=True
    )
    date_frozen = fields.Datetime(
        string="État des Lieux Frozen On", copy=False, readonly=True
    )
    date_copy_delivered = fields.Date(
        string="État des Lieux Handed Over On", copy=False, readonly=True
    )
    can_lead = fields.Boolean(
        compute="_compute_can_lead", help="HR, the interviewer, the managers above."
    )
    conclusion = fields.Text(
        string="Conclusion of the État des Lieux", compute="_compute_texts"
    )
    to_confirm = fields.Integer(string="Lines to Confirm", compute="_compute_texts")
    interviews_text = fields.Char(string="Interviews Held", compute="_compute_texts")
    training_text = fields.Char(string="Training (1°)", compute="_compute_texts")
    certification_text = fields.Char(
        string="Certification (2°)", compute="_compute_texts"
    )
    progression_text = fields.Char(string="Progression (3°)", compute="_compute_texts")
    interviews_table = fields.Html(
        string="Interviews Required and Held",
        compute="_compute_interviews_table",
        sanitize=False,
    )
    problem = fields.Char(string="Why There Is No Period", compute="_compute_texts")

    _one_for_an_interview = models.UniqueIndex(
        "(entretien_id)", "An interview carries one état des lieux."
    )

    # -- what it finds -----------------------------------------------------------------

    @api.depends(
        "entretien_id.with_bilan",
        "entretien_id.motif",
        "entretien_id.state",
        "entretien_id.date_held",
        "entretien_id.date_planned",
        "entretien_id.date_due",
        "entretien_id.company_id.entretien_late_counts",
        "entretien_id.employee_id.entretien_plan",
        "entretien_id.employee_id.entretien_ids.date_copy_delivered",
        "date_frozen",
    )
    def _compute_period(self):
        self._keep_or_set(PERIOD, self.env["hr.entretien.bilan.period"]._find)

    @api.depends(
        "entretien_id.with_bilan",
        "entretien_id.state",
        "date_frozen",
        "line_ids.state",
        "line_ids.kind",
        "line_ids.mandatory",
        "line_ids.cpf_cofunded",
        "line_ids.payer",
    )
    def _compute_criteria(self):
        self._keep_or_set(
            CRITERIA, lambda live: {item: item._find_criteria() for item in live}
        )

    def _keep_or_set(self, names, find):
        """Once frozen it stays as the document says; without one there is nothing.

        :param find: function of those under way → dict of état des lieux → values
        """
        frozen = self.filtered("date_frozen")
        live = (self - frozen).filtered("with_bilan")
        live = live.filtered(lambda bilan: bilan.state in EXAMINED_STATES)
        found = find(live)
        for bilan in self:
            if bilan in frozen:
                bilan.update({name: bilan[name] for name in names})
            else:
                bilan.update({**dict.fromkeys(names, False), **found.get(bilan, {})})

    def _find_criteria(self):
        """What the confirmed lines establish (art. L.6315-1 II, 1° to 3°)."""
        lines = self._confirmed()
        kinds = set(lines.mapped("kind"))
        return {
            **{f"{name}_ok": bool(kinds & {*of}) for name, of in KINDS_OF.items()},
            "training_free_ok": any(line._counts_as_free() for line in lines),
        }

    def _confirmed(self, *kinds):
        """Confirmed lines, of these kinds when some are given; in sudo."""
        return self._lines("confirmed", kinds)

    def _proposed(self, *kinds):
        """Lines that wait for HR, of these kinds when some are given; in sudo."""
        return self._lines("proposed", kinds)

    def _lines(self, state, kinds):
        self.ensure_one()
        return self.sudo().line_ids.filtered(
            lambda line: line.state == state and (not kinds or line.kind in kinds)
        )

    def _is_history(self):
        """Entered as held already: what it found is not known here."""
        self.ensure_one()
        return (
            self.state == "closed"
            and not self.entretien_id.date_frozen
            and not self.date_frozen
            and not self.sudo().line_ids
        )

    @api.model
    def _to_refresh(self, today):
        """Ids of those not planned whose period, as last examined, is past."""
        domain = [
            ("entretien_id.with_bilan", "=", True),
            ("entretien_id.state", "in", OPEN_STATES),
            ("entretien_id.date_planned", "=", False),
            ("period_to", "<", today),
        ]
        return self.search(domain, order="id").ids

    @api.model
    def _refresh_at_night(self, ids, today):
        """One that waits too long is examined up to the present day."""
        self.browse(ids)._refresh_period()

    def _failure_record(self):
        return self.entretien_id

    def _refresh_period(self):
        """Examine the period again: what has no trigger may have changed."""
        for name in PERIOD:
            self.env.add_to_compute(self._fields[name], self)
        self._recompute_recordset(PERIOD)

    def _held_or_due(self):
        """The day it was held; else the planned one, or its due date, or today."""
        self.ensure_one()
        if self.state in HELD_STATES and self.date_held:
            return self.date_held
        if planned := self.entretien_id.date_planned:
            return fields.Datetime.context_timestamp(self, planned).date()
        today = Date.context_today(self)
        return max(self.date_due or today, today)

    def _until(self):
        """Last day of what its lines may say: nothing that is still to come."""
        self.ensure_one()
        return min(self._held_or_due(), Date.context_today(self))

    # -- for the screen ----------------------------------------------------------------

    @api.depends("employee_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for bilan in self:
            bilan.display_name = self.env._(
                "État des lieux: %(employee)s", employee=bilan.employee_id.sudo().name
            )

    @api.depends("entretien_id")
    @api.depends_context("uid")
    def _compute_can_lead(self):
        led = self.entretien_id._led_by_user()
        for bilan in self:
            bilan.can_lead = bilan.entretien_id in led

    @api.depends(*PERIOD, *CRITERIA, "entretien_id.with_bilan", "line_ids.state")
    @api.depends_context("lang")
    def _compute_texts(self):
        words = self.env[WORDS]
        for bilan in self:
            bilan.to_confirm = len(bilan._proposed())
            bilan.interviews_text = words._interviews_label(bilan)
            for name in KINDS_OF:
                bilan[f"{name}_text"] = words._criterion_label(bilan, name)
            bilan.problem = words._problem_text(bilan)
            bilan.conclusion = bilan.with_bilan and "\n".join(words._sentences(bilan))

    @api.depends("interviews")
    @api.depends_context("lang")
    def _compute_interviews_table(self):
        for bilan in self:
            bilan.interviews_table = self.env[WORDS]._interviews_table(bilan)

    # -- who writes it: its lines alone ------------------------------------------------

    def write(self, vals):
        """
        :raises AccessError: more than its lines, by somebody who is not the server
        """
        if not self.env.su and vals.keys() - {"line_ids"}:
            self.check_access("write")
            raise AccessError(
                self.env._(
                    "An état des lieux follows from its interview, and is handed over "
                    "with its button."
                )
            )
        return super().write(vals)

    # -- its lines ---------------------------------------------------------------------

    def action_fill(self):
        """Propose what Odoo knows; what is there already, or rejected, stays."""
        self.entretien_id._check_lead()
        self._check_not_frozen()
        if not self.filtered("with_bilan"):
            raise UserError(self.env._("This interview carries no état des lieux."))
        self.sudo()._refresh_period()
        for bilan in self.filtered("problem"):
            raise UserError(bilan.problem)
        count = self._fill()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "info",
                "message": self.env._(
                    "%(count)s new lines to be confirmed by HR.", count=count
                )
                if count
                else self.env._("Odoo knows nothing more than what is already here."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _fill(self):
        """Propose lines for these, a query per kind of source.

        :returns: how many were added
        """
        todo = self.sudo().filtered(
            lambda bilan: (
                bilan.with_bilan
                and bilan.state in EXAMINED_STATES
                and not bilan.date_frozen
            )
        )
        if not todo:
            return 0
        # One at a time for an employee: the period says which lines it takes.
        known = {
            (line.bilan_id.id, line.kind, line.source_model, line.source_id)
            for line in todo.line_ids
        }
        found = self.env["hr.entretien.bilan.source"]._gather(todo.employee_id)
        values = [
            {"bilan_id": bilan.id, **source}
            for bilan in todo
            for source in found[bilan.employee_id.id]
            if bilan._covers(source)
            and (
                bilan.id,
                source["kind"],
                source["source_model"],
                source["source_id"],
            )
            not in known
        ]
        return len(self.env["hr.entretien.bilan.line"].sudo().create(values))

    def _covers(self, source):
        """Whether a dated fact falls in the period examined, after what the last état
        des lieux counted."""
        self.ensure_one()
        day, start = source["date_to"] or source["date_from"], self.period_from
        counted = self.last_held and day and day <= self.last_held
        return bool(day and start and start <= day <= self._until() and not counted)

    def action_confirm_all(self):
        """HR: all that waits to be confirmed counts."""
        self.ensure_one()
        self.line_ids.filtered(lambda x: x.state == "proposed").action_confirm()

    def action_lines(self):
        """Its lines in a list of their own, where several are taken at once."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_entretien_professionnel.hr_entretien_bilan_line_action"
        )
        return {
            **action,
            "domain": [("bilan_id", "=", self.id)],
            "context": {"search_default_proposed": 1, "default_bilan_id": self.id},
        }

    # -- its document, frozen and handed over apart ------------------------------------

    def action_hand_over(self):
        """Ask how and when the état des lieux is handed over."""
        self.ensure_one()
        self._check_hand_over()
        return open_dialog(
            "hr.entretien.bilan.handover",
            self.env._("Hand Over the État des Lieux"),
            entretien_id=self.entretien_id.id,
        )

    def action_print(self):
        """The document: the stored bytes once it is handed over."""
        self.ensure_one()
        self.check_access("read")
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_bilan_report"
        ).report_action(self.entretien_id)

    def action_open_entretien(self):
        """The interview that carries it."""
        return self.entretien_id.action_open_form()

    def action_reopen(self, motive=None):
        """HR corrects an état des lieux handed over; its first document stays.

        :param str motive: why; without it, ask
        """
        self.entretien_id._check_hr()
        self.check_access("read")
        if any(not bilan.date_frozen for bilan in self):
            raise UserError(self.env._("This état des lieux was not handed over."))
        if not motive:
            return self.entretien_id._ask_motive("bilan")
        for bilan in self.sudo():
            document = bilan._file()
            document.write({"superseded": True})
            bilan.write({"date_frozen": False, "date_copy_delivered": False})
            bilan.entretien_id.with_env(self.env)._add_proof(
                "bilan_reopened", note=motive, document=document
            )

    def _hand_over(self, day, mode="hand"):
        """Freeze the état des lieux, keep its bytes, note that it was handed over.

        :param date day: when it was handed over
        :param str mode: ``hand``, or ``mail`` for a link to the employee's page
        :raises UserError: not held, lines to confirm, no period computed, a date in
            the future, by mail to who has no address, or no PDF
        """
        self.ensure_one()
        self._check_hand_over()
        entretien = self.entretien_id
        entretien._check_handover(mode)
        entretien._lock_steps()
        self.sudo()._refresh_period()
        self._check_ready(day)
        self.sudo().write(
            {"date_frozen": fields.Datetime.now(), "date_copy_delivered": day}
        )
        speaking = self.with_context(lang=entretien._report_lang())
        document = self.env["hr.entretien.file"]._freeze(
            entretien, BILAN_ROLE, BILAN_REPORT, speaking._file_name()
        )
        entretien._prove_handover(document, day, mode, "bilan_")

    def _check_hand_over(self):
        """
        :raises AccessError: somebody who does not lead the interview
        :raises UserError: without an état des lieux, not held, or handed over already
        """
        self.entretien_id._check_lead()
        for bilan in self:
            if not bilan.with_bilan or bilan.state not in HELD_STATES:
                raise UserError(
                    self.env._(
                        "%(name)s: the état des lieux is handed over once the "
                        "interview that carries it is held.",
                        name=bilan.entretien_id.display_name,
                    )
                )
            if bilan.date_copy_delivered:
                raise UserError(
                    self.env._("This état des lieux was handed over already.")
                )

    def _check_not_frozen(self):
        """
        :raises UserError: one of them was handed over
        """
        for bilan in self.sudo().filtered("date_frozen"):
            raise UserError(
                self.env._(
                    "%(name)s: the état des lieux was handed over. HR may reopen it, "
                    "with a reason.",
                    name=bilan.entretien_id.display_name,
                )
            )

    def _check_ready(self, day):
        today = Date.context_today(self)
        if not self.date_held <= day <= today:
            raise UserError(
                self.env._(
                    "The état des lieux is handed over between the interview and today."
                )
            )
        if self.problem:
            raise UserError(self.problem)
        if self.to_confirm:
            raise UserError(
                self.env._(
                    "%(count)s lines are still to be confirmed or rejected by HR: the "
                    "état des lieux counts confirmed lines only.",
                    count=self.to_confirm,
                )
            )

    def _file(self):
        """The document in force, in sudo; empty when it is not handed over."""
        self.ensure_one()
        return self.entretien_id._frozen_file(BILAN_ROLE)

    def _file_name(self):
        """E.g. “État des lieux récapitulatif - Anne Le Goff - 2026-06-15”."""
        self.ensure_one()
        day = self.date_held or self.date_due
        parts = [
            self.env._("État des lieux récapitulatif"),
            self.sudo().employee_id.name,
            day and Date.to_string(day),
        ]
        return " - ".join(filter(None, parts)).replace("/", "-")
