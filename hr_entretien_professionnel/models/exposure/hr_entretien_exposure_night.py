"""What the passing of time, or a change that told nobody, makes of the rows."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class HrEntretienExposure(models.Model):
    _inherit = "hr.entretien.exposure"

    @api.model
    def _mend_batch(self, ids, today):
        """The rows of these employees, as they should be on that day."""
        employees = self.env["hr.employee"].with_context(active_test=False).browse(ids)
        self._reconcile(employees, today)

    @api.model
    def _to_mend(self, today):
        """Ids of the employees whose rows are not what they should be.

        A date has come, that since when the company is concerned too, the plan is
        another one, a row is missing or one too many: two queries, whatever the number
        of employees.
        """
        for model in ("hr.employee", "hr.entretien", "hr.entretien.exposure"):
            self.env[model].flush_model()
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        over = [item.id for item in companies if item._entretien_concerned(today)]
        query = SQL(
            """
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
             WHERE (running.id IS NOT NULL) IS DISTINCT FROM (here.wanted IS TRUE)
                OR running.review_on <= %(today)s
                OR running.plan_digest
                   IS DISTINCT FROM md5(employee.entretien_plan::text)
                   AND running.id IS NOT NULL
                OR running.concerned IS TRUE
                   IS DISTINCT FROM (running.company_id = ANY(%(over)s))
                   AND running.id IS NOT NULL
             UNION
            SELECT entretien.employee_id
              FROM hr_entretien entretien
              JOIN hr_employee employee ON employee.id = entretien.employee_id
              LEFT JOIN hr_entretien_exposure row ON row.entretien_id = entretien.id
             WHERE entretien.with_bilan
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
            """,
            today=today,
            over=over,
        )
        return [row[0] for row in self.env.execute_query(query)]
