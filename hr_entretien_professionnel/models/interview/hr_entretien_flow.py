"""The steps of an interview, as the people who hold it take them."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..window import open_dialog, open_record
from .hr_entretien import OPEN_STATES


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def action_plan(self):
        """The date and the interviewer are settled: in the calendars, and proved.

        :raises UserError: the date or the interviewer is missing
        """
        self._check_step(OPEN_STATES)
        for entretien in self:
            if not (entretien.date_planned and entretien.interviewer_id):
                raise UserError(
                    self.env._(
                        "%(name)s: give the date of the interview and who holds it.",
                        name=entretien.display_name,
                    )
                )
        new = self.filtered(lambda item: item.state == "to_plan")
        new._step({"state": "planned"})
        new._record_planned()
        new._ensure_grille_version()
        self._close_to_plan()

    def action_mark_held(self):
        """The interview took place: on its planned day, or today."""
        self._check_step(OPEN_STATES)
        for entretien in self:
            entretien._step(
                {
                    "state": "held",
                    "date_held": entretien.date_held or entretien._planned_day(),
                }
            )
            entretien._add_proof("held", day=entretien.date_held)
        self._close_to_plan()

    def action_decline(self, motive=None, day=None):
        """The employee refuses in writing; without a motive, ask for it.

        The refusal meets the obligation of that date (the employer made the offer): the
        next period runs from its day.

        :param str motive: what the employee wrote
        :param date day: the day of his letter, today by default
        """
        self._check_step(OPEN_STATES)
        if not motive:
            return self._ask_motive("decline")
        self._decline(motive, self._read_day(day))

    def action_cancel(self, motive=None):
        """HR: this interview will not take place; without a motive, ask for it.

        Who holds it may, too, once another was held in its place. Who expected the
        meeting is told.
        """
        # What has an état des lieux handed over took place.
        self.sudo().bilan_id._check_not_frozen()
        if not all(entretien.is_moot for entretien in self):
            self._check_hr()
        self._check_step((*OPEN_STATES, "held"))
        if not motive:
            return self._ask_motive("cancel")
        expected = self.filtered(lambda item: item._is_ahead())
        self.filtered("date_presented")._withdraw_document(motive)
        # HR's decision is not undone when the employee comes back.
        self._step({"state": "cancelled", "motive": motive, "date_left": False})
        self._add_proof("cancelled", note=motive)
        expected._notify_off()
        self._close_to_plan()

    def action_reopen(self, motive=None):
        """HR: take up again what was closed, declined or cancelled, with a motive."""
        self._check_hr()
        self._check_step(("closed", "declined", "cancelled"))
        if not motive:
            return self._ask_motive("reopen")
        for entretien in self:
            document = entretien._frozen_file("final")
            entretien._reopen_document(motive)
            values = {"motive": motive, "date_left": False}
            entretien._step({**values, **entretien._prepare_reopen_values()})
            entretien._add_proof("reopened", note=motive, document=document)
        self.env["hr.entretien.departure"]._keep_open(self)

    def action_open_form(self):
        """The interview itself, from a line of a list."""
        self.ensure_one()
        return open_record(self)

    def action_print(self):
        """The document of the interview, as a PDF."""
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_report"
        ).report_action(self)

    def _prepare_reopen_values(self):
        self.ensure_one()
        if self.state == "closed" or self.date_held:
            return {"state": "held", "date_copy_delivered": False}
        return {
            "state": "planned" if self.date_planned else "to_plan",
            "date_declined": False,
            "declined_how": False,
        }

    def _planned_day(self):
        """The planned day in the user's time zone, never later than today."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if not self.date_planned:
            return today
        planned = fields.Datetime.context_timestamp(self, self.date_planned).date()
        return min(planned, today)

    @api.model
    def _read_day(self, day):
        """
        :param day: what was sent for a date; nothing at all is None
        :rtype: date
        :raises UserError: it is none
        """
        try:
            return fields.Date.to_date(day) if day else None
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("This is not a date: %s", day)) from error

    def _step(self, vals):
        """Write a step that was checked: the state is not writable otherwise.

        :raises UserError: what comes with it, a motive say, is no text
        """
        self.sudo(False)._check_readable(vals)
        self.sudo().write(vals)

    def _check_step(self, states):
        """The user may take this step, and the interview is where it starts.

        :param tuple states: the states that the step starts from
        """
        self._check_lead()
        labels = dict(self._fields["state"]._description_selection(self.env))
        for entretien in self:
            if entretien.state not in states:
                raise UserError(
                    self.env._(
                        "%(name)s is “%(state)s”: this step is not possible.",
                        name=entretien.display_name,
                        state=labels[entretien.state],
                    )
                )

    def _check_lead(self):
        self.check_access("read")
        if self - self._led_by_user():
            raise AccessError(
                self.env._(
                    "Only HR, the interviewer and the managers above the employee may "
                    "do this."
                )
            )

    def _check_hr(self):
        if not (self.env.su or self._user_is_hr()):
            raise AccessError(self.env._("Only HR may do this."))

    def _ask_motive(self, kind):
        """Open the small window that asks why."""
        return open_dialog(
            "hr.entretien.motive",
            self.env._("Why?"),
            entretien_ids=self.ids,
            kind=kind,
            seen=self._states_seen(),
        )

    def _states_seen(self):
        """Where these interviews stand, to be compared with where they stand later."""
        return ",".join(f"{item.id} {item.state}" for item in self.sorted("id"))
