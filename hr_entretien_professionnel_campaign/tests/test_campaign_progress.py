from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.hr_entretien_professionnel.tests.message_common import MockEmail

from ..models.hr_entretien_campaign import COUNTS
from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestCampaignProgress(CampaignCase, MockEmail):
    """What a launched campaign says: who is really invited, and what came of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        cls.campaign = cls._ready(employee_ids=(cls.employee + cls.colleague).ids)

    def _launch(self):
        self.campaign.action_launch()
        self._run()

    def _mails_leave(self):
        with self._quiet_cron(), self.mock_mail_gateway(mail_unlink_sent=True):
            self.env["hr.entretien.sender"]._cron_messages()
        self.env.invalidate_all()

    def _counts(self, *names):
        self.campaign.invalidate_recordset()
        return tuple(self.campaign[f"{name}_count"] for name in names)

    def _listed(self, name):
        """What the list of that number shows to HR."""
        action = self.campaign.with_context(campaign_count=name).action_open()
        records = self._as(self.user_hr, self.env[action["res_model"]])
        return records.search(action["domain"])

    def test_nothing_was_sent_before_it_is_launched(self):
        self.assertEqual(self.campaign.progress, 0.0)
        self.campaign.action_launch()
        self.assertEqual(self.campaign.progress, 0.0)
        self._run()
        self.assertEqual(self.campaign.progress, 100.0)

    def test_a_message_that_waits_invites_nobody(self):
        self._launch()
        self.assertEqual(self._counts("planned", "mailing", "sent"), (2, 2, 0))
        self._mails_leave()
        self.assertEqual(self._counts("planned", "mailing", "sent"), (2, 0, 2))

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_what_the_server_refused_is_named_and_mended(self):
        self._launch()
        server = self.env.registry["ir.mail_server"]
        refused = OSError("550 no such user")
        with (
            self._quiet_cron(),
            self.mock_mail_gateway(mail_unlink_sent=True),
            patch.object(server, "send_email", side_effect=refused),
        ):
            self.env["hr.entretien.sender"]._cron_messages()
        self.env.invalidate_all()
        self.assertEqual(self._counts("sent", "refused"), (0, 2))
        messages = self._as(self.user_hr, self.campaign).refused_ids
        self.assertEqual(
            set(messages.mapped("email")),
            {self.employee.work_email, self.colleague.work_email},
        )
        self.assertIn("550", messages[0].failure_reason)
        messages[0].action_by_hand()
        messages[1].action_resend()
        self.assertEqual(self._counts("sent", "refused", "mailing"), (1, 0, 1))
        self._mails_leave()
        self.assertEqual(self._counts("sent", "refused", "mailing"), (2, 0, 0))

    def test_prepared_held_and_delivered_are_followed(self):
        self._launch()
        first, second = self.campaign.line_ids.entretien_id.sudo()
        preparation = self.env["hr.entretien.preparation"].sudo()
        first.preparation_id = first.preparation_id or preparation.create(
            {"entretien_id": first.id}
        )
        first.preparation_id.state = "submitted"
        second.action_mark_held()
        self.assertEqual(self._counts("prepared", "held", "closed"), (1, 1, 0))
        second.action_close()
        self.assertEqual(self._counts("prepared", "held", "closed"), (1, 1, 1))
        self.assertEqual(self._listed("closed"), second.sudo(False))

    def test_a_line_shows_where_the_interview_stands(self):
        """Never a copy of it: what happens to the interview is read at once."""
        line = self._line(self.campaign, self.employee)
        self.assertEqual(line.stage, "To Do")
        self._launch()
        self.assertEqual(line.stage, "Planned")
        entretien = line.entretien_id.sudo()
        entretien.action_mark_held()
        self.assertEqual(line.stage, "Held")
        entretien.action_close()
        self.assertEqual(line.stage, "Copy Handed Over")
        groups = self._as(self.user_hr, line)._read_group(
            [("campaign_id", "=", self.campaign.id)], ["entretien_state"], ["__count"]
        )
        self.assertEqual(dict(groups), {"planned": 1, "closed": 1})
        self._as(self.user_hr, entretien).action_reopen("A word was wrong")
        self.assertEqual(line.stage, "Held")

    def test_a_letter_is_to_print_while_the_interview_is_planned(self):
        self.employee.write({"work_email": False, "user_id": False})
        self._launch()
        line = self._line(self.campaign, self.employee)
        self.assertEqual(line.stage, "Letter to Print")
        line.entretien_id.sudo().action_cancel("Not now")
        self.assertEqual(line.stage, "Cancelled")

    def test_who_is_out_is_counted_nowhere_else(self):
        """Planned by another way, they are out, and their interview is known."""
        other = self._entretien(
            self.stranger, state="planned", date_planned="2026-04-01 08:00:00"
        )
        campaign = self._campaign(employee_ids=(self.employee + self.stranger).ids)
        campaign.action_preview()
        self.assertEqual(self._line(campaign, self.stranger).entretien_id, other)
        other.sudo().action_mark_held()
        campaign.invalidate_recordset()
        self.assertEqual((campaign.out_count, campaign.held_count), (1, 0))

    def test_each_number_leads_to_as_many(self):
        self._launch()
        self.employee.work_email = False
        self._mails_leave()
        self.campaign.employee_ids |= self.stranger
        self.campaign.action_add_people()
        for name in COUNTS:
            with self.subTest(name):
                self.assertEqual(len(self._listed(name)), *self._counts(name))

    def test_a_date_moved_since_is_said(self):
        self._launch()
        line = self._line(self.campaign, self.employee)
        self.assertFalse(line.warning)
        line.entretien_id.sudo().date_planned = "2026-04-15 08:00:00"
        self.assertIn("Moved to", line.warning)
        line.entretien_id.sudo().action_cancel("Not now")
        self.assertEqual(line.warning, "No longer planned.")

    def test_a_letter_whose_interview_was_cancelled_holds_up_no_other(self):
        for person in self.employee + self.colleague:
            person.write({"work_email": False, "user_id": False})
        self._launch()
        self.assertEqual(self._counts("letter", "planned"), (2, 2))
        line = self._line(self.campaign, self.employee)
        line.entretien_id.sudo().action_cancel("Not now")
        self.assertEqual(self._counts("letter", "planned"), (1, 1))
        self.assertEqual(line.warning, "No longer planned.")
        self.campaign.action_print_letters()
        self.assertEqual(self._counts("letter", "sent"), (0, 1))
        self.assertEqual(line.state, "planned")

    def test_the_invitation_of_what_was_cancelled_waits_for_nobody(self):
        self._launch()
        self.assertEqual(self._counts("planned", "mailing"), (2, 2))
        line = self._line(self.campaign, self.employee)
        line.entretien_id.sudo().action_cancel("Not now")
        self.assertEqual(self._counts("planned", "mailing", "in"), (1, 1, 2))

    def test_who_is_invited_by_letter_follows_the_address(self):
        line = self._line(self.campaign, self.employee)
        letter = "No e-mail: letter to print."
        self.assertNotIn(letter, line.warning)
        self.employee.write({"work_email": False, "user_id": False})
        self.assertIn(letter, line.warning)
        self.employee.work_email = "back@entretien.example.com"
        self.assertNotIn(letter, line.warning)
