from odoo import api, fields, models
from odoo.exceptions import UserError


class HrEntretienHire(models.TransientModel):
    """Tell employees, at the hire, of the interview to come; or record that they were.

    For one employee or many: those hired before the add-on was there. Printing the
    letters records nothing: that they were handed over or sent is recorded afterwards.
    """

    _name = "hr.entretien.hire"
    _description = "Information on Hiring"

    employee_ids = fields.Many2many(
        "hr.employee",
        string="Employees",
        required=True,
        readonly=True,
        context={"active_test": False},
    )
    employee_count = fields.Integer(compute="_compute_employees")
    without_address = fields.Char(
        string="Without an E-mail Address", compute="_compute_employees"
    )
    how = fields.Selection(
        [
            ("letter", "By letter, handed over or sent"),
            ("mail", "By e-mail, sent from here"),
            ("contract", "In the contract of employment, which mentions it"),
            ("void", "Recorded by mistake: take it back"),
        ],
        required=True,
        default="letter",
    )
    day = fields.Date(required=True, default=fields.Date.context_today)
    note = fields.Char()
    attachment_ids = fields.Many2many("ir.attachment", string="Attachments")

    @api.constrains("employee_ids")
    def _check_employees(self):
        """The window names and counts them: for HR of their companies alone. Odoo runs
        constraints as the superuser, whom nothing is refused."""
        for window in self.sudo(False):
            self.env["hr.entretien.hire.notice"]._check(window.employee_ids)

    @api.depends("employee_ids")
    def _compute_employees(self):
        for window in self:
            people = window.employee_ids
            window.employee_count = len(people)
            window.without_address = ", ".join(
                person.name for person in people if not person.entretien_reachable
            )

    def action_print(self):
        """The letters, one a page, to be handed over or sent."""
        self.ensure_one()
        self._check_employees()
        report = "hr_entretien_professionnel.hr_entretien_hire_letter_report"
        return self.env.ref(report).report_action(self.employee_ids)

    def action_apply(self):
        """Send the mails, or write the proof file."""
        self.ensure_one()
        self._check_employees()
        people, notice = self.employee_ids, self.env["hr.entretien.hire.notice"]
        if self.how == "mail":
            self.env["hr.entretien.message"]._queue_hire(people)
        else:
            if self.how == "void" and not self.note:
                raise UserError(self.env._("Say why it is taken back."))
            if self.attachment_ids and len(people) > 1:
                raise UserError(
                    self.env._(
                        "A document belongs to one employee: record them one at a time."
                    )
                )
            # A mistake is taken back today, whatever day it was about.
            day = fields.Date.context_today(self) if self.how == "void" else self.day
            kind = f"told_{self.how}"
            notice._record(people, kind, day, self.note, self.attachment_ids)
