"""What changing the plan of an interview brings."""

from typing import NamedTuple

from odoo import api, models

from ..interview.hr_entretien import HELD_STATES


class PlanFacts(NamedTuple):
    """What was settled before a change."""

    state: str
    start: object
    place: tuple
    # When and where, in the company's language; empty unless it was planned.
    text: str
    interviewer: object


class HrEntretienPlanChange(models.AbstractModel):
    """The calendar, the proof file and the people follow a date, a place or somebody
    who conducts it, whoever changes them and wherever; all in sudo.
    """

    _name = "hr.entretien.plan.change"
    _description = "What a Change of the Plan Brings"

    @api.model
    def _facts(self, entretiens):
        """What the interviews are before a change: ``PlanFacts`` by their id."""
        return {
            item.id: PlanFacts(
                item.state,
                item.date_planned,
                (item.location or "", item.is_video),
                item._plan_text() if item.state == "planned" else "",
                item.interviewer_id,
            )
            for item in entretiens.sudo()
        }

    @api.model
    def _follow(self, entretiens, before, notify):
        """
        :param dict before: what ``_facts`` said
        :param str notify: ``always`` sends the employee the new date, invited or not;
            ``never`` leaves that to the caller
        """
        for entretien in entretiens:
            if entretien.interviewer_id != before[entretien.id].interviewer:
                entretien.settled_manager_id = entretien.manager_id
        planned = entretiens.filtered(lambda item: item.state == "planned")
        former = {key: facts.interviewer for key, facts in before.items()}
        self.env["calendar.event"]._entretien_sync(planned, former)
        off = (entretiens - planned).filtered(
            lambda item: before[item.id].state == "planned" and self._is_off(item)
        )
        off.event_id._entretien_drop()
        for entretien in entretiens:
            facts = before[entretien.id]
            if facts.state != "planned":
                continue
            if entretien.state == "planned":
                self._follow_date(entretien, facts, notify)
                self._follow_interviewer(entretien, facts.interviewer)
            if (entretien.state, entretien.date_planned) != (facts.state, facts.start):
                self._drop_unavailable(entretien)

    @api.model
    def _is_off(self, entretien):
        """Given up; or held before its day: nobody is expected on a day to come."""
        day = entretien.employee_id._entretien_day
        planned = entretien.date_planned
        given_up = entretien.state not in HELD_STATES
        return given_up or bool(planned and day(planned) > day())

    @api.model
    def _follow_date(self, entretien, before, notify):
        place = (entretien.location or "", entretien.is_video)
        same = (before.start, before.place) == (entretien.date_planned, place)
        if same or notify == "never":
            return
        self._prove_new_date(entretien, before, "move")
        if notify == "always" or entretien._is_invited():
            self._queue(entretien, "moved")

    @api.model
    def _prove_new_date(self, entretien, before, code, reason=None):
        note = f"{before.text} → {entretien._plan_text()}"
        entretien._take_step(code, note="\n".join(filter(None, (note, reason))))

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
