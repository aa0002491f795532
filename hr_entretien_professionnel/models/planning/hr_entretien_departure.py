"""The employee leaves, or comes back: what becomes of his open interviews."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import plaintext2html
from odoo.tools.misc import format_date

from ..interview.hr_entretien import LEGAL_MOTIFS, OPEN_STATES


class HrEntretien(models.Model):
    """Nothing is due after the end of the contract (L.6315-1): what is still open is
    set aside, with the day and the reason; it is opened again when the employee is.

    Left alone: a meeting whose time is past, which may have taken place (HR says so or
    not), and what was held, whose copy is still to be handed over.
    """

    _inherit = "hr.entretien"

    date_left = fields.Date(
        string="Set Aside: Left On",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The day the employee left, while the interview is set aside for that "
        "reason. It is opened again if he comes back.",
    )

    kept_open = fields.Boolean(
        readonly=True,
        copy=False,
        help="HR reopened it though the employee is gone: a renewal is on its way, or "
        "it is still to be written down. Nothing sets it aside again.",
    )

    # -- which ones --------------------------------------------------------------------

    @api.model
    def _open_of_leavers(self, today, only=Domain.TRUE):
        """Ids of the open interviews of employees archived, or whose contract is over
        for more days than contracts that follow each other may leave between them.

        :param date today:
        :param Domain only: among these
        """
        gone = Domain("employee_id.active", "=", False) | self._contract_over_domain(
            "employee_id", today
        )
        open_ = self._to_set_aside_domain() & Domain("kept_open", "=", False)
        found = self.sudo().search(only & gone & open_)
        return found.filtered(lambda item: not item._is_before_departure()).ids

    def _is_before_departure(self):
        """Planned on a day when the employee is still there: the last one is known."""
        self.ensure_one()
        last = self.employee_id.sudo().departure_date
        if not (last and self.date_planned):
            return False
        day = fields.Datetime.context_timestamp(self, self.date_planned).date()
        return day <= last

    @api.model
    def _to_set_aside_domain(self):
        """Open, and not a meeting that may have taken place already."""
        ahead = Domain("date_planned", ">", fields.Datetime.now())
        return Domain("state", "=", "to_plan") | Domain("state", "=", "planned") & ahead

    @api.model
    def _set_aside_of_present(self, today, only=Domain.TRUE):
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
        found = self.sudo().search(only & aside & back, order="id desc")
        found = found.filtered(lambda item: item._is_of_this_employment())
        legal = found.filtered(lambda item: item.motif in LEGAL_MOTIFS)
        busy = self._with_legal_open(legal.employee_id)
        kept = found - legal
        for entretien in legal:
            employee = entretien.employee_id
            if employee not in busy and employee._entretien_due():
                kept |= entretien
                busy |= employee
        return sorted(kept.ids)

    def _is_of_this_employment(self):
        """Set aside since they were hired, the gap between contracts included."""
        self.ensure_one()
        start = self.employee_id.sudo().entretien_hire_date
        return not start or start <= self.date_left

    @api.model
    def _with_legal_open(self, employees):
        """Those of these employees who have an interview of the law open."""
        return (
            self.sudo()
            .search(
                Domain("employee_id", "in", employees.ids)
                & Domain("state", "in", OPEN_STATES)
                & Domain("motif", "in", LEGAL_MOTIFS)
            )
            .employee_id
        )

    @api.model
    def _night_steps(self):
        """First who is here and who is not: nothing is opened twice."""
        return [
            (self._set_aside_of_present, self._take_up_batch),
            (self._open_of_leavers, self._set_aside_batch),
            *super()._night_steps(),
        ]

    @api.model
    def _follow_departures(self, employees):
        """These people were archived, are back or their contract ends another day: at
        once what the night would do."""
        today = fields.Date.context_today(self)
        only = Domain("employee_id", "in", employees.ids)
        self._take_up_batch(self._set_aside_of_present(today, only), today)
        self._set_aside_batch(self._open_of_leavers(today, only), today)
        self.sudo().search(only & Domain("date_left", "!=", False))._departure_dated()

    # -- left --------------------------------------------------------------------------

    def _set_aside_batch(self, ids, today):
        """Out of the calendars and the lists; who expected the meeting is told.

        :param date today: the day it is noticed, when no day of departure is known
        """
        for entretien in self.sudo().browse(ids):
            planned = entretien.state == "planned"
            entretien.activity_ids.filtered("automated").unlink()
            entretien.date_left = entretien._day_left(today)
            motive = entretien._left_text()
            entretien.write({"state": "cancelled", "motive": motive})
            entretien._add_proof("cancelled", motive)
            if planned:
                entretien._tell_off(left=True)
                entretien._schedule_check(today, "_left_note", to_hr=True)

    def _day_left(self, today):
        """The day of departure that the card says, else the end of the contract, when
        it is past; else the day it is noticed."""
        employee = self.employee_id.sudo()
        ended = employee.entretien_end_date
        if employee.departure_date:
            return employee.departure_date
        return ended if ended and ended < today else today

    def _left_text(self):
        """Why it is set aside, in the company's language."""
        here = self._company_words()
        text = here.env._(
            "Departure of %(name)s on %(date)s: nothing is due after the end of the "
            "contract.",
            name=here.employee_id.name,
            date=format_date(here.env, here.date_left),
        )
        if not here.date_planned:
            return text
        cancelled = here.env._(
            "The meeting of %(slot)s is cancelled.", slot=here._slot_text()
        )
        return f"{text} {cancelled}"

    def _left_note(self, today):
        """For HR: who left, on what day, whom to tell, and what happens next."""
        self.ensure_one()
        texts = [
            self.env._(
                "Departure of %(name)s on %(date)s: the meeting of %(slot)s is taken "
                "off the calendar.",
                name=self.employee_id.name,
                date=format_date(self.env, self.date_left),
                slot=self._slot_text(),
            ),
            self._was_told()
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

    def _departure_dated(self):
        """HR gives, or corrects, the day of departure afterwards: said everywhere."""
        for entretien in self.sudo():
            day = entretien.employee_id.departure_date
            known = not day or day == entretien.date_left
            if known or not entretien._is_of_this_employment():
                continue
            entretien.date_left = day
            if entretien._may_stand_again() and entretien._is_before_departure():
                entretien._stand_again()
                continue
            entretien.motive = entretien._left_text()
            entretien._add_proof("other", entretien.motive)
            if entretien._check_activities():
                entretien._schedule_check(day, "_left_note", to_hr=True)

    def _off_messages(self):
        """What tells that the meeting does not take place, whatever became of it."""
        return self.env["hr.entretien.message"].search(
            [("entretien_id", "=", self.id), ("kind", "=", "cancelled")]
        )

    def _may_stand_again(self):
        """The meeting is still ahead, and nobody was told that it is off."""
        ahead = self.date_planned and self.date_planned > fields.Datetime.now()
        told = self._off_messages().filtered(lambda x: x.state in ("leaving", "sent"))
        return bool(ahead and not told)

    def _stand_again(self):
        """Set aside by mistake, minutes ago: the meeting stands as it was planned."""
        here = self._company_words()
        note = here.env._("The meeting of %(slot)s stands.", slot=here._slot_text())
        self._off_messages().filtered(
            lambda x: x.state == "waiting"
        ).state = "cancelled"
        self.activity_ids.filtered("automated").unlink()
        self.with_context(entretien_tell=False).write(
            {"state": "planned", "date_left": False, "motive": False}
        )
        self._add_proof("reopened", note)

    # -- back --------------------------------------------------------------------------

    def _take_up_batch(self, ids, today):
        """To plan again: what was prepared and proved is still there.

        :param date today:
        """
        for entretien in self.sudo().browse(ids):
            if entretien._may_stand_again():
                entretien._stand_again()
                continue
            here = entretien._company_words()
            note = here.env._("The employee is back: the interview is to plan again.")
            entretien.activity_ids.filtered("automated").unlink()
            entretien.write(
                {
                    "state": "to_plan",
                    "date_planned": False,
                    "date_fallen": entretien.date_planned,
                    "date_invited": False,
                    "date_left": False,
                    "motive": False,
                }
            )
            entretien._add_proof("reopened", note)
            if entretien.motif in LEGAL_MOTIFS:
                entretien._mend_batch(entretien.ids, today)
            entretien._schedule_to_plan(today)

    def action_reopen(self, motive=None):
        """HR takes it up by hand: it is no longer set aside, nor will be again."""
        result = super().action_reopen(motive)
        if motive:
            here = self.sudo()
            here.date_left = False
            gone = here._open_of_leavers(
                fields.Date.context_today(self), Domain("id", "in", self.ids)
            )
            here.browse(gone).kept_open = True
        return result

    def action_cancel(self, motive=None):
        """HR's decision is not undone when the employee comes back."""
        result = super().action_cancel(motive)
        if motive:
            self.sudo().date_left = False
        return result
