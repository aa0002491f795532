"""The timeline of an employee's interviews: on the card, on their page, on paper."""

from collections import defaultdict

from odoo import api, fields, models
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
        """The rows of one employee, drawn for the card.

        :rtype: Markup | None
        """
        drawn = self._draw(rows)
        return drawn and self.env["ir.qweb"]._render(
            TEMPLATE, {"timeline": drawn, "folded": True}
        )

    @api.model
    def _drawing(self, employee):
        """What the template draws, or None when no date is known.

        :rtype: dict | None
        """
        return self._draw(self._rows(employee)[employee._origin.id])

    @api.model
    def _placed(self, employee):
        """The rows of one employee with their places, see ``_draw``."""
        return (self._drawing(employee) or {"rows": []})["rows"]

    @api.model
    def _draw(self, rows):
        """The rows placed, with the legend and one sentence that says it all.

        To each row are added ``where`` (% of the line), ``symbol``, ``above`` and
        ``lane``.
        """
        if not rows:
            return None
        drawn = place(rows, fields.Date.context_today(self))
        used = [row["mark"] for row in rows]
        return {
            **drawn,
            "name": self.env._("Timeline of the interviews"),
            "legend": [
                (SYMBOLS[mark], label)
                for mark, label in self._mark_labels().items()
                if mark in used or mark == "today"
            ],
            "axis": drawn["above"] * LANE,
            "height": (drawn["above"] + drawn["below"]) * LANE + 2 * AXIS,
            "lane": LANE,
            "gap": AXIS,
            "summary": self._summary(rows),
        }

    @api.model
    def _summary(self, rows):
        """The whole timeline as a sentence, for who does not see the drawing."""
        dates = [
            f"{format_date(self.env, row['date'])} {row['label']} ({row['status']})"
            if row["status"]
            else f"{format_date(self.env, row['date'])} {row['label']}"
            for row in rows
        ]
        return self.env._("Timeline: %(dates)s", dates="; ".join(dates))

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
        """The rows of all these employees, one query per kind of fact.

        :returns: dict of employee id → list of rows, by date
        """
        people = employees.sudo()
        found = defaultdict(list)
        for entretien in (
            self.env["hr.entretien"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", people._origin.ids),
                    ("state", "in", (*HELD_STATES, "declined", "planned")),
                ]
            )
        ):
            found[entretien.employee_id.id].append(entretien)
        missed = self._missed(people)
        return {
            person._origin.id: self._rows_of(
                person, found[person._origin.id], missed.get(person._origin.id, ())
            )
            for person in people
        }

    @api.model
    def _rows_of(self, employee, entretiens, missed):
        rows = [
            *self._edge_rows(employee),
            *(self._held_row(item) for item in entretiens),
            *(self._missed_row(*item) for item in missed),
            *self._coming_rows(employee, {item[:2] for item in missed}),
        ]
        return sorted(rows, key=lambda row: (row["date"], row["mark"]))

    @api.model
    def _edge_rows(self, employee):
        """Where seniority starts, and the end of the employment."""
        labels = self._mark_labels()
        for mark in ("start", "end"):
            if day := employee[f"entretien_{mark}_date"]:
                yield self._row(day, mark, labels[mark].capitalize())

    @api.model
    def _row(self, day, mark, label, status=""):
        return {"date": day, "mark": mark, "label": label, "status": status}

    @api.model
    def _held_row(self, entretien):
        """One interview that took place, was refused, or has its date."""
        motifs = dict(self.env["hr.employee"]._get_entretien_motifs())
        label = motifs[entretien.motif]
        if entretien.with_bilan:
            label = self.env._("%(motif)s and état des lieux", motif=label)
        day = entretien.date_held or entretien.date_declined
        if entretien.state == "declined":
            oral = entretien.declined_how == "oral"
            status = (
                self.env._("declined by word of mouth")
                if oral
                else self.env._("refused in writing")
            )
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
        """A limit that passed without its interview.

        :param str kind: of the obligation
        :param date limit: its last day
        :param bool still: an interview held today would still meet it
        """
        status = self.env._("overdue") if still else self.env._("missed")
        return self._row(limit, "missed", self._kind_label(kind), status)

    @api.model
    def _kind_label(self, kind):
        if kind == "bilan":
            return self.env._("État des lieux")
        return dict(self.env["hr.employee"]._get_entretien_motifs())[kind]

    @api.model
    def _coming_rows(self, employee, missed):
        """The targets and limits that are due, but those shown as missed already.

        :param set missed: (kind, limit) of each
        """
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

        :returns: dict of employee id → list of (kind, limit, whether it can still be
            made up for)
        """
        return {
            case.employee._origin.id: self._missed_of(case.cycles())
            for case in self.env["hr.entretien.planner"]._cases(employees)
            if not case.block
        }

    @api.model
    def _missed_of(self, cycles):
        """
        :param cycles: ``schedule.Cycle`` of the employee, by the company's reading
        """
        today = fields.Date.context_today(self)
        missed = [
            (duty.kind, duty.in_time_until, not cycle.closed and duty.open(today))
            for cycle in cycles
            for duty in cycle.missing(today)
        ]
        missed += [
            ("bilan", cycle.in_time_until, True)
            for cycle in cycles
            if not cycle.closed and cycle.in_time_until < today
        ]
        return missed
