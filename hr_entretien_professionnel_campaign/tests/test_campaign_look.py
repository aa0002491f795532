from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignLook(CampaignCase):
    """The mail and the letter as they will look, before anything is sent."""

    def _look(self, campaign):
        action = campaign.action_look_first()
        return self.env[action["res_model"]].browse(action["res_id"]).sudo()

    def test_hr_sees_the_mail_and_the_letter_of_the_first_person(self):
        campaign = self._ready(employee_ids=self.employee.ids, location="Salle Mistral")
        window = self._look(campaign)
        self.assertEqual(window.employee_id, self.employee)
        self.assertEqual(window.email, self.user_employee.email)
        self.assertTrue(window.subject and window.letter)
        self.assertIn("Salle Mistral", window.body)

    def test_the_first_person_is_one_who_gets_the_mail(self):
        people = self._people(2)
        people[0].sudo().write({"work_email": False, "private_email": False})
        campaign = self._ready(employee_ids=people.ids)
        self.assertEqual(campaign.line_in_ids[0].employee_id, people[0])
        self.assertEqual(self._look(campaign).employee_id, people[1])

    def test_mail_letter_list_and_mail_sent_tell_one_hour(self):
        """09:00 in Paris, whatever the time zone of who looks and who sends."""
        for zone in ("Europe/Paris", "Indian/Reunion"):
            with self.subTest(zone):
                self.user_hr.tz = zone
                people = self._people(1, tz="Europe/Paris")
                campaign = self._ready(employee_ids=people.ids)
                line = campaign.line_ids
                line.date_planned = "2026-03-17 08:00:00"
                body = self._look(campaign).body
                self.assertIn("09:00 – 10:00", body)
                campaign.action_launch()
                self._run()
                entretien = line.entretien_id
                message = entretien.sudo().entretien_message_ids[:1]
                self.assertIn("09:00–10:00", entretien._slot_text())
                self.assertIn("09:00 – 10:00", message._mail_hours())
                people.active = False

    def test_looking_leaves_nothing_behind(self):
        """No interview, no proof, no message, no meeting: HR only looked."""
        campaign = self._ready(employee_ids=self.employee.ids)
        counted = ("hr.entretien", "hr.entretien.proof", "calendar.event", "mail.mail")
        before = [self.env[model].sudo().search_count([]) for model in counted]
        self._look(campaign)
        after = [self.env[model].sudo().search_count([]) for model in counted]
        self.assertEqual(after, before)
        line = campaign.line_ids
        self.assertEqual((line.state, campaign.state), ("todo", "dates"))
        self.assertFalse(line.entretien_id)

    def test_after_the_launch_it_is_the_interview_as_it_is(self):
        campaign = self._ready(employee_ids=self.employee.ids)
        campaign.action_launch()
        self._run()
        entretien = campaign.line_ids.entretien_id
        entretien.location = "Atelier 3"
        self.assertIn("Atelier 3", self._look(campaign).body)
        self.assertNotIn("letter", entretien.sudo().proof_ids.mapped("kind"))

    def test_without_a_date_it_says_what_is_missing(self):
        campaign = self._ready(employee_ids=self.employee.ids)
        line = campaign.line_ids
        line.date_planned = False
        with self.assertRaisesRegex(UserError, "Give a date"):
            line.action_look()
        with self.assertRaisesRegex(UserError, "Nobody has a date"):
            campaign.action_look_first()
