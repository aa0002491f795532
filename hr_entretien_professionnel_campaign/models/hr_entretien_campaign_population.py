"""Who a campaign is for: who is in, who is out, and why."""

from collections import namedtuple

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.hr_entretien_professionnel.models.employee.hr_employee import (
    NOT_CONCERNED_CODES,
)
from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    LEGAL_MOTIFS,
    OPEN_STATES,
)
from odoo.addons.hr_entretien_professionnel.models.planning.entretien_clock import DAY

from .hr_entretien_campaign import TO_DATE

# Of a field of the interview, the one of the card.
ASKED = {
    "date_due": "entretien_next_date",
    "date_limit": "entretien_next_limit",
    "motif": "entretien_next_motif",
}
Known = namedtuple("Known", "campaign first opened elsewhere absences")


class HrEntretienCampaignPopulation(models.AbstractModel):
    """Sorts the people of a campaign: who is in, who is out and why.

    It writes nothing and gives the values of the lines. Facts are gathered for all
    people at once, one query per kind.
    """

    _name = "hr.entretien.campaign.population"
    _description = "Population of a Campaign of Interviews"

    def _domain(self, campaign):
        """Who the criteria of a campaign are about; without any, the whole company."""
        campaign.ensure_one()
        departments, criteria = campaign.department_ids, Domain.TRUE
        if departments:
            criteria &= Domain("department_id", "child_of", departments.ids)
        if campaign.manager_ids:
            criteria &= Domain("parent_id", "in", campaign.manager_ids.ids)
        if campaign.job_ids:
            criteria &= Domain("job_id", "in", campaign.job_ids.ids)
        if campaign.employee_ids:
            chosen = Domain("id", "in", campaign.employee_ids.ids)
            criteria = chosen if criteria.is_true() else criteria | chosen
        return Domain("company_id", "=", campaign.company_id.id) & criteria

    def _prepare_lines(self, campaign, employees):
        """Values of the lines of these employees: a few queries for all of them.

        :param employees: ``hr.employee``, in sudo
        :rtype: list of dict
        """
        campaign.ensure_one()
        first = campaign._first_day()
        known = Known(
            campaign,
            first,
            self._opened(employees),
            self._elsewhere(campaign, employees),
            self._absences(employees, first),
        )
        return [self._prepare_line(employee, known) for employee in employees]

    def _opened(self, employees):
        """The open interview of each: the one the law asks for, else one on request."""
        entretiens = self.env["hr.entretien"].sudo()
        theirs = Domain("employee_id", "in", employees.ids)
        still_open = theirs & Domain("state", "in", OPEN_STATES)
        entretiens = entretiens.search(still_open, order="id desc")
        # Of several the last one stays: the one the law asks for, or the first asked.
        entretiens = entretiens.sorted(lambda item: item.motif in LEGAL_MOTIFS)
        return {item.employee_id.id: item for item in entretiens}

    def _elsewhere(self, campaign, employees):
        """The name of the running campaign that each takes part in already."""
        lines = self.env["hr.entretien.campaign.line"].sudo()
        groups = lines._read_group(
            Domain("employee_id", "in", employees.ids)
            & Domain("campaign_id", "not in", campaign.ids)
            & Domain("campaign_id.state", "in", ("running", "stopped"))
            & TO_DATE,
            ["employee_id", "campaign_id"],
        )
        return {employee.id: campaign.name for employee, campaign in groups}

    def _absences(self, employees, first):
        """The last day of the absences that each is in from that day on."""
        absences = self.env["hr.entretien.absence"].sudo()
        away = Domain("employee_id", "in", employees.ids)
        away &= Domain("type_id.apart", "=", False) & Domain("date_to", ">=", first)
        found = {}
        for absence in absences.search(away, order="date_from, date_to"):
            last = found.get(absence.employee_id.id, first - DAY)
            if absence.date_from <= last + DAY:
                found[absence.employee_id.id] = max(last, absence.date_to)
        return found

    def _found(self, employee, entretien, absences):
        """What a line goes by: the interview, else what the card asks for."""
        last = absences.get(employee.id)
        found = {
            name: entretien[name] if entretien else employee[asked]
            for name, asked in ASKED.items()
        }
        return {**found, "not_before": last and last + DAY}

    def _prepare_line(self, employee, known):
        """Values of the line of an employee, in sudo."""
        entretien = known.opened.get(employee.id)
        found = self._found(employee, entretien, known.absences)
        interviewer = self._interviewer(known.campaign, employee, entretien)
        code, data = self._out(employee, found, known)
        if not code and not interviewer:
            code = "no_interviewer"
        return {
            **found,
            "campaign_id": known.campaign.id,
            "employee_id": employee.id,
            "department_id": employee.department_id.id,
            "entretien_id": entretien and entretien.id,
            "is_in": not code,
            "out_code": code,
            "out_data": data,
            "interviewer_id": interviewer.id,
        }

    def _out(self, employee, found, known):
        """Why this person is out, most telling reason first; (None, None) when in."""
        entretien = known.opened.get(employee.id)
        if entretien and entretien.state == "planned":
            day = fields.Datetime.context_timestamp(self, entretien.date_planned)
            return "planned", {"date": day.date().isoformat()}
        if found["motif"] != "on_request":
            text = {"text": employee.entretien_blocking_reason}
            if employee.entretien_status == "not_concerned":
                return "not_concerned", text
            if employee.entretien_block_code not in (False, *NOT_CONCERNED_CODES):
                return "not_computable", text
        end = employee.entretien_end_date
        if end and end < known.first:
            return "ends_before", {"date": end.isoformat()}
        reason = self._out_criteria(employee, found, known)
        if reason:
            return reason
        back = known.absences.get(employee.id)
        if back and back >= known.campaign.date_to:
            return "absent", {"date": back.isoformat()}
        name = known.elsewhere.get(employee.id)
        return ("other_campaign", {"text": name}) if name else (None, None)

    def _out_criteria(self, employee, found, known):
        """What HR asked for; those chosen by hand are seen whatever their date."""
        if not found["date_due"] and found["motif"] != "on_request":
            return "no_due", {}
        campaign = known.campaign
        if employee in campaign.employee_ids:
            return None
        due = fields.Date.to_string(found["date_due"])
        if found["date_due"] and found["date_due"] > campaign.due_before:
            before = fields.Date.to_string(campaign.due_before)
            return "nothing_due", {"date": due, "before": before}
        if found["motif"] not in (campaign._wanted_motifs() or [found["motif"]]):
            return "other_motif", {}
        return None

    def _interviewer(self, campaign, employee, entretien):
        """Who conducts it, as the campaign says; empty when nobody can."""
        manager = employee.parent_id or employee.department_id.manager_id
        wanted = {
            "manager": (entretien and entretien.interviewer_id) or manager,
            "n2": manager.parent_id,
            "chosen": campaign.interviewer_id.sudo(),
        }[campaign.interviewer_kind]
        people = (wanted, manager, manager.parent_id)
        interviewers = self.env["hr.entretien.interviewer"]
        return interviewers._first(people, employee, campaign.company_id)
