from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools.misc import format_date

from odoo.addons.hr_entretien_professionnel.tests.bilan_common import BilanCase

from ..models.report_hr_entretien_bilan import WORDS
from .abondement_common import DecidedMixin

COST = ("outcome", "why", "amount", "pay_by", "owed_for")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestBilanCost(DecidedMixin, BilanCase):
    """What an état des lieux costs is for HR."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._decide()
        cls.bilan = cls._bilan().bilan_id
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cls.env.invalidate_all()
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "base.group_allow_export"
        )

    def test_hr_reads_outcome_amount_and_date(self):
        mine = self._as(self.user_hr, self.bilan)
        self.assertEqual(mine.outcome, "exposed")
        self.assertEqual(mine.amount, self.company.entretien_corrective_amount)
        self.assertEqual(str(mine.pay_by), "2026-06-30")

    def test_one_to_hold_shows_the_running_cycle(self):
        person = self._employee("Waiting", "2018-02-12")
        bilan = self._entretien(person, with_bilan=True).bilan_id
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        row = person.entretien_exposure_ids.filtered(lambda x: not x.entretien_id)
        self.assertTrue(row)
        mine = self._as(self.user_hr, bilan)
        self.assertEqual(mine.outcome, row.outcome)
        self.assertEqual(mine.amount, row.amount)

    def _settle(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()

    def test_what_is_not_owed_names_its_period_and_says_why(self):
        person = self._employee("New", "2025-09-01")
        bilan = self._entretien(person, with_bilan=True).bilan_id
        self._settle()
        mine = self._as(self.user_hr, bilan)
        self.assertTrue(mine.outcome)
        self.assertFalse(mine.amount)
        self.assertIn(format_date(self.env, self._day("2025-09-01")), mine.owed_for)
        self.assertIn("as things stand", mine.owed_for)
        self.assertIn("nothing due (art. L.6323-13)", mine.why)

    def test_planned_all_judge_the_years_before_that_day(self):
        """Who has a history, planned after the due date: what that day would find, for
        the badge, the sum, the last day to pay, the list and the document."""
        self.company.entretien_rhythm = "two_six"
        person = self._employee("Planned", "2020-06-01", parent_id=self.manager.id)
        for day in ("2022-05-02", "2024-04-29"):
            self._held(person, day)
        bilan = self._entretien(
            person,
            state="planned",
            date_due="2026-06-01",
            date_planned="2026-09-15 08:00:00",
            with_bilan=True,
        )
        for strict, outcome in ((False, "saved_interviews"), (True, "exposed")):
            self.company.entretien_late_counts = not strict
            self._settle()
            row = person.sudo().entretien_exposure_ids
            self.assertEqual(str(row.bilan_target), "2026-06-01")
            self.assertEqual(str(row.period_end), "2026-09-15")
            self.assertEqual(row.outcome, "saved_interviews")
            mine = self._as(self.user_hr, bilan.bilan_id)
            self.assertEqual(str(mine.period_to), "2026-09-15")
            self.assertEqual(mine.outcome, outcome)
            self._assert_one_period(mine, met="…")
            self.assertIn("as if its état des lieux were held", mine.owed_for)
            self.assertEqual(bool(mine.amount), strict)
            self.assertEqual(mine.pay_by, strict and self._day("2026-12-31"))
            said = "1 of 3 interviews is missing" if strict else "No interview is"
            self.assertIn(said, mine.why)
        with self.assertRaises(AccessError):
            self._as(self.user_manager, bilan.bilan_id).owed_for  # noqa: B018

    def test_the_list_follows_the_day_that_the_form_judges(self):
        """Planned, moved, to plan again, as time goes by: the same years in both."""
        self.company.entretien_rhythm = "two_six"
        person = self._employee("Moved", "2020-06-01", parent_id=self.manager.id)
        for day in ("2022-05-02", "2024-04-29"):
            self._held(person, day)
        bilan = self._entretien(person, date_due="2026-06-01", with_bilan=True)
        ends = []
        for date in (False, "2026-09-15 08:00:00", "2026-10-20 08:00:00"):
            if date:
                bilan.sudo().date_planned = date
                bilan.filtered(lambda x: x.state == "to_plan").sudo().action_plan()
            ends.append(self._same_period(person, bilan))
        bilan.event_id.sudo().unlink()
        ends.append(self._same_period(person, bilan))
        for night in ("2026-05-20", "2026-05-21", "2026-08-04"):
            with freeze_time(f"{night} 05:00:00"), self._quiet_cron():
                self.env["hr.entretien"]._cron_entretien()
                ends.append(self._same_period(person, bilan))
        # Without a date it is due as the facts have it, then on the day it is.
        days = ["2026-06-01", "2026-09-15", "2026-10-20", "2026-04-29"]
        days += ["2026-05-20", "2026-05-21", "2026-08-04"]
        self.assertEqual(ends, [self._day(day) for day in days])

    def _same_period(self, person, bilan):
        """The last day that the list of what is at risk and the form judge."""
        self._settle()
        row = person.sudo().entretien_exposure_ids
        row = row.with_user(self.user_hr).filtered(lambda x: not x.entretien_id)
        mine = self._as(self.user_hr, bilan.bilan_id)
        self.assertEqual(
            (row.period_start, row.period_end), (mine.period_from, mine.period_to)
        )
        for text in (mine.owed_for, row.with_context(lang="en_US").owed_for):
            self.assertIn(format_date(self.env, row.period_end), text)
        return row.period_end

    def test_held_late_all_judge_the_years_before_that_day(self):
        """Who has a history: six years to January 2024, missed by its deadline; the
        état des lieux of 2026 judges what came since 2018 alone."""
        self.company.entretien_rhythm = "two_six"
        person = self._employee("Late", "2016-01-11", parent_id=self.manager.id)
        for day in ("2020-03-02", "2022-03-01", "2024-03-01"):
            self._held(person, day)
        bilan = self._entretien(person, date_due="2022-01-11", with_bilan=True)
        self._settle()
        rows = self.env["hr.entretien.exposure"]
        today = self._day("2026-03-16")
        rows._open_abondements(rows._to_pay(today), today)
        owed = person.sudo().entretien_abondement_ids
        self.assertEqual(owed.state, "to_pay")
        mine = self._as(self.user_hr, bilan.bilan_id)
        waits = "was not held by"
        self.assertIn(waits, mine.owed_for)
        self.assertEqual(self._as(self.user_hr, owed).owed_for, mine.owed_for)
        self._assert_one_period(mine, owed)
        self.assertIn("Not held by its deadline", mine.conclusion)
        self.assertEqual(mine.outcome, "exposed")
        bilan.sudo().write({"state": "held", "date_held": "2026-03-02"})
        self._settle()
        mine = self._as(self.user_hr, bilan.bilan_id)
        self.assertEqual(mine.period_to, bilan.date_held)
        self._assert_one_period(mine, owed)
        self.assertNotIn(waits, mine.owed_for)
        self.assertEqual(mine.outcome, "saved_interviews")
        # The years of the day it was held, the last day to pay of the deadline: why.
        owed = self._as(self.user_hr, owed)
        self.assertEqual(str(owed.pay_by), "2023-06-30")
        self.assertIn("Held after its deadline, 01/10/2023: the", owed.owed_for)
        self.assertIn("(art. R.6323-3)", owed.owed_for)

    def test_a_row_of_before_the_update_ends_on_the_day_held(self):
        """What is handed over is computed no more: its last day stays unwritten."""
        rows = self.bilan.employee_id.sudo().entretien_exposure_ids
        row = rows.filtered("date_held")
        row.period_end = False
        said = self._as(self.user_hr, row).owed_for
        self.assertIn(format_date(self.env, row.date_held), said)

    def _assert_one_period(self, mine, owed=None, met="✓"):
        """The badge, the conclusion, the document, the payment: the same years, and
        the same end."""
        said = self.env[WORDS].with_user(self.user_hr)._report_sentences(mine)
        texts = [mine.owed_for, mine.conclusion, " ".join(said)]
        if owed:
            texts.append(self._as(self.user_hr, owed).owed_for)
        for text in texts:
            self.assertIn(format_date(self.env, mine.period_from), text)
            self.assertIn(format_date(self.env, mine.period_to), text)
        exposed = mine.outcome == "exposed"
        self.assertEqual("is topped up" in mine.conclusion, exposed)
        self.assertEqual(mine.interviews_ok, not exposed)
        self.assertEqual(mine.interviews_text[0], "✗" if exposed else met)

    def test_under_the_threshold_the_document_says_so(self):
        self._decide(None)
        self._settle()
        mine = self._as(self.user_hr, self.bilan)
        self.assertEqual(mine.outcome, "not_concerned")
        for text in (mine.conclusion, mine.why):
            self.assertIn("threshold of 50 employees (art. L.6323-13", text)
        said = self.env[WORDS]._report_sentences(
            self._as(self.user_manager, self.bilan)
        )
        self.assertIn("threshold of 50 employees", said[-1])
        self.company.sudo().entretien_concern = "undecided"
        self._settle()
        mine = self._as(self.user_hr, self.bilan)
        self.assertNotIn("threshold", mine.conclusion)
        self.assertIn("Headcount to confirm", mine.why)

    def test_nobody_but_hr(self):
        for user in (self.user_manager, self.user_n2, self.user_system):
            mine = self._as(user, self.bilan)
            for name in COST:
                with self.subTest(login=user.login, name=name):
                    with self.assertRaises(AccessError):
                        mine.read([name])
                    with self.assertRaises(AccessError):
                        mine.export_data([name])
        other = self._as(self.user_other_hr, self.bilan)
        with self.assertRaises(AccessError):
            other.read(["amount"])

    def test_not_even_the_employee_once_it_is_handed_over(self):
        bilan = self._held(self.employee, "2026-03-02", with_bilan=True).bilan_id
        bilan.date_frozen = "2026-03-02 09:00:00"
        mine = self._as(self.user_employee, bilan)
        self.assertTrue(mine.read(["conclusion"]))
        for name in COST:
            with self.subTest(name=name), self.assertRaises(AccessError):
                mine.read([name])

    def test_the_list_costs_the_same_for_all(self):
        spec = {
            "employee_id": {"fields": {"display_name": {}}},
            "interviews_text": {},
            "training_text": {},
            "outcome": {},
            "amount": {},
            "problem": {},
        }

        def cost(count):
            people = self.env["hr.employee"]
            for number in range(count):
                people |= self._employee(f"L{count}-{number}", "2018-01-10")
            bilans = self.env["hr.entretien.bilan"]
            for person in people:
                bilans |= self._entretien(person, with_bilan=True).bilan_id
            self.env.flush_all()
            self.env.cr.precommit.run()
            mine = self._as(self.user_hr, bilans)
            before = self.cr.sql_log_count
            mine.web_search_read([("id", "in", bilans.ids)], spec)
            return self.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(12), cost(2) + 2)
