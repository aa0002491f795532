"""What the tests of the exposure share: a company concerned, confirmed trainings."""

from odoo.tools.misc import format_date

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

from .abondement_common import DecidedMixin


class ExposureCase(DecidedMixin, EntretienCase):
    """HR decided that the abondement correctif concerns the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lang = cls.env["res.lang"]._activate_lang("en_US")
        lang.write(
            {"date_format": "%m/%d/%Y", "grouping": "[3,0]", "thousands_sep": ","}
        )
        cls._decide()
        cls.Exposure = cls.env["hr.entretien.exposure"]
        cls._settle()

    @classmethod
    def _settle(cls):
        """End the transaction as a commit does: the rows follow the facts."""
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _row(self, employee=None, entretien=None):
        """The row of the running cycle, or of an état des lieux held."""
        self._settle()
        employee = employee or self.employee
        return self.Exposure.with_context(lang="en_US").search(
            [
                ("employee_id", "=", employee.id),
                ("entretien_id", "=", entretien.id if entretien else False),
            ]
        )

    @staticmethod
    def _told(row, day):
        """A day as the row tells it: English may not be active in the database."""
        return format_date(row.env, day)

    def _line(self, entretien, state="confirmed", **kw):
        values = {"name": "Soudure TIG", "kind": "training", "state": state, **kw}
        return self.env["hr.entretien.bilan.line"].create(
            {"bilan_id": entretien.bilan_id.id, **values}
        )

    def _old(self, name, *held, **kw):
        """Hired on 7 March 2018, under the law of 2018: interviews, then the bilan.

        The état des lieux, at 6 years, is held on 7 March 2024 in an interview still
        to be handed over.
        """
        employee = self._employee(name, "2018-03-07", **kw)
        for day in held:
            self._held(employee, day)
        bilan = self._entretien(
            employee, state="held", date_held="2024-03-07", with_bilan=True
        )
        return employee, bilan
