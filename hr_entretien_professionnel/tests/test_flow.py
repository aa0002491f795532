"""From "to plan" to the copy handed over: what each step asks and what it writes."""

import re

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import file_open, mute_logger

from ..models.interview.entretien_states import LOCKED_STATES, RUNNING_STATES
from ..models.interview.entretien_steps import STEPS
from ..models.planning.hr_entretien_meeting_mixin import PLAN_FIELDS
from .common import EntretienCase

SLOT = "2026-03-10 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestFlow(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee, date_due="2026-04-01")
        cls.mine = cls._as(cls.user_manager, cls.entretien)

    def test_the_table_names_what_there_is(self):
        states = self.entretien._fields["state"].get_values(self.env)
        kinds = self.env["hr.entretien.proof"]._fields["kind"].get_values(self.env)
        windows = self.env["hr.entretien.motive"]._fields["kind"].get_values(self.env)
        for code, step in STEPS.items():
            with self.subTest(step=code):
                self.assertLessEqual({*step.states, step.to} - {None}, {*states})
                self.assertLessEqual({step.proof} - {None}, {*kinds})
                self.assertLessEqual({step.motive} - {None}, {*windows})
                self.assertLessEqual(step.values.keys(), self.entretien._fields.keys())
                for effect in step.then:
                    model, _colon, name = effect.rpartition(":")
                    owner = self.env[model] if model else self.entretien
                    self.assertTrue(callable(getattr(owner, name)))

    def test_each_state_is_running_or_locked(self):
        """What a new one lets people write, and whether something is asked of it."""
        states = self.entretien._fields["state"].get_values(self.env)
        self.assertCountEqual(states, RUNNING_STATES + LOCKED_STATES)

    def test_the_form_that_saves_by_itself_knows_the_same(self):
        """When it may save, and what the employee would be written to of at once."""
        path = "hr_entretien_professionnel/static/src/form/autosave.js"
        with file_open(path) as source:
            lists = dict(re.findall(r"const (\w+) = \[(.*?)\];", source.read(), re.S))
        known = {name: re.findall(r'"(\w+)"', text) for name, text in lists.items()}
        self.assertCountEqual(known["FILLED_STATES"], RUNNING_STATES)
        found_by_code = {"date_planned_end", "state", "date_held"}
        self.assertCountEqual(known["NOTIFIED_FIELDS"], PLAN_FIELDS - found_by_code)

    def test_the_whole_way(self):
        """Each step leaves its fact, and the held one moves the employee's date."""
        self.assertEqual(self.employee.entretien_next_motif, "first")
        self.mine.date_planned = SLOT
        self.mine.action_plan()
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(
            self.entretien.date_planned_end.isoformat(), "2026-03-10T10:00:00"
        )
        self.mine.action_mark_held()
        self.assertRecordValues(
            self.entretien, [{"state": "held", "date_held": self._day("2026-03-10")}]
        )
        self.assertRecordValues(
            self.employee,
            [
                {
                    "entretien_next_motif": "periodic",
                    "entretien_periodic_date": self._day("2030-03-10"),
                }
            ],
        )
        self.mine.action_close()
        self.assertRecordValues(
            self.entretien,
            [{"state": "closed", "date_copy_delivered": self._day("2026-03-16")}],
        )
        self.assertEqual(self.employee.entretien_periodic_date, self._day("2030-03-10"))

    def test_nothing_is_planned_without_a_date_and_an_interviewer(self):
        """An invitation without a day proves nothing."""
        with self.assertRaisesRegex(UserError, "give the date"):
            self.mine.action_plan()
        self.mine.date_planned = SLOT
        self.mine.interviewer_id = False
        with self.assertRaisesRegex(UserError, "who conducts it"):
            self._as(self.user_n2, self.entretien).action_plan()
        self.assertEqual(self.entretien.state, "to_plan")

    def test_planned_in_the_future_and_held_today(self):
        """Held earlier than planned: the day it was held is never in the future."""
        self.mine.date_planned = "2026-03-20 09:00:00"
        self.mine.action_plan()
        self.mine.action_mark_held()
        self.assertEqual(self.entretien.date_held, self._day("2026-03-16"))

    def test_planned_day_is_the_user_s(self):
        """23:30 UTC is the next day in Paris: the law counts days, not instants."""
        self.mine.date_planned = "2026-03-09 23:30:00"
        self.mine.action_mark_held()
        self.assertEqual(self.entretien.date_held, self._day("2026-03-10"))

    def test_steps_in_the_wrong_order(self):
        """The message names the interview and where it stands."""
        refused = {
            "to_plan": ("action_close", "action_reopen"),
            "planned": ("action_close", "action_reopen"),
            "held": ("action_plan", "action_mark_held", "action_decline"),
            "closed": ("action_plan", "action_mark_held", "action_close"),
            "declined": ("action_plan", "action_close", "action_cancel"),
            "cancelled": ("action_mark_held", "action_decline", "action_cancel"),
        }
        facts = {
            "date_planned": SLOT,
            "date_held": "2026-03-10",
            "date_declined": "2026-03-10",
            "motif": "on_request",
        }
        for state, steps in refused.items():
            entretien = self._entretien(self.employee, state=state, **facts)
            for step in steps:
                with self.subTest(state=state, step=step):
                    with self.assertRaisesRegex(UserError, "not possible") as caught:
                        getattr(self._as(self.user_hr, entretien), step)()
                    self.assertIn("Employee", str(caught.exception))
                    self.assertEqual(entretien.state, state)

    def assertRefusedByDatabase(self, error, sentence, call):
        """What no code path gets around, said in words that a person understands."""
        with self.assertRaises(error) as caught, mute_logger("odoo.sql_db"):
            call()
        message = self.entretien._sql_error_to_message(caught.exception)
        self.assertIn(sentence, message)

    def test_held_and_declined_need_their_day(self):
        for state, sentence in {
            "held": "needs the day it was held on",
            "closed": "needs the day it was held on",
            "declined": "needs the day it was written on",
        }.items():
            with self.subTest(state=state):
                self.assertRefusedByDatabase(
                    CheckViolation,
                    sentence,
                    lambda state=state: self._entretien(self.colleague, state=state),
                )

    def test_nothing_happened_in_the_future(self):
        """A day to come would push the next one by four years, unseen."""
        with self.assertRaisesRegex(ValidationError, "future"):
            self._held(self.colleague, "2026-03-17")
        self.entretien.date_held = "2026-03-16"
        with self.assertRaisesRegex(ValidationError, "future"):
            self.mine.date_held = "2026-03-17"
        with self.assertRaisesRegex(ValidationError, "future"):
            self.mine.action_decline("Letter", "2026-03-17")

    def test_copy_is_not_handed_over_before_it_is_held(self):
        self.assertRefusedByDatabase(
            CheckViolation,
            "cannot be handed over before",
            lambda: self._held(
                self.colleague, "2026-03-10", date_copy_delivered="2026-03-09"
            ),
        )

    def test_late_copy_keeps_the_day_it_was_given(self):
        held = self._entretien(self.colleague, state="held", date_held="2026-03-10")
        held.date_copy_delivered = "2026-03-12"
        self._as(self.user_manager, held).action_close()
        self.assertEqual(held.date_copy_delivered, self._day("2026-03-12"))

    def test_one_open_periodic_interview(self):
        """Two would be planned twice; other motifs and closed ones do not count."""
        for motif in ("first", "periodic"):
            with self.subTest(motif=motif):
                self.assertRefusedByDatabase(
                    UniqueViolation,
                    "already has an interview to plan or planned",
                    lambda motif=motif: self._entretien(self.employee, motif=motif),
                )
        self._entretien(self.employee, motif="on_request")
        self._held(self.employee, "2024-01-12")
        self.entretien.action_cancel("Opened by mistake")
        self._entretien(self.employee)

    def test_another_one_opened_meanwhile_is_named(self):
        self.entretien.action_cancel("Opened by mistake")
        other = self._entretien(self.employee)
        cancelled = self._as(self.user_hr, self.entretien)
        with self.assertRaisesRegex(UserError, "Another interview of this employee"):
            cancelled.action_reopen("After all")
        other.action_cancel("Opened twice")
        cancelled.action_reopen("After all")
        self.assertIn(self.entretien.state, ("to_plan", "planned"))

    def test_nobody_holds_his_own(self):
        with self.assertRaisesRegex(ValidationError, "themselves"):
            self.entretien.interviewer_id = self.employee
        with self.assertRaisesRegex(ValidationError, "themselves"):
            self._entretien(self.colleague, interviewer_id=self.colleague.id)

    def test_activity_to_plan_goes_away_when_planned_or_held(self):
        for steps in (("action_plan",), ("action_mark_held", "action_close")):
            entretien = self._entretien(
                self.colleague, motif="on_request", date_planned=SLOT
            )
            entretien._schedule_to_plan(self._day("2026-03-16"))
            self.assertEqual(entretien.activity_ids.user_id, self.user_manager)
            for step in steps:
                getattr(self._as(self.user_manager, entretien), step)()
            self.assertFalse(entretien.activity_ids, steps)
            self.assertFalse(entretien.message_ids.mail_activity_type_id, steps)

    def test_what_is_to_plan_again_is_asked_for_at_once(self):
        """The night asks too; HR would read in the meantime that nobody is asked."""
        for step in ("action_cancel", "action_decline"):
            mine = self._as(self.user_hr, self.entretien)
            getattr(mine, step)("Sick for long")
            self.assertFalse(self.entretien.activity_ids)
            mine.action_reopen("Back")
            self.assertEqual(self.entretien.state, "to_plan")
            self.assertEqual(self.entretien.activity_ids.user_id, self.user_manager)
        # Set aside, and reopened all the same: nobody is asked to plan with who left.
        self.employee.active = False
        self._as(self.user_hr, self.entretien).action_reopen("To write down")
        self.assertEqual(self.entretien.state, "to_plan")
        self.assertFalse(self.entretien.activity_ids)

    def _flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_steps_are_in_the_history(self):
        """Who did what and when stays readable on the interview."""
        entretien = self._entretien(self.colleague, date_planned=SLOT)
        self._flush_tracking()
        self._as(self.user_manager, entretien).action_plan()
        self._flush_tracking()
        tracked = entretien.message_ids.sudo().tracking_value_ids
        self.assertIn("state", tracked.field_id.mapped("name"))
        author = tracked.mail_message_id.author_id
        self.assertEqual(author, self.user_manager.partner_id)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestCopies(EntretienCase):
    """What the interview copies from the employee, and for how long."""

    def test_copies_follow_while_open_and_stay_afterwards(self):
        """A closed interview tells the job held then, not the one of today."""
        opened = self._entretien(self.employee)
        closed = self._held(self.employee, "2024-01-12")
        head = self.env["hr.job"].create({"name": "Cheffe d'atelier"})
        self.employee.write(
            {"department_id": self.other_department.id, "job_id": head.id}
        )
        there, here = self.other_department.id, self.department.id
        self.assertRecordValues(
            opened | closed,
            [
                {"department_id": there, "job_id": head.id},
                {"department_id": here, "job_id": self.job.id},
            ],
        )

    def test_new_manager_reads_the_history(self):
        """He is above the employee now, and takes over what is open; the former one
        keeps what he held."""
        opened = self._entretien(self.employee)
        closed = self._held(self.employee, "2024-01-12", interviewer_id=self.manager.id)
        self.employee.parent_id = self.other_manager
        both = opened | closed
        self.assertEqual(both.manager_id, self.other_manager)
        self.assertEqual(len(self._as(self.user_other_manager, both).read()), 2)
        self.assertEqual(opened.interviewer_id, self.other_manager)
        self.assertEqual(closed.interviewer_id, self.manager)
        found = self._as(self.user_manager, both).search([("id", "in", both.ids)])
        self.assertEqual(found, closed)

    def test_manager_who_leaves_stays_on_the_interview(self):
        """Archiving him empties the team's manager: the interviews keep his name.

        Without it, the manager above would lose them and nobody be told.
        """
        opened = self._entretien(self.employee, date_due="2026-04-01")
        closed = self._held(self.employee, "2024-01-12")
        both = opened | closed
        self.manager.action_archive()
        self.assertFalse(self.employee.parent_id)
        self.assertEqual(both.manager_id, self.manager)
        for user in (self.user_n2, self.user_hr):
            with self.subTest(login=user.login):
                found = self._as(user, both).search([("id", "in", both.ids)])
                self.assertEqual(found, both)
                self.assertEqual(
                    self._as(user, both).read(["manager_id"])[0]["manager_id"][1],
                    "Manager",
                )
        self.assertFalse(opened.interviewer_id, "nobody takes his place by himself")
        mine = self._as(self.user_n2, opened)
        mine.write({"date_planned": SLOT, "interviewer_id": self.n2.id})
        mine.action_plan()
        self.assertEqual(opened.state, "planned")

    def test_deleting_the_employee(self):
        """What was planned or held is a proof: it keeps its employee."""
        kept = self._employee("Kept")
        self._held(kept, "2024-01-12")
        with self.assertRaisesRegex(UserError, "Kept"):
            self._as(self.user_hr_manager, kept).unlink()
        typo = self._employee("Typed twice")
        entretien = self._entretien(typo, date_due="2026-04-01")
        self._as(self.user_hr_manager, typo).unlink()
        self.assertFalse(entretien.exists())
        self.assertFalse(typo.exists())

    def test_archiving_the_employee_keeps_everything(self):
        closed = self._held(self.employee, "2024-01-12")
        self.employee.action_archive()
        self.assertEqual(self._as(self.user_hr, closed).employee_id, self.employee)
        self.assertEqual(self._as(self.user_manager, closed).state, "closed")
