"""The cases of dates_2026.csv once more, their facts entered in Odoo."""

import csv

from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from .test_events import EventCase

# Column of what is expected → kind of obligation, and the date of it.
EVENTS = {
    "expected_return": ("return", "target"),
    "expected_mid": ("mid_career", "target"),
    "expected_end_limit": ("end_career", "limit"),
}
MOTIFS = {"on_return": "return"}


def read_cases():
    path = "hr_entretien_professionnel/tests/data/dates_2026.csv"
    with file_open(path, "r", filter_ext=(".csv",)) as source:
        return list(csv.DictReader(source))


def items(cell):
    return [item.strip() for item in cell.split(";") if item.strip()]


@tagged("post_install", "-at_install")
@freeze_time("2026-11-28")
class TestDates2026(EventCase):
    def _company_of(self, case):
        rhythm, *options = case["rhythm"].split()
        values = {"entretien_rhythm": rhythm, "entretien_bilan_chain": case["chain"]}
        if options:
            told = dict(option.split("=") for option in options)
            values |= {
                "entretien_old_agreement_months": int(told["old"]),
                "entretien_agreement_months": int(told["months"]),
                "entretien_agreement_date": case["regime_start"] or False,
            }
        return self._company(f"Company of {case['id']}", **values)

    def _employee_of(self, case):
        spans = items(case["contracts"]) or [f"{case['hired']}.."]
        (start, end), *later = [span.split("..") for span in spans]
        employee = self._employee(
            case["id"],
            start,
            company_id=self._company_of(case).id,
            contract_date_end=end or False,
            birthday=case["birthday"] or False,
            entretien_visit_date=case["visit"] or False,
            entretien_seniority_date=case["override"] or False,
        )
        for start, end in later:
            self._version(employee, start, end or False)
        self._enter_history(employee, case)
        return employee

    def _enter_history(self, employee, case):
        flags = dict(item.split() for item in items(case["flags"]))
        for day in items(case["interviews_held"]):
            motif = MOTIFS.get(flags.get(day), "periodic")
            self._held(employee, day, motif=motif)
        for day in items(case["edl_held"]):
            self._held(employee, day, with_bilan=True)
        for day in items(case["refusals"]):
            self._entretien(
                employee, state="declined", date_declined=day, declined_how="letter"
            )
        for item in items(case["absences"]):
            kind, days = item.split()
            self._absence(employee, kind, *days.split(".."))

    def test_every_case(self):
        cases = read_cases()
        self.assertEqual(len(cases), 24, "a case of dates_2026.csv is lost")
        for case in cases:
            employee = self._employee_of(case)
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(case["id"], source=case["source"]):
                found = self._told(employee)
                if employee.entretien_end_date:
                    # Of a contract that ends only the next date is given.
                    self.assertEqual(found["expected_next"], case["expected_next"])
                else:
                    self.assertEqual(found, {name: case[name] for name in found})

    def _told(self, employee):
        """What is stored of the employee, by column."""
        due = {duty["kind"]: duty for duty in employee._entretien_due()}
        return {
            "expected_next": str(employee.entretien_periodic_date or ""),
            "expected_edl_target": str(employee.entretien_bilan_date or ""),
            "expected_edl_limit": str(employee.entretien_bilan_limit or ""),
            **{
                column: due[kind][name] if kind in due else ""
                for column, (kind, name) in EVENTS.items()
            },
        }
