"""The dialog that plans: dates of both, what is missing, one click to invite."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .test_slot_agenda import SlotCase, paris


class PlanCase(SlotCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee, motif="on_request")

    def _open(self, user=None, entretien=None, action=None):
        """The dialog as it opens: a ``Form``."""
        user = user or self.user_manager
        about = self._as(user, entretien or self.entretien)
        action = action or about.action_open_plan()
        model = self._as(user, self.env[action["res_model"]])
        return Form(model.with_context(action["context"], lang="en_US", tz=user.tz))

    def _labels(self, form):
        return [label for _moment, label in form.slots]


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestPlan(PlanCase):
    def test_five_dates_of_both_the_first_one_chosen(self):
        form = self._open()
        self.assertEqual(len(form.slots), 5)
        self.assertEqual(form.date_planned, paris("2026-05-05 08:00"))
        self.assertEqual(self._labels(form)[0], "Tuesday 5 May, 08:00–09:00")
        self.assertFalse(form.slot_warning)
        self.assertEqual(form.interviewer_id, self.manager)

    def test_hours_on_the_clock_of_who_reads(self):
        self.user_hr.tz = "Europe/London"
        form = self._open(self.user_hr)
        both = "07:00–08:00 (London time), 08:00–09:00 (Paris time)"
        self.assertEqual(self._labels(form)[0], f"Tuesday 5 May, {both}")
        self.assertEqual(form.clocks_text, both)

    def test_hours_on_both_clocks_where_they_differ(self):
        """A manager in Paris, an employee in La Réunion."""
        self.employee.tz = self.user_employee.tz = "Indian/Reunion"
        form = self._open()
        self.assertRegex(
            self._labels(form)[0],
            r"^\w+ \d+ May, [\d:–]+ \(Paris time\), [\d:–]+ \(Réunion time\)$",
        )
        form.date_planned = paris("2026-05-05 10:00")
        both = "10:00–11:00 (Paris time), 12:00–13:00 (Réunion time)"
        self.assertEqual(form.clocks_text, both)
        form.save().action_plan()
        self.assertRegex(
            self.entretien.proof_ids.note,
            r"2026, 12:00–13:00 \(.*Réunion.*\), 10:00–11:00 \(.*Paris.*\)",
        )
        reader = self._as(self.user_manager, self.entretien)
        reader = reader.with_context(lang="en_US", tz="Europe/Paris")
        self.assertTrue(reader.clocks_text.startswith("Tuesday 5 May 2026, 12:00"))
        self.employee.tz = self.user_employee.tz = "Europe/Brussels"
        reader.invalidate_recordset()
        self.assertFalse(reader.clocks_text, "the same hour under another name")
        self.employee.tz = self.user_employee.tz = "Pacific/Auckland"
        reader.invalidate_recordset()
        self.assertEqual(
            reader.clocks_text,
            "Tuesday 5 May 2026, 20:00–21:00 (Auckland time), 10:00–11:00 (Paris time)",
        )
        self.entretien.date_planned = paris("2026-05-05 15:00")
        self.assertIn(
            "Wednesday 6 May 2026, 01:00–02:00 (Auckland time), "
            "Tuesday 5 May 2026 15:00–16:00 (Paris time)",
            reader.clocks_text,
        )

    def test_no_place_is_said_before_anybody_is_invited_and_stops_nobody(self):
        self.user_employee.email = "employee@example.com"
        form = self._open()
        self.assertIn("Neither a place nor the link", form.place_warning)
        form.is_video = True
        self.assertTrue(form.place_warning, "a video call without its link")
        form.video_url = "https://visio.example.com/1"
        self.assertFalse(form.place_warning)
        form.is_video = False
        form.location = "Room 3"
        self.assertFalse(form.place_warning)
        form.location = False
        form.save().action_plan_and_invite()
        self.assertEqual(self.entretien.invitation_state, "waiting")
        self.assertTrue(self.entretien.place_warning)
        self.entretien.location = "Room 3"
        self.assertFalse(self.entretien.place_warning)
        self.entretien.write({"location": False, "date_planned": "2026-04-19 08:00"})
        self.assertFalse(self.entretien.place_warning, "its hour has passed")

    def test_planned_and_invited_with_nothing_else_to_say(self):
        self.user_employee.email = "employee@example.com"
        result = self._open().save().action_plan_and_invite()
        self.assertEqual(result["tag"], "display_notification")
        closes = {"type": "ir.actions.act_window_close"}
        self.assertEqual(result["params"]["next"], closes)
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(self.entretien.date_planned, paris("2026-05-05 08:00"))
        self.assertEqual(self.entretien.proof_ids.mapped("kind"), ["planned"])
        self.assertEqual(self.entretien.invitation_state, "waiting")

    def test_an_offered_slot_that_somebody_took_meanwhile(self):
        """What is left is said; who types that date all the same has it."""
        form = self._open()
        slot = form.date_planned
        self._event(self.manager, slot, slot + timedelta(hours=1))
        dialog = form.save()
        with self.assertRaisesRegex(UserError, "Still free:\nTuesday 5 May, 09:00"):
            dialog.action_plan()
        self.assertEqual(self.entretien.state, "to_plan")
        typed = self._open()
        typed.date_planned = slot
        typed.save().action_plan()
        self.assertEqual(self.entretien.date_planned, slot)

    def test_the_year_of_another_year_is_said(self):
        with freeze_time("2026-12-15 07:00:00"):
            labels = self._labels(self._open())
        self.assertEqual(labels[0], "Wednesday 30 December, 08:00–09:00")
        self.assertEqual(labels[-1], "Monday 4 January 2027, 08:00–09:00")

    def test_planned_only(self):
        result = self._open().save().action_plan()
        self.assertEqual(result, {"type": "ir.actions.act_window_close"})
        self.assertEqual(self.entretien.state, "planned")
        self.assertFalse(self.entretien.invitation_state)

    def test_the_date_and_the_place_of_the_list_are_there(self):
        day = paris("2026-05-12 10:00")
        self.entretien.write({"date_planned": day, "location": "Room 3"})
        form = self._open()
        self.assertEqual((form.date_planned, form.location), (day, "Room 3"))

    def test_dates_follow_the_length_the_day_and_who_conducts(self):
        form = self._open(self.user_hr)
        form.duration = 4
        self.assertIn("08:00–12:00", self._labels(form)[0])
        start, end = paris("2026-05-05 08:00"), paris("2026-05-05 17:00")
        self._event(self.n2, start, end)
        form.interviewer_id = self.n2
        self.assertEqual(form.date_planned, paris("2026-05-06 08:00"))
        form.date_from = "2026-07-07"
        self.assertIn("Tuesday 7 July 2026", self._labels(form)[0])
        self.assertEqual(form.date_planned, paris("2026-07-07 08:00"))
        form.save().action_plan()
        planned = self.entretien
        self.assertEqual((planned.duration, planned.interviewer_id), (4, self.n2))

    def test_it_opens_in_few_queries(self):
        """Once Odoo knows its views, for a manager, their agenda and the employee's."""
        spec = {name: {} for name in ("slots", "slot_warning", "date_planned", "why")}
        about = {"entretien_id": self.entretien.id}
        for _time in range(2):
            before = self.env.cr.sql_log_count
            plans = self._as(self.user_manager, self.env["hr.entretien.plan"])
            plans.onchange(about, [], spec)
            count = self.env.cr.sql_log_count - before
        self.assertLessEqual(count, 70)

    def test_nothing_is_free_for_that_long(self):
        """A morning has four hours: the day is typed then."""
        form = self._open()
        form.duration = 5
        self.assertFalse(form.slots)
        self.assertFalse(form.date_planned)
        form.date_planned = paris("2026-05-12 10:00")
        form.save().action_plan()
        self.assertEqual(self.entretien.duration, 5)

    def test_a_date_that_was_typed_stays_and_what_speaks_against_it_is_said(self):
        form = self._open()
        form.date_planned = paris("2026-05-16 10:00")
        self.assertIn("does not work on Saturday", form.slot_warning)
        form.duration = 2
        self.assertEqual(form.date_planned, paris("2026-05-16 10:00"))
        form.save().action_plan()
        self.assertEqual(self.entretien.date_planned, paris("2026-05-16 10:00"))

    def test_too_late_is_said_in_the_line(self):
        self.entretien.write({"date_due": "2026-05-05", "date_limit": "2026-05-05"})
        labels = self._labels(self._open())
        self.assertNotIn("deadline", labels[0])
        self.assertEqual(labels[2], "Wednesday 6 May, 08:00–09:00 – after the deadline")

    def test_nobody_to_conduct_it_is_said_and_chosen(self):
        self.entretien.interviewer_id = False
        form = self._open(self.user_hr)
        self.assertIn("Nobody conducts this interview", form.slot_warning)
        form.interviewer_id = self.n2
        self.assertFalse(form.slot_warning)
        form.save().action_plan()
        self.assertEqual(self.entretien.interviewer_id, self.n2)
        self.assertEqual(self.entretien.state, "planned")

    def test_no_address_is_typed_by_hr_or_the_letter_is_printed(self):
        self.employee.write({"work_email": False, "user_id": False})
        form = self._open(self.user_hr)
        self.assertFalse(form.is_reachable)
        form.email = "nobody"
        with self.assertRaisesRegex(UserError, "not an e-mail address"):
            form.save().action_plan_and_invite()
        form = self._open(self.user_hr)
        form.email = "employee@example.com"
        form.save().action_plan_and_invite()
        self.assertEqual(self.employee.private_email, "employee@example.com")
        self.assertEqual(self.entretien.invitation_state, "waiting")
        other = self._entretien(self.employee, motif="on_request")
        self.employee.private_email = False
        wizard = self._open(self.user_manager, other).save()
        self.assertFalse(wizard.is_reachable)
        wizard.email = "manager@example.com"
        letter = wizard.action_plan_and_print()
        self.assertEqual(letter["type"], "ir.actions.report")
        self.assertEqual(other.date_invited.isoformat(), "2026-04-20")
        self.assertFalse(self.employee.private_email, "not the manager's to write")

    def test_several_of_a_list_are_planned_one_after_the_other(self):
        """Those with a date at once; for each of the others, the dialog opens."""
        dated, other = (
            self._entretien(person, motif="on_request", **values)
            for person, values in (
                (self.colleague, {"date_planned": paris("2026-05-12 09:00")}),
                (self.colleague, {}),
            )
        )
        ticked = self._as(self.user_manager, self.entretien | dated | other)
        action = ticked.action_plan_selection()
        self.assertEqual(dated.state, "planned")
        for entretien in self.entretien | other:
            self.assertIn(entretien.employee_id.name, action["name"])
            wizard = self._open(action=action).save()
            self.assertEqual(wizard.entretien_id.id, entretien.id)
            self.assertEqual(entretien.state, "to_plan")
            action = wizard.action_plan_and_invite()["params"]["next"]
            self.assertEqual(entretien.state, "planned")
        self.assertEqual(action["type"], "ir.actions.act_window_close")
        with self.assertRaisesRegex(UserError, "is no longer to plan"):
            wizard.action_plan()
        self.assertIsNone(ticked.action_plan_selection())

    def test_a_list_with_one_of_somebody_else_plans_none(self):
        stranger = self._entretien(self.stranger, motif="on_request")
        both = self.entretien | stranger
        with self.assertRaises(AccessError):
            self._as(self.user_manager, both).action_plan_selection()
        with self.assertRaises(AccessError):
            self._as(self.user_employee, self.entretien).action_plan_selection()

    def test_who_may_not_plan_sees_no_agenda(self):
        """When people are away is nobody else's business."""
        for user in (self.user_employee, self.user_colleague, self.user_system):
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    self._open(user)
                wizard = self.env["hr.entretien.plan"].with_user(user)
                with self.assertRaises(AccessError):
                    wizard.create({"entretien_id": self.entretien.id})

    def test_nobody_looks_into_the_agenda_of_somebody_else(self):
        """Who may not conduct it is not asked when they are free."""
        wizard = self._as(self.user_manager, self.env["hr.entretien.plan"])
        values = {"entretien_id": self.entretien.id}
        stranger = {**values, "interviewer_id": self.other_manager.id}
        with self.assertRaisesRegex(UserError, "cannot conduct this interview"):
            wizard.create(stranger).mapped("slots")
        mine = wizard.create(values)
        for name in ("slots", "slot_warning"):
            with self.assertRaisesRegex(UserError, "cannot conduct this interview"):
                mine.interviewer_id = self.colleague
                mine.mapped(name)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestBoard(PlanCase):
    """A card that is moved takes the step that leads to its column."""

    def _move(self, state, user=None):
        mine = self._as(user or self.user_manager, self.entretien)
        return mine.action_move_card(state)

    def test_to_planned_opens_the_dialog(self):
        self.assertEqual(self._move("planned")["res_model"], "hr.entretien.plan")
        self.assertEqual(self.entretien.state, "to_plan")

    def test_to_held_once_its_time_has_come(self):
        self.entretien.date_planned = paris("2026-05-12 10:00")
        self._as(self.user_manager, self.entretien).action_plan()
        with self.assertRaisesRegex(UserError, "does not move there"):
            self._move("held")
        with freeze_time("2026-05-12 15:00:00"):
            self.env.invalidate_all()
            self.assertIsNone(self._move("held"))
            self.assertEqual(self.entretien.state, "held")
            handover = self._move("closed")
        self.assertEqual(handover["res_model"], "hr.entretien.handover")

    def test_nothing_else_moves(self):
        for state in ("to_plan", "held", "closed", "declined", "cancelled", "x", None):
            with self.subTest(state), self.assertRaises(UserError):
                self._move(state)
        self.assertEqual(self.entretien.state, "to_plan")

    def test_nobody_else_moves_it(self):
        for user in (self.user_employee, self.user_colleague, self.user_other_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._move("planned", user)

    def test_columns_stand_in_order_and_cards_worst_first(self):
        late = self._entretien(
            self.colleague, date_due="2026-03-01", date_limit="2026-03-31"
        )
        self.entretien.write({"date_due": "2026-06-01", "date_limit": "2026-06-01"})
        mine = self._as(self.user_manager, self.env["hr.entretien"])
        mine = mine.with_context(read_group_expand=True)
        columns = mine.web_read_group([], ["state"], auto_unfold=True)["groups"]
        states = [column["state"] for column in columns]
        self.assertEqual(states, ["to_plan", "planned", "held"])
        shown = mine.search([], order="date_limit, date_due, id")
        self.assertEqual(shown.ids, (late | self.entretien).ids)
