from odoo import fields, models
from odoo.tools import SQL

from ..employee.hr_employee import HAS_PLANNED
from ..selection_labels import selection_of
from ..state_domains import domain_sql

# Every status that is followed, with the level that it is shown in; the others have no
# date to compare with.
COUNTED = {
    "overdue": "danger",
    "due_soon": "warning",
    "planned": "info",
    "up_to_date": "success",
    "not_computable": "secondary",
}
# What is read of the employee: Odoo's fields, and ours, which have a prefix there.
OF_ODOO = ("id", "company_id", "department_id", "job_id", "sex")
OURS = ("category", "status", "next_motif", "next_date", "next_limit")
OURS += ("bilan_date", "bilan_limit")


class HrEntretienCompliance(models.Model):
    """Where each present employee stands today: one row per employee, for HR alone.

    It is no table: the status is that of the reader's day, as the searches of
    ``hr.employee`` say it, and the counts add up to the length of their lists.
    """

    _name = "hr.entretien.compliance"
    _description = "Compliance with the Interviews"
    _auto = False
    _order = "next_limit, id"
    _rec_name = "employee_id"

    employee_id = fields.Many2one("hr.employee")
    company_id = fields.Many2one("res.company")
    department_id = fields.Many2one("hr.department")
    job_id = fields.Many2one("hr.job")
    manager_id = fields.Many2one("hr.employee")
    category = fields.Selection(
        selection=selection_of("hr.employee", "entretien_category"),
        string="Professional Category",
    )
    sex = fields.Selection(selection=selection_of("hr.employee", "sex"))
    status = fields.Selection(
        selection=selection_of("hr.employee", "entretien_status"), string="Follow-Up"
    )
    next_motif = fields.Selection(
        selection_of("hr.employee", "entretien_next_motif"), string="Type"
    )
    next_date = fields.Date(string="Due Date")
    next_limit = fields.Date(string="Deadline")
    bilan_date = fields.Date(string="État des Lieux: Due Date")
    bilan_limit = fields.Date(string="État des Lieux: Deadline")
    delay_days = fields.Integer(
        string="Days Late",
        aggregator="avg",
        help="From the deadline to today, of those who are overdue.",
    )
    in_time_rate = fields.Float(
        string="In Time",
        aggregator="avg",
        help="Share of those followed up whose deadline is not past.",
    )
    employee_count = fields.Integer(string="Employees")
    overdue_count = fields.Integer(string="Overdue")
    overdue_planned_count = fields.Integer(string="Overdue, Already Planned")
    due_soon_count = fields.Integer(string="Due Soon")
    planned_count = fields.Integer(string="Planned, in Time")
    up_to_date_count = fields.Integer(string="Up to Date")
    not_computable_count = fields.Integer(string="Missing Dates")

    @property
    def _table_query(self):
        """Counted whoever asks: the rule of this model, and its access for HR alone,
        decide who reads. The facts stand apart (``OFFSET 0``): merged with the
        measures, the database would find the status out again for each of them, which
        takes seconds."""
        names = {"employee_id": "id", "manager_id": "parent_id"}
        names |= {name: name for name in OF_ODOO}
        names |= {name: f"entretien_{name}" for name in OURS}
        employees = self.env["hr.employee"].sudo().with_context(active_test=True)
        query = employees._search([])
        facts = {
            alias: employees._field_to_sql(query.table, name, query)
            for alias, name in names.items()
        }
        facts["has_planned"] = domain_sql(employees, query.table, query, HAS_PLANNED)
        return SQL(
            "SELECT facts.*, %s FROM (%s OFFSET 0) facts",
            SQL(", ").join(self._named(self._compliance_measures())),
            query.select(*self._named(facts)),
        )

    @staticmethod
    def _named(columns):
        return [
            SQL("%s AS %s", sql, SQL.identifier(key)) for key, sql in columns.items()
        ]

    def _compliance_measures(self):
        status, today = SQL("facts.status"), fields.Date.context_today(self)
        late = SQL("%s = 'overdue'", status)
        days = SQL("%s - facts.next_limit", today)
        in_time = SQL("%s IN %s", status, ("due_soon", "planned", "up_to_date"))
        return {
            "delay_days": SQL("CASE WHEN %s THEN %s END", late, days),
            "in_time_rate": SQL(
                "CASE WHEN %s THEN 0.0 WHEN %s THEN 1.0 END", late, in_time
            ),
            "employee_count": SQL("1"),
            "overdue_planned_count": SQL("(%s AND facts.has_planned)::int", late),
            **{f"{key}_count": SQL("(%s = %s)::int", status, key) for key in COUNTED},
        }

    def action_open_employee(self):
        self.ensure_one()
        return self.employee_id.action_mend_entretien_facts()
