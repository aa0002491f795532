from datetime import date

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date
from odoo.tools.translate import LazyTranslate

from ..models.interview.entretien_occasions import OCCASION_FLAGS
from ..models.interview.mail_activity import QUIET
from ..models.selection_labels import selection_of, translated
from ..spreadsheet.kinds import Kind
from ..spreadsheet.layout import CONTENTS
from .hr_entretien_dsn import WHAT

# The cells of use that are not shown as they were written: a number that is nobody's
# business, and what the kind says too.
NOT_SHOWN = ("nir", "status")
# What HR may settle on a line.
SETTLED = ("employee_id", "date", "date_to", "date_copy", "what", "motif", "with_bilan")
# What brings in the lines of each ``what``.
BRING_IN = {
    "held": "_create_interviews",
    "declined": "_create_interviews",
    "absence": "_create_absences",
    "dates": "_write_dates",
}

_lt = LazyTranslate(__name__)
# Why a line is not brought in, by its code: what is wrong, and what to do.
PROBLEMS = {
    "total": _lt("A total, no person."),
    "title": _lt("A title or a remark, no person."),
    "header": _lt("The headers again."),
    "no_interview": _lt("No interview on this line."),
    "nothing": _lt("Nothing to import on this line."),
    "not_held": _lt("Nothing was held."),
    "other": _lt("Not an entretien professionnel."),
    "other_absence": _lt("An absence that changes no date here."),
    "known": _lt("Known here already."),
    "repeated": _lt("The same as line %(line)s."),
    "by_hand": _lt("Left aside by you."),
    "nobody": _lt("Nothing says who this is about: choose the person."),
    "unknown": _lt(
        "Nobody here has this name or this number. Choose the person, or "
        "create them first. %(who)s"
    ),
    "two": _lt("Which one? %(who)s"),
    "elsewhere": _lt("In another company: %(who)s. Import with that company chosen."),
    "other_name": _lt(
        "The number and the name are not the same person's: %(who)s. Choose."
    ),
    "no_day": _lt("The date is missing: give it, or leave the line out."),
    "no_end": _lt(
        "The last day is missing: give it, as it is foreseen if need be, or "
        "leave the line out."
    ),
    "bad_day": _lt(
        "“%(value)s” is not a day that exists: correct it, or leave the line out."
    ),
    "month": _lt(
        "%(value)s without a day: say above which day to take, or give it here."
    ),
    "future": _lt("%(value)s is in the future: correct it."),
    "unknown_kind": _lt("Say above what “%(value)s” means."),
    "no_kind": _lt("The kind is missing: choose it here."),
    "no_absence": _lt(
        "The kind of absence is missing: say above what “(nothing)” means, or "
        "leave the line out."
    ),
    "bad_copy": _lt(
        "Copy handed over: “%(value)s” is neither a day nor yes or no. Give the day, "
        "or import without it."
    ),
    "future_copy": _lt(
        "The copy was handed over in the future (%(value)s): correct the day, or "
        "import without it."
    ),
    "copy_before": _lt(
        "The copy was handed over on %(value)s, before the interview: correct one of "
        "the two days, or import without that of the copy."
    ),
    "before_hire": _lt(
        "Before the first contract known here (%(value)s): answer the question "
        "above, or correct the date."
    ),
    "after_departure": _lt(
        "After the last day in the company (%(value)s): correct one of the two days, "
        "here or on the employee's card, or leave the line out."
    ),
    "ends_before": _lt("It ends on %(value)s, before it begins."),
    "said_otherwise": _lt(
        "Line %(line)s says the same interview otherwise: leave one of them out."
    ),
    "name_alone": _lt(
        "The name is %(who)s's, and no birth date confirms it: choose the "
        "person, then check again."
    ),
    "later": _lt(
        "Later than here (%(value)s): it would take seniority away. Apply it "
        "or leave it out."
    ),
    "shorter": _lt(
        "Sooner than here (%(value)s): nothing is due after the end of a "
        "contract. Apply it or leave it out."
    ),
    "overlap": _lt(
        "Another contract is known for these days: correct it first, or leave this out."
    ),
    "goes_on": _lt("It has no last day yet: give it and apply, or leave it out."),
    "unknown_reason": _lt(
        "Payroll gives a reason that is not known here: choose the kind of "
        "absence and apply, or leave it out."
    ),
    "seniority": _lt(
        "Here it starts on %(value)s. The day is worked out from what payroll "
        "counts: correct it and apply, or leave it out."
    ),
    "known_otherwise": _lt(
        "An interview of that day is known already, with or without état des lieux "
        "where the file says the contrary: correct that one, or leave the line out."
    ),
    "administrator": _lt(
        "Contract days are written by the HR administrator alone: ask them to import "
        "this file, or leave the line out."
    ),
    "absence_otherwise": _lt(
        "An absence of this kind is known from %(value)s to %(to)s, here or in an "
        "earlier line: correct one of the two, or leave this line out."
    ),
    "dates_otherwise": _lt(
        "Line %(line)s gives this person another date: leave one of them out."
    ),
}


class HrEntretienImportLine(models.TransientModel):
    """A line of the file, what it says, and what comes of it."""

    _name = "hr.entretien.import.line"
    _description = "Line of a File to Import"
    _order = "code, line, id"
    _rec_name = "line"

    import_id = fields.Many2one(
        "hr.entretien.import", required=True, index=True, ondelete="cascade"
    )
    content = fields.Selection(related="import_id.content")
    line = fields.Integer(readonly=True, help="The row of the sheet, or of the file.")
    place = fields.Integer(readonly=True)
    who = fields.Char(string="Written Name", readonly=True)
    written = fields.Text(readonly=True)
    employee_id = fields.Many2one("hr.employee")
    date = fields.Date()
    date_to = fields.Date(string="Last Day")
    motif = fields.Selection(
        selection=selection_of("hr.entretien", "motif"), string="Type"
    )
    with_bilan = fields.Boolean(string="With État des Lieux")
    absence_type_id = fields.Many2one("hr.entretien.absence.type", string="Absence")
    interviewer_id = fields.Many2one("hr.employee", readonly=True)
    copy_delivered = fields.Char(
        string="Copy Handed Over",
        readonly=True,
        help="“no”, “unknown_day”, or the day it was handed over.",
    )
    date_copy = fields.Date(string="Copy Handed Over On")
    seniority_date = fields.Date(
        readonly=True, help="The date d'ancienneté that the line brings with it."
    )
    values = fields.Json(readonly=True, help="Dates of the employee, by field.")
    what = fields.Selection(
        [
            ("held", "Interview"),
            ("declined", "Written refusal"),
            ("absence", "Absence"),
            ("dates", "Dates"),
            ("contract", "Contract"),
            ("left_aside", "Left aside"),
            ("ask", "To settle"),
            ("refused", "To correct"),
        ],
        string="What Comes of It",
        required=True,
    )
    code = fields.Char(readonly=True)
    problem = fields.Text(string="Why", readonly=True)
    came_in = fields.Boolean(readonly=True)
    settled = fields.Json(readonly=True, help="What HR settled by hand, by field.")

    def write(self, vals):
        """What HR writes on a line is theirs: a new reading keeps it."""
        settled = [name for name in SETTLED if name in vals]
        result = super().write(vals)
        if settled and not self.env.context.get("reading"):
            for line in self.with_context(reading=True):
                line.settled = sorted({*(line.settled or ()), *settled})
        return result

    def action_leave_aside(self):
        self.write({"what": "left_aside"})
        self.import_id.action_read()

    def action_without_copy(self):
        self.write({"date_copy": False})
        self.import_id.action_read()

    def action_apply(self):
        """Bring in a difference that was asked, or left aside, after all.

        :raises UserError: the person, the date, or the kind of an absence is missing
        """
        for line in self:
            kind = (line.values or {}).get("kind")
            about = {"line": line.line, "who": line.who}
            if line.code == "administrator":
                raise UserError(line.problem)
            if not kind or not line.employee_id:
                raise UserError(
                    self.env._(
                        "Line %(line)s (%(who)s): choose the person, then check again.",
                        **about,
                    )
                )
            absence = kind == "absence"
            if (kind != "end" and not line.date) or (
                absence and not (line.absence_type_id and line.date_to)
            ):
                raise UserError(
                    self.env._(
                        "Line %(line)s (%(who)s): give the date; for an absence, its "
                        "kind and last day.",
                        **about,
                    )
                )
            line.what = WHAT.get(kind, "dates")

    def action_take_back(self):
        """What was left aside is judged anew; of a DSN, which is gone, asked anew."""
        for line in self.with_context(reading=True):
            line.settled = [name for name in line.settled or () if name != "what"]
            if line.content == "dsn":
                line.what = "ask"
        self.import_id.action_read()

    def _by_hand(self):
        """What HR settled, by field, and the kind that comes of it, as the reader of
        lines takes it."""
        self.ensure_one()
        found = {name: self[name] for name in SETTLED if name in (self.settled or ())}
        if "employee_id" in found:
            found["employee_id"] = self.employee_id.id
        by_kind = found.keys() & {"motif", "with_bilan"}
        if by_kind or found.get("what") in ("held", "declined"):
            what = "declined" if self.what == "declined" else "held"
            found["kind"] = Kind(what, self.motif or "periodic", self.with_bilan)
        return found

    def _values_of(self, assistant, line):
        """A line of the reader as a record.

        :param line: ``spreadsheet.lines.Line``
        """
        kind = line.kind
        shown = (x for x in CONTENTS[assistant.content].fields if x not in NOT_SHOWN)
        written = map(line.cells.get, shown)
        values = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in line.values.items()
        }
        return {
            "import_id": assistant.id,
            "line": line.number,
            "place": line.place,
            "who": line.who,
            "written": " · ".join(map(self._text, filter(None, written))),
            "employee_id": line.person_id,
            "date": line.day,
            "date_to": line.day_to,
            "motif": kind and kind.what in ("held", "declined") and kind.motif,
            "with_bilan": bool(kind and kind.with_bilan),
            "absence_type_id": line.absence_type if line.absence_type != "other" else 0,
            "interviewer_id": line.interviewer_id,
            "copy_delivered": str(line.copy),
            "date_copy": line.copy if isinstance(line.copy, date) else False,
            "seniority_date": line.seniority,
            "values": values or False,
            "what": line.what,
            "code": line.code,
            "problem": self._problem_text(line.code, line.people, **line.figures),
            "settled": [name for name in SETTLED if name in line.by_hand],
        }

    def _text(self, value):
        """A day or another cell as HR reads it, “–” for none."""
        day = isinstance(value, date)
        return format_date(self.env, value) if day else str(value or "–")

    def _person_text(self, person):
        """What distinguishes namesakes: “Claire Martin (AR-105, since 01/06/2015)”."""
        details = [number for number in person.numbers if number]
        if person.first:
            since = self._text(person.first)
            details.append(self.env._("since %(date)s", date=since))
        if not person.active:
            details.append(self.env._("archived"))
        return f"{person.name} ({', '.join(details)})" if details else person.name

    def _problem_text(self, code, people=(), **figures):
        """The sentence of a code of ``PROBLEMS``, if there is one."""
        if not code:
            return False
        figures = {name: self._text(value) for name, value in figures.items()}
        figures["who"] = ", ".join(map(self._person_text, people))
        return translated(self.env, PROBLEMS[code]) % figures

    # -- bringing in -------------------------------------------------------------------

    def _create_records(self):
        """What these settled lines bring in, one creation for each kind of record."""
        if "dsn" in self.mapped("content"):
            self.env["hr.entretien.dsn"]._apply(self)
            return
        for bring_in, lines in self.grouped(lambda line: BRING_IN[line.what]).items():
            getattr(lines, bring_in)()

    def _create_interviews(self):
        self.env["hr.entretien"].with_context(**QUIET, tracking_disable=True).create(
            [line._interview_values() for line in self]
        )

    def _create_absences(self):
        self.env["hr.entretien.absence"].create(
            [
                {
                    "employee_id": line.employee_id.id,
                    "type_id": line.absence_type_id.id,
                    "date_from": line.date,
                    "date_to": line.date_to,
                }
                for line in self
            ]
        )

    def _write_dates(self):
        fields_of = self._employee_fields()
        for line in self:
            line.employee_id.write(
                {fields_of[name]: value for name, value in line.values.items()}
            )

    def _interview_values(self):
        """The closed interview of a line, or the refusal; its words stay in HR's
        note."""
        self.ensure_one()
        values = {
            "employee_id": self.employee_id.id,
            # Never the manager of today by default: they may not have been there.
            "interviewer_id": self.interviewer_id.id,
            "motif": self.motif,
            "with_bilan": self.with_bilan,
            "hr_note": self._note(),
        }
        if self.motif in OCCASION_FLAGS:
            values[OCCASION_FLAGS[self.motif]] = True
        if self.what == "declined":
            return values | {
                "state": "declined",
                "date_declined": self.date,
                "motive": self.written,
            }
        return values | {
            "state": "closed",
            "date_held": self.date,
            "date_copy_delivered": self.date_copy,
        }

    def _note(self):
        copies = {
            "no": self.env._("copy: no"),
            "unknown_day": self.env._("copy: yes, day unknown"),
        }
        return self.env._(
            "Imported on %(date)s (%(file)s, line %(line)s): “%(written)s”, %(copy)s.",
            date=format_date(self.env, fields.Date.context_today(self)),
            file=self.import_id.file_name or self.env._("spreadsheet"),
            line=self.line,
            written=self.written,
            copy=copies.get(self.copy_delivered) or self.copy_delivered,
        )

    def _employee_fields(self):
        """Field of the file → field of the employee; an add-on adds its own."""
        return {
            "seniority_date": "entretien_seniority_date",
            "birthday": "birthday",
            "visit_date": "entretien_visit_date",
        }
