"""What was decided: one activity each, for the right person, that follows the line."""

from odoo.tests import freeze_time, tagged

from .common import EntretienCase

DAY = "2026-06-30"


class FollowupCase(EntretienCase):
    """An interview held by the manager, the training officer, HR in charge."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.entretien_responsible_id = cls.user_hr
        cls.entretien = cls._entretien(
            cls.employee, state="held", date_held="2026-02-27"
        )
        cls.officer = cls.colleague
        cls.user_officer = cls.user_colleague

    @classmethod
    def _need(cls, **kw):
        values = {
            "entretien_id": cls.entretien.id,
            "name": "Welding licence",
            "answer": "accepted",
            "deadline": DAY,
            **kw,
        }
        return cls.env["hr.entretien.besoin"].create(values)

    @classmethod
    def _action(cls, **kw):
        values = {
            "entretien_id": cls.entretien.id,
            "name": "Ask the OPCO",
            "owner_id": cls.manager.id,
            "deadline": DAY,
            **kw,
        }
        return cls.env["hr.entretien.action"].create(values)

    def _activities(self, line=None):
        """The follow-up activities that are still to do."""
        kind = self.env.ref(
            "hr_entretien_professionnel.mail_activity_entretien_follow_up"
        )
        activities = self.entretien.activity_ids.filtered(
            lambda item: item.activity_type_id == kind
        )
        return activities & line.sudo().activity_id if line else activities

    def _night(self):
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.env.invalidate_all()

    def _leave(self):
        """The messages that wait leave, as they do every morning."""
        self._messages().state = "sent"

    def _messages(self):
        return self.env["hr.entretien.message"].search(
            [("kind", "=", "follow_up"), ("entretien_id", "=", self.entretien.id)]
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestFollowupActivities(FollowupCase):
    def test_an_accepted_need_is_first_the_interviewer_s(self):
        need = self._need(answer="pending", deadline=False)
        self.assertFalse(need.owner_id)
        need.answer = "accepted"
        self.assertEqual(need.owner_id, self.manager)

    def test_who_was_named_stays(self):
        need = self._need(answer="pending", owner_id=self.hr.id)
        need.answer = "accepted"
        self.assertEqual(need.owner_id, self.hr)

    def test_one_each_with_its_day_and_person(self):
        need, action = self._need(), self._action(deadline="2026-04-15")
        self.assertRecordValues(
            self._activities().sorted("date_deadline"),
            [
                {
                    "summary": "Ask the OPCO",
                    "user_id": self.user_manager.id,
                    "date_deadline": self._day("2026-04-15"),
                    "note": False,
                },
                {
                    "summary": "Welding licence",
                    "user_id": self.user_manager.id,
                    "date_deadline": self._day(DAY),
                    "note": False,
                },
            ],
        )
        self.assertEqual(len(self._activities(need) | self._activities(action)), 2)

    def test_nothing_without_owner_or_day(self):
        self._need(deadline=False)
        self._action(owner_id=False)
        self._need(answer="refused", owner_id=self.manager.id)
        self.assertFalse(self._activities())

    def test_only_once_the_interview_is_held(self):
        planned = self._entretien(
            self.colleague,
            state="planned",
            date_planned="2026-03-02 09:00:00",
        )
        action = self._action(entretien_id=planned.id)
        self.assertFalse(planned.activity_ids)
        self._as(self.user_manager, planned).action_mark_held()
        self.assertEqual(action.sudo().activity_id, planned.activity_ids)

    def test_closing_keeps_it_and_puts_the_others_away(self):
        action = self._action()
        self.env["mail.activity"]._entretien_schedule(
            self.entretien, "_warning_note", self._day("2026-03-02")
        )
        self._as(self.user_manager, self.entretien).action_close()
        self.assertEqual(self.entretien.activity_ids, self._activities(action))
        self.assertTrue(self._activities(action))

    def test_cancelling_takes_it_back(self):
        self._action()
        self._as(self.user_hr, self.entretien).action_cancel("Entered by mistake")
        self.assertFalse(self._activities())
        self._as(self.user_hr, self.entretien).action_reopen("It was right")
        self.assertEqual(len(self._activities()), 1)

    def test_moves_with_the_day_and_the_owner(self):
        action = self._action()
        activity = self._activities(action)
        self._as(self.user_manager, action).deadline = "2026-09-01"
        self.assertEqual(activity.date_deadline, self._day("2026-09-01"))
        self._as(self.user_manager, action).owner_id = self.n2
        self.assertEqual(activity.user_id, self.user_n2)
        self.assertEqual(self._activities(), activity)

    def test_done_when_the_line_is(self):
        for values in ({"done": True}, {"followup_state": "dropped"}):
            action = self._action()
            activity = self._activities(action)
            self._as(self.user_manager, action).write(values)
            self.assertFalse(activity.active)
            self.assertFalse(self._activities())

    def test_opened_again_when_the_line_is(self):
        need = self._need()
        need.followup_state = "done"
        self.assertEqual(need.date_done, self._day("2026-03-02"))
        need.followup_state = "progress"
        self.assertFalse(need.date_done)
        self.assertEqual(len(self._activities(need)), 1)

    def test_ticked_off_is_told_and_not_told_again(self):
        """Until what it asks for changes."""
        action = self._action()
        self._activities(action).action_feedback()
        self._night()
        self._as(self.user_manager, self.entretien).action_close()
        self.assertFalse(self._activities())
        action.deadline = "2026-07-31"
        self.assertEqual(len(self._activities(action)), 1)

    def test_a_refused_need_waits_for_nobody(self):
        need = self._need(deadline="2026-01-05")
        self.assertTrue(need.is_late)
        need.answer = "refused"
        self.assertFalse(self._activities())
        self.assertFalse(need.is_late)

    def test_deleting_the_line_takes_it_back(self):
        self._action().unlink()
        self.assertFalse(self._activities())

    def test_an_owner_who_cannot_open_the_interview(self):
        """Odoo refuses him the activity: the interviewer gets it, with his name."""
        action = self._action(owner_id=self.officer.id)
        activity = self._activities(action)
        self.assertEqual(activity.user_id, self.user_manager)
        self.assertIn(self.officer.name, activity.note)

    def test_the_employee_himself(self):
        """He reads his interview once it is held: his own part is his activity."""
        action = self._action(owner_id=self.employee.id)
        self.assertEqual(self._activities(action).user_id, self.user_employee)

    def test_nobody_but_people(self):
        """An owner without account, an interviewer who left: HR in charge."""
        self.manager.active = False
        action = self._action(owner_id=self.stranger.id)
        self.assertEqual(self._activities(action).user_id, self.user_hr)
        self.company.entretien_responsible_id = self.env.ref("base.user_root")
        other = self._action(owner_id=self.stranger.id)
        self.assertFalse(self._activities(other))

    def test_no_mail_leaves(self):
        before = self.env["mail.mail"].search_count([])
        action = self._action(owner_id=self.n2.id)
        action.owner_id = self.employee
        action.done = True
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_many_lines_at_once(self):
        """One query for each person, not for each line."""
        values = [
            {
                "entretien_id": self.entretien.id,
                "name": f"Action {number}",
                "owner_id": (self.manager | self.n2)[number % 2].id,
                "deadline": DAY,
            }
            for number in range(20)
        ]
        create = self.env["hr.entretien.action"].create

        def queries(rows):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            create(rows)._sync_activities()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(values[:2])
        few, many = queries(values[:4]), queries(values)
        self.assertLess(many - few, 20 * 2)


@tagged("post_install", "-at_install")
class TestFollowupNights(FollowupCase):
    """Time goes by, day by day."""

    @classmethod
    def setUpClass(cls):
        with freeze_time("2026-03-02"):
            super().setUpClass()

    @freeze_time("2026-03-02")
    def test_told_a_week_before_and_once_it_is_late(self):
        self._action(deadline="2026-03-20")
        told = {}
        for day in range(2, 31):
            with freeze_time(f"2026-03-{day:02}"):
                before = self._messages()
                self._night()
                for message in self._messages() - before:
                    told.setdefault(day, []).append(message.recipient_id)
                self._leave()
        self.assertEqual(told, {13: [self.manager], 21: [self.manager]})

    @freeze_time("2026-03-14")
    def test_another_day_or_owner_is_news(self):
        action = self._action(deadline="2026-03-20")
        self._night()
        self._night()
        self.assertEqual(len(self._messages()), 1)
        self._leave()
        action.deadline = "2026-03-21"
        self._night()
        self.assertEqual(len(self._messages()), 2)
        action.owner_id = self.officer
        self._night()
        self.assertEqual(
            self._messages().sorted("id").recipient_id, self.manager | self.officer
        )

    @freeze_time("2026-03-14")
    def test_one_message_for_all_that_he_has_to_see_to(self):
        self._action(deadline="2026-03-20")
        self._need(deadline="2026-03-18")
        self._action(deadline="2026-03-19", owner_id=self.n2.id)
        self._night()
        self.assertEqual(self._messages().recipient_id, self.manager | self.n2)
        needs, actions = self.env["hr.entretien.decision.mixin"]._left_to(
            self.manager, self.entretien
        )
        self.assertEqual((len(needs), len(actions)), (1, 1))

    @freeze_time("2026-03-14")
    def test_nothing_is_said_of_what_is_finished(self):
        self._action(deadline="2026-03-20", done=True)
        self._need(deadline="2026-03-18", answer="postponed")
        self._night()
        self.assertFalse(self._messages())

    @freeze_time("2026-03-02")
    def test_the_owner_leaves(self):
        """His interviewer goes on; once he is gone too, HR in charge."""
        action = self._action(owner_id=self.n2.id)
        self.assertEqual(self._activities(action).user_id, self.user_n2)
        self.n2.active = False
        self._night()
        self.assertEqual(self._activities(action).user_id, self.user_manager)
        self.assertIn(self.n2.name, self._activities(action).note)
        self.user_manager.active = False
        self.manager.active = False
        self._night()
        self.assertEqual(self._activities(action).user_id, self.user_hr)
        self.assertEqual(action.owner_id, self.n2)

    @freeze_time("2026-03-02")
    def test_what_was_lost_comes_back(self):
        action = self._action()
        self._activities(action).unlink()
        self._night()
        self.assertEqual(len(self._activities(action)), 1)

    @freeze_time("2026-03-02")
    def test_a_quiet_night_changes_nothing(self):
        self._action()
        self._need()
        self._night()
        before = self._activities()
        self.env.flush_all()
        self._night()
        self.assertEqual(self._activities(), before)
        for model in ("hr.entretien.besoin", "hr.entretien.action"):
            lines = self.env[model]
            self.assertFalse(lines._to_mend(self._day("2026-03-02")))
            self.assertFalse(lines._to_notify(self._day("2026-03-02")))
