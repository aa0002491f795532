from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignFacts(CampaignCase):
    """Weeks pass between the preview and the launch: what a line says stays true."""

    def _absent(self, employee, *days):
        kind = self.env["hr.entretien.absence.type"].search(
            [("apart", "=", False)], limit=1
        )
        facts = {"employee_id": employee.id, "type_id": kind.id}
        return self.env["hr.entretien.absence"].create(
            [{**facts, "date_from": first, "date_to": last} for first, last in days]
        )

    def _check_dates(self, line, person):
        self.assertRecordValues(
            line,
            [
                {
                    "date_due": person.entretien_next_date,
                    "date_limit": person.entretien_next_limit,
                    "motif": person.entretien_next_motif,
                }
            ],
        )

    def test_the_due_date_follows_the_card(self):
        (person,) = self._people(1, hired="2025-05-04")
        campaign = self._ready(employee_ids=person.ids)
        line = self._line(campaign, person)
        self._check_dates(line, person)
        before = line.date_due
        person.contract_date_start = "2024-07-04"
        self.assertNotEqual(person.entretien_next_date, before)
        self._check_dates(line, person)

    def test_the_due_date_follows_the_interview(self):
        (person,) = self._people(1, hired="2025-05-04")
        entretien = self._entretien(person)
        campaign = self._ready(employee_ids=person.ids)
        line = self._line(campaign, person)
        campaign.action_launch()
        self._run()
        self.assertEqual(line.state, "sent")
        entretien.sudo().date_due = "2026-09-01"
        self.assertEqual(line.date_due, self._day("2026-09-01"))
        self.assertEqual(line.motif, entretien.motif)

    def test_looking_again_reads_who_was_put_in_anew(self):
        self._held(self.colleague, "2026-01-15")
        campaign = self._campaign(employee_ids=self.colleague.ids)
        campaign.employee_ids = False
        campaign.action_preview()
        line = self._line(campaign, self.colleague)
        line.action_put_in()
        self.colleague.entretien_ids.sudo().date_held = "2024-01-15"
        campaign.action_preview()
        self._check_dates(self._line(campaign, self.colleague), self.colleague)

    def test_who_is_out_keeps_the_dates_that_the_reason_gives(self):
        held = self._held(self.employee, "2026-01-15")
        campaign = self._campaign()
        campaign.action_preview()
        line = self._line(campaign, self.employee)
        before = line.date_due
        held.sudo().date_held = "2024-01-15"
        self.assertNotEqual(self.employee.entretien_next_date, before)
        self.assertEqual(line.date_due, before)
        line.action_put_in()
        self._check_dates(line, self.employee)

    def test_a_warning_of_lateness_goes_with_the_lateness(self):
        (person,) = self._people(1, hired="2022-01-10")
        campaign = self._ready(employee_ids=person.ids)
        line = self._line(campaign, person)
        self.assertIn("after the deadline", line.warning)
        person.contract_date_start = "2025-07-04"
        self.assertFalse(line.warning)

    def test_short_notice_is_said_before_the_launch(self):
        (person,) = self._people(1, hired="2025-05-04")
        campaign = self._ready(employee_ids=person.ids)
        line = self._line(campaign, person)
        self.assertFalse(line.warning)
        with freeze_time("2026-03-14"):
            line.invalidate_recordset()
            self.assertIn("Short notice: 2 days", line.warning)

    def test_two_absences_that_follow_each_other_are_one(self):
        self._absent(
            self.employee, ("2026-01-05", "2026-03-20"), ("2026-03-21", "2026-03-27")
        )
        campaign = self._campaign()
        campaign.action_preview()
        line = self._line(campaign, self.employee)
        self.assertEqual(line.not_before, self._day("2026-03-28"))
        self._absent(
            self.colleague, ("2026-01-05", "2026-03-20"), ("2026-03-21", "2026-08-31")
        )
        campaign.action_preview()
        self.assertEqual(self._line(campaign, self.colleague).out_code, "absent")

    def test_back_later_than_thought_is_said(self):
        absence = self._absent(self.employee, ("2026-01-05", "2026-03-18"))
        campaign = self._ready(employee_ids=self.employee.ids)
        line = self._line(campaign, self.employee)
        self.assertIn("Back from absence on 03/19/2026.", line.warning)
        absence.date_to = "2026-03-25"
        self.assertIn("Back from absence on 03/26/2026.", line.warning)
        self.assertIn("is away", line.warning)

    def test_criteria_widened_while_it_runs_find_who_was_out(self):
        self._held(self.colleague, "2026-01-15")
        people = self.employee + self.colleague
        campaign = self._ready(department_ids=self.department.ids)
        line = self._line(campaign, self.colleague)
        self.assertEqual(line.out_code, "nothing_due")
        left_out = self._line(campaign, self.manager)
        left_out.action_leave_out()
        campaign.action_launch()
        campaign.due_before = "2032-01-01"
        campaign.action_add_people()
        self.assertEqual(
            campaign.line_ids.filtered("is_in").employee_id,
            people,
            "not who was left out",
        )
        self.assertTrue(self._line(campaign, self.colleague).date_planned)
        self.assertEqual(campaign.added_count, 1)

    def test_between_due_date_and_deadline_is_said(self):
        """Whoever chose the date: an état des lieux has a year more."""
        (person,) = self._people(1, hired="2025-05-04")
        campaign = self._ready(employee_ids=person.ids)
        line = self._line(campaign, person)
        entretien = self._entretien(person)
        entretien.sudo()._write({"date_due": "2026-03-15", "date_limit": "2026-10-26"})
        entretien.invalidate_recordset()
        line.sudo().entretien_id = entretien
        self.assertEqual(line.warning, "After the due date.")
        line.date_planned = "2026-03-25 13:00:00"
        self.assertEqual(line.warning, "After the due date.")
        line.date_planned = "2026-03-15 13:00:00"
        self.assertNotIn("After the due date.", line.warning)
