"""Files as HR departments keep them, through the import assistant."""

import csv
from collections import defaultdict
from datetime import date

from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from .import_common import ImportCase

FOLDER = "hr_entretien_professionnel/tests/data/terrain"
# What must come of a line → what the assistant says of it.
EXPECTED = {
    "held": "held",
    "declined in writing": "declined",
    "told and left aside": "left_aside",
    "nothing held: told and left aside": "left_aside",
    "ask: day of the month unknown": "ask",
    "ask: two people or nobody": "ask",
    "ask: nobody or two people": "ask",
    "refused": "refused",
    "absence": "absence",
}
LATE_CONTRACTS = "10_contrats_de_la_migration.csv"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-29")
class TestImport(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(f"{FOLDER}/salaries.csv") as source:
            staff = list(csv.DictReader(source, delimiter=";"))
        cls.by_number = {
            line["matricule"]: cls._employee(
                f"{line['prenom']} {line['nom']}",
                line["entree"],
                identification_id=line["matricule"],
                work_email=line["courriel"],
            )
            for line in staff
        }
        cls.expected = defaultdict(list)
        with file_open(f"{FOLDER}/attendu.csv") as source:
            for line in csv.DictReader(source):
                cls.expected[line["file"]].append(line)

    def _file(self, name, **kw):
        with file_open(f"{FOLDER}/{name}", "rb") as source:
            assistant = self._assistant(source.read(), name=name, **kw)
        assistant.action_read()
        return assistant

    def _check(self, name, assistant):
        lines = defaultdict(list)
        for line in assistant.line_ids:
            lines[line.line].append(line)
        for wanted in self.expected[name]:
            found = lines[int(wanted["line"])]
            day = wanted["day"]
            if "/" in day:
                day = "-".join(reversed(day.split("/")))
            if day and wanted["what"] in ("held", "declined in writing"):
                found = [line for line in found if str(line.date) == day]
            with self.subTest(**wanted):
                self.assertEqual(len(found), 1)
                (line,) = found
                self.assertEqual(line.what, EXPECTED[wanted["what"]])
                self.assertEqual(
                    line.employee_id.identification_id or "", wanted["matricule"]
                )
                if wanted["motif"] and wanted["what"] == "held":
                    self.assertEqual(line.motif, wanted["motif"])
                    self.assertEqual(line.with_bilan, wanted["bilan"] == "1")
                if "copy" in wanted["note"]:
                    unknown = wanted["note"].startswith("copy")
                    self.assertEqual(
                        line.copy_delivered, "unknown_day" if unknown else "no"
                    )
                if line.what in ("ask", "refused", "left_aside"):
                    self.assertTrue(line.problem)

    def test_each_line_of_each_file(self):
        for name in self.expected:
            if name != LATE_CONTRACTS:
                self._check(name, self._file(name))

    def test_contracts_that_start_on_the_day_of_the_migration(self):
        for employee in self.by_number.values():
            employee.version_ids.contract_date_start = "2026-04-27"
            employee.version_ids.date_version = "2026-04-27"
        assistant = self._file(LATE_CONTRACTS)
        self.assertEqual(set(assistant.line_ids.mapped("code")), {"before_hire"})
        self.assertEqual(assistant.early_count, 2)
        assistant.early = "seniority"
        assistant.action_preview()
        first = self.by_number["AR-101"]
        self.assertFalse(first.entretien_seniority_date)
        self.assertFalse(first.entretien_ids)
        self.assertEqual(assistant.preview["moved_count"], 2)
        self.assertIn("Maëlle Le Goff", assistant.preview_text)
        assistant.preview = {**assistant.preview, "moved": []}
        self.assertEqual(assistant.preview_text, "No due date moves.")
        self._check(LATE_CONTRACTS, assistant)
        assistant.action_import()
        self.assertEqual(first.entretien_seniority_date, date(2014, 9, 1))
        self.assertEqual(self._past(first).date_held, date(2020, 3, 12))

    def test_the_months_without_a_day_are_asked_once(self):
        assistant = self._file("06_dates_ecrites.csv")
        self.assertEqual(assistant.month_count, 2)
        assistant.month_day = "last"
        assistant.action_read()
        days = assistant.line_ids.filtered(lambda line: line.line in (9, 10))
        self.assertEqual(days.mapped("date"), [date(2021, 6, 30)] * 2)
        self.assertEqual(assistant.problem_ids.mapped("line"), [11])

    def test_the_same_file_again_adds_nothing(self):
        for name in ("01_suivi_avec_titres.xlsx", "02_une_ligne_par_salarie.xlsx"):
            self._file(name).action_import()
        count = self.env["hr.entretien"].search_count([])
        again = self._file("01_suivi_avec_titres.xlsx")
        self.assertFalse(again.ready_count)
        self.assertEqual(self.env["hr.entretien"].search_count([]), count)
        self.assertEqual(again.aside_count, 11)

    def test_refusals_and_absences_come_in(self):
        self._file("07_refus_et_absences.csv").action_import()
        refusal = self.by_number["AR-101"].entretien_ids.filtered("date_declined")
        self.assertRecordValues(
            refusal, [{"state": "declined", "date_declined": date(2023, 5, 10)}]
        )
        self.assertIn("Refus du salarié", refusal.motive)
        assistant = self._file("08_absences.csv")
        assistant.action_import()
        absence = self.by_number["AR-111"].entretien_absence_ids
        self.assertEqual(absence.type_id.code, "long_illness")
        self.assertEqual(str(absence.date_to), "2026-09-30")
        # Of two people of that name, HR says which one.
        line = assistant.problem_ids
        self.assertIn("AR-105", line.problem)
        self.assertIn("AR-106", line.problem)
        line.employee_id = self.by_number["AR-106"]
        assistant.action_import()
        self.assertTrue(self.by_number["AR-106"].entretien_absence_ids)
        self.assertEqual(len(self.by_number["AR-111"].entretien_absence_ids), 1)

    def test_namesakes_are_told_apart_where_one_is_chosen(self):
        employees = self._as(self.user_hr, self.env["hr.employee"])
        found = employees.with_context(entretien_number=True).name_search("Claire")
        names = {name for _id, name in found}
        self.assertLessEqual(
            {"Claire Martin (AR-105)", "Claire Martin (AR-106)"}, names
        )
        self.assertEqual(self.by_number["AR-105"].display_name, "Claire Martin")

    def test_overdue_are_counted_as_on_the_dashboard(self):
        """Nothing is planned for who left, though their history comes in."""
        self.by_number["AR-101"].active = False
        assistant = self._file("04_paie.csv")
        self.assertEqual(assistant.ready_count, 2)
        assistant.action_import()
        self.assertEqual(assistant.preview["late_before"], 1)
        self.assertEqual(assistant.preview["moved_count"], 1)
        self.assertEqual(len(self._past(self.by_number["AR-101"])), 1)

    def test_namesakes_are_distinguished_in_what_moves(self):
        first, second = (
            self._employee("Anne Le Goff", barcode=number, department_id=place.id)
            for number, place in (("AR901", self.department), (False, self.department))
        )
        alone = self._employee("Yann Kerbrat")
        before = dict.fromkeys((first, second, alone), (False, False))
        day = date(2027, 3, 1)
        moved = self.env["hr.entretien.import"]._outcome(
            before, dict.fromkeys(before, (day, day))
        )["moved"]
        self.assertEqual(
            [row[0] for row in moved],
            [
                "Anne Le Goff (AR901)",
                f"Anne Le Goff ({self.department.name})",
                "Yann Kerbrat",
            ],
        )
