"""The timeline of an employee's interviews: on the card, on their page, on paper."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ...schedule import in_time_until
from .entretien_timeline import SYMBOLS, place
from .hr_entretien_planner import HELD_STATES

TEMPLATE = "hr_entretien_professionnel.entretien_timeline"
# Heights of the drawing, in pixels.
LANE = 34
AXIS = 22
# What is due later than the cycle to come would squeeze all the rest.
HORIZON_YEARS = 10


class HrEntretienTimeline(models.AbstractModel):
    """What happened, was missed and is to come, as rows of a drawing.

    A row is a dict: ``date``, ``mark`` (a key of ``SYMBOLS``), ``label`` (what) and
    ``status`` (held, missed…, in words). With the server's rights: whoever shows it has
    checked who reads it.
    """

    _name = "hr.entretien.timeline"
    _description = "Timeline of the Entretiens"

    @api.model
    def _html(self, rows):
        """The rows of one employee, drawn for the card; None without any."""
        values = {"timeline": self._draw(rows), "folded": True}
        return self.env["ir.qweb"]._render(TEMPLATE, values) if rows else None

    @api.model
    def _drawing(self, employee):
        """What the template draws, see ``_draw``, or None when no date is known."""
        return self._draw(self._rows(employee)[employee._origin.id])

    @api.model
    def _placed(self, employee):
        """The rows of one employee with their places, see ``_draw``."""
        return (self._drawing(employee) or {"rows": []})["rows"]

    @api.model
    def _draw(self, rows):
        """The rows placed, with the legend and one sentence that says it all, for who
        does not see the drawing.

        To each row are added ``where`` (% of the line), ``symbol``, ``above`` and
        ``lane``.
        """
        if not rows:
            return None
        drawn = place(rows, fields.Date.context_today(self))
        used = {"today", *(row["mark"] for row in rows)}
        dates = []
        for row in rows:
            text = f"{format_date(self.env, row['date'])} {row['label']}"
            dates.append(f"{text} ({row['status']})" if row["status"] else text)
        return {
            **drawn,
            "name": self.env._("Timeline of the interviews"),
            "legend": [
                (SYMBOLS[mark], label)
                for mark, label in self._mark_labels().items()
                if mark in used
            ],
            "axis": drawn["above"] * LANE,
            "height": (drawn["above"] + drawn["below"]) * LANE + 2 * AXIS,
            "lane": LANE,
            "gap": AXIS,
            "summary": self.env._("Timeline: %(dates)s", dates="; ".join(dates)),
        }

    @api.model
    def _mark_labels(self):
        """The legend, in the reader's language."""
        return {
            "start": self.env._("seniority starts"),
            "held": self.env._("interview held"),
            "bilan": self.env._("état des lieux held"),
            "refused": self.env._("interview declined"),
            "missed": self.env._("missed or overdue"),
            "planned": self.env._("planned"),
            "next": self.env._("next interview"),
            "bilan_next": self.env._("next état des lieux"),
            "limit": self.env._("limit"),
            "end": self.env._("end of the employment"),
            "today": self.env._("today"),
        }

    # -- what happened and what is to come --------------------------------------------

    @api.model
    def _rows(self, employees):
        """The rows of all these employees, by employee id and in the order of their
        dates; one query per kind of fact."""
        people = employees.sudo()
        shown = Domain("state", "in", (*HELD_STATES, "declined", "planned"))
        shown &= Domain("employee_id", "in", people._origin.ids)
        entretiens = (
            self.env["hr.entretien"].sudo().search(shown).grouped("employee_id")
        )
        missed = self._missed(people)
        labels, found = self._mark_labels(), {}
        for person in people:
            past = missed.get(person._origin.id, ())
            rows = [
                *map(self._held_row, entretiens.get(person._origin, ())),
                *(self._missed_row(*item) for item in past),
                *self._coming_rows(person, {item[:2] for item in past}),
            ]
            # Where seniority starts, and the end of the employment.
            for mark in ("start", "end"):
                if day := person[f"entretien_{mark}_date"]:
                    rows.append(self._row(day, mark, labels[mark].capitalize()))
            rows.sort(key=lambda row: (row["date"], row["mark"]))
            found[person._origin.id] = rows
        return found

    @api.model
    def _row(self, day, mark, label, status=""):
        return {"date": day, "mark": mark, "label": label, "status": status}

    @api.model
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

    @api.model
    def _missed_row(self, kind, limit, still):
        """A limit that passed; ``still``: an interview held today would meet it."""
        status = self.env._("overdue") if still else self.env._("missed")
        return self._row(limit, "missed", self._kind_label(kind), status)

    @api.model
    def _kind_label(self, kind):
        if kind == "bilan":
            return self.env._("État des lieux")
        return dict(self.env["hr.employee"]._get_entretien_motifs())[kind]

    @api.model
    def _coming_rows(self, employee, missed):
        """The targets and limits that are due, but those shown as missed already:
        ``missed``, a set of (kind, limit)."""
        today = fields.Date.context_today(self)
        for due in employee._entretien_due():
            target = fields.Date.to_date(due["target"])
            limit = in_time_until(target, fields.Date.to_date(due["limit"]))
            kind = due["kind"]
            if limit < today:
                if (kind, limit) not in missed:
                    yield self._missed_row(kind, limit, True)
                continue
            if target > fields.Date.add(today, years=HORIZON_YEARS):
                continue
            label = self._kind_label(kind)
            mark = "bilan_next" if kind == "bilan" else "next"
            yield self._row(target, mark, label, self.env._("to hold"))
            if limit != target:
                yield self._row(limit, "limit", label, self.env._("limit"))

    # -- what was missed ---------------------------------------------------------------

    @api.model
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
            missed += [
                ("bilan", cycle.in_time_until, True)
                for cycle in cycles
                if not cycle.closed and cycle.in_time_until < today
            ]
        return found
