"""Each figure recomputed by another path: raw rows, plain Python, the pure engine."""

from collections import Counter
from datetime import date, timedelta

from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from .. import schedule
from .random_company import COVERED, LAW, TODAY, RandomCompanyCase
from .raw_figures import RawFigures


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestFiguresProven(RandomCompanyCase):
    def _table(self, table, company):
        self.env.cr.execute(
            f"SELECT * FROM {table} WHERE company_id = %s",  # noqa: S608
            [company.id],
        )
        return self.env.cr.dictfetchall()

    def _interviews_table(self, company):
        """With the day that the état des lieux, another table, was handed over."""
        bilans = self._table("hr_entretien_bilan", company)
        copies = {row["entretien_id"]: row["date_copy_delivered"] for row in bilans}
        interviews = self._table("hr_entretien", company)
        return [row | {"bilan_copy": copies.get(row["id"])} for row in interviews]

    def _raw(self, company):
        return {
            "interviews": self._interviews_table(company),
            "needs": self._table("hr_entretien_besoin", company),
            "lines": self._table("hr_entretien_bilan_line", company),
            "correctives": self._table("hr_entretien_abondement", company),
        }

    def _sheet(self, year):
        sheets = self._as(self.user_figures, self.env["hr.entretien.bdese"])
        return sheets.create({"year": str(year), "company_id": self.proven.id})

    @staticmethod
    def _differences(found, expected):
        """What differs, as (found, expected)."""
        return {
            key: (found[key], expected[key])
            for key in {*found, *expected}
            if found[key] != expected[key]
        }

    def test_what_was_drawn(self):
        """Nothing would be proven on an empty company."""
        raw = self._raw(self.proven)
        self.assertGreaterEqual(len(self.people), 300)
        talks = sum(len(person.talks) for person in self.people)
        self.assertEqual(len(raw["interviews"]), talks)
        self.assertGreater(talks, 600)
        for name in ("state", "motif", "employee_sex", "employee_category"):
            values = {row[name] for row in raw["interviews"]}
            self.assertGreaterEqual(len(values), 4, name)

    def test_copies_are_those_of_the_day(self):
        """A category changed afterwards does not rewrite the interviews held."""
        kept = {person.id: person for person in self.people}
        for row in self._raw(self.proven)["interviews"]:
            person = kept[row["employee_id"]]
            if row["state"] in ("to_plan", "planned"):
                continue
            first = person.category or person.later_category
            self.assertEqual(row["employee_category"], first or None)

    def test_the_sheet_of_each_year(self):
        """Past years and the running one, every line, every column."""
        raw = self._raw(self.proven)
        for year in (2019, 2023, 2024, 2025, 2026):
            last = min(date(year, 12, 31), TODAY)
            expected = RawFigures(raw, self.people, year, last).figures()
            found = Counter()
            for _title, columns, lines in self._sheet(year)._tables():
                for line in lines:
                    for column in columns:
                        found[line.section, line.code, column] = line[column]
            with self.subTest(year=year):
                self.assertGreater(expected["held", "total", "total"], 10)
                self.assertFalse(self._differences(found, expected))

    def test_every_line_has_something_to_prove(self):
        """A line that is 0 in all these years would be proven by chance."""
        empty = None
        for year in (2023, 2024, 2025, 2026):
            zero = {
                (line.section, line.code)
                for _title, _columns, lines in self._sheet(year)._tables()
                for line in lines
                if not line.total
            }
            empty = zero if empty is None else empty & zero
        self.assertFalse(empty)

    def test_each_list_has_as_many_lines_as_its_figure(self):
        sheet = self._sheet(2025)
        for _title, _columns, lines in sheet._tables():
            for line in lines:
                action = line.action_open()
                records = line.env[action["res_model"]]
                records = records.with_context(**action["context"])
                with self.subTest(section=line.section, code=line.code):
                    number = records.search_count(action["domain"])
                    self.assertEqual(number, line.total)

    def test_one_headcount_for_the_threshold_and_the_sheet(self):
        """Any day: who the averages count from is the length of the sheet's list."""
        days = [date(year, 12, 31) for year in range(2009, 2026)]
        days += [TODAY - timedelta(days=97 * step) for step in range(60)]
        presences = (self.proven | self.elsewhere)._entretien_presences()
        gatherer = self.env["hr.entretien.bdese.figures"]
        for company in self.proven | self.elsewhere:
            for day in days:
                headcount = gatherer._headcount(company, day)[0]
                with self.subTest(company=company.name, day=day):
                    found = self._there(presences[company.id], day)
                    self.assertEqual(found, headcount.total)
        self.assertGreater(self._there(presences[self.proven.id], TODAY), 100)

    def test_headcount_of_today_by_hand(self):
        """Who the averages count from, from the invented people."""
        expected = RawFigures({}, self.people, TODAY.year, TODAY)
        expected._headcount()
        presences = self.proven._entretien_presences()[self.proven.id]
        self.assertEqual(
            self._there(presences, TODAY),
            expected.tally["headcount", "total", "total"],
        )

    @staticmethod
    def _there(presences, day):
        """How many of them are under contract on a day, apprentices included."""
        return sum(
            item.first <= day and (item.last is None or day <= item.last)
            for item in presences
        )

    # -- the dashboard, by the engine ------------------------------------------------

    def _plan(self, person):
        return schedule.plan(self._facts(person), LAW)

    def _facts(self, person):
        return schedule.Facts(
            contracts=tuple(
                schedule.Contract(item.start, item.end)
                for item in person.contracts
                if item.start
            ),
            seniority_override=person.seniority,
            interviews=tuple(self._interviews(person)),
            birthday=person.birthday,
            departure=person.departure,
        )

    def _interviews(self, person):
        for talk in person.talks:
            day = talk.get("date_held") or talk.get("date_declined")
            if day:
                yield schedule.Interview(
                    day,
                    bilan=talk["with_bilan"],
                    refused=talk["state"] == "declined",
                    oral=talk.get("declined_how") == "oral",
                    on_return=talk["motif"] == "return",
                    before_leave=talk["motif"] == "before_leave",
                    mid_career=talk["motif"] == "mid_career",
                    end_career=talk["motif"] == "end_career",
                )

    def _status(self, person):
        if person.kind not in COVERED:
            return "not_concerned"
        plan = self._plan(person)
        if plan.blocked:
            return "not_computable"
        if plan.end and plan.end < TODAY:
            return "not_concerned"
        if plan.next_limit and plan.next_limit < TODAY:
            return "overdue"
        if any(talk["state"] == "planned" for talk in person.talks):
            return "planned"
        soon = plan.next and plan.next.target <= TODAY + timedelta(days=90)
        return "due_soon" if soon else "up_to_date"

    def _statuses(self):
        """Those present, and where the engine says they stand."""
        present = [person for person in self.people if not person.archived]
        return [(person, self._status(person)) for person in present]

    def _dashboard(self):
        dashboard = self._as(self.user_figures, self.env["hr.entretien.dashboard"])
        figures = dashboard.get_figures()
        self.assertEqual(figures["role"], "hr")
        return {item["key"]: item for item in figures["figures"]}, figures["rows"]

    def test_the_dashboard(self):
        expected = Counter(status for _person, status in self._statuses())
        figures, rows = self._dashboard()
        for key in ("overdue", "planned", "not_computable"):
            with self.subTest(key=key):
                self.assertGreater(expected[key], 0)
                self.assertEqual(figures[key]["count"], expected[key])
        talks = (talk for person in self.people for talk in person.talks)
        held = sum(talk["state"] == "held" for talk in talks)
        self.assertEqual(figures["held"]["count"], held)
        shown = Counter()
        for row in rows:
            shown.update(row["counts"])
        del expected["not_concerned"]
        self.assertEqual(+shown, +expected)

    def test_compliance_by_department_sex_and_category(self):
        readers = {
            "department_id": lambda p: (
                f"Service {p.department}" if p.department < 5 else False
            ),
            "sex": lambda p: p.sex or False,
            "category": lambda p: (
                p.category if p.later_category is None else p.later_category
            ),
        }
        statuses = ("overdue", "due_soon", "planned", "up_to_date", "not_computable")
        rows = self._as(self.user_figures, self.env["hr.entretien.compliance"])
        for name, reader in readers.items():
            expected = Counter(
                (reader(person), status)
                for person, status in self._statuses()
                if status in statuses
            )
            groups = rows._read_group(
                [], [name], [f"{status}_count:sum" for status in statuses]
            )
            found = Counter()
            for key, *numbers in groups:
                label = key.name if name == "department_id" else key
                for status, number in zip(statuses, numbers, strict=True):
                    found[label, status] = number
            with self.subTest(by=name):
                self.assertFalse(self._differences(found, expected))

    def test_exposure_in_euros(self):
        """Each running cycle asked of the engine, 3 000 euros for each that exposes.

        Past its limit it is owed, before it is at risk.
        """
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        figures, _rows = self._dashboard()
        owed = sum(self._is_exposed(person, late=True) for person in self.people)
        at_risk = sum(self._is_exposed(person, late=False) for person in self.people)
        self.assertGreater(min(owed, at_risk), 3)
        self.assertEqual(figures["at_risk"]["count"], at_risk)
        digits = "".join(c for c in figures["at_risk"]["text"] if c.isdigit())
        self.assertEqual(int(digits), 3000 * at_risk)

        rows = self._as(self.user_figures, self.env["hr.entretien.exposure"])
        running = Domain("cycle", "=", "running")
        amounts = ["owed_amount:sum", "risk_amount:sum", "projected_amount:sum"]
        [found] = rows._read_group(running, [], amounts)
        lost = sum(
            self._is_exposed(person, day=None, late=False) for person in self.people
        )
        self.assertGreater(lost, at_risk)
        self.assertEqual(found, (3000 * owed, 3000 * at_risk, 3000 * lost))
        [held] = rows._read_group(~running, [], ["owed_amount:sum", "risk_amount:sum"])
        digits = "".join(c for c in figures["owed"]["text"] if c.isdigit())
        self.assertEqual((int(digits), held[1]), (3000 * owed + held[0], 0))

    def _is_exposed(self, person, day=TODAY, *, late):
        """
        :param day: as things stand on that day; None, if nothing more is done
        :param bool late: whether the limit of the état des lieux has passed
        """
        if person.archived or person.kind not in COVERED:
            return False
        plan = self._plan(person)
        cycles = () if plan.blocked else schedule.cycles(self._facts(person), LAW)
        running = [cycle for cycle in cycles if not cycle.closed]
        gone = plan.end and plan.end < TODAY
        if not (running and plan.bilan) or (gone and plan.bilan.limit > plan.end):
            return False
        [cycle] = running
        if (cycle.limit < TODAY) != late:
            return False
        trained = person.id in self._trained()
        told = schedule.outcome(cycle, trained=trained, concerned=True, day=day)
        return told == "exposed"

    def _trained(self):
        """Ids of those with a training confirmed in the état des lieux to come."""
        raw = self._raw(self.proven)
        coming = {
            row["id"]
            for row in raw["interviews"]
            if row["with_bilan"] and row["state"] in ("to_plan", "planned")
        }
        return {
            row["employee_id"]
            for row in raw["lines"]
            if row["entretien_id"] in coming
            and (row["kind"], row["state"]) == ("training", "confirmed")
            and (row["cpf_cofunded"] or not row["mandatory"])
        }


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestFiguresProvenAgain(TestFiguresProven):
    """Other people, other chances."""

    SEED = 2
