"""Reminders to prepare the interview: before it, and not more than the limit."""

from datetime import timedelta
from math import ceil

from odoo import api, fields, models

from ...schedule import office_day
from .hr_entretien_message import INVITATIONS

# Nobody is reminded the day after he was invited, or reminded.
REST_DAYS = 2
# The office may be closed as many days in a row.
CLOSED_DAYS = 4


class HrEntretienReminder(models.AbstractModel):
    """Whom to remind today of the preparation that was not sent."""

    _name = "hr.entretien.reminder"
    _description = "Reminders to Prepare an Entretien"

    @api.model
    def _queue_reminders(self):
        """Queue today's reminders; asked again the same day, it adds none.

        They leave in the morning where the employee lives.
        """
        entretiens = self._entretiens_to_remind()
        for message in self.env["hr.entretien.message"]._queue(entretiens, "reminder"):
            morning = message.recipient_id._entretien_morning()
            message.date_scheduled = max(message.date_scheduled, morning)

    @api.model
    def _entretiens_to_remind(self):
        """Those whose employee should be reminded today, in sudo."""
        now = fields.Datetime.now()
        ((days,),) = (
            self.env["res.company"]
            .sudo()
            ._read_group([], aggregates=["entretien_reminder_days:max"])
        )
        within = (days or 0) + CLOSED_DAYS + 1
        planned = (
            self.env["hr.entretien"]
            .sudo()
            .search(
                [
                    ("state", "=", "planned"),
                    ("date_invited", "!=", False),
                    ("date_planned", ">", now),
                    ("date_planned", "<", now + timedelta(days=within)),
                    ("preparation_id", "not any", [("state", "=", "submitted")]),
                ]
            )
        )
        last = self._last_written(planned)
        return planned.filtered(
            lambda entretien: self._is_due(entretien, *last.get(entretien, (0, None)))
        )

    @api.model
    def _last_written(self, entretiens):
        """How often each employee was reminded, and when he was last written to.

        :rtype: dict of interview → (number of reminders, datetime)
        """
        messages = (
            self.env["hr.entretien.message"]
            .sudo()
            .search(
                [
                    ("entretien_id", "in", entretiens.ids),
                    ("kind", "in", (*INVITATIONS, "moved", "reminder")),
                    ("state", "!=", "cancelled"),
                ]
            )
            .filtered("is_own")
        )
        return {
            entretien: (
                len(items.filtered(lambda item: item.kind == "reminder")),
                max(item.date_sent or item.date_scheduled for item in items),
            )
            for entretien, items in messages.grouped("entretien_id").items()
        }

    @api.model
    def _is_useful(self, entretien):
        """The employee may still prepare it, and has not sent his preparation."""
        employee = entretien.employee_id
        return (
            entretien._is_ahead()
            and entretien.preparation_id.state != "submitted"
            and employee._entretien_day(entretien.date_planned)
            > employee._entretien_day()
        )

    @api.model
    def _is_due(self, entretien, count, last):
        """Whether today is the day of a reminder, or after it.

        Nobody is written to on a Saturday, a Sunday or a public holiday: what falls on
        one leaves on the working day before.

        :param int count: how many there were
        :param datetime last: when the employee was last written to about it
        """
        employee = entretien.employee_id
        if not (self._is_useful(entretien) and employee.entretien_reachable):
            return False
        today = employee._entretien_day()
        day = employee._entretien_day(entretien.date_planned)
        if office_day(today) != today:
            return False
        passed = sum(
            office_day(day - timedelta(days=before)) <= today
            for before in self._days(entretien.company_id)
        )
        rested = not last or (today - employee._entretien_day(last)).days >= REST_DAYS
        return rested and count < passed

    @api.model
    def _days(self, company):
        """How many days before the interview a reminder leaves, one for each.

        They are spread over the company's delay: 7 days and two reminders make 7 and 4.
        """
        days, most = company.entretien_reminder_days, company.entretien_reminder_max
        return [ceil(days * (most - rank) / most) for rank in range(most)]
