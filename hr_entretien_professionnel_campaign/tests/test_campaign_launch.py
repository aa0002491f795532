from contextlib import suppress
from unittest.mock import patch

from lxml import etree
from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..models.hr_entretien_campaign import BATCH
from .campaign_common import CampaignCase

PACKAGE = "odoo.addons.hr_entretien_professionnel_campaign.models"
LINE = f"{PACKAGE}.hr_entretien_campaign_line"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignLaunch(CampaignCase):
    """From the launch to the last invitation, and what happens on the way."""

    def _messages(self, lines):
        return self.env["hr.entretien.message"].search(
            [("entretien_id", "in", lines.entretien_id.ids)]
        )

    def test_launch_plans_and_invites_everybody_in_the_background(self):
        campaign = self._ready(
            employee_ids=(self.employee + self.colleague).ids, location="Salle Mistral"
        )
        cron = self.env.ref("hr_entretien_professionnel_campaign.ir_cron_campaign")
        triggers = self.env["ir.cron.trigger"].sudo()
        before = triggers.search_count([("cron_id", "=", cron.id)])
        campaign.action_launch()
        after = triggers.search_count([("cron_id", "=", cron.id)])
        self.assertEqual(after - before, 1)
        self.assertEqual(campaign.state, "running")
        self.assertFalse(self.employee.entretien_ids)
        self._run()
        lines = campaign.line_ids
        self.assertEqual(campaign.state, "done")
        self.assertEqual(lines.mapped("state"), ["sent", "sent"])
        for line in lines:
            self.assertRecordValues(
                line.entretien_id.sudo(),
                [
                    {
                        "state": "planned",
                        "date_planned": line.date_planned,
                        "interviewer_id": self.manager.id,
                        "location": "Salle Mistral",
                    }
                ],
            )
        self.assertEqual(self._messages(lines).mapped("kind"), ["invitation"] * 2)
        self.assertEqual((campaign.planned_count, campaign.progress), (2, 100.0))

    def test_it_is_done_in_the_name_of_who_launched(self):
        """Proof and chatter must name a person, not the system's robot."""
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        self._run()
        self.assertEqual(campaign.user_id, self.user_hr)
        messages = campaign.line_ids.entretien_id.sudo().message_ids
        self.assertEqual(messages.author_id, self.user_hr.partner_id)

    def test_twice_is_as_once(self):
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        self._run()
        entretien = campaign.line_ids.entretien_id
        self._run()
        self.assertEqual(campaign.line_ids.entretien_id, entretien)
        self.assertEqual(len(self._messages(campaign.line_ids)), 1)

    def test_without_email_the_letter_is_left_to_print(self):
        worker = self._employee("Worker", parent_id=self.manager.id)
        campaign = self._ready(employee_ids=(self.employee + worker).ids)
        campaign.action_launch()
        self._run()
        line = self._line(campaign, worker)
        self.assertEqual((line.state, line.entretien_id.state), ("planned", "planned"))
        self.assertFalse(self._messages(line))
        self.assertEqual((campaign.letter_count, campaign.planned_count), (1, 2))
        action = campaign.action_print_letters()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertIn("letter", line.entretien_id.proof_ids.mapped("kind"))
        campaign.invalidate_recordset()
        self.assertEqual((campaign.letter_count, campaign.sent_count), (0, 1))
        with self.assertRaisesRegex(UserError, "no letter"):
            campaign.action_print_letters()

    def test_one_that_fails_says_why_and_spoils_no_other(self):
        campaign = self._ready(employee_ids=(self.employee + self.colleague).ids)
        bad = self._line(campaign, self.employee)
        bad.write({"date_planned": False})
        campaign.action_launch()
        self._run()
        good = self._line(campaign, self.colleague)
        self.assertEqual((good.state, campaign.state), ("sent", "done"))
        self.assertRecordValues(bad, [{"state": "error", "error": "Give a date."}])
        self.assertEqual(campaign.error_count, 1)
        bad.write({"date_planned": "2026-03-20 13:00:00"})
        campaign.action_retry()
        self._run()
        self.assertRecordValues(bad, [{"state": "sent", "error": False}])

    @mute_logger(LINE)
    def test_the_unexpected_is_kept_apart_too(self):
        campaign = self._ready(employee_ids=(self.employee + self.colleague).ids)
        bad = self._line(campaign, self.employee)
        Line = self.env.registry["hr.entretien.campaign.line"]
        check = Line._not_ready_text

        def fail(line):
            if line == bad:
                raise ZeroDivisionError
            return check(line)

        campaign.action_launch()
        with patch.object(Line, "_not_ready_text", fail):
            self._run()
        self.assertIn("log of the server", bad.error)
        self.assertEqual(self._line(campaign, self.colleague).state, "sent")
        self.assertFalse(bad.entretien_id.date_planned)

    def test_a_crash_in_the_middle_loses_nothing_and_sends_nothing_twice(self):
        """The worker dies after the first batch: the next one goes on from there."""
        campaign = self._ready(
            employee_ids=self._people(BATCH + 3).ids, max_per_day=0, max_per_week=0
        )
        campaign.action_launch()
        with self._quiet_cron(), self._dying_after(1), suppress(MemoryError):
            self.env["hr.entretien.campaign"]._cron_campaigns()
        campaign.invalidate_recordset()
        self.assertEqual((campaign.state, campaign.planned_count), ("running", BATCH))
        self._run()
        self.assertEqual((campaign.state, campaign.planned_count), ("done", BATCH + 3))
        self.assertEqual(len(self._messages(campaign.line_ids)), BATCH + 3)

    def _dying_after(self, number):
        """The worker is killed when it begins one batch more."""
        Campaign = self.env.registry["hr.entretien.campaign"]
        run, batches = Campaign._run_batch, []

        def die(model, line_ids):
            if len(batches) == number:
                raise MemoryError
            batches.append(line_ids)
            return run(model, line_ids)

        return patch.object(Campaign, "_run_batch", die)

    def test_stopped_nobody_else_is_invited_until_it_is_resumed(self):
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        campaign.action_stop()
        self._run()
        self.assertEqual((campaign.state, campaign.planned_count), ("stopped", 0))
        campaign.action_resume()
        self._run()
        self.assertEqual((campaign.state, campaign.planned_count), ("done", 1))

    def test_the_question_before_a_stop_says_how_many_are_still_dealt_with(self):
        view = "hr_entretien_professionnel_campaign.hr_entretien_campaign_view_form"
        self.assertIn(f"{BATCH} people at most", self.env.ref(view).arch_db)

    def test_no_place_is_said_before_anybody_is_invited(self):
        campaign = self._ready(employee_ids=self.employee.ids)
        arch = etree.fromstring(campaign.get_view(view_type="form")["arch"])
        (text,) = arch.iterfind(".//div[@name='no_place']")
        for location in (False, "Salle Mistral"):
            campaign.location = location
            values = {"state": campaign.state, "location": campaign.location}
            hidden = safe_eval(text.get("invisible"), values)
            self.assertEqual(bool(hidden), bool(location))

    def test_a_stop_during_the_run_ends_it_after_the_batch(self):
        campaign = self._ready(
            employee_ids=self._people(BATCH + 3).ids, max_per_day=0, max_per_week=0
        )
        campaign.action_launch()
        Cron = self.env.registry["ir.cron"]

        def commit(_cron, processed=0, **_kw):
            if processed:
                campaign.sudo().state = "stopped"
            return 3600.0

        with patch.object(Cron, "_commit_progress", commit):
            self.env["hr.entretien.campaign"]._cron_campaigns()
        campaign.invalidate_recordset()
        self.assertEqual((campaign.state, campaign.planned_count), ("stopped", BATCH))
        self.assertEqual(campaign.waiting_count, 3)

    def test_no_time_left_goes_on_at_the_next_run(self):
        campaign = self._ready(
            employee_ids=self._people(BATCH + 3).ids, max_per_day=0, max_per_week=0
        )
        campaign.action_launch()
        Cron = self.env.registry["ir.cron"]
        with patch.object(Cron, "_commit_progress", lambda *args, **kw: 0.0):
            self.env["hr.entretien.campaign"]._cron_campaigns()
        campaign.invalidate_recordset()
        self.assertEqual((campaign.state, campaign.waiting_count), ("running", 3))

    def test_lines_that_another_worker_holds_are_left_to_it(self):
        """Two workers at once: neither sends the other's, nor ends the campaign."""
        campaign = self._ready(employee_ids=(self.employee + self.colleague).ids)
        campaign.action_launch()
        held = self._line(campaign, self.employee).sudo()
        Line = self.env.registry["hr.entretien.campaign.line"]
        lock = Line.try_lock_for_update
        with patch.object(
            Line, "try_lock_for_update", lambda lines, **kw: lock(lines - held, **kw)
        ):
            self._run()
        self.assertEqual((held.state, campaign.state), ("todo", "running"))
        self.assertEqual((campaign.planned_count, campaign.waiting_count), (1, 1))

    def test_when_people_write_at_the_same_time_it_starts_again(self):
        """What the other transaction left is read anew, and nothing is lost."""
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        self.env.flush_all()
        Campaign = self.env.registry["hr.entretien.campaign"]
        run, conflicts = Campaign._run_batch, []

        def conflict(model, line_ids):
            if not conflicts:
                conflicts.append(True)
                raise SerializationFailure
            return run(model, line_ids)

        with (
            patch.object(Campaign, "_run_batch", conflict),
            patch.object(self.env.cr, "rollback", lambda: None),
        ):
            self._run()
        self.assertEqual((campaign.state, campaign.planned_count), ("done", 1))

    def test_planned_meanwhile_by_the_manager_is_set_aside(self):
        """His date must not be written over."""
        entretien = self._entretien(self.employee)
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        entretien.date_planned = "2026-04-01 08:00:00"
        self._as(self.user_manager, entretien).action_plan()
        self._run()
        line = campaign.line_ids
        self.assertEqual((line.state, campaign.state), ("skipped", "done"))
        self.assertEqual(str(entretien.date_planned), "2026-04-01 08:00:00")
        self.assertIn("Already planned on", line.warning)
        self.assertNotIn("Moved", line.warning)
        self.assertFalse(self._messages(line))

    def test_a_slot_taken_meanwhile_is_not_given_twice(self):
        """Whoever took it from either of the two; a date typed by HR is theirs."""
        campaign = self._ready(employee_ids=(self.employee + self.colleague).ids)
        line = self._line(campaign, self.employee)
        other = self._line(campaign, self.colleague)
        for taken in (line, other):
            self._entretien(
                self.stranger,
                state="planned",
                motif="on_request",
                interviewer_id=self.manager.id,
                date_planned=taken.date_planned,
            )
        other.date_planned = other.date_planned
        self.assertTrue(other.date_typed)
        campaign.action_launch()
        self._run()
        self.assertEqual((line.state, other.state), ("error", "sent"))
        self.assertIn("no longer free", line.error)
        self.assertEqual(line.entretien_id.state, "to_plan")
        line.date_planned = False
        self.assertFalse(line.error, "it was said of the former date")
        campaign.action_spread_missing()
        campaign.action_retry()
        self._run()
        self.assertEqual(line.state, "sent")

    def test_opened_meanwhile_is_the_one_that_is_planned(self):
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        entretien = self._entretien(self.employee)
        self._run()
        self.assertEqual(campaign.line_ids.entretien_id, entretien)
        self.assertEqual(entretien.state, "planned")

    def test_opened_after_one_that_was_cancelled_is_the_one_that_is_planned(self):
        cancelled = self._entretien(self.employee)
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        cancelled.action_cancel("Of the wrong type")
        entretien = self.employee.entretien_ids - cancelled
        entretien = entretien or self._entretien(self.employee)
        self._run()
        self.assertEqual(campaign.line_ids.entretien_id, entretien)
        self.assertEqual(
            (entretien.state, campaign.line_ids.state), ("planned", "sent")
        )

    def test_set_aside_is_said_and_put_in_again_is_launched_again(self):
        cancelled = self._entretien(self.employee)
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        cancelled.action_cancel("Not now")
        (self.employee.entretien_ids - cancelled).action_cancel("Not now")
        self._run()
        line = campaign.line_ids
        self.assertEqual((line.state, campaign.skipped_count), ("skipped", 1))
        form = etree.fromstring(campaign.get_view(view_type="form")["arch"])
        self.assertTrue(form.xpath("//*[@invisible='not skipped_count']//button"))
        self._entretien(self.employee)
        line.action_put_in()
        self.assertRecordValues(line, [{"state": "todo", "error": False}])
        campaign.action_launch()
        self._run()
        self.assertEqual(line.state, "sent")

    def test_an_employee_archived_the_day_before_is_an_error(self):
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        self.employee.active = False
        self._run()
        self.assertEqual(campaign.line_ids.state, "error")

    def test_people_added_while_it_runs_wait_for_hr(self):
        """Nobody is invited whom HR has not seen."""
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        campaign.employee_ids |= self.colleague
        campaign.action_add_people()
        self._run()
        added = self._line(campaign, self.colleague)
        self.assertEqual((added.state, campaign.added_count), ("todo", 1))
        self.assertTrue(added.date_planned)
        self.assertFalse(added.entretien_id)
        self.assertEqual(len(campaign.line_ids), 2)
        campaign.action_launch()
        self._run()
        self.assertEqual(added.state, "sent")
        self.assertEqual(len(self._messages(campaign.line_ids)), 2)

    def test_a_line_not_yet_sent_is_changed_while_it_runs(self):
        campaign = self._ready(employee_ids=(self.employee + self.colleague).ids)
        campaign.action_launch()
        self._line(campaign, self.employee).action_leave_out()
        moved = self._line(campaign, self.colleague)
        moved.date_planned = "2026-03-25 09:00:00"
        self._run()
        self.assertFalse(self.employee.entretien_ids)
        self.assertEqual(str(moved.entretien_id.date_planned), "2026-03-25 09:00:00")
        with self.assertRaisesRegex(UserError, "planned already"):
            moved.date_planned = "2026-03-26 09:00:00"

    def test_due_beyond_the_horizon_opens_what_will_be_due(self):
        self._held(self.employee, "2026-01-15")
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        self._run()
        self.assertRecordValues(
            campaign.line_ids.entretien_id.sudo(),
            [
                {
                    "state": "planned",
                    "date_due": self.employee.entretien_next_date,
                    "motif": self.employee.entretien_next_motif,
                }
            ],
        )

    def test_each_line_costs_the_same_in_a_small_and_in_a_large_run(self):
        costs = []
        for number in (1, 4, 8, 16):
            people = self._people(number)
            # Of somebody whose agenda the run before did not fill.
            people.parent_id = self._employee(f"Leads {number}")
            campaign = self._ready(employee_ids=people.ids, max_per_day=0, weeks=10)
            campaign.action_launch()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._run()
            costs.append(self.env.cr.sql_log_count - before)
            self.assertEqual(campaign.planned_count, number)
        # The first one finds the caches of the server empty.
        _first, few, more, most = costs
        small, large = (more - few) / 4, (most - more) / 8
        self.assertLessEqual(large, min(1, small * 1.1), costs)
