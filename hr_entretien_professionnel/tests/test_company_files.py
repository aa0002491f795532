"""A company's own spreadsheets, loaded through Odoo's models, give every due date."""

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta

from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from .. import schedule
from .common import QUIET
from .test_follow_up import FollowUpCase

# Lines of historique.csv (the header is line 1) that HR would have to look at: no such
# day, no day, a day to come, unknown employee or type, copy before the interview.
TO_LOOK_AT = {4, 28, 78, 108, 222, 227, 261, 266, 341, 384, 420, 515, 549}
EXACT_DUPLICATES = {620, 621, 622}
MOTIFS = {
    "Entretien professionnel": "periodic",
    "Bilan à 6 ans": "periodic",
    "Retour de congé maternité": "return",
    "Retour de longue maladie": "return",
}
BILAN = "Bilan à 6 ans"
# An apprentice has a contract of employment; Odoo's word for it is “student”.
TYPES = {"Apprentissage": "student"}
# Badge, how the dates come about, next periodic date, next bilan: worked out by hand.
SPOT_CHECKS = (
    ("01001", "bilan held early, in the new law", "2029-12-08", "2033-12-08"),
    ("01008", "line 4 is impossible: the bilan stays due", "2029-02-09", "2023-01-06"),
    ("01022", "hired before the law of 2014", "2024-05-14", "2028-03-07"),
    ("01043", "hire + 2 years comes before 26/10/2026", "2026-05-21", "2032-05-21"),
    ("01057", "4 years after the last one", "2028-11-22", "2030-11-08"),
    ("01071", "CDD then CDI: from the CDD", "2029-04-16", "2031-02-27"),
    ("01246", "apprentice, ended on 25/09/2026", "False", "False"),
    ("01302", "hired under the new law", "2027-06-11", "2034-06-11"),
    ("01638", "shortened: 26/10/2025 + 1 year", "2026-10-26", "2033-04-08"),
    ("02996", "CDD that ends before the bilan", "2026-10-26", "False"),
)


def read_lines(name):
    """Lines of a spreadsheet as HR saves it, by the numbers that it shows."""
    path = f"hr_entretien_professionnel/tests/data/{name}.csv"
    with file_open(path, "rb") as source:
        text = source.read().decode("utf-8-sig")
    lines = csv.DictReader(text.splitlines(), delimiter=";")
    return {number: line for number, line in enumerate(lines, start=2)}


def day_of(cell):
    """A day typed in French or ISO, None when the cell is empty."""
    if not cell:
        return None
    pattern = "%d/%m/%Y" if "/" in cell else "%Y-%m-%d"
    return datetime.strptime(cell, pattern).date()


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestCompanyFiles(FollowUpCase):
    """300 people and 600 interviews, then the engine asked about the raw lines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = list(read_lines("salaries").values())
        cls.past = {
            number: line
            for number, line in read_lines("historique").items()
            if number not in TO_LOOK_AT | EXACT_DUPLICATES
        }
        cls.by_badge = cls._load_staff()
        cls._load_past()

    @classmethod
    def _load_staff(cls):
        """Create the employees, then who leads whom, then the second contracts."""
        names = {line["Service"] for line in cls.staff}
        departments = (
            cls.env["hr.department"]
            .with_context(**QUIET)
            .create(
                [{"name": name, "company_id": cls.company.id} for name in sorted(names)]
            )
        )
        places = {department.name: department.id for department in departments}
        employees = (
            cls.env["hr.employee"]
            .with_context(**QUIET)
            .create([cls._employee_values(line, places) for line in cls.staff])
        )
        by_badge = {
            line["Matricule"]: employee.with_env(cls.env)
            for line, employee in zip(cls.staff, employees, strict=True)
        }
        for line in cls.staff:
            employee = by_badge[line["Matricule"]]
            employee.parent_id = by_badge[line["Matricule du responsable"]]
            if line["Début du CDI"]:
                cls._version(employee, day_of(line["Début du CDI"]))
        return by_badge

    @classmethod
    def _employee_values(cls, line, places):
        hired, permanent = day_of(line["Date d'entrée"]), day_of(line["Début du CDI"])
        first_end = permanent and permanent - timedelta(days=1)
        return {
            "name": f"{line['Prénom']} {line['Nom']}",
            "barcode": line["Matricule"],
            "work_email": line["Courriel"],
            "department_id": places[line["Service"]],
            "job_title": line["Poste"],
            "company_id": cls.company.id,
            "employee_type": TYPES.get(line["Contrat"], "employee"),
            "date_version": hired,
            "contract_date_start": hired,
            "contract_date_end": day_of(line["Fin de contrat"]) or first_end,
        }

    @classmethod
    def _load_past(cls):
        cls.env["hr.entretien"].with_context(**QUIET).create(
            [
                {
                    "employee_id": cls.by_badge[line["Matricule"]].id,
                    "motif": MOTIFS[line["Type d'entretien"]],
                    "with_bilan": line["Type d'entretien"] == BILAN,
                    "state": "closed",
                    "date_held": day_of(line["Date de l'entretien"]),
                    "date_copy_delivered": day_of(line["Copie remise le"]),
                }
                for line in cls.past.values()
            ]
        )
        cls.env.flush_all()

    def _expected(self, timeline):
        """What the engine says of the raw lines: neither the ORM nor the loading above
        have a part in it.

        :rtype: dict of badge number → schedule.Plan
        """
        interviews = defaultdict(list)
        for line in self.past.values():
            interviews[line["Matricule"]].append(
                schedule.Interview(
                    day_of(line["Date de l'entretien"]),
                    bilan=line["Type d'entretien"] == BILAN,
                )
            )
        return {
            line["Matricule"]: schedule.plan(
                schedule.Facts(
                    contracts=(self._whole_contract(line),),
                    interviews=tuple(interviews[line["Matricule"]]),
                ),
                timeline,
            )
            for line in self.staff
        }

    def _whole_contract(self, line):
        """The employment of a line: a CDD turned into a CDI is one, open ended."""
        end = None if line["Début du CDI"] else day_of(line["Fin de contrat"])
        return schedule.Contract(day_of(line["Date d'entrée"]), end)

    def _check_every_date(self, timeline):
        self.env.flush_all()
        self.env.invalidate_all()
        found, expected = {}, {}
        for badge, plan in self._expected(timeline).items():
            employee = self.by_badge[badge]
            self.assertFalse(employee.entretien_block_code, badge)
            found[badge] = (
                employee.entretien_start_date,
                employee.entretien_end_date or None,
                employee.entretien_periodic_date or None,
                employee.entretien_bilan_date or None,
                employee.entretien_bilan_limit or None,
                employee.entretien_next_date or None,
                employee.entretien_next_limit or None,
                employee.entretien_next_motif or None,
            )
            first = plan.periodic and plan.periodic.kind == "first"
            expected[badge] = (
                plan.start,
                plan.end,
                plan.periodic and plan.periodic.target,
                plan.bilan and plan.bilan.target,
                plan.bilan and plan.bilan.limit,
                plan.next and plan.next.target,
                plan.next_limit,
                plan.next and ("first" if first else "periodic"),
            )
        self.assertEqual(len(found), 300)
        wrong = {badge for badge in found if found[badge] != expected[badge]}
        self.assertFalse(wrong)

    def test_what_was_read(self):
        """A line lost on the way would be an employee forgotten."""
        self.assertEqual(len(self.by_badge), 300)
        self.assertEqual(len(self.past), 621 - 13 - 3)
        kinds = [line["Contrat"] for line in self.staff]
        self.assertEqual(
            {kind: kinds.count(kind) for kind in kinds},
            {"CDI": 240, "CDD puis CDI": 26, "CDD": 21, "Apprentissage": 13},
        )
        mixed = self.by_badge["01071"].version_ids.sorted("date_version")
        self.assertEqual(
            [(str(v.contract_date_start), v.contract_date_end) for v in mixed],
            [("2023-02-27", date(2024, 6, 30)), ("2024-07-01", False)],
        )

    def test_lines_to_look_at_are_those_the_company_was_told(self):
        """The lists above are worth what they are compared with: the lines as read."""
        wrong, seen, duplicates = set(), set(), set()
        for number, line in read_lines("historique").items():
            if tuple(line.values()) in seen:
                duplicates.add(number)
            seen.add(tuple(line.values()))
            if not self._is_sound(line):
                wrong.add(number)
        self.assertEqual(wrong, TO_LOOK_AT)
        self.assertEqual(duplicates - wrong, EXACT_DUPLICATES)

    def _is_sound(self, line):
        try:
            held = day_of(line["Date de l'entretien"])
            copy = day_of(line["Copie remise le"])
        except ValueError:
            return False
        return bool(
            held
            and held <= date(2026, 11, 23)
            and (copy is None or copy >= held)
            and line["Matricule"] in self.by_badge
            and line["Type d'entretien"] in MOTIFS
        )

    def test_every_date_under_the_law(self):
        self._check_every_date(schedule.Timeline(schedule.LAWS))

    def test_every_date_every_two_years(self):
        self.company.entretien_rhythm = "two_six"
        timeline = schedule.timeline_for("two_six", schedule.LAWS)
        self.assertEqual(
            [(item.first_months, item.period_months) for item in timeline.regimes],
            [(24, 24), (12, 24)],
        )
        self._check_every_date(timeline)

    def test_every_date_under_an_agreement(self):
        self.company.write(
            {"entretien_rhythm": "agreement", "entretien_agreement_months": 36}
        )
        laws = schedule.LAWS
        timeline = schedule.timeline_for("agreement", laws, agreement_months=36)
        self.assertEqual(
            [(item.period_months, str(item.date_from)) for item in timeline.regimes],
            [(24, "2014-03-07"), (24, "2025-10-26"), (36, "2026-10-01")],
        )
        self._check_every_date(timeline)

    def test_some_dates_worked_out_by_hand(self):
        """The engine and the test could be wrong together; these were not computed."""
        for badge, why, periodic, bilan in SPOT_CHECKS:
            with self.subTest(badge, why=why):
                employee = self.by_badge[badge]
                self.assertEqual(str(employee.entretien_periodic_date), periodic)
                self.assertEqual(str(employee.entretien_bilan_date), bilan)

    def test_the_night_after(self):
        """Each of those due within 90 days has one open interview, the others none."""
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.env.invalidate_all()
        horizon = date(2026, 11, 23) + timedelta(days=90)
        for badge, employee in self.by_badge.items():
            end, due = employee.entretien_end_date, employee.entretien_next_date
            here = not end or end >= date(2026, 11, 23)
            expected = 1 if due and due <= horizon and here else 0
            opened = employee.entretien_ids.filtered(lambda e: e.state == "to_plan")
            self.assertEqual(len(opened), expected, badge)
        gone = self.by_badge["01190"]
        self.assertEqual(gone.entretien_status, "not_concerned")
