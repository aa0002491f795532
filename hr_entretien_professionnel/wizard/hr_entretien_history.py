from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ..models.employee.hr_entretien_planner import HELD_STATES
from ..models.interview.hr_entretien_reconcile import QUIET
from .entretien_history_directory import Directory
from .entretien_history_parse import ACCEPTED_KINDS, HEADERS, read_day, read_kind
from .entretien_history_row import HistoryRow, history_identity

NEEDED = ("date_held", "kind")
WHO = ("badge", "email", "last_name", "first_name", "employee_name")


class HrEntretienHistory(models.TransientModel):
    """The lines of a spreadsheet of past interviews, as HR imports it.

    A line becomes a closed interview; this record only shows, for an hour, which one.
    The cells are text: Odoo's own reading of dates would stop at the first bad one and
    turn “03/08/2021” into the eighth of March or not according to the language. All the
    lines are read first; when one is bad they are all told and nothing is created.
    """

    _name = "hr.entretien.history"
    _description = "Past Entretien to Import"
    _rec_name = "kind"
    _order = "id"

    badge = fields.Char(string="Badge Number")
    email = fields.Char(string="E-mail")
    last_name = fields.Char()
    first_name = fields.Char()
    employee_name = fields.Char(string="Full Name")
    date_held = fields.Char(string="Interview Date")
    kind = fields.Char(string="Kind of Interview")
    interviewer_name = fields.Char(string="Held By")
    date_copy = fields.Char(string="Copy Handed Over On")
    entretien_id = fields.Many2one("hr.entretien", string="Interview", readonly=True)
    employee_id = fields.Many2one(related="entretien_id.employee_id")
    date = fields.Date(related="entretien_id.date_held", string="Held On")

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Spreadsheet of past interviews"),
                "template": "/hr_entretien_professionnel/static/import/"
                "entretiens_historique.xlsx",
            }
        ]

    def action_open_entretien(self):
        self.ensure_one()
        return self.entretien_id.action_open_form()

    @api.model
    def load(self, fields, data):
        """Create the past interviews of these lines, all of them or none.

        Odoo's limit of rows in one go is left aside: the first batch would be kept when
        the second is bad.

        :param fields: names of this model's fields, one for each column
        :param data: lines of text
        :returns: see ``BaseModel.load``; a message without ``rows`` sums up
        """
        self.check_access("create")
        self.env["hr.entretien"]._check_hr()
        missing = self._history_missing(fields)
        if missing:
            return self._history_refused([self._history_message(missing)])
        if any(len(values) != len(fields) for values in data):
            text = self.env._("Each line needs a cell for each column.")
            return self._history_refused([self._history_message(text)])
        rows = self._history_rows(fields, data)
        self._history_read(rows)
        new, repeated = self._history_without_repeats(rows)
        messages = self._history_problems(rows, repeated)
        if messages:
            return self._history_refused(messages)
        known = self._history_known(new)
        new = [row for row in new if row.identity not in known]
        try:
            with self.env.cr.savepoint():
                ids = self._history_create(new).ids
        except UserError as error:
            return self._history_refused([self._history_message(str(error))])
        old = [row for row in rows if row.identity in known and row not in repeated]
        messages = self._history_summary(new, old, repeated)
        return {"ids": ids, "messages": messages, "nextrow": 0}

    # -- reading ---------------------------------------------------------------------

    def _history_missing(self, names):
        """What to say when a column without which nothing can be read is not there."""
        labels = self.fields_get(NEEDED, ["string"])
        missing = [labels[name]["string"] for name in NEEDED if name not in names]
        if missing:
            return self.env._(
                "No column of the file is used for: %(columns)s. Choose the field of "
                "that column in the list beside it.",
                columns=", ".join(missing),
            )
        if not set(WHO) & set(names):
            return self.env._(
                "No column says whose interviews these are: badge number, e-mail, or "
                "name and first name."
            )
        return None

    def _history_rows(self, names, data):
        """The lines, by the numbers that the spreadsheet shows."""
        lines = self.env.context.get("entretien_lines") or []
        if len(lines) != len(data):
            # Called without the screen: a header, then the data.
            lines = range(2, len(data) + 2)
        empty = dict.fromkeys(HEADERS, "")
        return [
            HistoryRow(
                index,
                line,
                empty
                | {
                    name: str(cell or "").strip()
                    for name, cell in zip(names, values, strict=True)
                    if name in HEADERS
                },
            )
            for index, (line, values) in enumerate(zip(lines, data, strict=True))
        ]

    def _history_read(self, rows):
        """Find people, dates and kinds; what is wrong is kept on each line."""
        directory = Directory(self._history_employees())
        today = fields.Date.context_today(self)
        for row in rows:
            row.employee, problem, figures = directory.find(row.cells)
            if problem:
                row.tell(problem, **figures)
            self._history_read_days(row, today)
            row.kind = read_kind(row.cells["kind"])
            if not row.kind:
                given = row.cells["kind"]
                kinds = ", ".join(ACCEPTED_KINDS)
                problem = "unknown_kind" if given else "no_kind"
                row.tell(problem, value=given, kinds=kinds)
            row.interviewer = directory.interviewer(row.cells["interviewer_name"])
            if row.interviewer and row.interviewer == row.employee:
                row.tell("self_held", who=row.employee.name)
        self._history_check_hired(rows)

    def _history_read_days(self, row, today):
        for name, column in (("day", "date_held"), ("copy", "date_copy")):
            text = row.cells[column]
            if not text:
                if name == "day":
                    row.tell("no_day")
                continue
            try:
                value = read_day(text)
            except ValueError:
                row.tell(f"bad_{name}", value=text)
                continue
            if value > today:
                row.tell(f"future_{name}", value=text)
                continue
            setattr(row, name, value)
        if row.day and row.copy and row.copy < row.day:
            row.tell("copy_before", value=row.cells["date_copy"])

    def _history_check_hired(self, rows):
        employees = self.env["hr.employee"].union(
            *(row.employee for row in rows if row.employee)
        )
        hired = self.env["hr.entretien.planner"]._first_days(employees)
        for row in rows:
            first = row.employee and row.day and hired.get(row.employee.id)
            if first and row.day < first:
                row.tell("before_hire", value=format_date(self.env, first))

    def _history_employees(self):
        """All the people of the companies at hand: the past names leavers too."""
        return (
            self.env["hr.employee"]
            .with_context(active_test=False)
            .search_fetch(
                [("company_id", "in", self.env.companies.ids)],
                ["name", "barcode", "work_email", "entretien_seniority_date"],
            )
        )

    def _history_without_repeats(self, rows):
        """The good lines once each, and those that only repeat an earlier one.

        Two lines that tell the same interview otherwise are a problem of the second.
        """
        first, new, repeated = {}, [], []
        for row in rows:
            if row.problems:
                continue
            earlier = first.setdefault(row.identity, row)
            if earlier is row:
                new.append(row)
            elif earlier.details == row.details:
                repeated.append(row)
            else:
                row.tell("told_otherwise", line=earlier.line)
        return new, repeated

    # -- creating --------------------------------------------------------------------

    def _history_known(self, rows):
        """Identities of the interviews that Odoo has already."""
        domain = (
            Domain("employee_id", "in", [row.employee.id for row in rows])
            & Domain("date_held", "in", {row.day for row in rows})
            & Domain("state", "in", HELD_STATES)
        )
        entretiens = self.env["hr.entretien"].search_fetch(
            domain, ["employee_id", "date_held", "motif", "with_bilan"]
        )
        return {
            history_identity(item.employee_id.id, item.date_held, item)
            for item in entretiens
        }

    def _history_create(self, rows):
        """The interviews, in one batch, and a line here for each."""
        entretiens = (
            self.env["hr.entretien"]
            .with_context(**QUIET, tracking_disable=True)
            .create([self._history_values(row) for row in rows])
        )
        return self.create(
            [
                {**row.cells, "entretien_id": entretien.id}
                for row, entretien in zip(rows, entretiens, strict=True)
            ]
        )

    def _history_values(self, row):
        """The closed interview of a line; its own words stay in HR's note."""
        return {
            "employee_id": row.employee.id,
            # Never the manager of today by default: he may not have been there.
            "interviewer_id": row.interviewer.id if row.interviewer else False,
            **row.kind,
            "state": "closed",
            "date_held": row.day,
            "date_copy_delivered": row.copy,
            "hr_note": self._history_note(row),
        }

    def _history_note(self, row):
        source = self.env.context.get("entretien_file")
        return self.env._(
            "Imported on %(date)s (%(file)s, line %(line)s): “%(kind)s”, held by "
            "%(interviewer)s.",
            date=format_date(self.env, fields.Date.context_today(self)),
            file=source or self.env._("spreadsheet"),
            line=row.line,
            kind=row.cells["kind"],
            interviewer=row.cells["interviewer_name"] or "?",
        )
