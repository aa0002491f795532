"""Who holds what is open, and who is told of it."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .hr_entretien import OPEN_STATES


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    settled_manager_id = fields.Many2one(
        "hr.employee",
        string="Manager When the Interviewer Was Settled",
        compute="_compute_settled_manager_id",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
        help="While the manager is this one, who holds the interview is not put in "
        "question.",
    )
    gone_interviewer_id = fields.Many2one(
        "hr.employee",
        string="Interviewer Who Left",
        readonly=True,
        copy=False,
        help="Who was to hold it, when nobody could take over.",
    )
    nobody_text = fields.Char(
        string="Nobody Holds It",
        compute="_compute_nobody_text",
        compute_sudo=True,
        help="That nobody holds it, and since whose departure.",
    )
    allowed_interviewer_ids = fields.Many2many(
        "hr.employee", compute="_compute_allowed_interviewer_ids", compute_sudo=True
    )
    chooses_anybody = fields.Boolean(compute="_compute_chooses_anybody")

    def _compute_settled_manager_id(self):
        """At the creation only: it depends on nothing, and is written afterwards."""
        for entretien in self:
            entretien.settled_manager_id = entretien.manager_id

    @api.depends("state", "interviewer_id", "gone_interviewer_id", "employee_id")
    @api.depends_context("lang")
    def _compute_nobody_text(self):
        for entretien in self:
            nobody = entretien.state in OPEN_STATES and not entretien.interviewer_id
            here = nobody and entretien.employee_id
            entretien.nobody_text = here and entretien._nobody_holds_it()

    def _nobody_holds_it(self):
        """That nobody holds it, since whose departure, in the environment's language.

        :rtype: str
        """
        self.ensure_one()
        gone = self.sudo().gone_interviewer_id
        if not gone:
            return self.env._("Nobody holds this interview: name who does.")
        return self.env._(
            "Nobody holds this interview: %(name)s, who was to hold it, has left. Name "
            "another interviewer.",
            name=gone.name,
        )

    @api.depends("employee_id", "manager_id", "company_id")
    def _compute_allowed_interviewer_ids(self):
        for entretien in self:
            entretien.allowed_interviewer_ids = entretien._allowed_interviewers()

    @api.depends_context("uid")
    def _compute_chooses_anybody(self):
        self.chooses_anybody = self._user_is_hr()

    # -- who may hold it ---------------------------------------------------------------

    def _allowed_interviewers(self):
        """A superior of the employee (N+1, N+2 and above) or HR, present today.

        :rtype: ``hr.employee``, in sudo
        """
        self.ensure_one()
        here = self.sudo()
        people = here._managers_above() | here._proposed_interviewer()
        people |= here._hr_people()
        return people.filtered(here._may_hold)

    def _may_hold(self, person):
        """Present, and not the employee themselves."""
        self.ensure_one()
        return self._is_present(person) and not self.employee_id._entretien_is(person)

    def _managers_above(self):
        above = self.env["hr.employee"].sudo()
        manager = self.employee_id.parent_id or self.manager_id
        while manager and manager not in above:
            above |= manager
            manager = manager.parent_id
        return above

    def _hr_people(self):
        """The employees of HR's users who may open the interviews of the company."""
        users = self.env.ref("hr.group_hr_user").sudo().all_user_ids
        users = users.filtered(lambda user: self.company_id in user.company_ids)
        return users.employee_ids

    def _is_present(self, person):
        """See ``hr.employee._entretien_is_present``, for the company of this one."""
        return person._entretien_is_present(self.company_id)

    @api.model
    def _contract_over_domain(self, person, today):
        """Interviews whose person there has no contract any more, for more days than
        contracts that follow each other may leave between them.

        :param str person: ``employee_id`` or ``interviewer_id``
        :param date today:
        :rtype: Domain
        """
        self.flush_model([person, "company_id"])
        self.env["hr.employee"].flush_model(["entretien_end_date"])
        self.env["res.company"].flush_model(["entretien_gap_days"])
        over = SQL(
            """(SELECT entretien.id
                  FROM hr_entretien entretien
                  JOIN hr_employee person ON person.id = entretien.%s
                  JOIN res_company company ON company.id = entretien.company_id
                 WHERE person.entretien_end_date
                       + COALESCE(company.entretien_gap_days, 0) < %s)""",
            SQL.identifier(person),
            today,
        )
        return Domain("id", "in", over)

    def _proposed_interviewer(self):
        """The manager, else the department's: somebody present, and not himself."""
        self.ensure_one()
        here = self.sudo()
        for person in (here.manager_id, here.department_id.manager_id):
            if here._may_hold(person):
                return person
        return self.env["hr.employee"]

    def _check_choice_of_interviewer(self):
        """Who is not HR chooses among the superiors and HR; HR, anybody present.

        HR enters the past as it was: who held an interview may have left since.

        :raises UserError: the interviewer may not hold it
        """
        self.ensure_one()
        here, by_hr = self.sudo(), self._user_is_hr()
        if self.env.su or by_hr and here.state not in OPEN_STATES:
            return
        chosen = here.interviewer_id
        if by_hr and chosen.company_id == here.company_id and self._is_present(chosen):
            return
        if chosen in here._allowed_interviewers():
            return
        if by_hr:
            raise UserError(chosen.with_env(self.env)._entretien_not_here_text())
        raise UserError(
            self.env._(
                "%(name)s cannot hold this interview: choose the manager of the "
                "employee, a manager above, or HR.",
                name=chosen.name,
            )
        )

    # -- who takes over ----------------------------------------------------------------

    @api.model
    def _open_to_hand_over(self, today):
        """Ids of the open interviews whose interviewer left, may be found or told."""
        return sorted({*self._open_to_reassign().ids, *self._open_to_tell()})

    def _open_to_reassign(self):
        """Open interviews that somebody else should hold: the interviewer left, the
        employee has another manager, or there was nobody and there may be one now."""
        today = fields.Date.context_today(self)
        absent = (
            Domain("interviewer_id", "=", False)
            | Domain("interviewer_id.active", "=", False)
            | self._contract_over_domain("interviewer_id", today)
            | Domain("id", "in", self._open_under_another_manager())
        )
        return (
            self.sudo()
            .search(Domain("state", "in", OPEN_STATES) & absent)
            .filtered(lambda item: item._holder_to_be() != item.interviewer_id)
        )

    @api.model
    def _open_under_another_manager(self):
        self.flush_model(["manager_id", "settled_manager_id", "state"])
        return SQL(
            """(SELECT id FROM hr_entretien
                 WHERE state IN %s AND manager_id <> settled_manager_id)""",
            OPEN_STATES,
        )

    def _holder_to_be(self):
        """Who should hold it: the one who does, unless he left or his place did.

        Who holds it because he was the manager gives it to the new one; a manager above
        or HR, chosen, keeps it as long as he is.
        """
        self.ensure_one()
        holder, proposed = self.interviewer_id, self._proposed_interviewer()
        if not (holder and self._may_hold(holder)):
            return proposed
        settled = self.settled_manager_id
        if not settled or settled == self.manager_id or not proposed:
            return holder
        by_default = holder == settled
        if by_default or holder not in self._allowed_interviewers():
            return proposed
        return holder

    @api.model
    def _follow_people(self, employees):
        """Some people left or changed manager: hand over at once what it concerns."""
        concerned = Domain("employee_id", "in", employees.ids) | Domain(
            "interviewer_id", "in", employees.ids
        )
        entretiens = (
            self.sudo()
            .search(Domain("state", "in", OPEN_STATES) & concerned)
            .filtered(lambda item: item._holder_to_be() != item.interviewer_id)
        )
        if entretiens:
            self._hand_over_batch(entretiens.ids, fields.Date.context_today(self))

    def _open_to_tell(self):
        """Ids of the interviews to plan of which the wrong person was told, or nobody.

        Those of employees who left are nobody's to plan.
        Who ticked his activity off was told. It says in SQL what ``_activity_user``
        says of one interview.
        """
        self.env.flush_all()
        able = SQL(
            "active AND share IS NOT TRUE AND EXISTS ("
            "SELECT FROM res_company_users_rel access "
            "WHERE access.user_id = res_users.id AND access.cid = entretien.company_id)"
        )
        people = self.env["mail.activity"]
        in_charge = {
            company.id: user.id
            for company in self.env["res.company"].sudo().search([])
            if (user := people._entretien_hr_user(company))
        }
        query = SQL(
            """
            SELECT DISTINCT entretien.id
              FROM hr_entretien entretien
              JOIN hr_employee employee
                ON employee.id = entretien.employee_id AND employee.active
              LEFT JOIN hr_employee interviewer
                ON interviewer.id = entretien.interviewer_id
              LEFT JOIN LATERAL (
                    SELECT id FROM res_users WHERE id = interviewer.user_id AND %(able)s
                   ) holder ON true
              LEFT JOIN unnest(%(companies)s::int[], %(in_charge)s::int[])
                   responsible (company_id, id)
                ON responsible.company_id = entretien.company_id
              LEFT JOIN mail_activity activity
                ON activity.res_model = 'hr.entretien'
               AND activity.res_id = entretien.id
               AND activity.activity_type_id = %(kind)s
               AND activity.active
             WHERE entretien.state = 'to_plan'
               AND CASE WHEN activity.id IS NOT NULL
                   THEN activity.automated AND activity.user_id
                        IS DISTINCT FROM COALESCE(holder.id, responsible.id)
                   ELSE COALESCE(holder.id, responsible.id) IS NOT NULL
                        AND NOT EXISTS (
                            SELECT FROM mail_message message
                             WHERE message.model = 'hr.entretien'
                               AND message.res_id = entretien.id
                               AND message.mail_activity_type_id = %(kind)s)
                   END
            """,
            able=able,
            companies=list(in_charge),
            in_charge=list(in_charge.values()),
            kind=self._to_plan_kind().id,
        )
        return [row[0] for row in self.env.execute_query(query)]

    def _hand_over_batch(self, ids, today):
        """Give the interviews, and their activity, to who should hold them.

        The line of the proof file and the messages come with the change of interviewer
        of what is planned.
        """
        for entretien in self.sudo().browse(ids):
            holder = entretien._holder_to_be()
            if holder != entretien.interviewer_id:
                entretien.gone_interviewer_id = not holder and entretien.interviewer_id
                entretien.interviewer_id = holder
            if entretien.state == "to_plan":
                entretien._to_plan_activities().unlink()
                entretien._schedule_to_plan(today)
            else:
                entretien._schedule_check(today, "_handed_over_note")

    def _handed_over_note(self, today):
        self.ensure_one()
        if not self.interviewer_id:
            return self._nobody_holds_it()
        if self._activity_user() != self.interviewer_id.user_id:
            return self.env._(
                "%(name)s now holds this planned interview: who was to hold it left, "
                "or is no longer the manager. %(name)s has no account here: check the "
                "date together.",
                name=self.interviewer_id.name,
            )
        return self.env._(
            "This planned interview is now yours: who was to hold it left, or is no "
            "longer the manager. Check the date."
        )


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_is_present(self, company):
        """Whether somebody may be asked to hold an interview: not archived, no
        contract over for more days than contracts that follow each other may leave
        between them; nobody is not. ``_contract_over_domain`` says it in a search.

        :param company: ``res.company`` of the interview
        """
        person = self.sudo()
        gap = timedelta(days=company.sudo().entretien_gap_days)
        over = person.entretien_end_date
        return person.active and not (
            over and over < fields.Date.context_today(self) - gap
        )

    def _entretien_not_here_text(self):
        """Why HR may not choose them."""
        self.ensure_one()
        return self.env._(
            "%(name)s cannot hold this interview: choose somebody who works in the "
            "company today.",
            name=self.sudo().name,
        )
