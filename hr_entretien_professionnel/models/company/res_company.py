import dataclasses
import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import html_normalize, is_html_empty
from odoo.tools.misc import format_date

from ...schedule import AGREEMENT_MAX_MONTHS, LAW_2014, Settings, timeline_for
from .hr_entretien_choices_mixin import HR, RHYTHM, SCHEDULING

EMPLOYEE_TYPES = ("employee", "worker", "student")
EMPLOYEE_TYPES += ("trainee", "contractor", "freelance")
COVERED_TYPES = "employee,worker,student"
DELAYS = ("entretien_horizon_days", "entretien_return_days")
DELAYS += ("entretien_notice_days", "entretien_gap_days")
# Beyond, a day counted from today is soon one that no calendar has.
MAX_DAYS = 3650
MAX_MONTHS = 1200


class ResCompany(models.Model):
    """What follows from a company's choices, and who it is on its documents."""

    _name = "res.company"
    _inherit = ["res.company", "hr.entretien.choices.mixin"]

    entretien_employee_types = fields.Char(
        string="Covered Employee Types",
        default=COVERED_TYPES,
        groups=HR,
        help="Codes of the employee types with a contract of employment, separated by "
        "commas: employee, worker, student, trainee, contractor, freelance.",
    )
    entretien_rhythm_chosen = fields.Boolean(
        string="Interview Schedule Chosen",
        readonly=True,
        groups=HR,
        help="HR has applied the settings once, those shipped included.",
    )
    entretien_averages = fields.Json(
        string="Average Headcounts",
        readonly=True,
        groups=HR,
        help="Average headcount of each civil year that is over, by year.",
    )

    @api.constrains(*RHYTHM)
    def _check_entretien_agreement(self):
        for company in self.sudo():
            months = company.entretien_agreement_months
            if company.entretien_rhythm != "agreement":
                continue
            if not 0 <= months <= AGREEMENT_MAX_MONTHS:
                raise ValidationError(
                    self.env._(
                        "The agreement sets %(months)s months between two interviews: "
                        "art. L.6315-1, III of the Code du travail allows an agreement "
                        "to change the period, up to 4 years (48 months).",
                        months=months,
                    )
                )
            if company.entretien_agreement_date and not months:
                raise ValidationError(
                    self.env._(
                        "Say which period the revised agreement sets, in months."
                    )
                )
            if company._entretien_repeats_law() and not (
                months or company.entretien_agreement_will
            ):
                raise ValidationError(
                    self.env._(
                        "Say whether the agreement wanted an interview every two "
                        "years, or only repeated the law of 2014: the dates depend on "
                        "it."
                    )
                )

    @api.constrains(
        *DELAYS,
        "entretien_old_agreement_months",
        "entretien_reminder_days",
        "entretien_reminder_max",
        "entretien_link_days",
    )
    def _check_entretien_delays(self):
        for company in self.sudo():
            months = company.entretien_old_agreement_months
            delays = [company[name] for name in DELAYS]
            before, link = company.entretien_reminder_days, company.entretien_link_days
            if min(delays) < 0 or months <= 0:
                raise ValidationError(self.env._("A period cannot be negative."))
            if min(before, company.entretien_reminder_max) < 0 or link <= 0:
                raise ValidationError(
                    self.env._(
                        "Reminders cannot be negative, and a link is valid for one day "
                        "at least."
                    )
                )
            company._check_entretien_length(max(*delays, before, link), months)

    @api.constrains("entretien_employee_types")
    def _check_entretien_employee_types(self):
        for company in self.sudo():
            unknown = company._entretien_covered_types().difference(EMPLOYEE_TYPES)
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Unknown employee types: %(types)s",
                        types=", ".join(sorted(unknown)),
                    )
                )

    def write(self, vals):
        """Who is covered is who is counted; what moves dates moves everybody's."""
        companies, names = self.sudo(), self._entretien_decisive() & vals.keys()
        before = {company: [company[name] for name in names] for company in companies}
        result = super().write(vals)
        if "entretien_employee_types" in vals:
            self._entretien_update_averages()
        moved = companies.filtered(
            lambda company: [company[name] for name in names] != before[company]
        )
        if moved:
            theirs = Domain("company_id", "in", moved.ids)
            self.env["hr.entretien.recompute"]._start("choices", theirs)
        return result

    def _entretien_decisive(self):
        """Names of the choices that the dates of everybody, or what hangs on them,
        follow from; an add-on adds its own.

        Nothing depends on them field by field: a hundred thousand people would be
        computed before HR has an answer.
        """
        return {*SCHEDULING, "entretien_late_counts"}

    def _entretien_user_has_all(self):
        """Whether the user manages every company, hence what they share: laws, kinds of
        absence, supplied grids, mails."""
        theirs = self.env.user.sudo().company_ids.ids
        return not self.sudo().search_count([("id", "not in", theirs)], limit=1)

    def _entretien_repeats_law(self):
        """Whether the former agreement has the very period of the law of 2014."""
        return self.sudo().entretien_old_agreement_months == LAW_2014.period_months

    def _check_entretien_length(self, days=0, months=0):
        if days > MAX_DAYS or months > MAX_MONTHS:
            raise ValidationError(
                self.env._(
                    "A period is at most %(days)s days, or %(months)s months.",
                    days=MAX_DAYS,
                    months=MAX_MONTHS,
                )
            )

    def _entretien_covered_types(self):
        """Set of the codes of ``hr.version.employee_type`` that are concerned."""
        self.ensure_one()
        codes = (self.sudo().entretien_employee_types or "").split(",")
        return {code.strip() for code in codes if code.strip()}

    def _entretien_timeline(self, laws):
        """The rhythms followed, of these laws: a ``schedule.Timeline``, or None."""
        self.ensure_one()
        if not laws:
            return None
        company = self.sudo()
        copied = company.entretien_agreement_will == "copy"
        return timeline_for(
            company.entretien_rhythm,
            laws,
            agreement_months=company.entretien_agreement_months or None,
            agreement_date=company.entretien_agreement_date or None,
            old_agreement_months=None
            if copied and company._entretien_repeats_law()
            else company.entretien_old_agreement_months,
        )

    def _entretien_schedule_settings(self):
        """The engine's settings of this company: its choices have the same names."""
        self.ensure_one()
        names = [field.name for field in dataclasses.fields(Settings)]
        return Settings(**{name: self.sudo()[f"entretien_{name}"] for name in names})

    def _entretien_lang(self):
        """The language the company's interviews are written in."""
        self.ensure_one()
        return self.env["res.lang"]._entretien_first(
            self.sudo().partner_id.lang, self.env.lang
        )

    def _entretien_changed_choices(self, values):
        """Those of the values that differ: an equal one would plan everybody again."""
        self.ensure_one()
        present = self._convert_to_write({name: self[name] for name in values})
        return {name: values[name] for name in values if present[name] != values[name]}

    def _entretien_info_to_store(self, values):
        """False for the texts that are those shipped: later versions are followed."""
        self.ensure_one()
        stored = {}
        for info, shipped in self._entretien_shipped_infos().items():
            name = f"entretien_{info}"
            text = values[name]
            # An editor writes the same text with other entities.
            same = html_normalize(text or "") == html_normalize(shipped)
            stored[name] = False if same or is_html_empty(text) else text
        return stored

    def _entretien_info_texts(self):
        """The company's own texts, or those shipped: Markup by field of
        ``hr.entretien``."""
        self.ensure_one()
        company = self.sudo()
        return {
            name: text if is_html_empty(own := company[f"entretien_{name}"]) else own
            for name, text in company._entretien_shipped_infos().items()
        }

    def _entretien_shipped_infos(self):
        """The texts shipped, in the company's language."""
        env = self.with_context(lang=self._entretien_lang()).env
        texts = {
            "info_vae": env._(
                "The validation des acquis de l'expérience (VAE) gives access to all "
                "or part of a diploma, a titre professionnel or a CQP through "
                "experience, at work or elsewhere. It is open to everybody, whatever "
                "the age, the status or the level of education; a leave of absence and "
                "an accompaniment exist for it."
            ),
            "info_cpf": env._(
                "The compte personnel de formation (CPF) is credited every year of "
                "work and follows the person from job to job. It pays for a certifying "
                "training, a VAE or a bilan de compétences. To activate it, open "
                "one's account with FranceConnect+ or one's social security number. "
                "The employer may add to it: a top-up (abondement) for a given "
                "training can be agreed at this interview."
            ),
            "info_cep": env._(
                "The conseil en évolution professionnelle (CEP) is free, personal and "
                "confidential: an adviser from outside the company helps to take "
                "stock, to build a project and to find its funding. The employee may "
                "call on one to prepare this interview."
            ),
        }
        sites = ("vae.gouv.fr", "www.moncompteformation.gouv.fr", "mon-cep.org")
        return {
            name: Markup('<p>%s</p><p><a href="https://%s">https://%s</a></p>')
            % (text, site, site)
            for (name, text), site in zip(texts.items(), sites, strict=True)
        }

    def _entretien_address(self):
        """Lines of the company's address; its own country goes without saying."""
        self.ensure_one()
        partner = self.sudo().partner_id
        lines = partner._display_address(without_company=True).splitlines()
        kept = (line.strip() for line in lines)
        return [line for line in kept if line and line != partner.country_id.name]

    def _entretien_place_and_day(self):
        """E.g. “Portes-lès-Valence, le 24 novembre 2026”."""
        self.ensure_one()
        today, city = fields.Date.context_today(self), self.sudo().city
        day = format_date(self.env, today, date_format="d MMMM y")
        return self.env._("%(city)s, %(date)s", city=city, date=day) if city else day

    def _entretien_registry(self):
        """The company's number, e.g. “SIRET 552 100 554 00025”, or an empty string."""
        self.ensure_one()
        registry = self.sudo().company_registry or ""
        number = re.sub(r"\s", "", registry)
        if not re.fullmatch(r"\d{9}(\d{5})?", number):
            return registry
        label = "SIRET" if len(number) == 14 else "SIREN"
        groups = (number[:3], number[3:6], number[6:9], number[9:])
        return " ".join(filter(None, (label, *groups)))

    def _cron_entretien_headcount(self):
        companies = self.sudo().search(Domain.TRUE)
        companies._entretien_awaiting_count()._entretien_update_averages()

    def _entretien_awaiting_count(self):
        """Those whose averages of the last civil year are not there yet, in sudo."""
        year = str(self.env["hr.entretien.headcount"]._last_year())
        return self.sudo().filtered(
            lambda one: year not in (one.entretien_averages or {})
        )

    def _entretien_update_averages(self):
        """Store the averages as they are today, and what hangs on them."""
        companies, headcount = self.sudo(), self.env["hr.entretien.headcount"]
        found = headcount._presences(companies)
        for company in companies:
            presences = found[company.id]
            years = headcount._averages(presences)
            values = company._entretien_prepare_averages(presences, years)
            if changed := company._entretien_changed_choices(values):
                company.write(changed)

    def _entretien_prepare_averages(self, presences, years):
        """What a count of people (``schedule.Presence``) leaves on the company."""
        averages = {str(year): float(average) for year, average in years.items()}
        return {"entretien_averages": averages}
