"""The interview that did not take place: absence, refusal, offer declined."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_datetime

from ..window import open_dialog
from .hr_entretien import OFFERED_MOTIFS


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    no_show_count = fields.Integer(
        string="No-Shows",
        copy=False,
        readonly=True,
        help="How many times the employee did not come; it meets no obligation.",
    )
    declined_how = fields.Selection(
        [
            ("letter", "Declined by letter"),
            ("mail", "Declined by e-mail"),
            ("oral", "Declined by word of mouth"),
        ],
        string="How It Was Declined",
        readonly=True,
        copy=False,
        help="After an absence, how the offer was declined; elsewhere a refusal is in "
        "writing. By word of mouth it meets that return and moves no other date.",
    )

    _oral_on_return = models.Constraint(
        "CHECK (declined_how IS DISTINCT FROM 'oral' "
        "OR motif IN ('return', 'before_leave'))",
        "Only what is offered around an absence may be declined by word of mouth.",
    )

    def action_no_show(self, day=None, note=None):
        """The employee did not come: it is to plan again; without a day, ask for it.

        It meets nothing in law (no date of the employee moves): a second invitation is
        due.

        :param date day: the day he was expected
        :param str note: what is known of it
        """
        self._check_step(("planned",))
        if not day:
            return self._ask_no_show()
        day = self._read_day(day)
        self._check_no_show_day(day)
        for entretien in self:
            entretien._add_proof("absence", note=entretien._no_show_text(note), day=day)
            entretien._step(
                {
                    "state": "to_plan",
                    "date_planned": False,
                    "no_show_count": entretien.no_show_count + 1,
                }
            )
        self._schedule_reinvitation()

    def _ask_no_show(self):
        self.ensure_one()
        return open_dialog(
            "hr.entretien.no.show",
            self.env._("The Employee Did Not Come"),
            entretien_id=self.id,
            day=self._planned_day(),
        )

    def _check_no_show_day(self, day):
        if day > fields.Date.context_today(self):
            raise UserError(self.env._("Nobody is absent on a day to come."))

    def _no_show_text(self, note):
        """When he was expected, which the interview itself forgets."""
        self.ensure_one()
        speaking = self.with_context(lang=self._report_lang()).env
        zone = self.employee_id._entretien_tz().zone
        planned = format_datetime(
            speaking, self.date_planned, tz=zone, dt_format="short"
        )
        expected = speaking._("Expected on %(date)s.", date=planned)
        return "\n".join(filter(None, (expected, note)))

    def _schedule_reinvitation(self):
        """The interviewer is told to invite again; planning does away with it."""
        today = fields.Date.context_today(self)
        for entretien in self.sudo():
            entretien.activity_ids._entretien_about("to_plan").unlink()
            self.env["mail.activity"]._entretien_schedule(
                entretien, "to_plan", today, "_no_show_activity_note"
            )
            entretien.deadline_told = entretien.date_due

    def _no_show_activity_note(self, today):
        self.ensure_one()
        return self.env._(
            "The employee did not come. This meets no obligation: agree on another day "
            "and invite again, in writing."
        )

    def _decline(self, motive, day=None, attachments=None, how=None):
        """The employee refuses in writing, or declines what he was offered.

        :param str motive: what he wrote, or said
        :param date day: the day of his letter, today by default
        :param attachments: ``ir.attachment``: the letter
        :param str how: after an absence, how he declined (``letter mail oral``): by
            word of mouth it meets that return alone and starts no period
        """
        day = day or fields.Date.context_today(self)
        for entretien in self:
            offered = entretien.motif in OFFERED_MOTIFS
            entretien._step(
                {
                    "state": "declined",
                    "date_declined": day,
                    "declined_how": offered and how,
                    "motive": motive,
                }
            )
            entretien._add_proof(
                "offer_declined" if offered else "refusal",
                note=entretien._decline_note(motive),
                day=day,
                attachments=attachments,
            )
        self._close_to_plan()

    def _decline_note(self, motive):
        self.ensure_one()
        speaking = self.with_context(lang=self._report_lang()).env
        ways = dict(self._fields["declined_how"]._description_selection(speaking))
        return "\n".join(filter(None, (ways.get(self.declined_how), motive)))
