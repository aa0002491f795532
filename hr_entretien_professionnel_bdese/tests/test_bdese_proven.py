"""Each line of the sheet recomputed by another path: raw rows, plain Python."""

import random
from collections import Counter
from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.random_company import (
    TODAY,
    RandomCompanyCase,
    _day,
)

from ..wizard.hr_entretien_bdese import CORRECTIVES
from .raw_figures import RawFigures


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestBdeseProven(RandomCompanyCase):
    @classmethod
    def _write_lines(cls, company, people):
        result = super()._write_lines(company, people)
        if CORRECTIVES in cls.env:
            rng = random.Random(cls.SEED)
            cls._quiet(CORRECTIVES).create(
                [
                    cls._corrective(rng, company, person)
                    for person in rng.sample(people, 40)
                ]
            )
        return result

    @classmethod
    def _corrective(cls, rng, company, person):
        day = _day(rng, 2023, 2026)
        state = rng.choice(("to_pay", "paid", "paid", "cancelled"))
        paid = state == "paid" and rng.random() < 0.9
        return {
            "employee_id": person.id,
            "company_id": company.id,
            "bilan_date": day,
            "period_start": day - timedelta(days=2192),
            "pay_by": day + timedelta(days=180),
            "amount": rng.choice((3000, 6000)),
            "state": state,
            "paid_on": day + timedelta(days=rng.randint(0, 300)) if paid else False,
        }

    def _raw(self, company):
        paid = CORRECTIVES in self.env
        table = self._table("hr_entretien_abondement", company) if paid else []
        return {**super()._raw(company), "correctives": table}

    def _sheet(self, year):
        sheets = self._as(self.user_figures, self.env["hr.entretien.bdese"])
        return sheets.create({"year": str(year), "company_id": self.proven.id})

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

    def test_headcount_of_today_by_hand(self):
        """Who the averages count from, from the invented people."""
        presences = self.env["hr.entretien.headcount"]._presences(self.proven)
        there = sum(
            item.first <= TODAY and (item.last is None or TODAY <= item.last)
            for item in presences[self.proven.id]
        )
        self.assertGreater(there, 100)
        by_hand = RawFigures({}, self.people, TODAY.year, TODAY).headcount()
        self.assertEqual(there, by_hand)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestBdeseProvenAgain(TestBdeseProven):
    """Other people, other chances."""

    SEED = 2
