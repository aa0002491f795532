"""What the états des lieux of a large company cost follows in the background."""

from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.recompute_common import (
    MODULE,
    LargeMixin,
)

from .exposure_common import ExposureCase

SAID = ("outcome", "amount", "owed_amount", "risk_amount", "frozen", "plan_digest")


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestExposureLarge(LargeMixin, ExposureCase):
    def _said(self):
        self._settle()
        rows = self.Exposure.search([("company_id", "=", self.company.id)])
        return {
            (row.employee_id, row.entretien_id): [row[name] for name in SAID]
            for row in rows
        }

    def test_a_decision_on_the_headcount_is_answered_before_the_rows_follow(self):
        self._old("Karim")
        before = self._said()
        with patch.object(
            self.env.registry["hr.entretien.exposure"],
            "_reconcile_rows",
            side_effect=AssertionError("nobody waits for the rows"),
        ):
            self._decide(None)
            self._settle()
        self.assertEqual(self._said(), before)
        self._pass()
        after = self._said()
        self.assertEqual(after.keys(), before.keys())
        self.assertEqual({said[0] for said in after.values()}, {"not_concerned"})
        with patch(f"{MODULE}.AT_ONCE", 1000):
            self._decide()
            self.assertEqual(self._said(), before)
            self._decide(None)
        self.assertEqual(self._said(), after, "the same as at once")

    def test_a_frozen_row_stays(self):
        employee, held = self._old("Maud")
        held.action_close()
        held.bilan_id._hand_over(self._day("2026-11-24"))
        before = self._said()[employee, held]
        self._decide(None)
        self._pass()
        self.assertEqual(self._said()[employee, held], before)

    def test_the_rhythm_moves_dates_and_rows_at_once(self):
        """Facts are gathered once for both."""
        self.company.entretien_rhythm = "two_six"
        planner = self.env.registry["hr.entretien.planner"]
        with patch.object(
            planner, "_gather", autospec=True, side_effect=planner._gather
        ) as gathered:
            self._work()._do(self.employee.ids)
        gathered.assert_called_once()
        row = self._row()
        self.assertEqual(row.bilan_target, self.employee.entretien_bilan_date)
        self.assertEqual(row.plan_digest, self.employee.entretien_plan_digest)
