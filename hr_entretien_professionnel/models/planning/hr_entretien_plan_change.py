"""What changing the plan of an interview brings."""

from datetime import date, datetime
from typing import NamedTuple

from odoo import api, models
from odoo.tools.misc import format_date

from ..interview.entretien_states import HELD_STATES


class PlanFacts(NamedTuple):
    """The fields of the plan, as they were before a change."""

    state: str
    date_planned: datetime
    date_planned_end: datetime
    location: str
    is_video: bool
    date_held: date
    interviewer_id: models.BaseModel


class HrEntretienPlanChange(models.AbstractModel):
    """The calendar, the proof file and the people follow a date, a place or somebody
    who conducts it, whoever changes them and wherever; all in sudo."""

    _name = "hr.entretien.plan.change"
    _description = "What a Change of the Plan Brings"

    @api.model
    def _facts(self, entretiens):
        """What the interviews are before a change: ``PlanFacts`` by their id."""
        return {
            item.id: PlanFacts(*(item[name] for name in PlanFacts._fields))
            for item in entretiens.sudo()
        }

    @api.model
    def _follow(self, entretiens, before):
        """
        :param dict before: what ``_facts`` said
        """
        for entretien in entretiens:
            facts, new = before[entretien.id], entretien.interviewer_id
            if facts.state == "held" and entretien.date_held != facts.date_held:
                self._prove_day_corrected(entretien, facts.date_held)
            if new != facts.interviewer_id:
                if new:
                    self.env["hr.entretien.interviewer"]._check_choice(entretien)
                entretien.settled_manager_id = entretien.manager_id
        planned = entretiens.filtered(lambda item: item.state == "planned")
        if planned:
            former = {key: facts.interviewer_id for key, facts in before.items()}
            self.env["calendar.event"]._entretien_sync(planned, former)
        were = entretiens.filtered(lambda item: before[item.id].state == "planned")
        if off := (were - planned).filtered(self._is_off):
            off.event_id._entretien_drop()
        for entretien in were:
            facts = before[entretien.id]
            if entretien in planned:
                self._follow_date(entretien, facts)
                self._follow_interviewer(entretien, facts.interviewer_id)
            if entretien not in planned or entretien.date_planned != facts.date_planned:
                self._drop_unavailable(entretien)

    @api.model
    def _prove_day_corrected(self, entretien, before):
        """The day it was held may be corrected: not without a line that says so."""
        env, day = entretien._company_words().env, entretien.date_held
        note = f"{format_date(env, before)} → {format_date(env, day)}"
        entretien._add_proof("held", note, day)

    @api.model
    def _is_off(self, entretien):
        """Given up; or held before its day: nobody is expected on a day to come."""
        day, planned = entretien.employee_id._entretien_day, entretien.date_planned
        if entretien.state in HELD_STATES:
            return bool(planned) and day(planned) > day()
        return True

    @api.model
    def _follow_date(self, entretien, before):
        """Proved, and sent: to an employee who was not invited yet when it was moved in
        the calendar, or postponed."""
        # Only code in sudo says so: anybody may send a context.
        context = self.env.context if self.env.su else {}
        asked = context.get("entretien_postponed")
        names = ("date_planned", "location", "is_video")
        same = all((entretien[x] or "") == (getattr(before, x) or "") for x in names)
        if same and not asked:
            return
        note = f"{entretien._plan_text(before)} → {entretien._plan_text()}"
        note = "\n".join(filter(None, (note, asked)))
        entretien._take_step("postpone" if asked else "move", note=note)
        if asked or context.get("entretien_moved") or entretien._is_invited():
            self._queue(entretien, "moved")

    @api.model
    def _follow_interviewer(self, entretien, former):
        new = entretien.interviewer_id
        if former == new:
            return
        nobody = entretien._company_words().env._("nobody")
        note = f"{former.name or nobody} → {new.name or nobody}"
        entretien._add_proof("interviewer", note)
        if new:
            entretien._drop_check("_handed_over_note")
            self._queue(entretien, "interviewer")

    @api.model
    def _queue(self, entretien, kind):
        """To the employee, and to the interviewer when it is somebody else who acts."""
        people = entretien.employee_id
        if entretien.interviewer_id.user_id != self.env.user:
            people |= entretien.interviewer_id
        self.env["hr.entretien.message"]._queue(entretien, kind, people)

    @api.model
    def _drop_unavailable(self, entretien):
        """Nobody has to find another date any more: there is one, or none is needed.

        The message that waits would say that they are not available on the new one.
        """
        entretien.entretien_message_ids.filtered(
            lambda item: (
                item.kind == "unavailable" and item.state in ("waiting", "no_address")
            )
        ).state = "cancelled"
        entretien._drop_check("_unavailable_note")
        entretien._drop_check("_declined_note")
