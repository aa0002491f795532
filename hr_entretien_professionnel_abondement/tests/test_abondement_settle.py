"""Paying, cancelling, reopening, the formal notice, and who is told before."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .abondement_common import AbondementCase

SETTLE = "hr.entretien.abondement.settle"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAbondementSettle(AbondementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls._abondement(cls, cls.employee)
        cls.two = cls._abondement(cls, cls.colleague)
        cls.there = cls._abondement(cls, cls.other_hr)
        # Whoever may export at all: the payments must hold by themselves.
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "base.group_allow_export"
        )

    def _window(self, records, step="action_mark_paid", user=None):
        records = self._as(user or self.user_hr, records)
        action = getattr(records, step)()
        return Form(records.env[SETTLE].with_context(**action["context"]))

    def test_several_paid_at_once(self):
        form = self._window(self.one | self.two)
        self.assertEqual(form.line_count, 2)
        self.assertEqual(form.total, 6000)
        form.paid_on = "2026-03-01"
        form.reference = " VIR 2026-118 "
        form.save().action_apply()
        for abondement in self.one | self.two:
            self.assertEqual(abondement.state, "paid")
            self.assertEqual(abondement.paid_on, self._day("2026-03-01"))
            self.assertEqual(abondement.reference, "VIR 2026-118")

    def test_a_payment_needs_its_day_and_its_reference(self):
        pay = self._as(self.user_hr, self.one)._pay
        for day, reference, message in (
            ("2026-03-03", "VIR 1", "in the future"),
            ("2026-02-09", "VIR 1", "before the état des lieux"),
            ("2026-03-01", "  ", "the reference"),
            (None, "VIR 1", "when it was paid"),
        ):
            with self.subTest(day=day, reference=reference):
                with self.assertRaisesRegex(UserError, message):
                    pay(day and self._day(day), reference)
        self.assertEqual(self.one.state, "to_pay")

    def test_a_step_starts_where_it_may(self):
        self.one._pay(self._day("2026-03-01"), "VIR 1")
        both = self._as(self.user_hr, self.one | self.two)
        with self.assertRaisesRegex(UserError, "“Paid”"):
            both.action_mark_paid()
        with self.assertRaisesRegex(UserError, "“To Pay”"):
            both.action_reopen()
        with self.assertRaisesRegex(UserError, "at least one"):
            both.browse().action_mark_paid()

    def test_cancelled_with_a_reason_that_stays(self):
        form = self._window(self.one, "action_cancel")
        form.reason = "A training was found in the old files"
        form.save().action_apply()
        self.assertEqual(self.one.state, "cancelled")
        self.assertEqual(self.one.reason, "A training was found in the old files")
        self.assertIn("old files", "".join(self.one.message_ids.mapped("body")))
        with self.assertRaisesRegex(UserError, "Say why"):
            self._as(self.user_hr, self.two)._cancel("  ")

    def test_reopened_it_is_to_pay_and_the_story_stays(self):
        self.one._pay(self._day("2026-03-01"), "VIR 1")
        form = self._window(self.one, "action_reopen")
        form.reason = "The transfer came back"
        form.save().action_apply()
        self.assertEqual(self.one.state, "to_pay")
        self.assertFalse(self.one.paid_on)
        self.assertFalse(self.one.reference)
        self.assertIn("came back", "".join(self.one.message_ids.mapped("body")))

    def test_formal_notice_doubles_what_stays_unpaid(self):
        late = self._abondement(self.stranger, pay_by="2025-12-31")
        mine = self._as(self.user_hr, late)
        self.assertFalse(mine.amount_after_notice)
        mine.formal_notice_date = "2026-02-20"
        self.assertEqual(mine.amount_after_notice, 6000)
        self.assertEqual(mine.amount, 3000)
        for day in ("2025-12-31", "2026-03-03"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                mine.formal_notice_date = day
                mine.flush_recordset()

    def test_nothing_else_is_written_by_hand(self):
        for values in (
            {"state": "paid"},
            {"amount": 1},
            {"paid_on": "2026-03-01"},
            {"pay_by": "2030-06-30"},
            {"employee_id": self.stranger.id},
            {"company_id": self.other_company.id},
            {"reason": "Nothing"},
        ):
            with self.subTest(**values), self.assertRaises(AccessError):
                self._as(self.user_hr, self.one).write(values)
        with self.assertRaises(AccessError):
            self._as(self.user_hr, self.one).create({"employee_id": self.hr.id})
        with self.assertRaises(UserError):
            self._as(self.user_hr, self.one).unlink()
        with self.assertRaisesRegex(UserError, "not deleted"):
            self.one.sudo().unlink()

    def test_nobody_but_hr_of_the_company(self):
        everybody = (
            self.user_manager,
            self.user_n2,
            self.user_employee,
            self.user_system,
            self.user_other_hr,
        )
        for user in everybody:
            for step in (
                lambda record: record.read(["amount"]),
                lambda record: record.action_mark_paid(),
                lambda record: record.action_cancel(),
                lambda record: record.action_edef_list(),
                lambda record: record._pay(self._day("2026-03-01"), "VIR 1"),
                lambda record: record.write({"formal_notice_date": False}),
                lambda record: record.message_post(body="Hello"),
                lambda record: record.export_data(["amount"]),
            ):
                with self.subTest(login=user.login):
                    with self.assertRaises(AccessError):
                        step(self._as(user, self.one))
        self.assertEqual(self.one.state, "to_pay")

    def test_hr_of_a_company_sees_and_counts_its_own(self):
        model = self.env["hr.entretien.abondement"]
        mine = self._as(self.user_other_hr, model)
        self.assertEqual(mine.search([]), self.there)
        self.assertEqual(
            mine._read_group([], [], ["amount:sum", "__count"]), [(3000, 1)]
        )
        self.assertNotIn(self.there, self._as(self.user_hr, model).search([]))

    def test_a_window_about_others_abondements_does_nothing(self):
        """Its ids may be named over RPC: the step checks them."""
        values = {"kind": "pay", "paid_on": "2026-03-01", "reference": "VIR 1"}
        windows = self._as(self.user_other_hr, self.env[SETTLE])
        for command in ([(6, 0, self.one.ids)], [(4, self.one.id)]):
            with self.assertRaises(UserError):
                windows.create({**values, "abondement_ids": command}).action_apply()
        self.assertEqual(self.one.state, "to_pay")
        window = windows.create({**values, "abondement_ids": [(4, self.there.id)]})
        with self.assertRaises(AccessError):
            self._as(self.user_manager, self.env[SETTLE]).create(values)
        with self.assertRaises(AccessError):
            self._as(self.user_hr, window).read(["reference"])


@tagged("post_install", "-at_install")
@freeze_time("2026-06-02")
class TestAbondementReminder(AbondementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.entretien_responsible_id = cls.user_hr
        cls.one = cls._abondement(cls, cls.employee)

    def test_hr_in_charge_is_asked_to_pay_by_the_last_day(self):
        activity = self.one.sudo().activity_ids
        self.assertEqual(activity.user_id, self.user_hr)
        self.assertEqual(activity.date_deadline, self._day("2026-06-30"))
        self.assertEqual(activity.entretien_topic, "abondement")
        self.assertIn("Caisse des dépôts", activity.note)

    def test_put_away_once_paid_or_cancelled(self):
        one = self._as(self.user_hr, self.one)
        one._pay(self._day("2026-06-02"), "VIR 1")
        self.assertFalse(self.one.sudo().activity_ids)
        one._reopen("The transfer came back")
        self.assertEqual(self.one.sudo().activity_ids.user_id, self.user_hr)
        one._cancel("Not due")
        self.assertFalse(self.one.sudo().activity_ids)

    def test_nobody_is_asked_who_cannot_open_it(self):
        for user in (self.user_manager, self.user_other_hr, self.env["res.users"]):
            with self.subTest(login=user.login):
                self.company.entretien_responsible_id = user
                self.assertFalse(self._abondement(self._employee("A")).activity_ids)

    def test_hr_of_both_companies_is_asked_about_the_other_one(self):
        """Their main company is the first; a scheduled action has no company ticked."""
        both = self._user("both", "hr.group_hr_manager")
        both.company_ids |= self.other_company
        self.other_company.entretien_responsible_id = both
        there = self._abondement(self.other_hr).sudo()
        there.activity_ids.unlink()
        self.env.flush_all()
        self.env.invalidate_all()
        there.with_context(allowed_company_ids=[], lang=None)._ask_to_pay()
        self.assertEqual(there.activity_ids.user_id, both)
