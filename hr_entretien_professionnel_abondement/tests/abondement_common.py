"""Exposure rows and the abondements they open, for the tests of the payments."""

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

from ..models.hr_entretien_exposure import TO_DO


class DecidedMixin:
    """HR has decided whether the company is concerned."""

    @classmethod
    def _decide(cls, since="2014-03-07", company=None):
        """HR decides since when the abondement concerns the company; None: it does not.

        Without this, nothing is decided and the averages of contracts propose.
        """
        (company or cls.company).sudo().write(
            {
                "entretien_concern": "concerned" if since else "not_concerned",
                "entretien_concerned_since": since,
            }
        )


class AbondementCase(DecidedMixin, EntretienCase):
    def _exposure(self, employee, entretien=None, **kw):
        """The exposure row of an état des lieux, or of a running cycle."""
        rows = self.env["hr.entretien.exposure"].sudo()
        values = {
            "employee_id": employee.id,
            "company_id": employee.company_id.id,
            "entretien_id": entretien.id if entretien else False,
            "cycle_start": "2018-01-10",
            "period_start": "2018-01-10",
            "bilan_target": "2024-01-10",
            "bilan_limit": "2025-01-09",
            "date_held": entretien.date_held if entretien else False,
            "outcome": "exposed",
            "amount": 3000,
            "act_by": "2025-01-09",
            **kw,
        }
        # What the application wrote of these people by itself gives way.
        rows.search(
            [
                ("employee_id", "=", employee.id),
                ("entretien_id", "=", values["entretien_id"]),
            ]
        ).unlink()
        row = rows.create(values)
        self._keep_rows()
        return row

    def _keep_rows(self):
        """Rows say what the test wants, whatever the facts of the people.

        A savepoint runs what waits for the commit: the rows would be mended there.
        """
        self.env.flush_all()
        self.env.cr.precommit.data.pop(TO_DO, None)

    def _catch_up(self):
        """The rows follow the facts, as the transaction ends."""
        self.env.flush_all()
        self.env["hr.entretien.exposure"]._catch_up()

    def _bilan(self, employee, day="2026-02-10", **kw):
        """An état des lieux handed over here, and the row that finds it due."""
        bilan = self._held(employee, day, with_bilan=True)
        bilan.bilan_id.date_frozen = f"{day} 10:00:00"
        return self._exposure(employee, bilan, **kw)

    def _open(self, *rows):
        """Open what is missing of these rows alone, as the night does."""
        model = self.env["hr.entretien.exposure"]
        today = self._day("2026-03-02")
        ids = {row.id for row in rows} & set(model._to_pay(today))
        return model._open_abondements(ids, today)

    def _abondement(self, employee, **kw):
        """An abondement to pay, of an état des lieux of 10 February 2026."""
        bilan = self._held(employee, "2026-02-10", with_bilan=True)
        values = {
            "employee_id": employee.id,
            "entretien_id": bilan.id,
            "company_id": employee.company_id.id,
            "department_id": employee.department_id.id,
            "period_start": "2018-01-10",
            "bilan_date": "2026-02-10",
            "pay_by": "2026-06-30",
            "amount": 3000,
            **kw,
        }
        created = self.env["hr.entretien.abondement"].sudo().create(values)
        return created.with_env(self.env(su=False))
