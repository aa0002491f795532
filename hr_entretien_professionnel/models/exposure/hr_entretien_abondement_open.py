"""Opened when the état des lieux is handed over, or when its limit passed."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...schedule.sanction import pay_by

# The chatter begins with what is done, not with a line that says "created".
QUIET = {"mail_create_nolog": True, "mail_create_nosubscribe": True}


class HrEntretienExposure(models.Model):
    _inherit = "hr.entretien.exposure"

    def _abondement_key(self):
        """Whose cycle it is: what one abondement is opened for.

        :rtype: tuple[int, date]
        """
        self.ensure_one()
        start = self.cycle_start or self.bilan_target or self.bilan_limit
        return self.employee_id.id, start or self.date_held

    @api.model
    def _to_pay_domain(self, today):
        """Rows that are a payment: found by an état des lieux, or by its absence.

        An état des lieux entered as history was not established here, nor frozen: what
        it found is not known, and nothing is guessed from it.
        """
        held = Domain("entretien_id.bilan_id.date_frozen", "!=", False)
        refused = Domain("entretien_id.state", "=", "declined")
        return self._exposed_domain() & (held | refused | self._passed_domain(today))

    @api.model
    def _exposed_domain(self):
        return Domain("outcome", "=", "exposed") & Domain("amount", ">", 0)

    @api.model
    def _passed_domain(self, today):
        """Running cycles whose état des lieux was not held in time."""
        return Domain("entretien_id", "=", False) & Domain("bilan_limit", "<", today)

    @api.model
    def _to_pay(self, today, domain=Domain.TRUE):
        """Ids of the rows whose abondement is missing, withdrawn, or without its bilan.

        :param date today: the day that limits are compared with
        """
        rows = self.sudo().search(self._to_pay_domain(today) & domain)
        known = rows._abondements()
        return [
            row.id
            for row in rows
            if not (found := known.get(row._abondement_key()))
            or found.withdrawn
            or (row.entretien_id and not found.entretien_id)
        ]

    def _abondements(self):
        """The abondements of the employees of these rows, by cycle."""
        found = self.env["hr.entretien.abondement"].sudo()
        found = found.search([("employee_id", "in", self.employee_id.ids)])
        return {abondement._cycle_key(): abondement for abondement in found}

    def _open_abondements(self, ids, today):
        """Open what is missing of these rows; a late état des lieux joins its own."""
        rows = self.sudo().browse(ids)
        known, missing = rows._abondements(), {}
        for row in rows.sorted(lambda row: not row.entretien_id):
            key = row._abondement_key()
            if key in known:
                row._join(known[key])
            else:
                missing.setdefault(key, row._prepare_abondement())
        created = self.env["hr.entretien.abondement"].sudo().with_context(**QUIET)
        return created.create(list(missing.values()))

    def _join(self, abondement):
        """The abondement of this cycle knows its état des lieux; it is due again."""
        if self.entretien_id and not abondement.entretien_id:
            abondement.entretien_id = self.entretien_id
        if abondement.withdrawn:
            abondement._restore(self.amount)

    @api.model
    def _reconcile(self, employees, today=None):
        """What an état des lieux handed over costs is to be paid from now on."""
        result = super()._reconcile(employees, today)
        today = today or fields.Date.context_today(self)
        held = Domain("employee_id", "in", employees.ids) & Domain(
            "entretien_id", "!=", False
        )
        if ids := self._to_pay(today, held):
            self._open_abondements(ids, today)
        self.sudo().search(held & self._exposed_domain())._tell_one_day()
        return result

    def _tell_one_day(self):
        """Held after the limit, an état des lieux gives no more time to pay: the day of
        the abondement opened then is told on all screens."""
        known = self._abondements() if self else {}
        for row in self:
            abondement = known.get(row._abondement_key())
            if abondement and row.pay_by != abondement.pay_by:
                row.pay_by = abondement.pay_by

    def _prepare_abondement(self):
        """What is owed, as the row says it on the day it becomes a payment."""
        self.ensure_one()
        _employee, start = self._abondement_key()
        day = self.date_held if self.entretien_id else self.bilan_limit
        day = day or self.entretien_id.date_held
        return {
            "employee_id": self.employee_id.id,
            "entretien_id": self.entretien_id.id,
            "company_id": (self.company_id or self.employee_id.company_id).id,
            "department_id": self.department_id.id,
            "period_start": start,
            "bilan_date": day,
            "pay_by": pay_by(day),
            "amount": self.amount,
        }
