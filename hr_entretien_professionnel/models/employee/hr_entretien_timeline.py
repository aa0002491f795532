"""The timeline of an employee's interviews: on the card, on their page, on paper.

Positions are percentages of the line's width. What happened is written above the line,
what is to come below it; labels that would overlap go to further lanes.
"""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ...schedule import in_time_until
from ..interview.entretien_states import HELD_STATES
from ..selection_labels import selection_labels

# Room for half a label at each end, and what a label takes, in % of the width.
MARGIN = 6.0
LABEL = 11.5
# Heights of the drawing, in pixels.
LANE = 34
AXIS = 22
# Between the years written on the line, the first that leaves no more than MAX_TICKS.
STEPS = (1, 2, 5, 10, 20)
MAX_TICKS = 9
ABOVE = ("held", "bilan", "refused", "missed")
# What is due later than the cycle to come would squeeze all the rest.
HORIZON_YEARS = 10


def put_in_lanes(rows):
    """Give each label its ``lane``, 0 next to the line; how many there are."""
    ends = []
    for row in sorted(rows, key=lambda row: row["where"]):
        start = row["where"] - LABEL / 2
        free = (lane for lane, end in enumerate(ends) if end <= start)
        row["lane"] = lane = next(free, len(ends))
        ends[lane : lane + 1] = [start + LABEL]
    return len(ends)


class HrEntretienTimeline(models.AbstractModel):
    """What happened, was missed and is to come, as rows of a drawing.

    A row is a dict: ``date``, ``mark`` (a key of ``_marks``), ``label`` (what) and
    ``status`` (held, missed…, in words). With the server's rights: whoever shows it has
    checked who reads it.
    """

    _name = "hr.entretien.timeline"
    _description = "Timeline of the Interviews"

    def _drawing(self, employee):
        """What the template draws, see ``_draw``, or None when no date is known."""
        return self._draw(self._rows(employee)[employee._origin.id])

    def _draw(self, rows):
        """The rows placed, with the legend and one sentence that says it all, for who
        does not see the drawing.

        To each row are added ``where`` (% of the line), ``symbol``, ``above`` and
        ``lane``.
        """
        if not rows:
            return None
        today, marks = fields.Date.context_today(self), self._marks()
        days = [today, *(row["date"] for row in rows)]
        first, last = min(days), max(days)
        length = (last - first).days or 1

        def where(day):
            share = (day - first).days / length
            return round(MARGIN + share * (100 - 2 * MARGIN), 1)

        dates = []
        for row in rows:
            row["where"], row["above"] = where(row["date"]), row["mark"] in ABOVE
            row["symbol"] = marks[row["mark"]][0]
            text = f"{format_date(self.env, row['date'])} {row['label']}"
            dates.append(f"{text} ({row['status']})" if row["status"] else text)
        above = put_in_lanes([row for row in rows if row["above"]])
        below = put_in_lanes([row for row in rows if not row["above"]])
        years = range(first.year + 1, last.year + 1)
        step = next((s for s in STEPS if len(years) / s <= MAX_TICKS), STEPS[-1])
        used = {"today", *(row["mark"] for row in rows)}
        return {
            "rows": rows,
            "today": where(today),
            "ticks": [
                (year, where(first.replace(year, 1, 1)))
                for year in years
                if year % step == 0
            ],
            "name": self.env._("Timeline of the interviews"),
            "legend": [marks[mark] for mark in marks if mark in used],
            "axis": above * LANE,
            "height": (above + below) * LANE + 2 * AXIS,
            "lane": LANE,
            "gap": AXIS,
            "summary": self.env._("Timeline: %(dates)s", dates="; ".join(dates)),
        }

    def _marks(self):
        """The legend: shapes that differ without colour, and what each says."""
        return {
            "start": ("├", self.env._("seniority starts")),
            "held": ("●", self.env._("interview held")),
            "bilan": ("▲", self.env._("état des lieux held")),
            "refused": ("○", self.env._("interview declined")),
            "missed": ("✕", self.env._("missed or overdue")),
            "planned": ("◆", self.env._("planned")),
            "next": ("◇", self.env._("next interview")),
            "bilan_next": ("△", self.env._("next état des lieux")),
            "limit": ("■", self.env._("deadline")),
            "end": ("┤", self.env._("end of the employment")),
            "today": ("│", self.env._("today")),
        }

    # -- what happened and what is to come --------------------------------------------

    def _rows(self, employees):
        """The rows of all these employees, by employee id and in the order of their
        dates; one query per kind of fact."""
        people = employees.sudo()
        shown = Domain("state", "in", (*HELD_STATES, "declined", "planned"))
        shown &= Domain("employee_id", "in", people._origin.ids)
        read = ("employee_id", "state", "motif", "with_bilan", "declined_how")
        read += ("date_held", "date_declined", "date_planned", "date_due", "date_limit")
        entretiens = self.env["hr.entretien"].sudo().search_fetch(shown, read)
        entretiens = entretiens.grouped("employee_id")
        missed = self._missed(people)
        today = fields.Date.context_today(self)
        followed = people.filtered_domain(people._entretien_followed_domain(today))
        marks, found = self._marks(), {}
        for person in people:
            past, there = missed.get(person._origin.id, ()), person in followed
            rows = [
                *map(self._held_row, entretiens.get(person._origin, ())),
                *(self._missed_row(*item, still and there) for *item, still in past),
                *self._coming_rows(person, {item[:2] for item in past}, there),
            ]
            # Where seniority starts, and the end of the employment.
            for mark in ("start", "end"):
                if day := person[f"entretien_{mark}_date"]:
                    rows.append(self._row(day, mark, marks[mark][1].capitalize()))
            rows.sort(key=lambda row: (row["date"], row["mark"]))
            found[person._origin.id] = rows
        return found

    def _row(self, day, mark, label, status=""):
        return {"date": day, "mark": mark, "label": label, "status": status}

    def _held_row(self, entretien):
        """One interview that took place, was refused, or has its date."""
        label = self._kind_label(entretien.motif)
        if entretien.with_bilan:
            label = self.env._("%(motif)s and état des lieux", motif=label)
        day = entretien.date_held or entretien.date_declined
        if entretien.state == "declined":
            status = self.env._("refused in writing")
            if entretien.declined_how == "oral":
                status = self.env._("declined by word of mouth")
            return self._row(day, "refused", label, status)
        if entretien.state == "planned":
            day = fields.Datetime.context_timestamp(self, entretien.date_planned).date()
            return self._row(day, "planned", label, self.env._("planned"))
        mark = "bilan" if entretien.with_bilan else "held"
        due, limit = entretien.date_due, entretien.date_limit
        late = limit and day > in_time_until(due or limit, limit)
        status = self.env._("held late") if late else self.env._("was held")
        return self._row(day, mark, label, status)

    def _missed_row(self, kind, limit, still):
        """A limit that passed; ``still``: an interview held today would meet it."""
        status = self.env._("overdue") if still else self.env._("missed")
        return self._row(limit, "missed", self._kind_label(kind), status)

    def _kind_label(self, kind):
        if kind == "bilan":
            return self.env._("État des lieux")
        return selection_labels(self.env["hr.entretien"], "motif")[kind]

    def _coming_rows(self, employee, missed, there):
        """The targets and limits that are due, but those shown as missed already:
        ``missed``, a set of (kind, limit). Of who left (``there`` is false), what they
        were owed by then."""
        today = fields.Date.context_today(self)
        for due in employee._entretien_due():
            target = fields.Date.to_date(due["target"])
            limit = fields.Date.to_date(due["limit"])
            kind = due["kind"]
            if limit < today:
                if (kind, limit) not in missed:
                    yield self._missed_row(kind, limit, there)
                continue
            if not there or target > fields.Date.add(today, years=HORIZON_YEARS):
                continue
            label = self._kind_label(kind)
            mark = "bilan_next" if kind == "bilan" else "next"
            yield self._row(target, mark, label, self.env._("to hold"))
            if limit != target:
                yield self._row(limit, "limit", label, self.env._("deadline"))

    # -- what was missed ---------------------------------------------------------------

    def _missed(self, employees):
        """The limits of all cycles that passed unmet, as the law's engine has them.

        :returns: dict of employee id → list of arguments of ``_missed_row``
        """
        today, found = fields.Date.context_today(self), {}
        for case in self.env["hr.entretien.planner"]._cases(employees):
            missed = found[case.employee._origin.id] = []
            cycles = case.cycles()
            for cycle in cycles:
                for duty in cycle.missing(today):
                    still = not cycle.closed and duty.open(today)
                    missed.append((duty.kind, duty.in_time_until, still))
            if case.missed(today):
                missed.append(("bilan", cycles[-1].in_time_until, True))
        return found
