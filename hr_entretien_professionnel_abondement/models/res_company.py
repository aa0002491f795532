from datetime import date

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date

from odoo.addons.hr_entretien_professionnel.schedule import (
    FIRST_YEAR,
    YEARS_TO_CROSS,
    at_first_hire,
    concerned_since,
    reached_from,
)

from .hr_entretien_choices_mixin import HR

DECISION = {"entretien_concern", "entretien_concerned_since"}
# What the exposure rests on, of the company.
FACTS = {
    *DECISION,
    "entretien_proposed_since",
    "entretien_corrective_amount",
    "entretien_whole_cycle",
}


class ResCompany(models.Model):
    """HR decides whether the company is concerned; the averages of the headcount by
    civil year (``hr.entretien.headcount``) propose it."""

    _inherit = "res.company"

    # The law's amounts are in euros, whatever the company counts in.
    entretien_euro_id = fields.Many2one(
        "res.currency",
        "Currency of the Corrective Payment",
        default=lambda self: self.env.ref("base.EUR"),
        readonly=True,
    )
    entretien_concern_by = fields.Many2one(
        "res.users", string="Headcount Decided By", readonly=True, groups=HR
    )
    entretien_concern_on = fields.Date("Headcount Decided On", readonly=True, groups=HR)
    entretien_proposed_since = fields.Date(
        string="Concerned Since, as the Averages Have It",
        readonly=True,
        groups=HR,
        help="Empty: the averages propose that the company is not concerned.",
    )

    @api.constrains("entretien_concern", "entretien_concerned_since")
    def _check_entretien_concern(self):
        for company in self.sudo():
            concerned = company.entretien_concern == "concerned"
            if concerned != bool(company.entretien_concerned_since):
                raise ValidationError(
                    self.env._(
                        "Say since when the company is concerned by the corrective "
                        "payment; a date goes with no other answer."
                    )
                )

    @api.constrains("entretien_corrective_amount")
    def _check_entretien_amount(self):
        if any(company.entretien_corrective_amount < 0 for company in self.sudo()):
            raise ValidationError(
                self.env._("The corrective payment cannot be negative.")
            )

    def write(self, vals):
        """Who decided, and when, stands beside the decision."""
        if DECISION & vals.keys():
            vals = {
                **vals,
                "entretien_concern_by": self.env.uid,
                "entretien_concern_on": fields.Date.context_today(self),
            }
        return super().write(vals)

    def _entretien_decisive(self):
        return super()._entretien_decisive() | FACTS

    # -- what the averages propose -----------------------------------------------------

    def _entretien_awaiting_count(self):
        """Once HR has decided, contracts are counted again each 1 January only."""
        undecided = self.filtered(lambda one: one._entretien_headcount_undecided())
        return super()._entretien_awaiting_count() | undecided

    def _entretien_prepare_averages(self, presences, years):
        since = self._entretien_propose_since(presences, years)
        return {
            **super()._entretien_prepare_averages(presences, years),
            "entretien_proposed_since": since or False,
        }

    def _entretien_propose_since(self, presences, years):
        """Since when the averages have the company concerned, or None."""
        return concerned_since(years, first_hire=at_first_hire(presences))

    def _entretien_decided_text(self):
        """Who decided and when, or that nobody has."""
        company = self.sudo()
        if company._entretien_headcount_undecided():
            return self.env._(
                "Not decided yet: until it is, the exposure follows what the averages "
                "propose, and says so."
            )
        if not company.entretien_concern_on:
            return ""
        return self.env._(
            "Decided on %(date)s by %(name)s.",
            date=format_date(self.env, company.entretien_concern_on),
            name=company.entretien_concern_by.name,
        )

    def _entretien_proposal_text(self, years, since):
        """What the averages propose, in a sentence with its article."""
        if since:
            return self._entretien_crossed_text(years, since)
        if first := reached_from(years):
            return self.env._(
                "Proposed: not concerned. 50 employees or more on average since "
                "%(first)s only. The average of a year gives the headcount of the next "
                "one, and %(years)s civil years in a row are needed: concerned on "
                "%(date)s at the earliest (art. L.130-1 of the Code de la sécurité "
                "sociale).",
                first=first,
                years=YEARS_TO_CROSS,
                date=format_date(self.env, date(first + YEARS_TO_CROSS + 1, 1, 1)),
            )
        if years:
            return self.env._(
                "Proposed: not concerned. The average of %(year)s is below 50 (art. "
                "L.130-1 of the Code de la sécurité sociale).",
                year=max(years),
            )
        return self.env._(
            "Proposed: not concerned. No contract is known in a year that is over."
        )

    def _entretien_crossed_text(self, years, since):
        """Why they propose ``since``: averages begin in the year of the first hire."""
        day = format_date(self.env, since)
        if since.year == min(years, default=since.year):
            return self.env._(
                "Proposed: concerned since %(date)s, the first hire: born with 50 "
                "employees, the company crossed no threshold (Urssaf on art. L.130-1 "
                "of the Code de la sécurité sociale).",
                date=day,
            )
        if since == date(FIRST_YEAR + 1, 1, 1):
            return self.env._(
                "Proposed: concerned since %(date)s. The company was at 50 employees "
                "in 2019 already: it waits no five years (law of 22 May 2019, art. 11; "
                "our reading for the corrective payment).",
                date=day,
            )
        return self.env._(
            "Proposed: concerned since %(date)s, after %(years)s civil years in a row "
            "at 50 employees or more (art. L.130-1, II of the Code de la sécurité "
            "sociale).",
            date=day,
            years=YEARS_TO_CROSS,
        )

    def _entretien_headcount_undecided(self):
        """Whether HR has not said yet of one of these companies if it is concerned, so
        that an amount of 0 means nothing: the averages alone decide."""
        return "undecided" in self.sudo().mapped("entretien_concern")

    def _entretien_nothing_help(self, help_message):
        """The empty state of the abondements: the threshold comes first."""
        if not self._entretien_headcount_undecided():
            return help_message
        return Markup(
            '<p class="o_view_nocontent_smiling_face">{title}</p><p>{text}</p>'
            '<a type="action" name="{action}" class="btn btn-primary">{button}</a>'
        ).format(
            title=self.env._("The headcount is to be confirmed"),
            text=self.env._(
                "A corrective payment is owed by companies of 50 employees or more "
                "only: say whether yours is one."
            ),
            action="hr_entretien_professionnel.hr_entretien_settings_action",
            button=self.env._("Confirm the Headcount"),
        )

    def _entretien_concerned(self, day):
        """Whether the abondement correctif concerns it on that day (L.6323-13).

        By what HR decided; until then by what the averages propose, which every screen
        says.
        """
        company = self.sudo()
        since = company.entretien_concerned_since
        if company._entretien_headcount_undecided():
            since = company.entretien_proposed_since
        return bool(since and since <= day)
