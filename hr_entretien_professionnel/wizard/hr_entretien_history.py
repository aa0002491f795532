from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ..models.interview.hr_entretien import HELD_STATES
from ..models.interview.hr_entretien_night import QUIET
from .entretien_history_directory import Directory
from .entretien_history_parse import ACCEPTED_KINDS, HEADERS, read_day, read_kind
from .entretien_history_row import HistoryRow, history_identity

NEEDED = ("date_held", "kind")
WHO = ("badge", "email", "last_name", "first_name", "employee_name")
# The most line numbers that a summary lists.
MAX_LINES_LISTED = 20


class HrEntretienHistory(models.TransientModel):
    """The lines of a spreadsheet of past interviews, as HR imports it.

    A line becomes a closed interview; this record only shows, for an hour, which one.
    The cells are text: Odoo's own reading of dates would stop at the first bad one and
    turn “03/08/2021” into the eighth of March or not according to the language. All the
    lines are read first; when one is bad, all of it is said and nothing is created.
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

    def action_open_entretien(self):
        self.ensure_one()
        return self.entretien_id.action_open_form()

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Spreadsheet of past interviews"),
                "template": "/hr_entretien_professionnel/static/import/"
                "entretiens_historique.xlsx",
            }
        ]

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
                row.note(problem, **figures)
            self._history_read_days(row, today)
            row.kind = read_kind(row.cells["kind"])
            if not row.kind:
                given = row.cells["kind"]
                kinds = ", ".join(ACCEPTED_KINDS)
                problem = "unknown_kind" if given else "no_kind"
                row.note(problem, value=given, kinds=kinds)
            row.interviewer = directory.interviewer(row.cells["interviewer_name"])
            if row.interviewer and row.interviewer == row.employee:
                row.note("self_held", who=row.employee.name)
        self._history_check_hired(rows)

    def _history_read_days(self, row, today):
        for name, column in (("day", "date_held"), ("copy", "date_copy")):
            text = row.cells[column]
            if not text:
                if name == "day":
                    row.note("no_day")
                continue
            try:
                value = read_day(text)
            except ValueError:
                row.note(f"bad_{name}", value=text)
                continue
            if value > today:
                row.note(f"future_{name}", value=text)
                continue
            setattr(row, name, value)
        if row.day and row.copy and row.copy < row.day:
            row.note("copy_before", value=row.cells["date_copy"])

    def _history_check_hired(self, rows):
        employees = self.env["hr.employee"].union(
            *(row.employee for row in rows if row.employee)
        )
        hired = self.env["hr.entretien.planner"]._first_days(employees)
        for row in rows:
            first = row.employee and row.day and hired.get(row.employee.id)
            if first and row.day < first:
                row.note("before_hire", value=format_date(self.env, first))

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

        Two lines that give the same interview otherwise are a problem of the second.
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
                row.note("told_otherwise", line=earlier.line)
        return new, repeated

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
        """The interviews, in one batch, and a line of this model for each."""
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
            # Never the manager of today by default: they may not have been there.
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

    # -- what is said of it: line, problem, what to do ---------------------------------

    def _history_refused(self, messages):
        return {"ids": False, "messages": messages, "nextrow": 0}

    def _history_message(self, text, kind="error"):
        """About the whole file: Odoo's screen shows it first, as it is."""
        return {"type": kind, "message": text}

    def _history_problems(self, rows, repeated):
        """A message for each problem of each line, after one that sums up.

        Odoo's screen hides the text of messages that name a column, and shows
        ``record`` as the line: the number is the spreadsheet's.
        """
        texts = {**self._history_people_texts(), **self._history_texts()}
        messages = []
        for row in rows:
            for code, figures in row.problems:
                who = Directory.written_name(row.cells) or row.cells["email"]
                text = self.env._(
                    "Line %(line)s – %(who)s: %(problem)s",
                    line=row.line,
                    who=who or row.cells["badge"] or "?",
                    problem=texts[code] % figures,
                )
                place = {"from": row.index, "to": row.index}
                messages.append(
                    {
                        "type": "error",
                        "message": text,
                        "record": row.line,
                        "rows": place,
                        "code": code,
                    }
                )
        if not messages:
            return []
        summary = self.env._(
            "Nothing was imported: %(count)s lines are to be corrected in the "
            "spreadsheet, which is then loaded again.",
            count=sum(bool(row.problems) for row in rows),
        )
        parts = [summary, *self._history_repeats(repeated)]
        return [self._history_message(" ".join(parts)), *messages]

    def _history_summary(self, new, known, repeated):
        """What was not created, and why; nothing to say when all was."""
        if not (known or repeated):
            return []
        if not new:
            text = self.env._(
                "All these interviews were already recorded: nothing was created."
            )
            parts = [text, *self._history_repeats(repeated)]
            return [self._history_message(" ".join(parts), "warning")]
        if self.env.context.get("entretien_dryrun"):
            parts = [self.env._("%(count)s interviews to create.", count=len(new))]
        else:
            parts = [self.env._("%(count)s interviews created.", count=len(new))]
        parts += self._history_repeats(repeated)
        if known:
            text = self.env._(
                "Already recorded and left as they are: lines %(lines)s.",
                lines=self._history_lines(known),
            )
            parts.append(text)
        return [self._history_message(" ".join(parts), "warning")]

    def _history_repeats(self, repeated):
        if not repeated:
            return []
        return [
            self.env._(
                "Exact duplicates of an earlier line, imported once: lines %(lines)s.",
                lines=self._history_lines(repeated),
            )
        ]

    def _history_lines(self, rows):
        numbers = [str(row.line) for row in rows]
        more = ["…"] if len(numbers) > MAX_LINES_LISTED else []
        return ", ".join(numbers[:MAX_LINES_LISTED] + more)

    def _history_people_texts(self):
        """Whose interview it is: what is wrong, and what to do."""
        return {
            "nobody": self.env._(
                "nothing says whose interview it is. Give the badge number, the e-mail "
                "or the name and first name."
            ),
            "badge_unknown": self.env._(
                "no employee has the badge number “%(value)s”. Correct it, or create "
                "the employee first."
            ),
            "email_unknown": self.env._(
                "no employee has the e-mail “%(value)s”. Correct it, or create the "
                "employee first."
            ),
            "name_unknown": self.env._(
                "no employee is called “%(value)s”. Correct the name, give the badge "
                "number, or create the employee first."
            ),
            "badge_ambiguous": self.env._(
                "several employees have the badge number “%(value)s”: %(who)s. Write "
                "it with its leading zeros."
            ),
            "email_ambiguous": self.env._(
                "several employees have the e-mail “%(value)s”: %(who)s. Give the "
                "badge number."
            ),
            "name_ambiguous": self.env._(
                "several employees are called “%(value)s”: %(who)s. Give the badge "
                "number or the e-mail."
            ),
            "other_name": self.env._(
                "“%(value)s” is %(who)s, not %(name)s. Correct one or the other."
            ),
            "self_held": self.env._(
                "nobody holds the interview with himself (%(who)s). Correct who held "
                "it, or leave it empty."
            ),
        }

    def _history_texts(self):
        """The interview itself: what is wrong, and what to do."""
        return {
            "no_day": self.env._("the date of the interview is missing. Fill it in."),
            "bad_day": self.env._(
                "“%(value)s” is not a possible date of interview. Write it as "
                "31/12/2024."
            ),
            "future_day": self.env._(
                "the interview is dated in the future (%(value)s). Correct the date, "
                "or remove the line and plan the interview in Odoo."
            ),
            "bad_copy": self.env._(
                "“%(value)s” is not a possible date for the copy. Write it as "
                "31/12/2024, or leave it empty."
            ),
            "future_copy": self.env._(
                "the copy is dated in the future (%(value)s). Correct the date, or "
                "leave it empty."
            ),
            "copy_before": self.env._(
                "the copy is handed over (%(value)s) before the interview. Correct "
                "one of the two dates, or leave the copy's empty."
            ),
            "before_hire": self.env._(
                "the interview comes before the first contract (%(value)s). Correct "
                "the date, or enter the former contract or the seniority date on the "
                "employee."
            ),
            "no_kind": self.env._(
                "the kind of interview is missing. Accepted: %(kinds)s."
            ),
            "unknown_kind": self.env._(
                "“%(value)s” is not a kind of interview. Accepted: %(kinds)s."
            ),
            "told_otherwise": self.env._(
                "line %(line)s tells the same interview with another copy date or "
                "interviewer. Keep one of the two."
            ),
        }
