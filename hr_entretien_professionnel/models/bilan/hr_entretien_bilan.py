from collections import defaultdict
from operator import itemgetter

from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Date, Domain
from odoo.tools import SQL, clean_context

from ...schedule import cumulative
from ..employee.entretien_case import engine_interview
from ..interview.entretien_states import (
    COUNTED_STATES,
    HELD_STATES,
    OPEN_STATES,
    TAKEN_UP,
)
from ..privacy.readable import typed_text
from ..proof.hr_entretien_file import BILAN_ROLE
from ..proof.ir_actions_report import BILAN_REPORT
from ..window import notify, open_dialog
from .hr_entretien_bilan_line import KINDS_OF
from .report_hr_entretien_bilan import WORDS

# Stored, and frozen with the document.
CRITERIA = ("training_free_ok", *(f"{name}_ok" for name in KINDS_OF))
PERIOD = (
    "period_from",
    "period_to",
    "last_held",
    "interviews",
    "interviews_ok",
    "problem_code",
)
# Of the proof file, why an interview was not held when it was due.
NOT_HELD = ("absence", "postponed", "cancelled")
COUNTED_DAYS = ("date_held", "date_declined", "date_copy_delivered")
# Entered as held already: what these found is not known here.
HISTORY = Domain("entretien_id.with_bilan", "=", True)
HISTORY &= Domain("entretien_id.state", "=", "closed")
HISTORY &= Domain("entretien_id.date_frozen", "=", False)
HISTORY &= Domain("date_frozen", "=", False) & Domain("line_ids", "=", False)
# Those whose cycle is already the one that its deadline missed.
NOT_FOUND_MISSED = """
    NOT EXISTS (
        SELECT FROM hr_employee
         WHERE hr_employee.id = hr_entretien_bilan.employee_id
           AND hr_employee.entretien_bilan_limit < %s
           AND hr_employee.entretien_bilan_date = hr_entretien_bilan.period_to)
"""
EXAMINED = {"compute": "_compute_period", "store": True}
MET = {"compute": "_compute_criteria", "store": True}


class HrEntretienBilan(models.Model):
    """The état des lieux of an interview (art. L.6315-1 II): were the interviews held,
    and three criteria met, since the last one?

    Computed until its document is handed over, then as it says; for an interview still
    to be held, as if it were held on its day (``_held_or_due``), or, once its deadline
    has passed, for the cycle that it missed. It opens with the interview that carries
    it, and is read by who reads that interview; the employee reads it once it is
    handed over. Nobody writes anything but its lines.
    """

    _name = "hr.entretien.bilan"
    _inherit = [
        "hr.entretien.copied.mixin",
        "hr.entretien.technical.mixin",
        "hr.entretien.about.mixin",
    ]
    _description = "État des Lieux of an Interview"
    _order = "id desc"
    _rec_names_search = ["employee_id"]

    entretien_id = fields.Many2one(copy=False)
    company_id = fields.Many2one(index=True)
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
    period_from = fields.Date("Period Examined: From", **EXAMINED)
    period_to = fields.Date("Period Examined: To", **EXAMINED)
    last_held = fields.Date(
        "Last État des Lieux Held On",
        **EXAMINED,
        help="What happened until that day was counted then: held late, it closed a "
        "cycle that ended before.",
    )
    interviews = fields.Json(
        "Interviews of the Period",
        **EXAMINED,
        help="Each interview required in the period: kind, target, held, refused, "
        "copy handed over, or why not (schedule.sanction).",
    )
    interviews_ok = fields.Boolean("All Interviews Held", **EXAMINED)
    problem_code = fields.Char(
        **EXAMINED,
        help="What keeps the period from being computed: no_cycle, or the code of "
        "what keeps the employee from having dates.",
    )
    training_ok = fields.Boolean("Training (1°)", **MET)
    training_free_ok = fields.Boolean("Non-Mandatory Training", **MET)
    certification_ok = fields.Boolean("Certification (2°)", **MET)
    progression_ok = fields.Boolean("Progression (3°)", **MET)
    date_frozen = fields.Datetime(
        string="État des Lieux Frozen On", copy=False, readonly=True
    )
    date_copy_delivered = fields.Date(
        string="État des Lieux Handed Over On", copy=False, readonly=True
    )
    can_lead = fields.Boolean(related="entretien_id.can_lead", related_sudo=False)
    conclusion = fields.Text(
        "Conclusion of the État des Lieux", compute="_compute_texts"
    )
    verdict = fields.Char("Conclusion in Short", compute="_compute_texts")
    to_confirm = fields.Integer("Lines to Confirm", compute="_compute_texts")
    interviews_text = fields.Char("Interviews Held", compute="_compute_texts")
    training_text = fields.Char("1° Training", compute="_compute_texts")
    certification_text = fields.Char("2° Certification", compute="_compute_texts")
    progression_text = fields.Char("3° Progression", compute="_compute_texts")
    interviews_table = fields.Html(
        "Interviews Required and Held",
        compute="_compute_interviews_table",
        sanitize=False,
    )
    problem = fields.Char("Why There Is No Period", compute="_compute_texts")

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
        "entretien_id.employee_id.entretien_plan",
        "entretien_id.employee_id.entretien_ids.date_copy_delivered",
        "date_frozen",
    )
    def _compute_period(self):
        self._keep_or_set(PERIOD, self._under_way()._find_periods())

    @api.depends(
        "entretien_id.with_bilan",
        "entretien_id.state",
        "date_frozen",
        "period_from",
        "line_ids.state",
        "line_ids.kind",
        "line_ids.date_from",
        "line_ids.date_to",
        "line_ids.mandatory",
        "line_ids.cpf_cofunded",
        "line_ids.payer",
    )
    def _compute_criteria(self):
        """What the confirmed lines establish (art. L.6315-1 II, 1° to 3°)."""
        found = {}
        for bilan in self._under_way():
            lines = bilan._lines("confirmed")
            kinds = set(lines.mapped("kind"))
            found[bilan] = {
                **{f"{name}_ok": bool(kinds & {*of}) for name, of in KINDS_OF.items()},
                "training_free_ok": any(line._counts_as_free() for line in lines),
            }
        self._keep_or_set(CRITERIA, found)

    def _under_way(self):
        """Declined or cancelled, an interview has nothing to examine."""
        return self.filtered(
            lambda bilan: (
                not bilan.date_frozen
                and bilan.entretien_id.with_bilan
                and bilan.entretien_id.state in (*OPEN_STATES, *HELD_STATES)
            )
        )

    def _keep_or_set(self, names, found):
        """Once frozen it stays as the document says; without one there is nothing."""
        for bilan in self:
            if bilan.date_frozen:
                bilan.update({name: bilan[name] for name in names})
            else:
                bilan.update({**dict.fromkeys(names, False), **found.get(bilan, {})})

    def _lines(self, state, *kinds):
        """Those in that state; of these kinds, or of all. Not what ended before the
        period: it may have been of the one that the deadline missed."""
        self.ensure_one()
        return self.sudo().line_ids.filtered(
            lambda line: (
                line.state == state
                and (not kinds or line.kind in kinds)
                and line._ends_since(self.period_from)
            )
        )

    def _found_outcome(self):
        """What it comes to, by the codes of ``schedule.sanction``."""
        return cumulative(missing=not self.interviews_ok, trained=self.training_free_ok)

    def _is_history(self):
        return bool(self.sudo().filtered_domain(HISTORY))

    # -- its period --------------------------------------------------------------------

    def _find_periods(self, cases=None):
        """The cycle that each closes, by the law (``schedule``).

        :param cases: of the planner, when they are gathered already
        """
        if not self:
            return {}
        employees = self.employee_id.sudo().with_context(active_test=False)
        cases = cases or self.env["hr.entretien.planner"]._cases(employees)
        of_them = Domain("employee_id", "in", employees.ids)
        entretiens = self.env["hr.entretien"].sudo()
        entretiens = entretiens.search_fetch(
            of_them
            & Domain("state", "in", COUNTED_STATES)
            & Domain("declined_how", "!=", "oral"),
            ["employee_id", "state", *COUNTED_DAYS],
        )
        copies, proofs = defaultdict(dict), self.env["hr.entretien.proof"].sudo()
        for item in entretiens:
            day = item.date_declined if item.state == "declined" else item.date_held
            copies[item.employee_id][day] = item.date_copy_delivered
        kept = proofs.search_fetch(
            of_them & Domain("kind", "in", NOT_HELD),
            ["employee_id", "date", "kind", "entretien_id"],
            order="date, id",
        ).grouped("employee_id")
        known = {case.employee: case for case in cases}
        found = {}
        for bilan in self:
            who = bilan.employee_id
            found[bilan] = bilan._find_period(
                known.get(who), copies[who], kept.get(who, proofs)
            )
        return found

    def _find_period(self, case, copies, proofs):
        """``copies``: day held or refused → copy handed over; ``proofs`` of what was
        not held."""
        if not case or case.block:
            return {"problem_code": case.block if case else "no_cycle"}
        day, today = self._held_or_due(), Date.context_today(self)
        waits = self.entretien_id.state in OPEN_STATES
        missed = waits and case.missed(today)
        cycles = case.cycles(*([self._meant()] if waits and not missed else []))
        ends = [cycle.closed for cycle in cycles]
        # Missed, the one that runs is judged by its deadline until it is held.
        end = None if missed else day
        if end not in ends:
            return {"problem_code": "no_cycle" if cycles else "no_contract_date"}
        index = ends.index(end)
        cycle = cycles[index]
        targets = [cycle.period_from, *(duty.target for duty in cycle.required)]
        return {
            "period_from": cycle.period_from,
            "period_to": cycle.target if missed else day,
            "last_held": ends[index - 1] if index else False,
            "interviews_ok": not cycle.missing(today if missed else None),
            "interviews": [
                self._required_row(duty, before, day, copies, proofs)
                | ({"open": False} if missed else {})
                for duty, before in zip(cycle.required, targets, strict=False)
            ],
        }

    def _meant(self):
        """Still to be held, it counts as if it were held on its day."""
        entretien = self.entretien_id
        return engine_interview(
            self._held_or_due(),
            entretien.motif,
            bilan=True,
            mid_career=entretien.with_mid_career,
            end_career=entretien.with_end_career,
        )

    def _required_row(self, duty, before, day, copies, proofs):
        """A proof of absence is shown with the interview that was due then."""
        delivered = copies.get(duty.held)
        why = [
            [proof.kind, Date.to_string(proof.date)]
            for proof in proofs
            if before < proof.date <= (duty.again or day)
            and proof.entretien_id.id != self.entretien_id.id
        ]
        return {
            "kind": duty.kind,
            "target": Date.to_string(duty.target),
            "limit": Date.to_string(duty.in_time_until),
            "held": duty.held and Date.to_string(duty.held),
            "refused": duty.refused,
            "oral": duty.oral,
            "met": duty.met,
            "delivered": delivered and Date.to_string(delivered),
            "open": duty.held == day and self.entretien_id.state in OPEN_STATES,
            "why": why[-1] if why and not duty.held else None,
        }

    def _to_refresh(self, today, only=Domain.TRUE):
        """Ids of those not planned whose period, as last examined, is past, and of
        those whose deadline has passed since."""
        moves = Domain("entretien_id.date_planned", "=", False)
        moves &= Domain("period_to", "<", today)
        missed = Domain("employee_id.entretien_bilan_limit", "<", today)
        domain = Domain("entretien_id.with_bilan", "=", True)
        domain &= Domain("entretien_id.state", "in", OPEN_STATES)
        domain &= Domain("period_to", "!=", False) & (moves | missed)
        query = self._search(only & domain, order="id")
        self.env["hr.employee"].flush_model(["entretien_bilan_date"])
        query.add_where(SQL(NOT_FOUND_MISSED, today))
        return list(query.get_result_ids())

    def _refresh_at_night(self, ids, today):
        self.browse(ids)._refresh_period()

    def _failure_record(self):
        return self.entretien_id

    def _refresh_period(self, cases=None):
        """What has no trigger may have changed."""
        for name in PERIOD:
            self.env.remove_to_compute(self._fields[name], self)
        before = {bilan: [bilan[name] for name in PERIOD] for bilan in self}
        with self.env.protecting([self._fields[name] for name in PERIOD], self):
            self._keep_or_set(PERIOD, self._under_way()._find_periods(cases))
        # Set as a compute sets it: what follows from it is not told by that.
        self.filtered(
            lambda bilan: before[bilan] != [bilan[name] for name in PERIOD]
        ).modified(PERIOD)

    def _held_or_due(self):
        """The day it was held; else the planned one, or its due date, or today."""
        entretien, today = self.entretien_id, Date.context_today(self)
        if entretien.state in HELD_STATES and entretien.date_held:
            return entretien.date_held
        if planned := entretien.date_planned:
            return fields.Datetime.context_timestamp(self, planned).date()
        return max(entretien.date_due or today, today)

    def _examines(self, start, end):
        """Whether what started and ended then is of its period: begun by now, and not
        of the last one, which counted its own day."""
        first, counted = self.period_from, self.last_held
        ended = first and first <= end and not (counted and end <= counted)
        return ended and start <= self._until()

    def _until(self):
        """Last day of what its lines may say: nothing that is still to come."""
        return min(self._held_or_due(), Date.context_today(self))

    # -- for the screen ----------------------------------------------------------------

    @api.depends("employee_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for bilan in self:
            bilan.display_name = self.env._(
                "État des lieux: %(employee)s", employee=bilan.employee_id.sudo().name
            )

    @api.depends(*PERIOD, *CRITERIA, "entretien_id.with_bilan", "line_ids.state")
    @api.depends_context("lang")
    def _compute_texts(self):
        words = self.env[WORDS]
        for bilan in self:
            bilan.to_confirm = len(bilan._lines("proposed"))
            bilan.interviews_text = words._interviews_label(bilan)
            for name in KINDS_OF:
                bilan[f"{name}_text"] = words._criterion_label(bilan, name)
            bilan.problem = words._problem_text(bilan)
            bilan.verdict = bilan.with_bilan and words._verdict(bilan)
            bilan.conclusion = bilan.with_bilan and "\n".join(words._sentences(bilan))

    @api.depends("interviews")
    @api.depends_context("lang")
    def _compute_interviews_table(self):
        for bilan in self:
            bilan.interviews_table = bilan.period_from and self.env["ir.qweb"]._render(
                "hr_entretien_professionnel.bilan_interviews_table",
                {"rows": self.env[WORDS]._rows(bilan)},
            )

    # -- who writes it: its lines alone ------------------------------------------------

    def write(self, vals):
        if not self.env.su and vals.keys() - {"line_ids"}:
            self.check_access("write")
            raise AccessError(
                self.env._(
                    "An état des lieux follows from its interview, and is handed over "
                    "with its button."
                )
            )
        return super().write(vals)

    # -- what the interview asks it ----------------------------------------------------

    def _follow_interviews(self, entretiens, values):
        """What was written on interviews: one more carries an état des lieux, or what
        it was to carry is settled or held."""
        carried = values.get("with_bilan")
        if carried:
            self._open(entretiens)
        if carried or values.get("state") in TAKEN_UP:
            entretiens.sudo().bilan_id._fill()

    def _follow_proofs(self, proofs):
        """What is added to the proof file of an interview is said by the others."""
        if proofs := proofs.filtered(lambda proof: proof.kind in NOT_HELD):
            theirs = Domain("employee_id", "in", proofs.employee_id.ids)
            theirs &= Domain("date_frozen", "=", False)
            field, others = self._fields["interviews"], self.sudo().search(theirs)
            self.env.add_to_compute(field, others)

    def _open(self, entretiens):
        """The état des lieux of those that carry one, made by the server."""
        new = entretiens.sudo().filtered(lambda x: x.with_bilan and not x.bilan_id)
        self.sudo().with_context(clean_context(self.env.context)).create(
            [{"entretien_id": entretien.id} for entretien in new]
        )

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
        if not count:
            known = self.env._("Nothing more is on record than what is already here.")
            return notify(known, "info")
        return notify(
            self.env._("%(count)s new lines to be confirmed by HR.", count=count),
            "success",
        )

    def _fill(self):
        """Propose lines for these, a query per kind of source; how many were added."""
        todo = self.sudo()._under_way()
        if not todo:
            return 0
        origin = itemgetter("kind", "source_model", "source_id")
        known = {(line.bilan_id.id, *origin(line)) for line in todo.line_ids}
        found = self.env["hr.entretien.bilan.source"]._gather(todo.employee_id)
        values = []
        # One at a time for an employee: the period says which lines it takes.
        for bilan in todo:
            for source in found[bilan.employee_id.id]:
                day = source["date_to"] or source["date_from"]
                new = (bilan.id, *origin(source)) not in known
                if new and day and bilan._examines(day, day):
                    values.append({"bilan_id": bilan.id, **source})
        return len(self.env["hr.entretien.bilan.line"].sudo().create(values))

    def action_confirm_all(self):
        """HR: all that waits to be confirmed counts.

        :raises RedirectWarning: a line lacks something; its button leads there
        """
        self.ensure_one()
        waiting = self.line_ids.filtered(lambda line: line.state == "proposed")
        waiting._check_decide()
        if lacking := waiting.filtered(lambda line: line._missing()):
            raise RedirectWarning(
                "\n".join(lacking._lacking_texts()),
                lacking._open_to_complete(),
                self.env._("Complete"),
            )
        waiting.action_confirm()

    # -- its document, frozen and handed over apart ------------------------------------

    def action_hand_over(self):
        self.ensure_one()
        self._check_hand_over()
        return open_dialog(
            "hr.entretien.bilan.handover",
            self.env._("Hand Over the État des Lieux"),
            entretien_id=self.entretien_id.id,
        )

    def action_print(self):
        self.ensure_one()
        self.check_access("read")
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_bilan_report"
        ).report_action(self.entretien_id)

    def action_open_entretien(self):
        return self.entretien_id.action_open_form()

    def action_reopen(self, motive=None):
        """HR corrects what was handed over, with a reason; the first document stays."""
        self.entretien_id._check_hr()
        self.check_access("read")
        if not self or any(not bilan.date_frozen for bilan in self):
            raise UserError(self.env._("This état des lieux was not handed over."))
        if not typed_text(motive):
            return self.entretien_id._ask_motive("bilan")
        for bilan in self.sudo():
            document = bilan._file()
            document.write({"superseded": True})
            bilan.write({"date_frozen": False, "date_copy_delivered": False})
            bilan.entretien_id.with_env(self.env)._add_proof(
                "bilan_reopened", note=motive, document=document
            )

    def _hand_over(self, day, mode="hand"):
        """Freeze it, keep its bytes, note how: by ``hand``, or a link by ``mail``."""
        self.ensure_one()
        self._check_hand_over()
        entretien = self.entretien_id
        entretien._check_address(mode)
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
        for bilan in self.sudo().filtered("date_frozen"):
            raise UserError(
                self.env._(
                    "%(name)s: the état des lieux was handed over. HR may reopen it, "
                    "with a reason.",
                    name=bilan.entretien_id.display_name,
                )
            )

    def _check_ready(self, day):
        if not self.date_held <= day <= Date.context_today(self):
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
        return self.entretien_id._frozen_file(BILAN_ROLE)

    def _file_name(self):
        """E.g. “État des lieux récapitulatif - Anne Le Goff - 2026-06-15”."""
        day = Date.to_string(self.date_held or self.date_due) or ""
        name = self.sudo().employee_id.name
        parts = [self.env._("État des lieux récapitulatif"), name, day]
        return " - ".join(filter(None, parts)).replace("/", "-")
