from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL, split_every
from odoo.tools.misc import format_date

from odoo.addons.hr_entretien_professionnel.models.privacy.erasing import ERASING
from odoo.addons.hr_entretien_professionnel.models.state_domains import (
    compute_states,
    search_states,
)
from odoo.addons.hr_entretien_professionnel.models.window import open_record

# What is about the contract of employment may be claimed for two years
# (art. L.1471-1): nothing that would prove it goes before.
MIN_MONTHS = 24
BATCH = 100
# Where the corrective payments are followed up, when that add-on is installed.
CORRECTIVES = "hr.entretien.abondement"
# The facts that the entretiens alone need on the card.
CARD_FIELDS = (
    "entretien_visit_date",
    "entretien_seniority_date",
    "entretien_birth_name",
    "entretien_excluded",
    "entretien_excluded_reason",
    "entretien_ways",
)
# Of an employee ``e``: last day of the last contract, that of the departure for the one
# that runs on it; ``infinity`` when a contract runs on.
LEFT_ON = """
    SELECT COALESCE(MAX(CASE
        WHEN c.departure_date >= v.contract_date_start
            THEN LEAST(v.contract_date_end, c.departure_date)
        ELSE COALESCE(v.contract_date_end, 'infinity'::date) END),
        c.departure_date) AS day
      FROM hr_version v
     WHERE v.employee_id = e.id AND v.active AND v.contract_date_start IS NOT NULL
"""
PROOFS = """
    SELECT COUNT(DISTINCT id) AS number, MAX(create_date)::date AS last,
           COUNT(r.ir_attachment_id) AS pieces
      FROM hr_entretien_proof
 LEFT JOIN hr_entretien_proof_ir_attachment_rel r ON r.hr_entretien_proof_id = id
     WHERE employee_id = e.id
"""
FILES = """
        SELECT e.id, e.id AS employee_id, e.company_id,
               NULLIF(left_on.day, 'infinity') AS last_day, kept.day AS kept_from,
               (kept.day + make_interval(months => kept.months))::date
                   AS purge_date,
               t.number AS entretien_count, p.number AS proof_count,
               p.pieces + f.number AS document_count,
               CASE WHEN e.active THEN 'present'
                    WHEN kept.day IS NULL THEN 'unknown'
                    WHEN a.unpaid THEN 'unpaid'
                    WHEN kept.months IS NULL THEN 'no_term'
               END AS block
          FROM hr_employee e
          JOIN res_company company ON company.id = e.company_id
     LEFT JOIN hr_version c ON c.id = e.current_version_id
    CROSS JOIN LATERAL (%(left_on)s) left_on
    CROSS JOIN LATERAL (
            SELECT COUNT(*) AS number, MAX(date_held) AS last
              FROM hr_entretien WHERE employee_id = e.id) t
    CROSS JOIN LATERAL (%(proofs)s) p
    CROSS JOIN LATERAL (
            SELECT COUNT(*) AS number, MAX(create_date)::date AS last
              FROM hr_entretien_file WHERE employee_id = e.id) f
    CROSS JOIN LATERAL (%(correctives)s) a
    CROSS JOIN LATERAL (
            SELECT CASE WHEN left_on.day <> 'infinity'
                   THEN GREATEST(left_on.day, e.entretien_archived_on, t.last,
                                 p.last, f.last) END AS day,
                   CASE WHEN company.entretien_retention_months > 0
                   THEN GREATEST(company.entretien_retention_months, %(least)s)
                   END AS months) kept
         WHERE (NOT e.active OR left_on.day < %(today)s)
           AND (t.number + p.number + a.number > 0 OR EXISTS (
            SELECT FROM hr_entretien_absence WHERE employee_id = e.id))
"""


class HrEntretienPurge(models.Model):
    """The file of one departed employee: until when it is kept, and what is in it.

    A view on the database, always as things stand: its id is the employee's. Somebody
    is departed when their card is archived and their last day past, no contract running
    on or following. Whatever is not certain keeps the file (``block``). The term runs
    from the departure, but not from before what nobody dates back: the day the card was
    archived, the last proof or document, the last interview held.

    HR officers read those of their companies; HR administrators delete, which is
    ``unlink``: of the file, never of the employee's card. It is the only way through
    the guards of what is never deleted (see ``erasing``).
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
            ("unpaid", "Corrective payment not made"),
            ("no_term", "No term set"),
        ],
        string="Why It Is Kept",
        readonly=True,
    )
    state = fields.Selection(
        [("due", "May be deleted"), ("term", "Within the term"), ("kept", "Kept")],
        string="Situation",
        compute="_compute_state",
        search="_search_state",
    )

    @property
    def _table_query(self):
        """One row for each employee who has a file and is departed, or may be."""
        return SQL(
            FILES,
            left_on=SQL(LEFT_ON),
            proofs=SQL(PROOFS),
            today=fields.Date.context_today(self),
            least=MIN_MONTHS,
            correctives=self._correctives_sql(),
        )

    def _correctives_sql(self):
        """How many corrective payments an employee ``e`` has, and whether one waits."""
        if CORRECTIVES not in self.env:
            return SQL("SELECT 0 AS number, FALSE AS unpaid")
        self.env[CORRECTIVES].flush_model(["employee_id", "state"])
        return SQL(
            """
            SELECT COUNT(*) AS number, BOOL_OR(state = 'to_pay') AS unpaid
              FROM hr_entretien_abondement WHERE employee_id = e.id
            """
        )

    @api.depends("purge_date", "block")
    def _compute_state(self):
        for line, state in compute_states(self, self._state_domains()):
            line.state = state

    def _search_state(self, operator, value):
        return search_states(self._state_domains(), operator, value)

    def _state_domains(self):
        """What each state means, see ``state_domains``."""
        today = fields.Date.context_today(self)
        return {
            "kept": Domain("block", "!=", False),
            "due": Domain("purge_date", "<", today),
            "term": Domain.TRUE,
        }

    def _check_may_erase(self):
        """Neither the system administrator's rights nor the server's are enough: a rule
        of Odoo's that deletes by itself deletes none of these.

        :raises AccessError: the user is no HR administrator
        """
        user = self.env.user
        if user._is_superuser() or not user.has_group("hr.group_hr_manager"):
            raise AccessError(
                self.env._(
                    "Only an HR administrator deletes the files of departed employees."
                )
            )

    def action_open_employee(self):
        """The card of the employee, where a missing date is filled in."""
        self.ensure_one()
        return open_record(self.employee_id)

    # -- deleting ----------------------------------------------------------------------

    def _erased_text(self):
        """What goes with the file, for the log."""
        return self.env._(
            "Card %(card)s. Interviews: %(interviews)s; lines of proof: %(proofs)s; "
            "documents and attachments: %(documents)s. Left on %(left)s, term from "
            "%(start)s to %(end)s.",
            card=self.id,
            interviews=self.entretien_count,
            proofs=self.proof_count,
            documents=self.document_count,
            left=format_date(self.env, self.last_day),
            start=format_date(self.env, self.kept_from),
            end=format_date(self.env, self.purge_date),
        )

    def unlink(self):
        """Delete the files of these employees; their cards stay.

        Each is looked at again, locked: a file that is no longer past its term, or that
        something keeps, stays without a word.

        :raises AccessError: the user is no HR administrator of their companies
        """
        self._check_may_erase()
        self.check_access("unlink")
        theirs = self.env.user.company_ids.ids
        for ids in split_every(BATCH, self.ids):
            # Nobody hires these people again, or pays for them, in the meantime.
            self.env.flush_all()
            self.env.cr.execute(
                "SELECT id FROM hr_employee WHERE id IN %s FOR UPDATE", [tuple(ids)]
            )
            self.env.invalidate_all()
            lines = self.sudo().with_context(active_test=False).browse(ids)
            due = lines.search([("id", "in", ids), ("state", "=", "due")])
            allowed = due.filtered(lambda line: line.company_id.id in theirs)
            for company, there in allowed.grouped("company_id").items():
                there._erase(company)
        self.env.invalidate_all()
        # Of the view itself there is nothing to delete.
        return super(HrEntretienPurge, self.browse()).unlink()

    def _erase(self, company):
        """Delete these files, all of one company, and leave a line without a name."""
        log = self.env["hr.entretien.purge.log"].sudo()
        trace = log._prepare(company, self)
        people = self.employee_id.sudo().with_context(
            entretien_erase=ERASING,
            tracking_disable=True,
            mail_notrack=True,
            active_test=False,
        )
        people._entretien_erase_around()
        # The pieces of lines: those that are filed nowhere else.
        ours = Domain("res_model", "=", False)
        ours |= Domain("res_model", "=like", "hr.entretien%")
        for name in reversed(people._entretien_file_parts()):
            records = people._entretien_records(name)
            if "attachment_ids" in records:
                records.attachment_ids.filtered_domain(ours).unlink()
            records.unlink()
        people.write({name: False for name in CARD_FIELDS if name in people._fields})
        log.create(trace)
