"""A fact that cannot be: it stops its own employee, by its name, and nobody else."""

from unittest.mock import patch

from psycopg2 import errors

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from .common import EntretienCase

PACKAGE = "odoo.addons.hr_entretien_professionnel.models"
NIGHT = f"{PACKAGE}.interview.hr_entretien_night"
KIND = "hr_entretien_professionnel.mail_activity_entretien_failed"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestWrongFacts(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.entretien_responsible_id = cls.user_hr
        cls.wrong = cls._employee("Wrong", "2024-05-20", parent_id=cls.manager.id)
        cls.due = cls._employee("Due", "2024-05-20", parent_id=cls.manager.id)
        cls.absence = cls.env["hr.entretien.absence"].create(
            {
                "employee_id": cls.wrong.id,
                "type_id": cls.env["hr.entretien.absence.type"].search([], limit=1).id,
                "date_from": "2025-02-01",
                "date_to": "2025-03-01",
            }
        )
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _sql(self, record, column, value):
        """Write what Odoo would refuse, as an old import did."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id = %s",
                SQL.identifier(record._table),
                SQL.identifier(column),
                value,
                record.id,
            )
        )
        self.env.invalidate_all()

    def _reverse(self):
        """A row from before the table checked it."""
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE hr_entretien_absence "
            "DROP CONSTRAINT IF EXISTS hr_entretien_absence_dates_in_order"
        )
        self._sql(self.absence, "date_to", "2025-01-01")

    def _night(self):
        """A night, and what it takes for nothing to remain in the cache."""
        with self._quiet_cron(), mute_logger(NIGHT):
            self.env["hr.entretien"]._cron_entretien()
        self.env.invalidate_all()

    def _block(self, employee):
        """The code of what blocks, read alone: the row may hold what cannot be read."""
        columns = employee.with_context(prefetch_fields=False)
        return columns.entretien_block_code

    def _recompute(self):
        self.env["hr.entretien.recompute"]._start("law")
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()

    def test_a_reversed_absence_blocks_its_employee_alone(self):
        self._reverse()
        self._recompute()
        self.assertEqual(self._block(self.wrong), "absence_dates")
        self.assertIn("absence", self.wrong.entretien_blocking_reason)
        self.assertFalse(self._block(self.due))

    def test_the_settings_of_the_company_can_still_be_changed(self):
        self._reverse()
        self.company.entretien_return_days = 45
        self.env.flush_all()
        self.assertEqual(self._block(self.wrong), "absence_dates")
        self.assertTrue(self.due.entretien_next_date)

    def test_nobody_is_stopped_by_what_is_missed_or_may_be_owed(self):
        self._reverse()
        people = self.wrong | self.due
        timeline = self.env["hr.entretien.timeline"]
        self.assertIn(self.due.id, timeline._missed(people))
        cases = self.env["hr.entretien.planner"]._cases(people)
        blocks = {case.employee: case.block for case in cases}
        self.assertEqual(blocks, {self.wrong: "absence_dates", self.due: None})

    def test_the_table_refuses_a_reversed_absence(self):
        with (
            self.assertRaises(errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self._sql(self.absence, "date_to", "2025-01-01")

    def test_the_reason_names_the_date_that_is_impossible(self):
        dates = {
            "birthday": "9998-04-01",
            "entretien_seniority_date": "9998-01-01",
            "entretien_visit_date": "9999-12-31",
        }
        for name, day in dates.items():
            with self.subTest(name):
                self._sql(self.wrong, name, day)
                self._recompute()
                self.assertEqual(self._block(self.wrong), name)
                label = self.wrong._fields[name]._description_string(self.env)
                self.assertIn(label, self.wrong.entretien_blocking_reason)
                self.wrong[name] = False

    def test_a_seniority_to_come_is_refused_to_who_has_a_contract(self):
        card = self.wrong.with_user(self.user_hr)
        with self.assertRaisesRegex(ValidationError, "2062.*Wrong.*2024"):
            card.entretien_seniority_date = "2062-05-20"
        card.entretien_seniority_date = "2026-03-02"
        self.assertFalse(self._block(self.wrong))

    def test_the_seniority_of_a_hire_to_come_may_begin_with_it(self):
        coming = {
            "contract": self._employee("Coming", "2026-09-01"),
            "no contract yet": self._employee("Coming Too", None),
            "hired again": self._employee(
                "Back", "2020-01-06", contract_date_end="2022-12-31"
            ),
        }
        for name, employee in coming.items():
            with self.subTest(name):
                card = employee.with_user(self.user_hr)
                card.entretien_seniority_date = "2026-09-01"
                self.assertFalse(self._block(employee))

    def test_a_day_that_python_cannot_read_blocks_its_employee_alone(self):
        rows = {
            "birthday": self.wrong,
            "absence_dates": self.absence,
            "contract_dates": self.wrong.version_id,
        }
        columns = {"absence_dates": "date_to", "contract_dates": "contract_date_end"}
        for code, record in rows.items():
            with self.subTest(code), self.env.cr.savepoint() as savepoint:
                self._sql(record, columns.get(code, code), "12025-01-01")
                self._recompute()
                self.assertEqual(self._block(self.wrong), code)
                self.assertFalse(self._block(self.due))
                savepoint.rollback()
                self.env.invalidate_all(flush=False)

    def test_a_slip_of_a_reader_is_no_unreadable_day(self):
        """It fails with its trace: nobody is blocked for it."""
        planner = self.env.registry["hr.entretien.planner"]
        slip = ValueError("not enough values to unpack")
        with (
            patch.object(planner, "_versions", side_effect=slip),
            self.assertRaisesRegex(ValueError, "to unpack"),
        ):
            self.env["hr.entretien.planner"]._gather(self.due)

    def test_the_night_opens_the_others_and_tells_hr(self):
        """Though of the employee told of, the row cannot be read."""
        self._sql(self.wrong, "entretien_start_date", "12025-01-01")
        self._night()
        self.assertTrue(self.due.entretien_ids)
        self.assertFalse(self.wrong.with_context(prefetch_fields=False).entretien_ids)
        told = self.env["mail.activity"].search(
            [("activity_type_id", "=", self.env.ref(KIND).id)]
        )
        columns = told.with_context(prefetch_fields=False)
        self.assertEqual(columns.mapped("res_id"), [self.wrong.id])
        self.assertEqual(columns.user_id, self.user_hr)

    def test_what_no_interview_is_made_of_stops_no_opening(self):
        self._sql(self.wrong, "birthday", "12025-01-01")
        self._night()
        self.assertTrue(self.wrong.with_context(prefetch_fields=False).entretien_ids)

    def test_a_plan_that_is_no_list_stops_no_later_step(self):
        """What comes after: an interview is handed over to who should conduct it."""
        entretien = self._entretien(self.wrong, date_due="2026-04-01")
        entretien.interviewer_id = False
        self._sql(self.wrong, "entretien_plan", '{"due": 7}')
        Interviewer = self.env.registry["hr.entretien.interviewer"]
        with patch.object(Interviewer, "_to_be", lambda *_args: self.manager):
            self._night()
        self.assertEqual(entretien.interviewer_id, self.manager)

    def test_a_step_whose_work_cannot_be_found_stops_no_other(self):
        Night = self.env.registry["hr.entretien.night"]
        Interviewer = self.env.registry["hr.entretien.interviewer"]
        failing = patch.object(Night, "_open_to_mend", side_effect=ValueError("no"))
        entretien = self._entretien(self.due, date_due="2026-04-01")
        entretien.interviewer_id = False
        with (
            failing as find,
            patch.object(Interviewer, "_to_be", lambda *_args: self.manager),
        ):
            find.__name__ = "_open_to_mend"
            self._night()
        self.assertEqual(entretien.interviewer_id, self.manager)

    def test_what_cannot_be_told_stops_no_other(self):
        Night = self.env.registry["hr.entretien.night"]
        self._sql(self.wrong, "birthday", "12025-01-01")
        failing = patch.object(Night, "_failure_note", side_effect=KeyError)
        with failing:
            self._night()
        self.assertTrue(self.due.entretien_ids)

    def test_who_speaks_a_language_that_is_gone_is_told_in_the_source(self):
        self._sql(self.user_manager.partner_id, "lang", "xx_XX")
        self._night()
        self.assertTrue(self.due.entretien_ids.activity_ids)
        self.assertEqual(self.due.entretien_ids.interviewer_id, self.manager)
