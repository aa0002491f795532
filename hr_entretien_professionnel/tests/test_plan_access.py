"""The dialog that plans, asked for by whoever has no business with it."""

from contextlib import suppress

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .hostile_common import CLEAR
from .test_plan import PlanCase
from .test_slot_agenda import paris

SHOWN = ("why", "date_due", "date_limit", "state", "slots", "slot_warning", "duration")


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestPlanAccess(PlanCase):
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

    def _plans(self, user):
        return self._as(user, self.env["hr.entretien.plan"])

    def test_a_form_sent_by_hand_shows_nothing(self):
        about = {"entretien_id": self.entretien.id}
        for user in self.strangers:
            for name in SHOWN:
                with self.subTest(user.login, field=name):
                    with self.assertRaises(AccessError):
                        self._plans(user).onchange(about, [], {name: {}})
                    with self.assertRaises(AccessError):
                        by_default = self._plans(user).with_context(
                            default_entretien_id=self.entretien.id
                        )
                        by_default.onchange({}, [], {name: {}})
                    with self.assertRaises(AccessError):
                        self._plans(user).web_save(about, {name: {}})

    def test_one_s_own_dialog_is_not_turned_to_another_interview(self):
        stranger = self._entretien(self.stranger, motif="on_request")
        mine = self._plans(self.user_manager).create(
            {"entretien_id": self.entretien.id}
        )
        for vals in ({"entretien_id": stranger.id}, {"entretien_id": 10**9}):
            with self.assertRaises(UserError):
                self._as(self.user_manager, mine).write(vals)
            with self.assertRaises(UserError):
                self._as(self.user_manager, mine).onchange(vals, [], {"why": {}})

    def test_a_row_is_its_owner_s(self):
        row = self._plans(self.user_manager).create(
            {"entretien_id": self.entretien.id, "reason": "Between us"}
        )
        for user in (self.user_hr, self.user_n2, self.user_employee, self.user_system):
            theirs = self._as(user, row)
            named = [("id", "=", row.id)]
            with self.subTest(user.login):
                for act in (
                    lambda mine: mine.read(["reason"]),
                    lambda mine: mine.web_read({"reason": {}}),
                    lambda mine: mine.write({"reason": "x"}),
                    lambda mine: mine.export_data(["reason"]),
                    lambda mine: mine.action_plan(),
                ):
                    with self.assertRaises(UserError):
                        act(self._as(user, row))
                self.assertFalse(theirs.search(named))
                self.assertFalse(theirs.name_search("", named))
                self.assertFalse(theirs.formatted_read_group(named, ["reason"]))

    def test_the_next_ones_are_those_that_they_read(self):
        stranger = self._entretien(self.stranger, motif="on_request")
        with self.assertRaises(AccessError):
            self._plans(self.user_manager).create(
                {
                    "entretien_id": self.entretien.id,
                    "next_ids": [(6, 0, stranger.ids)],
                }
            )

    def test_one_taken_from_them_meanwhile_stops_nobody(self):
        """The others of the selection are planned all the same."""
        second = self._entretien(self.colleague, motif="on_request")
        third = self._entretien(self.colleague, motif="on_request")
        ticked = self._as(self.user_manager, self.entretien | second | third)
        row = self._open(action=ticked.action_open_plan()).save()
        second.interviewer_id = self.other_manager
        self.colleague.parent_id = self.other_manager
        third.interviewer_id = self.manager
        action = self._as(self.user_manager, row).action_plan()
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(action["context"]["default_entretien_id"], third.id)

    def test_a_form_that_no_calendar_can_reckon_with(self):
        spec = dict.fromkeys(SHOWN, {})
        for vals in (
            {"date_from": "9999-12-31"},
            {"date_from": "0001-01-01"},
            {"duration": 1e300},
            {"duration": 24},
            {"date_planned": "9999-12-31 23:59:59"},
            {"interviewer_id": 10**9},
            {"asked_by": "x"},
        ):
            about = {"entretien_id": self.entretien.id, **vals}
            for act in (
                lambda about: self._plans(self.user_manager).onchange(about, [], spec),
                lambda about: self._plans(self.user_manager).web_save(about, spec),
            ):
                with self.subTest(vals), suppress(*CLEAR), mute_logger("odoo.sql_db"):
                    with self.env.cr.savepoint():
                        act(about)
                self.env.transaction.clear()

    def test_a_new_interview_says_nothing_of_the_dates_of_others(self):
        """It is proposed for what is due to the employee: their leaders read it."""
        for user in self.strangers:
            entretiens = self._as(user, self.env["hr.entretien"])
            with self.subTest(user.login), self.assertRaises(AccessError):
                entretiens.onchange(
                    {"employee_id": self.colleague.id},
                    ["employee_id"],
                    {"motif": {}},
                )

    def test_planned_meanwhile_by_somebody_else(self):
        mine = self._open().save()
        theirs = self._open(self.user_hr).save()
        theirs.date_planned = paris("2026-05-12 10:00")
        theirs.action_plan()
        with self.assertRaisesRegex(UserError, "is no longer to plan"):
            self._as(self.user_manager, mine).action_plan_and_invite()
        self.assertEqual(self.entretien.date_planned, paris("2026-05-12 10:00"))
