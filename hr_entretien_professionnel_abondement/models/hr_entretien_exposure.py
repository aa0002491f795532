import logging

from psycopg2 import errors

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from odoo.addons.hr_entretien_professionnel.models.bulk import insert_rows, write_rows
from odoo.addons.hr_entretien_professionnel.models.interview.batch import isolated
from odoo.addons.hr_entretien_professionnel.models.state_domains import domain_sql
from odoo.addons.hr_entretien_professionnel.schedule import cumulative, pay_by

_logger = logging.getLogger(__name__)
# Precommit data: ids of the employees whose rows follow when the transaction ends.
TO_DO = "hr_entretien_professionnel.exposure"
BATCH = 1000
# Of whom the rows are not what they should be, as ``_to_mend`` says.
TO_MEND = """
    SELECT employee.id
      FROM hr_employee employee
      LEFT JOIN hr_entretien_exposure running
        ON running.employee_id = employee.id AND running.entretien_id IS NULL
      CROSS JOIN LATERAL (
            SELECT employee.active
               AND employee.entretien_bilan_date IS NOT NULL
               AND (employee.entretien_end_date IS NULL
                    OR employee.entretien_end_date >= %(today)s
                    OR employee.entretien_end_date
                       >= employee.entretien_bilan_limit) AS wanted
           ) here
     WHERE %(only)s AND CASE WHEN running.id IS NULL THEN here.wanted
           ELSE here.wanted IS NOT TRUE
             OR running.review_on <= %(today)s
             OR running.plan_digest IS DISTINCT FROM employee.entretien_plan_digest
             OR running.concerned IS TRUE
                IS DISTINCT FROM (running.company_id = ANY(%(over)s)) END
     UNION
    SELECT entretien.employee_id
      FROM hr_entretien entretien
      JOIN hr_employee employee ON employee.id = entretien.employee_id
      LEFT JOIN hr_entretien_exposure row ON row.entretien_id = entretien.id
     WHERE %(only)s AND entretien.with_bilan
       AND entretien.state IN ('held', 'closed', 'declined')
       AND entretien.declined_how IS DISTINCT FROM 'oral'
       AND row.id IS NULL
       AND employee.entretien_plan IS NOT NULL
       AND COALESCE(entretien.date_held, entretien.date_declined)
           >= employee.entretien_start_date
       AND NOT EXISTS (
            SELECT FROM hr_entretien_exposure other
             WHERE other.employee_id = entretien.employee_id
               AND other.date_held
                   = COALESCE(entretien.date_held, entretien.date_declined))
     ORDER BY 1
"""
# Of an employee, what the rows say.
SHOWN = "entretien_exposure_"
# Of the employee while the cycle runs, of the interview once held.
COPIED = {"compute": "_compute_copies", "store": True, "precompute": True}
# What says whose cycle a row is of, and of which interview.
KEY = ("employee_id", "entretien_id", "cycle_start")
# Those that cost something.
EXPOSED = Domain("outcome", "=", "exposed") & Domain("amount", ">", 0)
# What there may be of an employee for a row or a payment to rest on.
RESTS_ON = (
    "hr.entretien",
    "hr.resume.line",
    "hr.entretien.exposure",
    "hr.entretien.abondement",
)
# The chatter begins with what is done, not with a line that says "created".
QUIET = {"mail_create_nolog": True, "mail_create_nosubscribe": True}


class HrEntretienExposure(models.Model):
    """What the état des lieux of one cycle would cost, or costs.

    One row for the running cycle of each followed employee ("if the period ended as
    things stand"), and one for each état des lieux held. Written by the server alone;
    read by HR (art. L.6315-1 II and R.6323-3 C. trav.).

    ``_reconcile`` brings the rows of some employees up to date, and the payments that
    follow from them: as a transaction that changed a fact commits (``_catch_up``), and
    at night for what time alone changes (``_to_mend``). What a row says is computed by
    ``hr.entretien.exposure.compute``, worded by ``hr.entretien.exposure.reason``.
    """

    _name = "hr.entretien.exposure"
    _inherit = "hr.entretien.technical.mixin"
    _description = "Exposure to the Corrective Payment"
    _order = "bilan_limit, id"
    _rec_name = "employee_id"
    _entretien_logged = {"*": "exposure_export"}

    display_name = fields.Char(compute_sudo=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", index=True, **COPIED)
    department_id = fields.Many2one("hr.department", index=True, **COPIED)
    manager_id = fields.Many2one("hr.employee", **COPIED)
    entretien_id = fields.Many2one(
        "hr.entretien",
        string="État des Lieux Held",
        index=True,
        ondelete="cascade",
        help="Empty while the cycle runs.",
    )
    cycle = fields.Selection(
        [("running", "Running"), ("held", "État des lieux held")], **COPIED
    )
    cycle_start = fields.Date(help="Day the period of the état des lieux runs from.")
    period_start = fields.Date(help="First day of the years that it checks.")
    period_end = fields.Date(help="Day held, or foreseen, of the état des lieux.")
    bilan_target = fields.Date(string="État des Lieux: Due Date")
    bilan_limit = fields.Date(string="État des Lieux: Deadline", index=True)
    date_held = fields.Date(string="Held On")
    required_count = fields.Integer(
        string="Interviews Required", aggregator="sum", help="Those of the cycle."
    )
    held_count = fields.Integer(string="Of Which Held")
    missing_count = fields.Integer(string="Missing Today")
    interviews_ok = fields.Boolean(string="All Interviews Held")
    training_ok = fields.Boolean(string="Training")
    training_free_ok = fields.Boolean(string="Non-Mandatory Training")
    concerned = fields.Boolean(
        string="Company Concerned",
        help="On the day of the état des lieux, or today: the company has crossed the "
        "threshold of 50 employees (art. L.6323-13, L.130-1 of the Code de la sécurité "
        "sociale).",
    )
    outcome = fields.Selection(
        [
            ("exposed", "Exposed"),
            ("saved_interviews", "Avoided by interviews"),
            ("saved_training", "Avoided by training"),
            ("saved_both", "Avoided by both"),
            ("not_concerned", "Company not concerned"),
            ("unknown", "Not examined"),
        ],
        index=True,
    )
    amount = fields.Monetary(
        aggregator=None,
        help="0 when nothing would be due. Owed, or at risk only: the two are never "
        "added.",
    )
    owed_amount = fields.Monetary(
        string="Owed",
        help="The état des lieux was held, or its deadline has passed. 0 once the "
        "payment is made or cancelled.",
    )
    risk_amount = fields.Monetary(
        string="At Risk", help="The period still runs: due if it ended as things stand."
    )
    projected_amount = fields.Monetary(
        string="If Nothing More Is Done",
        help="What the period that runs costs when no interview still to come is held "
        "and no training is added. 0 when the amount is owed already.",
    )
    lenient_amount = fields.Monetary(
        string="If a Late Interview Counts",
        aggregator=None,
        help="An interview held after its date and before the état des lieux counts.",
    )
    strict_amount = fields.Monetary(
        string="Strict Reading",
        aggregator=None,
        help="An interview held after its date does not count. No court has settled "
        "it; the settings say which reading the amount follows.",
    )
    currency_id = fields.Many2one(related="company_id.entretien_euro_id")
    act_by = fields.Date(
        string="Before", index=True, help="Last day for what there is to do."
    )
    pay_by = fields.Date(
        index=True, help="Last day of the quarter after that of the bilan."
    )
    details = fields.Json(
        help="Each required interview, and codes of what would avoid the payment."
    )
    review_on = fields.Date(
        index=True, help="The day on which time alone changes what this says."
    )
    plan_digest = fields.Char(help="Of the employee's plan that this was made from.")
    frozen = fields.Boolean(
        help="The document of the état des lieux was handed over: nothing moves."
    )
    situation = fields.Char(compute="_compute_sentences")
    to_do = fields.Char(compute="_compute_sentences")
    owed_for = fields.Char(string="Period Judged", compute="_compute_sentences")
    summary = fields.Char(compute="_compute_sentences")
    advice = fields.Char(string="What Avoids It", compute="_compute_sentences")

    _one_running = models.UniqueIndex(
        "(employee_id) WHERE entretien_id IS NULL",
        "This employee already has a row for the running cycle.",
    )
    _one_held = models.UniqueIndex(
        "(entretien_id) WHERE entretien_id IS NOT NULL",
        "This état des lieux already has its row.",
    )

    @api.depends(
        "entretien_id.company_id",
        "entretien_id.department_id",
        "entretien_id.manager_id",
        "employee_id.company_id",
        "employee_id.department_id",
        "employee_id.parent_id",
    )
    def _compute_copies(self):
        # Alone: another day of a contract may be one that cannot be read.
        for row in self.with_context(prefetch_fields=False):
            row.update(self._copies(row.entretien_id, row.employee_id.sudo()))

    def _copies(self, held, employee):
        return {
            "cycle": "held" if held else "running",
            "company_id": (held or employee).company_id.id,
            "department_id": (held or employee.current_version_id).department_id.id,
            "manager_id": (held.manager_id if held else employee.parent_id).id,
        }

    @api.depends(
        "outcome",
        "amount",
        "lenient_amount",
        "strict_amount",
        "details",
        "missing_count",
        "act_by",
        "bilan_limit",
        "period_end",
        "company_id.entretien_concern",
    )
    @api.depends_context("lang")
    def _compute_sentences(self):
        reason = self.env["hr.entretien.exposure.reason"]
        today = fields.Date.context_today(self)
        for row in self:
            row.summary = row.outcome and reason._summary(row)
            row.advice = reason._advice(row, today)
            row.situation = row.outcome and reason._situation(row)
            row.to_do = reason._to_do(row, today)
            row.owed_for = row.outcome and reason._judged_text(row, row.pay_by)

    @api.model
    def get_empty_list_help(self, help_message):
        message = super().get_empty_list_help(help_message)
        return self.env.companies._entretien_nothing_help(message)

    def _failure_record(self):
        """The état des lieux held, or the employee while the cycle runs."""
        return self.entretien_id or self.employee_id

    # -- brought up to date ------------------------------------------------------------

    def _catch_up(self):
        """Reconcile the employees that the transaction changed, as it commits.

        What fails is logged and left to the night: nobody's work is lost for it.
        """
        noted = self.env.cr.precommit.data.pop(TO_DO, {})
        ids = sorted(noted)

        def failed(error):
            # Another transaction may have made the same row meanwhile.
            if not isinstance(error, errors.UniqueViolation):
                _logger.exception("Entretien: exposure of %s left to the night", ids)

        with isolated(self.env, failed, flush=False):
            for part in split_every(BATCH, ids):
                cases = [noted[employee_id] for employee_id in part]
                employees = self.env["hr.employee"].browse(part)
                self._reconcile(employees, cases=all(cases) and cases)
                self.env.flush_all()

    def _mend_batch(self, ids, today):
        self._reconcile(self.env["hr.employee"].browse(ids), today)

    def _reconcile(self, employees, today=None, cases=None):
        """Bring the rows of these employees up to date, then the payments.

        :param cases: of the planner, when they are gathered already

        An état des lieux handed over is to be paid at once; what nobody asks for any
        more is withdrawn, what is still to pay costs what its row says.
        """
        today = today or fields.Date.context_today(self)
        employees = employees.sudo().with_context(active_test=False)
        having = self._having(employees)
        employees = having["hr.employee"]
        self._reconcile_rows(employees, having, today, cases)
        payments = self.env["hr.entretien.abondement"]
        if met := having["hr.entretien"]:
            held = Domain("employee_id", "in", met.ids)
            held &= Domain("entretien_id", "!=", False)
            if ids := self._to_pay(today, held):
                self._open_abondements(ids, today)
            self.sudo().search(held & EXPOSED)._align_pay_by()
        if paid := having[payments._name] | met:
            only = Domain("employee_id", "in", paid.ids)
            payments._to_withdraw(today, only)._withdraw()
            payments._align(only)

    def _having(self, employees):
        """Who of them has what the rows rest on, in one query: nothing is looked for of
        somebody just hired.

        :returns: dict of model → employees; under ``hr.employee``, those who exist
        """
        columns, asked = [SQL("id")], list(employees.ids)
        # With their ids in each: the whole table would be read for every batch.
        having = "id IN (SELECT employee_id FROM %s WHERE employee_id = ANY(%s))"
        for model in RESTS_ON:
            self.env[model].flush_model(["employee_id"])
            table = SQL.identifier(self.env[model]._table)
            columns.append(SQL(having, table, asked))
        query = "SELECT %s FROM hr_employee WHERE id = ANY(%s)"
        rows = self.env.execute_query(SQL(query, SQL(", ").join(columns), asked))
        ids = [{row[0] for row in rows if row[rank]} for rank in range(len(columns))]
        return {
            model: employees.filtered(lambda who, found=found: who.id in found)
            for model, found in zip(("hr.employee", *RESTS_ON), ids, strict=True)
        }

    def _reconcile_rows(self, employees, having, today, cases=None):
        compute = self.env["hr.entretien.exposure.compute"]
        settled = compute._settled(having["hr.entretien.abondement"])
        wanted = compute._wanted(employees, having, today, settled, cases)
        theirs = [("employee_id", "in", having[self._name].ids)]
        rows = self.sudo().search_fetch(theirs, ["employee_id", "entretien_id"])
        gone, mended, split = self.sudo(), {}, {}
        for row in rows:
            frozen = self._freezes(row.entretien_id)
            values = wanted.pop((row.employee_id.id, row.entretien_id.id), None)
            if frozen and row.frozen:
                paid = row._cycle_key() in settled
                split[row.id] = compute._split(row.amount, paid, owed=True)
            elif values is None:
                gone |= row
            else:
                mended[row.id] = {**values, "frozen": frozen}
        gone.unlink()
        write_rows(rows, mended)
        write_rows(rows, split)
        insert_rows(rows, list(self._prepare_rows(wanted)))
        # What is in memory of these rows and of their employees' is of before.
        rows.invalidate_recordset()
        shown = [name for name in employees._fields if name.startswith(SHOWN)]
        employees.invalidate_recordset(shown)

    def _prepare_rows(self, wanted):
        """The rows that are new, as values of all their stored fields.

        :param dict wanted: see ``_wanted`` of ``hr.entretien.exposure.compute``
        """
        # Browsed together: what is read of one is read of all; but of the card and of
        # the contract alone, where another day may be one that cannot be read.
        employees = self.env["hr.employee"].sudo().with_context(prefetch_fields=False)
        employees = employees.browse({key[0] for key in wanted})
        employees, none = employees.grouped("id"), self.env["hr.entretien"].sudo()
        entretiens = none.browse({key[1] for key in wanted} - {False}).grouped("id")
        for (employee_id, entretien_id), values in wanted.items():
            held = entretiens.get(entretien_id, none)
            yield {
                "employee_id": employee_id,
                "entretien_id": entretien_id,
                "frozen": self._freezes(held),
                **self._copies(held, employees[employee_id]),
                **values,
            }

    def _freezes(self, held):
        """Whether the document of this état des lieux is the one handed over.

        One that was only imported has none: it follows what else is imported.
        """
        return bool(held.bilan_id.date_frozen)

    def _to_mend(self, today, only=Domain.TRUE):
        """Ids of the employees whose rows are not what they should be.

        A date has come, that since when the company is concerned too, the plan is
        another one, a row is missing or one too many: two queries, whatever the number
        of employees.
        """
        for model in ("hr.employee", "hr.entretien", "hr.entretien.exposure"):
            self.env[model].flush_model()
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        over = [item.id for item in companies if item._entretien_concerned(today)]
        query = SQL(
            TO_MEND,
            today=today,
            over=over,
            only=domain_sql(employees, "employee", None, only),
        )
        return [row[0] for row in self.env.execute_query(query)]

    # -- the payments that follow from it ----------------------------------------------

    def _cycle_key(self):
        """Whose cycle it is, since when: one abondement is opened for it."""
        self.ensure_one()
        return self.employee_id.id, self.cycle_start

    def _abondements(self):
        """The abondements of the employees of these rows, by cycle."""
        found = self.employee_id.sudo().entretien_abondement_ids
        return {abondement._cycle_key(): abondement for abondement in found}

    def _is_spared(self):
        """Whether it costs nothing by that alone: the company is not concerned."""
        missing = self.missing_count > 0
        would = cumulative(missing=missing, trained=self.training_free_ok)
        return (self.outcome, would) == ("not_concerned", "exposed")

    def _to_pay(self, today, domain=Domain.TRUE):
        """Ids of the rows whose abondement is missing, withdrawn, or without its bilan.

        A row is a payment when an état des lieux found it, was refused, or was not held
        in time. One entered as history was not established here, nor frozen: what it
        found is not known, and nothing is guessed from it.
        """
        held = Domain("entretien_id.bilan_id.date_frozen", "!=", False)
        refused = Domain("entretien_id.state", "=", "declined")
        passed = Domain("entretien_id", "=", False) & Domain("bilan_limit", "<", today)
        due = EXPOSED & (held | refused | passed)
        rows = self.sudo().search_fetch(due & domain, KEY)
        known = rows._abondements()
        return [
            row.id
            for row in rows
            if not (found := known.get(row._cycle_key()))
            or found.withdrawn
            or (row.entretien_id and not found.entretien_id)
        ]

    def _open_abondements(self, ids, _today):
        """Open what is missing of these rows; a late état des lieux joins its own."""
        rows = self.sudo().browse(ids)
        known, missing = rows._abondements(), {}
        for row in rows.sorted(lambda row: not row.entretien_id):
            key = row._cycle_key()
            abondement = known.get(key)
            if not abondement:
                missing.setdefault(key, row._prepare_abondement())
            elif abondement.withdrawn:
                abondement._restore(row)
            elif not abondement.entretien_id:
                abondement.entretien_id = row.entretien_id
        created = self.env["hr.entretien.abondement"].sudo().with_context(**QUIET)
        return created.create(list(missing.values()))

    def _align_pay_by(self):
        """Held after the limit, an état des lieux gives no more time to pay: every
        screen shows the day of the abondement opened then."""
        known = self._abondements() if self else {}
        for row in self:
            payment = known.get(row._cycle_key())
            stands = payment and not payment._has_no_day(row)
            if stands and row.pay_by != payment.pay_by:
                row.pay_by = payment.pay_by

    def _prepare_abondement(self):
        """What is owed, as the row says it on the day it becomes a payment."""
        self.ensure_one()
        day = self.date_held if self.entretien_id else self.bilan_limit
        return {
            "employee_id": self.employee_id.id,
            "entretien_id": self.entretien_id.id,
            "company_id": self.company_id.id,
            "department_id": self.department_id.id,
            "period_start": self.cycle_start,
            "bilan_date": day,
            "pay_by": pay_by(day),
            "amount": self.amount,
        }
