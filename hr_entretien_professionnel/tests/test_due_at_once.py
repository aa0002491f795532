from contextlib import contextmanager
from itertools import product
from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.modules.module import load_script
from odoo.tests import freeze_time, tagged
from odoo.tools import file_path
from odoo.tools.safe_eval import safe_eval

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestDueAtOnce(EntretienCase):
    """A fact that changes mends what is open, without waiting for the night."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._employee("Worker", "2025-12-15", parent_id=cls.manager.id)
        cls.entretien = cls._entretien(cls.worker, motif="first")

    def _pass(self):
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()

    def test_interview_opened_by_hand_knows_its_date(self):
        self.assertEqual(self.entretien.date_due, self._day("2026-12-15"))
        self.assertEqual(self.entretien.reason_data[0]["start"], "2025-12-15")
        self.assertIn("L.6315-1", self.entretien.reason)

    def test_hire_date_corrected(self):
        self.worker.contract_date_start = "2026-01-12"
        self.assertEqual(self.entretien.date_due, self._day("2027-01-12"))
        self.assertEqual(self.entretien.date_limit, self._day("2027-01-12"))
        self.assertEqual(self.entretien.reason_data[0]["start"], "2026-01-12")

    def test_forgotten_interview_added_then_withdrawn(self):
        held = self._held(self.worker, "2026-03-03")
        self.assertEqual(self.entretien.date_due, self._day("2030-03-03"))
        held.action_reopen("Entered by mistake")
        held.action_cancel("Entered by mistake")
        self.assertEqual(self.entretien.date_due, self._day("2026-12-15"))

    def test_what_is_opened_is_no_fact(self):
        """Dates were gathered a second time for each interview that was opened."""
        late = self._employee("Late", "2024-01-10")
        self.env.flush_all()
        plan = late.entretien_plan
        planner = self.env.registry["hr.entretien.planner"]
        with patch.object(
            planner, "_cases", autospec=True, side_effect=planner._cases
        ) as gathered:
            night = self.env["hr.entretien.night"]
            opened = night._open_batch(late.ids, self._day("2026-11-23"))
            self.env.flush_all()
        self.assertFalse(gathered.called)
        self.assertEqual(opened.date_due, self._day("2026-01-10"))
        self.assertEqual(late.entretien_plan, plan)

    def test_rhythm_changed(self):
        self._held(self.worker, "2026-03-03")
        self.company.entretien_rhythm = "two_six"
        self.assertEqual(self.entretien.date_due, self._day("2028-03-03"))

    def _commit(self):
        """What follows a commit, in the transaction of the test."""
        self.env.flush_all()
        cursor = self.env.registry.cursor

        @contextmanager
        def same():
            yield self.env.cr

        self.env.registry.cursor = same
        try:
            self.env.cr.postcommit.run()
        finally:
            self.env.registry.cursor = cursor
        self.env.flush_all()
        self.env.invalidate_all()

    def _open_of(self, employee):
        return employee.entretien_ids.filtered(lambda item: item.state == "to_plan")

    def test_hired_and_corrected(self):
        """What is due opens with the transaction, and once."""
        late = self._employee("Late", "2022-01-10", parent_id=self.manager.id)
        later = self._employee("Later", "2026-06-01", parent_id=self.manager.id)
        self._commit()
        opened = self._open_of(late)
        self.assertEqual(opened.interviewer_id, self.manager)
        self.assertEqual(opened.activity_ids.user_id, self.user_manager)
        self.assertFalse(later.entretien_ids)
        later.contract_date_start = "2022-06-01"
        late.contract_date_start = "2022-01-11"
        self._commit()
        self.assertTrue(self._open_of(later))
        self.assertEqual(self._open_of(late), opened)
        night = self.env["hr.entretien.night"]._employees_to_open(
            self._day("2026-11-23")
        )
        self.assertFalse({late.id, later.id} & set(night))

    def test_it_opens_on_the_day_of_who_saves(self):
        """Half past midnight in Paris: the server's account has no time zone."""
        days, night = [], self.env.registry["hr.entretien.night"]

        def opened(self, _employee_ids):
            days.append(fields.Date.context_today(self))

        self._commit()
        paris = self.worker.with_context(tz="Europe/Paris")
        with (
            freeze_time("2026-11-23 23:30:00"),
            patch.object(night, "_open_at_once", opened),
        ):
            paris.contract_date_start = "2022-01-10"
            paris.env.flush_all()
            self._commit()
        self.assertEqual(days, [self._day("2026-11-24")])

    def test_history_entered_late_changes_what_is_open(self):
        """HR plans the same day: it is no longer the first interview."""
        late = self._employee("Late", "2015-01-12", parent_id=self.manager.id)
        self._commit()
        opened = self._open_of(late)
        self.assertEqual(opened.motif, "first")
        self._held(late, "2022-01-10")
        self._commit()
        self.assertEqual(self._open_of(late), opened)
        self.assertEqual(opened.motif, "periodic")
        self.assertTrue(opened.with_bilan)
        self.assertEqual(opened.activity_ids.date_deadline, opened.date_due)

    def test_an_update_that_moves_dates_opens_what_is_due(self):
        """Its data are loaded without planning everybody again at each row."""
        soon = self._employee("Soon", "2026-06-01", parent_id=self.manager.id)
        law = self.env["hr.entretien.regime"].search([("code", "=", "law_2025")])
        law.with_context(install_mode=True).first_months = 6
        self._commit()
        self.assertFalse(soon.entretien_ids)
        script = file_path(
            "hr_entretien_professionnel/migrations/0.0.0/end-plan-everybody.py"
        )
        load_script(script, "plan_everybody").migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(self._open_of(soon).date_due, self._day("2026-12-01"))
        self.assertTrue(self._open_of(soon).activity_ids)

    def test_only_those_whose_facts_changed_are_looked_at(self):
        self._commit()
        self.worker.contract_date_start = "2026-01-12"
        self.env.flush_all()
        with patch.object(
            self.env.registry["hr.entretien.night"], "_open_at_once", autospec=True
        ) as opened:
            self._commit()
            self._commit()
        opened.assert_called_once()
        self.assertEqual(set(opened.call_args.args[1]), set(self.worker.ids))

    def test_hr_reads_it_at_once_and_nothing_is_false_meanwhile(self):
        late = self._employee("Late", "2022-01-10", parent_id=self.manager.id)
        self._commit()
        entretiens = self._as(self.user_hr, self.env["hr.entretien"])
        todo = entretiens.search([("next_step", "!=", False)])
        self.assertIn(late.id, todo.employee_id.ids)

    def test_many_are_left_to_the_background(self):
        """An import of a whole company does not hold its user's transaction."""
        people = [self._employee(f"Late {n}", "2022-01-10") for n in range(3)]
        Night = self.env.registry["hr.entretien.night"]
        module = "odoo.addons.hr_entretien_professionnel.models.interview"
        with (
            patch(f"{module}.hr_entretien_night.AT_ONCE", 2),
            patch.object(self.env.registry["ir.cron"], "_trigger") as trigger,
        ):
            self._commit()
        trigger.assert_called_once()
        self.assertFalse(any(person.entretien_ids for person in people))
        with (
            patch.object(Night, "_open_batch", side_effect=ValueError),
            patch.object(self.env.registry["ir.cron"], "_trigger") as trigger,
        ):
            people[0].contract_date_start = "2022-01-11"
            self._commit()
        trigger.assert_called_once()
        self.assertEqual(people[0].contract_date_start, self._day("2022-01-11"))

    def test_opening_costs_the_same_for_one_and_for_twenty(self):
        """Looking is one search; opening goes by batch."""
        self._commit()
        counts = []
        for number in (1, 20):
            for n in range(number):
                self._employee(f"Late {number} {n}", "2022-01-10")
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._commit()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1], counts[0] + 60)

    def test_planned_one_is_not_touched(self):
        self.entretien.date_planned = "2026-12-01 09:00:00"
        self.entretien.action_plan()
        self.worker.contract_date_start = "2026-01-12"
        self.assertEqual(self.entretien.date_due, self._day("2026-12-15"))
        self._pass()
        self.assertEqual(self.entretien.date_due, self._day("2026-12-15"))
        self.assertIn("2027", self.entretien.activity_ids.note)

    def test_activity_follows_at_night_and_a_snooze_is_kept(self):
        """Who put his activity off on purpose must not find it back each morning."""
        self._pass()
        activity = self.entretien.activity_ids
        self.assertEqual(activity.date_deadline, self._day("2026-12-15"))
        activity.date_deadline = "2026-12-10"
        self._pass()
        self.assertEqual(activity.date_deadline, self._day("2026-12-10"))
        self.worker.contract_date_start = "2026-01-12"
        self._pass()
        self.assertEqual(activity.date_deadline, self._day("2027-01-12"))

    def test_no_longer_due_is_said_once(self):
        self._pass()
        self.worker.contract_date_end = "2026-12-01"
        self.assertFalse(self.entretien.date_due)
        self._pass()
        before = self.env["hr.entretien.night"]._open_to_mend(self._day("2026-11-23"))
        self.assertNotIn(self.entretien.id, before)

    def test_only_those_concerned_are_read(self):
        """Correcting one hire date must not plan the company again."""
        others = [self._employee(f"Other {n}", "2024-03-04") for n in range(20)]
        self.env.flush_all()
        self.env.invalidate_all()
        self.worker.contract_date_start = "2026-01-12"
        before = self.env.cr.sql_log_count
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 40)
        self.assertTrue(all(other.entretien_next_date for other in others))


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23 08:00:00")
class TestNoLongerDue(EntretienCase):
    """Planned, then another one turns out to have been held: imported, or entered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._employee("Worker", "2020-01-06", parent_id=cls.manager.id)
        cls.entretien = cls._entretien(cls.worker, date_planned="2026-12-01 09:00:00")
        cls.entretien.action_plan()

    def _import(self, day="2026-02-02"):
        held = self._held(self.worker, day, with_bilan=True)
        self.env.flush_all()
        return held

    def test_it_says_since_when_and_keeps_its_meeting(self):
        self.assertTrue(self.entretien.is_late)
        meeting = self.entretien.event_id
        self._import()
        here = self._as(self.user_manager, self.entretien).with_context(lang="en_US")
        self.assertFalse(here.is_late)
        self.assertFalse(here.delay_label)
        self.assertRegex(here.reason, "No longer due since the interview of .*2026")
        self.assertTrue(here.is_moot)
        self.assertEqual((here.state, here.sudo().event_id), ("planned", meeting))

    def test_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self._import()
        here = self.entretien.with_context(lang="fr_FR")
        self.assertEqual(here.reason, "N'est plus dû depuis l'entretien du 02/02/2026.")

    def test_the_form_says_why_once(self):
        """In the banner for who may cancel it, else under the name."""
        form = self.env["hr.entretien"].get_view(view_type="form")["arch"]
        told = etree.fromstring(form).xpath("//field[@name='reason']")
        for is_moot, can_lead in product((True, False), repeat=2):
            values = {"is_moot": is_moot, "can_lead": can_lead, "reason": "Why"}
            shown = [field for field in told if not self._is_hidden(field, values)]
            with self.subTest(**values):
                self.assertEqual(len(shown), 1)

    def _is_hidden(self, field, values):
        """Whether the field or what holds it is hidden; what else decides is not."""
        hidden = (node.get("invisible") for node in (field, *field.iterancestors()))
        return any(safe_eval(test, dict(values)) for test in filter(None, hidden))

    def test_interviewer_and_hr_cancel_it_others_do_not(self):
        for user in (self.user_manager, self.user_employee, self.user_other_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien).action_cancel("Held already")
        self._import()
        for user in (self.user_employee, self.user_other_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien).action_cancel("Held already")
        self._as(self.user_manager, self.entretien).action_cancel("Held already")
        self.assertEqual(self.entretien.state, "cancelled")

    def test_interviewer_is_told_and_may_keep_it(self):
        self._import()
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.assertIn("No longer due", self.entretien.activity_ids.note)
        self._as(self.user_manager, self.entretien).action_mark_held()
        self.assertEqual(self.entretien.state, "held")

    def test_due_again_when_the_other_was_a_mistake(self):
        due = self.entretien.date_due
        held = self._import()
        self.assertFalse(self.entretien.date_due)
        held.action_reopen("Entered by mistake")
        held.action_cancel("Entered by mistake")
        self.assertEqual(self.entretien.date_due, due)
        self.assertFalse(self.entretien.is_moot)

    def test_older_history_does_not_make_it_moot(self):
        """Imported as well, but what is due stays due."""
        self._held(self.worker, "2020-06-01")
        self.assertFalse(self.entretien.is_moot)
        self.assertTrue(self.entretien.date_due)
