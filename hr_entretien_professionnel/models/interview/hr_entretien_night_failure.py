"""What the night could not do: HR is notified once, until it succeeds."""

import logging

from odoo import api, models
from odoo.exceptions import UserError

from .batch import isolated

_logger = logging.getLogger(__name__)
COLUMN_BY_COLUMN = {"prefetch_fields": False}
# Where HR looks; what else a step is for says on which of them it hangs.
PLACES = ("hr.entretien", "hr.employee")


class HrEntretienNightFailure(models.AbstractModel):
    """What a step of the night could not do: HR is notified once, on the record, by an
    activity that goes away by itself when the step succeeds.
    """

    _name = "hr.entretien.night.failure"
    _description = "Failures of the Nightly Update"

    @api.model
    def _note_apart(self, step, record_id, error, failures):
        """See ``_note``; when HR cannot be notified, the night goes on."""

        def not_noted(_error):
            _logger.exception("Entretien: nobody notified of id %s", record_id)

        with isolated(self.env, not_noted):
            self._note(step, record_id, error, failures)

    @api.model
    def _note(self, step, record_id, error, failures):
        """Notify HR of a record that a step of the night failed on.

        Its row may be what cannot be read: of it, only the columns named here are.

        :param step: see ``hr.entretien.night``
        :param int record_id: of the model of the step
        :param error: the exception
        :param dict failures: where the activity is noted, to be kept tonight
        """
        record = self._place(step, record_id)
        people = self.env["mail.activity"]
        user = people._entretien_hr_user(record.company_id, at_least=True)
        failures[record._name, record.id] = error
        if not user:
            return
        note = self.with_context(lang=user._entretien_lang())._failure_note(step, error)
        known = record.activity_ids._entretien_about("night")
        if known:
            known.filtered(lambda item: item.note != note).note = note
        else:
            reading = people.with_context(**COLUMN_BY_COLUMN)
            activity = reading._entretien_ask("night", [(record, user, {"note": note})])
            # The name of the record, read now rather than with its whole row.
            activity.flush_recordset()

    @api.model
    def _place(self, step, record_id):
        """Where HR reads it: an interview or an employee, whatever the step is for."""
        records = self.env[step.model].sudo().with_context(**COLUMN_BY_COLUMN)
        record = records.browse(record_id)
        return record if step.model in PLACES else record._failure_record()

    @api.model
    def _failure_note(self, step, error):
        """What failed and why, in the language of the environment.

        :param step: see ``hr.entretien.night``
        """
        if isinstance(error, UserError):
            why = str(error)
        else:
            why = self.env._(
                "Unexpected error: the details are in the log of the server."
            )
        return self.env._(
            "During the night, this could not be done: %(what)s. %(why)s Nothing was "
            "changed here. It is tried again every night, and this activity goes away "
            "by itself once it succeeds.",
            what=step.text._translate(self.env.lang or "en_US"),
            why=why,
        )

    @api.model
    def _forget(self, failures):
        """Take back the notices on records that do not fail any more.

        :param dict failures: those of this night, by model and id
        """
        activities = self.env["mail.activity"].sudo()
        notices = activities.search([("entretien_topic", "=", "night")])
        notices.filtered(
            lambda item: (item.res_model, item.res_id) not in failures
        ).unlink()
