"""Which rows there are, and mending the difference with what should be."""

import logging

from psycopg2 import errors

from odoo import api, fields, models

from .hr_employee_exposure import TO_DO

_logger = logging.getLogger(__name__)


class HrEntretienExposure(models.Model):
    _inherit = "hr.entretien.exposure"

    @api.model
    def _catch_up(self):
        """Mend what the transaction changed: runs as it commits.

        What fails here is told in the log and left to the night: nobody's work is
        lost for it.
        """
        ids = self.env.cr.precommit.data.pop(TO_DO, ())
        employees = self.env["hr.employee"].with_context(active_test=False)
        try:
            with self.env.cr.savepoint(flush=False):
                employees = employees.browse(sorted(ids)).exists()
                self._reconcile(employees)
                self.env["hr.entretien.abondement"]._withdraw_of(employees)
                self.env.flush_all()
        except (errors.SerializationFailure, errors.DeadlockDetected):
            raise
        except errors.UniqueViolation:
            # Another transaction made the same row meanwhile.
            self.env.invalidate_all(flush=False)
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.exception("Entretien: the exposure of %s is left to the night", ids)

    @api.model
    def _reconcile(self, employees, today=None):
        """Make, mend and remove the rows of these employees, in one batch.

        :param date today: the day things are judged on
        """
        today = today or fields.Date.context_today(self)
        employees = employees.sudo().with_context(active_test=False)
        settled = self._settled(employees)
        wanted = self._wanted(employees, today, settled)
        rows = self.sudo().search([("employee_id", "in", employees.ids)])
        gone = self.sudo()
        for row in rows:
            frozen = row._freezes()
            values = wanted.pop((row.employee_id.id, row.entretien_id.id), None)
            if frozen and row.frozen:
                paid = row._abondement_key() in settled
                row._mend(row._split(row.amount, paid, owed=True))
                continue
            if values is None:
                gone |= row
            else:
                row._mend({**values, "frozen": frozen})
        gone.unlink()
        made = self.sudo().create(
            [
                {"employee_id": employee_id, "entretien_id": entretien_id, **values}
                for (employee_id, entretien_id), values in wanted.items()
            ]
        )
        for row in made:
            row.frozen = row._freezes()

    def _freezes(self):
        """Whether the document of this état des lieux is the one handed over.

        One that was only imported has none: it follows what else is imported.
        """
        return bool(self.entretien_id.bilan_id.date_frozen)

    def _mend(self, values):
        """Write what differs: a row that stays as it is costs no query."""
        changed = {
            name: value
            for name, value in values.items()
            if (self[name] or False) != (value or False)
        }
        if changed:
            self.write(changed)
