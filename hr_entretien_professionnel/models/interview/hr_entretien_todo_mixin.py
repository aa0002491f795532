"""What is to be done next with an interview: HR's morning list stands on it."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..state_domains import domain_sql
from ..window import open_record
from .hr_entretien import LEGAL_MOTIFS

# Worst first: nobody can go on, then what is past, then what waits.
NEXT_STEPS = [
    ("complete_card", "Name the Interviewer"),
    ("address", "No Address"),
    ("hold", "Did It Take Place?"),
    ("re_invite", "Invite Again"),
    ("plan", "Plan"),
    ("invite", "Invite"),
    ("sign", "Have It Signed"),
    ("hand_over", "Hand Over the Copy"),
]


class HrEntretien(models.Model):
    """The next step depends on the hour, on the proof file and on what waits to be
    sent: it is never stored, but searched and grouped by in SQL.

    The proof file says what was done, whoever did it and on which way: by mail, by a
    letter, on paper.
    """

    _inherit = "hr.entretien"

    next_step = fields.Selection(
        NEXT_STEPS, compute="_compute_next_step", search="_search_next_step"
    )
    late_count = fields.Integer(
        string="Number Overdue",
        compute="_compute_late_count",
        aggregator="sum",
        help="1 when it is overdue, to be added up.",
    )

    @api.depends(
        "state",
        "motif",
        "date_due",
        "interviewer_id",
        "date_planned",
        "duration",
        "proof_ids",
    )
    def _compute_next_step(self):
        steps = {}
        if stored := self._origin:
            query = stored._as_query(ordered=False)
            alias = self._table
            rows = query.select(
                SQL.identifier(alias, "id"),
                self.sudo()._field_to_sql(alias, "next_step", query),
            )
            steps = dict(self.env.execute_query(rows))
        for entretien in self:
            entretien.next_step = steps.get(entretien._origin.id)

    @api.depends("is_late")
    def _compute_late_count(self):
        for entretien in self:
            entretien.late_count = int(entretien.is_late)

    def _search_next_step(self, operator, value):
        if operator != "in":
            return NotImplemented

        def to_sql(model, alias, query):
            step = model._field_to_sql(alias, "next_step", query)
            steps = tuple(item for item in value if item) or (None,)
            found = SQL("%s IN %s", step, steps)
            return SQL("(%s OR %s IS NULL)", found, step) if False in value else found

        return Domain.custom(
            to_sql=to_sql, predicate=lambda record: record.next_step in value
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        """Odoo asks it for searches, groups and sums alike."""
        if field_expr == "next_step":
            return self._next_step_sql(alias, query)
        if field_expr == "late_count":
            late = domain_sql(self, alias, query, self._delay_domains()["late"])
            return SQL("CASE WHEN %s THEN 1 ELSE 0 END", late)
        return super()._field_to_sql(alias, field_expr, query)

    def _read_group_orderby(self, order, groupby_terms, query):
        """Groups stand worst first, as the steps are listed; not by their code."""
        step = groupby_terms.get("next_step")
        if step is None:
            return super()._read_group_orderby(order, groupby_terms, query)
        codes = [code for code, _label in NEXT_STEPS]
        groupby_terms["next_step"] = SQL("array_position(%s, %s)", codes, step)
        try:
            return super()._read_group_orderby(order, groupby_terms, query)
        finally:
            groupby_terms["next_step"] = step

    def _next_step_sql(self, alias, query):
        """The rule itself, once; ``NEXT_STEPS`` gives the codes."""
        here = {
            name: self._field_to_sql(alias, name, query)
            for name in ("state", "interviewer_id", "date_planned_end")
        }
        here["ahead"] = self._ahead_sql(alias, query)
        return SQL(
            """CASE %(state)s
                    WHEN 'to_plan' THEN CASE
                        WHEN %(ahead)s THEN NULL
                        WHEN %(interviewer_id)s IS NULL THEN 'complete_card'
                        WHEN %(absent)s THEN 're_invite'
                        ELSE 'plan' END
                    WHEN 'planned' THEN CASE
                        WHEN %(date_planned_end)s < %(now)s THEN 'hold'
                        WHEN %(interviewer_id)s IS NULL THEN 'complete_card'
                        WHEN %(invited)s THEN NULL
                        WHEN %(reachable)s THEN 'invite'
                        ELSE 'address' END
                    WHEN 'held' THEN CASE
                        WHEN %(signed)s THEN 'hand_over' ELSE 'sign' END
                    END""",
            now=fields.Datetime.now(),
            absent=self._proof_sql(alias, ("absence",)),
            invited=self._invited_sql(alias),
            reachable=self._reachable_sql(alias, query),
            signed=self._signed_sql(alias),
            **here,
        )

    @api.model
    def _to_plan_domain(self):
        """To be given a date, late or not: what every screen counts as to plan.

        What waits for a date to come near again is not.
        """
        return Domain("state", "=", "to_plan") & Domain("next_step", "!=", False)

    def _ahead_sql(self, alias, query):
        """Opened for a date that moved beyond the horizon, an interview of the past
        having been entered say: nothing is to be done before it comes near again."""
        names = ("motif", "date_due", "date_planned", "company_id")
        here = {name: self._field_to_sql(alias, name, query) for name in names}
        return SQL(
            """(%(motif)s IN %(legal)s AND %(date_planned)s IS NULL
                AND %(date_due)s > %(today)s::date + COALESCE((
                    SELECT company.entretien_horizon_days FROM res_company company
                     WHERE company.id = %(company_id)s), 0))""",
            legal=LEGAL_MOTIFS,
            today=fields.Date.context_today(self),
            **here,
        )

    def _proof_sql(self, alias, kinds, after=None):
        """Whether the proof file has one of these, since the last of ``after``."""
        proof = self.env["hr.entretien.proof"].sudo()
        since = SQL(
            """AND proof.id > COALESCE((
                SELECT MAX(since.id) FROM hr_entretien_proof since
                 WHERE since.entretien_id = %s AND since.kind = %s), 0)""",
            SQL.identifier(alias, "id"),
            after,
        )
        return SQL(
            """EXISTS (SELECT FROM hr_entretien_proof proof
                WHERE %s = %s AND %s IN %s %s)""",
            proof._field_to_sql("proof", "entretien_id"),
            SQL.identifier(alias, "id"),
            proof._field_to_sql("proof", "kind"),
            kinds,
            since if after else SQL(),
        )

    def _invited_sql(self, alias):
        """Invited since he last did not come, or about to be: the mail waits."""
        message = self.env["hr.entretien.message"].sudo()
        waiting = SQL(
            """EXISTS (SELECT FROM hr_entretien_message message
                WHERE %s = %s AND %s IN ('invitation', 'reinvitation')
                  AND %s = 'waiting')""",
            message._field_to_sql("message", "entretien_id"),
            SQL.identifier(alias, "id"),
            message._field_to_sql("message", "kind"),
            message._field_to_sql("message", "state"),
        )
        invited = self._proof_sql(
            alias, ("invitation", "reinvitation", "letter"), after="absence"
        )
        return SQL("(%s OR %s)", invited, waiting)

    def _reachable_sql(self, alias, query):
        """The queue would find an address to invite the employee at."""
        employee = self.env["hr.employee"].sudo()
        return SQL(
            """EXISTS (SELECT FROM hr_employee employee
                WHERE employee.id = %s AND %s)""",
            self._field_to_sql(alias, "employee_id", query),
            employee._field_to_sql("employee", "entretien_reachable"),
        )

    def _signed_sql(self, alias):
        """Both signed since it was presented, or one scan or refusal says it all."""
        proof = self.env["hr.entretien.proof"].sudo()
        both = SQL(
            """(SELECT COUNT(*) FROM hr_entretien_proof proof
                 WHERE %s = %s AND %s IN ('signature', 'reservation')
                   AND proof.id > COALESCE((
                       SELECT MAX(void.id) FROM hr_entretien_proof void
                        WHERE void.entretien_id = %s
                          AND void.kind IN ('presented', 'signature_void', 'reopened')
                       ), 0)) >= 2""",
            proof._field_to_sql("proof", "entretien_id"),
            SQL.identifier(alias, "id"),
            proof._field_to_sql("proof", "kind"),
            SQL.identifier(alias, "id"),
        )
        paper = self._proof_sql(
            alias, ("scan", "signature_refused"), after="signature_void"
        )
        return SQL("(%s OR %s)", paper, both)

    # -- taken from the line ---------------------------------------------------------

    def action_next_step(self):
        """Do the next step, or open what it asks for.

        Each step checks who may take it.
        """
        self.ensure_one()
        self._check_lead()
        steps = {
            "plan": self._next_plan,
            "re_invite": self._next_plan,
            "invite": self._next_invite,
            "address": self._next_address,
            "hand_over": self._next_hand_over,
        }
        return steps.get(self.next_step, self.action_open_form)()

    def _next_plan(self):
        """At once when the day and the interviewer are settled in the list."""
        if self.date_planned and self.interviewer_id:
            return self.action_plan()
        return self.action_open_form()

    def _next_invite(self):
        return self.action_send_invitation()

    def _next_hand_over(self):
        return self.action_hand_over()

    def _next_address(self):
        """HR writes the address on the employee's form; others see the interview."""
        if not self._user_is_hr():
            return self.action_open_form()
        return open_record(self.employee_id)
