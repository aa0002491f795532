"""Time alone changes the exposure; a night with nothing to do costs nearly nothing."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .exposure_common import ExposureCase

NIGHT = "odoo.addons.hr_entretien_professionnel.models.interview.hr_entretien_night"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestExposureNight(ExposureCase):
    def _to_mend(self, day="2026-11-24"):
        self._settle()
        return self.Exposure._to_mend(self._day(day))

    def test_a_limit_that_passes_at_night(self):
        employee = self._employee("Hugo", "2026-01-05")
        row = self._row(employee)
        self.assertEqual(str(row.review_on), "2027-01-06")
        self.assertNotIn(employee.id, self._to_mend("2027-01-05"))
        with freeze_time("2027-01-06"), self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
            self.assertEqual(self._row(employee).outcome, "exposed")
            self.assertFalse(self._to_mend("2027-01-06"))

    def test_what_nobody_told_is_mended(self):
        """A row deleted, a plan or a decision changed in the database."""
        self.assertFalse(self._to_mend())
        row = self._row()
        row.unlink()
        self.assertEqual(self._to_mend(), [self.employee.id])
        self.env["hr.entretien.exposure"]._mend_batch(
            self.employee.ids, self._day("2026-11-24")
        )
        self.assertFalse(self._to_mend())
        self._row().plan_digest = "other"
        self.assertEqual(self._to_mend(), [self.employee.id])
        self.env["hr.entretien.exposure"]._mend_batch(
            self.employee.ids, self._day("2026-11-24")
        )
        self.env.cr.execute(
            "UPDATE res_company SET entretien_concern = 'not_concerned', "
            "entretien_concerned_since = NULL WHERE id = %s",
            [self.company.id],
        )
        self.env.invalidate_all()
        self.assertIn(self.employee.id, self._to_mend())

    def test_what_is_open_carries_the_bilan_no_more(self):
        """The years are no longer those before the day foreseen for it."""
        employee = self._employee("Nora", "2018-12-10")
        self._settle()
        night, today = self.env["hr.entretien.night"], self._day("2026-11-24")
        entretien = night._open_batch(employee.ids, today)
        self.assertTrue(entretien.with_bilan)
        foreseen = self._row(employee).period_end
        kind = self.env.ref("hr_entretien_professionnel.absence_type_parental")
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": employee.id,
                "type_id": kind.id,
                "date_from": "2024-01-01",
                "date_to": "2025-12-31",
            }
        )
        self._settle()
        night._mend_batch(entretien.ids, today)
        self.assertFalse(entretien.with_bilan)
        row = self._row(employee)
        self.assertNotEqual(row.period_end, foreseen)
        names = ("period_start", "period_end", "outcome", "details", "amount")
        told = [row[name] for name in names]
        self.Exposure._mend_batch(employee.ids, today)
        self.assertEqual([self._row(employee)[name] for name in names], told)

    def test_what_is_at_risk_is_owed_once_the_limit_has_passed(self):
        employee = self._employee("Paul", "2018-11-25")
        row = self._row(employee)
        self.assertEqual(str(row.bilan_limit), "2027-11-24")
        self.assertEqual((row.risk_amount, row.owed_amount), (3000, 0))
        row.review_on = "2027-11-25"
        self.assertNotIn(employee.id, self._to_mend("2027-11-24"))
        with freeze_time("2027-11-25"), self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
            row = self._row(employee)
            self.assertEqual((row.risk_amount, row.owed_amount), (0, 3000))
            self.assertFalse(self._to_mend("2027-11-25"))

    def test_concerned_from_a_day_to_come(self):
        """HR decided in advance: the rows follow on that day, not before."""
        self._decide("2027-01-01")
        self.assertEqual(self._row().outcome, "not_concerned")
        self.assertFalse(self._to_mend("2026-12-31"))
        self.assertIn(self.employee.id, self._to_mend("2027-01-01"))

    def test_a_bilan_held_without_its_row(self):
        employee, bilan = self._old("Odile")
        self._row(employee, bilan).unlink()
        self.assertEqual(self._to_mend(), [employee.id])

    def test_one_declined_by_word_of_mouth_costs_the_night_nothing(self):
        self._held(self.colleague, "2023-12-04")
        kind = self.env.ref("hr_entretien_professionnel.absence_type_maternity")
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": self.colleague.id,
                "type_id": kind.id,
                "date_from": "2026-05-01",
                "date_to": "2026-10-31",
            }
        )
        self._entretien(
            self.colleague,
            motif="return",
            with_bilan=True,
            state="declined",
            date_declined="2026-11-16",
            declined_how="oral",
        )
        today = self._day("2026-11-24")
        self.Exposure._mend_batch(self._to_mend(), today)
        self.assertNotIn(self.colleague.id, self._to_mend())

    def test_a_row_that_fails_is_told_on_the_employee(self):
        """The ids are those of employees, and a running cycle has no interview."""
        self.company.entretien_responsible_id = self.user_hr
        row, failures = self._row(), {}
        night = self.env["hr.entretien.night"]
        (step,) = (
            step
            for step in night._night_steps()
            if step.work.__self__ == self.Exposure
            and step.work.__name__ == "_mend_batch"
        )
        broken = patch.object(
            self.env.registry["hr.entretien.exposure.compute"],
            "_wanted",
            side_effect=UserError("No law."),
        )
        with broken, mute_logger(NIGHT):
            night._apply_isolated(
                step, (self.employee.id,), self._day("2026-11-24"), failures
            )
        activity = self.employee.activity_ids.filtered(
            lambda item: item.entretien_topic == "night"
        )
        self.assertIn("No law.", activity.note)
        self.assertIn(("hr.employee", self.employee.id), failures)
        self.assertEqual(row._failure_record(), self.employee)

    def test_nothing_to_do_costs_nearly_nothing(self):
        for number in range(20):
            self._old(f"Person {number}", "2020-03-06")
        self._to_mend()
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            self.Exposure._to_mend(self._day("2026-11-24"))

    def test_a_batch_costs_the_same_whatever_its_size(self):
        employees = self.env["hr.employee"]
        for number in range(40):
            employee, bilan = self._old(f"Person {number}", "2020-03-06")
            self._line(bilan)
            employees |= employee
        self._settle()
        few = self._cost(employees[:4])
        many = self._cost(employees)
        self.assertEqual(few, many)

    def _cost(self, employees):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.Exposure._reconcile(employees)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
