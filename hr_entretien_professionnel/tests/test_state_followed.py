"""A change of state moves the dates and the copies that hang on it, and no others."""

from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from ..models.interview.entretien_states import DUE_FIELDS
from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestStateFollowed(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee, date_planned="2026-03-20 09:00:00", state="planned"
        )
        cls.env.flush_all()

    def _computed(self, change):
        """Names of the stored fields of the suite that a change had computed."""
        computed = set()
        compute = type(self.env["hr.employee"])._compute_field_value

        def spy(records, field):
            computed.add(field.name)
            return compute(records, field)

        models = type(self.env["hr.entretien"]), type(self.env["hr.employee"])
        with (
            patch.object(models[0], "_compute_field_value", spy),
            patch.object(models[1], "_compute_field_value", spy),
        ):
            change()
            self.env.flush_all()
        return computed

    def test_given_up_no_date_is_reckoned_anew(self):
        """It was no fact: neither the engine nor the copies are asked."""
        cancel = self._as(self.user_hr, self.entretien).action_cancel
        computed = self._computed(lambda: cancel("Site closes"))
        copies = {"company_id", "department_id", "seniority_date", "info_vae"}
        asked = {"entretien_plan", "regime_id", "employee_sex", *DUE_FIELDS, *copies}
        self.assertFalse(computed & asked)

    def test_held_it_counts_and_cancelled_no_more(self):
        before = self.employee.entretien_next_date
        self._as(self.user_hr, self.entretien).write({"date_held": "2026-03-02"})
        self._as(self.user_hr, self.entretien).action_mark_held()
        moved = self.employee.entretien_next_date
        self.assertGreater(moved, before)
        self._as(self.user_hr, self.entretien).action_cancel("Another employee")
        self.assertEqual(self.employee.entretien_next_date, before)
        self._as(self.user_hr, self.entretien).action_reopen("It was this one")
        self.assertEqual(self.employee.entretien_next_date, moved)

    def _looked_at(self, step, *args):
        """Of whom it is looked at after the commit what is due."""
        night = self.env.registry["hr.entretien.night"]
        with patch.object(night, "_open_after_commit", autospec=True) as opened:
            getattr(self._as(self.user_hr, self.entretien), step)(*args)
        calls = opened.call_args_list
        return self.employee.browse().union(*(call.args[1] for call in calls))

    def test_given_up_another_one_may_be_due(self):
        looked_at = self._looked_at("action_cancel", "Site closes")
        self.assertEqual(looked_at, self.employee)

    def test_to_plan_again_it_may_be_due_for_more(self):
        with freeze_time("2026-03-20 12:00:00"):
            looked_at = self._looked_at("action_no_show", "2026-03-20")
        self.assertEqual(looked_at, self.employee)

    def test_taken_up_again_it_follows_the_employee_again(self):
        """Meanwhile it stayed as it was given up."""
        hr = self._as(self.user_hr, self.entretien)
        hr.action_cancel("Site closes")
        self.employee.department_id = self.other_department
        self.employee.entretien_seniority_date = "2021-06-01"
        self.assertEqual(self.entretien.department_id, self.department)
        hr.action_reopen("It stays")
        self.assertEqual(self.entretien.department_id, self.other_department)
        self.assertEqual(self.entretien.seniority_date, self._day("2021-06-01"))

    def test_to_plan_again_it_is_due_for_what_is_due_now(self):
        waiting = self._entretien(self.colleague)
        hr = self._as(self.user_hr, waiting)
        hr.action_cancel("Site closes")
        self.colleague.entretien_seniority_date = "2021-06-01"
        hr.action_reopen("It stays")
        self.assertEqual(waiting.state, "to_plan")
        self.assertEqual(waiting.date_due, self.colleague.entretien_next_date)

    def test_closed_and_reopened_it_stays_as_it_was_held(self):
        hr = self._as(self.user_hr, self.entretien)
        with freeze_time("2026-03-20 12:00:00"):
            hr.action_mark_held()
            self.entretien.sudo()._take_step(
                "close", {"date_copy_delivered": "2026-03-20"}
            )
            self.employee.department_id = self.other_department
            hr.action_reopen("A mistake")
        self.assertEqual(self.entretien.state, "held")
        self.assertEqual(self.entretien.department_id, self.department)

    def test_held_and_open_again_it_follows_the_employee_again(self):
        talk = self._held(self.colleague, "2026-02-02")
        self.colleague.department_id = self.other_department
        self.assertNotEqual(talk.department_id, self.other_department)
        talk.sudo().write({"state": "to_plan", "date_held": False})
        self.assertEqual(talk.department_id, self.other_department)

    def test_why_it_was_not_held_is_said_by_the_next_one(self):
        bilan = self._held(self.employee, "2026-02-02", with_bilan=True).bilan_id

        def reasons():
            return [row["why"] for row in bilan.interviews if row["why"]]

        self.assertFalse(reasons())
        self.entretien.sudo()._add_proof("absence", day=self._day("2025-09-01"))
        self.assertEqual(reasons(), [["absence", "2025-09-01"]])
