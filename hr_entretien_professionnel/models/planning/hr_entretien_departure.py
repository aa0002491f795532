"""The employee leaves, or comes back: what becomes of their open interviews."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import plaintext2html
from odoo.tools.misc import format_date

from ..interview.hr_entretien import LEGAL_MOTIFS, OPEN_STATES


class HrEntretienDeparture(models.AbstractModel):
    """Nothing is due after the end of the contract (L.6315-1): what is still open is
    set aside, with the day and the reason; it is opened again when the employee is.

    Left alone: a meeting whose time is past, which may have taken place (HR says so or
    not), and what was held, whose copy is still to be handed over.
    """

    _name = "hr.entretien.departure"
    _description = "What Becomes of the Interviews of Leavers"

    @api.model
    def _follow(self, employees):
        """These people were archived, are back or their contract ends another day: at
        once what the night would do."""
        today = fields.Date.context_today(self)
        only = Domain("employee_id", "in", employees.ids)
        self._take_up_batch(self._to_take_up(today, only), today)
        self._set_aside_batch(self._to_set_aside(today, only), today)
        aside = self._interviews().search(only & Domain("date_left", "!=", False))
        for entretien in aside:
            self._date_departure(entretien)

    @api.model
    def _interviews(self, ids=()):
        return self.env["hr.entretien"].sudo().browse(ids)

    # -- left --------------------------------------------------------------------------

    @api.model
    def _to_set_aside(self, today, only=Domain.TRUE):
        """Ids of the open interviews of employees archived, or whose contract is over
        for more days than contracts that follow each other may leave between them; not
        a meeting that may have taken place already.

        :param date today:
        :param Domain only: among these
        """
        gone = self.env["hr.entretien.interviewer"]._absent_domain("employee_id", today)
        ahead = Domain("date_planned", ">", fields.Datetime.now())
        still_open = Domain("state", "=", "to_plan")
        still_open |= Domain("state", "=", "planned") & ahead
        still_open &= Domain("kept_open", "=", False)
        found = self._interviews().search(only & gone & still_open)
        return found.filtered(lambda item: not self._is_before(item)).ids

    @api.model
    def _is_before(self, entretien):
        """Planned on a day when the employee is still there: the last one is known."""
        employee, planned = entretien.employee_id, entretien.date_planned
        last = employee.departure_date
        return bool(last and planned and employee._entretien_day(planned) <= last)

    @api.model
    def _set_aside_batch(self, ids, today):
        """Out of the calendars and the lists; who expected the meeting is written to.

        :param date today: the day it is noticed, when no day of departure is known
        """
        for entretien in self._interviews(ids):
            planned = entretien.state == "planned"
            entretien.activity_ids.filtered("automated").unlink()
            entretien.date_left = self._day_left(entretien.employee_id, today)
            motive = self._motive(entretien)
            entretien._take_step("set_aside", {"motive": motive}, note=motive)
            if planned:
                entretien._schedule_check(today, "_left_note", to_hr=True)

    @api.model
    def _day_left(self, employee, today):
        """The day of departure that the card says, else the end of the contract, when
        it is past; else the day it is noticed."""
        ended = employee.entretien_end_date
        if employee.departure_date:
            return employee.departure_date
        return ended if ended and ended < today else today

    @api.model
    def _motive(self, entretien):
        """Why it is set aside, in the company's language."""
        speaking = entretien._company_words()
        text = speaking.env._(
            "Departure of %(name)s on %(date)s: nothing is due after the end of the "
            "contract.",
            name=entretien.employee_id.name,
            date=format_date(speaking.env, entretien.date_left),
        )
        if not entretien.date_planned:
            return text
        cancelled = speaking.env._(
            "The meeting of %(slot)s is cancelled.", slot=speaking._slot_text()
        )
        return f"{text} {cancelled}"

    @api.model
    def _note(self, entretien):
        """For HR: who left, on what day, whom to write to, and what happens next."""
        texts = [
            self.env._(
                "Departure of %(name)s on %(date)s: the meeting of %(slot)s is taken "
                "off the calendar.",
                name=entretien.employee_id.name,
                date=format_date(self.env, entretien.date_left),
                slot=entretien._slot_text(),
            ),
            entretien._is_invited()
            and self.env._(
                "The employee, who had been invited, is not written to: it is for you "
                "to say whether he is to be told."
            ),
            self.env._(
                "The interview opens again by itself if the employee is back, with a "
                "contract that runs."
            ),
        ]
        return plaintext2html("\n".join(filter(None, texts)))

    @api.model
    def _date_departure(self, entretien):
        """HR gives, or corrects, the day of departure afterwards: said everywhere."""
        day = entretien.employee_id.departure_date
        known = not day or day == entretien.date_left
        if known or not self._is_of_this_employment(entretien):
            return
        entretien.date_left = day
        if self._may_stand(entretien) and self._is_before(entretien):
            self._stand(entretien)
            return
        entretien.motive = self._motive(entretien)
        entretien._add_proof("other", entretien.motive)
        if entretien._check_activities():
            entretien._schedule_check(day, "_left_note", to_hr=True)

    # -- back --------------------------------------------------------------------------

    @api.model
    def _to_take_up(self, today, only=Domain.TRUE):
        """Ids of the interviews set aside whose employee is there again.

        One of them for each employee at the most stands for what the law asks for, and
        none when another one was opened or nothing is due. Hired again, an employee
        starts afresh: what was left of an earlier employment stays as it is.

        :param date today:
        :param Domain only: among these
        """
        people = self.env["hr.employee"]
        back = people._entretien_followed_domain(today, "employee_id.") & Domain(
            "employee_id.entretien_block_code", "not in", ("excluded", "employee_type")
        )
        aside = Domain("state", "=", "cancelled") & Domain("date_left", "!=", False)
        found = self._interviews().search(only & aside & back, order="id desc")
        found = found.filtered(self._is_of_this_employment)
        legal = found.filtered(lambda item: item.motif in LEGAL_MOTIFS)
        kept, busy = found - legal, self._with_legal_open(legal.employee_id)
        for entretien in legal:
            employee = entretien.employee_id
            if employee not in busy and employee._entretien_due():
                kept |= entretien
                busy |= employee
        return sorted(kept.ids)

    @api.model
    def _is_of_this_employment(self, entretien):
        """Set aside since they were hired, the gap between contracts included."""
        start = entretien.employee_id.entretien_hire_date
        return not start or start <= entretien.date_left

    @api.model
    def _with_legal_open(self, employees):
        """Those of these employees who have an interview of the law open."""
        legal_open = Domain("state", "in", OPEN_STATES)
        legal_open &= Domain("motif", "in", LEGAL_MOTIFS)
        concerned = Domain("employee_id", "in", employees.ids)
        return self._interviews().search(concerned & legal_open).employee_id

    @api.model
    def _take_up_batch(self, ids, today):
        """To plan again: what was prepared and proved is still there.

        :param date today:
        """
        for entretien in self._interviews(ids):
            if self._may_stand(entretien):
                self._stand(entretien)
                continue
            note = entretien._company_words().env._(
                "The employee is back: the interview is to plan again."
            )
            entretien.activity_ids.filtered("automated").unlink()
            entretien._back_to_plan("take_up", note)

    @api.model
    def _messages(self, entretien):
        """What says that the meeting does not take place, whatever became of it."""
        return entretien.entretien_message_ids.filtered(
            lambda item: item.kind == "cancelled"
        )

    @api.model
    def _may_stand(self, entretien):
        """The meeting is still ahead, and nobody knows that it is off."""
        planned = entretien.date_planned
        gone = {"leaving", "sent"} & set(self._messages(entretien).mapped("state"))
        return bool(planned and planned > fields.Datetime.now() and not gone)

    @api.model
    def _stand(self, entretien):
        """Set aside by mistake, minutes ago: the meeting stands as it was planned."""
        speaking = entretien._company_words()
        note = speaking.env._(
            "The meeting of %(slot)s stands.", slot=speaking._slot_text()
        )
        self._messages(entretien).filtered(
            lambda item: item.state == "waiting"
        ).state = "cancelled"
        entretien.activity_ids.filtered("automated").unlink()
        entretien._take_step("stand", note=note)

    @api.model
    def _keep_open(self, entretiens):
        """HR took these up by hand though the employee is gone."""
        only = Domain("id", "in", entretiens.ids)
        today = fields.Date.context_today(self)
        self._interviews(self._to_set_aside(today, only)).kept_open = True
