from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import split_every

from ..models.company.hr_entretien_choices_mixin import SCHEDULING
from ..models.company.res_company import EMPLOYEE_TYPES
from ..models.employee.entretien_reason import plan_to_json
from ..models.employee.hr_entretien_recompute import BATCH
from ..models.window import open_record, open_window


class HrEntretienSettings(models.TransientModel):
    """The company's choices, on a screen that HR may open.

    Odoo's general settings are the system administrator's, who has no say here; HR, who
    decides, may not write a company. This screen checks the group and writes for them.
    """

    _name = "hr.entretien.settings"
    _inherit = "hr.entretien.choices.mixin"
    _description = "Settings of the Entretiens"

    state = fields.Selection(
        [("edit", "Choices"), ("review", "What Changes")], default="edit", required=True
    )
    employee_count = fields.Integer(readonly=True)
    moved_count = fields.Integer(string="Employees whose dates move", readonly=True)
    overdue_count = fields.Integer(string="Become overdue", readonly=True)
    cured_count = fields.Integer(string="No longer overdue", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    recompute_id = fields.Many2one(
        "hr.entretien.recompute", compute="_compute_recompute"
    )
    recompute_state = fields.Selection(
        related="recompute_id.state", string="Computation of the Dates"
    )
    recompute_text = fields.Char(compute="_compute_recompute")
    covers_employee = fields.Boolean(string="Employees")
    covers_worker = fields.Boolean(string="Workers")
    covers_student = fields.Boolean(string="Students and Apprentices")
    covers_trainee = fields.Boolean(string="Trainees")
    covers_contractor = fields.Boolean(string="Contractors")
    covers_freelance = fields.Boolean(string="Freelancers")

    @api.depends("company_id")
    def _compute_recompute(self):
        """What is still being computed of the last change, or was stopped."""
        for settings in self:
            works = self.env["hr.entretien.recompute"].search(
                [("company_id", "=", settings.company_id.id)]
            )
            work = works.filtered(lambda item: item.state != "done")
            settings.recompute_id = work
            settings.recompute_text = bool(work) and work._progress_text()

    @api.model
    def default_get(self, fields):
        # Odoo gives defaults to whoever asks: these are the company's choices.
        self.check_access("create")
        values = super().default_get(fields)
        company = self.env.company.sudo()
        covered = company._entretien_covered_types()
        values.update(company._entretien_choices())
        texts = company._entretien_info_texts()
        values |= {f"entretien_{name}": text for name, text in texts.items()}
        values |= {f"covers_{code}": code in covered for code in EMPLOYEE_TYPES}
        return {name: value for name, value in values.items() if name in fields}

    def action_review(self):
        """Say what the choices would change; apply those that move no date."""
        self.ensure_one()
        changed = self._changed_choices()
        if changed.keys().isdisjoint(SCHEDULING):
            return self.action_apply()
        self.write({"state": "review", **self._preview(changed)})
        return self._reopen()

    def action_open_templates(self):
        """The texts of the mails, that HR may change."""
        self.check_access("write")
        return open_window(
            "mail.template",
            name=self.env._("Texts of the Messages"),
            domain=[("model", "in", ("hr.entretien", "hr.entretien.message"))],
            context={"create": False},
            view_mode="list,form",
        )

    def action_stop_recompute(self):
        """Stop the computation of the dates of the company."""
        self.recompute_id.action_stop()
        return self._reopen()

    def action_resume_recompute(self):
        """Go on with it."""
        self.recompute_id.action_resume()
        return self._reopen()

    def action_back(self):
        """Back to the choices, nothing applied."""
        self.state = "edit"
        return self._reopen()

    def action_apply(self):
        """Write the choices; the dates of the company's employees follow, at once or
        in the background when they are many (``hr.entretien.recompute``)."""
        self.ensure_one()
        changed = self._changed_choices()
        self._draft(changed)
        chosen = {"entretien_rhythm_chosen": True}
        self.company_id.sudo().write({**changed, **chosen})
        self.company_id._entretien_update_averages()
        return {"type": "ir.actions.client", "tag": "reload"}

    def _own_company(self):
        """The company of this screen, which whoever opens it may name.

        :raises AccessError: it is not one of the user's
        """
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("These are not the choices of your company."))
        return self.company_id

    def _changed_choices(self):
        """The choices that differ from the company's, checked that they are the user's.

        :rtype: dict of field name of ``res.company`` → value
        """
        self.check_access("write")
        company = self._own_company()
        values = self._entretien_choices()
        values["entretien_employee_types"] = ",".join(
            code for code in EMPLOYEE_TYPES if self[f"covers_{code}"]
        )
        values.update(company._entretien_info_to_store(values))
        return company.sudo()._entretien_changed_choices(values)

    def _draft(self, changed):
        """The company as it would be, checked before any date is computed of it.

        :raises ValidationError: the law allows no such choice
        """
        company = self.company_id.sudo()
        draft = company.new(changed, origin=company)
        draft._check_entretien_agreement()
        draft._check_entretien_delays()
        return draft

    def _preview(self, changed):
        """Count the dates that would move, without writing any.

        :param dict changed: choices to try
        """

        def days(due):
            return [(item["kind"], item["target"], item["limit"]) for item in due]

        company, draft = self.company_id.sudo(), self._draft(changed)
        today, planner = (
            fields.Date.context_today(self),
            self.env["hr.entretien.planner"],
        )
        employees = self.env["hr.employee"].sudo()
        ids = employees.search([("company_id", "=", company.id)]).ids
        moved = overdue = cured = 0
        for some in split_every(BATCH, ids, employees.browse):
            for case in planner._cases(some, draft):
                employee, plan = case.employee, case.plan()
                dates = plan_to_json(plan)["due"]
                ended = plan.end and plan.end < today
                late = bool(plan.next and not ended and plan.next_limit < today)
                was_late = employee.entretien_status == "overdue"
                moved += days(dates) != days(employee._entretien_due())
                overdue += late and not was_late
                cured += was_late and not late
            # The draft lives in the cache alone: the rest of it stays.
            for model in ("hr.employee", "hr.version"):
                self.env[model].invalidate_model()
        return {
            "moved_count": moved,
            "overdue_count": overdue,
            "cured_count": cured,
            "employee_count": len(ids),
        }

    def _reopen(self):
        return open_record(
            self, name=self.env._("Settings of the Entretiens"), target="new"
        )
