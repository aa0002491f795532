from odoo.tests import freeze_time, tagged
from odoo.tools import convert_file, file_open

from .import_common import ImportCase
from .test_first_run import ADDON, FirstRunCase

FOLDER = "demo/first_day"
DATES = "1_dates_des_salaries.xlsx"
INTERVIEWS = "2_entretiens_passes.xlsx"
ABSENCES = "3_absences.csv"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestFirstRunFiles(ImportCase, FirstRunCase):
    """The first day of the company of ``bin/run --empty``, by its own files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ("res_company.xml", "hr.employee.csv", "hr.department.csv"):
            convert_file(cls.env, ADDON, f"{FOLDER}/{name}", {}, mode="init")
        cls.user_rh = cls.env.ref(f"{ADDON}.user_rh_first")
        cls.user_rh.lang = "en_US"
        cls.here = cls.env.ref(f"{ADDON}.company_first")

    def _file(self, name):
        with file_open(f"{ADDON}/{FOLDER}/{name}", "rb") as source:
            assistant = self._assistant(source.read(), name, self.user_rh)
        assistant.action_read()
        return assistant

    def _asked(self, assistant):
        """The row and the code of each line that waits for HR."""
        asked = assistant.line_ids.filtered(
            lambda line: line.what in ("ask", "refused")
        )
        return {(line.line, line.code) for line in asked}

    def _dates(self):
        assistant = self._file(DATES)
        self.assertEqual(assistant.content, "dates")
        self.assertEqual(self._asked(assistant), set())
        self.assertEqual(assistant.ready_count, 55)
        assistant.action_import()

    def test_a_company_that_is_there_has_no_interview_held(self):
        people = self.env["hr.employee"].with_context(active_test=False)
        self.assertEqual(people.search_count([("company_id", "=", self.here.id)]), 60)
        self.assertFalse(
            self.env["hr.entretien"].search(
                [("company_id", "=", self.here.id), ("state", "!=", "to_plan")]
            )
        )
        self.assertLessEqual(
            {"migration", "not_computable", "no_manager", "other_clock"},
            set(self._found(self.user_rh)),
        )

    def test_the_dates_go_in_whole(self):
        self._dates()
        self.assertNotIn("migration", self._found(self.user_rh))
        julie = self.env.ref(f"{ADDON}.employee_aubry_julie_first")
        self.assertEqual(julie.entretien_start_date, self._day("2020-09-07"))

    def test_the_interviews_go_in_once_the_questions_are_answered(self):
        self._dates()
        assistant = self._file(INTERVIEWS)
        self.assertEqual(assistant.content, "interviews")
        self.assertEqual(assistant.sheet_id.name, "Suivi EP", "not “Lisez-moi”")
        asked = {code for _line, code in self._asked(assistant)}
        self.assertEqual(asked, {"bad_day", "before_hire", "month", "two", "unknown"})
        assistant.write({"month_day": "middle", "early": "seniority"})
        assistant.action_read()
        left = self._asked(assistant)
        self.assertEqual({code for _line, code in left}, {"bad_day", "two", "unknown"})
        self.assertEqual(len(left), 3)
        late = self._late()
        assistant.action_import()
        self.assertLess(self._late(), late)
        self.assertTrue(self._steps(self.user_rh)["history"]["done"])
        again = self._file(INTERVIEWS)
        self.assertEqual(again.ready_count, 0, "the same file adds nothing")

    def _late(self):
        late = [("company_id", "=", self.here.id), ("entretien_status", "=", "overdue")]
        return self.env["hr.employee"].search_count(late)

    def test_the_absences_ask_which_of_two_and_what_a_word_means(self):
        self._dates()
        assistant = self._file(ABSENCES)
        self.assertEqual(assistant.content, "absences")
        asked = {code for _line, code in self._asked(assistant)}
        self.assertEqual(asked, {"two", "unknown_kind"})
        self.assertEqual(assistant.ready_count, 5)
        assistant.action_import()
        self.assertEqual(
            self.env["hr.entretien.absence"].search_count(
                [("employee_id.company_id", "=", self.here.id)]
            ),
            5,
        )
