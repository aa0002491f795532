"""Who a campaign is for: who is in, who is out, and why."""

from collections import namedtuple

from odoo import fields, models
from odoo.fields import Domain

from ..employee.hr_employee import NOT_CONCERNED_CODES
from ..interview.hr_entretien import LEGAL_MOTIFS, OPEN_STATES
from .hr_entretien_campaign import RUNNING

# One interview as the campaign needs it, or what the facts ask for when none is open.
Found = namedtuple("Found", "entretien due limit motif")
Known = namedtuple("Known", "today opened elsewhere absences chosen")
# People sorted at a time: their plans and résumés are not all in memory at once.
CHUNK = 500


class HrEntretienCampaign(models.Model):
    _inherit = "hr.entretien.campaign"

    def action_preview(self):
        """See who is in and who is out; decisions of HR on single people stay."""
        self._check_may("draft", "preview", "dates")
        for campaign in self:
            kept = campaign.line_ids.filtered("forced")
            (campaign.line_ids - kept).sudo().unlink()
            campaign._add_lines()
            campaign.sudo().state = "preview"

    def action_back(self):
        """Back to the step before."""
        self._check_may("preview", "dates")
        for campaign in self:
            before = {"preview": "draft", "dates": "preview"}
            campaign.sudo().state = before[campaign.state]

    def action_add_people(self):
        """While it runs: look for people anew, and give dates to those who are new.

        They wait for HR to look at them: nobody is invited before that.
        """
        self.ensure_one()
        self._check_may(*RUNNING)
        lines = self._add_lines()
        lines._give_dates()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self._added_text(len(lines.filtered("is_in"))),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _added_text(self, number):
        if not number:
            return self.env._("Nobody new: everybody concerned is in the campaign.")
        return self.env._(
            "People added: %(number)s. Look at their dates, then send.", number=number
        )

    def _population_domain(self):
        """Who the criteria are about; without any, the whole company.

        :rtype: Domain on hr.employee
        """
        self.ensure_one()
        criteria = Domain.TRUE
        if self.department_ids:
            criteria &= Domain("department_id", "child_of", self.department_ids.ids)
        if self.manager_ids:
            criteria &= Domain("parent_id", "in", self.manager_ids.ids)
        if self.job_ids:
            criteria &= Domain("job_id", "in", self.job_ids.ids)
        if self.employee_ids:
            chosen = Domain("id", "in", self.employee_ids.ids)
            criteria = chosen if criteria.is_true() else criteria | chosen
        return Domain("company_id", "=", self.company_id.id) & criteria

    def _add_lines(self):
        """Lines for those of the population who have none yet.

        :returns: the new lines
        """
        self.ensure_one()
        missing = Domain("id", "not in", self.line_ids.sudo().employee_id.ids)
        employees = self.env["hr.employee"].sudo()
        employees = employees.search(self._population_domain() & missing, order="id")
        lines = self.env["hr.entretien.campaign.line"].sudo()
        for start in range(0, len(employees), CHUNK):
            batch = employees[start : start + CHUNK]
            lines += lines.create(self._prepare_lines(batch))
        return lines

    def _prepare_lines(self, employees):
        """Values of the lines of these employees: a few queries for all of them."""
        self.ensure_one()
        known = self._gather(employees)
        return [self._prepare_line(employee, known) for employee in employees]

    def _gather(self, employees):
        """What is known of these employees, one query per kind of fact."""
        today = fields.Date.context_today(self)
        return Known(
            today,
            self._opened(employees),
            self._elsewhere(employees),
            self._absences(employees),
            set(self.employee_ids.ids),
        )

    def _opened(self, employees):
        """The open interview of each: the one the law asks for, else one on request."""
        entretiens = (
            self.env["hr.entretien"]
            .sudo()
            .search(
                Domain("employee_id", "in", employees.ids)
                & Domain("state", "in", OPEN_STATES),
                order="id",
            )
        )
        opened = {}
        for entretien in entretiens:
            kept = opened.get(entretien.employee_id.id)
            if not kept or entretien.motif in LEGAL_MOTIFS:
                opened[entretien.employee_id.id] = entretien
        return opened

    def _elsewhere(self, employees):
        """The name of the running campaign that each takes part in already."""
        groups = (
            self.env["hr.entretien.campaign.line"]
            .sudo()
            ._read_group(
                Domain("employee_id", "in", employees.ids)
                & Domain("campaign_id", "not in", self.ids)
                & Domain("campaign_id.state", "in", ("running", "stopped"))
                & Domain("is_in", "=", True)
                & Domain("state", "in", ("todo", "error")),
                ["employee_id", "campaign_id"],
            )
        )
        return {employee.id: campaign.name for employee, campaign in groups}

    def _absences(self, employees):
        """The last day of the absence that each is in when the campaign begins."""
        first = self._first_day()
        groups = (
            self.env["hr.entretien.absence"]
            .sudo()
            ._read_group(
                Domain("employee_id", "in", employees.ids)
                & Domain("type_id.apart", "=", False)
                & Domain("date_from", "<=", first)
                & Domain("date_to", ">=", first),
                ["employee_id"],
                ["date_to:max"],
            )
        )
        return {employee.id: day for employee, day in groups}

    def _first_day(self):
        """The first day an interview may be on: the notice period is kept."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        days = self.company_id.sudo().entretien_notice_days
        return max(self.date_from, fields.Date.add(today, days=days))

    def _prepare_line(self, employee, known):
        """Values of one line.

        :param employee: ``hr.employee``, in sudo
        :param known: ``Known``
        """
        entretien = known.opened.get(employee.id)
        found = self._found(employee, entretien)
        interviewer = self._interviewer(employee, entretien)
        code, data = self._out(employee, found, known)
        if not code and not interviewer:
            code = "no_interviewer"
        back = known.absences.get(employee.id)
        return {
            "campaign_id": self.id,
            "employee_id": employee.id,
            "department_id": employee.department_id.id,
            "entretien_id": entretien and entretien.id,
            "date_due": found.due,
            "date_limit": found.limit,
            "motif": found.motif,
            "is_in": not code,
            "out_code": code,
            "out_data": data,
            "not_before": back and fields.Date.add(back, days=1),
            "interviewer_id": interviewer.id,
            "by_letter": not employee.entretien_reachable,
        }

    def _found(self, employee, entretien):
        """What is to be held: the open interview, else what the facts ask for."""
        if entretien:
            return Found(
                entretien, entretien.date_due, entretien.date_limit, entretien.motif
            )
        return Found(
            entretien,
            employee.entretien_next_date,
            employee.entretien_next_limit,
            employee.entretien_next_motif,
        )

    def _out(self, employee, found, known):
        """Why this person is out, most telling reason first; (None, None) when in."""
        for reason in (
            self._out_planned(found),
            self._out_of_the_law(employee, found, known.today),
            self._out_contract(employee),
            self._out_criteria(employee, found, known),
            self._out_absent(employee, known),
        ):
            if reason:
                return reason
        name = known.elsewhere.get(employee.id)
        return ("other_campaign", {"text": name}) if name else (None, None)

    def _out_planned(self, found):
        if not found.entretien or found.entretien.state != "planned":
            return None
        day = fields.Datetime.context_timestamp(self, found.entretien.date_planned)
        return "planned", {"date": fields.Date.to_string(day.date())}

    def _out_of_the_law(self, employee, found, today):
        """Not followed up, or no date can be computed: the employee's own sentence."""
        if found.entretien and found.motif == "on_request":
            return None
        if employee.entretien_status == "not_concerned":
            return "not_concerned", {"text": employee.entretien_blocking_reason}
        if employee.entretien_block_code not in (False, *NOT_CONCERNED_CODES):
            return "not_computable", {"text": employee.entretien_blocking_reason}
        return None

    def _out_contract(self, employee):
        end = employee.entretien_end_date
        if not end or end >= self._first_day():
            return None
        return "ends_before", {"date": fields.Date.to_string(end)}

    def _out_criteria(self, employee, found, known):
        """What HR asked for; those chosen by hand are seen whatever their date."""
        on_request = found.entretien and found.motif == "on_request"
        if not found.due and not on_request:
            return "no_due", {}
        if employee.id in known.chosen:
            return None
        due = fields.Date.to_string(found.due)
        if found.due and found.due > self.due_before:
            before = fields.Date.to_string(self.due_before)
            return "nothing_due", {"date": due, "before": before}
        if found.motif not in (self._wanted_motifs() or [found.motif]):
            return "other_motif", {}
        if self.only_overdue and not (found.limit and found.limit < known.today):
            return "not_overdue", {"date": due}
        return None

    def _out_absent(self, employee, known):
        back = known.absences.get(employee.id)
        if not back or back < self.date_to:
            return None
        return "absent", {"date": fields.Date.to_string(back)}

    def _interviewer(self, employee, entretien):
        """Who holds it: as the campaign says, else the one of the interview.

        :returns: ``hr.employee``, empty when nobody can
        """
        manager = employee.parent_id or employee.department_id.manager_id
        wanted = {
            "manager": (entretien and entretien.interviewer_id) or manager,
            "n2": manager.parent_id,
            "chosen": self.interviewer_id.sudo(),
        }[self.interviewer_kind]
        for person in (wanted, manager, manager.parent_id):
            present = person._entretien_is_present(self.company_id)
            if present and not employee._entretien_is(person):
                return person
        return self.env["hr.employee"]
