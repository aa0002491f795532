from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import plaintext2html
from odoo.tools.misc import format_date

from ..bulk import write_each
from ..employee.hr_employee import NOT_CONCERNED_CODES
from ..interview.entretien_states import LEGAL_MOTIFS, LEGAL_OPEN
from ..message.message_kinds import GONE, UNWRITTEN


class HrEntretienDeparture(models.AbstractModel):
    """Nothing is due after the end of the contract (L.6315-1): what is still open is
    set aside, with the day and the reason; it is opened again when the employee is.

    Left alone: a meeting whose time is past, which may have taken place (HR says so or
    not), and what was held, whose copy is still to be handed over.
    """

    _name = "hr.entretien.departure"
    _description = "What Becomes of the Interviews of Leavers"

    def _follow(self, employees):
        """These people were archived, are back or their contract ends another day: at
        once what the night would do."""
        today = fields.Date.context_today(self)
        only = Domain("employee_id", "in", employees.ids)
        there = Domain("employee_id", "in", employees.filtered("active").ids)
        if back := self._to_take_up(today, there):
            self._take_up_batch(back, today)
        if gone := self._to_set_aside(today, only):
            self._set_aside_batch(gone, today)
        only &= Domain("id", "not in", gone)
        aside = self._interviews().search(only & Domain("date_left", "!=", False))
        for entretien in aside.filtered(self._is_of_this_employment):
            # HR gives, or corrects, the day of departure afterwards: said everywhere.
            day = entretien.employee_id.departure_date
            if not day or day == entretien.date_left:
                continue
            entretien.date_left = day
            if self._may_stand(entretien) and self._is_before(entretien):
                self._stand(entretien)
                continue
            entretien.motive = self._motive(entretien, day)
            entretien._add_proof("other", entretien.motive)
            if entretien.activity_ids._entretien_about("_left_note"):
                entretien._schedule_check(day, "_left_note", to_hr=True)

    def _interviews(self, ids=()):
        return self.env["hr.entretien"].sudo().browse(ids)

    # -- left --------------------------------------------------------------------------

    def _to_set_aside(self, today, only=Domain.TRUE):
        """Ids of the open interviews of employees archived, or whose contract is over
        for more days than may lie between two; not a meeting that may have taken place.
        """
        gone = self.env["hr.entretien.interviewer"]._absent_domain("employee_id", today)
        ahead = Domain("date_planned", ">", fields.Datetime.now())
        still_open = Domain("state", "=", "to_plan")
        still_open |= Domain("state", "=", "planned") & ahead
        still_open &= Domain("kept_open", "=", False)
        found = self._interviews().search(only & gone & still_open)
        return found.filtered(lambda item: not self._is_before(item)).ids

    def _is_before(self, entretien):
        """Planned on a day when the employee is still there: the last one is known."""
        employee, planned = entretien.employee_id, entretien.date_planned
        last = employee.departure_date
        return bool(last and planned and employee._entretien_day(planned) <= last)

    def _set_aside_batch(self, ids, today):
        """With the day of departure of the card, else the end of the contract, when it
        is past; else the day it is noticed."""
        entretiens = self._interviews(ids)
        planned = entretiens.filtered(lambda item: item.state == "planned")
        values = []
        for entretien in entretiens:
            employee = entretien.employee_id
            ended = employee.entretien_end_date
            noticed = ended if ended and ended < today else today
            left = employee.departure_date or noticed
            values.append({"date_left": left, "motive": self._motive(entretien, left)})
        write_each(entretiens, values)
        entretiens.employee_id.flush_recordset()
        entretiens._take_step("set_aside", note=lambda item: item.motive)
        entretiens._keep_plans()
        # Not before: what is deleted empties the memory of all that was read.
        entretiens.activity_ids.filtered("automated").unlink()
        planned._schedule_check(today, "_left_note", to_hr=True)

    def _motive(self, entretien, left):
        speaking = entretien._company_words()
        text = speaking.env._(
            "Departure of %(name)s on %(date)s: nothing is due after the end of the "
            "contract.",
            name=entretien.employee_id.name,
            date=format_date(speaking.env, left),
        )
        if not entretien.date_planned:
            return text
        cancelled = speaking.env._(
            "The meeting of %(slot)s is cancelled.", slot=speaking._slot_text()
        )
        return f"{text} {cancelled}"

    def _note(self, entretien):
        texts = [
            self.env._(
                "Departure of %(name)s on %(date)s: the meeting of %(slot)s is taken "
                "off the calendar.",
                name=entretien.employee_id.name,
                date=format_date(self.env, entretien.date_left),
                slot=entretien._slot_text(),
            ),
            entretien.date_invited
            and self.env._(
                "The employee, who had been invited, is not written to: it is for you "
                "to say whether they are to be notified."
            ),
            self.env._(
                "The interview opens again by itself if the employee is back, with a "
                "contract that runs."
            ),
        ]
        return plaintext2html("\n".join(filter(None, texts)))

    # -- back --------------------------------------------------------------------------

    def _to_take_up(self, today, only=Domain.TRUE):
        """Ids of the interviews set aside whose employee is there again.

        One of them for each employee at the most stands for what the law asks for, and
        none when another one was opened or nothing is due. Hired again, an employee
        starts afresh: what was left of an earlier employment stays as it is.
        """
        people = self.env["hr.employee"]
        back = people._entretien_followed_domain(today, "employee_id.") & Domain(
            "employee_id.entretien_block_code", "not in", NOT_CONCERNED_CODES
        )
        aside = Domain("state", "=", "cancelled") & Domain("date_left", "!=", False)
        found = self._interviews().search(only & aside & back, order="id desc")
        found = found.filtered(self._is_of_this_employment)
        legal = found.filtered(lambda item: item.motif in LEGAL_MOTIFS)
        theirs = LEGAL_OPEN & Domain("employee_id", "in", legal.employee_id.ids)
        kept, busy = found - legal, self._interviews().search(theirs).employee_id
        for entretien in legal:
            employee = entretien.employee_id
            if employee not in busy and employee._entretien_due():
                kept |= entretien
                busy |= employee
        return sorted(kept.ids)

    def _is_of_this_employment(self, entretien):
        """Set aside since they were hired, the gap between contracts included."""
        start = entretien.employee_id.entretien_hire_date
        return not start or start <= entretien.date_left

    def _take_up_batch(self, ids, today):
        entretiens = self._interviews(ids)
        standing = entretiens.filtered(self._may_stand)
        for entretien in standing:
            self._stand(entretien)
        back = entretiens - standing
        back.activity_ids.filtered("automated").unlink()
        back._back_to_plan(
            "take_up",
            lambda item: item._company_words().env._(
                "The employee is back: the interview is to plan again."
            ),
        )

    def _messages(self, entretien, *states):
        return entretien.entretien_message_ids.filtered(
            lambda item: item.kind == "cancelled" and item.state in states
        )

    def _may_stand(self, entretien):
        """The meeting is still ahead, and nobody knows that it is off."""
        planned, now = entretien.date_planned, fields.Datetime.now()
        gone = self._messages(entretien, *GONE)
        return bool(planned and planned > now and not gone)

    def _stand(self, entretien):
        """Set aside by mistake, minutes ago: the meeting stands as it was planned."""
        speaking = entretien._company_words()
        note = speaking.env._(
            "The meeting of %(slot)s stands.", slot=speaking._slot_text()
        )
        self._messages(entretien, *UNWRITTEN).state = "cancelled"
        entretien.activity_ids.filtered("automated").unlink()
        entretien._take_step("stand", note=note)

    def _keep_open(self, entretiens):
        only = Domain("id", "in", entretiens.ids)
        today = fields.Date.context_today(self)
        self._interviews(self._to_set_aside(today, only)).kept_open = True
