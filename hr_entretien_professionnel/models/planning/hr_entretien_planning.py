"""What planning, moving or giving up a date leaves: proofs, messages, a meeting."""

from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ..interview.hr_entretien import LEGAL_MOTIFS

PLAN_FIELDS = {
    "state",
    "date_planned",
    "duration",
    "location",
    "is_video",
    "video_url",
    "interviewer_id",
}
# The days and the hours that calendars and time zones can reckon with.
FIRST_YEAR, LAST_YEAR = 1950, 2150
MAX_HOURS = 24
# By these the employee knows of his interview: a change of date has to be told.
TOLD = ("invitation", "reinvitation", "letter", "offer")


class PlanFacts(NamedTuple):
    """What was settled before a change."""

    state: str
    slot: str
    start: object
    place: str
    interviewer: object


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_readable(vals)
            self._check_slot_values(vals)
        entretiens = super().create(vals_list)
        for entretien, vals in zip(entretiens, vals_list, strict=True):
            if vals.get("interviewer_id"):
                entretien._check_choice_of_interviewer()
        entretiens.filtered(lambda item: item.state == "planned")._sync_meetings()
        return entretiens

    def write(self, vals):
        if not vals.keys() & PLAN_FIELDS:
            return super().write(vals)
        self._check_readable(vals)
        self._check_slot_values(vals)
        before = {item.id: item._plan_facts() for item in self}
        result = super().write(vals)
        for entretien in self.sudo() if vals.get("interviewer_id") else ():
            if entretien.interviewer_id != before[entretien.id].interviewer:
                entretien.with_env(self.env)._check_choice_of_interviewer()
        # Only code in sudo says how people are told: anybody may send a context.
        self._plan_changed(
            before, self.env.su and self.env.context.get("entretien_tell")
        )
        return result

    @api.model
    def _check_slot_values(self, vals):
        """Before anything is computed of them.

        :raises UserError: no calendar has such a day, or no interview lasts so long
        """
        start = vals.get("date_planned")
        start = fields.Datetime.to_datetime(start) if start else None
        if start and not FIRST_YEAR <= start.year <= LAST_YEAR:
            raise UserError(
                self.env._(
                    "Check the year of the interview: %(year)s.", year=start.year
                )
            )
        hours = vals.get("duration") or 0
        if not 0 <= hours <= MAX_HOURS:
            raise UserError(self.env._("An interview lasts between 0 and 24 hours."))

    def _may_be_deleted(self):
        """A line of the proof file keeps its interview."""
        return super()._may_be_deleted() and not self.sudo().proof_ids

    # -- what a change brings ----------------------------------------------------------

    def _plan_facts(self):
        here = self.sudo()
        return PlanFacts(
            here.state,
            here._company_words()._slot_text() if here.state == "planned" else "",
            here.date_planned,
            here._place_text(),
            here.interviewer_id,
        )

    def _company_words(self):
        """The interview in its company's language, as the proof file is written."""
        return self.with_context(lang=self.sudo().company_id._entretien_lang())

    def _plan_changed(self, before, tell):
        """The calendar, the proof file and the people follow what was changed.

        :param dict before: :class:`PlanFacts` by interview id
        :param str tell: ``always`` tells the employee of a new date, invited or not;
            ``never`` leaves that to the caller
        """
        here = self.sudo()
        for entretien in here:
            if entretien.interviewer_id != before[entretien.id].interviewer:
                entretien.settled_manager_id = entretien.manager_id
        planned = here.filtered(lambda item: item.state == "planned")
        planned._sync_meetings(
            {key: facts.interviewer for key, facts in before.items()}
        )
        (here - planned).filtered(
            lambda item: (
                before[item.id].state == "planned"
                and (
                    item.state not in ("held", "closed")
                    or item._meeting_has_no_object()
                )
            )
        )._drop_meetings()
        for entretien in planned:
            facts = before[entretien.id]
            if facts.state == "planned":
                entretien._tell_new_date(facts, tell)
                entretien._tell_new_interviewer(facts)
        for entretien in here:
            facts = before[entretien.id]
            now = (entretien.state, entretien.date_planned)
            if facts.state == "planned" and now != (facts.state, facts.start):
                entretien._date_seen_to()

    def _date_seen_to(self):
        """Nobody is to find another date any more: there is one, or none is needed.

        The message that waits would say that he is not available on the new one.
        """
        self.entretien_message_ids.filtered(
            lambda item: (
                item.kind == "unavailable" and item.state in ("waiting", "no_address")
            )
        ).state = "cancelled"
        self._drop_check("_unavailable_note")
        self._drop_check("_declined_note")

    def _meeting_has_no_object(self):
        """It was held before its day: nobody is expected any more on a day to come."""
        self.ensure_one()
        planned, person = self.date_planned, self.employee_id
        return bool(
            planned and person._entretien_day(planned) > person._entretien_day()
        )

    def _tell_new_date(self, before, tell):
        same = (before.start, before.place) == (self.date_planned, self._place_text())
        if same or tell == "never":
            return
        self._add_proof("moved", self._moved_note(before))
        if tell == "always" or self._was_told():
            self._queue_moved()

    def _was_told(self):
        """The employee was invited: he knows of the date."""
        return any(line.kind in TOLD for line in self.sudo().proof_ids)

    def _told_since(self):
        """When the employee was first told of it, at the latest by what they sign.

        :rtype: datetime, naive UTC; False when they were not
        """
        told = self.sudo().proof_ids.filtered(lambda line: line.kind in TOLD)
        moments = [*told.mapped("create_date"), self.sudo().date_presented]
        return min(filter(None, moments), default=False)

    def _queue_moved(self):
        self.env["hr.entretien.message"]._queue(self, "moved", self._people_to_tell())

    def _people_to_tell(self):
        """The employee, and the interviewer when it is somebody else who acts."""
        people = self.employee_id
        if self.interviewer_id.user_id != self.env.user:
            people |= self.interviewer_id
        return people

    def _moved_note(self, before):
        here = self._company_words()
        return here.env._(
            "%(before)s → %(after)s",
            before=", ".join(filter(None, (before.slot, before.place))),
            after=", ".join(filter(None, (here._slot_text(), here._place_text()))),
        )

    def _tell_new_interviewer(self, before):
        if before.interviewer == self.interviewer_id:
            return
        self._add_proof("interviewer", self._interviewer_note(before.interviewer))
        if self.interviewer_id:
            self._drop_check("_handed_over_note")
            people = self._people_to_tell()
            self.env["hr.entretien.message"]._queue(self, "interviewer", people)

    def _interviewer_note(self, former):
        nobody = self._company_words().env._("nobody")
        return f"{former.name or nobody} → {self.interviewer_id.name or nobody}"

    def _place_text(self):
        """Where: the room, or by video; the link is in the invitation."""
        here = self.sudo()
        video = here.is_video and self._company_words().env._("by video")
        return ", ".join(filter(None, (here.location, video)))

    # -- planned -----------------------------------------------------------------------

    def _record_planned(self):
        """The line of the proof file: when, where, with whom."""
        for entretien in self.sudo():
            here = entretien._company_words()
            entretien._add_proof(
                "planned",
                ", ".join(
                    filter(
                        None,
                        (
                            here._slot_text(),
                            here._place_text(),
                            here.interviewer_id.name,
                        ),
                    )
                ),
            )

    # -- postponed ---------------------------------------------------------------------

    def action_postpone(self):
        """Ask for another date, who wants it and why."""
        self.ensure_one()
        self._check_step(("planned",))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Postpone"),
            "res_model": "hr.entretien.postpone",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entretien_id": self.id},
        }

    def _postpone(self, date, reason, asked_by, duration=None):
        """Another date, asked for: in the proof file, the calendar, and told.

        :param datetime date: naive UTC
        :param str reason: in the words of who asks
        :param str asked_by: ``employee`` or ``employer``
        :param float duration: hours; as before by default
        :raises UserError: not planned, or the date is past
        """
        self.ensure_one()
        self._check_step(("planned",))
        if date <= fields.Datetime.now():
            raise UserError(
                self.env._("Postpone to a date to come: this one is already past.")
            )
        here = self.sudo()
        before = here._plan_facts()
        values = {"date_planned": date, "duration": duration or here.duration}
        here.with_context(entretien_tell="never").write(values)
        here._add_proof("postponed", here._postponed_note(before, reason, asked_by))
        here._queue_moved()

    def _postponed_note(self, before, reason, asked_by):
        here = self._company_words()
        asked = {
            "employee": here.env._("Asked by the employee"),
            "employer": here.env._("Asked by the employer"),
        }[asked_by]
        return f"{self._moved_note(before)}\n{asked} : {reason}"

    # -- not available -----------------------------------------------------------------

    def _declare_unavailable(self, note):
        """The employee cannot come on that date: who holds it decides.

        Called by the employee's page, after it checked who he is. The date stands until
        the interviewer moves it.

        :param str note: in the employee's words; may be empty
        :raises UserError: the interview is not planned
        """
        for entretien in self.sudo():
            if entretien.state != "planned":
                raise UserError(
                    self.env._(
                        "This interview has no date any more: nothing to decline."
                    )
                )
            entretien._record_unavailable(note, entretien._account_of_employee())

    def _account_of_employee(self):
        """The user who acts, when he is the employee; nobody for a link."""
        users = self.employee_id.user_id
        return users if users == self.env.user else users.browse()

    def _record_unavailable(self, note, user):
        self._add_proof_of_employee("unavailable", note or None, user)
        today = fields.Date.context_today(self)
        self._schedule_check(today, "_unavailable_note", at_once=True)
        if self.interviewer_id:
            self.env["hr.entretien.message"]._queue(
                self, "unavailable", self.interviewer_id
            )

    def _unavailable_note(self, today):
        said = self.sudo().proof_ids.filtered(lambda line: line.kind == "unavailable")
        text = self.env._(
            "The employee is not available on %(slot)s: choose another date.",
            slot=self._slot_text(),
        )
        return plaintext2html("\n".join(filter(None, (text, said[:1].note))))

    # -- given up ----------------------------------------------------------------------

    def _back_to_plan(self, note):
        """The date falls: out of the calendars, to plan again, kept in the proof file.

        :param str note: why, in the company's language
        """
        here = self.sudo()
        here._add_proof("cancelled", note)
        for entretien in here:
            entretien.date_fallen = entretien.date_planned
        here.write({"state": "to_plan", "date_planned": False})
        legal = here.filtered(lambda item: item.motif in LEGAL_MOTIFS)
        legal._mend_batch(legal.ids, fields.Date.context_today(self))

    def _tell_off(self, left=False):
        """Who expected the meeting knows that it does not take place: the interviewer,
        unless it is he who acts, and the employee who was invited.

        Who has left is written to at home, or not at all: his work address is the
        company's.

        :param bool left: for that very reason. Then nothing leaves for the employee:
            whether to write to his home is for HR to decide, who knows how he left.
        """
        for entretien in self.sudo():
            people, employee = entretien.interviewer_id, entretien.employee_id
            if people.user_id == self.env.user:
                people = people.browse()
            reached = employee.active or employee._entretien_address(own=True)
            if reached and not left and entretien._was_told():
                people |= employee
            self.env["hr.entretien.message"]._queue(entretien, "cancelled", people)
