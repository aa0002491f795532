import base64
import logging
from collections import Counter, defaultdict
from contextlib import closing
from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL, split_every
from odoo.tools.misc import formatLang

from ..models.bulk import insert_rows, write_rows
from ..models.interview.batch import CONFLICTS, in_batches
from ..models.interview.entretien_states import COUNTED_STATES
from ..models.selection_labels import selection_label, selection_labels
from ..models.window import open_action
from ..spreadsheet import layout
from ..spreadsheet.dsn import is_dsn
from ..spreadsheet.files import Unreadable, read_sheets
from ..spreadsheet.kinds import propose_absence
from ..spreadsheet.lines import (
    Known,
    identity,
    judge,
    match,
    proposed_kind,
    read_lines,
    words_of,
)
from ..spreadsheet.people import Directory, Person
from ..spreadsheet.values import plain, ranges

_logger = logging.getLogger(__name__)
HR = "hr.group_hr_user"
NOT_BROUGHT_IN = ("ask", "refused", "left_aside")
# From how many lines on the import goes on in the background.
IN_BACKGROUND = 1000
# How many lines are created, or brought in, at once.
BATCH = 2000
# How many due dates that moved are shown, and lines named in a refusal.
MAX_SHOWN = 50
MAX_NAMED = 5


class HrEntretienImport(models.TransientModel):
    """The import assistant: a file of HR's, what was understood of it, what is asked.

    It reads and proposes; HR settles. Nothing is written before ``action_import``,
    which brings in what is settled, all of it or nothing; what is still asked stays
    out, and the same file again adds that alone.
    """

    _name = "hr.entretien.import"
    _description = "Import Assistant"
    _rec_name = "file_name"
    _transient_max_hours = 48.0

    state = fields.Selection(
        [
            ("file", "File"),
            ("check", "Check"),
            ("running", "In Progress"),
            ("done", "Result"),
        ],
        default="file",
        readonly=True,
    )
    file = fields.Binary(string="Your File", attachment=False)
    file_name = fields.Char()
    company_ids = fields.Many2many(
        "res.company", default=lambda self: self.env.companies, readonly=True
    )
    content = fields.Selection(
        [
            ("interviews", "Past interviews"),
            ("absences", "Absences"),
            ("dates", "Dates of the employees"),
            ("dsn", "A DSN of payroll"),
        ],
        string="What It Holds",
        help="Empty: what its columns say.",
    )
    sheet_id = fields.Many2one("hr.entretien.import.sheet")
    sheet_ids = fields.One2many(
        "hr.entretien.import.sheet", "import_id", string="Sheets"
    )
    header_row = fields.Integer(string="Row of the Headers")
    table_read = fields.Char(help="Which table the columns are those of.")
    not_read = fields.Text(readonly=True)
    column_ids = fields.One2many(
        "hr.entretien.import.column", "import_id", string="Columns"
    )
    word_ids = fields.One2many("hr.entretien.import.word", "import_id", string="Words")
    line_ids = fields.One2many("hr.entretien.import.line", "import_id")
    problem_ids = fields.One2many(
        "hr.entretien.import.line",
        "import_id",
        string="To Settle",
        domain=[("what", "in", ("ask", "refused"))],
    )
    month_day = fields.Selection(
        [("first", "The 1st"), ("middle", "The 15th"), ("last", "The last day")],
        string="Day of the Months Without a Day",
        help="Some lines say the month alone.",
    )
    early = fields.Selection(
        [
            ("seniority", "Take the date d'ancienneté"),
            ("aside", "Leave these lines to be settled one by one"),
        ],
        string="Lines Before the First Contract",
        help="The date d'ancienneté of the file, or where it has none the day of the "
        "first interview, at the latest.",
    )
    match_by_nir = fields.Boolean(
        string="Match by NIR",
        help="For a DSN. Without it people are found by their number, else by their "
        "name and birth date. The NIR serves to find them and is not kept.",
    )
    has_nir = fields.Boolean(compute="_compute_has_nir")
    month_declared = fields.Date(readonly=True)
    month_count = fields.Integer(readonly=True)
    early_count = fields.Integer(readonly=True)
    ready_count = fields.Integer(string="Ready", compute="_compute_counts")
    problem_count = fields.Integer(string="Number to Settle", compute="_compute_counts")
    aside_count = fields.Integer(string="Left Aside", compute="_compute_counts")
    same_text = fields.Text("For the Same Reason", compute="_compute_problem_texts")
    nobody_text = fields.Text("Nobody Is Known", compute="_compute_problem_texts")
    preview = fields.Json(string="Due Dates That Move", readonly=True)
    preview_text = fields.Text(compute="_compute_preview_text")
    result = fields.Text(readonly=True)
    progress = fields.Float(readonly=True)

    @api.depends("line_ids.what", "line_ids.came_in")
    def _compute_counts(self):
        counts = defaultdict(dict)
        for item, what, count in self.env["hr.entretien.import.line"]._read_group(
            [("import_id", "in", self.ids), ("came_in", "=", False)],
            ["import_id", "what"],
            ["__count"],
        ):
            counts[item.id][what] = count
        for item in self:
            of = counts[item._origin.id]
            item.problem_count = of.pop("ask", 0) + of.pop("refused", 0)
            item.aside_count = of.pop("left_aside", 0)
            item.ready_count = sum(of.values())

    @api.depends("line_ids.problem", "line_ids.what", "line_ids.employee_id")
    @api.depends_context("lang")
    def _compute_problem_texts(self):
        for item in self:
            groups = item._problem_groups()
            several = any(numbers[1:] for _problem, numbers in groups)
            item.same_text = several and "\n".join(item._group_texts(groups))
            item.nobody_text = item._nobody_known() and item._nobody_known_text()

    def _problem_groups(self):
        """What is to be settled and the numbers of the lines, by sentence."""
        groups = self.env["hr.entretien.import.line"]._read_group(
            Domain("import_id", "in", self._origin.ids)
            & Domain("what", "in", ("ask", "refused")),
            ["problem"],
            ["line:array_agg"],
        )
        return sorted(
            ((problem or "", sorted(set(lines))) for problem, lines in groups),
            key=lambda group: group[1],
        )

    def _group_texts(self, groups):
        """E.g. “Lines 2–138 (137): The date is missing.”"""
        shown = [
            self.env._(
                "Lines %(lines)s (%(count)s): %(problem)s",
                lines=ranges(numbers),
                count=len(numbers),
                problem=problem.strip(),
            )
            if numbers[1:]
            else self.env._(
                "Line %(line)s: %(problem)s", line=numbers[0], problem=problem.strip()
            )
            for problem, numbers in groups[:MAX_SHOWN]
        ]
        return shown + ["…"] * bool(groups[MAX_SHOWN:])

    def _nobody_known(self):
        """People were looked for, and not one of them was found."""
        lines, mine = self.line_ids, Domain("import_id", "in", self._origin.ids)
        known = Domain("employee_id", "!=", False) | (
            Domain("what", "!=", "left_aside")
            & Domain("code", "not in", ("unknown", "nobody"))
        )
        unknown = lines.search_count(mine & Domain("code", "=", "unknown"), limit=1)
        return bool(unknown) and not lines.search_count(mine & known, limit=1)

    def _nobody_known_text(self):
        """What to do first: create the employees, or say which column names them."""
        text = self.env._(
            "Nobody in this file is known here. First create or import these people in "
            "the application Employees, then check this file again."
        )
        if self.content == "dsn":
            return text
        number = self.column_ids.filtered(lambda column: column.field == "number")[:1]
        column = self.env._(
            "If they are there: the column “%(name)s” (%(sample)s) was read as the "
            "employee number. When it is another one, say so under “Columns”.",
            name=number.name or "",
            sample=number.sample or "",
        )
        if not number:
            column = self.env._(
                "If they are there: no column was read as the employee number. Say "
                "under “Columns” which one it is."
            )
        return f"{text}\n{column}"

    def _compute_has_nir(self):
        self.has_nir = "nir" in self.env["hr.entretien.import.line"]._employee_fields()

    @api.depends("preview")
    @api.depends_context("lang")
    def _compute_preview_text(self):
        for item in self:
            rows = item.preview["moved"] if item.preview else ()
            moved = "\n".join(f"{name} : {old} → {new}" for name, old, new in rows)
            still = item.preview and self.env._("No due date moves.")
            item.preview_text = moved or still

    def write(self, vals):
        if vals.get("file"):
            for name in ("line_ids", "word_ids", "column_ids", "sheet_ids"):
                self[name].unlink()
            reset = dict.fromkeys(("header_row", "table_read", "result"), False)
            vals = {**vals, "state": "file", **reset}
            if "dsn" in self.mapped("content"):
                vals = {"content": False, **vals}
        return super().write(vals)

    # -- reading -----------------------------------------------------------------------

    def action_read(self):
        """Read the file and say of each line what comes of it; nothing is written.

        What HR settled since the last reading — the table, its columns, the meaning of
        words, lines by hand — is kept. A DSN is emptied once its lines are read.

        :raises UserError: the file cannot be read
        """
        self.ensure_one()
        self.write({"preview": False, "result": False})
        if self.content == "dsn" or is_dsn(base64.b64decode(self.file or b"")):
            self.env["hr.entretien.dsn"]._read(self)
            self.state = "check"
            return
        sheets = self._read_sheets()
        by_hand = {(line.line, line.place): line._by_hand() for line in self.line_ids}
        before = (self.sheet_id, self.content)
        table = self._settle_table(sheets)
        if (self.sheet_id, self.content) != before:
            # The lines of another sheet have the same numbers.
            by_hand = {}
        self._check_taken_once(table)
        sheet = next(item for item in sheets if item.name == table.sheet)
        self.not_read = self._not_read(sheets, sheet, table)
        lines = read_lines(layout.data_rows(sheet, table), table.columns, self.content)
        self._settle_words(lines, table.columns)
        for line in lines:
            line.by_hand = by_hand.get((line.number, line.place), {})
        people = self._people()
        match(lines, Directory(people))
        judge(lines, self._known(lines, people), self.content)
        self._keep_lines(lines)
        self.state = "check"

    def _read_sheets(self):
        try:
            return read_sheets(base64.b64decode(self.file or b""))
        except Unreadable as error:
            texts = {
                "empty": self.env._("This file holds no line."),
                "protected": self.env._(
                    "This file is protected by a password. Open it in Excel, save it "
                    "without the password, and choose it again."
                ),
                "damaged": self.env._(
                    "This file is damaged. Open it in Excel or LibreOffice, save it "
                    "again as .xlsx, and choose it again."
                ),
                "unknown": self.env._(
                    "This is not a spreadsheet. Save it as .xlsx, .ods or .csv, and "
                    "choose it again."
                ),
            }
            raise UserError(texts[error.code]) from error

    def _settle_table(self, sheets):
        """The table that HR chose, or the one found; its columns likewise."""
        if not self.sheet_ids:
            self.sheet_ids = [Command.create({"name": s.name or "1"}) for s in sheets]
        by_record = dict(zip(self.sheet_ids.sorted("id"), sheets, strict=True))
        chosen = by_record.get(self.sheet_id)
        others = self.sheet_ids - self.sheet_id
        if self.table_read in map(self._table_key, others):
            # HR chose another sheet alone: where its headers stand is found again.
            self.write({"header_row": 0, "content": False})
        table = layout.find_table(
            sheets if chosen is None else [chosen],
            header_row=self.header_row or None,
            content=self.content or None,
        )
        if self.table_read == self._table_key(self.sheet_id):
            settled = {item.place: item.field for item in self.column_ids}
            return table._replace(columns=layout.with_fields(table.columns, settled))
        self.content = self.content or table.content
        self.header_row = table.header_row
        self.sheet_id = next(r for r, s in by_record.items() if s.name == table.sheet)
        self.table_read = self._table_key(self.sheet_id)
        return self._propose_columns(table, by_record[self.sheet_id].rows)

    def _table_key(self, sheet):
        """What ``table_read`` holds once this table of that sheet was read."""
        return f"{sheet.id} {self.header_row} {self.content}"

    def _propose_columns(self, table, rows):
        """The table, its columns shown to HR as what they are taken for."""
        table = table._replace(columns=self._remembered(table.columns))
        rows = [cells for number, cells in rows if number > table.header_row]
        self.column_ids.unlink()
        self.column_ids = [
            Command.create(
                {"place": place, "name": name, "field": field, "sample": sample}
            )
            for place, name, field in table.columns
            if (sample := self._sample(rows, place)) or name
        ]
        return table

    def _check_taken_once(self, table):
        """:raises UserError: two columns are taken for one thing"""
        if same := layout.taken_twice(table.columns):
            raise UserError(
                self.env._(
                    "These columns are taken for “%(name)s”: %(columns)s. Keep one of "
                    "them under “Columns”.",
                    name=selection_labels(self.column_ids, "field")[same[0].field],
                    columns=", ".join(f"“{column.header}”" for column in same),
                )
            )

    def _not_read(self, sheets, read, table):
        """What stays out unless HR says otherwise: columns, rows, other sheets."""
        fields = layout.CONTENTS[self.content].fields
        useful = {*layout.WHO, *fields, "remark", "ignored", False}
        columns = [(item.field, item.name or item.sample) for item in self.column_ids]
        stays_out = (
            (
                [name for field, name in columns if not field],
                self.env._(
                    "Columns that were not understood, and stay out: %(names)s. Say "
                    "what they are under “Columns”, then check again."
                ),
            ),
            (
                [name for field, name in columns if field not in useful],
                self.env._(
                    "Columns of no use to “%(content)s”, which stay out: %(names)s. To "
                    "bring them in, import this file once more and say under “What It "
                    "Holds” what they are about."
                ),
            ),
            (
                [str(number) for number in layout.rows_above(read, table)],
                self.env._(
                    "Rows above the headers that are not read: %(names)s. If they hold "
                    "lines to import, give the “Row of the Headers” that is theirs."
                ),
            ),
            (
                [sheet.name for sheet in sheets if sheet != read],
                self.env._(
                    "Other sheets of this file are not read: %(names)s. Import this "
                    "one, then choose the next as the sheet."
                ),
            ),
        )
        content = selection_label(self, "content")
        return "\n".join(
            text % {"names": ", ".join(names), "content": content}
            for names, text in stays_out
            if names
        )

    def _sample(self, rows, place):
        filled = (row[place] for row in rows if place < len(row) and row[place] != "")
        text = self.env["hr.entretien.import.line"]._text
        return " · ".join(map(text, islice(filled, 3)))

    def _remembered(self, columns):
        """The columns as HR settled those of earlier files."""
        kept = self._memory(self._name)
        headers = {item.place: plain(item.header) for item in columns}
        settled = {place: kept[text] for place, text in headers.items() if text in kept}
        return layout.each_field_once(layout.with_fields(columns, settled), settled)

    def _memory(self, name):
        """Odoo's memory of imports: what HR chose for a header or a word, by its plain
        text. “Type” is one thing among interviews and another among absences.

        Every user may write in that memory: what others than HR wrote counts for
        nothing.
        """
        kept = self.env["base_import.mapping"].search(
            Domain("res_model", "=", f"{name},{self.content}")
            & Domain("write_uid", "in", self.env.ref(HR).sudo().all_user_ids.ids)
        )
        return {item.column_name: item.field_name for item in kept}

    def _remember(self, name, chosen):
        """:param dict chosen: value by text, as ``_memory`` gives it back"""
        name = f"{name},{self.content}"
        mappings = self.env["base_import.mapping"]
        mappings.search(
            [("res_model", "=", name), ("column_name", "in", list(chosen))]
        ).unlink()
        mappings.create(
            [
                {"res_model": name, "column_name": text, "field_name": value}
                for text, value in chosen.items()
            ]
        )

    def _settle_words(self, lines, columns):
        """One row for each distinct word, with what it is taken for."""
        column = layout.CONTENTS[self.content].words
        counts = words_of(lines, column) if column else {}
        words = {plain(word.name or ""): word for word in self.word_ids}
        kept = self._memory("hr.entretien.import.word")
        # A kind of the company's own may have no code.
        types = self.env["hr.entretien.absence.type"].search(Domain.TRUE)
        types = {item.code or str(item.id): item.id for item in types}
        created = []
        for text, count in counts.items():
            if word := words.pop(plain(text), None):
                word.count = count
                continue
            said = kept.get(plain(text))
            if column == "absence_type":
                code = said or propose_absence(text)
                what = "other" if code == "other" else "ask"
                what = "absence" if code in types else what
                values = {"absence_type_id": types.get(code), "what": what}
            else:
                values = self._word_values(said, text, columns)
            created.append(Command.create({"name": text, "count": count, **values}))
        self.word_ids = created + [Command.unlink(word.id) for word in words.values()]

    def _word_values(self, kept, text, columns):
        if kept:
            what, motif, bilan = kept.split(",")
            return {"what": what, "motif": motif, "with_bilan": bilan == "1"}
        kind = proposed_kind(text, columns)
        return kind._asdict() if kind else {"what": "ask"}

    def _known(self, lines, people):
        """What the lines are compared with."""
        # A person chosen by hand may be anybody's: those at hand alone are compared.
        here = {person.id for person in people if person.here}
        employees = self.env["hr.employee"].sudo()
        employees = employees.browse({line.person_id for line in lines} & here)
        recorded = {
            "interviews": self._recorded,
            "absences": self._absences,
            "dates": self._dates,
        }
        return Known(
            today=fields.Date.context_today(self),
            words={plain(word.name or ""): word._kind() for word in self.word_ids},
            first_days={person.id: person.first for person in people if person.first},
            last_days={person.id: person.last for person in people if person.last},
            recorded=recorded[self.content](employees),
            month_day=self.month_day or "",
            early=self.early or "",
        )

    def _people(self):
        """Everybody of the user's companies: the past names leavers too, and who is
        in another company is said to be there."""
        people = self.env["hr.employee"].sudo().with_context(active_test=False)
        query = people._search([("company_id", "in", self.env.user.company_ids.ids)])
        rows = self.env.execute_query(
            SQL(
                """SELECT e.id, COALESCE(e.name, ''), e.barcode, v.identification_id,
                          COALESCE(e.work_email, ''),
                          LEAST(c.start, e.entretien_seniority_date), v.departure_date,
                          e.company_id = ANY(%s), e.active
                     FROM hr_employee e
                LEFT JOIN hr_version v ON v.id = e.current_version_id
                LEFT JOIN (SELECT employee_id, min(contract_date_start) AS start
                             FROM hr_version GROUP BY employee_id) c
                       ON c.employee_id = e.id
                    WHERE e.id IN %s
                 ORDER BY e.id""",
                self.company_ids.ids,
                query.subselect(),
            )
        )
        return [
            Person(employee_id, name, (badge, number), *others)
            for employee_id, name, badge, number, *others in rows
        ]

    def _recorded(self, employees):
        """Identities of the interviews that Odoo has of these people already."""
        found = self.env["hr.entretien"].search_fetch(
            Domain("employee_id", "in", employees.ids)
            & Domain("state", "in", COUNTED_STATES),
            ["employee_id", "date_held", "date_declined", "motif", "with_bilan"],
        )
        return {
            identity(
                item.employee_id.id,
                item.date_held or item.date_declined,
                item.motif,
                item.with_bilan,
            )
            for item in found
        }

    def _absences(self, employees):
        """First and last days of the absences of these people, by person and type."""
        found = self.env["hr.entretien.absence"].search_fetch(
            [("employee_id", "in", employees.ids)],
            ["employee_id", "type_id", "date_from", "date_to"],
        )
        days = defaultdict(list)
        for item in found:
            key = (item.employee_id.id, item.type_id.id)
            days[key].append((item.date_from, item.date_to))
        return days

    def _dates(self, employees):
        fields_of = self.env["hr.entretien.import.line"]._employee_fields()
        return {
            item["id"]: {name: item[field] for name, field in fields_of.items()}
            for item in employees.read(list(fields_of.values()))
        }

    def _keep_lines(self, lines):
        """The lines in Odoo's terms; those of the last reading go."""
        self.month_count = sum(line.code == "month" for line in lines)
        self.early_count = sum(
            line.code == "before_hire" or bool(line.seniority) for line in lines
        )
        self.line_ids.unlink()
        model = self.env["hr.entretien.import.line"]
        for batch in split_every(BATCH, lines):
            insert_rows(model, [model._values_of(self, line) for line in batch])
            self._forget()

    # -- bringing in -------------------------------------------------------------------

    def action_import(self):
        """Bring in the lines that are settled, all of them or nothing.

        :raises UserError: no line is settled
        """
        self.ensure_one()
        # A DSN is gone once it is read: HR has seen its lines, these and no other.
        if self.content != "dsn" or self.state == "file":
            self.action_read()
        if not self.ready_count:
            raise UserError(self._nothing_settled())
        self._remember_choices()
        if self.ready_count > IN_BACKGROUND:
            self.write({"state": "running", "progress": 0})
            self.env.ref(
                "hr_entretien_professionnel.ir_cron_entretien_import"
            ).sudo()._trigger()
        else:
            self._finish(self._bring_in())

    def _nothing_settled(self):
        """Why nothing comes in, and where to begin."""
        text = self.env._("Nothing is settled yet: no line can be brought in.")
        if self.nobody_text:
            return f"{text}\n{self.nobody_text}"
        if not (groups := self._problem_groups()):
            return text
        first = self._group_texts(groups[:MAX_NAMED])
        return "\n".join([text, self.env._("See “To Settle”:"), *first])

    def action_preview(self):
        """Show the due dates that would move, without keeping anything."""
        self.ensure_one()
        self.action_read()
        with closing(self.env.cr.savepoint()):
            outcome = self._bring_in()
        self.preview = outcome

    def _bring_in(self, on_progress=None):
        """Write the settled lines.

        :param on_progress: called with the share done, between batches, and at the end
            with what is to be kept whatever happens then
        :returns: ``count`` of lines, and what they changed: ``moved`` rows of name,
            date before and after, ``moved_count``, ``late_before`` and ``late_after``
        :rtype: dict
        """
        ready = self.line_ids.filtered(
            lambda line: line.what not in NOT_BROUGHT_IN and not line.came_in
        )
        if on_progress and not ready:
            # It was interrupted once all had come in, before it said so.
            return self.preview
        employees = self.env["hr.employee"].sudo().browse(ready.employee_id.ids)
        before = self._due_dates(employees)
        early = ready.filtered("seniority_date").grouped("employee_id")
        for employee, lines in early.items():
            # With the rights of HR: the person may have been chosen by hand.
            employee.entretien_seniority_date = min(lines.mapped("seniority_date"))
        if self.content != "dsn":
            # The dates of each person are worked out once, not in every batch.
            ready = ready.sorted(lambda line: (line.employee_id.id, line.line))
        for start in range(0, len(ready), BATCH):
            if on_progress:
                on_progress(100 * start / len(ready))
            # Browsed anew: what is read of one would be read of all.
            lines = ready.browse(ready.ids[start : start + BATCH])
            lines._create_records()
            # What is interrupted before it says so does not bring them in again.
            write_rows(lines, dict.fromkeys(lines.ids, {"came_in": True}))
            self._forget()
        outcome = self._outcome(before, self._due_dates(employees))
        outcome["count"] = len(ready)
        if on_progress:
            # HR may have stopped it during the last batch, which may be the only one.
            on_progress(100, preview=outcome)
        return outcome

    def _forget(self):
        """Memory stays flat: what a batch wrote is the database's."""
        self.env.flush_all()
        self.env.invalidate_all(flush=False)

    def _outcome(self, before, after):
        """What ``_bring_in`` returns, of the due dates by employee."""
        moved = [item for item in before if before[item][0] != after[item][0]]
        today = fields.Date.context_today(self)
        text = self.env["hr.entretien.import.line"]._text

        def late(dates):
            return sum(bool(limit) and limit < today for _due, limit in dates.values())

        shown = moved[:MAX_SHOWN]
        namesakes = Counter(item.name for item in shown)

        def name(item):
            which = item.barcode or item.identification_id or item.department_id.name
            alone = namesakes[item.name] == 1 or not which
            return item.name if alone else f"{item.name} ({which})"

        return {
            "moved_count": len(moved),
            "moved": [
                (name(item), text(before[item][0]), text(after[item][0]))
                for item in shown
            ],
            "late_before": late(before),
            "late_after": late(after),
        }

    def _due_dates(self, employees):
        """Of those who are there: nothing is planned for who left."""
        employees.invalidate_recordset(["entretien_next_date", "entretien_next_limit"])
        return {
            item: (item.entretien_next_date, item.entretien_next_limit)
            for item in employees.filtered("active")
        }

    def _finish(self, outcome):
        def number(count):
            return formatLang(self.env, count, digits=0)

        parts = [
            self.env._(
                "Lines that came in: %(count)s.", count=number(outcome["count"])
            ),
            self.env._(
                "Next due dates that moved: %(count)s; of these employees, overdue: "
                "%(before)s before, %(after)s now.",
                count=number(outcome["moved_count"]),
                before=number(outcome["late_before"]),
                after=number(outcome["late_after"]),
            ),
        ]
        if self.problem_count:
            parts.append(
                self.env._(
                    "Lines that stay out: %(count)s. Settle them and import again, or "
                    "correct the file; what came in is not added twice.",
                    count=number(self.problem_count),
                )
            )
        if self.aside_count:
            parts.append(
                self.env._(
                    "Lines left aside: %(count)s. “All Lines” says why.",
                    count=number(self.aside_count),
                )
            )
        self.write(
            {
                "state": "done",
                "progress": 100,
                "preview": outcome,
                "result": "\n".join(parts),
            }
        )

    def _remember_choices(self):
        """What headers and words mean here, for the next file."""
        headers = Counter(plain(item.name or "") for item in self.column_ids)
        self._remember(
            self._name,
            {
                plain(item.name): item.field or ""
                for item in self.column_ids
                # What was only proposed is proposed again, by what stands below; of
                # two that bear one header, it says nothing.
                if item.settled and item.name and headers[plain(item.name)] == 1
            },
        )
        self._remember(
            "hr.entretien.import.word",
            {
                plain(word.name): word._memory()
                for word in self.word_ids
                if word.name and word._kind()
            },
        )

    def _cron_import(self):
        """Bring in the large files, one transaction each; their progress is seen."""

        def bring_in(items):
            item = self.browse(items)
            item = item.with_user(item.create_uid).with_context(
                allowed_company_ids=item.company_ids.ids, lang=item.create_uid.lang
            )
            try:
                with self.env.cr.savepoint():
                    return item, item._bring_in(item._show_progress)
            except CONFLICTS:
                raise
            except UserError as error:
                return item, str(error)
            except Exception:
                _logger.exception("Entretien: import %s", item.id)
                return item, item.env._("This import failed: nothing came in.")

        def finish(found):
            # The progress was written beside a transaction that could not see it.
            item, outcome = found
            if isinstance(outcome, str):
                item.write({"state": "check", "result": outcome})
            else:
                item._finish(outcome)
            item.create_uid._bus_send(
                "simple_notification",
                {"type": "info", "message": item.result, "sticky": True},
            )

        running = [("state", "=", "running")]
        in_batches(
            self.env, lambda: self.search(running).ids, bring_in, 1, after=finish
        )

    def _show_progress(self, share, **values):
        """Beside the transaction that brings them in.

        :raises UserError: HR stopped it meanwhile"""
        with self.pool.cursor() as cr:
            item = self.with_env(self.env(cr=cr))
            if item.state != "running":
                raise UserError(self.env._("Stopped: nothing came in."))
            item.write({"progress": share, **values})

    def action_stop(self):
        """Give up what goes on in the background: nothing of it comes in."""
        self.filtered(lambda item: item.state == "running").state = "check"

    def action_see_employees(self):
        """The people of the lines, with their due dates."""
        return open_action(
            self.env,
            "hr_entretien_professionnel.hr_employee_action_follow_up",
            domain=[("id", "in", self.line_ids.employee_id.ids)],
        )
