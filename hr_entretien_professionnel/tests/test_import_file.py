"""The spreadsheet of a company of 300 people, through the import assistant."""

import csv
from time import perf_counter

from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from .import_common import ImportCase
from .test_company_files import EXACT_DUPLICATES, TO_LOOK_AT, TestCompanyFiles

HISTORY = "hr_entretien_professionnel/tests/data/historique.csv"
# Lines of historique.csv that somebody must look at (the header is line 1), and why.
TO_SETTLE = [
    (4, "refused", "bad_day"),
    (28, "ask", "copy_before"),
    (78, "ask", "copy_before"),
    (108, "ask", "unknown"),
    (222, "refused", "bad_day"),
    (227, "ask", "unknown"),
    (261, "ask", "no_day"),
    (266, "left_aside", "other"),
    (341, "left_aside", "other"),
    (384, "refused", "bad_day"),
    (420, "refused", "future"),
    (515, "ask", "unknown"),
    (549, "ask", "no_day"),
]
ISO_DAYS = {272: "2022-03-11", 548: "2016-11-15", 576: "2025-08-30"}


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestImportFile(ImportCase, TestCompanyFiles):
    """``TestCompanyFiles`` over again, its interviews imported by HR.

    Every date it works out from the raw lines is what the imported ones must give.
    """

    @classmethod
    def _load_past(cls):
        with file_open(HISTORY, "rb") as source:
            cls.content = source.read()
        cls.before = cls.env["hr.entretien"].search_count([])
        start = perf_counter()
        cls.assistant = cls._assistant(cls.content)
        cls.assistant.action_import()
        cls.env.flush_all()
        cls.seconds = perf_counter() - start
        cls.env.invalidate_all()

    def test_each_bad_line_is_said_and_no_other(self):
        found = self._said(self.assistant)
        self.assertEqual(
            [item for item in found if item[1] != "held" and item[2] != "repeated"],
            TO_SETTLE,
        )
        repeated = {item[0] for item in found if item[2] == "repeated"}
        self.assertEqual(repeated, EXACT_DUPLICATES)
        self.assertEqual({item[0] for item in TO_SETTLE}, TO_LOOK_AT)

    def test_the_rest_is_imported(self):
        created = self.env["hr.entretien"].search_count([]) - self.before
        self.assertEqual(created, len(self.past))
        self.assertIn(f"came in: {created}.", self.assistant.result)
        self.assertLess(self.seconds, 36, "1,000 lines take less than a minute")

    def test_iso_days_are_understood(self):
        for number, day in ISO_DAYS.items():
            employee = self.by_badge[self.past[number]["Matricule"]]
            days = {str(item.date_held) for item in employee.entretien_ids}
            self.assertIn(day, days)

    def test_read_again_it_has_nothing_to_add(self):
        assistant = self._assistant(self.content)
        assistant.action_read()
        self.assertFalse(assistant.ready_count)

    def test_by_name_alone_namesakes_are_asked(self):
        """Without the badge column, who has a namesake in the company is asked."""
        rows = csv.reader(self.content.decode("utf-8-sig").splitlines(), delimiter=";")
        names = "\n".join(";".join(row[1:]) for row in rows)
        assistant = self._assistant(names)
        assistant.action_read()
        codes = {line.code for line in assistant.line_ids if line.what == "ask"}
        self.assertLessEqual(codes, {"two", "copy_before", "no_day", "unknown"})
        self.assertIn("two", codes)
