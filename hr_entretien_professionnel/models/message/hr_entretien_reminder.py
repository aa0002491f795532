"""Reminders to prepare the interview: before it, and not more than the limit."""

from datetime import timedelta
from math import ceil

from odoo import fields, models

from ...schedule import office_day
from .hr_entretien_message import INVITATIONS

# Nobody is reminded the day after they were invited, or reminded.
REST_DAYS = 2
# The office may be closed as many days in a row.
CLOSED_DAYS = 4


class HrEntretienReminder(models.AbstractModel):
    """Whom to remind today of the preparation that was not sent."""

    _name = "hr.entretien.reminder"
    _description = "Reminders to Prepare an Entretien"

    def _queue_reminders(self):
        """In the morning where the employee lives; again that day adds none."""
        entretiens = self._entretiens_to_remind()
        for message in self.env["hr.entretien.message"]._queue(entretiens, "reminder"):
            morning = message.recipient_id._entretien_morning()
            message.date_scheduled = max(message.date_scheduled, morning)

    def _entretiens_to_remind(self):
        now, companies = fields.Datetime.now(), self.env["res.company"].sudo()
        longest = companies.search([], order="entretien_reminder_days desc", limit=1)
        days = longest.entretien_reminder_days
        planned = self.env["hr.entretien"].sudo()
        planned = planned.search(
            [
                ("state", "=", "planned"),
                ("date_invited", "!=", False),
                ("date_planned", ">", now),
                ("date_planned", "<", now + timedelta(days=days + CLOSED_DAYS + 1)),
                ("preparation_id", "not any", [("state", "=", "submitted")]),
            ]
        )
        messages = self.env["hr.entretien.message"].sudo()
        written = messages.search(
            [
                ("entretien_id", "in", planned.ids),
                ("kind", "in", (*INVITATIONS, "moved", "reminder")),
                ("state", "!=", "cancelled"),
            ]
        )
        written = written.filtered("is_own").grouped("entretien_id")
        return planned.filtered(
            lambda item: self._is_due(item, written.get(item, messages))
        )

    def _is_useful(self, entretien):
        employee = entretien.employee_id
        return (
            entretien._is_ahead()
            and entretien.preparation_id.state != "submitted"
            and employee._entretien_day(entretien.date_planned)
            > employee._entretien_day()
        )

    def _is_due(self, entretien, written):
        """Nobody is written to on a Saturday, a Sunday or a public holiday: what falls
        on one leaves on the working day before."""
        employee = entretien.employee_id
        if not (self._is_useful(entretien) and employee.entretien_reachable):
            return False
        today = employee._entretien_day()
        day = employee._entretien_day(entretien.date_planned)
        passed = sum(
            office_day(day - timedelta(days=before)) <= today
            for before in self._days(entretien.company_id)
        )
        reminders = written.filtered(lambda item: item.kind == "reminder")
        last = [item.date_sent or item.date_scheduled for item in written]
        rested = not last or (
            (today - employee._entretien_day(max(last))).days >= REST_DAYS
        )
        return office_day(today) == today and rested and len(reminders) < passed

    def _days(self, company):
        """How many days before: 7 days and two reminders make 7 and 4."""
        days, most = company.entretien_reminder_days, company.entretien_reminder_max
        return [ceil(days * (most - rank) / most) for rank in range(most)]
