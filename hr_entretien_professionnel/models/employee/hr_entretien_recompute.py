import logging

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_datetime, format_time, formatLang

from ..interview.batch import each_isolated, in_batches, one_pass
from ..interview.entretien_states import DUE_FIELDS, OPEN_STATES
from ..window import open_action

_logger = logging.getLogger(__name__)
CRON = "hr_entretien_professionnel.ir_cron_entretien_recompute"
# As many people are done at once, within the change that asks for it.
AT_ONCE = 1000
BATCH = 1000
# What every plan rests on, and the registry keeps.
LAWS = {"hr.entretien.regime": "_laws", "hr.entretien.absence.type": "_kinds"}
READ_OF_INTERVIEWS = (
    "create_date",
    "employee_id",
    "company_id",
    "state",
    "motif",
    "date_held",
    "date_declined",
    "date_planned",
    "date_copy_delivered",
    "date_sort",
    "regime_id",
    "seniority_date",
    "delay_days",
    "copy_delay_days",
    *DUE_FIELDS,
)


class HrEntretienRecompute(models.Model):
    """All the dates of a company computed again: the work that runs, or the last one.

    A law, a rhythm, another version of the application: each moves the dates of
    everybody. A small company has them at once. A large one has them by batches of the
    scheduled action, each committed: who is not done yet stands in ``left_ids``, so
    that a work goes on where it was after a stop, and a second change adds who is done
    already. HR sees it and may stop it; nobody writes it.
    """

    _name = "hr.entretien.recompute"
    _description = "Computation of the Dates of a Company"
    _order = "date_start desc, id desc"
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    cause = fields.Selection(
        [
            ("install", "Installation or update"),
            ("law", "A law"),
            ("choices", "Choices of the company"),
            ("absence", "An absence type"),
        ],
        string="Because Of",
        required=True,
    )
    date_start = fields.Datetime(string="Since", required=True)
    total = fields.Integer(string="Employees")
    left_ids = fields.Many2many(
        "hr.employee",
        "hr_entretien_recompute_left",
        "recompute_id",
        "employee_id",
        string="Employees Left",
    )
    done = fields.Integer(string="Computed", compute="_compute_done")
    stopped = fields.Boolean()
    state = fields.Selection(
        [("running", "Running"), ("stopped", "Stopped"), ("done", "Done")],
        compute="_compute_done",
    )

    _one_per_company = models.UniqueIndex("(company_id)")

    @api.depends("total", "stopped", "left_ids")
    def _compute_done(self):
        """Counted by the table: nobody reads who is left one by one."""
        counts = dict(
            self.env.execute_query(
                SQL(
                    "SELECT recompute_id, COUNT(*) FROM hr_entretien_recompute_left "
                    "WHERE recompute_id = ANY(%s) GROUP BY recompute_id",
                    self.ids,
                )
            )
        )
        for work in self:
            left = counts.get(work.id, 0)
            work.done = work.total - left
            work.state = ("stopped" if work.stopped else "running") if left else "done"

    # -- what HR does ------------------------------------------------------------------

    def action_stop(self):
        """The batch that runs is given up; who is left keeps the dates of before."""
        self._check_hr()
        self.sudo().stopped = True

    def action_resume(self):
        self._check_hr()
        works = self.sudo()
        works.stopped = False
        works._dispatch()

    def action_left(self):
        """The employees whose dates are still those of before."""
        self._check_hr()
        return open_action(
            self.env,
            "hr_entretien_professionnel.hr_employee_action_follow_up",
            domain=[("entretien_recompute_ids", "in", self.ids)],
        )

    def _check_hr(self):
        self.check_access("read")
        self.env["hr.entretien"]._check_hr()

    def _progress(self):
        """What runs or was stopped in the user's companies, in sentences.

        :rtype: list of dict: ``text``, ``state`` and the ``action`` that opens them
        """
        works = self.search([("company_id", "in", self.env.companies.ids)])
        works = works.filtered(lambda work: work.state != "done")
        action = "hr_entretien_professionnel.hr_entretien_recompute_action"
        return [
            {"state": state, "text": group._progress_text(), "action": action}
            for state, group in works.grouped("state").items()
        ]

    def _progress_text(self):
        """E.g. “Computing the dates: 12,400 of 100,000, since 14:05.”"""
        since = min(self.mapped("date_start"))
        today = fields.Date.context_today(self)
        same_day = fields.Datetime.context_timestamp(self, since).date() == today
        values = {
            "done": formatLang(self.env, sum(self.mapped("done")), digits=0),
            "total": formatLang(self.env, sum(self.mapped("total")), digits=0),
            "since": format_time(self.env, since, time_format="short")
            if same_day
            else format_datetime(self.env, since, dt_format="short"),
        }
        if self[:1].stopped:
            return self.env._(
                "The computation of the dates was stopped: %(done)s of %(total)s "
                "employees done. The others keep their former dates until it is "
                "resumed.",
                **values,
            )
        return self.env._(
            "Computing the dates: %(done)s of %(total)s employees, since %(since)s.",
            **values,
        )

    # -- started -----------------------------------------------------------------------

    def _start(self, cause, domain=Domain.TRUE):
        """Compute again the dates of these people: at once when they are few.

        :param str cause: a code of the field of that name
        :param domain: on ``hr.employee``, archived ones included
        :returns: the works that go on in the background, none when all is done
        """
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        counts = employees._read_group(domain, ["company_id"], ["__count"])
        works = self.sudo().browse()
        if sum(count for _company, count in counts) <= AT_ONCE:
            people = employees.search(domain)
            self._recompute(people)
            self.env.invalidate_all()
            self.env["hr.entretien.night"]._open_after_commit(people)
            return works
        for company, _count in counts:
            works |= self._enqueue(cause, company, domain)
        works._dispatch()
        return works

    def _everybody(self, cause):
        """The application, an add-on or another version of it has come."""
        if self._start(cause):
            return
        # What it may cost rests on the headcount.
        self.env["res.company"].search(Domain.TRUE)._entretien_update_averages()
        everybody = self.env["hr.employee"].sudo().search(Domain.TRUE)
        self.env["hr.entretien.night"]._open_at_once(everybody.ids)

    def _enqueue(self, cause, company, domain):
        """Put these people of a company, too, among those who are left."""
        works = self.sudo()
        work = works.search([("company_id", "=", company.id)])
        news = {"cause": cause, "date_start": fields.Datetime.now()}
        work = work or works.create({**news, "company_id": company.id})
        # Written even when nothing changes: see ``_do_free``.
        self.env.cr.execute(
            "UPDATE hr_entretien_recompute SET stopped = FALSE WHERE id = %s", [work.id]
        )
        work.invalidate_recordset()
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        people = employees._search(Domain("company_id", "=", company.id) & domain)
        added = self.env.execute_query(
            SQL(
                "INSERT INTO hr_entretien_recompute_left (recompute_id, employee_id) "
                "%s ON CONFLICT DO NOTHING RETURNING 1",
                people.select(SQL("%s", work.id), SQL.identifier("hr_employee", "id")),
            )
        )
        if added:
            work.write({**news, "total": len(work._left())})
        work.invalidate_recordset()
        return work

    def _dispatch(self):
        """Hook: have these works done; by the scheduled action, here."""
        self.env.ref(CRON).sudo()._trigger()

    # -- done --------------------------------------------------------------------------

    def _cron_recompute(self):
        with one_pass(self.env, self._name, CRON) as free:
            if free:
                for work in self.search([("stopped", "=", False)]):
                    work._count_people()
                    self.env["ir.cron"]._commit_progress()
                    if not in_batches(self.env, work._to_do, work._do, BATCH):
                        return

    def _count_people(self):
        """Before the first batch: what it may cost rests on the headcount."""
        if self.state == "running" and not self.done:
            self.company_id._entretien_awaiting_count()._entretien_update_averages()

    def _to_do(self):
        """Those who are left, as long as HR lets it run."""
        self.invalidate_recordset(["stopped"])
        return [] if self.stopped else self._left()

    def _left(self):
        """Ids of the employees who are still to be done."""
        self.ensure_one()
        rows = self.env.execute_query(
            SQL(
                "SELECT employee_id FROM hr_entretien_recompute_left "
                "WHERE recompute_id = %s ORDER BY employee_id",
                self.id,
            )
        )
        return [employee_id for (employee_id,) in rows]

    def _do(self, ids):
        """A batch of those who are left, in the transaction of the caller. Who cannot
        be done is logged and stays among them."""

        def failed(employee_id, _error):
            _logger.exception("Entretien: dates of the employee %s", employee_id)

        self._read_laws()
        each_isolated(self.env, self._do_free, ids, failed)
        self.invalidate_recordset(["done", "state"])
        if self.state == "done":
            # What the new dates make due is opened, what is open is mended.
            self.env.ref("hr_entretien_professionnel.ir_cron_entretien")._trigger()
        self.env.invalidate_all()

    def _read_laws(self):
        """Laws and kinds of absence as this transaction sees them: what another worker
        changed since the pass began is not in the cache of this one."""
        for model, name in LAWS.items():
            rows, cached = self.env[model], getattr(type(self.env[model]), name)
            cached.__cache__.add_value(rows, cache_value=cached.__wrapped__(rows))

    def _do_free(self, ids):
        """Those of them that nobody else does at this moment."""
        rows = self.env.execute_query(
            SQL(
                "SELECT employee_id FROM hr_entretien_recompute_left "
                "WHERE recompute_id = %s AND employee_id = ANY(%s) "
                "ORDER BY employee_id FOR UPDATE SKIP LOCKED",
                self.id,
                list(ids),
            )
        )
        free = [employee_id for (employee_id,) in rows]
        self._recompute(self.env["hr.employee"].browse(free))
        # A change that asked for them since this transaction began is not in these
        # dates: its writing makes this lock fail, and the batch is done again.
        self.env.cr.execute(
            "SELECT FROM hr_entretien_recompute WHERE id = %s FOR SHARE", [self.id]
        )
        self.env.cr.execute(
            "DELETE FROM hr_entretien_recompute_left "
            "WHERE recompute_id = %s AND employee_id = ANY(%s)",
            [self.id, free],
        )

    def _recompute(self, employees):
        """Compute the dates of these people, and all that hangs on them.

        Facts are gathered once; an add-on extends this with what it makes of them.

        :returns: list of ``Case``, those of the employees who can be read
        """
        employees = employees.sudo().with_context(active_test=False)
        cases = list(self.env["hr.entretien.planner"]._cases(employees))
        changed = employees._entretien_store_plans(cases)
        unreadable = employees.browse(
            case.employee.id for case in cases if case.found.unreadable
        )
        self._follow_interviews(employees - unreadable, changed)
        if unreadable:
            alone = self.with_context(prefetch_fields=False)
            alone._follow_interviews(unreadable, changed)
            alone.env.flush_all()
        # Those under way examine the period that the law gives now.
        bilans = self.env["hr.entretien.bilan"].sudo()
        of_them = [("employee_id", "in", employees.ids), ("date_frozen", "=", False)]
        bilans.search(of_them)._refresh_period(cases)
        # The plans were found above: what followed them meanwhile asks for no more.
        employees._entretien_keep_plans()
        self._complete_cards(employees - unreadable)
        self.env.flush_all()
        return cases

    def _follow_interviews(self, employees, changed):
        """The interviews that are not closed follow the dates and the law.

        Without a line in their history: nobody decided anything on any of them.

        :param changed: the employees whose plan is another one
        """
        entretiens = self.env["hr.entretien"].sudo().with_context(mail_notrack=True)
        theirs = [("employee_id", "in", employees.ids), ("state", "!=", "closed")]
        entretiens = entretiens.search_fetch(theirs, READ_OF_INTERVIEWS)
        employees.fetch(["entretien_start_date", "entretien_next_date"])
        opened = entretiens.filtered(
            lambda item: item.employee_id in changed and item.state in OPEN_STATES
        )
        follows = {"regime_id": entretiens, "seniority_date": opened}
        follows |= dict.fromkeys(DUE_FIELDS, opened)
        for name, records in follows.items():
            self.env.add_to_compute(records._fields[name], records)
        opened.modified([*DUE_FIELDS, "seniority_date"])
        entretiens._recompute_recordset(follows)

    def _complete_cards(self, employees):
        """What no fact has computed since the application is there."""
        first = Domain("id", "in", employees.ids) & Domain("entretien_ways", "=", False)
        first = employees.search(first, order="id")
        for name in ("entretien_reachable", "entretien_ways"):
            self.env.add_to_compute(first._fields[name], first)
