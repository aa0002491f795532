"""Who conducts what is open, and who is asked to plan it."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .hr_entretien import OPEN_STATES

TO_PLAN = "hr_entretien_professionnel.mail_activity_entretien_to_plan"


class HrEntretienInterviewer(models.AbstractModel):
    """Who may conduct an interview, who does, and who takes over.

    Present, and not the employee themselves: the interview, the nightly
    update and the rights all ask ``_may_conduct``. People are read in sudo.
    """

    _name = "hr.entretien.interviewer"
    _description = "Who Conducts the Interviews"

    # -- who may -----------------------------------------------------------------------

    @api.model
    def _present_domain(self, company, today):
        """Employees who may be asked to conduct an interview of a company: not
        archived, no contract over for more days than contracts that follow each other
        may leave between them.

        :param company: ``res.company`` in sudo
        :param date today:
        :rtype: Domain
        """
        last = fields.Date.subtract(today, days=company.entretien_gap_days)
        return self.env["hr.employee"]._entretien_followed_domain(last)

    @api.model
    def _absent_domain(self, person, today):
        """Interviews whose person there is not present, or is nobody.

        :param str person: ``employee_id`` or ``interviewer_id``
        :param date today:
        :rtype: Domain
        """
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        return Domain.OR(
            Domain("company_id", "in", same.ids)
            & Domain(person, "not any", self._present_domain(same[0], today))
            for same in companies.search([]).grouped("entretien_gap_days").values()
        )

    @api.model
    def _is_present(self, person, company):
        """Whether one of ``_present_domain``; nobody is not.

        :param person: ``hr.employee``, empty for nobody
        :param company: ``res.company`` of the interview
        """
        today = fields.Date.context_today(self)
        present = self._present_domain(company.sudo(), today)
        return bool(person.sudo().filtered_domain(present))

    @api.model
    def _may_conduct(self, person, employee, company):
        """Present, and not the employee themselves."""
        return self._is_present(person, company) and not employee._entretien_is(person)

    @api.model
    def _first(self, people, employee, company):
        """The first of some people who may conduct the interview, or nobody."""
        for person in people:
            if self._may_conduct(person, employee, company):
                return person
        return self.env["hr.employee"]

    @api.model
    def _proposed(self, entretien):
        """The manager, else the department's: somebody present, and not themselves."""
        item = entretien.sudo()
        people = (item.manager_id, item.department_id.manager_id)
        return self._first(people, item.employee_id, item.company_id)

    @api.model
    def _allowed(self, entretien):
        """A superior of the employee (N+1, N+2 and above) or HR, present today.

        :rtype: ``hr.employee``, in sudo
        """
        item = entretien.sudo()
        employee, company = item.employee_id, item.company_id
        people = self.env["hr.employee"].sudo()
        manager = employee.parent_id or item.manager_id
        while manager and manager not in people:
            people |= manager
            manager = manager.parent_id
        users = self.env.ref("hr.group_hr_user").sudo().all_user_ids
        users = users.filtered(lambda user: company in user.company_ids)
        people |= self._proposed(item) | users.employee_ids
        return people.filtered(lambda one: self._may_conduct(one, employee, company))

    @api.model
    def _check_choice(self, entretien):
        """Who is not HR chooses among the superiors and HR; HR, anybody present.

        HR enters the past as it was: who conducted an interview may have left since.

        :raises UserError: the interviewer may not conduct it
        """
        item, by_hr = entretien.sudo(), entretien._user_is_hr()
        if self.env.su or by_hr and item.state not in OPEN_STATES:
            return
        chosen, company = item.interviewer_id, item.company_id
        if by_hr and chosen.company_id == company and self._is_present(chosen, company):
            return
        if chosen in self._allowed(item):
            return
        if by_hr:
            raise UserError(self._absent_text(chosen))
        raise UserError(
            self.env._(
                "%(name)s cannot hold this interview: choose the manager of the "
                "employee, a manager above, or HR.",
                name=chosen.name,
            )
        )

    @api.model
    def _absent_text(self, person):
        """Why HR may not choose them."""
        return self.env._(
            "%(name)s cannot hold this interview: choose somebody who works in the "
            "company today.",
            name=person.sudo().name,
        )

    # -- who takes over ----------------------------------------------------------------

    @api.model
    def _to_be(self, entretien):
        """Who should conduct it: who does, unless they left or their place did.

        Who conducts it because they were the manager gives it to the new one; a manager
        above or HR, chosen, keeps it as long as they are.
        """
        present, proposed = entretien.interviewer_id, self._proposed(entretien)
        employee, company = entretien.employee_id, entretien.company_id
        if not self._may_conduct(present, employee, company):
            return proposed
        settled = entretien.settled_manager_id
        if not settled or settled == entretien.manager_id or not proposed:
            return present
        by_default = present == settled
        if by_default or present not in self._allowed(entretien):
            return proposed
        return present

    @api.model
    def _to_reassign(self, concerned):
        """Open interviews that somebody else should conduct.

        :param Domain concerned: among these
        """
        return (
            self.env["hr.entretien"]
            .sudo()
            .search(Domain("state", "in", OPEN_STATES) & concerned)
            .filtered(lambda item: self._to_be(item) != item.interviewer_id)
        )

    @api.model
    def _follow(self, employees):
        """Some people left or changed manager: hand over at once what it concerns."""
        concerned = Domain("employee_id", "in", employees.ids) | Domain(
            "interviewer_id", "in", employees.ids
        )
        entretiens = self._to_reassign(concerned)
        if entretiens:
            self._hand_over_batch(entretiens.ids, fields.Date.context_today(self))

    @api.model
    def _to_hand_over(self, today):
        """Ids of the open interviews whose interviewer left, or may be found now; whose
        employee has another manager; or that somebody else is to be asked to plan."""
        Entretien = self.env["hr.entretien"]
        Entretien.flush_model(["manager_id", "settled_manager_id", "state"])
        moved = SQL(
            """(SELECT id FROM hr_entretien
                 WHERE state IN %s AND manager_id <> settled_manager_id)""",
            OPEN_STATES,
        )
        gone = self._absent_domain("interviewer_id", today) | Domain("id", "in", moved)
        return sorted({*self._to_reassign(gone).ids, *self._to_ask_anew()})

    @api.model
    def _to_ask_anew(self):
        """Ids of the interviews to plan of which the wrong person was asked, or nobody.

        Those of employees who left are nobody's to plan. Who ticked their activity off
        was asked. It says in SQL what ``mail.activity._entretien_user`` says of one.
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
              LEFT JOIN unnest(%(companies)s::int[], %(in_charge)s::int[])
                   responsible (company_id, id)
                ON responsible.company_id = entretien.company_id
              CROSS JOIN LATERAL (
                    SELECT COALESCE(
                        (SELECT id FROM res_users
                          WHERE id = interviewer.user_id AND %(able)s),
                        responsible.id
                    ) AS id
                   ) asked
              LEFT JOIN mail_activity activity
                ON activity.res_model = 'hr.entretien'
               AND activity.res_id = entretien.id
               AND activity.activity_type_id = %(kind)s
               AND activity.active
             WHERE entretien.state = 'to_plan'
               AND CASE WHEN activity.id IS NOT NULL
                   THEN activity.automated
                        AND activity.user_id IS DISTINCT FROM asked.id
                   ELSE asked.id IS NOT NULL
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
            # Without asking the database whether it exists, as env.ref does.
            kind=self.env["ir.model.data"]._xmlid_to_res_id(TO_PLAN),
        )
        return [row[0] for row in self.env.execute_query(query)]

    @api.model
    def _hand_over_batch(self, ids, today):
        """Give the interviews, and their activity, to who should conduct them.

        The line of the proof file and the messages come with the change of interviewer
        of what is planned.
        """
        for entretien in self.env["hr.entretien"].sudo().browse(ids):
            interviewer = self._to_be(entretien)
            if interviewer != entretien.interviewer_id:
                gone = not interviewer and entretien.interviewer_id
                entretien.gone_interviewer_id = gone
                entretien.interviewer_id = interviewer
            if entretien.state == "to_plan":
                entretien.activity_ids._entretien_about("to_plan").unlink()
                entretien._schedule_to_plan(today)
            else:
                entretien._schedule_check(today, "_handed_over_note")

    # -- in words, in the language of the environment ----------------------------------

    @api.model
    def _nobody_text(self, entretien):
        """That nobody conducts it, and since whose departure."""
        gone = entretien.sudo().gone_interviewer_id
        if not gone:
            return self.env._("Nobody holds this interview: name who does.")
        return self.env._(
            "Nobody holds this interview: %(name)s, who was to hold it, has left. Name "
            "another interviewer.",
            name=gone.name,
        )

    @api.model
    def _handed_over_text(self, entretien):
        """For who conducts it now, or for HR in charge in their place."""
        person = entretien.interviewer_id
        if not person:
            return self._nobody_text(entretien)
        if self.env["mail.activity"]._entretien_user(entretien) != person.user_id:
            return self.env._(
                "%(name)s now holds this planned interview: who was to hold it left, "
                "or is no longer the manager. %(name)s has no account here: check the "
                "date together.",
                name=person.name,
            )
        return self.env._(
            "This planned interview is now yours: who was to hold it left, or is no "
            "longer the manager. Check the date."
        )
