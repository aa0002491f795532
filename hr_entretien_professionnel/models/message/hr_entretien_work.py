"""What who conducts interviews has to do, said to them by mail."""

from collections import Counter
from datetime import date, timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date, format_datetime

from ...schedule import office_day
from ..interview.entretien_states import RUNNING_STATES
from ..planning.entretien_clock import day_text, local
from ..window import notify

WORK = "hr.entretien.work"
# An interview that is planned is said from so many days before.
AHEAD_DAYS = 7
# Beyond, the list in the application says it all.
SHOWN = 30
WANTED = Domain("company_id.entretien_manager_weekly", "=", True)
# How many names a notification gives.
NAMED = 10


class HrEntretienWork(models.AbstractModel):
    """What each person who conducts interviews has to plan, to hold and to hand over.

    They read it in one mail on Monday morning, unless the company wants none, and when
    HR reminds them all. Nothing to do: no mail. ``hr.entretien.message`` carries it, so
    that HR sees whom it did not reach. It is read in sudo: of each, what they conduct.
    """

    _name = WORK
    _description = "What Is Left to Do by Those Who Conduct Interviews"

    def _domain(self):
        soon = fields.Datetime.now() + timedelta(days=AHEAD_DAYS)
        planned = Domain("state", "=", "planned") & Domain("date_planned", "<", soon)
        held = Domain("state", "=", "held")
        # The states alone are found by an index.
        of_these = Domain("state", "in", RUNNING_STATES)
        return of_these & (self.env["hr.entretien"]._to_plan_domain() | planned | held)

    def _people(self, domain):
        """Those who conduct some of these, in sudo; never who has left."""
        entretiens = self.env["hr.entretien"].sudo()
        domain &= Domain("interviewer_id.active", "=", True) & self._domain()
        groups = entretiens._read_group(domain, ["interviewer_id"])
        return self.env["hr.employee"].sudo().union(*(person for (person,) in groups))

    # -- when --------------------------------------------------------------------------

    def _to_send_weekly(self, today, only=Domain.TRUE):
        """Ids of those to write to: on Monday, or on the first working day after it."""
        monday = today - timedelta(days=today.weekday())
        worked = office_day(today - timedelta(days=1)) >= monday
        if worked or office_day(today) != today:
            return []
        messages = self.env["hr.entretien.message"].sudo()
        written = messages._search([("day", "=", today)]).subselect("recipient_id")
        people = self._people(WANTED & Domain("interviewer_id", "not in", written))
        return people.filtered_domain(only).ids

    def _send_weekly_batch(self, ids, today):
        people = self.env["hr.employee"].browse(ids)
        self.env["hr.entretien.message"]._queue_weekly(people, today)

    def _to_remind(self, companies):
        """Those who have something to do, and which of them were written to today."""
        people = self._people(Domain("company_id", "in", companies.ids))
        written = Domain("day", "=", fields.Date.context_today(self))
        messages = self.env["hr.entretien.message"].sudo()
        messages = messages.search_fetch(written, ["recipient_id"])
        return people, people & messages.recipient_id

    def _question(self, companies):
        """What HR reads before anybody is reminded.

        :returns: ``count``, how many would be written to, and ``text``: who they are,
            and what was sent last
        """
        people, already = self._to_remind(companies)
        left = (people - already).sorted("name")
        reached = left.filtered(lambda person: person._entretien_address(own=False))
        texts = (
            reached
            and self.env._(
                "Recipients: %(count)s (%(names)s). Each receives by e-mail what they "
                "have left to plan, to conduct and to hand over.",
                count=len(reached),
                names=self._names(reached),
            ),
            *self._not_written_texts(people, already, left - reached),
            self._last_text(companies)
            or not already
            and self.env._("Nothing of the kind has left so far."),
        )
        return {"count": len(reached), "text": "\n".join(filter(None, texts))}

    def _names(self, people):
        return ", ".join(people[:NAMED].mapped("name")) + " …" * bool(people[NAMED:])

    def _not_written_texts(self, people, already, nowhere):
        """Who is not written to, and why."""
        if already:
            yield self.env._(
                "Already reminded today: %(count)s. Not again before tomorrow.",
                count=len(already),
            )
        if nowhere:
            names = self._names(nowhere)
            yield self.env._("No e-mail address: %(names)s.", names=names)
        if not people:
            yield self.env._("No manager has anything left to do.")

    def _last_text(self, companies):
        """When such a message left last, on a Monday or because HR asked; empty when
        none did."""
        last = self.env["hr.entretien.message"]._read_group(
            Domain("kind", "=", "weekly")
            & Domain("date_sent", "!=", False)
            & Domain("company_id", "in", companies.ids),
            ["day:day"],
            ["__count", "date_sent:max"],
            order="day:day DESC",
            limit=1,
        )
        for _day, count, moment in last:
            date = format_datetime(self.env, moment, dt_format="short")
            return self.env._(
                "Last sent on %(date)s; recipients: %(count)s.", date=date, count=count
            )
        return ""

    def _remind(self, companies):
        """Write to all at once, but to those who were today.

        :returns: a notification
        """
        people, already = self._to_remind(companies)
        today = fields.Date.context_today(self)
        messages = self.env["hr.entretien.message"]
        messages = messages._queue_weekly(people - already, today)
        nowhere = messages.filtered(lambda item: item.state == "no_address")
        count, nowhere = len(messages - nowhere), nowhere.recipient_id.sorted("name")
        texts = (
            count and self.env._("Managers reminded: %(count)s.", count=count),
            *self._not_written_texts(people, already, nowhere),
        )
        level = "warning" if nowhere else "success" if count else "info"
        text = " ".join(filter(None, texts))
        return notify(text, level, sticky=bool(nowhere))

    # -- what --------------------------------------------------------------------------

    def _of(self, people, every_company=False):
        """What these have to do, worst first: ``hr.entretien`` in sudo, by who conducts
        them. None is their own: nobody conducts an interview with themselves.

        :param bool every_company: those that want no weekly message too
        """
        domain = self._domain() & Domain("interviewer_id", "in", people.ids)
        found = self.env["hr.entretien"].sudo()
        found = found.search(
            domain if every_company else domain & WANTED,
            order="date_planned, date_held, id",
        )
        found = found.sorted(lambda x: (not x.is_late, self._due(x) or date.max))
        return found.grouped("interviewer_id")

    def _due(self, entretien):
        """The day that is shown: the deadline once it is passed."""
        return entretien.date_limit if entretien.is_late else entretien.date_due

    def _summary(self, work):
        """E.g. “3 to plan (2 late) · 1 to hold · 2 to hand over”.

        :param work: ``hr.entretien`` in sudo, as ``_of`` gives them
        """
        count = Counter(work.mapped("state"))
        late = work.filtered(lambda item: item.state == "to_plan" and item.is_late)
        values = {**count, "late": len(late)}
        texts = (
            late and self.env._("%(to_plan)s to plan (%(late)s late)", **values),
            not late
            and count["to_plan"]
            and self.env._("%(to_plan)s to plan", **values),
            count["planned"] and self.env._("%(planned)s to hold", **values),
            count["held"] and self.env._("%(held)s to hand over", **values),
        )
        return " · ".join(filter(None, texts))

    def _text(self, work, person):
        """What the mail to a person says of each interview, as HTML.

        :param work: as ``_summary`` takes it
        """
        titles = {
            "to_plan": self.env._("To plan"),
            "planned": self.env._("To hold"),
            "held": self.env._("Copy to hand over"),
        }
        states = work.grouped("state")
        sections = [
            (
                titles[state],
                [self._line(item, person) for item in states[state][:SHOWN]],
            )
            for state in titles
            if state in states
        ]
        more = sum(len(items[SHOWN:]) for items in states.values())
        view = "hr_entretien_professionnel.mail_layout_work"
        return self.env["ir.qweb"]._render(view, {"sections": sections, "more": more})

    def _line(self, entretien, person):
        """(name of the employee, address of the interview for who has an account, what
        is to be known)."""
        base = entretien.get_base_url()
        account = person._entretien_user()
        link = account and f"{base}/mail/view?model=hr.entretien&res_id={entretien.id}"
        known = getattr(self, f"_{entretien.state}_text")(entretien, person)
        name = entretien.employee_id.name
        return name, link, " – ".join(filter(None, known))

    def _to_plan_text(self, entretien, person):
        day = format_date(self.env, self._due(entretien))
        if entretien.is_late:
            yield self.env._("deadline passed on %(date)s", date=day)
            yield entretien.delay_label
        elif day and self._due(entretien) < person._entretien_day():
            # The due date is behind, the deadline is not: which of the two is said.
            yield self.env._("due date passed on %(date)s", date=day)
            yield entretien.delay_label
        elif day:
            yield self.env._("to be held by %(date)s", date=day)
        if entretien.next_step == "re_invite":
            yield self.env._("absent: to be invited again")

    def _planned_text(self, entretien, person):
        moment = local(entretien.date_planned, person._entretien_tz())
        yield day_text(self.env, moment.date())
        yield moment.strftime("%H:%M")
        if entretien.is_time_past:
            yield self.env._("say whether it took place")
        elif entretien.next_step == "postpone":
            yield self.env._("the employee is not available: another date is needed")
        elif entretien.next_step in ("invite", "address"):
            yield self.env._("not invited yet")

    def _held_text(self, entretien, person):
        day = format_date(self.env, entretien.date_held)
        yield self.env._("held on %(date)s", date=day)
        if entretien.next_step == "sign":
            yield self.env._("to be signed")
