"""The timeline of an employee's entretiens: on his card, on his page, on paper."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.tools.misc import format_date

from ...schedule import in_time_until
from .entretien_timeline import SYMBOLS, place
from .hr_employee_facts import HELD_STATES

HR = "hr.group_hr_user"
TEMPLATE = "hr_entretien_professionnel.entretien_timeline"
# Heights of the drawing, in pixels.
LANE = 34
AXIS = 22
# What is due later than the cycle to come would squeeze all the rest.
HORIZON_YEARS = 10


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    entretien_timeline = fields.Html(
        string="Timeline",
        compute="_compute_entretien_timeline",
        sanitize=False,
        groups=HR,
        help="Interviews held and missed, états des lieux, today, next dates and "
        "limits.",
    )

    @api.depends("entretien_plan", "entretien_ids.state", "entretien_ids.date_planned")
    @api.depends_context("lang")
    def _compute_entretien_timeline(self):
        timelines = self._entretien_timelines()
        for employee in self:
            drawn = employee._entretien_drawing(timelines[employee._origin.id])
            employee.entretien_timeline = drawn and self.env["ir.qweb"]._render(
                TEMPLATE, {"timeline": drawn, "folded": True}
            )

    def _entretien_timeline(self):
        """What stands on the employee's timeline, by date.

        With the server's rights: whoever shows it has checked who reads it.

        :returns: list of dicts: ``date``, ``mark`` (a key of ``SYMBOLS``), ``label``
            (what), ``status`` (held, missed…, in words), ``where`` (% of the line),
            ``symbol``, ``above``, ``lane``
        """
        self.ensure_one()
        rows = self._entretien_timelines()[self._origin.id]
        return place(rows, fields.Date.context_today(self))["rows"] if rows else []

    def _entretien_timeline_values(self):
        """What the template draws, or None when no date is known.

        :rtype: dict | None
        """
        self.ensure_one()
        return self._entretien_drawing(self._entretien_timelines()[self._origin.id])

    def _entretien_drawing(self, rows):
        """The rows placed, with the legend and one sentence that tells it all."""
        if not rows:
            return None
        drawn = place(rows, fields.Date.context_today(self))
        used = [row["mark"] for row in rows]
        labels = self._entretien_mark_labels()
        return {
            **drawn,
            "name": self.env._("Timeline of the interviews"),
            "legend": [
                (SYMBOLS[mark], label)
                for mark, label in labels.items()
                if mark in used or mark == "today"
            ],
            "axis": drawn["above"] * LANE,
            "height": (drawn["above"] + drawn["below"]) * LANE + 2 * AXIS,
            "lane": LANE,
            "gap": AXIS,
            "summary": self._entretien_spoken(rows),
        }

    def _entretien_spoken(self, rows):
        """The whole timeline as a sentence, for who does not see the drawing."""
        told = [
            f"{format_date(self.env, row['date'])} {row['label']} ({row['status']})"
            if row["status"]
            else f"{format_date(self.env, row['date'])} {row['label']}"
            for row in rows
        ]
        return self.env._("Timeline: %(dates)s", dates="; ".join(told))

    @api.model
    def _entretien_mark_labels(self):
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

    def _entretien_timelines(self):
        """The rows of all these employees, one query per kind of fact.

        :returns: dict of employee id → list of dicts without their places
        """
        people = self.sudo()
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
        missed = people._entretien_missed()
        return {
            person._origin.id: person._entretien_rows(
                found[person._origin.id], missed.get(person._origin.id, ())
            )
            for person in people
        }

    def _entretien_rows(self, entretiens, missed):
        """Every row of one employee, by date."""
        rows = [
            *self._entretien_edge_rows(),
            *(self._entretien_held_row(item) for item in entretiens),
            *(self._entretien_missed_row(*item) for item in missed),
            *self._entretien_coming_rows({item[:2] for item in missed}),
        ]
        return sorted(rows, key=lambda row: (row["date"], row["mark"]))

    def _entretien_edge_rows(self):
        """Where seniority starts, and the end of the employment."""
        labels = self._entretien_mark_labels()
        edges = (("start", self.entretien_start_date), ("end", self.entretien_end_date))
        for mark, day in edges:
            if day:
                yield self._entretien_row(day, mark, labels[mark].capitalize())

    @api.model
    def _entretien_row(self, day, mark, label, status=""):
        return {"date": day, "mark": mark, "label": label, "status": status}

    def _entretien_held_row(self, entretien):
        """One interview that took place, was refused, or has its date."""
        motifs = dict(self._get_entretien_motifs())
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
            return self._entretien_row(day, "refused", label, status)
        if entretien.state == "planned":
            day = fields.Datetime.context_timestamp(self, entretien.date_planned).date()
            return self._entretien_row(day, "planned", label, self.env._("planned"))
        mark = "bilan" if entretien.with_bilan else "held"
        due, limit = entretien.date_due, entretien.date_limit
        late = limit and day > in_time_until(due or limit, limit)
        status = self.env._("held late") if late else self.env._("was held")
        return self._entretien_row(day, mark, label, status)

    def _entretien_missed_row(self, kind, limit, still):
        """A limit that passed without its interview.

        :param str kind: of the obligation
        :param date limit: its last day
        :param bool still: an interview held today would still meet it
        """
        status = self.env._("overdue") if still else self.env._("missed")
        return self._entretien_row(
            limit, "missed", self._entretien_kind_label(kind), status
        )

    def _entretien_kind_label(self, kind):
        if kind == "bilan":
            return self.env._("État des lieux")
        return dict(self._get_entretien_motifs())[kind]

    def _entretien_coming_rows(self, missed):
        """The targets and limits that are due, but those told as missed already.

        :param set missed: (kind, limit) of each
        """
        today = fields.Date.context_today(self)
        for due in self._entretien_due():
            target = fields.Date.to_date(due["target"])
            limit = in_time_until(target, fields.Date.to_date(due["limit"]))
            kind = due["kind"]
            if limit < today:
                if (kind, limit) not in missed:
                    yield self._entretien_missed_row(kind, limit, True)
                continue
            if target > fields.Date.add(today, years=HORIZON_YEARS):
                continue
            label = self._entretien_kind_label(kind)
            mark = "bilan_next" if kind == "bilan" else "next"
            yield self._entretien_row(target, mark, label, self.env._("to hold"))
            if limit != target:
                yield self._entretien_row(limit, "limit", label, self.env._("limit"))

    # -- what was missed ---------------------------------------------------------------

    def _entretien_missed(self):
        """The limits of all cycles that passed unmet, as the law's engine tells them.

        :returns: dict of employee id → list of (kind, limit, whether it can still be
            made up for)
        """
        return {
            employee._origin.id: employee._entretien_missed_of(known.cycles())
            for employee, known in self._entretien_known()
            if not known.block
        }

    def _entretien_missed_of(self, known):
        """
        :param known: ``schedule.Cycle`` of the employee, by the company's reading
        """
        today = fields.Date.context_today(self)
        missed = [
            (duty.kind, duty.in_time_until, not cycle.closed and duty.open(today))
            for cycle in known
            for duty in cycle.missing(today)
        ]
        missed += [
            ("bilan", cycle.in_time_until, True)
            for cycle in known
            if not cycle.closed and cycle.in_time_until < today
        ]
        return missed


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _report_timeline(self):
        """The employee's timeline, as the documents draw it (see the template).

        With the server's rights: who reads the interview reads its document.

        :rtype: dict | None
        """
        self.ensure_one()
        return self.sudo().employee_id._entretien_timeline_values()
