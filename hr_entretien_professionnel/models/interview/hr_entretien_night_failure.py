"""What the night could not do: HR is told once, until it succeeds."""

import logging

from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_entretien_reconcile import QUIET

_logger = logging.getLogger(__name__)
COLUMN_BY_COLUMN = {"prefetch_fields": False}
KIND = "hr_entretien_professionnel.mail_activity_entretien_failed"


class ResCompany(models.Model):
    _inherit = "res.company"

    def _entretien_told_of_failures(self):
        """HR in charge, else the HR administrator who has been there longest.

        He has an e-mail address and works in the company; never OdooBot.

        :returns: ``res.users``, in sudo, empty when there is nobody
        """
        self.ensure_one()
        company = self.sudo()
        administrators = self.env.ref("hr.group_hr_manager").sudo().all_user_ids
        people = company.entretien_responsible_id + administrators.sorted(
            "id"
        ).filtered("email")
        robot = self.env.ref("base.user_root")
        return people.filtered(
            lambda user: (
                user.active
                and not user.share
                and user != robot
                and company in user.company_ids
            )
        )[:1]


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _failure_record(self):
        """Where HR reads that a step of the night failed on this record.

        Every model that has a step of the night says it: an interview or an employee.
        """
        return self

    @api.model
    def _note_failure_apart(self, step, record_id, error, failures):
        """See ``_note_failure``; when HR cannot be told, the night goes on."""
        try:
            with self.env.cr.savepoint():
                self._note_failure(step, record_id, error, failures)
        except errors.SerializationFailure:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.exception("Entretien: nobody told of id %s", record_id)

    @api.model
    def _note_failure(self, step, record_id, error, failures):
        """Tell HR of a record that a step of the night failed on.

        Its row may be what cannot be read: of it, only the columns named here are.

        :param step: the method that failed, of the record's own model
        :param int record_id:
        :param error: the exception
        :param dict failures: where the activity is noted, to be kept tonight
        """
        model = step.__self__.sudo().with_context(**COLUMN_BY_COLUMN)
        record = model.browse(record_id)._failure_record()
        user = record.company_id._entretien_told_of_failures()
        failures[record._name, record.id] = error
        if not user:
            return
        here = self.with_context(lang=user._entretien_lang())
        note = here._failure_note(step.__name__, error)
        known = record.activity_ids.filtered(
            lambda item: item.activity_type_id == self.env.ref(KIND)
        )
        if known:
            known.filtered(lambda item: item.note != note).note = note
        else:
            self._schedule_failure(record, user, note)

    @api.model
    def _schedule_failure(self, record, user, note):
        kind = self.env.ref(KIND)
        context = {**QUIET, **COLUMN_BY_COLUMN}
        activity = (
            self.env["mail.activity"]
            .sudo()
            .with_context(**context)
            .create(
                {
                    "activity_type_id": kind.id,
                    "summary": kind.with_context(lang=user._entretien_lang()).name,
                    "note": note,
                    "res_model_id": self.env["ir.model"]._get_id(record._name),
                    "res_id": record.id,
                    "user_id": user.id,
                    "automated": True,
                    "date_deadline": fields.Date.context_today(self),
                }
            )
        )
        # The name of the record, read now rather than with its whole row.
        activity.flush_recordset()

    @api.model
    def _failure_note(self, step, error):
        """What failed and why, in the language of the environment.

        :param str step: the name of the method
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
            what=self._failed_step_text(step),
            why=why,
        )

    @api.model
    def _failed_step_text(self, step):
        texts = {
            "_entretien_open_batch": self.env._("open the interview that comes due"),
            "_begin_batch": self.env._("note that a leave has begun"),
            "_take_up_batch": self.env._("open the interview of who is back again"),
            "_set_aside_batch": self.env._("set aside the interview of who left"),
            "_mend_batch": self.env._("bring what is open up to date"),
            "_warn_batch": self.env._("warn that a planned interview must move"),
            "_hand_over_batch": self.env._("give the interview to who should hold it"),
            "_refresh_at_night": self.env._("examine the period of the état des lieux"),
            "_tell_batch": self.env._("remind of what was decided"),
            "_entretien_mend_exposure": self.env._(
                "tell what the état des lieux would cost"
            ),
            "_open_abondements": self.env._("open an abondement correctif"),
            "_withdraw_batch": self.env._("withdraw an abondement correctif"),
            "_remind_batch": self.env._("remind of an abondement correctif to pay"),
        }
        return texts.get(step, step)

    @api.model
    def _forget_failures(self, failures):
        """Take back what was told of records that do not fail any more.

        :param dict failures: those of this night, by model and id
        """
        kind = self.env.ref(KIND)
        told = (
            self.env["mail.activity"]
            .sudo()
            .search([("activity_type_id", "=", kind.id), ("automated", "=", True)])
        )
        told.filtered(
            lambda item: (item.res_model, item.res_id) not in failures
        ).unlink()


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _failure_record(self):
        return self
