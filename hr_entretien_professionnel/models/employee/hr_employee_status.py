"""Where an employee stands today: comparisons with the date, made when read."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ..state_domains import compute_states, search_states
from .hr_employee_facts import OWN_DATES

HR = "hr.group_hr_user"
NOT_CONCERNED_CODES = ("excluded", "employee_type")
HAS_PLANNED = Domain("entretien_ids", "any", [("state", "=", "planned")])


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    entretien_status = fields.Selection(
        [
            ("overdue", "Overdue"),
            ("due_soon", "Due Soon"),
            ("planned", "Planned"),
            ("up_to_date", "Up to Date"),
            ("not_computable", "Not Computable"),
            ("not_concerned", "Not Concerned"),
        ],
        compute="_compute_entretien_status",
        search="_search_entretien_status",
        groups=HR,
    )
    entretien_blocking_reason = fields.Char(
        string="Why There Is No Date",
        compute="_compute_entretien_blocking_reason",
        groups=HR,
    )
    entretien_days_left = fields.Integer(
        string="Days Left",
        compute="_compute_entretien_days_left",
        groups=HR,
        help="Days to the limit; negative when it is past.",
    )
    entretien_delay_label = fields.Char(
        string="Delay", compute="_compute_entretien_days_left", groups=HR
    )

    @api.depends(
        "entretien_block_code",
        "entretien_end_date",
        "entretien_next_date",
        "entretien_next_limit",
        "entretien_ids.state",
        "company_id.entretien_horizon_days",
    )
    def _compute_entretien_status(self):
        """Whose interview is planned is asked for once, with the server's rights."""
        today = fields.Date.context_today(self)
        planned = self._entretien_with_planned()
        is_planned = Domain.custom(
            to_sql=lambda *_args: SQL.EMPTY,
            predicate=lambda employee: employee._origin.id in planned,
        )
        domains = self._entretien_status_domains(today, is_planned)
        for employee, status in compute_states(self, domains):
            employee.entretien_status = status

    def _entretien_with_planned(self):
        """Ids of those of these employees who have an interview planned (one query)."""
        groups = (
            self.env["hr.entretien"]
            .sudo()
            ._read_group(
                [("employee_id", "in", self._origin.ids), ("state", "=", "planned")],
                ["employee_id"],
            )
        )
        return {employee.id for (employee,) in groups}

    def _search_entretien_status(self, operator, value):
        today = fields.Date.context_today(self)
        return search_states(self._entretien_status_domains(today), operator, value)

    @api.model
    def _entretien_status_domains(self, today, planned=HAS_PLANNED):
        """What each status means, see ``state_domains``.

        :param date today:
        :param Domain planned: who has an interview planned
        :rtype: dict of status → Domain
        """
        return {
            "not_concerned": Domain("entretien_block_code", "in", NOT_CONCERNED_CODES)
            | self._entretien_gone_domain(today),
            "not_computable": Domain("entretien_block_code", "!=", False),
            "overdue": Domain("entretien_next_limit", "<", today),
            "planned": planned,
            "due_soon": self._entretien_due_domain(today),
            "up_to_date": Domain.TRUE,
        }

    @api.model
    def _entretien_gone_domain(self, today):
        """Whose employment is over on a day: the last one was theirs."""
        return Domain("entretien_end_date", "<", today)

    @api.model
    def _entretien_due_domain(self, today):
        """Next date within the horizon of the employee's company."""
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        return Domain.OR(
            Domain("company_id", "in", group.ids)
            & Domain("entretien_next_date", "<=", fields.Date.add(today, days=days))
            for days, group in companies.grouped("entretien_horizon_days").items()
        )

    @api.depends(
        "entretien_block_code",
        "entretien_end_date",
        "entretien_excluded_reason",
        "entretien_absence_ids.date_to",
        "entretien_plan",
    )
    @api.depends_context("lang")
    def _compute_entretien_blocking_reason(self):
        today = fields.Date.context_today(self)
        for employee in self:
            employee.entretien_blocking_reason = employee._entretien_blocking_text(
                today
            )

    def _entretien_blocking_text(self, today):
        self.ensure_one()
        end = self.entretien_end_date
        if not self.entretien_block_code:
            if end and end < today:
                return self.env._(
                    "The contract ended on %(date)s.", date=format_date(self.env, end)
                )
            if end and not self.entretien_next_date:
                return self.env._(
                    "Nothing is due: the contract ends on %(date)s, before the next "
                    "date.",
                    date=format_date(self.env, end),
                )
            return self._entretien_suspended_text(today)
        if self.entretien_block_code == "excluded":
            return self.env._(
                "Not followed up: %(reason)s", reason=self.entretien_excluded_reason
            )
        return self._entretien_block_texts().get(self.entretien_block_code)

    def _entretien_suspended_text(self, today):
        """Absent at present: no interview can be held before the return."""
        running = self.entretien_absence_ids.filtered(
            lambda absence: (
                absence.date_from <= today <= absence.date_to
                and not absence.type_id.apart
            )
        )
        if not running:
            return False
        last = max(running, key=lambda absence: absence.date_to)
        return self.env._(
            "Suspended: absent until %(date)s (%(kind)s). See the absences below.",
            date=format_date(self.env, last.date_to),
            kind=last.type_id.name,
        )

    def _entretien_block_texts(self):
        """What each block code says and how it is mended."""
        types = dict(self._fields["employee_type"]._description_selection(self.env))
        return {
            "employee_type": self.env._(
                "Not concerned: “%(type)s” is not a contract of employment.",
                type=types.get(self.employee_type, ""),
            ),
            "no_contract_date": self.env._(
                "No contract start date: fill it in on the employee's contract, or "
                "give a seniority date."
            ),
            "contract_dates": self.env._(
                "A contract ends before it starts, or one of its dates is impossible: "
                "correct it."
            ),
            "absence_dates": self.env._(
                "An absence ends before it starts, or one of its dates is impossible: "
                "correct it below."
            ),
            "interview_dates": self.env._(
                "An interview has an impossible date: correct it."
            ),
            "unreadable": self.env._(
                "A date of the employee's card is impossible: correct it."
            ),
            **{
                name: self.env._(
                    "The date “%(field)s” is impossible: correct it.",
                    field=self._fields[name]._description_string(self.env),
                )
                for name in OWN_DATES
            },
            "no_regime": self.env._(
                "No rhythm is set: see Entretiens › Configuration › Rhythms."
            ),
        }

    @api.depends("entretien_next_date", "entretien_next_limit")
    @api.depends_context("lang")
    def _compute_entretien_days_left(self):
        today = fields.Date.context_today(self)
        for employee in self:
            due, limit = employee.entretien_next_date, employee.entretien_next_limit
            employee.entretien_days_left = (limit - today).days if limit else 0
            employee.entretien_delay_label = limit and self.env[
                "hr.entretien"
            ]._delay_label(due, limit, today)
