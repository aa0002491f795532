"""A fact that changes, and the rows follow as the transaction ends."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, tagged

from .exposure_common import ExposureCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestExposureTrigger(ExposureCase):
    def test_interview_held_then_cancelled(self):
        entretien = self._entretien(self.employee, interviewer_id=self.manager.id)
        self.assertEqual(self._row().outcome, "exposed")
        entretien.action_mark_held()
        self.assertEqual(self._row().outcome, "saved_interviews")
        entretien.action_cancel("Another person's")
        self.assertEqual(self._row().outcome, "exposed")

    def test_bilan_added_and_taken_off(self):
        entretien = self._entretien(self.employee, state="held", date_held="2026-11-02")
        self.assertFalse(self._row(entretien=entretien))
        entretien.with_bilan = True
        row = self._row(entretien=entretien)
        self.assertEqual(str(row.date_held), "2026-11-02")
        entretien.with_bilan = False
        self.assertFalse(self._row(entretien=entretien))

    def test_day_held_corrected(self):
        _employee, bilan = self._old("Karim")
        bilan.date_held = "2024-04-02"
        row = self._row(_employee, bilan)
        self.assertEqual((str(row.date_held), str(row.pay_by)),
                         ("2024-04-02", "2024-09-30"))  # fmt: skip

    def test_contract_edited(self):
        self.employee.contract_date_start = "2026-01-05"
        self.assertEqual(self._row().outcome, "saved_interviews")

    def test_what_the_plan_gathered_is_not_gathered_again(self):
        self.employee.contract_date_start = "2026-01-05"
        self.env.flush_all()
        planner = self.env.registry["hr.entretien.planner"]
        with patch.object(planner, "_gather") as gathered:
            self.env["hr.entretien.exposure"]._catch_up()
        self.assertFalse(gathered.called)
        self.assertEqual(self._row().outcome, "saved_interviews")

    def test_what_was_gathered_before_another_fact_is_gathered_again(self):
        self.employee.contract_date_start = "2026-01-05"
        self.env.flush_all()
        self.employee._note_exposure()
        planner = self.env.registry["hr.entretien.planner"]
        with patch.object(
            planner, "_gather", autospec=True, side_effect=planner._gather
        ) as gathered:
            self.env["hr.entretien.exposure"]._catch_up()
        self.assertTrue(gathered.called)

    def test_a_date_without_etat_des_lieux_costs_nothing(self):
        """The exposure follows from what is held, and from the day of its état des
        lieux: planning another interview leaves it alone."""
        entretien = self._entretien(self.employee, interviewer_id=self.manager.id)
        self.env.flush_all()
        self.env.cr.precommit.run()
        with patch.object(self.env.registry["hr.employee"], "_note_exposure") as noted:
            entretien.date_planned = "2026-12-01 09:00:00"
            entretien.action_plan()
            entretien.action_cancel("Another person's")
            self.env.flush_all()
            self.assertFalse(noted.called)
            entretien.action_reopen("Theirs after all")
            entretien.with_bilan = True
            self.env.flush_all()
            self.assertTrue(noted.called)

    def test_whatever_becomes_of_an_etat_des_lieux_is_noted(self):
        entretien = self._entretien(
            self.employee, with_bilan=True, interviewer_id=self.manager.id
        )
        other = self._entretien(self.colleague, with_bilan=True)
        noted = patch.object(self.env.registry["hr.employee"], "_note_exposure")
        day = {"date_planned": "2026-12-01 09:00:00"}
        changes = {
            "foreseen": lambda: entretien.write(day),
            "taken off": lambda: entretien.write({"with_bilan": False}),
            "carried again": lambda: entretien.write({"with_bilan": True}),
            "declined": lambda: entretien.action_decline("In writing"),
            "reopened": lambda: entretien.action_reopen("After all"),
            "deleted": other.unlink,
        }
        for name, change in changes.items():
            self._settle()
            with self.subTest(name), noted as follows:
                change()
                self.env.flush_all()
                self.assertTrue(follows.called)

    def test_choices_changed_after_a_fact(self):
        """What was gathered under the former ones is not what the row says."""
        self.employee.contract_date_start = "2024-01-05"
        self.env.flush_all()
        before = self.employee.entretien_bilan_limit
        self.company.entretien_rhythm = "two_six"
        self.assertNotEqual(self.employee.entretien_bilan_limit, before)
        limit = self.employee.entretien_bilan_limit
        self.assertEqual(self._row().bilan_limit, limit)

    def test_entered_and_deleted_at_once(self):
        person = self._employee("Entered twice", "2020-01-06")
        self.env.flush_all()
        person.unlink()
        self.env["hr.entretien.exposure"]._catch_up()
        self.assertTrue(self._row())

    def test_absence_moves_the_limit(self):
        before = self._row().bilan_limit
        kind = self.env["hr.entretien.absence.type"].search(
            [("uncounted", "=", 100)], limit=1
        )
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": self.employee.id,
                "type_id": kind.id,
                "date_from": "2025-01-01",
                "date_to": "2025-06-30",
            }
        )
        self.assertEqual((self._row().bilan_limit - before).days, 181)

    def test_what_hr_decides(self):
        employee, bilan = self._old("Karim")
        self.assertTrue(self._row().concerned)
        self._decide(None)
        self.assertEqual(self._row().outcome, "not_concerned")
        self.assertEqual(self._row(employee, bilan).outcome, "not_concerned")

    def test_concerned_from_its_day_on(self):
        """Judged on the day of the état des lieux: 7 March 2024; or today."""
        employee, bilan = self._old("Karim")
        for since, outcome in (
            ("2024-03-08", "not_concerned"),
            ("2024-03-07", "exposed"),
        ):
            self._decide(since)
            self.assertEqual(self._row(employee, bilan).outcome, outcome)
        self._decide("2026-11-25")
        self.assertEqual(self._row().outcome, "not_concerned")
        self._decide("2026-11-24")
        self.assertEqual(self._row().outcome, "exposed")

    def test_contracts_of_today_change_nothing(self):
        """A hundred more, or none left: HR has decided."""
        self._decide(None)
        for number in range(60):
            self._employee(f"Person {number}", "2026-01-05")
        self.assertEqual(self._row().outcome, "not_concerned")

    def test_until_hr_decides_the_averages_propose(self):
        self.company.write(
            {"entretien_concern": "undecided", "entretien_concerned_since": False}
        )
        row = self._row()
        self.assertEqual(row.outcome, "not_concerned")
        self.assertIn("Headcount to confirm", row.summary)
        self.company.entretien_proposed_since = "2025-01-01"
        row = self._row()
        self.assertEqual(row.outcome, "exposed")
        self.assertIn("Headcount to confirm", row.summary)
        self._decide("2025-01-01")
        row = self._row()
        self.assertEqual(row.outcome, "exposed")
        self.assertNotIn("Headcount", row.summary)

    def test_a_commit_counts_no_contract(self):
        """The averages are counted when asked and at night, never as one commits."""
        self.company.write(
            {"entretien_concern": "undecided", "entretien_concerned_since": False}
        )
        self._settle()
        with patch.object(
            type(self.env["hr.entretien.headcount"]),
            "_contracts_sql",
            side_effect=AssertionError,
        ):
            self._employee("Hugo", "2026-01-05")
            self._settle()

    def test_corrective_amount(self):
        self.company.entretien_corrective_amount = 3200
        self.assertEqual(self._row().amount, 3200)

    def test_what_is_still_to_pay_follows_the_amount(self):
        """Not what HR settled or answers for, nor what a document says."""
        self.company.entretien_responsible_id = self.user_hr
        late = {name: self._employee(name, "2016-03-07") for name in ("A", "B", "C")}
        employee, bilan = self._old("Maud")
        bilan.action_close()
        bilan.bilan_id._hand_over(fields.Date.today())
        self._settle()
        late["Maud"], today = employee, fields.Date.today()
        self.Exposure._open_abondements(self.Exposure._to_pay(today), today)
        paid = {name: who.entretien_abondement_ids for name, who in late.items()}
        self.assertEqual({item.amount for item in paid.values()}, {3000})
        self.assertIn("3,000", paid["A"].activity_ids.note)
        paid["B"].kept = True
        paid["C"].formal_notice_date = "2026-10-01"
        self.company.entretien_corrective_amount = 3200
        self.assertEqual(self._row(late["A"]).amount, 3200)
        amounts = {name: item.amount for name, item in paid.items()}
        self.assertEqual(amounts, {"A": 3200, "B": 3000, "C": 3000, "Maud": 3000})
        self.assertIn("3,200", paid["A"].activity_ids.note, "HR is asked for it")
        self.company.entretien_corrective_amount = 0
        self.assertEqual(self._row(late["A"]).amount, 0)
        self.assertEqual((paid["A"].state, paid["A"].amount), ("cancelled", 3200))

    def test_what_is_to_pay_follows_no_choice_of_another_company(self):
        employee, today = self._employee("Lise", "2016-03-07"), fields.Date.today()
        self._settle()
        self.Exposure._open_abondements(self.Exposure._to_pay(today), today)
        self._decide(company=self.other_company)
        self.other_company.entretien_corrective_amount = 4000
        employee.company_id = self.other_company
        self.assertEqual(self._row(employee).amount, 4000)
        self.assertEqual(employee.entretien_abondement_ids.amount, 3000)

    def test_rhythm(self):
        self.company.entretien_rhythm = "two_six"
        row = self._row()
        self.assertEqual(str(row.bilan_target), "2028-01-10")

    def test_archived_departed_and_back(self):
        self.employee.active = False
        self.assertFalse(self._row())
        self.employee.active = True
        self.assertTrue(self._row())
        self.employee.contract_date_end = "2026-06-30"
        self.assertFalse(self._row())

    def test_left_after_the_limit_was_missed(self):
        """Who left without the état des lieux he should have had still costs it."""
        employee = self._employee("Lise", "2016-03-07", contract_date_end="2025-08-31")
        row = self._row(employee)
        self.assertEqual((row.outcome, str(row.bilan_limit)), ("exposed", "2023-03-06"))
        self.assertIn(
            f"should have been held by {self._told(row, '2023-03-06')}", row.advice
        )

    def test_not_followed_up(self):
        self.employee.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Abroad"}
        )
        self.assertFalse(self._row())

    def test_department_and_manager_follow_the_running_cycle(self):
        self.employee.write(
            {
                "department_id": self.other_department.id,
                "parent_id": self.other_manager.id,
            }
        )
        row = self._row()
        self.assertEqual(row.department_id, self.other_department)
        self.assertEqual(row.manager_id, self.other_manager)

    def test_frozen_once_the_document_is_handed_over(self):
        employee, bilan = self._old("Maud")
        bilan.action_close()
        self.assertFalse(self._row(employee, bilan).frozen)
        bilan.bilan_id._hand_over(fields.Date.today())
        row = self._row(employee, bilan)
        self.assertTrue(row.frozen)
        self._decide(None)
        row = self._row(employee, bilan)
        self.assertEqual((row.outcome, row.owed_amount), ("exposed", 3000))
        self._decide()
        self.company.entretien_corrective_amount = 3200
        self._held(employee, "2020-03-06")
        self._held(employee, "2022-03-04")
        row = self._row(employee, bilan)
        self.assertEqual((row.outcome, row.amount), ("exposed", 3000))
        bilan.bilan_id.action_reopen("Interviews found")
        row = self._row(employee, bilan)
        self.assertEqual((row.outcome, row.frozen), ("saved_interviews", False))

    def test_employee_deleted_with_his_rows(self):
        employee = self._employee("Nobody", "2026-01-05")
        row = self._row(employee)
        employee.unlink()
        self._settle()
        self.assertFalse(row.exists())
