from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import split_every
from odoo.tools.misc import formatLang

from ..models.company.hr_entretien_choices_mixin import SCHEDULING
from ..models.company.res_company import EMPLOYEE_TYPES
from ..models.employee.entretien_reason import plan_to_json
from ..models.employee.hr_entretien_recompute import AT_ONCE, BATCH


class HrEntretienSettings(models.TransientModel):
    """The company's choices, on a settings page that HR may open.

    Odoo's general settings are the system administrator's, who has no say here; HR, who
    decides, may not write a company. This page checks the group and writes for them.
    """

    _name = "hr.entretien.settings"
    _inherit = "hr.entretien.choices.mixin"
    _description = "Settings of the Interviews"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    recompute_id = fields.Many2one("hr.entretien.recompute", compute="_compute_work")
    recompute_state = fields.Selection(
        related="recompute_id.state", string="Computation of the Dates"
    )
    recompute_text = fields.Char(compute="_compute_work")
    covers_employee = fields.Boolean(string="Employees")
    covers_worker = fields.Boolean(string="Workers")
    covers_student = fields.Boolean(string="Students and Apprentices")
    covers_trainee = fields.Boolean(string="Trainees")
    covers_contractor = fields.Boolean(string="Contractors")
    covers_freelance = fields.Boolean(string="Freelancers")

    @api.depends("company_id")
    def _compute_work(self):
        """What is still being computed of the last change, or was stopped."""
        works = self.env["hr.entretien.recompute"]
        for settings in self:
            theirs = works.search([("company_id", "=", settings.company_id.id)])
            work = theirs.filtered(lambda item: item.state != "done")
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

    def review(self, values):
        """What saving the page would change, for HR to confirm; nothing is applied.

        :param dict values: what was written on the page, as it would save it
        :returns: a text, or False when no date depends on it
        """
        settings = self._as_written(values)
        changed = settings._changed_choices()
        if changed.keys().isdisjoint(SCHEDULING):
            return False
        figures = settings._preview(changed)
        text = self.env._(
            "Nothing is applied yet. Of the %(employees)s employees followed of "
            "%(company)s:\n"
            "– employees whose dates move: %(moved)s\n"
            "– become overdue: %(overdue)s\n"
            "– no longer overdue: %(cured)s",
            company=settings.company_id.name,
            **figures,
        )
        if self._people_count() <= AT_ONCE:
            return text
        return text + self.env._(
            "\nThe dates are computed in the background; this page shows how far it is."
        )

    def preview_rhythms(self, values):
        """What each rhythm would change, beside the other choices of the page.

        :param dict values: see :meth:`review`
        :returns: dict of code of the rhythm → a sentence
        """
        settings = self._as_written(values)
        written, sentences = settings.entretien_rhythm, {}
        for code, _label in self._fields["entretien_rhythm"].selection:
            settings.entretien_rhythm = code
            sentences[code] = settings._rhythm_sentence()
        settings.entretien_rhythm = written
        return sentences

    def action_follow_recompute(self):
        """Nothing to do: the page is read again after a button."""

    def action_stop_recompute(self):
        self.recompute_id.action_stop()

    def action_resume_recompute(self):
        self.recompute_id.action_resume()

    def execute(self):
        """Write the choices; the dates of the company's employees follow, at once or
        in the background when they are many (``hr.entretien.recompute``)."""
        self.ensure_one()
        changed = self._changed_choices()
        self.company_id.sudo().write({**changed, "entretien_rhythm_chosen": True})
        self.company_id._entretien_update_averages()
        return {"type": "ir.actions.client", "tag": "reload"}

    def _as_written(self, values):
        """The page with these values, saved already or not."""
        if not self:
            return self.create(values)
        self.write(values)
        return self

    def _rhythm_sentence(self):
        """What the rhythm of the page changes in the dates of the company."""
        changed = self._changed_choices()
        if changed.keys().isdisjoint(SCHEDULING):
            return self.env._("The schedule followed today.")
        if self._people_count() > AT_ONCE:
            return self.env._("What it changes is counted when you save.")
        try:
            figures = self._preview(changed)
        except ValidationError:
            return self.env._("What it changes is counted once the agreement is given.")
        return self.env._(
            "Due dates that would change: %(moved)s of %(employees)s employees "
            "followed, %(overdue)s more overdue, %(cured)s fewer.",
            **figures,
        )

    def _people_count(self):
        people = [("company_id", "=", self.company_id.id)]
        return self.env["hr.employee"].sudo().search_count(people)

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
        # The drafts of one company share one cache: the rhythm is always given.
        given = {"entretien_rhythm": self.entretien_rhythm, **changed}
        draft = company.new(given, origin=company)
        draft._check_entretien_agreement()
        draft._check_entretien_delays()
        return draft

    def _preview(self, changed):
        """Count the dates that would move, without writing any.

        :param dict changed: choices to try
        :returns: dict of counts of employees, in words
        """

        def days(due):
            return [(item["kind"], item["target"], item["limit"]) for item in due]

        company, draft = self.company_id.sudo(), self._draft(changed)
        today = fields.Date.context_today(self)
        planner = self.env["hr.entretien.planner"]
        employees = self.env["hr.employee"].sudo()
        ids = employees.search([("company_id", "=", company.id)]).ids
        counted = dict.fromkeys(("employees", "moved", "overdue", "cured"), 0)
        for some in split_every(BATCH, ids, employees.browse):
            for case in planner._cases(some, draft):
                employee, plan = case.employee, case.plan()
                dates = plan_to_json(plan)["due"]
                due = bool(plan.next) and not (plan.end and plan.end < today)
                late = due and plan.next_limit < today
                status = employee.entretien_status
                counted["employees"] += due or status != "not_concerned"
                counted["moved"] += days(dates) != days(employee._entretien_due())
                counted["overdue"] += late and status != "overdue"
                counted["cured"] += status == "overdue" and not late
            # The draft lives in the cache alone: the rest of it stays.
            for model in ("hr.employee", "hr.version"):
                self.env[model].invalidate_model()
        return {key: formatLang(self.env, counted[key], digits=0) for key in counted}
