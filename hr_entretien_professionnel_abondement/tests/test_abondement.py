"""When an abondement is opened, of what, and that it is opened once."""

from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from odoo.tools.misc import format_date

from .abondement_common import AbondementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAbondement(AbondementCase):
    def _all(self, *employees):
        people = [employee.id for employee in employees or (self.employee,)]
        found = self.env["hr.entretien.abondement"].sudo()
        return found.search([("employee_id", "in", people)])

    def test_an_exposed_bilan_handed_over_opens_one(self):
        row = self._bilan(self.employee)
        opened = self._open(row)
        self.assertRecordValues(
            opened,
            [
                {
                    "employee_id": self.employee.id,
                    "entretien_id": row.entretien_id.id,
                    "company_id": self.company.id,
                    "period_start": self._day("2018-01-10"),
                    "bilan_date": self._day("2026-02-10"),
                    "pay_by": self._day("2026-06-30"),
                    "amount": 3000,
                    "state": "to_pay",
                }
            ],
        )
        self.assertEqual(opened.currency_id, self.env.ref("base.EUR"))

    def test_the_period_it_is_owed_for_is_said_the_same_on_both(self):
        """A late état des lieux examines the years before the day it is held."""
        late = self._open(self._exposure(self.employee))
        bilan = self._entretien(
            self.employee, motif="periodic", with_bilan=True
        ).bilan_id
        said = late.with_user(self.user_hr).owed_for
        self.assertIn("was not held by", said)
        self.assertIn(format_date(self.env, late.period_start), said)
        self.assertEqual(self._as(self.user_hr, bilan).owed_for, said)
        with self.assertRaises(AccessError):
            self._as(self.user_manager, bilan).owed_for  # noqa: B018
        held = self._open(self._bilan(self.colleague))
        self.assertIn("day of its état des lieux", held.owed_for)
        self.assertNotIn("deadline", held.owed_for)

    def test_handing_it_over_opens_it_at_once(self):
        """The whole way: facts, exposure, document handed over, payment."""
        self._decide()
        veteran = self._employee("Veteran", "2018-02-01", parent_id=self.manager.id)
        bilan = self._entretien(
            veteran, state="held", date_held="2026-03-02", with_bilan=True
        )
        self._catch_up()
        self.assertFalse(self._all(veteran))
        mine = self._as(self.user_manager, bilan)
        mine.action_close()
        self._catch_up()
        self.assertFalse(self._all(veteran), "the état des lieux is not handed over")
        mine.bilan_id._hand_over(self._day("2026-03-02"))
        self._catch_up()
        opened = self._all(veteran)
        self.assertEqual(opened.entretien_id, bilan)
        self.assertEqual(opened.amount, 3000)
        self.assertEqual(opened.pay_by, self._day("2026-06-30"))
        self._catch_up()
        self.assertEqual(self._all(veteran), opened)

    def test_a_bilan_refused_in_writing_opens_one_when_exposed(self):
        refused = self._entretien(
            self.employee,
            state="declined",
            date_declined="2026-02-10",
            with_bilan=True,
        )
        row = self._exposure(self.employee, refused, date_held="2026-02-10")
        self.assertEqual(self._open(row).bilan_date, self._day("2026-02-10"))

    def _carrying(self):
        """An état des lieux to plan, long before its deadline, of which an interview
        is missing already."""
        self._decide()
        veteran = self._employee("Veteran", "2020-02-03", parent_id=self.manager.id)
        bilan = self._entretien(veteran, motif="periodic", with_bilan=True)
        return veteran, self._as(self.user_hr, bilan)

    def test_a_refusal_taken_back_leaves_nothing_to_pay(self):
        """The cycle runs again: what it may cost is at risk, and not owed besides."""
        veteran, bilan = self._carrying()
        bilan.action_decline("No, thank you", self._day("2026-02-20"))
        self._catch_up()
        opened = self._all(veteran)
        self.assertEqual(opened.state, "to_pay")
        bilan.action_reopen("They come after all")
        self._catch_up()
        self.assertEqual((opened.state, opened.withdrawn), ("cancelled", True))
        self.assertFalse(opened.activity_ids)
        row = veteran.sudo().entretien_exposure_ids
        self.assertEqual((row.risk_amount, row.owed_amount), (3000, 0))
        # Reopened, it carries what is due by now; they hold the état des lieux early.
        bilan.with_bilan = True
        with freeze_time("2026-04-10"):
            bilan.action_mark_held()
            self._catch_up()
            row = veteran.sudo().entretien_exposure_ids.filtered("entretien_id")
            self.assertEqual(row.pay_by, self._day("2026-09-30"))
            bilan.bilan_id._hand_over(self._day("2026-04-10"))
            self._catch_up()
        self.assertEqual(self._all(veteran), opened)
        self.assertEqual((opened.state, opened.withdrawn), ("to_pay", False))
        self.assertEqual(opened.bilan_date, self._day("2026-04-10"))
        self.assertEqual(opened.pay_by, self._day("2026-09-30"))
        self.assertEqual(row.pay_by, opened.pay_by)

    def test_a_refusal_taken_back_after_the_deadline_is_owed_since_it(self):
        """One day to pay on all screens: its refusal gives it none any more."""
        veteran, bilan = self._carrying()
        bilan.action_decline("No, thank you", self._day("2026-02-20"))
        self._catch_up()
        opened, told = self._all(veteran), self._as(self.user_hr, bilan.bilan_id)
        self.assertEqual(opened.pay_by, self._day("2026-06-30"))
        self.assertIn("day of its refusal", told.with_context(lang="en_US").owed_for)
        self.company.entretien_responsible_id = self.user_hr
        with freeze_time("2029-03-05"):
            bilan.action_reopen("They come after all")
            self._catch_up()
            row = veteran.sudo().entretien_exposure_ids
            self.assertTrue(row.bilan_limit < self._day("2029-03-05"))
            self.assertRecordValues(
                opened,
                [
                    {
                        "state": "to_pay",
                        "entretien_id": False,
                        "bilan_date": row.bilan_limit,
                        "pay_by": row.pay_by,
                    }
                ],
            )
            self.assertEqual(opened.activity_ids.date_deadline, row.pay_by)

    def test_a_bilan_cancelled_after_all_leaves_nothing_to_pay(self):
        veteran, bilan = self._carrying()
        bilan.action_mark_held()
        bilan.bilan_id._hand_over(self._day("2026-03-02"))
        self._catch_up()
        opened = self._all(veteran)
        self.assertEqual(opened.state, "to_pay")
        bilan.bilan_id.action_reopen("Not this one")
        self._catch_up()
        self.assertEqual(opened.state, "to_pay", "it was held all the same")
        bilan.action_cancel("It did not take place")
        self._catch_up()
        self.assertEqual((opened.state, opened.withdrawn), ("cancelled", True))

    def test_what_is_recorded_afterwards_withdraws_it(self):
        """The limit passed before HR imported the past: nothing is to undo by hand."""
        row = self._exposure(self.employee)
        opened = self._open(row)
        today = self._day("2026-03-02")
        self.assertNotIn(opened, opened._to_withdraw(today))
        row.outcome = "saved_training"
        self.assertIn(opened, opened._to_withdraw(today))
        opened._withdraw()
        self.assertEqual(opened.state, "cancelled")
        self.assertTrue(opened.reason)
        row.outcome = "exposed"
        self._open(row)
        self.assertEqual(opened.state, "to_pay")
        self.assertFalse(opened.reason)
        self.assertEqual(self._all(), opened)

    def _owing(self):
        """Somebody of whom nothing is recorded, and what the night opened for them."""
        self._decide()
        veteran = self._employee("Veteran", "2018-02-01", parent_id=self.manager.id)
        rows = self.env["hr.entretien.exposure"]
        self._catch_up()
        today = self._day("2026-03-02")
        rows._open_abondements(veteran.sudo().entretien_exposure_ids.ids, today)
        return veteran, self._all(veteran)

    def _import_past(self, veteran):
        past = self._as(self.user_hr, self.env["hr.entretien"])
        past.create(
            [
                {
                    "employee_id": veteran.id,
                    "state": "closed",
                    "date_held": day,
                    "date_copy_delivered": day,
                    "with_bilan": day == "2024-01-15",
                }
                for day in ("2020-01-15", "2022-01-14", "2024-01-15")
            ]
        )
        self.env.flush_all()
        self._catch_up()

    def test_what_is_imported_withdraws_it_at_once(self):
        """HR sees nothing to pay that the import has just settled."""
        veteran, opened = self._owing()
        self.assertEqual(opened.state, "to_pay")
        self._import_past(veteran)
        self.assertEqual(opened.state, "cancelled")
        self.assertTrue(opened.withdrawn and opened.reason)

    def test_a_formal_notice_taken_back_keeps_nothing(self):
        """It kept the payment while it stood: nothing asks for that any more."""
        veteran, opened = self._owing()
        mine = self._as(self.user_hr, opened)
        mine.formal_notice_date = "2026-03-01"
        self._import_past(veteran)
        self.assertEqual(opened.state, "to_pay")
        mine.formal_notice_date = False
        self.env.flush_all()
        self._catch_up()
        self.assertEqual(opened.state, "cancelled")
        self.assertTrue(opened.withdrawn)

    def test_an_employee_entered_by_mistake_goes_with_what_the_night_opened(self):
        veteran, opened = self._owing()
        self.env["hr.entretien.night"]._open_batch(veteran.ids, self._day("2026-03-02"))
        with self.assertRaises(AccessError):
            self._as(self.user_manager, veteran).unlink()
        self._as(self.user_hr_manager, veteran).unlink()
        self.assertFalse(veteran.exists() or opened.exists())

    def test_what_is_owed_to_somebody_here_for_long_keeps_its_employee(self):
        veteran, opened = self._owing()
        veteran.flush_recordset()
        self.env.cr.execute(
            "UPDATE hr_employee SET create_date = %s WHERE id = %s",
            ("2026-01-05", veteran.id),
        )
        veteran.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "corrective payment is kept"):
            self._as(self.user_hr_manager, veteran).unlink()
        self.assertTrue(opened.exists())

    def test_what_somebody_saw_to_keeps_its_employee(self):
        for gesture in (
            lambda mine: mine._pay(self._day("2026-03-01"), "VIR 1"),
            lambda mine: mine._cancel("Settled with the employee"),
            lambda mine: (mine._cancel("A mistake"), mine._reopen("It was right")),
            lambda mine: mine.write({"formal_notice_date": "2026-03-01"}),
        ):
            veteran, opened = self._owing()
            gesture(self._as(self.user_hr, opened))
            with self.assertRaisesRegex(UserError, "corrective payment is kept"):
                self._as(self.user_hr_manager, veteran).unlink()
            self.assertTrue(opened.exists())

    def test_the_night_withdraws_nothing_that_people_settled(self):
        row = self._exposure(self.employee)
        opened = self._open(row)
        row.outcome = "saved_training"
        today = self._day("2026-03-02")
        opened.formal_notice_date = "2026-03-01"
        self.assertNotIn(opened, opened._to_withdraw(today))
        opened.formal_notice_date = False
        opened._withdraw()
        self._as(self.user_hr, opened)._reopen("The training was mandatory")
        self.assertNotIn(opened, opened._to_withdraw(today))
        opened._cancel("Settled with the employee")
        row.outcome = "exposed"
        self.assertFalse(self._open(row))
        self.assertEqual(opened.state, "cancelled")

    def test_leaving_settles_nothing(self):
        """The limit passed while he was there: the debt outlives the employment."""
        row = self._exposure(self.employee)
        opened = self._open(row)
        today = self._day("2026-03-02")
        self.employee.active = False
        row.unlink()
        self.assertNotIn(opened, opened._to_withdraw(today), "last day unknown")
        self.employee.contract_date_end = "2026-02-28"
        self.assertNotIn(opened, opened._to_withdraw(today))
        self.employee.contract_date_end = "2024-12-31"
        self.assertIn(opened, opened._to_withdraw(today), "gone before the limit")

    def test_being_hired_again_settles_nothing(self):
        """Another employment, another cycle; a hire date put right is not one."""
        row = self._exposure(self.employee)
        opened = self._open(row)
        today = self._day("2026-03-02")
        row.unlink()
        self.employee.contract_date_end = "2025-03-31"
        self._version(self.employee, "2026-01-05")
        self.assertEqual(self.employee.entretien_start_date, self._day("2026-01-05"))
        self.assertNotIn(opened, opened._to_withdraw(today))
        self.employee.version_ids[0].contract_date_start = "2025-02-03"
        self.assertIn(opened, opened._to_withdraw(today))

    def test_averages_that_fall_afterwards_withdraw_nothing(self):
        """Concerned when the limit passed: HR is told, and decides."""
        row = self._exposure(self.employee, missing_count=1)
        opened = self._open(row)
        today = self._day("2026-03-02")
        row.write({"outcome": "not_concerned", "amount": 0})
        self.assertNotIn(opened, opened._to_withdraw(today))
        self.assertIn("not concerned", self._as(self.user_hr, opened).contradiction)
        row.training_free_ok = True
        self.assertIn(opened, opened._to_withdraw(today))
        row.training_free_ok = False
        self._decide(None)
        self.assertEqual(opened.state, "cancelled", "HR has said so")

    def test_nothing_is_opened_of_what_costs_nothing(self):
        for values in (
            {"outcome": "saved_training"},
            {"outcome": "saved_interviews"},
            {"outcome": "not_concerned"},
            {"outcome": False},
            {"amount": 0},
        ):
            with self.subTest(**values):
                self.assertFalse(self._open(self._bilan(self.colleague, **values)))

    def test_nothing_is_guessed_of_history(self):
        """What an état des lieux held before Odoo found is not known."""
        past = self._held(self.employee, "2024-01-12", with_bilan=True)
        self.assertFalse(self._open(self._exposure(self.employee, past)))

    def test_nothing_is_opened_before_it_is_handed_over(self):
        held = self._entretien(
            self.employee, state="held", date_held="2026-02-10", with_bilan=True
        )
        self.assertFalse(self._open(self._exposure(self.employee, held)))

    def test_a_limit_passed_without_bilan_opens_one(self):
        row = self._exposure(self.employee, bilan_limit="2026-03-01")
        opened = self._open(row)
        self.assertEqual(opened.bilan_date, self._day("2026-03-01"))
        self.assertEqual(opened.pay_by, self._day("2026-06-30"))
        self.assertFalse(opened.entretien_id)

    def test_the_limit_itself_is_still_in_time(self):
        row = self._exposure(self.employee, bilan_limit="2026-03-02")
        self.assertFalse(self._open(row))

    def test_twice_gives_the_same_as_once(self):
        row = self._bilan(self.employee)
        opened = self._open(row)
        self.assertFalse(self._open(row))
        self.env["hr.entretien.exposure"]._open_abondements(row.ids, "2026-03-02")
        self.assertEqual(self._all(), opened)

    def test_a_cancelled_one_is_not_opened_again(self):
        row = self._bilan(self.employee)
        self._open(row)._cancel("Paid by the former employer")
        self.assertFalse(self._open(row))

    def test_a_bilan_held_late_joins_the_one_of_the_limit(self):
        opened = self._open(self._exposure(self.employee))
        late = self._bilan(self.employee)
        self.assertFalse(self._open(late))
        self.assertEqual(opened.entretien_id, late.entretien_id)
        self.assertEqual(opened.pay_by, self._day("2025-06-30"))
        self.assertEqual(self._all(), opened)

    def test_a_bilan_held_late_tells_the_day_of_the_limit(self):
        """One day to pay on all screens, handed over once or again."""
        self._decide()
        veteran = self._employee("Veteran", "2014-03-10", parent_id=self.manager.id)
        rows = self.env["hr.entretien.exposure"]
        self._catch_up()
        running = rows.sudo().search([("employee_id", "=", veteran.id)])
        opened = self._open(running)
        self.assertEqual(opened.pay_by, self._day("2022-03-31"))
        bilan = self._entretien(
            veteran, state="held", date_held="2026-03-02", with_bilan=True
        )
        mine = self._as(self.user_manager, bilan)
        mine.action_close()
        for _time in ("once", "again"):
            mine.bilan_id._hand_over(self._day("2026-03-02"))
            self._catch_up()
            self.assertEqual(opened.entretien_id, bilan)
            row = rows.sudo().search([("entretien_id", "=", bilan.id)])
            self.assertEqual(row.outcome, "exposed")
            self.assertEqual(row.pay_by, opened.pay_by)
            for item in (opened, bilan.bilan_id):
                said = self._as(self.user_hr, item).owed_for
                self.assertIn("last day to pay is counted from that deadline", said)
            self._as(self.user_hr, bilan).bilan_id.action_reopen("A date to put right")
        self.assertEqual(self._all(veteran), opened)

    def test_the_next_cycle_has_its_own(self):
        self._open(self._bilan(self.employee))
        following = self._bilan(self.employee, "2026-03-01", cycle_start="2024-01-10")
        self.assertTrue(self._open(following))
        self.assertEqual(len(self._all()), 2)

    def test_two_transactions_open_one(self):
        """The unique index settles it; the night takes it for work that is done."""
        row = self._bilan(self.employee)
        rows = self.env["hr.entretien.exposure"]
        opened = self._open(row)
        self._keep_rows()
        # As another transaction sees it, before the first one commits.
        unseen = patch.object(
            self.env.registry["hr.entretien.exposure"],
            "_abondements",
            lambda self: {},
        )
        with unseen, mute_logger("odoo.sql_db"):
            with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
                rows._open_abondements(row.ids, "2026-03-02")
            night = self.env["hr.entretien.night"]
            (step,) = (
                step
                for step in night._night_steps()
                if step.work.__name__ == "_open_abondements"
            )
            night._apply_isolated(step, tuple(row.ids), self._day("2026-03-02"), {})
        self.assertEqual(self._all(), opened)

    def test_the_night_opens_them_and_counts_no_query_for_each(self):
        steps = [
            (step.work.__self__._name, step.work.__name__)
            for step in self.env["hr.entretien.night"]._night_steps()
        ]
        mend = ("hr.entretien.exposure", "_mend_batch")
        pay = ("hr.entretien.exposure", "_open_abondements")
        self.assertLess(steps.index(mend), steps.index(pay))
        people = [self._employee(f"Person {number}") for number in range(20)]
        rows = [self._exposure(person) for person in people]
        self.env.flush_all()
        self.env.invalidate_all()
        self._open(rows[0])
        counts = []
        for some in (rows[1:4], rows[4:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._open(*some)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(len(self._all(*people)), 20)
        # 13 more people cost a few queries each at most: their first chatter line.
        self.assertLess((counts[1] - counts[0]) / 13, 3)

    def test_what_the_exposure_says_afterwards_is_told(self):
        row = self._bilan(self.employee)
        opened = self._open(row).with_context(lang="en_US")
        self.assertFalse(opened.contradiction)
        row.outcome = "saved_training"
        opened.invalidate_recordset()
        self.assertIn("Avoided by training", opened.contradiction)
        self.assertEqual(opened.state, "to_pay")

    def test_late_in_words_and_in_searches(self):
        late = self._abondement(self.employee, pay_by="2026-02-28")
        soon = self._abondement(self.colleague, pay_by="2026-03-31")
        today = self._abondement(self.stranger, pay_by="2026-03-02")
        both = late | soon | today
        self.assertEqual(both.mapped("is_late"), [True, False, False])
        labels = both.with_context(lang="en_US").mapped("delay_label")
        self.assertEqual(labels, ["2 days late", "in 29 days", "today"])
        ours = [("id", "in", both.ids)]
        self.assertEqual(both.search([*ours, ("is_late", "=", True)]), late)
        self.assertEqual(both.search([*ours, ("is_late", "=", False)]), soon | today)
        late._pay(self._day("2026-03-01"), "VIR 12")
        self.assertFalse(late.is_late)
        self.assertFalse(late.delay_label)
