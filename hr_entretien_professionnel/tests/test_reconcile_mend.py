"""The scheduled action on what is open: mended, warned of, reassigned, never closed."""

from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from ..models.interview import hr_entretien_night
from .test_reconcile import KIND, TODAY, ReconcileCase

PACKAGE = "odoo.addons.hr_entretien_professionnel.models"
LOGGER = f"{PACKAGE}.interview.hr_entretien_night"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReconcileMend(ReconcileCase):
    """A fact changes after the interview was opened."""

    def setUp(self):
        super().setUp()
        self.due = self._due()
        self._pass()
        self.entretien = self._open(self.due)
        self.activity = self.entretien.activity_ids

    def test_date_limit_reason_and_deadline_follow(self):
        self.assertEqual(self.activity.date_deadline, self._day("2026-05-20"))
        self.due.entretien_seniority_date = "2024-04-15"
        self._pass()
        self.assertEqual(self.entretien.date_due, self._day("2026-04-15"))
        self.assertEqual(self.entretien.date_limit, self._day("2026-04-15"))
        self.assertTrue(self.entretien.reason_data[0]["override"])
        self.assertEqual(self.activity.date_deadline, self._day("2026-04-15"))
        self.assertEqual(self.entretien.activity_ids, self.activity)
        self.assertEqual(self.due.entretien_ids, self.entretien)

    def test_reason_follows_when_the_date_does_not(self):
        """Same day by another way: the form must not quote the former reason."""
        self.due.entretien_seniority_date = "2024-05-20"
        self._pass()
        self.assertEqual(self.entretien.date_due, self._day("2026-05-20"))
        self.assertTrue(self.entretien.reason_data[0].get("override"))

    def test_motif_follows(self):
        """History entered late: it is no longer the first interview."""
        self._held(self.due, "2025-10-27")
        self._held(self.due, "2024-05-21")
        self.due.entretien_ids.filtered(
            lambda item: item.date_held == self._day("2025-10-27")
        ).action_reopen("Entered on the wrong person")
        self.due.entretien_ids.filtered(
            lambda item: item.state == "held"
        ).action_cancel("Entered on the wrong person")
        self.company.entretien_rhythm = "two_six"
        self._pass()
        self.assertEqual(self.entretien.motif, "periodic")
        self.assertEqual(self.entretien.date_due, self._day("2026-05-21"))

    def test_nothing_due_any_more_closes_nothing(self):
        """A closed door is a decision: HR's, not the night's."""
        self.due.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Abroad"}
        )
        self._pass()
        self.assertRecordValues(
            self.entretien,
            [{"state": "to_plan", "date_due": False, "date_limit": False}],
        )
        self.assertIn("No longer due", self.entretien.reason)
        self.assertEqual(self.activity.date_deadline, self._day(TODAY))
        self.assertIn("Nothing is due any more", self.activity.note)
        self.due.entretien_excluded = False
        self._pass()
        self.assertFalse(self.activity.note)
        self.assertEqual(self.entretien.date_due, self._day("2026-05-20"))

    def test_departure_sets_aside_until_the_return(self):
        """Said in the proof file, and the same interview comes back."""
        for gone, back in (
            ({"contract_date_end": "2026-02-20"}, {"contract_date_end": False}),
            ({"active": False}, {"active": True}),
        ):
            with self.subTest(gone):
                self.due.write(gone)
                self._pass()
                self.assertEqual(self.entretien.state, "cancelled")
                self.assertTrue(self.entretien.date_left)
                self.due.write(back)
                self._pass()
                self.assertEqual(self._open(self.due), self.entretien)
                self.assertEqual(self.entretien.date_due, self._day("2026-05-20"))

    def test_what_people_wrote_is_left_alone(self):
        self.entretien.write({"conclusion": "Prepared", "interviewer_id": self.n2.id})
        self.due.entretien_seniority_date = "2024-04-15"
        self._pass()
        self.assertEqual(self.entretien.conclusion, "Prepared")
        self.assertEqual(self.entretien.interviewer_id, self.n2)

    def test_planned_is_warned_of_and_not_touched(self):
        """The meeting is in two diaries: only its interviewer may move it."""
        self.entretien.date_planned = "2026-05-12 09:00:00"
        self.entretien.action_plan()
        self._pass()
        self.assertFalse(self._warnings(), "nothing changed yet")
        before = self._settled()
        self.due.entretien_seniority_date = "2024-04-15"
        for _night in range(3):
            self._pass()
        self.assertEqual(self._settled(), before)
        self.assertEqual(len(self._warnings()), 1, "one warning per change")
        self.assertIn("2026", self._warnings().note)
        self.assertEqual(self._warnings().user_id, self.user_manager)
        self.due.entretien_seniority_date = False
        for _night in range(2):
            self._pass()
        self.assertEqual(len(self._warnings()), 1, "the last one replaces it")
        self.assertIn("20/05/2026", self._warnings().note)
        self.assertEqual(self._settled(), before)

    def _settled(self):
        self.env.invalidate_all()
        names = ["date_due", "date_limit", "date_planned", "interviewer_id", "state"]
        return self.entretien.read([*names, "reason_data", "motif", "with_bilan"])

    def _warnings(self):
        kind = self.env.ref(f"{KIND}to_check")
        return self.entretien.activity_ids.filtered(
            lambda item: item.activity_type_id == kind
        )

    def test_warning_in_the_language_of_who_reads_it(self):
        """The night's user is English; the managers of this company are not."""
        self.env["res.lang"]._activate_lang("en_US")
        self.env["res.lang"]._activate_lang("fr_FR")
        self.user_manager.lang = "fr_FR"
        self.entretien.date_planned = "2026-05-12 09:00:00"
        self.entretien.action_plan()
        self.due.entretien_seniority_date = "2024-04-15"
        self.env = self.env(context=dict(self.env.context, lang="en_US"))
        self._pass()
        self.assertIn("15/04/2026", self._warnings().note)

    def test_planned_that_is_no_longer_due(self):
        self.entretien.date_planned = "2026-05-12 09:00:00"
        self.entretien.action_plan()
        self.due.contract_date_end = "2026-04-30"
        for _night in range(2):
            self._pass()
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(len(self._warnings()), 1)
        self.assertIn("Nothing is due", self._warnings().note)

    def test_planned_that_should_carry_the_bilan(self):
        self.entretien.date_planned = "2026-05-12 09:00:00"
        self.entretien.action_plan()
        self.company.entretien_rhythm = "two_six"
        self.due.entretien_seniority_date = "2020-05-20"
        self._held(self.due, "2024-05-20")
        for _night in range(2):
            self._pass()
        self.assertFalse(self.entretien.with_bilan)
        self.assertEqual(len(self._warnings()), 1)
        self.assertIn("état des lieux", self._warnings().note)

    def test_one_failure_does_not_stop_the_others(self):
        """A record that cannot be mended must not leave 300 others as they were."""
        others = [self._due(f"Due {number}") for number in range(4)]
        self._pass()
        for employee in (self.due, *others):
            employee.entretien_seniority_date = "2024-04-15"
        broken = others[1]
        Planner = self.env.registry["hr.entretien.planner"]
        values = Planner._due_values

        def fail(planner, employees, today):
            if broken in employees:
                raise ValueError("Broken on purpose")
            return values(planner, employees, today)

        with (
            patch.object(Planner, "_due_values", fail),
            self.assertLogs(LOGGER, "ERROR") as logs,
        ):
            self._pass()
        self.assertEqual(len(logs.records), 1)
        self.assertEqual(self._open(broken).deadline_told, self._day("2026-05-20"))
        for employee in (self.due, *others[:1], *others[2:]):
            self.assertEqual(self._open(employee).date_due, self._day("2026-04-15"))
        self._pass()
        self.assertEqual(self._open(broken).date_due, self._day("2026-04-15"))

    def test_one_failure_to_open_does_not_stop_the_others(self):
        people = [self._due(f"New {number}") for number in range(4)]
        Employee = self.env.registry["hr.employee"]
        text = Employee._entretien_career_text

        def fail(employee):
            if employee == people[2]:
                raise KeyError("broken on purpose")
            return text(employee)

        with (
            patch.object(Employee, "_entretien_career_text", fail),
            self.assertLogs(LOGGER, "ERROR") as logs,
        ):
            self._pass()
        self.assertEqual(len(logs.records), 1)
        found = [bool(self._open(employee)) for employee in people]
        self.assertEqual(found, [True, True, False, True])

    def test_stops_when_time_is_up_and_goes_on_later(self):
        """Odoo kills a job that takes too long: what is done is kept."""
        people = [self._due(f"New {number}") for number in range(5)]
        progress = []

        def out_of_time(cron, processed=0, *, remaining=None, deactivate=False):
            progress.append((processed, remaining))
            return 0.0 if processed else 3600.0

        Cron = self.env.registry["ir.cron"]
        with (
            patch.object(Cron, "_commit_progress", out_of_time),
            patch.object(hr_entretien_night, "BATCH", 2),
        ):
            self.env["hr.entretien"]._cron_entretien()
        self.assertEqual(progress[-1], (2, 3))
        opened = [employee for employee in people if self._open(employee)]
        self.assertEqual(len(opened), 2)
        self._pass()
        self.assertTrue(all(self._open(employee) for employee in people))

    def test_a_night_with_nothing_to_do_costs_the_same_for_all(self):
        """A query per employee: 44 s on 100 000, every night, for nothing."""
        self._pass()
        few = self._cost()
        planned = self.env["hr.entretien"]
        for number in range(200):
            employee = self._due(f"Due {number}")
            if number % 4 == 1:
                planned |= self._entretien(
                    employee,
                    state="planned",
                    date_due="2026-05-20",
                    date_planned="2026-05-12 09:00:00",
                    interviewer_id=self.manager.id,
                )
            elif number % 4 == 2:
                self._held(employee, "2026-01-12")
        self._pass()
        self.assertEqual(self._cost(), few)
        self.assertLessEqual(few, 26)
        self.assertFalse(planned.activity_ids)

    def _cost(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
