import base64
from collections import defaultdict
from datetime import date

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.employee.entretien_reason import delay_text
from ..spreadsheet.dsn import Individual, NotDsn, read_dsn
from ..spreadsheet.dsn_differences import Recorded, differences, find_person
from ..spreadsheet.people import Directory

# What a line of each kind of difference brings in; the others are dates of the person.
WHAT = {"start": "contract", "end": "contract", "absence": "absence"}
# Who writes the days of contracts in Odoo.
ADMINISTRATOR = "hr.group_hr_manager"


class HrEntretienDsn(models.AbstractModel):
    """The differences between a DSN and Odoo, as lines of the import assistant.

    The file is emptied as soon as it is read. What remains are the differences, and of
    somebody who was not found the facts that are compared once HR says who they are:
    never the NIR, the pay, nor a reason that gives no right.
    """

    _name = "hr.entretien.dsn"
    _description = "DSN for the Import Assistant"

    def _read(self, assistant):
        """Make the lines of the file; once it is gone, those of the people chosen."""
        if assistant.file or assistant.state == "file":
            month, individuals = self._open(base64.b64decode(assistant.file or b""))
            assistant.line_ids.unlink()
            assistant.write({"file": False, "content": "dsn", "month_declared": month})
            found, rows = self._find(assistant, individuals)
        else:
            asked = assistant.line_ids.filtered(lambda line: line.what == "ask")
            chosen = asked.filtered(
                lambda line: line.employee_id and "individual" in (line.values or ())
            )
            chosen.employee_id.check_access("write")
            found, rows = [], []
            for line in chosen:
                individual = Individual.from_json(line.values["individual"])
                found.append((line.employee_id.id, individual))
            chosen.unlink()
        rows += self._rows(assistant, found)
        for place, row in enumerate(rows):
            row.update(import_id=assistant.id, place=place)
        assistant.line_ids.with_context(reading=True).create(rows)
        assistant.result = not assistant.line_ids and self.env._(
            "Nothing in this file differs from what is known here."
        )

    def _open(self, content):
        try:
            return read_dsn(content)
        except NotDsn as error:
            texts = {
                "no_dsn": self.env._("This is not a DSN file: ask payroll for it."),
                "not_whole": self.env._(
                    "This DSN is not whole: its last line announces %(announced)s "
                    "lines, it has %(read)s. Ask payroll for the file that was sent."
                ),
            }
            figures = {"announced": error.announced or "–", "read": error.read}
            raise UserError(texts[error.code] % figures) from error

    def _find(self, assistant, individuals):
        """Pairs of employee's id and individual; lines for who has to be chosen."""
        people = assistant._people()
        directory, found, rows = Directory(people), [], []
        by_nir = assistant.match_by_nir and assistant.has_nir
        sure = self._by_nir(people) if by_nir else {}
        # The birth dates of those alone who bear a name of the file.
        named = {
            person.id
            for individual in individuals
            for name in individual.names
            for person in directory.find("", "", name).people
            if person.here
        }
        dates = assistant._dates(self.env["hr.employee"].sudo().browse(named))
        birthdays = {number: item["birthday"] for number, item in dates.items()}
        for individual in individuals:
            person = find_person(individual, directory, birthdays, sure)
            if person.problem:
                rows.append(self._asked_values(individual, person))
            else:
                found.append((person.people[0].id, individual))
        return found, rows

    def _by_nir(self, people):
        """The person of each NIR that one alone of them has."""
        field = self.env["hr.entretien.import.line"]._employee_fields()["nir"]
        here = {person.id: person for person in people if person.here}
        found = defaultdict(list)
        for employee in self.env["hr.employee"].sudo().browse(here).read([field]):
            nir = (employee[field] or "").replace(" ", "")[:13]
            found[nir].append(here[employee["id"]])
        return {nir: same[0] for nir, same in found.items() if nir and len(same) == 1}

    def _rows(self, assistant, found):
        """The lines of the differences of these people."""
        recorded = self._recorded(assistant, {number for number, _item in found})
        types = self.env["hr.entretien.absence.type"].search(Domain.TRUE)
        types = defaultdict(types.browse, types.grouped("code"))
        month = assistant.month_declared or None
        return [
            {
                **self._line_values(item, types),
                "who": individual.names[0],
                "employee_id": number,
            }
            for number, individual in found
            for item in differences(individual, recorded[number], month)
        ]

    def _recorded(self, assistant, ids):
        """What is known here of these people, by their id, in a few queries."""
        employees = self.env["hr.employee"].sudo().browse(ids)
        about = Domain("employee_id", "in", employees.ids)
        contracts, absences = defaultdict(set), defaultdict(list)
        started = about & Domain("contract_date_start", "!=", False)
        # HR officers import, and Odoo shows the days of contracts to administrators.
        for version in self.env["hr.version"].sudo().search(started):
            days = (version.contract_date_start, version.contract_date_end or None)
            contracts[version.employee_id.id].add(days)
        for item in self.env["hr.entretien.absence"].sudo().search(about):
            absence = (item.id, item.type_id.code, item.date_from, item.date_to)
            absences[item.employee_id.id].append(absence)
        dates = assistant._dates(employees)
        return {
            employee.id: Recorded(
                tuple(contracts[employee.id]),
                tuple(absences[employee.id]),
                dates[employee.id]["birthday"] or None,
                employee.entretien_start_date or None,
            )
            for employee in employees
        }

    # -- lines -------------------------------------------------------------------------

    def _asked_values(self, individual, found):
        """Somebody to be chosen, with what is compared once they are."""
        line = self.env["hr.entretien.import.line"]
        born = individual.birth and line._text(individual.birth)
        return {
            "line": individual.line,
            "who": individual.names[0],
            "written": " · ".join(filter(None, (individual.number, born))),
            "what": "ask",
            "code": found.problem,
            "problem": line._problem_text(found.problem, found.people),
            "values": {"individual": individual.to_json()},
        }

    def _line_values(self, item, types):
        what = WHAT.get(item.kind, "dates")
        about = item.about.isoformat() if isinstance(item.about, date) else item.about
        code, type_id = item.code, False
        lines = self.env["hr.entretien.import.line"]
        if what == "absence":
            type_id = types[item.said.kind][:1].id
            code = code or ("" if type_id else "unknown_reason")
        elif what == "contract" and not self.env.user.has_group(ADMINISTRATOR):
            code = "administrator"
        return {
            "line": item.line,
            "written": self._written(item, types),
            "date": item.day,
            "date_to": item.day_to,
            "absence_type_id": type_id,
            "what": "ask" if code else what,
            "code": code,
            "problem": lines._problem_text(code, value=item.before),
            "values": {"kind": item.kind, "about": about},
        }

    def _written(self, item, types):
        """A difference in words, before and after."""
        texts = {
            "start": self.env._("Contract start, %(said)s: %(before)s → %(after)s"),
            "end": self.env._("Contract end, %(said)s: %(before)s → %(after)s"),
            "new": self.env._("New contract, %(said)s: %(after)s – %(to)s"),
            "absence": self.env._("%(said)s: %(after)s – %(to)s"),
            "birthday": self.env._("Birthday: %(before)s → %(after)s"),
            "seniority_date": self.env._(
                "Seniority, %(said)s for payroll: %(before)s → %(after)s"
            ),
        }
        new = item.kind == "start" and not item.about
        text = self.env["hr.entretien.import.line"]._text
        return texts["new" if new else item.kind] % {
            "said": self._said(item, types),
            "before": text(item.before),
            "after": text(item.day),
            "to": text(item.day_to),
        }

    def _said(self, item, types):
        """The nature of the contract, the absence, or the seniority that is counted."""
        if item.kind == "absence":
            known = types[item.said.kind][:1].name
            return known or f"S{item.said.block} {item.said.reason}"
        if item.kind == "seniority_date":
            unit, count = item.said
            if unit == "days":
                return self.env._("%(count)s days", count=count)
            return delay_text(self.env, count * (12 if unit == "years" else 1))
        natures = {
            "01": self.env._("permanent"),
            "02": self.env._("fixed-term"),
            "03": self.env._("agency work"),
            "29": self.env._("internship"),
        }
        return natures.get(item.said) or self.env._("nature %(code)s", code=item.said)

    # -- applying ----------------------------------------------------------------------

    def _apply(self, lines):
        """Write what these settled lines say, ends of contracts before their starts."""
        lines.employee_id.check_access("write")
        absences = self.env["hr.entretien.absence"]
        fields_of, new = lines._employee_fields(), lines.browse()
        for line in lines.sorted("place"):
            kind, about = line.values["kind"], line.values["about"]
            if line.what == "contract":
                self._apply_contract(line, kind, about)
            elif line.what == "dates":
                line.employee_id.write({fields_of[kind]: line.date})
            else:
                absence = absences.browse(about).exists() if about else absences
                if absence.employee_id == line.employee_id:
                    absence.write({"date_from": line.date, "date_to": line.date_to})
                else:
                    new += line
        new._create_absences()

    def _apply_contract(self, line, kind, about):
        """With the rights of the user: the days of a contract are administrators'."""
        employee = line.employee_id
        contracts = employee.version_ids.filtered("contract_date_start")
        if about:
            first = fields.Date.to_date(about)
            same = contracts.filtered(lambda one: one.contract_date_start == first)
            same[:1].write({f"contract_date_{kind}": line.date})
            return
        if contracts:
            version = employee.create_contract(line.date)
        else:
            version = employee.version_id
            version.contract_date_start = line.date
        if line.date_to:
            version.contract_date_end = line.date_to
