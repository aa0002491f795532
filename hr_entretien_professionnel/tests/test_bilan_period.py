from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from ..models.bilan.report_hr_entretien_bilan import WORDS
from .bilan_common import BilanCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestBilanPeriod(BilanCase):
    """The period examined, before the interview is held; and why not, after."""

    @classmethod
    def setUpClass(cls):
        """By the law of 2025, 8 years, since the old deadline had not passed by then:
        he is due on 10 January 2026, and no deadline is missed."""
        super().setUpClass()
        regimes = cls.env["hr.entretien.regime"]
        cls.old_law = regimes.search([], order="date_from", limit=1)
        cls.old_law.bilan_tolerance_months = 36

    def _open(self, **kw):
        values = {"state": "to_plan", "date_held": False, "date_due": "2026-01-10"}
        return self._bilan(**{**values, **kw})

    def _notes(self, bilan):
        return [row["note"] for row in self._rows(bilan)]

    def _rows(self, bilan):
        return self.env[WORDS]._rows(bilan.bilan_id)

    def test_one_to_hold_is_examined_as_if_held_on_its_day(self):
        self._interview("2020-01-08", motif="first")
        self._interview("2022-01-05")
        bilan = self._open(state="planned", date_planned="2026-03-30 08:00:00")
        self.assertEqual(str(bilan.bilan_id.period_to), "2026-03-30")
        self.assertEqual(
            self._notes(bilan)[-1],
            "Not held: no interview is recorded",
            "2024 is missed: the interview of 2026 does not stand for it",
        )
        self.assertIn("2 of the 3", bilan.bilan_id.conclusion)
        bilan.date_planned = "2026-04-02 08:00:00"
        self.assertEqual(str(bilan.bilan_id.period_to), "2026-04-02")

    def test_what_falls_due_with_it_is_met_by_the_interview_itself(self):
        for day in ("2019-12-02", "2021-11-02", "2023-06-01"):
            self._interview(day)
        bilan = self._open(state="planned", date_planned="2026-03-30 08:00:00")
        rows = bilan.bilan_id.interviews
        self.assertTrue(rows[-1]["open"])
        self.assertEqual(self._notes(bilan)[-1], "Met by the present interview")
        self.assertFalse(self._rows(bilan)[-1]["held"])
        self.assertTrue(bilan.bilan_id.interviews_text.startswith("…"))
        self.assertIn("is held on 03/30/2026, 4 of the 4", bilan.bilan_id.conclusion)

    def test_not_planned_it_is_examined_up_to_its_due_date_or_today(self):
        bilan = self._open()
        self.assertEqual(str(bilan.bilan_id.period_to), "2026-03-16")
        later = self._open(date_due="2026-06-10", motif="on_request")
        self.assertEqual(str(later.bilan_id.period_to), "2026-06-10")

    def test_at_night_one_that_waits_is_examined_up_to_the_present_day(self):
        bilan = self._open()
        planned = self._open(
            state="planned", date_planned="2026-03-16 08:00:00", motif="on_request"
        )
        self.env.flush_all()
        self._quiet_cron()
        with freeze_time("2026-04-20"), self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
            self.assertEqual(str(bilan.bilan_id.period_to), "2026-04-20")
            self.assertEqual(str(planned.bilan_id.period_to), "2026-03-16")
            today = self._day("2026-04-20")
            found = self.env["hr.entretien.bilan"]._to_refresh(today)
            self.assertFalse(set(found) & {bilan.bilan_id.id, planned.bilan_id.id})

    def test_past_its_deadline_it_is_judged_by_then_until_it_is_held(self):
        """The night finds those whose deadline has passed, planned or not, and once."""
        self.old_law.bilan_tolerance_months = 12
        self.company.entretien_rhythm = "two_six"
        late = self._employee("Late", "2019-04-01", parent_id=self.manager.id)
        other = self._employee("Other", "2019-04-01", parent_id=self.manager.id)
        bilan = self._entretien(late, date_due="2025-04-01", with_bilan=True)
        planned = self._entretien(
            other,
            state="planned",
            date_planned="2026-05-04 08:00:00",
            with_bilan=True,
        )
        both = bilan.bilan_id | planned.bilan_id
        self.assertEqual(late.sudo().entretien_bilan_limit, self._day("2026-03-31"))
        self.assertEqual(
            [str(item.period_to) for item in both], ["2026-03-16", "2026-05-04"]
        )
        self._line(bilan, name="Long ago", date_from="2019-06-03")
        self.env.flush_all()
        with freeze_time("2026-04-01"):
            today = self._day("2026-04-01")
            found = self.env["hr.entretien.bilan"]._to_refresh(today)
            self.assertLessEqual(set(both.ids), set(found))
            both._refresh_period()
            self.env.flush_all()
            found = self.env["hr.entretien.bilan"]._to_refresh(today)
            self.assertFalse(set(found) & set(both.ids))
            self.env.invalidate_all()
            for item in both:
                days = str(item.period_from), str(item.period_to)
                self.assertEqual(days, ("2019-04-01", "2025-04-01"))
                self.assertIn("deadline, 03/31/2026", item.conclusion)
                self.assertIn("From 04/01/2019 to 04/01/2025", item.conclusion)
                self.assertFalse(any(row["open"] for row in item.interviews))
            self.assertTrue(both[0].training_free_ok)
        with freeze_time("2027-07-05"):
            bilan.sudo().write({"state": "held", "date_held": "2027-07-05"})
            self.assertEqual(str(both[0].period_to), "2027-07-05")
            self.assertNotIn("deadline", both[0].conclusion)
            # What was of the years that it no longer judges counts no more.
            self.assertFalse(both[0].training_free_ok)

    def test_as_days_go_by_what_the_period_leaves_out_counts_no_more(self):
        bilan = self._open()
        mine = bilan.bilan_id
        first = mine.period_from
        self._line(bilan, date_from=first)
        self.assertTrue(mine.training_free_ok)
        self.env.flush_all()
        with freeze_time(mine.period_to + timedelta(days=2)):
            today = fields.Date.today()
            found = mine._to_refresh(today, Domain("id", "=", mine.id))
            mine._refresh_at_night(found, today)
            self.assertEqual(mine.period_to, today)
            self.assertGreater(mine.period_from, first)
            self.assertFalse(mine.training_free_ok)

    def test_why_an_interview_was_not_held(self):
        """(what happened, what the table says)"""
        for day in ("2020-01-08", "2022-01-05"):
            self._interview(day)
        missed = self._entretien(
            self.veteran, state="planned", date_planned="2024-02-05 09:00:00"
        )
        with freeze_time("2024-02-06"):
            self._as(self.user_manager, missed).action_no_show("2024-02-05")
        bilan = self._bilan()
        self.assertIn("did not come on 02/05/2024", self._notes(bilan)[-1])
        with freeze_time("2024-09-02"):
            self._as(self.user_hr, missed).action_cancel("Never answered")
        bilan.bilan_id._refresh_period()
        self.assertIn("cancelled on 09/02/2024", self._notes(bilan)[-1])
        self.assertNotIn("Never answered", bilan.bilan_id.interviews_table)

    def test_a_refusal_and_a_copy_never_handed_over(self):
        self._interview("2020-01-08", date_copy_delivered=False)
        refused = self._entretien(self.veteran, date_due="2022-01-08")
        with freeze_time("2022-01-10"):
            self._as(self.user_hr, refused)._decline("No wish to", "2022-01-06")
        bilan = self._bilan()
        rows = self._rows(bilan)
        self.assertEqual(rows[0]["delivered"], "Not handed over")
        self.assertEqual(rows[1]["note"], "Refused in writing")
        self.assertFalse(rows[1]["delivered"])

    def test_a_period_that_is_not_known_is_not_handed_over(self):
        bilan = self._bilan()
        self.veteran.version_ids.write({"contract_date_start": False})
        mine = self._as(self.user_hr, bilan)
        with self.assertRaisesRegex(UserError, "No contract start date"):
            mine.bilan_id._hand_over(self._day("2026-03-10"))
        with self.assertRaisesRegex(UserError, "No contract start date"):
            mine.bilan_id.action_fill()
        self.assertFalse(bilan.bilan_id.date_frozen)

    def test_history_says_that_it_is_not_known(self):
        bilan = self._bilan(state="closed", date_copy_delivered="2026-03-02")
        self.assertFalse(bilan.bilan_id.training_text)
        self.assertIn("Entered as history", bilan.bilan_id.conclusion)
        self._line(bilan)
        self.assertEqual(bilan.bilan_id.training_text, "✓ Yes (1)")
        self.assertEqual(bilan.bilan_id.certification_text, "✗ No")

    def test_ticks_say_what_waits(self):
        bilan = self._bilan()
        self._line(bilan, "pay", confirmed=False)
        self.assertEqual(bilan.bilan_id.progression_text, "? To confirm (1)")
        self.assertEqual(bilan.bilan_id.interviews_text, "✗ 0 of 3")

    def test_the_reading_of_late_interviews_counts_at_once(self):
        for day in ("2019-12-02", "2022-05-02", "2024-04-29"):
            self._interview(day)
        bilan = self._bilan()
        self.assertTrue(bilan.bilan_id.interviews_ok)
        self.company.entretien_late_counts = False
        self.assertFalse(bilan.bilan_id.interviews_ok)

    def test_what_depends_on_the_present_interview_is_said_so(self):
        for day in ("2019-12-02", "2021-11-02", "2023-06-01"):
            self._interview(day)
        bilan = self._open(state="planned", date_planned="2026-03-30 08:00:00")
        self.assertIn("provided that the present interview", bilan.bilan_id.conclusion)
        self.company.entretien_late_counts = False
        self.assertEqual(
            self._notes(bilan)[-1], "The present interview is too late to count"
        )
        self.assertEqual(bilan.bilan_id.interviews_text, "✗ 3 of 4")
        self.assertNotIn("is not due", bilan.bilan_id.conclusion)

    def test_what_the_last_one_counted_is_not_counted_again(self):
        """Its years are never those before the last one, be it held late."""
        self.company.entretien_rhythm = "two_six"
        first = self._bilan(date_held="2024-06-03", state="closed")
        self.assertTrue(first.date_held > self._day("2024-01-10"))
        course = self.env["hr.resume.line.type"].create(
            {"name": "Course", "is_course": True}
        )
        for name, day in (("Before", "2024-03-04"), ("After", "2025-03-03")):
            self.env["hr.resume.line"].create(
                {
                    "employee_id": self.veteran.id,
                    "name": name,
                    "line_type_id": course.id,
                    "date_start": day,
                    "date_end": day,
                }
            )
        bilan = self._open()
        self.assertEqual(str(bilan.bilan_id.last_held), "2024-06-03")
        self.assertEqual(str(bilan.bilan_id.period_from), "2024-06-03")
        self.assertEqual(bilan.bilan_id.line_ids.mapped("name"), ["After"])

    def test_a_line_is_told_the_years_that_are_examined(self):
        """Those before the day it was held, and not all since the last one."""
        person, carried = self._employee("Old", "2010-02-01"), {"with_bilan": True}
        self._held(person, "2015-06-01", **carried)
        held = self._entretien(person, state="held", date_held="2026-03-10", **carried)
        self.assertEqual(str(held.bilan_id.last_held), "2015-06-01")
        line = self._line(held, confirmed=False, date_from="2016-05-02")
        with self.assertRaisesRegex(UserError, r"\(03/10/2018 – 03/10/2026\)"):
            line.action_confirm()

    def test_queries_do_not_grow_with_interviews(self):
        def cost(count):
            bilans = self.env["hr.entretien"]
            for number in range(count):
                person = self._employee(f"Q{count}-{number}", "2018-01-10")
                bilans |= self._entretien(person, with_bilan=True)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            bilans.bilan_id._refresh_period()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(12), cost(2) + 2)
