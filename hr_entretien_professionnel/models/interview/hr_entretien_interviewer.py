"""Who conducts what is open, and who is asked to plan it."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..state_domains import domain_sql
from .entretien_states import OPEN_STATES


class HrEntretienInterviewer(models.AbstractModel):
    """Who may conduct an interview, who does, and who takes over: the interview, the
    nightly update and the rights all ask it. People are read in sudo."""

    _name = "hr.entretien.interviewer"
    _description = "Who Conducts the Interviews"

    # -- who may -----------------------------------------------------------------------

    def _present_domain(self, company, today):
        """Not archived, no contract over for more days than contracts that follow each
        other may leave between them."""
        last = fields.Date.subtract(today, days=company.entretien_gap_days)
        return self.env["hr.employee"]._entretien_followed_domain(last)

    def _absent_domain(self, person, today, companies=None):
        """Interviews whose person there (a field) is not present, or is nobody.

        It looks for those who are absent: they are few, and found by an index.

        :param companies: all of them, when they are known
        """
        companies = companies or self._all_companies()
        people = self.env["hr.employee"].sudo().with_context(active_test=False)

        def absent(company):
            return people._search(~self._present_domain(company, today))

        away = Domain.OR(
            Domain("company_id", "in", same.ids) & Domain(person, "in", absent(same[0]))
            for same in companies.grouped("entretien_gap_days").values()
        )
        return Domain(person, "=", False) | away

    def _all_companies(self):
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        return companies.search(Domain.TRUE)

    def _is_present(self, person, company):
        today = fields.Date.context_today(self)
        present = self._present_domain(company.sudo(), today)
        return bool(person.sudo().filtered_domain(present))

    def _may_conduct(self, person, employee, company):
        return self._is_present(person, company) and not employee._entretien_is(person)

    def _proposed(self, entretien):
        """The manager, else the department's: somebody present, and not themselves."""
        item = entretien.sudo()
        people = (item.manager_id, item.department_id.manager_id)
        return self._first(people, item.employee_id, item.company_id)

    def _first(self, people, employee, company):
        """The first of some people who may conduct the interview, or nobody."""
        able = (one for one in people if self._may_conduct(one, employee, company))
        return next(able, employee.browse())

    def _allowed(self, entretien):
        """A superior of the employee (N+1, N+2 and above) or HR, present today; in
        sudo."""
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

    def _check_choice(self, entretien, chosen=None):
        """HR enters the past as it was: who conducted an interview may have left since.

        :param chosen: who would conduct it, instead of who does
        :raises UserError: the interviewer may not conduct it
        """
        item, by_hr = entretien.sudo(), entretien._user_is_hr()
        chosen, company = (chosen or item.interviewer_id).sudo(), item.company_id
        if self.env.su or by_hr and item.state not in OPEN_STATES:
            return
        if by_hr and chosen.company_id == company and self._is_present(chosen, company):
            return
        if chosen in self._allowed(item):
            return
        if by_hr:
            raise UserError(self._absent_text(chosen))
        raise UserError(
            self.env._(
                "%(name)s cannot conduct this interview: choose the manager of the "
                "employee, a manager above, or HR.",
                name=chosen.name,
            )
        )

    def _absent_text(self, person):
        return self.env._(
            "%(name)s cannot conduct this interview: choose somebody who works in "
            "the company today.",
            name=person.sudo().name,
        )

    # -- who takes over ----------------------------------------------------------------

    def _to_be(self, entretien):
        """Who conducts it because they were the manager gives it to the new one; a
        manager above or HR, chosen, keeps it as long as they are."""
        present, proposed = entretien.interviewer_id, self._proposed(entretien)
        about = entretien.employee_id, entretien.company_id
        if not self._may_conduct(present, *about):
            return proposed
        settled = entretien.settled_manager_id
        if not settled or settled == entretien.manager_id or not proposed:
            return present
        stays = present != settled and present in self._allowed(entretien)
        return present if stays else proposed

    def _to_reassign(self, concerned):
        still_open = Domain("state", "in", OPEN_STATES) & concerned
        names = ("employee_id", "company_id", "interviewer_id", "manager_id")
        names += ("settled_manager_id", "department_id")
        found = self.env["hr.entretien"].sudo().search_fetch(still_open, names)
        return found.filtered(lambda item: self._to_be(item) != item.interviewer_id)

    def _follow(self, employees):
        """These people left or changed manager: hand over at once what it concerns."""
        concerned = Domain("employee_id", "in", employees.ids)
        concerned |= Domain("interviewer_id", "in", employees.ids)
        if entretiens := self._to_reassign(concerned):
            self._hand_over_batch(entretiens.ids, fields.Date.context_today(self))

    def _to_hand_over(self, today, only=Domain.TRUE):
        """Ids of the open interviews whose interviewer left, or may be found now; whose
        employee has another manager; or that somebody else is to be asked to plan."""
        moved = Domain.custom(
            to_sql=lambda entretiens, alias, query: SQL(
                "%s <> %s",
                entretiens._field_to_sql(alias, "manager_id", query),
                entretiens._field_to_sql(alias, "settled_manager_id", query),
            )
        )
        companies = self._all_companies()
        gone = self._absent_domain("interviewer_id", today, companies) | moved
        anew = self._to_ask_anew(only, companies)
        return sorted({*self._to_reassign(only & gone).ids, *anew})

    def _to_ask_anew(self, only=Domain.TRUE, companies=None):
        """Ids of those to plan of which the wrong person was asked, or nobody: in SQL
        what ``mail.activity._entretien_user`` says of one. Who ticked it off was asked.
        """
        self.env.flush_all()
        people = self.env["mail.activity"]
        in_charge = {
            company.id: user.id
            for company in (companies or self._all_companies()).filtered("active")
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
              LEFT JOIN res_users account
                ON account.id = interviewer.user_id
               AND account.active AND account.share IS NOT TRUE
               AND (account.id, entretien.company_id) IN (
                    SELECT user_id, cid FROM res_company_users_rel)
              LEFT JOIN unnest(%(companies)s::int[], %(in_charge)s::int[])
                   responsible (company_id, id)
                ON responsible.company_id = entretien.company_id
              LEFT JOIN mail_activity activity
                ON activity.res_model = 'hr.entretien'
               AND activity.res_id = entretien.id
               AND activity.activity_type_id = %(kind)s
               AND activity.active
             WHERE entretien.state = 'to_plan' AND %(only)s
               AND CASE WHEN activity.id IS NOT NULL
                   THEN activity.automated AND activity.user_id
                        IS DISTINCT FROM COALESCE(account.id, responsible.id)
                   ELSE COALESCE(account.id, responsible.id) IS NOT NULL
                        AND NOT EXISTS (
                            SELECT FROM mail_message message
                             WHERE message.model = 'hr.entretien'
                               AND message.res_id = entretien.id
                               AND message.mail_activity_type_id = %(kind)s)
                   END
            """,
            only=domain_sql(self.env["hr.entretien"].sudo(), "entretien", None, only),
            companies=list(in_charge),
            in_charge=list(in_charge.values()),
            kind=people._entretien_type("to_plan").id,
        )
        return [row[0] for row in self.env.execute_query(query)]

    def _hand_over_batch(self, ids, today):
        """The proof and the messages come with the change of interviewer."""
        entretiens = self.env["hr.entretien"].sudo().browse(ids)
        for (former, new), same in entretiens.grouped(
            lambda item: (item.interviewer_id, self._to_be(item))
        ).items():
            if former != new:
                gone = not new and former.id
                same.write({"gone_interviewer_id": gone, "interviewer_id": new.id})
        to_plan = entretiens.filtered(lambda item: item.state == "to_plan")
        to_plan.activity_ids._entretien_about("to_plan").unlink()
        to_plan._schedule_to_plan(today)
        (entretiens - to_plan)._schedule_check(today, "_handed_over_note")

    # -- in words, in the language of the environment ----------------------------------

    def _nobody_text(self, entretien):
        gone = entretien.sudo().gone_interviewer_id
        if not gone:
            return self.env._("Nobody conducts this interview: name who does.")
        return self.env._(
            "Nobody conducts this interview: %(name)s, who was to conduct it, has "
            "left. Name another interviewer.",
            name=gone.name,
        )
