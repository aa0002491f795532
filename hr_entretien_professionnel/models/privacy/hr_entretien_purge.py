"""Which files of departed employees are past their term, and what each holds."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..state_domains import compute_states, search_states

HR_ADMIN = "hr.group_hr_manager"
# What is about the contract of employment may be claimed for two years
# (art. L.1471-1): nothing that would prove it goes before.
MIN_MONTHS = 24


class HrEntretienPurge(models.Model):
    """The file of one departed employee: until when it is kept, and what is in it.

    A view on the database, always as things stand: its id is the employee's. Somebody
    is departed when his card is archived and his last day is past, no contract running
    on or following. Whatever is not certain keeps the file (``block``). The term runs
    from the departure, but not from before what nobody dates back: the day the card was
    archived, the last proof or document, the last interview held.

    HR officers read those of their companies; HR administrators delete, which is
    ``unlink``: of the file, never of the employee's card (see ``hr_entretien_erase``).
    """

    _name = "hr.entretien.purge"
    _description = "End of the Retention of a File"
    _auto = False
    _order = "purge_date, id"
    _rec_name = "employee_id"
    _depends = {
        "hr.employee": [
            "active",
            "company_id",
            "current_version_id",
            "entretien_archived_on",
        ],
        "hr.version": [
            "active",
            "employee_id",
            "contract_date_start",
            "contract_date_end",
            "departure_date",
        ],
        "hr.entretien": ["employee_id", "date_held"],
        "hr.entretien.absence": ["employee_id"],
        "hr.entretien.abondement": ["employee_id", "state"],
        "hr.entretien.file": ["employee_id"],
        "hr.entretien.proof": ["employee_id"],
        "res.company": ["entretien_retention_months"],
    }

    employee_id = fields.Many2one("hr.employee", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    last_day = fields.Date(
        string="Left On",
        readonly=True,
        help="Last day of the last contract, or the departure date of the card.",
    )
    kept_from = fields.Date(
        string="Term Runs From",
        readonly=True,
        help="The departure; or, when they come later, the day on which the card was "
        "archived, the last proof or document, the last interview held.",
    )
    purge_date = fields.Date(
        string="Kept Until",
        readonly=True,
        help="The months of retention of the company's settings, 24 at least, after "
        "the day that the term runs from; the file may be deleted from the next day "
        "on.",
    )
    entretien_count = fields.Integer(string="Interviews", readonly=True)
    proof_count = fields.Integer(string="Proofs", readonly=True)
    document_count = fields.Integer(string="Documents", readonly=True)
    block = fields.Selection(
        [
            ("unknown", "Last day unknown"),
            ("present", "Card not archived"),
            ("unpaid", "Abondement not paid"),
            ("no_term", "No term set"),
        ],
        string="Why It Is Kept",
        readonly=True,
    )
    state = fields.Selection(
        [
            ("due", "May be deleted"),
            ("term", "Within the term"),
            ("kept", "Kept"),
        ],
        string="Situation",
        compute="_compute_state",
        search="_search_state",
    )

    @property
    def _table_query(self):
        """One row for each employee who has a file and is departed, or may be.

        ``last_days``: last day of each contract, that of the departure for the one that
        runs on it; ``infinity`` when a contract runs on.
        """
        return SQL(
            """
            WITH last_days AS (
                SELECT v.employee_id, MAX(CASE
                    WHEN c.departure_date >= v.contract_date_start
                        THEN LEAST(v.contract_date_end, c.departure_date)
                    ELSE COALESCE(v.contract_date_end, 'infinity'::date) END) AS day
                  FROM hr_version v
                  JOIN hr_employee e ON e.id = v.employee_id
             LEFT JOIN hr_version c ON c.id = e.current_version_id
                 WHERE v.active AND v.contract_date_start IS NOT NULL
              GROUP BY v.employee_id
            ), entretiens AS (
                SELECT employee_id, COUNT(*) AS number, MAX(date_held) AS last
                  FROM hr_entretien GROUP BY 1
            ), proofs AS (
                SELECT p.employee_id, COUNT(DISTINCT p.id) AS number,
                       MAX(p.create_date)::date AS last,
                       COUNT(r.ir_attachment_id) AS pieces
                  FROM hr_entretien_proof p
             LEFT JOIN hr_entretien_proof_ir_attachment_rel r
                    ON r.hr_entretien_proof_id = p.id
              GROUP BY 1
            ), files AS (
                SELECT employee_id, COUNT(*) AS number,
                       MAX(create_date)::date AS last
                  FROM hr_entretien_file GROUP BY 1
            ), unpaid AS (
                SELECT DISTINCT employee_id FROM hr_entretien_abondement
                 WHERE state = 'to_pay'
            ), known AS (
                SELECT e.id, e.active, e.company_id, e.entretien_archived_on,
                       COALESCE(l.day, c.departure_date) AS day,
                       CASE WHEN company.entretien_retention_months > 0 THEN
                       GREATEST(company.entretien_retention_months, %(least)s)
                       END AS months
                  FROM hr_employee e
                  JOIN res_company company ON company.id = e.company_id
             LEFT JOIN hr_version c ON c.id = e.current_version_id
             LEFT JOIN last_days l ON l.employee_id = e.id
                 WHERE EXISTS (SELECT 1 FROM hr_entretien x WHERE x.employee_id = e.id)
                    OR EXISTS (SELECT 1 FROM hr_entretien_absence x
                                WHERE x.employee_id = e.id)
                    OR EXISTS (SELECT 1 FROM hr_entretien_abondement x
                                WHERE x.employee_id = e.id)
                    OR EXISTS (SELECT 1 FROM hr_entretien_proof x
                                WHERE x.employee_id = e.id)
            ), kept AS (
                SELECT k.id, GREATEST(k.day, k.entretien_archived_on, t.last, p.last,
                                      f.last) AS day
                  FROM known k
             LEFT JOIN entretiens t ON t.employee_id = k.id
             LEFT JOIN proofs p ON p.employee_id = k.id
             LEFT JOIN files f ON f.employee_id = k.id
                 WHERE k.day <> 'infinity'
            )
            SELECT k.id, k.id AS employee_id, k.company_id,
                   NULLIF(k.day, 'infinity') AS last_day, kept.day AS kept_from,
                   (kept.day + make_interval(months => k.months))::date AS purge_date,
                   COALESCE(t.number, 0) AS entretien_count,
                   COALESCE(p.number, 0) AS proof_count,
                   COALESCE(p.pieces, 0) + COALESCE(f.number, 0) AS document_count,
                   CASE WHEN k.active THEN 'present'
                        WHEN k.day IS NULL OR k.day = 'infinity' THEN 'unknown'
                        WHEN u.employee_id IS NOT NULL THEN 'unpaid'
                        WHEN COALESCE(k.months, 0) = 0 THEN 'no_term'
                   END AS block
              FROM known k
         LEFT JOIN kept ON kept.id = k.id
         LEFT JOIN entretiens t ON t.employee_id = k.id
         LEFT JOIN proofs p ON p.employee_id = k.id
         LEFT JOIN files f ON f.employee_id = k.id
         LEFT JOIN unpaid u ON u.employee_id = k.id
             WHERE NOT k.active OR k.day < %(today)s
        """,
            today=fields.Date.context_today(self),
            least=MIN_MONTHS,
        )

    @api.depends("purge_date", "block")
    def _compute_state(self):
        for line, state in compute_states(self, self._state_domains()):
            line.state = state

    def _search_state(self, operator, value):
        return search_states(self._state_domains(), operator, value)

    @api.model
    def _state_domains(self):
        """What each state means, see ``state_domains``."""
        today = fields.Date.context_today(self)
        return {
            "kept": Domain("block", "!=", False),
            "due": Domain("purge_date", "<", today),
            "term": Domain.TRUE,
        }

    @api.model
    def _check_may_erase(self):
        """
        :raises AccessError: the user is no HR administrator; neither being the system
            administrator nor acting with the server's rights is enough
        """
        user = self.env.user
        if not (user._is_superuser() or user.has_group(HR_ADMIN)):
            raise AccessError(
                self.env._(
                    "Only an HR administrator deletes the files of departed employees."
                )
            )

    def action_open_employee(self):
        """The card of the employee, where a missing date is filled in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.employee",
            "res_id": self.employee_id.id,
            "view_mode": "form",
        }

    def action_erase(self):
        """Ask before deleting the files that are selected."""
        self._check_may_erase()
        self.check_access("unlink")
        window = self.env["hr.entretien.purge.confirm"].create(
            {"purge_ids": [(6, 0, self.ids)]}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Delete the Files Past Their Term"),
            "res_model": window._name,
            "res_id": window.id,
            "view_mode": "form",
            "target": "new",
        }
