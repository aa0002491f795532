"""What an interview says of itself: its name, why it is due, how late it is."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ..employee.entretien_reason import reasons_text
from ..state_domains import compute_states, search_flag, search_states, states_sql
from .hr_entretien import LEGAL_MOTIFS, OPEN_STATES

# From how many days before the due date it is said in orange.
SOON_DAYS = 30


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    reason = fields.Char(string="Why", compute="_compute_reason")
    delay_label = fields.Char(string="Time Left", compute="_compute_delay")
    delay_state = fields.Selection(
        [("late", "Overdue"), ("soon", "Due Soon"), ("on_time", "In Time")],
        string="Delay",
        compute="_compute_delay",
        search="_search_delay_state",
    )
    is_late = fields.Boolean(
        string="Overdue", compute="_compute_delay", search="_search_is_late"
    )
    is_time_past = fields.Boolean(
        string="Its Time Is Past",
        compute="_compute_is_time_past",
        help="Its time has come: it is no longer to invite to, but to say whether it "
        "took place.",
    )
    is_moot = fields.Boolean(
        string="No Longer Due",
        compute="_compute_is_moot",
        help="Planned, and another interview was held in its place: to be kept or "
        "cancelled.",
    )
    missing_text = fields.Char(compute="_compute_missing_text")
    seniority_label = fields.Char(
        string="Seniority", compute="_compute_seniority_label"
    )

    @api.depends("employee_id.name", "motif", "with_bilan", "date_held", "date_planned")
    @api.depends_context("lang")
    def _compute_display_name(self):
        motifs = dict(self._fields["motif"]._description_selection(self.env))
        for entretien in self:
            day = entretien.date_held or entretien.date_planned or entretien.date_due
            parts = [entretien.sudo().employee_id.name, motifs.get(entretien.motif)]
            parts.append(day and format_date(self.env, day))
            entretien.display_name = " – ".join(filter(None, parts))

    @api.depends("reason_data", "motif", "state", "date_due")
    @api.depends_context("lang")
    def _compute_reason(self):
        names = self.env["hr.entretien.regime"]._reason_names()
        for entretien in self:
            said = reasons_text(self.env, entretien.reason_data or (), names)
            entretien.reason = said or entretien._reason_without_law()

    def _reason_without_law(self):
        self.ensure_one()
        if self.motif == "on_request":
            return self.env._("On request of the employee or the employer.")
        if self.is_moot:
            return self.env._(
                "No longer due since the interview of %(date)s.",
                date=format_date(self.env, self._held_instead().date_held),
            )
        if self.employee_id and self.state in OPEN_STATES and not self.date_due:
            return self.env._("No longer due on any date: see the employee's form.")
        return False

    @api.depends("state", "date_due", "motif")
    def _compute_is_moot(self):
        for entretien in self:
            entretien.is_moot = (
                entretien.state == "planned"
                and entretien.motif in LEGAL_MOTIFS
                and not entretien.date_due
                and bool(entretien._held_instead())
            )

    @api.depends("state", "date_due", "date_limit")
    @api.depends_context("lang")
    def _compute_delay(self):
        today = fields.Date.context_today(self)
        for entretien, state in compute_states(self, self._delay_domains()):
            due, limit = entretien.date_due, entretien.date_limit
            entretien.delay_state = state
            entretien.is_late = state == "late"
            entretien.delay_label = state and self._delay_label(
                due or limit, limit, today
            )

    @api.depends("state", "date_planned")
    def _compute_is_time_past(self):
        now = fields.Datetime.now()
        for entretien in self:
            planned = entretien.state == "planned" and entretien.date_planned
            entretien.is_time_past = bool(planned) and planned <= now

    @api.model
    def _delay_label(self, due, limit, today):
        """How long to the due date, then to the limit, then how late, in words.

        :param date due: the target
        :param date limit: the last day in time
        """
        if limit < today:
            late = self._span_text((today - limit).days)
            return self.env._("%(span)s late", span=late)
        if today in (due, limit):
            return self.env._("today")
        if due > today:
            return self.env._("in %(span)s", span=self._span_text((due - today).days))
        left = self._span_text((limit - today).days)
        return self.env._("limit in %(span)s", span=left)

    @api.model
    def _span_text(self, days):
        """A number of days, in months from 2 months on, in years from 2 years on."""
        if days == 1:
            return self.env._("1 day")
        if days < 60:
            return self.env._("%(days)s days", days=days)
        if days < 730:
            return self.env._("%(months)s months", months=int(days / 30.44))
        return self.env._("%(years)s years", years=int(days / 365.25))

    def _search_is_late(self, operator, value):
        return search_flag(self._delay_domains()["late"], operator, value)

    def _search_delay_state(self, operator, value):
        return search_states(self._delay_domains(), operator, value)

    @api.model
    def _delay_domains(self):
        """What each delay state means, see ``state_domains``."""
        today = fields.Date.context_today(self)
        soon = fields.Date.add(today, days=SOON_DAYS)
        opened = Domain("state", "in", OPEN_STATES) & Domain("date_limit", "!=", False)
        return {
            "late": opened & Domain("date_limit", "<", today),
            "soon": opened & Domain("date_due", "<=", soon),
            "on_time": opened,
        }

    def _read_group_groupby(self, alias, groupby_spec, query):
        """Group by the delay, which is not stored: it changes with the day."""
        if groupby_spec != "delay_state":
            return super()._read_group_groupby(alias, groupby_spec, query)
        return states_sql(self, alias, query, self._delay_domains())

    @api.depends("state", "info_vae_date", "info_cpf_date", "info_cep_date")
    @api.depends_context("lang")
    def _compute_missing_text(self):
        labels = {
            "info_vae_date": self.env._("VAE"),
            "info_cpf_date": self.env._("CPF and employer's top-up"),
            "info_cep_date": self.env._("CEP"),
        }
        for entretien in self:
            missing = [label for name, label in labels.items() if not entretien[name]]
            entretien.missing_text = entretien.state == "held" and ", ".join(missing)

    @api.depends("seniority_date", "date_held")
    @api.depends_context("lang")
    def _compute_seniority_label(self):
        today = fields.Date.context_today(self)
        for entretien in self:
            start = entretien.seniority_date
            day = entretien.date_held or today
            entretien.seniority_label = (
                start and start <= day and self._seniority_text(start, day)
            )

    @api.model
    def _seniority_text(self, start, day):
        """Completed years and months between two days, in words."""
        span = relativedelta(day, start)
        years, months = span.years, span.months
        texts = []
        if years == 1:
            texts.append(self.env._("1 year"))
        elif years:
            texts.append(self.env._("%(years)s years", years=years))
        if months == 1:
            texts.append(self.env._("1 month"))
        elif months or not years:
            texts.append(self.env._("%(months)s months", months=months))
        return " ".join(texts)

    # -- in its documents and on the employee's page -----------------------------------

    def _report_lang(self):
        """The language of the document: the employee's, else the company's."""
        self.ensure_one()
        entretien = self.sudo()
        codes = (
            entretien.employee_id.user_id.lang,
            entretien.company_id._entretien_lang(),
            self.env.lang,
        )
        return self.env["res.lang"]._entretien_first(*codes)

    def _report_title(self):
        """What the law of that day calls the interview."""
        self.ensure_one()
        return self.regime_id.sudo().interview_name or self.env._(
            "Entretien professionnel"
        )

    def _report_full_title(self):
        self.ensure_one()
        title = self._report_title()
        if not self.with_bilan:
            return title
        return self.env._("%(title)s and état des lieux récapitulatif", title=title)

    def _report_file_name(self):
        """E.g. “Entretien professionnel - Anne Le Goff - 2026-06-15”."""
        self.ensure_one()
        day = self.date_held or self.date_planned or self.date_due
        parts = [
            self._report_title(),
            self.sudo().employee_id.name,
            day and format_date(self.env, day, date_format="yyyy-MM-dd"),
        ]
        return " - ".join(filter(None, parts)).replace("/", "-")

    def _report_seniority(self):
        """E.g. “6 years 9 months, since 02/09/2019”, or an empty string."""
        self.ensure_one()
        if not self.seniority_date:
            return ""
        day = format_date(self.env, self.seniority_date)
        since = self.env._("since %(date)s", date=day)
        return ", ".join(filter(None, (self.seniority_label, since)))

    def _report_reason(self):
        """Why, for the employee too: that nothing is due any more and where to look
        for it is told to who plans alone."""
        self.ensure_one()
        told = self.reason_data or self.motif == "on_request"
        return self.reason if told else ""

    def _report_job(self):
        """The employee's job: that of the interview, else the title that his contract
        had on its day, which every colleague reads in the directory."""
        self.ensure_one()
        day = self.date_held or fields.Date.context_today(self)
        person = self.employee_id.sudo().with_context(active_test=True)
        version = person._get_version(day)
        return self.job_id.sudo().name or version.job_title or ""

    def _report_interviewer_job(self):
        """The interviewer's job, as the directory shows it to every colleague."""
        self.ensure_one()
        interviewer = self.interviewer_id.sudo()
        return interviewer.job_title or interviewer.job_id.name or ""
