"""Who may plan, postpone and look for dates: the server decides."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .test_meeting import MeetingCase
from .test_slot_agenda import paris


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestPlanningAccess(MeetingCase):
    @property
    def strangers(self):
        return (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_other_hr,
            self.user_system,
            self.user_portal,
        )

    def test_dialog_shows_nothing_of_the_others(self):
        for user in self.strangers:
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.env["hr.entretien.plan"]).create(
                    {"entretien_id": self.entretien.id, "reason": "Why"}
                ).action_postpone()
        self.assertEqual(self.entretien.date_planned, paris("2026-05-12 10:00"))

    def test_window_opened_by_somebody_else(self):
        wizard = self._as(self.user_manager, self.env["hr.entretien.plan"]).create(
            {"entretien_id": self.entretien.id, "reason": "Why"}
        )
        for user in (self.user_n2, self.user_hr):
            with self.assertRaises(AccessError):
                self._as(user, wizard).action_postpone()

    def test_nobody_points_an_interview_at_the_meeting_of_others(self):
        """By the interview, it would be changed or deleted in sudo."""
        span = paris("2026-05-12 14:00"), paris("2026-05-12 15:00")
        other = self._event(self.colleague, *span)
        values = {"employee_id": self.colleague.id, "motif": "on_request"}
        for user in (self.user_manager, self.user_hr):
            mine = self._as(user, self.entretien)
            for vals in ({"event_id": other.id}, {"settled_manager_id": self.n2.id}):
                with self.assertRaisesRegex(AccessError, "filled in automatically"):
                    mine.write(vals)
                with self.assertRaisesRegex(AccessError, "filled in automatically"):
                    mine.create({**values, **vals})
            by_default = mine.with_context(default_event_id=other.id)
            opened = by_default.create(values)
            self.assertFalse(opened.sudo().event_id)
            opened.sudo().action_cancel("Next")
