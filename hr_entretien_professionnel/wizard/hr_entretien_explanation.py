from markupsafe import Markup

from odoo import api, fields, models

from ..models.employee import entretien_step as words
from ..models.employee.entretien_reason import law_to_come
from ..schedule import postponed_steps


class HrEntretienExplanation(models.TransientModel):
    """How an employee's dates are found: facts, rules, dates kept and set aside."""

    _name = "hr.entretien.explanation"
    _description = "How the Dates of an Employee Are Found"

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    facts = fields.Html(compute="_compute_texts")
    rules = fields.Html(compute="_compute_texts")
    result = fields.Html(compute="_compute_texts")
    # As the reader, who may name an employee that they may not see.
    blocking_reason = fields.Char(
        related="employee_id.entretien_blocking_reason", related_sudo=False
    )

    @api.depends("employee_id")
    @api.depends_context("lang")
    def _compute_texts(self):
        for page in self:
            for name, said in page._sentences(page.employee_id).items():
                items = Markup().join(Markup("<li>%s</li>") % text for text in said)
                page[name] = items and Markup("<ul>%s</ul>") % items

    def _sentences(self, employee):
        """The reasoning in sentences, by section of the page: to the next dates, then
        what the epidemic postponed.

        :rtype: dict of section → list of str
        :raises AccessError: the user may not read the employee
        """
        employee.check_access("read")
        names = self.env["hr.entretien.regime"]._reason_names()
        found = {words.FACTS: [], words.RULES: [], words.RESULT: []}
        for case in self.env["hr.entretien.planner"]._cases(employee.sudo()):
            postponed = postponed_steps(case.cycles(late_counts=True))
            for step in (*case.plan().steps, *postponed):
                said = step.to_json()
                if step.code == "change" and law_to_come(self.env, said):
                    continue
                section, sentence = words.step_sentence(self.env, said, names)
                found[section].append(sentence)
        return found
