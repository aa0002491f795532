"""What the sheet of a year counts, gathered: one query per kind of row."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    OPEN_STATES,
)
from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_labels,
)

from . import entretien_bdese as bdese

# Where the corrective payments are followed up, when that add-on is installed.
CORRECTIVES = "hr.entretien.abondement"


class HrEntretienBdeseFigures(models.AbstractModel):
    """From the tables of one company to the rows that ``entretien_bdese`` counts.

    It reads with the server's rights: whoever calls it has checked that the user is HR
    in that company.
    """

    _name = "hr.entretien.bdese.figures"
    _description = "Figures of the BDESE Sheet"

    def _figures(self, company, year, today):
        """
        :param date today: the last day counted in the year that runs
        :returns: (``Period``, list of ``Figure``)
        """
        period = bdese.Period.of(year, today)
        interviews = self._interviews(company, period)
        motifs = selection_labels(self.env["hr.entretien"], "motif")
        return period, [
            *bdese.held_figures(interviews, period, motifs, self._categories()),
            *bdese.due_figures(interviews, period),
            *bdese.copy_figures(interviews, period),
            *bdese.bilan_figures(interviews, period),
            *self._correctives(company, period),
            *bdese.training_figures(
                self._needs(company, period), self._trainings(company, period)
            ),
            *self._headcount(company, period.end),
        ]

    def _interviews(self, company, period):
        """Those of the period, and those due before it that it left undone."""
        undone = (
            Domain("state", "in", OPEN_STATES)
            | Domain("date_held", ">", period.end)
            | Domain("date_declined", ">", period.end)
        )
        dates = (
            "date_due",
            "date_held",
            "date_declined",
            "date_copy_delivered",
            "bilan_id.date_copy_delivered",
        )
        in_question = Domain.OR(self._within(name, period) for name in dates)
        in_question |= Domain("date_due", "<", period.start) & undone
        domain = Domain("state", "!=", "cancelled") & in_question
        return self._rows(
            bdese.Interview,
            "hr.entretien",
            company,
            domain,
            bilan_copy="bilan_id.date_copy_delivered",
            sex="employee_sex",
            category="employee_category",
        )

    def _needs(self, company, period):
        domain = (
            Domain("nature", "in", ("training", "certification"))
            & Domain("followup_state", "in", ("progress", "done"))
            & Domain("entretien_id.state", "in", bdese.HELD_STATES)
            & self._within("date_held", period)
        )
        sex = "entretien_id.employee_sex"
        return self._rows(bdese.Need, "hr.entretien.besoin", company, domain, sex=sex)

    def _trainings(self, company, period):
        """The trainings that HR has confirmed, by their first day or else the last."""
        dated = self._within("date_from", period) | (
            Domain("date_from", "=", False) & self._within("date_to", period)
        )
        confirmed = Domain("kind", "=", "training") & Domain("state", "=", "confirmed")
        model, sex = "hr.entretien.bilan.line", "entretien_id.employee_sex"
        return self._rows(bdese.Training, model, company, confirmed & dated, sex=sex)

    def _correctives(self, company, period):
        """Nothing, not even zeros, where no add-on follows up the payments."""
        if CORRECTIVES not in self.env:
            return []
        rows = self._rows(bdese.Corrective, CORRECTIVES, company, Domain.TRUE)
        return bdese.corrective_figures(rows, period)

    def _headcount(self, company, day):
        """Of each person, by the rule of ``_contracts_sql``."""
        names = [SQL.identifier(name) for name in bdese.Contract._fields]
        rows = self.env.execute_query(
            SQL(
                "SELECT %s FROM (%s) contract ORDER BY employee_id, date_version",
                SQL(", ").join(names),
                self.env["hr.entretien.headcount"]._contracts_sql(company.sudo()),
            )
        )
        contracts = [bdese.Contract(*row) for row in rows]
        return bdese.headcount_figures(contracts, day, self._categories())

    def _categories(self):
        known = selection_labels(self.env["hr.employee"], "entretien_category")
        return [*known, "unknown"]

    def _within(self, name, period):
        return Domain(name, ">=", period.start) & Domain(name, "<=", period.end)

    def _rows(self, row, model, company, domain, **elsewhere):
        """Rows of a table, in one query.

        :param row: the namedtuple that they become, named as the fields
        :param elsewhere: the field of a name that is none; ``many2one.field`` for that
            of another table
        """
        records = self.env[model].sudo()
        query = records._search(Domain("company_id", "=", company.id) & domain)
        names = [elsewhere.get(name, name) for name in row._fields]
        selected = [self._column(records, name, query) for name in names]
        return [row(*line) for line in self.env.execute_query(query.select(*selected))]

    def _column(self, records, name, query):
        link, _dot, name = name.rpartition(".")
        if not link:
            return records._field_to_sql(records._table, name, query)
        target = records[link]
        alias = query.left_join(records._table, link, target._table, "id", link)
        return target._field_to_sql(alias, name, query)
