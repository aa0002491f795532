from markupsafe import Markup

from odoo import api, fields, models

from ..models.employee.entretien_step import (
    FACTS,
    RESULT,
    RULES,
    SECTIONS,
    step_sentence,
)
from ..schedule import tell_postponed


class HrEntretienExplanation(models.TransientModel):
    """How an employee's dates are found: facts, rules, dates kept and set aside."""

    _name = "hr.entretien.explanation"
    _description = "How the Dates of an Employee Are Found"

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    facts = fields.Html(compute="_compute_texts")
    rules = fields.Html(compute="_compute_texts")
    result = fields.Html(compute="_compute_texts")
    # As the reader: he may name an employee that he may not see.
    blocking_reason = fields.Char(
        related="employee_id.entretien_blocking_reason", related_sudo=False
    )

    @api.depends("employee_id")
    @api.depends_context("lang")
    def _compute_texts(self):
        for page in self:
            told = page.employee_id._entretien_told()
            page.facts = page._as_list(told[FACTS])
            page.rules = page._as_list(told[RULES])
            page.result = page._as_list(told[RESULT])

    @api.model
    def _as_list(self, sentences):
        items = Markup().join(Markup("<li>%s</li>") % text for text in sentences)
        return Markup("<ul>%s</ul>") % items if items else False


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def action_explain_entretien(self):
        """Open the whole reasoning behind the dates."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("How the dates of %(name)s are found", name=self.name),
            "res_model": "hr.entretien.explanation",
            "view_mode": "form",
            "target": "new",
            "context": {"default_employee_id": self.id},
        }

    def _entretien_told(self):
        """The reasoning in sentences, by section of the page.

        :rtype: dict of section → list of str
        """
        self.ensure_one()
        self.check_access("read")
        names = self.env["hr.entretien.regime"]._reason_names()
        told = {FACTS: [], RULES: [], RESULT: []}
        for step in self.sudo()._entretien_steps():
            sentence = step_sentence(self.env, step.to_json(), names)
            told[SECTIONS[step.code]].append(sentence)
        return told

    def _entretien_steps(self):
        """The engine's steps: to the next dates, then what the epidemic postponed."""
        self.ensure_one()
        for _employee, _block, result in self._entretien_plans():
            yield from result.steps if result else ()
        for _employee, found in self._entretien_cycles():
            yield from tell_postponed(found)
