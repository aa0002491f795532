"""HR's morning list: what is to be done next, with whom, by one button."""

from datetime import timedelta
from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from ..models.interview.hr_entretien_todo_mixin import NEXT_STEPS
from .close_common import PAD
from .common import EntretienCase

TOMORROW = "2026-03-03 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 08:00:00")
class TestNextStep(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee, date_due="2026-04-01", date_limit="2026-04-01"
        )

    def _planned(self, employee=None, **kw):
        values = {"state": "planned", "date_planned": TOMORROW, **kw}
        return self._entretien(employee or self.colleague, **values)

    def _invite(self, entretien, kind="invitation"):
        """What is written when an invitation leaves."""
        entretien._add_proof(kind)
        entretien.date_invited = fields.Date.today()

    def assertStep(self, entretien, step):
        """Read, searched and grouped by, it is the same."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(entretien.next_step or False, step)
        here = [("id", "=", entretien.id)]
        model = self.env["hr.entretien"]
        self.assertEqual(model.search([*here, ("next_step", "=", step)]), entretien)
        self.assertFalse(model.search([*here, ("next_step", "!=", step)]))
        self.assertEqual(
            model._read_group(here, ["next_step"], ["__count"]), [(step, 1)]
        )

    def test_to_plan(self):
        self.assertStep(self.entretien, "plan")

    def test_what_is_due_in_years_waits(self):
        """HR enters the interview of 2025: the one the night opened is due in 2029."""
        self._held(self.employee, "2025-12-02", motif="first")
        self.assertEqual(self.entretien.date_due, self._day("2029-12-02"))
        self.assertStep(self.entretien, False)
        self.entretien.date_planned = TOMORROW
        self.assertStep(self.entretien, "plan")

    def test_it_comes_back_with_the_horizon(self):
        horizon = self.company.entretien_horizon_days
        today = self._day("2026-03-02")
        for days, step in ((horizon, "plan"), (horizon + 1, False)):
            self.entretien.date_due = today + timedelta(days=days)
            self.assertStep(self.entretien, step)
        self.entretien.motif = "on_request"
        self.assertStep(self.entretien, "plan")

    def test_nobody_to_hold_it(self):
        self.entretien.interviewer_id = False
        self.assertStep(self.entretien, "complete_card")

    def test_he_did_not_come(self):
        self.entretien._add_proof("absence")
        self.assertStep(self.entretien, "re_invite")

    def test_planned_is_to_be_announced(self):
        entretien = self._planned()
        self.assertStep(entretien, "invite")
        self._invite(entretien)
        self.assertStep(entretien, False)
        with freeze_time("2026-03-03 10:00:00"):
            entretien.action_no_show("2026-03-03")
            entretien.date_planned = "2026-03-20 09:00:00"
            entretien.action_plan()
            self.assertStep(entretien, "invite")
            self._invite(entretien, "reinvitation")
            self.assertStep(entretien, False)

    def test_while_the_invitation_is_on_its_way_nobody_sends_another(self):
        entretien = self._planned()
        message = self.env["hr.entretien.message"]._queue(entretien, "invitation")
        for state in ("waiting", "leaving"):
            message.state = state
            self.assertStep(entretien, False)
            self._as(self.user_hr, entretien).action_send_invitation()
            self.assertEqual(entretien.sudo().entretien_message_ids, message)

    def test_another_date_for_who_is_not_available(self):
        """None of the slots offered suits: the morning list asks for another date."""
        entretien = self._planned(date_invited="2026-03-01")
        entretien._declare_unavailable("Away all week")
        self.assertStep(entretien, "postpone")
        for user in (self.user_hr, self.user_manager):
            opened = self._as(user, entretien).action_next_step()
            self.assertEqual(opened["res_model"], "hr.entretien.plan")
            # The proof file will say who asks for it: they do.
            self.assertEqual(opened["context"]["default_asked_by"], "employee")
        with self.assertRaises(AccessError):
            self._as(self.user_colleague, entretien).action_next_step()
        mine = self._as(self.user_manager, entretien)
        mine._postpone(
            fields.Datetime.to_datetime("2026-03-10 09:00:00"), "", "employee"
        )
        self.assertStep(entretien, False)
        context = mine.action_open_plan()["context"]
        self.assertEqual(context["default_asked_by"], "employer")
        entretien._declare_unavailable("")
        with freeze_time("2026-03-10 12:00:00"):
            self.assertStep(entretien, "hold")

    def test_by_letter_too(self):
        entretien = self._planned(self.stranger)
        self.assertStep(entretien, "address")
        self._invite(entretien, "letter")
        self.assertStep(entretien, False)

    def test_each_reads_what_the_button_does(self):
        """The step, as the groups say it; of an address, what they can do about it.
        Who leads nobody has no button."""
        entretien = self._planned(self.stranger)
        for user, said in (
            (self.user_hr, "Add an Address"),
            (self.user_other_manager, "Print the Letter"),
        ):
            mine = self._as(user, entretien).with_context(lang="en_US")
            self.assertEqual(mine.next_step_label, said)
        held = self._entretien(self.colleague, state="held", date_held="2026-02-27")
        for user, said in (
            (self.user_manager, "Have It Signed"),
            (self.user_colleague, False),
        ):
            mine = self._as(user, held).with_context(lang="en_US")
            self.assertEqual(mine.next_step_label, said)

    def test_each_step_has_its_method(self):
        for label, method in NEXT_STEPS.values():
            with self.subTest(label):
                self.assertTrue(callable(getattr(self.entretien, method)))

    def test_a_mail_that_waits(self):
        entretien = self._planned()
        self.env["hr.entretien.message"]._queue(entretien, "invitation")
        self.assertStep(entretien, False)

    def test_any_address_will_do(self):
        entretien = self._planned(self.stranger)
        for name in ("work_email", "private_email"):
            self.stranger[name] = "stranger@example.com"
            self.assertStep(entretien, "invite")
            self.stranger[name] = False
        self.assertStep(entretien, "address")

    def test_an_address_that_the_queue_would_not_write_to(self):
        """Nothing that the mail could leave for: the step says so, as the queue."""
        entretien = self._planned(self.stranger)
        robot = self.env.ref("base.partner_root").email
        for address in ("stranger.example.com", robot):
            self.stranger.work_email = address
            self.assertStep(entretien, "address")
        of_colleague = self._planned()
        self.assertStep(of_colleague, "invite")
        self.colleague.work_email = False
        self.user_colleague.email = False
        self.assertStep(of_colleague, "address")
        message = self.env["hr.entretien.message"]._queue(of_colleague, "invitation")
        self.assertFalse(message._address())

    def test_the_day_goes_by(self):
        """Asked about once it should be over, not before."""
        entretien = self._planned(duration=2)
        self._invite(entretien)
        start = fields.Datetime.to_datetime(TOMORROW)
        for hours, step in ((-1, False), (1, False), (2, False), (3, "hold")):
            with freeze_time(start + timedelta(hours=hours)):
                self.assertStep(entretien, step)

    def test_nobody_is_invited_to_what_has_begun(self):
        """The button would be refused; it is asked about once it should be over."""
        start = fields.Datetime.to_datetime(TOMORROW)
        for people, step in ((self.colleague, "invite"), (self.stranger, "address")):
            entretien = self._planned(people)
            for minutes, asked in ((-1, step), (0, False), (61, "hold")):
                with freeze_time(start + timedelta(minutes=minutes)):
                    self.assertStep(entretien, asked)

    def test_held_then_signed_then_handed_over(self):
        entretien = self._entretien(
            self.colleague, state="held", date_held="2026-02-27"
        )
        self.assertStep(entretien, "sign")
        mine = self._as(self.user_manager, entretien)
        mine.action_present()
        mine._sign("interviewer", "signed", "Manager", PAD, via="office")
        self.assertStep(entretien, "sign")
        mine._sign("employee", "reserved", "Colleague", PAD, "Not all", via="tablet")
        self.assertStep(entretien, "hand_over")
        mine.action_void_signatures("A mistake")
        self.assertStep(entretien, "sign")
        entretien._add_proof("scan")
        self.assertStep(entretien, "hand_over")
        entretien.action_close()
        self.assertStep(entretien, False)

    def test_the_employee_s_refusal_to_sign_is_an_end(self):
        """Who conducts it and refuses leaves it to the employee to answer."""
        entretien = self._entretien(
            self.colleague, state="held", date_held="2026-02-27"
        )
        mine = self._as(self.user_manager, entretien)
        mine.action_present()
        with self.env.cr.savepoint() as savepoint:
            mine._sign("employee", "refused", "C", text="No", via="tablet")
            self.assertStep(entretien, "hand_over")
            savepoint.rollback()
        self.env.invalidate_all()
        mine._sign("interviewer", "refused", "M", text="No", via="office")
        self.assertStep(entretien, "sign")
        mine._sign("employee", "signed", "C", PAD, via="tablet")
        self.assertStep(entretien, "hand_over")

    def test_over_is_over(self):
        for state in ("cancelled", "declined"):
            entretien = self._entretien(
                self.colleague, state=state, date_declined="2026-02-01"
            )
            self.assertStep(entretien, False)

    def test_several_steps_at_once(self):
        planned = self._planned()
        found = self.env["hr.entretien"].search(
            [
                ("next_step", "in", ("plan", "invite")),
                ("company_id", "=", self.company.id),
            ]
        )
        self.assertEqual(found, self.entretien | planned)

    def test_offered_to_the_list_as_a_group(self):
        described = self.env["hr.entretien"].fields_get(["next_step", "late_count"])
        self.assertTrue(described["next_step"]["groupable"])
        self.assertEqual(described["late_count"]["aggregator"], "sum")

    def test_groups_stand_worst_first(self):
        self._planned(self.stranger)
        held = self._entretien(self.manager, state="held", date_held="2026-02-27")
        held._add_proof("scan")
        self._planned()
        groups = self.env["hr.entretien"].formatted_read_group(
            [("company_id", "=", self.company.id)], ["next_step"], ["__count"]
        )
        self.assertEqual(
            [group["next_step"] for group in groups],
            ["address", "plan", "invite", "hand_over"],
        )

    def test_late_ones_are_summed_by_column(self):
        self._planned(date_due="2026-01-10", date_limit="2026-01-10")
        rows = self.env["hr.entretien"]._read_group(
            [("company_id", "=", self.company.id)], ["state"], ["late_count:sum"]
        )
        self.assertEqual(dict(rows), {"to_plan": 0, "planned": 1})

    def test_for_people_who_are_not_hr(self):
        """A manager sees the step of his people, though he reads no message."""
        planned = self._planned()
        self.assertEqual(self._as(self.user_manager, planned).next_step, "invite")
        found = self._as(self.user_manager, planned).search(
            [("next_step", "!=", False)]
        )
        self.assertEqual(found, planned | self.entretien)
        for user in (self.user_colleague, self.user_other_manager, self.user_system):
            with self.subTest(login=user.login):
                model = self._as(user, planned)
                self.assertFalse(model.search([("next_step", "!=", False)]))
                with self.assertRaises(AccessError):
                    model.read(["next_step"])

    def test_the_list_costs_the_same_whatever_its_size(self):
        for number in range(30):
            self._planned(self._employee(f"Person {number}"), motif="periodic")
        model = self.env["hr.entretien"]
        names = ["next_step", "delay_label", "late_count", "reason", "employee_id"]
        domain = [("next_step", "!=", False), ("company_id", "=", self.company.id)]

        def queries(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            model.search(domain, limit=limit).read(names)
            return self.env.cr.sql_log_count - before

        queries(5)
        self.assertEqual(queries(5), queries(None))

    def test_searched_by_any_steps_it_is_what_is_read(self):
        """Closed, cancelled and waiting ones included, in every combination."""
        self._planned()
        self._invite(self._planned(self.stranger), "letter")
        self._held(self.manager, "2025-11-03")
        self._entretien(self.n2, state="held", date_held="2026-02-20")
        self._entretien(self.hr, interviewer_id=False)
        ahead = self._entretien(self.other_manager)
        ahead.write({"date_due": "2030-02-02", "date_limit": "2030-02-02"})
        self.env.flush_all()
        self.env.invalidate_all()
        everything = self.env["hr.entretien"].search([])
        self.assertGreater(len(set(everything.mapped("next_step"))), 4)
        for steps in (["plan"], ["plan", "sign"], [False], ["sign", False], []):
            for operator in ("in", "not in"):
                with self.subTest(operator=operator, steps=steps):
                    kept = everything.filtered(
                        lambda item, steps=steps: (item.next_step or False) in steps
                    )
                    found = everything.search([("next_step", operator, steps)])
                    wanted = kept if operator == "in" else everything - kept
                    self.assertEqual(found, wanted)

    def _morning_list(self, user):
        """What the screen asks for: groups, and the first records of each."""
        action = self.env.ref("hr_entretien_professionnel.hr_entretien_action_todo")
        view = self.env.ref("hr_entretien_professionnel.hr_entretien_view_list_todo")
        mine = self._as(user, self.env["hr.entretien"])
        # With the fields that it stands on, which Odoo adds.
        asked = etree.fromstring(mine.get_view(view.id, "list")["arch"])
        groups = mine.web_read_group(
            safe_eval(action.domain, {"uid": user.id}),
            ["next_step"],
            order=asked.get("default_order"),
            auto_unfold=True,
            unfold_read_specification={
                field.get("name"): {} for field in asked.xpath("//field")
            },
        )["groups"]
        for group in groups:
            self.assertEqual(group["__count"], len(group["__records"]))
        return {group["next_step"]: group["__records"] for group in groups}

    def test_the_morning_list_begins_with_the_worst(self):
        """Overdue first, whatever their due date; the deadline is a column."""
        late = self._entretien(
            self.stranger, date_due="2026-02-01", date_limit="2026-02-28"
        )
        later = self._entretien(
            self.colleague, date_due="2026-01-02", date_limit="2026-03-31"
        )
        records = self._morning_list(self.user_hr)["plan"]
        self.assertEqual(
            [record["id"] for record in records], [late.id, later.id, self.entretien.id]
        )
        self.assertEqual(
            [record["is_late"] for record in records], [True, False, False]
        )
        self.assertIn("date_limit", records[0])

    def test_the_morning_list_of_others(self):
        self._entretien(self.stranger)
        mine = self._morning_list(self.user_manager)
        self.assertEqual(
            [record["id"] for record in mine.pop("plan")], self.entretien.ids
        )
        self.assertFalse(mine)
        self._entretien(self.manager, state="held", date_held="2026-02-20")
        self.assertNotIn("sign", self._morning_list(self.user_manager), "his own")
        self.assertIn("sign", self._morning_list(self.user_n2))
        for user in (self.user_other_hr, self.user_employee, self.user_system):
            self.assertFalse(self._morning_list(user), user.login)

    def test_more_interviews_cost_the_morning_list_no_query(self):
        self._more(2)
        few = self._queries()
        self._more(6)
        self.assertEqual(self._queries(), few)

    def _more(self, number):
        for _each in range(number):
            employee = self._employee(
                "More",
                "2022-01-10",
                parent_id=self.manager.id,
                department_id=self.department.id,
            )
            self._entretien(employee)

    def _queries(self):
        self._morning_list(self.user_hr)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self._morning_list(self.user_hr)
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 08:00:00")
class TestNextStepButton(EntretienCase):
    """The button in the line does the step, or opens where it is done."""

    def _press(self, entretien, user=None):
        return self._as(user or self.user_hr, entretien).action_next_step()

    def test_opens_the_dialog_that_plans(self):
        """Whatever is there already, and whoever is missing to conduct it."""
        for values in ({}, {"date_planned": TOMORROW}, {"interviewer_id": False}):
            entretien = self._entretien(self.employee, motif="on_request", **values)
            opened = self._press(entretien)
            self.assertEqual(opened["res_model"], "hr.entretien.plan")
            self.assertEqual(opened["context"]["default_entretien_id"], entretien.id)
            self.assertEqual(entretien.state, "to_plan")

    def test_invites(self):
        entretien = self._entretien(
            self.employee, state="planned", date_planned=TOMORROW, location="Room 3"
        )
        model = type(self.env["hr.entretien"])
        with patch.object(
            model, "action_send_invitation", create=True, autospec=False
        ) as send:
            self._press(entretien)
        send.assert_called_once_with()

    def test_opens_the_employee_without_address(self):
        entretien = self._entretien(
            self.stranger, state="planned", date_planned=TOMORROW
        )
        opened = self._press(entretien)
        self.assertEqual(
            (opened["res_model"], opened["res_id"]), ("hr.employee", self.stranger.id)
        )
        with self.assertRaises(AccessError):
            self._press(entretien, self.user_colleague)
        printed = self._press(entretien, self.user_other_manager)
        self.assertEqual(printed["type"], "ir.actions.report")
        self.assertIn("letter", entretien.proof_ids.mapped("kind"))
        self.env.invalidate_all()
        self.assertFalse(entretien.next_step)

    def test_asks_whether_it_took_place(self):
        entretien = self._entretien(
            self.employee, state="planned", date_planned="2026-02-20 09:00:00"
        )
        self.assertEqual(self._press(entretien)["res_id"], entretien.id)
        self.assertEqual(entretien.state, "planned")

    def test_hands_over(self):
        entretien = self._entretien(self.employee, state="held", date_held="2026-02-27")
        entretien._add_proof("scan")
        opened = self._press(entretien)
        self.assertEqual(opened["res_model"], "hr.entretien.handover")
        self.assertEqual(opened["context"]["default_entretien_id"], entretien.id)
        self.assertEqual(entretien.state, "held", "nothing closes without a question")

    def test_nobody_else_presses_it(self):
        entretien = self._entretien(self.employee, date_planned=TOMORROW)
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._press(entretien, user)
        self.assertEqual(entretien.state, "to_plan")
