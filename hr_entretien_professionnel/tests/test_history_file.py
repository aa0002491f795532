"""The spreadsheet of a company of 300 people, through Odoo's import screen."""

import csv
from time import perf_counter

from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from .history_common import HistoryImportCase
from .test_company_files import TO_LOOK_AT, TestCompanyFiles

HISTORY = "hr_entretien_professionnel/tests/data/historique.csv"
# Lines of historique.csv that must be told (the header is line 1), and of what.
TO_TELL = [
    (4, "bad_day"),
    (28, "copy_before"),
    (78, "copy_before"),
    (108, "badge_unknown"),
    (222, "bad_day"),
    (227, "badge_unknown"),
    (261, "no_day"),
    (266, "unknown_kind"),
    (341, "unknown_kind"),
    (384, "bad_day"),
    (420, "future_day"),
    (515, "badge_unknown"),
    (549, "no_day"),
]
ISO_DAYS = {272: "2022-03-11", 548: "2016-11-15", 576: "2025-08-30"}


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestHistoryFile(HistoryImportCase, TestCompanyFiles):
    """``TestCompanyFiles`` over again, its interviews imported by HR on the screen.

    Every date it works out from the raw lines is what the imported ones must give.
    """

    @classmethod
    def _load_past(cls):
        with file_open(HISTORY, "rb") as source:
            cls.content = source.read()
        cls.user_hr.lang = "en_US"
        cls.tried = cls._import(cls.content, dryrun=True)
        cls.refused = cls._import(cls.content)
        cls.refused_count = cls.env["hr.entretien"].search_count([])
        lines = cls.content.split(b"\n")
        cls.corrected = b"\n".join(
            line for number, line in enumerate(lines, 1) if number not in TO_LOOK_AT
        )
        start = perf_counter()
        cls.result = cls._import(cls.corrected)
        cls.env.flush_all()
        cls.seconds = perf_counter() - start
        cls.env.invalidate_all()

    def test_each_bad_line_is_told_and_no_other(self):
        self.assertEqual(self._told(self.tried), TO_TELL)
        self.assertEqual(self.tried["messages"], self.refused["messages"])
        summary = self.refused["messages"][0]["message"]
        self.assertIn("13 lines", summary)
        self.assertIn("imported once: lines 620, 621, 622", summary)
        self.assertFalse(self.refused["ids"])

    def test_nothing_is_half_imported(self):
        self.assertEqual(self.refused_count, self._before_import())

    def _before_import(self):
        imported = self.env["hr.entretien.history"].browse(self.result["ids"])
        return self.env["hr.entretien"].search_count([]) - len(imported)

    def test_the_rest_is_imported(self):
        self.assertEqual(len(self.result["ids"]), len(self.past))
        self.assertEqual(len(self.result["messages"]), 1)
        self.assertIn("imported once", self.result["messages"][0]["message"])
        self.assertLess(self.seconds, 36, "1,000 lines take less than a minute")

    def test_iso_days_are_understood(self):
        for number, day in ISO_DAYS.items():
            employee = self.by_badge[self.past[number]["Matricule"]]
            days = {str(item.date_held) for item in employee.entretien_ids}
            self.assertIn(day, days)

    def test_imported_again_it_creates_nothing(self):
        before = self.env["hr.entretien"].search_count([])
        result = self._import(self.corrected)
        self.assertEqual(result["ids"], [])
        self.assertIn("already recorded", result["messages"][0]["message"])
        self.assertEqual(self.env["hr.entretien"].search_count([]), before)

    def test_by_name_alone_namesakes_are_refused(self):
        """Without the badge column, who has a namesake in the company is told."""
        rows = csv.reader(
            self.corrected.decode("utf-8-sig").splitlines(), delimiter=";"
        )
        names = "\n".join(";".join(row[1:]) for row in rows)
        codes = {code for _line, code in self._told(self._import(names.encode()))}
        self.assertLessEqual(codes, {"name_ambiguous"})

    def test_french_screen(self):
        """The labels are French there: the mapping is the same."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.user_hr.lang = "fr_FR"
        _wizard, names, _headers, _options = self._screen(self.corrected)
        self.assertEqual(
            names,
            [
                "badge",
                "last_name",
                "first_name",
                "date_held",
                "kind",
                "interviewer_name",
                "date_copy",
            ],
        )
